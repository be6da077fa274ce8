//! Holidays as rules for a year: fixed dates, counted weekdays, and days from Western or Orthodox Easter.
//!
//! Feasts of other calendars are worked out in [`super::feasts`]. Names are in the tables.

use jiff::civil::Date;

use super::feasts::Feast;
use super::resolve::plus;
use super::sense::Unit;

/// How a holiday is found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holiday {
    /// Month and day.
    Fixed(u8, u8),
    /// Month, weekday (1 is Monday), which one (negative from the end), and days after it.
    Counted(u8, u8, i8, i8),
    /// Days from Western Easter Sunday.
    Easter(i16),
    /// From so many days after Western Easter Sunday until so many days after it.
    EasterSpan(i16, i16),
    /// Days from Orthodox Easter Sunday.
    Orthodox(i16),
    /// The like for Orthodox Easter.
    OrthodoxSpan(i16, i16),
    /// A feast of another calendar, days from it, and how many days it lasts.
    Feast(Feast, i8, u8),
    /// The like for feasts that begin at sunset on the day before.
    FromEve(Feast, i8, u8),
    /// The month of Ramadan.
    Ramadan,
    /// Month and day, but the day before where that is a Sunday.
    NotSunday(u8, u8),
    /// The first year of the second date; month and day before that year, month and day from it on.
    Moved(i16, (u8, u8), (u8, u8)),
    /// The working day nearest to a date.
    Working(u8, u8),
}

impl Holiday {
    /// First day and the day after the last in a year.
    pub fn in_year(self, year: i16) -> Option<(Date, Date)> {
        let one = |d: Date| Some((d, d.tomorrow().ok()?));
        let after = |d: Date, days: i16| Some(plus(d.at(0, 0, 0, 0), Unit::Day, i64::from(days))?.date());
        match self {
            Self::Fixed(m, d) => one(Date::new(year, m as i8, d as i8).ok()?),
            Self::Moved(since, before, after) => {
                let (m, d) = if year < since { before } else { after };
                one(Date::new(year, m as i8, d as i8).ok()?)
            }
            Self::Counted(m, weekday, count, days) => one(after(counted(year, m, weekday, count)?, i16::from(days))?),
            Self::Easter(days) => one(after(easter(year)?, days)?),
            Self::EasterSpan(a, b) => Some((after(easter(year)?, a)?, after(easter(year)?, b)?)),
            Self::Orthodox(days) => one(after(orthodox_easter(year)?, days)?),
            Self::OrthodoxSpan(a, b) => Some((after(orthodox_easter(year)?, a)?, after(orthodox_easter(year)?, b)?)),
            Self::Feast(feast, days, lasts) | Self::FromEve(feast, days, lasts) => {
                let start = after(feast.in_year(year)?, i16::from(days))?;
                Some((start, after(start, i16::from(lasts))?))
            }
            Self::Ramadan => {
                let start = Feast::Islamic(9, 1).in_year(year)?;
                let end = |n: i16| Feast::Islamic(10, 1).in_year(year + n).filter(|end| *end > start);
                Some((start, end(0).or_else(|| end(1))?))
            }
            Self::NotSunday(m, d) => {
                let date = Date::new(year, m as i8, d as i8).ok()?;
                one(if date.weekday() == jiff::civil::Weekday::Sunday { date.yesterday().ok()? } else { date })
            }
            Self::Working(m, d) => {
                let date = Date::new(year, m as i8, d as i8).ok()?;
                one(match date.weekday().to_monday_one_offset() {
                    6 => date.yesterday().ok()?,
                    7 => date.tomorrow().ok()?,
                    _ => date,
                })
            }
        }
    }
}

impl Holiday {
    /// Whether it begins at sunset on the day before.
    pub fn begins_at_sunset(self) -> bool {
        matches!(self, Self::FromEve(..))
    }

    /// Why the day may be another one, in words.
    pub fn doubt(self) -> Option<&'static str> {
        match self {
            Self::Feast(feast, ..) => feast.doubt(),
            Self::Ramadan => Feast::Islamic(9, 1).doubt(),
            Self::FromEve(..) => Some("begins at sunset on the first of these days"),
            _ => None,
        }
    }
}

fn counted(year: i16, month: u8, weekday: u8, count: i8) -> Option<Date> {
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday as i8).ok()?;
    Date::new(year, month as i8, 1).ok()?.nth_weekday_of_month(count, weekday).ok()
}

/// Western Easter Sunday: the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// Orthodox Easter Sunday in the Gregorian calendar: Julian computus (Meeus, chapter 8) plus the calendars' difference.
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let n = d + e + 114;
    let julian = Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()?;
    let difference = y / 100 - y / 400 - 2;
    Some(plus(julian.at(0, 0, 0, 0), Unit::Day, i64::from(difference))?.date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_feasts_fall_on_known_days() {
        for (holiday, year, day) in [
            (Holiday::Easter(0), 2013, "2013-03-31"),
            (Holiday::Easter(0), 2022, "2022-04-17"),
            (Holiday::Orthodox(0), 2018, "2018-04-08"),
            (Holiday::Orthodox(0), 2022, "2022-04-24"),
            (Holiday::Counted(11, 4, 4, 0), 2013, "2013-11-28"),
            (Holiday::Fixed(8, 24), 2022, "2022-08-24"),
            (Holiday::Feast(Feast::Islamic(10, 1), 0, 1), 2018, "2018-06-15"),
            (Holiday::Ramadan, 2022, "2022-04-02"),
            (Holiday::NotSunday(4, 27), 2014, "2014-04-26"),
            (Holiday::Moved(2023, (1, 7), (12, 25)), 2022, "2022-01-07"),
            (Holiday::Moved(2023, (1, 7), (12, 25)), 2023, "2023-12-25"),
        ] {
            assert_eq!(holiday.in_year(year).unwrap().0.to_string(), day, "{holiday:?}");
        }
    }
}
