//! Lines in time: B's time times a speed plus an offset is A's time. The best one is found by votes of verified pairs of
//! frames and fitted to them.

use super::candidates::FrameMatch;
use super::motion;
use crate::recording::Recording;

/// A line in time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// How much faster B runs than A: seconds of A in a second of B.
    pub speed: f64,
    /// A's time at B's time 0, ms.
    pub offset: f64,
    /// Whether B is mirrored.
    pub mirrored: bool,
    /// How far a pair of frames may lie from it, ms.
    pub reach: f64,
}

/// Speeds that are tried before fitting.
pub const SPEEDS: [f64; 15] =
    [1.0, 0.5, 0.6, 2.0 / 3.0, 0.75, 0.8, 0.9, 0.95, 1.05, 1.1, 1.25, 4.0 / 3.0, 1.5, 1.75, 2.0];

impl Line {
    /// A's time for a time of B, ms.
    pub fn at(&self, b_ms: i64) -> f64 {
        self.speed * b_ms as f64 + self.offset
    }

    /// Whether a pair of frames lies on it.
    pub fn holds(&self, m: &FrameMatch) -> bool {
        m.mirrored == self.mirrored && (m.a_ms as f64 - self.at(m.b_ms)).abs() <= self.reach
    }
}

/// Middle distance in time between kept frames, ms.
pub fn step(r: &Recording) -> f64 {
    let mut steps: Vec<i64> = r.frames.windows(2).map(|w| w[1].at_ms - w[0].at_ms).collect();
    steps.sort_unstable();
    steps.get(steps.len() / 2).map_or(500.0, |s| (*s).clamp(40, 2000) as f64)
}

/// The line that most frames of B support; nothing where no frame is left.
pub fn best(a: &Recording, b: &Recording, matches: &[FrameMatch]) -> Option<Line> {
    let mut best_of_row: Vec<usize> = vec![0; b.frames.len()];
    let worth = |m: &FrameMatch| m.pdq.map_or(m.inliers, |d| 24_usize.saturating_sub(d as usize / 2)).min(120);
    for m in matches {
        best_of_row[m.b] = best_of_row[m.b].max(worth(m));
    }
    let weight = |m: &FrameMatch| {
        let share = worth(m) as f64 / best_of_row[m.b].max(1) as f64;
        share * share * if m.strong { 1.0 } else { 0.4 }
    };
    let reach = 0.6 * step(a).max(step(b)) + 100.0;
    let mut proposals: Vec<(f64, Line)> = Vec::new();
    for mirrored in [false, true] {
        for speed in SPEEDS {
            let mut offsets: Vec<(f64, f64, usize)> = matches
                .iter()
                .filter(|m| m.mirrored == mirrored)
                .map(|m| (m.a_ms as f64 - speed * m.b_ms as f64, weight(m), m.b))
                .collect();
            offsets.sort_by(|p, q| p.0.total_cmp(&q.0).then(p.2.cmp(&q.2)));
            let usual = if (speed - 1.0).abs() < 1e-9 { 1.06 } else { 1.0 };
            let (mut from, mut last) = (0, f64::MIN);
            for to in 0..offsets.len() {
                while offsets[to].0 - offsets[from].0 > reach {
                    from += 1;
                }
                let middle = (offsets[from].0 + offsets[to].0) / 2.0;
                // Windows that hardly differ are one proposal.
                if to + 1 < offsets.len() && offsets[to + 1].0 - last < reach / 6.0 {
                    continue;
                }
                last = offsets[to].0;
                proposals.push((score(&offsets[from..=to]) * usual, Line { speed, offset: middle, mirrored, reach }));
            }
        }
    }
    let most = proposals.iter().map(|(score, _)| *score).fold(0.0, f64::max);
    let steady = |(score, line): &(f64, Line)| score * steadiness(a, b, line, matches);
    let best = proposals
        .iter()
        .filter(|(score, _)| *score >= 0.7 * most)
        .map(|proposal| (steady(proposal), proposal))
        .reduce(|p, q| if q.0 > p.0 + 1e-9 { q } else { p })?;
    Some(motion::refined(fitted(best.1.1, matches, weight), matches))
}

/// How constant the map from B to A is along a line, 0 to 1. An edit does not change from frame to frame; at wrong
/// instants the camera has moved on, and the map with it.
fn steadiness(a: &Recording, b: &Recording, line: &Line, matches: &[FrameMatch]) -> f64 {
    let middle = (f64::from(b.width) / 2.0, f64::from(b.height) / 2.0);
    let mut rows: Vec<(usize, f64, (f64, f64, f64))> = matches
        .iter()
        .filter(|m| line.holds(m) && m.pdq.is_none())
        .filter_map(|m| {
            let (x, y) = m.map.apply(middle)?;
            Some((m.b, (m.a_ms as f64 - line.at(m.b_ms)).abs(), (x, y, m.map.scale())))
        })
        .collect();
    if rows.is_empty() {
        return 1.0;
    }
    rows.sort_by(|p, q| p.0.cmp(&q.0).then(p.1.total_cmp(&q.1)));
    rows.dedup_by_key(|row| row.0);
    let median = |get: &dyn Fn(&(f64, f64, f64)) -> f64| {
        let mut values: Vec<f64> = rows.iter().map(|row| get(&row.2)).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let (x, y, scale) = (median(&|r| r.0), median(&|r| r.1), median(&|r| r.2));
    let side = f64::from(a.width.max(a.height));
    let sum: f64 = rows
        .iter()
        .map(|(_, _, (u, v, s))| {
            let off = ((u - x).abs() + (v - y).abs()) / side + (s / scale - 1.0).abs();
            1.0 / (1.0 + (off / 0.015) * (off / 0.015))
        })
        .sum();
    sum / rows.len() as f64
}

/// The sum of each row's best weight.
fn score(window: &[(f64, f64, usize)]) -> f64 {
    let mut rows: Vec<(usize, f64)> = window.iter().map(|(_, w, row)| (*row, *w)).collect();
    rows.sort_by(|p, q| p.0.cmp(&q.0).then(q.1.total_cmp(&p.1)));
    rows.dedup_by_key(|(row, _)| *row);
    rows.iter().map(|(_, w)| w).sum()
}

/// The line of least squares through the matches near it, three times over. A line that is hardly longer than its
/// frames are apart keeps its speed.
fn fitted(mut line: Line, matches: &[FrameMatch], weight: impl Fn(&FrameMatch) -> f64) -> Line {
    for _ in 0..3 {
        let near: Vec<(f64, f64, f64)> = matches
            .iter()
            .filter(|m| line.holds(m))
            .map(|m| {
                let w = weight(m);
                (m.b_ms as f64, m.a_ms as f64, w * w)
            })
            .collect();
        let all: f64 = near.iter().map(|n| n.2).sum();
        if all < 1e-9 {
            return line;
        }
        let middle_b = near.iter().map(|n| n.0 * n.2).sum::<f64>() / all;
        let middle_a = near.iter().map(|n| n.1 * n.2).sum::<f64>() / all;
        let spread = near.iter().map(|n| (n.0 - middle_b) * (n.0 - middle_b) * n.2).sum::<f64>();
        let joint = near.iter().map(|n| (n.0 - middle_b) * (n.1 - middle_a) * n.2).sum::<f64>();
        if (spread / all).sqrt() > 2.0 * line.reach {
            let fit = joint / spread;
            // The usual speed unless the frames say otherwise by more than they can be wrong.
            let doubt = line.reach / 2.0 / spread.sqrt();
            line.speed = if (fit - 1.0).abs() <= 2.0 * doubt.max(0.002) { 1.0 } else { fit };
        }
        line.offset = middle_a - line.speed * middle_b;
    }
    line
}
