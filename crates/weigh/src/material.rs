//! What is weighed, as values: who said what where, which files were shown, how they hang together, what checks found.
//!
//! References between the lists are positions in them (`u32`), so that a hundred thousand posts stay small; ids are text
//! and stable across runs, so that a judgement can name them. Gathering all this from a case is the business of the
//! library above.

use model::{Place, Span, TimeSpan, Utc};
use serde::{Deserialize, Serialize};

mod references;

pub use references::Dangling;

/// Everything that is weighed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// Posts and articles.
    pub utterances: Vec<Utterance>,
    /// Claims, by utterance and then by place in its text.
    pub claims: Vec<Claim>,
    /// Preserved files that show or sound: pictures, films, sounds.
    pub footage: Vec<Footage>,
    /// How utterances and files hang together.
    pub ties: Vec<Tie>,
    /// What was measured on the footage.
    pub checks: Vec<Check>,
}

/// A post or an article: somebody publishes words at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Utterance {
    /// `post:` or `article:` and 64 hexadecimal digits: the post's identity, or the article's item.
    pub id: String,
    /// Post or article.
    pub kind: UtteranceKind,
    /// Who publishes it: the identity of the source (64 hexadecimal digits), or a stable key the gatherer makes.
    pub source: Option<String>,
    /// Name of whoever publishes it, for people.
    pub source_name: Option<String>,
    /// The publisher's account, where it has one, with or without `@`.
    pub account: Option<String>,
    /// Names under which others may cite the publisher, each as its words: `source_name`, the lines above a by-line.
    pub source_words: Vec<Vec<NameWord>>,
    /// What kind of speaker publishes it.
    pub role: Role,
    /// When it was published, as stated.
    pub time: Option<TimeSpan>,
    /// First and last second at which it can have been published, everything known taken together (a post's number
    /// may contradict its stated date).
    pub published: [Option<Utc>; 2],
    /// It carries pictures or films that are not in the case.
    pub shows_absent: bool,
    /// `en`, `uk`, `ru`, `pl`, or another word of the reader's.
    pub language: String,
    /// The item it was read in, 64 hexadecimal digits.
    pub item: String,
    /// SHA-256 of its text, 64 hexadecimal digits: the text that spans count in.
    pub text_sha256: String,
    /// Number of the log entry of the reading.
    pub finding: u64,
    /// Everybody who speaks in its words; [`Claim::speaker`] counts in this list.
    pub speakers: Vec<Speaker>,
    /// Places that the publisher's own name names ("Okhtyrka: town chat"): where its posts are about if they do not say.
    pub home: Vec<PlaceMention>,
    /// Every place that its text names, by span, also outside claims; no capital that stands for a government.
    pub places: Vec<PlaceMention>,
    /// Every time that its text names, by span, also outside claims.
    pub times: Vec<TimeMention>,
}

/// What kind of utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UtteranceKind {
    /// A message by an account or channel.
    Post,
    /// A page, an article, a press statement.
    Article,
}

/// What kind of speaker somebody is, by the words that name him.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// An office-holder, authority, force or company.
    Official,
    /// A newspaper, agency or channel.
    Outlet,
    /// Somebody who says or is said to have been there.
    Witness,
    /// A social account.
    Account,
    /// Somebody who passes on: "sources".
    Relay,
    /// Somebody who judges from afar.
    Commenter,
    /// Not stated.
    Unknown,
}

/// Whether a speaker could have observed what he says, as far as the words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Speaks of having seen or heard it, or is called a witness.
    Observer,
    /// Speaks for an authority, which collects from others.
    Official,
    /// Passes on what others say.
    Relay,
    /// Comments.
    Commenter,
    /// The words do not tell.
    Unknown,
}

/// Somebody who speaks inside an utterance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest expression for the speaker.
    pub label: String,
    /// Every expression for the speaker in the text.
    pub names: Vec<String>,
    /// What kind of speaker.
    pub role: Role,
    /// The account, with `@` where the text writes one.
    pub account: Option<String>,
    /// The words of each of `names`, in the same order.
    pub name_words: Vec<Vec<NameWord>>,
}

/// A word of a name, as it is compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NameWord {
    /// Whether it begins with a capital letter: names do, the words of an office mostly do not.
    pub capital: bool,
    /// Keys ([`key`]), sorted: two words match where they share one.
    pub keys: Vec<u64>,
}

/// Affirmed or denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// It is so.
    Affirmed,
    /// It is not so.
    Denied,
}

/// One atomic assertion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Position of the utterance that holds it.
    pub utterance: u32,
    /// Where it stands in the utterance's text, in code points.
    pub span: Span,
    /// Its words, verbatim.
    pub words: String,
    /// What stands in the same paragraph between the claim before (or the paragraph's beginning) and this one:
    /// "The news comes after". Verbatim; may be empty. Cut to its last 200 code points.
    pub lead: String,
    /// Number of its paragraph in the text, from 0: claims of one paragraph tend to speak of one happening.
    pub paragraph: u32,
    /// Who says it, in [`Utterance::speakers`]; nothing: the utterance speaks for itself.
    pub speaker: Option<u32>,
    /// Through whom it came, the one nearest to the text first.
    pub via: Vec<String>,
    /// Whether the speaker could have observed it.
    pub standing: Standing,
    /// Whether anybody on the way keeps a distance.
    pub hedged: bool,
    /// The words that do.
    pub hedge: Option<String>,
    /// In the speaker's own words.
    pub quoted: bool,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// The recording that is said to show it, as written.
    pub basis: Option<String>,
    /// Who or what it is about, as written.
    pub subject: Option<String>,
    /// Event words in it.
    pub events: Vec<EventWord>,
    /// Buildings, works and vehicles in it.
    pub things: Vec<ThingWord>,
    /// Phrases that put one happening after another or apart from it: those that end in this claim, or in the words
    /// between the claim before and this one.
    pub order: Vec<OrderWord>,
    /// Places in it.
    pub places: Vec<PlaceMention>,
    /// Times in it.
    pub times: Vec<TimeMention>,
    /// Figures in it.
    pub figures: Vec<Figure>,
    /// Keys of the names in it, sorted: words with a capital inside a sentence, which stay what they are in translation.
    pub names: Vec<u64>,
    /// Countries whose forces or things it names as acting, ISO 3166-1 alpha-2, sorted: "a Ukrainian rocket" is `UA`.
    pub actors: Vec<String>,
    /// Keys of its words ([`key`] of search keys across spellings and scripts), sorted, without repeats. Two words
    /// match where they share one; stop words are left out.
    pub keys: Vec<u64>,
    /// For each of `keys`, which content word of the claim it is of: numbers from 0 in the order of the text.
    pub key_words: Vec<u16>,
}

/// A word that names an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventWord {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub words: String,
    /// The reader's name for the kind: `fire`, `power_impact`, `air_drone_strike`, …
    pub kind: String,
}

/// A word that names a thing that is hit, damaged or stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThingWord {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub words: String,
    /// The reader's name for the kind: `substation`, `ammunition_depot`, …
    pub kind: String,
}

/// A phrase that orders what is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderWord {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub words: String,
    /// The reader's name for what it does: `after`, `earlier`, `another`, `context`, `not_this`, `aim`.
    pub kind: String,
}

/// A place that a claim names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceMention {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub words: String,
    /// The place meant, with point, radius and precision, where one of that name is known.
    pub place: Option<Place>,
    /// Other places of that name, likeliest first.
    pub alternatives: Vec<Place>,
    /// Whether the text itself speaks for `place` among them.
    pub supported: bool,
    /// Keys of the name ([`key`]), sorted: a place that no gazetteer knows is recognised by them, in other scripts too.
    pub keys: Vec<u64>,
}

/// A time that a claim names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeMention {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub words: String,
    /// EDTF value, zone and UTC bounds.
    pub time: TimeSpan,
}

/// A figure that a claim names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Where it stands.
    pub span: Span,
    /// As written: number, bound, what is counted.
    pub words: String,
    /// The number, where one whole number is given.
    pub value: Option<i64>,
    /// A number that is not whole, as a decimal string.
    pub decimal: Option<String>,
    /// Not fewer than this.
    pub at_least: Option<i64>,
    /// Not more than this.
    pub at_most: Option<i64>,
    /// "about", "nearly".
    pub approximate: bool,
    /// What is counted, in the reader's fixed words (`people without power`, `killed`), or as written.
    pub counts: Option<String>,
    /// The text says that the number changed to this.
    pub revised: bool,
}

/// A preserved picture, film or sound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footage {
    /// `item:` and the item's 64 hexadecimal digits.
    pub id: String,
    /// File name as first met, for people.
    pub name: Option<String>,
    /// Kind of bytes: `image`, `video`, `audio`.
    pub kind: String,
    /// First and last second at which it can have been made or was already there, where something says so.
    pub existed: [Option<Utc>; 2],
}

/// One thing of the material.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Node {
    /// Position in [`Material::utterances`].
    Utterance(u32),
    /// Position in [`Material::footage`].
    Footage(u32),
    /// Position in [`Material::claims`].
    Claim(u32),
}

/// How one thing goes back to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieKind {
    /// Passed on with the platform's forward function.
    Forward,
    /// Passed on unchanged.
    Repost,
    /// Passed on with words added.
    Quote,
    /// An answer: a reaction, never an observation of its own.
    Reply,
    /// A later version of the same post.
    Edit,
    /// Quoted or embedded in an article.
    Embed,
    /// Carries the file.
    Media,
    /// Links to it by address.
    Link,
    /// Its picture credit names the other's account or author.
    Credit,
    /// Its words name the other as where they come from: "citing X", "X reports".
    Citation,
    /// The same bytes.
    SameBytes,
    /// The same recording, by what is seen or heard in it.
    Copy,
    /// The same text, by its words.
    TextCopy,
    /// The same source published both.
    SameSource,
}

/// A tie between two things, with where it is stated. `from` is what derives, `to` is what it goes back to; for kinds
/// without direction `from` is the earlier in the lists.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tie {
    /// What derives.
    pub from: Node,
    /// What it goes back to.
    pub to: Node,
    /// How.
    pub kind: TieKind,
    /// What says so, for people: "picture credit: Mist-17 / Telegram".
    pub why: String,
    /// Where in the text of `from` it is stated, where it is stated in words.
    pub span: Option<Span>,
}

/// What was measured on footage, as far as it bears on rival accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Stable id: analyser and item.
    pub id: String,
    /// Number of the finding's log entry.
    pub finding: u64,
    /// What was measured on.
    pub subject: Node,
    /// What was found, in one sentence.
    pub what: String,
    /// Whether it follows from physics (cap 100) or from a person's eye (cap 10).
    pub physical: bool,
    /// For each hypothesis it speaks about: its id, and how likely the finding is under it.
    pub ranges: Vec<CheckRange>,
}

/// How likely a finding is under one hypothesis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckRange {
    /// Id of the hypothesis.
    pub hypothesis: String,
    /// Lowest and highest likelihood, as decimal text above 0 and at most 1: `0.02`.
    pub low: String,
    /// See `low`.
    pub high: String,
}

impl Claim {
    /// How many content words it has.
    pub fn word_count(&self) -> usize {
        self.key_words.iter().max().map_or(0, |last| usize::from(*last) + 1)
    }
}

/// The number under which a search key is compared: FNV-1a over its bytes, 64 bits.
pub fn key(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Great-circle distance in whole metres, on a sphere of radius 6,371,008.8 m (haversine; error below 0.6 %), with
/// mathematics that is the same on every machine.
pub fn distance_m(a: &Place, b: &Place) -> u32 {
    distance_between((a.lat_e6, a.lon_e6), (b.lat_e6, b.lon_e6))
}

/// [`distance_m`] of two points: latitude and longitude in micro-degrees.
pub fn distance_between(a: (i32, i32), b: (i32, i32)) -> u32 {
    let radians = |e6: i32| f64::from(e6) * 1e-6_f64.to_radians();
    let (lat_a, lat_b) = (radians(a.0), radians(b.0));
    let (lat, lon) = ((lat_b - lat_a) / 2.0, (radians(b.1) - radians(a.1)) / 2.0);
    let (lat, lon) = (libm::sin(lat), libm::sin(lon));
    let h = lat * lat + libm::cos(lat_a) * libm::cos(lat_b) * lon * lon;
    libm::round(2.0 * 6_371_008.8 * libm::asin(libm::sqrt(h).min(1.0))) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_keys_are_numbered_by_fnv_1a_so_that_every_machine_gives_the_same() {
        // Published test vectors of FNV-1a, 64 bits.
        assert_eq!(key(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(key("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(key("foobar"), 0x8594_4171_f739_67e8);
    }
}
