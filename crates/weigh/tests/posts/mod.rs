//! Texts read and turned into what is weighed, for tests and measurements: what the library above does for a case.

#![allow(dead_code, clippy::unwrap_used, clippy::missing_panics_doc, missing_docs)]

use model::{Digest, Span, TimeSpan};
use text::claims::PostSpan;
use text::gazetteer::Gazetteer;
use text::places;
use text::read::{ReadContext, Reading, read};
use text::stem::{Options, search_keys};
use text::tokens::{TokenKind, tokens};
use weigh::material::{
    Claim, EventWord, Figure, Material, NameWord, OrderWord, PlaceMention, Polarity, Role, Speaker, Standing,
    ThingWord, TimeMention, Utterance, UtteranceKind, key,
};

/// A text as it was published.
pub struct Published<'t> {
    pub id: &'t str,
    pub source: &'t str,
    pub time: Option<TimeSpan>,
    pub text: &'t str,
    pub posts: &'t [PostSpan],
    pub kind: UtteranceKind,
}

/// Reads a text and adds it to the material.
pub fn add(material: &mut Material, published: &Published<'_>, gazetteer: &Gazetteer) {
    let context = ReadContext {
        published: published.time.as_ref(),
        langs: &[],
        posts: published.posts,
        author: None,
        skip: &[],
        gazetteer,
    };
    add_read(material, published, &read(published.text, &context), gazetteer);
}

/// Adds a text that was read already.
pub fn add_read(material: &mut Material, published: &Published<'_>, reading: &Reading, gazetteer: &Gazetteer) {
    let home = places::of_publisher(published.source, gazetteer);
    let number = material.utterances.len() as u32;
    material.utterances.push(Utterance {
        id: published.id.to_owned(),
        kind: published.kind,
        source: Some(Digest::of(published.source.as_bytes()).to_string()),
        source_name: Some(published.source.to_owned()),
        role: Role::Account,
        time: published.time.clone(),
        published: published.time.as_ref().map_or([None, None], |t| t.utc),
        language: format!("{:?}", reading.language).to_lowercase(),
        item: String::new(),
        text_sha256: reading.text_sha256.to_string(),
        finding: 0,
        speakers: reading
            .speakers
            .iter()
            .map(|s| Speaker {
                label: s.label.clone(),
                names: s.names.clone(),
                role: Role::Unknown,
                account: None,
                name_words: vec![Vec::new(); s.names.len()],
            })
            .collect(),
        account: None,
        source_words: vec![
            published
                .source
                .split_whitespace()
                .map(|w| NameWord { capital: w.starts_with(char::is_uppercase), keys: numbered_keys(w).0 })
                .collect(),
        ],
        shows_absent: false,
        home: home
            .into_iter()
            .filter(|p| !p.metonym)
            .map(|p| mention(p.span, p.text, p.place, p.alternatives, p.supported))
            .collect(),
        places: reading.places.iter().filter(|p| !p.metonym).map(place_mention).collect(),
        times: reading.dates.iter().map(time_mention).collect(),
    });
    let mut order = reading.order.iter().peekable();
    for claim in &reading.claims {
        let inside = |s: &Span| claim.span.start <= s.start && s.end <= claim.span.end;
        let mut before = Vec::new();
        while let Some(o) = order.next_if(|o| o.span.end <= claim.span.end) {
            before.push(OrderWord { span: o.span, words: o.text.clone(), kind: named(&o.order) });
        }
        let place = |span: &Span| reading.places.iter().find(|p| p.span == *span).map(place_mention);
        let time = |span: &Span| reading.dates.iter().find(|d| d.span == *span).map(time_mention);
        let figure = |span: &Span| {
            let f = &reading.figures.iter().find(|f| f.figure.span == *span)?.figure;
            Some(Figure {
                span: f.span,
                words: f.text.clone(),
                value: f.value,
                decimal: f.decimal.clone(),
                at_least: f.at_least,
                at_most: f.at_most,
                approximate: f.approximate,
                counts: f.counts.map(|c| c.label()).or_else(|| Some(f.counts_text.clone()).filter(|c| !c.is_empty())),
                revised: f.revised,
            })
        };
        let (keys, key_words) = numbered_keys(&claim.text);
        material.claims.push(Claim {
            utterance: number,
            span: claim.span,
            words: claim.text.clone(),
            lead: String::new(),
            paragraph: published.text.chars().take(claim.span.start).filter(|c| *c == '\n').count() as u32,
            speaker: claim.speaker_id.map(|s| s as u32),
            via: claim.via.clone(),
            standing: Standing::Unknown,
            hedged: claim.hedged,
            hedge: claim.hedge.clone(),
            quoted: claim.quoted,
            polarity: match claim.polarity {
                text::claims::Polarity::Affirmed => Polarity::Affirmed,
                text::claims::Polarity::Denied => Polarity::Denied,
            },
            basis: claim.basis.clone(),
            subject: None,
            events: claim
                .slots
                .what
                .iter()
                .map(|e| EventWord { span: e.span, words: e.text.clone(), kind: named(&e.kind) })
                .collect(),
            things: reading
                .things
                .iter()
                .filter(|t| inside(&t.span))
                .map(|t| ThingWord { span: t.span, words: t.text.clone(), kind: named(&t.kind) })
                .collect(),
            order: before,
            places: claim.slots.places.iter().filter_map(place).collect(),
            times: claim.slots.times.iter().filter_map(time).collect(),
            figures: claim.slots.figures.iter().filter_map(figure).collect(),
            names: names(&claim.text),
            actors: Vec::new(),
            keys,
            key_words,
        });
    }
}

fn named<T: serde::Serialize>(kind: &T) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
}

fn time_mention(d: &text::read::DateReading) -> TimeMention {
    TimeMention { span: d.span, words: d.text.clone(), time: d.time.clone() }
}

fn place_mention(p: &text::read::PlaceReading) -> PlaceMention {
    mention(p.span, p.text.clone(), p.place.clone(), p.alternatives.clone(), p.supported)
}

fn mention(
    span: Span,
    words: String,
    place: Option<model::Place>,
    alternatives: Vec<model::Place>,
    supported: bool,
) -> PlaceMention {
    let keys = numbered_keys(&words).0;
    PlaceMention { span, words, place, alternatives, supported, keys }
}

/// Keys of the words with a capital inside a sentence, as [`weigh::material::Claim::names`].
pub fn names(text: &str) -> Vec<u64> {
    let (mut out, mut begins) = (Vec::new(), true);
    for token in tokens(text) {
        let word = token.of(text);
        if token.kind == TokenKind::Word {
            if !begins && word.chars().count() > 2 && word.starts_with(char::is_uppercase) {
                out.extend(numbered_keys(word).0);
            }
            begins = false;
        } else if word.contains(['.', '!', '?', ':', '«', '“', '"', '„']) {
            begins = true;
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Keys of the words of a text and the word of each, as [`weigh::material::Claim::keys`].
pub fn numbered_keys(text: &str) -> (Vec<u64>, Vec<u16>) {
    let words = tokens(text).filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number | TokenKind::Hashtag));
    let long = words.map(|t| t.of(text)).filter(|w| w.chars().count() > 3);
    let keyed = long
        .enumerate()
        .flat_map(|(n, w)| search_keys(w, Options { translit: true }).into_iter().map(move |k| (key(&k), n as u16)));
    let mut keyed: Vec<(u64, u16)> = keyed.collect();
    keyed.sort_unstable();
    keyed.dedup_by_key(|k| k.0);
    keyed.into_iter().unzip()
}
