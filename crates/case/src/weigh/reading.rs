//! A reading out of its record, and the claims that are made of it: what `text` found, in the form that is weighed.

use model::{Digest, Place, Span, TimeSpan};
use serde::Deserialize;
use text::Lang;
use text::claims::{Claim as Read, Polarity as ReadPolarity};
use text::figures::Counts;
use text::near::TextKeys;
use text::speakers::{Role as ReadRole, Speaker as ReadSpeaker, Standing as ReadStanding};
use text::things::{OrderMention, ThingMention};
use weigh::material::{
    Claim, EventWord, Figure, OrderWord, PlaceMention, Polarity, Role, Speaker, Standing, ThingWord, TimeMention, key,
};

use super::keys::{self, actors, name_words, word_keys};

/// A line of a reading's record.
#[derive(Deserialize)]
pub(super) struct Line {
    pub reading: Reading,
}

/// What was read in one text.
#[derive(Deserialize)]
pub(super) struct Reading {
    pub text_sha256: Digest,
    pub time: Option<TimeSpan>,
    pub places: Vec<PlaceRead>,
    pub dates: Vec<DateRead>,
    pub figures: Vec<FigureRead>,
    pub claims: Vec<Read>,
    pub speakers: Vec<ReadSpeaker>,
    pub things: Vec<ThingMention>,
    pub order: Vec<OrderMention>,
}

#[derive(Deserialize)]
pub(crate) struct PlaceRead {
    span: Span,
    text: String,
    place: Option<Place>,
    alternatives: Vec<Place>,
    #[serde(default)]
    supported: bool,
    metonym: bool,
}

#[derive(Deserialize)]
pub(crate) struct DateRead {
    span: Span,
    text: String,
    #[serde(flatten)]
    time: TimeSpan,
}

#[derive(Deserialize)]
pub(crate) struct FigureRead {
    span: Span,
    text: String,
    value: Option<i64>,
    decimal: Option<String>,
    at_least: Option<i64>,
    at_most: Option<i64>,
    approximate: bool,
    counts: Option<Counts>,
    counts_text: String,
    revised: bool,
}

/// A time that is stated to more than this many seconds says too little to tell two reports apart.
const LONGEST_TIME: i64 = 3 * 86_400;

/// What a text can be recognised by in other words: the places, figures and times that it names.
pub(crate) fn text_keys(language: &str, places: &[PlaceRead], dates: &[DateRead], figures: &[FigureRead]) -> TextKeys {
    let named = places.iter().filter(|p| !p.metonym).filter_map(|p| p.place.as_ref());
    let times = dates.iter().filter_map(|d| match d.time.utc {
        [Some(from), Some(to)] if to.0 - from.0 <= LONGEST_TIME => Some((from.0, to.0)),
        _ => None,
    });
    TextKeys {
        lang: Lang::from_code(language),
        // The gazetteer gives one name one point.
        places: named.map(|p| u64::from(p.lat_e6 as u32) << 32 | u64::from(p.lon_e6 as u32)).collect(),
        figures: figures.iter().filter_map(FigureRead::key).collect(),
        times: times.collect(),
    }
}

impl FigureRead {
    /// What is counted and how many, where the vocabulary has a word for it; a bare number says nothing across languages.
    fn key(&self) -> Option<String> {
        let many = self.value.or(self.at_least).or(self.at_most)?;
        Some(format!("{} {many}", self.counts?.label()))
    }
}

impl Reading {
    /// What the text can be recognised by.
    pub fn keys(&self, language: &str) -> TextKeys {
        text_keys(language, &self.places, &self.dates, &self.figures)
    }
}

/// Longest stretch before a claim that is kept, in code points.
const LEAD: usize = 200;

/// Stretches of quoted posts with their signatures: to the end of the paragraph.
pub(super) fn with_signatures(posts: &[Span], text: &str) -> Vec<Span> {
    let end = |span: &Span| {
        let rest = text.chars().skip(span.end).take_while(|c| *c != '\n').count();
        Span { start: span.start, end: span.end + rest }
    };
    posts.iter().map(end).collect()
}

fn within(span: &Span, stretches: &[Span]) -> bool {
    stretches.iter().any(|s| s.start <= span.start && span.end <= s.end)
}

/// The claims of a reading, of the utterance with this number. Those that lie in one of `skip` belong to somebody else.
pub(super) fn claims(reading: &Reading, text: &str, utterance: u32, skip: &[Span]) -> Vec<Claim> {
    let chars: Vec<char> = text.chars().collect();
    let breaks: Vec<usize> = paragraph_breaks(&chars);
    let mut order = reading.order.iter().peekable();
    let (mut out, mut told) = (Vec::new(), 0);
    for claim in &reading.claims {
        let mut ordering = Vec::new();
        while let Some(o) = order.next_if(|o| o.span.end <= claim.span.end) {
            ordering.push(OrderWord { span: o.span, words: o.text.clone(), kind: named(&o.order) });
        }
        if within(&claim.span, skip) {
            continue;
        }
        let paragraph = breaks.partition_point(|b| *b <= claim.span.start);
        let begins = paragraph.checked_sub(1).map_or(0, |at| breaks[at]).max(told);
        told = claim.span.end;
        let to = claim.span.start.min(chars.len());
        let from = begins.max(to.saturating_sub(LEAD)).min(to);
        let lead: String = chars[from..to].iter().collect();
        out.push(one(reading, claim, ordering, utterance, paragraph as u32, lead.trim().to_owned(), &chars));
    }
    out
}

/// Where paragraphs begin after the first: after every line break.
fn paragraph_breaks(chars: &[char]) -> Vec<usize> {
    chars.iter().enumerate().filter(|(_, c)| **c == '\n').map(|(at, _)| at + 1).collect()
}

fn one(
    reading: &Reading,
    claim: &Read,
    order: Vec<OrderWord>,
    utterance: u32,
    paragraph: u32,
    lead: String,
    chars: &[char],
) -> Claim {
    let inside = |s: &Span| claim.span.start <= s.start && s.end <= claim.span.end;
    let place = |span: &Span| reading.places.iter().find(|p| p.span == *span && !p.metonym).map(place);
    let time = |span: &Span| reading.dates.iter().find(|d| d.span == *span).map(time);
    let (keys, key_words) = keys::of_text(&claim.text);
    let event =
        |e: &text::events::EventMention| EventWord { span: e.span, words: e.text.clone(), kind: named(&e.kind) };
    let thing = |t: &ThingMention| ThingWord { span: t.span, words: t.text.clone(), kind: named(&t.kind) };
    let figure = |span: &Span| reading.figures.iter().find(|f| f.span == *span).map(figure);
    let places: Vec<PlaceMention> = claim.slots.places.iter().filter_map(place).collect();
    Claim {
        utterance,
        span: claim.span,
        words: claim.text.clone(),
        lead,
        paragraph,
        speaker: claim.speaker_id.filter(|at| *at < reading.speakers.len()).map(|at| at as u32),
        via: claim.via.clone(),
        standing: standing(claim.standing),
        hedged: claim.hedged,
        hedge: claim.hedge.clone(),
        quoted: claim.quoted,
        polarity: match claim.polarity {
            ReadPolarity::Affirmed => Polarity::Affirmed,
            ReadPolarity::Denied => Polarity::Denied,
        },
        basis: claim.basis.clone(),
        subject: claim
            .slots
            .who
            .map(|span| chars[span.start.min(chars.len())..span.end.min(chars.len())].iter().collect()),
        events: claim.slots.what.iter().map(event).collect(),
        things: reading.things.iter().filter(|t| inside(&t.span)).map(thing).collect(),
        order,
        names: keys::names(&claim.text),
        actors: actors(&claim.text, &places),
        places,
        times: claim.slots.times.iter().filter_map(time).collect(),
        figures: claim.slots.figures.iter().filter_map(figure).collect(),
        keys,
        key_words,
    }
}

fn figure(f: &FigureRead) -> Figure {
    let written = (!f.counts_text.is_empty()).then(|| f.counts_text.clone());
    Figure {
        span: f.span,
        words: f.text.clone(),
        value: f.value,
        decimal: f.decimal.clone(),
        at_least: f.at_least,
        at_most: f.at_most,
        approximate: f.approximate,
        counts: f.counts.map(Counts::label).or(written),
        revised: f.revised,
    }
}

fn place(p: &PlaceRead) -> PlaceMention {
    PlaceMention {
        span: p.span,
        words: p.text.clone(),
        place: p.place.clone(),
        alternatives: p.alternatives.clone(),
        supported: p.supported,
        keys: keys::of_text(&p.text).0,
    }
}

fn time(d: &DateRead) -> TimeMention {
    TimeMention { span: d.span, words: d.text.clone(), time: d.time.clone() }
}

/// Every place that a text names, and every time, also outside claims; not those in `skip`, and not when the text was
/// published: a by-line dates the text and nothing that happened.
pub(super) fn mentions(reading: &Reading, skip: &[Span]) -> (Vec<PlaceMention>, Vec<TimeMention>) {
    let places = reading.places.iter().filter(|p| !p.metonym && !within(&p.span, skip)).map(place).collect();
    let published = reading.time.as_ref().map(|t| t.value.as_str());
    let times = reading.dates.iter().filter(|d| !within(&d.span, skip) && Some(d.time.value.as_str()) != published);
    (places, times.map(time).collect())
}

/// The speakers of a reading.
pub(super) fn speakers(reading: &Reading) -> Vec<Speaker> {
    let one = |s: &ReadSpeaker| Speaker {
        label: s.label.clone(),
        names: s.names.clone(),
        role: role(s.role),
        account: s.account.clone(),
        name_words: s.names.iter().map(|name| name_words(name)).collect(),
    };
    reading.speakers.iter().map(one).collect()
}

fn role(role: ReadRole) -> Role {
    match role {
        ReadRole::Official => Role::Official,
        ReadRole::Outlet => Role::Outlet,
        ReadRole::Witness => Role::Witness,
        ReadRole::Account => Role::Account,
        ReadRole::Relay => Role::Relay,
        ReadRole::Commenter => Role::Commenter,
        ReadRole::Unknown => Role::Unknown,
    }
}

fn standing(standing: ReadStanding) -> Standing {
    match standing {
        ReadStanding::Observer => Standing::Observer,
        ReadStanding::Official => Standing::Official,
        ReadStanding::Relay => Standing::Relay,
        ReadStanding::Commenter => Standing::Commenter,
        ReadStanding::Unknown => Standing::Unknown,
    }
}

/// The fixed word that a kind has in records.
fn named<T: serde::Serialize>(kind: &T) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The keys of one word, as numbers.
pub(super) fn numbers(word: &str) -> Vec<u64> {
    let mut out: Vec<u64> = word_keys(word).iter().map(|k| key(k)).collect();
    out.sort_unstable();
    out.dedup();
    out
}
