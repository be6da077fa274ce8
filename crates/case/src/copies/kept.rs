//! What comparing the recordings of a case gave, kept in `cache/copies.json`: nothing is compared twice while the watched
//! recordings stay the same. Disposable; deriving everything anew does not read it.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use model::{Digest, ItemId};
use serde::{Deserialize, Serialize};

use super::Pair;
use crate::frames::WatchedItem;

/// Raised whenever comparing the same recordings gives another answer.
const VERSION: u32 = 1;

/// A pair that shows the same recording, with how long each of the two is, in milliseconds (nought for a picture).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Held {
    pub pair: Pair,
    pub long_ms: [i64; 2],
}

/// What follows from the recordings alone; who posted them and when is another matter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Found {
    pub held: Vec<Held>,
    pub same_sound: Vec<Pair>,
    pub undecided: Vec<Pair>,
    pub too_little_detail: Vec<ItemId>,
}

#[derive(Serialize, Deserialize)]
struct File {
    /// Which recordings it is about, and by which version.
    of: Digest,
    found: Found,
}

/// The file in a cache folder; a purge removes it.
pub(crate) fn kept_file(cache: &Path) -> PathBuf {
    cache.join("copies.json")
}

/// What was compared: every item with the record of its frames.
pub(super) fn of(items: &[WatchedItem]) -> Digest {
    let mut text = format!("exhibit copies {VERSION}\n");
    for WatchedItem { item, record } in items {
        text += &format!("{} {}\n", item.0.hex(), record.hex());
    }
    Digest::of(text.as_bytes())
}

/// What was found of exactly these recordings before; nothing where that is not known any more.
pub(super) fn read(cache: &Path, of: Digest) -> Option<Found> {
    let file: File = serde_json::from_slice(&fs::read(kept_file(cache)).ok()?).ok()?;
    (file.of == of).then_some(file.found)
}

/// Keeps it, where the folder can be written; nothing is lost where it cannot.
pub(super) fn write(cache: &Path, of: Digest, found: &Found) {
    let kept = || -> std::io::Result<()> {
        if !cache.exists() {
            fs::DirBuilder::new().mode(0o700).create(cache)?;
        }
        let text = serde_json::to_vec(&File { of, found: found.clone() })?;
        // Another run may be doing the same: whoever is last wins, and nobody reads half of it.
        let new = cache.join(format!("copies.{}.new", std::process::id()));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new)?;
        file.write_all(&text)?;
        drop(file);
        fs::rename(&new, kept_file(cache))
    };
    // A case on a read-only medium is compared each time.
    drop(kept());
}

#[cfg(test)]
mod tests {
    use super::super::RelationRow;
    use super::*;
    use fingerprint::relation::{Class, Hearing};

    #[test]
    fn what_is_kept_comes_back_as_it_was_and_only_for_the_same_recordings() {
        let folder = std::env::temp_dir().join(format!("exhibit-kept-{}", std::process::id()));
        let item = |n: u8| ItemId(Digest([n; 32]));
        let watched = |n: u8, record: u8| WatchedItem { item: item(n), record: Digest([record; 32]) };
        let relation = RelationRow {
            relation: Class::SameSoundOnly,
            segments: Vec::new(),
            audio: Hearing::Same,
            same_sound: Some([[1.54, 7.541], [0.001, 6.1]]),
            reason: "the same sound".to_owned(),
        };
        let pair = Pair { item_a: item(1), item_b: item(2), relation };
        let found = Found { same_sound: vec![pair], too_little_detail: vec![item(3)], ..Found::default() };
        let first = of(&[watched(1, 7), watched(2, 8)]);
        write(&folder, first, &found);
        assert_eq!(read(&folder, first), Some(found));
        for other in [of(&[watched(1, 7)]), of(&[watched(1, 7), watched(2, 9)])] {
            assert_eq!(read(&folder, other), None);
        }
        fs::write(kept_file(&folder), "{").unwrap();
        assert_eq!(read(&folder, first), None);
        fs::remove_dir_all(&folder).unwrap();
    }
}
