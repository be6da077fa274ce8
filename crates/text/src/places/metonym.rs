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
    // "Kyiv has also said": at most two small words in between.
    for next in words.iter().skip(draft.last + 1).take(3) {
        if next.gap != Gap::Space || next.upper {
            return false;
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

/// Adds seats of power as metonyms where nothing has been found yet.
pub(crate) fn seats_of_power(text: &str, words: &[Word], gazetteer: &Gazetteer, out: &mut Vec<PlaceMention>) {
    let mut added = false;
    for word in words {
        if !word.upper || word.blocked || word.number || word.text.len() < 5 {
            continue;
        }
        let lower = word.text.to_lowercase();
        let Some((_, town)) = SEATS.iter().find(|(name, _)| *name == lower) else { continue };
        let span = Span { start: word.span.start, end: word.span.end };
        if out.iter().any(|m| m.span.start < span.end && span.start < m.span.end) {
            continue;
        }
        let mut hits = Vec::new();
        gazetteer.word(town, false, &mut hits);
        let seat = hits
            .iter()
            .filter(|h| gazetteer.record(h.place).is_some_and(|r| r.capital))
            .find_map(|h| gazetteer.to_place(h.place));
        out.push(PlaceMention {
            span,
            text: text[word.start..word.end].to_owned(),
            place: seat,
            alternatives: Vec::new(),
            why: "a seat of power; it stands for a government, not for where something happened".to_owned(),
            metonym: true,
        });
        added = true;
    }
    if added {
        out.sort_by_key(|m| m.span.start);
    }
}
