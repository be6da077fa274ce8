//! One item in full: what it is, every meeting with it, the collection form with what is missing, what was read from
//! it, and what people decided.

use model::ItemId;
use model::item::Sighting;
use serde::Serialize;

use super::container::ContainerView;
use super::post::{ArticleView, PostView};
use super::rows::{Gap, ItemRow, ProblemRow};
use crate::error::Error;
use crate::open::Case;

/// How many posts of an item are shown with it.
const POSTS_SHOWN: u64 = 100;

/// One item in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemView {
    /// The item.
    pub id: ItemId,
    /// Its row in the index of items.
    pub summary: ItemRow,
    /// Every meeting with its bytes, oldest first.
    pub sightings: Vec<Sighting>,
    /// The online data collection form (Berkeley Protocol, Annex IV style): what is known, and what is not.
    pub collection_form: Vec<CollectionField>,
    /// Names of the fields of the form that nothing is known for.
    pub missing: Vec<String>,
    /// What analysers found, oldest first.
    pub findings: Vec<FindingRow>,
    /// The article, where it is one.
    pub document: Option<ArticleView>,
    /// What a picture, film or sound says of itself, where it was decoded.
    pub container: Option<ContainerView>,
    /// Facts that it states about a file beside it.
    pub side_car: Option<SideCarRow>,
    /// How many posts were read from it.
    pub posts_total: u64,
    /// The first posts that were read from it.
    pub posts: Vec<PostView>,
    /// What it says exists and does not hold.
    pub not_collected: Vec<Gap>,
    /// What could not be read.
    pub problems: Vec<ProblemRow>,
    /// What people decided, oldest first.
    pub judgements: Vec<JudgementRow>,
}

/// One line of the collection form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CollectionField {
    /// Name of the field.
    pub field: String,
    /// What is known; nothing where it is missing.
    pub value: Option<String>,
}

/// A finding about the item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingRow {
    /// Number of its log entry.
    pub entry: u64,
    /// Analyser.
    pub analyser: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its record; nothing where it is withheld.
    pub record: Option<String>,
    /// Lines of the record.
    pub lines: u64,
}

/// What a side-car states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SideCarRow {
    /// The file it speaks of.
    pub about: Option<String>,
    /// Address the media was fetched from, as stated.
    pub url: Option<String>,
    /// Tool that wrote it.
    pub tool: Option<String>,
}

/// A decision of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JudgementRow {
    /// Number of its log entry.
    pub entry: u64,
    /// `note`, `tag`, `untag` or `status`.
    pub act: String,
    /// What was decided.
    pub value: String,
    /// Why.
    pub reason: Option<String>,
    /// Who.
    pub author: Option<String>,
    /// When, by the author's machine.
    pub at: Option<model::Utc>,
}

impl Case {
    /// One item by its whole id.
    pub(super) fn item(&self, id: &str) -> Result<ItemView, Error> {
        let summary =
            self.item_rows("i.id = ?", [id])?.into_iter().next().ok_or_else(|| Error::NoSuchId(id.to_owned()))?;
        let sightings =
            self.list("SELECT json FROM sighting WHERE item = ? ORDER BY seq", id, |row| row.get::<_, String>(0))?;
        let sightings: Vec<Sighting> =
            sightings.iter().map(|json| serde_json::from_str(json)).collect::<Result<_, _>>()?;
        let document = self.article_rows("item = ?", [id])?.into_iter().next();
        let collection_form = form(&summary, sightings.first());
        Ok(ItemView {
            id: summary.id,
            missing: collection_form.iter().filter(|f| f.value.is_none()).map(|f| f.field.clone()).collect(),
            collection_form,
            findings: self.list(
                "SELECT seq, analyser, version, record, lines FROM finding WHERE item = ? ORDER BY seq",
                id,
                |row| {
                    Ok(FindingRow {
                        entry: row.get::<_, i64>(0)? as u64,
                        analyser: row.get(1)?,
                        version: row.get(2)?,
                        record: row.get(3)?,
                        lines: row.get::<_, i64>(4)? as u64,
                    })
                },
            )?,
            document,
            container: self.container(summary.id)?,
            side_car: self
                .list("SELECT about, url, tool FROM side_car WHERE item = ?", id, |row| {
                    Ok(SideCarRow { about: row.get(0)?, url: row.get(1)?, tool: row.get(2)? })
                })?
                .pop(),
            posts_total: summary.posts,
            posts: self.posts_of(summary.id, Some(POSTS_SHOWN))?,
            not_collected: self.gaps_of(summary.id)?,
            problems: self.problem_rows("item = ?", [id])?,
            judgements: self.judgements(id)?,
            sightings,
            summary,
        })
    }

    fn judgements(&self, id: &str) -> Result<Vec<JudgementRow>, Error> {
        self.list("SELECT seq, act, value, reason, author, at FROM judgement WHERE item = ? ORDER BY seq", id, |row| {
            Ok(JudgementRow {
                entry: row.get::<_, i64>(0)? as u64,
                act: row.get(1)?,
                value: row.get(2)?,
                reason: row.get(3)?,
                author: row.get(4)?,
                at: row.get::<_, Option<i64>>(5)?.map(model::Utc),
            })
        })
    }

    fn gaps_of(&self, item: ItemId) -> Result<Vec<Gap>, Error> {
        let sql = "SELECT what, why, locator FROM not_collected WHERE item = ? ORDER BY finding, rowid";
        self.list(sql, &item.0.hex(), |row| {
            Ok(Gap { item: Some(item), what: row.get(0)?, why: row.get(1)?, locator: row.get(2)? })
        })
    }

    fn list<T>(
        &self,
        sql: &str,
        id: &str,
        row: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let mut statement = self.connection().prepare(sql)?;
        let rows = statement.query_map([id], row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The fields that the Berkeley Protocol asks for at collection (paragraph 155 and Annex IV), as public notes on it
/// quote them.
pub(super) fn form(item: &ItemRow, sighting: Option<&Sighting>) -> Vec<CollectionField> {
    let field = |name: &str, value: Option<String>| CollectionField { field: name.to_owned(), value };
    let of = |get: fn(&Sighting) -> Option<String>| sighting.and_then(get);
    vec![
        field("Hash (SHA-256)", Some(item.id.to_string())),
        field("Size in bytes", item.size.map(|size| size.to_string())),
        field("Media type", item.mime.clone()),
        field("Original path", of(|s| Some(s.path.display()))),
        field("Last change of the original file", of(|s| modified(s.file.modified_ns))),
        field("Source address (stated, not verified)", item.stated_url.clone()),
        field("Why it was collected", of(|s| s.why.clone())),
        field("Collected by", of(|s| s.collector.clone())),
        field("Collected at", of(|s| Some(s.at.to_string()))),
        field("Clock", of(|s| s.clock.clone())),
        field("Machine", of(|s| s.machine.clone())),
        field("Tool and version", of(|s| Some(s.tool.clone()))),
        // What only a capture at the source can give: nothing here records it, and the form says so.
        field("Full-page capture with date and time", None),
        field("IP address used for collection", None),
    ]
}

fn modified(nanoseconds: i64) -> Option<String> {
    Some(model::Utc(nanoseconds.div_euclid(1_000_000_000)).to_string())
}
