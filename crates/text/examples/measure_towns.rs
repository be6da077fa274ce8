//! Measures whether posts about an incident are read as its town: `cargo run --release -p exhibit-text --example measure_towns [-- OPTIONS]`.
//!
//! Over the invented posts of `crates/case/tests/data/incidents` that name a town at all: share in which the incident's
//! town is among the places read, share with some other town of the same name. `check` measures the half kept apart,
//! of which nothing but sums is printed; `-v` lists what went wrong in the other.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::{BTreeMap, HashMap};

use model::place::{Place, Precision};
use serde_json::Value;
use text::gazetteer::{Gazetteer, PlaceKind};
use text::places::{Context, find};

/// Farther than this a place is not the town.
const KM: f64 = 12.0;

fn main() {
    let asked = |option: &str| std::env::args().any(|a| a == option);
    let half = if asked("check") { "check" } else { "dev" };
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../case/tests/data/incidents");
    let rows = |name: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(format!("{folder}/{name}.jsonl")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let gazetteer = Gazetteer::shipped().unwrap();
    let towns: HashMap<String, Place> = rows("incidents")
        .iter()
        .filter(|i| i["split"] == half)
        .filter_map(|i| Some((i["id"].as_str()?.to_owned(), town(&gazetteer, i)?)))
        .collect();
    let (mut posts, mut right, mut listed) = (0, 0, 0);
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    for post in rows(half) {
        let Some(wanted) = post["incident"].as_str().and_then(|id| towns.get(id)) else { continue };
        let text = post["text"].as_str().unwrap();
        let found = find(text, &Context { langs: &[], gazetteer: &gazetteer, skip: &[] });
        posts += 1;
        let is = |p: &Place| p.precision != Precision::Region && p.distance_km(wanted) < KM;
        let placed = |m: &&text::places::PlaceMention| m.place.as_ref().is_some_and(|p| p.precision == Precision::Town);
        let outcome = if found.iter().filter_map(|m| m.place.as_ref()).any(is) {
            right += 1;
            continue;
        } else if found.iter().flat_map(|m| &m.alternatives).any(is) {
            listed += 1;
            "listed only"
        } else if found.iter().any(|m| placed(&m) && m.supported) {
            "another town, supported"
        } else if found.iter().any(|m| placed(&m)) {
            "another town, unsupported"
        } else {
            "no town read"
        };
        *outcomes.entry(outcome).or_default() += 1;
        if half == "dev" && asked("-v") {
            let short: Vec<String> = found
                .iter()
                .map(|m| {
                    let at = m.place.as_ref().map(|p| {
                        format!(
                            "{}, {}, {}",
                            p.name,
                            p.region.as_deref().unwrap_or("-"),
                            p.country.as_deref().unwrap_or("-")
                        )
                    });
                    format!("{}{} → {}", m.text, if m.supported { "" } else { "?" }, at.unwrap_or_default())
                })
                .collect();
            println!("{outcome}: {} [{}]\n    {text}\n    {}", post["id"], wanted.name, short.join(" | "));
        }
    }
    println!("{half}: {posts} posts, {right} read as the town of their incident, {listed} list it; else {outcomes:?}");
}

/// The gazetteer's place of an incident: its name, in its region.
fn town(gazetteer: &Gazetteer, incident: &Value) -> Option<Place> {
    let (name, region) = (incident["town"].as_str()?, incident["region"].as_str()?);
    let mut hits = Vec::new();
    let words: Vec<&str> = text::gazetteer::words_of(name).collect();
    match words[..] {
        [one] => gazetteer.word(one, false, &mut hits),
        _ => gazetteer.words(&words, &mut hits),
    }
    let mut towns: Vec<_> = hits
        .iter()
        .filter_map(|h| Some((h, gazetteer.record(h.place)?)))
        .filter(|(h, r)| {
            let own = gazetteer.region(h.place).and_then(|r| gazetteer.record(r)).map_or("", |r| r.name);
            let stem = |s: &str| s.split(' ').next().unwrap_or("").chars().take(5).collect::<String>();
            r.kind == PlaceKind::Town
                && r.country == *incident["country"].as_str().unwrap_or("").as_bytes()
                && (stem(own) == stem(region) || own.contains(region))
        })
        .collect();
    towns.sort_by_key(|(h, r)| (h.fit, u32::MAX - r.population));
    let place = towns.first().and_then(|(h, _)| gazetteer.to_place(h.place));
    if place.is_none() {
        println!("no town {name} in {region}");
    }
    place
}
