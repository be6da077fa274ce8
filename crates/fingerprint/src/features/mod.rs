//! Local features: corners spread over the frame, each with a 256-bit code that survives crops, scaling, rotation and
//! overlays, and whose mirrored twin follows from itself.
//!
//! The road is ORB's (FAST corners on a pyramid, orientation by the intensity centroid, a steered binary code;
//! Rublee et al., ICCV 2011) with three changes: corners are chosen by a quota per grid cell, so that a caption does not
//! take them all; the tests compare means of boxes, which stands noise better than single pixels; and every test has
//! its mirror image among the tests, so that the code of a mirrored picture is a swap of halves. Whole-number
//! arithmetic throughout: the same samples give the same features everywhere.

mod corners;
mod describe;
mod pyramid;
mod quota;

use crate::Code;
use crate::luma::Luma;

pub use pyramid::{LEVELS, level_scale_1024};

/// One local feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// What it looks like.
    pub code: Code,
    /// Column in the frame, in 1/16 of a sample.
    pub x: u16,
    /// Row in the frame, in 1/16 of a sample.
    pub y: u16,
    /// Pyramid level: it was seen in the frame made smaller by 1.2 to this power.
    pub level: u8,
    /// Which way it points, in 1/256 of a turn, clockwise from the right as rows grow downwards.
    pub angle: u8,
    /// Whether it stays in one place of the frame while the rest moves: a logo, a caption, a banner.
    pub fixed: bool,
}

/// The code of the same feature in the picture mirrored left to right.
#[must_use]
pub fn mirrored_code(code: Code) -> Code {
    let Code([a, b, c, d]) = code;
    Code([c, d, a, b])
}

/// The same features in the picture mirrored left to right, `width` samples wide.
#[must_use]
pub fn mirrored(points: &[Point], width: usize) -> Vec<Point> {
    let last = u16::try_from(width.saturating_sub(1) * 16).unwrap_or(u16::MAX);
    points
        .iter()
        .map(|p| Point {
            code: mirrored_code(p.code),
            x: last.saturating_sub(p.x),
            angle: 128_u8.wrapping_sub(p.angle),
            ..*p
        })
        .collect()
}

/// Up to `most` features of a frame, strongest of each part of the picture first, in a fixed order.
/// A frame smaller than 40 samples a side has none.
#[must_use]
pub fn extract(luma: &Luma, most: usize) -> Vec<Point> {
    let mut points = Vec::with_capacity(most);
    let levels = pyramid::build(luma);
    let shares = quota::shares(most, &levels);
    // What a fine level cannot fill with more than noise goes to the coarser ones, where noise averages out.
    let mut left_over = 0;
    for ((number, level), share) in levels.iter().enumerate().zip(shares) {
        let smooth = describe::Smooth::new(level);
        let calm = pyramid::soften(level);
        let found = corners::find(&calm, describe::MARGIN, corners::threshold(&calm));
        let chosen = quota::choose(found, level.width(), level.height(), share + left_over);
        left_over = share + left_over - chosen.len();
        for corner in chosen {
            points.push(point(level, &smooth, &corner, number as u8));
        }
    }
    points
}

fn point(level: &Luma, smooth: &describe::Smooth, corner: &corners::Corner, number: u8) -> Point {
    let turn = describe::orientation(level, corner.x, corner.y);
    let scale = u64::from(level_scale_1024(number));
    let place = |v: usize| {
        // The middle of a sample of the small level, in sixteenths of a sample of the whole frame.
        let whole = ((2 * v as u64 + 1) * scale * 8).div_ceil(1024).saturating_sub(8);
        u16::try_from(whole).unwrap_or(u16::MAX)
    };
    Point {
        code: describe::code(smooth, corner.x, corner.y, turn),
        x: place(corner.x),
        y: place(corner.y),
        level: number,
        angle: turn.to_angle(),
        fixed: false,
    }
}

#[cfg(test)]
pub(crate) mod tests;
