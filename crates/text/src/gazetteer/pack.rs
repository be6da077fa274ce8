//! Packs places and names into the table that [`super::table`] reads; used for the shipped file and for a user's own.

use super::sound::{Ch, cyrillic, has_ch, sound};
use super::stem::{Class, coarse, nominative};
use super::table::{HEADER, Key, KeyKind, NAME, NO_REGION, PLACE, PlaceKind, VERSION, check, traits};
use super::words_of;

/// A place to be packed.
#[derive(Clone, Debug)]
pub struct NewPlace {
    /// The gazetteer's own name.
    pub name: String,
    /// Kind of area.
    pub kind: PlaceKind,
    /// Whether it is the capital of a country.
    pub capital: bool,
    /// Micro-degrees north.
    pub lat_e6: i32,
    /// Micro-degrees east.
    pub lon_e6: i32,
    /// Inhabitants, 0 where not known.
    pub population: u32,
    /// Radius in metres, kept in steps of 100 m up to 6,553 km.
    pub radius_m: u32,
    /// ISO 3166-1 alpha-2, where known.
    pub country: Option<[u8; 2]>,
    /// Number of the region's place, given by an earlier [`Packer::place`].
    pub region: Option<u32>,
    /// GeoNames id, 0 where it has none.
    pub id: u32,
}

/// Collects places and names.
#[derive(Debug, Default)]
pub struct Packer {
    names: Vec<(u64, u16, u32, u16)>,
    places: Vec<u8>,
    strings: Vec<u8>,
    count: u32,
}

impl Packer {
    /// Starts a table whose data came from `source` (one line, with version and licence).
    pub fn new(source: &str) -> Self {
        let mut strings = source.replace('\n', " ").into_bytes();
        strings.push(b'\n');
        Self { strings, ..Self::default() }
    }

    /// Adds a place and gives its number. Its own name is indexed too. Nothing where the table is full (2^24 places).
    pub fn place(&mut self, place: &NewPlace) -> Option<u32> {
        let number = self.count;
        if number >= 1 << 24 {
            return None;
        }
        let name = place.name.as_bytes();
        let length = u16::try_from(name.len()).ok()?;
        let region = place.region.and_then(|r| u16::try_from(r).ok()).unwrap_or(NO_REGION);
        let record = &mut self.places;
        record.extend((self.strings.len() as u32).to_le_bytes());
        record.extend(length.to_le_bytes());
        record.extend([place.kind as u8, u8::from(place.capital)]);
        record.extend(place.lat_e6.to_le_bytes());
        record.extend(place.lon_e6.to_le_bytes());
        record.extend(place.population.to_le_bytes());
        record.extend((place.radius_m.div_ceil(100).min(65_535) as u16).to_le_bytes());
        record.extend(place.country.unwrap_or(*b"  "));
        record.extend(region.to_le_bytes());
        record.extend(place.id.to_le_bytes());
        self.strings.extend(name);
        self.count += 1;
        self.name(number, &place.name, true);
        Some(number)
    }

    /// Adds a name of a place. A name in another script, or longer than five words, is left out.
    pub fn name(&mut self, place: u32, name: &str, main: bool) {
        let words: Vec<&str> = words_of(name).collect();
        let script = words.iter().any(|w| w.chars().any(cyrillic));
        let exact = check(words.iter().copied());
        let readings: &[Ch] = if has_ch(name) { &[Ch::Hush, Ch::Rough] } else { &[Ch::Hush] };
        // Миколаїв, Миколаєва: between vowels the change is not one of last vowels only.
        if let Some(stem) = name.strip_suffix("їв") {
            self.name(place, &format!("{stem}єв"), false);
        }
        for ch in readings {
            if let [word] = words[..] {
                let Some(sound) = sound(word, *ch).filter(|s| !s.as_bytes().is_empty()) else { return };
                let (stem, class) = nominative(&sound);
                let hash = Key::new(KeyKind::Word).with(stem.sound.as_bytes()).hash();
                self.names.push((hash, exact, place, traits(class, stem.vowel, script, main)));
            } else if (2..=5).contains(&words.len()) {
                let mut key = Key::new(KeyKind::Words);
                for word in &words {
                    let Some(sound) = sound(word, *ch) else { return };
                    key = key.with(coarse(&sound).as_bytes()).with(b"|");
                }
                self.names.push((key.hash(), exact, place, traits(Class::Consonant, 0, script, main)));
            }
        }
    }

    /// Adds the adjective of a region, without its ending: `харківськ`, `charkowsk`.
    pub fn adjective(&mut self, region: u32, stem: &str) {
        let Some(key) = adjective_key(words_of(stem)) else { return };
        self.names.push((key, 0, region, 0));
    }

    /// The packed bytes.
    pub fn finish(mut self) -> Vec<u8> {
        self.names.sort_unstable();
        self.names.dedup();
        let bits: u32 = if self.names.len() > 10_000 { 16 } else { 6 };
        let mut out = b"EXGZ".to_vec();
        for word in [VERSION, bits, self.count, self.names.len() as u32, self.strings.len() as u32, 0, 0] {
            out.extend(word.to_le_bytes());
        }
        debug_assert_eq!(out.len(), HEADER);
        let mut first = 0;
        for bucket in 0..=1u64 << bits {
            while first < self.names.len() && self.names[first].0 >> (64 - bits) < bucket {
                first += 1;
            }
            out.extend((first as u32).to_le_bytes());
        }
        out.reserve(self.names.len() * NAME + self.places.len() + self.strings.len());
        for (hash, check, place, traits) in &self.names {
            out.extend(((hash >> (32 - bits)) as u32).to_le_bytes());
            out.extend(check.to_le_bytes());
            out.extend(&place.to_le_bytes()[..3]);
            out.extend(traits.to_le_bytes());
        }
        debug_assert_eq!(self.places.len(), self.count as usize * PLACE);
        out.extend(self.places);
        out.extend(self.strings);
        out
    }
}

/// Hash under which a region's adjective is kept; the words are the parts of a hyphenated one, the last inflected.
pub(super) fn adjective_key<'w>(words: impl Iterator<Item = &'w str>) -> Option<u64> {
    let mut key = Key::new(KeyKind::Adjective);
    for word in words {
        let sound = sound(word, Ch::Hush)?;
        key = key.with(coarse(&sound).as_bytes()).with(b"|");
    }
    Some(key.hash())
}
