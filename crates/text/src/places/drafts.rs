//! Finds stretches that may name a place, with every place they may name; nothing is decided yet.
//!
//! A draft is a gazetteer name of one to five words, a region ("Харківська область", "obwód biełgorodzki"), a district,
//! or a capitalised word after a kind of town that the gazetteer does not know.

use super::candidates::near_country;
use super::roles::Role;
use super::words::{Gap, Word};
use crate::gazetteer::{Fit, Gazetteer, Hit, PlaceKind};
use crate::lang_tables::en::demonyms::DEMONYMS;
use crate::lang_tables::en::states::STATES;

/// What a draft is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A name of the gazetteer.
    Name,
    /// A name with a word for a region beside it.
    Region,
    /// A district inside a region; the places are the towns it is called after.
    District,
    /// A state's abbreviation after a comma.
    State,
    /// A name after a kind of town that no place of the gazetteer has.
    Unknown,
    /// The adjective of a town before a plant, an airfield, a depot: "Кременчуцький НПЗ".
    Facility,
    /// A street with or without a house number.
    Address,
}

/// A stretch of words, first and last included.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub first: usize,
    pub last: usize,
    pub shape: Shape,
    pub hits: Vec<Hit>,
    /// Whether a full stop after the last word belongs to it ("U.S.").
    pub dotted: bool,
}

/// Longest name in words.
const LONGEST: usize = 5;

/// All drafts of a text, in order and without overlap. `taken` marks words that something else has used.
pub(crate) fn drafts(words: &[Word], gazetteer: &Gazetteer, taken: &[bool]) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        if word.blocked || word.number || taken[at] {
            at += 1;
            continue;
        }
        let found = region(words, at, gazetteer)
            .or_else(|| district(words, at, gazetteer))
            .or_else(|| state(words, at, out.last(), gazetteer))
            .or_else(|| several(words, at, gazetteer))
            .or_else(|| facility(words, at, gazetteer))
            .or_else(|| single(words, at, gazetteer))
            .or_else(|| unknown(words, at));
        match found {
            Some(mut draft) => {
                draft.last = draft.last.min(words.len() - 1);
                at = draft.last + 1;
                out.push(draft);
            }
            None => at += 1,
        }
    }
    out
}

/// The draft of a stretch that is known to name a place: whatever covers most of it, its first words if need be.
pub(crate) fn of_stretch(words: &[Word], first: usize, last: usize, gazetteer: &Gazetteer) -> Draft {
    let within = &words[..=last];
    let abbreviation = state(within, first, Some(&Draft { first, last: first.wrapping_sub(1), ..EMPTY }), gazetteer);
    let mut found = region(within, first, gazetteer)
        .or_else(|| district(within, first, gazetteer))
        .or(abbreviation)
        .or_else(|| several(within, first, gazetteer))
        .unwrap_or(Draft { first, last: first, ..EMPTY });
    if first == last
        && let Some((_, code)) = DEMONYMS.iter().find(|(d, _)| *d == words[first].text.trim_end_matches('s'))
        && let Some(place) = gazetteer.country(code)
    {
        found.hits = vec![Hit { place, fit: Fit::Inflected, main: false, own: false }];
    }
    if found.hits.is_empty() && found.shape == Shape::Name {
        gazetteer.word(words[first].text, words[first].inflects, &mut found.hits);
        found = extend(within, found, gazetteer);
    }
    found.last = last;
    found
}

const EMPTY: Draft = Draft { first: 0, last: 0, shape: Shape::Name, hits: Vec::new(), dotted: false };

fn new(first: usize, last: usize, shape: Shape, hits: Vec<Hit>) -> Option<Draft> {
    (!hits.is_empty() || shape == Shape::Unknown).then_some(Draft { first, last, shape, hits, dotted: false })
}

/// The word at `at`, where only a blank, or a full stop after an abbreviation, stands before it.
fn next<'w, 't>(words: &'w [Word<'t>], at: usize) -> Option<&'w Word<'t>> {
    let word = words.get(at)?;
    let short = at > 0 && words[at - 1].text.chars().count() <= 4;
    (word.gap == Gap::Space || word.gap == Gap::Stop && short).then_some(word)
}

fn kind(gazetteer: &Gazetteer, hit: &Hit) -> Option<PlaceKind> {
    gazetteer.record(hit.place).map(|r| r.kind)
}

fn only(hits: &mut Vec<Hit>, gazetteer: &Gazetteer, wanted: PlaceKind) {
    hits.retain(|h| kind(gazetteer, h) == Some(wanted));
}

/// The parts of a hyphenated word from `at`, and where it ends.
fn hyphenated<'t>(words: &[Word<'t>], at: usize) -> (Vec<&'t str>, usize) {
    let mut parts = vec![words[at].text];
    let mut last = at;
    while parts.len() < 3 && words.get(last + 1).is_some_and(|w| w.gap == Gap::Hyphen) {
        last += 1;
        parts.push(words[last].text);
    }
    (parts, last)
}

/// A region: adjective and word for a region in either order, or a name of a region with that word before it.
fn region(words: &[Word], at: usize, gazetteer: &Gazetteer) -> Option<Draft> {
    let word = &words[at];
    if word.role.has(Role::REGION) && word.gap != Gap::Hyphen {
        let following = next(words, at + 1).filter(|w| !w.blocked && w.text.chars().count() >= 3)?;
        let (parts, last) = hyphenated(words, at + 1);
        let mut hits = Vec::new();
        if word.inflects && !word.cyrillic {
            gazetteer.adjective(&parts, &mut hits);
        }
        if hits.is_empty() && following.upper && word.inflects {
            gazetteer.word(following.text, true, &mut hits);
            only(&mut hits, gazetteer, PlaceKind::Region);
            return new(at, at + 1, Shape::Region, hits);
        }
        return new(at, last, Shape::Region, hits);
    }
    if !(word.inflects && adjectival(words[hyphenated(words, at).1].text)) {
        return None;
    }
    let (parts, last) = hyphenated(words, at);
    // "Харківської та Сумської областей": the word may stand after a second adjective.
    let mut noun = last + 1;
    if words.get(noun + 1).is_some_and(|w| adjectival(w.text) && w.gap <= Gap::Space)
        && words[noun].gap <= Gap::Comma
        && words.get(noun + 2).is_some_and(|w| w.role.has(Role::REGION))
    {
        let mut hits = Vec::new();
        gazetteer.adjective(&parts, &mut hits);
        return new(at, last, Shape::Region, hits);
    }
    if words.get(noun).is_some_and(|w| w.text.eq_ignore_ascii_case("народна") || w.text == "народная") {
        noun += 1;
    }
    if !next(words, noun)?.role.has(Role::REGION) {
        return None;
    }
    let mut hits = Vec::new();
    gazetteer.adjective(&parts, &mut hits);
    let mut draft = new(at, noun, Shape::Region, hits)?;
    draft.dotted = words[noun].text.eq_ignore_ascii_case("обл");
    Some(draft)
}

/// Whether a word has the ending of an adjective in -ський, -цький, -ski, -cki.
fn adjectival(word: &str) -> bool {
    let mut letters = [' '; 24];
    let mut n = 0;
    for c in word.chars().take(24) {
        letters[n] = c.to_lowercase().next().unwrap_or(c);
        n += 1;
    }
    let mut seen_k = false;
    for c in letters[..n].iter().rev().take(6) {
        match c {
            'к' | 'k' => seen_k = true,
            'с' | 'ц' | 'ь' | 's' | 'c' | 'z' | 'з' if seen_k => return n >= 5,
            _ if seen_k => return false,
            _ => {}
        }
    }
    false
}

/// A district: "Чугуївський район", "powiat chełmski", "Rapides Parish", "Harford County".
fn district(words: &[Word], at: usize, gazetteer: &Gazetteer) -> Option<Draft> {
    let word = &words[at];
    if word.upper && !word.inflects && !word.role.has(Role::NEVER) {
        // English: up to two names before County or Parish.
        for last in at..(at + 2).min(words.len()) {
            let noun = next(words, last + 1)?;
            if noun.upper && noun.role.has(Role::DISTRICT) && noun.text.chars().count() > 4 {
                let mut draft = new(at, last + 1, Shape::Unknown, Vec::new())?;
                draft.shape = Shape::District;
                return Some(draft);
            }
            if !noun.upper || noun.role.has(Role::NEVER) {
                return None;
            }
        }
        return None;
    }
    let (adjective, noun) = if word.role.has(Role::DISTRICT) && !word.cyrillic { (at + 1, at) } else { (at, at + 1) };
    let first = words.get(adjective)?;
    next(words, at + 1)?;
    if !words.get(noun)?.role.has(Role::DISTRICT) || !first.inflects || !adjectival(first.text) {
        return None;
    }
    let mut hits = Vec::new();
    gazetteer.town_of_adjective(first.text, &mut hits);
    // A district is called after a town; villages of that name are somewhere else.
    hits.retain(|h| {
        let town = gazetteer.record(h.place).filter(|r| r.kind == PlaceKind::Town);
        town.is_some_and(|r| r.population >= DISTRICT_SEAT && near_country(&r.country))
    });
    if hits.is_empty() && !first.upper {
        return None;
    }
    Some(Draft { first: at, last: at + 1, shape: Shape::District, hits, dotted: false })
}

/// Fewest inhabitants of a town that a district is called after.
const DISTRICT_SEAT: u32 = 3_000;

/// Adjectives in -ський that are made from no town.
const NO_TOWN: &[&str] = &[
    "росій",
    "україн",
    "радян",
    "військ",
    "мор",
    "міськ",
    "сіль",
    "американ",
    "поль",
    "німец",
    "білору",
    "кит",
    "брит",
    "россий",
    "украин",
    "совет",
    "морск",
    "воинск",
    "город",
    "сель",
    "герман",
    "немец",
    "белору",
    "анг",
    "фран",
    "турец",
    "турк",
    "rosyj",
    "ukrai",
    "pols",
    "miej",
    "woj",
    "amery",
    "niemie",
    "biało",
    "łote",
    "європ",
    "европ",
    "europ",
    "християн",
    "христиан",
];

/// The adjective of a town with a word for something that stands in it.
fn facility(words: &[Word], at: usize, gazetteer: &Gazetteer) -> Option<Draft> {
    let word = &words[at];
    if !word.inflects || !adjectival(word.text) || word.gap == Gap::Hyphen {
        return None;
    }
    let stands = |n: usize| words.get(n).is_some_and(|w| w.gap == Gap::Space && w.role.has(Role::FACILITY));
    let lower = word.text.to_lowercase();
    // "Кременчуцький нафтопереробний завод", but not "в Славянске уничтожен склад".
    let ending = |w: &str| w.chars().rev().take(2).collect::<String>();
    let agrees = |w: &Word| w.gap == Gap::Space && !w.upper && ending(w.text) == ending(word.text);
    let beside = stands(at + 1) || words.get(at + 1).is_some_and(agrees) && stands(at + 2);
    let noun = ["ске", "ску", "ска", "ском", "цке", "цку", "цка", "цком", "ськом", "цьком"]
        .iter()
        .any(|e| word.text.ends_with(e));
    if !beside || noun || NO_TOWN.iter().any(|n| lower.starts_with(n)) {
        return None;
    }
    let mut hits = Vec::new();
    gazetteer.town_of_adjective(word.text, &mut hits);
    hits.retain(|h| {
        let town = gazetteer.record(h.place).filter(|r| r.kind == PlaceKind::Town);
        town.is_some_and(|r| r.population >= if near_country(&r.country) { 3_000 } else { 200_000 })
    });
    new(at, at, Shape::Facility, hits)
}

/// A state's abbreviation after a comma and a name: "Alexandria, La."
fn state(words: &[Word], at: usize, before: Option<&Draft>, gazetteer: &Gazetteer) -> Option<Draft> {
    let word = &words[at];
    if word.gap != Gap::Comma || !word.upper || word.cyrillic || before.is_none_or(|d| d.last + 1 != at) {
        return None;
    }
    let mut written = word.text.to_owned();
    let mut last = at;
    while written.len() < 3 && words.get(last + 1).is_some_and(|w| w.gap == Gap::Stop && w.upper && w.text.len() <= 2) {
        last += 1;
        written.push_str(words[last].text);
    }
    let (_, name) = STATES.iter().find(|(short, _)| *short == written)?;
    let mut hits = Vec::new();
    let parts: Vec<&str> = crate::gazetteer::words_of(name).collect();
    match parts[..] {
        [one] => gazetteer.word(one, false, &mut hits),
        _ => gazetteer.words(&parts, &mut hits),
    }
    only(&mut hits, gazetteer, PlaceKind::Region);
    let mut draft = new(at, last, Shape::State, hits)?;
    draft.dotted = true;
    Some(draft)
}

/// A name of several words, the longest that the gazetteer knows.
fn several(words: &[Word], at: usize, gazetteer: &Gazetteer) -> Option<Draft> {
    let word = &words[at];
    let initial = word.text.chars().nth(1).is_none() && words.get(at + 1).is_some_and(|w| w.gap == Gap::Stop);
    let function = word.role.has(Role::NEVER) && word.gap != Gap::Hyphen && function_word(word.text) && !initial;
    if !word.upper || function || word.text == "White" && words.get(at + 1).is_some_and(|w| w.text == "House") {
        return None;
    }
    let mut reach = at + 1;
    while reach < words.len() && reach - at < LONGEST {
        let next = &words[reach];
        let before = words[reach - 1].text.chars().count();
        let joined = matches!(next.gap, Gap::Hyphen | Gap::Space) || next.gap == Gap::Stop && before <= 3;
        let fits =
            next.upper || next.role.has(Role::INSIDE) || next.role.has(Role::REGION) || next.role.has(Role::NATURE);
        if !joined || !fits || next.blocked || next.number || next.hashtag {
            break;
        }
        reach += 1;
    }
    let mut parts = [""; LONGEST];
    for (part, word) in parts.iter_mut().zip(&words[at..reach]) {
        *part = word.text;
    }
    for count in (2..=reach - at).rev() {
        let mut hits = Vec::new();
        gazetteer.words(&parts[..count], &mut hits);
        // Where nothing may be inflected only the exact name will do, or its spelling in the other script.
        if !words[at].inflects {
            hits.retain(|h| {
                h.fit != Fit::Inflected || words[at].cyrillic || parts[..count].iter().all(|p| p.len() > 3)
            });
        }
        if !hits.is_empty() {
            let last = at + count - 1;
            let noun = words[last].role.has(Role::REGION)
                && hits.iter().all(|h| kind(gazetteer, h) == Some(PlaceKind::Region));
            let mut draft = new(at, last, if noun { Shape::Region } else { Shape::Name }, hits)?;
            draft.dotted = words[last].text.len() == 1 && words[last].gap == Gap::Stop;
            return Some(extend(words, draft, gazetteer));
        }
    }
    None
}

/// Words that open a sentence and never a name.
fn function_word(word: &str) -> bool {
    word.chars().count() <= 3 && !matches!(word, "Old" | "New" | "El" | "La" | "St" | "Red" | "Big" | "Нью")
}

/// Endings of adjectives that no noun in -ськ has: "Вінницькій", but not "Донецьку".
const ADJECTIVE_ENDINGS: [&str; 21] = [
    "ькі",
    "ьких",
    "ькими",
    "скими",
    "ий",
    "ій",
    "ого",
    "ому",
    "им",
    "их",
    "ої",
    "ой",
    "ый",
    "ым",
    "ая",
    "ую",
    "ые",
    "iego",
    "iej",
    "iemu",
    "im",
];

/// A name of one word.
fn single(words: &[Word], at: usize, gazetteer: &Gazetteer) -> Option<Draft> {
    let word = &words[at];
    if !(word.upper || word.hashtag) || word.text.chars().nth(1).is_none() {
        return None;
    }
    let mut hits = Vec::new();
    gazetteer.word(word.text, word.inflects, &mut hits);
    let letters = word.text.chars().count();
    if letters <= 4 && word.caps {
        // Abbreviations of countries and unions: США, РФ, UK.
        // Anything else that short in capitals may be anything, except a large town in a shouted line, or a town at
        // the head of one: "NYSA: …".
        let heads = word.gap == Gap::Line && words.get(at + 1).is_some_and(|w| w.gap == Gap::Other);
        let least = if heads { 5_000 } else { 200_000 };
        hits.retain(|h| {
            let large = gazetteer.record(h.place).is_some_and(|r| r.population >= least) && letters >= 4;
            h.fit == Fit::Exact && (large || kind(gazetteer, h) != Some(PlaceKind::Town))
        });
    } else if word.role.has(Role::NEVER) {
        return None;
    } else if letters <= 3 {
        // "Портленд (Мен)".
        let held = word.gap == Gap::Bracket;
        hits.retain(|h| {
            matches!(h.fit, Fit::Exact | Fit::Inflected) && (held || kind(gazetteer, h) == Some(PlaceKind::Town))
        });
    }
    if letters <= 4 {
        // Too short to be a country in another spelling.
        hits.retain(|h| h.fit <= Fit::Inflected || kind(gazetteer, h) == Some(PlaceKind::Town));
    }
    if word.inflects && adjectival(word.text) && ADJECTIVE_ENDINGS.iter().any(|e| word.text.ends_with(e)) {
        // "Вінницькій" is far oftener an adjective than a case form of a small place's name, "Кримські" always.
        let large =
            |h: &Hit| gazetteer.record(h.place).is_some_and(|r| r.population >= 50_000 && !r.name.ends_with('k'));
        // An adjective has its noun after it; one in the feminine without it is a street.
        let noun = words.get(at + 1).is_some_and(|w| w.gap == Gap::Space && !w.upper && !w.role.has(Role::BEFORE));
        let alone = !noun
            && ["ий", "ый", "ого", "ому", "им", "ым", "ом", "iego", "iem", "im"].iter().any(|e| word.text.ends_with(e));
        let known = |h: &Hit| h.own || gazetteer.record(h.place).is_some_and(|r| r.population >= 5_000);
        hits.retain(|h| h.fit == Fit::Exact || large(h) || alone && h.fit <= Fit::Spelled && known(h));
    }
    if word.hashtag && !word.upper {
        hits.retain(|h| gazetteer.record(h.place).is_some_and(|r| r.population >= 20_000));
    }
    let draft = new(at, at, Shape::Name, hits)?;
    Some(extend(words, draft, gazetteer))
}

/// Takes in a word for a region that stands after the name: "Kharkiv region", "Punjab province".
fn extend(words: &[Word], mut draft: Draft, gazetteer: &Gazetteer) -> Draft {
    let Some(noun) = next(words, draft.last + 1) else { return draft };
    if words[draft.last].cyrillic || !noun.role.has(Role::REGION) || noun.inflects {
        return draft;
    }
    let mut regions = draft.hits.clone();
    only(&mut regions, gazetteer, PlaceKind::Region);
    if regions.is_empty() {
        // A region called after its seat, in a spelling that only the town has.
        let seat = draft.hits.iter().max_by_key(|h| gazetteer.record(h.place).map_or(0, |r| r.population));
        regions.extend(seat.and_then(|h| Some(Hit { place: gazetteer.region(h.place)?, ..*h })));
    }
    if !regions.is_empty() {
        draft.hits = regions;
        draft.shape = Shape::Region;
        draft.last += 1;
    }
    draft
}

/// A capitalised word after a kind of town: "село Нехотеевка", "village of Timonovo", where nothing is known of it.
fn unknown(words: &[Word], at: usize) -> Option<Draft> {
    let word = &words[at];
    let before = at.checked_sub(1).map(|b| &words[b])?;
    let of = before.text == "of" && at >= 2 && words[at - 2].role.has(Role::TOWN);
    // "м. Торвин", but not "… części miasta. Punkt zbiorczy".
    let letters = before.text.chars().count();
    let kind = before.role.has(Role::TOWN) && if word.gap == Gap::Stop { letters <= 4 } else { letters > 1 };
    if !word.upper || word.opens && word.gap != Gap::Stop || !(kind || of) || word.role.has(Role::NEVER) {
        return None;
    }
    // English puts the kind after the name as often: "City Council".
    if !word.cyrillic && !of && !word.inflects || word.gap > Gap::Stop || word.text.chars().count() < 3 {
        return None;
    }
    let mut last = at;
    while last - at < 2
        && words.get(last + 1).is_some_and(|w| w.upper && w.gap <= Gap::Space && !w.blocked && !adjectival(w.text))
    {
        last += 1;
    }
    new(at, last, Shape::Unknown, Vec::new())
}
