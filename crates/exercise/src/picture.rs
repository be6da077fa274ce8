//! A picture in memory and the few strokes that scenes are painted with.
//!
//! Whole-number coordinates, eight bits a channel. Cameras, time and compression are elsewhere.

/// Red, green, blue, 0..=255.
pub type Colour = [u8; 3];

/// Rows of colours, top row first.
#[derive(Clone)]
pub struct Picture {
    /// Columns.
    pub width: i32,
    /// Rows.
    pub height: i32,
    /// `width × height` colours, row by row.
    pub pixels: Vec<Colour>,
}

impl Picture {
    /// A black picture.
    pub fn new(width: i32, height: i32) -> Self {
        Self { width, height, pixels: vec![[0; 3]; (width * height) as usize] }
    }

    /// The colour at a place; the edge repeats outside.
    pub fn at(&self, x: i32, y: i32) -> Colour {
        let (x, y) = (x.clamp(0, self.width - 1), y.clamp(0, self.height - 1));
        self.pixels[(y * self.width + x) as usize]
    }

    /// Sets a colour; outside is ignored.
    pub fn set(&mut self, x: i32, y: i32, colour: Colour) {
        if (0..self.width).contains(&x) && (0..self.height).contains(&y) {
            self.pixels[(y * self.width + x) as usize] = colour;
        }
    }

    /// The colour at a place in 1/256 of a pixel, blended from the four around it.
    pub fn between(&self, x: i32, y: i32) -> Colour {
        let (left, top, fx, fy) = (x >> 8, y >> 8, x & 255, y & 255);
        let (a, b) = (self.at(left, top), self.at(left + 1, top));
        let (c, d) = (self.at(left, top + 1), self.at(left + 1, top + 1));
        let mut out = [0; 3];
        for (i, channel) in out.iter_mut().enumerate() {
            let upper = i32::from(a[i]) * (256 - fx) + i32::from(b[i]) * fx;
            let lower = i32::from(c[i]) * (256 - fx) + i32::from(d[i]) * fx;
            *channel = ((upper * (256 - fy) + lower * fy) >> 16) as u8;
        }
        out
    }

    /// A rectangle in one colour.
    pub fn fill(&mut self, x: i32, y: i32, width: i32, height: i32, colour: Colour) {
        for row in y..y + height {
            for column in x..x + width {
                self.set(column, row, colour);
            }
        }
    }

    /// All pixels as one run of bytes, as an encoder takes them.
    pub fn bytes(&self) -> Vec<u8> {
        self.pixels.concat()
    }
}

/// Whether a point lies inside a polygon (even-odd rule, pixel centres).
pub fn inside(points: &[(i32, i32)], x: i32, y: i32) -> bool {
    let mut odd = false;
    let mut from = points[points.len() - 1];
    for &to in points {
        if (to.1 > y) != (from.1 > y) {
            // The crossing's column, compared without dividing.
            let cross = i64::from(from.0 - to.0) * i64::from(y - to.1) - i64::from(x - to.0) * i64::from(from.1 - to.1);
            if (cross > 0) == (from.1 > to.1) {
                odd = !odd;
            }
        }
        from = to;
    }
    odd
}

/// Adds the same amount to each channel.
pub fn brighten(colour: Colour, by: i32) -> Colour {
    colour.map(|c| (i32::from(c) + by).clamp(0, 255) as u8)
}

/// Blends towards `over`; `share` of it is 0..=256.
pub fn blend(under: Colour, over: Colour, share: i32) -> Colour {
    let mut out = under;
    for (o, v) in out.iter_mut().zip(over) {
        *o = ((i32::from(*o) * (256 - share) + i32::from(v) * share) >> 8) as u8;
    }
    out
}
