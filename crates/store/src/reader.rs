//! A case open for reading: what `case.toml`, the newest checkpoint, the log, the originals and the records say. It
//! writes nothing, needs no lock, works on read-only media, and keeps working while somebody else writes.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

use custody::private::{PurgeLine, commitment};
use custody::tile::{FULL, TileError, decode_entries};
use custody::{Checkpoint, Header, Kind, PrivateRef, Tile, TileSource as _};
use model::{Digest, ItemId};

use crate::bundle::Bundle;
use crate::case_toml::CaseToml;
use crate::error::{Doing as _, Error};
use crate::layout::{Layout, Shelf};
use crate::log_folder::LogFolder;

/// A case as it is at one checkpoint.
pub struct Reader {
    layout: Layout,
    case: CaseToml,
    case_bytes: Vec<u8>,
    checkpoint: Checkpoint,
    note: Vec<u8>,
    tiles: LogFolder,
    /// Private records that purges rewrote: old name to new name. Worked out when first needed.
    rewritten: OnceLock<HashMap<Digest, Digest>>,
    /// The entries that there are, where the folder is a bundle, which shows a part of the log.
    shown: Option<Vec<Entry>>,
}

impl Reader {
    /// Opens the case in `folder`.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let layout = Layout::new(folder);
        let (case, case_bytes) = CaseToml::read(&layout)?;
        let tiles = LogFolder::new(&layout.log());
        let (checkpoint, note) = tiles.checkpoint()?;
        Ok(Self { layout, case, case_bytes, checkpoint, note, tiles, rewritten: OnceLock::new(), shown: None })
    }

    /// Opens the bundle of a dossier: the entries that it shows, and the evidence in it. What a bundle leaves out is
    /// missing, as after a purge. Whether the entries are in the log is checked; the rest is left to `verify`.
    pub fn open_bundle(folder: &Path) -> Result<Self, Error> {
        let Bundle { case, checkpoint, shown } = Bundle::read(folder)?;
        let tiles = LogFolder::new(&folder.join("log"));
        let layout = Layout::new(&folder.join("evidence"));
        Ok(Self {
            layout,
            case,
            case_bytes: Vec::new(),
            checkpoint,
            note: Vec::new(),
            tiles,
            rewritten: OnceLock::new(),
            shown: Some(shown),
        })
    }

    /// Whether this is a bundle, which shows a part of a case.
    pub fn is_bundle(&self) -> bool {
        self.shown.is_some()
    }

    /// Moves on to the newest checkpoint. Answers whether there is a newer one.
    pub fn refresh(&mut self) -> Result<bool, Error> {
        let (checkpoint, note) = self.tiles.checkpoint()?;
        let moved = checkpoint != self.checkpoint;
        if moved {
            self.rewritten = OnceLock::new();
        }
        (self.checkpoint, self.note) = (checkpoint, note);
        Ok(moved)
    }

    /// Where everything lies.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What `case.toml` says.
    pub fn case(&self) -> &CaseToml {
        &self.case
    }

    /// The exact bytes of `case.toml`.
    pub fn case_bytes(&self) -> &[u8] {
        &self.case_bytes
    }

    /// The tree head that this reader goes by. Its signature is not checked here; `verify` does.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The exact bytes of the signed checkpoint.
    pub fn note(&self) -> &[u8] {
        &self.note
    }

    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.checkpoint.size
    }

    /// The log's tiles, for proofs.
    pub fn tiles(&self) -> &LogFolder {
        &self.tiles
    }

    /// The entries in `range`, cut off at the checkpoint; one bundle of 256 is in memory at a time.
    pub fn entries(&self, range: Range<u64>) -> Entries<'_> {
        let end = range.end.min(self.size());
        Entries { reader: self, next: range.start, end, bundle: Vec::new().into_iter() }
    }

    /// One entry; nothing past the checkpoint, or where a bundle does not show it.
    pub fn entry(&self, number: u64) -> Result<Option<Entry>, Error> {
        self.entries(number..number.saturating_add(1)).next().transpose()
    }

    /// An item's bytes.
    ///
    /// # Errors
    /// [`Error::Missing`] where the case does not hold them, because they were withheld or lost.
    pub fn original(&self, id: ItemId) -> Result<File, Error> {
        self.content(Shelf::Originals, id.0)
    }

    /// Size of an item, where the case holds it.
    pub fn original_size(&self, id: ItemId) -> Option<u64> {
        self.layout.size_of(Shelf::Originals, id.0)
    }

    /// A record, by the name under which an entry vouches for it. A private record that a purge rewrote is found
    /// under its old name too.
    pub fn record(&self, digest: Digest) -> Result<File, Error> {
        match self.content(Shelf::Records, digest) {
            Err(Error::Missing(_)) => match self.rewritten()?.get(&digest) {
                Some(now) => self.content(Shelf::Records, *now),
                None => Err(Error::Missing(digest)),
            },
            other => other,
        }
    }

    /// Size of a record, where the case holds it under this name.
    pub fn record_size(&self, digest: Digest) -> Option<u64> {
        self.layout.size_of(Shelf::Records, digest)
    }

    /// The private line of an entry, without its line feed: one that matches the commitment, or nothing where it was
    /// withheld.
    pub fn private_line(&self, at: &PrivateRef) -> Result<Option<String>, Error> {
        let file = match self.record(at.record) {
            Err(Error::Missing(_)) => return Ok(None),
            file => file?,
        };
        let path = self.layout.record(at.record);
        let mut lines = BufReader::new(file).split(b'\n');
        let line = match lines.nth(usize::try_from(at.at).unwrap_or(usize::MAX)) {
            None => return Err(Error::damaged(&path, format!("it has no line {}", at.at))),
            Some(line) => line.doing("reading", &path)?,
        };
        if line.is_empty() {
            return Ok(None);
        }
        if commitment(&line) != at.sha256 {
            return Err(Error::damaged(&path, format!("line {} does not fit the log", at.at)));
        }
        Ok(String::from_utf8(line).ok())
    }

    /// Private records that purges rewrote: old name to the name it has now.
    pub fn rewritten(&self) -> Result<&HashMap<Digest, Digest>, Error> {
        if let Some(known) = self.rewritten.get() {
            return Ok(known);
        }
        let mut rewritten: HashMap<Digest, Digest> = HashMap::new();
        for entry in self.entries(0..self.size()) {
            let entry = entry?;
            // Asking the bytes first spares reading a million headers for a handful of purges.
            if !entry.may_be(Kind::Purge) {
                continue;
            }
            let header = entry.header()?;
            let Some(record) = header.record.filter(|_| header.kind == Kind::Purge) else { continue };
            let Ok(mut file) = self.content(Shelf::Records, record.sha256) else { continue };
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).doing("reading", &self.layout.record(record.sha256))?;
            for PurgeLine::Rewritten { old, new, .. } in bytes.split(|b| *b == b'\n').filter_map(PurgeLine::read) {
                rewritten.values_mut().filter(|now| **now == old).for_each(|now| *now = new);
                rewritten.insert(old, new);
            }
        }
        Ok(self.rewritten.get_or_init(|| rewritten))
    }

    fn content(&self, shelf: Shelf, digest: Digest) -> Result<File, Error> {
        let path = self.layout.content(shelf, digest);
        match File::open(&path) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(Error::Missing(digest)),
            other => other.doing("reading", &path),
        }
    }
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 0.
    pub number: u64,
    /// Its exact bytes.
    pub bytes: Vec<u8>,
}

impl Entry {
    /// The header that the bytes are.
    pub fn header(&self) -> Result<Header, Error> {
        Ok(Header::decode(&self.bytes)?)
    }

    /// False where the entry is certainly not of this kind; looks at the bytes only.
    pub fn may_be(&self, kind: Kind) -> bool {
        let wanted = format!("\"kind\":\"{}\"", kind.word());
        self.bytes.windows(wanted.len()).any(|w| w == wanted.as_bytes())
    }
}

/// Entries in order. After an error there are no more.
pub struct Entries<'r> {
    reader: &'r Reader,
    next: u64,
    end: u64,
    bundle: std::vec::IntoIter<Vec<u8>>,
}

impl Entries<'_> {
    /// Reads the bundle that holds the next entry, from that entry on.
    fn load(&mut self) -> Result<(), TileError> {
        let (index, skip) = (self.next / u64::from(FULL), self.next % u64::from(FULL));
        let tile = Tile::at(custody::tile::Content::Entries, index, self.reader.size()).ok_or(TileError::OutOfRange)?;
        let bytes = self.reader.tiles.read(tile)?;
        let entries = decode_entries(&bytes, tile.width)?;
        self.bundle = entries.into_iter().skip(skip as usize).map(<[u8]>::to_vec).collect::<Vec<_>>().into_iter();
        Ok(())
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<Entry, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        if let Some(shown) = &self.reader.shown {
            let at = shown.partition_point(|entry| entry.number < self.next);
            let entry = shown.get(at).filter(|entry| entry.number < self.end)?;
            self.next = entry.number + 1;
            return Some(Ok(entry.clone()));
        }
        if self.bundle.len() == 0
            && let Err(e) = self.load()
        {
            self.end = self.next;
            return Some(Err(self.reader.tiles.explain(&e)));
        }
        let bytes = self.bundle.next()?;
        let number = self.next;
        self.next += 1;
        Some(Ok(Entry { number, bytes }))
    }
}
