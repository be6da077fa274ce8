//! The speed of sound in air: Cramer 1993 (J. Acoust. Soc. Am. 93, 2510), zero frequency, with the CIPM-2007 constants for
//! the pressure of water vapour. Below 0 °C, where it does not hold, 331.3 √(1 + T/273.15).

use crate::finding::Decimal;
use crate::measured::{Measured, Noise};
use crate::random::Random;

const A: [f64; 16] = [
    331.5024, 0.603055, -0.000528, 51.471935, 0.1495874, -0.000782, -1.82e-07, 3.73e-08, -2.93e-10, -85.20931,
    -0.228525, 5.91e-05, -2.835149, -2.15e-13, 29.179762, 0.000486,
];

/// Carbon dioxide, as a part of all molecules.
const CO2: f64 = 400e-6;

/// Speed in m/s from temperature in °C, relative humidity in per cent and pressure in kPa.
pub fn speed(celsius: f64, humidity: f64, kilopascal: f64) -> f64 {
    speed_with(celsius, humidity, kilopascal, CO2)
}

fn speed_with(t: f64, humidity: f64, kilopascal: f64, x: f64) -> f64 {
    if t < 0.0 {
        return 331.3 * libm::sqrt((1.0 + t / 273.15).max(0.0));
    }
    let (p, kelvin) = (kilopascal * 1000.0, t + 273.15);
    let vapour = libm::exp(1.2378847e-5 * kelvin * kelvin - 1.9121316e-2 * kelvin + 33.937_110_47 - 6343.1645 / kelvin);
    let enhancement = 1.00062 + 3.14e-8 * p + 5.6e-7 * t * t;
    let w = humidity / 100.0 * enhancement * vapour / p;
    A[0] + A[1] * t
        + A[2] * t * t
        + (A[3] + A[4] * t + A[5] * t * t) * w
        + (A[6] + A[7] * t + A[8] * t * t) * p
        + (A[9] + A[10] * t + A[11] * t * t) * x
        + A[12] * w * w
        + A[13] * p * p
        + A[14] * x * x
        + A[15] * w * p * x
}

/// The air as far as it is known; what is not stated is wide.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AirStated {
    /// Temperature, °C [15±15].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temperature_c: Option<Measured>,
    /// Relative humidity, % [50±40].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub humidity_percent: Option<Measured>,
    /// Pressure, kPa [100±3].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressure_kpa: Option<Measured>,
}

/// A number with its error.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Best value.
    pub value: f64,
    /// Its error.
    pub noise: Noise,
}

impl Known {
    /// What was stated, or a default that is at most so far off.
    pub fn of(stated: Option<&Measured>, value: f64, half: f64) -> Self {
        stated
            .map_or(Self { value, noise: Noise { half, sigma: 0.0 } }, |m| Self { value: m.number(), noise: m.noise() })
    }

    /// A value it may have.
    pub fn draw(&self, random: &mut Random) -> f64 {
        self.value + self.noise.draw(random)
    }
}

/// Temperature, humidity, pressure.
#[derive(Clone, Copy, Debug)]
pub struct Air(pub [Known; 3]);

/// A value of the air that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} must lie between {1} and {2}: {3} given")]
pub struct NoAir(&'static str, i32, i32, Decimal);

impl AirStated {
    /// As numbers.
    ///
    /// # Errors
    /// [`NoAir`] for values that the air near the ground never has.
    pub fn known(&self) -> Result<Air, NoAir> {
        let rules = [
            (&self.temperature_c, "temperature in °C", -60, 60),
            (&self.humidity_percent, "relative humidity in per cent", 0, 100),
            (&self.pressure_kpa, "pressure in kPa", 50, 110),
        ];
        for (stated, name, low, high) in rules {
            if let Some(m) = stated
                && !(f64::from(low)..=f64::from(high)).contains(&m.number())
            {
                return Err(NoAir(name, low, high, m.value.clone()));
            }
        }
        Ok(Air([
            Known::of(self.temperature_c.as_ref(), 15.0, 15.0),
            Known::of(self.humidity_percent.as_ref(), 50.0, 40.0),
            Known::of(self.pressure_kpa.as_ref(), 100.0, 3.0),
        ]))
    }

    /// Puts the air among the inputs and assumptions of a finding.
    pub fn say(&self, finding: &mut crate::finding::Finding) {
        let rows = [
            ("temperature", &self.temperature_c, "°C", "The temperature is 15 ± 15 °C."),
            ("relative humidity", &self.humidity_percent, "%", "The relative humidity is 50 ± 40 %."),
            ("air pressure", &self.pressure_kpa, "kPa", "The air pressure is 100 ± 3 kPa."),
        ];
        for (name, stated, unit, default) in rows {
            match stated {
                Some(m) => drop(finding.input(name, m.value.clone(), unit, Some(m.error.clone()))),
                None => drop(finding.assume(default, true)),
            }
        }
    }
}

impl Air {
    /// Best speed of sound, m/s.
    pub fn speed(&self) -> f64 {
        let [t, h, p] = self.0;
        speed(t.value, h.value, p.value)
    }

    /// A speed it may have.
    pub fn draw(&self, random: &mut Random) -> f64 {
        let [t, h, p] = self.0.map(|known| known.draw(random));
        speed(t, h.clamp(0.0, 100.0), p.max(1.0))
    }

    /// Standard deviation of the speed by each of the three, m/s.
    pub fn deviations(&self) -> [f64; 3] {
        std::array::from_fn(|n| {
            let at = |step: f64| {
                let values: [f64; 3] = std::array::from_fn(|m| self.0[m].value + if m == n { step } else { 0.0 });
                speed(values[0], values[1].clamp(0.0, 100.0), values[2])
            };
            let sigma = self.0[n].noise.deviation();
            0.5 * (at(sigma) - at(-sigma)).abs()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_are_those_of_the_table_in_its_named_rows() {
        for (t, h, c) in [
            (0.0, 0.0, 331.448),
            (10.0, 50.0, 337.781),
            (20.0, 0.0, 343.359),
            (20.0, 50.0, 343.987),
            (30.0, 90.0, 351.238),
        ] {
            assert!((speed(t, h, 101.325) - c).abs() < 0.001, "{t} {h}");
        }
        assert!((speed(-10.0, 50.0, 101.325) - 325.18).abs() < 0.01);
    }

    #[test]
    fn air_that_cannot_be_is_refused() {
        let air = AirStated { humidity_percent: Some("130±5".parse().unwrap()), ..AirStated::default() };
        assert!(air.known().unwrap_err().to_string().contains("between 0 and 100: 130 given"));
    }
}
