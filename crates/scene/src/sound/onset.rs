//! Where a sound begins sharply: proposals for a person to confirm, never readings.

/// Length of a step, s.
const STEP_S: f64 = 0.004;
/// Steps before and after that are compared: 200 ms and 40 ms.
const BEFORE: usize = 50;
const AFTER: usize = 10;
/// A sharp onset is so many decibels louder than what was before it.
const LEAST_DB: f64 = 9.0;

/// A sharp onset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Onset {
    /// Seconds from the beginning.
    pub at_s: f64,
    /// How far off it may be, s: the most.
    pub error_s: f64,
    /// Decibels that it is louder than what was before.
    pub rise_db: f64,
}

/// The sharpest onset after a time; nothing where none is sharp.
pub fn onset(samples: &[i16], rate: u32, after_s: f64) -> Option<Onset> {
    let step = ((STEP_S * f64::from(rate)) as usize).max(1);
    let power: Vec<f64> = samples
        .chunks(step)
        .map(|part| {
            // Differences leave out rumble and wind, which rise slowly.
            part.windows(2).map(|w| f64::from(w[1]) - f64::from(w[0])).map(|d| d * d).sum::<f64>() / step as f64 + 1.0
        })
        .collect();
    let seconds = |n: usize| n as f64 * step as f64 / f64::from(rate);
    let mut best: Option<(usize, f64)> = None;
    for n in BEFORE..power.len().saturating_sub(AFTER) {
        if seconds(n) < after_s {
            continue;
        }
        let mut before = power[n - BEFORE..n].to_vec();
        before.sort_by(f64::total_cmp);
        // Nine tenths of what was before are quieter than this.
        let usual = before[BEFORE * 9 / 10];
        let now = power[n..n + AFTER].iter().sum::<f64>() / AFTER as f64;
        let rise = 10.0 * libm::log10(now.min(power[n] * AFTER as f64) / usual);
        if best.is_none_or(|b| rise > b.1) {
            best = Some((n, rise));
        }
    }
    let (n, rise_db) = best?;
    (rise_db >= LEAST_DB).then_some(Onset { at_s: seconds(n), error_s: 0.01, rise_db })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn a_bang_is_proposed_where_it_is_and_even_noise_has_none() {
        let mut random = Random::new(4);
        for at in [1.0, 2.345, 3.9] {
            let mut samples: Vec<i16> = (0..40_000).map(|_| (random.normal() * 120.0) as i16).collect();
            assert_eq!(onset(&samples, 8_000, 0.0), None);
            for (k, sample) in samples[(at * 8_000.0) as usize..].iter_mut().enumerate().take(3_000) {
                *sample += (random.normal() * 6_000.0 * (-(k as f64) / 900.0).exp()) as i16;
            }
            let found = onset(&samples, 8_000, 0.5).unwrap();
            assert!((found.at_s - at).abs() <= found.error_s, "{at}: {found:?}");
        }
        assert_eq!(onset(&[], 8_000, 0.0), None);
        assert_eq!(onset(&[0; 100], 8_000, 0.0), None);
    }
}
