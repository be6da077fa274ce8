//! The packed table: how it is laid out, how it is read without copying, and how a name is keyed.
//!
//! Little-endian throughout. Header of 32 bytes: `EXGZ`, version, bucket bits, number of places, number of names,
//! bytes of strings, two spare words. Then
//! 1. `2^bits + 1` × u32: first name of every bucket (the top bits of the key's hash);
//! 2. names, 11 bytes each, sorted by hash: the next 32 bits of the hash, u16 check of the exact spelling, u24 place,
//!    u16 traits (bits 0-2 class, 3-5 last vowel, 6 Cyrillic, 7 the gazetteer's own name for the place);
//! 3. places, 30 bytes each: u32 offset and u16 length of the name, kind, flags (bit 0: capital of a country),
//!    latitude and longitude (i32 micro-degrees), u32 population, u16 radius (hundreds of metres), two letters of
//!    country, u16 region (its place number; 65535 = none), u32 GeoNames id (0 = none);
//! 4. strings, UTF-8; the first one, up to a line feed, says where the data came from.

use std::borrow::Cow;

use super::stem::Class;

/// Bytes of the header.
pub(super) const HEADER: usize = 32;
/// Bytes of a name record.
pub(super) const NAME: usize = 11;
/// Bytes of a place record.
pub(super) const PLACE: usize = 30;
/// Format version.
pub(super) const VERSION: u32 = 1;
/// No region.
pub(super) const NO_REGION: u16 = u16::MAX;

/// Why bytes are not a gazetteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// The first four bytes are not `EXGZ`.
    NotAGazetteer,
    /// A version this build does not read.
    Version(u32),
    /// The lengths in the header do not agree with the number of bytes.
    Length,
}

impl std::fmt::Display for TableError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotAGazetteer => f.write_str("not a packed gazetteer"),
            Self::Version(v) => write!(f, "a packed gazetteer of version {v}; this build reads version {VERSION}"),
            Self::Length => f.write_str("a packed gazetteer that is cut short or damaged"),
        }
    }
}

impl std::error::Error for TableError {}

/// What a key stands for; the same letters under two kinds are two keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum KeyKind {
    /// A name of one word, by its stem.
    Word = 1,
    /// A name of several words, by their coarse stems.
    Words = 2,
    /// The adjective of a region: харківськ-.
    Adjective = 3,
}

/// A key under construction: FNV-1a over the kind and the letters.
#[derive(Clone, Copy, Debug)]
pub struct Key(u64);

impl Key {
    /// An empty key of one kind.
    pub fn new(kind: KeyKind) -> Self {
        Self(0xcbf2_9ce4_8422_2325).with(&[kind as u8])
    }

    /// The key with more letters.
    pub fn with(mut self, letters: &[u8]) -> Self {
        for letter in letters {
            self.0 = (self.0 ^ u64::from(*letter)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        self
    }

    /// The hash that is looked up, with its bits mixed.
    pub fn hash(self) -> u64 {
        let mut h = self.0;
        h ^= h >> 32;
        h = h.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        h ^ (h >> 29)
    }
}

/// Sixteen bits of an exact spelling: case, apostrophes, marks of Cyrillic letters and the kind of blank or hyphen between words are ignored.
pub fn check<'w>(words: impl Iterator<Item = &'w str>) -> u16 {
    let mut key = Key(0x9ae1_6a3b_2f90_404f);
    let mut buffer = [0u8; 4];
    for word in words {
        key = key.with(b" ");
        for c in word.chars() {
            let c = match c {
                '\'' | '’' | 'ʼ' | '‘' | '`' | '´' | '\u{300}'..='\u{36f}' => continue,
                // Alike whether their mark is a character of its own or not.
                'ё' | 'Ё' => 'е',
                'й' | 'Й' => 'и',
                'ї' | 'Ї' => 'і',
                'a'..='z' => c,
                _ => c.to_lowercase().next().unwrap_or(c),
            };
            key = key.with(c.encode_utf8(&mut buffer).as_bytes());
        }
    }
    (key.hash() >> 24) as u16
}

/// What kind of area a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum PlaceKind {
    /// A populated place.
    Town = 0,
    /// A first-level region.
    Region = 1,
    /// A country.
    Country = 2,
    /// A sea, a river, a continent, a historical area.
    Area = 3,
}

impl PlaceKind {
    fn of(code: u8) -> Self {
        match code {
            1 => Self::Region,
            2 => Self::Country,
            3 => Self::Area,
            _ => Self::Town,
        }
    }
}

/// One name of a place, as the index holds it.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// Number of the place in its table.
    pub place: u32,
    /// See [`check`].
    pub check: u16,
    traits: u16,
}

impl Name {
    /// The class its nominative ending puts it in.
    pub fn class(&self) -> Class {
        match self.traits & 7 {
            1 => Class::A,
            2 => Class::E,
            3 => Class::I,
            4 => Class::O,
            5 => Class::U,
            6 => Class::Pair,
            _ => Class::Consonant,
        }
    }

    /// The vowel that thinning took out, or 0.
    pub fn vowel(&self) -> u8 {
        [0, b'a', b'e', b'i', b'o', b'u', 0, 0][usize::from(self.traits >> 3 & 7)]
    }

    /// Whether it is written in Cyrillic.
    pub fn cyrillic(&self) -> bool {
        self.traits & 64 != 0
    }

    /// Whether it is the gazetteer's own name for the place.
    pub fn main(&self) -> bool {
        self.traits & 128 != 0
    }
}

/// Packs the traits of a name.
pub(super) fn traits(class: Class, vowel: u8, cyrillic: bool, main: bool) -> u16 {
    let vowel = match vowel {
        b'a' => 1,
        b'e' => 2,
        b'i' => 3,
        b'o' => 4,
        b'u' => 5,
        _ => 0,
    };
    class as u16 | vowel << 3 | u16::from(cyrillic) << 6 | u16::from(main) << 7
}

/// One place record.
#[derive(Clone, Copy, Debug)]
pub struct Record<'t> {
    /// The gazetteer's own name.
    pub name: &'t str,
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
    /// Radius in metres.
    pub radius_m: u32,
    /// ISO 3166-1 alpha-2, or two blanks.
    pub country: [u8; 2],
    /// Number of the region's place in the same table.
    pub region: Option<u32>,
    /// GeoNames id, 0 where it has none.
    pub id: u32,
}

/// A packed table over borrowed or owned bytes.
#[derive(Clone, Debug)]
pub struct Table {
    bytes: Cow<'static, [u8]>,
    bits: u32,
    names_at: usize,
    places_at: usize,
    strings_at: usize,
    places: u32,
    names: u32,
}

impl Table {
    /// Reads the header; nothing else is touched until it is looked up.
    pub fn open(bytes: Cow<'static, [u8]>) -> Result<Self, TableError> {
        if bytes.get(..4) != Some(b"EXGZ") {
            return Err(TableError::NotAGazetteer);
        }
        let word = |n: usize| read_u32(&bytes, n * 4).ok_or(TableError::Length);
        let (version, bits, places, names, strings) = (word(1)?, word(2)?, word(3)?, word(4)?, word(5)?);
        if version != VERSION {
            return Err(TableError::Version(version));
        }
        if bits > 24 {
            return Err(TableError::Length);
        }
        let names_at = HEADER + ((1usize << bits) + 1) * 4;
        let places_at = names_at + names as usize * NAME;
        let strings_at = places_at + places as usize * PLACE;
        if strings_at + strings as usize != bytes.len() {
            return Err(TableError::Length);
        }
        Ok(Self { bytes, bits, names_at, places_at, strings_at, places, names })
    }

    /// Number of places.
    pub fn places(&self) -> u32 {
        self.places
    }

    /// Number of names.
    pub fn names(&self) -> u32 {
        self.names
    }

    /// Where the data came from, in one line.
    pub fn source(&self) -> &str {
        let strings = self.bytes.get(self.strings_at..).unwrap_or_default();
        let end = strings.iter().position(|b| *b == b'\n').unwrap_or(0);
        std::str::from_utf8(&strings[..end]).unwrap_or("")
    }

    /// Every name under a key's hash.
    pub fn lookup(&self, hash: u64) -> impl Iterator<Item = Name> + '_ {
        let bucket = if self.bits == 0 { 0 } else { (hash >> (64 - self.bits)) as usize };
        let at = |b: usize| read_u32(&self.bytes, HEADER + b * 4).unwrap_or(0).min(self.names) as usize;
        let (first, end) = (at(bucket), at(bucket + 1));
        let wanted = (hash >> (32 - self.bits)) as u32;
        let records = self.bytes.get(self.names_at + first * NAME..self.names_at + end.max(first) * NAME);
        records
            .unwrap_or_default()
            .chunks_exact(NAME)
            .map(|r| (u32::from_le_bytes([r[0], r[1], r[2], r[3]]), r))
            .skip_while(move |(rest, _)| *rest < wanted)
            .take_while(move |(rest, _)| *rest == wanted)
            .map(|(_, r)| Name {
                check: u16::from_le_bytes([r[4], r[5]]),
                place: u32::from_le_bytes([r[6], r[7], r[8], 0]),
                traits: u16::from_le_bytes([r[9], r[10]]),
            })
    }

    /// The place with this number, or nothing past the end or in damaged data.
    pub fn place(&self, number: u32) -> Option<Record<'_>> {
        if number >= self.places {
            return None;
        }
        let at = self.places_at + number as usize * PLACE;
        let r = self.bytes.get(at..at + PLACE)?;
        let word = |n: usize| u32::from_le_bytes([r[n], r[n + 1], r[n + 2], r[n + 3]]);
        let half = |n: usize| u16::from_le_bytes([r[n], r[n + 1]]);
        let name_at = self.strings_at + word(0) as usize;
        let name = std::str::from_utf8(self.bytes.get(name_at..name_at + usize::from(half(4)))?).ok()?;
        Some(Record {
            name,
            kind: PlaceKind::of(r[6]),
            capital: r[7] & 1 != 0,
            lat_e6: word(8) as i32,
            lon_e6: word(12) as i32,
            population: word(16),
            radius_m: u32::from(half(20)) * 100,
            country: [r[22], r[23]],
            region: (half(24) != NO_REGION).then(|| u32::from(half(24))),
            id: word(26),
        })
    }
}

fn read_u32(bytes: &[u8], at: usize) -> Option<u32> {
    let b = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}
