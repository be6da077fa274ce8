//! Which feature of one frame may be which of the other: nearest codes that choose each other.

use super::fit::Map;
use super::place;
use crate::code::Loop;
use crate::features::Point;

/// Two features that look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Index of the feature of A.
    pub a: usize,
    /// Index of the feature of B.
    pub b: usize,
    /// Hamming distance of their codes.
    pub distance: u32,
}

/// Codes farther apart than this are not the same place, whatever the rest says.
const FARTHEST: u32 = 72;
/// Where a map says where to look, there is no rival to stand out against: the code itself must be near.
const FARTHEST_UNDER_MAP: u32 = 56;
/// Codes this near need not stand out against the second best.
const NEAR: u32 = 36;

/// Pairs that are each other's nearest, and clearly nearer than the next feature elsewhere.
#[must_use]
pub fn pairs(a: &[Point], b: &[Point]) -> Vec<Pair> {
    let (best_of_a, best_of_b) = Nearest { a, b }.quickly();
    let mut pairs = Vec::new();
    for (j, &(distance, i, second)) in best_of_b.iter().enumerate() {
        if distance > FARTHEST || i == usize::MAX {
            continue;
        }
        let mutual = best_of_a[i].1 == j || best_of_a[i].0 == distance;
        let stands_out = distance <= NEAR || distance * 10 <= second.saturating_mul(9);
        if mutual && stands_out {
            pairs.push(Pair { a: i, b: j, distance });
        }
    }
    pairs
}

/// The nearest feature of the other frame for each feature.
struct Nearest<'p> {
    a: &'p [Point],
    b: &'p [Point],
}

/// For each feature of A: the least distance, and to which of B. For each of B: the least, to which of A, and the least
/// to one elsewhere.
type NearestOf = (Vec<(u32, usize)>, Vec<(u32, usize, u32)>);

impl Loop for Nearest<'_> {
    type Output = NearestOf;

    #[inline(always)]
    fn run(self) -> NearestOf {
        let Self { a, b } = self;
        let mut best_of_a = vec![(u32::MAX, usize::MAX); a.len()];
        let mut best_of_b = Vec::with_capacity(b.len());
        for (j, q) in b.iter().enumerate() {
            let (mut best, mut at, mut second) = (u32::MAX, usize::MAX, u32::MAX);
            for (i, p) in a.iter().enumerate() {
                let distance = p.code.distance(&q.code);
                if distance < best_of_a[i].0 {
                    best_of_a[i] = (distance, j);
                }
                if distance < best {
                    // The same corner seen at the next size is no rival.
                    if at == usize::MAX || !same_spot(&a[at], p) {
                        second = best;
                    }
                    (best, at) = (distance, i);
                } else if distance < second && !same_spot(&a[at], p) {
                    second = distance;
                }
            }
            best_of_b.push((best, at, second));
        }
        (best_of_a, best_of_b)
    }
}

/// Pairs that a known map predicts: the nearest code among the features of A near the predicted place.
pub(super) fn near(a: &[Point], b: &[Point], map: &Map) -> Vec<Pair> {
    let scale = map.scale();
    let mut found = Vec::new();
    for (j, q) in b.iter().enumerate() {
        let Some((x, y)) = map.apply(place(q)) else { continue };
        let best = a
            .iter()
            .enumerate()
            .filter(|(_, p)| {
                let (px, py) = place(p);
                let reach = 2.0 * super::tolerance(p, q, scale);
                (px - x).abs() <= reach && (py - y).abs() <= reach
            })
            .map(|(i, p)| (p.code.distance(&q.code), i))
            .min();
        if let Some((distance, i)) = best.filter(|(distance, _)| *distance <= FARTHEST_UNDER_MAP) {
            found.push(Pair { a: i, b: j, distance });
        }
    }
    found
}

#[inline(always)]
fn same_spot(p: &Point, q: &Point) -> bool {
    p.x.abs_diff(q.x) <= 96 && p.y.abs_diff(q.y) <= 96
}
