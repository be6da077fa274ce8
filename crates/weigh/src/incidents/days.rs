//! Local calendar days as numbers, and stretches of them: the grain at which happenings are told apart.
//!
//! Reports name days in the local time of the place, mostly without a zone; so days are compared as written, and UTC
//! bounds only where both sides are instants. What a stretch of days is used for is decided elsewhere.

use model::TimeSpan;

/// A day: days since 1970-01-01 in the local calendar.
pub(crate) type Day = i32;

/// A closed stretch of days; `Day::MIN` and `Day::MAX` where a side is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Days {
    pub first: Day,
    pub last: Day,
}

impl Days {
    /// The days that an EDTF value covers, as written.
    pub fn of(time: &TimeSpan) -> Option<Self> {
        let (from, to) = time.value.split_once('/').unwrap_or((&time.value, &time.value));
        let first = if open(from) { Day::MIN } else { point(from)?.first };
        let last = if open(to) { Day::MAX } else { point(to)?.last };
        (first <= last).then_some(Self { first, last })
    }

    /// What both allow.
    pub fn and(self, other: Self) -> Option<Self> {
        let both = Self { first: self.first.max(other.first), last: self.last.min(other.last) };
        (both.first <= both.last).then_some(both)
    }

    /// Whether both ends are known and lie at most `days` apart.
    pub fn within(self, days: i32) -> bool {
        self.first != Day::MIN && self.last != Day::MAX && self.last - self.first <= days
    }
}

/// Minutes since 1970-01-01T00:00 of the local calendar at which an EDTF value begins, where it says an hour.
pub(crate) fn first_minute(time: &TimeSpan) -> Option<i64> {
    let from = time.value.split('/').next()?;
    let (date, clock) = from.split_once('T')?;
    let mut parts = clock.split(':').map(|part| part.get(..2).and_then(|p| p.parse::<i64>().ok()));
    let (hour, minute) = (parts.next()??, parts.next().flatten().unwrap_or(0));
    Some(i64::from(point(date)?.first) * 1440 + hour * 60 + minute)
}

fn open(side: &str) -> bool {
    side.is_empty() || side == ".."
}

/// The days of `YYYY`, `YYYY-MM` or `YYYY-MM-DD…`.
fn point(text: &str) -> Option<Days> {
    let date = text.split('T').next()?.trim_end_matches(['?', '~', '%']);
    let mut parts = date.split('-').map(|part| part.parse::<i32>().ok());
    let year = parts.next()??;
    let day = |month, day| Some(number(year, month, day));
    match (parts.next(), parts.next()) {
        (None, _) => Some(Days { first: day(1, 1)?, last: day(12, 31)? }),
        (Some(month), None) => {
            let month = month.filter(|m| (1..=12).contains(m))?;
            let next = if month == 12 { number(year + 1, 1, 1) } else { number(year, month + 1, 1) };
            Some(Days { first: day(month, 1)?, last: next - 1 })
        }
        (Some(month), Some(d)) => {
            let (month, d) = (month.filter(|m| (1..=12).contains(m))?, d.filter(|d| (1..=31).contains(d))?);
            let one = number(year, month, d);
            Some(Days { first: one, last: one })
        }
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", `days_from_civil`). Years 0 to 9999.
fn number(year: i32, month: i32, day: i32) -> Day {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// A day as `YYYY-MM-DD`.
pub(crate) fn written(day: Day) -> String {
    // The reverse algorithm of the same source, `civil_from_days`.
    let z = i64::from(day) + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let d = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{d:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(value: &str) -> Option<(Day, Day)> {
        Days::of(&TimeSpan::new(value, None).unwrap()).map(|d| (d.first, d.last))
    }

    #[test]
    fn days_are_counted_as_written_whatever_the_zone() {
        for (value, first, last) in [
            ("1970-01-01", 0, 0),
            ("1970-01-31T23:59", 30, 30),
            ("2000-02", 10_988, 11_016),
            ("2022-08-15", 19_219, 19_219),
            ("2022-10-10/2022-10-14", 19_275, 19_279),
            ("../2022-10-13", Day::MIN, 19_278),
            ("2022-10-14T08:12/..", 19_279, Day::MAX),
        ] {
            assert_eq!(days(value), Some((first, last)), "{value}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_day_is_written_as_it_was_read(day in -700_000..2_900_000) {
            let value = written(day);
            proptest::prop_assert_eq!(days(&value), Some((day, day)));
        }
    }
}
