//! Resection against the published vector, its accuracy and its coverage.

#![allow(clippy::unwrap_used)]

use scene::random::Random;
use scene::sight::simulate::{Errors, LANDMARKS, best, clicked, holds, landmarks};
use scene::sight::solve::{Focal, Problem, Sight, solve};

mod shared;

#[test]
fn the_published_camera_is_found_to_a_millionth() {
    let Some(vector) = shared::vectors("resection.json") else { return };
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    let camera = &vector["camera"];
    let sights = vector["landmarks"].as_array().unwrap().iter().map(|l| Sight {
        at: [number(&l["east_m"]), number(&l["north_m"])],
        map_sigma: 0.0,
        x: number(&l["px"]) - number(&camera["centre_px"]),
        x_sigma: 1.0,
    });
    let focal = Focal::About(number(&camera["focal_px"]), 1e-6);
    let found = &solve(&Problem { sights: sights.collect(), lines: Vec::new(), focal })[0];
    assert!((found.heading - 10.0).abs() < 1e-6, "{found:?}");
    // The vector's columns are rounded to a billionth of a pixel, which moves the camera by less than that many metres.
    assert!(found.at[0].abs() < 1e-6 && found.at[1].abs() < 1e-6, "{found:?}");
    for l in vector["landmarks"].as_array().unwrap() {
        let [bearing, _] = found.bearing(number(&l["px"]) - number(&camera["centre_px"]), 0.0);
        assert!(scene::angle::between(bearing, number(&l["bearing_deg"])).abs() < 1e-6);
    }
}

#[test]
fn ninety_five_per_cent_of_positions_lie_within_twenty_two_metres_at_a_map_error_of_three() {
    let errors = Errors { pixel: 2.0, map: 3.0, focal_known: true };
    let mut off: Vec<f64> = (0..400)
        .map(|k| best(&clicked(&LANDMARKS, errors, &mut Random::part(5, k))).unwrap())
        .map(|c| c.at[0].hypot(c.at[1]))
        .collect();
    off.sort_by(f64::total_cmp);
    assert!(off[380] <= 23.5 && off[200] <= 11.0, "p50 {} p95 {}", off[200], off[380]);
}

#[test]
fn the_ellipse_of_ninety_five_per_cent_holds_the_camera_that_often() {
    let errors = Errors { pixel: 2.0, map: 3.0, focal_known: true };
    let n = 400;
    let held = (0..n).filter(|k| {
        let mut random = Random::part(6, *k);
        let landmarks = landmarks(&mut random);
        best(&clicked(&landmarks, errors, &mut random)).is_some_and(|c| holds(&c))
    });
    let share = held.count() as f64 / n as f64;
    assert!((0.92..=0.98).contains(&share), "{share}");
}
