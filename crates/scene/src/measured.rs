//! A number that somebody measured, with its error, as people write it: `23±1` (at most 1 off) or `23~0.5` (standard
//! deviation 0.5). A measurement without an error is refused: nothing can be concluded from it.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::finding::{Decimal, ErrorOf, Spread};

/// A measured number. Written as text: `23±1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Measured {
    /// The number.
    pub value: Decimal,
    /// Its error, in the same unit.
    pub error: ErrorOf,
}

/// Why a text is no measurement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMeasured {
    /// No error was given.
    #[error("{0} has no error: write 23±1 (or 23+-1) for at most 1 off, or 23~0.5 for a standard deviation of 0.5")]
    NoError(String),
    /// Not a number with an error.
    #[error("not a number with an error such as 23±1, 23+-1 or 23~0.5: {0}")]
    Text(String),
    /// The error is zero or negative.
    #[error("the error of {0} must be more than nothing")]
    Nothing(String),
}

impl FromStr for Measured {
    type Err = NotMeasured;

    fn from_str(text: &str) -> Result<Self, NotMeasured> {
        let shown = || text.chars().take(40).collect::<String>();
        let marks = [("±", Spread::PlusMinus), ("+-", Spread::PlusMinus), ("~", Spread::Sigma)];
        let found = marks.into_iter().find_map(|(mark, spread)| Some((text.split_once(mark)?, spread)));
        let Some(((value, size), spread)) = found else {
            let number = text.parse::<Decimal>().is_ok();
            return Err(if number { NotMeasured::NoError(shown()) } else { NotMeasured::Text(shown()) });
        };
        let number = |part: &str| part.parse::<Decimal>().map_err(|_| NotMeasured::Text(shown()));
        let (value, size) = (number(value)?, number(size)?);
        if size.value() <= 0.0 {
            return Err(NotMeasured::Nothing(shown()));
        }
        Ok(Self { value, error: ErrorOf { spread, size } })
    }
}

impl TryFrom<String> for Measured {
    type Error = NotMeasured;

    fn try_from(text: String) -> Result<Self, NotMeasured> {
        text.parse()
    }
}

impl From<Measured> for String {
    fn from(measured: Measured) -> Self {
        let mark = match measured.error.spread {
            Spread::Sigma => '~',
            Spread::PlusMinus => '±',
        };
        format!("{}{mark}{}", measured.value, measured.error.size)
    }
}

impl Measured {
    /// The number.
    pub fn number(&self) -> f64 {
        self.value.value()
    }

    /// The error as noise.
    pub fn noise(&self) -> Noise {
        match self.error.spread {
            Spread::Sigma => Noise { half: 0.0, sigma: self.error.size.value() },
            Spread::PlusMinus => Noise { half: self.error.size.value(), sigma: 0.0 },
        }
    }

    /// `1.0 (sigma)`, `±2`.
    pub fn error_words(&self, unit: &str) -> String {
        match self.error.spread {
            Spread::Sigma => format!("{}{unit} (sigma)", self.error.size),
            Spread::PlusMinus => format!("±{}{unit}", self.error.size),
        }
    }
}

/// The error of a number as a distribution: uniform within ±`half`, plus normal with standard deviation `sigma`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noise {
    /// Half width of the uniform part.
    pub half: f64,
    /// Standard deviation of the normal part.
    pub sigma: f64,
}

impl Noise {
    /// No error.
    pub const NONE: Self = Self { half: 0.0, sigma: 0.0 };

    /// Standard deviation of the whole.
    pub fn deviation(&self) -> f64 {
        libm::sqrt(self.sigma * self.sigma + self.half * self.half / 3.0)
    }

    /// The same error seen through a slope: what it does to a number that changes `slope` times as fast.
    pub fn times(self, slope: f64) -> Self {
        Self { half: self.half * slope.abs(), sigma: self.sigma * slope.abs() }
    }

    /// Two independent errors together. The wider uniform part stays uniform, the narrower counts by its variance.
    pub fn and(self, other: Self) -> Self {
        let (wide, narrow) = (self.half.max(other.half), self.half.min(other.half));
        let variance = self.sigma * self.sigma + other.sigma * other.sigma + narrow * narrow / 3.0;
        Self { half: wide, sigma: libm::sqrt(variance) }
    }

    /// Logarithm of how likely a residual is, 0 at the best. A uniform error gets soft edges a fiftieth of its width
    /// wide, because nobody knows its bounds better than that.
    pub fn log_likelihood(&self, residual: f64) -> f64 {
        let r = residual.abs();
        if self.half <= 0.0 {
            let z = r / self.sigma.max(1e-9);
            return -0.5 * z * z;
        }
        let sigma = self.sigma.max(self.half / 50.0);
        if self.half < sigma / 20.0 {
            return -0.5 * (r / sigma) * (r / sigma);
        }
        let (low, high) = ((r - self.half) / sigma, (r + self.half) / sigma);
        let scale = std::f64::consts::FRAC_1_SQRT_2;
        let best = libm::erf(self.half / sigma * scale);
        if low > 6.0 {
            // The tail of the normal distribution, by its first term.
            return -0.5 * low * low - libm::log(low * 2.506_628_275 * best);
        }
        let mass = 0.5 * (libm::erfc(low * scale) - libm::erfc(high * scale));
        libm::log((mass / best).max(1e-300))
    }

    /// A random error, for simulations.
    pub fn draw(&self, random: &mut crate::random::Random) -> f64 {
        random.between(-self.half, self.half) + self.sigma * random.normal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measurements_are_read_with_their_error_and_refused_without() {
        for (text, value, half, sigma) in
            [("23±1", 23.0, 1.0, 0.0), ("23+-1.5", 23.0, 1.5, 0.0), ("-7.5~0.25", -7.5, 0.0, 0.25)]
        {
            let measured: Measured = text.parse().unwrap();
            assert_eq!((measured.number(), measured.noise()), (value, Noise { half, sigma }));
        }
        for (text, part) in
            [("23", "has no error"), ("high", "not a number"), ("23±0", "more than nothing"), ("±1", "not a number")]
        {
            assert!(text.parse::<Measured>().unwrap_err().to_string().contains(part), "{text}");
        }
    }

    #[test]
    fn likelihoods_fall_steadily_from_the_middle_outwards() {
        for noise in [Noise { half: 0.0, sigma: 1.0 }, Noise { half: 2.0, sigma: 0.0 }, Noise { half: 2.0, sigma: 0.7 }]
        {
            let values: Vec<f64> = (0..400).map(|n| noise.log_likelihood(f64::from(n) * 0.05)).collect();
            assert!(values[0].abs() < 1e-6, "{noise:?} {}", values[0]);
            assert!(values.windows(2).all(|w| w[1] <= w[0] + 1e-9), "{noise:?}");
        }
        // A jump where two formulas meet would show here.
        let noise = Noise { half: 1.0, sigma: 0.3 };
        let at = 1.0 + 6.0 * 0.3;
        assert!((noise.log_likelihood(at - 1e-6) - noise.log_likelihood(at + 1e-6)).abs() < 0.05);
    }
}
