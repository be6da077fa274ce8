//! Articles and pages: who signs, when, whom they credit, and the text as it was read. The table leaves the text out: it is
//! in the item.

use case::Case;
use case::repeats::TextRef;
use case::view::ArticleView;
use model::TimeSpan;

use super::{Items, Part};
use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::redact::{Address, Carries, Marked, Redactor, Shown};
use crate::table::{Row, Table};

/// One article.
#[derive(Debug)]
pub(crate) struct ArticleEntry {
    pub number: u64,
    pub title: Option<String>,
    pub author: Option<String>,
    pub outlet: Option<String>,
    pub time: Option<TimeSpan>,
    pub modified: Option<TimeSpan>,
    pub address: Option<Address>,
    pub language: Option<String>,
    pub credits: Vec<String>,
    pub remarks: Vec<String>,
    pub text: Shown,
    /// What was read in the text.
    pub marks: Vec<Marked>,
    pub item: u64,
    pub item_id: model::ItemId,
    pub entry: u64,
}

pub(super) fn write(
    case: &Case,
    redactor: &Redactor,
    items: &Items,
    shelf: &mut Shelf<'_>,
) -> Result<Part<ArticleEntry>, Error> {
    const COLUMNS: [&str; 20] = [
        "article",
        "title",
        "author",
        "outlet",
        "published_as_stated",
        "published_zone",
        "published_earliest_utc",
        "published_latest_utc",
        "changed_as_stated",
        "changed_zone",
        "changed_earliest_utc",
        "changed_latest_utc",
        "address_as_stated",
        "language_as_stated",
        "picture_credits",
        "remarks",
        "text_characters",
        "item",
        "item_sha256",
        "log_entry",
    ];
    let mut out = Part::new();
    shelf.put("articles.csv", |to| -> Result<(), Cause> {
        let mut table = Table::new(to, &COLUMNS)?;
        for ArticleView { item, finding, article } in case.articles()? {
            let marks = case.marks(TextRef { item, post: None })?;
            let (words, marks) = redactor.marked(&article.text, &marks);
            let text = |t: &Option<String>| t.as_deref().map(|t| redactor.text(t).text);
            let entry = ArticleEntry {
                number: out.total + 1,
                title: text(&article.title),
                author: text(&article.author),
                outlet: text(&article.outlet),
                address: article.url.as_deref().map(|url| redactor.address(url, Carries::Unknown)),
                credits: article.credits.iter().map(|c| redactor.text(c).text).collect(),
                remarks: article.remarks.iter().map(|r| redactor.text(r).text).collect(),
                language: article.stated_language,
                time: article.time,
                modified: article.modified,
                text: words,
                marks,
                item: items.number(item),
                item_id: item,
                entry: finding,
            };
            table.row(
                Row::default()
                    .plain(entry.number)
                    .maybe(entry.title.as_deref())
                    .maybe(entry.author.as_deref())
                    .maybe(entry.outlet.as_deref())
                    .time(entry.time.as_ref())
                    .time(entry.modified.as_ref())
                    .maybe(entry.address.as_ref().map(Address::words).as_deref())
                    .maybe(entry.language.as_deref())
                    .text(&entry.credits.join("; "))
                    .text(&entry.remarks.join("; "))
                    .plain(article.text.chars().count())
                    .plain(entry.item)
                    .plain(item)
                    .plain(finding),
            )?;
            out.push(entry);
        }
        Ok(table.finish()?)
    })?;
    Ok(out)
}
