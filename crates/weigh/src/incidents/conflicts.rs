//! Details in which the claims of one incident differ, each version with the claims that give it. Never averaged.

use std::collections::BTreeMap;

use super::days::Days;
use super::facets;
use super::spot::{Spot, Where};
use super::telling::{Placed, Telling};
use super::{Conflict, Member, Version};
use crate::material::{Figure, Material, Polarity};

/// Kinds of figures that measure something else in every text: no two of them conflict.
const NO_CONFLICT: &[&str] =
    &["reposts", "views", "hours", "minutes", "days", "metres", "kilometres", "people", "years", "percent"];

/// Everything in which the claims differ.
pub(crate) fn of(material: &Material, members: &[Member], tellings: &[&Telling]) -> Vec<Conflict> {
    let mut conflicts = figures(material, members);
    conflicts.extend(times(material, tellings));
    conflicts.extend(places(material, tellings));
    conflicts.extend(denials(material, members));
    conflicts
}

fn figures(material: &Material, members: &[Member]) -> Vec<Conflict> {
    let mut by_kind: BTreeMap<&str, Vec<(u32, &Figure)>> = BTreeMap::new();
    for member in members {
        for figure in &material.claims[member.claim as usize].figures {
            let Some(counts) = figure.counts.as_deref() else { continue };
            if !NO_CONFLICT.contains(&counts) {
                by_kind.entry(counts).or_default().push((member.claim, figure));
            }
        }
    }
    let mut out = Vec::new();
    for (counts, figures) in by_kind {
        // Some two contradict where the highest lower bound lies above the lowest upper bound.
        let whole = figures.iter().filter(|(_, f)| f.decimal.is_none()).map(|(_, f)| range(f));
        let (lowest, highest) = whole.fold((i64::MIN, i64::MAX), |(l, h), (low, high)| (l.max(low), h.min(high)));
        let differ = lowest > highest;
        if !differ {
            continue;
        }
        let mut versions: BTreeMap<(i64, String), Vec<u32>> = BTreeMap::new();
        for (claim, figure) in &figures {
            versions.entry((number(figure).unwrap_or(0), printed(figure))).or_default().push(*claim);
        }
        let explained =
            figures.iter().any(|(_, f)| f.revised).then(|| "a text says that the number changed".to_owned());
        out.push(Conflict {
            about: "figure".to_owned(),
            what: counts.to_owned(),
            versions: versions.into_iter().map(|((_, value), claims)| Version { value, claims }).collect(),
            explained,
        });
    }
    out
}

fn number(figure: &Figure) -> Option<i64> {
    figure.value.or(figure.at_least).or(figure.at_most)
}

fn printed(figure: &Figure) -> String {
    let about = if figure.approximate { "about " } else { "" };
    match (figure.value, figure.at_least, figure.at_most, &figure.decimal) {
        (Some(value), ..) => format!("{about}{value}"),
        (None, Some(low), Some(high), _) => format!("{low} to {high}"),
        (None, Some(low), None, _) => format!("at least {low}"),
        (None, None, Some(high), _) => format!("at most {high}"),
        (None, None, None, Some(decimal)) => format!("{about}{decimal}"),
        (None, None, None, None) => figure.words.clone(),
    }
}

/// The numbers that a figure allows. What is said to be approximate may be a tenth off.
fn range(figure: &Figure) -> (i64, i64) {
    let (low, high) = match figure.value {
        Some(value) => (value, value),
        None => (figure.at_least.unwrap_or(i64::MIN), figure.at_most.unwrap_or(i64::MAX)),
    };
    let slack = if figure.approximate { figure.value.map_or(0, |v| v / 10) } else { 0 };
    (low.saturating_sub(slack), high.saturating_add(slack))
}

fn times(material: &Material, tellings: &[&Telling]) -> Option<Conflict> {
    let mut versions: BTreeMap<Days, Vec<u32>> = BTreeMap::new();
    for telling in tellings {
        if let Some(days) = telling.said {
            let says = |c: &&u32| material.claims[**c as usize].times.iter().any(|t| Days::of(&t.time).is_some());
            versions.entry(days).or_default().extend(telling.claims.iter().filter(says));
        }
    }
    let days: Vec<Days> = versions.keys().copied().collect();
    let apart = days.iter().any(|a| days.iter().any(|b| a.and(*b).is_none()));
    apart.then(|| Conflict {
        about: "time".to_owned(),
        what: "day".to_owned(),
        versions: versions.into_iter().map(|(days, claims)| Version { value: printed_days(days), claims }).collect(),
        explained: None,
    })
}

fn printed_days(days: Days) -> String {
    let (first, last) = (super::days::written(days.first), super::days::written(days.last));
    if first == last { first } else { format!("{first} to {last}") }
}

fn places(material: &Material, tellings: &[&Telling]) -> Option<Conflict> {
    let mut spots: Vec<&Spot> = Vec::new();
    for spot in tellings.iter().filter_map(|t| t.spot.as_ref()) {
        if !spots.contains(&spot) {
            spots.push(spot);
        }
    }
    let apart = spots.iter().any(|a| spots.iter().any(|b| matches!(a.relate(b), Where::Apart(_))));
    if !apart {
        return None;
    }
    let mut versions: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for telling in tellings {
        let Some(mention) =
            telling.named(material).filter(|_| matches!(telling.placed, Placed::Named | Placed::Context))
        else {
            continue;
        };
        let name = mention.place.as_ref().map_or(&mention.words, |p| &p.name);
        versions.entry(name.clone()).or_default().push(telling.claims[0]);
    }
    Some(Conflict {
        about: "place".to_owned(),
        what: "place".to_owned(),
        versions: versions.into_iter().map(|(value, claims)| Version { value, claims }).collect(),
        explained: None,
    })
}

/// What some affirm and others deny: an attack, a fire. That nobody was hurt is a figure, not a denial.
fn denials(material: &Material, members: &[Member]) -> Vec<Conflict> {
    let (mut said, mut denied): (BTreeMap<u32, Vec<u32>>, BTreeMap<u32, Vec<u32>>) = Default::default();
    for member in members {
        let claim = &material.claims[member.claim as usize];
        let facets = claim.events.iter().map(|e| facets::facet(&e.kind)).fold(0, |all, bit| all | bit);
        let into = if claim.polarity == Polarity::Denied { &mut denied } else { &mut said };
        for bit in (0..32).map(|n| 1_u32 << n).filter(|bit| facets & facets::VIOLENCE & bit != 0) {
            into.entry(bit).or_default().push(member.claim);
        }
    }
    let both = said.into_iter().filter_map(|(bit, affirmed)| Some((bit, affirmed, denied.remove(&bit)?)));
    both.map(|(bit, affirmed, denied)| Conflict {
        about: "denial".to_owned(),
        what: facets::names(bit).join(", "),
        versions: vec![
            Version { value: "affirmed".to_owned(), claims: affirmed },
            Version { value: "denied".to_owned(), claims: denied },
        ],
        explained: None,
    })
    .collect()
}
