//! The log as a bundle shows it: some entries, one hash for every stretch between them, and the head that they lead to.

use std::io::{BufRead, BufReader};
use std::path::Path;

use custody::Checkpoint;
use custody::excerpt::{Excerpt, Part};
use model::Utc;

use crate::case_toml::{CaseToml, FORMAT};
use crate::error::{Doing as _, Error};
use crate::log_folder::read_bounded;
use crate::reader::Entry;

/// Longest text of a checkpoint.
const MAX_CHECKPOINT: u64 = 4096;

/// What a bundle says of the log.
pub(crate) struct Bundle {
    /// Only the id is known: title and maker are private.
    pub case: CaseToml,
    pub checkpoint: Checkpoint,
    /// In order.
    pub shown: Vec<Entry>,
}

impl Bundle {
    /// Reads `checkpoint.txt` and `log.jsonl`, and refuses what does not lead from one to the other.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("checkpoint.txt");
        let text = read_bounded(&path, MAX_CHECKPOINT).doing("reading", &path)?;
        let checkpoint = Checkpoint::parse_text(&String::from_utf8_lossy(&text));
        let checkpoint = checkpoint.map_err(|e| Error::damaged(&path, e.to_string()))?;

        let path = folder.join("log.jsonl");
        let damaged = |what: String| Error::damaged(&path, what);
        let file = std::fs::File::open(&path).doing("reading", &path)?;
        let (mut excerpt, mut shown) = (Excerpt::default(), Vec::new());
        for line in BufReader::new(file).lines() {
            let part: Part =
                serde_json::from_str(&line.doing("reading", &path)?).map_err(|e| damaged(e.to_string()))?;
            excerpt.push(&part).map_err(|e| damaged(e.to_string()))?;
            if let Part::Shown(entry) = part {
                shown.push(Entry { number: entry.entry, bytes: entry.header.into_bytes() });
            }
        }
        if (excerpt.size(), excerpt.root()) != (checkpoint.size, checkpoint.root) {
            return Err(damaged("it does not lead to the root in checkpoint.txt".to_owned()));
        }
        let opening = shown.first().filter(|e| e.number == 0).map(Entry::header).transpose()?.and_then(|h| h.case);
        let id = opening.ok_or_else(|| damaged("it does not show entry 0, which opens the case".to_owned()))?.id;
        let case =
            CaseToml { format: FORMAT, id, title: String::new(), by: None, created: Utc(0), tool: String::new() };
        Ok(Self { case, checkpoint, shown })
    }
}
