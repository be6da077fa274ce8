//! Whether two frames show the same thing, and where: matched features, then one plane map that most of them obey.
//!
//! First a similarity (turn, scale, shift), found from pairs of matches; then, where more matches obey it, an affine map
//! (a squeezed picture) or a homography (a filmed screen). Sampling is seeded: the same features give the same answer.

mod fit;
mod pairs;

use std::collections::BTreeSet;

use crate::features::{Point, level_scale_1024};
pub use fit::Map;
pub(crate) use fit::solve;
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
    /// The box around nearly all inliers in A's frame: left, top, right, bottom, in samples.
    pub in_a: [f64; 4],
    /// The box around nearly all inliers in B's frame.
    pub in_b: [f64; 4],
    /// How far the middle half of the inliers reaches across and down, in samples, in A's frame and in B's.
    pub middle_half: [(f64, f64); 2],
    /// How many pairs of like features there were to agree or not, in what both frames show.
    pub candidates: usize,
    /// Index pairs of the inliers (point of A, point of B).
    pub matched: Vec<(usize, usize)>,
}

impl Agreement {
    /// In how many of the 36 equal parts of a frame inliers lie, in the frame where these are more: a word or a logo,
    /// however rich in corners, lies in few.
    #[must_use]
    pub fn parts_of(&self, a: &[Point], b: &[Point], sizes: ((usize, usize), (usize, usize))) -> usize {
        let part = |p: &Point, (w, h): (usize, usize)| {
            (usize::from(p.x) * 6 / (w * 16).max(1), usize::from(p.y) * 6 / (h * 16).max(1))
        };
        let in_a: BTreeSet<_> = self.matched.iter().map(|m| part(&a[m.0], sizes.0)).collect();
        let in_b: BTreeSet<_> = self.matched.iter().map(|m| part(&b[m.1], sizes.1)).collect();
        in_a.len().max(in_b.len())
    }

    /// Whether the inliers cover an area, not only a spot or a line: at least `share` of one of the frames, and in
    /// both at least a twentieth of a frame's side in height and width.
    #[must_use]
    pub fn spread(&self, a: (usize, usize), b: (usize, usize), share: f64) -> bool {
        let part = |area: &[f64; 4], (w, h): (usize, usize)| {
            let (across, down) = ((area[2] - area[0]) / w as f64, (area[3] - area[1]) / h as f64);
            (across * down, across.min(down))
        };
        let ((share_a, thin_a), (share_b, thin_b)) = (part(&self.in_a, a), part(&self.in_b, b));
        // A line of letters has many features and chance adds some elsewhere: the middle half tells where most are.
        let half = |(across, down): (f64, f64), (w, h): (usize, usize)| (across / w as f64).min(down / h as f64);
        let thick = half(self.middle_half[0], a).max(half(self.middle_half[1], b));
        share_a.max(share_b) >= share && thin_a.min(thin_b) >= 0.05 && thick >= 0.1
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
    let found = summary(a, b, map, matched)?;
    Some(Agreement { candidates: disputed(a, b, &pairs, &map), ..found })
}

/// In how many places pairs lie in what both frames show under a map: what is cut off from A, or surrounds the copy in B, cannot
/// agree and is no argument against it.
fn disputed(a: &[Point], b: &[Point], pairs: &[Pair], map: &Map) -> usize {
    let Some(back) = map.inverse() else { return pairs.len() };
    let (whole_a, whole_b) = (extent(a), extent(b));
    let holds = |[left, top, right, bottom]: [f64; 4], place: Option<(f64, f64)>| {
        place.is_some_and(|(x, y)| x >= left && x <= right && y >= top && y <= bottom)
    };
    let shared =
        |pair: &&Pair| holds(whole_a, map.apply(place(&b[pair.b]))) && holds(whole_b, back.apply(place(&a[pair.a])));
    let shared: Vec<(usize, usize)> = pairs.iter().filter(shared).map(|pair| (pair.a, pair.b)).collect();
    places(a, b, shared.iter())
}

/// In how many places of 8 samples, in the frame where these are fewer, matches lie: the same corner at several sizes is
/// one.
fn places<'m>(a: &[Point], b: &[Point], matched: impl Iterator<Item = &'m (usize, usize)> + Clone) -> usize {
    let cell = |p: &Point| (p.x / 128, p.y / 128);
    let of_a: BTreeSet<_> = matched.clone().map(|m| cell(&a[m.0])).collect();
    let of_b: BTreeSet<_> = matched.map(|m| cell(&b[m.1])).collect();
    of_a.len().min(of_b.len())
}

/// The box around all features of a frame: left, top, right, bottom.
fn extent(points: &[Point]) -> [f64; 4] {
    points.iter().map(place).fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |e, (x, y)| {
        [e[0].min(x), e[1].min(y), e[2].max(x), e[3].max(y)]
    })
}

/// How far two frames obey a map that is already known (from their neighbours in time).
#[must_use]
pub fn agree_under(a: &[Point], b: &[Point], map: &Map) -> Option<Agreement> {
    let pairs = pairs::near(a, b, map);
    let matched = fit::inliers(a, b, &pairs, map, 1.5);
    let found = summary(a, b, *map, matched)?;
    Some(Agreement { candidates: b.len(), ..found })
}

fn summary(a: &[Point], b: &[Point], map: Map, matched: Vec<(usize, usize)>) -> Option<Agreement> {
    let inliers = places(a, b, matched.iter());
    let moving = places(a, b, matched.iter().filter(|m| !(a[m.0].fixed || b[m.1].fixed)));
    if inliers < 5 {
        return None;
    }
    // A twelfth of the inliers at each side may be chance: a box around a logo must not grow to the whole frame.
    let around = |places: Vec<(f64, f64)>| {
        let ends = |mut values: Vec<f64>| {
            values.sort_by(f64::total_cmp);
            let cut = values.len() / 12;
            (values[cut], values[values.len() - 1 - cut])
        };
        let (left, right) = ends(places.iter().map(|p| p.0).collect());
        let (top, bottom) = ends(places.iter().map(|p| p.1).collect());
        [left, top, right, bottom]
    };
    let half = |places: Vec<(f64, f64)>| {
        let reach = |mut values: Vec<f64>| {
            values.sort_by(f64::total_cmp);
            values[values.len() * 3 / 4] - values[values.len() / 4]
        };
        (reach(places.iter().map(|p| p.0).collect()), reach(places.iter().map(|p| p.1).collect()))
    };
    let middle_half = [
        half(matched.iter().map(|m| place(&a[m.0])).collect()),
        half(matched.iter().map(|m| place(&b[m.1])).collect()),
    ];
    let in_a = around(matched.iter().map(|m| place(&a[m.0])).collect());
    let in_b = around(matched.iter().map(|m| place(&b[m.1])).collect());
    Some(Agreement { inliers, moving, map, in_a, in_b, middle_half, candidates: 0, matched })
}

/// Where a feature is, in samples.
fn place(p: &Point) -> (f64, f64) {
    (f64::from(p.x) / 16.0, f64::from(p.y) / 16.0)
}

#[cfg(test)]
mod tests;
