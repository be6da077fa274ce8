//! Re-checks the bundle of a dossier from its files alone: that they are the ones the manifest names, that the log
//! entries it cites are in the log it speaks of, that the evidence is what those entries vouch for, and who signed.
//!
//! A bundle shows a part of a case. What a part cannot tell is *not available*, never taken for good.

mod evidence;
mod files;
mod log;
mod receipt;

use std::path::Path;

use custody::Checkpoint;
use model::Digest;
use serde::Deserialize;

use crate::Pins;
use crate::folder::Folder;
use crate::report::{Check, Faults, Progress, Report, State};
use crate::seen::Pinned;

/// What no check of a bundle can prove.
const LIMITS: &str = "None of this proves that a page or account really said this when it was captured, or that the \
    bundle shows everything that matters: it proves that what it shows was in the case's log as it stood then.";

/// Largest list of files that is read.
const MAX_MANIFEST: u64 = 256 << 20;

/// What the manifest says.
#[derive(Deserialize)]
struct Manifest {
    exhibit_bundle: u32,
    origin: String,
    size: u64,
    root: Digest,
    files: Vec<Listed>,
}

/// A file that the manifest names.
#[derive(Deserialize)]
struct Listed {
    path: String,
    sha256: Digest,
    size: u64,
}

/// The log's head that the bundle shows.
struct Head {
    origin: String,
    size: u64,
    root: Digest,
}

/// Whether a folder is a bundle, by its two leading files.
pub fn is_bundle(folder: &Path) -> bool {
    folder.join("manifest.json").is_file() && folder.join("checkpoint.txt").is_file()
}

/// Checks the bundle in `folder`. Never fails as a whole: what cannot be read is a fault in the report.
pub fn verify_bundle(folder: &Path, pins: &Pins, progress: &mut dyn FnMut(Progress)) -> Report {
    let folder = Folder::new(folder);
    let pinned = Pinned::read(pins.checkpoint.as_deref());
    let manifest = manifest(&folder);
    let bytes = files::check(&folder, &manifest, progress);
    let head = manifest.as_ref().ok().map(|m| Head { origin: m.origin.clone(), size: m.size, root: m.root });
    let (log, shown) = log::check(&folder, head.as_ref());
    let records = evidence::check(&folder, &shown, progress);
    let (signature, receipt) = receipt::check(&folder, head.as_ref(), &shown, &manifest, pins.key.as_deref());
    let (time, last_seen) = time(&pinned, head.as_ref(), &receipt);
    let checks = vec![bytes, records, log, signature, time];
    Report {
        what: "bundle",
        ok: checks.iter().all(|check| check.state != State::Fails),
        case: shown.opening.as_ref().map(|o| o.id.to_string()),
        entries: head.as_ref().map_or(0, |h| h.size),
        root: head.as_ref().map(|h| h.root),
        key: receipt.key.or_else(|| shown.opening.as_ref().map(|o| o.key.clone())),
        checks,
        last_seen,
        limits: LIMITS.to_owned(),
    }
}

fn manifest(folder: &Folder) -> Result<Manifest, String> {
    let bytes = folder.read("manifest.json", MAX_MANIFEST)?;
    let manifest: Manifest =
        serde_json::from_slice(&bytes).map_err(|e| format!("is not the manifest of a bundle: {e}"))?;
    match manifest.exhibit_bundle {
        1 => Ok(manifest),
        other => Err(format!("is of version {other}; this checks version 1")),
    }
}

/// Whether a checkpoint from outside agrees. A bundle knows the log at two sizes only: the one it shows, and the one at
/// which its publication was signed.
fn time(pinned: &Pinned, head: Option<&Head>, receipt: &receipt::Receipt) -> (Check, String) {
    let mut faults = Faults::default();
    let (state, said, seen) = match (pinned, head) {
        (Pinned::None, _) => (
            State::NotAvailable,
            "no checkpoint that somebody else kept was given (--checkpoint)".to_owned(),
            "not known".to_owned(),
        ),
        (Pinned::Unreadable(why), _) => {
            faults.push("the given checkpoint", why.clone());
            (State::Fails, "the given checkpoint could not be read".to_owned(), "not known".to_owned())
        }
        (Pinned::Read { .. }, None) => {
            (State::NotAvailable, "the bundle does not say which log it shows".to_owned(), "not known".to_owned())
        }
        (Pinned::Read { checkpoint: outside, .. }, Some(head)) => {
            let known = [(head.origin.as_str(), head.size, head.root)]
                .into_iter()
                .chain(receipt.signed.as_ref().map(|c| (c.origin.as_str(), c.size, c.root)));
            let same_size: Vec<bool> = known
                .filter(|(origin, size, _)| *size == outside.size && *origin == outside.origin)
                .map(|(_, _, root)| root == outside.root)
                .collect();
            compare(outside, head, &same_size, &mut faults)
        }
    };
    (Check::new("time", state, said, faults, Faults::default()), format!("last seen by somebody else: {seen}"))
}

fn compare(outside: &Checkpoint, head: &Head, same_size: &[bool], faults: &mut Faults) -> (State, String, String) {
    let seen = format!("a checkpoint of {} entries, root {}", outside.size, outside.root);
    if outside.origin != head.origin {
        faults.push(
            "checkpoint.txt",
            format!("is of the log {}, not of the one seen", model::name::visible(&head.origin)),
        );
    } else if same_size.contains(&false) {
        faults.push("checkpoint.txt", "has another root than somebody else saw at this size");
    } else if same_size.is_empty() {
        let detail = format!(
            "the checkpoint that was given has {} entries, the bundle shows the log at {}; whoever holds the case can prove \
             that one grew out of the other (`exhibit log consistency`)",
            outside.size, head.size
        );
        return (State::NotAvailable, detail, seen);
    }
    let detail = if faults.is_empty() {
        "the log shown here is the one that somebody else saw"
    } else {
        "the bundle contradicts what somebody else saw"
    };
    (State::Holds, detail.to_owned(), seen)
}
