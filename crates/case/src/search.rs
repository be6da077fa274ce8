//! Full-text search over posts and articles, by stems of four languages and, unless switched off, across spellings and
//! scripts. The words lie in `cache/search.sqlite`, which is disposable: the first search builds it, later ones add
//! what is new. Where the case cannot be written, it is built for the one question.

use std::collections::HashSet;
use std::fs::{self, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use model::{ItemId, Span};
use rusqlite::{Connection, params};
use serde::Serialize;
use text::stem::{Options, search_keys};
use text::tokens::{Token, TokenKind, tokens};

use crate::error::Error;
use crate::open::Case;
use crate::progress::Progress;
use crate::view::{ArticleView, PostView};

/// Raised whenever keys or tables change.
const VERSION: &str = "1";

/// What was asked and what was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// The question as given.
    pub query: String,
    /// Whether other spellings and scripts were looked for too.
    pub transliteration: bool,
    /// How many posts and articles hold every word.
    pub total: u64,
    /// The best of them.
    pub hits: Vec<Hit>,
}

/// One post or article that holds every word of the question.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "in", rename_all = "snake_case")]
pub enum Hit {
    /// A post.
    Post {
        /// The post.
        post: Box<PostView>,
        /// Where the words are, in its text.
        spans: Vec<Span>,
    },
    /// An article or page.
    Article {
        /// The article.
        article: Box<ArticleView>,
        /// Where the words are, in its text.
        spans: Vec<Span>,
    },
}

impl Case {
    /// Finds the posts and articles that hold every word of `query`, best first.
    pub fn search(
        &self,
        query: &str,
        transliteration: bool,
        limit: u64,
        progress: &dyn Progress,
    ) -> Result<Found, Error> {
        let options = Options { translit: transliteration };
        let words: Vec<Vec<String>> =
            tokens(query).map(|token| keys_of_token(query, &token, options)).filter(|keys| !keys.is_empty()).collect();
        if words.is_empty() {
            return Err(Error::NoWords(query.to_owned()));
        }
        let conn = self.search_index(progress)?;
        // Keys are letters and digits only, so quoting them is enough.
        let expression: Vec<String> = words
            .iter()
            .map(|keys| format!("({})", keys.iter().map(|k| format!("\"{k}\"")).collect::<Vec<_>>().join(" OR ")))
            .collect();
        let expression = expression.join(" AND ");
        let total: i64 =
            conn.query_row("SELECT count(*) FROM words WHERE words MATCH ?", [&expression], |row| row.get(0))?;
        let mut statement = conn.prepare(
            "SELECT d.post, d.item FROM words JOIN doc d ON d.no = words.rowid WHERE words MATCH ?1 ORDER BY rank, d.no LIMIT ?2",
        )?;
        let mut rows = statement.query(params![expression, limit as i64])?;
        let wanted: HashSet<&str> = words.iter().flatten().map(String::as_str).collect();
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            let (post, item): (Option<i64>, String) = (row.get(0)?, row.get(1)?);
            match post {
                Some(no) => {
                    let post = Box::new(self.post_row(no)?);
                    let spans = places(&post.post.text, &wanted, options);
                    hits.push(Hit::Post { post, spans });
                }
                None => {
                    let item: ItemId = item.parse().map_err(|_| Error::NotAnId(item.clone()))?;
                    if let Some(article) = self.article_of(item)? {
                        let spans = places(&article.article.text, &wanted, options);
                        hits.push(Hit::Article { article: Box::new(article), spans });
                    }
                }
            }
        }
        Ok(Found { query: query.to_owned(), transliteration, total: total as u64, hits })
    }

    fn search_index(&self, progress: &dyn Progress) -> Result<Connection, Error> {
        let conn = self.open_cache().unwrap_or(Connection::open("")?);
        let mut conn = conn;
        let last = self.reusable(&conn);
        let tx = conn.transaction()?;
        let last = match last {
            Some(last) => last,
            None => {
                tx.execute_batch(
                    "DROP TABLE IF EXISTS words; DROP TABLE IF EXISTS doc; DROP TABLE IF EXISTS about; \
                     CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL); \
                     CREATE TABLE doc (no INTEGER PRIMARY KEY, post INTEGER, item TEXT NOT NULL); \
                     CREATE VIRTUAL TABLE words USING fts5(keys, content='', tokenize='unicode61 remove_diacritics 0');",
                )?;
                tx.execute("INSERT INTO about VALUES ('of', ?)", [self.stamp()])?;
                Last { post: 0, article: -1 }
            }
        };
        self.add_words(&tx, &last, progress)?;
        tx.commit()?;
        Ok(conn)
    }

    /// The cache file, where there can be one.
    fn open_cache(&self) -> Option<Connection> {
        let path = cache_file(self.reader().layout().root());
        let folder = path.parent()?;
        if !folder.exists() {
            fs::DirBuilder::new().mode(0o700).create(folder).ok()?;
        }
        if !path.exists() {
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).ok()?;
        }
        let conn = Connection::open(&path).ok()?;
        // A search of an earlier state must not disturb the cache of the present one.
        if self.size() != self.reader().size() {
            return None;
        }
        conn.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; BEGIN IMMEDIATE; COMMIT;").ok()?;
        Some(conn)
    }

    fn stamp(&self) -> String {
        format!("{VERSION} {}", self.reader().case().id)
    }

    /// How far a cache goes, where it is one of this case and nothing that it holds was taken out since.
    fn reusable(&self, conn: &Connection) -> Option<Last> {
        let of: String = conn.query_row("SELECT value FROM about WHERE key = 'of'", [], |row| row.get(0)).ok()?;
        let (posts, last_post, articles): (i64, i64, i64) = conn
            .query_row("SELECT count(post), coalesce(max(post), 0), count(*) - count(post) FROM doc", [], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .ok()?;
        let last_article: i64 = conn
            .query_row("SELECT coalesce((SELECT value FROM about WHERE key = 'article'), -1)", [], |row| row.get(0))
            .ok()?;
        let count = |sql: &str, upto: i64| self.connection().query_row(sql, [upto], |row| row.get::<_, i64>(0)).ok();
        let same = of == self.stamp()
            && count("SELECT count(*) FROM post WHERE no <= ?", last_post)? == posts
            && count("SELECT count(*) FROM article WHERE finding <= ?", last_article)? == articles;
        same.then_some(Last { post: last_post, article: last_article })
    }

    fn add_words(&self, tx: &rusqlite::Transaction<'_>, last: &Last, progress: &dyn Progress) -> Result<(), Error> {
        let options = Options { translit: true };
        let total: i64 =
            self.connection().query_row("SELECT count(*) FROM post WHERE no > ?", [last.post], |row| row.get(0))?;
        progress.begin("Learning the words", Some(total as u64));
        let mut done = 0;
        let mut statement = self.connection().prepare("SELECT no, item, text FROM post WHERE no > ? ORDER BY no")?;
        let mut rows = statement.query([last.post])?;
        while let Some(row) = rows.next()? {
            let (no, item, text): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            insert(tx, Some(no), &item, &keys_of(&text, options))?;
            done += 1;
            progress.at(done);
        }
        let mut statement =
            self.connection().prepare("SELECT finding, item, coalesce(title, '') || char(10) || text FROM article WHERE finding > ? ORDER BY finding")?;
        let mut rows = statement.query([last.article])?;
        while let Some(row) = rows.next()? {
            let (finding, item, text): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            insert(tx, None, &item, &keys_of(&text, options))?;
            tx.execute("INSERT OR REPLACE INTO about VALUES ('article', ?)", [finding])?;
        }
        progress.end();
        Ok(())
    }
}

/// Where a cache ends: the last post's row and the last article's finding.
struct Last {
    post: i64,
    article: i64,
}

/// The file that holds the words; a purge removes it.
pub(crate) fn cache_file(folder: &Path) -> PathBuf {
    folder.join("cache").join("search.sqlite")
}

fn insert(tx: &rusqlite::Transaction<'_>, post: Option<i64>, item: &str, keys: &str) -> Result<(), Error> {
    tx.prepare_cached("INSERT INTO doc VALUES (NULL, ?, ?)")?.execute(params![post, item])?;
    let no = tx.last_insert_rowid();
    tx.prepare_cached("INSERT INTO words (rowid, keys) VALUES (?, ?)")?.execute(params![no, keys])?;
    Ok(())
}

fn keys_of(text: &str, options: Options) -> String {
    let mut keys = String::with_capacity(text.len() * 2);
    for token in tokens(text) {
        for key in keys_of_token(text, &token, options) {
            keys.push_str(&key);
            keys.push(' ');
        }
    }
    keys
}

/// The keys of one token: a hashtag or handle is found by its word, a compound by the whole and by its parts.
fn keys_of_token(text: &str, token: &Token, options: Options) -> Vec<String> {
    let word = token.of(text).trim_start_matches(['#', '@']);
    match token.kind {
        TokenKind::Url | TokenKind::Email | TokenKind::Emoji | TokenKind::Sign => Vec::new(),
        _ if word.contains(['-', '_']) => {
            let parts = word.split(['-', '_']).filter(|part| !part.is_empty());
            let mut keys: Vec<String> = parts.chain([word]).flat_map(|part| search_keys(part, options)).collect();
            keys.sort();
            keys.dedup();
            keys
        }
        _ => search_keys(word, options),
    }
}

/// Where in a text the words of the question are.
fn places(text: &str, wanted: &HashSet<&str>, options: Options) -> Vec<Span> {
    tokens(text)
        .filter(|token| keys_of_token(text, token, options).iter().any(|key| wanted.contains(key.as_str())))
        .map(|token| token.span)
        .collect()
}
