//! Rival explanations of an incident, and what the independent findings say between them.
//!
//! Hypotheses are written by a person or proposed from what the material itself says happened; "something else, or not
//! known" is always one of them. Every origin group gets a likelihood range under each, with a reason: from people, from
//! checks, or by rule where a group only repeats what others say. Ranges are combined over independent groups only. No
//! posterior is computed unless somebody types a prior. The scheme is described, with the reasons against counting
//! inconsistencies or grades, in the design notes.

mod accounts;
mod combine;
mod observables;
mod table;

use serde::{Deserialize, Serialize};

pub use accounts::{Points, points};
pub use combine::{Pair, Posterior, Prior, Without, posterior};
pub use observables::Observable;

use crate::decision::{Decided, Decision};
use crate::incidents::Incidents;
use crate::likelihood::{LikelihoodError, Range};
use crate::material::{Material, Node};
use crate::origins::Origins;

/// The id of the hypothesis that is always there.
pub const ELSE: &str = "something-else";

/// What a finding says about a hypothesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Word {
    /// It is what the hypothesis foretells, and another one foretells it less.
    #[serde(rename = "consistent")]
    Consistent,
    /// Another hypothesis foretells it much better.
    #[serde(rename = "inconsistent")]
    Inconsistent,
    /// It fits the rivals about as well.
    #[serde(rename = "does not discriminate")]
    DoesNotDiscriminate,
    /// Nothing here allows to say.
    #[serde(rename = "cannot be tested")]
    CannotBeTested,
}

impl Word {
    /// As printed.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::Inconsistent => "inconsistent",
            Self::DoesNotDiscriminate => "does not discriminate",
            Self::CannotBeTested => "cannot be tested",
        }
    }
}

/// One of the competing explanations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hypothesis {
    /// Short name, unique within the incident.
    pub id: String,
    /// What it says, in a sentence: a person's, or the words of the claim that it was proposed from.
    pub what: String,
    /// Whether it was proposed from rival claims; otherwise a person wrote it.
    pub proposed: bool,
    /// Claims that say so.
    pub claims: Vec<u32>,
    /// Who says so, by name, without repeats.
    pub voices: Vec<String>,
}

/// One person's range for a group under a hypothesis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// Who.
    pub author: Option<String>,
    /// Number of the log entry.
    pub entry: u64,
    /// Low end, as typed.
    pub low: String,
    /// High end, as typed.
    pub high: String,
    /// Why.
    pub reason: Option<String>,
}

/// What one group says about one hypothesis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Id of the hypothesis.
    pub hypothesis: String,
    /// Lowest likelihood, decimal text.
    pub low: String,
    /// Highest likelihood.
    pub high: String,
    /// As a number that is combined.
    pub range: Range,
    /// What it comes to.
    pub word: Word,
    /// Why, in a sentence.
    pub why: String,
    /// What people said, each by themselves; the range holds them all.
    pub opinions: Vec<Opinion>,
}

/// What one independent group says about all hypotheses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Position in [`Origins::groups`].
    pub group: u32,
    /// Claims of this incident that go back to it.
    pub claims: Vec<u32>,
    /// Whether a person or a check has weighed it.
    pub weighed: bool,
    /// Whether it rests on physics: the cap is then 100 instead of 10.
    pub physical: bool,
    /// One for each hypothesis, in their order.
    pub cells: Vec<Cell>,
}

/// The weighing of one incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighing {
    /// Position in [`Incidents::incidents`].
    pub incident: u32,
    /// The rivals; the last is always "something else".
    pub hypotheses: Vec<Hypothesis>,
    /// Independent groups.
    pub lines: Vec<Line>,
    /// Every two hypotheses against each other.
    pub pairs: Vec<Pair>,
    /// What the rivals agree on and what they differ on.
    pub points: Points,
    /// What the whole comes to.
    pub answer: Word,
    /// Why, in a sentence or two.
    pub why: String,
    /// What would tell the rivals apart.
    pub wanted: Vec<Observable>,
}

/// Weighs every incident that has rival explanations.
pub fn weigh(material: &Material, origins: &Origins, incidents: &Incidents, decided: &[Decided]) -> Vec<Weighing> {
    let written = accounts::written(material, incidents, decided);
    let mut out = Vec::new();
    for at in 0..incidents.incidents.len() as u32 {
        let incident = &incidents.incidents[at as usize];
        let mut hypotheses = accounts::proposed(material, incidents, at);
        let mine: Vec<&accounts::Written> = written.iter().filter(|w| w.incident == at).collect();
        // What a person writes replaces a proposal of that name; what a person retires goes, proposed or written.
        for one in &mine {
            hypotheses.retain(|h| h.id != one.id);
            if let Some(what) = &one.what {
                hypotheses.push(Hypothesis {
                    id: one.id.clone(),
                    what: what.clone(),
                    proposed: false,
                    claims: Vec::new(),
                    voices: Vec::new(),
                });
            }
        }
        if hypotheses.is_empty() || (mine.is_empty() && hypotheses.len() < 2) {
            continue;
        }
        hypotheses.retain(|h| h.id != ELSE);
        hypotheses.push(Hypothesis {
            id: ELSE.to_owned(),
            what: "something else, or not known".to_owned(),
            proposed: true,
            claims: Vec::new(),
            voices: Vec::new(),
        });
        let lines = table::lines(material, origins, incident, &hypotheses, decided);
        let pairs = combine::pairs(&hypotheses, &lines);
        let (answer, why) = combine::answer(&hypotheses, &lines, &pairs);
        out.push(Weighing {
            incident: at,
            points: points(material, incident, &hypotheses),
            wanted: observables::wanted(material, incident, &hypotheses),
            hypotheses,
            lines,
            pairs,
            answer,
            why,
        });
    }
    out
}

/// Whether a judgement's likelihood range can be kept: to be asked before it is written into the log.
///
/// # Errors
/// What is wrong with it.
pub fn check_range(decision: &Decision) -> Result<(), LikelihoodError> {
    match decision {
        Decision::Weigh { low, high, .. } => Range::parse(low, high).map(|_| ()),
        _ => Ok(()),
    }
}

/// The incident that a thing belongs to: by its claims.
fn incident_of(material: &Material, incidents: &Incidents, thing: &str) -> Option<u32> {
    let holds = |claim: u32| {
        incidents.incidents.iter().position(|i| i.claims.iter().any(|m| m.claim == claim)).map(|at| at as u32)
    };
    if let Some(at) = incidents.incidents.iter().position(|i| i.id == thing) {
        return Some(at as u32);
    }
    match material.find(thing)? {
        Node::Claim(at) => holds(at),
        Node::Utterance(at) => {
            let from = material.claims.partition_point(|c| c.utterance < at);
            let claims = material.claims[from..].iter().take_while(|c| c.utterance == at).count();
            (from..from + claims).find_map(|claim| holds(claim as u32))
        }
        Node::Footage(at) => material.ties.iter().find_map(|tie| match (tie.from, tie.to) {
            (Node::Utterance(u), Node::Footage(f)) if f == at => {
                incident_of(material, incidents, &material.utterances[u as usize].id)
            }
            _ => None,
        }),
    }
}
