//! Repeatable noise in whole numbers: an integer hash and the value noise made from it.
//!
//! Everything painted or sounded comes from here, so that the same bytes appear on every machine. No generator state
//! is kept: a place and a seed give a number. What the numbers are painted as belongs to the scenes.

/// A well-mixed number for a place and a seed (the finaliser of MurmurHash3, 32 bits).
pub fn hash(x: i32, y: i32, seed: u32) -> u32 {
    let mut h = (x as u32).wrapping_mul(0x9e37_79b1) ^ (y as u32).wrapping_mul(0x85eb_ca77) ^ seed;
    h = (h ^ (h >> 16)).wrapping_mul(0x85eb_ca6b);
    h = (h ^ (h >> 13)).wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}

/// Value noise, 0..=255, at a place in 1/256 of a lattice cell: the corners of the cell blended linearly.
pub fn smooth(x: i32, y: i32, seed: u32) -> i32 {
    let (cell_x, cell_y) = (x >> 8, y >> 8);
    let (fx, fy) = (x & 255, y & 255);
    let corner = |dx, dy| (hash(cell_x + dx, cell_y + dy, seed) & 255) as i32;
    let top = corner(0, 0) * (256 - fx) + corner(1, 0) * fx;
    let bottom = corner(0, 1) * (256 - fx) + corner(1, 1) * fx;
    (top * (256 - fy) + bottom * fy) >> 16
}

/// Three octaves of value noise, 0..=255: large shapes with finer ones inside.
pub fn cloudy(x: i32, y: i32, seed: u32) -> i32 {
    (4 * smooth(x, y, seed) + 2 * smooth(2 * x, 2 * y, seed ^ 1) + smooth(4 * x, 4 * y, seed ^ 2)) / 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_stays_in_range_and_has_no_seams_between_cells() {
        for i in 0..2000 {
            let (x, y) = (i * 37 - 30_000, i * 53);
            assert!((0..=255).contains(&smooth(x, y, 7)) && (0..=255).contains(&cloudy(x, y, 7)));
            assert!((smooth(x, y, 7) - smooth(x + 1, y, 7)).abs() <= 2);
        }
    }
}
