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
        let seen: Vec<(f64, (f64, f64), f64)> = matches
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
        let mean = |get: &dyn Fn(&(f64, (f64, f64), f64)) -> f64| seen.iter().map(|s| get(s) * s.2).sum::<f64>() / all;
        let (t, x, y) = (mean(&|s| s.0), mean(&|s| s.1.0), mean(&|s| s.1.1));
        let spread = seen.iter().map(|s| (s.0 - t) * (s.0 - t) * s.2).sum::<f64>();
        let slope = |get: &dyn Fn(&(f64, (f64, f64), f64)) -> f64, middle: f64| {
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
    count: f64,
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
    let mut found = line;
    let mut place =
        (median(rows.iter().map(|r| r.place.0).collect()), median(rows.iter().map(|r| r.place.1).collect()));
    let mut error = 0.0;
    for _ in 0..6 {
        let squares = squares(&rows, &found, place);
        let Some([speed, offset, x, y]) = solve(squares.matrix) else { return line };
        if !(0.3..=3.5).contains(&speed)
            || (offset + speed * span / 2.0 - line.at((span / 2.0) as i64)).abs() > 2.0 * line.reach
        {
            return line;
        }
        (found, place) = (Line { speed, offset, ..line }, (x, y));
        // The variance of the speed is the first entry of the inverse; its square root, widened by the misfit.
        let unit = |n: usize| {
            let mut matrix = squares.matrix;
            for (at, row) in matrix.iter_mut().enumerate() {
                row[4] = f64::from(u8::from(at == n));
            }
            solve(matrix).map(|column: [f64; 4]| column[n])
        };
        error = (unit(0).unwrap_or(0.0).max(0.0) * (squares.misfit / (squares.count - 4.0).max(1.0)).max(1.0)).sqrt();
    }
    let snapped = usual(found.speed, error);
    if snapped != found.speed {
        // The offset that goes with it, about the middle of the rows.
        let centre = rows.iter().map(|r| r.b_ms).sum::<f64>() / rows.len() as f64;
        found.offset += (found.speed - snapped) * centre;
        found.speed = snapped;
    }
    found
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
            squares.count += 1.0;
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

/// The usual speed that a fitted one cannot be told from, or the fitted one.
fn usual(speed: f64, error: f64) -> f64 {
    let near = |usual: &f64, most: f64| (speed / usual - 1.0).abs() <= (2.5 * error / usual).clamp(0.003, most);
    if near(&1.0, 0.03) {
        return 1.0;
    }
    let likely = SPEEDS.into_iter().filter(|usual| near(usual, 0.015));
    likely.min_by(|p, q| (p - speed).abs().total_cmp(&(q - speed).abs())).unwrap_or(speed)
}
