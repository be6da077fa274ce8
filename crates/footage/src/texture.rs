//! A painted surface and the look-up of it between its samples.

/// Colours with their opacity, row by row.
pub struct Texture {
    pub width: i32,
    pub height: i32,
    samples: Vec<[u8; 4]>,
}

/// Red, green, blue from 0 to 255.
pub type Colour = [f32; 3];

/// A colour made lighter or darker.
pub fn lit(colour: Colour, by: f32) -> Colour {
    colour.map(|c| c + by)
}

impl Texture {
    /// All transparent.
    pub fn clear(width: i32, height: i32) -> Self {
        Self { width, height, samples: vec![[0; 4]; (width * height) as usize] }
    }

    /// Paints one sample, opaque.
    pub fn set(&mut self, x: i32, y: i32, colour: Colour) {
        if x >= 0 && y >= 0 && x < self.width && y < self.height {
            let [r, g, b] = colour.map(|c| c.clamp(0.0, 255.0) as u8);
            self.samples[(y * self.width + x) as usize] = [r, g, b, 255];
        }
    }

    /// Paints a block.
    pub fn block(&mut self, (left, top): (i32, i32), (width, height): (i32, i32), paint: impl Fn(i32, i32) -> Colour) {
        for y in top.max(0)..(top + height).min(self.height) {
            for x in left.max(0)..(left + width).min(self.width) {
                self.set(x, y, paint(x, y));
            }
        }
    }

    /// Paints a disc.
    pub fn disc(&mut self, (cx, cy): (i32, i32), radius: i32, paint: impl Fn(i32, i32) -> Colour) {
        for y in cy - radius..=cy + radius {
            for x in cx - radius..=cx + radius {
                if (x - cx) * (x - cx) + (y - cy) * (y - cy) <= radius * radius {
                    self.set(x, y, paint(x, y));
                }
            }
        }
    }

    /// Paints a straight line of a thickness.
    pub fn line(&mut self, from: (i32, i32), to: (i32, i32), thick: i32, colour: Colour) {
        let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs()).max(1);
        for n in 0..=steps {
            let x = from.0 + (to.0 - from.0) * n / steps;
            let y = from.1 + (to.1 - from.1) * n / steps;
            self.block((x, y), (thick, thick), |_, _| colour);
        }
    }

    /// Colour and opacity at a place between samples; transparent outside.
    pub fn at(&self, x: f32, y: f32) -> [f32; 4] {
        let (x0, y0) = (x.floor(), y.floor());
        let (ix, iy) = (x0 as i32, y0 as i32);
        if ix < 0 || iy < 0 || ix + 1 >= self.width || iy + 1 >= self.height {
            return [0.0; 4];
        }
        let (fx, fy) = (x - x0, y - y0);
        let start = (iy * self.width + ix) as usize;
        let (a, b) = (self.samples[start], self.samples[start + 1]);
        let (c, d) = (self.samples[start + self.width as usize], self.samples[start + self.width as usize + 1]);
        let weights = [(1.0 - fx) * (1.0 - fy), fx * (1.0 - fy), (1.0 - fx) * fy, fx * fy];
        std::array::from_fn(|n| {
            f32::from(a[n]) * weights[0]
                + f32::from(b[n]) * weights[1]
                + f32::from(c[n]) * weights[2]
                + f32::from(d[n]) * weights[3]
        })
    }
}
