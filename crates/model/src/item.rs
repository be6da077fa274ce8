//! What is known of a preserved item from collecting it: kind of bytes, sightings, and what the Berkeley Protocol
//! asks to be recorded at collection.

use serde::{Deserialize, Serialize};

use crate::name::PathName;
use crate::time::Utc;

/// What kind of bytes an item is, by content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Moving pictures.
    Video,
    /// A still picture or an animation.
    Picture,
    /// Sound alone.
    Sound,
    /// A saved web page.
    Page,
    /// Readable text or a document.
    Document,
    /// An export or side-car file of a platform or tool.
    Export,
    /// Anything else.
    Other,
}

impl Kind {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Video => "video",
            Self::Picture => "picture",
            Self::Sound => "sound",
            Self::Page => "page",
            Self::Document => "document",
            Self::Export => "export",
            Self::Other => "other",
        }
    }
}

/// One meeting with an item's bytes: where, when, by whom. The same bytes met again are a second sighting.
///
/// This is the private part of a `preserve` or `sight` log entry; the fields follow Berkeley Protocol paragraph 155
/// and Annex IV. A field that is not known is `None`, and `exhibit show` lists it as missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// Path inside the material that was pointed at.
    pub path: PathName,
    /// The folder that was pointed at, or that holds the file that was pointed at; absolute.
    pub root: PathName,
    /// Identity and times of the file on the collecting machine; used to tell an unchanged file without reading it.
    pub file: FileFacts,
    /// Why the item was collected, in the collector's words.
    pub why: Option<String>,
    /// Who collected it.
    pub collector: Option<String>,
    /// When the bytes were preserved, by the collecting machine's clock.
    pub at: Utc,
    /// What set that clock, as far as the machine says: `ntp-synchronised`, `not synchronised`, or unknown.
    pub clock: Option<String>,
    /// Name of the collecting machine.
    pub machine: Option<String>,
    /// Tool and version.
    pub tool: String,
}

/// What the file system said of a file when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileFacts {
    /// Device number. Carried as text because it exceeds 2^53 on some systems.
    #[serde(with = "as_text")]
    pub device: u64,
    /// Inode number.
    #[serde(with = "as_text")]
    pub inode: u64,
    /// Size in bytes.
    pub size: u64,
    /// Modification time in nanoseconds since 1970.
    #[serde(with = "as_text")]
    pub modified_ns: i64,
    /// Status-change time in nanoseconds since 1970.
    #[serde(with = "as_text")]
    pub changed_ns: i64,
}

impl Sighting {
    /// The file's whole path: `root` joined with `path`, exact bytes.
    pub fn whole_path(&self) -> Vec<u8> {
        let mut whole = self.root.bytes();
        whole.push(b'/');
        whole.extend(self.path.bytes());
        whole
    }

    /// Tells an unchanged file without reading it: same path, device, inode, size and times.
    pub fn unchanged_key(&self) -> [u8; 16] {
        self.file.unchanged_key(&self.whole_path())
    }
}

impl FileFacts {
    /// The first half of SHA-256 over the whole path and everything here.
    pub fn unchanged_key(&self, whole_path: &[u8]) -> [u8; 16] {
        let mut bytes = Vec::with_capacity(whole_path.len() + 48);
        bytes.extend_from_slice(whole_path);
        bytes.push(0);
        for number in [self.device, self.inode, self.size, self.modified_ns as u64, self.changed_ns as u64] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        let digest = crate::Digest::of(&bytes).0;
        std::array::from_fn(|i| digest[i])
    }
}

/// Something met while collecting that was not preserved, with the reason and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotPreserved {
    /// Where it was met.
    pub path: PathName,
    /// What it is or what went wrong.
    pub reason: Obstacle,
    /// The system's words, where there are any.
    pub detail: Option<String>,
}

/// Why something in the material was not preserved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// A symbolic link: named, not followed.
    Link,
    /// A socket, pipe or device.
    NotAFile,
    /// The system refused to open or read it.
    Unreadable,
    /// It changed while it was being read, every time it was tried.
    Changing,
    /// It went away between listing and reading.
    Vanished,
    /// The case itself, or another case, met inside the material.
    InsideACase,
    /// Its bytes were purged from the case; a person decided that it shall not hold them.
    Purged,
}

impl Obstacle {
    /// One sentence for people, with the remedy.
    pub fn words(self) -> &'static str {
        match self {
            Self::Link => "a symbolic link; it was not followed. Add what it points to by name if you need it",
            Self::NotAFile => "a socket, pipe or device, not a file; there are no bytes to keep",
            Self::Unreadable => "could not be read. Give yourself permission to read it and add it again",
            Self::Changing => "kept changing while it was read. Stop what writes to it and add it again",
            Self::Vanished => "was gone before it could be read",
            Self::InsideACase => "belongs to a case folder and was left alone",
            Self::Purged => {
                "its bytes were purged from this case and were not taken in again. If they shall be kept after all, \
                 make another case of them"
            }
        }
    }
}

mod as_text {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer, T: ToString>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&value.to_string())
    }

    pub fn deserialize<'de, D: Deserializer<'de>, T: std::str::FromStr<Err: std::fmt::Display>>(
        d: D,
    ) -> Result<T, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
