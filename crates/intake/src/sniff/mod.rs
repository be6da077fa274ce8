//! What kind of bytes a file is, by its content alone: magic numbers first, then the look of the text. The name and
//! its extension have no say.

mod container;
mod magic;
mod words;

use model::import::Recognised;
use model::item::Kind;

use crate::importer::Head;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sniffed {
    /// Kind of bytes.
    pub(crate) kind: Kind,
    /// Media type.
    pub(crate) mime: &'static str,
    /// Name for people.
    pub(crate) name: &'static str,
}

impl Sniffed {
    const fn new(kind: Kind, mime: &'static str, name: &'static str) -> Self {
        Self { kind, mime, name }
    }

    /// Kept, not read: kind and media type, no format.
    pub(crate) fn kept(self) -> Recognised {
        Recognised { kind: self.kind, mime: self.mime.to_owned(), format: None }
    }

    /// Read, under the name of its format.
    pub(crate) fn read_as(self, format: &str) -> Recognised {
        Recognised { kind: self.kind, mime: self.mime.to_owned(), format: Some(format.to_owned()) }
    }
}

/// Says what a file is. Never fails: bytes that are nothing known are `application/octet-stream`.
pub(crate) fn sniff(head: &Head) -> Sniffed {
    if head.bytes.is_empty() {
        return Sniffed::new(Kind::Other, "inode/x-empty", "empty file");
    }
    magic::by_magic(head.bytes)
        .or_else(|| container::by_container(head.bytes))
        .or_else(|| words::by_words(head))
        .unwrap_or(Sniffed::new(Kind::Other, "application/octet-stream", "unknown bytes"))
}
