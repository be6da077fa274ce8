//! The rows of one post: its main facts, its links and the files it names. The whole post stays in the record; the row
//! says where its line lies.

use model::post::Post;
use model::{Digest, item::Kind};
use rusqlite::{Transaction, params};

use super::IndexError;

pub(super) fn row(
    tx: &Transaction<'_>,
    finding: i64,
    item: Digest,
    post: &Post,
    line_at: i64,
    line_length: i64,
) -> Result<(), IndexError> {
    let item_hex = item.hex();
    let times = &post.times;
    let stated = times.posted.as_ref().or(times.uploaded.as_ref()).or(times.from_id.as_ref());
    tx.prepare_cached("INSERT INTO post VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")?.execute(params![
        post.identity(item).0.0,
        finding,
        item_hex,
        post.source.0.hex(),
        line_at,
        line_length,
        post.platform.0,
        post.native_id,
        post.locator,
        post.url,
        stated.map(|t| t.value.as_str()),
        stated.and_then(|t| t.zone.as_deref()),
        stated.and_then(|t| t.utc[0]).map(|u| u.0),
        stated.and_then(|t| t.utc[1]).map(|u| u.0),
        post.text,
    ])?;
    if post.links.is_empty() && post.media.is_empty() {
        return Ok(());
    }
    let no = tx.last_insert_rowid();
    for link in &post.links {
        tx.prepare_cached("INSERT INTO post_link VALUES (?,?,?,?,?,?)")?.execute(params![
            no,
            word(&link.kind)?,
            link.native_id,
            link.post.map(|p| p.0.hex()),
            link.who,
            link.url
        ])?;
    }
    for media in &post.media {
        let (folder, name) = match media.path.as_deref() {
            Some(path) => path.rsplit_once('/').map_or((Some(""), Some(path)), |(f, n)| (Some(f), Some(n))),
            None => (None, None),
        };
        tx.prepare_cached("INSERT INTO media VALUES (?,?,?,?,?,?,?,?)")?.execute(params![
            no,
            item_hex,
            word::<Kind>(&media.kind)?,
            folder,
            name,
            media.url,
            media.mime,
            media.missing
        ])?;
    }
    Ok(())
}

fn word<T: serde::Serialize>(value: &T) -> Result<String, IndexError> {
    Ok(serde_json::to_value(value)?.as_str().unwrap_or_default().to_owned())
}
