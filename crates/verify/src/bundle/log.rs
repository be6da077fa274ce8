//! The check `log` of a bundle: the entries that are shown, with one hash for every stretch between them, lead to the
//! root that the bundle states. That is the proof of each of them.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};

use custody::entry::{CaseOpening, KeyRotation, RecordRef};
use custody::excerpt::{Excerpt, Part};
use custody::{Checkpoint, Header, Kind};
use model::Digest;

use super::Head;
use crate::folder::Folder;
use crate::report::{Check, Faults, State};

const LOG: &str = "log.jsonl";
/// Longest line: an entry of 65,535 bytes, escaped, and what is around it.
const MAX_LINE: u64 = 2 * 65_535 + 200;

/// What the shown entries say.
#[derive(Default)]
pub(super) struct Shown {
    /// What entry 0 says.
    pub opening: Option<CaseOpening>,
    /// Changes of the key, in order.
    pub rotations: Vec<KeyRotation>,
    /// Items preserved, with the entry.
    pub items: HashMap<Digest, u64>,
    /// Records vouched for, with the entry.
    pub records: HashMap<Digest, (u64, RecordRef)>,
    /// Entries shown.
    pub entries: u64,
    /// Whether they lead to the root that the bundle states.
    pub proven: bool,
}

pub(super) fn check(folder: &Folder, head: Option<&Head>) -> (Check, Shown) {
    let mut faults = Faults::default();
    let mut shown = Shown::default();
    let read = read(folder, &mut shown, &mut faults);
    let Some(head) = head else {
        let detail = "the bundle does not say which log it shows".to_owned();
        return (Check::new("log", State::NotAvailable, detail, faults, Faults::default()), shown);
    };
    match &read {
        Ok(excerpt) if excerpt.size() != head.size => {
            faults.push(LOG, format!("covers {} entries; the manifest says {}", excerpt.size(), head.size));
        }
        Ok(excerpt) if excerpt.root() != head.root => faults.push(LOG, "leads to another root than the manifest's"),
        Ok(_) => shown.proven = true,
        Err(why) => faults.push(LOG, why.clone()),
    }
    match checkpoint(folder) {
        Ok(c) if (c.origin.as_str(), c.size, c.root) == (head.origin.as_str(), head.size, head.root) => {}
        Ok(_) => faults.push("checkpoint.txt", "is not the one that the manifest names"),
        Err(why) => faults.push("checkpoint.txt", why),
    }
    match &shown.opening {
        Some(opening) if opening.id.origin() == head.origin => {}
        Some(_) => faults.push(LOG, "entry 0 opens another case than the one the manifest names"),
        None => faults.push(LOG, "does not show entry 0, which opens the case"),
    }
    let detail = format!(
        "{} of {} entries are shown, and they are in the log with the root {}",
        shown.entries, head.size, head.root
    );
    let detail = if faults.is_empty() { detail } else { "what is shown of the log does not fit together".to_owned() };
    (Check::new("log", State::Holds, detail, faults, Faults::default()), shown)
}

fn checkpoint(folder: &Folder) -> Result<Checkpoint, String> {
    let bytes = folder.read("checkpoint.txt", 4096)?;
    Checkpoint::parse_text(&String::from_utf8_lossy(&bytes)).map_err(|e| e.to_string())
}

/// Reads the excerpt line by line.
fn read(folder: &Folder, shown: &mut Shown, faults: &mut Faults) -> Result<Excerpt, String> {
    let mut reader = BufReader::new(folder.open(LOG)?);
    let mut excerpt = Excerpt::default();
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let read = reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line);
        read.map_err(|e| format!("could not be read: {e}"))?;
        if line.is_empty() {
            break;
        }
        let part: Part = line
            .strip_suffix(b"\n")
            .and_then(|text| serde_json::from_slice(text).ok())
            .ok_or_else(|| format!("line {number} is no entry and no stretch of entries"))?;
        excerpt.push(&part).map_err(|why| format!("line {number}: {why}"))?;
        if let Part::Shown(entry) = part {
            shown.entries += 1;
            match Header::decode(entry.header.as_bytes()) {
                Ok(header) => shown.take(entry.entry, header),
                Err(why) => faults.push(LOG, format!("entry {}: {why}", entry.entry)),
            }
        }
    }
    Ok(excerpt)
}

impl Shown {
    fn take(&mut self, entry: u64, header: Header) {
        self.records.extend(header.record.map(|record| (record.sha256, (entry, record))));
        match header.kind {
            Kind::Case if entry == 0 => self.opening = header.case,
            Kind::Preserve => self.items.extend(header.inputs.iter().map(|item| (item.0, entry))),
            Kind::Key => self.rotations.extend(header.key),
            _ => {}
        }
    }
}
