//! Re-checks a case from its files alone, for somebody who does not trust whoever wrote it. Uses the formats of
//! `custody` and nothing of the writer: no database, no cache. Writes nothing and follows no symbolic link.
//!
//! Read in this order: [`report`] (what is answered), `folder` (how files are read), `log` (entries, tiles, root),
//! `ledger` (what the entries say should be there), `content` (originals and records), `signature`, `seen`. `bundle` does
//! the same for a published dossier, which shows a part of a case.
//! `docs/case-format.md` describes the format; `docs/check_case.py` is a second checker, written apart from this one.

mod bundle;
mod content;
mod folder;
mod ledger;
mod log;
mod parallel;
pub mod report;
mod seen;
mod signature;

use std::path::Path;

pub use bundle::{is_bundle, verify_bundle};
pub use report::{Check, Fault, Progress, Report, State};

/// What no check of files can prove.
pub const LIMITS: &str = "None of this proves that a page or account really said this when it was captured, or that \
    the collecting machine's clock was right: it proves that what was preserved has not changed since it was logged.";

/// What somebody outside the case knows of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    /// A verifier key that must be the case's: its first one, or one it was rotated to.
    pub key: Option<String>,
    /// A checkpoint (a signed note, or its text alone) that somebody else saw and kept.
    pub checkpoint: Option<String>,
}

/// Checks the case in `folder`. Never fails as a whole: what cannot be read is a fault in the report.
///
/// `progress` is called on this thread, a few times a second.
pub fn verify(folder: &Path, pins: &Pins, progress: &mut dyn FnMut(Progress)) -> Report {
    let folder = folder::Folder::new(folder);
    let pinned = seen::Pinned::read(pins.checkpoint.as_deref());
    let (log, mut ledger) = log::check(&folder, pinned.size(), progress);
    let bytes = content::originals(&folder, &mut ledger, progress);
    let records = content::records(&folder, &mut ledger, progress);
    let (signature, keys) = signature::check(&log, &ledger, pins.key.as_deref());
    let (time, last_seen) = seen::check(&pinned, &log, &keys);

    let checks = vec![bytes, records, log.check, signature, time];
    Report {
        what: "case",
        ok: checks.iter().all(|check| check.state != State::Fails),
        case: ledger.opening.as_ref().map(|o| o.id.to_string()),
        entries: log.head.as_ref().map_or(0, |h| h.checkpoint.size),
        root: log.head.as_ref().map(|h| h.checkpoint.root),
        key: keys.last().map(ToString::to_string),
        checks,
        last_seen,
        limits: LIMITS.to_owned(),
    }
}
