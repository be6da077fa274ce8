//! How incidents relate: by words that say so ("the news comes after"), by their days, and by their place.

use std::collections::HashMap;

use super::Relation;
use super::answer::Built;
use super::days::Day;
use super::pair::days;
use super::telling::Telling;

/// What words that open a telling say about the telling before them, and the same the other way round.
fn said(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "after" | "earlier" => ("after", "before"),
        "before" => ("before", "after"),
        "context" => ("cited as context", "cited as context"),
        "not_this" => ("confused with", "confused with"),
        _ => ("told beside", "told beside"),
    }
}

/// Incidents of one place that are further apart than this are not listed beside each other.
const SAME_PLACE_DAYS: Day = 60;

/// Fills in the relations of all incidents.
pub(crate) fn relate(tellings: &[Telling], built: &mut [Built]) {
    let mut home: HashMap<u64, usize> = HashMap::new();
    for (n, one) in built.iter().enumerate() {
        home.extend(one.tellings.iter().map(|t| (tellings[*t as usize].rank, n)));
    }
    let mut found: Vec<(usize, Relation)> = Vec::new();
    let mut words = Vec::new();
    for (n, one) in built.iter().enumerate() {
        for lead in one.tellings.iter().filter_map(|t| tellings[*t as usize].lead.as_ref()) {
            let Some(from) = home.get(&lead.from).copied().filter(|from| *from != n) else { continue };
            let why =
                if lead.words.is_empty() { "told in one text".to_owned() } else { format!("“{}”", lead.words) };
            words.push((from, n, why, Some(lead.claim), &lead.kind));
        }
    }
    for (from, to, why, claim, kind) in words {
        let (there, back) = said(kind);
        let id = |n: usize| built[n].incident.id.clone();
        found.push((from, Relation { to: id(to), relation: there.to_owned(), why: why.clone(), claim }));
        found.push((to, Relation { to: id(from), relation: back.to_owned(), why, claim }));
    }
    found.extend(same_place(tellings, built));
    for (n, relation) in found {
        built[n].incident.relations.push(relation);
    }
    for one in built {
        let order = |r: &Relation| (r.relation.clone(), r.to.clone(), r.why.clone());
        one.incident.relations.sort_by_key(order);
        one.incident.relations.dedup_by(|b, a| a.to == b.to && a.relation == b.relation);
    }
}

/// Incidents of one town: last and first day, and which.
type InTown = Vec<(Day, Day, usize)>;

/// Each incident of a town with the one before it there.
fn same_place(tellings: &[Telling], built: &[Built]) -> Vec<(usize, Relation)> {
    let mut by_place: HashMap<(String, i32, i32), InTown> = HashMap::new();
    for (n, one) in built.iter().enumerate() {
        let Some(place) = one.incident.place.as_ref().filter(|p| p.precision <= model::place::Precision::Town) else {
            continue;
        };
        let days = one.tellings.iter().map(|t| tellings[*t as usize].days()).reduce(|a, b| a.and(b).unwrap_or(a));
        let Some(days) = days.filter(|d| d.last != Day::MAX) else { continue };
        by_place.entry((place.name.clone(), place.lat_e6, place.lon_e6)).or_default().push((days.last, days.first, n));
    }
    let mut out = Vec::new();
    for incidents in by_place.values_mut() {
        incidents.sort_by_key(|(last, _, n)| (*last, &built[*n].incident.id));
        for pair in incidents.windows(2) {
            let ((before, _, a), (last, first, b)) = (pair[0], pair[1]);
            if last - before > SAME_PLACE_DAYS {
                continue;
            }
            let of = |n: usize| days(&tellings[built[n].tellings[0] as usize]);
            let why = format!("the same town; {} and {}", of(a), of(b));
            let link = |to: usize, relation: &str| Relation {
                to: built[to].incident.id.clone(),
                relation: relation.to_owned(),
                why: why.clone(),
                claim: None,
            };
            out.push((a, link(b, "same place")));
            out.push((b, link(a, "same place")));
            if first > before {
                out.push((b, link(a, "after")));
                out.push((a, link(b, "before")));
            }
        }
    }
    out
}
