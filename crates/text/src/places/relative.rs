//! "12 km north of X": the point that far from the place, with a radius that says how loosely such words are meant.

use model::Span;
use model::place::{Place, Precision};

use super::PlaceMention;
use super::drafts::{Draft, Shape};
use super::roles::Role;
use super::words::{Gap, Word};

/// Words of a relative phrase, at most, before the place.
const REACH: usize = 9;

/// What a phrase before a place says.
struct Phrase {
    first: usize,
    metres: u32,
    eighth: Option<u32>,
}

/// Moves the mention's point where a distance stands before it, and takes the distance into its span.
pub(crate) fn apply(text: &str, draft: &Draft, words: &[Word], mention: &mut PlaceMention) {
    if !matches!(draft.shape, Shape::Name | Shape::Unknown) {
        return;
    }
    let Some(phrase) = before(draft.first, words) else { return };
    let first = &words[phrase.first];
    let last_end = words[draft.last].end;
    mention.text = text[first.start..last_end].to_owned();
    mention.span = Span { start: first.span.start, end: words[draft.last].span.end };
    mention.metonym = false;
    let kilometres = f64::from(phrase.metres) / 1000.0;
    if let Some(place) = &mut mention.place {
        *place = moved(place, &phrase);
        let direction = phrase.eighth.map_or("in a direction not stated", |e| {
            ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"][e as usize & 7]
        });
        mention.why = format!("{kilometres} km {direction} of the place named ({})", mention.why);
    }
    for place in &mut mention.alternatives {
        *place = moved(place, &phrase);
    }
}

/// Reads the phrase that ends right before word `at`.
fn before(at: usize, words: &[Word]) -> Option<Phrase> {
    if words[at].gap != Gap::Space {
        return None;
    }
    let mut eighth: Option<u32> = None;
    let mut joined = None;
    let mut from = false;
    for n in (at.saturating_sub(REACH)..at).rev() {
        let word = &words[n];
        if word.gap > Gap::Stop && !word.number {
            return None;
        }
        let role = word.role;
        let unit = if role.has(Role::KILOMETRE) {
            Some(1000.0)
        } else if role.has(Role::MILE) {
            Some(1609.344)
        } else if role.has(Role::METRE) {
            Some(1.0)
        } else {
            None
        };
        if let Some(unit) = unit
            && let Some(number) = n.checked_sub(1).map(|n| &words[n]).filter(|w| w.number)
        {
            let metres = number.text.replace(',', ".").parse::<f64>().ok()? * unit;
            let told = eighth.is_some() || from;
            return (told && (1.0..=2_000_000.0).contains(&metres)).then_some(Phrase {
                first: n - 1,
                metres: metres as u32,
                eighth,
            });
        }
        if let Some(found) = role.direction() {
            // "north-east" in two words: the one between.
            eighth = Some(match (eighth, joined) {
                (Some(later), Some(last)) if last == n + 1 => between(found, later),
                _ => found,
            });
            joined = Some(n);
        } else if role.has(Role::FROM)
            || matches!(word.text, "of" | "від" | "от" | "od" | "from" | "місто" | "міста" | "города")
        {
            from |= !matches!(word.text, "to" | "the" | "на" | "na");
        } else if !(role.has(Role::TOWN) || role.has(Role::BEFORE)) {
            return None;
        }
    }
    None
}

/// The eighth between two neighbouring quarters.
fn between(a: u32, b: u32) -> u32 {
    match (a.min(b), a.max(b)) {
        (0, 6) => 7,
        (low, high) if high - low == 2 => low + 1,
        _ => b,
    }
}

/// The place moved along a great circle. Without a direction the point stays and the circle grows.
fn moved(place: &Place, phrase: &Phrase) -> Place {
    let mut place = place.clone();
    place.precision = Precision::Town;
    let Some(eighth) = phrase.eighth else {
        place.radius_m = place.radius_m.saturating_add(phrase.metres);
        return place;
    };
    let rad = std::f64::consts::PI / 180.0;
    let (lat, lon) = (f64::from(place.lat_e6) * 1e-6 * rad, f64::from(place.lon_e6) * 1e-6 * rad);
    let (bearing, arc) = (f64::from(eighth) * 45.0 * rad, f64::from(phrase.metres) / 6_371_008.8);
    let sin_lat = libm::sin(lat) * libm::cos(arc) + libm::cos(lat) * libm::sin(arc) * libm::cos(bearing);
    let to_lat = libm::asin(sin_lat.clamp(-1.0, 1.0));
    let east = libm::sin(bearing) * libm::sin(arc) * libm::cos(lat);
    let to_lon = lon + libm::atan2(east, libm::cos(arc) - libm::sin(lat) * sin_lat);
    let wrap = |degrees: f64| libm::fmod(degrees + 540.0, 360.0) - 180.0;
    place.lat_e6 = (to_lat / rad * 1e6) as i32;
    place.lon_e6 = (wrap(to_lon / rad) * 1e6) as i32;
    // An eighth of a turn leaves ±22.5°, which at this distance is 0.4 of it to either side.
    place.radius_m = place.radius_m.saturating_add(phrase.metres / 5 * 2);
    place
}
