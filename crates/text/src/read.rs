//! Everything that is read in one text, put together: language, places, times, figures with their speakers, claims.
//!
//! The parts are found by their own modules; here they are linked. The result serialises with the keys of
//! `exhibit read --json`, with coordinates still in micro-degrees as the model keeps them.

use model::{Digest, Place, Span, TimeSpan};
use serde::Serialize;

use crate::Lang;
use crate::claims::{self, Claim, Mentions, PostSpan};
use crate::figures::{self, FigureMention};
use crate::gazetteer::Gazetteer;
use crate::lang::{self, Language};
use crate::places;
use crate::speakers::Speaker;
use crate::things::{self, OrderMention, ThingMention};
use crate::times::{self, Anchor};

/// What is known about the text from elsewhere.
#[derive(Clone, Copy)]
pub struct ReadContext<'c> {
    /// When it was published.
    pub published: Option<&'c TimeSpan>,
    /// Its languages, the likeliest first; empty to tell them from the text.
    pub langs: &'c [Lang],
    /// The posts it quotes whole.
    pub posts: &'c [PostSpan],
    /// Who signs it.
    pub author: Option<&'c str>,
    /// Stretches that name no place whatever they say: by-lines, credits. In order.
    pub skip: &'c [Span],
    /// Where place names are looked up.
    pub gazetteer: &'c Gazetteer,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// SHA-256 of the text in UTF-8: the text that all spans count in.
    pub text_sha256: Digest,
    /// The language of the text's own words: posts that it quotes whole have theirs.
    pub language: Language,
    /// Its stretches in one language each, quoted posts included, in order.
    pub languages: Vec<LanguageReading>,
    /// When it was published, as the caller says.
    pub time: Option<TimeSpan>,
    /// Who signs it, as the caller says.
    pub author: Option<String>,
    /// The posts it quotes whole.
    pub posts: Vec<PostReading>,
    /// Places.
    pub places: Vec<PlaceReading>,
    /// Times.
    pub dates: Vec<DateReading>,
    /// Figures.
    pub figures: Vec<FigureReading>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Everybody who speaks in the text, by first appearance; `speaker_id` of a claim counts in this list.
    pub speakers: Vec<Speaker>,
    /// Buildings, works and vehicles.
    pub things: Vec<ThingMention>,
    /// Phrases that put one happening after another or apart from it.
    pub order: Vec<OrderMention>,
}

/// A stretch in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LanguageReading {
    /// From its first to its last word.
    pub span: Span,
    /// Its language, never `mixed`.
    pub language: Language,
}

/// A post quoted whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostReading {
    /// Account, as written.
    pub account: String,
    /// Display name.
    pub name: Option<String>,
    /// When it was posted, as the text says.
    pub time: Option<TimeSpan>,
    /// Language of its words.
    pub language: Language,
    /// Its words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A place named in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceReading {
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// The place meant, if any is known.
    pub place: Option<Place>,
    /// What else it could be.
    pub alternatives: Vec<Place>,
    /// Whether the text itself speaks for this place among them.
    pub supported: bool,
    /// Why this place.
    pub why: String,
    /// A capital that stands for a government.
    pub metonym: bool,
}

/// A time named in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateReading {
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// `value`, `zone` and `utc`.
    #[serde(flatten)]
    pub time: TimeSpan,
    /// What it was worked out from.
    pub anchor: Anchor,
    /// What a reader should know.
    pub remarks: Vec<String>,
}

/// A figure named in the text, with who says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureReading {
    /// The figure.
    #[serde(flatten)]
    pub figure: FigureMention,
    /// Who says it: the speaker of the claim that holds it.
    pub speaker: Option<String>,
}

/// Reads a text.
pub fn read(text: &str, context: &ReadContext<'_>) -> Reading {
    let identified = lang::identify(text);
    let told = identified.langs();
    let langs = if context.langs.is_empty() { &told[..] } else { context.langs };
    let places = places::find(text, &places::Context { langs, gazetteer: context.gazetteer, skip: &skipped(context) });
    let times = times::find(text, &times::Context { published: context.published, langs });
    let figures = figures::find(text, langs);
    // A government is no place where something happened.
    let place_spans: Vec<Span> = places.iter().filter(|p| !p.metonym).map(|p| p.span).collect();
    let time_spans: Vec<Span> = times.iter().map(|t| t.span).collect();
    let figure_spans: Vec<Span> = figures.iter().map(|f| f.span).collect();
    let mentions = Mentions { places: &place_spans, times: &time_spans, figures: &figure_spans };
    let account = claims::find_in(text, &identified.runs, context.posts, mentions);
    let (things, order) = things::find_in(text, &identified.runs);
    let posts = context.posts.iter().filter_map(|post| {
        let words = post.span.of(text)?;
        Some(PostReading {
            account: post.account.clone(),
            name: post.name.clone(),
            time: post.time.clone(),
            language: lang::identify(words).language,
            text: words.to_owned(),
            span: post.span,
        })
    });
    Reading {
        text_sha256: Digest::of(text.as_bytes()),
        language: own_language(text, &identified, context.posts),
        languages: identified
            .runs
            .iter()
            .map(|run| LanguageReading { span: run.span, language: run.language })
            .collect(),
        time: context.published.cloned(),
        author: context.author.map(str::to_owned),
        posts: posts.collect(),
        places: places
            .into_iter()
            .map(|p| PlaceReading {
                span: p.span,
                text: p.text,
                place: p.place,
                alternatives: p.alternatives,
                supported: p.supported,
                why: p.why,
                metonym: p.metonym,
            })
            .collect(),
        dates: times
            .into_iter()
            .map(|t| DateReading { span: t.span, text: t.text, time: t.time, anchor: t.anchor, remarks: t.remarks })
            .collect(),
        figures: with_speakers(figures, &account.claims),
        claims: account.claims,
        speakers: account.speakers,
        things,
        order,
    }
}

/// The language of what stands outside the posts that a text quotes whole; of all of it where that tells nothing.
fn own_language(text: &str, identified: &lang::Identified, posts: &[PostSpan]) -> Language {
    if posts.is_empty() || identified.language != Language::Mixed {
        return identified.language;
    }
    let mut quoted: Vec<Span> = posts.iter().map(|post| post.whole).collect();
    quoted.sort();
    let (mut own, mut from) = (String::new(), 0);
    for post in quoted.into_iter().filter(|span| span.start < span.end) {
        if let Some(words) = (Span { start: from, end: post.start }).of(text).filter(|_| from < post.start) {
            own.push_str(words);
            own.push('\n');
        }
        from = from.max(post.end);
    }
    own.extend(text.chars().skip(from));
    match lang::identify(&own).language {
        Language::TooShort => identified.language,
        language => language,
    }
}

/// The caller's stretches without places, and the signatures of posts: names of accounts are no places.
fn skipped(context: &ReadContext<'_>) -> Vec<Span> {
    let after_words = |p: &PostSpan| Span { start: p.span.end, end: p.whole.end };
    let signatures = context.posts.iter().map(after_words).filter(|s| s.start < s.end);
    let mut skip: Vec<Span> = context.skip.iter().copied().chain(signatures).collect();
    skip.sort();
    skip
}

/// Gives every figure the speaker of the claim it begins in. Figures and claims are in order of the text.
fn with_speakers(figures: Vec<FigureMention>, claims: &[Claim]) -> Vec<FigureReading> {
    let speaker = |at: usize| {
        let begun = claims.partition_point(|c| c.span.start <= at);
        let holder = claims[..begun].iter().rev().take(4).find(|c| at < c.span.end)?;
        holder.speaker.clone()
    };
    figures.into_iter().map(|figure| FigureReading { speaker: speaker(figure.span.start), figure }).collect()
}
