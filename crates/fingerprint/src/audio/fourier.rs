//! The power spectrum of real samples by the radix-2 fast Fourier transform, in one fixed order of operations.

/// Tables for one length, a power of two.
pub struct Fourier {
    size: usize,
    /// cos and sin of 2π·k/size.
    turns: Vec<(f64, f64)>,
}

impl Fourier {
    /// For `size` samples, a power of two.
    pub fn new(size: usize) -> Self {
        let turn = core::f64::consts::TAU / size as f64;
        let turns = (0..size / 2).map(|k| (libm::cos(turn * k as f64), -libm::sin(turn * k as f64))).collect();
        Self { size, turns }
    }

    /// Squared magnitudes of the bins 0 to size/2 − 1.
    pub fn power(&self, samples: &[f64]) -> Vec<f64> {
        // Even samples as real and odd as imaginary parts: half the work.
        let half = self.size / 2;
        let mut values: Vec<(f64, f64)> = (0..half).map(|n| (samples[2 * n], samples[2 * n + 1])).collect();
        self.transform(&mut values);
        (0..half)
            .map(|k| {
                let ((re, im), (re2, im2)) = (values[k], values[(half - k) % half]);
                let (even_re, even_im) = ((re + re2) / 2.0, (im - im2) / 2.0);
                let (odd_re, odd_im) = ((im + im2) / 2.0, (re2 - re) / 2.0);
                let (c, s) = self.turns[k];
                let (x, y) = (even_re + c * odd_re - s * odd_im, even_im + c * odd_im + s * odd_re);
                x * x + y * y
            })
            .collect()
    }

    fn transform(&self, values: &mut [(f64, f64)]) {
        let n = values.len();
        let bits = n.trailing_zeros();
        for k in 0..n {
            let other = k.reverse_bits() >> (usize::BITS - bits);
            if other > k {
                values.swap(k, other);
            }
        }
        let mut length = 2;
        while length <= n {
            let stride = self.size / length;
            for start in (0..n).step_by(length) {
                for k in 0..length / 2 {
                    let (c, s) = self.turns[k * stride];
                    let (re, im) = values[start + k + length / 2];
                    let (tr, ti) = (c * re - s * im, c * im + s * re);
                    let (ur, ui) = values[start + k];
                    values[start + k] = (ur + tr, ui + ti);
                    values[start + k + length / 2] = (ur - tr, ui - ti);
                }
            }
            length *= 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spectrum_is_that_of_the_definition() {
        let samples: Vec<f64> = (0..64).map(|n| f64::from((n * n * 7 + n) % 31) - 15.0).collect();
        let power = Fourier::new(64).power(&samples);
        for (k, found) in power.iter().enumerate() {
            let (mut re, mut im) = (0.0, 0.0);
            for (n, s) in samples.iter().enumerate() {
                let angle = -core::f64::consts::TAU * (k * n) as f64 / 64.0;
                re += s * angle.cos();
                im += s * angle.sin();
            }
            assert!((found - (re * re + im * im)).abs() < 1e-6 * (1.0 + found), "bin {k}");
        }
    }
}
