//! What is known of each place that a draft may name, and which of them the text means: name fit, inhabitants, the
//! language, a region or country named beside it, and how near it lies to the other places of the text.

use super::drafts::{Draft, Shape};
use super::roles::Role;
use super::words::{Gap, Word};
use crate::Lang;
use crate::gazetteer::{Fit, Gazetteer, PlaceKind, PlaceRef};

/// One possible meaning of a draft.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub place: PlaceRef,
    pub fit: Fit,
    pub kind: PlaceKind,
    pub population: u32,
    pub country: [u8; 2],
    pub region: Option<PlaceRef>,
    pub capital: bool,
    pub lat_e6: i32,
    pub lon_e6: i32,
    /// Score without the rest of the text.
    pub prior: i32,
    /// Score with it.
    pub score: i32,
    /// What the rest of the text added.
    pub support: Support,
}

/// How the rest of the text supports a candidate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Support {
    /// A region or country named directly beside it holds it.
    pub beside: bool,
    /// A region or country named directly beside it does not hold it.
    pub contradicted: bool,
    /// Other places of the text in the same region.
    pub region: bool,
    /// Other places of the text in the same country.
    pub country: bool,
    /// Kilometres to the nearest other place of the text.
    pub near_km: Option<u32>,
}

/// Most candidates kept for one draft: there are eighty villages of the commonest name.
const MOST: usize = 96;
/// How many drafts on either side count as context.
const WINDOW: usize = 24;

/// The candidates of every draft, best prior first.
pub(crate) fn gather(drafts: &[Draft], words: &[Word], gazetteer: &Gazetteer, langs: &[Lang]) -> Vec<Vec<Candidate>> {
    drafts.iter().map(|draft| of_draft(draft, &words[draft.first], gazetteer, langs)).collect()
}

fn of_draft(draft: &Draft, word: &Word, gazetteer: &Gazetteer, langs: &[Lang]) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::with_capacity(draft.hits.len().min(MOST));
    for hit in &draft.hits {
        let Some(record) = gazetteer.record(hit.place) else { continue };
        let mut prior = match hit.fit {
            Fit::Exact => 60,
            Fit::Inflected => 42,
            Fit::Spelled => 24,
            Fit::InflectedSpelled => 4,
        };
        prior += match record.kind {
            PlaceKind::Town => 7 * (32 - (record.population | 31).leading_zeros() as i32),
            PlaceKind::Region => 132,
            PlaceKind::Country => 190,
            PlaceKind::Area => 125,
        };
        prior += 12 * i32::from(hit.main) + 25 * i32::from(record.capital);
        prior += 60 * i32::from(gazetteer.is_users(hit.place));
        prior += language_prior(&record.country, word, langs);
        prior -= QUARTER * i32::from(quarter(hit.place, gazetteer));
        let bent = matches!(hit.fit, Fit::Inflected | Fit::InflectedSpelled);
        let unknown = record.kind == PlaceKind::Town && record.population < 1_000_000 && !record.capital;
        prior -= DISTANT_FORM * i32::from(bent && unknown && !near_country(&record.country));
        out.push(Candidate {
            place: hit.place,
            fit: hit.fit,
            kind: record.kind,
            population: record.population,
            country: record.country,
            region: if record.kind == PlaceKind::Region { Some(hit.place) } else { gazetteer.region(hit.place) },
            capital: record.capital,
            lat_e6: record.lat_e6,
            lon_e6: record.lon_e6,
            prior,
            score: prior,
            support: Support::default(),
        });
    }
    // A town that others once had the name of: Sloviansk before Nikopol, which was called so two centuries ago.
    let own = |c: &Candidate| draft.hits.iter().any(|h| h.place == c.place && (h.main || h.own));
    let (named, others): (Vec<Candidate>, Vec<Candidate>) =
        out.iter().filter(|c| c.kind == PlaceKind::Town).partition(|c| own(c));
    for other in others {
        let like = |n: &&Candidate| {
            n.country == other.country && n.fit <= other.fit && n.population >= other.population / 3 * 2
        };
        if named.iter().any(|n| like(&n)) {
            out.iter_mut().filter(|c| c.place == other.place).for_each(|c| c.prior -= 20);
        }
    }
    out.iter_mut().for_each(|c| c.score = c.prior);
    out.sort_by_key(|c| (-c.prior, c.place));
    out.truncate(MOST);
    out
}

/// Taken off a quarter of a city, which is named alone only by those who live there.
const QUARTER: i32 = 30;
/// Taken off a distant town for a case form that no reader is likely to have met: Izumo before "Iziumie".
const DISTANT_FORM: i32 = 30;

/// Whether a town lies where most of the texts do that this reader is for.
pub(crate) fn near_country(country: &[u8; 2]) -> bool {
    matches!(country, b"UA" | b"RU" | b"PL" | b"BY" | b"MD")
}

/// Whether a place is a quarter of a city that is a region of its own.
fn quarter(place: PlaceRef, gazetteer: &Gazetteer) -> bool {
    let own = gazetteer.record(place);
    let region = gazetteer.region(place).and_then(|r| gazetteer.record(r));
    own.zip(region).is_some_and(|(own, region)| {
        own.kind == PlaceKind::Town && region.name.ends_with(" City") && !region.name.starts_with(own.name)
    })
}

fn language_prior(country: &[u8; 2], word: &Word, langs: &[Lang]) -> i32 {
    let mut prior = 0;
    for lang in langs {
        prior += match (lang, country) {
            (Lang::Uk, b"UA") => 22,
            (Lang::Ru, b"RU" | b"UA") => 14,
            (Lang::Pl, b"PL") => 22,
            _ => 0,
        };
    }
    if word.cyrillic && matches!(country, b"UA" | b"RU" | b"BY") {
        prior += 20;
    }
    if !word.cyrillic && word.inflects && matches!(country, b"PL" | b"UA") {
        prior += 12;
    }
    prior
}

/// Scores every candidate against the others' best ones; `weights` says how sure each draft is a place (0 to 3).
pub(crate) fn settle(drafts: &[Draft], words: &[Word], candidates: &mut [Vec<Candidate>], weights: &[u8]) {
    let best: Vec<Option<Candidate>> = candidates.iter().map(|c| c.first().copied()).collect();
    for at in 0..candidates.len() {
        if candidates[at].is_empty() {
            continue;
        }
        let qualifier = qualifier(at, drafts, words, &best);
        let from = at.saturating_sub(WINDOW);
        let to = (at + WINDOW + 1).min(best.len());
        let own = best[at].map(|b| b.place);
        let context: Vec<(Candidate, u8)> = (from..to)
            .filter(|n| *n != at && weights[*n] > 0)
            .filter_map(|n| Some((best[n]?, weights[n])))
            .filter(|(c, _)| Some(c.place) != own)
            .collect();
        for candidate in &mut candidates[at] {
            weigh(candidate, qualifier, &context);
        }
        candidates[at].sort_by_key(|c| (-c.score, c.place));
    }
}

fn weigh(candidate: &mut Candidate, qualifier: Option<Holder>, context: &[(Candidate, u8)]) {
    let mut support = Support::default();
    let mut score = candidate.prior;
    if let Some(Holder { place: holder, within_km, loose }) = qualifier {
        let holds = match holder.kind {
            PlaceKind::Country => candidate.country == holder.country,
            PlaceKind::Region => candidate.region == Some(holder.place),
            PlaceKind::Area => km(candidate, &holder) < 150,
            PlaceKind::Town => km(candidate, &holder) <= within_km,
        };
        support.beside = holds;
        support.contradicted = !holds && !loose;
        score += match (holds, loose) {
            (true, _) => 150,
            (false, false) => -40,
            (false, true) => 0,
        };
    }
    let (mut in_country, mut in_region, mut total) = (0i32, 0i32, 0i32);
    let mut nearest = u32::MAX;
    for (other, weight) in context {
        // A country is often named as a party, not as where something is.
        let weight = if other.kind == PlaceKind::Country { 1 } else { i32::from(*weight) };
        total += weight;
        in_country += weight * i32::from(other.country == candidate.country && other.country != *b"  ");
        in_region += weight * i32::from(other.region.is_some() && other.region == candidate.region);
        if matches!(other.kind, PlaceKind::Town | PlaceKind::Region) && candidate.kind != PlaceKind::Country {
            nearest = nearest.min(km(candidate, other));
        }
    }
    if total > 0 {
        score += 45 * in_country / total.max(3) + (25 * in_region / total + 8 * in_region).min(60);
        score += match nearest {
            0..=40 => 34,
            41..=120 => 24,
            121..=300 => 12,
            301..=700 => 4,
            _ => 0,
        };
        support.country = in_country > 0;
        support.region = in_region > 0;
        support.near_km = (nearest < 100_000).then_some(nearest);
    }
    candidate.score = score;
    candidate.support = support;
}

/// What is named beside a draft to say which of its name is meant, and how far off it may lie where it is a town.
#[derive(Clone, Copy)]
struct Holder {
    place: Candidate,
    within_km: u32,
    /// It stands right after the name: "Первомайськ Луганської області", "Portland Maine". If it does not hold the
    /// place, the two have nothing to do with each other.
    loose: bool,
}

/// A district's villages lie this far from the town that it is called after, at most.
const DISTRICT_KM: u32 = 75;
/// "near Sloviansk" is not farther.
const BESIDE_KM: u32 = 40;
/// A town that others are said to be near to.
const KNOWN: u32 = 15_000;

/// The region, country, district or larger town that is named beside a draft: "Alexandria, La.", "Чугуїв (Харківська
/// область)", "Миколаївка Краматорського району", "Свидник под Люблином".
fn qualifier(at: usize, drafts: &[Draft], words: &[Word], best: &[Option<Candidate>]) -> Option<Holder> {
    let draft = drafts.get(at)?;
    if draft.shape == Shape::State {
        return None;
    }
    let holder = |n: usize| {
        let place = best.get(n).copied().flatten()?;
        let district = drafts[n].shape == Shape::District;
        (district || place.kind != PlaceKind::Town).then_some(Holder { place, within_km: DISTRICT_KM, loose: false })
    };
    let own = best[at]?;
    if let Some(next) = drafts.get(at + 1)
        && (1..=4).contains(&next.first.saturating_sub(draft.last))
        && words[draft.last + 1..=next.first].iter().all(|w| w.gap < Gap::Quote)
        && (own.kind as u8) < 2
    {
        let between = &words[draft.last + 1..next.first];
        let small = between.iter().all(|w| !w.upper && w.text.chars().count() <= 3);
        let comma = words[draft.last + 1].gap != Gap::Space || !between.is_empty();
        let and = between.iter().any(|w| matches!(w.text, "and" | "та" | "і" | "и" | "й" | "i" | "oraz" | "to" | "до"));
        if small
            && !and
            && (next.shape != Shape::Name || next.first - draft.last <= 2)
            && let Some(found) = holder(at + 1)
            && found.place.place != own.place
        {
            return Some(Holder { loose: !comma && next.shape != Shape::District, ..found });
        }
        let beside = between.iter().any(|w| w.role.has(Role::BESIDE)) && between.iter().all(|w| !w.upper);
        if beside
            && let Some(place) = best[at + 1].filter(|p| p.kind == PlaceKind::Town && p.population >= KNOWN)
            && place.place != own.place
        {
            return Some(Holder { place, within_km: BESIDE_KM, loose: false });
        }
    }
    // "Belgorod region's Shebekino", "Краматорський район, Миколаївка": the holder stands right before.
    let before = drafts.get(at.checked_sub(1)?)?;
    let found = holder(at - 1)?;
    let close = draft.first - before.last <= 2 && words[draft.first].gap <= Gap::Comma;
    (close
        && draft.shape == Shape::Name
        && matches!(before.shape, Shape::Region | Shape::District)
        && own.kind == PlaceKind::Town)
        .then_some(found)
}

/// Distance in kilometres on a sphere.
pub(crate) fn km(a: &Candidate, b: &Candidate) -> u32 {
    distance_km((a.lat_e6, a.lon_e6), (b.lat_e6, b.lon_e6)) as u32
}

/// Great-circle distance in kilometres between points in micro-degrees (haversine, radius 6,371.0088 km).
pub(crate) fn distance_km(a: (i32, i32), b: (i32, i32)) -> f64 {
    let rad = |e6: i32| f64::from(e6) * 1e-6 * (std::f64::consts::PI / 180.0);
    let (lat1, lat2) = (rad(a.0), rad(b.0));
    let (s, t) = (libm::sin((lat2 - lat1) / 2.0), libm::sin((rad(b.1) - rad(a.1)) / 2.0));
    let h = s * s + libm::cos(lat1) * libm::cos(lat2) * t * t;
    2.0 * 6371.0088 * libm::asin(h.sqrt().min(1.0))
}
