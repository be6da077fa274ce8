//! Finds third-party data for tests and measurements: the folder `shared` beside the clone, or the one that
//! `EXHIBIT_SHARED` names. For tests only: what is missing ends the run loudly, and what is skipped is said.
#![allow(clippy::print_stderr, reason = "a test says what it skips")]

use std::path::{Path, PathBuf};

/// A file or folder of the third-party data, by its path inside it; nothing where `EXHIBIT_SHARED=none` asks to skip.
///
/// # Panics
///
/// If it is not there.
#[must_use]
pub fn find(part: &str) -> Option<PathBuf> {
    let root = match std::env::var("EXHIBIT_SHARED") {
        Ok(none) if none == "none" => {
            eprintln!("SKIPPED: needs third-party data ({part}), and EXHIBIT_SHARED=none");
            return None;
        }
        Ok(root) => PathBuf::from(root),
        Err(_) => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
    };
    let found = root.join(part);
    assert!(
        found.exists(),
        "{} is missing: put the third-party data there, name its folder in EXHIBIT_SHARED, or set that to none to skip",
        found.display()
    );
    Some(found)
}
