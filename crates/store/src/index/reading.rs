//! The rows of a reading's record: one reading for each article or post, and its claims. Of the readings themselves
//! only what is asked for across the case becomes columns; the rest stays in the record.

use std::io::BufRead;

use model::{PostId, Span};
use rusqlite::{Transaction, params};
use serde::Deserialize;

use super::IndexError;

/// The parts of a record line that become rows; the analyser that writes them is in the library above.
#[derive(Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
enum Line {
    Article { reading: Reading },
    Post { post: PostId, reading: Reading },
    TooMany { posts: i64 },
}

#[derive(Deserialize)]
struct Reading {
    language: String,
    claims: Vec<Claim>,
}

#[derive(Deserialize)]
struct Claim {
    span: Span,
    text: String,
    speaker: Option<String>,
    via: Vec<String>,
    standing: String,
    hedged: bool,
    hedge: Option<String>,
    quoted: bool,
    polarity: String,
}

/// Takes out what an earlier reading of the item said.
pub(super) fn forget(tx: &Transaction<'_>, item: &str) -> Result<(), IndexError> {
    tx.prepare_cached("DELETE FROM claim WHERE reading IN (SELECT no FROM reading WHERE item = ?)")?.execute([item])?;
    tx.prepare_cached("DELETE FROM reading WHERE item = ?")?.execute([item])?;
    tx.prepare_cached("DELETE FROM unread WHERE item = ?")?.execute([item])?;
    Ok(())
}

/// The rows of a record.
pub(super) fn rows(tx: &Transaction<'_>, seq: i64, item: &str, mut reader: Box<dyn BufRead>) -> Result<(), IndexError> {
    let (mut line, mut at) = (String::new(), 0_i64);
    loop {
        line.clear();
        let length = reader.read_line(&mut line)? as i64;
        if length == 0 {
            return Ok(());
        }
        let (post, reading) = match serde_json::from_str(&line)? {
            Line::Article { reading } => (None, reading),
            Line::Post { post, reading } => (Some(post.0.0), reading),
            Line::TooMany { posts } => {
                tx.execute("INSERT INTO unread VALUES (?,?,?)", params![seq, item, posts])?;
                at += length;
                continue;
            }
        };
        tx.prepare_cached("INSERT INTO reading VALUES (NULL,?,?,?,?,?,?)")?.execute(params![
            seq,
            item,
            post,
            at,
            length,
            reading.language
        ])?;
        let no = tx.last_insert_rowid();
        for claim in reading.claims {
            tx.prepare_cached("INSERT INTO claim VALUES (?,?,?,?,?,?,?,?,?,?,?)")?.execute(params![
                no,
                claim.span.start as i64,
                claim.span.end as i64,
                claim.text,
                claim.speaker,
                serde_json::to_string(&claim.via)?,
                claim.standing,
                claim.hedged,
                claim.hedge,
                claim.quoted,
                claim.polarity
            ])?;
        }
        at += length;
    }
}
