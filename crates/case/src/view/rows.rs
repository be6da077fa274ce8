//! Table rows over the whole case: items, gaps, problems. The dossier and its CSV files are made of these.

use model::ItemId;
use model::item::{Kind, Obstacle, Sighting};
use serde::Serialize;

use crate::error::Error;
use crate::open::Case;

/// One item in the index of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemRow {
    /// SHA-256 of the bytes.
    pub id: ItemId,
    /// Size in bytes; nothing where it is not known here: the item was purged, or what was written down when it was
    /// collected is withheld.
    pub size: Option<u64>,
    /// Kind of bytes; nothing where it has not been examined.
    pub kind: Option<Kind>,
    /// Media type by content.
    pub mime: Option<String>,
    /// Format name; nothing where it is kept, not read.
    pub format: Option<String>,
    /// Number of the log entry that preserved it.
    pub entry: u64,
    /// The first sighting; nothing where the private part is withheld.
    pub sighting: Option<Sighting>,
    /// How many times it was met.
    pub sightings: u64,
    /// Address that the material states for it (side-car, page), not verified.
    pub stated_url: Option<String>,
    /// How many posts were read from it.
    pub posts: u64,
    /// Number of the purge entry, where its bytes are withheld.
    pub withheld: Option<u64>,
    /// The latest status that a person gave it.
    pub status: Option<String>,
}

/// Something that is not in the case although the material speaks of it or holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The item that says so; nothing for something met in the material itself.
    pub item: Option<ItemId>,
    /// What is missing.
    pub what: String,
    /// Why.
    pub why: String,
    /// Where it is said, or the path where it was met.
    pub locator: String,
}

/// A part that could not be read, a change that was made in order to read, or an analysis that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProblemRow {
    /// The item.
    pub item: ItemId,
    /// Name it was first met under.
    pub path: Option<String>,
    /// What is wrong and what to do.
    pub what: String,
    /// Where in the item.
    pub locator: Option<String>,
}

impl Case {
    /// Every item, in the order in which they came.
    pub fn items(&self) -> Result<Vec<ItemRow>, Error> {
        self.item_rows("1", [])
    }

    pub(super) fn item_rows<P: rusqlite::Params>(&self, condition: &str, params: P) -> Result<Vec<ItemRow>, Error> {
        let sql = format!(
            "SELECT i.id, i.size, i.kind, i.mime, i.format, i.first_seq, i.withheld_seq, \
             (SELECT s.json FROM sighting s WHERE s.item = i.id ORDER BY s.seq LIMIT 1), \
             (SELECT count(*) FROM sighting s WHERE s.item = i.id), \
             (SELECT count(*) FROM post p WHERE p.item = i.id), \
             coalesce((SELECT a.url FROM article a WHERE a.item = i.id), \
               (SELECT c.url FROM side_car c WHERE c.item = i.id AND c.url IS NOT NULL), \
               (SELECT c.url FROM side_car c JOIN sighting cs ON cs.item = c.item JOIN sighting ms ON ms.folder = cs.folder \
                 WHERE ms.item = i.id AND c.url IS NOT NULL AND c.about IS NOT NULL \
                 AND (ms.file_name = c.about OR ms.file_name GLOB replace(replace(c.about, '[', '[[]'), '*', '[*]') || '.*') LIMIT 1)), \
             (SELECT j.value FROM judgement j WHERE j.item = i.id AND j.act = 'status' ORDER BY j.seq DESC LIMIT 1) \
             FROM item i WHERE {condition} ORDER BY i.first_seq"
        );
        let mut statement = self.connection().prepare(&sql)?;
        let mut rows = statement.query(params)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            let word: Option<String> = row.get(2)?;
            let sighting: Option<String> = row.get(7)?;
            let withheld = row.get::<_, Option<i64>>(6)?.map(|n| n as u64);
            let size = Some(row.get::<_, i64>(1)? as u64);
            out.push(ItemRow {
                id: ItemId(store::index::query::digest(&row.get::<_, String>(0)?)?),
                size: size.filter(|_| withheld.is_none() && sighting.is_some()),
                kind: word.map(|w| serde_json::from_value(w.into())).transpose()?,
                mime: row.get(3)?,
                format: row.get(4)?,
                entry: row.get::<_, i64>(5)? as u64,
                withheld,
                sighting: sighting.map(|json| serde_json::from_str(&json)).transpose()?,
                sightings: row.get::<_, i64>(8)? as u64,
                posts: row.get::<_, i64>(9)? as u64,
                stated_url: row.get(10)?,
                status: row.get(11)?,
            });
        }
        Ok(out)
    }

    /// Everything that is not in the case although the material speaks of it or held it.
    pub fn gaps(&self) -> Result<Vec<Gap>, Error> {
        let mut out = Vec::new();
        let mut statement =
            self.connection().prepare("SELECT path, reason, detail FROM obstacle ORDER BY seq, path, reason")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let reason: Obstacle = serde_json::from_value(row.get::<_, String>(1)?.into())?;
            let detail: Option<String> = row.get(2)?;
            let detail = detail.map(|d| format!(" ({d})")).unwrap_or_default();
            out.push(Gap {
                item: None,
                what: "met in the material and not preserved".to_owned(),
                why: format!("{}{detail}", reason.words()),
                locator: row.get(0)?,
            });
        }
        let mut statement =
            self.connection().prepare("SELECT item, what, why, locator FROM not_collected ORDER BY finding, rowid")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            out.push(Gap {
                item: Some(ItemId(store::index::query::digest(&row.get::<_, String>(0)?)?)),
                what: row.get(1)?,
                why: row.get(2)?,
                locator: row.get(3)?,
            });
        }
        Ok(out)
    }

    /// Changes that were made in order to read an item; its bytes stay as they are.
    pub fn repairs(&self) -> Result<Vec<ProblemRow>, Error> {
        self.rows_of(
            "SELECT item, what || ' (' || times || ' times, first at byte ' || first_at || ')', NULL, \
             (SELECT path FROM sighting s WHERE s.item = r.item ORDER BY s.seq LIMIT 1) FROM repaired r ORDER BY finding, rowid",
            [],
        )
    }

    /// Everything that could not be read.
    pub fn problems(&self) -> Result<Vec<ProblemRow>, Error> {
        self.problem_rows("1", [])
    }

    pub(super) fn problem_rows<P: rusqlite::Params>(
        &self,
        condition: &str,
        params: P,
    ) -> Result<Vec<ProblemRow>, Error> {
        let sql = format!(
            "SELECT item, what, locator, (SELECT path FROM sighting s WHERE s.item = x.item ORDER BY s.seq LIMIT 1) FROM ( \
               SELECT item, what, locator, finding AS seq, rowid AS n FROM problem \
               UNION ALL SELECT item, 'Not read: ' || reason, NULL, seq, 0 FROM attempt_in_force \
             ) x WHERE {condition} ORDER BY seq, n"
        );
        self.rows_of(&sql, params)
    }

    fn rows_of<P: rusqlite::Params>(&self, sql: &str, params: P) -> Result<Vec<ProblemRow>, Error> {
        let mut statement = self.connection().prepare(sql)?;
        let mut rows = statement.query(params)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(ProblemRow {
                item: ItemId(store::index::query::digest(&row.get::<_, String>(0)?)?),
                what: row.get(1)?,
                locator: row.get(2)?,
                path: row.get(3)?,
            });
        }
        Ok(out)
    }
}
