//! One entry point for fuzzers and property tests: whatever the bytes, every reader must come back.

use std::io::Cursor;

use crate::importer::{HEAD_BYTES, Head};
use crate::registry::{import, recognise, registry};

/// Recognises and imports `bytes` as the registry would, then lets every reader try them, recognised or not. Panics
/// only where a reader is at fault.
pub fn fuzz_one(bytes: &[u8]) {
    let len = bytes.len() as u64;
    let head = Head { bytes: &bytes[..bytes.len().min(HEAD_BYTES)], len };
    let (told, _) = recognise(&head);
    let mut lines = Vec::new();
    let read = import(&mut Cursor::new(bytes), len, &mut lines);
    assert!(read.is_ok_and(|(read_as, _)| read_as == told), "a stream in memory and a list cannot fail");
    assert!(matches!(lines.first(), Some(model::import::ImportLine::Recognised(_))), "the first line says what it is");
    for importer in registry() {
        let mut lines = Vec::new();
        assert!(importer.read(&mut Cursor::new(bytes), len, &mut lines).is_ok(), "{} failed", importer.name());
    }
}
