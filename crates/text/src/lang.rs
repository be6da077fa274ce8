//! Which language a text is in, as a whole and stretch by stretch: English, Ukrainian, Russian, Polish, another, mixed, or
//! too short to tell. Letters that only one language has decide first; a small model of letter groups decides the rest.
//!
//! Links, handles, hashtags' signs, numbers and emoji carry no language. Translation and dialect are left to others.

mod evidence;
mod features;
mod model_table;
mod others;
mod runs;

use std::fmt;
use std::ops::Range;

use model::Span;
use serde::{Deserialize, Serialize};

pub use features::{BUCKETS, features};

use crate::Lang;

/// What a text, or a stretch of one, is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    En,
    /// Ukrainian.
    Uk,
    /// Russian.
    Ru,
    /// Polish.
    Pl,
    /// A language that no table here covers.
    Other,
    /// More than one of these, each at some length. Only of whole texts, never of stretches.
    Mixed,
    /// Too few words to tell.
    TooShort,
}

impl Language {
    /// The language with tables, if it is one.
    pub const fn lang(self) -> Option<Lang> {
        match self {
            Self::En => Some(Lang::En),
            Self::Uk => Some(Lang::Uk),
            Self::Ru => Some(Lang::Ru),
            Self::Pl => Some(Lang::Pl),
            _ => None,
        }
    }
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Uk => Self::Uk,
            Lang::Ru => Self::Ru,
            Lang::Pl => Self::Pl,
        }
    }
}

/// Why a text was given its language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No letters at all.
    NoLetters,
    /// This letter occurs in the text and, of the languages known here, in one only.
    Letter(char),
    /// The letter groups of the words: how much more likely than the next language, in thousandths of a nat.
    Words(i32),
    /// The script, or too many words of a language without tables.
    Foreign,
    /// Two or more languages, each for several words.
    Several,
    /// The words fit two languages about equally.
    Undecided,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLetters => f.write_str("no letters"),
            Self::Letter(letter) => write!(f, "the letter {letter}"),
            Self::Words(_) => f.write_str("the words"),
            Self::Foreign => f.write_str("letters or words of another language"),
            Self::Several => f.write_str("stretches in several languages"),
            Self::Undecided => f.write_str("too few words that tell languages apart"),
        }
    }
}

/// A stretch in one language: from its first to its last word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The language: never [`Language::Mixed`].
    pub language: Language,
    /// Where, in code points of the text.
    pub span: Span,
    /// Where, in bytes of the text.
    pub bytes: Range<usize>,
    /// How many words it has.
    pub words: usize,
}

/// The answer for one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identified {
    /// The language of the whole.
    pub language: Language,
    /// Why.
    pub reason: Reason,
    /// The stretches, in order. One where the whole is in one language; none where there are no words.
    pub runs: Vec<Run>,
}

impl Identified {
    /// The languages with tables that occur, in the order of [`Lang::ALL`]. Empty where none was told.
    pub fn langs(&self) -> Vec<Lang> {
        Lang::ALL.into_iter().filter(|&lang| self.runs.iter().any(|run| run.language == Language::from(lang))).collect()
    }
}

/// A margin below this (twice this for one word), in thousandths of a nat, does not tell two languages apart in up to
/// [`FEW_WORDS`] words.
const SMALL_MARGIN: i32 = 700;
/// One word of at most this many letters tells nothing unless a letter gives it away.
const SMALL_WORD: usize = 3;
/// Texts of at most this many words may be called too short.
const FEW_WORDS: usize = 3;
/// A stretch in a second language makes a text mixed from this many words on, ...
const MIXED_WORDS: usize = 2;
/// ... or from this many where the second language is told by its script: names of outlets are no second language.
const MIXED_WORDS_OTHER_SCRIPT: usize = 3;
/// ... and from this many letters on.
const MIXED_LETTERS: usize = 8;
/// How much more its words must speak for it than for the main language, in thousandths of a nat: two words with letters of
/// their own, or one and several that fit better.
const MIXED_STRENGTH: i64 = 6_500;
/// The same across scripts: three or four words that are no names.
const MIXED_STRENGTH_OTHER_SCRIPT: i64 = 11_000;

/// Tells the language of a text. Costs time in proportion to the text and little memory.
pub fn identify(text: &str) -> Identified {
    let found = runs::runs(text);
    let runs: Vec<Run> = found.runs.into_iter().map(|measured| measured.run).collect();
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
        return Identified { language: Language::TooShort, reason: Reason::NoLetters, runs };
    };
    if runs.iter().any(|run| run.language != first.language) {
        return Identified { language: Language::Mixed, reason: Reason::Several, runs };
    }
    let words: usize = runs.iter().map(|run| run.words).sum();
    let best = found.tally.best();
    let one_small_word = words == 1 && first.span.end - first.span.start <= SMALL_WORD;
    let needed = if words == 1 { 2 * SMALL_MARGIN } else { SMALL_MARGIN };
    let (language, reason) = match found.tally.verdict(best) {
        Reason::Words(margin) if one_small_word || words <= FEW_WORDS && margin < needed => {
            (Language::TooShort, Reason::Undecided)
        }
        reason => (best, reason),
    };
    let span = Span { start: first.span.start, end: last.span.end };
    let whole = Run { language, span, bytes: first.bytes.start..last.bytes.end, words };
    Identified { language, reason, runs: vec![whole] }
}

/// The language of the majority of words, for callers that need one set of tables. Nothing where none was told.
pub fn main_lang(identified: &Identified) -> Option<Lang> {
    identified.language.lang().or_else(|| {
        let words = |lang| -> usize {
            let of_lang = |run: &&Run| run.language == Language::from(lang);
            identified.runs.iter().filter(of_lang).map(|run| run.words).sum()
        };
        Lang::ALL.into_iter().filter(|&lang| words(lang) > 0).max_by_key(|&lang| words(lang))
    })
}

#[cfg(test)]
mod tests;
