//! Purge: an item's bytes, the records that depend on it and its private lines are removed for good, and an entry
//! says so. The log keeps their hashes; nothing else of them is left in the case.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use custody::entry::RecordRef;
use custody::private::{PurgeLine, withhold_lines};
use custody::{Header, Kind, PrivateRef};
use model::{Digest, ItemId};
use serde_json::Value;

use crate::Entropy;
use crate::commit::{Committed, Job, NewEntry};
use crate::disk::Access;
use crate::error::{Doing as _, Error};
use crate::layout::{Layout, Shelf};
use crate::reader::Reader;
use crate::writer::Writer;

/// What the log ties to one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dependents {
    /// Records of entries about the item that no entry about other items alone vouches for too.
    pub records: BTreeSet<Digest>,
    /// Private lines of entries about the item.
    pub private: Vec<PrivateRef>,
}

/// What to remove, and what to say of it.
#[derive(Clone, Debug)]
pub struct Purge {
    /// The item whose bytes go.
    pub item: ItemId,
    /// The records and private lines that go with it: usually [`Reader::dependents`].
    pub dependents: Dependents,
    /// The entry's private part: who, and why.
    pub private: Option<Value>,
}

impl Reader {
    /// What the log ties to `item`: every record and private line of every entry that names it as an input.
    ///
    /// Reads the whole log.
    pub fn dependents(&self, item: ItemId) -> Result<Dependents, Error> {
        let hex = item.0.hex();
        let (mut about, mut shared) = (Dependents::default(), BTreeSet::new());
        for entry in self.entries(0..self.size()) {
            let entry = entry?;
            let names_it = entry.bytes.windows(hex.len()).any(|w| w == hex.as_bytes());
            let header = entry.header()?;
            // An earlier purge of the item stays told: its record says which files stand for which.
            let names_it = names_it && header.kind != Kind::Purge;
            if names_it && header.inputs.contains(&item) {
                about.private.extend(header.private);
                about.records.extend(header.record.map(|r| r.sha256));
            } else {
                shared.extend(header.record.map(|r| r.sha256));
            }
        }
        about.records.retain(|record| !shared.contains(record));
        Ok(about)
    }
}

impl Writer {
    /// Removes an item's bytes and what depends on them. The answer comes when they are gone from the disk's index;
    /// whether the disk still holds the blocks is the disk's affair.
    ///
    /// Where the machine stops half-way, the next writer finishes the removal, or takes the entry's beginnings back.
    pub fn purge(&self, purge: Purge, entropy: Entropy<'_>) -> Result<Committed, Error> {
        let Purge { item, dependents, private } = purge;
        let reader = Reader::open(self.layout().root())?;
        let mut withheld = vec![Layout::relative(Shelf::Originals, item.0)];
        withheld.extend(dependents.records.iter().map(|r| Layout::relative(Shelf::Records, *r)));

        let mut record = self.record();
        let mut rewritten = Vec::new();
        for (old, lines) in self.lines_by_record(&reader, &dependents.private)? {
            if let Some((line, kept)) = self.rewrite(&reader, old, &lines)? {
                record.line(&line)?;
                rewritten.push(kept);
                withheld.push(Layout::relative(Shelf::Records, old));
            }
        }
        let mut header = Header::purge(vec![item], dependents.records.into_iter().collect());
        if record.count() > 0 {
            header = header.with_record(record.finish()?);
        }
        let entries = vec![NewEntry { header, private }];
        self.run(Job { entries, rewritten, withheld, ..Job::default() }, entropy)
    }

    /// The lines to withhold, by the name that each private record has now.
    fn lines_by_record(&self, reader: &Reader, lines: &[PrivateRef]) -> Result<BTreeMap<Digest, BTreeSet<u64>>, Error> {
        let mut by_record: BTreeMap<Digest, BTreeSet<u64>> = BTreeMap::new();
        for line in lines {
            let now = match reader.record_size(line.record) {
                Some(_) => Some(line.record),
                None => reader.rewritten()?.get(&line.record).copied(),
            };
            // A private record that is lost has nothing left to withhold.
            if let Some(now) = now.filter(|now| reader.record_size(*now).is_some()) {
                by_record.entry(now).or_default().insert(line.at);
            }
        }
        Ok(by_record)
    }

    /// Writes the private record `old` again without some lines, unless they are empty already. The answer is the line
    /// that states it, and the new file.
    fn rewrite(
        &self,
        reader: &Reader,
        old: Digest,
        lines: &BTreeSet<u64>,
    ) -> Result<Option<(PurgeLine, RecordRef)>, Error> {
        let mut bytes = Vec::new();
        let path = self.layout().record(old);
        reader.record(old)?.read_to_end(&mut bytes).doing("reading", &path)?;
        let filled = |at: u64| bytes.split(|b| *b == b'\n').nth(at as usize).is_some_and(|line| !line.is_empty());
        let withheld: Vec<u64> = lines.iter().copied().filter(|at| filled(*at)).collect();
        if withheld.is_empty() {
            return Ok(None);
        }
        let kept = withhold_lines(&bytes, lines);
        let new = RecordRef::of(&kept);
        if !self.incoming.has(Shelf::Records, new.sha256, new.size) {
            let draft = self.incoming.create(Access::Record)?;
            draft.write(&kept)?;
            self.incoming.wait(Shelf::Records, new.sha256, new.size, draft, false);
        }
        Ok(Some((PurgeLine::Rewritten { old, new: new.sha256, withheld }, new)))
    }
}
