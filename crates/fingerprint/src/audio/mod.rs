//! What a sound is recognised by: one 32-bit item each step, as in Haitsma & Kalker, "A Highly Robust Audio
//! Fingerprinting System" (ISMIR 2002): whether the energy difference of neighbouring bands grew or fell since the step
//! before. Loudness and equalisation drop out; silence and an even hum give no items.
//!
//! Decoding and resampling to [`RATE`] are the caller's. Plain `f64` arithmetic in fixed order and `libm`: the same
//! samples give the same items everywhere.

mod fourier;
mod matching;

pub use matching::{Match, difference_along, find};

use crate::recording::Sound;
use fourier::Fourier;

/// Samples a second, mono.
pub const RATE: u32 = 11_025;
/// Samples between two items: 92.9 ms.
pub const STEP: usize = 1024;
/// Samples that one item hears: 372 ms.
const WINDOW: usize = 4096;
/// Bands from 300 to 1,900 Hz at equal ratios of 1.0573, four of which are a speed of 1.25.
const BANDS: usize = 33;
const LOWEST_HZ: f64 = 300.0;
/// Ratio of neighbouring bands.
pub(crate) const RATIO: f64 = 1.0573;
/// Mean square of a sample under which a window is silent: −64 dB of full scale.
const SILENT: f64 = 400.0;
/// Share of the energy that must have changed since the step before; under it nothing happens but a hum.
const HUM: f64 = 0.03;

/// The instant of item `n`, in ms: the middle of what it hears.
#[must_use]
pub fn item_ms(n: usize) -> i64 {
    ((n * STEP + WINDOW / 2) as i64 * 1000) / i64::from(RATE)
}

/// Hears a sound in pieces.
pub struct Listener {
    fourier: Fourier,
    edges: [usize; BANDS + 1],
    window: Vec<f64>,
    waiting: Vec<i16>,
    before: Option<[f64; BANDS]>,
    items: Vec<u32>,
}

impl Default for Listener {
    fn default() -> Self {
        Self::new()
    }
}

impl Listener {
    /// Before the first sample.
    #[must_use]
    pub fn new() -> Self {
        let bin = |hz: f64| libm::round(hz * WINDOW as f64 / f64::from(RATE)) as usize;
        let edges = std::array::from_fn(|n| bin(LOWEST_HZ * libm::pow(RATIO, n as f64)));
        let turn = core::f64::consts::TAU / WINDOW as f64;
        let window = (0..WINDOW).map(|n| 0.5 - 0.5 * libm::cos(turn * n as f64)).collect();
        Self { fourier: Fourier::new(WINDOW), edges, window, waiting: Vec::new(), before: None, items: Vec::new() }
    }

    /// Takes further samples.
    pub fn hear(&mut self, samples: &[i16]) {
        self.waiting.extend_from_slice(samples);
        let mut start = 0;
        while self.waiting.len() - start >= WINDOW {
            let item = self.item(start);
            self.items.push(item);
            start += STEP;
        }
        self.waiting.drain(..start);
    }

    /// What was heard.
    #[must_use]
    pub fn finish(self) -> Sound {
        let telling = self.items.iter().filter(|i| **i != 0).count();
        if telling < 8 || telling * 20 < self.items.len() { Sound::Silent } else { Sound::Items(self.items) }
    }

    fn item(&mut self, start: usize) -> u32 {
        let heard = &self.waiting[start..start + WINDOW];
        let loudness = heard.iter().map(|s| f64::from(*s) * f64::from(*s)).sum::<f64>() / WINDOW as f64;
        if loudness < SILENT {
            self.before = None;
            return 0;
        }
        let shaped: Vec<f64> = heard.iter().zip(&self.window).map(|(s, w)| f64::from(*s) * w).collect();
        let power = self.fourier.power(&shaped);
        let bands: [f64; BANDS] =
            std::array::from_fn(|n| power[self.edges[n]..self.edges[n + 1].max(self.edges[n] + 1)].iter().sum());
        let Some(before) = self.before.replace(bands) else { return 0 };
        let (mut change, mut all) = (0.0, 0.0);
        for (now, then) in bands.iter().zip(&before) {
            change += (now - then).abs();
            all += now + then;
        }
        if change < HUM * all {
            return 0;
        }
        let mut item = 0;
        for n in 0..32 {
            let grew = (bands[n] - bands[n + 1]) - (before[n] - before[n + 1]) > 0.0;
            item |= u32::from(grew) << n;
        }
        // 0 is kept for "nothing to recognise".
        item.max(1)
    }
}

#[cfg(test)]
mod tests;
