//! Days of feasts in the Hebrew, Islamic, Chinese and Hindu calendars, found for a Gregorian year.
//!
//! The calendars themselves are kept elsewhere (`icu_calendar`, and [`super::moon`] for the Hindu months); here is which
//! day of which calendar each kind of feast is counted from. What has been computed is remembered.

use std::collections::HashMap;
use std::sync::{LazyLock, RwLock};

use icu_calendar::Date as CalendarDate;
use icu_calendar::cal::{ChineseTraditional, Hebrew, Hijri};
use icu_calendar::types::{Month, RataDie};
use jiff::civil::{Date, Weekday};

use super::moon::{self, Hour};
use super::resolve::plus;
use super::sense::Unit;

/// A day of a calendar in which it moves about the Gregorian year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Feast {
    /// Month (1 is Tishri, 6 Adar, or Adar II in a leap year) and day of the Hebrew calendar.
    Hebrew(u8, u8),
    /// The like for days that give way to the Sabbath: which is Thursday where it would fall on the second weekday, Friday,
    /// and so on, by [`yielded`].
    HebrewYields(u8, u8),
    /// Month and day of the Umm al-Qura calendar.
    Islamic(u8, u8),
    /// The last Friday of Ramadan.
    LastFridayOfRamadan,
    /// Month and day of the Chinese calendar, no leap month.
    Chinese(u8, u8),
    /// Month (1 is Chaitra, counted from new moon) and tithi (1 to 30, 15 is full moon) that holds at an hour in India.
    Hindu(u8, u8, Hour),
    /// The sun's entry into a sidereal sign (0 is Mesha): the day of it, or the next one where it comes after sunset.
    Sankranti(u8),
    /// A day of the Parsi year, which has no leap days.
    Parsi,
}

/// Days remembered, at most; there are a few thousand feasts in a century.
const MOST: usize = 8_192;

/// The days that have been worked out, by feast and year.
type Known = HashMap<(Feast, i16), Option<Date>>;

impl Feast {
    /// Its first day in a Gregorian year; nothing in a year that has none.
    pub fn in_year(self, year: i16) -> Option<Date> {
        static KNOWN: LazyLock<RwLock<Known>> = LazyLock::new(|| RwLock::new(HashMap::new()));
        let known = KNOWN.read().ok().and_then(|known| known.get(&(self, year)).copied());
        if let Some(day) = known {
            return day;
        }
        let day = self.work_out(year);
        if let Ok(mut known) = KNOWN.write()
            && known.len() < MOST
        {
            known.insert((self, year), day);
        }
        day
    }

    fn work_out(self, year: i16) -> Option<Date> {
        let y = i32::from(year);
        let first = |found: &mut dyn Iterator<Item = Option<Date>>| found.flatten().find(|d| d.year() == year);
        match self {
            Self::Hebrew(month, day) => first(&mut (3760..=3761).map(|n| hebrew(y + n, month, day))),
            Self::HebrewYields(month, day) => {
                first(&mut (3760..=3761).map(|n| yielded(month, hebrew(y + n, month, day)?)))
            }
            Self::Islamic(month, day) => first(&mut hijri_years(y).map(|n| islamic(n, month, day))),
            Self::LastFridayOfRamadan => first(&mut hijri_years(y).map(|n| {
                let end = islamic(n, 10, 1)?;
                end.nth_weekday(-1, Weekday::Friday).ok()
            })),
            Self::Chinese(month, day) => {
                let date = CalendarDate::try_new(y.into(), Month::new(month), day, ChineseTraditional::new()).ok()?;
                first(&mut std::iter::once(civil(date.to_rata_die())))
            }
            Self::Hindu(month, tithi, hour) => moon::tithi(year, month, tithi, hour),
            Self::Sankranti(sign) => moon::sankranti(year, sign),
            Self::Parsi => {
                // New Year of the Shahenshahi year 1388, and every 365 days before and after it.
                let known = Date::new(2018, 8, 17).ok()?;
                let start = Date::new(year, 1, 1).ok()?;
                let days = days_between(start, known)?.rem_euclid(365);
                after(start, days)
            }
        }
    }

    /// Why the day may be another one where people live, in words.
    pub fn doubt(self) -> Option<&'static str> {
        match self {
            Self::Islamic(..) | Self::LastFridayOfRamadan => {
                Some("by the Umm al-Qura calendar; where the new moon is looked for, a day earlier or later")
            }
            Self::Hindu(..) | Self::Sankranti(_) => {
                Some("worked out for India; some regions keep it a day earlier or later")
            }
            _ => None,
        }
    }
}

/// Islamic years that touch a Gregorian one.
fn hijri_years(year: i32) -> impl Iterator<Item = i32> {
    let around = (year - 622) * 33 / 32;
    around - 1..=around + 2
}

fn hebrew(year: i32, month: u8, day: u8) -> Option<Date> {
    let date = CalendarDate::try_new_hebrew_v2(year, Month::new(month), day).ok()?;
    debug_assert_eq!(date.calendar(), &Hebrew);
    civil(date.to_rata_die())
}

/// Where a fast or day of remembrance is kept so that it does not touch the Sabbath.
fn yielded(month: u8, day: Date) -> Option<Date> {
    let move_by = match (month, day.weekday()) {
        // Tisha B'Av goes from the Sabbath to the day after it.
        (11, Weekday::Saturday) => 1,
        // Days of Nisan and Iyar: off Friday and the Sabbath to Thursday, off Sunday and Monday by a day.
        (7, Weekday::Friday) => -1,
        (7, Weekday::Sunday) => 1,
        (8, Weekday::Friday) => -1,
        (8, Weekday::Saturday) => -2,
        (8, Weekday::Monday) => 1,
        _ => 0,
    };
    after(day, move_by)
}

fn islamic(year: i32, month: u8, day: u8) -> Option<Date> {
    let date = CalendarDate::try_new_hijri_with_calendar(year, month, day, Hijri::new_umm_al_qura()).ok()?;
    civil(date.to_rata_die())
}

/// 1 January 1970 as a count of days from 1 January of the year 1, which is day 1.
const EPOCH: i64 = 719_163;

/// The Gregorian date of a day number.
pub(super) fn civil(day: RataDie) -> Option<Date> {
    after(Date::new(1970, 1, 1).ok()?, day.to_i64_date() - EPOCH)
}

/// The day number of a Gregorian date.
pub(super) fn day_number(date: Date) -> Option<i64> {
    Some(days_between(Date::new(1970, 1, 1).ok()?, date)? + EPOCH)
}

fn days_between(from: Date, to: Date) -> Option<i64> {
    Some(to.duration_since(from).as_hours() / 24)
}

fn after(day: Date, days: i64) -> Option<Date> {
    Some(plus(day.at(0, 0, 0, 0), Unit::Day, days)?.date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_on_the_days_their_calendars_give() {
        for (feast, year, day) in [
            (Feast::Hebrew(1, 1), 2018, "2018-09-10"),
            (Feast::Hebrew(1, 10), 2023, "2023-09-25"),
            (Feast::Hebrew(3, 25), 2018, "2018-12-03"),
            (Feast::Hebrew(7, 15), 2024, "2024-04-23"),
            (Feast::Hebrew(6, 14), 2013, "2013-02-24"),
            (Feast::Hebrew(6, 14), 2024, "2024-03-24"),
            (Feast::HebrewYields(8, 5), 2018, "2018-04-19"),
            (Feast::HebrewYields(11, 9), 2018, "2018-07-22"),
            (Feast::Islamic(9, 1), 2022, "2022-04-02"),
            (Feast::Islamic(10, 1), 2023, "2023-04-21"),
            (Feast::Islamic(12, 10), 2018, "2018-08-21"),
            (Feast::LastFridayOfRamadan, 2017, "2017-06-23"),
            (Feast::Chinese(1, 1), 2024, "2024-02-10"),
            (Feast::Chinese(1, 1), 2014, "2014-01-31"),
            (Feast::Hindu(7, 30, Hour::Evening), 2022, "2022-10-24"),
            (Feast::Hindu(7, 30, Hour::Evening), 2023, "2023-11-12"),
            (Feast::Hindu(12, 15, Hour::Evening), 2019, "2019-03-20"),
            (Feast::Hindu(6, 4, Hour::Noon), 2019, "2019-09-02"),
            (Feast::Hindu(1, 1, Hour::Sunrise), 2018, "2018-03-18"),
            (Feast::Sankranti(9), 2018, "2018-01-14"),
            (Feast::Sankranti(9), 2019, "2019-01-15"),
            (Feast::Sankranti(0), 2018, "2018-04-14"),
            (Feast::Parsi, 2022, "2022-08-16"),
        ] {
            assert_eq!(feast.in_year(year).map(|d| d.to_string()).as_deref(), Some(day), "{feast:?}");
        }
    }

    #[test]
    fn years_at_the_ends_of_time_give_no_feast_and_no_panic() {
        for feast in
            [Feast::Hebrew(1, 1), Feast::Islamic(9, 1), Feast::Chinese(1, 1), Feast::Hindu(7, 30, Hour::Evening)]
        {
            for year in [-9999, -1, 1, 9999] {
                let _ = feast.in_year(year);
            }
        }
    }
}
