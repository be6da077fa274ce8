//! How two recordings are related, in words: what they share, where, and why it is or is not called a copy.
//!
//! Never a percentage. "Undecided" is an answer and has its reason; the sound's opinion is given apart.

mod words;

use serde::{Deserialize, Serialize};

use crate::align::{self, Segment, overlap};
use crate::audio;
use crate::recording::{Recording, Sound};

/// The classes of relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// The same bytes.
    #[serde(rename = "identical bytes")]
    IdenticalBytes,
    /// The same compressed pictures in another file.
    #[serde(rename = "same encode")]
    SameEncode,
    /// All of the recording, compressed anew, nothing else done to it that shows.
    #[serde(rename = "re-encode")]
    ReEncode,
    /// All of the recording, visibly edited.
    #[serde(rename = "edited copy")]
    EditedCopy,
    /// A part of one is in the other.
    #[serde(rename = "partial")]
    Partial,
    /// The sound is the same, the pictures are not.
    #[serde(rename = "same sound only")]
    SameSoundOnly,
    /// Both could be recognised, and nothing agrees.
    #[serde(rename = "unrelated")]
    Unrelated,
    /// It cannot be said; the reason is given.
    #[serde(rename = "undecided")]
    Undecided,
}

impl Class {
    /// The word as it is printed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::IdenticalBytes => "identical bytes",
            Self::SameEncode => "same encode",
            Self::ReEncode => "re-encode",
            Self::EditedCopy => "edited copy",
            Self::Partial => "partial",
            Self::SameSoundOnly => "same sound only",
            Self::Unrelated => "unrelated",
            Self::Undecided => "undecided",
        }
    }

    /// Whether the pictures are (partly) the same recording.
    #[must_use]
    pub fn is_copy(self) -> bool {
        matches!(self, Self::IdenticalBytes | Self::SameEncode | Self::ReEncode | Self::EditedCopy | Self::Partial)
    }
}

/// What the sound says, apart from the pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hearing {
    /// It is the same where the pictures are (or anywhere, where no pictures agree).
    #[serde(rename = "same")]
    Same,
    /// It is another.
    #[serde(rename = "different")]
    Different,
    /// One of the two has no sound track.
    #[serde(rename = "no sound")]
    NoSound,
    /// One of the two has a sound track with nothing to recognise in it.
    #[serde(rename = "silent")]
    Silent,
    /// Too short or too changed to say.
    #[serde(rename = "undecided")]
    Undecided,
}

impl Hearing {
    /// The word as it is printed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::NoSound => "no sound",
            Self::Silent => "silent",
            Self::Undecided => "undecided",
        }
    }
}

impl Relation {
    /// Whether a closer look ([`crate::watch::CLOSER_SIDE`]) might find pictures that agree where this one found none.
    #[must_use]
    pub fn may_hide_more(&self) -> bool {
        self.segments.is_empty() && !matches!(self.class, Class::IdenticalBytes | Class::SameEncode)
    }
}

/// The relation of B to A.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// The class.
    pub class: Class,
    /// What they share, in order of B's time.
    pub segments: Vec<Segment>,
    /// What the sound says.
    pub hearing: Hearing,
    /// Where the same sound was found without the pictures.
    pub sound: Option<audio::Match>,
    /// One or two sentences.
    pub reason: String,
}

/// What is known of two files beside their fingerprints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// They are the same bytes.
    pub same_bytes: bool,
    /// Their compressed pictures are the same bytes.
    pub same_encode: bool,
}

/// A shared stretch at the very start or end of both, no longer than this, may be a common intro or outro, ms.
const INTRO: i64 = 15_000;
/// How near the start or end of a file is its edge, ms.
const EDGE: i64 = 1_000;
/// Less of the rest than this says nothing about the rest, ms.
const REST: i64 = 2_000;
/// Differing bits of the sound, in 1/1000, from which on it is another sound.
const OTHER_SOUND: u32 = 400;
/// Differing bits along a known alignment up to which it is the same sound.
const SAME_SOUND: u32 = 345;

/// How B is related to A.
#[must_use]
pub fn compare(a: &Recording, b: &Recording, known: Known) -> Relation {
    let segments = align::segments(a, b);
    let (hearing, sound) = hear(a, b, &segments);
    let (class, segments) = class(a, b, known, segments, sound.is_some());
    let reason = words::reason(a, b, class, &segments, sound.as_ref());
    Relation { class, segments, hearing, sound, reason }
}

fn class(a: &Recording, b: &Recording, known: Known, segments: Vec<Segment>, heard: bool) -> (Class, Vec<Segment>) {
    if known.same_bytes {
        return (Class::IdenticalBytes, segments);
    }
    if known.same_encode {
        return (Class::SameEncode, segments);
    }
    if segments.is_empty() {
        let poor = too_little(a) || too_little(b);
        let class = match (heard, poor) {
            (true, false) => Class::SameSoundOnly,
            (_, true) => Class::Undecided,
            (false, false) => Class::Unrelated,
        };
        return (class, segments);
    }
    if segments.iter().all(|s| s.fixed_only) || segments.iter().all(|s| common_edge(a, b, s)) {
        return (Class::Undecided, segments);
    }
    let whole = covers(a, &segments, |s| s.a) && covers(b, &segments, |s| s.b);
    let class = match (whole, &segments[..]) {
        (true, [only]) if plain(a, b, only) => Class::ReEncode,
        (true, _) => Class::EditedCopy,
        (false, _) => Class::Partial,
    };
    (class, segments)
}

/// Whether hardly anything of a recording can be recognised.
pub(crate) fn too_little(r: &Recording) -> bool {
    r.telling_frames() * 5 < r.frames.len() || r.telling_frames() == 0
}

/// Whether a shared stretch sits at the same edge of both and both go on, differently, for longer than it lasts.
pub(crate) fn common_edge(a: &Recording, b: &Recording, s: &Segment) -> bool {
    let length = s.b[1] - s.b[0];
    let (rest_a, rest_b) = (a.duration_ms - (s.a[1] - s.a[0]), b.duration_ms - length);
    let start = s.a[0] <= EDGE && s.b[0] <= EDGE;
    let end = s.a[1] >= a.duration_ms - EDGE && s.b[1] >= b.duration_ms - EDGE;
    start != end
        && length <= INTRO
        && rest_a >= REST
        && rest_b >= REST
        && length * 3 <= a.duration_ms.min(b.duration_ms) * 2
}

/// Whether segments cover nearly all of a recording that could be recognised.
fn covers(r: &Recording, segments: &[Segment], side: impl Fn(&Segment) -> [i64; 2]) -> bool {
    if r.is_still() {
        return true;
    }
    let covered: i64 = segments.iter().map(|s| overlap(side(s), [0, r.duration_ms])).sum();
    covered >= r.duration_ms * 17 / 20 || r.duration_ms - covered <= 1_200 && covered * 2 >= r.duration_ms
}

/// Whether a segment shows no edit: same speed, not mirrored, not turned, the same frame edge to edge.
fn plain(a: &Recording, b: &Recording, s: &Segment) -> bool {
    let corners =
        [(0.0, 0.0), (f64::from(b.width), 0.0), (0.0, f64::from(b.height)), (f64::from(b.width), f64::from(b.height))];
    let near = |(x, y): (f64, f64)| {
        let (u, v) = (x / f64::from(b.width) * f64::from(a.width), y / f64::from(b.height) * f64::from(a.height));
        let slack = 0.025 * f64::from(a.width.max(a.height));
        s.map.apply((x, y)).is_some_and(|(p, q)| (p - u).abs() <= slack && (q - v).abs() <= slack)
    };
    !s.mirrored
        && s.speed_1000.abs_diff(1000) <= 15
        && s.turn_tenths.abs() <= 10
        && corners.into_iter().all(near)
        && a.overlays.len() == b.overlays.len()
        && a.inside.is_some() == b.inside.is_some()
}

fn hear(a: &Recording, b: &Recording, segments: &[Segment]) -> (Hearing, Option<audio::Match>) {
    let (one, two) = match (&a.sound, &b.sound) {
        (Sound::None, _) | (_, Sound::None) => return (Hearing::NoSound, None),
        (Sound::Silent, _) | (_, Sound::Silent) => return (Hearing::Silent, None),
        (Sound::Items(one), Sound::Items(two)) => (one, two),
    };
    let along: Vec<u32> =
        segments.iter().filter_map(|s| audio::difference_along(one, two, s.a[0], s.b, s.speed_1000)).collect();
    if along.iter().any(|d| *d <= SAME_SOUND) {
        return (Hearing::Same, None);
    }
    let found = audio::find(one, two);
    let hearing = match (segments.is_empty(), &found) {
        (true, Some(_)) => Hearing::Same,
        (true, None) => Hearing::Different,
        (false, _) if along.is_empty() => Hearing::Undecided,
        (false, _) if along.iter().all(|d| *d >= OTHER_SOUND) => Hearing::Different,
        (false, _) => Hearing::Undecided,
    };
    (hearing, found)
}
