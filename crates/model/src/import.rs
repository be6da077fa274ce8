//! What an importer says: the lines of an import record, one JSON object each.
//!
//! An import is a finding (item → posts, sources, what was *not collected*), so these lines are hashed and kept.

use serde::{Deserialize, Serialize};

use crate::item::Kind;
use crate::post::{Article, Post, Source};

/// One line of an import record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum ImportLine {
    /// What the item is. Always the first line.
    Recognised(Recognised),
    /// A speaker. Comes before the first post that names it.
    Source(Source),
    /// A message.
    Post(Box<Post>),
    /// A page or article; at most one in a record.
    Article(Box<Article>),
    /// Facts that a side-car states about the file beside it.
    SideCar(SideCar),
    /// Something the material itself says is absent.
    NotCollected(NotCollected),
    /// A change made in order to read the input, for example an invalid escape that was read as a character.
    Repaired(Repaired),
    /// A part that could not be read. What came before and after it is kept.
    Problem(Problem),
}

/// What an item is, by its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognised {
    /// Kind of bytes.
    pub kind: Kind,
    /// Media type by content: `image/jpeg`, `application/json`, …
    pub mime: String,
    /// Format name for people: "Telegram Desktop export (one chat)"; nothing where the item is kept, not read.
    pub format: Option<String>,
}

/// Facts that a side-car file states about the media file beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideCar {
    /// File name (no folder) of the file it speaks of, without extension where the side-car does not state one.
    pub about: Option<String>,
    /// The address the media was fetched from, as stated.
    pub url: Option<String>,
    /// Tool and version that wrote it.
    pub tool: Option<String>,
}

/// Something that the material says exists and does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotCollected {
    /// What it is: "video of message 95587".
    pub what: String,
    /// Why, in the material's own words where it has some.
    pub why: String,
    /// Where the material says so.
    pub locator: String,
}

/// A change made in order to read the input. The original bytes stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repaired {
    /// What was changed, in words.
    pub what: String,
    /// How many times.
    pub count: u64,
    /// Byte offset of the first one.
    pub first_at: u64,
}

/// A part that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// One sentence: what is wrong and what to do about it. The caller adds the file's name.
    pub what: String,
    /// Where: a byte offset, a line, `messages[12]`.
    pub locator: Option<String>,
}
