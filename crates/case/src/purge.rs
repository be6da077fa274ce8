//! Purge and key rotation: the two acts that change what the case holds or who signs for it.

use custody::SigningKey;
use model::ItemId;
use serde_json::{Value, json};

use crate::copies::kept_file;
use crate::error::Error;
use crate::host::Host;
use crate::open::WritableCase;
use crate::search::cache_file;

/// What a purge removed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Purged {
    /// The item whose bytes are gone.
    pub item: ItemId,
    /// How many records that depended on it are gone.
    pub records: u64,
    /// How many private lines (paths, names, reasons) are gone.
    pub private_lines: u64,
    /// Number of the entry that says so.
    pub entry: u64,
}

impl WritableCase {
    /// Removes an item's bytes and everything that was read from it, for good. The log keeps their hashes and this
    /// act with its reason.
    pub fn purge(&mut self, item: ItemId, reason: &str, host: &Host<'_>) -> Result<Purged, Error> {
        if let Some(entry) = self.withheld(item)? {
            return Err(Error::Purged { item, entry });
        }
        let dependents = self.reader().dependents(item)?;
        let (records, private_lines) = (dependents.records.len() as u64, dependents.private.len() as u64);
        let mut line = host.stamp();
        line.insert("reason".to_owned(), json!(reason));
        let purge = store::Purge { item, dependents, private: Some(Value::Object(line)) };
        // Before, in case the machine stops in between; after, in case somebody searches in between.
        self.forget()?;
        let committed = self.writer().purge(purge, &mut |bytes| (host.entropy)(bytes))?;
        self.rebuild()?;
        self.forget()?;
        Ok(Purged { item, records, private_lines, entry: committed.first })
    }

    /// Removes what is kept in the cache: the words of what is purged, and what it was compared with, must not live on.
    fn forget(&self) -> Result<(), Error> {
        let root = self.reader().layout().root();
        for path in [cache_file(root), kept_file(&root.join("cache"))] {
            match std::fs::remove_file(path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(store::index::IndexError::from(error).into());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Hands the signing of the log over to another key. Gives the number of the entry that says so.
    pub fn rotate_key(&mut self, new: SigningKey, host: &Host<'_>) -> Result<u64, Error> {
        let private = Some(Value::Object(host.stamp()));
        let committed = self.writer().rotate_key(new, private, &mut |bytes| (host.entropy)(bytes))?;
        self.follow()?;
        Ok(committed.first)
    }
}
