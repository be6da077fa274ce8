//! Claims: one for every clause that asserts an event or a state, with who says it, through whom, how sure, and whether
//! it is affirmed or denied.
//!
//! A speaker of `None` is the document speaking for itself. Rules over words, no parser: `layout` cuts sentences and
//! quotations, `frames` finds who is said to speak (by the shapes in
//! `speech` and `attribution`), `clauses` cuts what is said. A claim is never judged true or false.

mod attribution;
mod clauses;
mod frames;
mod layout;
mod pieces;
mod speech;
mod subjects;

use model::{Span, TimeSpan};
use serde::{Deserialize, Serialize};

use crate::cues::Marks;
use crate::events::EventMention;
use crate::hedges::{HedgeClass, HedgeMention};
use crate::lang::{self, Run};
use crate::speakers::{Speaker, Standing};
use crate::words::Words;

/// A post that the text quotes whole and the caller knows of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostSpan {
    /// The words of the post.
    pub span: Span,
    /// The words with signature, date and links: nothing in it is the document's own speech.
    pub whole: Span,
    /// The account, with `@` where the text writes one.
    pub account: String,
    /// The display name.
    pub name: Option<String>,
    /// When it was posted, as the text says.
    pub time: Option<TimeSpan>,
}

/// Mentions that other readers found, to be linked to the claims they stand in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mentions<'m> {
    /// Places.
    pub places: &'m [Span],
    /// Times.
    pub times: &'m [Span],
    /// Figures.
    pub figures: &'m [Span],
}

/// Whether the words say that it is so or that it is not so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// It is so.
    Affirmed,
    /// It is not so: negated, or denied by the speaker.
    Denied,
}

/// What fills the slots of a claim. Spans are those the caller gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slots {
    /// What stands before the verb, or the subject of the clause before where this one has none of its own.
    pub who: Option<Span>,
    /// Event words in the clause.
    pub what: Vec<EventMention>,
    /// Places in the clause; where there are none, those of the sentence that lie in no clause.
    pub places: Vec<Span>,
    /// Times, likewise.
    pub times: Vec<Span>,
    /// Figures in the clause.
    pub figures: Vec<Span>,
}

/// One atomic assertion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Where the clause stands, in code points.
    pub span: Span,
    /// Its words, as written.
    pub text: String,
    /// Who says it, in the words of the text or, for a pronoun, in the speaker's name. Nothing: the document itself.
    pub speaker: Option<String>,
    /// The speaker in the list of speakers.
    pub speaker_id: Option<usize>,
    /// Through whom it came, the one nearest to the document first.
    pub via: Vec<String>,
    /// Whether anybody on the way keeps a distance.
    pub hedged: bool,
    /// The words that do, as written.
    pub hedge: Option<String>,
    /// All hedges that cover the clause, the one in `hedge` first.
    pub hedges: Vec<HedgeMention>,
    /// Whether it is given in the speaker's own words: quotation marks or an embedded post.
    pub quoted: bool,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Whether the speaker could have observed it, as far as the words tell.
    pub standing: Standing,
    /// The recording that is said to show it, as written: "The viral video".
    pub basis: Option<String>,
    /// What, who, where, when, how many.
    pub slots: Slots,
}

impl Claim {
    /// How the strongest hedge keeps its distance.
    pub fn hedge_class(&self) -> Option<HedgeClass> {
        self.hedges.first().map(|h| h.class)
    }
}

/// The claims of a text and the speakers they name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Claims by place.
    pub claims: Vec<Claim>,
    /// Speakers by first appearance.
    pub speakers: Vec<Speaker>,
}

/// Reads the claims of a text. `posts` are the posts it quotes whole, in any order; spans outside the text are ignored.
pub fn find(text: &str, posts: &[PostSpan], mentions: Mentions<'_>) -> Account {
    find_in(text, &lang::identify(text).runs, posts, mentions)
}

/// The same, where the languages of the text are known already.
pub(crate) fn find_in(text: &str, runs: &[Run], posts: &[PostSpan], mentions: Mentions<'_>) -> Account {
    let words = Words::of(text);
    let marks = Marks::of(&words, runs);
    layout::Reader::new(&words, &marks, posts, mentions).read()
}
