//! What the entries, read in order, say should be in the folder: which items, which records, which private lines, and
//! what was purged since. Whether it is there is left to `content`.

use std::collections::{HashMap, HashSet};

use custody::entry::{CaseOpening, KeyRotation, RecordRef};
use custody::private::PurgeLine;
use custody::{Header, Kind};
use model::Digest;

use crate::folder::Folder;
use crate::report::Faults;

/// Largest purge record that is read.
const MAX_PURGE_RECORD: u64 = 64 << 20;

/// What should be in the folder.
#[derive(Default)]
pub(crate) struct Ledger {
    /// Whether every entry under the checkpoint could be read.
    pub(crate) complete: bool,
    /// What entry 0 says.
    pub(crate) opening: Option<CaseOpening>,
    /// Every item preserved, by the last entry that speaks of it.
    pub(crate) items: HashMap<Digest, Expected>,
    /// Every record, public or private, by the last entry that speaks of it.
    pub(crate) records: HashMap<Digest, Expected>,
    /// Committed lines of each private record, under the name that the file has now.
    pub(crate) lines: HashMap<Digest, Vec<Line>>,
    /// Key rotations with their entry numbers, in order.
    pub(crate) rotations: Vec<(u64, KeyRotation)>,
    /// Contradictions among the entries themselves; they belong to the check `log`.
    pub(crate) faults: Faults,
}

/// What is said of one file named by its hash.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected {
    /// Number of the last entry that says so.
    pub(crate) entry: u64,
    /// The size that was logged; private records and items have none.
    pub(crate) size: Option<u64>,
    /// The number of lines that was logged.
    pub(crate) count: Option<u64>,
    /// Purged: only the hash is left.
    pub(crate) withheld: bool,
    /// Set by `content` once the file was met.
    pub(crate) met: bool,
}

/// A commitment to a private line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// Number of the line in its file, from 0.
    pub(crate) at: u64,
    /// Number of the entry that commits to it.
    pub(crate) entry: u64,
    /// SHA-256 of the line.
    pub(crate) commitment: Digest,
    /// Purged: the line is empty.
    pub(crate) withheld: bool,
}

/// Path of a file named by its hash: `originals/3f/3fa2…`.
pub(crate) fn path_of(shelf: &str, digest: &Digest) -> String {
    let hex = digest.hex();
    format!("{shelf}/{}/{hex}", &hex[..2])
}

impl Expected {
    fn kept(entry: u64) -> Self {
        Self { entry, size: None, count: None, withheld: false, met: false }
    }

    fn withheld(entry: u64) -> Self {
        Self { withheld: true, ..Self::kept(entry) }
    }
}

impl Ledger {
    /// Takes in entry number `entry`. `file` is the bundle it stands in.
    pub(crate) fn take(&mut self, entry: u64, header: Header, file: &str, folder: &Folder) {
        if (header.kind == Kind::Case) != (entry == 0) {
            self.faults
                .push(file, format!("entry {entry} is of kind {}: a case opens once, at entry 0", header.kind.word()));
        }
        if let Some(record) = &header.record {
            self.expect_record(entry, record);
        }
        if let Some(private) = &header.private {
            self.records.entry(private.record).or_insert_with(|| Expected::kept(entry)).withheld = false;
            let line = Line { at: private.at, entry, commitment: private.sha256, withheld: false };
            self.lines.entry(private.record).or_default().push(line);
        }
        match header.kind {
            Kind::Case if entry == 0 => self.opening = header.case,
            Kind::Preserve => {
                self.items.extend(header.inputs.iter().map(|item| (item.0, Expected::kept(entry))));
            }
            Kind::Key => self.rotations.extend(header.key.map(|key| (entry, key))),
            Kind::Purge => self.purge(entry, &header, folder),
            _ => {}
        }
    }

    fn expect_record(&mut self, entry: u64, record: &RecordRef) {
        let expected = Expected { size: Some(record.size), count: Some(record.count), ..Expected::kept(entry) };
        let before = self.records.insert(record.sha256, expected);
        if before.is_some_and(|b| b.size.is_some() && (b.size, b.count) != (expected.size, expected.count)) {
            let what = format!("entry {entry} states another size or number of lines than an entry before it");
            self.faults.push(path_of("records", &record.sha256), what);
        }
    }

    fn purge(&mut self, entry: u64, header: &Header, folder: &Folder) {
        for item in &header.inputs {
            // A purge can only take away what was there.
            if let Some(item) = self.items.get_mut(&item.0) {
                *item = Expected::withheld(entry);
            }
        }
        for record in &header.withheld {
            self.records.insert(*record, Expected::withheld(entry));
        }
        // The record says which private files were rewritten. It counts only if it is the one that was logged;
        // otherwise the check of records names it.
        let Some(record) = &header.record else { return };
        let Ok(bytes) = folder.read(&path_of("records", &record.sha256), MAX_PURGE_RECORD) else { return };
        if Digest::of(&bytes) != record.sha256 {
            return;
        }
        for PurgeLine::Rewritten { old, new, withheld } in bytes.split(|b| *b == b'\n').filter_map(PurgeLine::read) {
            let withheld: HashSet<u64> = withheld.into_iter().collect();
            let mut lines = self.lines.remove(&old).unwrap_or_default();
            lines.iter_mut().filter(|l| withheld.contains(&l.at)).for_each(|l| l.withheld = true);
            self.records.insert(old, Expected::withheld(entry));
            self.records.insert(new, Expected::kept(entry));
            self.lines.entry(new).or_default().extend(lines);
        }
    }
}
