//! Names of places and where they are: a packed table that opens in microseconds, and finds a name under any case
//! form, script or spelling. Which place a text means is for [`crate::places`] to decide.
//!
//! The shipped table holds GeoNames data (CC BY 4.0) and Unicode CLDR country names; see `data/gazetteer/CREDITS.md`.

pub mod overlay;
pub mod pack;
pub mod sound;
pub mod stem;
pub mod table;

use std::borrow::Cow;

use model::place::{Place, Precision};

use sound::{Ch, Sound, cyrillic, has_ch};
use stem::{Class, Stem};
use table::{Key, KeyKind, Name, Table, check};
pub use table::{PlaceKind, Record, TableError};

/// The table that ships with this crate.
static SHIPPED: &[u8] = include_bytes!("../../data/gazetteer/gazetteer.bin");

/// Most names looked at under one key.
const MOST: usize = 96;

/// A place in a [`Gazetteer`]: which table, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceRef(u32);

/// How a written form meets a name, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fit {
    /// Written as in the gazetteer.
    Exact,
    /// A case form of a name in the same script.
    Inflected,
    /// The same sound in another spelling or script.
    Spelled,
    /// A case form of a name in another script.
    InflectedSpelled,
}

impl Fit {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Exact => "name as in the gazetteer",
            Self::Inflected => "case form of a gazetteer name",
            Self::Spelled => "another spelling of a gazetteer name",
            Self::InflectedSpelled => "case form of a gazetteer name in another script",
        }
    }
}

/// One place that a written form may name.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// The place.
    pub place: PlaceRef,
    /// How the form meets the name.
    pub fit: Fit,
    /// Whether the name met is the gazetteer's own for that place.
    pub main: bool,
    /// Whether that name is met as well, in whatever spelling, if not as closely.
    pub own: bool,
}

/// The shipped table, with any number of users' tables laid over it.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    tables: Vec<Table>,
}

impl Gazetteer {
    /// The table that ships with this crate.
    pub fn shipped() -> Result<Self, TableError> {
        Self::open(Cow::Borrowed(SHIPPED))
    }

    /// SHA-256 of the table that ships with this crate: what a reading depends on beside the text.
    pub fn shipped_digest() -> model::Digest {
        static DIGEST: std::sync::OnceLock<model::Digest> = std::sync::OnceLock::new();
        *DIGEST.get_or_init(|| model::Digest::of(SHIPPED))
    }

    /// A packed table from elsewhere.
    pub fn open(bytes: Cow<'static, [u8]>) -> Result<Self, TableError> {
        Ok(Self { tables: vec![Table::open(bytes)?] })
    }

    /// The same with a user's places laid over it (at most 15 times). Theirs come first where both know a name.
    pub fn with_overlay(mut self, overlay: &overlay::Overlay) -> Self {
        if self.tables.len() < 16 {
            self.tables.push(overlay.table().clone());
        }
        self
    }

    /// Where the data came from, one line for each table.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().map(Table::source)
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.tables.iter().map(|t| t.places() as usize).sum()
    }

    /// Whether it holds no place at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every place.
    pub fn places(&self) -> impl Iterator<Item = PlaceRef> + '_ {
        self.tables.iter().enumerate().flat_map(|(n, t)| (0..t.places()).map(move |p| reference(n, p)))
    }

    /// The record of a place. A reference from another gazetteer may give nothing.
    pub fn record(&self, place: PlaceRef) -> Option<Record<'_>> {
        self.tables.get((place.0 >> 24) as usize)?.place(place.0 & 0x00ff_ffff)
    }

    /// The region of a place.
    pub fn region(&self, place: PlaceRef) -> Option<PlaceRef> {
        let record = self.record(place)?;
        record.region.map(|r| PlaceRef(place.0 & 0xff00_0000 | r))
    }

    /// Whether a place comes from a user's table.
    pub fn is_users(&self, place: PlaceRef) -> bool {
        place.0 >> 24 != 0
    }

    /// The country with this ISO 3166-1 alpha-2 code, in the shipped table.
    pub fn country(&self, code: &str) -> Option<PlaceRef> {
        // Countries are packed first.
        let is = |p: &PlaceRef| {
            self.record(*p).is_some_and(|r| r.kind == PlaceKind::Country && r.country == *code.as_bytes())
        };
        self.places().take(300).find(is)
    }

    /// The place as the rest of the house writes it.
    pub fn to_place(&self, place: PlaceRef) -> Option<Place> {
        let record = self.record(place)?;
        let region = self.region(place).and_then(|r| self.record(r)).map(|r| r.name.to_owned());
        Some(Place {
            name: record.name.to_owned(),
            country: (record.country != *b"  ").then(|| String::from_utf8_lossy(&record.country).into_owned()),
            region,
            lat_e6: record.lat_e6,
            lon_e6: record.lon_e6,
            radius_m: record.radius_m,
            precision: match record.kind {
                PlaceKind::Town => Precision::Town,
                PlaceKind::Region | PlaceKind::Area => Precision::Region,
                PlaceKind::Country => Precision::Country,
            },
        })
    }

    /// Adds to `out` every place that one word may name, each once with its best fit. `inflect` says whether case
    /// endings may be undone (not in English).
    pub fn word(&self, word: &str, inflect: bool, out: &mut Vec<Hit>) {
        let start = out.len();
        let exact = check(std::iter::once(word));
        let script = word.chars().any(cyrillic);
        let readings: &[Ch] = if has_ch(word) { &[Ch::Hush, Ch::Rough] } else { &[Ch::Hush] };
        for ch in readings {
            let Some(sound) = sound::sound(word, *ch) else { return };
            if sound.as_bytes().is_empty() {
                return;
            }
            for (n, reading) in stem::readings(&sound).enumerate() {
                if n > 0 && !inflect {
                    break;
                }
                self.under_stem(&sound, &reading, inflect, exact, script, out);
                if inflect {
                    let ending = &sound.as_bytes()[sound.as_bytes().len() - usize::from(reading.ending)..];
                    for hard in stem::hardened(&reading, ending) {
                        self.under_stem(&sound, &hard, inflect, exact, script, out);
                    }
                }
            }
        }
        keep_best(out, start);
    }

    fn under_stem(&self, sound: &Sound, stem: &Stem, inflect: bool, exact: u16, script: bool, out: &mut Vec<Hit>) {
        let ending = &sound.as_bytes()[sound.as_bytes().len() - usize::from(stem.ending)..];
        let hash = Key::new(KeyKind::Word).with(stem.sound.as_bytes()).hash();
        self.under(hash, |place, name| {
            let same_ending = nominative_ending(name.class(), ending) && name.vowel() == stem.vowel;
            let fit = if same_ending {
                if name.check == exact { Fit::Exact } else { Fit::Spelled }
            } else if inflect && stem::agrees(name.class(), name.vowel(), ending, stem.vowel) {
                if name.cyrillic() == script { Fit::Inflected } else { Fit::InflectedSpelled }
            } else {
                return;
            };
            out.push(Hit { place, fit, main: name.main(), own: name.main() });
        });
    }

    /// Adds to `out` every place that these words together may name.
    pub fn words(&self, words: &[&str], out: &mut Vec<Hit>) {
        let start = out.len();
        let exact = check(words.iter().copied());
        let script = words.iter().any(|w| w.chars().any(cyrillic));
        let readings: &[Ch] = if words.iter().any(|w| has_ch(w)) { &[Ch::Hush, Ch::Rough] } else { &[Ch::Hush] };
        for ch in readings {
            let mut key = Key::new(KeyKind::Words);
            for word in words {
                let Some(sound) = sound::sound(word, *ch) else { return };
                key = key.with(stem::coarse(&sound).as_bytes()).with(b"|");
            }
            self.under(key.hash(), |place, name| {
                let fit = match (name.check == exact, name.cyrillic() == script) {
                    (true, _) => Fit::Exact,
                    (false, true) => Fit::Inflected,
                    (false, false) => Fit::Spelled,
                };
                out.push(Hit { place, fit, main: name.main(), own: name.main() });
            });
        }
        keep_best(out, start);
    }

    /// Adds to `out` the regions whose adjective this is, in any case form: харківської, белгородская, charkowskiego.
    pub fn adjective(&self, words: &[&str], out: &mut Vec<Hit>) {
        let start = out.len();
        if let Some(hash) = pack::adjective_key(words.iter().copied()) {
            self.under(hash, |place, _| out.push(Hit { place, fit: Fit::Inflected, main: false, own: false }));
        }
        keep_best(out, start);
    }

    /// Adds to `out` the places from whose name an adjective in -ський, -цький, -ski, -cki may be made.
    pub fn town_of_adjective(&self, word: &str, out: &mut Vec<Hit>) {
        let start = out.len();
        let Some(sound) = sound::sound(word, Ch::Hush) else { return };
        let script = word.chars().any(cyrillic);
        let stem = stem::coarse(&sound);
        for base in stem::bases_of_adjective(stem.as_bytes()) {
            let reading = stem::bare(base.as_bytes());
            let hash = Key::new(KeyKind::Word).with(reading.sound.as_bytes()).hash();
            self.under(hash, |place, name| {
                let written = name.cyrillic() == script;
                if written && stem::same_vowel(name.vowel(), reading.vowel) {
                    out.push(Hit { place, fit: Fit::Inflected, main: name.main(), own: name.main() });
                }
            });
        }
        keep_best(out, start);
    }

    fn under(&self, hash: u64, mut each: impl FnMut(PlaceRef, Name)) {
        for (n, table) in self.tables.iter().enumerate() {
            for name in table.lookup(hash).take(MOST) {
                each(reference(n, name.place), name);
            }
        }
    }
}

fn reference(table: usize, place: u32) -> PlaceRef {
    PlaceRef((table as u32) << 24 | place)
}

/// Whether a word's ending is the nominative ending of the class.
fn nominative_ending(class: Class, ending: &[u8]) -> bool {
    match class {
        Class::Consonant => ending.is_empty(),
        Class::A => ending == b"a",
        Class::E => ending == b"e",
        Class::I => ending == b"i",
        Class::O => ending == b"o",
        Class::U => ending == b"u",
        // Which two they are is not kept; the stem before them is evidence enough.
        Class::Pair => ending.len() >= 2 && ending.iter().all(|l| sound::vowel(*l)),
    }
}

/// From `start` on, one hit for each place: the best fitting, own names before others.
fn keep_best(hits: &mut Vec<Hit>, start: usize) {
    hits[start..].sort_unstable_by_key(|h| (h.place, h.fit, !h.main));
    let mut last = None;
    let mut kept = start;
    for at in start..hits.len() {
        if last != Some(hits[at].place) {
            last = Some(hits[at].place);
            hits[kept] = hits[at];
            kept += 1;
        } else {
            // Another spelling of the place's own name meets the form as well.
            hits[kept - 1].own |= hits[at].main;
        }
    }
    hits.truncate(kept);
}

/// The words of a name: what blanks, hyphens, commas, brackets and full stops part.
pub fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '–' | ',' | '.' | '(' | ')' | '/'))
        .filter(|w| !w.is_empty())
}
