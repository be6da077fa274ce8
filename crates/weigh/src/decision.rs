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
    /// An earlier decision no longer holds. It stays in the log.
    Withdraw {
        /// Number of its entry.
        entry: u64,
    },
}

impl Decision {
    /// Everything that it names by id.
    pub fn things_mut(&mut self) -> Vec<&mut String> {
        match self {
            Self::Group { things, .. } | Self::Split { things, .. } => things.iter_mut().collect(),
            Self::Location { thing, .. } | Self::Grade { thing, .. } | Self::Redact { thing } => vec![thing],
            Self::Hypothesis { about, .. } | Self::Retire { about, .. } => vec![about],
            Self::Weigh { group, .. } => vec![group],
            Self::Withdraw { .. } => Vec::new(),
        }
    }

    /// What it decides about: a later decision about the same supersedes it. Ranges are each author's own.
    fn about(&self, author: Option<&str>) -> String {
        match self {
            Self::Group { scope, things } | Self::Split { scope, things } => {
                let mut things = things.clone();
                things.sort();
                format!("together {scope:?} {}", things.join(" "))
            }
            Self::Location { thing, .. } => format!("location {thing}"),
            Self::Grade { thing, .. } => format!("grade {thing} {}", author.unwrap_or_default()),
            Self::Hypothesis { about, id, .. } | Self::Retire { about, id } => format!("hypothesis {about} {id}"),
            Self::Weigh { group, hypothesis, .. } => {
                format!("weigh {group} {hypothesis} {}", author.unwrap_or_default())
            }
            Self::Redact { thing } => format!("redact {thing}"),
            Self::Withdraw { entry } => format!("withdraw {entry}"),
        }
    }
}

/// The decisions that hold, in the order of the log: those that no later one about the same supersedes or withdraws.
pub fn in_force(all: &[Decided]) -> Vec<Decided> {
    let mut out: Vec<Decided> = Vec::with_capacity(all.len());
    for one in all {
        if let Decision::Withdraw { entry } = one.decision {
            out.retain(|held| held.entry != entry);
            continue;
        }
        let about = one.decision.about(one.author.as_deref());
        out.retain(|held| held.decision.about(held.author.as_deref()) != about);
        out.push(one.clone());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(entry: u64, author: &str, decision: Decision) -> Decided {
        Decided { entry, author: Some(author.to_owned()), at: None, reason: None, decision }
    }

    fn range(low: &str) -> Decision {
        let (group, hypothesis) = ("post:1".to_owned(), "chain".to_owned());
        Decision::Weigh { group, hypothesis, low: low.to_owned(), high: "1".to_owned() }
    }

    #[test]
    fn a_later_decision_about_the_same_supersedes_and_everybodys_range_is_their_own() {
        let things = vec!["post:1".to_owned(), "post:2".to_owned()];
        let turned: Vec<String> = things.iter().rev().cloned().collect();
        let all = [
            said(3, "Ada", Decision::Group { scope: Scope::Origin, things }),
            said(4, "Ada", range("0.1")),
            said(5, "Ben", range("0.2")),
            said(6, "Ada", range("0.3")),
            said(7, "Ben", Decision::Split { scope: Scope::Origin, things: turned }),
            said(8, "Ben", Decision::Withdraw { entry: 5 }),
        ];
        assert_eq!(in_force(&all).iter().map(|d| d.entry).collect::<Vec<_>>(), [6, 7]);
    }
}
