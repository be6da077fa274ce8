//! Offsets between two recordings: errors against known ones at several signal-to-noise ratios and drifts, how often the
//! 95 % interval holds the truth, how many unrelated pairs are accepted, and the time that it takes.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use scene::random::Random;
use scene::sound::made::{KINDS, Kind, level, made, recorded, sixteen_bit};
use scene::sound::{RATE, Verdict, answer_sync, sync_question};

fn samples(seconds: f64) -> usize {
    (seconds * f64::from(RATE)) as usize
}

/// Adds noise of a kind, so many decibels below the sound.
fn noisy(sound: &[f64], noise: Kind, seed: u64, snr_db: f64) -> Vec<f64> {
    let other = made(noise, seed, sound.len());
    let scale = level(sound) / level(&other).max(1e-9) * 10.0_f64.powf(-snr_db / 20.0);
    sound.iter().zip(&other).map(|(a, b)| a + scale * b).collect()
}

fn loud(sound: &[f64]) -> Vec<i16> {
    let peak = sound.iter().fold(1e-9_f64, |m, v| m.max(v.abs()));
    sixteen_bit(sound, 0.8 / peak)
}

fn main() {
    let asked: Option<u64> = std::env::args().nth(1).and_then(|n| n.parse().ok());
    let pairs = asked.unwrap_or(40);
    for (snr, drift) in [(20.0, 0.0), (0.0, 0.0), (0.0, 100.0), (10.0, -100.0), (-6.0, 50.0)] {
        let (mut errors, mut held, mut drifts_held, mut refused, mut worst) = (Vec::new(), 0, 0, 0, 0.0_f64);
        for n in 0..pairs {
            let mut random = Random::part(11, n * 97 + snr as u64 * 7 + drift as u64);
            let kind = [Kind::Talk, Kind::Talk, Kind::Bangs, Kind::Street][n as usize % 4];
            let scene = made(kind, 5_000 + n, samples(62.0));
            let offset = random.between(0.5, 29.0);
            let a = loud(&noisy(&scene[..samples(60.0)], Kind::Street, 6_000 + n, snr));
            let clip = recorded(&scene, offset, drift, samples(30.0));
            let b = loud(&noisy(&clip, Kind::Street, 7_000 + n, snr));
            let question = sync_question([&a, &b], ["A", "B"], [None, None], [None, None], None).unwrap();
            let found = answer_sync(&question).unwrap();
            let Some(line) = found.line else {
                refused += 1;
                continue;
            };
            let error = (line.at_start[0] - offset).abs();
            worst = worst.max(error);
            errors.push(error);
            held += usize::from(error <= line.at_start[1]);
            drifts_held += usize::from((line.drift_ppm[0] - drift).abs() <= line.drift_ppm[1]);
        }
        errors.sort_by(f64::total_cmp);
        let n = errors.len().max(1);
        println!(
            "sync: SNR {snr} dB, drift {drift} ppm: error median {:.4} ms, worst {:.4} ms; refused {refused} of {pairs}; 95 % \
             intervals hold the offset {:.1} %, the drift {:.1} %",
            1e3 * errors.get(n / 2).copied().unwrap_or(f64::NAN),
            1e3 * worst,
            100.0 * held as f64 / n as f64,
            100.0 * drifts_held as f64 / n as f64,
        );
    }
    unrelated(asked.map_or(1_000, |n| n * 10));
    speed();
}

fn unrelated(count: u64) {
    let (mut accepted, mut ambiguous, mut silent, mut strongest) = (Vec::new(), 0, 0, [0.0_f64; 8]);
    for n in 0..count {
        let mut random = Random::part(13, n);
        let one = KINDS[(n % 7) as usize];
        // Half of the pairs are of one kind, half mixed; each over its own faint noise.
        let other = if random.unit() < 0.5 { one } else { KINDS[random.below(8) as usize] };
        let make = |kind: Kind, seed: u64, seconds: f64| {
            let sound = made(kind, seed, samples(seconds));
            loud(&if kind == Kind::Silence { sound } else { noisy(&sound, Kind::Street, seed ^ 77, 25.0) })
        };
        let (a, b) = (make(one, 20_000 + n, 60.0), make(other, 90_000 + n, 30.0));
        let Ok(question) = sync_question([&a, &b], ["A", "B"], [None, None], [None, None], None) else {
            silent += 1;
            continue;
        };
        let slot = KINDS.iter().position(|k| *k == one).unwrap();
        strongest[slot] = strongest[slot].max(question.strength.value());
        match answer_sync(&question).unwrap().verdict {
            Verdict::Match => accepted.push(format!("{one:?} and {other:?}, strength {}", question.strength)),
            Verdict::Ambiguous => ambiguous += 1,
            Verdict::NoMatch => {}
        }
    }
    println!(
        "sync: {count} unrelated pairs: {} accepted (target at most 1 in 1,000), {ambiguous} refused as ambiguous, {silent} as \
         silent; strongest by kind {}",
        accepted.len(),
        KINDS.iter().zip(strongest).map(|(k, s)| format!("{k:?} {s:.1}")).collect::<Vec<_>>().join(", ")
    );
    for one in accepted.iter().take(5) {
        println!("  accepted: {one}");
    }
}

fn speed() {
    let scene = made(Kind::Talk, 3, samples(60.0));
    let (a, b) = (loud(&scene), loud(&scene[samples(7.25)..samples(37.25)]));
    let mut times = Vec::new();
    for _ in 0..7 {
        let from = Instant::now();
        let question = sync_question([&a, &b], ["A", "B"], [None, None], [None, None], None).unwrap();
        assert_eq!(answer_sync(&question).unwrap().verdict, Verdict::Match);
        times.push(from.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("?").trim();
    println!(
        "sync: 30 s in 60 s: {:.3} s on one thread (target 0.15 s) [median of 7]; peak memory of the whole run {peak}",
        times[3]
    );
}
