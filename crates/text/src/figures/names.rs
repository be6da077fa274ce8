//! Numbers that count nothing: names of models, streets, routes and units, ages, prices, shares, hours, parts of longer
//! signs.

use super::amount::Reader;
use super::sense::Sense;
use crate::Lang;
use crate::scan::Kind;

/// English words that may open a sentence before a number without naming what bears the number.
const OPENERS: [&str; 22] = [
    "another",
    "these",
    "those",
    "all",
    "only",
    "just",
    "the",
    "some",
    "over",
    "about",
    "around",
    "nearly",
    "almost",
    "roughly",
    "both",
    "and",
    "but",
    "now",
    "then",
    "meanwhile",
    "today",
    "where",
];

impl Reader<'_> {
    /// Numbers that are names, ages, money or parts of longer signs.
    pub(super) fn is_name(&self, at: usize, end: usize) -> bool {
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
                matches!(c, '%' | '$' | '€' | '£' | '₴' | '₽' | '°')
                    || !t.spaced && runs_on && matches!(c, '-' | '.' | ':' | '/' | ',' | '_')
            }
            Kind::Digits(_) => true,
            Kind::Word => !t.spaced && self.noun(end).is_none(),
        });
        // "1 in 4 homes" is a share.
        let share = at >= 2
            && self.lang == Lang::En
            && self.scan.word(at - 1) == "in"
            && self.single(at - 2).is_some_and(|(_, next)| next == at - 1);
        let of_share = self.lang == Lang::En
            && self.scan.word(end) == "in"
            && self.single(end + 1).is_some_and(|(_, next)| self.noun(next).is_some());
        bad_before
            || share
            || of_share
            || bad_after
            || self.word(end, Sense::Age).is_some()
            || self.word(end, Sense::NotCount).is_some()
            || self.qualifier(end).is_some_and(|next| {
                next == end + 1 && (self.word(next, Sense::NotCount).or(self.word(next, Sense::Age))).is_some()
            })
            || self.bears_the_number(at)
    }

    /// "ранены не 4, а 6": the first number is said to be wrong.
    pub(super) fn is_denied(&self, at: usize, end: usize) -> bool {
        let not = at > 0 && matches!(self.scan.word(at - 1), "не" | "not" | "nie");
        let comma = self.scan.tokens.get(end).is_some_and(|t| t.is(','));
        not && comma && matches!(self.scan.word(end + 1), "а" | "але" | "but" | "lecz" | "tylko" | "ale")
    }

    /// "aged between 4 and 11", "віком від 5 до 9".
    pub(super) fn is_age(&self, at: usize) -> bool {
        let age = ["aged", "ages", "віком", "віці", "возрасте", "возрастом", "wieku"];
        let between = |k: &usize| {
            let joins = matches!(self.scan.tokens[*k].kind, Kind::Digits(_) | Kind::Sign(',' | '-' | '–'));
            joins || self.word(*k, Sense::Between).or(self.word(*k, Sense::Join)).is_some() || self.and(*k)
        };
        let first = (at.saturating_sub(5)..at).rev().take_while(between).last().unwrap_or(at);
        first > 0 && age.contains(&self.scan.word(first - 1))
    }

    /// Whether a word joins two numbers.
    pub(super) fn and(&self, at: usize) -> bool {
        matches!(self.scan.word(at), "and" | "і" | "й" | "та" | "и" | "a" | "i" | "oraz")
    }

    /// "Bus 42", "Boeing 737" at the start of an English sentence: what stands before digits is their bearer.
    fn bears_the_number(&self, at: usize) -> bool {
        let (Some(before), Some(number)) =
            (at.checked_sub(1).and_then(|i| self.scan.tokens.get(i)), self.scan.tokens.get(at))
        else {
            return false;
        };
        let word = self.scan.word(at - 1);
        let verb = ["ed", "ing", "ly"].iter().any(|e| word.ends_with(e));
        self.lang == Lang::En
            && number.number().is_some()
            && before.kind == Kind::Word
            && before.capital
            && self.opens(at - 1)
            && !verb
            && !OPENERS.contains(&word)
            && self.sense(at - 1, |s| (s != Sense::Before && !matches!(s, Sense::Noun(_))).then_some(())).is_none()
    }

    /// Whether a word is the first of a sentence.
    pub(super) fn opens(&self, at: usize) -> bool {
        at == 0
            || self.scan.tokens[at].new_line
            || matches!(
                self.scan.tokens[at - 1].kind,
                Kind::Sign('!' | '?' | '…' | '"' | '«' | '“' | '„' | ':' | '—' | '–' | '(')
            )
            || self.scan.tokens[at - 1].is('.') && !self.abbreviates(at - 1)
    }

    /// Whether a stop ends a short word that is not the last of its sentence: "ul. Lipowej 3".
    fn abbreviates(&self, stop: usize) -> bool {
        let word = stop.checked_sub(1).map_or("", |before| self.scan.word(before));
        let street = self.word(stop.saturating_sub(1), Sense::Before).is_some();
        street && word.chars().count() <= 4 && !self.scan.tokens[stop].spaced
    }

    /// Whether a number may count something that the vocabulary does not know: not after a name.
    pub(super) fn may_count(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|i| self.scan.tokens.get(i)) else { return true };
        // The first word of a sentence has a capital without being a name.
        let digits = self.scan.tokens.get(at).is_some_and(|t| t.number().is_some()) || self.lang == Lang::En;
        let named = digits && before.kind == Kind::Word && before.capital && !self.opens(at - 1);
        // "ст. 110", "ul. 3".
        let stop = at - usize::from(at > 1 && before.is('.') && !before.spaced);
        !(named || self.word(stop - 1, Sense::Before).is_some())
    }
}
