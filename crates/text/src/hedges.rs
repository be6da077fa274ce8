//! Hedges: the words by which a writer says that he does not vouch for what he writes. Attribution ("according to the
//! mayor") is no hedge; it names who vouches. What a hedge covers is decided in `claims`.

use model::Span;
use serde::{Deserialize, Serialize};

use crate::cues::{Marks, Sense};
use crate::lang;
use crate::words::Words;

/// How a hedge keeps its distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HedgeClass {
    /// Somebody unnamed says so: reportedly, як повідомляється, podobno.
    Reportative,
    /// It may be so: probably, ймовірно, похоже, might.
    Epistemic,
    /// The writer doubts it: allegedly, нібито, якобы, rzekomo, claims.
    Distancing,
}

/// A hedge in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HedgeMention {
    /// Where it stands, in code points.
    pub span: Span,
    /// Its words, as written.
    pub text: String,
    /// How it keeps its distance.
    pub class: HedgeClass,
}

/// Every hedge in a text, in order.
pub fn find(text: &str) -> Vec<HedgeMention> {
    let words = Words::of(text);
    let marks = Marks::of(&words, &lang::identify(text).runs);
    marks
        .hits(0..words.len())
        .filter_map(|hit| match hit.sense {
            Sense::Hedge(class) => Some(HedgeMention {
                span: words.span(hit.at..hit.end),
                text: words.written(hit.at..hit.end).to_owned(),
                class,
            }),
            _ => None,
        })
        .collect()
}
