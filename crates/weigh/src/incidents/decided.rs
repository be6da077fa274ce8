//! What people have decided about incidents: which claims belong together and which do not, whatever the rules say.
//!
//! A split keeps tellings from being put together; a grouping puts whole groups together afterwards, with a reason that
//! names who decided. Where both name the same two, the later log entry holds.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::merge::Apart;
use super::telling::Telling;
use crate::decision::{Decided, Decision, Scope};
use crate::material::{Material, Node};

/// Claims that decisions name one by one: a split parts even claims that one text tells together, and a grouping takes
/// in a claim that says of nothing that it happened.
#[derive(Debug, Default)]
pub(crate) struct NamedClaims {
    /// Each split with the claims it names.
    pub split: Vec<Vec<u32>>,
    /// Claims that groupings name.
    pub grouped: BTreeSet<u32>,
}

impl NamedClaims {
    /// Finds the claims. Ids of what is not in the material are passed over.
    pub fn of(material: &Material, decided: &[Decided]) -> Self {
        let mut named = Self::default();
        for decided in decided {
            let claims = |things: &[String]| -> Vec<u32> {
                let found = things.iter().filter_map(|id| material.find(id));
                found.filter_map(|node| if let Node::Claim(at) = node { Some(at) } else { None }).collect()
            };
            match &decided.decision {
                Decision::Split { scope: Scope::Incident, things } => named.split.push(claims(things)),
                Decision::Group { scope: Scope::Incident, things } => named.grouped.extend(claims(things)),
                _ => {}
            }
        }
        named
    }

    /// Whether a claim may not stand with these others.
    pub fn parts(&self, claim: u32, others: &[u32]) -> bool {
        let names = |split: &Vec<u32>| split.contains(&claim) && others.iter().any(|o| split.contains(o));
        self.split.iter().any(names)
    }
}

/// Decisions about incidents, by numbers of tellings.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    /// Pairs that are kept apart, lower number first.
    pub apart: Apart,
    /// Groupings: tellings that are one, the entry, and the reason in words.
    together: Vec<(Vec<u32>, u64, String)>,
    /// The entry that keeps a pair apart.
    entries: HashMap<(u32, u32), u64>,
}

impl Orders {
    /// Finds the tellings that decisions name. Ids of what is not in the material, or says of nothing that it happened,
    /// are passed over.
    pub fn of(material: &Material, tellings: &[Telling], decided: &[Decided]) -> Self {
        let mut orders = Self::default();
        let about = decided.iter().filter_map(|d| match &d.decision {
            Decision::Group { scope: Scope::Incident, things } => Some((d, things, true)),
            Decision::Split { scope: Scope::Incident, things } => Some((d, things, false)),
            _ => None,
        });
        let about: Vec<_> = about.collect();
        if about.is_empty() {
            return orders;
        }
        let names = Names::of(material, tellings);
        for (decided, things, group) in about {
            let named: Vec<Vec<u32>> = things.iter().map(|id| names.tellings(id)).filter(|t| !t.is_empty()).collect();
            if group {
                orders.together.push((named.concat(), decided.entry, reason(decided)));
                continue;
            }
            for (n, some) in named.iter().enumerate() {
                for (a, b) in named[n + 1..].iter().flatten().flat_map(|b| some.iter().map(move |a| (*a, *b))) {
                    if a != b {
                        let pair = (a.min(b), a.max(b));
                        orders.apart.insert(pair);
                        orders.entries.insert(pair, decided.entry);
                    }
                }
            }
        }
        orders.drop_superseded();
        orders
    }

    /// Where a grouping and a split name the same pair, the later entry holds.
    fn drop_superseded(&mut self) {
        for (tellings, entry, _) in &self.together {
            for (n, a) in tellings.iter().enumerate() {
                for b in &tellings[n + 1..] {
                    let pair = (*a.min(b), *a.max(b));
                    if self.entries.get(&pair).is_some_and(|split| split < entry) {
                        self.apart.remove(&pair);
                    }
                }
            }
        }
    }

    /// Puts together the groups that people say are one. Gives the reason for every telling that was moved.
    pub fn group(&self, groups: Vec<Vec<u32>>) -> (Vec<Vec<u32>>, BTreeMap<u32, String>) {
        let mut reasons = BTreeMap::new();
        if self.together.is_empty() {
            return (groups, reasons);
        }
        let mut home: HashMap<u32, usize> = HashMap::new();
        for (n, group) in groups.iter().enumerate() {
            home.extend(group.iter().map(|t| (*t, n)));
        }
        let mut groups: Vec<Option<Vec<u32>>> = groups.into_iter().map(Some).collect();
        let mut moved: Vec<usize> = (0..groups.len()).collect();
        for (tellings, _, why) in &self.together {
            let mut into: Option<usize> = None;
            for telling in tellings {
                let Some(mut at) = home.get(telling).copied() else { continue };
                while moved[at] != at {
                    at = moved[at];
                }
                reasons.insert(*telling, why.clone());
                match into {
                    None => into = Some(at),
                    Some(target) if target == at => {}
                    Some(target) => {
                        let (Some(from), Some(held)) = (groups[at].take(), groups[target].as_mut()) else { continue };
                        if from.iter().any(|a| held.iter().any(|b| self.apart.contains(&(*a.min(b), *a.max(b))))) {
                            groups[at] = Some(from);
                            continue;
                        }
                        held.extend(from);
                        moved[at] = target;
                    }
                }
            }
        }
        (groups.into_iter().flatten().collect(), reasons)
    }
}

fn reason(decided: &Decided) -> String {
    let who = decided.author.as_deref().unwrap_or("somebody");
    let why = decided.reason.as_deref().map_or_else(String::new, |r| format!(": {r}"));
    format!("decided by {who} (log entry {}){why}", decided.entry)
}

/// Tellings by the ids that people use.
struct Names {
    by_id: HashMap<String, Vec<u32>>,
}

impl Names {
    fn of(material: &Material, tellings: &[Telling]) -> Self {
        let mut by_id: HashMap<String, Vec<u32>> = HashMap::new();
        for (n, telling) in tellings.iter().enumerate() {
            by_id.entry(material.utterances[telling.utterance as usize].id.clone()).or_default().push(n as u32);
            for claim in &telling.claims {
                by_id.entry(material.claim_id(*claim)).or_default().push(n as u32);
            }
        }
        Self { by_id }
    }

    fn tellings(&self, id: &str) -> Vec<u32> {
        self.by_id.get(id).cloned().unwrap_or_default()
    }
}
