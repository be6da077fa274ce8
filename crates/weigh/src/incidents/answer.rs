//! From groups of tellings to incidents: what, where, when, which claims and figures, in words and as values.

use std::collections::BTreeMap;

use model::{Digest, Place, TimeSpan, Utc};

use super::days::{Day, written};
use super::facets;
use super::pair::Evidence;
use super::spot::Spot;
use super::telling::{Placed, Telling};
use super::{Incident, Member};
use crate::material::{Material, PlaceMention};

/// An incident with the numbers of its tellings, by rank.
pub(crate) struct Built {
    pub incident: Incident,
    pub tellings: Vec<u32>,
}

/// Whether a group tells of a happening that can be told from others: something happened, and somebody says where.
pub(crate) fn stands(tellings: &[Telling], group: &[u32]) -> bool {
    let members = || group.iter().map(|n| &tellings[*n as usize]);
    members().any(|t| t.facets != 0) && members().any(|t| t.spot.is_some())
}

/// Builds one incident. `forced` says which tellings a person put here, and why.
pub(crate) fn build(material: &Material, all: &[Telling], group: Vec<u32>, forced: &BTreeMap<u32, String>) -> Built {
    let members: Vec<&Telling> = group.iter().map(|n| &all[*n as usize]).collect();
    let claims = claims(material, all, &group, forced);
    let first = claims.iter().map(|m| m.claim).min_by_key(|c| founding(material, *c)).unwrap_or(0);
    let digest = Digest::of(material.claim_id(first).as_bytes()).to_string();
    let (place, place_words) = place(material, &members);
    let (time, utc) = time(material, &members);
    let figures = claims.iter().flat_map(|m| {
        let figures = &material.claims[m.claim as usize].figures;
        (0..figures.len() as u32).map(|n| [m.claim, n])
    });
    let incident = Incident {
        id: format!("incident:{}", &digest[..12]),
        what: what(material, &members),
        kinds: kinds(material, &members),
        place,
        place_words,
        time,
        utc,
        figures: figures.filter(|[c, n]| belongs(material, *c, *n)).collect(),
        claims,
        conflicts: Vec::new(),
        relations: Vec::new(),
    };
    Built { incident, tellings: group }
}

/// The order in which claims found an incident: by publication, then by id.
fn founding(material: &Material, claim: u32) -> (bool, Option<Utc>, String) {
    let utterance = &material.utterances[material.claims[claim as usize].utterance as usize];
    (utterance.published[0].is_none(), utterance.published[0], material.claim_id(claim))
}

/// A figure about the post itself (views, reposts) says nothing of the happening.
fn belongs(material: &Material, claim: u32, figure: u32) -> bool {
    let counts = material.claims[claim as usize].figures[figure as usize].counts.as_deref();
    !matches!(counts, Some("reposts" | "views"))
}

fn claims(material: &Material, all: &[Telling], group: &[u32], forced: &BTreeMap<u32, String>) -> Vec<Member> {
    let mut out: Vec<Member> = Vec::new();
    for (n, number) in group.iter().enumerate() {
        let telling = &all[*number as usize];
        let best = group[..n.min(8)].iter().map(|o| Evidence::of(telling, &all[*o as usize])).max_by_key(|e| e.points);
        let why = match (forced.get(number), best) {
            (Some(reason), _) => reason.clone(),
            (None, Some(evidence)) => Some(evidence.why())
                .filter(|why| !why.is_empty())
                .unwrap_or_else(|| "tied to another post of it".to_owned()),
            (None, None) => "says that something happened, and where".to_owned(),
        };
        for (at, claim) in telling.claims.iter().enumerate() {
            let why = if at == 0 { why.clone() } else { "the same text goes on about it".to_owned() };
            out.push(Member { claim: *claim, why });
        }
    }
    out.sort_unstable_by_key(|m| m.claim);
    out.dedup_by_key(|m| m.claim);
    debug_assert!(out.iter().all(|m| (m.claim as usize) < material.claims.len()));
    out
}

/// The place most tellings name, the finest first; and the words of a name without a point.
fn place(material: &Material, members: &[&Telling]) -> (Option<Place>, Option<String>) {
    let lent = |placed: Placed| matches!(placed, Placed::Home | Placed::Publisher);
    let mut found: Vec<(&Spot, Placed, &PlaceMention, usize)> = Vec::new();
    for telling in members {
        let Some((spot, mention)) = telling.spot.as_ref().zip(telling.named(material)) else { continue };
        match found.iter_mut().find(|(known, ..)| *known == spot) {
            Some(known) => {
                known.3 += 1;
                known.1 = if lent(known.1) { telling.placed } else { known.1 };
            }
            None => found.push((spot, telling.placed, mention, 1)),
        }
    }
    let order = |(spot, placed, mention, count): &(&Spot, Placed, &PlaceMention, usize)| {
        let coarse = !spot.is_town();
        (coarse, spot.grain(), lent(*placed), usize::MAX - count, mention.words.clone())
    };
    let Some((spot, _, mention, _)) = found.into_iter().min_by_key(order) else { return (None, None) };
    match mention.place.iter().chain(&mention.alternatives).find(|place| spot.is(place)) {
        // A capital that stands for its region is written as the region would be, around the capital.
        Some(place) if !spot.is_local() && place.precision != model::place::Precision::Region => {
            let name = place.region.clone().unwrap_or_else(|| place.name.clone());
            let precision = model::place::Precision::Region;
            (Some(Place { name, region: None, precision, ..place.clone() }), None)
        }
        Some(place) => (Some(place.clone()), None),
        None => (None, Some(mention.words.clone())),
    }
}

/// The interval that every telling allows, as narrow as what is said and when it was published make it.
fn time(material: &Material, members: &[&Telling]) -> (Option<TimeSpan>, [Option<Utc>; 2]) {
    let said = members.iter().filter_map(|t| t.said).reduce(|a, b| a.and(b).unwrap_or(a));
    if let Some(days) = said {
        let spans = members.iter().flat_map(|t| &t.claims).flat_map(|c| &material.claims[*c as usize].times);
        // The words that say exactly these days, without a clock time, carry the zone they were read in.
        let exact = spans.map(|m| &m.time).filter(|t| super::days::Days::of(t) == Some(days) && !t.value.contains('T'));
        if let Some(span) = exact.min_by_key(|t| (t.zone.is_none(), t.value.clone())) {
            return (Some(span.clone()), span.utc);
        }
        let value = if days.first == days.last {
            written(days.first)
        } else {
            format!("{}/{}", side(days.first), side(days.last))
        };
        return span(&value);
    }
    let until = members.iter().map(|t| t.until).min().filter(|day| *day != Day::MAX);
    until.map_or((None, [None, None]), |day| span(&format!("../{}", written(day))))
}

fn side(day: Day) -> String {
    if day == Day::MIN || day == Day::MAX { "..".to_owned() } else { written(day) }
}

fn span(value: &str) -> (Option<TimeSpan>, [Option<Utc>; 2]) {
    let span = TimeSpan::new(value, None).ok();
    let utc = span.as_ref().map_or([None, None], |s| s.utc);
    (span, utc)
}

/// Event kinds by the reader's names, most frequent first.
fn kinds(material: &Material, members: &[&Telling]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for claim in members.iter().flat_map(|t| &t.claims) {
        for event in &material.claims[*claim as usize].events {
            *counts.entry(&event.kind).or_default() += 1;
        }
    }
    let mut kinds: Vec<(&str, usize)> = counts.into_iter().collect();
    kinds.sort_by_key(|(kind, count)| (usize::MAX - count, *kind));
    kinds.into_iter().map(|(kind, _)| kind.to_owned()).collect()
}

/// Facets and things that a fair part of the tellings share, in a few words: "fire, power cut: substation".
fn what(material: &Material, members: &[&Telling]) -> String {
    debug_assert!(!material.claims.is_empty());
    let often = |bit: &dyn Fn(&Telling) -> bool| members.iter().filter(|t| bit(t)).count() * 3 >= members.len();
    let facets =
        (0..32).map(|n| 1_u32 << n).filter(|bit| often(&|t| t.facets & bit != 0)).fold(0, |all, bit| all | bit);
    let things =
        (0..64).map(|n| 1_u64 << n).filter(|bit| often(&|t| t.things & bit != 0)).fold(0, |all, bit| all | bit);
    let any = members.iter().fold(0, |all, t| all | t.facets);
    let named = facets::names(if facets == 0 { any } else { facets });
    let things = facets::thing_names(things);
    match (named.is_empty(), things.is_empty()) {
        (false, false) => format!("{}: {}", things.join(", "), named.join(", ")),
        (false, true) => named.join(", "),
        (true, false) => things.join(", "),
        (true, true) => "something happened".to_owned(),
    }
}
