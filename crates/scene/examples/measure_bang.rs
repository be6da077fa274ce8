//! How often the 95 % interval of a distance from flash to bang holds the true one, over simulated truths; and the same
//! for what is heard of a claimed place, with how well a claim 40 m off is told apart; and for lights that go out.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use scene::light::{COLUMNS, Moment, ROWS, answer_outage, outage_question};
use scene::random::Random;
use scene::sound::bang::{BangQuestion, answer};
use scene::sound::network::{Network, tail};
use scene::sound::speed::{AirStated, speed};

fn main() {
    bang();
    heard();
    outage();
}

fn bang() {
    let mut random = Random::new(21);
    let (mut held, mut slower, all) = (0, 0, 1_000);
    for _ in 0..all {
        let distance = random.between(150.0, 6_000.0);
        // What is stated, and what is so within the stated errors.
        let (t, h, late, wind) =
            (random.between(-5.0, 32.0), random.between(25.0, 75.0), 0.0, random.between(-4.0, 4.0));
        let truth = [t + 2.0 * random.normal(), h + random.between(-10.0, 10.0), 101.3 + random.between(-1.0, 1.0)];
        let sound = speed(truth[0], truth[1], truth[2]) + wind + 2.0 * random.normal();
        let skew = late + random.between(-0.045, 0.045);
        let frame = [0.02, 0.0167, 0.008][random.below(3) as usize];
        let flash = 2.0 + random.unit();
        let bang = flash + distance / sound + skew + 0.01 * random.normal();
        let read = flash + random.between(-frame, frame);
        let text = |value: f64, mark: &str, error: f64| format!("{value:.4}{mark}{error}").parse().unwrap();
        let question = BangQuestion {
            cited: "simulated".to_owned(),
            flash_s: text(read, "±", frame),
            bang_s: text(bang, "~", 0.01),
            proposed: false,
            air: AirStated {
                temperature_c: Some(text(t, "~", 2.0)),
                humidity_percent: Some(text(h, "±", 10.0)),
                pressure_kpa: Some(text(101.3, "±", 1.0)),
            },
            wind_m_s: Some(text(wind, "~", 2.0)),
            sound_late_s: Some(text(0.0, "±", 0.045)),
            claimed: Some(scene::sound::bang::ClaimedDistance {
                metres: text(distance + 10.0 * random.normal(), "~", 10.0),
                cited: "x".to_owned(),
            }),
        };
        let found = answer(&question).unwrap();
        held += usize::from((found.distance_m[1]..=found.distance_m[2]).contains(&distance));
        slower += usize::from(found.claimed.unwrap().1 != scene::sound::bang::Pace::Sound);
    }
    let share = |n: usize| 100.0 * n as f64 / f64::from(all);
    println!(
        "bang: the 95 % interval holds the distance {:.1} % of {all} simulated truths; a right claim is called slower or faster \
         than sound {:.1} % (5 % wanted)",
        share(held),
        share(slower)
    );
}

/// Cameras within so many metres, known to 5 m, clocks to 10 ms: a right claim and one that is 40 m off.
fn heard() {
    for (metres, pick, clock) in [(800.0, 0.01, 0.01), (800.0, 0.04, 0.01), (3_000.0, 0.01, 0.01)] {
        let (mut consistent, mut apart, all) = (0, 0, 2_000);
        for n in 0..all {
            let mut random = Random::part(31, n);
            let one = |random: &mut Random| [random.between(-metres, metres), random.between(-metres, metres)];
            // Around the event, as in a town square; a camera nearer than 100 m sees it anyhow.
            let mut cameras = Vec::new();
            for quarter in 0..4 {
                let [e, nn] = one(&mut random).map(|v| v.abs().max(100.0));
                cameras.push([[e, nn], [e, -nn], [-e, -nn], [-e, nn]][quarter]);
            }
            let (c, wind) = (340.0 + 1.2 * random.normal(), [3.0 * random.normal(), 3.0 * random.normal()]);
            let at: Vec<f64> = cameras
                .iter()
                .map(|camera| {
                    let [e, nn] = camera.map(|v| v + 5.0 * random.normal());
                    let distance = libm::hypot(e, nn);
                    let along = (wind[0] * e + wind[1] * nn) / distance;
                    50.0 + distance / (c + along) + pick * random.normal() + clock * random.normal()
                })
                .collect();
            let turn = random.between(0.0, 360.0);
            let test = |off: f64| {
                let mut network = Network::new(340.0, 1.2, 3.0);
                for camera in &cameras {
                    network.camera(*camera, 5.0, Some([0.0, clock]));
                }
                let place = [off * scene::angle::sin(turn), off * scene::angle::cos(turn)];
                let event = network.event(Some(place), 1.0);
                for (k, at) in at.iter().enumerate() {
                    network.heard(k, event, *at, pick);
                }
                let fit = network.fit().unwrap();
                tail(fit.chi_square, fit.freedom) >= 0.05
            };
            consistent += usize::from(test(0.0));
            apart += usize::from(!test(40.0));
        }
        println!(
            "sound-at: 4 cameras within {metres:.0} m, picks {:.0} ms, clocks {:.0} ms, places 5 m: a right claim is consistent \
             {:.1} % of {all} (95 % wanted), one 40 m off is told apart {:.1} %",
            1e3 * pick,
            1e3 * clock,
            100.0 * consistent as f64 / all as f64,
            100.0 * apart as f64 / all as f64
        );
    }
}

fn outage() {
    let (mut held, mut missed, all) = (0, 0, 1_000_u64);
    for n in 0..all {
        let mut random = Random::part(41, n);
        let step = 1e6 / [10.0, 24.0, 25.0, 30.0, 50.0][random.below(5) as usize];
        let out = random.between(1.2, 2.8);
        let takes = random.between(0.0, 0.08);
        let lamps: Vec<(usize, f64)> = (0..60)
            .map(|_| (random.below((COLUMNS * ROWS) as u64) as usize, out + random.between(-0.5, 0.5) * takes))
            .collect();
        let walls: Vec<f64> = (0..COLUMNS * ROWS).map(|_| random.between(18.0, 60.0)).collect();
        let moments: Vec<Moment> = (0..(4e6 / step) as usize)
            .map(|k| {
                let at = k as f64 * step;
                let mut cells = walls.clone();
                for (cell, until) in &lamps {
                    cells[*cell] += if at / 1e6 < *until { 110.0 } else { 0.0 };
                }
                let cells = cells.iter().map(|v| (v + 2.0 * random.normal()).clamp(0.0, 255.0) as u8).collect();
                Moment { at_us: at as i64, cells }
            })
            .collect();
        let mut question = outage_question(&moments, "simulated", None, None).unwrap();
        // The recording says when it begins; its clock is off by a normal error.
        let off = 20.0 * random.normal();
        question.begins = Some("2022-10-14T16:00:00Z".to_owned());
        question.clock_s = Some("0~20".parse().unwrap());
        let found = answer_outage(&question).unwrap();
        let Some(interval) = found.outcome.finding.times.first() else {
            missed += 1;
            continue;
        };
        let mut times: Vec<f64> = lamps.iter().map(|l| l.1).collect();
        times.sort_by(f64::total_cmp);
        let truth = 1_665_763_200.0 + off + times[times.len() / 2];
        held += usize::from(truth >= interval.from.0 as f64 && truth <= interval.to.0 as f64);
    }
    println!(
        "outage: clock 20 s (sigma): the 95 % interval, in whole seconds, holds the instant {:.1} % of {}; not found {missed}",
        100.0 * held as f64 / (all - missed) as f64,
        all - missed
    );
}
