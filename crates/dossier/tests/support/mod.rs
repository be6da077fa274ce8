//! Cases for the tests: made in a temporary folder with a fixed key, clock and randomness.

#![allow(dead_code, clippy::unwrap_used, reason = "every test file uses a part of it; a test may panic")]

use std::cell::Cell;
use std::path::{Path, PathBuf};

use case::{Actor, Case, Host, Silent, WritableCase};
use custody::SigningKey;
use model::Utc;

pub const COLLECTOR: &str = "Renata Planted-Collector";
pub const MACHINE: &str = "planted-machine-07";
pub const WHY: &str = "planted reason for collecting";

/// A case and the folder that goes with it.
pub struct Made {
    pub folder: tempfile::TempDir,
    pub case: PathBuf,
}

impl Made {
    /// A case of files with these paths and contents.
    pub fn of(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let material = folder.path().join("material");
        for (path, bytes) in files {
            let path = material.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        let made = Self { case: folder.path().join("made.case"), folder };
        with_host(|host| {
            let mut case = WritableCase::create(&made.case, "A case for a test", key(), host).unwrap();
            case.add(&material, Some(WHY), host).unwrap();
            case.examine(false, host).unwrap();
        });
        made
    }

    /// The demonstration case.
    pub fn exercise() -> Self {
        let files = exercise::material();
        Self::of(&files.iter().map(|f| (f.path.as_str(), f.bytes.as_slice())).collect::<Vec<_>>())
    }

    pub fn open(&self) -> Case {
        Case::open(&self.case, &Silent).unwrap()
    }

    pub fn open_at(&self, size: u64) -> Case {
        Case::open_at(&self.case, Some(size), &Silent).unwrap()
    }

    /// The same case once more, in another folder.
    pub fn copy(&self) -> Self {
        fn copy(from: &Path, to: &Path) {
            std::fs::create_dir_all(to).unwrap();
            for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
                let to = to.join(entry.file_name());
                if entry.file_type().unwrap().is_dir() {
                    copy(&entry.path(), &to);
                } else {
                    std::fs::copy(entry.path(), to).unwrap();
                }
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let made = Self { case: folder.path().join("copy.case"), folder };
        copy(&self.case, &made.case);
        made
    }

    /// Does something to the case.
    pub fn change(&self, change: impl FnOnce(&mut WritableCase, &Host<'_>)) {
        with_host(|host| change(&mut WritableCase::open(&self.case, key(), host).unwrap(), host));
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

fn key() -> SigningKey {
    SigningKey::from_seed([7; 32])
}

fn with_host(run: impl FnOnce(&Host<'_>)) {
    let drawn = Cell::new(0_u8);
    let entropy = |bytes: &mut [u8]| {
        for byte in bytes {
            drawn.set(drawn.get().wrapping_add(1));
            *byte = drawn.get();
        }
    };
    run(&Host {
        actor: Actor {
            collector: Some(COLLECTOR.to_owned()),
            machine: Some(MACHINE.to_owned()),
            tool: "exhibit 0.0".to_owned(),
            clock: None,
        },
        now: &|| Utc(1_773_480_000),
        entropy: &entropy,
        progress: &Silent,
        threads: 2,
        decoder: &media::OnDemand::none("these tests decode nothing"),
    });
}

/// One Telegram chat with these messages (JSON objects without the outer braces' id and type).
pub fn chat(messages: &[String]) -> Vec<u8> {
    let messages: Vec<String> = messages
        .iter()
        .enumerate()
        .map(|(at, rest)| format!("{{\"id\": {}, \"type\": \"message\", {rest}}}", at + 1))
        .collect();
    format!(
        "{{\"name\": \"River watch\", \"type\": \"public_channel\", \"id\": 1900100099, \"messages\": [{}]}}",
        messages.join(",\n")
    )
    .into_bytes()
}

/// A message of a private account.
pub fn message(from: &str, id: u64, second: u64, text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    format!(
        "\"date\": \"2026-03-12T06:{:02}:{:02}\", \"date_unixtime\": \"{}\", \"from\": \"{from}\", \"from_id\": \"user{id}\", \"text\": \"{text}\"",
        second / 60 % 60,
        second % 60,
        1_773_290_400 + second
    )
}

/// A file of a bundle as text.
pub fn file<'b>(bundle: &'b dossier::Bundle, path: &str) -> &'b str {
    let (_, bytes) = bundle.files.iter().find(|(p, _)| p == path).unwrap();
    std::str::from_utf8(bytes).unwrap()
}
