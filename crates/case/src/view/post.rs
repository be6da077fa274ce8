//! Posts, speakers and articles as read, with where they were read.

use std::io::{BufRead, BufReader, Seek, SeekFrom};

use model::import::ImportLine;
use model::item::Kind;
use model::post::{Article, LinkKind, Post, Source};
use model::{Digest, ItemId, PostId, SourceId};
use rusqlite::Row;
use serde::Serialize;

use crate::error::Error;
use crate::open::Case;

/// A post as read from one item, with its speaker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostView {
    /// The post's identity.
    pub id: PostId,
    /// The item it was read from.
    pub item: ItemId,
    /// Number of the finding's log entry.
    pub finding: u64,
    /// Who speaks; nothing where the reading names nobody it also describes. In JSON it is `speaker`, as the post's own
    /// `source` is the speaker's id.
    #[serde(rename = "speaker")]
    pub source: Option<Source>,
    /// The post.
    #[serde(flatten)]
    pub post: Post,
    /// The same post as read from other items.
    pub also_read_from: Vec<ItemId>,
    /// What its links lead to.
    pub links_resolved: Vec<LinkRow>,
    /// Which items the files it names are.
    pub media_resolved: Vec<MediaRow>,
}

/// A link of a post and the post it leads to, where that is in the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkRow {
    /// What kind of link.
    pub kind: LinkKind,
    /// The other post, where the case holds it.
    pub post: Option<PostId>,
    /// The other speaker, as stated.
    pub who: Option<String>,
}

/// A file that a post names and the item it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MediaRow {
    /// What kind of file.
    pub kind: Kind,
    /// Path as stated.
    pub path: Option<String>,
    /// The item, where the file lay beside the export.
    pub item: Option<ItemId>,
    /// Why it is missing, in the export's words.
    pub missing: Option<String>,
}

/// A speaker and how much the case holds of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceView {
    /// The speaker's identity.
    pub id: SourceId,
    /// Who it is.
    #[serde(flatten)]
    pub source: Source,
    /// How many different posts.
    pub posts: u64,
    /// First and last second at which a post of theirs can have been made.
    pub between: [Option<model::Utc>; 2],
}

/// An article with the item it was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleView {
    /// The item.
    pub item: ItemId,
    /// Number of the finding's log entry.
    pub finding: u64,
    /// The article.
    #[serde(flatten)]
    pub article: Article,
}

impl Case {
    /// Calls `each` with every reading of a post: by time, undated ones last, then in the order of the log. With
    /// `distinct`, a post that was read from several items comes once.
    pub fn each_post(
        &self,
        limit: Option<u64>,
        distinct: bool,
        each: &mut dyn FnMut(PostView) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let once = if distinct { "WHERE no = (SELECT min(no) FROM post q WHERE q.id = p.id)" } else { "" };
        let sql = format!("SELECT no FROM post p {once} ORDER BY earliest IS NULL, earliest, latest, no LIMIT ?");
        let mut statement = self.connection().prepare(&sql)?;
        let mut rows = statement.query([limit.map_or(-1, |n| n as i64)])?;
        while let Some(row) = rows.next()? {
            each(self.post_row(row.get(0)?)?)?;
        }
        Ok(())
    }

    /// The posts that were read from an item, in the order of its record.
    pub fn posts_of(&self, item: ItemId, limit: Option<u64>) -> Result<Vec<PostView>, Error> {
        let mut statement = self.connection().prepare("SELECT no FROM post WHERE item = ? ORDER BY no LIMIT ?")?;
        let numbers =
            statement.query_map((item.0.hex(), limit.map_or(-1, |n| n as i64)), |row| row.get::<_, i64>(0))?;
        numbers.map(|no| self.post_row(no?)).collect()
    }

    /// One post by its whole id.
    pub fn post(&self, id: &str) -> Result<PostView, Error> {
        let digest: Digest = id.parse().map_err(|_| Error::NotAnId(id.to_owned()))?;
        let no = self
            .connection()
            .query_row("SELECT min(no) FROM post WHERE id = ?", [digest.0], |row| row.get::<_, Option<i64>>(0))?;
        self.post_row(no.ok_or_else(|| Error::NoSuchId(id.to_owned()))?)
    }

    /// A post out of the record that its row points into.
    pub(crate) fn post_row(&self, no: i64) -> Result<PostView, Error> {
        struct At {
            id: [u8; 32],
            finding: i64,
            item: String,
            source: String,
            line_at: i64,
            record: Option<String>,
        }
        let at = self
            .connection()
            .prepare_cached("SELECT p.id, p.finding, p.item, p.source, p.line_at, f.record FROM post p JOIN finding f ON f.seq = p.finding WHERE p.no = ?")?
            .query_row([no], |row: &Row<'_>| {
                Ok(At {
                    id: row.get(0)?,
                    finding: row.get(1)?,
                    item: row.get(2)?,
                    source: row.get(3)?,
                    line_at: row.get(4)?,
                    record: row.get(5)?,
                })
            })?;
        let item = ItemId(digest(&at.item)?);
        let record = digest(at.record.as_deref().unwrap_or_default())?;
        let mut file = self.reader().record(record)?;
        file.seek(SeekFrom::Start(at.line_at as u64)).map_err(store::index::IndexError::from)?;
        let mut line = String::new();
        BufReader::new(file).read_line(&mut line).map_err(store::index::IndexError::from)?;
        let ImportLine::Post(post) = serde_json::from_str(&line)? else {
            return Err(store::index::IndexError::Damaged {
                seq: at.finding as u64,
                what: "its record holds no post where the index expects one".to_owned(),
            }
            .into());
        };
        let mut others = self
            .connection()
            .prepare_cached("SELECT DISTINCT item FROM post WHERE id = ? AND item <> ? ORDER BY item")?;
        let others = others.query_map((at.id, &at.item), |row| row.get::<_, String>(0))?;
        Ok(PostView {
            id: PostId(Digest(at.id)),
            item,
            finding: at.finding as u64,
            source: self.source_of(&at.source)?,
            also_read_from: others.map(|id| Ok(ItemId(digest(&id?)?))).collect::<Result<_, Error>>()?,
            links_resolved: self.links(no, &post)?,
            media_resolved: self.media(no)?,
            post: *post,
        })
    }

    fn links(&self, no: i64, post: &Post) -> Result<Vec<LinkRow>, Error> {
        if post.links.is_empty() {
            return Ok(Vec::new());
        }
        // Another post is met by its id where the importer could name it, or by the platform's number in the same item.
        let mut statement = self.connection().prepare_cached(
            "SELECT l.kind, l.who, coalesce( \
               (SELECT lower(hex(q.id)) FROM post q WHERE l.target IS NOT NULL AND q.id = unhex(l.target) LIMIT 1), \
               (SELECT lower(hex(q.id)) FROM post q JOIN post p ON p.no = l.post WHERE l.native_id IS NOT NULL \
                  AND q.native_id = l.native_id AND q.platform = p.platform AND (q.item = p.item OR q.platform = 'x') LIMIT 1)) \
             FROM post_link l WHERE l.post = ? ORDER BY l.rowid",
        )?;
        let mut rows = statement.query([no])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(LinkRow {
                kind: serde_json::from_value(row.get::<_, String>(0)?.into())?,
                who: row.get(1)?,
                post: row.get::<_, Option<String>>(2)?.map(|id| Ok::<_, Error>(PostId(digest(&id)?))).transpose()?,
            });
        }
        Ok(out)
    }

    fn media(&self, no: i64) -> Result<Vec<MediaRow>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT m.kind, CASE WHEN m.folder = '' THEN m.file_name ELSE m.folder || '/' || m.file_name END, m.missing, \
             (SELECT f.item FROM sighting e JOIN sighting f ON f.folder = rtrim(e.folder || '/' || m.folder, '/') AND f.file_name = m.file_name \
               WHERE e.item = m.item AND m.missing IS NULL LIMIT 1) \
             FROM media m WHERE m.post = ? ORDER BY m.rowid",
        )?;
        let mut rows = statement.query([no])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(MediaRow {
                kind: serde_json::from_value(row.get::<_, String>(0)?.into())?,
                path: row.get(1)?,
                missing: row.get(2)?,
                item: row.get::<_, Option<String>>(3)?.map(|id| Ok::<_, Error>(ItemId(digest(&id)?))).transpose()?,
            });
        }
        Ok(out)
    }

    pub(super) fn source_of(&self, id: &str) -> Result<Option<Source>, Error> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT platform, native_id, account, name, role FROM source WHERE id = ?")?;
        let mut rows = statement.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(Some(Source {
            platform: model::post::Platform(row.get(0)?),
            native_id: row.get(1)?,
            account: row.get(2)?,
            name: row.get(3)?,
            role: serde_json::from_value(row.get::<_, String>(4)?.into())?,
        }))
    }

    pub(super) fn source(&self, id: &str) -> Result<SourceView, Error> {
        let source = self.source_of(id)?.ok_or_else(|| Error::NoSuchId(id.to_owned()))?;
        let (posts, from, to) = self.connection().query_row(
            "SELECT count(DISTINCT id), min(earliest), max(latest) FROM post WHERE source = ?",
            [id],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, Option<i64>>(2)?)),
        )?;
        Ok(SourceView {
            id: SourceId(digest(id)?),
            source,
            posts: posts as u64,
            between: [from, to].map(|t| t.map(model::Utc)),
        })
    }

    /// Every speaker, those with most posts first.
    pub fn sources(&self) -> Result<Vec<SourceView>, Error> {
        let mut statement = self.connection().prepare(
            "SELECT s.id FROM source s LEFT JOIN (SELECT source, count(DISTINCT id) AS n FROM post GROUP BY source) p ON p.source = s.id \
             ORDER BY coalesce(p.n, 0) DESC, s.id",
        )?;
        let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
        ids.map(|id| self.source(&id?)).collect()
    }

    /// Every article, in the order of the log.
    pub fn articles(&self) -> Result<Vec<ArticleView>, Error> {
        self.article_rows("1", [])
    }

    /// The article that an item is, if it is one.
    pub fn article_of(&self, item: ItemId) -> Result<Option<ArticleView>, Error> {
        Ok(self.article_rows("item = ?", [item.0.hex()])?.into_iter().next())
    }

    pub(super) fn article_rows<P: rusqlite::Params>(
        &self,
        condition: &str,
        params: P,
    ) -> Result<Vec<ArticleView>, Error> {
        let mut statement = self
            .connection()
            .prepare(&format!("SELECT item, finding, json FROM article WHERE {condition} ORDER BY finding"))?;
        let mut rows = statement.query(params)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(ArticleView {
                item: ItemId(digest(&row.get::<_, String>(0)?)?),
                finding: row.get::<_, i64>(1)? as u64,
                article: serde_json::from_str(&row.get::<_, String>(2)?)?,
            });
        }
        Ok(out)
    }
}

fn digest(hex: &str) -> Result<Digest, Error> {
    Ok(store::index::query::digest(hex)?)
}
