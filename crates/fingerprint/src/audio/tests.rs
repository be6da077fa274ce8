//! Sound found again, shifted, sped up and in noise; silence, hum and other sound refused.

use super::*;

/// Sound in which something happens all the time: notes of random pitch and loudness over noise.
fn lively(seconds: usize, seed: u64) -> Vec<i16> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut samples = Vec::new();
    while samples.len() < seconds * RATE as usize {
        let (low, high) = (300.0 + next() * 700.0, 900.0 + next() * 1500.0);
        let (loud, soft) = (2000.0 + next() * 6000.0, next() * 4000.0);
        for n in 0..(RATE as usize / 4) {
            let t = n as f64 / f64::from(RATE) * core::f64::consts::TAU;
            let noise = (next() - 0.5) * 900.0;
            samples.push((loud * (low * t).sin() + soft * (high * t).sin() + noise) as i16);
        }
    }
    samples.truncate(seconds * RATE as usize);
    samples
}

fn items(samples: &[i16]) -> Vec<u32> {
    let mut listener = Listener::new();
    for piece in samples.chunks(3000) {
        listener.hear(piece);
    }
    match listener.finish() {
        Sound::Items(items) => items,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_cut_out_piece_is_found_where_it_was_cut() {
    let whole = lively(30, 1);
    let from = 11 * RATE as usize + 317;
    let piece: Vec<i16> = whole[from..from + 6 * RATE as usize].iter().map(|s| s / 3).collect();
    let found = find(&items(&whole), &items(&piece)).unwrap();
    assert_eq!(found.speed_1000, 1000);
    assert!(((found.a[0] - found.b[0]) - 11_029).abs() <= 150, "{found:?}");
    assert!(found.difference_1000 < 200 && found.b[1] - found.b[0] > 4500, "{found:?}");
}

#[test]
fn a_faster_copy_is_found_with_its_speed() {
    let whole = lively(30, 2);
    let faster: Vec<i16> = (0..whole.len() * 4 / 5 - 1).map(|n| whole[n * 5 / 4]).collect();
    let found = find(&items(&whole), &items(&faster)).unwrap();
    assert_eq!(found.speed_1000, 1250, "{found:?}");
    let along = difference_along(&items(&whole), &items(&faster), 0, [0, 20_000], 1250).unwrap();
    assert!(along < SAME_LIMIT, "{along}");
}

const SAME_LIMIT: u32 = 330;

#[test]
fn unrelated_sounds_do_not_match() {
    let all: Vec<Vec<u32>> = (10..22).map(|seed| items(&lively(20, seed))).collect();
    for (n, a) in all.iter().enumerate() {
        for b in &all[n + 1..] {
            assert_eq!(find(a, b), None);
            assert!(difference_along(a, b, 0, [0, 20_000], 1000).unwrap() > 400);
        }
    }
}

#[test]
fn silence_and_a_hum_give_nothing_to_recognise() {
    let hum: Vec<i16> = (0..RATE as usize * 8)
        .map(|n| (4000.0 * (n as f64 * core::f64::consts::TAU * 500.0 / f64::from(RATE)).sin()) as i16)
        .collect();
    for quiet in [vec![], vec![0; 100_000], vec![3; 100_000], hum] {
        let mut listener = Listener::new();
        listener.hear(&quiet);
        assert_eq!(listener.finish(), Sound::Silent);
    }
}
