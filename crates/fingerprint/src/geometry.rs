//! Whether two frames show the same thing, and where: matched features, then one plane map that most of them obey.
//!
//! First a similarity (turn, scale, shift), found from pairs of matches; then, where more matches obey it, an affine map
//! (a squeezed picture) or a homography (a filmed screen). Sampling is seeded: the same features give the same answer.

mod fit;
mod pairs;

use std::collections::BTreeSet;

use crate::features::{Point, level_scale_1024};
pub use fit::Map;
pub use pairs::{Pair, pairs};

/// Fewest inliers, each at a place of its own, for two frames to be said to show the same thing.
pub const INLIERS: usize = 15;

/// Two frames' agreement under one map.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Matches that obey the map, counted once per place of 8 samples in either frame.
    pub inliers: usize,
    /// Those of `inliers` that are not fixed to the frame (not part of an overlay) in either picture.
    pub moving: usize,
    /// Takes places in B's frame to places in A's frame, in samples.
    pub map: Map,
    /// The box around the inliers in A's frame: left, top, right, bottom, in samples.
    pub in_a: [f64; 4],
    /// The box around the inliers in B's frame.
    pub in_b: [f64; 4],
    /// Index pairs of the inliers (point of A, point of B).
    pub matched: Vec<(usize, usize)>,
}

impl Agreement {
    /// Whether the inliers cover an area, not only a spot or a line: at least `share` of one of the frames, and in
    /// both at least a twentieth of a frame's side in height and width.
    #[must_use]
    pub fn spread(&self, a: (usize, usize), b: (usize, usize), share: f64) -> bool {
        let part = |area: &[f64; 4], (w, h): (usize, usize)| {
            let (across, down) = ((area[2] - area[0]) / w as f64, (area[3] - area[1]) / h as f64);
            (across * down, across.min(down))
        };
        let ((share_a, thin_a), (share_b, thin_b)) = (part(&self.in_a, a), part(&self.in_b, b));
        share_a.max(share_b) >= share && thin_a.min(thin_b) >= 0.05
    }
}

/// How far, in samples of A, an inlier may lie from where the map puts it.
fn tolerance(a: &Point, b: &Point, scale: f64) -> f64 {
    let coarse = f64::from(level_scale_1024(a.level)) / 1024.0;
    let coarse_b = f64::from(level_scale_1024(b.level)) / 1024.0 * scale;
    2.0 + 1.2 * coarse.max(coarse_b)
}

/// The best agreement between the features of two frames, however weak; none where fewer than five matches agree.
/// For a mirrored copy pass the mirrored features of `b`.
#[must_use]
pub fn agree(a: &[Point], b: &[Point]) -> Option<Agreement> {
    let pairs = pairs(a, b);
    let map = fit::best(a, b, &pairs)?;
    let matched = fit::inliers(a, b, &pairs, &map, 1.0);
    summary(a, b, map, matched)
}

/// How far two frames obey a map that is already known (from their neighbours in time).
#[must_use]
pub fn agree_under(a: &[Point], b: &[Point], map: &Map) -> Option<Agreement> {
    let pairs = pairs::near(a, b, map);
    let matched = fit::inliers(a, b, &pairs, map, 1.5);
    summary(a, b, *map, matched)
}

fn summary(a: &[Point], b: &[Point], map: Map, matched: Vec<(usize, usize)>) -> Option<Agreement> {
    let cell = |p: &Point| (p.x / 128, p.y / 128);
    let count = |moving: bool| {
        let counted = || matched.iter().filter(|m| !moving || !(a[m.0].fixed || b[m.1].fixed));
        let of_a: BTreeSet<_> = counted().map(|m| cell(&a[m.0])).collect();
        let of_b: BTreeSet<_> = counted().map(|m| cell(&b[m.1])).collect();
        of_a.len().min(of_b.len())
    };
    let (inliers, moving) = (count(false), count(true));
    if inliers < 5 {
        return None;
    }
    let around = |points: &mut dyn Iterator<Item = &Point>| {
        points.fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |r, p| {
            let (x, y) = place(p);
            [r[0].min(x), r[1].min(y), r[2].max(x), r[3].max(y)]
        })
    };
    let in_a = around(&mut matched.iter().map(|m| &a[m.0]));
    let in_b = around(&mut matched.iter().map(|m| &b[m.1]));
    Some(Agreement { inliers, moving, map, in_a, in_b, matched })
}

/// Where a feature is, in samples.
fn place(p: &Point) -> (f64, f64) {
    (f64::from(p.x) / 16.0, f64::from(p.y) / 16.0)
}

#[cfg(test)]
mod tests;
