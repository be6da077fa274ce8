//! The day or longer period that an expression names: dates, weekdays, counted periods, seasons, holidays.
//!
//! Clock times and parts of day on top of it are in `resolve`.

use jiff::civil::{Date, DateTime};

use super::parts::{Counted, Nth, Parts};
use super::resolve::{Frame, Period, elapsed_grain, floor, name, plus, weekday_of};
use super::sense::{Portion, Unit};
use crate::Lang;

/// News announce days this far ahead without a year; a day nearly a year back is named with it.
const SOON: i64 = 31;

fn date(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, month as i8, day as i8).ok()
}

fn midnight(date: Date) -> DateTime {
    date.at(0, 0, 0, 0)
}

impl Frame {
    /// The day or longer period; `Some(None)` where the expression names none, nothing where it cannot be placed.
    #[expect(clippy::option_option)]
    pub fn date(&self, parts: &Parts) -> Option<Option<Period>> {
        if !parts.has_date() {
            return Some(None);
        }
        let mut period = self.named(parts)?;
        if let Some(portion) = parts.portion {
            period = portion_of(period, portion, self.now)?;
        }
        if let Some(said) = parts.weekday
            && period.grain == Unit::Day
        {
            let is = weekday_of(period.from.date());
            if is != said && period.remark.is_none() {
                period.remark =
                    Some(format!("the text says {}, but {} is a {}", name(said), period.from.date(), name(is)));
            }
        }
        if parts.order_unsure {
            period.remark.get_or_insert_with(|| "day and month may be the other way round".to_owned());
        }
        Some(Some(period))
    }

    fn named(&self, parts: &Parts) -> Option<Period> {
        if let Some((unit, count)) = parts.rolling {
            let at = floor(self.now?, unit)?;
            let (from, to) = if count < 0 { (i64::from(count), 0) } else { (1, i64::from(count) + 1) };
            return Some(Period {
                from: plus(at, unit, from)?,
                to: plus(at, unit, to)?,
                grain: unit,
                single: false,
                remark: None,
            });
        }
        if let Some(nth) = parts.nth {
            return self.nth(nth, parts);
        }
        if parts.holiday.is_some() {
            return self.holiday(parts);
        }
        if let Some(season) = parts.season {
            return self.season(season, parts);
        }
        if parts.weekend {
            return self.weekend(parts);
        }
        if let Some(quarter) = parts.quarter {
            let month = (quarter - 1) * 3 + 1;
            let year = match (parts.year, parts.step) {
                (Some(year), _) => year,
                (None, Some((Unit::Year, n))) => self.now?.year() + i16::try_from(n).ok()?,
                _ if !self.forward && month as i8 > self.now?.month() => self.now?.year() - 1,
                _ => self.now?.year(),
            };
            return Period::of(midnight(date(year, month, 1)?), Unit::Quarter);
        }
        if let Some(decade) = parts.decade {
            return Period::of(midnight(date(decade, 1, 1)?), Unit::Decade);
        }
        if let Some((unit, count)) = parts.offset {
            return self.elapsed(unit, count, parts);
        }
        match (parts.year, parts.month, parts.day) {
            (Some(y), Some(m), Some(d)) => Period::day(date(y, m, d)?),
            (Some(y), Some(m), None) => Period::of(midnight(date(y, m, 1)?), Unit::Month),
            (Some(y), None, None) => Period::of(midnight(date(y, 1, 1)?), Unit::Year),
            (None, Some(m), day) => {
                let year = match parts.step {
                    Some((Unit::Year, n)) => Some(self.now?.year() + i16::try_from(n).ok()?),
                    _ => None,
                };
                match (year, day) {
                    (Some(y), Some(d)) => Period::day(date(y, m, d)?),
                    (Some(y), None) => Period::of(midnight(date(y, m, 1)?), Unit::Month),
                    (None, Some(d)) => self.without_year(m, d, parts),
                    (None, None) => self.month_without_year(m, parts),
                }
            }
            (_, None, Some(d)) => self.day_of_month(d, parts),
            (None, None, None) => match (parts.step, parts.weekday) {
                (Some((Unit::Week, count)), Some(weekday)) => {
                    let week = plus(floor(self.now?, Unit::Week)?, Unit::Week, i64::from(count))?;
                    Period::day(plus(week, Unit::Day, i64::from(weekday) - 1)?.date())
                }
                (Some((unit, count)), _) => Period::of(plus(floor(self.now?, unit)?, unit, i64::from(count))?, unit),
                (None, Some(weekday)) => self.weekday(weekday, parts),
                (None, None) => None,
            },
        }
    }

    /// "three days ago" and the like. In news the period of the unit; in scheduling exact to one unit finer.
    fn elapsed(&self, unit: Unit, count: i64, parts: &Parts) -> Option<Period> {
        let now = self.now?;
        let at = plus(now, unit, count)?;
        if let Some(weekday) = parts.weekday.filter(|_| unit == Unit::Week) {
            return Period::day(plus(floor(at, Unit::Week)?, Unit::Day, i64::from(weekday) - 1)?.date());
        }
        if let Some(month) = parts.month.filter(|_| unit == Unit::Year) {
            return Period::of(midnight(date(at.year(), month, 1)?), Unit::Month);
        }
        if self.forward {
            // "3 years from today" counts days.
            let grain = if parts.step.is_some() && unit > Unit::Day { Unit::Day } else { elapsed_grain(unit) };
            return Period::of(floor(at, grain)?, grain);
        }
        if unit < Unit::Day && !self.exact {
            let (from, to) = (floor(now, Unit::Day)?, plus(floor(now, Unit::Day)?, Unit::Day, 1)?);
            return Some(Period {
                from: plus(from, unit, count)?,
                to: plus(to, unit, count)?,
                grain: Unit::Hour,
                single: false,
                remark: None,
            });
        }
        let grain = unit.max(Unit::Minute);
        Period::of(floor(at, grain)?, grain)
    }

    /// A day and month without year. In news the last such day, unless only the next one agrees with the weekday or it
    /// comes within [`SOON`] days.
    fn without_year(&self, month: u8, day: u8, parts: &Parts) -> Option<Period> {
        let today = self.now?.date();
        let weekday = parts.weekday;
        let on = |years: i16| date(today.year() + years, month, day);
        let past = (0..=8).filter_map(|n| on(-n)).find(|d| *d <= today);
        let next = (0..=8).filter_map(on).find(|d| *d >= today);
        let nearer = past.zip(next).is_some_and(|(p, n)| n.duration_since(today) < today.duration_since(p));
        let days = |d: Date| d.duration_since(today).as_hours() / 24;
        let soon = nearer && next.is_some_and(|n| days(n) <= SOON);
        let (first, second) = if self.forward || self.ahead && nearer || soon { (next, past) } else { (past, next) };
        let agrees = |d: &Option<Date>| weekday.is_none_or(|w| d.is_some_and(|d| weekday_of(d) == w));
        if agrees(&first) {
            return Period::day(first?);
        }
        if agrees(&second) {
            return Period::day(second?);
        }
        let further = (1..=7).filter_map(on).find(|d| self.forward && weekday.is_some_and(|w| weekday_of(*d) == w));
        Period::day(further.or(first)?)
    }

    fn month_without_year(&self, month: u8, parts: &Parts) -> Option<Period> {
        let now = self.now?.date();
        let (m, this) = (month as i8, now.month());
        let year = now.year()
            + match parts.shift {
                Some(0) => 0,
                Some(n) if n > 0 => i16::from(m <= this),
                Some(_) => -i16::from(m >= this),
                None if self.forward => i16::from(m < this),
                None => -i16::from(m > this),
            }
            + i16::from(parts.second_next);
        Period::of(midnight(date(year, month, 1)?), Unit::Month)
    }

    /// "the 15th", "20th of next month", "Thu 15th".
    fn day_of_month(&self, day: u8, parts: &Parts) -> Option<Period> {
        let today = self.now?.date();
        let month = midnight(today.first_of_month());
        if let Some((Unit::Month, count)) = parts.step {
            let month = plus(month, Unit::Month, i64::from(count))?.date();
            return Period::day(date(month.year(), month.month() as u8, day)?);
        }
        let step = if self.forward { 1 } else { -1 };
        let fits = |d: &Date| if self.forward { *d >= today } else { *d <= today };
        let on = |n: i64| {
            let month = plus(month, Unit::Month, n * step)?.date();
            date(month.year(), month.month() as u8, day).filter(fits)
        };
        let agrees = (0..=12).filter_map(on).find(|d| parts.weekday.is_none_or(|w| weekday_of(*d) == w));
        Period::day(agrees.or_else(|| (0..=12).find_map(on))?)
    }

    fn weekday(&self, weekday: u8, parts: &Parts) -> Option<Period> {
        let today = self.now?.date();
        let ahead = (i64::from(weekday) - i64::from(weekday_of(today))).rem_euclid(7);
        let after = if ahead == 0 { 7 } else { ahead };
        let days = match parts.shift {
            // "next Wednesday" in English is the one of next week.
            Some(n) if n > 0 && self.lang == Lang::En => i64::from(weekday) - i64::from(weekday_of(today)) + 7,
            Some(n) if n > 0 => after,
            Some(0) if self.forward => ahead,
            Some(0) => i64::from(weekday) - i64::from(weekday_of(today)),
            Some(n) => (if ahead == 0 { -7 } else { ahead - 7 }) + 7 * (i64::from(n) + 1),
            None if parts.second_next => after + 7,
            None if self.forward || self.ahead => after,
            None => {
                if ahead == 0 {
                    0
                } else {
                    ahead - 7
                }
            }
        };
        Period::day(plus(midnight(today), Unit::Day, days)?.date())
    }

    /// Counted inside a period, or from the reference.
    fn nth(&self, nth: Nth, parts: &Parts) -> Option<Period> {
        if parts.now_based {
            let Counted::Weekday(weekday) = nth.of else { return None };
            let today = floor(self.now?, Unit::Day)?;
            return nth_weekday(today, weekday, nth.count);
        }
        if parts.holiday.is_some() {
            let Counted::Weekday(weekday) = nth.of else { return None };
            let start = self.holiday(&Parts { nth: None, ..parts.clone() })?;
            return nth_weekday(start.from, weekday, nth.count);
        }
        let inside = self.named(&Parts { nth: None, portion: None, ..parts.clone() })?;
        let count = i64::from(nth.count);
        let period = match nth.of {
            Counted::Unit(unit) => {
                // Weeks that lie inside the period as a whole.
                let up = floor(inside.from, unit)?;
                let first = if up < inside.from { plus(up, unit, 1)? } else { up };
                let from =
                    if count > 0 { plus(first, unit, count - 1)? } else { plus(floor(inside.to, unit)?, unit, count)? };
                Period::of(from, unit)?
            }
            Counted::Weekday(weekday) if count > 0 => {
                nth_weekday(plus(inside.from, Unit::Day, -1)?, weekday, nth.count)?
            }
            Counted::Weekday(weekday) => nth_weekday(inside.to, weekday, nth.count)?,
            Counted::Weekend => {
                let before = if count > 0 { plus(inside.from, Unit::Day, -1)? } else { inside.to };
                self.weekend_at(nth_weekday(before, 6, nth.count)?.from)?
            }
        };
        (period.from >= plus(inside.from, Unit::Day, -1)? && period.to <= plus(inside.to, Unit::Day, 1)?)
            .then_some(period)
    }

    fn holiday(&self, parts: &Parts) -> Option<Period> {
        let holiday = parts.holiday?;
        let span = |(from, to): (Date, Date)| {
            let one = from.tomorrow().is_ok_and(|next| next == to);
            // A feast that begins at sunset: a diary has it on the eve, news may speak of either day.
            let eve = if holiday.begins_at_sunset() { from.yesterday().ok()? } else { from };
            let to = if holiday.begins_at_sunset() && one && self.forward { from } else { to };
            let one = one && (self.forward || !holiday.begins_at_sunset());
            let remark = holiday.doubt().filter(|_| !self.forward).map(str::to_owned);
            Some(Period { single: one, remark, ..Period::days(eve, to) })
        };
        if let Some(year) = parts.year {
            return span(holiday.in_year(year)?);
        }
        let today = self.now?.date();
        if let Some((Unit::Year, n)) = parts.step {
            return span(holiday.in_year(today.year() + i16::try_from(n).ok()?)?);
        }
        let years = |first: i16| (first..first + 5).filter_map(|n| holiday.in_year(today.year() + n));
        if let Some((unit, count)) = parts.offset {
            if parts.from_holiday {
                return years(-2).find_map(|(from, _)| {
                    let day = plus(midnight(from), unit, count)?.date();
                    (day >= today).then(|| Period::day(day)).flatten()
                });
            }
            let at = floor(plus(self.now?, unit, count)?, unit)?;
            let end = plus(at, unit, 1)?;
            return span(
                years(-2).chain(holiday.in_year(at.year())).find(|(from, _)| (at..end).contains(&midnight(*from)))?,
            );
        }
        let past = || years(-3).rfind(|(from, _)| *from <= today && (parts.shift != Some(-1) || *from < today));
        let next = || years(0).find(|(_, to)| *to > today);
        let found = match parts.shift {
            Some(n) if n < 0 => past(),
            Some(_) => next(),
            None if self.forward => next(),
            None => past(),
        };
        span(found?)
    }

    /// Meteorological seasons; in scheduling, English and Polish ones begin at the solstices and equinoxes.
    fn season(&self, season: u8, parts: &Parts) -> Option<Period> {
        let (start, end) = match season {
            1 => ((3, 20), (6, 21)),
            2 => ((6, 21), (9, 24)),
            3 => ((9, 23), (12, 21)),
            4 => ((12, 21), (3, 21)),
            _ => return None,
        };
        let astronomical = self.forward && matches!(self.lang, Lang::En | Lang::Pl);
        let (start, end) = if astronomical { (start, end) } else { ((start.0, 1), (end.0, 1)) };
        let in_year = |year: i16| {
            let first = if season == 4 { year - 1 } else { year };
            let grain = if self.forward { Unit::Day } else { Unit::Month };
            Some(Period { grain, ..Period::days(date(first, start.0, start.1)?, date(year, end.0, end.1)?) })
        };
        let unsure = |p: Period| {
            let remark = (season == 4).then(|| "the winter that ends in that year is taken".to_owned());
            Period { remark: remark.filter(|_| !self.forward), ..p }
        };
        let year_step = match parts.step {
            Some((Unit::Year, n)) => Some(self.now?.year() + i16::try_from(n).ok()?),
            _ => None,
        };
        if let Some(year) = parts.year.or(year_step) {
            return in_year(year).map(unsure);
        }
        let now = self.now?;
        let around = || (now.year() - 3..=now.year() + 3).filter_map(in_year);
        match parts.shift {
            Some(n) if n < 0 => around().rfind(|p| p.to <= now),
            Some(n) if n > 0 => around().find(|p| p.from > now),
            Some(_) => around().find(|p| p.to > now),
            None if self.forward => around().find(|p| p.to > now),
            None => around().rfind(|p| p.from <= now),
        }
    }

    fn weekend(&self, parts: &Parts) -> Option<Period> {
        let week = floor(self.now?, Unit::Week)?;
        let shift = match (parts.step, parts.shift) {
            (Some((Unit::Week, n)), _) => i64::from(n),
            (_, Some(n)) => i64::from(n),
            _ if self.forward || weekday_of(self.now?.date()) >= 6 => 0,
            _ => -1,
        };
        self.weekend_at(plus(plus(week, Unit::Week, shift)?, Unit::Day, 5)?)
    }

    /// The weekend of a Saturday: in news its two days, in scheduling from Friday 18:00.
    fn weekend_at(&self, saturday: DateTime) -> Option<Period> {
        let to = plus(saturday, Unit::Day, 2)?;
        Some(match self.forward {
            true => {
                Period { from: plus(saturday, Unit::Hour, -6)?, to, grain: Unit::Hour, single: false, remark: None }
            }
            false => Period { from: saturday, to, grain: Unit::Day, single: false, remark: None },
        })
    }
}

/// The `count`-th such weekday strictly after (or, for negative counts, before) the day of `at`.
fn nth_weekday(at: DateTime, weekday: u8, count: i8) -> Option<Period> {
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday as i8).ok()?;
    Period::day(at.date().nth_weekday(i32::from(count), weekday).ok()?)
}

/// A third of a month, the first quarter or last four months of a year, three days of a week. Conventions.
fn portion_of(period: Period, portion: Portion, now: Option<DateTime>) -> Option<Period> {
    let Period { from, to, grain, .. } = period;
    let (unit, start_end, middle, end_start) = match grain {
        Unit::Month => (
            Unit::Day,
            plus(from, Unit::Day, 10)?,
            (plus(from, Unit::Day, 10)?, plus(from, Unit::Day, 20)?),
            plus(from, Unit::Day, 20)?,
        ),
        Unit::Year => (
            Unit::Month,
            plus(from, Unit::Month, 3)?,
            (plus(from, Unit::Month, 4)?, plus(from, Unit::Month, 8)?),
            plus(from, Unit::Month, 8)?,
        ),
        Unit::Week => (
            Unit::Day,
            plus(from, Unit::Day, 3)?,
            (plus(from, Unit::Day, 2)?, plus(from, Unit::Day, 5)?),
            plus(from, Unit::Day, 4)?,
        ),
        Unit::Decade => (
            Unit::Year,
            plus(from, Unit::Year, 4)?,
            (plus(from, Unit::Year, 3)?, plus(from, Unit::Year, 7)?),
            plus(from, Unit::Year, 6)?,
        ),
        Unit::Day => (
            Unit::Hour,
            plus(from, Unit::Hour, 12)?,
            (plus(from, Unit::Hour, 10)?, plus(from, Unit::Hour, 14)?),
            plus(from, Unit::Hour, 17)?,
        ),
        _ => return Some(period),
    };
    let (from, to) = match portion {
        Portion::Start => (from, start_end),
        Portion::Middle => middle,
        Portion::End => (end_start, to),
        Portion::All => (from, to),
        Portion::Rest => (floor(now?, Unit::Day)?, to),
    };
    (from < to).then_some(Period { from, to, grain: unit, single: false, remark: period.remark })
}
