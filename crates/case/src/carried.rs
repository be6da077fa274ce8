//! Which preserved files a post carries: those that lay where its export says, and those that lay beside the side-car it
//! was read from. Where files lay on somebody's machine is private, so a bundle states the answer and whoever derives
//! anything again in it starts from there.

use std::collections::BTreeSet;

use model::{Digest, ItemId, PostId};
use serde::{Deserialize, Serialize};
use store::index::query::digest;

use crate::decide::stated;
use crate::error::Error;
use crate::open::Case;

/// The name under which a bundle states it.
pub(crate) const NAME: &str = "carried";

/// By what it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The post names the file, and it lay there.
    Named,
    /// The post was read from a side-car, and the file lay beside it under its name.
    SideCar,
}

/// A post and a file that it carries.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Carried {
    /// The post.
    pub post: PostId,
    /// The file.
    pub item: ItemId,
    /// By what that is known.
    pub by: By,
    /// The file's path as the post names it; nothing for side-cars.
    pub path: Option<String>,
}

impl Case {
    /// Every post with the files that it carries, in the order of posts and files.
    ///
    /// # Errors
    /// Where the index, or what a bundle states, cannot be read.
    pub fn carried(&self) -> Result<Vec<Carried>, Error> {
        if self.reader().is_bundle() {
            return stated(&self.reader().layout().root().join(format!("conclusions/{NAME}.jsonl")));
        }
        let mut out: BTreeSet<Carried> = BTreeSet::new();
        let mut statement = self.connection().prepare(
            "SELECT p.id, CASE WHEN m.folder = '' OR m.folder IS NULL THEN m.file_name ELSE m.folder || '/' || m.file_name END, \
               (SELECT f.item FROM sighting e JOIN sighting f \
                 ON f.folder = rtrim(e.folder || '/' || m.folder, '/') AND f.file_name = m.file_name \
                 WHERE e.item = m.item ORDER BY f.seq LIMIT 1) AS carried \
             FROM media m JOIN post p ON p.no = m.post \
             WHERE m.missing IS NULL AND m.file_name IS NOT NULL AND carried IS NOT NULL",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let item = ItemId(digest(&row.get::<_, String>(2)?)?);
            out.insert(Carried { post: PostId(Digest(row.get(0)?)), item, by: By::Named, path: row.get(1)? });
        }
        let mut statement = self.connection().prepare(
            "SELECT p.id, f.item FROM side_car c JOIN post p ON p.item = c.item \
               JOIN sighting e ON e.item = c.item JOIN sighting f ON f.folder = e.folder AND f.item <> c.item \
             WHERE f.file_name = c.about OR substr(f.file_name, 1, 1 + length(coalesce(c.about, replace(e.file_name, '.info.json', '')))) \
               = coalesce(c.about, replace(e.file_name, '.info.json', '')) || '.'",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let item = ItemId(digest(&row.get::<_, String>(1)?)?);
            out.insert(Carried { post: PostId(Digest(row.get(0)?)), item, by: By::SideCar, path: None });
        }
        Ok(out.into_iter().collect())
    }
}
