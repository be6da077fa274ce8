//! One figure with its bound, what is counted and what happened to it: "at least 12 people were killed", "жертв немає".

use super::amount::{Amount, Reader};
use super::sense::{Counts, Sense};
use crate::scan::Kind;
use crate::times::sense::Sense as TimeSense;

/// A figure as read: token ranges and amount.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub tokens: (usize, usize),
    pub counted: (usize, usize),
    pub amount: Amount,
    pub counts: Option<Counts>,
    pub at_least: bool,
    pub at_most: bool,
    pub approximate: bool,
    pub revised: bool,
}

/// What follows a number: what is counted, the words that say so, the token after all of it.
struct Counted {
    counts: Option<Counts>,
    words: (usize, usize),
    end: usize,
    /// Counted as "times", so that the verb before it says what.
    times: bool,
}

impl Reader<'_> {
    /// The figure whose first word of amount, bound or negation stands at `at`. Words from `free` on may belong to it.
    pub fn figure(&self, at: usize, free: usize) -> Option<Found> {
        self.none(at, free).or_else(|| self.number(at, free))
    }

    fn zero(&self, tokens: (usize, usize), counts: Counts, counted: (usize, usize)) -> Found {
        let amount = Amount { low: 0, high: 0, vague: false, people: false, digits: false, year_like: false };
        let no = false;
        Found { tokens, counted, amount, counts: Some(counts), at_least: no, at_most: no, approximate: no, revised: no }
    }

    /// "no casualties", "nobody was hurt", "жертв немає".
    fn none(&self, at: usize, _free: usize) -> Option<Found> {
        if let Some(next) = self.word(at, Sense::NoneWho) {
            let (linked, _) = self.links(next, 3);
            if let Some((state, end)) = self.harm_state(linked) {
                return Some(self.zero((at, end), state, (linked, end)));
            }
        }
        if let Some(next) = self.word(at, Sense::None0) {
            for skip in 0..=2 {
                let start = next + skip;
                if let Some((noun, end)) = self.noun(start).filter(|(n, _)| n.is_harm()) {
                    return Some(self.zero((at, end), noun, (start, end)));
                }
                if self.scan.tokens.get(start).is_none_or(|t| t.kind != Kind::Word) {
                    break;
                }
            }
        }
        let (noun, next) = self.noun(at).filter(|(n, _)| n.is_harm())?;
        let end = self.word(next, Sense::NoneAfter)?;
        Some(self.zero((at, end), noun, (at, next)))
    }

    fn noun(&self, at: usize) -> Option<(Counts, usize)> {
        self.sense(at, |s| if let Sense::Noun(c) = s { Some(c) } else { None })
    }

    fn state(&self, at: usize) -> Option<(Counts, usize)> {
        self.sense(at, |s| if let Sense::State(c) = s { Some(c) } else { None })
    }

    fn harm_state(&self, at: usize) -> Option<(Counts, usize)> {
        self.state(at).filter(|(c, _)| c.is_harm())
    }

    /// Skips up to `most` linking words.
    fn links(&self, at: usize, most: usize) -> (usize, usize) {
        let (mut at, mut count) = (at, 0);
        while count < most
            && self.state(at).is_none()
            && let Some(next) = self.word(at, Sense::Link)
        {
            at = next;
            count += 1;
        }
        (at, count)
    }

    fn number(&self, at: usize, free: usize) -> Option<Found> {
        // The "to" of "rose to" is no bound.
        let inside = |i: usize| self.sense(i, |s| (s == Sense::Revised).then_some(())).is_some_and(|(_, end)| end > at);
        if (free.max(at.saturating_sub(4))..at).any(inside) {
            return None;
        }
        let (mut at_least, mut at_most, mut approximate) = (false, false, false);
        let mut next = at;
        while let Some((sense, end)) =
            self.sense(next, |s| matches!(s, Sense::AtLeast | Sense::AtMost | Sense::Approx).then_some(s))
        {
            match sense {
                Sense::AtLeast => at_least = true,
                Sense::AtMost => at_most = true,
                _ => approximate = true,
            }
            next = end;
        }
        let (amount, end) = self.amount(next)?;
        if self.is_name(next, end) {
            return None;
        }
        let bounded = next > at || amount.vague;
        let before = self.before(at, free);
        let after = self.after(end);
        let mut start = at;
        let mut revised = before.as_ref().is_some_and(|b| b.revised);
        revised |= self.revised_before(at, free);
        let (counts, counted, end) = match (after, before) {
            (Some(after), Some(b)) if after.times => (Some(b.counts), (b.start, b.end), after.end),
            (Some(after), _) if after.times => return None,
            (Some(after), Some(b)) if after.counts.is_none_or(Counts::is_people) && b.joins() => {
                start = b.start;
                (Some(b.counts), (b.start, after.end), after.end)
            }
            (Some(after), _) => (after.counts, after.words, after.end),
            (None, Some(b)) if b.joins() => {
                start = b.start;
                (Some(b.counts), (b.start, b.end), end)
            }
            (None, _) => {
                let (words, end) = self.unknown(end).filter(|_| {
                    let counts = amount.digits || amount.low >= 2 * super::ONE;
                    counts && !amount.year_like && self.may_count(next)
                })?;
                (None, words, end)
            }
        };
        // "One person commented": one of many speakers is no count.
        let single = amount.low == amount.high && amount.low == super::ONE && !bounded;
        if single && !amount.digits && counts.is_none_or(|c| c == Counts::People) {
            return None;
        }
        Some(Found { tokens: (start, end), counted, amount, counts, at_least, at_most, approximate, revised })
    }

    /// Numbers that are names, ages, money or parts of longer signs.
    fn is_name(&self, at: usize, end: usize) -> bool {
        let token = |i: usize| self.scan.tokens.get(i);
        let glued = at > 0 && !self.scan.tokens[at].spaced;
        let before = at.checked_sub(1).and_then(token);
        let bad_before = before.is_some_and(|t| match t.kind {
            Kind::Sign(c) => {
                matches!(c, '#' | '№' | '$' | '€' | '£' | '₴' | '₽')
                    || glued && matches!(c, '-' | '–' | '.' | ',' | ':' | '/' | '+' | '@' | '_')
            }
            Kind::Word => glued,
            Kind::Digits(_) => true,
        });
        let bad_after = token(end).is_some_and(|t| match t.kind {
            Kind::Sign(c) => {
                let runs_on = token(end + 1).is_some_and(|n| !n.spaced && !matches!(n.kind, Kind::Sign(_)));
                c == '%' || !t.spaced && runs_on && matches!(c, '-' | '.' | ':' | '/' | ',' | '_')
            }
            Kind::Digits(_) => true,
            Kind::Word => !t.spaced && self.noun(end).is_none(),
        });
        bad_before || bad_after || self.word(end, Sense::Age).is_some()
    }

    /// Whether a number may count something that the vocabulary does not know: not after a name.
    fn may_count(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|i| self.scan.tokens.get(i)) else { return true };
        // The first word of a sentence has a capital without being a name.
        let opens =
            at > 1 && matches!(self.scan.tokens[at - 2].kind, Kind::Sign('.' | '!' | '?' | '…' | '"' | '«' | '“'));
        let named =
            before.kind == Kind::Word && before.capital && at > 1 && !opens && !self.scan.tokens[at - 1].new_line;
        !(named || self.word(at - 1, Sense::Before).is_some())
    }

    /// What is counted, after the number.
    fn after(&self, at: usize) -> Option<Counted> {
        if let Some(end) = self.word(at, Sense::Times) {
            return Some(Counted { counts: None, words: (at, end), end, times: true });
        }
        for skip in 0..=2 {
            let start = at + skip;
            if let Some((noun, end)) = self.noun(start) {
                let (linked, count) = self.links(end, 5);
                let refined = self.state(linked).filter(|_| noun.is_people() && (count > 0 || linked == end));
                return Some(match refined {
                    Some((state, end)) => Counted { counts: Some(state), words: (start, end), end, times: false },
                    None => Counted { counts: Some(noun), words: (start, end), end, times: false },
                });
            }
            let (linked, _) = self.links(start, 3);
            if skip == 0
                && let Some((state, end)) = self.state(linked)
                && !matches!(state, Counts::Reposts | Counts::Views)
            {
                return Some(Counted { counts: Some(state), words: (linked, end), end, times: false });
            }
            // An adjective may stand between.
            let adjective =
                self.scan.tokens.get(start).is_some_and(|t| t.kind == Kind::Word && t.spaced && t.len() >= 4);
            if !adjective || self.word(start, Sense::NotNoun).is_some() {
                return None;
            }
        }
        None
    }

    /// What happened, said before the number: "загинули щонайменше", "число погибших выросло до".
    fn before(&self, at: usize, free: usize) -> Option<Happened> {
        for start in (free.max(at.saturating_sub(6))..at).rev() {
            let found = self
                .state(start)
                .map(|f| (f, true))
                .or_else(|| self.noun(start).filter(|(c, _)| c.is_harm()).map(|f| (f, false)));
            let Some(((counts, end), state)) = found.filter(|((_, end), _)| *end <= at) else { continue };
            let (mut next, mut revised) = (end, false);
            while next < at {
                if let Some(after) = self.word(next, Sense::Revised) {
                    revised = true;
                    next = after;
                } else if let Some(after) = self.word(next, Sense::Link) {
                    next = after;
                } else {
                    break;
                }
            }
            if next == at && (state || revised) {
                return Some(Happened { counts, start, end, revised });
            }
        }
        None
    }

    fn revised_before(&self, at: usize, free: usize) -> bool {
        (free.max(at.saturating_sub(5))..at).any(|i| self.word(i, Sense::Revised) == Some(at))
    }

    /// A counted thing that the vocabulary has no word for: a plain lower-case word.
    fn unknown(&self, at: usize) -> Option<((usize, usize), usize)> {
        let token = self.scan.tokens.get(at)?;
        let plain = token.kind == Kind::Word && token.spaced && !token.new_line && !token.capital && token.len() >= 4;
        let other = self.sense(at, |s| (!matches!(s, Sense::Before)).then_some(())).is_some();
        let time = self
            .numbers
            .at(at)
            .iter()
            .any(|(s, _)| matches!(s, TimeSense::Month(_) | TimeSense::Weekday(_) | TimeSense::Unit(_)));
        (plain && !other && !time).then_some(((at, at + 1), at + 1))
    }
}

/// What happened to those counted, said before the number.
struct Happened {
    counts: Counts,
    start: usize,
    end: usize,
    revised: bool,
}

impl Happened {
    /// Sharing and viewing are counted in times, not in people.
    fn joins(&self) -> bool {
        !matches!(self.counts, Counts::Reposts | Counts::Views)
    }
}
