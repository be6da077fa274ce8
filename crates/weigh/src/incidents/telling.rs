//! A telling: the claims of one post or article that speak of one happening, with everything by which it is compared.
//!
//! A long article tells of several happenings; how it is cut is in `cut`. Tellings of different texts are compared in
//! `pair` and put together in `merge`.

use model::{Digest, Span, Utc};

use super::days::{Day, Days};
use super::facets;
use super::spot::Spot;
use crate::material::{Claim, Material, OrderWord, PlaceMention, Polarity};

/// One happening, as one text tells it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Telling {
    /// Position of the utterance.
    pub utterance: u32,
    /// Positions of its claims, in order.
    pub claims: Vec<u32>,
    /// Its order among all tellings, which does not depend on how the material is listed.
    pub rank: u64,
    /// Where it says it happened.
    pub spot: Option<Spot>,
    /// How the place is known.
    pub placed: Placed,
    /// The mention the place is read from: its number among the places of the utterance, or, for
    /// [`Placed::Home`], of the publisher's name.
    pub mention: Option<u32>,
    /// The days that its words give.
    pub said: Option<Days>,
    /// The last day on which it can have happened: the day of publication, or an earlier one that its words bound.
    pub until: Day,
    /// Seconds of publication.
    pub published: Option<Utc>,
    /// Day of publication as its publisher writes it.
    pub published_day: Option<Day>,
    /// Facets affirmed.
    pub facets: u32,
    /// Facets denied: "no attack".
    pub denied: u32,
    /// Things.
    pub things: u64,
    /// Figures: number of what is counted, and the value.
    pub figures: Vec<(u64, i64)>,
    /// Words without those of its place: keys, sorted, each with the number of its word.
    pub words: Vec<(u64, u16)>,
    /// What set it apart from the telling before it in the same text.
    pub lead: Option<Lead>,
}

/// How the place of a telling is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Placed {
    /// Not at all.
    #[default]
    No,
    /// A claim names it.
    Named,
    /// Another part of the text names it.
    Context,
    /// The publisher's name names it.
    Home,
}

/// Words that set a telling apart from another of the same text.
#[derive(Clone, Debug)]
pub(crate) struct Lead {
    /// The reader's name for what the words do: `after`, `earlier`, …
    pub kind: String,
    /// The words, from the beginning of the paragraph or the claim.
    pub words: String,
    /// The claim that they stand in or before.
    pub claim: u32,
    /// The rank of the telling that is set apart from.
    pub from: u64,
}

impl Telling {
    /// The days on which it can have happened.
    pub fn days(&self) -> Days {
        let open = Days { first: Day::MIN, last: self.until };
        self.said.map_or(open, |said| said.and(open).unwrap_or(said))
    }

    /// The mention its place is read from.
    pub fn named<'m>(&self, material: &'m Material) -> Option<&'m PlaceMention> {
        let speech = &material.utterances[self.utterance as usize];
        let list = if self.placed == Placed::Home { &speech.home } else { &speech.places };
        list.get(self.mention? as usize)
    }
}

/// The order of a telling, from the stable id of its first claim.
pub(crate) fn rank(material: &Material, claim: u32) -> u64 {
    let digest = Digest::of(material.claim_id(claim).as_bytes());
    digest.0.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// What one claim says, before it is put with others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    pub facets: u32,
    pub denied: u32,
    pub things: u64,
    pub spot: Option<Spot>,
    /// Its number among the places of the utterance.
    pub mention: Option<u32>,
    /// Days on which it says something happened.
    pub days: Option<Days>,
    /// A day by which it had happened: the day of its aftermath.
    pub until: Option<Day>,
}

/// Days named further apart than this are no day of a happening: "this year", "since the war began".
const WIDE_DAYS: i32 = 40;

impl Said {
    /// Reads the slots of a claim, and what its text names in `reach` and in no claim. `published` is the last day on
    /// which the text can have been written.
    pub fn by(material: &Material, at: u32, reach: Span, published: Option<Day>) -> Self {
        let claim = &material.claims[at as usize];
        let mut said = Self::default();
        for event in &claim.events {
            let facet = facets::facet(&event.kind);
            if claim.polarity == Polarity::Denied && facet & (facets::VIOLENCE | facets::PEOPLE) != 0 {
                said.denied |= facet & facets::VIOLENCE;
            } else {
                said.facets |= facet;
            }
        }
        said.things = claim.things.iter().map(|thing| facets::thing(&thing.kind)).fold(0, |all, bit| all | bit);
        if let Some((n, spot)) = place_of(material, claim, reach) {
            said.mention = Some(n);
            said.spot = Some(spot);
        }
        let speech = &material.utterances[claim.utterance as usize];
        let lone = speech.times.iter().filter(|t| claim.times.is_empty() && within(reach, t.span));
        let aftermath = claim.order.iter().any(|o| o.kind == "aftermath");
        for time in claim.times.iter().chain(lone) {
            let Some(days) = Days::of(&time.time) else { continue };
            let begun = published.is_none_or(|day| days.first <= day);
            if !begun || days.first == Day::MIN && days.last == Day::MAX {
                continue;
            }
            if aftermath || days.first == Day::MIN {
                said.until = Some(said.until.map_or(days.last, |u| u.min(days.last))).filter(|d| *d != Day::MAX);
            } else if days.within(WIDE_DAYS) {
                // Two days in one claim: the first is the happening's unless they agree.
                said.days = Some(said.days.map_or(days, |before| before.and(days).unwrap_or(before)));
            }
        }
        said
    }

    /// Whether it says of something that it happened.
    pub fn is_something(&self) -> bool {
        self.facets | self.denied != 0 || facets::telling_things(self.things) != 0
    }
}

fn within(reach: Span, span: Span) -> bool {
    reach.start <= span.start && span.end <= reach.end
}

/// The place at which a claim says it happened: the finest, and of these the first, that is not part of a speaker's
/// name, aimed at, or named for comparison. Its number counts in the places of the utterance.
fn place_of(material: &Material, claim: &Claim, reach: Span) -> Option<(u32, Spot)> {
    let speech = &material.utterances[claim.utterance as usize];
    let speaker = claim.speaker.and_then(|s| speech.speakers.get(s as usize));
    let of_speaker = |mention: &PlaceMention| {
        let names = |name: &String| name.contains(&mention.words);
        let outside = mention.span.start < claim.span.start || mention.span.end > claim.span.end;
        outside && speaker.is_some_and(|s| s.names.iter().any(names))
    };
    let own = |mention: &PlaceMention| claim.places.iter().any(|p| p.span == mention.span);
    let fit = |(n, mention): (usize, &PlaceMention)| {
        let spot = Spot::of(mention).filter(|_| own(mention) || within(reach, mention.span))?;
        // What the claim itself names goes before what stands around it; of a speaker's name only the region counts.
        let told = !set_aside(claim, mention) && !(of_speaker(mention) && spot.is_town() && claim.places.len() > 1);
        told.then_some((!own(mention), n as u32, spot))
    };
    let found = speech.places.iter().enumerate().filter_map(fit);
    let (_, n, spot) = found.min_by_key(|(around, n, spot)| (spot.grain(), *around, *n))?;
    Some((n, spot))
}

/// Most code points between a phrase and the place that it sets aside.
const REACH: usize = 24;

/// Whether a phrase right before the mention says that nothing happened there.
fn set_aside(claim: &Claim, mention: &PlaceMention) -> bool {
    let sets = |o: &OrderWord| {
        let near = o.span.end <= mention.span.start && mention.span.start - o.span.end <= REACH;
        let between = |p: &PlaceMention| p.span.start >= o.span.end && p.span.end <= mention.span.start;
        matches!(o.kind.as_str(), "aim" | "context" | "not_this") && near && !claim.places.iter().any(between)
    };
    claim.order.iter().any(sets)
}
