//! Measures `shadow where` and `shadow when`: how often the 50 and 95 % regions and intervals hold a made-up truth, and
//! how long the published workloads take. Prints; `scripts/bench.sh scene` runs it.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "prints measurements")]

use std::time::Instant;

use scene::random::Random;
use scene::shadow::{self, Field, Frame, Window, simulate};
use scene::sun::sky::Sky;

fn main() {
    let n: u64 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(2000);
    coverage_of_places(n);
    coverage_of_times(n);
    speed();
}

fn per_cent(held: u64, n: u64) -> String {
    let p = held as f64 / n as f64;
    format!("{:.1} % ± {:.1}", 100.0 * p, 196.0 * (p * (1.0 - p) / n as f64).sqrt())
}

fn coverage_of_places(n: u64) {
    let (mut half, mut wide, mut none, begun) = (0, 0, 0, Instant::now());
    for k in 0..n {
        let scene = simulate::scene(&mut Random::part(20_221_013, k)).unwrap();
        match simulate::find_place(&scene, 1_000_000, 2) {
            Some(found) if found.fits => {
                half += u64::from(found.regions[0].contains(scene.place));
                wide += u64::from(found.regions[1].contains(scene.place));
            }
            _ => none += 1,
        }
    }
    println!(
        "shadow where: {n} simulated truths: 95 % region held {}, 50 % region {}; nothing fits {none}; {:.1} s",
        per_cent(wide, n),
        per_cent(half, n),
        begun.elapsed().as_secs_f64()
    );
}

fn coverage_of_times(n: u64) {
    let (mut half, mut wide, mut none, begun) = (0, 0, 0, Instant::now());
    for k in 0..n {
        let scene = simulate::scene(&mut Random::part(20_221_014, k)).unwrap();
        match simulate::find_time(&scene) {
            Some(found) if found.fits => {
                let truth = scene.truth[0] as i64;
                let holds = |level| {
                    found.intervals.iter().any(|i| i.level_percent == level && (i.from.0..i.to.0).contains(&truth))
                };
                half += u64::from(holds(50));
                wide += u64::from(holds(95));
            }
            _ => none += 1,
        }
    }
    println!(
        "shadow when: {n} simulated truths: 95 % intervals held {}, 50 % intervals {}; nothing fits {none}; {:.1} s",
        per_cent(wide, n),
        per_cent(half, n),
        begun.elapsed().as_secs_f64()
    );
}

/// The Belgorod case of 13 October 2022: elevation and bearing in five frames, ten observations.
fn belgorod(sky: &Sky, start: i64, both: bool) -> (Vec<Frame>, Vec<f64>) {
    let place = scene::geodesy::Point { lat: 50.566, lon: 36.572 };
    let instants: Vec<f64> = (0..5).map(|n| (start + n * 1800) as f64).collect();
    let frames = instants.iter().map(|at| {
        let (elevation, azimuth) = sky.at(*at).seen_from(place);
        let text = |value: f64, error: &str| Some(format!("{value:.2}~{error}").parse().unwrap());
        let bearing = text(azimuth + 180.0 - if azimuth >= 180.0 { 360.0 } else { 0.0 }, "3");
        Frame { elevation: text(elevation, "1"), bearing: bearing.filter(|_| both), ..Frame::default() }
    });
    (frames.collect(), instants)
}

fn speed() {
    let start = 1_665_651_600; // 2022-10-13T09:00:00Z
    let sky = Sky::over(start - 86_400, start + 86_400).unwrap();
    let (frames, instants) = belgorod(&sky, start, true);
    for (name, frames, instants) in [
        ("ten observations (five elevations ±1°, five bearings ±3°)", &frames[..], &instants[..]),
        ("two observations", &frames[..1], &instants[..1]),
        ("one elevation alone", &belgorod(&sky, start, false).0[..1], &instants[..1]),
    ] {
        let field = Field { within: None, coarsest_e6: 50_000, clock: scene::measured::Noise::NONE, threads: 2 };
        let mut times = Vec::new();
        let mut area = 0.0;
        for _ in 0..7 {
            let begun = Instant::now();
            let found = shadow::search_place(frames, &[], instants, &sky, &field).unwrap().unwrap();
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
            area = found.regions[1].area_km2();
        }
        times.sort_by(f64::total_cmp);
        println!(
            "shadow where: the world at 0.05°, {name}: {:.1} ms (median of 7, 2 threads); 95 % region {area:.0} km²",
            times[3]
        );
    }
    let place = scene::geodesy::Point { lat: 50.566, lon: 36.572 };
    let year = 1_640_995_200;
    let mut times = Vec::new();
    let mut intervals = 0;
    for _ in 0..7 {
        let begun = Instant::now();
        let sky = Sky::over(year, year + 365 * 86_400).unwrap();
        let windows = [Window { from: year, to: year + 365 * 86_400 }];
        let found = shadow::search_time(&frames[..1], &[], &[0.0], place, &sky, &windows).unwrap().unwrap();
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        intervals = found.intervals.len();
    }
    times.sort_by(f64::total_cmp);
    println!(
        "shadow when: a year at one minute: {:.1} ms (median of 7); {intervals} intervals at both levels",
        times[3]
    );
}
