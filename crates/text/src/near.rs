//! Near-duplicate texts: groups of copies and edits among up to millions of texts, and what changed between versions.
//!
//! Texts that share 70 % of their five-character shingles (Jaccard, exact up to a stated limit) are candidates; they join
//! one group only where no figure, name, date or denial differs. Such a difference is a finding of its own. What a change
//! means, and who copied whom, is left to others.

mod across;
mod candidates;
mod compare;
mod facts;
mod family;
mod shingles;

use model::Span;
use serde::{Deserialize, Serialize};

pub use across::{Link, TextKeys, link_across_languages};
pub use compare::changes;
pub use shingles::{SHINGLE, canonical, likeness};

/// How like two texts must be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Shared shingles over all shingles, 0.5 to 1.
    pub threshold: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { threshold: 0.7 }
    }
}

/// What kind of fact changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A number in digits or words.
    Figure,
    /// A word with a capital inside a sentence.
    Name,
    /// A weekday, month, part of the day, or word like "yesterday".
    Date,
    /// "not", "no", "without" came or went.
    Denial,
    /// A word where a name may stand: first in its sentence, or after a preposition of place.
    PerhapsName,
}

/// One fact that differs between two texts. An empty side means that it came or went inside a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What kind of fact.
    pub kind: ChangeKind,
    /// As written in the first text.
    pub from: String,
    /// As written in the second text.
    pub to: String,
    /// Where in the first text, in code points.
    pub from_span: Option<Span>,
    /// Where in the second text, in code points.
    pub to_span: Option<Span>,
}

/// Two texts that say nearly the same with other facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variation {
    /// The text that stands first in the input.
    pub earlier: u32,
    /// The other text.
    pub later: u32,
    /// What changed from the first to the second: at least one, at most 16.
    pub changes: Vec<Change>,
}

/// The answer for a list of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// Copies and edits of one text: places in the input, rising, at least two in each group.
    pub groups: Vec<Vec<u32>>,
    /// Changed versions: for each text at most two, between different groups.
    pub variations: Vec<Variation>,
    /// How many pairs were not compared because a text had too many like it. 0 means that the search was exhaustive.
    pub not_compared: u64,
}

/// Groups texts. Deterministic: the same list gives the same answer. Takes about 0.7 kB for a post of 100 characters;
/// texts of punctuation only belong to no group.
///
/// # Panics
/// Never for fewer than 2^32 texts; further texts are left out.
pub fn group<T: AsRef<str>>(texts: &[T], options: Options) -> Groups {
    group_with_keys(texts, &[], options)
}

/// The same with keys that the caller has read from the texts, one for each text or none at all: texts whose places, figures
/// or times contradict each other never join one group.
pub fn group_with_keys<T: AsRef<str>>(texts: &[T], keys: &[TextKeys], options: Options) -> Groups {
    let texts = &texts[..texts.len().min(u32::MAX as usize)];
    let threshold = options.threshold.clamp(0.5, 1.0);
    let mut families = family::Families::new(texts, keys);
    let prepared = candidates::Prepared::new(texts, threshold, &mut families);
    prepared.pairs(threshold, &mut families);
    drop(prepared);
    families.same_skeleton();
    families.finish()
}

#[cfg(test)]
mod tests;
