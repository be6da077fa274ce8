//! Short walks over the whole case for whoever publishes it: in which order posts and speakers come, which names and
//! addresses the material states, who collected where, what people decided, and which findings stand.

use model::{Digest, ItemId, PostId, SourceId};

use super::item::{CollectionField, FindingRow, JudgementRow, form};
use super::post::SourceView;
use super::rows::ItemRow;
use crate::error::Error;
use crate::open::Case;

/// What the private parts of a case say of the people and machines around it. Never part of anything published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Folders that were pointed at, absolute.
    pub folders: Vec<String>,
    /// Machines that worked on it.
    pub machines: Vec<String>,
    /// People who worked on it, in the order in which they appear in the log.
    pub people: Vec<String>,
}

impl ItemRow {
    /// The online data collection form for this item, by its first sighting; a field without a value is missing.
    pub fn collection_form(&self) -> Vec<CollectionField> {
        form(self, self.sighting.as_ref())
    }
}

impl Case {
    /// Every different post once, in the order in which [`Case::each_post`] first comes to it.
    pub fn post_order(&self) -> Result<Vec<PostId>, Error> {
        let mut seen = std::collections::HashSet::new();
        let mut out = Vec::new();
        let sql = "SELECT id FROM post ORDER BY earliest IS NULL, earliest, latest, no";
        self.walk(sql, |row| {
            let id: [u8; 32] = row.get(0)?;
            if seen.insert(id) {
                out.push(PostId(Digest(id)));
            }
            Ok(())
        })?;
        Ok(out)
    }

    /// Every speaker, in the order in which the log comes to a post of theirs; those without posts last.
    pub fn sources_by_appearance(&self) -> Result<Vec<SourceView>, Error> {
        let mut ids: Vec<String> = Vec::new();
        self.walk(
            "SELECT s.id FROM source s LEFT JOIN (SELECT source, min(no) AS first FROM post GROUP BY source) p \
             ON p.source = s.id ORDER BY p.first IS NULL, p.first, s.id",
            |row| {
                ids.push(row.get(0)?);
                Ok(())
            },
        )?;
        ids.iter().map(|id| self.source(id)).collect()
    }

    /// Names of other speakers that links between posts state, in the order of the log.
    pub fn linked_names(&self) -> Result<Vec<String>, Error> {
        let mut names = Vec::new();
        self.walk(
            "SELECT who FROM post_link WHERE who IS NOT NULL GROUP BY who ORDER BY min(post), min(rowid)",
            |row| {
                names.push(row.get(0)?);
                Ok(())
            },
        )?;
        Ok(names)
    }

    /// The address of every post that states one, with its speaker.
    pub fn each_post_address(&self, each: &mut dyn FnMut(SourceId, String)) -> Result<(), Error> {
        self.walk("SELECT source, url FROM post WHERE url IS NOT NULL ORDER BY no", |row| {
            let source: String = row.get(0)?;
            if let Ok(digest) = source.parse() {
                each(SourceId(digest), row.get(1)?);
            }
            Ok(())
        })
    }

    /// What people decided, oldest first, with the item it is about.
    pub fn all_judgements(&self) -> Result<Vec<(ItemId, JudgementRow)>, Error> {
        let mut out = Vec::new();
        self.walk("SELECT item, seq, act, value, reason, author, at FROM judgement ORDER BY seq", |row| {
            out.push((
                row.get::<_, String>(0)?,
                JudgementRow {
                    entry: row.get::<_, i64>(1)? as u64,
                    act: row.get(2)?,
                    value: row.get(3)?,
                    reason: row.get(4)?,
                    author: row.get(5)?,
                    at: row.get::<_, Option<i64>>(6)?.map(model::Utc),
                },
            ));
            Ok(())
        })?;
        with_items(out)
    }

    /// The findings that stand, in the order of the log, with the item each is about.
    pub fn findings_in_force(&self) -> Result<Vec<(ItemId, FindingRow)>, Error> {
        let mut out = Vec::new();
        self.walk(
            "SELECT item, seq, analyser, version, record, lines FROM finding f WHERE record IS NOT NULL AND NOT EXISTS ( \
               SELECT 1 FROM finding g WHERE g.item = f.item AND g.seq > f.seq \
               AND substr(g.analyser || '.', 1, instr(g.analyser || '.', '.')) = substr(f.analyser || '.', 1, instr(f.analyser || '.', '.'))) \
             ORDER BY seq",
            |row| {
                out.push((
                    row.get::<_, String>(0)?,
                    FindingRow {
                        entry: row.get::<_, i64>(1)? as u64,
                        analyser: row.get(2)?,
                        version: row.get(3)?,
                        record: row.get(4)?,
                        lines: row.get::<_, i64>(5)? as u64,
                    },
                ));
                Ok(())
            },
        )?;
        with_items(out)
    }

    /// Who worked on the case, on which machines, in which folders.
    pub fn surroundings(&self) -> Result<Surroundings, Error> {
        let mut found = Surroundings::default();
        for (sql, list) in [
            (
                "SELECT root FROM (SELECT root, seq FROM sighting UNION ALL SELECT root, seq FROM obstacle) \
                 GROUP BY root ORDER BY min(seq)",
                &mut found.folders,
            ),
            (
                "SELECT machine FROM entry WHERE machine IS NOT NULL GROUP BY machine ORDER BY min(seq)",
                &mut found.machines,
            ),
            ("SELECT who FROM entry WHERE who IS NOT NULL GROUP BY who ORDER BY min(seq)", &mut found.people),
        ] {
            self.walk(sql, |row| {
                let value: String = row.get(0)?;
                list.push(value);
                Ok(())
            })?;
        }
        Ok(found)
    }

    fn walk(&self, sql: &str, mut each: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<()>) -> Result<(), Error> {
        let mut statement = self.connection().prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(row)?;
        }
        Ok(())
    }
}

fn with_items<T>(rows: Vec<(String, T)>) -> Result<Vec<(ItemId, T)>, Error> {
    rows.into_iter().map(|(id, row)| Ok((ItemId(store::index::query::digest(&id)?), row))).collect()
}
