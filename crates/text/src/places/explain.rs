//! The sentence that says why a mention was read as this place.

use std::fmt::Write as _;

use super::candidates::Candidate;
use super::drafts::{Draft, Shape};
use crate::gazetteer::{Gazetteer, PlaceKind};

/// Why the first candidate, and what speaks for the second.
pub(crate) fn why(draft: &Draft, candidates: &[Candidate], gazetteer: &Gazetteer) -> String {
    let Some(best) = candidates.first() else {
        return match draft.shape {
            Shape::Address => "a street; no town is named with it".to_owned(),
            Shape::District => "a district; the gazetteer holds no districts".to_owned(),
            _ => "named as a place; the gazetteer has no place of this name".to_owned(),
        };
    };
    let mut out = String::with_capacity(128);
    match draft.shape {
        Shape::District => out.push_str("a district, placed at the town it is called after"),
        Shape::Facility => out.push_str("adjective of a town before something that stands there"),
        Shape::Region => out.push_str("a name with a word for a region"),
        Shape::State => out.push_str("abbreviation of a state after a place"),
        _ => out.push_str(best.fit.words()),
    }
    if best.kind == PlaceKind::Town && best.population > 0 {
        let _ = write!(out, ", {} inhabitants", best.population);
    }
    let support = best.support;
    if support.beside {
        out.push_str("; inside the area named beside it");
    } else if support.contradicted {
        out.push_str("; NOT inside the area named beside it");
    } else if support.region {
        out.push_str("; same region as other places of the text");
    } else if support.country {
        out.push_str("; same country as other places of the text");
    }
    if let Some(km) = support.near_km.filter(|_| best.kind == PlaceKind::Town) {
        let _ = write!(out, "; {km} km from the nearest of them");
    }
    if let Some(second) = candidates.get(1)
        && let Some(record) = gazetteer.record(second.place)
    {
        let region = gazetteer.region(second.place).and_then(|r| gazetteer.record(r)).map_or("", |r| r.name);
        let country = std::str::from_utf8(&record.country).unwrap_or("").trim();
        let _ = write!(out, "; next: {}", record.name);
        for part in [region, country].iter().filter(|p| !p.is_empty()) {
            let _ = write!(out, ", {part}");
        }
        if best.score - second.score < 15 {
            out.push_str(" (nearly as likely)");
        }
    }
    if gazetteer.is_users(best.place) {
        out.push_str("; from the user's own list");
    }
    out
}
