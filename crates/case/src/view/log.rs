//! The custody log as rows, and proofs that an entry is in it.

use custody::Kind;
use model::{Digest, Utc};
use serde::Serialize;

use crate::error::Error;
use crate::open::Case;

/// One log entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntryRow {
    /// Its number, from 0.
    pub entry: u64,
    /// What it records.
    pub kind: Kind,
    /// The items it is about.
    pub inputs: Vec<String>,
    /// Analyser and version, for findings and attempts.
    pub analyser: Option<String>,
    /// When, from the private part (for entry 0 from `case.toml`); nothing where that is withheld.
    pub at: Option<Utc>,
    /// Who, from the same place.
    pub who: Option<String>,
    /// SHA-256 of the record it vouches for.
    pub record: Option<Digest>,
}

/// That one entry is in the log, provable without showing any other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogProof {
    /// Number of the entry.
    pub entry: u64,
    /// The entry's bytes, as text.
    pub header: String,
    /// RFC 6962 leaf hash of those bytes.
    pub leaf: Digest,
    /// RFC 6962 inclusion path.
    pub path: Vec<Digest>,
    /// The signed checkpoint that it leads to.
    pub checkpoint: String,
}

impl Case {
    /// Log entries `from..` at most `limit` of them, oldest first.
    pub fn log(&self, from: u64, limit: u64) -> Result<Vec<EntryRow>, Error> {
        let to = self.size().min(from.saturating_add(limit));
        let mut out = Vec::new();
        let mut facts = self.connection().prepare("SELECT at, who FROM entry WHERE seq = ?")?;
        for entry in self.reader().entries(from.min(to)..to) {
            let entry = entry?;
            let header = entry.header()?;
            let (at, who) = facts.query_row([entry.number as i64], |row| {
                Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<String>>(1)?))
            })?;
            // The opening entry has no private part: `case.toml`, whose hash it holds, says who and when.
            let opening = (header.kind == Kind::Case).then(|| self.reader().case());
            out.push(EntryRow {
                entry: entry.number,
                kind: header.kind,
                inputs: header.inputs.iter().map(ToString::to_string).collect(),
                analyser: header.analyser.map(|a| format!("{a} {}", header.version.unwrap_or_default())),
                at: at.map(Utc).or(opening.map(|case| case.created)),
                who: who.or_else(|| opening.and_then(|case| case.by.clone())),
                record: header.record.map(|r| r.sha256),
            });
        }
        Ok(out)
    }

    /// Proves that an entry is in the log at its latest checkpoint.
    pub fn prove(&self, entry: u64) -> Result<LogProof, Error> {
        let size = self.reader().size();
        if entry >= size {
            return Err(Error::NoSuchEntry { wanted: entry, size });
        }
        let Some(store::Entry { bytes, .. }) = self.reader().entry(entry)? else {
            return Err(Error::NoSuchEntry { wanted: entry, size });
        };
        Ok(LogProof {
            entry,
            leaf: custody::tree::leaf_hash(&bytes),
            header: String::from_utf8_lossy(&bytes).into_owned(),
            path: self.reader().inclusion(entry)?,
            checkpoint: String::from_utf8_lossy(self.reader().note()).into_owned(),
        })
    }

    /// Proves that the log at size `old` is a beginning of the log as it is now (RFC 6962 consistency path).
    pub fn consistency(&self, old: u64) -> Result<Vec<Digest>, Error> {
        let size = self.reader().size();
        if old > size {
            return Err(Error::NoSuchEntry { wanted: old, size });
        }
        Ok(self.reader().consistency(old)?)
    }

    /// Number of the purge entry that withholds an item, where one does.
    pub fn withheld(&self, item: model::ItemId) -> Result<Option<u64>, Error> {
        let sql = "SELECT withheld_seq FROM item WHERE id = ?";
        let seq = self.connection().query_row(sql, [item.0.hex()], |row| row.get::<_, Option<i64>>(0))?;
        Ok(seq.map(|seq| seq as u64))
    }

    /// The first entry that names an item, which is the one that preserved it.
    pub fn entry_of(&self, item: model::ItemId) -> Result<u64, Error> {
        let seq = self
            .connection()
            .query_row("SELECT first_seq FROM item WHERE id = ?", [item.0.hex()], |row| row.get::<_, i64>(0))?;
        Ok(seq as u64)
    }
}
