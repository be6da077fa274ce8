//! Sounds made of whole numbers: a siren, a clang of steel, falling water, birds. 16-bit, one channel.
//!
//! The siren and the clang belong to one clock at the dam; a recording hears them late by its distance. Containers
//! are in `avi` and `wav`.

use crate::noise::hash;

/// Samples a second.
pub const RATE: i64 = 16_000;

/// What a recording hears.
pub struct Heard {
    /// Length in milliseconds.
    pub length_ms: i64,
    /// Where it starts on the dam's clock, in milliseconds relative to the clang (negative: before it).
    pub starts_ms: i64,
    /// How late sound arrives, in milliseconds.
    pub late_ms: i64,
    /// Loudness of what comes from the dam, in 1/256.
    pub loudness: i64,
    /// Whether siren and clang are in it at all, or only water and birds.
    pub accident: bool,
    /// Seed of the wind in the microphone.
    pub seed: u32,
}

/// Sine of a phase in 1/65536 turns, ±4096 (Bhaskara's rational approximation, error below 0.2 %).
fn sine(phase: i64) -> i64 {
    let turn = phase & 0xffff;
    let half = turn & 0x7fff;
    let bow = (half * (0x8000 - half)) >> 15;
    let value = 16 * bow * 4096 / (5 * 0x8000 - 4 * bow);
    if turn < 0x8000 { value } else { -value }
}

/// Phase of the siren, `samples` after it began: it climbs from 420 to 780 Hz and back every four seconds.
fn siren_phase(samples: i64) -> i64 {
    const HALF: i64 = 2 * RATE;
    const LOW: i64 = 420;
    const HIGH: i64 = 780;
    // Cycles × RATE collected over a climb of k samples; a descent mirrors it.
    let climb = |k: i64| LOW * k + (HIGH - LOW) * k * k / (2 * HALF);
    let (period, within) = (samples.div_euclid(2 * HALF), samples.rem_euclid(2 * HALF));
    let whole = 2 * climb(HALF);
    let part = if within <= HALF { climb(within) } else { whole - climb(2 * HALF - within) };
    ((period * whole + part) * 65_536) / RATE
}

/// One ringing part of the clang: frequency in Hz, first amplitude, and the share it keeps each sample in 1/65536.
const PARTIALS: [(i64, i64, i64); 5] =
    [(233, 9000, 65_529), (571, 7000, 65_525), (1103, 5200, 65_518), (1787, 3600, 65_508), (2690, 2400, 65_492)];

/// Renders what is heard.
pub fn render(heard: &Heard) -> Vec<i16> {
    let count = heard.length_ms * RATE / 1000;
    let mut rumble = 0_i64;
    let mut ringing = [0_i64; PARTIALS.len()];
    (0..count)
        .map(|n| {
            // Time at the dam of what is heard now, in samples after the clang.
            let emitted = n + (heard.starts_ms - heard.late_ms) * RATE / 1000;
            let white = i64::from(hash(n as i32, 0, heard.seed) >> 16) - 32_768;
            rumble += (white - rumble) / 12;
            let from_dam = if heard.accident { accident(emitted, rumble, &mut ringing) } else { rumble * 2 / 3 };
            let own = white / 160 + if heard.accident { 0 } else { bird(n) };
            (from_dam * heard.loudness / 256 + own).clamp(-32_000, 32_000) as i16
        })
        .collect()
}

/// Siren throughout, then the clang, then water that grows for two seconds.
fn accident(emitted: i64, rumble: i64, ringing: &mut [i64; PARTIALS.len()]) -> i64 {
    let siren = sine(siren_phase(emitted + 180 * RATE)) * 2 / 3;
    if emitted < 0 {
        return siren + rumble / 6;
    }
    let mut clang = 0;
    for (level, (hertz, first, keeps)) in ringing.iter_mut().zip(PARTIALS) {
        // Amplitudes carry 16 binary places so that the decay does not stick.
        *level = if emitted == 0 { first << 16 } else { ((*level >> 8) * keeps) >> 8 };
        clang += sine(hertz * emitted * 65_536 / RATE) * (*level >> 16) / 4096;
    }
    let water = rumble * emitted.min(2 * RATE) / (2 * RATE);
    siren + clang + rumble / 6 + water
}

/// Short falling whistles, a few in every second.
fn bird(n: i64) -> i64 {
    let (slot, within) = (n / 4800, n % 4800);
    if !hash(slot as i32, 1, 77).is_multiple_of(3) || within > 1400 {
        return 0;
    }
    let pitch = 2600 + i64::from(hash(slot as i32, 2, 77) % 900);
    let bell = within * (1400 - within) * 900 / (700 * 700);
    sine((pitch * within - within * within / 5) * 65_536 / RATE) * bell / 4096
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clang_arrives_late_by_the_distance() {
        let heard = Heard { length_ms: 4000, starts_ms: -1000, late_ms: 1500, loudness: 256, accident: true, seed: 3 };
        let sound = render(&heard);
        let loudest = |from_ms: i64| {
            let at = (from_ms * RATE / 1000) as usize;
            sound[at..at + 320].iter().map(|s| i32::from(*s).abs()).max().unwrap()
        };
        assert!(loudest(2480 - 40) < 6000 && loudest(2502) > 9000, "{} {}", loudest(2440), loudest(2502));
    }

    #[test]
    fn the_sine_is_a_sine() {
        assert_eq!((sine(0), sine(0x8000)), (0, 0));
        assert_eq!((sine(0x4000), sine(0xc000)), (4096, -4096));
        assert!((sine(0x10000 / 12) - 2048).abs() < 12);
    }
}
