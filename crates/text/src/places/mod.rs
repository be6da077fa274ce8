//! Finds places in a text and says which place each one is, how sure the area is, what else it could be, and why.
//!
//! The steps, in order: [`words`] cut the text; [`address`] and [`drafts`] mark what may name a place; [`candidates`]
//! list what each may be and weigh them against the rest of the text; [`evidence`] drops what is no place; [`metonym`]
//! marks capitals that stand for governments; [`relative`] moves points said to lie so many kilometres from a place.
//! Nothing here is learnt: every table is in `lang_tables` and every weight is in the code.

mod address;
mod candidates;
mod drafts;
mod evidence;
mod explain;
mod held;
mod metonym;
mod ordinary;
mod people;
mod publisher;
mod relative;
mod roles;
mod words;

use model::Span;
use model::place::{Place, Precision};

use crate::Lang;
use crate::gazetteer::Gazetteer;
use candidates::Candidate;

use drafts::{Draft, Shape};
pub use publisher::of_publisher;

/// What is known about a text before its places are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Context<'c> {
    /// Languages of the text; may be empty.
    pub langs: &'c [Lang],
    /// Where names are looked up.
    pub gazetteer: &'c Gazetteer,
    /// Stretches in which no place is looked for (account names, by-lines), in order.
    pub skip: &'c [Span],
}

/// A stretch of the text that names a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceMention {
    /// Where, in code points.
    pub span: Span,
    /// The words, as written.
    pub text: String,
    /// The place meant, or nothing where no place of that name is known.
    pub place: Option<Place>,
    /// Other places it could be, likeliest first, at most three.
    pub alternatives: Vec<Place>,
    /// Whether the text itself speaks for this place among them: a region named beside it, other places near by, or
    /// because there is no other of the name.
    pub supported: bool,
    /// Why this place, in one sentence for a reader.
    pub why: String,
    /// Whether the name stands for a government ("Kyiv said"): such a mention says nothing about where.
    pub metonym: bool,
}

/// The country whose people and things a word names ("Ukrainian", "Poles"), ISO 3166-1 alpha-2. English only: elsewhere
/// such words are written without a capital and bend like any other.
pub fn demonym(word: &str) -> Option<&'static str> {
    let word = word.strip_suffix('s').unwrap_or(word);
    crate::lang_tables::en::demonyms::DEMONYMS.iter().find(|(known, _)| *known == word).map(|(_, code)| *code)
}

/// Most alternatives given.
const ALTERNATIVES: usize = 3;
/// Half the extent of a district, in metres, where only its main town is known.
const DISTRICT_RADIUS_M: u32 = 25_000;

/// Longest stretch that is read at once, in bytes; longer texts are read block by block, so that memory stays bounded.
const BLOCK: usize = 256 * 1024;

/// Every place that `text` mentions, in order, without overlap.
pub fn find(text: &str, ctx: &Context) -> Vec<PlaceMention> {
    if text.len() <= BLOCK {
        return find_in_block(text, ctx);
    }
    let mut out = Vec::new();
    let (mut rest, mut chars) = (text, 0);
    while !rest.is_empty() {
        let (block, after) = rest.split_at(block_end(rest));
        let length = block.chars().count();
        let within = |s: &&Span| s.end > chars && s.start < chars + length;
        let shift = |s: &Span| Span { start: s.start.saturating_sub(chars), end: (s.end - chars).min(length) };
        let skip: Vec<Span> = ctx.skip.iter().filter(within).map(shift).collect();
        let found = find_in_block(block, &Context { skip: &skip, ..*ctx });
        out.extend(found.into_iter().map(|mut mention| {
            mention.span = Span { start: mention.span.start + chars, end: mention.span.end + chars };
            mention
        }));
        rest = after;
        chars += length;
    }
    out
}

/// Where the first block of a text ends: after a line, else after a blank, else at a character.
fn block_end(text: &str) -> usize {
    if text.len() <= BLOCK {
        return text.len();
    }
    let limit = text.floor_char_boundary(BLOCK);
    let head = &text[..limit];
    head.rfind('\n').or_else(|| head.rfind(' ')).map_or(limit, |at| at + 1)
}

fn find_in_block(text: &str, ctx: &Context) -> Vec<PlaceMention> {
    let words = words::words(text, ctx.langs, ctx.skip);
    if words.is_empty() {
        return Vec::new();
    }
    let mut taken = vec![false; words.len()];
    let addresses = address::addresses(&words, ctx.gazetteer);
    addresses.iter().for_each(|a| taken[a.first..=a.last].fill(true));
    let mut drafts = drafts::drafts(&words, ctx.gazetteer, &taken);
    drafts.extend(addresses);
    drafts.sort_by_key(|d| d.first);

    let mut candidates = candidates::gather(&drafts, &words, ctx.gazetteer, ctx.langs);
    let people = people::People::of(&words, &drafts, &candidates);
    let weigh = |candidates: &[Vec<Candidate>], seen: &[bool]| -> Vec<i32> {
        let one = |n: usize| {
            evidence::evidence(&drafts[n], candidates[n].first(), &words, seen[n], people.said_of(&drafts[n], &words))
        };
        (0..drafts.len()).map(one).collect()
    };
    let weight = |score: &i32| ((score - evidence::ENOUGH + 10) / 10).clamp(0, 3) as u8;
    let mut scores = weigh(&candidates, &vec![false; drafts.len()]);
    for _ in 0..2 {
        let weights: Vec<u8> = scores.iter().map(weight).collect();
        candidates::settle(&drafts, &words, &mut candidates, &weights);
        let seen = seen_elsewhere(&candidates, &scores);
        scores = weigh(&candidates, &seen);
    }

    let mut kept = Vec::with_capacity(drafts.len());
    for ((draft, candidates), score) in drafts.iter().zip(&candidates).zip(&scores) {
        if *score >= evidence::ENOUGH {
            kept.push((draft, candidates.as_slice()));
        }
    }
    let towns = address::Towns::of(&kept, &words, ctx.gazetteer);
    let mut out: Vec<PlaceMention> = Vec::with_capacity(kept.len());
    for (at, (draft, candidates)) in kept.iter().enumerate() {
        let mut mention = mention(text, draft, candidates, &words, ctx.gazetteer);
        let unknown = mention.place.is_none() && matches!(draft.shape, Shape::Unknown | Shape::District);
        if unknown || draft.shape == Shape::Name && held::elsewhere(candidates) {
            held::by_region(at, &kept, ctx.gazetteer, &mut mention);
        }
        if draft.shape == Shape::Address {
            towns.locate(draft, &mut mention);
        } else if draft.shape == Shape::Name {
            mention.metonym = metonym::stands_for_government(draft, candidates.first(), &words);
        }
        relative::apply(text, draft, &words, &mut mention);
        if out.last().is_none_or(|last| last.span.end <= mention.span.start) {
            out.push(mention);
        }
    }
    metonym::seats_of_power(text, &words, ctx.gazetteer, &mut out);
    out
}

/// Resolves stretches that are known to name places, in order, each against the others: for mentions that somebody has
/// marked by hand, and for a name typed into a search box (the whole text as one span).
pub fn resolve(text: &str, spans: &[Span], ctx: &Context) -> Vec<PlaceMention> {
    let words = words::words(text, ctx.langs, ctx.skip);
    let mut drafts = Vec::with_capacity(spans.len());
    for span in spans {
        let first = words.partition_point(|w| w.span.end <= span.start);
        let end = words.partition_point(|w| w.span.start < span.end);
        if first < end {
            drafts.push(drafts::of_stretch(&words, first, end - 1, ctx.gazetteer));
        }
    }
    let mut candidates = candidates::gather(&drafts, &words, ctx.gazetteer, ctx.langs);
    for _ in 0..2 {
        candidates::settle(&drafts, &words, &mut candidates, &vec![2; drafts.len()]);
    }
    drafts.iter().zip(&candidates).map(|(d, c)| mention(text, d, c, &words, ctx.gazetteer)).collect()
}

/// For every draft, whether its best place has been found elsewhere in the text on good evidence.
fn seen_elsewhere(candidates: &[Vec<Candidate>], scores: &[i32]) -> Vec<bool> {
    let mut sure: Vec<(crate::gazetteer::PlaceRef, usize)> = Vec::new();
    for (n, (candidates, score)) in candidates.iter().zip(scores).enumerate() {
        if let Some(best) = candidates.first()
            && *score >= evidence::ENOUGH + 10
        {
            sure.push((best.place, n));
        }
    }
    sure.sort_unstable();
    let elsewhere = |n: usize, c: &Candidate| {
        let from = sure.partition_point(|s| s.0 < c.place);
        sure[from..].iter().take_while(|s| s.0 == c.place).take(2).any(|s| s.1 != n)
    };
    candidates.iter().enumerate().map(|(n, c)| c.first().is_some_and(|c| elsewhere(n, c))).collect()
}

/// Builds the mention of one draft.
fn mention(
    text: &str,
    draft: &Draft,
    candidates: &[Candidate],
    words: &[words::Word],
    gazetteer: &Gazetteer,
) -> PlaceMention {
    let (first, last) = (&words[draft.first], &words[draft.last]);
    let (mut end, mut span) = (last.end, Span { start: first.span.start, end: last.span.end });
    if draft.dotted && text[end..].starts_with('.') {
        end += 1;
        span.end += 1;
    }
    let place = |c: &Candidate| {
        let mut place = gazetteer.to_place(c.place)?;
        if draft.shape == Shape::District {
            place.radius_m = DISTRICT_RADIUS_M;
            place.precision = Precision::Town;
        }
        Some(place)
    };
    let district_in_city = draft.shape == Shape::District && candidates.first().is_some_and(|c| c.population > 200_000);
    PlaceMention {
        span,
        text: text[first.start..end].to_owned(),
        place: candidates.first().filter(|_| !district_in_city).and_then(place),
        alternatives: candidates.iter().skip(1).take(ALTERNATIVES).filter_map(place).collect(),
        supported: supported(candidates),
        why: explain::why(draft, candidates, gazetteer),
        metonym: false,
    }
}

/// Other places of the text within this distance speak for one among several of a name.
const NEAR_KM: u32 = 120;

/// A place so many points before the next of its name needs no support: a big city before villages called like it.
const FAR_AHEAD: i32 = 45;

fn supported(candidates: &[Candidate]) -> bool {
    let Some(best) = candidates.first() else { return false };
    let support = best.support;
    let near = support.near_km.is_some_and(|km| km <= NEAR_KM);
    let ahead = candidates.get(1).is_none_or(|second| best.score - second.score >= FAR_AHEAD);
    ahead || !support.contradicted && (support.beside || support.region || near)
}

#[cfg(test)]
mod tests;
