//! Falls drawn in a second, and how often what an account itself makes is called rare (5 % wanted): over many accounts.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use scene::fall::account::{Ranges, draw};
use scene::fall::compare::{Seen, rarity};
use scene::random::Random;

fn main() {
    let ranges = |random: &mut Random| {
        let height = random.between(200.0, 5_000.0);
        let turn = random.between(0.0, 360.0);
        Ranges {
            height_m: [height, height * random.between(1.05, 1.6)],
            speed_m_s: [0.0, random.between(10.0, 250.0)],
            climb_deg: [-30.0, 30.0],
            heading_deg: [turn, turn + 60.0],
            ballistic_kg_m2: [100.0, 2_000.0],
            wind_m_s: [0.0, 15.0],
            wind_to_deg: [0.0, 360.0],
            push_m_s2: [0.0, 5.0],
            push_s: [0.0, 2.0],
        }
    };
    let one = ranges(&mut Random::new(1));
    let mut times = Vec::new();
    for _ in 0..5 {
        let from = Instant::now();
        let (falls, none) = draw(&one, 0.0, 100_000, 1, 2);
        times.push(from.elapsed().as_secs_f64());
        assert_eq!(falls.len() + none, 100_000);
    }
    times.sort_by(f64::total_cmp);
    println!("fall: 100,000 falls on two threads {:.2} s (target 2 s) [median of 5]", times[2]);

    let mut random = Random::new(2);
    let (mut rare, mut all) = ([0_u32; 2], 0_u32);
    for account in 0..400 {
        let ranges = ranges(&mut random);
        let (falls, _) = draw(&ranges, 0.0, 2_000, 1_000 + account, 2);
        let (truths, _) = draw(&ranges, 0.0, 5, 900_000 + account, 2);
        for truth in truths {
            all += 1;
            let seconds = truth.landing.time_s + 0.4 * random.normal();
            let metres = libm::hypot(truth.landing.place[0], truth.landing.place[1]) + 60.0 * random.normal();
            let seen = [Seen::Seconds { value: seconds, sigma: 0.4 }, Seen::Metres { value: metres, sigma: 60.0 }];
            for (count, seen) in rare.iter_mut().zip(&seen) {
                *count += u32::from(rarity(&falls, seen).unwrap() < 0.05);
            }
        }
    }
    let share = |n: u32| 100.0 - 100.0 * f64::from(n) / f64::from(all);
    println!(
        "fall: the 95 % interval holds the time {:.1} %, the distance {:.1} % of {all} simulated truths",
        share(rare[0]),
        share(rare[1])
    );
}
