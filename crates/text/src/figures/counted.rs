//! What a number counts and what happened to it: the nouns after it, the verbs on either side.

use super::amount::{Amount, Reader};
use super::sense::{Counts, Sense};
use crate::Lang;
use crate::scan::Kind;
use crate::times::sense::{Sense as TimeSense, Unit};

/// What follows a number: what is counted, the words that say so, the token after all of it.
pub(super) struct Counted {
    pub counts: Option<Counts>,
    pub words: (usize, usize),
    pub end: usize,
    /// Counted as "times", so that the verb before it says what.
    pub times: bool,
    /// The words say what happened.
    pub refined: bool,
}

/// What happened to those counted, said before the number.
pub(super) struct Happened {
    pub counts: Counts,
    pub start: usize,
    pub end: usize,
    pub revised: bool,
}

impl Happened {
    /// Sharing and viewing are counted in times; in people only where the number stands right beside.
    pub fn joins(&self, at: usize) -> bool {
        !matches!(self.counts, Counts::Reposts | Counts::Views) || self.end == at
    }
}

/// Words that turn a state around.
const NOT: [&str; 4] = ["не", "nie", "not", "ні"];
/// Prepositions that may open a phrase between people and what happened to them: "two men in the car were killed".
const PLACED: [&str; 22] = [
    "in", "at", "on", "from", "of", "aboard", "inside", "near", "у", "в", "на", "з", "із", "зі", "из", "с", "со", "w",
    "z", "ze", "na", "we",
];
/// English auxiliaries before a participle.
const AUXILIARY: [&str; 6] = ["were", "was", "been", "are", "is", "be"];
/// English plurals without an s.
const PLURALS: [&str; 14] = [
    "people",
    "men",
    "women",
    "children",
    "police",
    "fish",
    "aircraft",
    "sheep",
    "cattle",
    "crew",
    "personnel",
    "staff",
    "troops",
    "livestock",
];
/// Possessives and the like, which stand where an adjective may.
const POSSESSIVE: [&str; 24] = [
    "його",
    "її",
    "їхніх",
    "їх",
    "моїх",
    "наших",
    "ваших",
    "своїх",
    "его",
    "ее",
    "их",
    "моих",
    "наших",
    "своих",
    "jego",
    "jej",
    "ich",
    "moich",
    "naszych",
    "swoich",
    "їхні",
    "свої",
    "свои",
    "swoje",
];

impl Reader<'_> {
    /// Whether a preposition of place stands here.
    pub(super) fn placed(&self, at: usize) -> bool {
        PLACED.contains(&self.scan.word(at))
            || matches!(self.scan.word(at), "над" | "nad" | "over" | "під" | "под" | "pod")
    }

    pub(super) fn noun(&self, at: usize) -> Option<(Counts, usize)> {
        let (noun, end) = self.sense(at, |s| if let Sense::Noun(c) = s { Some(c) } else { None })?;
        // "М777" is no metre, "5 M" no metres.
        let token = &self.scan.tokens[at];
        let letter = end == at + 1 && self.scan.word(at).chars().nth(1).is_none();
        let unit = !token.capital && at > 0 && self.scan.tokens[at - 1].number().is_some();
        let glued = self.scan.tokens.get(end).is_some_and(|t| !t.spaced && t.number().is_some());
        (!letter || unit && !glued).then_some((noun, end))
    }

    pub(super) fn state(&self, at: usize) -> Option<(Counts, usize)> {
        self.sense(at, |s| if let Sense::State(c) = s { Some(c) } else { None })
    }

    pub(super) fn harm_state(&self, at: usize) -> Option<(Counts, usize)> {
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

    fn is_word(&self, at: usize) -> bool {
        self.scan.tokens.get(at).is_some_and(|t| t.kind == Kind::Word && t.spaced && !t.new_line)
    }

    /// What is counted, after the number.
    pub(super) fn after(&self, at: usize) -> Option<Counted> {
        if let Some(end) = self.word(at, Sense::Times) {
            return Some(Counted { counts: None, words: (at, end), end, times: true, refined: false });
        }
        let mut start = at;
        // `12 "шахедів"`.
        if self.scan.tokens.get(at).is_some_and(|t| t.spaced && matches!(t.kind, Kind::Sign('"' | '«' | '“' | '„')))
        {
            start += 1;
        }
        for skip in 0..=3 {
            if let Some(end) = self.word(start, Sense::Thing) {
                return Some(Counted { counts: None, words: (start, end), end, times: false, refined: true });
            }
            if let Some((noun, mut end)) = self.noun(start) {
                // "мирных жителя": people twice over.
                while noun.is_people()
                    && let Some((_, next)) = self.noun(end).filter(|(n, _)| n.is_people())
                {
                    end = next;
                }
                let refined = if noun.is_people() { self.happened_to(end, true) } else { None };
                let plain = Counted { counts: Some(noun), words: (start, end), end, times: false, refined: false };
                return Some(refined.map_or(plain, |r| Counted { end: r.end.max(end), ..r }));
            }
            if skip == 0
                && let Some(state) = self.happened_to(start, true)
                && !matches!(state.counts, Some(Counts::Reposts | Counts::Views))
            {
                return Some(state);
            }
            start = self.qualifier(start)?;
        }
        None
    }

    /// What is counted, whatever is said of it.
    pub(super) fn plain_after(&self, at: usize, amount: &Amount) -> Option<Counted> {
        let known = self.noun(at).map(|(noun, end)| (Some(noun), (at, end)));
        let (counts, words) = known.unwrap_or_else(|| (None, self.unknown(at, amount).unwrap_or((at, at))));
        Some(Counted { counts, words, end: words.1, times: false, refined: true })
    }

    /// The token after a word that may stand between a number and its noun.
    pub(super) fn qualifier(&self, at: usize) -> Option<usize> {
        let stop = |s: Sense| matches!(s, Sense::NotNoun | Sense::NotCount | Sense::State(_)).then_some(());
        if !self.is_word(at) || self.scan.tokens[at].len() < 3 || self.sense(at, stop).is_some() {
            return None;
        }
        let word = self.scan.word(at);
        let fits = match self.lang {
            Lang::En => !word.ends_with('s') || word.ends_with("ss") || word.ends_with("ous"),
            Lang::Uk | Lang::Ru => {
                [
                    "их", "ых", "іх", "їх", "ые", "ие", "ый", "ий", "ой", "ая", "яя", "ую", "юю", "ою", "ої", "ві",
                    "ні", "кі", "ті", "ого", "его", "ими", "ыми",
                ]
                .iter()
                .any(|e| word.ends_with(e))
                    || POSSESSIVE.contains(&word)
            }
            Lang::Pl => {
                [
                    "ych", "ich", "ne", "we", "te", "le", "ie", "ze", "ny", "wy", "ki", "na", "wa", "ną", "ego", "ej",
                    "ymi", "imi",
                ]
                .iter()
                .any(|e| word.ends_with(e))
                    || POSSESSIVE.contains(&word)
            }
        };
        // "anti-tank missiles", "high-rise buildings".
        let hyphen = self.scan.tokens.get(at + 1).is_some_and(|t| t.is('-') && !t.spaced)
            && self.scan.tokens.get(at + 2).is_some_and(|t| t.kind == Kind::Word && !t.spaced);
        (fits || hyphen).then_some(if hyphen { at + 3 } else { at + 1 })
    }

    /// What happened to those counted, said after them: "were killed", "дістали поранення", "in the car were hurt",
    /// ", including four children, died". `people`: the noun before is sure to mean people.
    pub(super) fn happened_to(&self, end: usize, people: bool) -> Option<Counted> {
        let told = |start: usize, words: (Counts, usize), end: usize| Counted {
            counts: Some(words.0),
            words: (start, words.1),
            end,
            times: false,
            refined: true,
        };
        let sure = |(counts, _): &(Counts, usize), at: usize| {
            people
                || !matches!(counts, Counts::Injured)
                || !["постражд", "пострад", "ucierp"].iter().any(|s| self.scan.word(at).starts_with(s))
        };
        let negated = |range: std::ops::Range<usize>| range.into_iter().any(|k| NOT.contains(&self.scan.word(k)));
        let direct = |from: usize| {
            let dash = self.scan.tokens.get(from).is_some_and(|t| t.spaced && matches!(t.kind, Kind::Sign('—' | '–')));
            let (linked, _) = self.links(from + usize::from(dash), 6);
            let state = self.state(linked).filter(|s| !negated(from..linked) && sure(s, linked))?;
            Some((linked, state))
        };
        if let Some((at, state)) = direct(end) {
            return Some(told(at, state, state.1));
        }
        if PLACED.contains(&self.scan.word(end)) && self.is_word(end) {
            for at in (end + 2..=end + 6).take_while(|&k| self.is_word(k - 1)) {
                let Some(state) =
                    self.state(at).filter(|s| s.0.is_harm() || matches!(s.0, Counts::Evacuated | Counts::WithoutPower))
                else {
                    continue;
                };
                let verbal = self.lang != Lang::En
                    || AUXILIARY.contains(&self.scan.word(at - 1))
                    || self.scan.word(at) == "died"
                    || state.0 == Counts::WithoutPower;
                return (verbal && !negated(end..at) && self.is_word(at) && sure(&state, at))
                    .then(|| told(at, state, end));
            }
        }
        // "70 тысяч жителей города остались без света": a noun in the genitive, a name.
        let attribute =
            |k: usize| self.is_word(k) && self.noun(k).is_none() && self.state(k).is_none() && !self.acts(k);
        for from in (end + 1..=end + 2).take_while(|&k| self.lang != Lang::En && attribute(k - 1)) {
            if let Some((at, state)) = direct(from).filter(|(_, s)| s.0 != Counts::People) {
                return Some(told(at, state, state.1));
            }
        }
        let opens = self.scan.tokens.get(end).is_some_and(|t| matches!(t.kind, Kind::Sign(',' | '(')));
        if opens && self.word(end + 1, Sense::Including).is_some() {
            let close = (end + 2..end + 12)
                .find(|&k| self.scan.tokens.get(k).is_some_and(|t| matches!(t.kind, Kind::Sign(',' | ')'))))?;
            let (at, state) = direct(close + 1)?;
            return Some(told(at, state, end));
        }
        None
    }

    /// What happened, said before the number: "загинули щонайменше", "число погибших выросло до", "женщина и". `bare`:
    /// a noun that stands right before is enough.
    pub(super) fn before(&self, at: usize, free: usize, bare: bool) -> Option<Happened> {
        let ends = |k: usize| {
            matches!(self.scan.tokens[k].kind, Kind::Sign('.' | '!' | '?' | ';' | '…'))
                || self.scan.tokens[k].new_line && k > free
        };
        let from =
            (free.max(at.saturating_sub(9))..at).rev().find(|&k| ends(k)).map_or(free.max(at.saturating_sub(9)), |k| {
                if self.scan.tokens[k].kind == Kind::Word { k } else { k + 1 }
            });
        for start in (from..at).rev() {
            let state = self.state(start);
            let noun = self.noun(start).filter(|(c, _)| c.is_harm());
            let Some((counts, end)) = state.or(noun).filter(|(c, end)| *end <= at && *c != Counts::People) else {
                continue;
            };
            let gap = self.gap(end, at);
            let tally = (start.saturating_sub(2)..start).any(|k| self.word(k, Sense::Tally).is_some());
            let words = (end..at).all(|k| self.is_word(k));
            let exceeds = ["exceed", "surpass", "перевищ", "превы", "przekr"];
            let exceeds = exceeds.iter().any(|stem| self.scan.word(at).starts_with(stem));
            let joins = match gap {
                Gap::Nothing | Gap::Links if exceeds => true,
                // "raising the toll to 31".
                Gap::Links | Gap::Other if self.word(end, Sense::Join) == Some(at) && noun.is_some() => {
                    self.changes(free, start)
                }
                Gap::Nothing | Gap::Links => state.is_some() || bare || tally,
                Gap::Revised => true,
                Gap::Is => noun.is_some(),
                Gap::Other => {
                    let coordinated = state.is_some()
                        && words
                        && (2..=4).contains(&(at - end))
                        && matches!(self.scan.word(at - 1), "and" | "і" | "й" | "та" | "и" | "i" | "oraz");
                    let near = noun.is_some() && at - end <= 4;
                    (tally && at - end <= 6 || near) && words && self.says_how_many(end, at) || coordinated
                }
            };
            if joins {
                let raised = self.word(end, Sense::Join) == Some(at);
                let revised = gap == Gap::Revised
                    || matches!(gap, Gap::Links | Gap::Other) && (raised || self.is_revised(end, at));
                return Some(Happened { counts, start, end, revised });
            }
        }
        None
    }

    /// Whether a verb of change stands shortly before.
    fn changes(&self, free: usize, at: usize) -> bool {
        (free.max(at.saturating_sub(5))..at).any(|k| self.word(k, Sense::Change).is_some())
    }

    /// Whether a verb of a number's value or change stands somewhere between.
    fn says_how_many(&self, from: usize, to: usize) -> bool {
        self.is_revised(from, to) || (from..to).any(|k| self.word(k, Sense::Is).is_some())
    }

    fn is_revised(&self, from: usize, to: usize) -> bool {
        (from..to)
            .any(|k| self.word(k, Sense::Revised).or_else(|| self.word(k, Sense::Change)).is_some_and(|e| e <= to))
    }

    /// What the words between a state and its number are.
    fn gap(&self, from: usize, to: usize) -> Gap {
        let (mut next, mut gap) = (from, Gap::Nothing);
        while next < to {
            let dash = matches!(self.scan.tokens[next].kind, Kind::Sign('—' | '–')) && self.scan.tokens[next].spaced;
            if let Some(after) = self.word(next, Sense::Revised).or_else(|| self.word(next, Sense::Change)) {
                (gap, next) = (Gap::Revised, after);
            } else if let Some(after) = self.word(next, Sense::Is).or(dash.then_some(next + 1)) {
                gap = if gap == Gap::Revised { gap } else { Gap::Is };
                next = after;
            } else if let Some(after) = self.word(next, Sense::Link).or_else(|| self.word(next, Sense::Filler)) {
                gap = if gap == Gap::Nothing { Gap::Links } else { gap };
                next = after;
            } else {
                return Gap::Other;
            }
        }
        if next == to { gap } else { Gap::Other }
    }

    /// A counted thing that the vocabulary has no word for.
    pub(super) fn unknown(&self, at: usize, amount: &Amount) -> Option<(usize, usize)> {
        let quoted = self.scan.tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Sign('"' | '«' | '“' | '„')));
        let mut start = at + usize::from(quoted);
        // "два Су-25": models carry a number of their own.
        let sign = |k: usize| self.scan.tokens.get(k).is_some_and(|t| t.is('-') && !t.spaced);
        let model = self.is_word(start)
            && self.scan.tokens[start].capital
            && sign(start + 1)
            && self.scan.tokens.get(start + 2).is_some_and(|t| !t.spaced && t.number().is_some());
        if model {
            return Some((start, start + 3));
        }
        if self.lang != Lang::En || amount.high < 2 * super::ONE {
            return self.plain_noun(start, quoted).then_some((start, start + 1));
        }
        for _ in 0..3 {
            let word = self.scan.word(start);
            let plural = PLURALS.contains(&word)
                || ["men", "children", "people"].iter().any(|e| word.ends_with(e))
                || word.ends_with('s') && !["ss", "us", "is"].iter().any(|e| word.ends_with(e));
            let next_named = self.scan.tokens.get(start + 1).is_some_and(|t| t.capital && t.kind == Kind::Word);
            if plural && !next_named && self.plain_noun(start, true) {
                return Some((start, start + 1));
            }
            if !self.plain_noun(start, quoted) {
                return None;
            }
            start = self.qualifier(start)?;
        }
        None
    }

    /// A word, lower-case unless `named`, that the tables say nothing of.
    fn plain_noun(&self, at: usize, named: bool) -> bool {
        let Some(token) = self.scan.tokens.get(at) else { return false };
        // "двома КАБами", "6 ББМ": an abbreviation counts as a noun.
        let named = named || self.lang != Lang::En && token.abbreviation;
        let plain = token.kind == Kind::Word
            && (token.spaced || named)
            && !token.new_line
            && (named || !token.capital)
            && token.len() >= 4;
        let other = self.sense(at, |s| (!matches!(s, Sense::Before | Sense::Link)).then_some(())).is_some();
        let time = self.numbers.at(at).iter().any(|(s, _)| match s {
            TimeSense::Month(_) | TimeSense::Weekday(_) => true,
            TimeSense::Unit(unit) => !matches!(unit, Unit::Second | Unit::Week | Unit::Month),
            _ => false,
        });
        let verb = [
            "лся",
            "лась",
            "лись",
            "ется",
            "ются",
            "ується",
            "ається",
            "ено",
            "ано",
            "ono",
            "ano",
            "ęto",
            "ються",
            "ється",
            "яться",
            "ятся",
            "утся",
            "уться",
            "ęła",
            "ęli",
            "ęły",
            "ęło",
            "ało",
            "iło",
        ];
        plain && !other && !time && !verb.iter().any(|e| self.scan.word(at).ends_with(e))
    }
}

/// What stands between a state and its number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Nothing,
    Links,
    Revised,
    Is,
    Other,
}
