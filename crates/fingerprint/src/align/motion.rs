//! Offset and speed of a line in time to a fraction of the distance of the frames, by the camera's own motion. An edit
//! does not change from frame to frame: along the true line the map from B to A stays what it is, along a wrong one it
//! wanders as the camera does. Between two frames of A the map is interpolated.

use super::candidates::FrameMatch;
use super::lines::{Line, SPEEDS};
use crate::geometry::solve;

/// How far the place of a map may be off by chance, in samples.
const JITTER: f64 = 1.0;
/// How far an instant may be off where nothing moves, ms.
const UNMOVED: f64 = 200.0;
/// By how much worse, in squares of what chance gives, a usual speed may fit and still be taken: two and a half standard
/// deviations.
const RELUCTANCE: f64 = 6.25;

/// A frame of A that agrees: its time, where the map puts the middle, and a weight.
type Seen = (f64, (f64, f64), f64);

/// One frame of B with the frames of A around its instant.
struct Row {
    b_ms: f64,
    /// Middle of the times in A, weighted by agreement, and of the places of the map there.
    a_ms: f64,
    place: (f64, f64),
    /// How the place moves with the time of A, samples a ms; nothing where only one frame of A agrees.
    velocity: Option<(f64, f64)>,
    /// Times of the agreeing frames of A.
    seen: Vec<f64>,
}

impl Row {
    fn of(matches: &[&FrameMatch], middle: (f64, f64)) -> Option<Self> {
        let best = matches.iter().map(|m| m.inliers).max()?;
        let seen: Vec<Seen> = matches
            .iter()
            .filter(|m| m.inliers * 3 >= best)
            .filter_map(|m| {
                let share = m.inliers as f64 / best as f64;
                Some((m.a_ms as f64, m.map.apply(middle)?, share * share))
            })
            .collect();
        let all: f64 = seen.iter().map(|s| s.2).sum();
        if seen.is_empty() {
            return None;
        }
        let mean = |get: &dyn Fn(&Seen) -> f64| seen.iter().map(|s| get(s) * s.2).sum::<f64>() / all;
        let (t, x, y) = (mean(&|s| s.0), mean(&|s| s.1.0), mean(&|s| s.1.1));
        let spread = seen.iter().map(|s| (s.0 - t) * (s.0 - t) * s.2).sum::<f64>();
        let slope = |get: &dyn Fn(&Seen) -> f64, middle: f64| {
            seen.iter().map(|s| (s.0 - t) * (get(s) - middle) * s.2).sum::<f64>() / spread
        };
        let velocity = (spread > 1.0).then(|| (slope(&|s| s.1.0, x), slope(&|s| s.1.1, y)));
        Some(Self {
            b_ms: matches[0].b_ms as f64,
            a_ms: t,
            place: (x, y),
            velocity,
            seen: seen.iter().map(|s| s.0).collect(),
        })
    }

    /// How far the interpolated place may be off where a line leads through this row: the camera does not move evenly
    /// between two frames.
    fn doubt(&self, at: f64, (u, v): (f64, f64)) -> f64 {
        let nearest = self.seen.iter().map(|t| (t - at).abs()).fold(f64::MAX, f64::min);
        JITTER + 0.35 * u.hypot(v) * nearest
    }
}

/// A sum of squares in four unknowns: speed, offset, and the two coordinates of the place.
#[derive(Default)]
struct Squares {
    matrix: [[f64; 5]; 4],
    misfit: f64,
}

impl Squares {
    fn add(&mut self, factors: [f64; 4], value: f64, off: f64) {
        let weight = 1.0 / (off * off);
        for (row, factor) in self.matrix.iter_mut().zip(factors) {
            for (entry, other) in row.iter_mut().zip(factors.into_iter().chain([value])) {
                *entry += weight * factor * other;
            }
        }
    }
}

/// The line, fitted to the motion. Too few frames leave it as it is.
pub fn refined(line: Line, matches: &[FrameMatch]) -> Line {
    let mut near: Vec<&FrameMatch> = matches
        .iter()
        .filter(|m| m.mirrored == line.mirrored && m.pdq.is_none())
        .filter(|m| (m.a_ms as f64 - line.at(m.b_ms)).abs() <= 1.6 * line.reach)
        .collect();
    near.sort_by_key(|m| (m.b, m.a));
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(0.0)
    };
    let middle = (
        median(near.iter().map(|m| (m.in_b[0] + m.in_b[2]) / 2.0).collect()),
        median(near.iter().map(|m| (m.in_b[1] + m.in_b[3]) / 2.0).collect()),
    );
    let rows: Vec<Row> = near.chunk_by(|m, n| m.b == n.b).filter_map(|row| Row::of(row, middle)).collect();
    let span = rows.last().map_or(0.0, |r| r.b_ms) - rows.first().map_or(0.0, |r| r.b_ms);
    if rows.len() < 4 || span < 2.0 * line.reach {
        return line;
    }
    let start = (median(rows.iter().map(|r| r.place.0).collect()), median(rows.iter().map(|r| r.place.1).collect()));
    let middle_ms = rows.iter().map(|r| r.b_ms).sum::<f64>() / rows.len() as f64;
    let solved = |fixed: Option<f64>| -> Option<(Line, f64)> {
        let (mut found, mut place, mut misfit) = (line, start, 0.0);
        if let Some(speed) = fixed {
            found = Line { speed, offset: line.offset + (line.speed - speed) * middle_ms, ..line };
        }
        for _ in 0..6 {
            let mut squares = squares(&rows, &found, place);
            misfit = squares.misfit;
            if let Some(speed) = fixed {
                squares.add([1.0, 0.0, 0.0, 0.0], speed, 1e-7);
            }
            let [speed, offset, x, y] = solve(squares.matrix)?;
            let moved = (speed - line.speed) * middle_ms + offset - line.offset;
            if !(0.3..=3.5).contains(&speed) || moved.abs() > line.reach {
                return None;
            }
            (found, place) = (Line { speed, offset, ..line }, (x, y));
        }
        Some((found, misfit))
    };
    let Some((free, misfit)) = solved(None) else { return line };
    // A usual speed is likelier than one near it: it is given up only for a clearly better fit.
    let noise = (misfit / (2.0 * rows.len() as f64)).max(1.0);
    let usual = SPEEDS
        .iter()
        .filter(|usual| (free.speed / *usual - 1.0).abs() <= if **usual == 1.0 { 0.25 } else { 0.05 })
        .filter_map(|usual| {
            let (found, off) = solved(Some(*usual))?;
            let rarity = if *usual == 1.0 { 0.0 } else { 2.0 };
            Some(((off - misfit) / noise + rarity, found))
        })
        .filter(|(worse, _)| *worse <= RELUCTANCE);
    usual.min_by(|p, q| p.0.total_cmp(&q.0)).map_or(free, |(_, found)| found)
}

/// The equations around a line: far-off rows count little.
fn squares(rows: &[Row], line: &Line, place: (f64, f64)) -> Squares {
    let mut squares = Squares::default();
    for row in rows {
        let at = line.speed * row.b_ms + line.offset;
        let mut add = |factors: [f64; 4], value: f64, now: f64, off: f64| {
            let wide = (1.0 + (now / off) * (now / off) / 4.0).sqrt();
            squares.add(factors, value, off * wide);
            squares.misfit += (now / off) * (now / off) / (wide * wide);
        };
        add([row.b_ms, 1.0, 0.0, 0.0], row.a_ms, row.a_ms - at, UNMOVED);
        if let Some((u, v)) = row.velocity {
            let off = row.doubt(at, (u, v));
            let now = (row.place.0 - u * (row.a_ms - at) - place.0, row.place.1 - v * (row.a_ms - at) - place.1);
            // place = seen − velocity · (seen at − line at)
            add([-u * row.b_ms, -u, 1.0, 0.0], row.place.0 - u * row.a_ms, now.0, off);
            add([-v * row.b_ms, -v, 0.0, 1.0], row.place.1 - v * row.a_ms, now.1, off);
        } else {
            add([0.0, 0.0, 1.0, 0.0], row.place.0, row.place.0 - place.0, 20.0);
            add([0.0, 0.0, 0.0, 1.0], row.place.1, row.place.1 - place.1, 20.0);
        }
    }
    squares
}
