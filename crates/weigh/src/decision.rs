//! What people have decided about the material, as values. A later decision about the same thing supersedes an earlier
//! one; which are in force is worked out by whoever reads them from the log.

use model::{Place, Utc};
use serde::{Deserialize, Serialize};

/// A decision in force, with who made it and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Number of its log entry.
    pub entry: u64,
    /// Who decided.
    pub author: Option<String>,
    /// When.
    pub at: Option<Utc>,
    /// Why, in the author's words.
    pub reason: Option<String>,
    /// What.
    pub decision: Decision,
}

/// What a grouping is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Which things go back to one observation.
    Origin,
    /// Which claims speak of one happening.
    Incident,
    /// Which claims say the same.
    Claim,
}

/// What somebody decided. Things are named by their stable ids (`post:…`, `article:…`, `item:…`, `post:…@12-40`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Decision {
    /// These belong together, whatever the rules say.
    Group {
        /// Origins or incidents.
        scope: Scope,
        /// Two or more.
        things: Vec<String>,
    },
    /// These do not belong together: each stands apart from all others named here.
    Split {
        /// Origins or incidents.
        scope: Scope,
        /// Two or more.
        things: Vec<String>,
    },
    /// The place of a claim, an utterance or a file.
    Location {
        /// What it is about.
        thing: String,
        /// Where.
        place: Place,
    },
    /// An Admiralty grade: a label that is shown and exported, never computed with.
    Grade {
        /// What it is about.
        thing: String,
        /// Reliability of the source, `A` to `F`.
        source: char,
        /// Credibility of the information, 1 to 6.
        information: u8,
    },
    /// One of the competing explanations of an incident.
    Hypothesis {
        /// Any claim, utterance or file of the incident.
        about: String,
        /// Short name, unique within the incident: `chain`.
        id: String,
        /// What it says, in a sentence.
        what: String,
    },
    /// A hypothesis is no longer considered; it stays in the log.
    Retire {
        /// Any claim, utterance or file of the incident.
        about: String,
        /// Its short name.
        id: String,
    },
    /// How likely what an origin group shows is under one hypothesis.
    Weigh {
        /// Any member of the origin group.
        group: String,
        /// Short name of the hypothesis.
        hypothesis: String,
        /// Lowest likelihood, decimal text above 0 and at most 1: `0.05`.
        low: String,
        /// Highest likelihood.
        high: String,
    },
    /// Not to be shown in a publication.
    Redact {
        /// What it is about.
        thing: String,
    },
}
