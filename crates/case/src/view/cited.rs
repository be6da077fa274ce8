//! What a publication leans on: the entries it cites, and the places that claims speak of. Reads the log and the records
//! that the index points to; what of it may be shown is decided above.

use std::io::{BufRead, BufReader, Seek, SeekFrom};

use custody::Kind;
use model::{Digest, ItemId, Place, PostId, Span};
use serde::Deserialize;
use store::index::IndexError;

use crate::error::Error;
use crate::open::Case;

/// A failed analysis that nothing has made good since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRow {
    /// Number of its log entry.
    pub entry: u64,
    /// The item.
    pub item: ItemId,
    /// Analyser.
    pub analyser: String,
    /// Its version.
    pub version: String,
    /// Why it failed, in one sentence.
    pub reason: String,
}

/// A place that claims of one text speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedPlace {
    /// The item it was read in.
    pub item: ItemId,
    /// The post it was read in; nothing where it stands in an article.
    pub post: Option<PostId>,
    /// Number of the reading's log entry.
    pub finding: u64,
    /// The place.
    pub place: Place,
    /// How many claims of that text speak of it.
    pub claims: u64,
}

/// The parts of a reading's line that tell of places.
#[derive(Deserialize)]
struct Line {
    reading: Reading,
}

#[derive(Deserialize)]
struct Reading {
    places: Vec<Named>,
    claims: Vec<Claim>,
}

#[derive(Deserialize)]
struct Named {
    span: Span,
    place: Option<Place>,
    metonym: bool,
}

#[derive(Deserialize)]
struct Claim {
    slots: Slots,
}

#[derive(Deserialize)]
struct Slots {
    places: Vec<Span>,
}

impl Case {
    /// Numbers of all entries of a kind, in order.
    pub fn entries_of(&self, kind: Kind) -> Result<Vec<u64>, Error> {
        let mut statement = self.connection().prepare("SELECT seq FROM entry WHERE kind = ? ORDER BY seq")?;
        let rows = statement.query_map([kind.word()], |row| row.get::<_, i64>(0))?;
        Ok(rows.map(|seq| seq.map(|n| n as u64)).collect::<Result<_, _>>()?)
    }

    /// Failed analyses that nothing has made good since, in the order of the log.
    pub fn attempts_in_force(&self) -> Result<Vec<AttemptRow>, Error> {
        let mut statement = self
            .connection()
            .prepare("SELECT seq, item, analyser, version, reason FROM attempt_in_force ORDER BY seq")?;
        let mut rows = statement.query([])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(AttemptRow {
                entry: row.get::<_, i64>(0)? as u64,
                item: ItemId(store::index::query::digest(&row.get::<_, String>(1)?)?),
                analyser: row.get(2)?,
                version: row.get(3)?,
                reason: row.get(4)?,
            });
        }
        Ok(out)
    }

    /// Calls `each` with every place that a claim speaks of, text by text in the order of the log. A capital that stands
    /// for a government is no such place.
    pub fn each_claimed_place(&self, each: &mut dyn FnMut(ClaimedPlace)) -> Result<(), Error> {
        let mut statement = self.connection().prepare(
            "SELECT f.record, r.line_at, r.item, r.post, r.finding FROM reading r JOIN finding f ON f.seq = r.finding \
             WHERE f.record IS NOT NULL AND EXISTS (SELECT 1 FROM claim c WHERE c.reading = r.no) ORDER BY r.no",
        )?;
        let mut rows = statement.query([])?;
        let mut open: Option<(Digest, BufReader<std::fs::File>)> = None;
        while let Some(row) = rows.next()? {
            let record = store::index::query::digest(&row.get::<_, String>(0)?)?;
            // The readings of one item lie one after the other in one record.
            let file = match &mut open {
                Some((known, file)) if *known == record => file,
                _ => &mut open.insert((record, BufReader::new(self.reader().record(record)?))).1,
            };
            file.seek(SeekFrom::Start(row.get::<_, i64>(1)? as u64)).map_err(IndexError::from)?;
            let mut line = String::new();
            file.read_line(&mut line).map_err(IndexError::from)?;
            let Line { reading } = serde_json::from_str(&line)?;
            let post: Option<[u8; 32]> = row.get(3)?;
            let item = ItemId(store::index::query::digest(&row.get::<_, String>(2)?)?);
            let finding = row.get::<_, i64>(4)? as u64;
            for named in reading.places.into_iter().filter(|named| !named.metonym) {
                let Some(place) = named.place else { continue };
                let claims = reading.claims.iter().filter(|c| c.slots.places.contains(&named.span)).count() as u64;
                if claims > 0 {
                    each(ClaimedPlace { item, post: post.map(|id| PostId(Digest(id))), finding, place, claims });
                }
            }
        }
        Ok(())
    }
}
