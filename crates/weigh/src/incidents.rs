//! Which claims speak of the same happening: the answer's form. How claims are put together is in the modules below.
//!
//! Loose material stays loose. Every membership, link and near miss has its reason in words.

use model::{Place, TimeSpan, Utc};
use serde::{Deserialize, Serialize};

/// What the material says happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incidents {
    /// Incidents, by their earliest possible second and then by id.
    pub incidents: Vec<Incident>,
    /// Claims that speak of no happening that could be told from others: positions in the material.
    pub loose: Vec<u32>,
    /// Pairs that were nearly put together, with what spoke against it.
    pub near_misses: Vec<NearMiss>,
}

/// Something said to have happened, at a place and in a time interval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Stable short name: `incident:` and the first 12 hexadecimal digits of the SHA-256 of its first claim's id.
    pub id: String,
    /// What, in a few words: "substation fire, power cut".
    pub what: String,
    /// Event kinds in it, most frequent first.
    pub kinds: Vec<String>,
    /// Where; nothing where no claim says or where no gazetteer knows the name.
    pub place: Option<Place>,
    /// The place's name as written, where it is not in any gazetteer.
    pub place_words: Option<String>,
    /// When, as an interval that everything in it allows: `../2022-10-13`.
    pub time: Option<TimeSpan>,
    /// First and last second.
    pub utc: [Option<Utc>; 2],
    /// Claims that speak of it, in order, each with why.
    pub claims: Vec<Member>,
    /// Figures that belong to it: position of the claim and of the figure in it.
    pub figures: Vec<[u32; 2]>,
    /// Details in which its claims differ: figures, days, places. Listed, never averaged.
    pub conflicts: Vec<Conflict>,
    /// How it relates to other incidents.
    pub relations: Vec<Relation>,
}

/// A claim of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Position in the material.
    pub claim: u32,
    /// Why it was put here.
    pub why: String,
}

/// A detail in which claims of one incident differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// What is in conflict: `figure`, `time`, `place`, `denial`.
    pub about: String,
    /// What it is, in words: "people without power".
    pub what: String,
    /// Each version with the claims that give it.
    pub versions: Vec<Version>,
    /// Whether the texts themselves explain it: a later figure that revises an earlier one is no contradiction.
    pub explained: Option<String>,
}

/// One version of a detail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// As printed: "2,000", "2022-10-11".
    pub value: String,
    /// Claims that give it.
    pub claims: Vec<u32>,
}

/// How one incident relates to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Id of the other incident.
    pub to: String,
    /// `after`, `before`, `same place`, `cited as context`, `confused with`.
    pub relation: String,
    /// Why: the words that say so, or the rule.
    pub why: String,
    /// The claim whose words say so.
    pub claim: Option<u32>,
}

/// Two claims or incidents that were nearly put together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearMiss {
    /// Position of one claim.
    pub claim: u32,
    /// Position of the other.
    pub other: u32,
    /// What spoke against it.
    pub why: String,
}
