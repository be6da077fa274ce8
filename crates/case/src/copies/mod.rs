//! Copies: which items of a case show (part of) the same recording, with aligned segments, and which of them was there
//! first by evidence. All of it follows from records: the frames that were watched, the posts that were read, what the
//! containers state. Nothing is decoded here.

mod evidence;
mod kept;
mod lists;
mod origin;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use fingerprint::catalogue::Catalogue;
use fingerprint::recording::Recording;
use fingerprint::relation::{self, Class, Known, Relation};
use model::ItemId;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::frames::WatchedItem;
use crate::open::Case;
use crate::parallel;
use crate::progress::Progress;

use kept::{Found, Held};

pub use evidence::{Dated, Earliest, Kind, Older, Status};
pub(crate) use kept::kept_file;
pub use lists::{Entry, OnList};
pub use origin::{PutTogether, in_words};
pub use rows::{AreaRow, MatchRow, RelationRow, SegmentRow};

/// Two items and how they are related.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The longer one (of equals, the one with the smaller id).
    pub item_a: ItemId,
    /// The other.
    pub item_b: ItemId,
    /// How B is related to A.
    #[serde(flatten)]
    pub relation: RelationRow,
}

/// Items that show (part of) the same recording.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Family {
    /// The members, the earliest by evidence first, undated ones last.
    pub members: Vec<ItemId>,
    /// The pairs that hold it together.
    pub pairs: Vec<Pair>,
    /// Which was first.
    pub earliest: Earliest,
    /// Members that were posted as if new when the recording had long been there.
    pub older: Vec<Older>,
    /// Members that are put together from recordings which have nothing to do with each other.
    pub put_together: Vec<PutTogether>,
    /// Positions of pairs that make no common origin, in order.
    #[serde(skip)]
    apart: Vec<usize>,
    /// How long each member is, in milliseconds; nought for a picture.
    #[serde(skip)]
    pub long_ms: BTreeMap<ItemId, i64>,
}

/// What is copied in a case.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Copies {
    /// Copy families, those with most members first.
    pub families: Vec<Family>,
    /// Pairs with the same sound and other pictures.
    pub same_sound: Vec<Pair>,
    /// Pairs that share something that does not decide.
    pub undecided: Vec<Pair>,
    /// Items with too little detail to be recognised by.
    pub too_little_detail: Vec<ItemId>,
    /// How many items were compared.
    pub compared: usize,
}

/// Something in the case that resembles a file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Like {
    /// The item, which is A.
    pub item: ItemId,
    /// How the file, which is B, is related to it.
    #[serde(flatten)]
    pub relation: RelationRow,
}

impl Case {
    /// All copies in the case. The same case at the same size gives the same answer.
    ///
    /// # Errors
    /// Where records or index cannot be read.
    pub fn copies(&self, threads: usize, progress: &dyn Progress) -> Result<Copies, Error> {
        let items = self.watched_items()?;
        let of = kept::of(&items);
        let cache = self.cache().filter(|_| items.len() > 1);
        let found = match cache.as_ref().and_then(|cache| kept::read(cache, of)) {
            Some(found) => found,
            None => {
                let found = self.compare_all(&items, threads, progress)?;
                if let Some(cache) = &cache {
                    kept::write(cache, of, &found);
                }
                found
            }
        };
        let dates = self.carriers(&found.held.iter().flat_map(|h| [h.pair.item_a, h.pair.item_b]).collect())?;
        let mut families: Vec<Family> = gather(found.held).into_iter().map(|held| family(held, &dates)).collect();
        families.sort_by_key(|f| (usize::MAX - f.members.len(), f.members.first().copied()));
        let Found { same_sound, undecided, too_little_detail, .. } = found;
        Ok(Copies { families, same_sound, undecided, too_little_detail, compared: items.len() })
    }

    /// Compares every two recordings that may share something.
    fn compare_all(&self, items: &[WatchedItem], threads: usize, progress: &dyn Progress) -> Result<Found, Error> {
        let mut recordings = Vec::with_capacity(items.len());
        let mut catalogue = Catalogue::default();
        for item in items {
            let recording = self.watched(*item)?.recording;
            catalogue.add(&recording);
            recordings.push(recording);
        }
        progress.begin("Looking for copies", Some(items.len() as u64));
        let proposed: Vec<Vec<usize>> = parallel::in_order(&recordings, threads, None, |_, r| catalogue.like(r));
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (n, likes) in proposed.iter().enumerate() {
            pairs.extend(likes.iter().filter(|m| **m != n).map(|m| (n.min(*m), n.max(*m))));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let compared = parallel::in_order(&pairs, threads, None, |_, &(n, m)| pair((items, &recordings), n, m));
        progress.end();
        let mut found = Found::default();
        for (item, recording) in items.iter().zip(&recordings) {
            if recording.telling_frames() == 0 && !recording.frames.is_empty() {
                found.too_little_detail.push(item.item);
            }
        }
        for (held, class) in compared {
            match class {
                Class::SameSoundOnly => found.same_sound.push(held.pair),
                Class::Undecided if !held.pair.relation.segments.is_empty() => found.undecided.push(held.pair),
                class if class.is_copy() => found.held.push(held),
                _ => {}
            }
        }
        Ok(found)
    }

    /// What in the case resembles a recording, those that show it first.
    ///
    /// # Errors
    /// Where records or index cannot be read.
    pub fn like(&self, recording: &Recording, threads: usize) -> Result<Vec<Like>, Error> {
        let items = self.watched_items()?;
        let mut catalogue = Catalogue::default();
        // Recordings are read twice rather than all kept: a case may be larger than memory.
        for item in &items {
            catalogue.add(&self.watched(*item)?.recording);
        }
        let proposed = catalogue.like(recording);
        let ones: Vec<(WatchedItem, Recording)> = proposed
            .into_iter()
            .map(|n| Ok((items[n], self.watched(items[n])?.recording)))
            .collect::<Result<_, Error>>()?;
        let mut likes: Vec<(Class, Like)> = parallel::in_order(&ones, threads, None, |_, (watched, one)| {
            let relation = relation::compare(one, recording, known(one, recording));
            (relation.class, Like { item: watched.item, relation: RelationRow::of(one, recording, &relation) })
        });
        likes.retain(|(class, like)| {
            *class != Class::Unrelated && (*class != Class::Undecided || !like.relation.segments.is_empty())
        });
        likes.sort_by_key(|(class, like)| (*class, like.item));
        Ok(likes.into_iter().map(|(_, like)| like).collect())
    }
}

/// How two recordings are related.
#[must_use]
pub fn compare(a: &Recording, b: &Recording, same_bytes: bool) -> (Relation, RelationRow) {
    let known = Known { same_bytes, ..known(a, b) };
    let relation = relation::compare(a, b, known);
    let row = RelationRow::of(a, b, &relation);
    (relation, row)
}

/// Where every frame that was kept has the very same codes, the compressed pictures are the same: no encoder gives back
/// all of 300 codes a frame bit for bit.
fn known(a: &Recording, b: &Recording) -> Known {
    let same = a.frames.len() == b.frames.len()
        && a.frames.len() >= 3
        && a.telling_frames() >= 3
        && a.frames.iter().zip(&b.frames).all(|(f, g)| f.whole == g.whole && f.points == g.points);
    Known { same_bytes: false, same_encode: same }
}

fn pair((items, recordings): (&[WatchedItem], &[Recording]), n: usize, m: usize) -> (Held, Class) {
    let (n, m) = if recordings[m].duration_ms > recordings[n].duration_ms { (m, n) } else { (n, m) };
    let (a, b) = (&recordings[n], &recordings[m]);
    let relation = relation::compare(a, b, known(a, b));
    let row = RelationRow::of(a, b, &relation);
    let pair = Pair { item_a: items[n].item, item_b: items[m].item, relation: row };
    (Held { pair, long_ms: [a.duration_ms, b.duration_ms] }, relation.class)
}

/// Pairs that are connected, group by group, in order of the smallest item.
fn gather(all: Vec<Held>) -> Vec<Vec<Held>> {
    let mut group_of: BTreeMap<ItemId, usize> = BTreeMap::new();
    let mut groups: Vec<BTreeSet<ItemId>> = Vec::new();
    for Held { pair, .. } in &all {
        let ends = [pair.item_a, pair.item_b];
        match ends.map(|end| group_of.get(&end).copied()) {
            [Some(g), Some(h)] if g != h => {
                let moved = std::mem::take(&mut groups[h]);
                group_of.extend(moved.iter().map(|item| (*item, g)));
                groups[g].extend(moved);
            }
            [Some(_), Some(_)] => {}
            [Some(g), None] | [None, Some(g)] => {
                groups[g].extend(ends);
                group_of.extend(ends.map(|end| (end, g)));
            }
            [None, None] => {
                group_of.extend(ends.map(|end| (end, groups.len())));
                groups.push(ends.into_iter().collect());
            }
        }
    }
    let mut gathered: BTreeMap<ItemId, Vec<Held>> = BTreeMap::new();
    for held in all {
        let first = group_of.get(&held.pair.item_a).and_then(|g| groups[*g].first().copied());
        gathered.entry(first.unwrap_or(held.pair.item_a)).or_default().push(held);
    }
    gathered.into_values().collect()
}

fn family(held: Vec<Held>, carriers: &BTreeMap<ItemId, Vec<Dated>>) -> Family {
    let members: BTreeSet<ItemId> = held.iter().flat_map(|h| [h.pair.item_a, h.pair.item_b]).collect();
    let (members, earliest, older) = evidence::order(&members, carriers);
    let (put_together, apart) = origin::put_together(&held);
    let long = |h: &Held| [(h.pair.item_a, h.long_ms[0]), (h.pair.item_b, h.long_ms[1])];
    let long_ms = held.iter().flat_map(long).collect();
    Family { members, pairs: held.into_iter().map(|h| h.pair).collect(), earliest, older, put_together, apart, long_ms }
}

#[cfg(test)]
mod tests;
