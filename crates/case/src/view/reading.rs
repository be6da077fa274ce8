//! A reading as people and programs are shown it: spans as `start` and `end`, coordinates in degrees, what is counted in
//! words. The keys are those of `exhibit read --json`.

use model::{Digest, Place, Span, TimeSpan, Utc};
use serde::Serialize;
use text::claims::{Claim, Polarity};
use text::events::EventMention;
use text::fold::{Oddity, OddityKind};
use text::hedges::HedgeClass;
use text::lang::Language;
use text::read::{DateReading, FigureReading, PlaceReading, PostReading};
use text::speakers::{Speaker, Standing};
use text::times::Anchor;

use crate::reading::Document;

/// What was read in one text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadingView {
    /// SHA-256 of the decoded text in UTF-8, in whose code points all spans count.
    pub text_sha256: Digest,
    /// Language of its own words: `en`, `uk`, `ru`, `pl`, `mixed`, `other`, `too_short`. Quoted posts have theirs.
    pub language: Language,
    /// Its stretches in one language each, quoted posts included.
    pub languages: Vec<LanguageLine>,
    /// When it was published, as stated.
    pub time: Option<TimeSpan>,
    /// Who signs it.
    pub author: Option<String>,
    /// Posts that it quotes.
    pub posts: Vec<PostLine>,
    /// Places.
    pub places: Vec<PlaceLine>,
    /// Capitals that stand for governments, names of outlets: named, and no place where something happened.
    pub metonyms: Vec<PlaceLine>,
    /// Times.
    pub dates: Vec<DateLine>,
    /// Figures.
    pub figures: Vec<FigureLine>,
    /// Claims.
    pub claims: Vec<ClaimLine>,
    /// Everybody who speaks, with every expression that means them and why it was taken so.
    pub speakers: Vec<Speaker>,
    /// Letters that only look like others, and characters that cannot be seen.
    pub oddities: Vec<OddityLine>,
    /// What could not be read or had to be mended, and what else a reader should know.
    pub remarks: Vec<String>,
}

/// A stretch in one language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LanguageLine {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its language.
    pub language: Language,
}

/// A stretch that is not what it looks like.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OddityLine {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// What kind of trick it looks like.
    pub kind: OddityKind,
    /// The stretch as stored.
    pub text: String,
    /// What a reader sees.
    pub reads_as: Option<String>,
}

/// A post that a text quotes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PostLine {
    /// Where its words stand.
    #[serde(flatten)]
    pub span: Span,
    /// Account as written.
    pub account: String,
    /// Display name.
    pub name: Option<String>,
    /// When it was posted, as the text says.
    pub time: Option<TimeSpan>,
    /// Language of its words.
    pub language: Language,
    /// Its exact words.
    pub text: String,
}

/// A place in degrees.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceInDegrees {
    /// Name in the gazetteer.
    pub name: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// First-level region.
    pub region: Option<String>,
    /// Latitude in degrees, north positive.
    pub lat: Option<f64>,
    /// Longitude in degrees, east positive.
    pub lon: Option<f64>,
    /// Radius in metres that the words allow.
    pub radius_m: Option<u32>,
    /// `address`, `town`, `region`, `country`.
    pub precision: Option<model::place::Precision>,
}

impl PlaceInDegrees {
    /// A place, or only its name as written where no gazetteer knows it.
    pub fn of(place: Option<&Place>, written: Option<&str>) -> Self {
        let mut out = in_degrees(place.cloned());
        out.name = out.name.or_else(|| written.map(str::to_owned));
        out
    }
}

/// A mention of a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceLine {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its words.
    pub text: String,
    /// The place meant; all null where no place of that name is known.
    #[serde(flatten)]
    pub place: PlaceInDegrees,
    /// What else it could be, likeliest first.
    pub alternatives: Vec<PlaceInDegrees>,
    /// Why this place.
    pub why: String,
}

/// A mention of a time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DateLine {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its words.
    pub text: String,
    /// EDTF value in local time.
    pub value: String,
    /// Zone, where the words state one.
    pub zone: Option<String>,
    /// First and last second that it can mean.
    pub utc: [Option<Utc>; 2],
    /// What it was worked out from.
    pub anchor: Anchor,
    /// What a reader should know.
    pub remarks: Vec<String>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureLine {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its words.
    pub text: String,
    /// The number, where one whole number is given.
    pub value: Option<i64>,
    /// A number that is not whole, as a decimal string.
    pub decimal: Option<String>,
    /// Not fewer than this.
    pub at_least: Option<i64>,
    /// Not more than this.
    pub at_most: Option<i64>,
    /// "about", "nearly", "dozens".
    pub approximate: bool,
    /// What is counted, in fixed words, or as written where the vocabulary has none.
    pub counts: Option<String>,
    /// The text says that the number changed to this.
    pub revised: bool,
    /// Who says it.
    pub speaker: Option<String>,
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimLine {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Who says it; null: the document speaks for itself.
    pub speaker: Option<String>,
    /// Through whom it came, the one nearest to the document first.
    pub via: Vec<String>,
    /// Whether anybody on the way keeps a distance.
    pub hedged: bool,
    /// The words that do.
    pub hedge: Option<String>,
    /// What kind of distance.
    pub hedge_class: Option<HedgeClass>,
    /// In the speaker's own words.
    pub quoted: bool,
    /// `affirmed` or `denied`.
    pub polarity: Polarity,
    /// Whether the speaker could have observed it.
    pub standing: Standing,
    /// The recording that is said to show it.
    pub basis: Option<String>,
    /// Event words in it, with their types.
    pub events: Vec<EventMention>,
    /// Spans of its subject, places, times and figures.
    pub slots: SlotLine,
}

/// What fills a claim's slots: spans of mentions that stand in the same reading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SlotLine {
    /// Who or what it is about.
    pub who: Option<Span>,
    /// Where.
    pub places: Vec<Span>,
    /// When.
    pub dates: Vec<Span>,
    /// How many.
    pub figures: Vec<Span>,
}

impl From<Document> for ReadingView {
    fn from(document: Document) -> Self {
        let Document { reading, remarks, oddities, .. } = document;
        let (metonyms, places): (Vec<PlaceReading>, Vec<PlaceReading>) =
            reading.places.into_iter().partition(|p| p.metonym);
        Self {
            text_sha256: reading.text_sha256,
            language: reading.language,
            languages: reading
                .languages
                .into_iter()
                .map(|l| LanguageLine { span: l.span, language: l.language })
                .collect(),
            time: reading.time,
            author: reading.author,
            posts: reading.posts.into_iter().map(post).collect(),
            places: places.into_iter().map(place).collect(),
            metonyms: metonyms.into_iter().map(place).collect(),
            dates: reading.dates.into_iter().map(date).collect(),
            figures: reading.figures.into_iter().map(figure).collect(),
            claims: reading.claims.into_iter().map(claim).collect(),
            speakers: reading.speakers,
            oddities: oddities.into_iter().map(oddity).collect(),
            remarks,
        }
    }
}

fn oddity(o: Oddity) -> OddityLine {
    OddityLine { span: o.span, kind: o.kind, text: o.text, reads_as: o.reads_as }
}

fn post(p: PostReading) -> PostLine {
    PostLine { span: p.span, account: p.account, name: p.name, time: p.time, language: p.language, text: p.text }
}

fn place(p: PlaceReading) -> PlaceLine {
    PlaceLine {
        span: p.span,
        text: p.text,
        place: in_degrees(p.place),
        alternatives: p.alternatives.into_iter().map(|a| in_degrees(Some(a))).collect(),
        why: p.why,
    }
}

fn in_degrees(place: Option<Place>) -> PlaceInDegrees {
    let degrees = |e6: i32| f64::from(e6) / 1e6;
    PlaceInDegrees {
        lat: place.as_ref().map(|p| degrees(p.lat_e6)),
        lon: place.as_ref().map(|p| degrees(p.lon_e6)),
        radius_m: place.as_ref().map(|p| p.radius_m),
        precision: place.as_ref().map(|p| p.precision),
        country: place.as_ref().and_then(|p| p.country.clone()),
        region: place.as_ref().and_then(|p| p.region.clone()),
        name: place.map(|p| p.name),
    }
}

fn date(d: DateReading) -> DateLine {
    let TimeSpan { value, zone, utc } = d.time;
    DateLine { span: d.span, text: d.text, value, zone, utc, anchor: d.anchor, remarks: d.remarks }
}

fn figure(f: FigureReading) -> FigureLine {
    let FigureReading { figure: f, speaker } = f;
    let written = (!f.counts_text.is_empty()).then_some(f.counts_text);
    FigureLine {
        span: f.span,
        text: f.text,
        value: f.value,
        decimal: f.decimal,
        at_least: f.at_least,
        at_most: f.at_most,
        approximate: f.approximate,
        counts: f.counts.map(|c| c.label()).or(written),
        revised: f.revised,
        speaker,
    }
}

fn claim(c: Claim) -> ClaimLine {
    let hedge_class = c.hedge_class();
    ClaimLine {
        span: c.span,
        text: c.text,
        speaker: c.speaker,
        via: c.via,
        hedged: c.hedged,
        hedge: c.hedge,
        hedge_class,
        quoted: c.quoted,
        polarity: c.polarity,
        standing: c.standing,
        basis: c.basis,
        events: c.slots.what,
        slots: SlotLine { who: c.slots.who, places: c.slots.places, dates: c.slots.times, figures: c.slots.figures },
    }
}
