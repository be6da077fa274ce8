//! Clock times and zones: "8:12", "о 14:30", "half past three", "o piętnastej", "16:00 CET".

use super::parse::{Parser, Read};
use super::parts::{Clock, Parts, Zone};
use super::sense::{Sense, Unit};
use crate::Lang;
use crate::scan::Kind;

impl Parser<'_> {
    /// The longest clock time at `at`, its preposition included.
    pub fn clock(&self, at: usize) -> Read<Parts> {
        let mut best: Read<Parts> = None;
        let mut offer = |found: Read<Parts>| {
            if let Some((_, next)) = &found
                && best.as_ref().is_none_or(|(_, b)| next > b)
            {
                best = found;
            }
        };
        let leads: Vec<usize> = self.ends(at, |s| s == Sense::At);
        for lead in leads.iter().copied().map(Some).chain([None]) {
            let start = lead.unwrap_or(at);
            let start = self.word(start, Sense::The).unwrap_or(start);
            let start = self.word(start, Sense::Approx).unwrap_or(start);
            let start = self.word(start, Sense::At).unwrap_or(start);
            let led = start > at;
            offer(self.digits_clock(start, led));
            offer(self.hour_clock(start, led));
            offer(self.minutes_and_hour(start));
            offer(self.named_clock(start, led));
        }
        best
    }

    /// Two digits below 60 that belong to the sign before them.
    fn two_digits(&self, at: usize) -> Option<u8> {
        self.token(at)
            .filter(|t| !t.spaced && t.len() == 2)
            .and_then(|t| t.number())
            .filter(|n| *n < 60)
            .map(|n| n as u8)
    }

    /// "8:12", "8.12" after "o godz.", "15h30", "17ч10".
    fn digits_clock(&self, at: usize, led: bool) -> Read<Parts> {
        let token = self.token(at)?;
        let value = token.number()?;
        if self.follows_number(at) && !self.whole {
            return None;
        }
        let packed = token.len() >= 3 && token.len() <= 4 && (self.whole || led);
        if packed && value % 100 < 60 && value / 100 <= 12 && self.lang == Lang::En {
            // "at 1030", "330 p.m."
            let hour = (value / 100) as u8;
            let clock = Clock { minute: Some((value % 100) as u8), ..Clock::unsure(hour) };
            let (parts, next) = self.half_day(clock, at + 1);
            let said = next > at + 1;
            return (said || self.whole && led).then_some((parts, next));
        }
        if token.len() > 2 || value > 24 {
            return None;
        }
        let hour = value as u8;
        let colon = self.is(at + 1, ':') && self.tight(at + 1);
        let dot = self.is(at + 1, '.') && self.tight(at + 1);
        if colon || dot {
            let minute = self.two_digits(at + 2)?;
            let second =
                if colon && self.is(at + 3, ':') && self.tight(at + 3) { self.two_digits(at + 4) } else { None };
            let next = if second.is_some() { at + 5 } else { at + 3 };
            let more = self.token(next).is_some_and(|t| !t.spaced && matches!(t.kind, Kind::Sign(':' | '.')))
                && self.token(next + 1).is_some_and(|t| !t.spaced && t.number().is_some());
            if hour == 24 && minute > 0 || more {
                return None;
            }
            let certain = hour > 12 || hour == 0 || token.len() == 2 && value < 10 || !self.twelve_hours();
            let clock = Clock { hour, minute: Some(minute), second, certain, named: false };
            let (parts, end) = self.half_day(clock, next);
            let dot_means_clock = (led && self.lang != Lang::En) || end > next;
            return (colon || dot_means_clock).then_some((parts, end));
        }
        // "15h30", "15h", "17ч10"
        let sign = self.sense(at + 1, |s| (s == Sense::UnitSign(Unit::Hour)).then_some(()))?.1;
        if !self.tight(at + 1) {
            return None;
        }
        let minute = self.two_digits(sign);
        let next = if minute.is_some() { sign + 1 } else { sign };
        // French style counts the bare hour as exact to the minute.
        let minute = minute.or_else(|| (self.lang == Lang::En).then_some(0));
        let clock = Clock { hour, minute, certain: hour > 12 || minute.is_some(), ..Clock::unsure(0) };
        Some((Parts { clock: Some(clock), weak: !self.whole && next == sign, ..Parts::default() }, next))
    }

    /// Whether a bare "3:20" is commonly said of the afternoon.
    fn twelve_hours(&self) -> bool {
        matches!(self.lang, Lang::En | Lang::Pl)
    }

    /// "3pm", "8 o'clock", "о 15 годині", "o trzeciej", "ten thirty am", "at 8".
    pub fn hour_clock(&self, at: usize, led: bool) -> Read<Parts> {
        let (hour, ordinal, next) = self.number(at)?;
        let token = self.token(at)?;
        if hour > 24 || token.number().is_some() && token.len() > 2 || self.follows_number(at) && !self.whole {
            return None;
        }
        let digits = token.number().is_some();
        let hour = hour as u8;
        // English tells hours by cardinals, the Slavic languages by either.
        if ordinal && self.lang == Lang::En {
            return None;
        }
        let ish = if self.scan.word(next) == "ish" && self.lang == Lang::En { next + 1 } else { next };
        let spoken = (hour > 0 && hour <= 24).then(|| self.spoken_minutes(ish, led, digits)).flatten();
        if let Some((minute, end)) = spoken {
            let clock = Clock { hour, minute: Some(minute), ..Clock::unsure(hour) };
            let (parts, after) = self.half_day(clock, end);
            let enough = after > end || self.whole && (led || !digits && self.lang != Lang::En && !ordinal);
            if enough {
                return Some((parts, after));
            }
        }
        let clock = Clock::unsure(hour);
        // "o dwie godziny": by two hours; the hour of the day is an ordinal.
        let amount = self.lang == Lang::Pl && !digits && !ordinal && !self.whole;
        if amount && self.word(ish, Sense::Clock).is_some() {
            return None;
        }
        if let Some(end) = self.word(ish, Sense::Clock) {
            let end = self.skip_stop(end);
            let (parts, after) = self.half_day(clock, end);
            let part = self.sense(after, |s| matches!(s, Sense::Part(_)).then_some(())).is_some();
            let certain = led
                || part
                || after > end
                || self.whole
                || (ordinal && self.lang != Lang::En)
                || self.scan.word(end - 1).starts_with("o");
            return certain.then_some((parts, after));
        }
        let (parts, after) = self.half_day(clock, ish);
        if after > ish {
            let one_letter =
                self.token(ish).is_some_and(|t| t.len() == 1) && !self.is(ish + 1, '.') && after == ish + 1;
            let ok = (1..=12).contains(&hour) && (!one_letter || led || self.whole && at > 0);
            return ok.then_some((parts, after));
        }
        // A bare hour: "в 15", "at 8", "8 вечора".
        let part = self.sense(ish, |s| matches!(s, Sense::Part(_)).then_some(()));
        if part.is_some() && (led || digits || ordinal) {
            return Some((parts, ish));
        }
        let unit_follows = self.token(ish).is_some_and(|t| {
            !t.new_line
                && (t.kind == Kind::Word
                    || t.is('%')
                    || t.is('-')
                    || t.is('.') && self.token(ish + 1).is_some_and(|n| !n.spaced))
        });
        let lone =
            led && (self.whole || !unit_follows || self.atom_of_date(ish)) || self.whole && self.atom_of_date(ish);
        (lone && (ordinal || hour <= 24)).then_some((Parts { weak: !self.whole, ..parts }, ish))
    }

    /// Whether a word for a day follows, so that a bare hour before it is an hour.
    fn atom_of_date(&self, at: usize) -> bool {
        self.sense(at, |s| {
            matches!(s, Sense::Day(_) | Sense::Weekday(_) | Sense::Tonight | Sense::Shift(0)).then_some(())
        })
        .is_some()
    }

    /// Minutes said after the hour: "three twenty", "3 15", "twelve oh three".
    fn spoken_minutes(&self, at: usize, led: bool, digits: bool) -> Read<u8> {
        let at = if self.is(at, '-') && self.tight(at) { at + 1 } else { at };
        if let Some(next) = self.word(at, Sense::Zero) {
            let (n, false, end) = self.number(next)? else { return None };
            return (n < 10).then_some((n as u8, end));
        }
        let (minute, false, end) = self.number(at)? else { return None };
        let token = self.token(at)?;
        let shape = if token.number().is_some() { digits && token.len() == 2 && led && self.whole } else { !digits };
        (shape && (10..60).contains(&minute)).then_some((minute as u8, end))
    }

    /// "quarter past 3", "20 minutes to 2pm", "half three", "w pół do szesnastej", "kwadrans po 3".
    fn minutes_and_hour(&self, at: usize) -> Read<Parts> {
        let start = self.word(at, Sense::For).filter(|_| self.whole).unwrap_or(at);
        let hour_of = |at: usize| {
            let (hour, ordinal, next) = self.number(at)?;
            let fits = (1..=24).contains(&hour) && (!ordinal || self.lang != Lang::En);
            let sign = self
                .sense(next, |s| (s == Sense::UnitSign(Unit::Hour)).then_some(()))
                .filter(|_| self.tight(next))
                .map_or(next, |f| f.1);
            fits.then_some((hour as u8, sign))
        };
        let noon = |at: usize| {
            self.word(at, Sense::Noon)
                .map(|next| (12u8, next))
                .or_else(|| self.word(at, Sense::Midnight).map(|n| (24, n)))
        };
        let target =
            |at: usize| noon(at).map(|(h, n)| (h, n, true)).or_else(|| hour_of(at).map(|(h, n)| (h, n, false)));
        let finish = |(hour, next, certain): (u8, usize, bool), minutes: i16| {
            let certain = certain || hour > 12;
            let (parts, end) = self.half_day(Clock { hour, minute: Some(0), certain, ..Clock::unsure(hour) }, next);
            let clock = parts.clock?;
            let total = (i16::from(clock.hour) * 60 + minutes).rem_euclid(24 * 60);
            let clock = Clock { hour: (total / 60) as u8, minute: Some((total % 60) as u8), ..clock };
            Some((Parts { clock: Some(clock), ..Parts::default() }, end))
        };
        if let Some(next) = self.word(start, Sense::HalfTo) {
            return finish(target(next)?, -30);
        }
        let mut plain = false;
        let (minutes, next) = if let Some(next) = self.word(start, Sense::Half) {
            (30, next)
        } else if let Some(next) = self.word(start, Sense::QuarterHour) {
            (15, next)
        } else {
            let (n, false, next) = self.number(start)? else { return None };
            if n == 0 || n >= 60 {
                return None;
            }
            match self.unit(next).filter(|(u, _)| *u == Unit::Minute) {
                Some((_, next)) => (n as i16, next),
                None => {
                    plain = true;
                    (n as i16, next)
                }
            }
        };
        // Two plain numbers ("12 to 16", "з 10 по 14") are a range; what makes them a clock time is the hour's form.
        let shows_hour = |at: usize, (_, end, by_name): (u8, usize, bool)| {
            let ordinal = self.number(at).is_some_and(|(_, ordinal, _)| ordinal);
            let half = self.sense(end, |s| matches!(s, Sense::Am | Sense::Pm).then_some(())).is_some();
            let past = self.word(next, Sense::Past).is_some() && self.whole && matches!(self.lang, Lang::En | Lang::Pl);
            !plain || by_name || (ordinal && self.lang != Lang::En) || (half && minutes >= 5) || past
        };
        if let Some(after) = self.word(next, Sense::Past) {
            let found = target(after)?;
            return if shows_hour(after, found) { finish(found, minutes) } else { None };
        }
        if let Some(after) = self.word(next, Sense::MinutesTo) {
            let found = target(after)?;
            // "15 minutes from 1pm" is a quarter past one.
            let from = self.scan.word(next) == "from" || self.scan.word(after.saturating_sub(1)) == "from";
            let (_, end) = finish(found, 0)?;
            let sure = (self.whole || end > found.1 || minutes == 15) && shows_hour(after, found);
            return if sure { finish(found, if from { minutes } else { -minutes }) } else { None };
        }
        if self.whole && minutes == 30 && self.lang == Lang::En {
            return finish(target(next)?, 30);
        }
        None
    }

    /// Noon and midnight.
    fn named_clock(&self, at: usize, led: bool) -> Read<Parts> {
        let (hour, next) = self.sense(at, |s| match s {
            Sense::Noon => Some(12),
            Sense::Midnight => Some(24),
            _ => None,
        })?;
        // "na południe od": to the south of.
        if self.lang == Lang::Pl && self.scan.word(next) == "od" && !self.whole {
            return None;
        }
        let clock = Clock { hour, minute: None, second: None, certain: true, named: true };
        Some((Parts { clock: Some(clock), weak: !self.whole && !led, ..Parts::default() }, next))
    }

    /// am and pm after a clock time, "год." and the like after 24-hour times.
    fn half_day(&self, mut clock: Clock, at: usize) -> (Parts, usize) {
        let half = self.sense(at, |s| match s {
            Sense::Am => Some(false),
            Sense::Pm => Some(true),
            _ => None,
        });
        let mut next = at;
        if let Some((pm, end)) = half.filter(|_| clock.hour <= 12) {
            clock.hour = clock.hour % 12 + if pm { 12 } else { 0 };
            clock.certain = true;
            next = end;
        } else if let Some(end) = self.word(at, Sense::Clock).filter(|_| clock.minute.is_some()) {
            next = self.skip_stop(end);
        }
        let next = if self.scan.word(next) == "ish" { next + 1 } else { next };
        (Parts { clock: Some(clock), ..Parts::default() }, next)
    }

    /// Whether digits stand right before `at`, as in a score, a ratio or a telephone number.
    pub fn follows_number(&self, at: usize) -> bool {
        at > 1
            && self.tight(at)
            && self
                .token(at - 1)
                .is_some_and(|t| !t.spaced && matches!(t.kind, Kind::Sign(':' | '.' | ',' | '/' | '+')))
            && self.token(at - 2).is_some_and(|t| t.number().is_some())
    }

    /// "CET", "за Києвом", "UTC+3".
    pub fn zone(&self, at: usize) -> Read<Parts> {
        let (zone, next) = self.sense(at, |s| match s {
            Sense::Offset(minutes) => Some(Zone::Offset(minutes)),
            Sense::Zone(name) => Some(Zone::Name(name)),
            _ => None,
        })?;
        let token = self.token(at)?;
        // Three small letters may be a word; a zone is written in capitals or follows a clock time.
        let after_clock = at > 0 && self.token(at - 1).is_some_and(|t| t.number().is_some());
        if !(token.capital || after_clock || self.whole || next > at + 1) {
            return None;
        }
        let (zone, next) = match (zone, self.token(next).map(|t| t.kind), self.token(next + 1).and_then(|t| t.number()))
        {
            (Zone::Offset(0), Some(Kind::Sign(sign @ ('+' | '-' | '−'))), Some(hours))
                if hours <= 14 && self.tight(next) =>
            {
                let minutes = hours as i16 * 60;
                (Zone::Offset(if sign == '+' { minutes } else { -minutes }), next + 2)
            }
            (zone, _, _) => (zone, next),
        };
        Some((Parts { zone: Some(zone), weak: true, ..Parts::default() }, next))
    }
}
