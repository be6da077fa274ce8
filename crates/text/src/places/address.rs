//! Streets: "вул. Сумська, 25", "ulica Długa 5", "15 Main Street". The gazetteer knows no streets, so an address is
//! placed in the town it is named with, and its radius says so.

use model::place::{Place, Precision};

use super::PlaceMention;
use super::candidates::{Candidate, near_country};
use super::drafts::{Draft, Shape};
use super::roles::Role;
use super::words::{Gap, Word};
use crate::gazetteer::{Fit, Gazetteer, PlaceKind};

/// All addresses of a text, in order.
pub(crate) fn addresses(words: &[Word], gazetteer: &Gazetteer) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let found = (!words[at].blocked).then(|| {
            kind_first(words, at)
                .filter(|(_, last)| !streets_of_town(words, at, *last, gazetteer))
                .or_else(|| english(words, at))
                .or_else(|| kind_last(words, at))
        });
        match found.flatten() {
            Some((first, last)) => {
                out.push(Draft { first, last, shape: Shape::Address, hits: Vec::new(), dotted: false });
                at = last + 1;
            }
            None => at += 1,
        }
    }
    out
}

/// "вул. Сумська, 25", "ulicy Długiej 5", "проспект Науки".
fn kind_first(words: &[Word], at: usize) -> Option<(usize, usize)> {
    let kind = &words[at];
    if !kind.role.has(Role::STREET) || kind.gap == Gap::Hyphen || !(kind.cyrillic || kind.inflects) {
        return None;
    }
    let short = kind.text.chars().count() <= 3;
    let first = words.get(at + 1)?;
    let joined = first.gap == Gap::Space && (!short || kind.text == "ul")
        || first.gap == Gap::Stop && short
        || first.gap == Gap::Stop && !first.opens;
    if !joined || !first.upper || first.blocked || kind.cyrillic != first.cyrillic {
        return None;
    }
    let mut last = at + 1;
    // Names of streets: "Героїв Харкова", "Леся Курбаса", "Jana Pawła II".
    while last - at < 3
        && words.get(last + 1).is_some_and(|w| w.upper && w.gap <= Gap::Space && !w.role.has(Role::BEFORE))
    {
        last += 1;
    }
    Some((at, number_after(words, last)))
}

/// "вулиці Охтирки", "улиц Бангкока": the streets of a town, and none called after it.
fn streets_of_town(words: &[Word], at: usize, last: usize, gazetteer: &Gazetteer) -> bool {
    let (kind, name) = (&words[at], &words[at + 1]);
    let several = matches!(
        kind.text.to_lowercase().as_str(),
        "вулиці" | "вулиць" | "вулицях" | "улицы" | "улиц" | "улицах" | "ulice" | "ulic" | "ulicach"
    );
    let person = Role::GIVEN.or(Role::GIVEN_OR_TOWN).or(Role::FAMILY).or(Role::NEVER);
    if !several || last != at + 1 || name.role.has(person) {
        return false;
    }
    let mut hits = Vec::new();
    gazetteer.word(name.text, true, &mut hits);
    hits.iter().any(|h| {
        let town = gazetteer.record(h.place).filter(|r| r.kind == PlaceKind::Town);
        h.fit <= Fit::Inflected
            && town.is_some_and(|r| r.population >= if near_country(&r.country) { 3_000 } else { 500_000 })
    })
}

/// Takes in a house number after a comma or blank.
fn number_after(words: &[Word], last: usize) -> usize {
    let house = |w: &Word| w.number && w.text.len() <= 5 && w.text.bytes().all(|b| b.is_ascii_digit());
    let unit = |at: usize| {
        words.get(at).is_some_and(|w| w.role.has(Role::KILOMETRE) || w.role.has(Role::METRE) && w.gap == Gap::Space)
    };
    match words.get(last + 1) {
        Some(w) if house(w) && matches!(w.gap, Gap::Space | Gap::Comma) && !unit(last + 2) && w.text.len() <= 3 => {
            last + 1
        }
        _ => last,
    }
}

/// "15 Main Street", "6016 Dublin Road".
fn english(words: &[Word], at: usize) -> Option<(usize, usize)> {
    let number = &words[at];
    if !number.number || !number.text.bytes().all(|b| b.is_ascii_digit()) || number.text.len() > 5 {
        return None;
    }
    for (last, word) in words.iter().enumerate().take(at + 5).skip(at + 1) {
        if word.gap > Gap::Stop || !word.upper && !word.number || word.cyrillic {
            return None;
        }
        if last > at + 1 && word.role.has(Role::STREET) {
            return Some((at, last));
        }
    }
    None
}

/// "Невський проспект", "Khreshchatyk Street".
fn kind_last(words: &[Word], at: usize) -> Option<(usize, usize)> {
    let name = &words[at];
    let kind = words.get(at + 1).filter(|w| w.gap == Gap::Space && w.role.has(Role::STREET))?;
    let long = kind.text.chars().count() >= 5;
    let plain = !name.role.has(Role::STREET) && !name.role.has(Role::NEVER) && !name.number;
    let sure = if kind.cyrillic {
        adjective(name.text)
    } else {
        kind.upper && matches!(kind.text, "Street" | "Avenue" | "Boulevard" | "Road" | "Square" | "Lane")
    };
    if !name.upper || !plain || !long || !sure || name.opens && !kind.cyrillic && !kind.upper {
        return None;
    }
    Some((at, number_after(words, at + 1)))
}

/// Whether a Cyrillic word has the ending of an adjective.
fn adjective(word: &str) -> bool {
    ["ий", "ый", "ой", "ій", "ая", "ої", "ого", "ому", "а", "у", "ую", "ою", "им", "ым", "ом"]
        .iter()
        .any(|e| word.ends_with(e))
}

/// The towns of a text, for placing its addresses.
pub(crate) struct Towns {
    /// First word of the mention, and the place.
    towns: Vec<(usize, Place)>,
}

impl Towns {
    /// The towns among the kept drafts.
    pub fn of(kept: &[(&Draft, &[Candidate])], _words: &[Word], gazetteer: &Gazetteer) -> Self {
        if !kept.iter().any(|(d, _)| d.shape == Shape::Address) {
            return Self { towns: Vec::new() };
        }
        let town = |(draft, candidates): &(&Draft, &[Candidate])| {
            let best = candidates.first().filter(|c| c.kind == PlaceKind::Town && draft.shape == Shape::Name)?;
            Some((draft.first, gazetteer.to_place(best.place)?))
        };
        Self { towns: kept.iter().filter_map(town).collect() }
    }

    /// Places an address in the nearest town named before it, or right after it.
    pub fn locate(&self, draft: &Draft, mention: &mut PlaceMention) {
        let split = self.towns.partition_point(|(at, _)| *at < draft.first);
        let after = self.towns.get(split).filter(|(at, _)| at - draft.last <= 3);
        let Some((_, town)) = after.or_else(|| split.checked_sub(1).map(|n| &self.towns[n])) else { return };
        mention.why = format!(
            "a street; the gazetteer knows no streets, so it is placed in {}, named in the same text",
            town.name
        );
        mention.place = Some(Place { precision: Precision::Address, ..town.clone() });
    }
}
