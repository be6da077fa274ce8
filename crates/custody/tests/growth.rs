//! Whatever a log's size and however it got there: its files are the same, it can be taken up again, every proof
//! holds and no altered proof does.

#![allow(clippy::unwrap_used)]

mod folder;

use custody::tile::{self, Tile};
use custody::tree::{leaf_hash, root_of};
use custody::{Log, proof};
use folder::Folder;
use model::Digest;
use proptest::prelude::*;

fn entry(i: u64) -> Vec<u8> {
    format!("entry {i}").repeat((i % 5) as usize).into_bytes()
}

fn leaves(size: u64) -> Vec<Digest> {
    (0..size).map(|i| leaf_hash(&entry(i))).collect()
}

/// Sizes around the places where tiles fill up, and arbitrary ones.
fn size() -> impl Strategy<Value = u64> {
    prop_oneof![0u64..20, 250u64..262, 505u64..520, 0u64..1500]
}

#[test]
fn a_log_over_three_tile_levels_has_exactly_the_files_of_its_size() {
    let size = 65_536 + 256 + 3;
    let (folder, log) = Folder::of((0..size).map(entry));
    let mut expected: Vec<String> = tile::files_of(size).map(|t| t.path()).collect();
    expected.sort();
    assert_eq!(folder.0.keys().cloned().collect::<Vec<_>>(), expected);
    for path in ["tile/2/000.p/1", "tile/1/000", "tile/1/001.p/1", "tile/0/257.p/3", "tile/entries/257.p/3"] {
        assert!(folder.0.contains_key(path), "{path}");
    }
    assert_eq!(log.checkpoint("o").root, root_of(&leaves(size)));
    assert_eq!(tile::partials_of(size).count(), 4);
    let path = proof::inclusion(&folder, 65_537, size).unwrap();
    assert!(proof::verify_inclusion(&leaf_hash(&entry(65_537)), 65_537, size, &path, &root_of(&leaves(size))));
}

#[test]
fn a_log_is_taken_up_only_where_its_tiles_fit_its_checkpoint() {
    let (folder, log) = Folder::of((0..300).map(entry));
    let checkpoint = log.checkpoint("o");
    assert_eq!(Log::resume(&checkpoint, &folder).unwrap().size(), 300);
    for path in ["tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"] {
        let mut damaged = folder.clone();
        *damaged.0.get_mut(path).unwrap().last_mut().unwrap() ^= 1;
        assert!(Log::resume(&checkpoint, &damaged).is_err(), "{path}");
        damaged.0.remove(path);
        assert!(Log::resume(&checkpoint, &damaged).is_err(), "{path}");
    }
    assert!(Log::new().append(&[0; 65_536]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn growing_in_steps_gives_the_same_files_as_in_one_go(steps in proptest::collection::vec(size(), 1..5)) {
        let (mut folder, mut log) = (Folder::default(), Log::new());
        for step in steps {
            for _ in 0..step {
                log.append(&entry(log.size())).unwrap();
            }
            folder.take(&mut log);
            // Everything that belongs to this size is there, and nothing of it changes by taking the log up again.
            let (whole, again) = Folder::of((0..log.size()).map(entry));
            for (path, bytes) in &whole.0 {
                prop_assert_eq!(folder.0.get(path), Some(bytes), "{}", path);
            }
            prop_assert_eq!(again.checkpoint("o"), log.checkpoint("o"));
            log = Log::resume(&log.checkpoint("o"), &folder).unwrap();
            prop_assert!(log.files().is_empty());
        }
    }

    #[test]
    fn every_inclusion_proof_holds_and_no_altered_one(size in size(), at in any::<prop::sample::Index>(), flip in any::<prop::sample::Index>()) {
        let size = size + 1;
        let (folder, log) = Folder::of((0..size).map(entry));
        let root = log.checkpoint("o").root;
        let index = at.index(size as usize) as u64;
        let (leaf, path) = (leaf_hash(&entry(index)), proof::inclusion(&folder, index, size).unwrap());
        prop_assert!(proof::verify_inclusion(&leaf, index, size, &path, &root));
        let flipped = |digest: &mut Digest, bit: usize| digest.0[bit / 8] ^= 1 << (bit % 8);
        // One bit of: path, then leaf, then root.
        let mut parts = path.clone();
        parts.extend([leaf, root]);
        let bit = flip.index(parts.len() * 256);
        flipped(&mut parts[bit / 256], bit % 256);
        let (path_, ends) = parts.split_at(path.len());
        prop_assert!(!proof::verify_inclusion(&ends[0], index, size, path_, &ends[1]));
        prop_assert!(!proof::verify_inclusion(&leaf, index, size, &[&path[..], &[root]].concat(), &root));
        prop_assert!(size == 1 || !proof::verify_inclusion(&leaf, index, size, &path[1..], &root));
        prop_assert!(!proof::verify_inclusion(&leaf, size, size, &path, &root));
        if size > 1 {
            prop_assert!(!proof::verify_inclusion(&leaf, (index + 1) % size, size, &path, &root));
        }
    }

    #[test]
    fn every_consistency_proof_holds_and_no_altered_one(a in size(), b in size(), flip in any::<prop::sample::Index>()) {
        let (old, new) = (a.min(b), a.max(b));
        let (folder, _) = Folder::of((0..new).map(entry));
        let all = leaves(new);
        let (old_root, new_root) = (root_of(&all[..old as usize]), root_of(&all));
        let path = proof::consistency(&folder, old, new).unwrap();
        prop_assert!(proof::verify_consistency((old, &old_root), (new, &new_root), &path));
        let mut parts = path.clone();
        parts.extend([old_root, new_root]);
        let bit = flip.index(parts.len() * 256);
        parts[bit / 256].0[bit % 256 / 8] ^= 1 << (bit % 8);
        let (path_, ends) = parts.split_at(path.len());
        // A log without entries is the beginning of every log, whatever the new root is.
        if !(old == 0 && ends[1] != new_root && new > 0) {
            prop_assert!(!proof::verify_consistency((old, &ends[0]), (new, &ends[1]), path_));
        }
        prop_assert!(!proof::verify_consistency((old, &old_root), (new, &new_root), &[&path[..], &[new_root]].concat()));
        prop_assert!(!proof::verify_consistency((new + 1, &old_root), (new, &new_root), &path));
    }

    #[test]
    fn a_tile_path_reads_back_and_has_one_spelling(level in 0u8..64, index in 0u64..1 << 56, width in 1u16..=256, text in "tile/(entries|[0-9]{1,2})(/x?[0-9]{1,4}){1,3}(\\.p/[0-9]{1,3})?") {
        for tile in [Tile::hashes(level, index, width), Tile::entries(index, width)] {
            prop_assert_eq!(Tile::from_path(&tile.path()), Some(tile));
        }
        if let Some(tile) = Tile::from_path(&text) {
            prop_assert_eq!(tile.path(), text);
        }
    }

    #[test]
    fn no_bytes_make_a_decoder_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000), width in 0u16..=256, text in ".{0,60}") {
        if let Ok(entries) = tile::decode_entries(&bytes, width) {
            let mut again = Vec::new();
            prop_assert!(entries.iter().all(|e| tile::push_entry(&mut again, e)));
            prop_assert_eq!(&again, &bytes);
        }
        if let Ok(hashes) = tile::decode_hashes(&bytes, width) {
            prop_assert_eq!(tile::encode_hashes(&hashes), bytes);
        }
        let _ = Tile::from_path(&text);
        let _ = Tile::at(tile::Content::Hashes(255), u64::MAX, u64::MAX);
    }
}

#[test]
fn tile_paths_are_spelt_as_in_the_specification() {
    for (tile, path) in [
        (Tile::hashes(0, 0, 256), "tile/0/000"),
        (Tile::hashes(3, 1_234_067, 256), "tile/3/x001/x234/067"),
        (Tile::hashes(0, 1_234, 5), "tile/0/x001/234.p/5"),
        (Tile::entries(999, 255), "tile/entries/999.p/255"),
    ] {
        assert_eq!(tile.path(), path);
        assert_eq!(Tile::from_path(path), Some(tile));
    }
    for path in ["tile/0/0", "tile/0/x000/001", "tile/00/000", "tile/0/+01", "tile/0/000.p/0", "tile/0/000.p/256"] {
        assert_eq!(Tile::from_path(path), None, "{path}");
    }
    let sizes = [(0, None), (1, Some(1)), (256, Some(256)), (1000, Some(256))];
    for (size, width) in sizes {
        assert_eq!(Tile::at(tile::Content::Entries, 0, size).map(|t| t.width), width, "{size}");
    }
}
