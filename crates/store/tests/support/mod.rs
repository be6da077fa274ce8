//! A case in a temporary folder, a counting source of "random" bytes, and a look over the whole folder.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "in a test, that is the failure")]

pub mod check;
pub mod script;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use custody::{Header, SigningKey};
use model::Utc;
use serde_json::json;
use store::{NewCase, NewEntry, Reader, Staged, Writer};

static SALTS: AtomicU64 = AtomicU64::new(1);

/// Bytes that differ at every call.
pub fn entropy(bytes: &mut [u8]) {
    let n = SALTS.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    bytes.iter_mut().zip(n.iter().cycle()).for_each(|(b, n)| *b = *n);
}

pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed([seed; 32])
}

pub fn new_case() -> NewCase {
    NewCase { title: "EXERCISE".into(), by: None, created: Utc(0), tool: "test 0".into() }
}

pub fn preserve(staged: &Staged, path: &str) -> NewEntry {
    NewEntry { header: Header::preserve(staged.id), private: Some(json!({ "path": path })) }
}

/// A folder for a case, removed afterwards.
pub struct Fresh(tempfile::TempDir);

impl Fresh {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// In memory, where the system has such a place: syncing costs nothing there.
    pub fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        Self(if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap())
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    pub fn create(&self) -> Writer {
        Writer::create(self.folder(), new_case(), key(1), &mut entropy).unwrap()
    }

    pub fn reader(&self) -> Reader {
        Reader::open(self.folder()).unwrap()
    }

    pub fn entropy(&self) -> impl FnMut(&mut [u8]) + use<> {
        entropy
    }
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// All files below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(folder, &mut found);
    found
}

pub fn files_below(folder: &Path) -> usize {
    files(folder).len()
}

/// Whether no file below `folder` contains the ASCII text `needle`.
pub fn names_nowhere(folder: &Path, needle: &[u8]) -> bool {
    let needle = std::str::from_utf8(needle).unwrap();
    files(folder).iter().all(|f| !String::from_utf8_lossy(&std::fs::read(f).unwrap()).contains(needle))
}
