//! Which claims speak of the same happening: the answer's form. How claims are put together is in the modules below.
//!
//! Loose material stays loose. Every membership, link and near miss has its reason in words. The way there: `cut` makes
//! tellings of claims, `candidates` finds those that may speak of one happening, `pair` compares two, `merge` puts them
//! together under conditions that hold for the whole group, `answer`, `conflicts` and `relations` say what came of it.

mod answer;
mod attach;
mod candidates;
mod conflicts;
mod cut;
mod days;
mod decided;
mod facets;
mod merge;
mod pair;
mod placing;
mod relations;
mod running;
mod spot;
mod telling;
mod ties;

use model::{Place, TimeSpan, Utc};
use serde::{Deserialize, Serialize};

use crate::decision::Decided;
use crate::material::Material;
use answer::Built;
use decided::{NamedClaims, Orders};
use pair::Evidence;
use running::Running;
use ties::Ties;

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
    /// `after`, `before`, `same place`, `cited as context`, `confused with`, `told beside`.
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
    /// What spoke for it.
    pub speaks_for: String,
    /// What spoke against it.
    pub why: String,
}

/// Puts the claims of a material together by what they say happened, where and when.
///
/// The same material and decisions give the same answer, whatever order the utterances are listed in (positions aside).
pub fn cluster(material: &Material, decided: &[Decided]) -> Incidents {
    let mut clusters = Clusters::default();
    clusters.extend(material, decided);
    clusters.incidents(material, decided)
}

/// Clustering that can go on as posts are added: the costly part, comparing and grouping, is kept between answers.
///
/// Decisions take part in the grouping; where they change, start anew.
#[derive(Debug, Default)]
pub struct Clusters {
    running: Running,
}

impl Clusters {
    /// Takes the utterances (with their claims) that stand at the end of the material and were not there before.
    pub fn extend(&mut self, material: &Material, decided: &[Decided]) {
        let ties = Ties::of(material);
        self.running.take(material, &NamedClaims::of(material, decided));
        let orders = Orders::of(material, &self.running.tellings, decided);
        self.running.link(&ties, &orders.apart);
    }

    /// The answer for what was taken so far.
    pub fn incidents(&self, material: &Material, decided: &[Decided]) -> Incidents {
        let tellings = &self.running.tellings;
        let orders = Orders::of(material, tellings, decided);
        let (mut groups, reasons) = orders.group(self.running.groups(&orders.apart));
        for group in &mut groups {
            group.sort_unstable_by_key(|n| (self.running.passed_on.contains_key(n), tellings[*n as usize].rank));
        }
        let stand = |group: &Vec<u32>| answer::stands(tellings, group);
        let groups = groups.into_iter().filter(stand);
        let mut built: Vec<Built> = groups.map(|g| answer::build(material, tellings, g, &reasons)).collect();
        built.sort_by(|a, b| {
            let order = |b: &Built| (b.incident.utc[0].or(b.incident.utc[1]), b.incident.id.clone());
            order(a).cmp(&order(b))
        });
        for one in &mut built {
            let members: Vec<_> = one.tellings.iter().map(|n| &tellings[*n as usize]).collect();
            one.incident.conflicts = conflicts::of(material, &one.incident.claims, &members);
        }
        relations::relate(tellings, &mut built);
        Incidents {
            loose: loose(material, &built),
            near_misses: self.near_misses(&built),
            incidents: built.into_iter().map(|one| one.incident).collect(),
        }
    }

    /// The nearest miss of every two incidents that have one.
    fn near_misses(&self, built: &[Built]) -> Vec<NearMiss> {
        let tellings = &self.running.tellings;
        let mut home = vec![u32::MAX; tellings.len()];
        for (n, one) in built.iter().enumerate() {
            for telling in &one.tellings {
                home[*telling as usize] = n as u32;
            }
        }
        let mut best: std::collections::BTreeMap<(u32, u32), (i32, u64, u32, u32)> = std::collections::BTreeMap::new();
        for (a, b, points) in self.running.near_misses() {
            let (x, y) = (home[a as usize], home[b as usize]);
            if x == y || x == u32::MAX || y == u32::MAX {
                continue;
            }
            let (ra, rb) = (tellings[a as usize].rank, tellings[b as usize].rank);
            let found = (-points, ra.min(rb), a, b);
            let held = best.entry((x.min(y), x.max(y))).or_insert(found);
            *held = (*held).min(found);
        }
        best.into_values()
            .map(|(_, _, a, b)| {
                let (x, y) = (&tellings[a as usize], &tellings[b as usize]);
                let evidence = Evidence::of(x, y);
                NearMiss {
                    claim: x.claims[0].min(y.claims[0]),
                    other: x.claims[0].max(y.claims[0]),
                    speaks_for: evidence.why(),
                    why: evidence.against(x, y),
                }
            })
            .collect()
    }
}

/// Claims that are in no incident.
fn loose(material: &Material, built: &[Built]) -> Vec<u32> {
    let mut taken = vec![false; material.claims.len()];
    for member in built.iter().flat_map(|one| &one.incident.claims) {
        taken[member.claim as usize] = true;
    }
    (0..material.claims.len() as u32).filter(|c| !taken[*c as usize]).collect()
}
