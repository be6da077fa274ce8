//! What is not in the case although the material speaks of it, and what could not be read.

use case::Case;
use case::view::{Gap, ProblemRow};

use super::{Items, Part};
use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::redact::Redactor;
use crate::table::{Row, Table};

/// Something missing.
#[derive(Debug)]
pub(crate) struct GapEntry {
    /// Number of the item that says so; nothing for what was met while collecting.
    pub item: Option<u64>,
    pub what: String,
    pub why: String,
    pub locator: String,
}

/// Something that could not be read, or was mended in order to read it.
#[derive(Debug)]
pub(crate) struct ProblemEntry {
    pub item: u64,
    /// `could not be read` or `mended`.
    pub sort: &'static str,
    pub what: String,
    pub locator: Option<String>,
}

pub(super) fn write_gaps(
    case: &Case,
    redactor: &Redactor,
    items: &Items,
    shelf: &mut Shelf<'_>,
) -> Result<Part<GapEntry>, Error> {
    let mut out = Part::new();
    shelf.put("not_collected.csv", |to| -> Result<(), Cause> {
        let mut table = Table::new(to, &["what", "why", "where", "item", "item_sha256"])?;
        for Gap { item, what, why, locator } in case.gaps()? {
            let entry = GapEntry {
                item: item.map(|id| items.number(id)),
                what: redactor.note(&what),
                why: redactor.note(&why),
                locator: redactor.note(&locator),
            };
            table.row(
                Row::default()
                    .text(&entry.what)
                    .text(&entry.why)
                    .text(&entry.locator)
                    .maybe_plain(entry.item)
                    .maybe_plain(item),
            )?;
            out.push(entry);
        }
        Ok(table.finish()?)
    })?;
    Ok(out)
}

pub(super) fn write_problems(
    case: &Case,
    redactor: &Redactor,
    items: &Items,
    shelf: &mut Shelf<'_>,
) -> Result<Part<ProblemEntry>, Error> {
    let mut out = Part::new();
    shelf.put("problems.csv", |to| -> Result<(), Cause> {
        let mut table = Table::new(to, &["sort", "what", "where", "item", "item_sha256"])?;
        let (problems, repairs) = (case.problems()?, case.repairs()?);
        let sorts = std::iter::repeat_n("could not be read", problems.len()).chain(std::iter::repeat("mended"));
        for (ProblemRow { item, what, locator, .. }, sort) in problems.into_iter().chain(repairs).zip(sorts) {
            let entry = ProblemEntry {
                item: items.number(item),
                sort,
                what: redactor.note(&what),
                locator: locator.map(|l| redactor.note(&l)),
            };
            table.row(
                Row::default()
                    .plain(entry.sort)
                    .text(&entry.what)
                    .maybe(entry.locator.as_deref())
                    .plain(entry.item)
                    .plain(item),
            )?;
            out.push(entry);
        }
        Ok(table.finish()?)
    })?;
    Ok(out)
}
