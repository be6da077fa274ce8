//! Posts of X (Twitter) as tools and the platform itself hand them out: one dialect per file, one way of walking.
//!
//! Dialects are told apart by their fields; the `_type` that some carry is the same in two of them.

mod archive;
mod gallery_dl;
mod post;
mod scraped;
mod syndication;

use std::io::SeekFrom;

use model::import::Recognised;
use model::item::Kind;

use crate::encoding::{self, Utf8Stream};
use crate::importer::{Head, ImportError, Importer, Lines, ReadSeek, Sink, begin};
use crate::json::{Mender, Node, Outline, Scanner, Shape, Sort, outline};
use post::Reading;

pub(crate) use archive::ARCHIVE;
pub(crate) use gallery_dl::GALLERY_DL;
pub(crate) use post::{contradicts_id, media, snowflake_time};
pub(crate) use scraped::SCRAPED;
pub(crate) use syndication::SYNDICATION;

/// One way of writing posts of X as JSON.
pub(crate) struct Dialect {
    name: &'static str,
    /// The format's name for people, where the outline of the JSON is in this dialect.
    format: fn(&Outline) -> Option<&'static str>,
    /// What stands before the JSON: the X archive's files are scripts.
    prefix: fn(&str) -> Option<usize>,
    /// Reads one object into posts.
    read: fn(&Node, String, &mut Reading) -> Result<(), ImportError>,
}

const POSTS: Sort = Sort { noun: "post", remedy: "Collect it again to get it", limit: 8 << 20 };

impl Importer for Dialect {
    fn name(&self) -> &'static str {
        self.name
    }

    fn version(&self) -> &'static str {
        "1"
    }

    fn recognises(&self, head: &Head) -> Option<Recognised> {
        let text = encoding::head_text(head.bytes)?;
        let outline = outline(&text[(self.prefix)(&text)?..])?;
        let layout = if is_lines(&text) && outline.shape != Shape::List { " lines" } else { "" };
        Some(Recognised {
            kind: Kind::Export,
            mime: if layout.is_empty() { "application/json" } else { "application/x-ndjson" }.to_owned(),
            format: Some(format!("{}{layout}", (self.format)(&outline)?)),
        })
    }

    fn read(&self, input: &mut dyn ReadSeek, len: u64, out: &mut dyn Sink) -> Result<(), ImportError> {
        let head = begin(self, input, len, out)?;
        let mut lines = Lines::new(out);
        let text = encoding::head_text(&head).unwrap_or_default();
        let prefix = (self.prefix)(&text).unwrap_or(0);
        let (mut stream, base, converted) = Utf8Stream::open(input, &head)?;
        if let Some(encoding) = converted {
            lines.repaired(encoding::conversion(encoding))?;
        }
        match &mut stream {
            Utf8Stream::Plain(input) => {
                input.seek(SeekFrom::Start(base + prefix as u64))?;
            }
            Utf8Stream::Converted(converted) => {
                std::io::copy(&mut std::io::Read::take(&mut **converted, prefix as u64), &mut std::io::sink())?;
            }
        }
        let mut scanner = Scanner::new(stream, base + prefix as u64);
        let mut mender = Mender::default();
        let mut reading = Reading::default();
        let mut take = |node: &Node, place: String, lines: &mut Lines| {
            (self.read)(node, place, &mut reading)?;
            reading.pass_on(lines)
        };
        let end = if is_lines(&text) {
            POSTS.lines(&mut scanner, &mut mender, &mut lines, &mut take)
        } else if scanner.peek()? == Some(b'[') {
            POSTS.list(&mut scanner, &mut mender, &mut lines, &|index| format!("[{index}]"), &mut take)
        } else {
            POSTS.one(&mut scanner, &mut mender, &mut lines, "the whole file", &mut take)
        };
        POSTS.finish(end, reading.read, &mender, lines)
    }
}

/// Whether the text is one object to a line: it begins with an object, and one of its first lines is an object by
/// itself, not indented.
fn is_lines(text: &str) -> bool {
    let is_object = |line: &str| line.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
    text.trim_start().starts_with('{') && text.lines().take(8).any(is_object)
}

/// JSON with nothing before it.
fn bare(_: &str) -> Option<usize> {
    Some(0)
}
