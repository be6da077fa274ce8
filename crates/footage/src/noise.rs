//! Repeatable noise: a hash of a place, and smooth noise made from it.

/// A well-mixed number for a place and a seed (the finaliser of MurmurHash3).
pub fn hash(x: i32, y: i32, seed: u32) -> u32 {
    let mut h =
        (x as u32).wrapping_mul(0x9e37_79b1) ^ (y as u32).wrapping_mul(0x85eb_ca77) ^ seed.wrapping_mul(0xc2b2_ae3d);
    h = (h ^ (h >> 16)).wrapping_mul(0x85eb_ca6b);
    h = (h ^ (h >> 13)).wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}

/// The hash as a number from 0 to 1.
pub fn unit(x: i32, y: i32, seed: u32) -> f32 {
    (hash(x, y, seed) >> 8) as f32 / (1_u32 << 24) as f32
}

/// Value noise from 0 to 1.
pub fn smooth(x: f32, y: f32, seed: u32) -> f32 {
    let (cx, cy) = (x.floor(), y.floor());
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (fx, fy) = (ease(x - cx), ease(y - cy));
    let (ix, iy) = (cx as i32, cy as i32);
    let top = unit(ix, iy, seed) * (1.0 - fx) + unit(ix + 1, iy, seed) * fx;
    let bottom = unit(ix, iy + 1, seed) * (1.0 - fx) + unit(ix + 1, iy + 1, seed) * fx;
    top * (1.0 - fy) + bottom * fy
}

/// Four octaves of value noise, from 0 to 1.
pub fn cloudy(x: f32, y: f32, seed: u32) -> f32 {
    (8.0 * smooth(x, y, seed)
        + 4.0 * smooth(2.0 * x, 2.0 * y, seed ^ 0x11)
        + 2.0 * smooth(4.0 * x, 4.0 * y, seed ^ 0x22)
        + smooth(8.0 * x, 8.0 * y, seed ^ 0x33))
        / 15.0
}

/// A generator for drawing scenes: numbers one after the other.
pub struct Dice {
    seed: u32,
    thrown: i32,
}

impl Dice {
    pub fn new(seed: u32) -> Self {
        Self { seed, thrown: 0 }
    }

    /// A number from `low` to `high`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        self.thrown += 1;
        low + (high - low) * unit(self.thrown, 77, self.seed)
    }

    /// A whole number from `low` to `high`, both included.
    pub fn whole(&mut self, low: i32, high: i32) -> i32 {
        (self.between(low as f32, high as f32 + 0.999) as i32).min(high)
    }
}
