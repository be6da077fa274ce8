//! Clock times and zones: "8:12", "о 14:30", "half past three", "15 годині", "16:00 CET".

use super::parse::{Parser, Read};
use super::parts::{Clock, Parts, Zone};
use super::sense::{Sense, Unit};
use crate::Lang;
use crate::scan::Kind;

impl Parser<'_> {
    /// A clock time.
    pub fn clock(&self, at: usize) -> Read<Parts> {
        let led = self.word(at, Sense::At);
        let start = led.unwrap_or(at);
        let start = self.word(start, Sense::Approx).unwrap_or(start);
        self.digits_clock(start, led.is_some())
    }

    /// "8:12", "8.12" after "at", "3pm", "15h30".
    fn digits_clock(&self, at: usize, led: bool) -> Read<Parts> {
        let token = self.token(at)?;
        let hour = token.number().filter(|h| *h <= 24)? as u8;
        if token.len() > 2 || (self.follows_number(at) && !self.whole) {
            return None;
        }
        let colon = self.is(at + 1, ':') && self.tight(at + 1);
        let dot = self.is(at + 1, '.') && self.tight(at + 1) && led && self.lang != Lang::En;
        let two = |i: usize| {
            self.token(i)
                .filter(|t| !t.spaced && t.len() == 2)
                .and_then(|t| t.number())
                .filter(|n| *n < 60)
                .map(|n| n as u8)
        };
        if colon || dot {
            let minute = two(at + 2)?;
            let second = if self.is(at + 3, ':') && self.tight(at + 3) { two(at + 4) } else { None };
            let next = if second.is_some() { at + 5 } else { at + 3 };
            let more = self.token(next).is_some_and(|t| !t.spaced && matches!(t.kind, Kind::Sign(':' | '.')))
                && self.token(next + 1).is_some_and(|t| !t.spaced && t.number().is_some());
            if hour == 24 && minute > 0 || more {
                return None;
            }
            let clock = Clock {
                hour,
                minute: Some(minute),
                second,
                certain: hour > 12 || hour == 0 || token.len() == 2,
                named: false,
            };
            return Some(self.half_day(clock, next));
        }
        None
    }

    /// am and pm after a clock time.
    pub fn half_day(&self, mut clock: Clock, at: usize) -> (Parts, usize) {
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
        } else if let Some(end) = self.word(at, Sense::Clock).filter(|_| self.lang != Lang::En) {
            next = self.skip_stop(end);
        }
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

    /// A unit of time at `at`.
    pub fn unit(&self, at: usize) -> Read<Unit> {
        self.sense(at, |s| if let Sense::Unit(u) = s { Some(u) } else { None })
    }
}
