//! Questions about what the case holds that the work on it asks: what is known, what is due. What people are shown is
//! put together by the library above.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use model::{Digest, ItemId};

use super::{Index, IndexError};

/// A finding or an attempt, as far as deciding what is due needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Number of its entry.
    pub seq: u64,
    /// `stage.name`.
    pub analyser: Arc<str>,
    /// Its version.
    pub version: Arc<str>,
    /// SHA-256 of its parameters.
    pub parameters: Option<Digest>,
    /// SHA-256 of its record, where there is one and it is kept.
    pub record: Option<Digest>,
    /// Lines of its record.
    pub lines: u64,
    /// Whether it failed.
    pub failed: bool,
}

impl Done {
    /// The part of the analyser's name before the dot: findings of one stage replace each other.
    pub fn stage(&self) -> &str {
        self.analyser.split_once('.').map_or(&self.analyser, |(stage, _)| stage)
    }
}

impl Index {
    /// Keys of every file that was preserved as it stands (see [`model::item::FileFacts::unchanged_key`]).
    pub fn unchanged_keys(&self) -> Result<HashSet<[u8; 16]>, IndexError> {
        self.keys("SELECT unchanged_key FROM sighting")
    }

    /// Keys of every obstacle that was reported (see [`super::obstacle_key`]).
    pub fn obstacle_keys(&self) -> Result<HashSet<[u8; 16]>, IndexError> {
        self.keys("SELECT seen_key FROM obstacle")
    }

    fn keys(&self, sql: &str) -> Result<HashSet<[u8; 16]>, IndexError> {
        let mut statement = self.connection().prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Items whose bytes are here.
    pub fn item_ids(&self) -> Result<HashSet<Digest>, IndexError> {
        self.ids("SELECT id FROM item WHERE withheld_seq IS NULL")
    }

    /// Items whose bytes a purge withheld. Met again, they are a new decision for a person, not bytes to take in
    /// silently.
    pub fn purged_ids(&self) -> Result<HashSet<Digest>, IndexError> {
        self.ids("SELECT id FROM item WHERE withheld_seq IS NOT NULL")
    }

    fn ids(&self, sql: &str) -> Result<HashSet<Digest>, IndexError> {
        let mut statement = self.connection().prepare(sql)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        rows.map(|id| digest(&id?)).collect()
    }

    /// Items whose bytes are here, in the order in which they came.
    pub fn items_present(&self) -> Result<Vec<ItemId>, IndexError> {
        let mut statement =
            self.connection().prepare("SELECT id FROM item WHERE withheld_seq IS NULL ORDER BY first_seq")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        rows.map(|id| Ok(ItemId(digest(&id?)?))).collect()
    }

    /// Items whose bytes are here, with size and everything that was found or tried, oldest first.
    pub fn items_with_findings(&self) -> Result<Vec<(ItemId, u64, Vec<Done>)>, IndexError> {
        let mut done: HashMap<Digest, Vec<Done>> = HashMap::new();
        let mut words = Words::default();
        let mut statement = self.connection().prepare(
            "SELECT item, seq, analyser, version, params, record, lines, 0 FROM finding \
             UNION ALL SELECT item, seq, analyser, version, params, NULL, 0, 1 FROM attempt ORDER BY seq",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let optional = |text: Option<String>| text.map(|t| digest(&t)).transpose();
            let item = digest(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
            done.entry(item).or_default().push(Done {
                seq: row.get::<_, i64>(1)? as u64,
                analyser: words.keep(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?),
                version: words.keep(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?),
                parameters: optional(row.get(4)?)?,
                record: optional(row.get(5)?)?,
                lines: row.get::<_, i64>(6)? as u64,
                failed: row.get(7)?,
            });
        }
        // Read as the table lies and sorted here: following the order's index would look up every row on its own.
        let mut statement =
            self.connection().prepare("SELECT id, size, first_seq FROM item WHERE withheld_seq IS NULL")?;
        let mut items: Vec<(i64, Digest, u64)> = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = digest(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
            items.push((row.get(2)?, id, row.get::<_, i64>(1)? as u64));
        }
        items.sort_unstable();
        let with_findings = |(_, id, size)| (ItemId(id), size, done.remove(&id).unwrap_or_default());
        Ok(items.into_iter().map(with_findings).collect())
    }
}

/// Names that come again and again, kept once.
#[derive(Default)]
struct Words(Vec<Arc<str>>);

impl Words {
    fn keep(&mut self, word: &str) -> Arc<str> {
        if let Some(kept) = self.0.iter().rev().take(32).find(|kept| ***kept == *word) {
            return kept.clone();
        }
        let kept: Arc<str> = word.into();
        self.0.push(kept.clone());
        kept
    }
}

/// A digest out of a column.
pub fn digest(hex: &str) -> Result<Digest, IndexError> {
    hex.parse().map_err(|_| IndexError::Damaged { seq: 0, what: format!("the index holds an odd id: {hex}") })
}
