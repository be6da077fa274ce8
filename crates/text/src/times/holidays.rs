//! Holidays as rules for a year: fixed dates, counted weekdays, and days from Western or Orthodox Easter.
//!
//! Feasts of the Islamic calendar follow its arithmetical form, a day or two from the observed one. Names are in the tables.

use jiff::civil::Date;

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
    /// Month and day of the arithmetical Islamic calendar, and how many days it lasts (0 for a month).
    Islamic(u8, u8, u8),
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
            Self::Islamic(m, d, days) => islamic(year, m, d, days),
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

/// A day of the arithmetical Islamic calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29) that falls in
/// a Gregorian year; the first of two.
fn islamic(year: i16, month: u8, day: u8, days: u8) -> Option<(Date, Date)> {
    let first = Date::new(year, 1, 1).ok()?;
    let around = (i64::from(year) - 622) * 33 / 32;
    (around - 1..=around + 2).find_map(|hijri| {
        let fixed = |m: i64| (hijri - 1) * 354 + (3 + 11 * hijri) / 30 + 29 * (m - 1) + m / 2;
        // 16 July 622 (Julian) is 19 July 622 in the Gregorian calendar.
        let epoch = Date::new(622, 7, 19).ok()?.at(0, 0, 0, 0);
        let start = plus(epoch, Unit::Day, fixed(i64::from(month)) + i64::from(day) - 1)?.date();
        let end = match days {
            0 => plus(epoch, Unit::Day, fixed(i64::from(month) + 1))?.date(),
            n => plus(start.at(0, 0, 0, 0), Unit::Day, i64::from(n))?.date(),
        };
        (start >= first && start.year() == year).then_some((start, end))
    })
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
            (Holiday::Islamic(10, 1, 1), 2018, "2018-06-15"),
            (Holiday::Moved(2023, (1, 7), (12, 25)), 2022, "2022-01-07"),
            (Holiday::Moved(2023, (1, 7), (12, 25)), 2023, "2023-12-25"),
        ] {
            assert_eq!(holiday.in_year(year).unwrap().0.to_string(), day, "{holiday:?}");
        }
    }
}
