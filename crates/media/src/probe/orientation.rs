//! How a stored picture is to be turned or mirrored to stand upright: the eight ways that EXIF numbers (CIPA DC-008,
//! tag 274) and that a display matrix (ISO/IEC 14496-12, 6.2.2) describes.

use serde::{Deserialize, Serialize};

use super::lines::Fields;

/// One of eight. The names say what is done to the stored picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Orientation {
    /// Nothing.
    #[default]
    Upright,
    /// Left and right are exchanged.
    Mirror,
    /// Half a turn.
    Turn180,
    /// Top and bottom are exchanged.
    Flip,
    /// Rows become columns.
    Transpose,
    /// A quarter turn clockwise.
    Turn90,
    /// Half a turn, then rows become columns.
    Transverse,
    /// A quarter turn anticlockwise.
    Turn270,
}

use Orientation::{Flip, Mirror, Transpose, Transverse, Turn90, Turn180, Turn270, Upright};

/// In the order of EXIF's numbers, from 1; with the upper left of the matrix and the decoder's filters.
const ALL: [(Orientation, [i64; 4], &str); 8] = [
    (Upright, [1, 0, 0, 1], ""),
    (Mirror, [-1, 0, 0, 1], "hflip"),
    (Turn180, [-1, 0, 0, -1], "hflip,vflip"),
    (Flip, [1, 0, 0, -1], "vflip"),
    (Transpose, [0, 1, 1, 0], "transpose=cclock_flip"),
    (Turn90, [0, 1, -1, 0], "transpose=clock"),
    (Transverse, [0, -1, -1, 0], "transpose=clock_flip"),
    (Turn270, [0, -1, 1, 0], "transpose=cclock"),
];

impl Orientation {
    /// Whether width and height change places.
    pub fn swaps_sides(self) -> bool {
        matches!(self, Transpose | Turn90 | Transverse | Turn270)
    }

    /// EXIF's number, 1 to 8.
    pub fn exif(self) -> u8 {
        ALL.iter().zip(1..).find(|((o, ..), _)| *o == self).map_or(1, |(_, number)| number)
    }

    fn from_exif(number: u32) -> Option<Self> {
        ALL.get(usize::try_from(number.checked_sub(1)?).ok()?).map(|row| row.0)
    }

    /// The decoder's filters that do it.
    pub(crate) fn filters(self) -> &'static str {
        ALL.iter().find(|(o, ..)| *o == self).map_or("", |row| row.2)
    }

    /// Of any matrix the nearest of the eight.
    fn from_matrix([a, b, c, d]: [i64; 4]) -> Self {
        let straight = a.unsigned_abs().saturating_add(d.unsigned_abs());
        let crossed = b.unsigned_abs().saturating_add(c.unsigned_abs());
        let sign = |n: i64| if n < 0 { -1 } else { 1 };
        let nearest = if straight >= crossed { [sign(a), 0, 0, sign(d)] } else { [0, sign(b), sign(c), 0] };
        ALL.iter().find(|(_, matrix, _)| *matrix == nearest).map_or(Upright, |row| row.0)
    }
}

/// As a stream or frame states it: a display matrix, else EXIF's number.
pub(super) fn of(fields: &Fields) -> Orientation {
    if let Some(matrix) = fields.get("displaymatrix").and_then(matrix) {
        return Orientation::from_matrix(matrix);
    }
    let number = fields.get("tag:Orientation").and_then(|text| text.trim().parse().ok());
    number.and_then(Orientation::from_exif).unwrap_or(Upright)
}

/// Three lines as ffprobe prints them: `00000000:            0       65536           0`.
fn matrix(text: &str) -> Option<[i64; 4]> {
    let mut rows = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
        let (_, numbers) = line.split_once(':')?;
        let mut numbers = numbers.split_whitespace().map(|n| n.parse::<i64>().ok());
        Some((numbers.next()??, numbers.next()??))
    });
    let ((a, b), (c, d)) = (rows.next()??, rows.next()??);
    Some([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_and_exif_numbers_say_the_same_eight_ways() {
        for (number, (orientation, [a, b, c, d], _)) in (1..).zip(ALL) {
            let text = format!(
                "\n00000000: {} {} 0\n00000001: {} {} 0\n00000002: 0 0 1073741824\n",
                a * 65536,
                b * 65536,
                c * 65536,
                d * 65536
            );
            assert_eq!(matrix(&text).map(Orientation::from_matrix), Some(orientation));
            assert_eq!(Orientation::from_exif(number), Some(orientation));
            assert_eq!(u32::from(orientation.exif()), number);
        }
    }

    #[test]
    fn odd_matrices_are_the_nearest_way_or_upright() {
        assert_eq!(Orientation::from_matrix([0, 0, 0, 0]), Upright);
        assert_eq!(Orientation::from_matrix([100, 65000, -65000, 90]), Turn90);
        assert_eq!(Orientation::from_matrix([i64::MIN, 0, 0, i64::MIN]), Turn180);
        assert_eq!(matrix("nonsense"), None);
        assert_eq!((Orientation::from_exif(0), Orientation::from_exif(9)), (None, None));
    }
}
