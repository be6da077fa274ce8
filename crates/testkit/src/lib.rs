//! Temporary cases with a fixed clock, a fixed key and repeatable randomness. For tests only: it ends the test where
//! something fails.
#![allow(clippy::unwrap_used)]

use std::cell::Cell;
use std::path::{Path, PathBuf};

use case::{Actor, Case, Host, Silent, WritableCase};
use custody::SigningKey;
use model::Utc;

/// The instant at which every test happens: 2026-03-14T12:00:00Z.
pub const NOW: Utc = Utc(1_773_489_600);

thread_local! {
    static STATE: Cell<u64> = const { Cell::new(0x9e37_79b9_7f4a_7c15) };
}

/// Repeatable bytes (xorshift), different at each call.
fn fill(bytes: &mut [u8]) {
    for byte in bytes {
        let mut x = STATE.get();
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        STATE.set(x);
        *byte = x as u8;
    }
}

fn now() -> Utc {
    NOW
}

/// The world of a test.
pub fn host() -> Host<'static> {
    Host {
        actor: Actor {
            collector: Some("A. Tester".to_owned()),
            machine: Some("test-machine".to_owned()),
            tool: "exhibit test".to_owned(),
            clock: None,
        },
        now: &now,
        entropy: &fill,
        progress: &Silent,
        threads: 2,
        decoder: no_decoder(),
    }
}

/// The tests of what is made of decoded material ask the program, which can contain a decoder.
fn no_decoder() -> &'static media::OnDemand {
    static NONE: std::sync::LazyLock<media::OnDemand> =
        std::sync::LazyLock::new(|| media::OnDemand::none("tests run without a decoder"));
    &NONE
}

/// The key that signs every test's case.
pub fn key() -> SigningKey {
    SigningKey::from_seed([7; 32])
}

/// Material and a case in a folder that goes with the test.
pub struct TempCase {
    folder: tempfile::TempDir,
}

impl TempCase {
    /// A folder of material with these files, not yet examined.
    pub fn with(files: &[(&str, &[u8])]) -> Self {
        let temp = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(temp.material()).unwrap();
        for (path, bytes) in files {
            temp.put(path, bytes);
        }
        temp
    }

    /// Adds a file to the material.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.material().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// The folder of material.
    pub fn material(&self) -> PathBuf {
        self.folder.path().join("material")
    }

    /// The folder of the case.
    pub fn case(&self) -> PathBuf {
        self.folder.path().join("test.case")
    }

    /// Makes the case, or opens it, preserves what is new and examines it.
    pub fn examine(&self) -> WritableCase {
        let host = host();
        let mut case = if Path::new(&self.case().join("case.toml")).exists() {
            WritableCase::open(&self.case(), key(), &host).unwrap()
        } else {
            WritableCase::create(&self.case(), "A test", key(), &host).unwrap()
        };
        case.add(&self.material(), None, &host).unwrap();
        case.examine(false, &host).unwrap();
        case
    }

    /// Opens the case for reading.
    pub fn open(&self) -> Case {
        Case::open(&self.case(), &Silent).unwrap()
    }
}
