//! When the sun rises, passes the meridian and sets on a local day, and when twilight begins and ends.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use solar_positioning::{Horizon, Location, SolarEvents};

use super::{delta_t, julian};
use crate::geodesy::Point;

/// One passage of the sun through a height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    /// `astronomical_dawn`, `nautical_dawn`, `civil_dawn`, `sunrise`, `transit`, `sunset`, `civil_dusk`, …
    pub name: &'static str,
    /// When, to the second; nothing where it does not happen on that day.
    pub at: Option<Timestamp>,
}

/// What the sun does on a local day.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// The local day.
    pub date: Date,
    /// First instant of the day and of the next.
    pub bounds: [Timestamp; 2],
    /// The passages in the order of an ordinary day.
    pub passages: Vec<Passage>,
    /// `up` or `down` where the sun neither rises nor sets.
    pub all_day: Option<&'static str>,
}

impl Day {
    /// One passage by its name.
    pub fn passage(&self, name: &str) -> Option<Timestamp> {
        self.passages.iter().find(|p| p.name == name)?.at
    }
}

/// The passages of the local day that holds an instant. Rise and set are those of the upper limb over a level horizon
/// with standard refraction (centre at −0.833°): hills, houses and height are not in it.
pub fn day(at: Timestamp, zone: &TimeZone, place: Point) -> Option<Day> {
    let date = zone.to_datetime(at).date();
    let start = date.to_zoned(zone.clone()).ok()?.timestamp();
    let end = date.tomorrow().ok()?.to_zoned(zone.clone()).ok()?.timestamp();
    let delta_t = delta_t(at);
    let location = Location { latitude: place.lat, longitude: place.lon };
    let (events, bounds) = (SolarEvents::new(), [julian(start), julian(end)]);
    let through =
        |horizon: Horizon| events.for_interval_from_julian(bounds[0], bounds[1], location, delta_t, horizon).ok();
    let instant = |julian: &f64| Timestamp::from_second(libm::round((julian - 2_440_587.5) * 86_400.0) as i64).ok();
    let sun = through(Horizon::SunriseSunset)?;
    let (civil, nautical) = (through(Horizon::CivilTwilight)?, through(Horizon::NauticalTwilight)?);
    let astronomical = through(Horizon::AstronomicalTwilight)?;
    let passages = [
        ("astronomical_dawn", astronomical.rises.first()),
        ("nautical_dawn", nautical.rises.first()),
        ("civil_dawn", civil.rises.first()),
        ("sunrise", sun.rises.first()),
        ("transit", sun.transits.first()),
        ("sunset", sun.sets.last()),
        ("civil_dusk", civil.sets.last()),
        ("nautical_dusk", nautical.sets.last()),
        ("astronomical_dusk", astronomical.sets.last()),
    ];
    let passages = passages.map(|(name, at)| Passage { name, at: at.and_then(instant) }).to_vec();
    let all_day = if sun.always_above() {
        Some("up")
    } else if sun.always_below() {
        Some("down")
    } else {
        None
    };
    Some(Day { date, bounds: [start, end], passages, all_day })
}
