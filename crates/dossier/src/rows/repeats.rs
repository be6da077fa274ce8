//! The same words again: copies and edits of one text, what changed between versions, and reports in other languages that
//! seem to be the same.

use case::repeats::TextRef;
use case::{Case, Progress};
use model::TimeSpan;
use text::near::{Change, ChangeKind};

use super::{Items, Part};
use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::redact::Redactor;
use crate::table::{Row, Table};

/// A text as the page leads to it.
#[derive(Clone, Debug)]
pub(crate) struct TextName {
    /// Whose words: a name or pseudonym, an outlet.
    pub who: Option<String>,
    pub time: Option<TimeSpan>,
    pub post: Option<u64>,
    pub item: u64,
}

/// One thing that repeats.
#[derive(Debug)]
pub(crate) enum RepeatEntry {
    /// Copies and edits of one text, oldest first.
    Copies(Vec<TextName>),
    /// Nearly the same words with something changed: the kind of fact, what it was and what it became.
    Changed { earlier: TextName, later: TextName, changes: Vec<(&'static str, String, String)> },
    /// Perhaps the same report in another language.
    Across { earlier: TextName, later: TextName, shared: String },
}

const COLUMNS: [&str; 11] = [
    "kind",
    "number",
    "post",
    "item",
    "source",
    "published_as_stated",
    "published_zone",
    "published_earliest_utc",
    "published_latest_utc",
    "what",
    "words",
];

pub(super) fn write(
    case: &Case,
    redactor: &Redactor,
    items: &Items,
    shelf: &mut Shelf<'_>,
    progress: &dyn Progress,
) -> Result<Part<RepeatEntry>, Error> {
    let repeats = case.repeats(progress)?;
    let name = |at: TextRef| -> Result<TextName, Error> {
        let view = case.text_view(at)?;
        let post = at.post.and_then(|post| items.post_number(&post));
        let who = match view.source {
            Some((id, source)) => Some(redactor.speaker(id, source.as_ref()).label),
            None => view.who.as_deref().map(|who| redactor.again(who)),
        };
        Ok(TextName { who, time: view.time, post, item: items.number(at.item) })
    };
    let mut out = Part::new();
    shelf.put("repeats.csv", |to| -> Result<(), Cause> {
        let mut table = Table::new(to, &COLUMNS)?;
        let mut number = 0_u64;
        for group in &repeats.groups {
            number += 1;
            let names = group.iter().map(|at| name(repeats.text(*at))).collect::<Result<Vec<_>, _>>();
            let names = names.map_err(Cause::Other)?;
            for text in &names {
                table.row(row("copies", number, text, "", ""))?;
            }
            out.push(RepeatEntry::Copies(names));
        }
        for changed in repeats.changed() {
            number += 1;
            let (earlier, later) =
                (name(changed.earlier).map_err(Cause::Other)?, name(changed.later).map_err(Cause::Other)?);
            let changes: Vec<_> = changed.changes.iter().map(|change| words(change, redactor)).collect();
            for (what, from, to) in &changes {
                table.row(row("changed: earlier", number, &earlier, what, from))?;
                table.row(row("changed: later", number, &later, what, to))?;
            }
            out.push(RepeatEntry::Changed { earlier, later, changes });
        }
        for link in repeats.across_languages() {
            number += 1;
            let (earlier, later) = (name(link.earlier).map_err(Cause::Other)?, name(link.later).map_err(Cause::Other)?);
            let times = if link.times { "; times that overlap" } else { "" };
            let shared = format!("places in both: {}; figures in both: {}{times}", link.places, link.figures);
            table.row(row("other language: earlier", number, &earlier, &shared, ""))?;
            table.row(row("other language: later", number, &later, &shared, ""))?;
            out.push(RepeatEntry::Across { earlier, later, shared });
        }
        Ok(table.finish()?)
    })?;
    Ok(out)
}

fn row(kind: &str, number: u64, text: &TextName, what: &str, words: &str) -> Row {
    Row::default()
        .plain(kind)
        .plain(number)
        .maybe_plain(text.post)
        .plain(text.item)
        .maybe(text.who.as_deref())
        .time(text.time.as_ref())
        .plain(what)
        .text(words)
}

fn words(change: &Change, redactor: &Redactor) -> (&'static str, String, String) {
    let what = match change.kind {
        ChangeKind::Figure => "figure",
        ChangeKind::Name => "name",
        ChangeKind::Date => "date",
        ChangeKind::Denial => "denial",
        ChangeKind::PerhapsName => "word, perhaps a name",
    };
    (what, redactor.again(&change.from), redactor.again(&change.to))
}
