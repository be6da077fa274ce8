//! What a case holds, as values for people and programs: every verb and the dossier show these and nothing else.

mod cited;
mod claims;
mod container;
mod item;
mod log;
mod order;
mod post;
mod reading;
mod rows;
mod status;

pub use cited::{AttemptRow, ClaimedPlace};
pub use claims::{ClaimRow, Mark};
pub use container::{ContainerView, StreamView, Thumbnail};
pub use item::{CollectionField, FindingRow, ItemView, JudgementRow, SideCarRow};
pub use log::{EntryRow, LogProof};
pub use order::Surroundings;
pub use post::{ArticleView, LinkRow, MediaRow, PostView, SourceView};
pub use reading::{
    ClaimLine, DateLine, FigureLine, OddityLine, PlaceInDegrees, PlaceLine, PostLine, ReadingView, SlotLine,
};
pub use rows::{Gap, ItemRow, ProblemRow};
pub use status::{Counts, KindCount, Status};

use crate::error::Error;
use crate::open::Case;

/// What an id names.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Thing {
    /// A preserved item.
    Item(Box<ItemView>),
    /// A post, as read from one or several items.
    Post(Box<PostView>),
    /// A speaker.
    Source(Box<SourceView>),
}

impl Case {
    /// Finds what an id, or the first digits of one (at least 6), names.
    pub fn find(&self, prefix: &str) -> Result<Thing, Error> {
        let prefix = prefix.trim().to_lowercase();
        if !(6..=64).contains(&prefix.len()) || !prefix.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(Error::NotAnId(prefix.chars().take(80).collect()));
        }
        let mut found: Vec<(char, String)> = Vec::new();
        for (kind, sql) in [
            ('i', "SELECT id FROM item WHERE id >= ?1 AND id < ?2 LIMIT 3"),
            ('s', "SELECT id FROM source WHERE id >= ?1 AND id < ?2 LIMIT 3"),
        ] {
            let mut statement = self.connection().prepare(sql)?;
            let ids = statement.query_map([prefix.as_str(), &format!("{prefix}g")], |row| row.get::<_, String>(0))?;
            for id in ids {
                found.push((kind, id?));
            }
        }
        let mut statement = self
            .connection()
            .prepare("SELECT DISTINCT lower(hex(id)) FROM post WHERE id >= ?1 AND id <= ?2 LIMIT 3")?;
        let ids = statement.query_map([bound(&prefix, '0'), bound(&prefix, 'f')], |row| row.get::<_, String>(0))?;
        for id in ids {
            found.push(('p', id?));
        }
        match found.as_slice() {
            [] => Err(Error::NoSuchId(prefix)),
            [('i', id)] => Ok(Thing::Item(Box::new(self.item(id)?))),
            [('s', id)] => Ok(Thing::Source(Box::new(self.source(id)?))),
            [(_, id)] => Ok(Thing::Post(Box::new(self.post(id)?))),
            several => Err(Error::Ambiguous { prefix, count: several.len() }),
        }
    }

    /// The item that an id, or the first digits of one, names.
    pub fn find_item(&self, prefix: &str) -> Result<model::ItemId, Error> {
        match self.find(prefix)? {
            Thing::Item(item) => Ok(item.id),
            Thing::Post(_) => Err(Error::NotAnItem { prefix: prefix.to_owned(), kind: "post" }),
            Thing::Source(_) => Err(Error::NotAnItem { prefix: prefix.to_owned(), kind: "source" }),
        }
    }
}

/// The lowest or highest id with this beginning, as bytes.
fn bound(prefix: &str, fill: char) -> Vec<u8> {
    let digits: String = prefix.chars().chain(std::iter::repeat(fill)).take(64).collect();
    digits.parse::<model::Digest>().map(|d| d.0.to_vec()).unwrap_or_default()
}
