//! Whether a draft is a place at all: what stands before and after it, against how common such a name is.
//!
//! The score is a sum of hand-set weights; at [`ENOUGH`] and above the draft counts as a mention.

use super::candidates::Candidate;
use super::drafts::{Draft, Shape};
use super::ordinary::{ordinary, plain};
use super::people::Person;
use super::roles::Role;
use super::words::{Gap, Word};
use crate::gazetteer::{Fit, PlaceKind};

/// Least score of a mention.
pub(crate) const ENOUGH: i32 = 8;

/// Evidence that a draft, read as its best candidate, is a place. `seen_elsewhere`: the text names that place elsewhere
/// on good evidence; `person`: what the people of the text have to do with it.
pub(crate) fn evidence(
    draft: &Draft,
    best: Option<&Candidate>,
    words: &[Word],
    seen_elsewhere: bool,
    person: Person,
) -> i32 {
    if matches!(draft.shape, Shape::Address | Shape::Unknown | Shape::District | Shape::State) {
        return 30;
    }
    let Some(best) = best else { return 0 };
    if draft.shape == Shape::Facility {
        return 15;
    }
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
    let before = before(draft, best, words, wide, several);
    score += before;
    if !several
        && before <= 0
        && best.population < 50_000
        && best.kind == PlaceKind::Town
        && like_family_name(word.text)
    {
        score -= 5;
    }
    score -= match person {
        // "John Day", "Charlotte Amalie": towns are called after people.
        Person::Inside if several => 20,
        Person::Inside => 60,
        Person::Elsewhere if before < 10 && best.kind != PlaceKind::Country => 18,
        _ => 0,
    };
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
    let near = matches!(&best.country, b"UA" | b"RU" | b"PL" | b"BY" | b"MD");
    if word.opens && !near && !several && best.kind == PlaceKind::Town && word.text.chars().count() <= 4 {
        // "Pali się": a short word that begins a sentence is seldom a town far away.
        score -= 10;
    }
    let line_opens = draft.first == 0 || word.gap == Gap::Line;
    let sign_follows = words.get(draft.last + 1).is_some_and(|next| next.gap == Gap::Other && !next.blocked);
    // "Brody: …", "LVIV — …": a line that begins with where.
    let headed = line_opens && sign_follows && best.fit == Fit::Exact;
    if headed {
        score += 8;
    }
    if word.opens && !several {
        score -= match plain(word) && !headed {
            true => PLAIN,
            false if wide => 0,
            false => opening(best, word, near),
        };
    }
    if !several && !near && best.kind == PlaceKind::Town && !best.capital {
        // The farther off a town, the less its case forms and other spellings prove.
        score -= match best.fit {
            Fit::Exact => 0,
            Fit::Inflected if word.text.chars().count() <= 4 => 10,
            Fit::Inflected => 4,
            Fit::Spelled => 0,
            Fit::InflectedSpelled => 12,
        };
    }
    score
}

/// What a plain word at the head of a sentence counts against a place of its name ("Того дня", "Spring floods").
const PLAIN: i32 = 30;

/// What a capital is worth less where every word has one: at the head of a sentence. Not for a known town whose name is
/// no ordinary word.
fn opening(best: &Candidate, word: &Word, near: bool) -> i32 {
    let letters = word.text.chars().count();
    let usual = if best.fit == Fit::Exact { 6 } else { 14 };
    let spelled = word.cyrillic || word.inflects || letters >= 8 && best.population >= 4_000;
    if !near || letters < 4 || !(spelled || best.fit == Fit::Exact) || ordinary(word) {
        return usual;
    }
    match best.fit {
        Fit::Exact if best.population >= 4_000 => 0,
        Fit::Exact => 4,
        // A sentence that begins with where begins with "in" or with the plain name.
        Fit::Inflected if best.population >= 4_000 => 6,
        Fit::Inflected => 12,
        Fit::Spelled if letters >= 8 => 0,
        Fit::Spelled if letters >= 7 => 4,
        _ => usual,
    }
}

/// What the name alone says: how it fits, how long it is, how many live there.
fn name(best: &Candidate, word: &Word, several: bool) -> i32 {
    let fit = match best.fit {
        Fit::Exact => 10,
        Fit::Inflected => 8,
        Fit::Spelled | Fit::InflectedSpelled => spelled(best, word.text.chars().count()),
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
        (PlaceKind::Town, 5_000..) => -2,
        (PlaceKind::Town, _) => -8,
    };
    let length = match word.text.chars().count() {
        _ if several => 12,
        0..=3 => -10,
        5 if best.fit == Fit::Inflected && best.population < 300_000 => -6,
        4 if best.fit == Fit::Inflected && best.population < 300_000 => -6,
        4 => -4,
        5..=6 => 0,
        _ => 4,
    };
    fit + size + length
}

/// Another spelling is good evidence for a long name where spellings vary, and little for a short one from far away.
fn spelled(best: &Candidate, letters: usize) -> i32 {
    let near = matches!(&best.country, b"UA" | b"RU" | b"PL" | b"BY" | b"MD");
    let spelling = match (near || best.kind != PlaceKind::Town, letters) {
        (true, 8..) => 6,
        (true, 7) => 3,
        (true, 6) => 0,
        (true, _) => -9,
        (false, 8..) => -6,
        (false, _) => -20,
    };
    spelling - if best.fit == Fit::InflectedSpelled { 8 } else { 0 }
}

/// Whether a Cyrillic word ends like a family name.
fn like_family_name(word: &str) -> bool {
    [
        "ов",
        "ова",
        "ову",
        "овым",
        "ев",
        "ева",
        "єв",
        "єва",
        "ин",
        "ина",
        "ін",
        "іна",
        "ым",
        "енко",
        "енка",
        "ский",
        "ського",
        "ского",
        "ський",
    ]
    .iter()
    .any(|e| word.ends_with(e))
}

fn before(draft: &Draft, best: &Candidate, words: &[Word], wide: bool, several: bool) -> i32 {
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
    if previous.text.eq_ignore_ascii_case("the") && best.kind == PlaceKind::Town {
        // "the Hawthorne": a bridge, a ship, a club.
        score -= 18;
    }
    if previous.role.has(Role::TOWN) && previous.text.chars().count() > 1 {
        score += 20;
    }
    if previous.role.has(Role::NATURE) && !previous.role.has(Role::BEFORE) && !wide {
        score -= 12;
    }
    if previous.role.has(Role::TITLE) && !wide {
        // "мер Житомира": the head of a town, where the name is in the genitive and the town is no village.
        let least = if previous.role.has(Role::OFFICE) { 3_000 } else { 40_000 };
        let bends = best.fit == Fit::Inflected || "оіїиыoiy".contains(word.text.chars().last().unwrap_or(' '));
        score -= if bends && word.inflects && best.population >= least && !like_family_name(word.text) {
            if previous.role.has(Role::OFFICE) { -6 } else { 4 }
        } else {
            22
        };
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
