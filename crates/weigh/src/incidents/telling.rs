//! A telling: the claims of one post or article that speak of one happening, with everything by which it is compared.
//!
//! A long article tells of several happenings; how it is cut is in `cut`. Tellings of different texts are compared in
//! `pair` and put together in `merge`.

use model::{Digest, Span, Utc};

use super::days::{Day, Days, first_minute};
use super::facets;
use super::spot::{Grain, Spot};
use crate::material::{Claim, Material, OrderWord, PlaceMention, Polarity, TimeMention};

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
    /// The mention the place is read from: an utterance and the number among its places, or, for [`Placed::Home`],
    /// among those of the publisher's name.
    pub mention: Option<(u32, u32)>,
    /// The days that its words give.
    pub said: Option<Days>,
    /// The minute from which its words say it happened, where they say an hour.
    pub from_minute: Option<i64>,
    /// The minute of publication, as its publisher writes it.
    pub published_minute: Option<i64>,
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
    /// Those of its words that are names: they stay what they are in other languages.
    pub names: Vec<(u64, u16)>,
    /// Numbers that it gives, whatever they count, sorted; years and numbers below ten are left out.
    pub values: Vec<i64>,
    /// Number of its publisher; 0 where it is not known.
    pub source: u64,
    /// It says of nothing that it happened: it may go with what others tell, and makes no incident of its own.
    pub aside: bool,
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
    /// A claim says that it was by this place.
    Near,
    /// Another part of the text names it.
    Context,
    /// The publisher's name names it.
    Home,
    /// Whatever else the publisher tells of at that time is there.
    Publisher,
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
        let (utterance, n) = self.mention?;
        let speech = material.utterances.get(utterance as usize)?;
        let list = if self.placed == Placed::Home { &speech.home } else { &speech.places };
        list.get(n as usize)
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
    /// It was by this place, not in it.
    pub near: bool,
    /// Days on which it says something happened.
    pub days: Option<Days>,
    /// The minute from which, where an hour is said.
    pub from_minute: Option<i64>,
    /// A day by which it had happened: the day of its aftermath.
    pub until: Option<Day>,
}

/// Numbers below this are shared by chance.
const LEAST_VALUE: i64 = 10;
/// Numbers that may be years tell nothing.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2100;

impl Telling {
    /// Puts everything by which it is compared in order. `known` are keys of places, which are compared as places.
    pub fn settle(&mut self, material: &Material, known: &[u64]) {
        self.words.sort_unstable();
        self.words.dedup_by_key(|w| w.0);
        self.words.retain(|w| known.binary_search(&w.0).is_err());
        let claims = || self.claims.iter().map(|c| &material.claims[*c as usize]);
        let is_name = |key: &u64| claims().any(|claim| claim.names.binary_search(key).is_ok());
        self.names = self.words.iter().filter(|w| is_name(&w.0)).copied().collect();
        let values = claims().flat_map(|c| &c.figures).filter_map(|f| f.value.or(f.at_least).or(f.at_most));
        self.values = values.filter(|v| *v >= LEAST_VALUE && !YEARS.contains(v)).collect();
        self.values.sort_unstable();
        self.values.dedup();
        self.figures.sort_unstable();
        self.figures.dedup();
    }

    /// Whether its own words name the town it is set in.
    pub fn names_town(&self) -> bool {
        let named = matches!(self.placed, Placed::Named | Placed::Context);
        named && self.spot.as_ref().is_some_and(Spot::is_town)
    }
}

/// Days named further apart than this are no day of a happening: "this year", "since the war began".
const WIDE_DAYS: i32 = 40;

impl Said {
    /// Reads what a claim says in `part` of it, and what its text names before it in `reach` and in no claim.
    /// `latest` is the last day on which anything in the text can have happened.
    pub fn by(material: &Material, at: u32, part: Span, reach: Span, latest: Option<Day>) -> Self {
        let claim = &material.claims[at as usize];
        let mut said = Self::default();
        for event in claim.events.iter().filter(|e| within(part, e.span)) {
            said.facets |= facets::facet(&event.kind);
        }
        if claim.polarity == Polarity::Denied {
            // "No power after the attack" denies no attack; "no attack, nobody hurt" denies both.
            let harm = facets::VIOLENCE | facets::PEOPLE;
            if said.facets & !harm == 0 {
                said.denied = said.facets & facets::VIOLENCE;
            }
            said.facets &= if said.facets & !harm == 0 { 0 } else { !facets::PEOPLE };
        }
        let things = claim.things.iter().filter(|t| within(part, t.span));
        said.things = things.map(|thing| facets::thing(&thing.kind)).fold(0, |all, bit| all | bit);
        if let Some((n, spot)) = place_of(material, claim, part, reach) {
            said.near = follows(claim, &material.utterances[claim.utterance as usize].places[n as usize], &["near"], 2);
            said.mention = Some(n);
            said.spot = Some(spot);
        }
        let speech = &material.utterances[claim.utterance as usize];
        let own = claim.times.iter().filter(|t| within(part, t.span) || !within(claim.span, t.span));
        // A date in no claim that is the publication's own is a date line.
        let date_line = |time: &TimeMention| speech.time.as_ref().is_some_and(|own| own.value == time.time.value);
        let lone = speech.times.iter().filter(|t| claim.times.is_empty() && within(reach, t.span) && !date_line(t));
        let aftermath = claim.order.iter().any(|o| o.kind == "aftermath");
        for time in own.chain(lone) {
            let Some(days) = Days::of(&time.time) else { continue };
            let begun = latest.is_none_or(|day| days.first <= day);
            if !begun || days.first == Day::MIN && days.last == Day::MAX {
                continue;
            }
            if aftermath || days.first == Day::MIN {
                said.until = Some(said.until.map_or(days.last, |u| u.min(days.last))).filter(|d| *d != Day::MAX);
            } else if days.within(WIDE_DAYS) && (said.facets != 0 || said.things == 0) {
                // Two days in one claim: the first is the happening's unless they agree.
                said.from_minute = said.from_minute.or_else(|| first_minute(&time.time));
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

/// In which order places are believed: of a speaker's name, a region, finer and nearer before others, as they stand.
type Order = (bool, bool, u8, usize);

/// The place at which a claim says it happened: a town before a region, and the first of these, that is not aimed at or
/// named for comparison; else that of its speaker. Its number counts in the places of the utterance.
fn place_of(material: &Material, claim: &Claim, part: Span, reach: Span) -> Option<(u32, Spot)> {
    let speech = &material.utterances[claim.utterance as usize];
    let speaker = claim.speaker.and_then(|s| speech.speakers.get(s as usize));
    let of_speaker = |mention: &PlaceMention| {
        let names = |name: &String| name.contains(&mention.words);
        !within(claim.span, mention.span) && speaker.is_some_and(|s| s.names.iter().any(names))
    };
    let mut unknown: Vec<u64> = Vec::new();
    let mut best: Option<(Order, u32, Spot)> = None;
    for (n, mention) in speech.places.iter().enumerate() {
        let inside = within(part, mention.span);
        let beside = !within(claim.span, mention.span) && claim.places.iter().any(|p| p.span == mention.span);
        if !(inside || beside || within(reach, mention.span)) || set_aside(claim, mention) {
            continue;
        }
        let Some(spot) = Spot::of(mention) else { continue };
        if mention.place.is_none() {
            unknown.extend(&mention.keys);
        }
        let kind = match spot.grain() {
            Grain::Address | Grain::Town => 0,
            Grain::Unknown => 1,
            Grain::Region => 2,
        };
        let order = (of_speaker(mention), kind == 2, if inside { 0 } else { 1 }, n);
        // A town beside a name that no gazetteer knows is where that name is.
        let order = (order.0, order.1, order.2 + kind % 2, order.3);
        if best.as_ref().is_none_or(|(held, ..)| order < *held) {
            best = Some((order, n as u32, spot));
        }
    }
    let (_, n, mut spot) = best?;
    if spot.grain() == Grain::Unknown {
        spot.add_keys(unknown);
    }
    Some((n, spot))
}

/// Most code points between a phrase and the place that it sets aside.
const REACH: usize = 24;

/// Whether a phrase right before the mention says that nothing happened there.
fn set_aside(claim: &Claim, mention: &PlaceMention) -> bool {
    follows(claim, mention, &["aim", "context", "not_this", "before"], REACH)
}

/// Whether a phrase of these kinds stands at most so many code points before the mention, and no other place between.
fn follows(claim: &Claim, mention: &PlaceMention, kinds: &[&str], reach: usize) -> bool {
    let sets = |o: &OrderWord| {
        let near = o.span.end <= mention.span.start && mention.span.start - o.span.end <= reach;
        let between = |p: &PlaceMention| p.span.start >= o.span.end && p.span.end <= mention.span.start;
        kinds.contains(&o.kind.as_str()) && near && !claim.places.iter().any(between)
    };
    claim.order.iter().any(sets)
}
