//! A village or district that the gazetteer does not know, with a region named beside it: somewhere in that region. So too
//! where the gazetteer has the name in other regions only: a wrong town is worse than none.

use model::place::{Place, Precision};

use super::PlaceMention;
use super::candidates::Candidate;
use super::drafts::Draft;
use crate::gazetteer::{Gazetteer, PlaceKind};

/// A town of that many inhabitants is meant even where another region stands beside it.
const KNOWN: u32 = 50_000;

/// Whether every place of the name lies outside the area that is named beside it.
pub(crate) fn elsewhere(candidates: &[Candidate]) -> bool {
    candidates.first().is_some_and(|c| c.support.contradicted && c.kind == PlaceKind::Town && c.population < KNOWN)
}

/// Most words between the name and its region.
const REACH: usize = 3;

/// Gives the mention at `at` the circle of the region beside it, under its own name.
pub(crate) fn by_region(at: usize, kept: &[(&Draft, &[Candidate])], gazetteer: &Gazetteer, mention: &mut PlaceMention) {
    let own = kept[at].0;
    let after = kept.get(at + 1).filter(|(d, _)| d.first - own.last <= REACH);
    let before = at.checked_sub(1).map(|n| &kept[n]).filter(|(d, _)| own.first - d.last <= REACH);
    let region = |(_, candidates): &&(&Draft, &[Candidate])| {
        let best = candidates.first().filter(|c| c.kind == PlaceKind::Region)?;
        gazetteer.to_place(best.place)
    };
    let Some(region) = after.as_ref().and_then(region).or_else(|| before.as_ref().and_then(region)) else { return };
    mention.why = format!("{}; somewhere in {}, named beside it", mention.why, region.name);
    if let Some(other) = mention.place.take() {
        mention.alternatives.insert(0, other);
        mention.alternatives.truncate(super::ALTERNATIVES);
    }
    mention.supported = true;
    mention.place = Some(Place {
        name: mention.text.clone(),
        region: Some(region.name.clone()),
        precision: Precision::Region,
        ..region
    });
}
