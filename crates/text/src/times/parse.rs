//! Joins pieces (`atoms`) to expressions: sequences such as "Monday, 15 August 2022, at 8:12", ranges, and bounds.

use std::cell::RefCell;

use super::parts::{Clock, Expr, Parts};
use super::sense::Sense;
use crate::Lang;
use crate::scan::{Kind, Scan, Senses, Token};

/// The reader of one stretch in one language.
pub(crate) struct Parser<'t> {
    pub scan: &'t Scan,
    pub senses: &'t Senses<Sense>,
    /// The last atoms and sequences read, by their first token: an expression asks for the same ones again and again.
    pub memo: Memo,
    pub lang: Lang,
    /// The text is one phrase about time and nothing else, so that weak forms ("15.2", "at 3") count.
    pub whole: bool,
}

/// What was read at the last few tokens.
#[derive(Default)]
pub(crate) struct Memo {
    pub atoms: Recent,
    pub sequences: Recent,
}

/// A ring of readings by token.
#[derive(Default)]
pub(crate) struct Recent(RefCell<[Option<Known>; 16]>);

/// A token and what was read at it.
type Known = (usize, Read<Parts>);

impl Recent {
    /// The reading at a token, from the ring or read now.
    pub fn get(&self, at: usize, read: impl FnOnce() -> Read<Parts>) -> Read<Parts> {
        let slot = at % 16;
        if let Some((_, known)) = self.0.borrow()[slot].as_ref().filter(|(known, _)| *known == at) {
            return known.clone();
        }
        let found = read();
        self.0.borrow_mut()[slot] = Some((at, found.clone()));
        found
    }
}

/// Makes a bound of what stands after its word.
type Wrap = fn(Parts) -> Expr;

/// Something read, and the token after it.
pub(crate) type Read<T> = Option<(T, usize)>;

impl<'t> Parser<'t> {
    pub fn token(&self, at: usize) -> Option<&'t Token> {
        self.scan.tokens.get(at)
    }

    pub fn is(&self, at: usize, sign: char) -> bool {
        self.token(at).is_some_and(|t| t.is(sign))
    }

    /// Whether token `at` follows the one before it without space.
    pub fn tight(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| !t.spaced)
    }

    /// The longest sense at `at` that `pick` accepts.
    pub fn sense<T>(&self, at: usize, pick: impl Fn(Sense) -> Option<T>) -> Read<T> {
        self.senses.at(at).iter().find_map(|(s, len)| pick(*s).map(|t| (t, at + len)))
    }

    /// Whether the sense stands at `at`; the token after it.
    pub fn word(&self, at: usize, sense: Sense) -> Option<usize> {
        self.sense(at, |s| (s == sense).then_some(())).map(|(_, next)| next)
    }

    /// Ends of every phrase at `at` whose sense fits.
    pub fn ends(&self, at: usize, fits: impl Fn(Sense) -> bool) -> Vec<usize> {
        self.senses.at(at).iter().filter(|(s, _)| fits(*s)).map(|(_, len)| at + len).collect()
    }

    /// Skips the full stop of an abbreviation where something follows it.
    pub fn skip_stop(&self, at: usize) -> usize {
        let abbreviation = at > 0 && self.token(at - 1).is_some_and(|t| t.kind == Kind::Word && t.len() <= 10);
        let more = self.token(at + 1).is_some_and(|t| !t.new_line);
        // A longer word before a capital is no abbreviation but the end of the sentence.
        let ends = !self.whole
            && at > 0
            && self.token(at - 1).is_some_and(|t| t.len() > 4)
            && self.token(at + 1).is_some_and(|t| t.capital);
        let abbreviation = abbreviation && !ends;
        if abbreviation && self.is(at, '.') && self.tight(at) && (self.whole || more) { at + 1 } else { at }
    }

    /// The longest expression that begins at `at`.
    pub fn expr(&self, at: usize) -> Read<Expr> {
        let mut best: Read<Expr> = None;
        let mut offer = |found: Read<Expr>| {
            if let Some((expr, next)) = found
                && best.as_ref().is_none_or(|(_, b)| next > *b)
            {
                best = Some((expr, next));
            }
        };
        offer(self.bounded(at));
        offer(self.within(at));
        offer(self.lasting(at));
        offer(self.range(at));
        offer(self.sequence(at).map(|(p, next)| (Expr::At(p), next)));
        // The preposition that governs a time belongs to it.
        for lead in self.ends(at, |s| matches!(s, Sense::On | Sense::At | Sense::Approx)) {
            let lead = self.skip_article(lead);
            offer(self.range(lead));
            offer(self.lasting(lead).filter(|_| self.whole));
            offer(self.bounded(lead).filter(|_| self.whole));
            offer(self.sequence(lead).map(|(p, next)| (Expr::At(p), next)));
        }
        best
    }

    /// "within 2 weeks", "протягом 2 тижнів": only a whole phrase means the time from now on, not how long it took.
    fn within(&self, at: usize) -> Read<Expr> {
        let next = self.word(at, Sense::Within).filter(|_| self.whole)?;
        let ((unit, count), end) = self.length(next)?;
        Some((Expr::Within(unit, count), end))
    }

    /// "18th Dec for 10 days", "for 30 minutes starting from 4pm".
    fn lasting(&self, at: usize) -> Read<Expr> {
        let after = |at: usize| self.length(self.word(at, Sense::For)?);
        if let Some(((unit, count), next)) = after(at) {
            let start = self.word(next, Sense::From).or_else(|| self.word(next, Sense::Since))?;
            let (parts, end) = self.sequence(self.skip_article(start))?;
            return Some((Expr::Lasting(parts, unit, count), end));
        }
        let start = self.word(at, Sense::From).unwrap_or(at);
        let (parts, next) = self.sequence(start)?;
        let ((unit, count), end) = after(next)?;
        (!parts.weak || self.whole).then_some((Expr::Lasting(parts, unit, count), end))
    }

    /// "before 11", "since 2014", "до кінця дня".
    fn bounded(&self, at: usize) -> Read<Expr> {
        use super::sense::{Part, Unit};
        if self.sense(at, |s| matches!(s, Sense::Part(Part::AfterLunch | Part::AfterSchool)).then_some(())).is_some() {
            return None;
        }
        if self.whole {
            if let Some(end) = self.word(at, Sense::Asap) {
                return Some((Expr::Since(Parts { now: true, ..Parts::default() }), end));
            }
            if let Some(next) = self.word(at, Sense::After)
                && let Some(((unit, count), end)) = self.length(next)
                && !(unit == Unit::Hour && matches!(self.lang, Lang::Uk | Lang::Ru))
            {
                return Some((Expr::Since(Parts { offset: Some((unit, count)), ..Parts::default() }), end));
            }
        }
        let wraps: [(Sense, Wrap); 5] = [
            (Sense::Until, Expr::Until),
            (Sense::Before, Expr::Before),
            (Sense::Since, Expr::Since),
            (Sense::After, Expr::After),
            (Sense::By, Expr::By),
        ];
        wraps.iter().find_map(|(sense, wrap)| {
            let next = self.word(at, *sense)?;
            let next = self.skip_article(next);
            let hour = self.hour_clock(next, true).filter(|_| self.whole && self.lang == Lang::Pl);
            let found = self.sequence(next);
            let (parts, end) = match (hour, found) {
                (Some(h), Some(f)) if f.1 > h.1 => f,
                (Some(h), _) => h,
                (None, f) => f?,
            };
            Some((wrap(parts), end))
        })
    }

    /// Articles and "about" before an expression.
    pub fn skip_article(&self, at: usize) -> usize {
        let mut at = at;
        while let Some(next) = self.word(at, Sense::The).or_else(|| self.word(at, Sense::Approx)) {
            at = next;
        }
        at
    }

    /// "10–14 October", "from Monday to Friday", "між 9:30 і 11:00".
    fn range(&self, at: usize) -> Read<Expr> {
        let lead = self.sequence(at).filter(|(p, n)| {
            let opens = |s| matches!(s, Sense::From | Sense::Between).then_some(());
            p.clock.is_none() && p.has_date() && self.sense(*n, opens).is_some()
        });
        let (lead, at) = lead.map_or((None, at), |(p, n)| (Some(p), n));
        let between = self.word(at, Sense::Between);
        let from = self.word(at, Sense::From).map(|n| self.skip_article(n));
        let start = between.or(from).unwrap_or(at);
        let (mut a, mid) = self.range_end(start)?;
        let mid = if self.is(mid, ',') && self.word(mid + 1, Sense::To).is_some() { mid + 1 } else { mid };
        let next = if between.is_some() {
            self.word(mid, Sense::And).or_else(|| self.dash(mid))?
        } else if from.is_some() {
            self.word(mid, Sense::To).or_else(|| self.dash(mid))?
        } else {
            self.dash(mid).or_else(|| self.word(mid, Sense::To))?
        };
        let (b, end) = self.range_end(self.skip_article(next))?;
        if lead.is_some() {
            // "Thursday from 9 to 11": after a day the bare numbers are hours.
            hours(&mut a);
        }
        let mut b = share(&mut a, b)?;
        if let Some(lead) = lead {
            if a.clock.is_none() || a.has_date() {
                return None;
            }
            a = a.join(&lead)?;
            b = Parts { clock: b.clock, ..a.clone() };
        }
        Some((Expr::Range(a, b), end))
    }

    /// One end of a range: a sequence, or a bare number whose meaning the other end gives.
    fn range_end(&self, at: usize) -> Read<Parts> {
        let bare = self.number(at).and_then(|(n, _, next)| {
            let next = if self.is(next, '.')
                && self.tight(next)
                && (self.dash(next + 1).is_some() || self.is(next + 1, '/'))
            {
                next + 1
            } else {
                next
            };
            (n <= 31).then(|| (Parts { day: Some(n as u8), weak: true, ..Parts::default() }, next))
        });
        let followed =
            bare.as_ref().is_some_and(|(_, n)| self.dash(*n).is_some() || self.word(*n, Sense::To).is_some());
        match (self.sequence(at), bare) {
            (Some(found), Some(b)) if !(followed && found.1 > b.1 && self.glued(b.1)) => Some(found),
            (Some(found), None) => Some(found),
            (_, bare) => bare,
        }
    }

    /// A number that is the first half of "10-14": the sequence must not swallow the dash as a numeric date.
    fn glued(&self, at: usize) -> bool {
        self.dash(at).is_some()
    }

    /// A dash between the ends of a range, or a slash.
    pub fn dash(&self, at: usize) -> Option<usize> {
        match self.token(at)?.kind {
            Kind::Sign('-' | '–' | '—' | '−' | '/') => Some(at + 1),
            _ => None,
        }
    }

    /// Pieces one after another that say different things about one time.
    pub fn sequence(&self, at: usize) -> Read<Parts> {
        self.memo.sequences.get(at, || self.read_sequence(at))
    }

    fn read_sequence(&self, at: usize) -> Read<Parts> {
        let (mut parts, mut next) = self.atom(at)?;
        while let Some((piece, end)) = self.connected(next, &parts) {
            let Some(joined) = parts.join(&piece) else { break };
            parts = joined;
            next = end;
        }
        Some((parts, next))
    }

    /// The next piece, over the words and signs that may stand between two.
    fn connected(&self, at: usize, so_far: &Parts) -> Read<Parts> {
        let mut at = at;
        let mut signs = 0;
        loop {
            let token = self.token(at)?;
            if token.new_line && !self.whole {
                return None;
            }
            if let Some(found) = self.atom(at) {
                return Some(found);
            }
            let bullet = matches!(token.kind, Kind::Sign('•' | '·' | '|')) && so_far.has_date();
            if bullet || matches!(token.kind, Kind::Sign(',' | '(' | ')' | '@')) {
                signs += 1;
                if signs > 1 {
                    return None;
                }
                at += 1;
                continue;
            }
            at = [Sense::Of, Sense::On, Sense::At, Sense::The, Sense::Filler, Sense::Approx]
                .into_iter()
                .filter_map(|s| self.word(at, s))
                .max()?;
        }
    }
}

/// "3-4pm", "з 9 до 11": the bare number of one end is an hour where the other end is one.
fn hours(p: &mut Parts) {
    if let Some(day) = p.day.filter(|d| p.weak && p.month.is_none() && *d < 25) {
        p.day = None;
        p.clock = Some(Clock::unsure(day));
    }
}

/// Gives each end of a range what only the other one says: "10–14 October 2022", "9:30 - 11:00 on Thursday".
fn share(a: &mut Parts, b: Parts) -> Option<Parts> {
    let mut b = b;

    if b.clock.is_some() && a.clock.is_none() {
        hours(a);
    } else if a.clock.is_some() && b.clock.is_none() {
        hours(&mut b);
    }
    macro_rules! both {
        ($($field:ident),*) => { $(
            if a.$field.is_none() { a.$field = b.$field; } else if b.$field.is_none() { b.$field = a.$field; }
        )* };
    }
    if a.clock.is_some() && b.clock.is_some() {
        both!(year, month, day, weekday, step, shift, zone, part);
        if let (Some(x), Some(y)) = (&mut a.clock, &b.clock)
            && !x.certain
            && y.certain
            && y.hour > 12
            && x.hour + 12 <= y.hour
        {
            x.hour += 12;
            x.certain = true;
        }
    } else if a.day.is_some() && b.day.is_some() {
        both!(year, month);
    } else if a.month.is_some() && b.month.is_some() {
        both!(year);
    }
    a.weak = false;
    b.weak = false;
    same_shape(a, &b).then_some(b)
}

/// Whether both ends of a range are times of one kind: two clock times, two days, two months, two years.
fn same_shape(a: &Parts, b: &Parts) -> bool {
    let shape = |p: &Parts| match p {
        _ if p.clock.is_some() => 1,
        _ if p.day.is_some() && p.month.is_none() => 0,
        _ if p.day.is_some() => 2,
        _ if p.weekday.is_some() || p.step.is_some() || p.holiday.is_some() || p.nth.is_some() => 2,
        _ if p.month.is_some() => 3,
        _ if p.year.is_some() => 4,
        _ if p.season.is_some() => 5,
        _ if p.quarter.is_some() => 6,
        _ => 0,
    };
    shape(a) != 0 && shape(a) == shape(b)
}
