//! One course of work that uses everything a writer can do, for tests that cut it short at every point.

use custody::entry::{Header, Kind};
use model::{Digest, ItemId};
use serde_json::json;
use store::{Error, NewEntry, Purge, Reader, Writer};

use super::{entropy, key, preserve};

/// A file that is to be purged contains this.
pub static PURGED: &[u8] = b"EXERCISE: what a court ordered to be removed";

/// How many steps the course has.
pub const STEPS: u64 = 6;

/// Does one step. Steps must follow one another; the answer is the log's size after it.
pub fn step(writer: &Writer, number: u64) -> Result<u64, Error> {
    let purged = ItemId(Digest::of(PURGED));
    let committed = match number {
        0 => {
            let small = writer.stage_stream(&mut &*PURGED)?;
            let large = writer.stage_stream(&mut &vec![7u8; (1 << 20) + 5][..])?;
            writer.commit(vec![preserve(&small, "a"), preserve(&large, "b")], &mut entropy)?
        }
        1 => {
            // Enough files that everything is synced at once.
            let mut batch = Vec::new();
            for n in 0..12u8 {
                batch.push(preserve(&writer.stage_stream(&mut &[n; 40][..])?, "n"));
            }
            writer.commit(batch, &mut entropy)?
        }
        2 => {
            let mut record = writer.record();
            record.line(&json!({"found": "words"}))?;
            let find = Header::find(vec![purged], "reader", "1", Digest::of(b"{}"), record.finish()?);
            let sight = NewEntry { header: Header::sight(purged), private: Some(json!({"path": "c"})) };
            writer.commit(vec![NewEntry { header: find, private: None }, sight], &mut entropy)?
        }
        3 => writer.rotate_key(key(2), Some(json!({"who": "somebody"})), &mut entropy)?,
        4 => {
            let dependents = Reader::open(writer.layout().root())?.dependents(purged)?;
            let private = Some(json!({"reason": "a court order"}));
            writer.purge(Purge { item: purged, dependents, private }, &mut entropy)?
        }
        _ => {
            // Over the border of a tile.
            let survey = NewEntry { header: Header::survey(), private: None };
            writer.commit(vec![survey; 260], &mut entropy)?
        }
    };
    Ok(committed.checkpoint.size)
}

/// Whether the log has reached the end of step `number`, by what its headers say.
pub fn steps_done(headers: &[Header]) -> u64 {
    match headers {
        [.., last] if last.kind == Kind::Survey => 6,
        [.., last] if last.kind == Kind::Purge => 5,
        [.., last] if last.kind == Kind::Key => 4,
        [.., last] if last.kind == Kind::Sight => 3,
        headers if headers.len() == 15 => 2,
        headers if headers.len() == 3 => 1,
        headers => {
            assert_eq!(headers.len(), 1, "a batch is in the log in part");
            0
        }
    }
}

/// Opens the case with whichever key is the present one.
pub fn open(folder: &std::path::Path) -> Result<Writer, Error> {
    match Writer::open(folder, key(1)) {
        Err(Error::WrongKey { .. }) => Writer::open(folder, key(2)),
        other => other,
    }
}
