//! Who says what: every claim that was read in posts and articles, in the order of their times.

use std::collections::HashMap;

use case::Case;
use case::review::Reviewed;
use case::view::ClaimRow;
use model::{ItemId, PostId, Span, TimeSpan};
use weigh::decision::{Decision, in_force};

use super::{Items, Part};
use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::redact::Redactor;
use crate::table::{Row, Table};

/// One claim.
#[derive(Debug)]
pub(crate) struct ClaimEntry {
    /// Whose text it was read in: a source's name or pseudonym, an outlet, or nothing.
    pub source: Option<String>,
    pub time: Option<TimeSpan>,
    pub text: String,
    /// Who says it according to the text.
    pub speaker: Option<String>,
    pub via: Vec<String>,
    pub hedge: Option<String>,
    pub quoted: bool,
    pub denied: bool,
    /// What a person found about it, who that was, and the entry.
    pub review: Option<(String, Option<String>, u64)>,
    pub post: Option<u64>,
    pub item: u64,
    pub entry: u64,
}

pub(super) fn write(
    case: &Case,
    redactor: &Redactor,
    items: &Items,
    shelf: &mut Shelf<'_>,
) -> Result<Part<ClaimEntry>, Error> {
    const COLUMNS: [&str; 22] = [
        "source",
        "published_as_stated",
        "published_zone",
        "published_earliest_utc",
        "published_latest_utc",
        "claim",
        "speaker_in_text",
        "via",
        "hedged",
        "hedge",
        "quoted",
        "polarity",
        "standing",
        "post",
        "item",
        "span_start",
        "span_end",
        "log_entry",
        "review",
        "reviewed_by",
        "review_log_entry",
        "admiralty",
    ];
    let grades = grades(case, redactor)?;
    let reviews: HashMap<(ItemId, Option<PostId>, Span), Reviewed> =
        case.reviews()?.into_iter().map(|r| ((r.item, r.review.post, r.review.span), r)).collect();
    let mut out = Part::new();
    shelf.put("claims.csv", |to| -> Result<(), Cause> {
        let mut table = Table::new(to, &COLUMNS)?;
        let mut failed = None;
        case.each_claim(None, &mut |claim| {
            let review = reviews.get(&(claim.item, claim.post, claim.span));
            let (entry, row) = entry(&claim, review, redactor, items, &grades);
            if failed.is_none() {
                failed = table.row(row).err();
            }
            out.push(entry);
            Ok(())
        })?;
        if let Some(error) = failed {
            return Err(error.into());
        }
        Ok(table.finish()?)
    })?;
    Ok(out)
}

fn entry(
    claim: &ClaimRow,
    review: Option<&Reviewed>,
    redactor: &Redactor,
    items: &Items,
    grades: &Grades,
) -> (ClaimEntry, Row) {
    // A post's words stand among the posts already; an article's are shown here only.
    let text = |t: &str| if claim.post.is_some() { redactor.again(t) } else { redactor.text(t).text };
    let source = claim.source.as_ref().map(|s| redactor.speaker(s.identity(), Some(s)).label);
    let entry = ClaimEntry {
        source: source.or_else(|| claim.article.as_deref().map(text)),
        time: claim.time.clone(),
        text: text(&claim.text),
        speaker: claim.speaker.as_deref().map(text),
        via: claim.via.iter().map(|v| text(v)).collect(),
        hedge: claim.hedge.as_deref().map(text),
        quoted: claim.quoted,
        denied: claim.polarity == "denied",
        review: review.map(|r| {
            let who = r.judgement.author.as_deref().map(|name| redactor.collector(name));
            (redactor.note(&r.review.result), who, r.judgement.entry)
        }),
        post: claim.post.and_then(|post| items.post_number(&post)),
        item: items.number(claim.item),
        entry: claim.finding,
    };
    let row = Row::default()
        .maybe(entry.source.as_deref())
        .time(entry.time.as_ref())
        .text(&entry.text)
        .maybe(entry.speaker.as_deref())
        .text(&entry.via.join("; "))
        .plain(claim.hedged)
        .maybe(entry.hedge.as_deref())
        .plain(claim.quoted)
        .plain(&claim.polarity)
        .plain(&claim.standing)
        .maybe_plain(entry.post)
        .plain(entry.item)
        .plain(claim.span.start)
        .plain(claim.span.end)
        .plain(claim.finding)
        .maybe(entry.review.as_ref().map(|(result, ..)| result.as_str()))
        .maybe(entry.review.as_ref().and_then(|(_, who, _)| who.as_deref()))
        .maybe_plain(entry.review.as_ref().map(|(.., entry)| entry))
        .text(&graded(claim, grades).join("; "));
    (entry, row)
}

/// Admiralty grades by what they are about, each with who gave it and its log entry. Shown, never computed with.
type Grades = HashMap<String, Vec<String>>;

fn grades(case: &Case, redactor: &Redactor) -> Result<Grades, Error> {
    let mut out = Grades::new();
    for one in in_force(&case.decided()?) {
        if let Decision::Grade { thing, source, information } = one.decision {
            let who = one.author.as_deref().map_or("somebody".to_owned(), |name| redactor.collector(name));
            out.entry(thing).or_default().push(format!("{source}{information} by {who}, log entry {}", one.entry));
        }
    }
    Ok(out)
}

/// The grades of a claim: its own, that of the post or article that holds it, and that of the file.
fn graded(claim: &ClaimRow, grades: &Grades) -> Vec<String> {
    let item = claim.item.0.hex();
    let text = claim.post.map_or(format!("article:{item}"), |post| format!("post:{}", post.0.hex()));
    let own = format!("{text}@{}-{}", claim.span.start, claim.span.end);
    let of = |(thing, what): (String, &str)| {
        grades.get(&thing).into_iter().flatten().map(|grade| format!("{what}{grade}")).collect::<Vec<_>>()
    };
    [(own, ""), (text, "text: "), (format!("item:{item}"), "file: ")].into_iter().flat_map(of).collect()
}
