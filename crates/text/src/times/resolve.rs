//! Places what an expression says on the calendar: a half-open local interval and its grain.
//!
//! Works in civil time; zones are only carried. Parts of day are conventions, listed in `part_hours`.

use jiff::civil::{Date, DateTime};
use jiff::{Span, ToSpan};

use super::parts::{Clock, Expr, Parts};
use super::sense::{Part, Unit};
use crate::Lang;

/// The reference and the rules for what is left unsaid.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// Local time of the reference; nothing where none is known.
    pub now: Option<DateTime>,
    /// A bare weekday or date without year is the next one instead of the last one.
    pub forward: bool,
    pub lang: Lang,
}

/// A local interval `[from, to)`; a missing end is open.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed {
    pub from: Option<DateTime>,
    pub to: Option<DateTime>,
    pub grain: Unit,
    /// One period of the grain, said as such.
    pub instant: bool,
    pub remarks: Vec<String>,
}

/// One period on the calendar.
#[derive(Clone, Debug)]
pub(crate) struct Period {
    pub from: DateTime,
    pub to: DateTime,
    pub grain: Unit,
    pub remark: Option<String>,
}

impl Period {
    pub fn of(from: DateTime, grain: Unit) -> Option<Self> {
        Some(Self { from, to: plus(from, grain, 1)?, grain, remark: None })
    }

    pub fn day(date: Date) -> Option<Self> {
        Self::of(date.at(0, 0, 0, 0), Unit::Day)
    }
}

/// `at` moved by `count` units; nothing outside the calendar.
pub(crate) fn plus(at: DateTime, unit: Unit, count: i64) -> Option<DateTime> {
    if count.abs() > 10_000_000 {
        return None;
    }
    let span: Span = match unit {
        Unit::Second => count.seconds(),
        Unit::Minute => count.minutes(),
        Unit::Hour => Span::new().try_hours(count).ok()?,
        Unit::Day => Span::new().try_days(count).ok()?,
        Unit::Week => Span::new().try_weeks(count).ok()?,
        Unit::Month => Span::new().try_months(count).ok()?,
        Unit::Quarter => Span::new().try_months(count * 3).ok()?,
        Unit::Year => Span::new().try_years(count).ok()?,
        Unit::Decade => Span::new().try_years(count * 10).ok()?,
    };
    at.checked_add(span).ok()
}

/// The start of the unit that holds `at`. Weeks begin on Monday.
pub(crate) fn floor(at: DateTime, unit: Unit) -> Option<DateTime> {
    let date = at.date();
    let midnight = |d: Date| d.at(0, 0, 0, 0);
    Some(match unit {
        Unit::Second => date.at(at.hour(), at.minute(), at.second(), 0),
        Unit::Minute => date.at(at.hour(), at.minute(), 0, 0),
        Unit::Hour => date.at(at.hour(), 0, 0, 0),
        Unit::Day => midnight(date),
        Unit::Week => plus(midnight(date), Unit::Day, -i64::from(date.weekday().to_monday_zero_offset()))?,
        Unit::Month => midnight(date.first_of_month()),
        Unit::Quarter => midnight(Date::new(date.year(), (date.month() - 1) / 3 * 3 + 1, 1).ok()?),
        Unit::Year => midnight(date.first_of_year()),
        Unit::Decade => midnight(Date::new(date.year() - date.year().rem_euclid(10), 1, 1).ok()?),
    })
}

/// 1 for Monday to 7 for Sunday.
fn weekday_of(date: Date) -> u8 {
    date.weekday().to_monday_one_offset() as u8
}

impl Frame {
    /// Places an expression; nothing where the reference it needs is missing or no such date exists.
    pub fn place(&self, expr: &Expr) -> Option<Placed> {
        let closed = |p: Period| Placed {
            from: Some(p.from),
            to: Some(p.to),
            grain: p.grain,
            instant: true,
            remarks: p.remark.into_iter().collect(),
        };
        match expr {
            Expr::At(parts) => self.period(parts).map(closed),
            Expr::Range(a, b) => {
                let first = self.period(a)?;
                let mut last = self.period(b)?;
                if last.to <= first.from && b.year.is_none() {
                    // "from December to February": the second end is the next one after the first.
                    let unit = if b.clock.is_some() {
                        Unit::Day
                    } else if b.weekday.is_some() && b.day.is_none() {
                        Unit::Week
                    } else {
                        Unit::Year
                    };
                    last.from = plus(last.from, unit, 1)?;
                    last.to = plus(last.to, unit, 1)?;
                }
                let remarks = first.remark.into_iter().chain(last.remark).collect();
                (first.from < last.to).then(|| Placed {
                    from: Some(first.from),
                    to: Some(last.to),
                    grain: first.grain.min(last.grain),
                    instant: false,
                    remarks,
                })
            }
            Expr::Before(p) => {
                self.period(p).map(|p| Placed { from: None, to: Some(p.from), instant: false, ..closed(p) })
            }
            Expr::Until(p) => self.period(p).map(|p| Placed { from: None, instant: false, ..closed(p) }),
            Expr::Since(p) => self.period(p).map(|p| Placed { to: None, instant: false, ..closed(p) }),
            Expr::After(p) => {
                self.period(p).map(|p| Placed { from: Some(p.to), to: None, instant: false, ..closed(p) })
            }
            Expr::By(p) => self.period(p).map(|p| Placed { from: self.now, instant: false, ..closed(p) }),
            Expr::Lasting(p, unit, count) => {
                let start = self.period(p)?;
                let to = plus(start.from, *unit, *count)?;
                Some(Placed { to: Some(to), instant: false, ..closed(start) })
            }
            Expr::Within(unit, count) => {
                let now = self.now?;
                Some(Placed {
                    from: Some(now),
                    to: Some(plus(now, *unit, *count)?),
                    grain: Unit::Second,
                    instant: false,
                    remarks: Vec::new(),
                })
            }
        }
    }

    /// Places one time.
    fn period(&self, parts: &Parts) -> Option<Period> {
        if parts.now {
            return Period::of(self.now?, Unit::Second);
        }
        let mut day = match self.date(parts)? {
            Some(period) => period,
            None => Period::day(self.now?.date())?,
        };
        if parts.night_to {
            let from = plus(day.from, Unit::Hour, -6)?;
            return Some(Period { from, to: plus(day.from, Unit::Hour, 6)?, grain: Unit::Hour, remark: day.remark });
        }
        if let Some(clock) = parts.clock {
            let period = self.on_clock(clock, parts, &day)?;
            return Some(Period { remark: day.remark.take(), ..period });
        }
        if let Some(part) = parts.part {
            let (from, to) = part_hours(part);
            let start = day.from;
            return Some(Period {
                from: plus(start, Unit::Hour, from)?,
                to: plus(start, Unit::Hour, to)?,
                grain: Unit::Hour,
                remark: day.remark,
            });
        }
        Some(day)
    }

    /// The clock time on a day.
    fn on_clock(&self, clock: Clock, parts: &Parts, day: &Period) -> Option<Period> {
        let mut hour = i64::from(clock.hour);
        if !clock.certain {
            match parts.part {
                Some(Part::Afternoon | Part::Evening | Part::Lunch) if hour < 12 => hour += 12,
                Some(Part::Night) if (6..12).contains(&hour) => hour += 12,
                _ => {}
            }
        }
        let grain = match (clock.minute, clock.second) {
            (_, Some(_)) => Unit::Second,
            (Some(_), None) => Unit::Minute,
            (None, None) => Unit::Hour,
        };
        let at = plus(floor(day.from, Unit::Day)?, Unit::Hour, hour)?;
        let at = plus(at, Unit::Minute, i64::from(clock.minute.unwrap_or(0)))?;
        Period::of(plus(at, Unit::Second, i64::from(clock.second.unwrap_or(0)))?, grain)
    }

    /// The day or longer period; `Some(None)` where the expression names none.
    #[expect(clippy::option_option)]
    fn date(&self, parts: &Parts) -> Option<Option<Period>> {
        if !parts.has_date() {
            return Some(None);
        }
        let mut period = match (parts.year, parts.month, parts.day) {
            (Some(y), Some(m), Some(d)) => Period::day(Date::new(y, m as i8, d as i8).ok()?)?,
            (Some(y), Some(m), None) => Period::of(Date::new(y, m as i8, 1).ok()?.at(0, 0, 0, 0), Unit::Month)?,
            (Some(y), None, None) => Period::of(Date::new(y, 1, 1).ok()?.at(0, 0, 0, 0), Unit::Year)?,
            (None, Some(m), Some(d)) => self.without_year(m, d, parts.weekday)?,
            (None, Some(m), None) => self.month_without_year(m)?,
            (_, None, Some(d)) => self.day_of_month(d)?,
            (None, None, None) => match (parts.step, parts.weekday) {
                (Some((unit, count)), _) => Period::of(plus(floor(self.now?, unit)?, unit, i64::from(count))?, unit)?,
                (None, Some(weekday)) => self.weekday(weekday)?,
                (None, None) => return None,
            },
        };
        if let Some(said) = parts.weekday
            && period.grain == Unit::Day
        {
            let is = weekday_of(period.from.date());
            if is != said && period.remark.is_none() {
                period.remark =
                    Some(format!("the text says {}, but {} is a {}", name(said), period.from.date(), name(is)));
            }
        }
        Some(Some(period))
    }

    /// A day and month without year: the last such day, unless only another year near by agrees with the weekday.
    fn without_year(&self, month: u8, day: u8, weekday: Option<u8>) -> Option<Period> {
        let today = self.now?.date();
        let on = |year: i16| Date::new(year, month as i8, day as i8).ok();
        let past = (0..=8).find_map(|back| on(today.year() - back).filter(|d| *d <= today));
        let next = (0..=8).find_map(|ahead| on(today.year() + ahead).filter(|d| *d >= today));
        let (first, second) = if self.forward { (next, past) } else { (past, next) };
        let agrees = |d: &Option<Date>| weekday.is_none_or(|w| d.is_some_and(|d| weekday_of(d) == w));
        let chosen = if !agrees(&first) && agrees(&second) { second } else { first };
        Period::day(chosen?)
    }

    fn month_without_year(&self, month: u8) -> Option<Period> {
        let now = self.now?.date();
        let (m, this) = (month as i8, now.month());
        let year = match self.forward {
            true if m < this => now.year() + 1,
            false if m > this => now.year() - 1,
            _ => now.year(),
        };
        Period::of(Date::new(year, m, 1).ok()?.at(0, 0, 0, 0), Unit::Month)
    }

    fn day_of_month(&self, day: u8) -> Option<Period> {
        let today = self.now?.date();
        let step = if self.forward { 1 } else { -1 };
        (0..=12).find_map(|n| {
            let month = plus(today.first_of_month().at(0, 0, 0, 0), Unit::Month, n * step)?.date();
            let date = Date::new(month.year(), month.month(), day as i8).ok()?;
            let fits = if self.forward { date >= today } else { date <= today };
            fits.then(|| Period::day(date)).flatten()
        })
    }

    fn weekday(&self, weekday: u8) -> Option<Period> {
        let today = self.now?.date();
        let ahead = (i64::from(weekday) - i64::from(weekday_of(today))).rem_euclid(7);
        let days = match (self.forward, ahead) {
            (true, 0) => 7,
            (true, n) => n,
            (false, 0) => 0,
            (false, n) => n - 7,
        };
        Period::day(plus(today.at(0, 0, 0, 0), Unit::Day, days)?.date())
    }
}

/// First hour and the hour after the last, from midnight of the day. Conventions, not facts.
fn part_hours(part: Part) -> (i64, i64) {
    match part {
        Part::Morning => (0, 12),
        Part::EarlyMorning => (0, 9),
        Part::Lunch => (12, 14),
        Part::Afternoon => (12, 19),
        Part::Evening | Part::Night => (18, 24),
        Part::LateNight => (21, 24),
        Part::SmallHours => (0, 6),
        Part::AfterLunch => (13, 17),
        Part::AfterSchool => (15, 21),
    }
}

/// The English name of a weekday, for remarks.
pub(crate) fn name(weekday: u8) -> &'static str {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][usize::from(weekday - 1) % 7]
}
