//! The Hindu lunisolar calendar as far as feasts need it: months named by the sun's sidereal sign at new moon, and tithis,
//! each a thirtieth of the moon's way from new moon to new moon.
//!
//! Longitudes after Meeus, Astronomical Algorithms (2nd edition), chapters 25 and 47, the larger terms: good to about two
//! hundredths of a degree, three minutes of a tithi. The sidereal zodiac is the one of the Indian almanac (Lahiri). Hours
//! are those of a day in India, taken as fixed.

use icu_calendar::types::RataDie;
use jiff::civil::Date;

use super::feasts::{civil, day_number};

/// The hour of the day at which a tithi must hold for the feast to fall on that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Hour {
    Sunrise,
    Noon,
    Evening,
    Moonrise,
    Midnight,
}

impl Hour {
    /// As a part of the day in universal time, from 6:15, 12:15, 18:30, 20:00 and 24:15 in India.
    fn universal(self) -> f64 {
        let minutes = match self {
            Self::Sunrise => 45,
            Self::Noon => 405,
            Self::Evening => 780,
            Self::Moonrise => 870,
            Self::Midnight => 1_125,
        };
        f64::from(minutes) / 1_440.0
    }
}

/// Years in which the formulas are trusted.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2400;
/// Mean days from new moon to new moon, and one mean new moon as a day number (Meeus, chapter 49).
const MONTH: f64 = 29.530_588_861;
const NEW_MOON: f64 = 730_125.597_66;
/// Noon of 1 January 2000 as a day number.
const DAY_2000: f64 = 730_120.5;
/// Degrees from the equinox to the start of the sidereal zodiac in 2000, and their growth in a year.
const AYANAMSA_2000: f64 = 23.853;
const AYANAMSA_A_YEAR: f64 = 0.013_97;

/// Periodic terms of the moon's longitude: multiples of D, M, M' and F, and the coefficient in millionths of a degree
/// (Meeus, table 47.A).
const MOON: [(i8, i8, i8, i8, i32); 27] = [
    (0, 0, 1, 0, 6_288_774),
    (2, 0, -1, 0, 1_274_027),
    (2, 0, 0, 0, 658_314),
    (0, 0, 2, 0, 213_618),
    (0, 1, 0, 0, -185_116),
    (0, 0, 0, 2, -114_332),
    (2, 0, -2, 0, 58_793),
    (2, -1, -1, 0, 57_066),
    (2, 0, 1, 0, 53_322),
    (2, -1, 0, 0, 45_758),
    (0, 1, -1, 0, -40_923),
    (1, 0, 0, 0, -34_720),
    (0, 1, 1, 0, -30_383),
    (2, 0, 0, -2, 15_327),
    (0, 0, 1, 2, -12_528),
    (0, 0, 1, -2, 10_980),
    (4, 0, -1, 0, 10_675),
    (0, 0, 3, 0, 10_034),
    (4, 0, -2, 0, 8_548),
    (2, 1, -1, 0, -7_888),
    (2, 1, 0, 0, -6_766),
    (1, 0, -1, 0, -5_163),
    (1, 1, 0, 0, 4_987),
    (2, -1, 1, 0, 4_036),
    (2, 0, 2, 0, 3_994),
    (4, 0, 0, 0, 3_861),
    (2, 0, -3, 0, 3_665),
];

fn sine(degrees: f64) -> f64 {
    libm::sin(degrees * (std::f64::consts::PI / 180.0))
}

/// Centuries from noon of 1 January 2000; the day number counts in universal time, a minute off.
fn centuries(day: f64) -> f64 {
    (day - DAY_2000) / 36_525.0
}

/// The sun's mean anomaly in degrees.
fn anomaly(t: f64) -> f64 {
    357.529_11 + t * (35_999.050_29 - 0.000_153_7 * t)
}

/// The sun's longitude from the equinox, in degrees.
fn sun(day: f64) -> f64 {
    let t = centuries(day);
    let m = anomaly(t);
    let centre = (1.914_602 - 0.004_817 * t) * sine(m) + 0.019_993 * sine(2.0 * m) + 0.000_289 * sine(3.0 * m);
    280.466_46 + t * (36_000.769_83 + 0.000_303_2 * t) + centre - 0.005_69
}

/// The moon's longitude from the equinox, in degrees.
fn moon(day: f64) -> f64 {
    let t = centuries(day);
    let longitude = 218.316_447_7 + t * (481_267.881_234_21 - 0.001_578_6 * t);
    let elongation = 297.850_192_1 + t * (445_267.111_403_4 - 0.001_881_9 * t);
    let own = 134.963_396_4 + t * (477_198.867_505_5 + 0.008_741_4 * t);
    let node = 93.272_095 + t * (483_202.017_523_3 - 0.003_653_9 * t);
    let eccentricity = 1.0 - t * (0.002_516 + 0.000_007_4 * t);
    let term = |&(d, m, o, f, size): &(i8, i8, i8, i8, i32)| {
        let angle = f64::from(d) * elongation + f64::from(m) * anomaly(t) + f64::from(o) * own + f64::from(f) * node;
        f64::from(size) * if m == 0 { 1.0 } else { eccentricity } * sine(angle)
    };
    let planets = 3_958.0 * sine(119.75 + 131.849 * t) + 1_962.0 * sine(longitude - node);
    longitude + (MOON.iter().map(term).sum::<f64>() + planets) * 1e-6
}

/// How far the moon is ahead of the sun, in degrees from 0 to 360.
fn phase(day: f64) -> f64 {
    (moon(day) - sun(day)).rem_euclid(360.0)
}

/// The new moon nearest to the `n`th mean one after that of 6 January 2000, as a day number.
fn new_moon(n: i64) -> f64 {
    let mut day = NEW_MOON + MONTH * n as f64;
    for _ in 0..4 {
        let ahead = (phase(day) + 180.0).rem_euclid(360.0) - 180.0;
        day -= ahead * MONTH / 360.0;
    }
    day
}

/// The sun's sidereal longitude in degrees.
fn sidereal_sun(day: f64) -> f64 {
    let ayanamsa = AYANAMSA_2000 + AYANAMSA_A_YEAR * (day - DAY_2000) / 365.25;
    (sun(day) - ayanamsa).rem_euclid(360.0)
}

/// The sidereal sign the sun is in, 0 for Mesha.
fn sign(day: f64) -> u8 {
    (sidereal_sun(day) / 30.0) as u8 % 12
}

/// The tithi at a moment, 1 to 30.
fn tithi_at(day: f64) -> u8 {
    (phase(day) / 12.0) as u8 % 30 + 1
}

/// The day in a Gregorian year on which a tithi of a month holds at the hour. In a year with an added month the feast is in
/// the second of the two.
pub(super) fn tithi(year: i16, month: u8, tithi: u8, hour: Hour) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    let start = day_number(Date::new(year, 1, 1).ok()?)? - 35;
    let first = ((start as f64 - NEW_MOON) / MONTH) as i64;
    (first..first + 15).find_map(|n| {
        let (new, next) = (new_moon(n), new_moon(n + 1));
        let added = sign(new) == sign(next);
        if added || (sign(new) + 1) % 12 + 1 != month {
            return None;
        }
        let near = (new + f64::from(tithi - 1) * MONTH / 30.0) as i64;
        let at = |day: i64| tithi_at(day as f64 + hour.universal());
        let holds = (near - 1..=near + 2).find(|day| at(*day) == tithi);
        // One that begins and ends between two such hours belongs to the day on which it begins.
        let passes = || (near - 1..=near + 2).find(|day| at(*day) % 30 + 1 == tithi && at(day + 1) != tithi);
        let day = civil(RataDie::new(holds.or_else(passes)?))?;
        (day.year() == year).then_some(day)
    })
}

/// The day in a Gregorian year on which the sun enters a sidereal sign, or the next one where it does so after sunset.
pub(super) fn sankranti(year: i16, wanted: u8) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    let start = day_number(Date::new(year, 1, 1).ok()?)?;
    let at_sunset = |day: i64| sign(day as f64 + Hour::Evening.universal());
    let ahead = (f64::from(wanted) * 30.0 - sidereal_sun(start as f64)).rem_euclid(360.0);
    let near = start + (ahead * 365.25 / 360.0) as i64 - 4;
    let day = (near..near + 10).find(|day| at_sunset(*day) == wanted && at_sunset(day - 1) != wanted)?;
    civil(RataDie::new(day)).filter(|d| d.year() == year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longitudes_agree_with_the_worked_examples_of_the_book() {
        // Meeus, example 47.a: 1992 April 12.0; example 25.a: 1992 October 13.0.
        let day = |y, m, d| day_number(Date::new(y, m, d).unwrap()).unwrap() as f64;
        assert!((moon(day(1992, 4, 12)).rem_euclid(360.0) - 133.162_655).abs() < 0.03);
        assert!((sun(day(1992, 10, 13)).rem_euclid(360.0) - 199.907_46).abs() < 0.01);
    }

    #[test]
    fn new_moons_fall_on_their_minutes() {
        // 18 February 1977, 3:37 (Meeus, example 49.a).
        let wanted = day_number(Date::new(1977, 2, 18).unwrap()).unwrap() as f64 + 217.0 / 1_440.0;
        let n = ((wanted - NEW_MOON) / MONTH).round() as i64;
        assert!((new_moon(n) - wanted).abs() < 5.0 / 1_440.0);
    }
}
