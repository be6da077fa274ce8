//! Whether two claims say the same, and by what.

use model::place::Precision;
use serde::{Deserialize, Serialize};

use crate::material::{Claim, Figure, Material, PlaceMention, distance_m};

/// Why a claim is taken to say the same as the first one. The order is that of strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sameness {
    /// It is the first one.
    First,
    /// A person decided so.
    Judged,
    /// The same words.
    SameWords,
    /// The same figure of the same thing, and nothing against it.
    SameFigure,
    /// Most of its words, and the same kind of event.
    LikeWords,
    /// The same kinds of event and of thing at the same place and time, in another language.
    OtherLanguage,
    /// It cites the other by name, and a time, a figure or the events agree.
    Cited,
}

impl Sameness {
    /// For people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::First => "the first to say it",
            Self::Judged => "decided by a person",
            Self::SameWords => "the same words",
            Self::SameFigure => "the same figure of the same thing",
            Self::LikeWords => "mostly the same words and the same kind of event",
            Self::OtherLanguage => "the same kinds of event and thing, place and time, in another language",
            Self::Cited => "it names the other as its source, and what both say agrees",
        }
    }
}

/// Figures from here on tell: that two people count 2,400 by themselves is unlikely, that both count 2 is not.
pub(crate) const TELLING: i64 = 10;

/// A date this many seconds before publication is one that a claim gives for itself.
const OWN_DATE: i64 = 14 * 24 * 3600;

/// Two texts published within this many seconds may speak of one day without saying so.
const ABOUT_A_DAY: i64 = 36 * 3600;

/// Whether two claims say the same. `published` are the bounds within which their texts were published.
pub(crate) fn same(a: &Claim, b: &Claim, published: [[Option<i64>; 2]; 2], material: &Material) -> Option<Sameness> {
    if contradicts(a, b) {
        return None;
    }
    let (count_a, count_b) = (a.word_count(), b.word_count());
    let (fewer, more) = (count_a.min(count_b), count_a.max(count_b));
    let shared = shared_words(a, b);
    if fewer >= 2 && shared == fewer && fewer == more {
        return Some(Sameness::SameWords);
    }
    let events = kinds_shared(a, b);
    if names_apart(a, b) {
        return None;
    }
    if a.figures.iter().any(|f| telling(f) && b.figures.iter().any(|g| same_figure(f, g)))
        && (events || shared >= 2)
        && places(a, b) != Some(false)
    {
        return Some(Sameness::SameFigure);
    }
    if shared >= 3 && (shared * 4 >= more * 3 || (shared * 5 >= fewer * 4 && events && more <= 2 * fewer)) {
        return Some(Sameness::LikeWords);
    }
    let languages = [a, b].map(|claim| &material.utterances[claim.utterance as usize].language);
    let same_kinds = !a.events.is_empty()
        && a.events.iter().all(|e| b.events.iter().any(|f| e.kind == f.kind))
        && b.events.iter().all(|e| a.events.iter().any(|f| e.kind == f.kind));
    let together = if a.times.is_empty() || b.times.is_empty() { near(published) } else { overlap(a, b) };
    let things = |c: &Claim| c.things.iter().map(|t| t.kind.clone()).collect::<std::collections::BTreeSet<_>>();
    let told = !a.things.is_empty() && things(a) == things(b);
    (languages[0] != languages[1]
        && same_kinds
        && told
        && places(a, b) == Some(true)
        && together
        && a.actors == b.actors)
        .then_some(Sameness::OtherLanguage)
}

/// Whether both name somebody or some place and none in common. Names stay what they are in other words and other
/// languages: such claims speak of different people or towns.
pub(crate) fn names_apart(a: &Claim, b: &Claim) -> bool {
    !a.names.is_empty() && !b.names.is_empty() && !meet(&a.names, &b.names)
}

/// Whether a claim that names the other's publisher as its source says the same as the other. A date of its own is
/// enough, where neither speaks of the days around which both were written.
pub(crate) fn cited(citing: &Claim, cited: &Claim, published: [[Option<i64>; 2]; 2]) -> bool {
    // "Since November" and "in November" begin together; zones and how a language says it differ by a little.
    let begins = |c: &Claim| c.times.iter().filter_map(|t| t.time.utc[0].map(|t| t.0)).collect::<Vec<_>>();
    let old = |t: &i64| published.iter().all(|p| p[0].is_some_and(|p| *t < p - OWN_DATE));
    let (a, b) = (begins(citing), begins(cited));
    !contradicts(citing, cited)
        && ((a.iter().any(|t| old(t) && b.iter().any(|u| t.abs_diff(*u) <= ABOUT_A_DAY as u64)))
            || citing.figures.iter().any(|f| telling(f) && cited.figures.iter().any(|g| same_figure(f, g)))
            || (kinds_shared(citing, cited) && shared_words(citing, cited) >= 1))
}

/// Whether one says what the other excludes.
fn contradicts(a: &Claim, b: &Claim) -> bool {
    let figures = || {
        a.figures.iter().any(|f| {
            f.counts.is_some()
                && b.figures.iter().any(|g| g.counts == f.counts)
                && !b.figures.iter().any(|g| same_figure(f, g))
        })
    };
    let actors = || !a.actors.is_empty() && !b.actors.is_empty() && !a.actors.iter().any(|x| b.actors.contains(x));
    let times = || !a.times.is_empty() && !b.times.is_empty() && !overlap(a, b);
    a.polarity != b.polarity || figures() || actors() || times() || places(a, b) == Some(false)
}

fn telling(figure: &Figure) -> bool {
    figure.value.or(figure.at_least).is_some_and(|value| value >= TELLING)
}

/// The same number of the same thing. "Over 2,000" is not 2,000, but it is no other count either.
fn same_figure(a: &Figure, b: &Figure) -> bool {
    let number = |f: &Figure| (f.value, f.decimal.clone(), f.at_least, f.at_most);
    a.counts == b.counts && (number(a) == number(b))
}

fn kinds_shared(a: &Claim, b: &Claim) -> bool {
    a.events.iter().any(|e| b.events.iter().any(|f| e.kind == f.kind))
}

/// Words of `a` that share a key with a word of `b`, counted on the side where they are fewer.
fn shared_words(a: &Claim, b: &Claim) -> usize {
    let (mut i, mut j) = (0, 0);
    let mut of_a = Vec::new();
    let mut of_b = Vec::new();
    while i < a.keys.len() && j < b.keys.len() {
        match a.keys[i].cmp(&b.keys[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                of_a.push(a.key_words[i]);
                of_b.push(b.key_words[j]);
                i += 1;
                j += 1;
            }
        }
    }
    let distinct = |words: &mut Vec<u16>| {
        words.sort_unstable();
        words.dedup();
        words.len()
    };
    distinct(&mut of_a).min(distinct(&mut of_b))
}

/// Whether the towns agree (some pair may be one), exclude each other, or do not tell.
fn places(a: &Claim, b: &Claim) -> Option<bool> {
    let towns = |claim: &'_ Claim| -> Vec<usize> {
        let town = |p: &PlaceMention| match &p.place {
            Some(place) => matches!(place.precision, Precision::Town | Precision::Address),
            None => !p.keys.is_empty(),
        };
        (0..claim.places.len()).filter(|at| town(&claim.places[*at])).collect()
    };
    let (mine, theirs) = (towns(a), towns(b));
    if mine.is_empty() || theirs.is_empty() {
        return None;
    }
    let mut compared = false;
    for p in mine.iter().map(|at| &a.places[*at]) {
        for q in theirs.iter().map(|at| &b.places[*at]) {
            match (&p.place, &q.place) {
                (Some(p), Some(q)) => {
                    compared = true;
                    if distance_m(p, q) <= p.radius_m.saturating_add(q.radius_m) {
                        return Some(true);
                    }
                }
                (None, None) => {
                    compared = true;
                    if p.keys.iter().any(|key| q.keys.binary_search(key).is_ok()) {
                        return Some(true);
                    }
                }
                _ => {}
            }
        }
    }
    compared.then_some(false)
}

/// Whether two sorted lists share a number.
fn meet(a: &[u64], b: &[u64]) -> bool {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().any(|key| many.binary_search(key).is_ok())
}

fn overlap(a: &Claim, b: &Claim) -> bool {
    let span = |[from, to]: [Option<model::Utc>; 2]| (from.map_or(i64::MIN, |t| t.0), to.map_or(i64::MAX, |t| t.0));
    a.times.iter().any(|x| {
        let x = span(x.time.utc);
        b.times.iter().map(|y| span(y.time.utc)).any(|y| x.0 <= y.1 && y.0 <= x.1)
    })
}

fn near(published: [[Option<i64>; 2]; 2]) -> bool {
    match published {
        [[Some(a), Some(b)], [Some(c), Some(d)]] => a - ABOUT_A_DAY <= d && c - ABOUT_A_DAY <= b,
        _ => false,
    }
}
