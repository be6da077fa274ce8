//! Decoders for the tests: the real one, and one played by a test program.
#![allow(dead_code, clippy::print_stderr)]

use std::fs::{self, File};
use std::io::{Seek, Write};

use media::{Decoder, Limits, Programs};

/// The program that can contain.
pub const EXHIBIT: &str = env!("CARGO_BIN_EXE_contained-for-tests");

/// A decoder that plays a role.
pub struct Player {
    folder: tempfile::TempDir,
    role: String,
}

/// The test program under the names of the decoder's two, in a folder that tells it what to do.
pub fn player(role: &str) -> Player {
    let player = Player { folder: tempfile::tempdir().unwrap(), role: role.to_owned() };
    let folder = player.folder.path().join(role);
    fs::create_dir(&folder).unwrap();
    for name in ["ffmpeg", "ffprobe"] {
        fs::copy(EXHIBIT, folder.join(name)).unwrap();
    }
    player
}

impl Player {
    pub fn programs(&self) -> Programs {
        let program = |name: &str| self.folder.path().join(&self.role).join(name);
        Programs { exhibit: EXHIBIT.into(), ffmpeg: program("ffmpeg"), ffprobe: program("ffprobe") }
    }

    pub fn decoder(&self, limits: Limits) -> Decoder {
        Decoder::new(self.programs(), limits).unwrap()
    }

    pub fn folder(&self) -> &str {
        self.folder.path().to_str().unwrap()
    }
}

/// The decoder that is installed. The tests need one.
pub fn decoder(limits: Limits) -> Decoder {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let programs = Programs::find(EXHIBIT.into(), &path).expect("the tests need ffmpeg; scripts/setup.sh installs it");
    Decoder::new(programs, limits).unwrap()
}

/// A file without a name that holds these bytes.
pub fn file_with(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    file
}

/// Command lines of this process's children.
pub fn children_of_this_process() -> Vec<String> {
    let own = std::process::id().to_string();
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let status = fs::read_to_string(entry.path().join("status")).unwrap_or_default();
        let parent = status.lines().find_map(|line| line.strip_prefix("PPid:"));
        if parent.map(str::trim) == Some(&own) {
            let command = fs::read(entry.path().join("cmdline")).unwrap_or_default();
            found.push(String::from_utf8_lossy(&command).replace('\0', " "));
        }
    }
    found
}
