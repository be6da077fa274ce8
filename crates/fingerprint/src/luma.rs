//! A grid of brightness: the only picture this crate knows.
//!
//! Decoding, rotation by metadata and scaling to a working size belong to whoever brings the grid.

use thiserror::Error;

/// Brightness, 0 to 255 a sample, row by row from the top left, without padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Luma {
    width: usize,
    height: usize,
    samples: Vec<u8>,
}

/// A grid that is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LumaError {
    /// No rows or no columns.
    #[error("a picture without samples ({width} × {height})")]
    Empty {
        /// Columns.
        width: usize,
        /// Rows.
        height: usize,
    },
    /// The number of samples is not width × height.
    #[error("{width} × {height} samples were announced, {got} are there")]
    Size {
        /// Columns.
        width: usize,
        /// Rows.
        height: usize,
        /// Samples that are there.
        got: usize,
    },
}

impl Luma {
    /// A grid of `width` × `height` samples.
    ///
    /// # Errors
    /// Where a side is 0 or the number of samples does not fit.
    pub fn new(width: usize, height: usize, samples: Vec<u8>) -> Result<Self, LumaError> {
        if width == 0 || height == 0 {
            return Err(LumaError::Empty { width, height });
        }
        if width.checked_mul(height) != Some(samples.len()) {
            return Err(LumaError::Size { width, height, got: samples.len() });
        }
        Ok(Self { width, height, samples })
    }

    /// From interleaved 8-bit RGB, rounded to whole numbers (ITU-R BT.601 weights as the PDQ reference has them).
    /// PDQ itself works on unrounded luma: see `pdq::hash_rgb` for conformance.
    ///
    /// # Errors
    /// As [`Luma::new`].
    pub fn from_rgb(width: usize, height: usize, rgb: &[u8]) -> Result<Self, LumaError> {
        if !rgb.len().is_multiple_of(3) {
            return Err(LumaError::Size { width, height, got: rgb.len() / 3 });
        }
        let samples = rgb
            .chunks_exact(3)
            .map(|p| {
                let sum = 299 * u32::from(p[0]) + 587 * u32::from(p[1]) + 114 * u32::from(p[2]);
                u8::try_from((sum + 500) / 1000).unwrap_or(u8::MAX)
            })
            .collect();
        Self::new(width, height, samples)
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

    /// All samples, row by row.
    #[must_use]
    pub fn samples(&self) -> &[u8] {
        &self.samples
    }

    /// Row `y`, counted from the top; empty outside.
    #[must_use]
    pub fn row(&self, y: usize) -> &[u8] {
        let start = y.saturating_mul(self.width);
        self.samples.get(start..start + self.width).unwrap_or(&[])
    }

    /// The part `width` × `height` whose top left corner is (`x`, `y`); none where it does not lie inside or is empty.
    #[must_use]
    pub fn part(&self, x: usize, y: usize, width: usize, height: usize) -> Option<Self> {
        let inside = x.checked_add(width)? <= self.width && y.checked_add(height)? <= self.height;
        if !inside || width == 0 || height == 0 {
            return None;
        }
        let samples = (y..y + height).flat_map(|row| self.row(row)[x..x + width].iter().copied()).collect();
        Some(Self { width, height, samples })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_holds_exactly_what_it_announces() {
        assert!(Luma::new(0, 3, vec![]).is_err());
        assert!(Luma::new(2, 2, vec![0; 3]).is_err());
        assert!(Luma::new(usize::MAX, 2, vec![0; 3]).is_err());
        assert!(Luma::from_rgb(1, 1, &[1, 2, 3, 4]).is_err());
    }

    #[test]
    fn a_part_is_cut_where_it_was_asked_for() {
        let grid = Luma::new(3, 2, vec![1, 2, 3, 4, 5, 6]).unwrap();
        assert_eq!(grid.part(1, 0, 2, 2).unwrap().samples(), [2, 3, 5, 6]);
        assert!(grid.part(2, 0, 2, 1).is_none() && grid.part(0, 0, 0, 1).is_none());
        assert!(grid.part(usize::MAX, 0, 2, 1).is_none());
    }

    #[test]
    fn white_stays_white_and_green_weighs_most() {
        assert_eq!(Luma::from_rgb(2, 1, &[255, 255, 255, 0, 255, 0]).unwrap().samples(), [255, 150]);
    }
}
