//! Finds the words that steer reading: cues of speech, hedging, negation, clause borders, roles and events, in one pass.
//!
//! The words themselves are in `lang_tables/<language>/`; what follows from them is decided in `claims`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::Lang;
use crate::events::EventKind;
use crate::fold::{self, Script, script};
use crate::hedges::HedgeClass;
use crate::lang::{Language, Run};
use crate::lang_tables;
use crate::speakers::Role;
use crate::things::{Order, ThingKind};
use crate::words::Words;

/// How a verb of speech binds its speaker to what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Force {
    /// Neutral: said, заявив.
    Say,
    /// Neutral, but also a noun or another verb: needs a clause, a colon or a quotation beside it.
    SayWeak,
    /// The writer keeps a distance: claims, утверждает.
    Claim,
    /// As `Claim`, but also a noun.
    ClaimWeak,
    /// The content is denied.
    Deny,
    /// The speaker is not sure: suggests, припускає.
    Suppose,
}

/// What a phrase of the tables does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// Says that the writer does not vouch for the clause.
    Hedge(HedgeClass),
    /// A hedge where an infinitive follows (Polish "miał lecieć"), else an ordinary verb.
    Planned,
    /// A verb of speech.
    Speech(Force),
    /// A verb of speech that without a subject means "people say".
    Agentless,
    /// Seeing and hearing: whoever says so may have observed.
    Perceive,
    /// "according to": the speaker follows.
    According,
    /// "citing": the source of the source follows.
    Citing,
    /// "as" in "as X reports".
    As,
    /// Opens what is said: that, що.
    That,
    /// Joins clauses and phrases alike.
    And,
    /// Opens a clause of time, reason or contrast.
    Sub,
    /// Opens a condition or an indirect question.
    If,
    /// Opens a relative clause.
    Rel,
    /// Denies.
    Neg,
    /// Looks like a denial and is none: "not only".
    NotNeg,
    /// Stands for somebody named elsewhere.
    Pronoun,
    /// A finite verb that its ending does not give away.
    Verb,
    /// A verb that is a noun as often: hit, strike.
    VerbOrNoun,
    /// Ends like a verb and is none.
    NotVerb,
    /// A preposition.
    Prep,
    /// An adverb that may stand before a speaker: later, also.
    Adverb,
    /// A recording: footage, кадри.
    Evidence,
    /// What a recording does: shows.
    Show,
    /// Between "shows" and what is shown: the moment.
    Moment,
    /// A speaker without a name: one person, the caption.
    Anonymous,
    /// A word that labels a line: WATCH, терміново.
    Label,
    /// A noun that says what kind of speaker somebody is.
    Role(Role),
    /// A noun for an office that one person holds: governor, not police.
    Office,
    /// Names what happened.
    Event(EventKind),
    /// Names what it happened to.
    Thing(ThingKind),
    /// Puts one happening after another, or apart from it.
    Order(Order),
}

/// One row of a table: what the phrases do, and the phrases, separated by `|`. A word that ends in `*` stands for every
/// word that begins so.
pub(crate) type Row = (Sense, &'static str);

/// The bits of senses whose value does not matter where they are asked for.
pub(crate) mod bits {
    use super::{Force, Sense};
    use crate::events::EventKind;
    use crate::hedges::HedgeClass;

    pub const HEDGE: u32 = Sense::Hedge(HedgeClass::Reportative).bit();
    pub const SPEECH: u32 = Sense::Speech(Force::Say).bit();
    pub const ROLE: u32 = Sense::Role(crate::speakers::Role::Unknown).bit();
    pub const EVENT: u32 = Sense::Event(EventKind::Explosion).bit();
    pub const VERB: u32 = Sense::Verb.bit();
    pub const NEG: u32 = Sense::Neg.bit();
    pub const PREP: u32 = Sense::Prep.bit();
    pub const AND: u32 = Sense::And.bit();
    pub const SUB: u32 = Sense::Sub.bit();
    pub const IF: u32 = Sense::If.bit();
    pub const REL: u32 = Sense::Rel.bit();
    pub const THAT: u32 = Sense::That.bit();
    pub const AS: u32 = Sense::As.bit();
    pub const ADVERB: u32 = Sense::Adverb.bit();
    pub const CITING: u32 = Sense::Citing.bit();
    pub const ACCORDING: u32 = Sense::According.bit();
    pub const PRONOUN: u32 = Sense::Pronoun.bit();
    pub const ANONYMOUS: u32 = Sense::Anonymous.bit();
    pub const LABEL: u32 = Sense::Label.bit();
    pub const EVIDENCE: u32 = Sense::Evidence.bit();
    pub const MOMENT: u32 = Sense::Moment.bit();
    pub const PERCEIVE: u32 = Sense::Perceive.bit();
    pub const AGENTLESS: u32 = Sense::Agentless.bit();
    pub const VERB_OR_NOUN: u32 = Sense::VerbOrNoun.bit();
    pub const OFFICE: u32 = Sense::Office.bit();
}

impl Sense {
    /// The bit by which a token remembers the sense.
    pub(crate) const fn bit(self) -> u32 {
        1 << match self {
            Self::Hedge(_) => 0,
            Self::Planned => 1,
            Self::Speech(_) => 2,
            Self::Perceive => 3,
            Self::According => 4,
            Self::Citing => 5,
            Self::As => 6,
            Self::That => 7,
            Self::And => 8,
            Self::Sub => 9,
            Self::If => 10,
            Self::Rel => 11,
            Self::Neg => 12,
            Self::NotNeg => 13,
            Self::Pronoun => 14,
            Self::Verb => 15,
            Self::NotVerb => 16,
            Self::Prep => 17,
            Self::Adverb => 18,
            Self::Evidence => 19,
            Self::Show => 20,
            Self::Moment => 21,
            Self::Anonymous => 22,
            Self::Label => 23,
            Self::Role(_) => 24,
            Self::Event(_) => 25,
            Self::Office => 26,
            Self::Agentless => 27,
            Self::VerbOrNoun => 28,
            Self::Thing(_) => 29,
            Self::Order(_) => 30,
        }
    }

    /// Senses of which only the longest match at a place counts. The others describe a word and stand side by side.
    const fn exclusive(self) -> bool {
        matches!(
            self,
            Self::Hedge(_)
                | Self::Speech(_)
                | Self::According
                | Self::Citing
                | Self::Neg
                | Self::NotNeg
                | Self::Sub
                | Self::As
        )
    }
}

/// A phrase of the tables found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// First token.
    pub at: usize,
    /// One past the last token.
    pub end: usize,
    /// What it does.
    pub sense: Sense,
}

struct Phrase {
    words: Box<[(Box<str>, bool)]>,
    sense: Sense,
}

/// The phrases of one language, by the first two letters of their first word.
struct Lexicon {
    by_first: HashMap<[char; 2], Vec<Phrase>>,
    endings: Vec<String>,
}

static LEXICONS: LazyLock<[Lexicon; 4]> = LazyLock::new(|| {
    Lang::ALL.map(|lang| {
        let (cues, events, things, endings) = lang_tables::cues_of(lang);
        Lexicon::new(&[cues, events, things], endings)
    })
});

fn key(word: &str) -> [char; 2] {
    let mut chars = word.chars();
    [chars.next().unwrap_or(' '), chars.next().unwrap_or(' ')]
}

impl Lexicon {
    fn new(tables: &[&[Row]], endings: &[&str]) -> Self {
        let mut lexicon = Self { by_first: HashMap::new(), endings: endings.iter().map(|e| fold::fold(e)).collect() };
        for (sense, phrases) in tables.iter().copied().flatten() {
            for phrase in phrases.split('|').map(str::trim).filter(|p| !p.is_empty()) {
                let folded = fold::fold(phrase);
                lexicon.add(*sense, &folded);
                // Polish is often typed without its marks; very short words would then be other words.
                let plain = fold::fold_with(phrase, fold::Options { plain_polish: true });
                if plain != folded && plain.len() > 3 {
                    lexicon.add(*sense, &plain);
                }
            }
        }
        lexicon
    }

    fn add(&mut self, sense: Sense, phrase: &str) {
        let words: Box<[_]> = phrase
            .split_whitespace()
            .map(|word| {
                let stem = word.trim_end_matches('*');
                (Box::from(stem), stem.len() < word.len())
            })
            .collect();
        if let Some((first, _)) = words.first() {
            let key = key(first);
            self.by_first.entry(key).or_default().push(Phrase { words, sense });
        }
    }

    /// Whether a word of at least four letters ends like a verb.
    fn ends_like_a_verb(&self, word: &str) -> bool {
        word.chars().nth(3).is_some() && self.endings.iter().any(|ending| word.ends_with(ending.as_str()))
    }
}

/// Everything the tables say about a text.
pub(crate) struct Marks {
    /// Bits of the senses that begin at a token.
    starts: Vec<u32>,
    /// Bits of the senses that cover a token.
    covers: Vec<u32>,
    /// The languages whose tables held for a token.
    langs: Vec<LangSet>,
    /// All hits, by place.
    hits: Vec<Hit>,
}

impl Marks {
    /// Marks every token of `words`; `runs` are the text's stretches in one language each.
    pub fn of(words: &Words<'_>, runs: &[Run]) -> Self {
        let n = words.len();
        let mut marks =
            Self { starts: vec![0; n], covers: vec![0; n], langs: Vec::with_capacity(n), hits: Vec::with_capacity(n) };
        let mut found: Vec<(Hit, bool)> = Vec::new();
        let mut covered_until = 0;
        let mut stretches = Stretches { runs, next: 0 };
        for at in 0..n {
            let word = words.folded(at);
            let set = stretches.at(words, at);
            marks.langs.push(set);
            if word.is_empty() {
                continue;
            }
            found.clear();
            let mut verb_ending = false;
            for lang in Lang::ALL {
                if !set.has(lang) {
                    continue;
                }
                let lexicon = &LEXICONS[lang as usize];
                for phrase in lexicon.by_first.get(&key(word)).into_iter().flatten() {
                    if let Some((end, exact)) = fits(words, at, phrase) {
                        found.push((Hit { at, end, sense: phrase.sense }, exact));
                    }
                }
                verb_ending |= lexicon.ends_like_a_verb(word);
            }
            let best = found.iter().filter(|(h, _)| h.sense.exclusive()).map(|(h, exact)| (h.end, *exact)).max();
            for (hit, exact) in found.iter() {
                if hit.sense.exclusive() && (at < covered_until || Some((hit.end, *exact)) != best) {
                    continue;
                }
                marks.add(*hit);
            }
            if let Some((end, _)) = best
                && at >= covered_until
            {
                covered_until = end;
            }
            // "an unnamed source", "the injured man".
            let adjective = verb_ending && set.has(Lang::En) && at > 0 && is_determiner(words.folded(at - 1));
            if verb_ending
                && !adjective
                && marks.covers[at] & (Sense::NotVerb.bit() | Sense::Verb.bit() | bits::ROLE) == 0
            {
                marks.covers[at] |= Sense::Verb.bit();
                marks.starts[at] |= Sense::Verb.bit();
            }
        }
        marks
    }

    fn add(&mut self, hit: Hit) {
        let bit = hit.sense.bit();
        self.starts[hit.at] |= bit;
        for covers in &mut self.covers[hit.at..hit.end] {
            *covers |= bit;
        }
        self.hits.push(hit);
    }

    /// Whether a token was read with the tables of a language.
    pub fn is(&self, at: usize, lang: Lang) -> bool {
        self.langs.get(at).is_some_and(|set| set.has(lang))
    }

    /// Whether any of the senses begins at the token.
    pub fn starts(&self, at: usize, bits: u32) -> bool {
        self.starts.get(at).is_some_and(|s| s & bits != 0)
    }

    /// Whether any of the senses covers the token.
    pub fn covers(&self, at: usize, bits: u32) -> bool {
        self.covers.get(at).is_some_and(|s| s & bits != 0)
    }

    /// Whether any token of the range is covered by one of the senses.
    pub fn any(&self, range: std::ops::Range<usize>, bits: u32) -> bool {
        self.covers.get(range).is_some_and(|c| c.iter().any(|s| s & bits != 0))
    }

    /// The hits that begin in the range, by place.
    pub fn hits(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = &Hit> {
        let from = self.hits.partition_point(|h| h.at < range.start);
        self.hits[from..].iter().take_while(move |h| h.at < range.end)
    }

    /// The longest hit of the sense that begins at the token.
    pub fn hit(&self, at: usize, bit: u32) -> Option<&Hit> {
        self.hits(at..at + 1).filter(|h| h.sense.bit() & bit != 0).max_by_key(|h| h.end)
    }
}

/// Whether what follows an English word stands inside a noun phrase.
fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "a" | "an" | "the" | "his" | "her" | "their" | "our" | "my" | "its" | "any" | "some" | "these" | "those"
    )
}

/// Where the phrase ends if it stands at `at`, and whether every word is there letter by letter.
fn fits(words: &Words<'_>, at: usize, phrase: &Phrase) -> Option<(usize, bool)> {
    let mut exact = true;
    for (n, (stem, open)) in phrase.words.iter().enumerate() {
        let word = words.folded(at + n);
        let same = word == &**stem;
        if !(same || *open && word.starts_with(&**stem)) || n > 0 && words.list[at + n].new_line {
            return None;
        }
        exact &= same;
    }
    Some((at + phrase.words.len(), exact))
}

/// Which languages' tables hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LangSet(u8);

impl LangSet {
    /// The set with one more language.
    pub const fn with(self, lang: Lang) -> Self {
        Self(self.0 | 1 << lang as u8)
    }

    /// Whether the language is in the set.
    pub const fn has(self, lang: Lang) -> bool {
        self.0 & (1 << lang as u8) != 0
    }

    /// Both languages of a word's script, where the text is too short to tell them apart.
    fn of_script(word: &str) -> Self {
        let set = Self::default();
        if word.starts_with(|c| script(c) == Script::Cyrillic) {
            set.with(Lang::Uk).with(Lang::Ru)
        } else {
            set.with(Lang::En).with(Lang::Pl)
        }
    }
}

/// The languages at the token that is being read: those of its stretch.
struct Stretches<'i> {
    runs: &'i [Run],
    next: usize,
}

impl Stretches<'_> {
    fn at(&mut self, words: &Words<'_>, at: usize) -> LangSet {
        let start = words.list[at].bytes.start;
        while self.runs.get(self.next).is_some_and(|run| run.bytes.end <= start) {
            self.next += 1;
        }
        let run = self.runs.get(self.next).filter(|run| run.bytes.start <= start);
        // A few Cyrillic words inside a text in another language may be either.
        let sure = |run: &&Run| run.words > 4 || !matches!(run.language, Language::Uk | Language::Ru);
        match run.filter(sure).and_then(|run| run.language.lang()) {
            // A name in another script than its stretch is looked up in the tables of its own.
            Some(lang) if LangSet::of_script(words.folded(at)).has(lang) => LangSet::default().with(lang),
            _ => LangSet::of_script(words.folded(at)),
        }
    }
}
