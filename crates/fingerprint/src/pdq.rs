//! PDQ, unmodified: the 256-bit hash of a picture and its quality, as other organisations compute and exchange them.
//!
//! Source: "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm" (2019), and the notes of its
//! reference code. Brings no decoder; `dihedral` turns a spectrum, `vpdq` writes lists of hashes.

mod reduce;

use std::sync::LazyLock;

pub use reduce::{Plane, SIDE};

use crate::code::Code;
use crate::luma::Luma;

/// Pictures with a side under this many samples have no hash: the code is zero and so is the quality.
pub const LEAST_SIDE: usize = 5;

/// Hashes below this quality have too little detail to be compared (the rule of the reference).
pub const LEAST_QUALITY: u8 = 50;

/// Two hashes at most this far apart show the same picture (the rule of the reference: "under 32"; video lists use under 31).
pub const RADIUS: u32 = 31;

/// How many frequencies are kept along each side.
pub const FREQUENCIES: usize = 16;

/// A hash and how much there was to hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pdq {
    /// Bit `16 × row + column` says whether that frequency lies above the median.
    pub code: Code,
    /// 0 (flat) to 100, from the gradients of the 64 × 64 reduction.
    pub quality: u8,
}

/// The hash of a grey picture or of a frame.
#[must_use]
pub fn hash(luma: &Luma) -> Pdq {
    Pdq::of(Plane::from_luma(luma))
}

/// The hash of a frame in colour, as lists of video hashes have it. `rgb` is interleaved; none where its length is not
/// exactly `width` × `height` × 3.
#[must_use]
pub fn hash_rgb(width: usize, height: usize, rgb: &[u8]) -> Option<Pdq> {
    Plane::from_rgb(width, height, rgb).map(Pdq::of)
}

/// The hash of a picture file in colour, as lists of picture hashes have it: a picture with a side above 512 is first
/// reduced to 512 × 512 by taking the nearest sample. Arguments as in [`hash_rgb`].
#[must_use]
pub fn hash_picture(width: usize, height: usize, rgb: &[u8]) -> Option<Pdq> {
    Plane::from_picture(width, height, rgb).map(Pdq::of)
}

impl Pdq {
    /// The hash of prepared brightness.
    #[must_use]
    pub fn of(plane: Plane) -> Self {
        let (spectrum, quality) = Spectrum::of(plane);
        Self { code: spectrum.code(), quality }
    }
}

/// The lowest 16 × 16 frequencies of a picture (without the constant ones), row by row: what a hash is the signs of.
#[derive(Clone, Debug, PartialEq)]
pub struct Spectrum(pub(crate) [f32; FREQUENCIES * FREQUENCIES]);

impl Spectrum {
    /// The spectrum of a picture and its quality, 0 to 100. Where a side is under [`LEAST_SIDE`] both are zero.
    #[must_use]
    pub fn of(plane: Plane) -> (Self, u8) {
        if plane.width() < LEAST_SIDE || plane.height() < LEAST_SIDE {
            return (Self([0.0; FREQUENCIES * FREQUENCIES]), 0);
        }
        let reduced = plane.reduce();
        (Self(transform(&reduced)), quality(&reduced))
    }

    /// The hash: one bit for each frequency that lies above the median (the lower of the two in the middle).
    #[must_use]
    pub fn code(&self) -> Code {
        let mut sorted = self.0;
        let (_, median, _) = sorted.select_nth_unstable_by(self.0.len() / 2 - 1, f32::total_cmp);
        let mut code = Code::default();
        for (index, value) in (0..=u8::MAX).zip(&self.0) {
            if *value > *median {
                code = code.with_bit(index);
            }
        }
        code
    }
}

/// Row `u`, column `x`: sqrt(2/64) · cos(π/128 · (u+1) · (2x+1)), the discrete cosine transform without its first row.
static COSINES: LazyLock<[[f32; SIDE]; FREQUENCIES]> = LazyLock::new(|| {
    let scale = f64::from(libm::sqrt(2.0 / 64.0) as f32);
    std::array::from_fn(|u| {
        std::array::from_fn(|x| {
            let angle = std::f64::consts::PI / 128.0 * (u + 1) as f64 * (2 * x + 1) as f64;
            (scale * libm::cos(angle)) as f32
        })
    })
});

/// D · A · Dᵀ with D the 16 × 64 cosines, every sum taken in the same order on every machine.
fn transform(reduced: &[[f32; SIDE]; SIDE]) -> [f32; FREQUENCIES * FREQUENCIES] {
    let cosines = &*COSINES;
    let mut spectrum = [0.0; FREQUENCIES * FREQUENCIES];
    for (u, out) in spectrum.chunks_exact_mut(FREQUENCIES).enumerate() {
        // Row u of D · A: the sum runs over rows of A, so that all 64 columns advance together.
        let mut row = [0.0_f32; SIDE];
        for (weight, samples) in cosines[u].iter().zip(reduced) {
            for (sum, sample) in row.iter_mut().zip(samples) {
                *sum += weight * sample;
            }
        }
        for (value, weights) in out.iter_mut().zip(cosines) {
            *value = row.iter().zip(weights).fold(0.0, |sum, (a, b)| sum + a * b);
        }
    }
    spectrum
}

/// Counts steps of brightness between neighbours, in whole hundredths of the range so that faint noise counts nothing.
fn quality(reduced: &[[f32; SIDE]; SIDE]) -> u8 {
    let step = |a: f32, b: f32| ((a - b) * 100.0 / 255.0).abs() as u32;
    let down: u32 = reduced.windows(2).flat_map(|rows| rows[0].iter().zip(&rows[1])).map(|(a, b)| step(*a, *b)).sum();
    let across: u32 = reduced.iter().flat_map(|row| row.windows(2)).map(|pair| step(pair[0], pair[1])).sum();
    u8::try_from((down + across) / 90).unwrap_or(u8::MAX).min(100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A picture with something at every frequency that a hash looks at, and no symmetry.
    fn scene(width: usize, height: usize) -> Luma {
        let waves = |length: usize, salt: usize| -> Vec<f64> {
            let wave = |k: usize, at: f64| libm::cos(std::f64::consts::PI * k as f64 * at + (k * k + k * salt) as f64);
            (0..length).map(|i| (1..18).map(|k| wave(k, (i as f64 + 0.5) / length as f64)).sum()).collect()
        };
        let (across, down) = ([1, 2, 3].map(|salt| waves(width, salt)), [5, 7, 9].map(|salt| waves(height, salt)));
        let sum = |x: usize, y: usize| across.iter().zip(&down).map(|(a, d)| a[x] * d[y]).sum::<f64>();
        let sample = |i: usize| (120.0 + 7.0 * sum(i % width, i / width)).clamp(0.0, 255.0) as u8;
        Luma::new(width, height, (0..width * height).map(sample).collect()).unwrap()
    }

    #[test]
    fn half_of_the_bits_are_set() {
        let pdq = hash(&scene(321, 200));
        assert_eq!(pdq.code.distance(&Code::default()), 128);
        assert!(pdq.quality > LEAST_QUALITY, "{}", pdq.quality);
    }

    #[test]
    fn the_same_scene_in_another_size_and_shape_is_recognised() {
        let original = hash(&scene(512, 384));
        for (width, height) in [(640, 480), (1280, 720), (333, 517), (160, 120), (64, 64)] {
            let distance = original.code.distance(&hash(&scene(width, height)).code);
            assert!(distance <= RADIUS, "{width} × {height}: {distance}");
        }
    }

    #[test]
    fn flat_and_tiny_pictures_have_no_quality() {
        let flat = Luma::new(100, 80, vec![90; 8000]).unwrap();
        assert_eq!(hash(&flat).quality, 0);
        let tiny = Luma::new(4, 300, vec![7; 1200]).unwrap();
        assert_eq!(hash(&tiny), Pdq::default());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_picture_of_any_size_has_a_hash(width in 1_usize..700, height in 1_usize..140, value: u8) {
            let rgb: Vec<u8> = (0..width * height * 3).map(|i| value.wrapping_mul((i % 251) as u8)).collect();
            for pdq in [hash_picture(width, height, &rgb), hash_rgb(width, height, &rgb)] {
                prop_assert!(pdq.is_some_and(|pdq| pdq.quality <= 100));
            }
        }
    }

    #[test]
    fn grey_as_colour_hashes_like_grey() {
        let grey = scene(200, 150);
        let rgb: Vec<u8> = grey.samples().iter().flat_map(|&v| [v; 3]).collect();
        let (a, b) = (hash(&grey), hash_rgb(200, 150, &rgb).unwrap());
        assert!(a.code.distance(&b.code) <= 2 && a.quality.abs_diff(b.quality) <= 1);
        assert_eq!(hash_rgb(200, 151, &rgb), None);
    }
}
