//! Whether a draft is a place at all: what stands before and after it, against how common such a name is.
//!
//! The score is a sum of hand-set weights; at [`ENOUGH`] and above the draft counts as a mention.

use super::candidates::Candidate;
use super::drafts::{Draft, Shape};
use super::roles::Role;
use super::words::{Gap, Word};
use crate::gazetteer::{Fit, PlaceKind};

/// Least score of a mention.
pub(crate) const ENOUGH: i32 = 8;

/// Evidence that a draft, read as its best candidate, is a place.
pub(crate) fn evidence(draft: &Draft, best: Option<&Candidate>, words: &[Word], seen_elsewhere: bool) -> i32 {
    if matches!(draft.shape, Shape::Address | Shape::Unknown | Shape::District | Shape::State) {
        return 30;
    }
    let Some(best) = best else { return 0 };
    let word = &words[draft.first];
    let several = draft.last > draft.first;
    let wide = best.kind != PlaceKind::Town || best.population >= 1_000_000;
    let mut score = name(best, word, several);
    if draft.shape == Shape::Region {
        score += 30;
    }
    if word.hashtag {
        score += 5;
    }
    if best.support.beside {
        score += 15;
    }
    if seen_elsewhere {
        score += 10;
    }
    score += before(draft, words, wide, several);
    score += after(draft, words, wide, several);
    if !several {
        if word.role.has(Role::GIVEN) {
            score -= if best.kind == PlaceKind::Country { 0 } else { 16 };
        }
        if word.role.has(Role::FAMILY) {
            score -= 12;
        }
        let quoted = word.gap == Gap::Quote && words.get(draft.last + 1).is_none_or(|w| w.gap == Gap::Quote);
        if quoted {
            score -= 14;
        }
    }
    if word.opens && !wide && !several {
        score -= if best.fit == Fit::Exact { 6 } else { 14 };
    }
    score
}

/// What the name alone says: how it fits, how long it is, how many live there.
fn name(best: &Candidate, word: &Word, several: bool) -> i32 {
    let fit = match best.fit {
        Fit::Exact => 10,
        Fit::Inflected => 8,
        Fit::Spelled => 0,
        Fit::InflectedSpelled => -10,
    };
    let size = match (best.kind, best.population) {
        (PlaceKind::Country, _) => 25,
        (PlaceKind::Region, _) => 18,
        (PlaceKind::Area, _) => 15,
        (PlaceKind::Town, 1_000_000..) => 22,
        (PlaceKind::Town, 300_000..) => 18,
        (PlaceKind::Town, 100_000..) => 13,
        (PlaceKind::Town, 50_000..) => 8,
        (PlaceKind::Town, 15_000..) => 3,
        (PlaceKind::Town, 5_000..) => 0,
        (PlaceKind::Town, _) => -4,
    };
    let length = match word.text.chars().count() {
        _ if several => 12,
        0..=4 => -4,
        5..=6 => 0,
        _ => 4,
    };
    fit + size + length
}

fn before(draft: &Draft, words: &[Word], wide: bool, several: bool) -> i32 {
    let word = &words[draft.first];
    let Some(previous) = draft.first.checked_sub(1).map(|n| &words[n]) else { return 0 };
    let initial = previous.upper && previous.text.chars().count() == 1 && !previous.role.has(Role::BEFORE);
    match word.gap {
        Gap::Stop if initial => return -30,
        Gap::Stop if previous.role.has(Role::TOWN) => return 20,
        Gap::Stop if previous.role.has(Role::TITLE) => return -25,
        Gap::Hyphen if previous.upper => return if wide { -6 } else { -18 },
        Gap::Hyphen => return -8,
        Gap::Space => {}
        _ => return 0,
    }
    let mut score = 0;
    if previous.role.has(Role::BEFORE) && !previous.upper | previous.opens {
        score += if matches!(previous.text, "of" | "for" | "on" | "with" | "з" | "с") { 5 } else { 10 };
    }
    if previous.role.has(Role::TOWN) && previous.text.chars().count() > 1 {
        score += 20;
    }
    if previous.role.has(Role::NATURE) && !previous.role.has(Role::BEFORE) && !wide {
        score -= 12;
    }
    if previous.role.has(Role::TITLE) && !wide {
        score -= 22;
    }
    if previous.upper && previous.role.has(Role::GIVEN) {
        score -= if wide && !several { 10 } else { 30 };
    } else if initial {
        score -= 20;
    } else if previous.upper && !previous.opens && !previous.role.has(Role::TOWN) && !previous.role.has(Role::BEFORE) {
        // Most likely the tail of a longer name: a person, a company, a battle.
        score -= if wide { 4 } else { 14 };
    } else if previous.upper && previous.opens && previous.role == Role::default() && !word.cyrillic && !wide {
        score -= 10;
    }
    score
}

fn after(draft: &Draft, words: &[Word], wide: bool, several: bool) -> i32 {
    let Some(next) = words.get(draft.last + 1) else { return 0 };
    let own = &words[draft.last];
    if next.blocked {
        return 0;
    }
    match next.gap {
        Gap::Hyphen if next.upper => return if wide { -4 } else { -16 },
        Gap::Hyphen | Gap::Space => {}
        _ => return 0,
    }
    if !next.upper {
        return 0;
    }
    let letters = next.text.chars().count();
    if next.role.has(Role::OUTLET) {
        return -40;
    }
    if own.role.has(Role::GIVEN) && !several {
        return -30;
    }
    if letters == 1 && words.get(draft.last + 2).is_some_and(|w| w.gap == Gap::Stop) {
        return -18;
    }
    if next.role.has(Role::STREET) && !several {
        return -12;
    }
    if wide || next.role != Role::default() { -2 } else { -8 }
}
