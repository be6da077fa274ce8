//! A recording against the lists of hashes that other organisations gave: which of its frames are on which list. Only
//! what PDQ finds, and by PDQ's own rule: lists hold nothing else.

use fingerprint::recording::{Recording, Whole};
use fingerprint::vpdq::{BELOW, List};
use model::ItemId;
use serde::Serialize;

use crate::error::Error;
use crate::open::Case;

/// PDQ's authors advise to ignore what has less quality.
const QUALITY: u8 = 50;
/// Most frames that are named of one list.
const NAMED: usize = 8;

/// A list on which frames of a recording were found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OnList {
    /// The list, as an item of the case.
    pub item: ItemId,
    /// How many hashes the list has.
    pub hashes: usize,
    /// How many frames of the recording have enough quality to be looked up.
    pub frames: usize,
    /// How many of them are on the list.
    pub found: usize,
    /// The nearest of them, in order of time, at most eight.
    pub nearest: Vec<Entry>,
}

/// A frame and its nearest entry of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// When the frame is shown, seconds.
    pub at: f64,
    /// The entry's number in the list, from 0.
    pub entry: usize,
    /// When the list says that the frame is shown in its film, seconds.
    pub listed_at: Option<f64>,
    /// What the list says beside the hash of a picture.
    pub note: Option<String>,
    /// Differing bits of 256.
    pub distance: u32,
}

impl Case {
    /// The lists of the case on which frames of a recording are found.
    ///
    /// # Errors
    /// Where a list cannot be read.
    pub fn on_lists(&self, recording: &Recording) -> Result<Vec<OnList>, Error> {
        let lists = self.hash_lists()?.into_iter().map(|item| Ok(on_list(item, &self.hash_list(item)?, recording)));
        let lists: Result<Vec<Option<OnList>>, Error> = lists.collect();
        Ok(lists?.into_iter().flatten().collect())
    }
}

/// What of a recording is on a list; nothing where nothing is.
fn on_list(item: ItemId, list: &List, recording: &Recording) -> Option<OnList> {
    let looked_up: Vec<(i64, Whole)> = recording
        .frames
        .iter()
        .filter_map(|frame| Some((frame.at_ms, frame.whole.filter(|whole| whole.quality >= QUALITY)?)))
        .collect();
    let mut nearest: Vec<Entry> = looked_up.iter().filter_map(|(at, whole)| entry(list, *at, whole)).collect();
    let found = nearest.len();
    nearest.sort_by(|p, q| p.distance.cmp(&q.distance).then(p.at.total_cmp(&q.at)));
    nearest.truncate(NAMED);
    nearest.sort_by(|p, q| p.at.total_cmp(&q.at));
    let hashes = match list {
        List::Frames(frames) => frames.len(),
        List::Pictures(pictures) => pictures.len(),
    };
    (found > 0).then_some(OnList { item, hashes, frames: looked_up.len(), found, nearest })
}

/// The entry of a list that is nearest to a frame, if it is near enough.
fn entry(list: &List, at_ms: i64, whole: &Whole) -> Option<Entry> {
    let seconds = |ms: i64| ms as f64 / 1000.0;
    let nearest = |codes: &mut dyn Iterator<Item = (usize, u32)>| {
        codes.filter(|(_, distance)| *distance < BELOW).min_by_key(|(number, distance)| (*distance, *number))
    };
    match list {
        List::Frames(frames) => {
            let good = frames.iter().enumerate().filter(|(_, frame)| frame.pdq.quality >= QUALITY);
            let (entry, distance) = nearest(&mut good.map(|(n, frame)| (n, frame.pdq.code.distance(&whole.code))))?;
            let listed_at = Some(seconds(frames[entry].at_ms));
            Some(Entry { at: seconds(at_ms), entry, listed_at, note: None, distance })
        }
        List::Pictures(pictures) => {
            let all = pictures.iter().enumerate().map(|(n, picture)| (n, picture.code.distance(&whole.code)));
            let (entry, distance) = nearest(&mut { all })?;
            let note = Some(pictures[entry].note.clone()).filter(|note| !note.is_empty());
            Some(Entry { at: seconds(at_ms), entry, listed_at: None, note, distance })
        }
    }
}
