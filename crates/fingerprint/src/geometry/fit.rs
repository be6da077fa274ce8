//! The plane map that most matches obey.

use super::pairs::Pair;
use super::{place, tolerance};
use crate::features::Point;

/// A map of the plane as a 3 × 3 matrix, row by row, the last entry 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Map(pub [f64; 9]);

impl Map {
    /// Where a place goes; nothing where the map sends it beyond the horizon.
    #[must_use]
    pub fn apply(&self, (x, y): (f64, f64)) -> Option<(f64, f64)> {
        let m = &self.0;
        let w = m[6] * x + m[7] * y + m[8];
        (w > 1e-6).then(|| ((m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w))
    }

    /// The map the other way; nothing where it has none.
    #[must_use]
    pub fn inverse(&self) -> Option<Self> {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let adjugate = [
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ];
        let last = adjugate[8];
        (last.abs() > 1e-9).then(|| Self(adjugate.map(|v| v / last)))
    }

    /// Mean enlargement at the origin of the linear part: square root of the determinant's size.
    #[must_use]
    pub fn scale(&self) -> f64 {
        let m = &self.0;
        (m[0] * m[4] - m[1] * m[3]).abs().sqrt()
    }

    /// The turn of the map, in degrees from −180 to 180, clockwise as rows grow downwards.
    #[must_use]
    pub fn turn(&self) -> f64 {
        let m = &self.0;
        libm::atan2(m[3] - m[1], m[0] + m[4]).to_degrees()
    }

    fn similarity((re, im): (f64, f64), (tx, ty): (f64, f64)) -> Self {
        Self([re, -im, tx, im, re, ty, 0.0, 0.0, 1.0])
    }

    /// Whether no direction is stretched much more than another and the frame is not turned inside out.
    fn sane(&self) -> bool {
        let m = &self.0;
        let determinant = m[0] * m[4] - m[1] * m[3];
        let (across, down) = ((m[0] * m[0] + m[3] * m[3]).sqrt(), (m[1] * m[1] + m[4] * m[4]).sqrt());
        let slant = (m[0] * m[1] + m[3] * m[4]).abs() / (across * down).max(1e-9);
        determinant > 0.0
            && (0.15..=7.0).contains(&self.scale())
            && across <= 2.2 * down
            && down <= 2.2 * across
            && slant < 0.6
            && m[6].abs() < 2e-3
            && m[7].abs() < 2e-3
    }
}

/// Matches that obey a map, within `loose` times the usual tolerance.
pub fn inliers(a: &[Point], b: &[Point], pairs: &[Pair], map: &Map, loose: f64) -> Vec<(usize, usize)> {
    let scale = map.scale();
    pairs
        .iter()
        .filter(|pair| {
            let (p, q) = (&a[pair.a], &b[pair.b]);
            let (x, y) = place(p);
            let reach = tolerance(p, q, scale) * loose;
            map.apply(place(q)).is_some_and(|(u, v)| (u - x) * (u - x) + (v - y) * (v - y) <= reach * reach)
        })
        .map(|pair| (pair.a, pair.b))
        .collect()
}

/// The map that most pairs obey; none where fewer than five do.
pub fn best(a: &[Point], b: &[Point], pairs: &[Pair]) -> Option<Map> {
    if pairs.len() < 5 {
        return None;
    }
    let likely = likely_turn(a, b, pairs);
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n as u64) as usize
    };
    let mut best: Option<(usize, Map)> = None;
    let n = likely.len();
    let all = n * n.saturating_sub(1) / 2;
    let tries = all.min(400);
    for attempt in 0..tries {
        let (one, two) = if all <= 400 { pair_number(attempt) } else { (next(n), next(n)) };
        let Some(map) = two_points(a, b, &likely[one], &likely[two]) else { continue };
        let count = inliers(a, b, pairs, &map, 1.0).len();
        if best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, map));
        }
    }
    let (_, mut map) = best?;
    for _ in 0..3 {
        let kept = inliers(a, b, pairs, &map, 1.3);
        map = similarity(a, b, &kept).filter(Map::sane).unwrap_or(map);
    }
    let mut count = inliers(a, b, pairs, &map, 1.0).len();
    // A freer map must earn its freedom: a quarter more matches.
    for (solve, least) in [(affine as Solve, 9), (homography as Solve, 14)] {
        let mut freer = map;
        for loose in [3.5, 2.2, 1.5, 1.2] {
            let kept = inliers(a, b, pairs, &freer, loose);
            if kept.len() < least {
                break;
            }
            match solve(a, b, &kept).filter(Map::sane) {
                Some(better) => freer = better,
                None => break,
            }
        }
        let found = inliers(a, b, pairs, &freer, 1.0).len();
        if found >= least && found * 4 >= count * 5 {
            (map, count) = (freer, found);
        }
    }
    (count >= 5).then_some(map)
}

type Solve = fn(&[Point], &[Point], &[(usize, usize)]) -> Option<Map>;

/// Numbers all unordered pairs: 0 is (0, 1), 1 is (0, 2), 2 is (1, 2) …
fn pair_number(n: usize) -> (usize, usize) {
    let mut high = 1;
    while high * (high + 1) / 2 <= n {
        high += 1;
    }
    (n - high * (high - 1) / 2, high)
}

/// Pairs whose difference in direction and size is near the commonest one.
fn likely_turn(a: &[Point], b: &[Point], pairs: &[Pair]) -> Vec<Pair> {
    let turn = |p: &Pair| a[p.a].angle.wrapping_sub(b[p.b].angle);
    let size = |p: &Pair| i32::from(a[p.a].level) - i32::from(b[p.b].level);
    let mut votes = [[0_u32; 16]; 32];
    for pair in pairs {
        let (t, s) = (usize::from(turn(pair) / 8), (size(pair) + 8).clamp(0, 15) as usize);
        // Neighbouring bins get half a vote.
        votes[t][s] += 2;
        votes[(t + 1) % 32][s] += 1;
        votes[(t + 31) % 32][s] += 1;
        votes[t][(s + 1).min(15)] += 1;
        votes[t][s.saturating_sub(1)] += 1;
    }
    let peak = (0..32 * 16).max_by_key(|n| (votes[n / 16][n % 16], usize::MAX - n)).unwrap_or(0);
    let (t, s) = ((peak / 16 * 8 + 4) as u8, (peak % 16) as i32 - 8);
    let near: Vec<Pair> = pairs
        .iter()
        .filter(|p| (turn(p).wrapping_sub(t) as i8).unsigned_abs() <= 20 && (size(p) - s).abs() <= 2)
        .copied()
        .collect();
    if near.len() >= 5 { near } else { pairs.to_vec() }
}

fn two_points(a: &[Point], b: &[Point], one: &Pair, two: &Pair) -> Option<Map> {
    let ((x1, y1), (x2, y2)) = (place(&a[one.a]), place(&a[two.a]));
    let ((u1, v1), (u2, v2)) = (place(&b[one.b]), place(&b[two.b]));
    let (du, dv, dx, dy) = (u2 - u1, v2 - v1, x2 - x1, y2 - y1);
    let length = du * du + dv * dv;
    if length < 20.0 * 20.0 || dx * dx + dy * dy < 8.0 * 8.0 {
        return None;
    }
    let (re, im) = ((dx * du + dy * dv) / length, (dy * du - dx * dv) / length);
    let map = Map::similarity((re, im), (x1 - re * u1 + im * v1, y1 - im * u1 - re * v1));
    map.sane().then_some(map)
}

/// The similarity of least squares.
fn similarity(a: &[Point], b: &[Point], kept: &[(usize, usize)]) -> Option<Map> {
    let n = kept.len() as f64;
    if kept.len() < 3 {
        return None;
    }
    let (mut x, mut y, mut u, mut v) = (0.0, 0.0, 0.0, 0.0);
    for &(i, j) in kept {
        let ((px, py), (qu, qv)) = (place(&a[i]), place(&b[j]));
        x += px / n;
        y += py / n;
        u += qu / n;
        v += qv / n;
    }
    let (mut re, mut im, mut length) = (0.0, 0.0, 0.0);
    for &(i, j) in kept {
        let ((px, py), (qu, qv)) = (place(&a[i]), place(&b[j]));
        let (dx, dy, du, dv) = (px - x, py - y, qu - u, qv - v);
        re += dx * du + dy * dv;
        im += dy * du - dx * dv;
        length += du * du + dv * dv;
    }
    if length < 1.0 {
        return None;
    }
    let (re, im) = (re / length, im / length);
    Some(Map::similarity((re, im), (x - re * u + im * v, y - im * u - re * v)))
}

/// The affine map of least squares.
fn affine(a: &[Point], b: &[Point], kept: &[(usize, usize)]) -> Option<Map> {
    let mut normal = [[0.0; 4]; 3];
    let mut normal_y = [[0.0; 4]; 3];
    for &(i, j) in kept {
        let ((x, y), (u, v)) = (place(&a[i]), place(&b[j]));
        let row = [u, v, 1.0];
        for r in 0..3 {
            for c in 0..3 {
                normal[r][c] += row[r] * row[c];
                normal_y[r][c] += row[r] * row[c];
            }
            normal[r][3] += row[r] * x;
            normal_y[r][3] += row[r] * y;
        }
    }
    let (first, second) = (solve(normal)?, solve(normal_y)?);
    Some(Map([first[0], first[1], first[2], second[0], second[1], second[2], 0.0, 0.0, 1.0]))
}

/// The homography of least squares on the linearised equations (Hartley & Zisserman, 4.1), coordinates in 1/240.
fn homography(a: &[Point], b: &[Point], kept: &[(usize, usize)]) -> Option<Map> {
    const UNIT: f64 = 240.0;
    let mut normal = [[0.0; 9]; 8];
    for &(i, j) in kept {
        let ((x, y), (u, v)) = (place(&a[i]), place(&b[j]));
        let (x, y, u, v) = (x / UNIT, y / UNIT, u / UNIT, v / UNIT);
        let rows = [[u, v, 1.0, 0.0, 0.0, 0.0, -u * x, -v * x, x], [0.0, 0.0, 0.0, u, v, 1.0, -u * y, -v * y, y]];
        for row in rows {
            for r in 0..8 {
                for c in 0..9 {
                    normal[r][c] += row[r] * row[c];
                }
            }
        }
    }
    let h = solve(normal)?;
    Some(Map([h[0], h[1], h[2] * UNIT, h[3], h[4], h[5] * UNIT, h[6] / UNIT, h[7] / UNIT, 1.0]))
}

/// Solves N linear equations by elimination with pivoting; the last column is the right side.
pub fn solve<const N: usize, const M: usize>(mut m: [[f64; M]; N]) -> Option<[f64; N]> {
    for column in 0..N {
        let pivot = (column..N).max_by(|r, s| m[*r][column].abs().total_cmp(&m[*s][column].abs()))?;
        if m[pivot][column].abs() < 1e-9 {
            return None;
        }
        m.swap(pivot, column);
        for row in 0..N {
            if row != column {
                let factor = m[row][column] / m[column][column];
                let above = m[column];
                for (entry, pivot) in m[row].iter_mut().zip(above).skip(column) {
                    *entry -= factor * pivot;
                }
            }
        }
    }
    Some(std::array::from_fn(|n| m[n][N] / m[n][n]))
}
