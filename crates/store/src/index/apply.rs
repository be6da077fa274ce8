//! Turns log entries and their records into rows: the one way in which anything gets into the index.
//!
//! What an entry means for the tables is decided here and nowhere else, so that an index built entry by entry and one
//! built afresh hold the same.

use std::io::BufRead;

use custody::{Header, Kind};
use model::import::ImportLine;
use model::item::{NotPreserved, Sighting};
use model::{Digest, PathName};
use rusqlite::{Transaction, params};
use serde_json::Value;

use super::{IndexError, OpenRecord};

/// Writes one entry's rows. `private` is the entry's private line, where it is not withheld; `record` opens the
/// entry's record, where it is not withheld.
pub(super) fn entry(
    tx: &Transaction<'_>,
    seq: u64,
    header: &Header,
    private: Option<&Value>,
    record: OpenRecord<'_>,
) -> Result<(), IndexError> {
    let seq = i64::try_from(seq).map_err(|_| IndexError::damaged(seq, "its number is too large"))?;
    entry_row(tx, seq, header, private)?;
    match header.kind {
        Kind::Preserve | Kind::Sight => sighting(tx, seq, header, private),
        Kind::Survey => survey(tx, seq, private),
        Kind::Find => finding(tx, seq, header, record),
        Kind::Attempt => attempt(tx, seq, header, private),
        Kind::Judge => judgement(tx, seq, header, private),
        Kind::Purge => purge(tx, seq, header, private),
        Kind::Fixity => fixity(tx, seq, private),
        Kind::Case | Kind::Key | Kind::Publish => Ok(()),
    }
}

/// A text of the private line. What a sighting states of who and when stands in the sighting itself.
fn text<'v>(private: Option<&'v Value>, key: &str) -> Option<&'v str> {
    let line = private?;
    line.get("sighting").unwrap_or(line).get(key)?.as_str()
}

fn instant(private: Option<&Value>, key: &str) -> Option<i64> {
    model::Utc::parse(text(private, key)?).map(|utc| utc.0)
}

fn entry_row(tx: &Transaction<'_>, seq: i64, header: &Header, private: Option<&Value>) -> Result<(), IndexError> {
    let record = header.record.as_ref();
    tx.prepare_cached("INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)")?.execute(params![
        seq,
        header.kind.word(),
        header.analyser,
        header.version,
        header.params.map(|p| p.hex()),
        record.map(|r| r.sha256.hex()),
        record.map(|r| r.size as i64),
        record.map(|r| r.count as i64),
        header.private.as_ref().map(|p| p.record.hex()),
        instant(private, "at"),
        text(private, "collector"),
        text(private, "machine"),
        text(private, "tool"),
    ])?;
    Ok(())
}

fn only_input(seq: i64, header: &Header) -> Result<String, IndexError> {
    match header.inputs[..] {
        [input] => Ok(input.0.hex()),
        _ => Err(IndexError::damaged(seq as u64, "it should name exactly one item")),
    }
}

fn sighting(tx: &Transaction<'_>, seq: i64, header: &Header, private: Option<&Value>) -> Result<(), IndexError> {
    let item = only_input(seq, header)?;
    let seen = private.map(|line| serde_json::from_value::<Sighting>(line["sighting"].clone())).transpose()?;
    let size = seen.as_ref().map_or(0, |s| s.file.size as i64);
    tx.prepare_cached("INSERT INTO item (id, first_seq, size) VALUES (?,?,?) ON CONFLICT DO NOTHING")?
        .execute(params![item, seq, size])?;
    // Bytes that a later entry preserves again are expected again.
    if header.kind == Kind::Preserve {
        tx.prepare_cached("UPDATE item SET withheld_seq = NULL, size = ? WHERE id = ? AND withheld_seq IS NOT NULL")?
            .execute(params![size, item])?;
    }
    let Some(seen) = seen else { return Ok(()) };
    let (folder, file_name) = split(&seen.path);
    tx.prepare_cached("INSERT INTO sighting VALUES (?,?,?,?,?,?,?,?,?)")?.execute(params![
        seq,
        item,
        seen.root.text,
        seen.path.text,
        format!("{}/{folder}", seen.root.text).trim_end_matches('/'),
        file_name,
        seen.unchanged_key(),
        seen.at.0,
        serde_json::to_string(&seen)?,
    ])?;
    Ok(())
}

/// Folder (empty for none) and file name of a relative path.
fn split(path: &PathName) -> (&str, &str) {
    path.text.rsplit_once('/').unwrap_or(("", &path.text))
}

fn survey(tx: &Transaction<'_>, seq: i64, private: Option<&Value>) -> Result<(), IndexError> {
    let Some(line) = private else { return Ok(()) };
    let root: PathName = serde_json::from_value(line["root"].clone())?;
    let met: Vec<NotPreserved> = serde_json::from_value(line["not_preserved"].clone())?;
    for one in met {
        let key = super::obstacle_key(&root, &one);
        let reason = serde_json::to_value(one.reason)?;
        tx.prepare_cached("INSERT INTO obstacle VALUES (?,?,?,?,?,?)")?.execute(params![
            seq,
            root.text,
            one.path.text,
            reason.as_str(),
            one.detail,
            key
        ])?;
    }
    Ok(())
}

fn attempt(tx: &Transaction<'_>, seq: i64, header: &Header, private: Option<&Value>) -> Result<(), IndexError> {
    let item = only_input(seq, header)?;
    let reason = text(private, "reason").unwrap_or("withheld");
    tx.prepare_cached("INSERT INTO attempt VALUES (?,?,?,?,?,?)")?.execute(params![
        seq,
        item,
        header.analyser.as_deref().unwrap_or_default(),
        header.version.as_deref().unwrap_or_default(),
        header.params.map(|p| p.hex()),
        reason
    ])?;
    Ok(())
}

fn judgement(tx: &Transaction<'_>, seq: i64, header: &Header, private: Option<&Value>) -> Result<(), IndexError> {
    let item = only_input(seq, header)?;
    let act = text(private, "act").unwrap_or("withheld");
    tx.prepare_cached("INSERT INTO judgement VALUES (?,?,?,?,?,?,?)")?.execute(params![
        seq,
        item,
        act,
        text(private, "value").unwrap_or_default(),
        text(private, "reason"),
        text(private, "collector"),
        instant(private, "at"),
    ])?;
    Ok(())
}

fn fixity(tx: &Transaction<'_>, seq: i64, private: Option<&Value>) -> Result<(), IndexError> {
    let count = |key: &str| private.and_then(|line| line[key].as_i64()).unwrap_or(0);
    tx.prepare_cached("INSERT INTO fixity VALUES (?,?,?,?)")?.execute(params![
        seq,
        instant(private, "at"),
        count("checked"),
        count("wrong")
    ])?;
    Ok(())
}

/// Takes out everything that was read from the item and marks it withheld.
fn purge(tx: &Transaction<'_>, seq: i64, header: &Header, private: Option<&Value>) -> Result<(), IndexError> {
    let item = only_input(seq, header)?;
    let reason = text(private, "reason");
    tx.execute(
        "UPDATE item SET withheld_seq = ?, size = 0, kind = NULL, mime = NULL, format = NULL WHERE id = ?",
        params![seq, item],
    )?;
    for digest in header.withheld.iter().map(Digest::hex).chain([item.clone()]) {
        tx.prepare_cached("INSERT INTO withheld VALUES (?,?,?) ON CONFLICT DO NOTHING")?
            .execute(params![digest, seq, reason])?;
    }
    tx.execute("DELETE FROM post_link WHERE post IN (SELECT no FROM post WHERE item = ?)", [&item])?;
    for table in ["sighting", "media", "post", "article", "side_car", "not_collected", "repaired", "problem"] {
        tx.execute(&format!("DELETE FROM {table} WHERE item = ?"), [&item])?;
    }
    super::reading::forget(tx, &item)?;
    tx.execute("DELETE FROM judgement WHERE item = ?", [&item])?;
    tx.execute("DELETE FROM attempt WHERE item = ?", [&item])?;
    tx.execute("UPDATE finding SET record = NULL WHERE item = ?", [&item])?;
    tx.execute(
        "DELETE FROM source WHERE finding IN (SELECT seq FROM finding WHERE item = ?) \
         AND id NOT IN (SELECT source FROM post)",
        [&item],
    )?;
    Ok(())
}

fn finding(tx: &Transaction<'_>, seq: i64, header: &Header, record: OpenRecord<'_>) -> Result<(), IndexError> {
    let item = only_input(seq, header)?;
    let (analyser, version) =
        (header.analyser.as_deref().unwrap_or_default(), header.version.as_deref().unwrap_or_default());
    // A newer version of the same analyser replaces what the older one said; both stay in the log.
    let stage = analyser.split_once('.').map_or(analyser, |(stage, _)| stage);
    match stage {
        "import" => forget_import(tx, &item)?,
        "read" => super::reading::forget(tx, &item)?,
        _ => {}
    }
    let lines = header.record.as_ref().map_or(0, |r| r.count);
    let opened = match &header.record {
        Some(reference) => record(&reference.sha256)?,
        None => None,
    };
    tx.prepare_cached("INSERT INTO finding VALUES (?,?,?,?,?,?,?)")?.execute(params![
        seq,
        item,
        analyser,
        version,
        header.params.map(|p| p.hex()),
        header.record.as_ref().filter(|_| opened.is_some()).map(|r| r.sha256.hex()),
        lines as i64
    ])?;
    match opened {
        Some(reader) if stage == "import" => import(tx, seq, &item, reader),
        Some(reader) if stage == "read" => super::reading::rows(tx, seq, &item, reader),
        _ => Ok(()),
    }
}

fn forget_import(tx: &Transaction<'_>, item: &str) -> Result<(), IndexError> {
    let earlier: i64 = tx
        .prepare_cached("SELECT count(*) FROM finding WHERE item = ? AND analyser GLOB 'import.*'")?
        .query_row([item], |row| row.get(0))?;
    if earlier == 0 {
        return Ok(());
    }
    tx.execute("DELETE FROM post_link WHERE post IN (SELECT no FROM post WHERE item = ?)", [item])?;
    for table in ["media", "post", "article", "side_car", "not_collected", "repaired", "problem"] {
        tx.execute(&format!("DELETE FROM {table} WHERE item = ?"), [item])?;
    }
    Ok(())
}

/// The rows of an import record.
fn import(tx: &Transaction<'_>, seq: i64, item: &str, mut reader: Box<dyn BufRead>) -> Result<(), IndexError> {
    let item_digest: Digest =
        item.parse().map_err(|_| IndexError::damaged(seq as u64, "its item id is no SHA-256 value"))?;
    let (mut line, mut at) = (String::new(), 0_i64);
    loop {
        line.clear();
        let length = reader.read_line(&mut line)? as i64;
        if length == 0 {
            return Ok(());
        }
        match serde_json::from_str(line.trim_end_matches('\n'))? {
            ImportLine::Recognised(what) => {
                tx.prepare_cached("UPDATE item SET kind = ?, mime = ?, format = ? WHERE id = ?")?.execute(params![
                    serde_json::to_value(what.kind)?.as_str(),
                    what.mime,
                    what.format,
                    item
                ])?;
            }
            ImportLine::Source(source) => {
                tx.prepare_cached("INSERT INTO source VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING")?.execute(
                    params![
                        source.identity().0.hex(),
                        source.platform.0,
                        source.native_id,
                        source.account,
                        source.name,
                        serde_json::to_value(source.role)?.as_str(),
                        seq
                    ],
                )?;
            }
            ImportLine::Post(post) => super::post::row(tx, seq, item_digest, &post, at, length)?,
            ImportLine::Article(article) => {
                tx.prepare_cached("INSERT INTO article VALUES (?,?,?,?,?,?,?,?,?,?)")?.execute(params![
                    seq,
                    item,
                    article.title,
                    article.author,
                    article.outlet,
                    article.time.as_ref().map(|t| t.value.as_str()),
                    article.url,
                    article.text_sha256.hex(),
                    article.text,
                    serde_json::to_string(&article)?
                ])?;
            }
            ImportLine::SideCar(car) => {
                tx.prepare_cached("INSERT INTO side_car VALUES (?,?,?,?,?)")?
                    .execute(params![seq, item, car.about, car.url, car.tool])?;
            }
            ImportLine::NotCollected(gap) => {
                tx.prepare_cached("INSERT INTO not_collected VALUES (?,?,?,?,?)")?.execute(params![
                    seq,
                    item,
                    gap.what,
                    gap.why,
                    gap.locator
                ])?;
            }
            ImportLine::Repaired(change) => {
                tx.prepare_cached("INSERT INTO repaired VALUES (?,?,?,?,?)")?.execute(params![
                    seq,
                    item,
                    change.what,
                    change.count as i64,
                    change.first_at as i64
                ])?;
            }
            ImportLine::Problem(problem) => {
                tx.prepare_cached("INSERT INTO problem VALUES (?,?,?,?)")?.execute(params![
                    seq,
                    item,
                    problem.what,
                    problem.locator
                ])?;
            }
        }
        at += length;
    }
}
