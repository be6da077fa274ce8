//! One figure with its bound: "at least 12 people were killed", "жертв немає", "Раненых: 11", "человек пятнадцать".
//!
//! Amounts are read in `amount`, what is counted and what happened to it in `counted`, numbers that count nothing in
//! `names`.

use super::ONE;
use super::amount::{Amount, Reader};
use super::counted::{Counted, Happened};
use super::sense::{Counts, Sense};
use crate::Lang;
use crate::scan::Kind;

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

/// Prepositions of an approximate number after its noun: "минут за десять".
const INVERTED: [&str; 14] = ["за", "на", "в", "у", "через", "до", "под", "під", "зо", "із", "з", "около", "біля", "z"];

/// Endings of the genitive plural, by which a noun before its number is told from one in an address ("будинку 5").
const MANY: [&str; 14] =
    ["ов", "ев", "ів", "їв", "ей", "век", "осіб", "овік", "минут", "годин", "вилин", "днів", "ашин", "акет"];

impl Reader<'_> {
    /// The figure whose first word of amount, bound or negation stands at `at`. Words from `free` on may belong to it.
    pub fn figure(&self, at: usize, free: usize) -> Option<Found> {
        self.none(at)
            .or_else(|| self.listed(at))
            .or_else(|| self.there_were(at))
            .or_else(|| self.inverted(at, free))
            .or_else(|| self.changed(at, free))
            .or_else(|| self.number(at, free))
    }

    fn zero(&self, tokens: (usize, usize), counts: Counts, counted: (usize, usize)) -> Found {
        let amount = Amount { low: 0, high: 0, vague: false, people: false, digits: false, year_like: false };
        plain(tokens, counted, amount, Some(counts))
    }

    /// "no casualties", "nobody on board was hurt", "жертв і руйнувань немає".
    fn none(&self, at: usize) -> Option<Found> {
        let word = |at: usize| self.scan.tokens.get(at).is_some_and(|t| t.kind == Kind::Word);
        if let Some(next) = self.word(at, Sense::NoneWho) {
            let number = |k: usize| self.scan.tokens.get(k).is_some_and(|t| t.number().is_some());
            let harm =
                (next..next + 7).take_while(|&k| word(k) || number(k)).find_map(|k| self.harm_state(k).map(|s| (k, s)));
            if let Some((start, (state, end))) = harm.filter(|(start, _)| self.means_somebody(at, next, *start)) {
                // "None of the 23 on board was hurt": the 23 are a figure of their own.
                let own = (next..end).find(|&k| self.single(k).is_some_and(|(a, _)| a.low > ONE));
                // "Not one of the ten was hurt" counts ten and denies the rest.
                if own.is_some() && self.opens_a_denial(at) {
                    return None;
                }
                return Some(self.zero((at, own.unwrap_or(end)), state, (start, end)));
            }
        }
        // "без вести" is a way of being missing.
        let missing = |n: usize| matches!(self.scan.word(n), "вести" | "вісти");
        // "None of the injuries was severe": there are injuries.
        let part = |n: usize| self.scan.word(n) == "of" && self.scan.word(at) == "none";
        if let Some(next) = self.word(at, Sense::None0).filter(|&n| !missing(n) && !part(n)) {
            for start in (next..=next + 2).take_while(|&k| word(k)) {
                if let Some((noun, end)) = self.noun(start).filter(|(n, _)| n.is_harm())
                    && self.means_somebody(at, next, start)
                {
                    return Some(self.zero((at, end), noun, (start, end)));
                }
            }
        }
        let (noun, next) = self.noun(at).filter(|(n, _)| n.is_harm())?;
        let end = (next..=next + 2).take_while(|&k| k == next || word(k - 1)).find_map(|k| {
            let joined =
                k == next || matches!(self.scan.word(next), "і" | "й" | "та" | "и" | "i" | "ani" | "чи" | "или");
            self.word(k, Sense::NoneAfter).filter(|_| joined)
        })?;
        Some(self.zero((at, end), noun, (at, next)))
    }

    /// Whether what a word of denial stands before can be people: "ни один дом не пострадал" says nothing of them.
    fn means_somebody(&self, at: usize, next: usize, harm: usize) -> bool {
        let damage = ["постражд", "пострад", "ucierp"].iter().any(|s| self.scan.word(harm).starts_with(s));
        let things = (next..harm).any(|k| self.noun(k).is_some_and(|(n, _)| !n.is_people() && !n.is_harm()));
        let people = (next..harm).any(|k| self.noun(k).is_some_and(|(n, _)| n.is_people()));
        let part = (next..harm).any(|k| self.word(k, Sense::Of).is_some());
        let close = (next..harm).all(|k| matches!(self.scan.word(k), "не" | "nie"));
        !(self.opens_a_denial(at) && (things || damage && !people && !part && !close))
    }

    /// Whether a word denies one by one: "not one", "ни один", "żaden".
    fn opens_a_denial(&self, at: usize) -> bool {
        let word = self.scan.word(at);
        matches!(word, "ни" | "ні" | "ані" | "not" | "neither" | "ani")
            || ["жод", "żad"].iter().any(|stem| word.starts_with(stem))
    }

    /// "Взрывов было пять": a noun in the genitive plural, a verb of being and the number.
    fn there_were(&self, at: usize) -> Option<Found> {
        let (counts, end) = self.noun(at).filter(|_| self.lang != Lang::En && self.is_many(at))?;
        let was = matches!(self.scan.word(end), "было" | "було" | "буде" | "будет" | "było" | "будут");
        let (amount, after) = self.amount(end + 1).filter(|_| was)?;
        let ends = self.scan.tokens.get(after).is_none_or(|t| t.new_line || matches!(t.kind, Kind::Sign(_)));
        (ends && !self.is_name(end + 1, after)).then(|| plain((at, after), (at, end), amount, Some(counts)))
    }

    /// "Раненых: 11", "Dead: 1": a line of a list.
    fn listed(&self, at: usize) -> Option<Found> {
        let (counts, end) = self.noun(at).or_else(|| self.harm_state(at))?;
        let colon =
            self.scan.tokens.get(end).filter(|t| t.is(':') || matches!(t.kind, Kind::Sign('—' | '–')) && t.spaced)?;
        let value = self.scan.tokens.get(end + 1).filter(|t| t.spaced && !t.new_line && t.number().is_some())?;
        let (amount, after) = self.amount(end + 1)?;
        let ends = self.scan.tokens.get(after).is_none_or(|t| match t.kind {
            Kind::Sign(c) => {
                matches!(c, ',' | ';' | '.' | ')' | '!' | '|')
                    && self.scan.tokens.get(after + 1).is_none_or(|n| n.spaced)
            }
            _ => t.new_line || self.noun(after).is_some_and(|(n, _)| n.is_people()),
        });
        // "Дом: 7" is an address, not a count of houses.
        let singular = matches!(counts, Counts::Houses | Counts::Buildings) && !self.is_many(at);
        (ends && value.start > colon.start && !(singular && self.lang != Lang::En))
            .then(|| plain((at, after), (at, end), amount, Some(counts)))
    }

    fn is_many(&self, at: usize) -> bool {
        MANY.iter().any(|e| self.scan.word(at).ends_with(e))
    }

    /// "человек пятнадцать", "вибухів зо п'ять": a noun before its number makes it approximate.
    fn inverted(&self, at: usize, free: usize) -> Option<Found> {
        let counted = at > 0 && self.scan.tokens[at - 1].number().is_some() && self.scan.tokens[at].spaced;
        let (counts, next) = self.noun(at).filter(|_| matches!(self.lang, Lang::Ru | Lang::Uk))?;
        if counted || !self.is_many(at) {
            return None;
        }
        let preposition = INVERTED.contains(&self.scan.word(next));
        let start = next + usize::from(preposition);
        let token = self.scan.tokens.get(start).filter(|t| t.spaced && !t.new_line)?;
        let (amount, end) = self.single(start).filter(|(a, _)| a.low >= 2 * ONE && !a.vague)?;
        let clear = self.noun(end).is_none()
            && self.unknown(end, &amount).is_none()
            && !self.is_name(start, end)
            && (preposition || token.kind == Kind::Word);
        let before = self.before(at, free, true).filter(|_| counts.is_people());
        let from = before.as_ref().map_or(at, |b| b.start);
        let counts = before.map_or(counts, |b| b.counts);
        clear.then(|| Found { approximate: true, ..plain((from, end), (from, next), amount, Some(counts)) })
    }

    /// "rose from 30 to 48": the number it became.
    fn changed(&self, at: usize, free: usize) -> Option<Found> {
        let from = self.word(at, Sense::From)?;
        let verb = (free.max(at.saturating_sub(3))..at).any(|k| self.word(k, Sense::Change).is_some());
        // "lowered the count of missing from 19 to 8".
        let told = || (free.max(at.saturating_sub(4))..at).any(|k| self.word(k, Sense::Tally).is_some());
        if !verb && !told() {
            return None;
        }
        let (_, next) = self.single(from)?;
        let next = next + usize::from(self.noun(next).is_some());
        let to = self.word(next, Sense::Join)?;
        let (amount, end) = self.single(to)?;
        let before = self.before(at, free, false)?;
        let end = self.noun(end).map_or(end, |(_, end)| end);
        let counted = (before.start, before.end);
        Some(Found { revised: true, ..plain((before.start, end), counted, amount, Some(before.counts)) })
    }

    fn number(&self, at: usize, free: usize) -> Option<Found> {
        // The "to" of "rose to" is no bound.
        let inside = |i: usize| self.sense(i, |s| (s == Sense::Revised).then_some(())).is_some_and(|(_, end)| end > at);
        if (free.max(at.saturating_sub(4))..at).any(inside) {
            return None;
        }
        let (mut at_least, mut at_most, mut approximate) = (false, false, false);
        let mut next = at;
        while let Some((sense, end)) = self
            .sense(next, |s| matches!(s, Sense::AtLeast | Sense::AtMost | Sense::Approx | Sense::Filler).then_some(s))
        {
            match sense {
                Sense::AtLeast => at_least = true,
                Sense::AtMost => at_most = true,
                Sense::Approx => approximate = true,
                _ => {}
            }
            next = end;
        }
        match self.scan.tokens.get(next).map(|t| t.kind) {
            Some(Kind::Sign('~' | '≈')) => (approximate, next) = (true, next + 1),
            Some(Kind::Sign('>' | '≥')) => (at_least, next) = (true, next + 1),
            Some(Kind::Sign('<' | '≤')) => (at_most, next) = (true, next + 1),
            _ => {}
        }
        let (amount, mut end) = self.amount(next)?;
        if self.is_denied(at, end) || self.is_age(at) {
            return None;
        }
        let plus = self.scan.tokens.get(end).is_some_and(|t| t.is('+') && !t.spaced);
        if let Some(after) = self.word(end, Sense::OrMore).or(plus.then_some(end + 1)) {
            at_least = true;
            end = after;
        } else if self.is_name(next, end) {
            return None;
        }
        let single = amount.low == amount.high && amount.low == ONE;
        // "52 of 60 drones": the part is the figure, the whole says of what.
        let whole = self.word(end, Sense::Of).filter(|_| !single && !amount.vague).and_then(|of| self.single(of));
        if let Some((_, after)) = whole.filter(|(w, after)| w.low >= amount.low && self.after(*after).is_some()) {
            end = after;
        }
        // "two of the wounded".
        if let Some(of) = self.word(end, Sense::Of)
            && !single
            && self.noun(of).is_some_and(|(n, _)| n.is_harm())
        {
            end = of;
        }
        let bounded = at_least || at_most || approximate || amount.vague;
        let before = self.before(at, free, false);
        // "None of the ten was hurt" counts ten and says of them what did not happen.
        let denied = (at.saturating_sub(4)..at).any(|k| self.word(k, Sense::NoneWho).is_some_and(|e| e <= at));
        let after = if denied { self.plain_after(end, &amount) } else { self.after(end) };
        let mut start = at;
        let mut revised = before.as_ref().is_some_and(|b| b.revised);
        revised |= self.revised_before(at, free);
        let (counts, counted, end) = match (after, before) {
            (Some(after), Some(b)) if after.times => (Some(b.counts), (b.start, b.end), after.end),
            // "обстрелял 23 раза", but not "в пять раз дешевле".
            (Some(after), _) if after.times && !self.is_repeated(at, &amount, after.end) => return None,
            (Some(after), Some(b)) if !after.refined && after.counts.is_none_or(Counts::is_people) && b.joins(at) => {
                start = b.start;
                (Some(b.counts), (b.start, after.end), after.end)
            }
            (Some(after), _) => (after.counts, after.words, after.end),
            (None, before) => self.loose(next, end, &amount, at, before, &mut start)?,
        };
        // "One person commented": one of many speakers is no count.
        if single && !bounded && !amount.digits && counts.is_none_or(|c| c == Counts::People) {
            return None;
        }
        Some(Found { tokens: (start, end), counted, amount, counts, at_least, at_most, approximate, revised })
    }

    /// What a number counts that no known noun follows: something the vocabulary has no word for, or those to whom
    /// something happened, or people that a numeral by itself says.
    #[allow(clippy::type_complexity)]
    fn loose(
        &self,
        next: usize,
        end: usize,
        amount: &Amount,
        at: usize,
        before: Option<Happened>,
        start: &mut usize,
    ) -> Option<(Option<Counts>, (usize, usize), usize)> {
        let counts = amount.digits || amount.low >= 2 * ONE;
        let unknown = self.unknown(end, amount).filter(|_| counts && !amount.year_like && self.may_count(next));
        if let Some(Counted { counts, words, end, .. }) =
            unknown.and_then(|(_, end)| self.happened_to(end, amount.people))
        {
            return Some((counts, words, end));
        }
        let named = unknown.is_some();
        // English says "watched by 12 people", but "watched 12 films".
        let object = |b: &Happened| {
            b.counts == Counts::WithoutPower
                || self.lang == Lang::En && matches!(b.counts, Counts::Reposts | Counts::Views)
        };
        if let Some(b) = before.filter(|b| b.joins(at) && !(named && object(b))) {
            *start = b.start;
            return Some((Some(b.counts), (b.start, b.end), unknown.map_or(end, |u| u.1)));
        }
        if amount.people && amount.low >= 2 * ONE {
            let words = unknown.unwrap_or((end, end));
            return Some((Some(Counts::People), words, words.1));
        }
        let words = unknown?;
        Some((None, words, words.1))
    }

    /// Whether "times" counts what was done and compares nothing.
    fn is_repeated(&self, at: usize, amount: &Amount, end: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |k| self.scan.word(k));
        let compares = matches!(before, "в" | "во" | "у" | "на" | "w" | "o" | "by")
            || self.lang == Lang::En
                && !matches!(
                    self.scan.word(end),
                    "" | "in" | "a" | "per" | "since" | "on" | "over" | "this" | "during" | "last"
                );
        amount.digits && amount.low >= 2 * ONE && amount.low % ONE == 0 && !compares
    }

    pub(super) fn revised_before(&self, at: usize, free: usize) -> bool {
        (free.max(at.saturating_sub(5))..at).any(|i| self.word(i, Sense::Revised) == Some(at))
    }
}

pub(super) fn plain(tokens: (usize, usize), counted: (usize, usize), amount: Amount, counts: Option<Counts>) -> Found {
    let no = false;
    Found { tokens, counted, amount, counts, at_least: no, at_most: no, approximate: no, revised: no }
}
