//! The sun over a stretch of time, fast: declination and Greenwich hour angle from the full algorithm every six hours,
//! interpolated between, and the angles at a place from the plain formulas of the sphere.

use jiff::Timestamp;
use solar_positioning::time::JulianDate;
use solar_positioning::{Location, SolarPositions};

use super::{SunError, delta_t, julian};
use crate::angle::{DEGREES, asin, atan2, cos, sin, turn};
use crate::geodesy::Point;

/// The sun's place on the celestial sphere at one instant, as seen from the earth's centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sun {
    /// Degrees north of the celestial equator.
    pub declination: f64,
    /// Degrees that the sun stands west of the meridian of Greenwich, 0 to 360.
    pub hour_angle: f64,
}

/// The sun at an instant by the full algorithm.
pub fn sun(at: Timestamp) -> Result<Sun, SunError> {
    at_julian(julian(at), delta_t(at)).ok_or_else(|| SunError::Year(jiff::tz::Offset::UTC.to_datetime(at).year()))
}

fn at_julian(julian: f64, delta_t: f64) -> Option<Sun> {
    let prepared = SolarPositions::new().for_time_from_julian(JulianDate::new(julian, delta_t).ok()?).ok()?;
    // From the pole there is no parallax in azimuth, and the azimuth less 180° is the hour angle of longitude 0.
    let pole = prepared.at(Location { latitude: 90.0, longitude: 0.0 }, 0.0, None).ok()?;
    Some(Sun { declination: prepared.declination(), hour_angle: turn(pole.azimuth() - 180.0) })
}

/// Degrees by which the sun stands lower seen from the earth's surface than from its centre, at the horizon.
pub const PARALLAX: f64 = 8.794 / 3600.0;

/// Degrees by which standard air (1010 hPa, 10 °C) lifts a sun that stands at this elevation without air: the formula
/// of the full algorithm; nothing below the horizon.
pub fn refraction(elevation: f64) -> f64 {
    if elevation <= -0.8333 { 0.0 } else { 1.02 / (60.0 * crate::angle::tan(elevation + 10.3 / (elevation + 5.11))) }
}

impl Sun {
    /// The point of the earth over which the sun stands.
    pub fn below(&self) -> Point {
        let lon = -self.hour_angle;
        Point { lat: self.declination, lon: if lon < -180.0 { lon + 360.0 } else { lon } }
    }

    /// Elevation with parallax and without refraction, and azimuth, at a place: within 0.003° of the full algorithm.
    pub fn seen_from(&self, place: Point) -> (f64, f64) {
        let hour = self.hour_angle + place.lon;
        let (sd, cd) = (sin(self.declination), cos(self.declination));
        let (sl, cl) = (sin(place.lat), cos(place.lat));
        let (sh, ch) = (sin(hour), cos(hour));
        let elevation = asin(sl * sd + cl * cd * ch);
        // East and north components of the direction to the sun.
        let azimuth = turn(atan2(-cd * sh, cl * sd - sl * cd * ch));
        (elevation - PARALLAX * cos(elevation), azimuth)
    }
}

/// Instants between which is interpolated, in seconds.
const STEP: i64 = 6 * 3600;

/// The sun over a stretch of time.
#[derive(Clone, Debug)]
pub struct Sky {
    first: i64,
    /// Declination, and hour angle less the mean sun's 15° an hour, both in degrees.
    knots: Vec<[f64; 2]>,
}

impl Sky {
    /// The sun between two instants in seconds since 1970, at most ten years apart.
    pub fn over(from: i64, to: i64) -> Result<Self, SunError> {
        let first = from.div_euclid(STEP) * STEP - STEP;
        let last = to.min(from + 3660 * 86_400);
        let count = (last - first) / STEP + 4;
        let year = || SunError::Year((1970 + from / 31_556_952).clamp(-9999, 9999) as i16);
        let middle = Timestamp::from_second(from.midpoint(last)).map_err(|_| year())?;
        let delta_t = delta_t(middle);
        let mut knots = Vec::with_capacity(count as usize);
        let mut before: Option<f64> = None;
        for n in 0..count {
            let at = first + n * STEP;
            let sun = at_julian(2_440_587.5 + at as f64 / 86_400.0, delta_t).ok_or_else(year)?;
            // What is left of the hour angle is the equation of time and half a turn; it must not jump.
            let mut rest = crate::angle::between(mean(at), sun.hour_angle);
            if let Some(before) = before {
                rest += 360.0 * libm::round((before - rest) / 360.0);
            }
            before = Some(rest);
            knots.push([sun.declination, rest]);
        }
        Ok(Self { first, knots })
    }

    /// The sun at an instant (seconds since 1970) within the stretch; outside it the nearest end is extrapolated.
    pub fn at(&self, seconds: f64) -> Sun {
        let x = (seconds - self.first as f64) / STEP as f64;
        let n = (x.floor().max(1.0) as usize).min(self.knots.len() - 3);
        let t = x - n as f64;
        // Lagrange's polynomial through four knots.
        let w = [
            -t * (t - 1.0) * (t - 2.0) / 6.0,
            (t + 1.0) * (t - 1.0) * (t - 2.0) / 2.0,
            -(t + 1.0) * t * (t - 2.0) / 2.0,
            (t + 1.0) * t * (t - 1.0) / 6.0,
        ];
        let k = &self.knots[n - 1..n + 3];
        let mix = |i: usize| w[0] * k[0][i] + w[1] * k[1][i] + w[2] * k[2][i] + w[3] * k[3][i];
        let day = seconds.rem_euclid(86_400.0);
        Sun { declination: mix(0), hour_angle: turn(day / 240.0 + mix(1)) }
    }
}

/// Hour angle of a clock: 15° an hour, in degrees.
fn mean(at: i64) -> f64 {
    at.rem_euclid(86_400) as f64 / 240.0
}

/// Degrees that the sun moves in a second, at most.
pub const FASTEST: f64 = 15.05 / 3600.0;

/// Radians from degrees, for inner loops.
pub fn radians(degrees: f64) -> f64 {
    degrees / DEGREES
}

#[cfg(test)]
mod tests {
    use super::super::{Air, position};
    use super::*;
    use crate::angle::between;
    use crate::random::Random;

    #[test]
    fn the_fast_sun_stays_within_three_thousandths_of_a_degree_of_the_full_algorithm() {
        let year: Timestamp = "2022-01-01T00:00:00Z".parse().unwrap();
        let sky = Sky::over(year.as_second(), year.as_second() + 365 * 86_400).unwrap();
        let mut random = Random::new(3);
        let mut worst = (0.0_f64, 0.0_f64);
        for _ in 0..3000 {
            let seconds = year.as_second() + random.below(365 * 86_400) as i64;
            let place = Point { lat: asin(random.between(-0.98, 0.98)), lon: random.between(-180.0, 180.0) };
            let at = Timestamp::from_second(seconds).unwrap();
            let full = position(at, place, 0.0, Air::standard(0.0), delta_t(at)).unwrap();
            let (elevation, azimuth) = sky.at(seconds as f64).seen_from(place);
            worst.0 = worst.0.max((elevation - full.elevation_geometric).abs());
            if full.elevation_geometric.abs() < 85.0 {
                worst.1 = worst.1.max(between(azimuth, full.azimuth).abs() * cos(full.elevation_geometric));
            }
        }
        assert!(worst.0 < 0.003 && worst.1 < 0.003, "{worst:?}");
    }

    #[test]
    fn interpolation_costs_nothing_that_anybody_could_measure() {
        let sky = Sky::over(1_640_995_200, 1_640_995_200 + 30 * 86_400).unwrap();
        for n in 0..500 {
            let at = 1_640_995_200 + n * 5000;
            let (fast, full) = (sky.at(at as f64), sun(Timestamp::from_second(at).unwrap()).unwrap());
            let off = between(fast.hour_angle, full.hour_angle).abs().max((fast.declination - full.declination).abs());
            assert!(off < 2e-5, "{at} {off}");
        }
    }

    #[test]
    fn standard_refraction_is_that_of_the_full_algorithm() {
        let at: Timestamp = "2022-10-13T05:00:00Z".parse().unwrap();
        let air = Air { pressure_hpa: 1010.0, temperature_c: 10.0 };
        let seen = position(at, Point { lat: 50.566, lon: 36.572 }, 0.0, air, 69.0).unwrap();
        assert!((refraction(seen.elevation_geometric) - (seen.elevation - seen.elevation_geometric)).abs() < 1e-4);
    }
}
