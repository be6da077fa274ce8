//! Where the sun stands: azimuth and elevation with and without refraction, by NREL's Solar Position Algorithm
//! (Reda and Andreas 2004, ±0.0003° for the years −2000 to 6000), as the crate `solar-positioning` writes it.

use jiff::Timestamp;
use solar_positioning::time::JulianDate;
use solar_positioning::{Location, RefractionCorrection, SolarPositions};

use crate::angle::turn;
use crate::geodesy::Point;

mod day;
mod dome;
mod report;
pub mod sky;

pub use day::{Day, Passage, day};
pub use dome::dome;
pub use report::{Answer, CHECK, Question, VERSION, answer};

/// The air, as far as it bends the light.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Air {
    /// Station pressure in hectopascal, 1 to 2000.
    pub pressure_hpa: f64,
    /// Temperature in degrees Celsius, −100 to 100.
    pub temperature_c: f64,
}

impl Air {
    /// The standard atmosphere (ISO 2533) at a height in metres: 1013.25 hPa and 15 °C at sea level.
    pub fn standard(height_m: f64) -> Self {
        let height = height_m.clamp(-500.0, 11_000.0);
        let pressure = 1013.25 * libm::pow(1.0 - 0.0065 * height / 288.15, 5.255_88);
        Self { pressure_hpa: pressure, temperature_c: 15.0 - 0.0065 * height }
    }
}

/// Where the sun stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// Degrees clockwise from true north.
    pub azimuth: f64,
    /// Degrees above the horizontal, without refraction.
    pub elevation_geometric: f64,
    /// Degrees above the horizontal as seen through the air. Below the horizon (−0.83°) nothing is seen, and this is
    /// the elevation without refraction.
    pub elevation: f64,
}

impl Position {
    /// Degrees from the zenith as seen through the air.
    pub fn zenith(&self) -> f64 {
        90.0 - self.elevation
    }
}

/// Why there is no position.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SunError {
    /// Not a height that a camera has.
    #[error("a height of {0} m is not possible here: give metres above the sea, −500 to 20000")]
    Height(String),
    /// Not an air pressure.
    #[error("an air pressure of {0} hPa is not possible: give the pressure at the place, 100 to 1100")]
    Pressure(String),
    /// Not a temperature.
    #[error("an air temperature of {0} °C is not possible: give −90 to 60")]
    Temperature(String),
    /// Not a difference of time scales.
    #[error("a delta-T of {0} s is not possible: it was 63.8 s in 2000 and about 69 s in the 2020s")]
    DeltaT(String),
    /// Outside the years of the algorithm.
    #[error("the sun's position is not known for the year {0}: the formulas hold for the years −2000 to 6000")]
    Year(i16),
}

/// TT − UT1 in seconds for an instant, as the polynomials of Espenak and Meeus give it.
pub fn delta_t(at: Timestamp) -> f64 {
    let date = jiff::tz::Offset::UTC.to_datetime(at);
    let year = f64::from(date.year()) + (f64::from(date.month()) - 0.5) / 12.0;
    solar_positioning::delta_t::estimate(year).unwrap_or(69.0)
}

/// Julian date in UT of an instant; UTC stands for UT1, which errs by less than a second (0.004°).
pub fn julian(at: Timestamp) -> f64 {
    2_440_587.5 + at.as_second() as f64 / 86_400.0 + f64::from(at.subsec_nanosecond()) / 86_400e9
}

/// Where the sun stands at an instant, seen from a place.
///
/// # Errors
/// [`SunError`] names the first value that cannot be.
pub fn position(at: Timestamp, place: Point, height_m: f64, air: Air, delta_t: f64) -> Result<Position, SunError> {
    if !(-500.0..=20_000.0).contains(&height_m) {
        return Err(SunError::Height(height_m.to_string()));
    }
    if !(100.0..=1100.0).contains(&air.pressure_hpa) {
        return Err(SunError::Pressure(air.pressure_hpa.to_string()));
    }
    if !(-90.0..=60.0).contains(&air.temperature_c) {
        return Err(SunError::Temperature(air.temperature_c.to_string()));
    }
    if !(-10_000.0..=10_000.0).contains(&delta_t) {
        return Err(SunError::DeltaT(delta_t.to_string()));
    }
    let year = || SunError::Year(jiff::tz::Offset::UTC.to_datetime(at).year());
    let instant = JulianDate::new(julian(at), delta_t).map_err(|_| year())?;
    let prepared = SolarPositions::new().for_time_from_julian(instant).map_err(|_| year())?;
    let location = Location { latitude: place.lat, longitude: place.lon };
    let refraction = RefractionCorrection::new(air.pressure_hpa, air.temperature_c).ok();
    let bare = prepared.at(location, height_m, None).map_err(|_| year())?;
    let seen = prepared.at(location, height_m, refraction).map_err(|_| year())?;
    Ok(Position {
        azimuth: turn(bare.azimuth()),
        elevation_geometric: bare.elevation_angle(),
        elevation: seen.elevation_angle(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_values_are_named_and_possible_ones_never_panic() {
        let at: Timestamp = "2022-10-13T11:50:00Z".parse().unwrap();
        let place = Point { lat: 50.566, lon: 36.572 };
        let air = Air::standard(0.0);
        let fault = |height, pressure_hpa, temperature_c, delta_t| {
            position(at, place, height, Air { pressure_hpa, temperature_c }, delta_t).unwrap_err().to_string()
        };
        assert!(fault(9e9, air.pressure_hpa, 15.0, 69.0).contains("height"));
        assert!(fault(0.0, -1.0, 15.0, 69.0).contains("pressure"));
        assert!(fault(0.0, 1013.0, f64::NAN, 69.0).contains("temperature"));
        assert!(fault(0.0, 1013.0, 15.0, f64::INFINITY).contains("delta-T"));
        for lat in [90.0, -90.0, 0.0] {
            position(at, Point { lat, lon: 180.0 }, 0.0, air, 69.0).unwrap();
        }
        let early: Timestamp = "-009999-06-01T00:00:00Z".parse().unwrap();
        assert!(position(early, place, 0.0, air, 69.0).unwrap_err().to_string().contains("year"));
    }

    #[test]
    fn the_standard_atmosphere_is_the_standard_atmosphere() {
        for (height, pressure, temperature) in [(0.0, 1013.25, 15.0), (1000.0, 898.75, 8.5), (3000.0, 701.08, -4.5)] {
            let air = Air::standard(height);
            assert!((air.pressure_hpa - pressure).abs() < 0.05 && (air.temperature_c - temperature).abs() < 1e-9);
        }
    }
}
