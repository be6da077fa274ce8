//! Notes, keys, checkpoints and headers: one spelling each, nothing accepted that was altered, no panic on any bytes.

#![allow(clippy::unwrap_used)]

use custody::entry::{CaseId, EntryError, Header, RecordRef};
use custody::note::{Note, NoteError};
use custody::private::PrivateRef;
use custody::{Checkpoint, Kind, SigningKey, VerifyingKey};
use model::{Digest, ItemId, canonical};
use proptest::prelude::*;

const CASE: CaseId = CaseId([7; 16]);

/// The example note of the signed-note specification's reference implementation (golang.org/x/mod/sumdb/note).
const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETER_SAYS: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed([seed; 32])
}

fn checkpoint() -> String {
    Checkpoint { origin: CASE.origin(), size: 3, root: Digest::of(b"x"), extra: Vec::new() }.sign(&key(1))
}

#[test]
fn a_note_signed_by_the_reference_implementation_verifies() {
    let note = Note::parse(PETER_SAYS.as_bytes()).unwrap();
    note.verify(&PETER.parse().unwrap()).unwrap();
    assert_eq!(note.format(), PETER_SAYS);
    let other = key(1).verifying("PeterNeumann");
    assert!(matches!(note.verify(&other), Err(NoteError::NotSigned(_))));
}

#[test]
fn a_checkpoint_reads_back_and_its_signature_fits_only_its_key() {
    let signed = checkpoint();
    let (read, note) = Checkpoint::parse(signed.as_bytes()).unwrap();
    assert_eq!((read.origin.as_str(), read.size), ("exhibit/07070707070707070707070707070707", 3));
    note.verify(&key(1).verifying(&CASE.origin())).unwrap();
    assert!(note.verify(&key(2).verifying(&CASE.origin())).is_err());
    assert!(note.verify(&key(1).verifying("somebody")).is_err());
}

#[test]
fn no_single_bit_of_a_signed_checkpoint_can_change() {
    let signed = checkpoint().into_bytes();
    let verifier = key(1).verifying(&CASE.origin());
    for bit in 0..signed.len() * 8 {
        let mut damaged = signed.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        let accepted = Checkpoint::parse(&damaged).is_ok_and(|(_, note)| note.verify(&verifier).is_ok());
        assert!(!accepted, "bit {bit}");
    }
}

#[test]
fn a_verifier_key_has_one_spelling() {
    let text = key(9).verifying(&CASE.origin()).to_string();
    assert_eq!(text.parse::<VerifyingKey>().unwrap().to_string(), text);
    for bit in 0..text.len() * 8 {
        let mut damaged = text.clone().into_bytes();
        damaged[bit / 8] ^= 1 << (bit % 8);
        if let Ok(damaged) = String::from_utf8(damaged) {
            assert!(damaged.parse::<VerifyingKey>().is_err(), "{damaged}");
        }
    }
}

#[test]
fn a_key_hands_over_to_the_key_it_names_and_no_other() {
    let (old, new) = (key(1).verifying(&CASE.origin()), key(2).verifying(&CASE.origin()));
    let rotation = key(1).rotate_to(CASE, &new);
    assert!(old.handed_over(CASE, &rotation));
    assert!(!new.handed_over(CASE, &rotation));
    assert!(!old.handed_over(CaseId([8; 16]), &rotation));
    let mut other = rotation.clone();
    other.key = key(3).verifying(&CASE.origin()).to_string();
    assert!(!old.handed_over(CASE, &other));
    let header = Header::key(rotation);
    assert_eq!(Header::decode(&header.encode().unwrap()).unwrap(), header);
}

#[test]
fn a_header_is_written_as_documented() {
    let digest = |text: &str| Digest::of(text.as_bytes());
    let item = ItemId(digest("item"));
    let private = PrivateRef { at: 4, record: digest("file"), sha256: digest("line") };
    let header = Header::find(vec![item], "html", "1", digest("{}"), RecordRef::of(b"{}\n")).with_private(private);
    let text = String::from_utf8(header.encode().unwrap()).unwrap();
    assert_eq!(
        text,
        format!(
            r#"{{"analyser":"html","inputs":["{item}"],"kind":"find","params":"{}","private":{{"at":4,"record":"{}","sha256":"{}"}},"record":{{"count":1,"sha256":"{}","size":3}},"v":1,"version":"1"}}"#,
            digest("{}"),
            digest("file"),
            digest("line"),
            digest("{}\n"),
        )
    );
    let opening = Header::case(CASE, key(1).verifying(&CASE.origin()).to_string(), digest("toml"));
    let text = String::from_utf8(opening.encode().unwrap()).unwrap();
    assert!(text.starts_with(r#"{"case":{"id":"07070707070707070707070707070707","key":"exhibit/0707"#), "{text}");
}

#[test]
fn a_header_that_breaks_a_rule_is_refused() {
    let item = "0".repeat(64);
    for (bytes, error) in [
        (r#"{"kind":"sight","v":1}"#.to_owned(), "names exactly one item"),
        (format!(r#"{{"kind":"preserve","inputs":["{item}"],"v":1}}"#), "canonical"),
        (format!(r#"{{"inputs":["{item}"],"kind":"preserve","v":2}}"#), "version 2"),
        (format!(r#"{{"inputs":["{item}"],"kind":"preserve","v":1,"x":1}}"#), "unknown field"),
        (format!(r#"{{"inputs":["{item}"],"kind":"find","v":1}}"#), "analyser"),
        (r#"{"kind":"survey","v":1,"withheld":[]}"#.to_owned(), "canonical"),
        (r#"{"kind":"case","v":1}"#.to_owned(), "`case` member"),
        (r#"{"kind":"key","v":1}"#.to_owned(), "`key` member"),
        (format!(r#"{{"kind":"judge","v":1,"withheld":["{item}"]}}"#), "withholds nothing"),
        (r#"{"kind":"survey","v":1} "#.to_owned(), "canonical"),
        (r#"{"kind":"survey","record":{"count":1,"sha256":"","size":1},"v":1}"#.to_owned(), "SHA-256"),
        (String::new(), "not an entry header"),
        ("[".repeat(60_000), "not an entry header"),
    ] {
        let answer = Header::decode(bytes.as_bytes()).unwrap_err().to_string();
        assert!(answer.contains(error), "{bytes:.100}: {answer}");
    }
    let many = vec![ItemId(Digest::of(b"")); 1000];
    assert!(matches!(Header::judge(many).encode(), Err(EntryError::TooLong(_))));
    let record = RecordRef { count: 1 << 60, sha256: Digest::of(b""), size: 0 };
    assert_eq!(Header::fixity(record).encode(), Err(EntryError::LargeInteger));
}

fn digest() -> impl Strategy<Value = Digest> {
    any::<[u8; 32]>().prop_map(Digest)
}

fn header() -> impl Strategy<Value = Header> {
    let record =
        (digest(), 0u64..1 << 53, 0u64..1 << 53).prop_map(|(sha256, size, count)| RecordRef { count, sha256, size });
    let private =
        (digest(), digest(), 0u64..1 << 53).prop_map(|(sha256, record, at)| PrivateRef { at, record, sha256 });
    let inputs = proptest::collection::vec(digest().prop_map(ItemId), 0..4);
    let kind =
        prop::sample::select(vec![Kind::Preserve, Kind::Survey, Kind::Find, Kind::Attempt, Kind::Judge, Kind::Purge]);
    (kind, inputs, ".{0,12}", digest(), record, proptest::option::of(private)).prop_map(
        |(kind, inputs, name, digest, record, private)| {
            let header = match kind {
                Kind::Preserve => Header::preserve(ItemId(digest)),
                Kind::Find => Header::find(inputs, &name, "\u{1}\u{7f}\"\\/", digest, record),
                Kind::Attempt => Header::attempt(inputs, &name, "2", digest),
                Kind::Judge => Header::judge(inputs).with_record(record),
                Kind::Purge => Header::purge(inputs, vec![digest]),
                _ => Header::survey(),
            };
            Header { private, ..header }
        },
    )
}

proptest! {
    #[test]
    fn the_bytes_of_a_header_are_its_canonical_form(header in header()) {
        let bytes = header.encode().unwrap();
        prop_assert_eq!(std::str::from_utf8(&bytes).unwrap(), canonical::to_string(&header).unwrap());
        prop_assert_eq!(Header::decode(&bytes).unwrap(), header);
    }

    #[test]
    fn a_header_with_one_bit_flipped_is_another_header_or_none(header in header(), at in any::<prop::sample::Index>()) {
        let bytes = header.encode().unwrap();
        let bit = at.index(bytes.len() * 8);
        let mut damaged = bytes;
        damaged[bit / 8] ^= 1 << (bit % 8);
        prop_assert_ne!(Header::decode(&damaged).ok(), Some(header));
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in "[—a+/=0-9\n ]{0,80}|.{0,80}") {
        for bytes in [&bytes[..], text.as_bytes()] {
            let _ = Header::decode(bytes);
            if let Ok(note) = Note::parse(bytes) {
                let again = note.format();
                prop_assert_eq!(again.as_bytes(), bytes);
            }
            let _ = Checkpoint::parse(bytes);
        }
        let _ = text.parse::<VerifyingKey>();
        let _ = text.parse::<CaseId>();
        let _ = Checkpoint::parse_text(&text);
        let _ = custody::private::read_line(&text);
    }
}
