//! What goes in comes out: originals, records, entries, private lines, proofs; twice is once; purge and key rotation.

#![allow(clippy::unwrap_used, reason = "in a test, that is the failure")]

mod support;

use std::io::Read as _;

use custody::entry::{Header, Kind};
use custody::{proof, tree};
use model::Digest;
use serde_json::json;
use store::{Error, NewEntry, Purge, Reader, Writer};
use support::{Fresh, key, preserve};

fn read(mut file: std::fs::File) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn what_was_committed_is_there_for_the_next_reader() {
    let case = Fresh::new();
    let writer = case.create();
    let staged = writer.stage_stream(&mut &b"EXERCISE"[..]).unwrap();
    let mut record = writer.record();
    record.line(&json!({"b": 1, "a": "\u{17c}"})).unwrap();
    let record = record.finish().unwrap();
    let find = Header::find(vec![staged.id], "reader", "1", Digest::of(b"{}"), record);
    let batch = vec![preserve(&staged, "a.txt"), NewEntry { header: find, private: None }];
    let committed = writer.commit(batch, &mut case.entropy()).unwrap();
    assert_eq!((committed.first, committed.checkpoint.size), (1, 3));

    let reader = case.reader();
    assert_eq!(read(reader.original(staged.id).unwrap()), b"EXERCISE");
    assert_eq!(read(reader.record(record.sha256).unwrap()), "{\"a\":\"\u{17c}\",\"b\":1}\n".as_bytes());
    let headers: Vec<Header> = reader.entries(0..9).map(|e| e.unwrap().header().unwrap()).collect();
    assert_eq!(headers[1..], committed.headers);
    assert_eq!(headers[0].case.as_ref().unwrap().toml, Digest::of(reader.case_bytes()));
    let private = reader.private_line(&headers[1].private.unwrap()).unwrap().unwrap();
    assert!(private.contains("\"path\":\"a.txt\"") && private.contains("\"salt\":"), "{private}");

    let leaf = tree::leaf_hash(&reader.entry(1).unwrap().unwrap().bytes);
    let path = proof::inclusion(reader.tiles(), 1, 3).unwrap();
    assert!(proof::verify_inclusion(&leaf, 1, 3, &path, &reader.checkpoint().root));
}

#[test]
fn the_same_bytes_are_kept_once_and_files_cannot_be_changed() {
    use std::os::unix::fs::PermissionsExt as _;
    let case = Fresh::new();
    let writer = case.create();
    let first = writer.stage_stream(&mut &b"same"[..]).unwrap();
    let again = writer.stage_stream(&mut &b"same"[..]).unwrap();
    assert!(first.new && !again.new && first.id == again.id);
    let sight = NewEntry { header: Header::sight(first.id), private: None };
    writer.commit(vec![preserve(&first, "a"), sight], &mut case.entropy()).unwrap();
    assert!(!writer.stage_stream(&mut &b"same"[..]).unwrap().new);
    let mode = |path: std::path::PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let layout = writer.layout();
    assert_eq!(mode(layout.original(first.id)) & 0o222, 0);
    assert_eq!(mode(layout.root().join("log")), 0o700);
    assert_eq!(mode(layout.case_toml()) & 0o077, 0);
}

#[test]
fn an_entry_cannot_vouch_for_what_is_not_there() {
    let case = Fresh::new();
    let writer = case.create();
    let missing = model::ItemId(Digest::of(b"never staged"));
    let entry = NewEntry { header: Header::preserve(missing), private: None };
    assert!(matches!(writer.commit(vec![entry], &mut case.entropy()), Err(Error::NothingToVouchFor(_))));
    assert_eq!(case.reader().size(), 1);
}

#[test]
fn a_purge_takes_bytes_records_and_private_lines_and_leaves_the_others() {
    let case = Fresh::new();
    let writer = case.create();
    let gone = writer.stage_stream(&mut &b"to be purged"[..]).unwrap();
    let kept = writer.stage_stream(&mut &b"to be kept"[..]).unwrap();
    let mut record = writer.record();
    record.line(&json!({"about": "the first"})).unwrap();
    let record = record.finish().unwrap();
    let find = Header::find(vec![gone.id], "reader", "1", Digest::of(b"{}"), record);
    let batch = vec![preserve(&gone, "g"), preserve(&kept, "k"), NewEntry { header: find, private: None }];
    writer.commit(batch, &mut case.entropy()).unwrap();

    let before = case.reader();
    let purge = |reader: &Reader| Purge {
        item: gone.id,
        dependents: reader.dependents(gone.id).unwrap(),
        private: Some(json!({"reason": "a person's right"})),
    };
    let committed = writer.purge(purge(&before), &mut case.entropy()).unwrap();
    assert_eq!(committed.headers[0].withheld, [record.sha256]);

    let reader = case.reader();
    let private = |n: u64| {
        let header = reader.entry(n).unwrap().unwrap().header().unwrap();
        reader.private_line(&header.private.unwrap()).unwrap()
    };
    assert!(matches!(reader.original(gone.id), Err(Error::Missing(_))));
    assert!(matches!(reader.record(record.sha256), Err(Error::Missing(_))));
    assert_eq!(private(1), None);
    assert!(private(2).unwrap().contains("\"path\":\"k\""));
    assert_eq!(read(reader.original(kept.id).unwrap()), b"to be kept");
    assert!(support::names_nowhere(case.folder(), b"to be purged"));

    // Once more: nothing is left to take, and the first purge stays told.
    writer.purge(purge(&reader), &mut case.entropy()).unwrap();
    let reader = case.reader();
    let header = reader.entry(4).unwrap().unwrap().header().unwrap();
    assert_eq!(header.kind, Kind::Purge);
    assert!(reader.private_line(&header.private.unwrap()).unwrap().unwrap().contains("right"));
}

#[test]
fn after_a_rotation_only_the_new_key_opens_the_case() {
    let case = Fresh::new();
    let writer = case.create();
    writer.rotate_key(key(2), Some(json!({"who": "somebody"})), &mut case.entropy()).unwrap();
    let staged = writer.stage_stream(&mut &b"later"[..]).unwrap();
    writer.commit(vec![preserve(&staged, "l")], &mut case.entropy()).unwrap();
    drop(writer);
    assert!(matches!(Writer::open(case.folder(), key(1)), Err(Error::WrongKey { .. })));
    let writer = Writer::open(case.folder(), key(2)).unwrap();
    let reader = case.reader();
    let opening = reader.entry(0).unwrap().unwrap().header().unwrap().case.unwrap();
    let rotation = reader.entry(1).unwrap().unwrap().header().unwrap().key.unwrap();
    let old: custody::VerifyingKey = opening.key.parse().unwrap();
    assert!(old.handed_over(writer.id(), &rotation));
}

#[test]
fn a_log_grows_over_tile_borders_and_reopens_without_reading_it_all() {
    let case = Fresh::new();
    let mut writer = case.create();
    let mut size = 1;
    for batch in [1u64, 254, 1, 255, 256, 257, 700, 1] {
        let entries = (0..batch).map(|_| NewEntry { header: Header::survey(), private: None }).collect();
        size += batch;
        assert_eq!(writer.commit(entries, &mut case.entropy()).unwrap().checkpoint.size, size);
        drop(writer);
        writer = Writer::open(case.folder(), key(1)).unwrap();
        let reader = case.reader();
        let leaves: Vec<Digest> = reader.entries(0..size).map(|e| tree::leaf_hash(&e.unwrap().bytes)).collect();
        assert_eq!(tree::root_of(&leaves), reader.checkpoint().root, "{size}");
        assert_eq!(support::files_below(&case.folder().join("log/tile")), custody::tile::files_of(size).count());
    }
}

#[test]
fn a_reader_of_an_earlier_checkpoint_is_not_disturbed_by_later_commits() {
    let case = Fresh::new();
    let writer = case.create();
    let survey = |n: usize| (0..n).map(|_| NewEntry { header: Header::survey(), private: None }).collect::<Vec<_>>();
    writer.commit(survey(5), &mut case.entropy()).unwrap();
    let mut reader = case.reader();
    for (n, size) in [(3, 9), (400, 409)] {
        writer.commit(survey(n), &mut case.entropy()).unwrap();
        assert_eq!(reader.entries(0..99).map(|e| e.unwrap().number).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
        assert_eq!(proof::inclusion(reader.tiles(), 3, 6).unwrap().len(), 3);
        assert_eq!(case.reader().size(), size);
    }
    assert!(reader.refresh().unwrap() && reader.size() == 409);
}
