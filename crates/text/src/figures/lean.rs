//! Figures that lean on one before them: "12 wounded, three of them badly", "9 БПЛА: 4 — над …", "ещё 11", and a vague
//! number by itself, which means people: "hundreds fled".

use super::ONE;
use super::amount::Reader;
use super::mention::{Found, plain};
use super::sense::{Counts, Sense};
use crate::Lang;
use crate::scan::Kind;

/// How many tokens back the figure may stand that another one leans on.
const REACH: usize = 30;

impl Reader<'_> {
    /// A number with nothing after it that it counts.
    pub(super) fn leaning(&self, at: usize, free: usize, last: Option<&Found>) -> Option<Found> {
        let (mut next, mut at_least, mut at_most, mut approximate, mut more) = (at, false, false, false, false);
        while let Some((sense, end)) = self
            .sense(next, |s| matches!(s, Sense::AtLeast | Sense::AtMost | Sense::Approx | Sense::Filler).then_some(s))
        {
            match sense {
                Sense::AtLeast => at_least = true,
                Sense::AtMost => at_most = true,
                Sense::Approx => approximate = true,
                _ => more |= self.adds(next),
            }
            next = end;
        }
        let (amount, end) = self.amount(next)?;
        if amount.year_like || self.is_age(at) || self.is_name(next, end) || !(amount.digits || amount.low >= 2 * ONE) {
            return None;
        }
        let last = last.filter(|f| {
            let start = f.tokens.1;
            at >= start && at - start <= REACH && !(start..at).any(|k| self.ends_sentence(k)) && free >= start
        });
        let among = self.word(end, Sense::OfThem);
        let dash = self.scan.tokens.get(end).is_some_and(|t| t.spaced && matches!(t.kind, Kind::Sign('—' | '–' | '-')))
            && self.scan.tokens.get(end + 1).is_some_and(|t| t.spaced);
        let stops = self.scan.tokens.get(end).is_none_or(|t| {
            t.new_line
                || matches!(t.kind, Kind::Sign('.' | ',' | ';' | ')' | '!' | '?' | '…'))
                    && self.scan.tokens.get(end + 1).is_none_or(|n| n.spaced || matches!(n.kind, Kind::Sign(_)))
        });
        let goes_on = stops || self.scan.tokens.get(end).is_some_and(|t| t.kind == Kind::Word && !t.capital);
        // A vague number that is the subject of its sentence, or to which more are added.
        if amount.vague && !amount.digits && !self.scan.word(next).ends_with("ми") && among.is_none() {
            let subject = self.opens(at) || more || last.is_some_and(counts_people);
            let noun = self.unknown(end, &amount).is_some() || self.word(end, Sense::Of).is_some();
            let tens = self.lang != Lang::En && self.scan.word(next).ends_with("ком");
            return (subject && goes_on && !noun && !tens).then(|| Found {
                approximate: true,
                at_least,
                at_most,
                ..plain((at, end), (end, end), amount, Some(Counts::People))
            });
        }
        // "a crowd of about 3,000".
        let crowd = (1..=2).any(|n| at >= n && self.word(at - n, Sense::Crowd) == Some(at));
        if crowd && goes_on && self.unknown(end, &amount).is_none_or(|_| self.acts(end)) {
            return Some(Found {
                at_least,
                at_most,
                approximate,
                ..plain((at, end), (end, end), amount, Some(Counts::People))
            });
        }
        let last = last?;
        let bounded = at_least || at_most || approximate;
        let inherited = if counts_people(last) { Some(Counts::People) } else { last.counts };
        let (counts, end) = if let Some(after) = among {
            let dash =
                usize::from(self.scan.tokens.get(after).is_some_and(|t| matches!(t.kind, Kind::Sign('—' | '–'))));
            self.noun(after + dash).map_or((inherited, after), |(n, _)| (Some(n), after))
        } else if dash {
            match self.noun(end + 1) {
                Some((noun, after)) => (Some(noun), after),
                None if self.placed(end + 1) => (inherited, end),
                None => return None,
            }
        } else if self.partly(at) && (stops || self.acts(end))
            || (more || self.follows(at) && counts_people(last)) && self.acts(end)
        {
            (inherited, end)
        } else if stops && self.revised_before(at, free) {
            return Some(Found { revised: true, ..plain((at, end), last.counted, amount, last.counts) });
        } else if (more || bounded) && (stops || more && self.placed(end)) {
            (inherited, end)
        } else {
            return None;
        };
        Some(Found { at_least, at_most, approximate, ..plain((at, end), last.counted, amount, counts) })
    }

    /// "из них 12", "z czego 43", "of which 5": the number after such words is a part of the one before.
    fn partly(&self, at: usize) -> bool {
        (1..=3).any(|n| at >= n && self.word(at - n, Sense::OfThem).or(self.word(at - n, Sense::Including)) == Some(at))
    }

    /// Whether a clause begins with the number.
    fn follows(&self, at: usize) -> bool {
        at > 0
            && (self.scan.tokens[at - 1].is(',')
                || matches!(self.scan.word(at - 1), "and" | "while" | "і" | "й" | "та" | "а" | "и" | "i" | "oraz"))
    }

    /// Whether a verb in the plural or an impersonal one follows, perhaps after an adverb: "320 вже отримали".
    pub(super) fn acts(&self, at: usize) -> bool {
        let verb = |at: usize| {
            let word = self.scan.word(at);
            let endings: &[&str] = match self.lang {
                Lang::En => {
                    return matches!(word, "were" | "are" | "have" | "had" | "remain" | "remained" | "received");
                }
                Lang::Uk => &["ли", "лися", "лись", "ють", "ять", "ться", "ено", "ано", "ито", "уто"],
                Lang::Ru => &["ли", "лись", "ют", "ят", "ются", "ятся", "утся", "ены", "аны", "ыты", "ено", "ано"],
                Lang::Pl => &["li", "ły", "ło", "ono", "ano", "ęto", "ją"],
            };
            if matches!(word, "було" | "было" | "jest" | "są" | "є") {
                return true;
            }
            word.chars().count() >= 4 && endings.iter().any(|e| word.ends_with(e)) && !self.scan.tokens[at].new_line
        };
        verb(at) || self.word(at, Sense::Link).is_some_and(verb)
    }

    /// Whether what stands right after a time's words makes a number of them: "до 2000 человек".
    pub(super) fn counts_people_or_things(&self, at: usize, end: usize) -> bool {
        let number = self.scan.tokens.get(end - 1).is_some_and(|t| t.number().is_some() && t.len() == 4);
        number && end - at <= 2 && (self.noun(end).is_some() || self.word(end, Sense::Thing).is_some())
    }

    /// Whether a word adds to a number said before: "another", "ещё".
    fn adds(&self, at: usize) -> bool {
        let words = [
            "another",
            "further",
            "additional",
            "other",
            "ще",
            "додатково",
            "еще",
            "дополнительно",
            "kolejne",
            "kolejnych",
            "kolejna",
            "kolejny",
            "jeszcze",
            "dalsze",
            "dalszych",
            "następne",
            "następnych",
        ];
        words.contains(&self.scan.word(at)) || self.scan.word(at) == "a" && words.contains(&self.scan.word(at + 1))
    }

    fn ends_sentence(&self, at: usize) -> bool {
        let token = &self.scan.tokens[at];
        let next_opens = self.scan.tokens.get(at + 1).is_some_and(|t| t.capital || t.new_line);
        token.new_line || matches!(token.kind, Kind::Sign('.' | '!' | '?' | '…')) && next_opens
    }
}

fn counts_people(found: &Found) -> bool {
    found.counts.is_some_and(|c| {
        c.is_harm() || c.is_people() && c != Counts::Customers || matches!(c, Counts::Evacuated | Counts::Displaced)
    })
}
