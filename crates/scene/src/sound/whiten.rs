//! Sound made white in short frames: every frequency of every moment counts the same, however loud it is. So neither a
//! loud bang nor the hum of a transformer decides alone where two recordings fit (the phase transform of Knapp and Carter
//! 1976, taken in frames).

use super::RATE;
use super::transform::Transform;

/// Samples of a frame: 64 ms.
const FRAME: usize = 512;
/// From frame to frame.
const HOP: usize = FRAME / 2;
/// Frequencies that are compared, Hz: below is wind and handling, above what codecs throw away.
pub const BAND_HZ: [f32; 2] = [200.0, 3_600.0];
/// What the rounding of 16-bit samples leaves in one frequency of a frame; quieter is silence.
const FLOOR: f32 = 12.0;

/// First bin and the one after the last of a transform of `size` samples.
pub fn band(size: usize) -> [usize; 2] {
    BAND_HZ.map(|hz| ((hz * size as f32 / RATE as f32) as usize).min(size / 2))
}

/// White sound of the same length. Silence stays silence.
pub fn whiten(samples: &[i16]) -> Vec<f32> {
    let mut transform = Transform::new(FRAME);
    let window: Vec<f32> =
        (0..FRAME).map(|n| libm::sinf(std::f32::consts::PI * (n as f32 + 0.5) / FRAME as f32)).collect();
    let [low, high] = band(FRAME);
    let mut out = vec![0.0_f32; samples.len()];
    let mut frame = vec![0.0_f32; FRAME];
    let mut spectrum = transform.spectrum();
    let scale = 1.0 / FRAME as f32;
    let mut start = -(HOP as isize);
    while start < samples.len() as isize {
        let mut heard = false;
        for (n, value) in frame.iter_mut().enumerate() {
            let sample = usize::try_from(start + n as isize).ok().and_then(|at| samples.get(at)).copied().unwrap_or(0);
            heard |= sample.unsigned_abs() > 1;
            *value = f32::from(sample) * window[n];
        }
        if heard {
            transform.forward(&mut frame, &mut spectrum);
            for (bin, value) in spectrum.iter_mut().enumerate() {
                *value = if (low..high).contains(&bin) { *value / (value.norm() + FLOOR) } else { Default::default() };
            }
            transform.back(&mut spectrum, &mut frame);
            for (n, value) in frame.iter().enumerate() {
                if let Some(place) = usize::try_from(start + n as isize).ok().and_then(|at| out.get_mut(at)) {
                    *place += value * window[n] * scale;
                }
            }
        }
        start += HOP as isize;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_stays_silence_and_loud_counts_as_much_as_quiet() {
        assert!(whiten(&[0; 4000]).iter().all(|v| *v == 0.0));
        assert!(whiten(&[]).is_empty());
        let mut random = crate::random::Random::new(1);
        let samples: Vec<i16> =
            (0..16_000).map(|n| (random.normal() * if n < 8_000 { 100.0 } else { 9_000.0 }) as i16).collect();
        let white = whiten(&samples);
        let power = |part: &[f32]| part.iter().map(|v| v * v).sum::<f32>();
        let ratio = power(&white[9_000..15_000]) / power(&white[1_000..7_000]);
        assert!((0.8..1.3).contains(&ratio), "{ratio}");
    }
}
