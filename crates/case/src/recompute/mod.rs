//! Derives everything again from what is at hand, a case or a bundle, and says of each: same bytes, same conclusion, or
//! different conclusion with the first difference. What cannot be derived here is *not available*, with the reason.
//!
//! Findings follow from items and earlier findings: they are run again by the analysers of this version. Conclusions
//! follow from findings and judgements: a conclusion is one line in [`conclusions`]. Nothing is written.

mod compare;
mod conclusions;
mod findings;
mod stated;
mod withheld;

use model::ItemId;
use serde::Serialize;

use crate::error::Error;
use crate::open::Case;
use crate::progress::Progress;

pub use conclusions::{Conclusion, EachLine, conclusions};

/// What deriving something again gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Verdict {
    /// The very bytes that the log vouches for.
    #[serde(rename = "same bytes")]
    SameBytes,
    /// Other bytes, of which everything that others build on is the same.
    #[serde(rename = "same conclusion")]
    SameConclusion,
    /// Something else came out.
    #[serde(rename = "different conclusion")]
    DifferentConclusion,
    /// It could not be derived here.
    #[serde(rename = "not available")]
    NotAvailable,
}

impl Verdict {
    /// The words for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::SameBytes => "same bytes",
            Self::SameConclusion => "same conclusion",
            Self::DifferentConclusion => "different conclusion",
            Self::NotAvailable => "not available",
        }
    }
}

/// A finding, or a failed analysis, derived again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingAgain {
    /// Number of the entry that holds the finding.
    pub entry: u64,
    /// The item.
    pub item: ItemId,
    /// Analyser and version that made it.
    pub analyser: String,
    /// Its version.
    pub version: String,
    /// What came out.
    pub verdict: Verdict,
    /// The first difference, or why it is not available; nothing where there is nothing to say.
    pub detail: Option<String>,
}

/// A conclusion derived again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConclusionAgain {
    /// Its name.
    pub name: &'static str,
    /// What came out.
    pub verdict: Verdict,
    /// The first difference, or why it is not available.
    pub detail: Option<String>,
}

/// How many came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The same bytes.
    pub same_bytes: u64,
    /// Other bytes, the same conclusion.
    pub same_conclusion: u64,
    /// A different conclusion.
    pub different_conclusion: u64,
    /// Not derived.
    pub not_available: u64,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recomputed {
    /// Whether nothing came out differently.
    pub ok: bool,
    /// Findings and conclusions counted together.
    pub tally: Tally,
    /// Findings that later ones replaced; they are not derived again.
    pub superseded: u64,
    /// Every finding in force, in the order of the log.
    pub findings: Vec<FindingAgain>,
    /// Every conclusion.
    pub conclusions: Vec<ConclusionAgain>,
}

impl Case {
    /// Derives everything again on `threads` threads; what was decoded, with this decoder.
    pub fn recompute(
        &self,
        threads: usize,
        decoder: &media::OnDemand,
        progress: &dyn Progress,
    ) -> Result<Recomputed, Error> {
        let reasons = withheld::Reasons::of(self)?;
        let (findings, superseded) = findings::again(self, &reasons, threads, decoder, progress)?;
        let conclusions = conclusions::again(self, &reasons, progress)?;
        let mut tally = Tally::default();
        let verdicts = findings.iter().map(|f| f.verdict).chain(conclusions.iter().map(|c| c.verdict));
        for verdict in verdicts {
            *match verdict {
                Verdict::SameBytes => &mut tally.same_bytes,
                Verdict::SameConclusion => &mut tally.same_conclusion,
                Verdict::DifferentConclusion => &mut tally.different_conclusion,
                Verdict::NotAvailable => &mut tally.not_available,
            } += 1;
        }
        Ok(Recomputed { ok: tally.different_conclusion == 0, tally, superseded, findings, conclusions })
    }
}
