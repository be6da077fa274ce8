//! Which of many recordings might share something with one: a coarse search that proposes pairs for
//! [`crate::relation::compare`]. It samples frames and features, counts votes of like codes per pair of frames, compares
//! PDQ codes, and counts like sound items at one offset. It claims nothing.
//!
//! Codes that very many recordings hold (a common intro, a channel's logo, test cards) are stopped from voting.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::Code;
use crate::features::mirrored_code;
use crate::recording::{Detail, FrameCodes, Recording, Sound};

/// Frames of one recording that take part, spread evenly over it.
const FRAMES: usize = 48;
/// Features of a frame that take part.
const POINTS: usize = 150;
/// Codes this near may be the same place.
const VOTE: u32 = 40;
/// Fewest votes between two frames for a proposal.
const VOTES: u32 = 3;
/// PDQ as its authors advise.
const PDQ_DISTANCE: u32 = 31;
const PDQ_QUALITY: u8 = 50;
/// Like sound items at one offset for a proposal.
const HEARD: u32 = 4;

/// Samples of many recordings, numbered in the order in which they were added. Adding one does not rebuild the rest.
#[derive(Default)]
pub struct Catalogue {
    buckets: HashMap<(u8, u16), Vec<u32>>,
    /// Recording, frame (counted over all recordings), code.
    codes: Vec<(u32, u32, Code)>,
    frames: u32,
    pdq: Vec<(u32, Code)>,
    sounds: HashMap<u32, Vec<(u32, u32)>>,
    recordings: u32,
}

impl Catalogue {
    /// How many recordings it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.recordings as usize
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.recordings == 0
    }

    /// Adds a recording; says which number it has.
    pub fn add(&mut self, recording: &Recording) -> usize {
        let number = self.recordings;
        self.recordings += 1;
        for frame in sampled(recording) {
            for code in codes(frame) {
                let at = self.codes.len() as u32;
                self.codes.push((number, self.frames, code));
                for key in bands(&code) {
                    self.buckets.entry(key).or_default().push(at);
                }
            }
            self.frames += 1;
            self.pdq.extend(wholes(frame).map(|code| (number, code)));
        }
        if let Sound::Items(items) = &recording.sound {
            for (place, item) in items.iter().enumerate().filter(|(_, item)| **item != 0) {
                self.sounds.entry(*item).or_default().push((number, place as u32));
            }
        }
        number as usize
    }

    /// The recordings that might share something with this one, in order of their numbers.
    #[must_use]
    pub fn like(&self, recording: &Recording) -> Vec<usize> {
        let mut found: BTreeSet<u32> = BTreeSet::new();
        for frame in sampled(recording) {
            self.seen(frame, &mut found);
            for code in wholes(frame) {
                found.extend(self.pdq.iter().filter(|(_, c)| c.distance(&code) <= PDQ_DISTANCE).map(|(n, _)| *n));
            }
        }
        if let Sound::Items(items) = &recording.sound {
            self.heard(items, &mut found);
        }
        found.into_iter().map(|n| n as usize).collect()
    }

    fn seen(&self, frame: &FrameCodes, found: &mut BTreeSet<u32>) {
        // Votes for (recording, frame); a feature votes once for a frame.
        let mut votes: HashMap<(u32, u32), u32> = HashMap::new();
        let crowded = 256 + self.codes.len() / 2048;
        for code in codes(frame) {
            for code in [code, mirrored_code(code)] {
                let mut for_frames: BTreeSet<(u32, u32)> = BTreeSet::new();
                for key in bands(&code) {
                    let Some(bucket) = self.buckets.get(&key).filter(|bucket| bucket.len() <= crowded) else {
                        continue;
                    };
                    for &at in bucket {
                        let (number, frame, other) = &self.codes[at as usize];
                        if other.distance(&code) <= VOTE {
                            for_frames.insert((*number, *frame));
                        }
                    }
                }
                let recordings: BTreeSet<u32> = for_frames.iter().map(|(number, _)| *number).collect();
                if recordings.len() as u32 <= stop_at(self.recordings) {
                    for frame in for_frames {
                        *votes.entry(frame).or_default() += 1;
                    }
                }
            }
        }
        found.extend(votes.into_iter().filter(|(_, v)| *v >= VOTES).map(|((number, _), _)| number));
    }

    fn heard(&self, items: &[u32], found: &mut BTreeSet<u32>) {
        let mut votes: BTreeMap<(u32, i64), u32> = BTreeMap::new();
        for (place, item) in items.iter().enumerate().filter(|(_, item)| **item != 0) {
            for flip in 0..=32_u32 {
                let probe = if flip == 32 { *item } else { item ^ 1 << flip };
                let places = self.sounds.get(&probe).map_or(&[][..], Vec::as_slice);
                for (number, other) in places.iter().take(64) {
                    *votes.entry((*number, i64::from(*other) - place as i64)).or_default() += 1;
                }
            }
        }
        found.extend(votes.into_iter().filter(|(_, v)| *v >= HEARD).map(|((number, _), _)| number));
    }
}

/// A code in more recordings than this tells nothing about any two of them.
fn stop_at(recordings: u32) -> u32 {
    24 + recordings / 8
}

fn sampled(recording: &Recording) -> impl Iterator<Item = &FrameCodes> {
    let telling: Vec<&FrameCodes> = recording.frames.iter().collect();
    let count = telling.len().min(FRAMES);
    (0..count).map(move |n| telling[n * telling.len() / count])
}

fn codes(frame: &FrameCodes) -> impl Iterator<Item = Code> + '_ {
    let every = if frame.detail == Detail::Little { usize::MAX } else { frame.points.len().div_ceil(POINTS).max(1) };
    let points = if every == usize::MAX { &[][..] } else { &frame.points[..] };
    points.iter().step_by(every.min(1 << 20)).map(|p| p.code)
}

fn wholes(frame: &FrameCodes) -> impl Iterator<Item = Code> + '_ {
    let of = if frame.detail == Detail::Card { [None, None] } else { [frame.whole, frame.inner] };
    of.into_iter().flatten().filter(|w| w.quality >= PDQ_QUALITY).map(|w| w.code)
}

/// The sixteen 16-bit bands of a code: codes up to 15 bits apart always share one, codes 31 apart nearly always.
pub(crate) fn bands(code: &Code) -> impl Iterator<Item = (u8, u16)> + use<> {
    let words = code.0;
    (0..16_u8).map(move |n| (n, (words[usize::from(n / 4)] >> (n % 4 * 16)) as u16))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::tests::film;
    use crate::luma::Luma;

    #[test]
    fn only_what_shares_something_is_proposed() {
        let mut catalogue = Catalogue::default();
        for seed in 30..36 {
            catalogue.add(&film(seed, 4_000, |ms| ms / 16, |l| l));
        }
        let cut = film(33, 2_000, |ms| (ms + 1_000) / 16, crate::align::tests::flip);
        assert!(catalogue.like(&cut).contains(&3));
        let black = |l: Luma| Luma::new(l.width(), l.height(), vec![16; l.width() * l.height()]).unwrap();
        assert!(catalogue.like(&film(77, 4_000, |ms| ms / 16, black)).is_empty());
    }
}
