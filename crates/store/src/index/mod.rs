//! The disposable index: a SQLite projection of log and records that answers questions quickly.
//!
//! It is only ever built by applying log entries in order (`apply`), so deleting it loses nothing. Reading verbs never
//! write it: where the file is missing or behind, they project into a temporary database that goes with the process.

mod apply;
mod post;
pub mod query;
mod reading;

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader};
use std::ops::Range;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use custody::{Kind, PrivateRef};
use model::item::NotPreserved;
use model::{Digest, PathName};
use rusqlite::{Connection, OpenFlags, params};
use serde_json::Value;

use crate::Reader;

/// Raised whenever the tables or their meaning change: an index of another version is built anew.
const SCHEMA_VERSION: &str = "5";

/// File name inside the case folder.
pub const FILE: &str = "index.sqlite";

/// What can go wrong between the log and the tables.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// SQLite itself failed: disk full, file locked, file damaged.
    #[error(
        "index.sqlite in the case folder could not be used: {0}. It holds nothing of its own: delete it and run this again"
    )]
    Sql(#[from] rusqlite::Error),
    /// A record or bundle could not be read.
    #[error("a record could not be read: {}", crate::error::system_words(.0))]
    Io(#[from] std::io::Error),
    /// A record line is not what its entry says.
    #[error("a record does not have the form it should have: {0}")]
    Json(#[from] serde_json::Error),
    /// The log says something that cannot be.
    #[error("log entry {seq} is damaged: {what}. Run `exhibit verify` on this case")]
    Damaged {
        /// Number of the entry.
        seq: u64,
        /// What is wrong with it.
        what: String,
    },
    /// The folder could not be read.
    #[error(transparent)]
    Store(#[from] crate::Error),
}

impl IndexError {
    pub(crate) fn damaged(seq: impl TryInto<u64>, what: &str) -> Self {
        Self::Damaged { seq: seq.try_into().unwrap_or(u64::MAX), what: what.to_owned() }
    }
}

/// Opens a record by its name; nothing where it is withheld.
type OpenRecord<'o> = &'o mut dyn FnMut(&Digest) -> Result<Option<Box<dyn BufRead>>, IndexError>;

/// The tables, and how much of the log they hold.
pub struct Index {
    conn: Connection,
    applied: u64,
}

impl Index {
    /// Opens the case's own index for bringing it up to date, building it where it is missing, of another version, of
    /// another case, damaged, or ahead of the log.
    pub fn open(reader: &Reader) -> Result<Self, IndexError> {
        let path = reader.layout().root().join(FILE);
        if let Some(index) = Self::existing(&path, OpenFlags::SQLITE_OPEN_READ_WRITE, reader)? {
            return Ok(index);
        }
        Self::anew(reader)
    }

    /// The case's own index with nothing in it, in the place of whatever is there.
    fn anew(reader: &Reader) -> Result<Self, IndexError> {
        let root = reader.layout().root();
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let path = root.join(format!("{FILE}{suffix}"));
            match std::fs::remove_file(&path) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                    return Err(crate::Error::io("removing", &path, e).into());
                }
                _ => {}
            }
        }
        let path = root.join(FILE);
        // Made before SQLite opens it, so that it is nobody else's to read from the first moment on.
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        made.map_err(|e| crate::Error::io("making", &path, e))?;
        Self::fresh(Connection::open(&path)?, reader)
    }

    /// An index for reading at log size `at`: the case's own where it stands exactly there, or else a temporary one.
    /// Writes nothing into the case.
    pub fn for_reading(reader: &Reader, at: u64, progress: &mut dyn FnMut(u64)) -> Result<Self, IndexError> {
        let path = reader.layout().root().join(FILE);
        if let Ok(Some(index)) = Self::existing(&path, OpenFlags::SQLITE_OPEN_READ_ONLY, reader)
            && index.applied == at
        {
            return Ok(index);
        }
        Self::temporary(reader, at, progress)
    }

    /// An index for reading at log size `at`, built from log and records alone, whatever index lies in the case.
    pub fn temporary(reader: &Reader, at: u64, progress: &mut dyn FnMut(u64)) -> Result<Self, IndexError> {
        // An empty name is SQLite's private temporary database: it spills to disk when large and goes with the process.
        let mut index = Self::fresh(Connection::open("")?, reader)?;
        index.catch_up(reader, at, progress)?;
        Ok(index)
    }

    /// An index that is there and can be used, or nothing.
    fn existing(path: &Path, flags: OpenFlags, reader: &Reader) -> Result<Option<Self>, IndexError> {
        if !path.exists() {
            return Ok(None);
        }
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        // On a read-only mount SQLite cannot make its lock files; `immutable` says that nobody writes.
        let writable = !flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY);
        let Ok(conn) = Connection::open_with_flags(path, flags) else { return Ok(None) };
        let state = conn
            .prepare("SELECT (SELECT value FROM about WHERE key='schema'), (SELECT value FROM about WHERE key='case'), (SELECT value FROM about WHERE key='applied'), (SELECT value FROM about WHERE key='root')")
            .and_then(|mut s| {
                s.query_row([], |row| {
                    Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
                })
            });
        let Ok((schema, case, applied, root)) = state else { return Ok(None) };
        let Ok(applied) = applied.parse::<u64>() else { return Ok(None) };
        let size = reader.size();
        let same_log = applied <= size && reader.root_at(applied).is_ok_and(|r| r.hex() == root);
        // A purge takes out what other items said as well (a name first read in the purged one), so what was built
        // before it is built anew.
        let mut newer = reader.entries(applied.min(size)..size);
        let purged = newer.any(|entry| entry.is_ok_and(|e| e.may_be(Kind::Purge)));
        if purged || schema != SCHEMA_VERSION || case != reader.case().id.to_string() || !same_log {
            return Ok(None);
        }
        if writable {
            prepare(&conn)?;
        }
        Ok(Some(Self { conn, applied }))
    }

    fn fresh(conn: Connection, reader: &Reader) -> Result<Self, IndexError> {
        prepare(&conn)?;
        conn.execute_batch(include_str!("schema.sql"))?;
        let mut index = Self { conn, applied: 0 };
        let tx = index.conn.transaction()?;
        for (key, value) in [
            ("schema", SCHEMA_VERSION),
            ("case", &reader.case().id.to_string()),
            ("applied", "0"),
            ("root", &Digest::of(b"").hex()),
        ] {
            tx.execute("INSERT INTO about VALUES (?,?)", params![key, value])?;
        }
        tx.commit()?;
        Ok(index)
    }

    /// How many log entries the tables hold.
    pub fn applied(&self) -> u64 {
        self.applied
    }

    /// Applies the entries from where the index stands to log size `to`; `progress` hears the number of each.
    pub fn catch_up(&mut self, reader: &Reader, to: u64, progress: &mut dyn FnMut(u64)) -> Result<(), IndexError> {
        if self.applied >= to {
            return Ok(());
        }
        // What a purge takes away must not linger in free pages of the file, nor in rows that an index built afresh
        // would not have.
        if self.applied > 0 && has_purge(reader, self.applied..to)? {
            *self = Self::anew(reader)?;
        }
        let bulk = self.applied == 0;
        let tx = self.conn.transaction()?;
        let mut privates = PrivateLines::default();
        let mut open = |digest: &Digest| -> Result<Option<Box<dyn BufRead>>, IndexError> {
            match reader.record(*digest) {
                Ok(file) => Ok(Some(Box::new(BufReader::with_capacity(1 << 18, file)))),
                Err(crate::Error::Missing(_)) => Ok(None),
                Err(e) => Err(e.into()),
            }
        };
        for entry in reader.entries(self.applied..to) {
            let entry = entry?;
            let header = entry.header()?;
            let private = header.private.map(|at| privates.of(&at, &mut open)).transpose()?.flatten();
            apply::entry(&tx, entry.number, &header, private.as_ref(), &mut open)?;
            progress(entry.number);
        }
        if bulk || to - self.applied > 1000 {
            tx.execute_batch("CREATE INDEX IF NOT EXISTS post_by_id ON post (id); CREATE INDEX IF NOT EXISTS post_by_item ON post (item); CREATE INDEX IF NOT EXISTS post_by_source ON post (source); CREATE INDEX IF NOT EXISTS post_by_time ON post (earliest); CREATE INDEX IF NOT EXISTS media_by_post ON media (post); CREATE INDEX IF NOT EXISTS link_by_post ON post_link (post);")?;
        }
        tx.execute("UPDATE about SET value = ? WHERE key = 'applied'", [to.to_string()])?;
        tx.execute("UPDATE about SET value = ? WHERE key = 'root'", [reader.root_at(to)?.hex()])?;
        tx.commit()?;
        self.applied = to;
        Ok(())
    }

    /// The connection, for the queries of this module's children and for read-only questions of higher floors.
    pub fn connection(&self) -> &Connection {
        &self.conn
    }
}

fn has_purge(reader: &Reader, range: Range<u64>) -> Result<bool, IndexError> {
    for entry in reader.entries(range) {
        let entry = entry?;
        if entry.may_be(Kind::Purge) && entry.header()?.kind == Kind::Purge {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The index can always be rebuilt, so it trades durability for speed; integrity across a crash is kept by the journal.
fn prepare(conn: &Connection) -> Result<(), rusqlite::Error> {
    conn.execute_batch(
        "PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE; PRAGMA trusted_schema = OFF;",
    )?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Tells an obstacle that was already reported from a new one.
pub fn obstacle_key(root: &PathName, met: &NotPreserved) -> [u8; 16] {
    let mut bytes = root.bytes();
    bytes.push(b'/');
    bytes.extend(met.path.bytes());
    bytes.push(0);
    bytes.extend(format!("{:?}", met.reason).into_bytes());
    let digest = Digest::of(&bytes).0;
    std::array::from_fn(|i| digest[i])
}

/// Private lines by entry. Entries of one commit share a private record, so the last one read is kept.
#[derive(Default)]
struct PrivateLines {
    record: Option<Digest>,
    lines: Vec<String>,
}

impl PrivateLines {
    fn of(&mut self, reference: &PrivateRef, open: OpenRecord<'_>) -> Result<Option<Value>, IndexError> {
        if self.record != Some(reference.record) {
            self.lines.clear();
            self.record = Some(reference.record);
            if let Some(reader) = open(&reference.record)? {
                self.lines = reader.lines().collect::<Result<_, _>>()?;
            }
        }
        let line = usize::try_from(reference.at).ok().and_then(|at| self.lines.get(at));
        // A line that a purge withheld is empty.
        Ok(line.filter(|text| !text.is_empty()).map(|text| serde_json::from_str(text)).transpose()?)
    }
}
