//! What the `frames` finding of an item says, read back: the recording as it can be compared with others.

use std::fs::File;
use std::io::{BufRead, BufReader};

use fingerprint::recording::{FrameCodes, FrameLine, Outline, Recording};
use model::{Digest, ItemId};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::open::Case;

/// One line of the record: the frames in their order, what broke off, and the outline last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum Line {
    /// A frame that was kept.
    Frame(FrameLine),
    /// Pictures, sound or the whole end before the file says they do.
    Broken(Broken),
    /// What is known of the whole.
    Outline(Outline),
}

/// Where decoding stopped because of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broken {
    /// `picture`, `sound`, or `file` where its container says that the end is missing.
    pub what: String,
    /// In one sentence.
    pub why: String,
}

/// A recording, and what of it could not be decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// Frames and sound.
    pub recording: Recording,
    /// What breaks off.
    pub broken: Vec<Broken>,
}

/// An item that was watched, and the record that says what was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WatchedItem {
    /// The item.
    pub item: ItemId,
    /// Its newest record of frames.
    pub record: Digest,
}

impl Case {
    /// Every item that has been watched, in the order in which items were preserved.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn watched_items(&self) -> Result<Vec<WatchedItem>, Error> {
        let items = self.index().items_with_findings()?.into_iter();
        let watched = items.filter_map(|(item, _, findings)| {
            let newest = findings.iter().rev().find(|finding| finding.stage() == "frames" && !finding.failed);
            Some(WatchedItem { item, record: newest?.record? })
        });
        Ok(watched.collect())
    }

    /// What was seen and heard of an item.
    ///
    /// # Errors
    /// Where the record cannot be read or is damaged.
    pub fn watched(&self, watched: WatchedItem) -> Result<Watched, Error> {
        let WatchedItem { item, record } = watched;
        let damaged =
            |why: String| Error::Damaged { what: format!("the record {record} of the frames of {item}"), why };
        let file = BufReader::with_capacity(1 << 17, self.reader().record(record)?);
        from_lines(file).map_err(damaged)
    }
}

/// Watches and hears a file that is in no case, as items of a case are, or more closely.
///
/// # Errors
/// In one sentence, where it cannot be decoded or there is no decoder.
pub fn watch_file(decoder: &media::OnDemand, file: &File, closely: bool) -> Result<Watched, String> {
    let decoder = decoder.get().map_err(|problem| problem.to_string())?;
    let lines = crate::analysers::watch_file(decoder, file, closely).map_err(|failure| failure.to_string())?;
    from_lines(&lines[..])
}

/// A recording from the lines of its record.
fn from_lines(lines: impl BufRead) -> Result<Watched, String> {
    let mut frames = Vec::new();
    let mut broken = Vec::new();
    for line in lines.lines() {
        let line = line.map_err(|error| error.to_string())?;
        match serde_json::from_str(&line).map_err(|error| error.to_string())? {
            Line::Frame(frame) => frames.push(FrameCodes::from_line(&frame).ok_or("a frame is cut off")?),
            Line::Broken(part) => broken.push(part),
            Line::Outline(outline) => {
                let recording = Recording::assemble(&outline, frames).ok_or("its outline makes no sense")?;
                return Ok(Watched { recording, broken });
            }
        }
    }
    Err("it has no outline".to_owned())
}
