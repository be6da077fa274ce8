//! Test vectors from the folder of third-party data.
#![allow(clippy::print_stderr)]

use std::path::PathBuf;

use serde_json::Value;

#[allow(clippy::print_stderr, reason = "a test says what it skips")]
/// A file of vectors; nothing where third-party data is switched off, and then it says so.
pub fn vectors(name: &str) -> Option<Value> {
    let folder = match std::env::var("EXHIBIT_SHARED") {
        Ok(none) if none == "none" => {
            eprintln!("skipped: EXHIBIT_SHARED=none, {name} was not read");
            return None;
        }
        Ok(folder) => PathBuf::from(folder),
        Err(_) => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
    };
    let file = folder.join("data/vectors").join(name);
    let text = std::fs::read(&file).unwrap_or_else(|error| {
        panic!("{} is missing ({error}); set EXHIBIT_SHARED, or EXHIBIT_SHARED=none to skip", file.display())
    });
    Some(serde_json::from_slice(&text).unwrap())
}
