//! How likely each account makes what was seen: the mean, over its falls, of how well each fits, with the error of that
//! mean.

use super::account::Drawn;
use crate::angle;

/// Something that was seen and that a fall predicts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seen {
    /// Seconds from the start (a burst, a flash) to the impact, with the standard deviation of the reading.
    Seconds {
        /// As read, s.
        value: f64,
        /// Standard deviation of the reading, s.
        sigma: f64,
    },
    /// Metres on the ground from below the start to the impact.
    Metres {
        /// As measured, m.
        value: f64,
        /// Standard deviation of the measurement, m.
        sigma: f64,
    },
    /// Bearing that the damaged side looks to, degrees, and how far off a face can still be struck.
    Side {
        /// Bearing that the face looks to, degrees.
        bearing: f64,
        /// A body may come from so far to either side of it and still strike the face, degrees.
        within: f64,
    },
}

impl Seen {
    /// What it is called in answers.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Seconds { .. } => "time",
            Self::Metres { .. } => "distance",
            Self::Side { .. } => "damaged side",
        }
    }

    /// What the fall predicts for it; nothing for a side.
    pub fn predicted(&self, drawn: &Drawn) -> Option<f64> {
        match self {
            Self::Seconds { .. } => Some(drawn.landing.time_s),
            Self::Metres { .. } => Some(libm::hypot(drawn.landing.place[0], drawn.landing.place[1])),
            Self::Side { .. } => None,
        }
    }

    /// How likely the sighting is if the body fell so: a density for numbers, a probability for sides.
    pub fn likelihood(&self, drawn: &Drawn) -> f64 {
        match *self {
            Self::Seconds { value, sigma } | Self::Metres { value, sigma } => {
                let z = (self.predicted(drawn).unwrap_or(f64::NAN) - value) / sigma;
                libm::exp(-0.5 * z * z) / (sigma * 2.506_628_274_631_000_5)
            }
            Self::Side { bearing, within } => {
                let [east, north, up] = drawn.landing.velocity;
                // A body that comes down steeper than 5 to 1 may strike any side.
                if libm::hypot(east, north) * 5.0 < up.abs() {
                    return within / 180.0;
                }
                let came_from = angle::atan2(-east, -north);
                if angle::between(bearing, came_from).abs() <= within { 1.0 } else { 0.0 }
            }
        }
    }
}

/// A likelihood with its range of two standard errors of the simulation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likelihood {
    /// Best value.
    pub value: f64,
    /// From, to.
    pub range: [f64; 2],
}

/// The likelihood of all sightings together under one account. They are taken together fall by fall, so that what hangs
/// together (a long fall goes far) does so here.
pub fn likelihood(falls: &[Drawn], seen: &[Seen]) -> Likelihood {
    let n = falls.len().max(1) as f64;
    let (mut sum, mut squares) = (0.0, 0.0);
    for drawn in falls {
        let one: f64 = seen.iter().map(|s| s.likelihood(drawn)).product();
        sum += one;
        squares += one * one;
    }
    let mean = sum / n;
    let error = libm::sqrt(((squares / n - mean * mean) / n).max(0.0));
    Likelihood { value: mean, range: [(mean - 2.0 * error).max(0.0), mean + 2.0 * error] }
}

/// The share of falls, with the error of reading added, that lie farther out than the sighting on its side, doubled: how
/// rare the sighting would be under the account. Nothing for sides.
pub fn rarity(falls: &[Drawn], seen: &Seen) -> Option<f64> {
    let (Seen::Seconds { value, sigma } | Seen::Metres { value, sigma }) = *seen else { return None };
    let mut above = 0.0;
    for drawn in falls {
        let z = (seen.predicted(drawn)? - value) / (sigma * std::f64::consts::SQRT_2);
        above += 0.5 * libm::erfc(-z);
    }
    let above = above / falls.len().max(1) as f64;
    Some(2.0 * above.min(1.0 - above))
}

/// The value below which a part of the numbers lies. Sorts them.
pub fn quantile(values: &mut [f64], part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        n => {
            let at = part * (n - 1) as f64;
            let (low, high) = (at.floor() as usize, at.ceil() as usize);
            values[low] + (values[high] - values[low]) * (at - low as f64)
        }
    }
}
