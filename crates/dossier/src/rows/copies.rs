//! The same recording again: which items show it, which seconds of one are which of another, and which was there first as
//! far as posts and uploads tell.

use case::copies::{Copies, Dated, Earliest, Family, Pair, SegmentRow, Status};
use case::{Case, Progress};
use model::{ItemId, TimeSpan};

use super::{Items, Part};
use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::redact::Redactor;
use crate::table::{Row, Table};

/// Recordings are compared on so many threads; the answer does not depend on it.
const THREADS: usize = 4;

/// Items that show the same recording.
#[derive(Debug)]
pub(crate) struct FamilyEntry {
    /// Number of the item and its length in milliseconds (nought for a picture), the earliest first.
    pub members: Vec<(u64, i64)>,
    pub pairs: Vec<PairEntry>,
    /// `known`, `at latest` or `unknown`.
    pub status: &'static str,
    pub item: Option<u64>,
    pub time: Option<TimeSpan>,
    pub reason: String,
    pub would_change: String,
    /// What dates the members, earliest first: item, how, time, post, whether it is weak.
    pub order: Vec<DatedEntry>,
    pub older: Vec<OlderEntry>,
    /// Items that are put together from several recordings.
    pub put_together: Vec<(u64, Vec<u64>)>,
}

/// What dates an item.
#[derive(Debug)]
pub(crate) struct DatedEntry {
    pub item: u64,
    pub how: &'static str,
    pub time: TimeSpan,
    pub post: Option<u64>,
    pub weak: bool,
}

/// A post of a recording that had long been there.
#[derive(Debug)]
pub(crate) struct OlderEntry {
    pub item: u64,
    pub post: Option<u64>,
    pub posted: TimeSpan,
    pub reason: String,
}

/// Two items and what they share.
#[derive(Debug)]
pub(crate) struct PairEntry {
    pub a: u64,
    pub b: u64,
    pub relation: &'static str,
    pub sound: &'static str,
    pub reason: String,
    /// Milliseconds in A, milliseconds in B, mirrored.
    pub stretches: Vec<([i64; 2], [i64; 2], bool)>,
}

const COLUMNS: [&str; 17] = [
    "family",
    "row",
    "item",
    "other_item",
    "relation",
    "sound",
    "from_s",
    "to_s",
    "other_from_s",
    "other_to_s",
    "mirrored",
    "post",
    "as_stated",
    "zone",
    "earliest_utc",
    "latest_utc",
    "why",
];

pub(super) fn write(
    case: &Case,
    redactor: &Redactor,
    items: &Items,
    shelf: &mut Shelf<'_>,
    progress: &dyn Progress,
) -> Result<Part<FamilyEntry>, Error> {
    let Copies { families, .. } = case.copies(THREADS, progress)?;
    let mut out = Part::new();
    shelf.put("copies.csv", |to| -> Result<(), Cause> {
        let mut table = Table::new(to, &COLUMNS)?;
        for (family, number) in families.iter().zip(1_u64..) {
            let entry = entry(family, redactor, items);
            for row in rows(number, &entry) {
                table.row(row)?;
            }
            out.push(entry);
        }
        Ok(table.finish()?)
    })?;
    Ok(out)
}

fn entry(family: &Family, redactor: &Redactor, items: &Items) -> FamilyEntry {
    let Family { members, pairs, earliest, older, put_together, long_ms, .. } = family;
    let Earliest { status, item, time, reason, would_change, order } = earliest;
    let number = |item: &ItemId| items.number(*item);
    let long = |item: &ItemId| long_ms.get(item).copied().unwrap_or(0);
    let dated = |d: &Dated| DatedEntry {
        item: number(&d.item),
        how: d.kind.words(),
        time: d.time.clone(),
        post: d.post.and_then(|post| items.post_number(&post)),
        weak: d.weak,
    };
    FamilyEntry {
        members: members.iter().map(|m| (number(m), long(m))).collect(),
        pairs: pairs.iter().map(|pair| pair_entry(pair, redactor, items)).collect(),
        status: match status {
            Status::Known => "known",
            Status::AtLatest => "at latest",
            Status::Unknown => "unknown",
        },
        item: item.as_ref().map(number),
        time: time.clone(),
        reason: redactor.again(reason),
        would_change: would_change.clone(),
        order: order.iter().map(dated).collect(),
        older: older
            .iter()
            .map(|o| OlderEntry {
                item: number(&o.item),
                post: o.post.and_then(|post| items.post_number(&post)),
                posted: o.posted.clone(),
                reason: redactor.again(&o.reason),
            })
            .collect(),
        put_together: put_together
            .iter()
            .map(|f| (number(&f.item), f.also_shows.iter().map(number).collect()))
            .collect(),
    }
}

fn pair_entry(pair: &Pair, redactor: &Redactor, items: &Items) -> PairEntry {
    let ms = |span: [f64; 2]| span.map(|s| (s * 1000.0).round() as i64);
    let stretch = |s: &SegmentRow| (ms(s.a), ms(s.b), s.mirrored);
    PairEntry {
        a: items.number(pair.item_a),
        b: items.number(pair.item_b),
        relation: pair.relation.relation.word(),
        sound: pair.relation.audio.word(),
        reason: redactor.again(&pair.relation.reason),
        stretches: pair.relation.segments.iter().map(stretch).collect(),
    }
}

/// Milliseconds as seconds.
pub(crate) fn seconds(ms: i64) -> String {
    format!("{}.{:03}", ms / 1000, ms.rem_euclid(1000))
}

fn rows(number: u64, entry: &FamilyEntry) -> Vec<Row> {
    let begin = |row: &str, item: Option<u64>| Row::default().plain(number).plain(row).maybe_plain(item);
    let none = |row: Row, cells: usize| (0..cells).fold(row, |row, _| row.plain(""));
    let mut out = Vec::new();
    let earliest = none(begin(&format!("earliest: {}", entry.status), entry.item), 9);
    out.push(earliest.time(entry.time.as_ref()).text(&entry.reason));
    for dated in &entry.order {
        let why = if dated.weak { format!("{} (weak)", dated.how) } else { dated.how.to_owned() };
        let row = none(begin("dated", Some(dated.item)), 8).maybe_plain(dated.post);
        out.push(row.time(Some(&dated.time)).plain(why));
    }
    for pair in &entry.pairs {
        for (a, b, mirrored) in &pair.stretches {
            let row = begin("stretch", Some(pair.a)).plain(pair.b).plain(pair.relation).plain(pair.sound);
            let row = row.plain(seconds(a[0])).plain(seconds(a[1])).plain(seconds(b[0])).plain(seconds(b[1]));
            out.push(none(row.plain(mirrored), 1).time(None).text(&pair.reason));
        }
    }
    for older in &entry.older {
        let row = none(begin("older than its post", Some(older.item)), 8).maybe_plain(older.post);
        out.push(row.time(Some(&older.posted)).text(&older.reason));
    }
    out
}
