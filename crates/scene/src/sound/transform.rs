//! Fourier transforms of one size, with their buffers: real samples to half a spectrum and back.

use std::sync::Arc;

use realfft::num_complex::Complex;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};

/// Forward and back, for one size.
pub struct Transform {
    forward: Arc<dyn RealToComplex<f32>>,
    back: Arc<dyn ComplexToReal<f32>>,
    scratch: Vec<Complex<f32>>,
    size: usize,
}

impl Transform {
    /// For so many samples, an even number.
    pub fn new(size: usize) -> Self {
        let mut planner = RealFftPlanner::new();
        let (forward, back) = (planner.plan_fft_forward(size), planner.plan_fft_inverse(size));
        let scratch = vec![Complex::default(); forward.get_scratch_len().max(back.get_scratch_len())];
        Self { forward, back, scratch, size }
    }

    /// Samples that it takes.
    pub fn size(&self) -> usize {
        self.size
    }

    /// An empty spectrum.
    pub fn spectrum(&self) -> Vec<Complex<f32>> {
        vec![Complex::default(); self.size / 2 + 1]
    }

    /// The spectrum of the samples, which are used up.
    pub fn forward(&mut self, samples: &mut [f32], spectrum: &mut [Complex<f32>]) {
        let done = self.forward.process_with_scratch(samples, spectrum, &mut self.scratch);
        debug_assert!(done.is_ok(), "sizes are this transform's own");
    }

    /// The samples of a spectrum, which is used up; `size` times too large.
    pub fn back(&mut self, spectrum: &mut [Complex<f32>], samples: &mut [f32]) {
        // A real signal has real ends; rounding may have left a trace.
        spectrum[0].im = 0.0;
        spectrum[self.size / 2].im = 0.0;
        let done = self.back.process_with_scratch(spectrum, samples, &mut self.scratch);
        debug_assert!(done.is_ok(), "sizes are this transform's own");
    }
}

/// The next size with small factors only (2, 3, 5), at least `least`: those are fast.
pub fn fast_size(least: usize) -> usize {
    let mut best = least.max(2).next_power_of_two();
    for threes in [1, 3, 9] {
        for fives in [1, 5, 25] {
            let odd = threes * fives;
            let size = odd * least.div_ceil(odd).max(2).next_power_of_two();
            if size >= least && size < best {
                best = size;
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_fast_and_hardly_larger_than_needed() {
        for least in [3, 100, 513, 520_000, 1_000_003] {
            let size = fast_size(least);
            let mut rest = size;
            for factor in [2, 3, 5] {
                while rest.is_multiple_of(factor) {
                    rest /= factor;
                }
            }
            assert!(rest == 1 && size >= least && size.is_multiple_of(2) && size as f64 <= least as f64 * 1.5 + 4.0);
        }
    }
}
