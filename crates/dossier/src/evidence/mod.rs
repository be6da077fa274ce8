//! What somebody needs who wants to derive it all again: the cited log entries with their proof, the records of the
//! findings, and the collected texts; each whole or not at all, with the reason.

mod cited;
mod conclusions;
mod shown;

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read};

use case::Case;
use custody::excerpt::{self, Part};
use model::{Digest, ItemId, canonical};
use serde::Serialize;

use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::redact::{Redactor, Why};

pub(crate) use cited::Cited;
pub(crate) use shown::Shown;

/// Path of the excerpt of the log.
pub(crate) const LOG: &str = "log.jsonl";
/// Path of the list of what is among the evidence and what is not.
pub(crate) const INDEX: &str = "evidence/index.jsonl";

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Line {
    /// Number of the entry that vouches for it; nothing for a conclusion, which follows from all of them.
    entry: Option<u64>,
    included: bool,
    /// A conclusion's name.
    name: Option<&'static str>,
    /// Hash of the file; nothing for a conclusion that is withheld.
    sha256: Option<Digest>,
    /// `original`, `record` or `conclusion`.
    what: &'static str,
    /// Why it is not included.
    why: Option<Why>,
}

/// Writes the excerpt of the log, the evidence, and the list of both what is there and what is not.
pub(crate) fn write(case: &Case, redactor: &Redactor, shelf: &mut Shelf<'_>) -> Result<Shown, Error> {
    let cited = Cited::read(case)?;
    log(case, &cited.entries, shelf)?;
    let shown = Shown::decide(case, redactor, &cited)?;
    let mut lines = Vec::new();
    for (what, folder, files) in [("original", "originals", &shown.originals), ("record", "records", &shown.records)] {
        for (digest, (entry, why)) in files {
            if why.is_none() {
                let hex = digest.hex();
                shelf.put(&format!("evidence/{folder}/{}/{hex}", &hex[..2]), |to| -> Result<(), Cause> {
                    let mut from = if what == "original" {
                        case.reader().original(ItemId(*digest)).map_err(case::Error::from)?
                    } else {
                        case.reader().record(*digest).map_err(case::Error::from)?
                    };
                    io::copy(&mut from, to)?;
                    Ok(())
                })?;
            }
            let (entry, sha256) = (Some(*entry), Some(*digest));
            lines.push(Line { entry, included: why.is_none(), name: None, sha256, what, why: *why });
        }
    }
    lines.sort_by_key(|line| (line.entry, line.what, line.sha256));
    lines.extend(conclusions::write(case, redactor, &shown, shelf)?);
    shelf.put(INDEX, |to| -> Result<(), Cause> {
        for line in &lines {
            writeln!(to, "{}", canonical::to_string(line).map_err(case::Error::from)?)?;
        }
        Ok(())
    })?;
    let mut counts = redactor.counts.borrow_mut();
    counts.records = shown.records.values().filter(|(_, why)| shown::is_withheld(*why)).count() as u64;
    counts.originals = shown.originals.values().filter(|(_, why)| shown::is_withheld(*why)).count() as u64;
    drop(counts);
    Ok(shown)
}

/// The cited entries, and one hash for every stretch between them.
fn log(case: &Case, cited: &BTreeSet<u64>, shelf: &mut Shelf<'_>) -> Result<(), Error> {
    shelf.put(LOG, |to| -> Result<(), Cause> {
        let mut entry = |number: u64| -> Result<String, Cause> {
            let entry = case.reader().entry(number).map_err(case::Error::from)?;
            let bytes = entry.map(|e| e.bytes).unwrap_or_default();
            // Every header is canonical JSON, and so a text.
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        };
        let mut line = |part: Part| -> Result<(), Cause> {
            writeln!(to, "{}", canonical::to_string(&part).map_err(case::Error::from)?)?;
            Ok(())
        };
        excerpt::write(case.reader().tiles(), case.size(), cited, &mut entry, &mut line)
    })
}

/// The lines of a record, one at a time, without their line feeds.
fn each_line(record: impl Read, each: &mut dyn FnMut(&str) -> bool) -> Result<bool, Error> {
    let mut reader = BufReader::with_capacity(1 << 17, record);
    let mut line = String::new();
    loop {
        line.clear();
        match reader.read_line(&mut line) {
            Ok(0) => return Ok(true),
            Ok(_) if each(line.trim_end_matches('\n')) => {}
            Ok(_) => return Ok(false),
            Err(e) if e.kind() == io::ErrorKind::InvalidData => return Ok(false),
            Err(e) => return Err(case::Error::from(store::index::IndexError::from(e)).into()),
        }
    }
}
