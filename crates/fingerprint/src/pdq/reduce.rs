//! From a picture of any size to 64 × 64: two passes of a box filter along each side, then one sample per cell.
//!
//! Sums run in single precision in the order of the reference, so that hashes agree to the bit where the pixels do.

use crate::luma::Luma;

/// The side of the reduced picture.
pub const SIDE: usize = 64;

/// Picture files with a longer side are sampled down to this square first.
const LARGEST_PICTURE: usize = 512;

/// How many times each side is filtered: two boxes make a tent.
const PASSES: usize = 2;

/// Unrounded brightness, 0.0 to 255.0 a sample, row by row.
#[derive(Clone, Debug)]
pub struct Plane {
    width: usize,
    height: usize,
    samples: Vec<f32>,
}

impl Plane {
    /// The same samples, unrounded.
    #[must_use]
    pub fn from_luma(luma: &Luma) -> Self {
        let samples = luma.samples().iter().map(|&sample| f32::from(sample)).collect();
        Self { width: luma.width(), height: luma.height(), samples }
    }

    /// As [`Plane::from_picture`], of a picture in grey.
    #[must_use]
    pub fn from_grey_picture(luma: &Luma) -> Self {
        if luma.width().max(luma.height()) <= LARGEST_PICTURE {
            return Self::from_luma(luma);
        }
        let side = 0..LARGEST_PICTURE;
        let rows = side.clone().map(|y| luma.row(y * luma.height() / LARGEST_PICTURE));
        let sampled = |row: &[u8]| side.clone().map(|x| f32::from(row[x * luma.width() / LARGEST_PICTURE])).collect();
        let samples = rows.flat_map(|row| -> Vec<f32> { sampled(row) }).collect();
        Self { width: LARGEST_PICTURE, height: LARGEST_PICTURE, samples }
    }

    /// Luminance of interleaved 8-bit RGB, 0.299 R + 0.587 G + 0.114 B; none where the samples are not exactly
    /// `width` × `height`.
    #[must_use]
    pub fn from_rgb(width: usize, height: usize, rgb: &[u8]) -> Option<Self> {
        if width.checked_mul(height)?.checked_mul(3)? != rgb.len() {
            return None;
        }
        Some(Self { width, height, samples: rgb.chunks_exact(3).map(luminance).collect() })
    }

    /// As [`Plane::from_rgb`], but where a side is above 512 only 512 × 512 samples are taken, the ones at the top left of
    /// their cells. The reference does so with picture files, never with frames of a video.
    #[must_use]
    pub fn from_picture(width: usize, height: usize, rgb: &[u8]) -> Option<Self> {
        if width.checked_mul(height)?.checked_mul(3)? != rgb.len() {
            return None;
        }
        if width.max(height) <= LARGEST_PICTURE || width.min(height) == 0 {
            return Self::from_rgb(width, height, rgb);
        }
        let side = 0..LARGEST_PICTURE;
        let rows = side.clone().map(|y| &rgb[y * height / LARGEST_PICTURE * width * 3..][..width * 3]);
        let sampled =
            |row: &[u8]| side.clone().map(|x| luminance(&row[x * width / LARGEST_PICTURE * 3..][..3])).collect();
        let samples = rows.flat_map(|row| -> Vec<f32> { sampled(row) }).collect();
        Some(Self { width: LARGEST_PICTURE, height: LARGEST_PICTURE, samples })
    }

    /// Columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// The 64 × 64 reduction. A picture that already has this size is taken as it is; one without samples is black.
    #[must_use]
    pub fn reduce(mut self) -> [[f32; SIDE]; SIDE] {
        if self.samples.is_empty() {
            return [[0.0; SIDE]; SIDE];
        }
        if (self.width, self.height) != (SIDE, SIDE) {
            let (along_rows, along_columns) = (window(self.width), window(self.height));
            let mut filtered = vec![0.0; self.samples.len()];
            for _ in 0..PASSES {
                let together = ROWS_TOGETHER * self.width;
                for (from, to) in self.samples.chunks(together).zip(filtered.chunks_mut(together)) {
                    match from.len() == together {
                        true => box_along_rows::<ROWS_TOGETHER>(from, to, along_rows),
                        false => from
                            .chunks_exact(self.width)
                            .zip(to.chunks_exact_mut(self.width))
                            .for_each(|(from, to)| box_along_rows::<1>(from, to, along_rows)),
                    }
                }
                box_along_columns(&filtered, &mut self.samples, self.width, along_columns);
            }
        }
        std::array::from_fn(|i| {
            let row = &self.samples[centre(i, self.height) * self.width..][..self.width];
            std::array::from_fn(|j| row[centre(j, self.width)])
        })
    }
}

fn luminance(rgb: &[u8]) -> f32 {
    0.299_f32 * f32::from(rgb[0]) + 0.587_f32 * f32::from(rgb[1]) + 0.114_f32 * f32::from(rgb[2])
}

/// Half a cell of the reduction, rounded up: two passes of it reach over a whole cell.
fn window(length: usize) -> usize {
    length.div_ceil(2 * SIDE)
}

/// Which of `length` samples lies in the middle of cell `cell` of 64.
fn centre(cell: usize, length: usize) -> usize {
    ((cell as f64 + 0.5) * length as f64 / SIDE as f64) as usize
}

/// How the box moves over `length` samples: (entering, leaving) sample and width of the box after each step that writes.
/// The box is cut off at the ends; an even one reaches one sample further to the right.
fn steps(length: usize, window: usize) -> impl Iterator<Item = (Option<usize>, Option<usize>, f32)> {
    let ahead = window / 2;
    let behind = window - ahead;
    (0..length).map(move |at| {
        let entering = Some(at + ahead).filter(|&index| index < length);
        let leaving = at.checked_sub(behind);
        let width = (at + ahead + 1).min(length) - (at + 1).saturating_sub(behind);
        (entering, leaving, width as f32)
    })
}

/// How many rows advance together: each sum waits for its last step, so that several keep the processor busy.
const ROWS_TOGETHER: usize = 8;

/// Moving means along each of `ROWS` rows.
fn box_along_rows<const ROWS: usize>(from: &[f32], to: &mut [f32], window: usize) {
    let row = from.len() / ROWS;
    let rows: [&[f32]; ROWS] = std::array::from_fn(|r| &from[r * row..][..row]);
    let mut sums = rows.map(|row| row.iter().take(window / 2).fold(0.0_f32, |sum, sample| sum + sample));
    for (at, (entering, leaving, width)) in steps(row, window).enumerate() {
        if let Some(index) = entering {
            sums.iter_mut().zip(&rows).for_each(|(sum, row)| *sum += row[index]);
        }
        if let Some(index) = leaving {
            sums.iter_mut().zip(&rows).for_each(|(sum, row)| *sum -= row[index]);
        }
        sums.iter().enumerate().for_each(|(r, sum)| to[r * row + at] = sum / width);
    }
}

/// Moving mean along all columns at once, row by row: the same sums in the same order, without jumping through memory.
fn box_along_columns(from: &[f32], to: &mut [f32], row: usize, window: usize) {
    let rows = |index: usize| &from[index * row..][..row];
    let mut sums = vec![0.0_f32; row];
    for index in 0..(window / 2).min(from.len() / row) {
        sums.iter_mut().zip(rows(index)).for_each(|(sum, sample)| *sum += sample);
    }
    for ((entering, leaving, width), out) in steps(from.len() / row, window).zip(to.chunks_exact_mut(row)) {
        if let Some(index) = entering {
            sums.iter_mut().zip(rows(index)).for_each(|(sum, sample)| *sum += sample);
        }
        if let Some(index) = leaving {
            sums.iter_mut().zip(rows(index)).for_each(|(sum, sample)| *sum -= sample);
        }
        out.iter_mut().zip(&sums).for_each(|(out, sum)| *out = sum / width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_box_is_cut_off_at_the_ends() {
        let from: Vec<f32> = (0_u8..16).map(f32::from).collect();
        let sums = |window| {
            let mut to = vec![0.0; 16];
            box_along_rows::<1>(&from, &mut to, window);
            steps(16, window).zip(to).map(|((.., width), mean)| (mean * width).round() as u32).collect::<Vec<_>>()
        };
        assert_eq!(sums(7), [6, 10, 15, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 75, 65, 54]);
        assert_eq!(sums(8), [10, 15, 21, 28, 36, 44, 52, 60, 68, 76, 84, 92, 84, 75, 65, 54]);
        assert_eq!(sums(1), (0..16).collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn columns_are_filtered_like_rows(width in 1_usize..9, height in 1_usize..40, window in 1_usize..20, seed: u64) {
            prop_assume!(window <= height);
            let sample = |i: usize| (seed.rotate_left((i * 7 % 64) as u32).wrapping_mul(i as u64 | 1) % 256) as f32;
            let from: Vec<f32> = (0..width * height).map(sample).collect();
            let mut by_columns = vec![0.0; from.len()];
            box_along_columns(&from, &mut by_columns, width, window);
            for x in 0..width {
                let column: Vec<f32> = (0..height).map(|y| from[y * width + x]).collect();
                let mut alone = vec![0.0; height];
                box_along_rows::<1>(&column, &mut alone, window);
                prop_assert!((0..height).all(|y| alone[y] == by_columns[y * width + x]));
            }
        }
    }
}
