//! Whatever the bytes, every reader comes back: arbitrary bytes, and valid files cut, flipped and spliced.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::Path;

use proptest::prelude::*;

/// Every fixture, with its name for the message of a failure.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files.iter().map(|path| (path.display().to_string(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn every_fixture_cut_at_every_97th_byte_is_read_without_panic() {
    for (_, bytes) in fixtures() {
        for cut in (0..bytes.len()).step_by(97).chain([bytes.len()]) {
            intake::fuzz_one(&bytes[..cut]);
        }
    }
}

#[test]
fn every_fixture_with_flipped_bytes_is_read_without_panic() {
    for (_, bytes) in fixtures() {
        for at in (0..bytes.len()).step_by(127) {
            for flip in [0x01, 0x80, 0xff] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                intake::fuzz_one(&damaged);
            }
        }
    }
}

#[test]
fn known_traps_are_read_without_panic() {
    let deep = |open: &str, close: &str| open.repeat(100_000) + &close.repeat(100_000);
    let traps: Vec<Vec<u8>> = vec![
        vec![],
        vec![0],
        vec![0; 70_000],
        vec![0xff; 5],
        vec![0xff, 0xfe],
        vec![0xfe, 0xff, 0xd8],
        b"\xef\xbb\xbf".to_vec(),
        b"\xef\xbb\xbf{".to_vec(),
        b"[".to_vec(),
        b"{\"messages\":".to_vec(),
        b"{\"messages\":[{\"from_id\":1e400}]}".to_vec(),
        b"[1e999, -1e-999, 99999999999999999999999999999999]".to_vec(),
        "\u{202e}\u{200f}".repeat(1000).into_bytes(),
        deep("[", "]").into_bytes(),
        deep("{\"a\":", "}").into_bytes(),
        b"\"".repeat(100_001),
        b"\\".repeat(100_001),
        [b"PK\x03\x04".to_vec(), vec![b'x'; 10]].concat(),
        b"\0\0\0\x08ftyp".to_vec(),
        b"\xff\xff\xff\xffwide".to_vec(),
    ];
    for trap in traps {
        intake::fuzz_one(&trap);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn arbitrary_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        intake::fuzz_one(&bytes);
    }

    #[test]
    fn arbitrary_text_is_read_without_panic(text in "[\\[\\]{}\":,a-z0-9\\\\\n <>/=—@()жł]{0,400}") {
        intake::fuzz_one(text.as_bytes());
    }

    #[test]
    fn spliced_fixtures_are_read_without_panic(
        which in any::<prop::sample::Index>(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
        junk in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        let fixtures = fixtures();
        let bytes = &fixtures[which.index(fixtures.len())].1;
        let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
        let spliced = [&bytes[..from], &junk[..], &bytes[to..]].concat();
        intake::fuzz_one(&spliced);
    }
}
