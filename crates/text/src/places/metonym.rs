//! Capitals and countries that stand for a government ("Kyiv said", "Москва заявила"), and seats of power ("the Kremlin").

use model::Span;

use super::PlaceMention;
use super::candidates::Candidate;
use super::drafts::Draft;
use super::roles::Role;
use super::words::{Gap, Word};
use crate::gazetteer::{Fit, Gazetteer, PlaceKind};

/// Names of seats of power, by their first letters in lower case, and the town they are in.
const SEATS: &[(&str, &str)] = &[
    ("kremlin", "Moscow"),
    ("кремль", "Moscow"),
    ("кремля", "Moscow"),
    ("кремлю", "Moscow"),
    ("кремле", "Moscow"),
    ("кремлі", "Moscow"),
    ("кремлем", "Moscow"),
    ("кремлём", "Moscow"),
    ("kreml", "Moscow"),
    ("kremla", "Moscow"),
    ("kremlu", "Moscow"),
    ("kremlem", "Moscow"),
    ("bankova", "Kyiv"),
    ("банкова", "Kyiv"),
    ("банкової", "Kyiv"),
    ("банковой", "Kyiv"),
    ("downing", "London"),
    ("pentagon", "Washington"),
    ("пентагон", "Washington"),
    ("пентагона", "Washington"),
    ("пентагону", "Washington"),
    ("пентагоні", "Washington"),
    ("пентагоне", "Washington"),
    ("pentagonu", "Washington"),
];

/// Whether a capital or a country is the subject of a verb that only people and governments can be.
pub(crate) fn stands_for_government(draft: &Draft, best: Option<&Candidate>, words: &[Word]) -> bool {
    let Some(best) = best else { return false };
    let acts = best.kind == PlaceKind::Country || best.kind == PlaceKind::Town && best.capital;
    let nominative = matches!(best.fit, Fit::Exact | Fit::Spelled);
    if !acts || !nominative || words[draft.first].hashtag {
        return false;
    }
    let before = draft.first.checked_sub(1).map(|n| &words[n]).filter(|_| words[draft.first].gap == Gap::Space);
    if before.is_some_and(|w| {
        w.role.has(Role::BEFORE) || w.role.has(Role::TOWN) || w.role.has(Role::TITLE) || w.text == "of"
    }) {
        return false;
    }
    // "Kyiv has also said", "Ukraine and Poland agreed", "Україна 20 листопада заявила": a few small words, the other
    // party, a date may stand in between.
    let (mut parties, mut dated) = (1, false);
    let mut joined = false;
    for next in words.iter().skip(draft.last + 1).take(6) {
        let and = matches!(next.text, "and" | "та" | "і" | "й" | "и" | "i" | "oraz");
        if next.gap != Gap::Space || next.upper && !joined {
            return false;
        }
        if next.upper || and {
            parties += usize::from(and);
            joined = and;
            if parties > 2 {
                return false;
            }
            continue;
        }
        joined = false;
        if next.number {
            dated = true;
            continue;
        }
        // The month after the day.
        if std::mem::take(&mut dated) {
            continue;
        }
        if next.role.has(Role::SPEECH) {
            return true;
        }
        let small = matches!(
            next.text,
            "has"
                | "have"
                | "had"
                | "also"
                | "again"
                | "now"
                | "не"
                | "також"
                | "также"
                | "вже"
                | "уже"
                | "nie"
                | "już"
                | "też"
                | "earlier"
                | "later"
                | "yet"
                | "still"
                | "on"
                | "ще"
                | "поки"
                | "еще"
                | "ещё"
                | "пока"
                | "jeszcze"
                | "dotąd"
                | "repeatedly"
                | "раніше"
                | "ранее"
                | "знову"
                | "снова"
        );
        if !small {
            return false;
        }
    }
    false
}

/// Whether two words are the White House, in four languages.
fn white_house(first: &str, second: &str) -> bool {
    let second = second.to_lowercase();
    match first {
        "white" => second == "house",
        "білий" | "білого" | "білому" | "білим" | "белый" | "белого" | "белому" | "белым" | "белом" => {
            second.starts_with("дім") || second.starts_with("дом")
        }
        "biały" | "białego" | "białemu" | "białym" => second.starts_with("dom"),
        _ => false,
    }
}

/// Adds seats of power as metonyms where nothing has been found yet.
pub(crate) fn seats_of_power(text: &str, words: &[Word], gazetteer: &Gazetteer, out: &mut Vec<PlaceMention>) {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if !word.upper || word.blocked || word.number || word.text.len() < 5 {
            continue;
        }
        let lower = word.text.to_lowercase();
        let next = words.get(at + 1).filter(|w| w.gap == Gap::Space);
        let white = next.is_some_and(|n| white_house(&lower, n.text));
        let one = SEATS.iter().find(|(name, _)| *name == lower).map(|(_, town)| *town);
        let Some(town) = one.or(white.then_some("Washington")) else { continue };
        let last = if white { &words[at + 1] } else { word };
        let span = Span { start: word.span.start, end: last.span.end };
        let after = out.partition_point(|m| m.span.end <= span.start);
        if out.get(after).is_some_and(|m| m.span.start < span.end) {
            continue;
        }
        let mut hits = Vec::new();
        gazetteer.word(town, false, &mut hits);
        let seat = hits
            .iter()
            .filter(|h| gazetteer.record(h.place).is_some_and(|r| r.capital))
            .find_map(|h| gazetteer.to_place(h.place));
        found.push(PlaceMention {
            supported: true,
            span,
            text: text[word.start..last.end].to_owned(),
            place: seat,
            alternatives: Vec::new(),
            why: "a seat of power; it stands for a government, not for where something happened".to_owned(),
            metonym: true,
        });
    }
    if !found.is_empty() {
        out.append(&mut found);
        out.sort_by_key(|m| m.span.start);
    }
}
