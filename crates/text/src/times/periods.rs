//! Counted and relative periods: "last week", "three days ago", "third Tuesday of October", quarters, decades, seasons.

use super::holidays::Holiday;
use super::parse::{Parser, Read};
use super::parts::{Counted, Nth, Parts};
use super::sense::{Portion, Sense, Unit};
use crate::Lang;

/// A length of time: unit and count. Halves are counted in the unit below.
pub(crate) type Length = (Unit, i64);

impl Parser<'_> {
    /// The longest counted or relative period at `at`.
    pub fn period(&self, at: usize) -> Read<Parts> {
        let start = self.word(at, Sense::The).unwrap_or(at);
        let mut best: Read<Parts> = None;
        let mut offer = |found: Read<Parts>| {
            if let Some((_, next)) = &found
                && best.as_ref().is_none_or(|(_, b)| next > b)
            {
                best = found;
            }
        };
        offer(self.elapsed(start));
        offer(self.rolling(start));
        offer(self.shifted(start));
        offer(self.nth_of(start));
        offer(self.day_of_step(start));
        offer(self.portion_of(start));
        offer(self.quarter(start));
        offer(self.decade(start));
        offer(self.season(start));
        offer(self.holiday_piece(start));
        offer(self.part_of_day(start));
        offer(self.night_to(start));
        offer(self.weekends(start));
        best
    }

    /// A unit of time at `at`.
    pub fn unit(&self, at: usize) -> Read<Unit> {
        let (unit, next) = self.sense(at, |s| if let Sense::Unit(u) = s { Some(u) } else { None })?;
        Some((unit, self.skip_stop(next)))
    }

    /// "three days", "2.5 hours", "half an hour", "a couple of weeks", "1/4 h".
    pub fn length(&self, at: usize) -> Read<Length> {
        let at = self.word(at, Sense::Approx).unwrap_or(at);
        if let Some((length, next)) =
            self.sense(at, |s| if let Sense::Length(u, n) = s { Some((u, i64::from(n))) } else { None })
        {
            return Some((length, next));
        }
        if let Some(found) = self.fraction(at) {
            return Some(found);
        }
        let counted = self.number(at).filter(|(_, ordinal, _)| !ordinal).map(|(n, _, next)| (i64::from(n), next));
        let some = || self.sense(at, |s| if let Sense::Some(n) = s { Some(i64::from(n)) } else { None });
        let (count, next) = match (counted, some()) {
            (Some(a), Some(b)) if b.1 > a.1 => b,
            (Some(a), _) => a,
            (None, b) => b?,
        };
        let next = self.word(next, Sense::More).unwrap_or(next);
        // "2.5 hours", "2 and a half hours"
        let half = if (self.is(next, '.') || self.is(next, ','))
            && self.tight(next)
            && self.tight(next + 1)
            && self.token(next + 1)?.number() == Some(5)
        {
            Some(next + 2)
        } else {
            self.word(next, Sense::And).and_then(|n| {
                let n = self.sense(n, |s| matches!(s, Sense::Some(1)).then_some(())).map_or(n, |f| f.1);
                self.word(n, Sense::Half)
            })
        };
        let (unit, end) = self.unit(half.unwrap_or(next)).or_else(|| {
            let sign = self.sense(next, |s| if let Sense::UnitSign(u) = s { Some(u) } else { None })?;
            (self.whole || self.tight(next)).then_some(sign)
        })?;
        match half {
            Some(_) => Some((halves(unit, count * 2 + 1)?, end)),
            None => Some(((unit, count), end)),
        }
    }

    /// "half an hour", "1/4 h", "three-quarters of an hour", "pół godziny": quarters of a unit, in the unit below.
    fn fraction(&self, at: usize) -> Read<Length> {
        let slash = |n: u64, d: u64| {
            (self.token(at)?.number() == Some(n) && self.is(at + 1, '/') && self.token(at + 2)?.number() == Some(d))
                .then_some(at + 3)
        };
        let (quarters, next) = if let Some(next) = slash(1, 2) {
            (2, next)
        } else if let Some(next) = slash(1, 4) {
            (1, next)
        } else if let Some(next) = slash(3, 4) {
            (3, next)
        } else if let Some(next) = self.word(at, Sense::Half) {
            (2, next)
        } else if let Some(next) = self.word(at, Sense::ThreeQuarters) {
            (3, next)
        } else {
            (1, self.word(at, Sense::QuarterHour)?)
        };
        let next = self.sense(next, |s| matches!(s, Sense::Some(1)).then_some(())).map_or(next, |f| f.1);
        let (unit, end) = self
            .unit(next)
            .or_else(|| self.sense(next, |s| if let Sense::UnitSign(u) = s { Some(u) } else { None }))?;
        (unit == Unit::Hour).then_some(((Unit::Minute, quarters * 15), end))
    }

    /// "three days ago", "через дві години", "a week from now", "2 thursdays ago".
    fn elapsed(&self, at: usize) -> Read<Parts> {
        let piece = |unit, count| Parts { offset: Some((unit, count)), ..Parts::default() };
        let led = self.word(at, Sense::In).or_else(|| self.word(at, Sense::InLoose).filter(|_| self.whole));
        if let Some(next) = led {
            let next = self.word(next, Sense::More).unwrap_or(next);
            // "put out in three hours" is how long it took.
            let took = |unit: Unit| !self.whole && self.lang == Lang::En && unit < Unit::Day;
            if let Some(((unit, count), end)) = self.length(next).filter(|((unit, _), _)| !took(*unit)) {
                return Some((piece(unit, count), end));
            }
            if self.lang != Lang::En
                && let Some((unit, end)) = self.unit(self.word(next, Sense::Approx).unwrap_or(next))
            {
                return Some((piece(unit, 1), end));
            }
            if self.whole && self.lang == Lang::En && self.token(next)?.number() == Some(15) {
                return Some((piece(Unit::Minute, 15), next + 1));
            }
        }
        let bare = || if self.lang == Lang::En { None } else { self.unit(at).map(|(u, end)| ((u, 1), end)) };
        if let Some(((unit, count), next)) = self.length(at).or_else(bare) {
            let back = self.word(next, Sense::Ago);
            if let Some(end) = back {
                return Some((piece(unit, -count), end));
            }
            if let Some(end) = self.word(next, Sense::Hence) {
                return Some((piece(unit, count), end));
            }
            if self.whole {
                if let Some(end) = self.word(next, Sense::Later) {
                    return Some((piece(unit, count), end));
                }
                if let Some(end) = self.word(next, Sense::FromToday) {
                    let parts = Parts { step: Some((Unit::Day, 0)), ..piece(unit, count) };
                    return Some((parts, end));
                }
                // "three days after Easter", "a year from Christmas"
                let after = self.word(next, Sense::After).or_else(|| self.word(next, Sense::From))?;
                let (holiday, end) = self.holiday(after)?;
                return Some((Parts { holiday: Some(holiday), from_holiday: true, ..piece(unit, count) }, end));
            }
        }
        let (count, _, next) = self.number(at)?;
        let (weekday, next) = self.sense(next, |s| if let Sense::Weekday(d) = s { Some(d) } else { None })?;
        let (sign, end) = match self.word(next, Sense::Ago) {
            Some(end) => (-1, end),
            None => (1, self.word(next, Sense::Hence)?),
        };
        let count = i8::try_from(count).ok().filter(|c| *c > 0)?;
        Some((
            Parts {
                nth: Some(Nth { count: count * sign, of: Counted::Weekday(weekday) }),
                now_based: true,
                ..Parts::default()
            },
            end,
        ))
    }

    /// "the last two weeks", "наступні 3 дні", "2 upcoming weeks".
    fn rolling(&self, at: usize) -> Read<Parts> {
        let shift = |at| self.sense(at, |s| if let Sense::Shift(n @ (-1 | 1)) = s { Some(n) } else { None });
        if let Some(next) = self.word(at, Sense::Upcoming)
            && let Some(((unit, count), end)) = self.length(next)
        {
            return Some((Parts { step: Some((unit, count as i32)), ..Parts::default() }, end));
        }
        if self.whole
            && let Some((count, false, next)) = self.number(at)
            && let Some(next) = self.word(next, Sense::Upcoming)
            && let Some((unit, end)) = self.unit(next)
        {
            return Some((Parts { step: Some((unit, count as i32)), ..Parts::default() }, end));
        }
        let (direction, next) = shift(at)?;
        let ((unit, count), end) = self.length(next)?;
        let count = i32::try_from(count).ok().filter(|c| *c < 10_000)?;
        Some((Parts { rolling: Some((unit, count * i32::from(direction))), ..Parts::default() }, end))
    }

    /// "last week", "this Monday", "next March", "this evening", "last Christmas".
    fn shifted(&self, at: usize) -> Read<Parts> {
        let (shift, next) = self.sense(at, |s| match s {
            Sense::Shift(n) => Some(n),
            Sense::Upcoming => Some(1),
            _ => None,
        })?;
        let next = if self.lang == Lang::En { self.word(next, Sense::Approx).unwrap_or(next) } else { next };
        let with = |parts: Parts| Parts { shift: Some(shift), weak: false, ..parts };
        if let Some(end) = self.word(next, Sense::Weekend) {
            return Some((with(Parts { weekend: true, ..Parts::default() }), end));
        }
        if let Some((unit, end)) = self.unit(next) {
            if !self.whole && unit <= Unit::Day {
                return None;
            }
            return Some((Parts { step: Some((unit, i32::from(shift))), ..Parts::default() }, end));
        }
        if let Some((weekday, end)) = self.weekday_name(next) {
            return Some((with(Parts { weekday: Some(weekday), ..Parts::default() }), end));
        }
        if let Some((month, weak, end)) = self.month(next) {
            let usable = !weak || (self.lang == Lang::En && month == 5 && shift != 0);
            return usable.then(|| (with(Parts { month: Some(month), ..Parts::default() }), end));
        }
        if let Some((season, end)) = self.sense(next, |s| if let Sense::Season(n) = s { Some(n) } else { None }) {
            return Some((with(Parts { season: Some(season), ..Parts::default() }), end));
        }
        if let Some(end) = self.word(next, Sense::ThisSeason).filter(|_| self.whole) {
            return Some((with(Parts { season: Some(0), ..Parts::default() }), end));
        }
        if let Some((holiday, end)) = self.holiday(next) {
            return Some((with(Parts { holiday: Some(holiday), ..Parts::default() }), end));
        }
        if shift == 0
            && let Some((part, end)) = self.sense(next, |s| if let Sense::Part(p) = s { Some(p) } else { None })
        {
            return Some((Parts { step: Some((Unit::Day, 0)), part: Some(part), ..Parts::default() }, end));
        }
        None
    }

    /// The name of a weekday, whatever its company.
    fn weekday_name(&self, at: usize) -> Read<u8> {
        let (weekday, next) = self.sense(at, |s| match s {
            Sense::Weekday(d) | Sense::WeekdayOrWord(d) => Some(d),
            _ => None,
        })?;
        Some((weekday, self.skip_stop(next)))
    }

    /// "third Tuesday of September 2014", "останній день у жовтні", "second last week of 2018".
    fn nth_of(&self, at: usize) -> Read<Parts> {
        let (mut count, next) = match self.number(at) {
            Some((n, true, next)) if (1..=60).contains(&n) => (n as i8, next),
            _ => (-1, self.sense(at, |s| matches!(s, Sense::Shift(-1)).then_some(())).map(|f| f.1)?),
        };
        let mut next = next;
        if count > 0
            && let Some(end) = self.sense(next, |s| matches!(s, Sense::Shift(-1)).then_some(())).map(|f| f.1)
        {
            count = -count;
            next = end;
        }
        let weekend = self.word(next, Sense::Weekend);
        let (of, next) = if let Some(end) = weekend {
            (Counted::Weekend, end)
        } else if let Some((weekday, end)) = self.weekday_name(next) {
            (Counted::Weekday(weekday), end)
        } else {
            let (unit, end) = self.unit(next).filter(|(u, _)| matches!(u, Unit::Day | Unit::Week))?;
            (Counted::Unit(unit), end)
        };
        let nth = Some(Nth { count, of });
        if count > 0
            && self.whole
            && let Some(after) = self.word(next, Sense::After)
            && let Some((holiday, end)) = self.holiday(after)
        {
            return Some((Parts { nth, holiday: Some(holiday), ..Parts::default() }, end));
        }
        let next = [Sense::Of, Sense::On].into_iter().filter_map(|s| self.word(next, s)).max().unwrap_or(next);
        let next = self.word(next, Sense::The).unwrap_or(next);
        let (inside, end) = self.container(next)?;
        Some((Parts { nth, ..inside }, end))
    }

    /// A month, year or relative month that something is counted in.
    fn container(&self, at: usize) -> Read<Parts> {
        if let Some((month, _, end)) = self.month(at) {
            return Some((Parts { month: Some(month), ..Parts::default() }, end));
        }
        if let Some((Parts { step: step @ Some((Unit::Month | Unit::Year | Unit::Quarter, _)), .. }, end)) =
            self.shifted(at)
        {
            return Some((Parts { step, ..Parts::default() }, end));
        }
        if let Some((unit @ (Unit::Month | Unit::Year), end)) = self.unit(at).filter(|_| self.lang == Lang::En) {
            return Some((Parts { step: Some((unit, 0)), ..Parts::default() }, end));
        }
        let (year, end) = self.year(at)?;
        Some((Parts { weak: false, ..year }, end))
    }

    /// "20th of next month", "20th day of the current month".
    fn day_of_step(&self, at: usize) -> Read<Parts> {
        let (day, _, next) = self.number(at).filter(|(n, ..)| (1..=31).contains(n))?;
        let next = self.unit(next).filter(|(u, _)| *u == Unit::Day).map_or(next, |f| f.1);
        let next = self.word(next, Sense::Of)?;
        let (step, end) = self.shifted(self.word(next, Sense::The).unwrap_or(next))?;
        matches!(step.step, Some((Unit::Month, _))).then(|| (Parts { day: Some(day as u8), ..step }, end))
    }

    /// "early March", "end of 2012", "на початку наступного тижня", "EOM".
    fn portion_of(&self, at: usize) -> Read<Parts> {
        let named = self.sense(at, |s| match s {
            Sense::EndOfPeriod(u) => Some((Portion::End, u)),
            Sense::StartOfPeriod(u) => Some((Portion::Start, u)),
            _ => None,
        });
        if let Some(((portion, unit), end)) = named {
            return Some((Parts { portion: Some(portion), step: Some((unit, 0)), ..Parts::default() }, end));
        }
        let (portion, next) = self.sense(at, |s| if let Sense::Portion(p) = s { Some(p) } else { None })?;
        let next = self.word(next, Sense::The).unwrap_or(next);
        let next = self.word(next, Sense::Approx).unwrap_or(next);
        let week = || {
            let (unit, end) = self.unit(next).filter(|(u, _)| *u == Unit::Week)?;
            Some((Parts { step: Some((unit, 0)), ..Parts::default() }, end))
        };
        let (inside, end) = self
            .decade(next)
            .or_else(|| self.container(next))
            .or_else(|| self.shifted(next).filter(|(p, _)| p.step.is_some()))
            .or_else(|| self.season(next).filter(|_| !self.whole))
            .or_else(week)?;
        Some((Parts { portion: Some(portion), weak: false, ..inside }, end))
    }

    /// "third quarter", "2018Q4".
    fn quarter(&self, at: usize) -> Read<Parts> {
        if let Some(year) = self.token(at)?.number()
            && let Some(q) = self.word(at + 1, Sense::QuarterWord)
            && self.tight(at + 1)
        {
            let quarter = self.token(q)?.number().filter(|n| (1..=4).contains(n))? as u8;
            let year = if year < 100 { 2000 + year } else { year };
            return Some((Parts { year: i16::try_from(year).ok(), quarter: Some(quarter), ..Parts::default() }, q + 1));
        }
        let (count, _, next) = self.number(at).filter(|(n, ordinal, _)| *ordinal && (1..=4).contains(n))?;
        let (_, end) = self.unit(next).filter(|(u, _)| *u == Unit::Quarter)?;
        Some((Parts { quarter: Some(count as u8), ..Parts::default() }, end))
    }

    /// "1990s", "90-х годов", "w latach 90."
    fn decade(&self, at: usize) -> Read<Parts> {
        let start = self.word(at, Sense::YearsWord).unwrap_or(at);
        let token = self.token(start)?;
        let value = token
            .number()
            .filter(|n| n % 10 == 0 && (token.len() == 4 && (1800..2100).contains(n) || token.len() == 2))?
            as i16;
        let hyphen = if self.is(start + 1, '-') && self.tight(start + 1) { start + 2 } else { start + 1 };
        let ending = self.word(hyphen, Sense::DecadeEnding).filter(|_| self.tight(hyphen));
        let years = ending.and_then(|e| self.word(e, Sense::YearsWord));
        let end = match (ending, years) {
            (_, Some(end)) => end,
            (Some(end), None) if self.lang == Lang::En || start > at => end,
            _ if start > at && self.lang == Lang::Pl => {
                if self.is(start + 1, '.') && self.tight(start + 1) {
                    start + 2
                } else {
                    start + 1
                }
            }
            _ => return None,
        };
        let year = if value >= 100 {
            value
        } else if value <= 20 {
            2000 + value
        } else {
            1900 + value
        };
        Some((Parts { decade: Some(year), ..Parts::default() }, end))
    }

    /// "summer", "in the summer of 2014": weak without a year or "this".
    fn season(&self, at: usize) -> Read<Parts> {
        let start = self.word(at, Sense::On).filter(|_| self.lang == Lang::En).unwrap_or(at);
        let start = self.word(start, Sense::The).unwrap_or(start);
        let (season, next) = self.sense(start, |s| if let Sense::Season(n) = s { Some(n) } else { None })?;
        Some((Parts { season: Some(season), weak: !self.whole, ..Parts::default() }, next))
    }

    /// "this weekend" is in `shifted`; here the bare word.
    fn weekends(&self, at: usize) -> Read<Parts> {
        let end = self.word(at, Sense::Weekend)?;
        Some((Parts { weekend: true, weak: !self.whole, ..Parts::default() }, end))
    }

    /// "morning", "ввечері", "tonight", "last night", "środowy wieczór".
    fn part_of_day(&self, at: usize) -> Read<Parts> {
        let step = |count: i32, part| Parts { step: Some((Unit::Day, count)), part: Some(part), ..Parts::default() };
        use super::sense::Part;
        if let Some(end) = self.word(at, Sense::Tonight) {
            return Some((step(0, Part::Night), end));
        }
        if self.lang != Lang::En
            && let Some(end) = self.word(at, Sense::LastNight)
        {
            // The night that ended on the day of the report.
            return Some((Parts { step: Some((Unit::Day, 0)), night_to: true, ..Parts::default() }, end));
        }
        if let Some(end) = self.word(at, Sense::LastNight) {
            return Some((step(-1, Part::Night), end));
        }
        if let Some(next) = self.sense(at, |s| matches!(s, Sense::Portion(Portion::End)).then_some(())).map(|f| f.1) {
            if let Some(end) = self.word(next, Sense::Tonight) {
                return Some((step(0, Part::LateNight), end));
            }
            if let Some(end) = self.word(next, Sense::LastNight) {
                return Some((step(-1, Part::LateNight), end));
            }
        }
        if let Some((weekday, next)) = self.sense(at, |s| if let Sense::WeekdayOf(d) = s { Some(d) } else { None }) {
            let (part, end) = self.sense(next, |s| if let Sense::Part(p) = s { Some(p) } else { None })?;
            return Some((Parts { weekday: Some(weekday), part: Some(part), ..Parts::default() }, end));
        }
        let (part, end) = self.sense(at, |s| if let Sense::Part(p) = s { Some(p) } else { None })?;
        Some((Parts { part: Some(part), weak: !self.whole, ..Parts::default() }, end))
    }

    /// "в ночь на 11 октября", "w nocy z 10 na 11 października": the date on whose morning the night ends.
    fn night_to(&self, at: usize) -> Read<Parts> {
        let next = self.word(at, Sense::NightTo)?;
        let simple = |at: usize| {
            let (parts, end) = self.sequence(at)?;
            let dated = parts.day.is_some() || parts.weekday.is_some() || parts.step.is_some();
            (dated && parts.clock.is_none() && parts.part.is_none())
                .then_some((Parts { night_to: true, weak: false, ..parts }, end))
        };
        let from = self.word(next, Sense::From).unwrap_or(next);
        let (first, after) = match self.number(from) {
            Some((n, _, after)) if n <= 31 => (true, after),
            _ => match self.weekday_name(from) {
                Some((_, after)) => (true, after),
                None => (false, next),
            },
        };
        let to =
            self.word(after, Sense::NightInto).or_else(|| self.word(after, Sense::To)).or_else(|| self.dash(after));
        if first
            && let Some(to) = to
            && let Some(found) = simple(to)
        {
            return Some(found);
        }
        simple(next)
    }

    /// A holiday by name.
    pub fn holiday(&self, at: usize) -> Read<Holiday> {
        self.sense(at, |s| if let Sense::Holiday(id) = s { Some(id) } else { None })
    }

    fn holiday_piece(&self, at: usize) -> Read<Parts> {
        let (holiday, end) = self.holiday(at)?;
        Some((Parts { holiday: Some(holiday), ..Parts::default() }, end))
    }
}

/// A count of half units, as whole units where it divides, else in the unit below.
fn halves(unit: Unit, count: i64) -> Option<Length> {
    match unit {
        Unit::Hour => Some((Unit::Minute, count * 30)),
        Unit::Minute => Some((Unit::Second, count * 30)),
        Unit::Day => Some((Unit::Hour, count * 12)),
        Unit::Year => Some((Unit::Month, count * 6)),
        Unit::Month => Some((Unit::Day, count * 15)),
        Unit::Week => Some((Unit::Hour, count * 84)),
        _ => None,
    }
}
