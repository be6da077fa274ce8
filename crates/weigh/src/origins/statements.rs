//! Which claims say the same: one statement for all of them, whoever says it and in whatever language.
//!
//! Conservative. The first to say it stands for the statement, and every other claim is compared with that one, so that
//! small differences never add up. Two claims with different figures, towns, days, actors, or of which one denies, never
//! say the same.

use std::collections::HashMap;

use model::place::Precision;

use crate::decision::{Decided, Decision, Scope};
use crate::material::{Claim, Material, Node, PlaceMention, TieKind, key};
use crate::origins::compare::{self, Sameness};

/// Claims that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Same {
    /// The claim that stands for all.
    pub first: u32,
    /// All claims, the first one first, each with why it is here.
    pub claims: Vec<(u32, Sameness)>,
}

/// Statements of a material.
#[derive(Debug, Default)]
pub(crate) struct Statements {
    /// By the time of their first claim.
    pub all: Vec<Same>,
    /// For each claim its statement; nothing for claims that assert no happening.
    pub of: Vec<Option<u32>>,
}

/// Whether a claim asserts something that can be weighed: an event, a figure of something that happened, or a state
/// with a time or a recording that is said to show it.
pub fn weighable(claim: &Claim) -> bool {
    let counted = |counts: &Option<String>| {
        !matches!(
            counts.as_deref(),
            Some("reposts" | "views" | "hours" | "minutes" | "days" | "metres" | "kilometres") | None
        )
    };
    !claim.events.is_empty()
        || claim.figures.iter().any(|figure| counted(&figure.counts))
        || ((!claim.times.is_empty() || claim.basis.is_some()) && claim.word_count() >= 3)
}

/// Most statements that a claim is compared with for each key that it shares with them.
const MOST_COMPARED: usize = 24;
/// How many of its rarest words lead to a claim.
const RAREST: usize = 3;

/// Puts claims together.
pub(crate) fn group(material: &Material, derived: &[bool], decided: &[Decided]) -> Statements {
    let order = order(material, derived);
    let frequency = frequency(material, &order);
    let mut shelves: HashMap<u64, Vec<u32>> = HashMap::new();
    let mut out = Statements { all: Vec::new(), of: vec![None; material.claims.len()] };
    // For each statement the first of its claims that names anybody or any place: a claim that names none stands for
    // towns that exclude each other no more than it tells them apart.
    let mut named: Vec<Option<u32>> = Vec::new();
    for at in order {
        let claim = &material.claims[at as usize];
        let keys = shelf_keys(claim, &frequency);
        let mut tried: Vec<u32> = Vec::new();
        let mut found = None;
        for shelf in keys.iter().filter_map(|key| shelves.get(key)) {
            for statement in shelf.iter().rev().take(MOST_COMPARED) {
                if tried.contains(statement) {
                    continue;
                }
                tried.push(*statement);
                let first = out.all[*statement as usize].first;
                let context = [first, at].map(|claim| published(material, claim));
                let why = compare::same(&material.claims[first as usize], claim, context, material);
                let other = |named: u32| compare::names_apart(&material.claims[named as usize], claim);
                let apart = named[*statement as usize].is_some_and(other);
                if let Some(why) = why.filter(|why| *why == Sameness::SameWords || !apart) {
                    found = found.max(Some((std::cmp::Reverse(why), std::cmp::Reverse(*statement))));
                }
            }
        }
        let statement = match found {
            Some((std::cmp::Reverse(why), std::cmp::Reverse(statement))) => {
                out.all[statement as usize].claims.push((at, why));
                statement
            }
            None => {
                let statement = out.all.len() as u32;
                out.all.push(Same { first: at, claims: vec![(at, Sameness::First)] });
                for key in keys {
                    shelves.entry(key).or_default().push(statement);
                }
                statement
            }
        };
        named.resize(out.all.len(), None);
        let first = &mut named[statement as usize];
        *first = first.or((!claim.names.is_empty()).then_some(at));
        out.of[at as usize] = Some(statement);
    }
    out.judged(material, decided);
    out
}

fn published(material: &Material, claim: u32) -> [Option<i64>; 2] {
    material.utterances[material.claims[claim as usize].utterance as usize].published.map(|t| t.map(|t| t.0))
}

/// Claims that can be weighed, by time; those of posts that only pass others on come last, so that they never change
/// what stands for a statement.
fn order(material: &Material, derived: &[bool]) -> Vec<u32> {
    let mut order: Vec<u32> =
        (0..material.claims.len() as u32).filter(|at| weighable(&material.claims[*at as usize])).collect();
    order.sort_by_cached_key(|at| {
        let claim = &material.claims[*at as usize];
        let utterance = &material.utterances[claim.utterance as usize];
        let time = utterance.published[0].map_or(i64::MAX, |t| t.0);
        (derived[claim.utterance as usize], time, utterance.id.clone(), claim.span.start, claim.span.end)
    });
    order
}

/// How many different claims hold a key. Copies of one claim count once.
fn frequency(material: &Material, order: &[u32]) -> HashMap<u64, u32> {
    let mut seen = std::collections::HashSet::new();
    let mut out = HashMap::new();
    for at in order {
        let claim = &material.claims[*at as usize];
        if seen.insert(&claim.keys) {
            for key in &claim.keys {
                *out.entry(*key).or_default() += 1;
            }
        }
    }
    out
}

/// The keys under which a statement lies: its figures, its kinds of event with its towns, its rarest words.
fn shelf_keys(claim: &Claim, frequency: &HashMap<u64, u32>) -> Vec<u64> {
    let mut out = Vec::new();
    for figure in &claim.figures {
        if let (Some(value), Some(counts)) = (figure.value.filter(|v| *v >= compare::TELLING), &figure.counts) {
            out.push(key(&format!("figure {value} {counts}")));
        }
    }
    for place in claim.places.iter().flat_map(place_names) {
        out.extend(claim.events.iter().map(|event| key(&event.kind).wrapping_add(place)));
        out.extend(claim.times.iter().map(|time| key(&time.time.value).wrapping_add(place)));
    }
    let mut rare: Vec<(u32, u16, u64)> = Vec::new();
    for (key, word) in claim.keys.iter().zip(&claim.key_words) {
        rare.push((frequency.get(key).copied().unwrap_or(0), *word, *key));
    }
    rare.sort_unstable();
    let mut words: Vec<u16> = Vec::new();
    for (_, word, key) in rare {
        if words.len() < RAREST || words.contains(&word) {
            if !words.contains(&word) {
                words.push(word);
            }
            out.push(key);
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Numbers for the towns that a mention may mean: the gazetteer's own, or the keys of its name.
fn place_names(mention: &PlaceMention) -> Vec<u64> {
    match &mention.place {
        Some(place) if matches!(place.precision, Precision::Town | Precision::Address) => {
            vec![key(&format!("{} {}", place.lat_e6 / 100_000, place.lon_e6 / 100_000))]
        }
        Some(_) => Vec::new(),
        None => mention.keys.clone(),
    }
}

impl Statements {
    /// What people have decided goes before what the rules say.
    fn judged(&mut self, material: &Material, decided: &[Decided]) {
        let claims = |things: &[String]| -> Vec<u32> {
            let claim = |id: &String| match material.find(id) {
                Some(Node::Claim(at)) => Some(at),
                _ => None,
            };
            things.iter().filter_map(claim).collect()
        };
        for one in decided {
            match &one.decision {
                Decision::Split { scope: Scope::Claim, things } => {
                    claims(things).into_iter().skip(1).for_each(|claim| self.set_apart(claim));
                }
                Decision::Group { scope: Scope::Claim, things } => {
                    let claims = claims(things);
                    for pair in claims.windows(2) {
                        self.put_together(pair[0], pair[1]);
                    }
                }
                _ => {}
            }
        }
    }

    /// Takes a claim out into a statement of its own.
    fn set_apart(&mut self, claim: u32) {
        let Some(statement) = self.of[claim as usize] else { return };
        let same = &mut self.all[statement as usize];
        if same.claims.len() < 2 {
            return;
        }
        same.claims.retain(|(at, _)| *at != claim);
        if same.first == claim {
            same.first = same.claims[0].0;
        }
        self.of[claim as usize] = Some(self.all.len() as u32);
        self.all.push(Same { first: claim, claims: vec![(claim, Sameness::Judged)] });
    }

    /// Puts two statements together.
    fn put_together(&mut self, a: u32, b: u32) {
        let (Some(a), Some(b)) = (self.of[a as usize], self.of[b as usize]) else { return };
        if a == b {
            return;
        }
        let moved = std::mem::take(&mut self.all[b as usize].claims);
        for (claim, _) in moved {
            self.of[claim as usize] = Some(a);
            self.all[a as usize].claims.push((claim, Sameness::Judged));
        }
    }

    /// Puts together what an utterance says of another and that one's own words, where the rules for strangers are too
    /// strict: an outlet that is cited by name says the same where a time, a figure or the events agree.
    pub fn join_cited(&mut self, material: &Material, citing: u32, cited: u32) -> bool {
        let (a, b) = (&material.claims[citing as usize], &material.claims[cited as usize]);
        let same = compare::cited(a, b, [citing, cited].map(|claim| published(material, claim)));
        if same {
            self.put_together_as(cited, citing, Sameness::Cited);
        }
        same
    }

    fn put_together_as(&mut self, into: u32, from: u32, why: Sameness) {
        let (Some(a), Some(b)) = (self.of[into as usize], self.of[from as usize]) else { return };
        if a == b {
            return;
        }
        let moved = std::mem::take(&mut self.all[b as usize].claims);
        for (claim, was) in moved {
            self.of[claim as usize] = Some(a);
            self.all[a as usize].claims.push((claim, if claim == from { why } else { was }));
        }
    }
}

/// Which utterances only pass others on: nothing in them is their publisher's own.
pub(crate) fn derived(material: &Material) -> Vec<bool> {
    let mut derived = vec![false; material.utterances.len()];
    for tie in &material.ties {
        if let (Node::Utterance(from), TieKind::Forward | TieKind::Repost | TieKind::TextCopy | TieKind::Edit) =
            (tie.from, tie.kind)
        {
            derived[from as usize] = true;
        }
    }
    derived
}
