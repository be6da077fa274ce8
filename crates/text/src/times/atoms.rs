//! The pieces of a date: day and month, weekday, year, numeric forms, the words for days near the reference.
//!
//! Clock times are in `clocks`, counted and relative periods in `periods`.

use super::parse::{Parser, Read};
use super::parts::Parts;
use super::sense::Sense;
use crate::Lang;
use crate::scan::Kind;

impl Parser<'_> {
    /// The longest single piece at `at`.
    pub fn atom(&self, at: usize) -> Read<Parts> {
        let token = self.token(at)?;
        if token.number().is_none() && self.senses.at(at).is_empty() {
            return None;
        }
        self.memo.atoms.get(at, || self.read_atom(at))
    }

    fn read_atom(&self, at: usize) -> Read<Parts> {
        let mut best: Read<Parts> = None;
        let mut offer = |found: Read<Parts>| {
            if let Some((_, next)) = &found
                && best.as_ref().is_none_or(|(_, b)| next > b)
            {
                best = found;
            }
        };
        offer(self.clock(at));
        offer(self.period(at));
        offer(self.numeric_date(at));
        offer(self.day_and_month(at));
        offer(self.weekday(at));
        offer(self.near_day(at));
        offer(self.year(at));
        offer(self.zone(at));
        offer(self.present(at));
        best
    }

    /// A number in digits or words: value, whether ordinal, next token.
    pub fn number(&self, at: usize) -> Option<(u32, bool, usize)> {
        if let Some(value) = self.token(at)?.number() {
            let value = u32::try_from(value).ok()?;
            let hyphen = usize::from(self.is(at + 1, '-') && self.tight(at + 1));
            let ending = at + 1 + hyphen;
            if self.tight(ending)
                && let Some(next) = self.word(ending, Sense::OrdinalEnding)
            {
                return Some((value, true, next));
            }
            return Some((value, false, at + 1));
        }
        self.number_words(at)
    }

    /// Number words, one or several: "twenty-three", "тридцять перше", "two thousand ten".
    fn number_words(&self, at: usize) -> Option<(u32, bool, usize)> {
        let (mut total, mut current, mut next) = (0u32, 0u32, at);
        let mut last_rank = u32::MAX;
        let mut ordinal = false;
        loop {
            let at = if next > at && self.is(next, '-') && self.tight(next) && self.tight(next + 1) {
                next + 1
            } else {
                next
            };
            let found = self.sense(at, |s| match s {
                Sense::Number(n) => Some((u32::from(n), false)),
                Sense::Ordinal(n) => Some((u32::from(n), true)),
                _ => None,
            });
            let Some(((n, is_ordinal), end)) = found else { break };
            match n {
                1000 if current > 0 && !is_ordinal => {
                    total += current * 1000;
                    current = 0;
                    last_rank = 1000;
                }
                100 if current > 0 && current < 10 && !is_ordinal => {
                    current *= 100;
                    last_rank = 100;
                }
                _ => {
                    let rank = if n >= 100 {
                        100
                    } else if n >= 20 {
                        10
                    } else {
                        1
                    };
                    if next > at.min(next) && rank >= last_rank {
                        break;
                    }
                    if current > 0 && rank >= last_rank {
                        break;
                    }
                    current += n;
                    last_rank = if (10..20).contains(&n) { 1 } else { rank };
                }
            }
            next = end;
            if is_ordinal {
                ordinal = true;
                // Polish makes both words ordinal: "dwudziesta pierwsza".
                if self.lang == Lang::Pl
                    && n % 10 == 0
                    && n >= 20
                    && self.sense(end, |s| matches!(s, Sense::Ordinal(1..=9)).then_some(())).is_some()
                {
                    continue;
                }
                break;
            }
        }
        (next > at).then_some((total + current, ordinal, next))
    }

    /// "2022-10-14", "14.10.2022", "10/14/2022"; "14.10" where the text is one phrase or a preposition leads in.
    fn numeric_date(&self, at: usize) -> Read<Parts> {
        let first = self.token(at)?;
        let a = first.number()? as i64;
        let sign = match self.token(at + 1)?.kind {
            Kind::Sign(c @ ('.' | '/' | '-')) => c,
            _ => return None,
        };
        let loose = self.whole && matches!(sign, '/' | '-');
        let joined = |i: usize| loose || self.tight(i);
        let glued_before = at > 0
            && self.tight(at)
            && !matches!(
                self.token(at - 1)?.kind,
                Kind::Sign('(' | '"' | '«' | '„' | '“' | '-' | '–' | '—' | '/' | '[' | ':')
            );
        if !joined(at + 1) || (glued_before && !self.whole) {
            return None;
        }
        let second = self.token(at + 2);
        let b = second.filter(|_| joined(at + 2)).and_then(|t| t.number()).map(|n| n as i64);
        let b = b?;
        let third = (self.is(at + 3, sign) && joined(at + 3) && joined(at + 4))
            .then(|| self.token(at + 4).and_then(|t| t.number().map(|n| (n as i64, t.len()))))
            .flatten();
        let after = |i: usize| {
            // A fourth number means a version, an address or a telephone number.
            let more = self.token(i).is_some_and(|t| !t.spaced && matches!(t.kind, Kind::Sign('.' | '-' | '/' | ':')))
                && self.token(i + 1).is_some_and(|t| !t.spaced && t.number().is_some());
            let letters = self
                .token(i)
                .is_some_and(|t| !t.spaced && t.kind == Kind::Word && self.word(i, Sense::YearWord).is_none())
                && self.scan.word(i) != "t";
            !(more || (letters && !self.whole))
        };
        let date = |y: i64, m: i64, d: i64, unsure: bool| {
            let parts = Parts {
                year: Some(i16::try_from(y).ok()?),
                month: Some(u8::try_from(m).ok()?),
                day: Some(u8::try_from(d).ok()?),
                order_unsure: unsure,
                ..Parts::default()
            };
            ((1..=12).contains(&m) && (1..=31).contains(&d) && (1000..=2999).contains(&y)).then_some(parts)
        };
        if let Some((c, digits)) = third {
            if !after(at + 5) {
                return None;
            }
            if first.len() == 4 {
                let end = at + 5;
                // The T of ISO 8601 between date and clock.
                let end = if self.scan.word(end) == "t" && self.tight(end) { end + 1 } else { end };
                return date(a, b, c, false).map(|p| (p, end));
            }
            let two_digits = digits == 2 && (self.whole || (second?.len() == 2 && first.len() == 2));
            if digits != 4 && !two_digits {
                return None;
            }
            let year = if digits == 4 {
                c
            } else if c < 60 {
                2000 + c
            } else {
                1900 + c
            };
            let month_first = matches!(self.lang, Lang::En) && sign != '.';
            let (m, d) = if (month_first && a <= 12) || b > 12 { (a, b) } else { (b, a) };
            let unsure = month_first && a <= 12 && b <= 12 && a != b;
            let end = self.skip_year_word(at + 5);
            return date(year, m, d, unsure).map(|p| (p, end));
        }
        if !after(at + 3) && !self.whole {
            return None;
        }
        if first.len() == 4
            && second?.len() <= 2
            && self.whole
            && sign != '.'
            && (1000..=2999).contains(&a)
            && (1..=12).contains(&b)
        {
            return Some((Parts { year: Some(a as i16), month: Some(b as u8), ..Parts::default() }, at + 3));
        }
        if second?.len() == 4 && first.len() <= 2 && self.whole && (1..=12).contains(&a) {
            return Some((Parts { year: Some(b as i16), month: Some(a as u8), ..Parts::default() }, at + 3));
        }
        let month_first = (sign != '.' && self.lang == Lang::En && a <= 12) || (b > 12 && sign != '.');
        let (m, d) = if month_first { (a, b) } else { (b, a) };
        let plausible = first.len() <= 2 && second?.len() <= 2 && (1..=12).contains(&m) && (1..=31).contains(&d);
        let lead = at > 0 && [Sense::Until, Sense::Since, Sense::By].iter().any(|s| self.ends_with(at, *s));
        let stop = self.is(at + 3, '.') && self.tight(at + 3);
        let enough = self.whole || (sign == '.' && second?.len() == 2 && lead && self.lang != Lang::En);
        (plausible && enough).then(|| {
            let end = if self.whole && stop { at + 4 } else { at + 3 };
            (Parts { month: Some(m as u8), day: Some(d as u8), ..Parts::default() }, end)
        })
    }

    /// Whether a one-word sense stands right before `at`.
    fn ends_with(&self, at: usize, sense: Sense) -> bool {
        at > 0 && self.word(at - 1, sense) == Some(at)
    }

    /// "14 October", "October 14th", "чотирнадцяте жовтня", "August", "the 15th".
    fn day_and_month(&self, at: usize) -> Read<Parts> {
        if let Some((month, weak, next)) = self.month(at) {
            return self.day_after_month(month, weak, next).or_else(|| {
                let led = self.whole
                    || (at > 0
                        && [Sense::On, Sense::Of, Sense::Since, Sense::Until].iter().any(|s| self.ends_with(at, *s)));
                let dated = self.year(next).is_some();
                let weak = weak && !(self.whole || dated) || !(led || dated);
                Some((Parts { month: Some(month), weak, ..Parts::default() }, next))
            });
        }
        let start = self.word(at, Sense::The).unwrap_or(at);
        let (day, ordinal, next) = self.number(start)?;
        if !(1..=31).contains(&day) || self.token(start).is_some_and(|t| t.number().is_some() && t.len() > 2) {
            return None;
        }
        let parts = Parts { day: Some(day as u8), ..Parts::default() };
        let mut mid = self.word(next, Sense::Of).unwrap_or(next);
        mid = self.word(mid, Sense::The).unwrap_or(mid);
        if let Some((month, _, end)) = self.month(mid) {
            let (year, end) = self.short_year(end).map_or((None, end), |(y, end)| (Some(y), end));
            return Some((Parts { month: Some(month), year, ..parts }, end));
        }
        if self.is(next, '/') || self.is(next, '-') {
            // "31/Oct/1974"
            if let Some((month, _, end)) = self.month(next + 1) {
                let end = if self.is(end, '/') || self.is(end, '-') { end + 1 } else { end };
                let (year, end) = self.short_year(end).map_or((None, end), |(y, end)| (Some(y), end));
                return Some((Parts { month: Some(month), year, ..parts }, end));
            }
        }
        let said = self.token(start).is_some_and(|t| t.number().is_some()) && self.lang == Lang::En;
        let alone = ordinal && ((said && start > at) || self.whole && self.lang == Lang::En && (start > at || at > 0));
        alone.then_some((Parts { weak: !self.whole, ..parts }, next))
    }

    /// Two digits of a year after a date, where the text is one phrase.
    fn short_year(&self, at: usize) -> Read<i16> {
        let token = self.token(at).filter(|t| self.whole && t.len() == 2)?;
        let value = token.number()? as i16;
        let clock = self.token(at + 1).is_some_and(|t| t.kind == Kind::Word || t.is(':'));
        (!clock).then_some((if value < 60 { 2000 + value } else { 1900 + value }, at + 1))
    }

    /// A month's name: its number, whether it may be another word, the token after it.
    pub fn month(&self, at: usize) -> Option<(u8, bool, usize)> {
        let ((month, weak), next) = self.sense(at, |s| match s {
            Sense::Month(m) => Some((m, false)),
            Sense::MonthOrWord(m) => Some((m, true)),
            _ => None,
        })?;
        Some((month, weak, self.skip_stop(next)))
    }

    fn day_after_month(&self, month: u8, weak: bool, at: usize) -> Read<Parts> {
        let start = self.word(at, Sense::The).unwrap_or(at);
        let (day, _, next) = self.number(start)?;
        let token = self.token(start)?;
        let digits = token.number().is_some();
        let clock = digits
            && (self.is(next, ':')
                || self.is(next, '.') && self.token(next + 1).is_some_and(|t| !t.spaced && t.number().is_some()));
        let month_first = matches!(self.lang, Lang::En | Lang::Pl);
        // "травень 18 …" is no order of these languages, and a number too large is no day.
        if !month_first
            || !(1..=31).contains(&day)
            || (digits && token.len() > 2)
            || clock
            || (weak && !self.whole && !digits)
        {
            return None;
        }
        // "May 15 people": a counted thing follows.
        Some((Parts { month: Some(month), day: Some(day as u8), ..Parts::default() }, next))
    }

    /// "Monday", "понеділок".
    fn weekday(&self, at: usize) -> Read<Parts> {
        let start = self.word(at, Sense::The).unwrap_or(at);
        let ((day, weak), next) = self.sense(start, |s| match s {
            Sense::Weekday(d) => Some((d, false)),
            Sense::WeekdayOrWord(d) => Some((d, true)),
            _ => None,
        })?;
        Some((Parts { weekday: Some(day), weak: weak && !self.whole, ..Parts::default() }, self.skip_stop(next)))
    }

    /// "yesterday", "позавчора".
    fn near_day(&self, at: usize) -> Read<Parts> {
        let start = self.word(at, Sense::The).unwrap_or(at);
        let (days, next) = self.sense(start, |s| if let Sense::Day(d) = s { Some(d) } else { None })?;
        Some((Parts { step: Some((super::sense::Unit::Day, i32::from(days))), ..Parts::default() }, next))
    }

    /// "now"; "after next", which counts only beside a weekday or month.
    fn present(&self, at: usize) -> Read<Parts> {
        if let Some(next) = self.word(at, Sense::AfterNext) {
            return Some((Parts { second_next: true, weak: true, ..Parts::default() }, next));
        }
        let next = self.word(at, Sense::Now)?;
        Some((Parts { now: true, weak: !self.whole, ..Parts::default() }, next))
    }

    /// "2022", "2022 року": weak unless a word for year follows or a preposition leads in.
    pub fn year(&self, at: usize) -> Read<Parts> {
        let token = self.token(at)?;
        if self.whole
            && at > 0
            && let Some((year @ 1900..=2100, false, next)) = self.number_words(at)
        {
            return Some((Parts { year: Some(year as i16), ..Parts::default() }, next));
        }
        let value = token.number()?;
        if token.len() != 4 || !(1000..=2999).contains(&value) {
            return None;
        }
        let unit_follows = self.token(at + 1).is_some_and(|t| !t.spaced && matches!(t.kind, Kind::Sign('.' | ',')))
            && self.token(at + 2).is_some_and(|t| !t.spaced && t.number().is_some());
        let grouped = at > 0
            && self.tight(at)
            && self
                .token(at - 1)
                .is_some_and(|t| matches!(t.kind, Kind::Sign('.' | ',' | '-' | '+' | '$' | '€' | '#')))
            && at > 1
            && self.token(at - 2).is_some_and(|t| t.number().is_some());
        if unit_follows || grouped {
            return None;
        }
        let mut next = self.skip_year_word(at + 1);
        if next == at + 1
            && self.is(next, '-')
            && self.tight(next)
            && self.tight(next + 1)
            && let Some(end) = self.word(next + 1, Sense::OrdinalEnding)
        {
            // "у серпні 2022-го"
            next = self.skip_year_word(end);
        }
        if self.whole {
            next = self.word(next, Sense::Ad).unwrap_or(next);
        }
        let led = at > 0
            && [Sense::On, Sense::Of, Sense::Since, Sense::Until, Sense::Before, Sense::After]
                .iter()
                .any(|s| self.ends_with(at, *s));
        // A counted noun after it makes it a number: "in 2014 cases".
        let ends = next > at + 1
            || self.token(at + 1).is_none_or(|t| {
                t.kind != Kind::Word || t.new_line || t.capital || self.scan.word(at + 1).chars().count() <= 4
            });
        let strong = self.whole && at > 0 || next > at + 1 || led && ends;
        Some((Parts { year: Some(value as i16), weak: !strong, ..Parts::default() }, next))
    }

    /// "року", "г.", "r." after a year.
    fn skip_year_word(&self, at: usize) -> usize {
        match self.word(at, Sense::YearWord) {
            Some(next) => self.skip_stop(next),
            None => at,
        }
    }
}
