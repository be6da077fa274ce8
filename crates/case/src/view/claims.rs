//! Claims across the case, and the marks of one reading: what a person sees of who says what.

use std::io::{BufRead, BufReader, Seek, SeekFrom};

use model::post::Source;
use model::{ItemId, PostId, Span, TimeSpan};
use serde::Serialize;
use serde_json::Value;
use store::index::IndexError;

use crate::error::Error;
use crate::open::Case;
use crate::repeats::TextRef;

/// One claim, with where it was read and who said it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimRow {
    /// The item it was read in.
    pub item: ItemId,
    /// The post it was read in; nothing where it stands in an article.
    pub post: Option<PostId>,
    /// Number of the reading's log entry.
    pub finding: u64,
    /// Whose words the text is: the post's source.
    pub source: Option<Source>,
    /// Who signs the article or which outlet it is, where it is one.
    pub article: Option<String>,
    /// When the text was published, as stated.
    pub time: Option<TimeSpan>,
    /// Where the claim stands, in code points of the text that was read.
    #[serde(flatten)]
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Who says it according to the text; null: the text speaks for itself.
    pub speaker: Option<String>,
    /// Through whom it came, the one nearest to the text first.
    pub via: Vec<String>,
    /// Whether the speaker could have observed it.
    pub standing: String,
    /// Whether anybody on the way keeps a distance.
    pub hedged: bool,
    /// The words that do.
    pub hedge: Option<String>,
    /// In the speaker's own words.
    pub quoted: bool,
    /// `affirmed` or `denied`.
    pub polarity: String,
}

/// A stretch of a text that was read as something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// `place`, `time`, `figure` or `hedge`.
    pub kind: &'static str,
    /// What it was read as, in words.
    pub meaning: String,
}

impl Case {
    /// Calls `each` with every claim: by the time of the text, undated ones last, then in the order of the text.
    pub fn each_claim(
        &self,
        limit: Option<u64>,
        each: &mut dyn FnMut(ClaimRow) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut statement = self.connection().prepare(
            "SELECT r.item, r.post, r.finding, c.span_start, c.span_end, c.text, c.speaker, c.via, c.standing, c.hedged, c.hedge, c.quoted, c.polarity, \
               p.source, p.posted, p.posted_zone, p.earliest, p.latest, coalesce(a.outlet, a.author, a.title), a.json \
             FROM claim c JOIN reading r ON r.no = c.reading \
             LEFT JOIN post p ON p.no = (SELECT min(no) FROM post q WHERE q.id = r.post) \
             LEFT JOIN article a ON r.post IS NULL AND a.item = r.item \
             ORDER BY p.earliest IS NULL, p.earliest, r.no, c.span_start LIMIT ?",
        )?;
        let mut rows = statement.query([limit.map_or(-1, |n| n as i64)])?;
        while let Some(row) = rows.next()? {
            let post: Option<[u8; 32]> = row.get(1)?;
            let source: Option<String> = row.get(13)?;
            let article_json: Option<String> = row.get(19)?;
            let time = match (row.get::<_, Option<String>>(14)?, &article_json) {
                (Some(value), _) => Some(TimeSpan {
                    value,
                    zone: row.get(15)?,
                    utc: [row.get::<_, Option<i64>>(16)?, row.get(17)?].map(|t| t.map(model::Utc)),
                }),
                (None, Some(json)) => serde_json::from_str::<model::post::Article>(json)?.time,
                (None, None) => None,
            };
            each(ClaimRow {
                item: ItemId(store::index::query::digest(&row.get::<_, String>(0)?)?),
                post: post.map(|id| PostId(model::Digest(id))),
                finding: row.get::<_, i64>(2)? as u64,
                source: source.map(|id| self.source_of(&id)).transpose()?.flatten(),
                article: row.get(18)?,
                time,
                span: Span { start: row.get::<_, i64>(3)? as usize, end: row.get::<_, i64>(4)? as usize },
                text: row.get(5)?,
                speaker: row.get(6)?,
                via: serde_json::from_str(&row.get::<_, String>(7)?)?,
                standing: row.get(8)?,
                hedged: row.get(9)?,
                hedge: row.get(10)?,
                quoted: row.get(11)?,
                polarity: row.get(12)?,
            })?;
        }
        Ok(())
    }

    /// Every place, time, figure and hedge that was read in a text, in its order. Nothing where it was not read.
    pub fn marks(&self, text: TextRef) -> Result<Vec<Mark>, Error> {
        let sql = match text.post {
            None => {
                "SELECT f.record, r.line_at FROM reading r JOIN finding f ON f.seq = r.finding WHERE r.item = ?1 AND r.post IS NULL"
            }
            Some(_) => {
                "SELECT f.record, r.line_at FROM reading r JOIN finding f ON f.seq = r.finding WHERE r.post = ?2 AND r.item = ?1"
            }
        };
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = match text.post {
            None => statement.query([text.item.0.hex()])?,
            Some(post) => statement.query((text.item.0.hex(), post.0.0))?,
        };
        let Some(row) = rows.next()? else { return Ok(Vec::new()) };
        let Some(record) = row.get::<_, Option<String>>(0)? else { return Ok(Vec::new()) };
        let mut file = self.reader().record(store::index::query::digest(&record)?)?;
        file.seek(SeekFrom::Start(row.get::<_, i64>(1)? as u64)).map_err(IndexError::from)?;
        let mut line = String::new();
        BufReader::new(file).read_line(&mut line).map_err(IndexError::from)?;
        let line: Value = serde_json::from_str(&line)?;
        Ok(marks(&line["reading"]))
    }
}

fn marks(reading: &Value) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut take = |kind: &'static str, mentions: &Value, meaning: &dyn Fn(&Value) -> Option<String>| {
        for mention in mentions.as_array().into_iter().flatten() {
            let span = serde_json::from_value(mention["span"].clone()).ok();
            if let (Some(span), Some(meaning)) = (span, meaning(mention)) {
                marks.push(Mark { span, kind, meaning });
            }
        }
    };
    let words = |value: &Value| value.as_str().map(str::to_owned);
    take("place", &reading["places"], &|m| {
        let place = &m["place"];
        let name = words(&place["name"])?;
        Some(
            [Some(name), words(&place["region"]), words(&place["country"])]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
        )
    });
    take("time", &reading["dates"], &|m| words(&m["value"]));
    take("figure", &reading["figures"], &|m| {
        ["value", "at_least", "at_most", "decimal"].iter().find_map(|key| match &m[*key] {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            number => Some(format!(
                "{}{number}",
                if *key == "value" { String::new() } else { format!("{} ", key.replace('_', " ")) }
            )),
        })
    });
    for claim in reading["claims"].as_array().into_iter().flatten() {
        take("hedge", &claim["hedges"], &|m| words(&m["class"]));
    }
    marks.sort();
    marks.dedup();
    marks
}
