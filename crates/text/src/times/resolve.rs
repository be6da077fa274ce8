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
    /// The reference says a time of day.
    pub exact: bool,
    /// Scheduling instead of news: a bare weekday or date is the next one, a bare hour the next such hour.
    pub forward: bool,
    /// What is said of an end ("until Monday", "after 20 November"): the next weekday, the nearest date.
    pub ahead: bool,
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
    /// One period of the grain.
    pub single: bool,
    pub remark: Option<String>,
}

impl Period {
    pub fn of(from: DateTime, grain: Unit) -> Option<Self> {
        Some(Self { from, to: plus(from, grain, 1)?, grain, single: true, remark: None })
    }

    /// From one date until before another.
    pub fn days(from: Date, to: Date) -> Self {
        Self { from: from.at(0, 0, 0, 0), to: to.at(0, 0, 0, 0), grain: Unit::Day, single: false, remark: None }
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
pub(crate) fn weekday_of(date: Date) -> u8 {
    date.weekday().to_monday_one_offset() as u8
}

impl Frame {
    /// Places an expression; nothing where the reference it needs is missing or no such date exists.
    pub fn place(&self, expr: &Expr) -> Option<Placed> {
        let closed = |p: Period| Placed {
            from: Some(p.from),
            to: Some(p.to),
            grain: p.grain,
            instant: p.single,
            remarks: p.remark.into_iter().collect(),
        };
        let end = Self { ahead: true, ..*self };
        let interval = |p: Period| Placed { instant: false, ..closed(p) };
        match expr {
            Expr::At(parts) => self.period(parts).map(closed),
            Expr::Range(a, b) => self.range(a, b),
            Expr::Before(p) => end.period(p).map(|p| Placed { from: None, to: Some(p.from), ..interval(p) }),
            Expr::Until(parts) => end.period(parts).map(|p| {
                let grain = match (parts.portion, parts.step) {
                    (Some(_), Some((Unit::Day, _))) => Unit::Hour,
                    (Some(_), Some((unit, _))) if self.forward => unit,
                    (Some(_), _) => p.grain.min(Unit::Day),
                    _ => p.grain,
                };
                let to = if parts.clock.is_some() { p.from } else { p.to };
                Placed { from: None, to: Some(to), grain, ..interval(p) }
            }),
            Expr::Since(p) => self.period(p).map(|p| Placed { to: None, ..interval(p) }),
            Expr::After(parts) => end.period(parts).map(|p| {
                let from = if self.forward || parts.clock.is_some() { p.from } else { p.to };
                Placed { from: Some(from), to: None, ..interval(p) }
            }),
            Expr::By(parts) => end.period(parts).map(|p| {
                let to = if parts.clock.is_some() { p.from } else { p.to };
                match self.forward {
                    true => Placed { from: self.now, to: Some(to), grain: Unit::Second, ..interval(p) },
                    false => Placed { from: None, to: Some(to), ..interval(p) },
                }
            }),
            Expr::Lasting(p, unit, count) => {
                let start = self.period(p)?;
                let unit_end = plus(start.from, *unit, *count)?;
                let grain = start.grain.min(*unit);
                Some(Placed { to: plus(unit_end, grain, i64::from(*unit == grain))?.into(), grain, ..interval(start) })
            }
            Expr::Within(unit, count) => {
                let now = self.now?;
                let end = floor(plus(now, *unit, *count)?, elapsed_grain(*unit))?;
                Some(Placed {
                    from: Some(now),
                    to: Some(end),
                    grain: Unit::Second,
                    instant: false,
                    remarks: Vec::new(),
                })
            }
        }
    }

    /// From the start of one to the end of the other, both included.
    fn range(&self, a: &Parts, b: &Parts) -> Option<Placed> {
        let first = self.period(a)?;
        let grain;
        let to = if b.clock.is_some() {
            let day = Period::day(first.from.date())?;
            let day =
                if b.has_date() && b.weekday.is_none() && b.date_differs(a) { self.date(b)??.from } else { day.from };
            let clock = b.clock?;
            let mut last = self.at_clock(clock, b.part, day)?;
            if last.from <= first.from && !clock.certain && clock.hour < 12 {
                last = self.at_clock(Clock { hour: clock.hour + 12, ..clock }, None, day)?;
            }
            if last.from <= first.from {
                last = self.at_clock(clock, b.part, plus(day, Unit::Day, 1)?)?;
            }
            grain = first.grain.min(last.grain);
            plus(last.from, grain, 1)?
        } else {
            let mut last = self.period(b)?;
            if last.to <= first.from && b.year.is_none() {
                // "from December to February": the second end is the next one after the first.
                let unit = if b.weekday.is_some() && b.day.is_none() { Unit::Week } else { Unit::Year };
                last.to = plus(last.to, unit, 1)?;
            }
            grain = first.grain.min(last.grain);
            last.to
        };
        let remarks = first.remark.into_iter().collect();
        (first.from < to).then_some(Placed { from: Some(first.from), to: Some(to), grain, instant: false, remarks })
    }

    /// Places one time.
    pub fn period(&self, parts: &Parts) -> Option<Period> {
        if parts.now {
            return Period::of(self.now?, Unit::Second);
        }
        let named = self.date(parts)?;
        let today = named.is_none() || parts.step == Some((Unit::Day, 0)) && parts.offset.is_none();
        let day = match named {
            Some(period) => period,
            None => Period::day(self.now?.date())?,
        };
        if parts.night_to {
            let (from, to) = (plus(day.from, Unit::Hour, -6)?, plus(day.from, Unit::Hour, 6)?);
            return Some(Period { from, to, grain: Unit::Hour, single: false, remark: day.remark });
        }
        if let Some(mut clock) = parts.clock {
            if self.forward && parts.zone.is_some() {
                clock.minute = clock.minute.or(Some(0));
            }
            let mut period = if today && self.forward {
                self.next_clock(clock, parts)?
            } else {
                self.at_clock(clock, parts.part, day.from)?
            };
            period.remark = day.remark.or(period.remark);
            if !parts.has_date() && !self.forward {
                period.remark.get_or_insert_with(|| "the day is not said; the day of publication is taken".to_owned());
            }
            return Some(period);
        }
        if let Some(part) = parts.part {
            let (from, to) = self.part_hours(part, today);
            let (from, to) = (plus(day.from, Unit::Hour, from)?, plus(day.from, Unit::Hour, to)?);
            return Some(Period { from, to, grain: Unit::Hour, single: false, remark: day.remark });
        }
        Some(day)
    }

    /// A clock time on the day that begins at `day`.
    fn at_clock(&self, clock: Clock, part: Option<Part>, day: DateTime) -> Option<Period> {
        let mut hour = i64::from(clock.hour);
        if !clock.certain {
            match part {
                Some(Part::Afternoon | Part::Evening | Part::Lunch | Part::LateNight) if hour < 12 => hour += 12,
                Some(Part::Night) if (6..12).contains(&hour) => hour += 12,
                Some(Part::Night | Part::SmallHours | Part::Morning) if hour == 12 => hour = 0,
                _ => {}
            }
        }
        let mut remark = None;
        if clock.named && hour == 24 && !self.forward {
            hour = 0;
            remark = Some("midnight of a date may be its first or its last instant; the first is taken".to_owned());
        }
        let grain = match (clock.minute, clock.second) {
            (_, Some(_)) => Unit::Second,
            (Some(_), None) => Unit::Minute,
            (None, None) => Unit::Hour,
        };
        let at = plus(floor(day, Unit::Day)?, Unit::Hour, hour)?;
        let at = plus(at, Unit::Minute, i64::from(clock.minute.unwrap_or(0)))?;
        Some(Period { remark, ..Period::of(plus(at, Unit::Second, i64::from(clock.second.unwrap_or(0)))?, grain)? })
    }

    /// The next such time of day, in either half of the day where the text leaves that open.
    fn next_clock(&self, clock: Clock, parts: &Parts) -> Option<Period> {
        let now = self.now?;
        let today = floor(now, Unit::Day)?;
        let slavic = matches!(self.lang, Lang::Uk | Lang::Ru);
        let part = parts.part.filter(|_| !clock.certain);
        let first = self.at_clock(clock, part, today)?;
        if first.to > now || (slavic && parts.part.is_some()) || parts.zone.is_some() && clock.certain {
            return Some(first);
        }
        let settled = matches!(part, Some(Part::Morning | Part::EarlyMorning | Part::SmallHours));
        if !clock.certain && clock.hour <= 12 && !settled {
            let later = self.at_clock(Clock { hour: clock.hour % 12 + 12, certain: true, ..clock }, None, today)?;
            if later.to > now {
                return Some(later);
            }
        }
        self.at_clock(clock, part, plus(today, Unit::Day, 1)?)
    }

    /// First hour and the hour after the last, from midnight of the day. Conventions, not facts.
    fn part_hours(&self, part: Part, today: bool) -> (i64, i64) {
        let slavic = self.lang != Lang::En;
        match part {
            Part::Morning if self.forward => match self.lang {
                Lang::En => (0, 12),
                Lang::Pl => (4, 12),
                Lang::Uk | Lang::Ru => (3, 12),
            },
            Part::Morning => (0, 12),
            Part::EarlyMorning => (0, 9),
            Part::Lunch => (12, 14),
            Part::Afternoon => (12, 19),
            Part::Evening => (18, 24),
            Part::Night if self.forward => (18, 24),
            // "вночі 11 жовтня" may be either night that touches the date; "сьогодні вночі" in a report has passed.
            Part::Night if slavic && today => (0, 6),
            Part::Night if slavic => (0, 30),
            Part::Night => (18, 30),
            Part::LateNight => (21, 24),
            Part::SmallHours => (0, 6),
            Part::AfterLunch => (13, 17),
            Part::AfterSchool => (15, 21),
        }
    }
}

/// To what an amount of elapsed time is exact: one unit finer.
pub(crate) fn elapsed_grain(unit: Unit) -> Unit {
    match unit {
        Unit::Second | Unit::Minute => Unit::Second,
        Unit::Hour => Unit::Minute,
        Unit::Day => Unit::Hour,
        Unit::Week | Unit::Month => Unit::Day,
        Unit::Quarter | Unit::Year => Unit::Month,
        Unit::Decade => Unit::Year,
    }
}

/// The English name of a weekday, for remarks.
pub(crate) fn name(weekday: u8) -> &'static str {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        [usize::from(weekday.wrapping_sub(1)) % 7]
}
