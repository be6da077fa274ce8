//! Opening a case: for reading, which writes nothing and has no way to, or for writing, which adds the ways to.

use std::ops::Deref;
use std::path::{Path, PathBuf};

use custody::SigningKey;
use model::Digest;
use rusqlite::Connection;
use store::index::Index;
use store::{NewCase, NewEntry, Reader, Writer};

use crate::error::Error;
use crate::host::Host;
use crate::progress::Progress;

/// A case open for reading, as it is at one size of its log.
pub struct Case {
    reader: Reader,
    index: Index,
    at: u64,
    /// Whether only log and records count: what is kept beside them is neither read nor written.
    anew: bool,
}

impl Case {
    /// Opens a case as it is now.
    pub fn open(folder: &Path, progress: &dyn Progress) -> Result<Self, Error> {
        Self::open_at(folder, None, progress)
    }

    /// Opens a case as it was when its log had `size` entries.
    pub fn open_at(folder: &Path, size: Option<u64>, progress: &dyn Progress) -> Result<Self, Error> {
        let reader = Reader::open(folder)?;
        let at = size.unwrap_or(reader.size());
        if at == 0 || at > reader.size() {
            return Err(Error::NoSuchSize { wanted: at, size: reader.size() });
        }
        let mut begun = false;
        let index = Index::for_reading(&reader, at, &mut |seq| {
            if !begun {
                progress.begin("Reading the log", Some(at));
                begun = true;
            }
            progress.at(seq + 1);
        })?;
        if begun {
            progress.end();
        }
        Ok(Self { reader, index, at, anew: false })
    }

    /// Opens the bundle of a dossier: a case of which only a part is at hand.
    pub fn open_bundle(folder: &Path, progress: &dyn Progress) -> Result<Self, Error> {
        Self::projected(Reader::open_bundle(folder)?, None, progress)
    }

    /// The same case at the same size, seen through an index that is built anew from log and records alone.
    pub(crate) fn projected_anew(&self, progress: &dyn Progress) -> Result<Self, Error> {
        Self::projected(Reader::open(self.reader.layout().root())?, Some(self.at), progress)
    }

    fn projected(reader: Reader, at: Option<u64>, progress: &dyn Progress) -> Result<Self, Error> {
        let at = at.unwrap_or(reader.size());
        progress.begin("Reading the log", Some(at));
        let index = Index::temporary(&reader, at, &mut |seq| progress.at(seq + 1))?;
        progress.end();
        Ok(Self { reader, index, at, anew: true })
    }

    /// The folder on disk.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The projection that answers questions.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Number of log entries that this view covers.
    pub fn size(&self) -> u64 {
        self.at
    }

    /// Root of the log at that size.
    pub fn root(&self) -> Result<Digest, Error> {
        Ok(self.reader.root_at(self.at)?)
    }

    /// The key that the log is signed with now, as C2SP verifier-key text.
    pub fn key_text(&self) -> Result<String, Error> {
        let last = self
            .connection()
            .query_row("SELECT max(seq) FROM entry WHERE kind = 'key'", [], |row| row.get::<_, Option<i64>>(0))?;
        let header = match self.reader.entry(last.unwrap_or(0) as u64)? {
            Some(entry) => entry.header()?,
            None => return Err(Error::NoSuchEntry { wanted: 0, size: self.at }),
        };
        Ok(header.key.map(|k| k.key).or(header.case.map(|c| c.key)).unwrap_or_default())
    }

    /// The folder for what can be made again at any time; nothing where it must not be used: in a bundle, where
    /// everything is derived anew, and for an earlier state of the log, which must not disturb the present one.
    pub(crate) fn cache(&self) -> Option<PathBuf> {
        let present = !self.anew && self.at == self.reader.size();
        present.then(|| self.reader.layout().root().join("cache"))
    }

    pub(crate) fn connection(&self) -> &Connection {
        self.index.connection()
    }
}

/// A case open for writing. There is one at a time; everything that can be read can be read here too.
pub struct WritableCase {
    case: Case,
    writer: Writer,
}

impl Deref for WritableCase {
    type Target = Case;

    fn deref(&self) -> &Case {
        &self.case
    }
}

impl WritableCase {
    /// Makes a case in an empty or absent folder.
    pub fn create(folder: &Path, title: &str, key: SigningKey, host: &Host<'_>) -> Result<Self, Error> {
        let new = NewCase {
            title: title.to_owned(),
            by: host.actor.collector.clone(),
            created: (host.now)(),
            tool: host.actor.tool.clone(),
        };
        let writer = Writer::create(folder, new, key, &mut |bytes| (host.entropy)(bytes))?;
        Self::over(folder, writer, host)
    }

    /// Opens a case for writing, clearing up after a writer that was interrupted.
    pub fn open(folder: &Path, key: SigningKey, host: &Host<'_>) -> Result<Self, Error> {
        let writer = Writer::open(folder, key)?;
        Self::over(folder, writer, host)
    }

    fn over(folder: &Path, writer: Writer, host: &Host<'_>) -> Result<Self, Error> {
        let reader = Reader::open(folder)?;
        let mut index = Index::open(&reader)?;
        let (from, to) = (index.applied(), reader.size());
        if to > from + 1000 {
            host.progress.begin("Building the index", Some(to));
        }
        index.catch_up(&reader, to, &mut |seq| host.progress.at(seq + 1))?;
        if to > from + 1000 {
            host.progress.end();
        }
        Ok(Self { case: Case { reader, index, at: to, anew: false }, writer })
    }

    pub(crate) fn writer(&self) -> &Writer {
        &self.writer
    }

    /// Appends entries durably and brings the index up to them. Gives the number of the first.
    pub(crate) fn commit(&mut self, entries: Vec<NewEntry>, host: &Host<'_>) -> Result<u64, Error> {
        if entries.is_empty() {
            return Ok(self.case.at);
        }
        let committed = self.writer.commit(entries, &mut |bytes| (host.entropy)(bytes))?;
        self.follow()?;
        Ok(committed.first)
    }

    /// Brings the reader up to the newest checkpoint and builds the index anew where an entry since then asks for it.
    pub(crate) fn rebuild(&mut self) -> Result<(), Error> {
        self.case.reader.refresh()?;
        self.case.index = Index::open(&self.case.reader)?;
        self.follow()
    }

    /// Brings reader and index up to the newest checkpoint.
    pub(crate) fn follow(&mut self) -> Result<(), Error> {
        self.case.reader.refresh()?;
        self.case.at = self.case.reader.size();
        self.case.index.catch_up(&self.case.reader, self.case.at, &mut |_| {})?;
        Ok(())
    }
}
