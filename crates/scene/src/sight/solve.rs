//! Resection in the plane: position, heading and, where it is unknown, focal length of a camera from the columns at
//! which landmarks are seen, by weighted least squares (Levenberg and Marquardt) from many starting points.
//!
//! Metres east and north; degrees clockwise from north; pixels counted right. A landmark seen at bearing b from a camera
//! with heading h and focal length f stands at column c + f·tan(b − h).

use crate::angle::{DEGREES, between, turn};

/// A landmark and where it is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// East and north in metres.
    pub at: [f64; 2],
    /// Standard deviation of each of its coordinates in metres.
    pub map_sigma: f64,
    /// Column in pixels, right of the optical axis.
    pub x: f64,
    /// Standard deviation of the column.
    pub x_sigma: f64,
}

/// Two landmarks that are seen one behind the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// East and north of the nearer.
    pub near: [f64; 2],
    /// East and north of the farther.
    pub far: [f64; 2],
    /// Standard deviation of each coordinate in metres.
    pub map_sigma: f64,
    /// Degrees by which the farther stands clockwise of the nearer, and standard deviation.
    pub off: [f64; 2],
}

/// What is known of the focal length, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Focal {
    /// A value and its standard deviation.
    About(f64, f64),
    /// Nothing, beside the width of the picture in pixels: a view between 5° and 130° wide.
    Unknown(f64),
}

/// Everything that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Landmarks with columns.
    pub sights: Vec<Sight>,
    /// Landmarks in line.
    pub lines: Vec<Line>,
    /// The focal length.
    pub focal: Focal,
}

/// A camera that agrees with what was clicked.
#[derive(Clone, Debug, PartialEq)]
pub struct Camera {
    /// East and north in metres.
    pub at: [f64; 2],
    /// Degrees clockwise from north.
    pub heading: f64,
    /// Pixels.
    pub focal: f64,
    /// Covariance of east, north (metres), heading (radians) and the logarithm of the focal length.
    pub covariance: [[f64; 4]; 4],
    /// Sum of squared residuals in standard deviations.
    pub chi_square: f64,
    /// Observations less unknowns.
    pub freedom: i32,
}

impl Camera {
    /// Bearing to what is seen at a column right of the axis, in degrees, and its standard deviation, where the column
    /// has this one.
    pub fn bearing(&self, x: f64, x_sigma: f64) -> [f64; 2] {
        let (angle, slope) = (libm::atan2(x, self.focal), 1.0 + (x / self.focal) * (x / self.focal));
        let by_focal = -(x / self.focal) / slope;
        let c = &self.covariance;
        let variance = c[2][2] + 2.0 * by_focal * c[2][3] + by_focal * by_focal * c[3][3];
        let pixel = x_sigma / self.focal / slope;
        [turn(self.heading + angle * DEGREES), libm::sqrt(variance.max(0.0) + pixel * pixel) * DEGREES]
    }

    /// By how much the bearing to a point differs from the one at which something is seen, in degrees, and the standard
    /// deviation of that difference: errors of position, heading and focal length go together.
    pub fn off(&self, point: [f64; 2], x: f64, x_sigma: f64) -> [f64; 2] {
        let (e, n) = (point[0] - self.at[0], point[1] - self.at[1]);
        let square = (e * e + n * n).max(1e-6);
        let [seen, _] = self.bearing(x, 0.0);
        let slope = 1.0 + (x / self.focal) * (x / self.focal);
        // Derivatives of (bearing of the point − bearing seen).
        let g = [-n / square, e / square, -1.0, (x / self.focal) / slope];
        let mut variance = (x_sigma / self.focal / slope) * (x_sigma / self.focal / slope);
        for (i, gi) in g.iter().enumerate() {
            for (j, gj) in g.iter().enumerate() {
                variance += gi * gj * self.covariance[i][j];
            }
        }
        let bearing = libm::atan2(e, n) * DEGREES;
        [between(seen, turn(bearing)), libm::sqrt(variance.max(0.0)) * DEGREES]
    }
}

/// Camera in the making: east, north, heading in radians, logarithm of the focal length.
type State = [f64; 4];

/// Looks for every camera that agrees with the observations, the best first. Empty where none can be found.
pub fn solve(problem: &Problem) -> Vec<Camera> {
    let mut starts = starts(problem);
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut found: Vec<Camera> = Vec::new();
    for (_, state) in starts.iter().take(40) {
        let Some(camera) = descend(problem, *state) else { continue };
        let scale = size(problem);
        let same = |c: &Camera| libm::hypot(c.at[0] - camera.at[0], c.at[1] - camera.at[1]) < 1e-3 * scale;
        if !found.iter().any(same) {
            found.push(camera);
        }
    }
    found.sort_by(|a, b| a.chi_square.total_cmp(&b.chi_square));
    found
}

fn points(problem: &Problem) -> impl Iterator<Item = [f64; 2]> + Clone {
    problem.sights.iter().map(|s| s.at).chain(problem.lines.iter().flat_map(|l| [l.near, l.far]))
}

fn centre(problem: &Problem) -> [f64; 2] {
    let n = points(problem).count().max(1) as f64;
    let sum = points(problem).fold([0.0, 0.0], |a, p| [a[0] + p[0], a[1] + p[1]]);
    [sum[0] / n, sum[1] / n]
}

/// How far apart the landmarks lie, in metres.
fn size(problem: &Problem) -> f64 {
    let middle = centre(problem);
    points(problem).map(|p| libm::hypot(p[0] - middle[0], p[1] - middle[1])).fold(1.0, f64::max)
}

/// Positions on rings around the landmarks, each with the heading that suits it, and how badly it agrees.
fn starts(problem: &Problem) -> Vec<(f64, State)> {
    let (middle, scale) = (centre(problem), size(problem));
    let focals: Vec<f64> = match problem.focal {
        Focal::About(f, _) => vec![f],
        Focal::Unknown(width) => [8.0, 14.0, 22.0, 32.0, 44.0, 58.0, 72.0, 90.0, 110.0]
            .map(|v| width / 2.0 / crate::angle::tan(v / 2.0))
            .to_vec(),
    };
    let mut out = Vec::new();
    for ring in 0..30 {
        let radius = scale * 0.08 * libm::pow(1.27, f64::from(ring));
        for ray in 0..60 {
            let angle = f64::from(ray) * 6.0;
            let at = [middle[0] + radius * crate::angle::sin(angle), middle[1] + radius * crate::angle::cos(angle)];
            for focal in &focals {
                let [mut s, mut c] = [0.0, 0.0];
                for sight in &problem.sights {
                    let bearing = libm::atan2(sight.at[0] - at[0], sight.at[1] - at[1]);
                    let heading = bearing - libm::atan2(sight.x, *focal);
                    (s, c) = (s + libm::sin(heading), c + libm::cos(heading));
                }
                let state = [at[0], at[1], libm::atan2(s, c), libm::log(*focal)];
                let cost = cost(problem, &state);
                if cost.is_finite() {
                    out.push((cost, state));
                }
            }
        }
    }
    out
}

/// Residuals in standard deviations with their derivatives; nothing where a landmark would stand behind the camera.
fn residuals(problem: &Problem, state: &State) -> Option<Vec<(f64, State)>> {
    let mut rows = Vec::with_capacity(problem.sights.len() + problem.lines.len() + 1);
    let focal = libm::exp(state[3]);
    let seen = |at: [f64; 2]| {
        let (e, n) = (at[0] - state[0], at[1] - state[1]);
        let square = e * e + n * n;
        (square > 1e-4).then(|| (libm::atan2(e, n), square, [-n / square, e / square]))
    };
    for sight in &problem.sights {
        let (bearing, square, slope) = seen(sight.at)?;
        let angle = between(state[2] * DEGREES, bearing * DEGREES) / DEGREES;
        if angle.abs() > 1.5 {
            return None;
        }
        let tangent = libm::tan(angle);
        let by_angle = focal * (1.0 + tangent * tangent);
        let by_map = by_angle * sight.map_sigma / libm::sqrt(square);
        let sigma = libm::sqrt(sight.x_sigma * sight.x_sigma + by_map * by_map).max(1e-9);
        let row = [by_angle * slope[0], by_angle * slope[1], -by_angle, focal * tangent];
        rows.push(((focal * tangent - sight.x) / sigma, row.map(|v| v / sigma)));
    }
    for line in &problem.lines {
        let ((near, near_square, a), (far, far_square, b)) = (seen(line.near)?, seen(line.far)?);
        let off = between(near * DEGREES, far * DEGREES) - line.off[0];
        let by_map = line.map_sigma * libm::sqrt(1.0 / near_square + 1.0 / far_square) * DEGREES;
        let sigma = libm::hypot(line.off[1], by_map).max(1e-9);
        let row = [(b[0] - a[0]) * DEGREES, (b[1] - a[1]) * DEGREES, 0.0, 0.0];
        rows.push((off / sigma, row.map(|v| v / sigma)));
    }
    match problem.focal {
        Focal::About(f, sigma) => {
            let relative = (sigma / f).max(1e-9);
            rows.push(((state[3] - libm::log(f)) / relative, [0.0, 0.0, 0.0, 1.0 / relative]));
        }
        Focal::Unknown(width) => {
            let view = 2.0 * libm::atan2(width / 2.0, focal) * DEGREES;
            if !(5.0..=130.0).contains(&view) {
                return None;
            }
        }
    }
    Some(rows)
}

fn cost(problem: &Problem, state: &State) -> f64 {
    residuals(problem, state).map_or(f64::INFINITY, |rows| rows.iter().map(|r| r.0 * r.0).sum())
}

/// Normal matrix and gradient.
fn normal(rows: &[(f64, State)]) -> ([[f64; 4]; 4], State) {
    let (mut matrix, mut gradient) = ([[0.0; 4]; 4], [0.0; 4]);
    for (residual, row) in rows {
        for i in 0..4 {
            gradient[i] += row[i] * residual;
            for j in 0..4 {
                matrix[i][j] += row[i] * row[j];
            }
        }
    }
    (matrix, gradient)
}

fn descend(problem: &Problem, start: State) -> Option<Camera> {
    let (mut state, mut now, mut damping) = (start, cost(problem, &start), 1e-3);
    for _ in 0..200 {
        let rows = residuals(problem, &state)?;
        let (matrix, gradient) = normal(&rows);
        let mut damped = matrix;
        for (i, row) in damped.iter_mut().enumerate() {
            row[i] *= 1.0 + damping;
            row[i] += 1e-30;
        }
        let Some(inverse) = inverse(damped) else { break };
        let step: State = std::array::from_fn(|i| (0..4).map(|j| inverse[i][j] * gradient[j]).sum());
        let next: State = std::array::from_fn(|i| state[i] - step[i]);
        let after = cost(problem, &next);
        if after <= now {
            let gain = now - after;
            (state, now, damping) = (next, after, (damping / 5.0).max(1e-15));
            if gain < 1e-14 * now.max(1e-14) && step[0].abs() + step[1].abs() < 1e-9 {
                break;
            }
        } else {
            damping *= 4.0;
            if damping > 1e12 {
                break;
            }
        }
    }
    let rows = residuals(problem, &state)?;
    let covariance = inverse(normal(&rows).0)?;
    let usable = (0..4).all(|i| covariance[i][i].is_finite() && covariance[i][i] >= 0.0);
    let unknowns = 4;
    usable.then(|| Camera {
        at: [state[0], state[1]],
        heading: turn(state[2] * DEGREES),
        focal: libm::exp(state[3]),
        covariance,
        chi_square: now,
        freedom: rows.len() as i32 - unknowns,
    })
}

/// The covariance that other errors would give at the same camera.
pub(super) fn covariance_at(problem: &Problem, camera: &Camera) -> Option<[[f64; 4]; 4]> {
    let state = [camera.at[0], camera.at[1], camera.heading / DEGREES, libm::log(camera.focal)];
    inverse(normal(&residuals(problem, &state)?).0)
}

/// Inverse of a symmetric matrix by Gauss and Jordan, with its rows and columns brought to one scale first; nothing
/// where it is singular.
fn inverse(mut m: [[f64; 4]; 4]) -> Option<[[f64; 4]; 4]> {
    let scale: [f64; 4] = std::array::from_fn(|i| 1.0 / libm::sqrt(m[i][i].max(1e-300)));
    for i in 0..4 {
        for j in 0..4 {
            m[i][j] *= scale[i] * scale[j];
        }
    }
    let mut out: [[f64; 4]; 4] = std::array::from_fn(|i| std::array::from_fn(|j| f64::from(u8::from(i == j))));
    for k in 0..4 {
        let pivot = (k..4).max_by(|a, b| m[*a][k].abs().total_cmp(&m[*b][k].abs()))?;
        if m[pivot][k].abs() < 1e-14 || !m[pivot][k].is_finite() {
            return None;
        }
        m.swap(k, pivot);
        out.swap(k, pivot);
        let by = 1.0 / m[k][k];
        for j in 0..4 {
            (m[k][j], out[k][j]) = (m[k][j] * by, out[k][j] * by);
        }
        let (row, other) = (m[k], out[k]);
        for i in (0..4).filter(|i| *i != k) {
            let f = m[i][k];
            for j in 0..4 {
                m[i][j] -= f * row[j];
                out[i][j] -= f * other[j];
            }
        }
    }
    for i in 0..4 {
        for j in 0..4 {
            out[i][j] *= scale[i] * scale[j];
        }
    }
    Some(out)
}

/// What makes a position from these landmarks weak, in sentences.
pub fn warnings(problem: &Problem, camera: &Camera) -> Vec<String> {
    let mut out = Vec::new();
    let sights = &problem.sights;
    let bearing = |p: [f64; 2]| turn(libm::atan2(p[0] - camera.at[0], p[1] - camera.at[1]) * DEGREES);
    let angles: Vec<f64> = sights.iter().map(|s| between(camera.heading, bearing(s.at))).collect();
    let spread = angles.iter().fold(f64::MIN, |a, b| a.max(*b)) - angles.iter().fold(f64::MAX, |a, b| a.min(*b));
    if angles.len() > 1 && spread < 10.0 {
        out.push(format!(
            "The bearings to the landmarks are nearly parallel: all lie within {spread:.1}°. Click landmarks farther apart."
        ));
    }
    if sights.len() == 3 && problem.lines.is_empty() {
        out.push(
            "Three landmarks leave nothing to check them by: one wrong landmark goes unnoticed. Click a fourth."
                .to_owned(),
        );
    }
    if let Some((middle, radius)) = circle(sights) {
        let off = |p: [f64; 2]| (libm::hypot(p[0] - middle[0], p[1] - middle[1]) / radius - 1.0).abs();
        if problem.lines.is_empty() && sights.iter().all(|s| off(s.at) < 0.08) && off(camera.at) < 0.12 {
            out.push(
                "The camera and all landmarks lie nearly on one circle (the danger circle): from anywhere on it the \
                 landmarks are seen at the same angles. Click a landmark off that circle."
                    .to_owned(),
            );
        }
    }
    out
}

/// The circle through the landmarks that lie farthest apart.
fn circle(sights: &[Sight]) -> Option<([f64; 2], f64)> {
    let [a, b, c] = *sights.iter().map(|s| s.at).collect::<Vec<_>>().as_slice() else {
        return (sights.len() > 3).then(|| circle(&widest(sights))).flatten();
    };
    let d = 2.0 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]));
    if d.abs() < 1e-9 {
        return None;
    }
    let square = |p: [f64; 2]| p[0] * p[0] + p[1] * p[1];
    let x = (square(a) * (b[1] - c[1]) + square(b) * (c[1] - a[1]) + square(c) * (a[1] - b[1])) / d;
    let y = (square(a) * (c[0] - b[0]) + square(b) * (a[0] - c[0]) + square(c) * (b[0] - a[0])) / d;
    Some(([x, y], libm::hypot(a[0] - x, a[1] - y)))
}

/// The three landmarks that span the largest triangle.
fn widest(sights: &[Sight]) -> [Sight; 3] {
    let mut best = (-1.0, [sights[0]; 3]);
    for (i, a) in sights.iter().enumerate() {
        for (j, b) in sights.iter().enumerate().skip(i + 1) {
            for c in &sights[j + 1..] {
                let area =
                    ((b.at[0] - a.at[0]) * (c.at[1] - a.at[1]) - (c.at[0] - a.at[0]) * (b.at[1] - a.at[1])).abs();
                if area > best.0 {
                    best = (area, [*a, *b, *c]);
                }
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn landmarks_on_one_circle_with_the_camera_and_nearly_parallel_bearings_are_named() {
        let on = |angle: f64| [500.0 * crate::angle::sin(angle), 500.0 + 500.0 * crate::angle::cos(angle)];
        let sight = |at: [f64; 2]| Sight { at, map_sigma: 1.0, x: 1000.0 * at[0] / at[1], x_sigma: 1.0 };
        let problem = |points: &[[f64; 2]]| Problem {
            sights: points.iter().map(|p| sight(*p)).collect(),
            lines: Vec::new(),
            focal: Focal::About(1000.0, 1.0),
        };
        let camera = Camera {
            at: [0.0, 0.0],
            heading: 0.0,
            focal: 1000.0,
            covariance: [[0.0; 4]; 4],
            chi_square: 0.0,
            freedom: 1,
        };
        let said = |points: &[[f64; 2]]| warnings(&problem(points), &camera).join(" ");
        assert!(said(&[on(-60.0), on(0.0), on(50.0), on(20.0)]).contains("danger circle"));
        let free = [[-400.0, 900.0], [0.0, 300.0], [400.0, 900.0], [100.0, 1500.0]];
        assert_eq!(said(&free), "");
        assert!(said(&[[0.0, 900.0], [30.0, 1000.0], [60.0, 1400.0], [10.0, 400.0]]).contains("parallel"));
    }
}
