//! The state of a case in numbers.

use serde::Serialize;

use crate::error::Error;
use crate::open::Case;

/// How much of everything there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Items, withheld ones included.
    pub items: u64,
    /// Items whose bytes were withheld by a purge.
    pub withheld: u64,
    /// Items that are kept but that nothing could be read from.
    pub kept_not_read: u64,
    /// Bytes of all items that are here.
    pub bytes: u64,
    /// Different posts.
    pub posts: u64,
    /// Different speakers.
    pub sources: u64,
    /// Articles and pages.
    pub articles: u64,
    /// Claims read in posts and articles.
    pub claims: u64,
    /// Posts whose words were not read, because their export holds too many.
    pub posts_unread: u64,
    /// Findings in force.
    pub findings: u64,
    /// Things that the material says exist and does not hold, and things that were met and not preserved.
    pub not_collected: u64,
    /// Parts that could not be read, and analyses that failed.
    pub problems: u64,
    /// Decisions of people.
    pub judgements: u64,
}

/// The state of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The case's id.
    pub case: String,
    /// Its title, as it was named.
    pub title: String,
    /// Number of log entries.
    pub log_size: u64,
    /// Root of the log, 64 hexadecimal digits.
    pub log_root: String,
    /// Everything counted.
    #[serde(flatten)]
    pub counts: Counts,
    /// Items by kind of bytes, most frequent first.
    pub kinds: Vec<KindCount>,
}

/// How many items there are of one format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KindCount {
    /// Format name, or media type for what is kept, not read; nothing for what has not been examined yet.
    pub format: Option<String>,
    /// How many.
    pub items: u64,
}

impl Case {
    /// The state of the case.
    pub fn status(&self) -> Result<Status, Error> {
        let mut statement = self.connection().prepare(
            "SELECT coalesce(format, mime || ' (kept, not read)'), count(*) FROM item GROUP BY 1 ORDER BY 2 DESC, 1",
        )?;
        let rows = statement
            .query_map([], |row| Ok(KindCount { format: row.get(0)?, items: row.get::<_, i64>(1)? as u64 }))?;
        Ok(Status {
            case: self.reader().case().id.to_string(),
            title: self.reader().case().title.clone(),
            log_size: self.size(),
            log_root: self.root()?.hex(),
            counts: self.counts()?,
            kinds: rows.collect::<Result<_, _>>()?,
        })
    }

    /// Parts that could not be read, and analyses that failed.
    pub fn problem_count(&self) -> Result<u64, Error> {
        let sql = "SELECT (SELECT count(*) FROM problem) + (SELECT count(*) FROM attempt_in_force)";
        Ok(self.connection().query_row(sql, [], |row| row.get::<_, i64>(0))? as u64)
    }

    /// Everything counted.
    pub fn counts(&self) -> Result<Counts, Error> {
        let count = |sql: &str| -> Result<u64, Error> {
            Ok(self.connection().query_row(sql, [], |row| row.get::<_, i64>(0))? as u64)
        };
        Ok(Counts {
            items: count("SELECT count(*) FROM item")?,
            withheld: count("SELECT count(*) FROM item WHERE withheld_seq IS NOT NULL")?,
            kept_not_read: count("SELECT count(*) FROM item WHERE mime IS NOT NULL AND format IS NULL")?,
            bytes: count("SELECT coalesce(sum(size), 0) FROM item WHERE withheld_seq IS NULL")?,
            posts: count("SELECT count(DISTINCT id) FROM post")?,
            sources: count("SELECT count(*) FROM source")?,
            articles: count("SELECT count(*) FROM article")?,
            claims: count("SELECT count(*) FROM claim")?,
            posts_unread: count("SELECT coalesce(sum(posts), 0) FROM unread")?,
            findings: count(FINDINGS_IN_FORCE)?,
            not_collected: count("SELECT (SELECT count(*) FROM not_collected) + (SELECT count(*) FROM obstacle)")?,
            problems: self.problem_count()?,
            judgements: count("SELECT count(*) FROM judgement")?,
        })
    }
}

/// A later finding of the same stage replaces an earlier one.
const FINDINGS_IN_FORCE: &str = "SELECT count(*) FROM (SELECT 1 FROM finding WHERE record IS NOT NULL GROUP BY item, substr(analyser, 1, instr(analyser || '.', '.') - 1))";
