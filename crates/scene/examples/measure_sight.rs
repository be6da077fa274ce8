//! Measures `resect`: how far off the camera is, and how often its 95 % ellipse holds the truth. Prints;
//! `scripts/bench.sh scene` runs it.

#![allow(clippy::print_stdout, reason = "prints measurements")]

use scene::random::Random;
use scene::sight::simulate::{Errors, LANDMARKS, best, clicked, holds, landmarks};

fn main() {
    let n: u64 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(2000);
    for (name, marks, map, focal_known) in [
        ("4 marks, exact map", 4, 0.0, true),
        ("4 marks, map sigma 3 m", 4, 3.0, true),
        ("4 marks, map sigma 3 m, unknown focal length", 4, 3.0, false),
        ("3 marks, map sigma 3 m", 3, 3.0, true),
    ] {
        let errors = Errors { pixel: 2.0, map, focal_known };
        let found = (0..n).filter_map(|k| best(&clicked(&LANDMARKS[..marks], errors, &mut Random::part(5, k))));
        print(&format!("published vector, {name}"), found.collect(), n);
    }
    for focal_known in [true, false] {
        let errors = Errors { pixel: 2.0, map: 3.0, focal_known };
        let found = (0..n).filter_map(|k| {
            let mut random = Random::part(6, k);
            let marks = landmarks(&mut random);
            best(&clicked(&marks, errors, &mut random))
        });
        let focal = if focal_known { "known" } else { "unknown" };
        print(&format!("random scenes of 4 to 8 marks, focal length {focal}"), found.collect(), n);
    }
}

fn print(name: &str, found: Vec<scene::sight::solve::Camera>, n: u64) {
    let mut off: Vec<f64> = found.iter().map(|c| c.at[0].hypot(c.at[1])).collect();
    off.sort_by(f64::total_cmp);
    let at = |p: f64| off.get((p * off.len() as f64) as usize).copied().unwrap_or(f64::NAN);
    let held = found.iter().filter(|c| holds(c)).count() as f64 / n as f64;
    println!(
        "resect: {name}: position off by p50 {:.1} m, p95 {:.1} m; 95 % ellipse held {:.1} % of {n}",
        at(0.5),
        at(0.95),
        100.0 * held
    );
}
