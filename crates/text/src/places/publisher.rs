//! Where a publisher is at home, as far as its name says: "Okhtyrka: town chat", "Ніжинська громада", "Чернігівобленерго".
//! A local channel's reports are about its town unless they say otherwise; what follows from that is for others.

use model::Span;
use model::place::Place;

use super::{Context, PlaceMention, find};
use crate::gazetteer::{Gazetteer, Hit, PlaceKind};
use crate::tokens::{TokenKind, tokens};

/// Towns smaller than this lend their adjective to no publisher that is known by it.
const LEAST_INHABITANTS: u32 = 8_000;
/// Ends of compound names of utilities and authorities that begin with the name of a town or region.
const COMPOUNDS: [&str; 8] =
    ["обленерго", "водоканал", "облрада", "міськсвітло", "облэнерго", "газ", "тепломережа", "теплоенерго"];

/// Suffixes without which a word is no adjective of a town.
const ADJECTIVES: [&str; 7] = ["ськ", "цьк", "зьк", "ск", "цк", "sk", "ck"];

/// The places that a publisher's name names, in order; where none is named outright, those of its adjectives.
pub fn of_publisher(name: &str, gazetteer: &Gazetteer) -> Vec<PlaceMention> {
    let found = find(name, &Context { langs: &[], gazetteer, skip: &[] });
    let found: Vec<PlaceMention> = found.into_iter().filter(|m| !m.metonym && m.place.is_some()).collect();
    if !found.is_empty() {
        return found;
    }
    let words = tokens(name).filter(|t| t.kind == TokenKind::Word);
    words.filter_map(|token| of_word(token.of(name), token.span, gazetteer)).collect()
}

fn of_word(word: &str, span: Span, gazetteer: &Gazetteer) -> Option<PlaceMention> {
    if !word.starts_with(char::is_uppercase) || word.chars().count() < 5 {
        return None;
    }
    let mut hits: Vec<Hit> = Vec::new();
    let lower = word.to_lowercase();
    if ADJECTIVES.iter().any(|suffix| lower.contains(*suffix)) {
        gazetteer.town_of_adjective(word, &mut hits);
    }
    if let Some(end) = COMPOUNDS.iter().find(|end| lower.ends_with(*end) && lower.len() > end.len() + 8) {
        let cut = word.len().saturating_sub(end.len());
        gazetteer.word(word.get(..cut)?, true, &mut hits);
    } else if hits.is_empty() {
        return None;
    }
    let inhabitants = |hit: &Hit| {
        let record = gazetteer.record(hit.place).filter(|r| r.kind == PlaceKind::Town)?;
        (record.population >= LEAST_INHABITANTS).then_some(record.population)
    };
    let mut towns: Vec<(u32, Hit)> = hits.into_iter().filter_map(|hit| Some((inhabitants(&hit)?, hit))).collect();
    towns.sort_by_key(|(population, hit)| (u32::MAX - population, hit.place));
    let mut places = towns.into_iter().filter_map(|(_, hit)| gazetteer.to_place(hit.place));
    let place = places.next()?;
    let alternatives: Vec<Place> = places.take(super::ALTERNATIVES).collect();
    Some(PlaceMention {
        span,
        text: word.to_owned(),
        supported: alternatives.is_empty(),
        alternatives,
        why: format!("a publisher's name made from {}", place.name),
        place: Some(place),
        metonym: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publishers_name_says_where_it_is_at_home() {
        let gazetteer = Gazetteer::shipped().unwrap();
        for (name, town) in [
            ("Охтирка: чат міста", Some("Okhtyrka")),
            ("Чернігівобленерго: повідомлення", Some("Chernihiv")),
            ("Armchair Strategist", None),
            ("Тихий вечер", None),
        ] {
            let found = of_publisher(name, &gazetteer);
            let first = found.first().and_then(|m| m.place.as_ref()).map(|p| p.name.as_str());
            assert_eq!(first, town, "{name}: {found:?}");
        }
    }
}
