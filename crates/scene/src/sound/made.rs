//! Sound made from a seed, for tests and for measuring: talk-like, music-like, wind, hum, bangs, traffic. Nothing here
//! was recorded.

use std::f64::consts::TAU;

use super::RATE;
use crate::random::Random;

/// Kinds of sound.
pub const KINDS: [Kind; 8] =
    [Kind::Talk, Kind::Music, Kind::Wind, Kind::Street, Kind::Hum, Kind::Bangs, Kind::Siren, Kind::Silence];

/// A kind of sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Syllables with a pitch and two resonances, pauses, breath.
    Talk,
    /// Notes on a beat, chords, a drum.
    Music,
    /// Low rumble that swells.
    Wind,
    /// Broad noise, engines.
    Street,
    /// Mains hum with harmonics over faint noise.
    Hum,
    /// Faint noise with bangs that ring off.
    Bangs,
    /// A tone that rises and falls with a period: it repeats itself.
    Siren,
    /// Digital silence.
    Silence,
}

/// So many samples at [`RATE`], with a peak below 1.
pub fn made(kind: Kind, seed: u64, samples: usize) -> Vec<f64> {
    let mut random = Random::part(seed, kind as u64);
    let r = &mut random;
    let mut out = match kind {
        Kind::Talk => talk(r, samples),
        Kind::Music => music(r, samples),
        Kind::Wind => wind(r, samples),
        Kind::Street => street(r, samples),
        Kind::Hum => hum(r, samples),
        Kind::Bangs => bangs(r, samples),
        Kind::Siren => siren(r, samples),
        Kind::Silence => vec![0.0; samples],
    };
    let peak = out.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
    if peak > 0.0 {
        out.iter_mut().for_each(|v| *v *= 0.9 / peak);
    }
    out
}

/// As 16-bit samples, at a loudness of 0 to 1.
pub fn sixteen_bit(sound: &[f64], loudness: f64) -> Vec<i16> {
    sound.iter().map(|v| (v * loudness * 32_000.0).clamp(-32_768.0, 32_767.0).round() as i16).collect()
}

/// Root of the mean square.
pub fn level(sound: &[f64]) -> f64 {
    (sound.iter().map(|v| v * v).sum::<f64>() / sound.len().max(1) as f64).sqrt()
}

/// The sound as a recorder hears it whose clock runs `ppm` slower and that starts `start_s` later: so many samples.
/// Between samples by eight-point windowed sinc.
pub fn recorded(sound: &[f64], start_s: f64, ppm: f64, samples: usize) -> Vec<f64> {
    let at = |n: usize| (start_s + n as f64 / f64::from(RATE) * (1.0 + ppm * 1e-6)) * f64::from(RATE);
    (0..samples)
        .map(|n| {
            let place = at(n);
            let base = place.floor();
            let part = place - base;
            (-7..=8)
                .map(|k| {
                    let x = f64::from(k) - part;
                    let sinc = if x.abs() < 1e-9 { 1.0 } else { (x * TAU / 2.0).sin() / (x * TAU / 2.0) };
                    let window = 0.5 + 0.5 * (x * TAU / 17.0).cos();
                    let index = base as i64 + i64::from(k);
                    usize::try_from(index).ok().and_then(|i| sound.get(i)).copied().unwrap_or(0.0) * sinc * window
                })
                .sum()
        })
        .collect()
}

/// One resonance: a two-pole filter.
struct Resonance([f64; 2], f64, f64);

impl Resonance {
    fn new(hz: f64, width: f64) -> Self {
        let r = (-TAU / 2.0 * width / f64::from(RATE)).exp();
        Self([0.0; 2], 2.0 * r * (TAU * hz / f64::from(RATE)).cos(), -r * r)
    }

    fn take(&mut self, value: f64) -> f64 {
        let out = value + self.1 * self.0[0] + self.2 * self.0[1];
        self.0 = [out, self.0[0]];
        out
    }
}

fn talk(r: &mut Random, n: usize) -> Vec<f64> {
    let mut out = Vec::with_capacity(n + RATE as usize);
    while out.len() < n {
        let length = (r.between(0.08, 0.35) * f64::from(RATE)) as usize;
        let pitch = r.between(90.0, 240.0);
        let mut first = Resonance::new(r.between(250.0, 850.0), 90.0);
        let mut second = Resonance::new(r.between(900.0, 2_600.0), 140.0);
        let voiced = r.unit() < 0.7;
        let mut phase = 0.0;
        for k in 0..length {
            phase += pitch * (1.0 + 0.1 * (k as f64 / length as f64)) / f64::from(RATE);
            let pulse = if phase >= 1.0 { 8.0 } else { 0.0 };
            phase = phase.fract();
            let source = if voiced { pulse + 0.1 * r.normal() } else { 0.7 * r.normal() };
            let swell = (std::f64::consts::PI * k as f64 / length as f64).sin();
            out.push(swell * (first.take(source) + 0.7 * second.take(source)));
        }
        let pause = if r.unit() < 0.15 { r.between(0.2, 0.9) } else { r.between(0.01, 0.07) };
        out.extend((0..(pause * f64::from(RATE)) as usize).map(|_| 0.02 * r.normal()));
    }
    out.truncate(n);
    out
}

fn music(r: &mut Random, n: usize) -> Vec<f64> {
    let beat = (60.0 / (80.0 + 10.0 * r.below(9) as f64) * f64::from(RATE)) as usize;
    let scale = [0, 2, 4, 5, 7, 9, 11];
    let mut out = vec![0.0; n];
    let base = 110.0 * 2.0_f64.powf(r.below(12) as f64 / 12.0);
    for start in (0..n).step_by(beat.max(1)) {
        for _ in 0..3 {
            let note = scale[r.below(7) as usize] + 12 * r.below(3) as i32;
            let hz = base * 2.0_f64.powf(f64::from(note) / 12.0);
            let shift = (r.below(2) as usize) * beat / 2;
            for k in 0..beat.min(n.saturating_sub(start + shift)) {
                let t = k as f64 / f64::from(RATE);
                let sum: f64 = (1..=4).map(|h| (TAU * hz * f64::from(h) * t).sin() / f64::from(h)).sum();
                out[start + shift + k] += sum * (-3.0 * t).exp();
            }
        }
        for k in 0..(beat / 4).min(n - start) {
            out[start + k] += 1.5 * r.normal() * (-(k as f64) / 300.0).exp();
        }
    }
    out
}

fn wind(r: &mut Random, n: usize) -> Vec<f64> {
    let (mut low, mut swell, mut out) = (0.0, 0.0, Vec::with_capacity(n));
    for _ in 0..n {
        low += 0.05 * (r.normal() - low);
        swell += 0.0005 * (r.normal() * 20.0 - swell);
        out.push((low + 0.02 * r.normal()) * (0.5 + swell.abs()));
    }
    out
}

fn street(r: &mut Random, n: usize) -> Vec<f64> {
    let mut engine = Resonance::new(r.between(60.0, 140.0), 15.0);
    let mut tyre = Resonance::new(r.between(600.0, 1_200.0), 500.0);
    (0..n).map(|_| engine.take(r.normal()) * 0.3 + tyre.take(r.normal()) * 0.4 + 0.3 * r.normal()).collect()
}

fn hum(r: &mut Random, n: usize) -> Vec<f64> {
    let (hz, phase) = (50.0 + r.between(-0.02, 0.02), r.between(0.0, TAU));
    (0..n)
        .map(|k| {
            let t = k as f64 / f64::from(RATE);
            (1..=12).map(|h| (TAU * hz * f64::from(h) * t + phase * f64::from(h)).sin() / f64::from(h)).sum::<f64>()
                + 0.02 * r.normal()
        })
        .collect()
}

fn bangs(r: &mut Random, n: usize) -> Vec<f64> {
    let mut out: Vec<f64> = (0..n).map(|_| 0.01 * r.normal()).collect();
    let mut at = (r.between(0.2, 4.0) * f64::from(RATE)) as usize;
    while at < n {
        let ring = r.between(400.0, 3_000.0);
        for k in 0..(RATE as usize).min(n - at) {
            out[at + k] += r.normal() * (-(k as f64) / ring).exp();
        }
        at += (r.between(0.3, 6.0) * f64::from(RATE)) as usize;
    }
    out
}

fn siren(r: &mut Random, n: usize) -> Vec<f64> {
    let period = r.between(1.5, 4.0);
    let mut phase = 0.0;
    (0..n)
        .map(|k| {
            let t = k as f64 / f64::from(RATE);
            phase += (700.0 + 300.0 * (TAU * t / period).sin()) / f64::from(RATE);
            (TAU * phase).sin() + 0.3 * (2.0 * TAU * phase).sin() + 0.01 * r.normal()
        })
        .collect()
}
