//! Whether the regions and intervals hold the truth as often as they say.

#![allow(clippy::unwrap_used)]

use scene::random::Random;
use scene::shadow::simulate;

#[test]
fn the_region_of_ninety_five_per_cent_holds_the_place_that_often() {
    let n = 400_u64;
    let (mut held, mut none) = (0, 0);
    for k in 0..n {
        let scene = simulate::scene(&mut Random::part(20_221_013, k)).unwrap();
        match simulate::find_place(&scene, 1_000_000, 2) {
            Some(found) if found.fits => held += u64::from(found.regions[1].contains(scene.place)),
            _ => none += 1,
        }
    }
    eprintln!("held {held} of {n}, nothing fits {none}");
    assert!((0.92..=0.98).contains(&(held as f64 / n as f64)), "{held} {none}");
}

#[test]
fn the_intervals_of_ninety_five_per_cent_hold_the_instant_that_often() {
    let n = 600_u64;
    let held = (0..n).filter(|k| {
        let scene = simulate::scene(&mut Random::part(20_221_014, *k)).unwrap();
        let truth = scene.truth[0] as i64;
        simulate::find_time(&scene).is_some_and(|found| {
            let wide = found.intervals.iter().filter(|i| i.level_percent == 95);
            found.fits && wide.map(|i| i.from.0..i.to.0).any(|i| i.contains(&truth))
        })
    });
    let share = held.count() as f64 / n as f64;
    assert!((0.92..=0.98).contains(&share), "{share}");
}
