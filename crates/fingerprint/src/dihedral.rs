//! The eight orientations of a picture: turning and mirroring of grids, of spectra and of hashes.
//!
//! A hash in all eight orientations costs one transform: a mirrored picture has the same frequencies with other signs.

use std::fmt;
use std::str::FromStr;

use crate::code::Code;
use crate::luma::Luma;
use crate::pdq::{FREQUENCIES, Spectrum};

/// What was done to a picture: first perhaps transposed (rows become columns), then perhaps mirrored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Orientation {
    transposed: bool,
    left_right: bool,
    upside_down: bool,
}

impl Orientation {
    /// As it was.
    pub const ORIGINAL: Self = Self::of(false, false, false);
    /// A quarter turn to the left (counter-clockwise).
    pub const ROTATED_90: Self = Self::of(true, false, true);
    /// Half a turn.
    pub const ROTATED_180: Self = Self::of(false, true, true);
    /// A quarter turn to the right (clockwise), which is three to the left.
    pub const ROTATED_270: Self = Self::of(true, true, false);
    /// Left and right exchanged.
    pub const MIRRORED: Self = Self::of(false, true, false);
    /// Top and bottom exchanged.
    pub const UPSIDE_DOWN: Self = Self::of(false, false, true);
    /// Mirrored on the diagonal from the top left.
    pub const TRANSPOSED: Self = Self::of(true, false, false);
    /// Mirrored on the diagonal from the top right.
    pub const ANTITRANSPOSED: Self = Self::of(true, true, true);

    /// All eight; turns first.
    pub const ALL: [Self; 8] = [
        Self::ORIGINAL,
        Self::ROTATED_90,
        Self::ROTATED_180,
        Self::ROTATED_270,
        Self::MIRRORED,
        Self::UPSIDE_DOWN,
        Self::TRANSPOSED,
        Self::ANTITRANSPOSED,
    ];

    const fn of(transposed: bool, left_right: bool, upside_down: bool) -> Self {
        Self { transposed, left_right, upside_down }
    }

    /// What an EXIF orientation tag, 1 to 8, asks to be done before showing; none for other numbers.
    #[must_use]
    pub fn from_exif(tag: u16) -> Option<Self> {
        Some(match tag {
            1 => Self::ORIGINAL,
            2 => Self::MIRRORED,
            3 => Self::ROTATED_180,
            4 => Self::UPSIDE_DOWN,
            5 => Self::TRANSPOSED,
            6 => Self::ROTATED_270,
            7 => Self::ANTITRANSPOSED,
            8 => Self::ROTATED_90,
            _ => return None,
        })
    }

    /// Degrees turned counter-clockwise, after mirroring left to right where [`Orientation::is_mirrored`].
    #[must_use]
    pub fn degrees(self) -> u16 {
        match self {
            Self::ROTATED_90 | Self::TRANSPOSED => 90,
            Self::ROTATED_180 | Self::UPSIDE_DOWN => 180,
            Self::ROTATED_270 | Self::ANTITRANSPOSED => 270,
            _ => 0,
        }
    }

    /// Whether writing in the picture became mirror writing.
    #[must_use]
    pub fn is_mirrored(self) -> bool {
        self.transposed ^ self.left_right ^ self.upside_down
    }

    /// This, and `next` after it.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        let (left_right, upside_down) =
            if next.transposed { (self.upside_down, self.left_right) } else { (self.left_right, self.upside_down) };
        Self::of(self.transposed ^ next.transposed, left_right ^ next.left_right, upside_down ^ next.upside_down)
    }

    /// What takes it back.
    #[must_use]
    pub fn inverse(self) -> Self {
        if self.transposed { Self::of(true, self.upside_down, self.left_right) } else { self }
    }

    /// A grid, turned.
    #[must_use]
    pub fn turn(self, luma: &Luma) -> Luma {
        let (width, height) = (luma.width(), luma.height());
        let (new_width, new_height) = if self.transposed { (height, width) } else { (width, height) };
        let mut samples = Vec::with_capacity(width * height);
        for y in 0..new_height {
            let y = if self.upside_down { new_height - 1 - y } else { y };
            for x in 0..new_width {
                let x = if self.left_right { new_width - 1 - x } else { x };
                let (from_x, from_y) = if self.transposed { (y, x) } else { (x, y) };
                samples.push(luma.samples()[from_y * width + from_x]);
            }
        }
        // The same number of samples in both shapes: this cannot fail.
        Luma::new(new_width, new_height, samples).unwrap_or_else(|_| luma.clone())
    }

    /// The spectrum of the turned picture. Frequency `k` of 1 to 16 changes its sign under mirroring where `k` is odd.
    #[must_use]
    pub fn turn_spectrum(self, spectrum: &Spectrum) -> Spectrum {
        Spectrum(std::array::from_fn(|index| {
            let value = spectrum.0[self.source(index)];
            if self.negates(index) { -value } else { value }
        }))
    }

    /// The hash of the turned picture from the hash alone. Frequencies nearer to zero than the median fall on the wrong
    /// side, so this differs by a few bits from hashing the turned picture: good for asking, not for storing.
    #[must_use]
    pub fn turn_code(self, code: Code) -> Code {
        (0..=u8::MAX).fold(Code::default(), |turned, index| {
            let from = self.source(usize::from(index));
            let bit = (code.0[from / 64] >> (from % 64) & 1 == 1) ^ self.negates(usize::from(index));
            if bit { turned.with_bit(index) } else { turned }
        })
    }

    /// Which frequency of the original comes to stand at `index` (16 × row + column).
    fn source(self, index: usize) -> usize {
        if self.transposed { index % FREQUENCIES * FREQUENCIES + index / FREQUENCIES } else { index }
    }

    /// Whether the frequency that comes to stand at `index` changes its sign. Index 0 is frequency 1, an odd one.
    fn negates(self, index: usize) -> bool {
        let (row, column) = (index / FREQUENCIES, index % FREQUENCIES);
        (self.upside_down && row % 2 == 0) ^ (self.left_right && column % 2 == 0)
    }
}

const NAMES: [(Orientation, &str); 8] = [
    (Orientation::ORIGINAL, "original"),
    (Orientation::ROTATED_90, "rotated-90"),
    (Orientation::ROTATED_180, "rotated-180"),
    (Orientation::ROTATED_270, "rotated-270"),
    (Orientation::MIRRORED, "mirrored"),
    (Orientation::UPSIDE_DOWN, "upside-down"),
    (Orientation::TRANSPOSED, "transposed"),
    (Orientation::ANTITRANSPOSED, "antitransposed"),
];

impl fmt::Display for Orientation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = NAMES.iter().find(|(orientation, _)| orientation == self).map_or("original", |(_, name)| *name);
        f.pad(name)
    }
}

/// A word that names no orientation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of an orientation")]
pub struct UnknownOrientation;

impl FromStr for Orientation {
    type Err = UnknownOrientation;

    fn from_str(text: &str) -> Result<Self, UnknownOrientation> {
        NAMES.iter().find(|(_, name)| *name == text).map(|(orientation, _)| *orientation).ok_or(UnknownOrientation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdq::{self, Plane};

    /// Letters would do; numbers are easier to compare.
    fn grid() -> Luma {
        Luma::new(3, 2, vec![1, 2, 3, 4, 5, 6]).unwrap()
    }

    #[test]
    fn each_orientation_puts_the_corners_where_its_name_says() {
        let cases: [(Orientation, [u8; 6]); 8] = [
            (Orientation::ORIGINAL, [1, 2, 3, 4, 5, 6]),
            (Orientation::ROTATED_90, [3, 6, 2, 5, 1, 4]),
            (Orientation::ROTATED_180, [6, 5, 4, 3, 2, 1]),
            (Orientation::ROTATED_270, [4, 1, 5, 2, 6, 3]),
            (Orientation::MIRRORED, [3, 2, 1, 6, 5, 4]),
            (Orientation::UPSIDE_DOWN, [4, 5, 6, 1, 2, 3]),
            (Orientation::TRANSPOSED, [1, 4, 2, 5, 3, 6]),
            (Orientation::ANTITRANSPOSED, [6, 3, 5, 2, 4, 1]),
        ];
        for (orientation, expected) in cases {
            assert_eq!(orientation.turn(&grid()).samples(), expected, "{orientation}");
            assert_eq!(orientation.to_string().parse(), Ok(orientation));
        }
    }

    #[test]
    fn one_after_the_other_is_the_group_of_the_square() {
        for a in Orientation::ALL {
            assert_eq!(a.then(a.inverse()), Orientation::ORIGINAL);
            let turned = (0..a.degrees() / 90).fold(Orientation::ORIGINAL, |o, _| o.then(Orientation::ROTATED_90));
            let first = if a.is_mirrored() { Orientation::MIRRORED } else { Orientation::ORIGINAL };
            assert_eq!(first.then(turned), a, "degrees and mirroring say the same as the name");
            for b in Orientation::ALL {
                assert_eq!(b.turn(&a.turn(&grid())), a.then(b).turn(&grid()), "{a}, then {b}");
            }
        }
    }

    #[test]
    fn the_spectrum_of_a_turned_picture_is_the_turned_spectrum() {
        // 64 × 64 is taken as it is, so nothing but the transform is under test.
        let noise = |i: u32| (i.wrapping_mul(2_654_435_761) ^ i.wrapping_mul(40_503) >> 7).wrapping_mul(2_246_822_519);
        let samples = (0..4096).map(|i| (noise(i) >> 24) as u8).collect();
        let picture = Luma::new(64, 64, samples).unwrap();
        let (spectrum, _) = Spectrum::of(Plane::from_luma(&picture));
        for orientation in Orientation::ALL {
            let turned = pdq::hash(&orientation.turn(&picture)).code;
            let (exact, from_code) =
                (orientation.turn_spectrum(&spectrum).code(), orientation.turn_code(spectrum.code()));
            assert!(exact.distance(&turned) <= 2, "{orientation}: {}", exact.distance(&turned));
            assert!(from_code.distance(&turned) <= 24, "{orientation}: {}", from_code.distance(&turned));
        }
    }

    #[test]
    fn exif_tags_six_and_eight_are_quarter_turns() {
        assert_eq!(Orientation::from_exif(6), Some(Orientation::ROTATED_270));
        assert_eq!(Orientation::from_exif(8), Some(Orientation::ROTATED_90));
        assert_eq!(Orientation::from_exif(0), None);
    }
}
