//! The rows of a dossier: read from the case once, freed of what is not shown, written to their CSV files at once, and
//! as many of them kept as the page shows.

mod articles;
mod checks;
mod claims;
mod copies;
mod gaps;
mod inside;
mod items;
mod posts;
mod repeats;
mod sources;
mod weighed;

use case::{Case, Progress};

use crate::bundle::Shelf;
use crate::error::Error;
use crate::redact::Redactor;

pub(crate) use articles::ArticleEntry;
pub(crate) use checks::CheckEntry;
pub(crate) use claims::ClaimEntry;
pub(crate) use copies::{FamilyEntry, PairEntry, seconds};
pub(crate) use gaps::{GapEntry, ProblemEntry};
pub(crate) use inside::Inside;
pub(crate) use items::{ItemEntry, Items};
pub(crate) use posts::{LinkEntry, MediaEntry, PostEntry};
pub(crate) use repeats::{RepeatEntry, TextName};
pub(crate) use sources::SourceEntry;
pub(crate) use weighed::{Area, DrawnIncident, IncidentEntry, LARGEST_M, Weighed};

/// The first of many rows, and how many there are.
#[derive(Debug)]
pub(crate) struct Part<T> {
    /// The first ones.
    pub shown: Vec<T>,
    /// How many there are.
    pub total: u64,
}

impl<T> Part<T> {
    fn new() -> Self {
        Self { shown: Vec::new(), total: 0 }
    }

    fn push(&mut self, one: T) {
        self.total += 1;
        if self.shown.len() < crate::SHOWN_ON_PAGE {
            self.shown.push(one);
        }
    }

    /// How many are in the CSV file only.
    pub fn more(&self) -> u64 {
        self.total - self.shown.len() as u64
    }
}

/// Everything the page is made of.
pub(crate) struct Rows {
    pub title: String,
    pub items: Items,
    pub posts: Part<PostEntry>,
    pub span: [Option<model::Utc>; 2],
    pub sources: Part<SourceEntry>,
    pub articles: Part<ArticleEntry>,
    pub claims: Part<ClaimEntry>,
    pub repeats: Part<RepeatEntry>,
    pub copies: Part<FamilyEntry>,
    pub weighed: Weighed,
    pub gaps: Part<GapEntry>,
    pub problems: Part<ProblemEntry>,
    pub checks: Vec<CheckEntry>,
}

/// Reads everything, writes the tables, and keeps what the page shows.
pub(crate) fn write(
    case: &Case,
    redactor: &Redactor,
    shelf: &mut Shelf<'_>,
    progress: &dyn Progress,
) -> Result<Rows, Error> {
    let title = redactor.note(&case.reader().case().title);
    let items = Items::read(case, redactor)?;
    items.write(shelf)?;
    let (posts, span) = posts::write(case, redactor, &items, shelf, progress)?;
    let sources = sources::write(case, redactor, shelf)?;
    let articles = articles::write(case, redactor, &items, shelf)?;
    let claims = claims::write(case, redactor, &items, shelf)?;
    let repeats = repeats::write(case, redactor, &items, shelf, progress)?;
    let copies = copies::write(case, redactor, &items, shelf, progress)?;
    let weighed = weighed::write(case, redactor, shelf, progress)?;
    let gaps = gaps::write_gaps(case, redactor, &items, shelf)?;
    let problems = gaps::write_problems(case, redactor, &items, shelf)?;
    let checks = checks::read(case, redactor, &items)?;
    Ok(Rows { title, items, posts, span, sources, articles, claims, repeats, copies, weighed, gaps, problems, checks })
}
