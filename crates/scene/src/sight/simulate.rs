//! Cameras made up to see how far off the answer is and whether its ellipse holds the truth.

use super::solve::{Camera, Focal, Problem, Sight, solve};
use crate::angle::tan;
use crate::random::Random;

/// How well things are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Errors {
    /// Standard deviation of a column in pixels.
    pub pixel: f64,
    /// Standard deviation of a landmark's coordinates in metres.
    pub map: f64,
    /// Whether the focal length is known (to a thousandth).
    pub focal_known: bool,
}

/// Width of the made-up picture and its focal length, in pixels: a view 65° wide.
pub const WIDTH: f64 = 1920.0;

/// Focal length of the made-up camera.
pub fn focal() -> f64 {
    WIDTH / 2.0 / tan(32.5)
}

/// The landmarks of the published test vector, seen from 0, 0 with heading 10°.
pub const LANDMARKS: [[f64; 2]; 4] = [[-300.0, 800.0], [50.0, 1200.0], [400.0, 900.0], [700.0, 1500.0]];

/// What would be clicked of landmarks by a camera at 0, 0 with heading 10°, with errors drawn.
pub fn clicked(landmarks: &[[f64; 2]], errors: Errors, random: &mut Random) -> Problem {
    let known = Focal::About(focal() * (1.0 + 0.001 * random.normal()), 0.001 * focal());
    let sights = landmarks.iter().map(|at| {
        let bearing = crate::angle::atan2(at[0], at[1]);
        let x = focal() * tan(bearing - 10.0) + errors.pixel * random.normal();
        let moved = [at[0] + errors.map * random.normal(), at[1] + errors.map * random.normal()];
        Sight { at: moved, map_sigma: errors.map, x, x_sigma: errors.pixel }
    });
    let focal = if errors.focal_known { known } else { Focal::Unknown(WIDTH) };
    Problem { sights: sights.collect(), lines: Vec::new(), focal }
}

/// Four to eight landmarks in view, 200 to 2,000 m away and spread over at least 30°.
pub fn landmarks(random: &mut Random) -> Vec<[f64; 2]> {
    loop {
        let n = 4 + random.below(5);
        let mut angles = Vec::new();
        let mut one = || {
            let (angle, distance) = (random.between(-31.0, 31.0), 200.0 * libm::pow(10.0, random.unit()));
            angles.push(angle);
            [distance * crate::angle::sin(angle + 10.0), distance * crate::angle::cos(angle + 10.0)]
        };
        let points: Vec<[f64; 2]> = (0..n).map(|_| one()).collect();
        angles.sort_by(f64::total_cmp);
        if angles[angles.len() - 1] - angles[0] >= 30.0 {
            return points;
        }
    }
}

/// The best camera for a problem.
pub fn best(problem: &Problem) -> Option<Camera> {
    solve(problem).into_iter().next()
}

/// Whether the 95 % ellipse of a camera holds 0, 0.
pub fn holds(camera: &Camera) -> bool {
    let [[ee, en], [_, nn]] = [[camera.covariance[0][0], camera.covariance[0][1]], [0.0, camera.covariance[1][1]]];
    let determinant = ee * nn - en * en;
    let [e, n] = camera.at;
    (nn * e * e - 2.0 * en * e * n + ee * n * n) / determinant <= 5.991_464_5
}
