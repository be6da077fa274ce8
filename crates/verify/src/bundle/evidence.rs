//! The check `records` of a bundle: every file of evidence is what its name says and what a shown entry vouches for, and
//! what is not among the evidence is named with the reason.

use std::collections::BTreeSet;

use model::Digest;
use serde::Deserialize;

use super::log::Shown;
use crate::folder::{Folder, Sort};
use crate::ledger::path_of;
use crate::report::{Check, Faults, Progress, State};

const INDEX: &str = "evidence/index.jsonl";
/// Largest list that is read.
const MAX_INDEX: u64 = 256 << 20;

/// One line of the list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    #[serde(rename = "entry")]
    _entry: Option<u64>,
    included: bool,
    name: Option<String>,
    sha256: Option<Digest>,
    what: What,
    why: Option<String>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum What {
    Original,
    Record,
    Conclusion,
}

impl Line {
    /// Where the file lies, and its hash; nothing where the line is not whole.
    fn file(&self) -> Option<(String, Option<Digest>)> {
        let hash = self.sha256;
        let path = match self.what {
            What::Original => path_of("evidence/originals", &hash?),
            What::Record => path_of("evidence/records", &hash?),
            What::Conclusion => {
                let name =
                    self.name.as_deref().filter(|n| n.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))?;
                format!("evidence/conclusions/{name}.jsonl")
            }
        };
        Some((path, hash))
    }

    /// Whether a shown entry vouches for it. A conclusion is the publisher's word: deriving it again is what tells.
    fn is_vouched_for(&self, shown: &Shown) -> bool {
        match (self.what, self.sha256) {
            (What::Original, Some(hash)) => shown.items.contains_key(&hash),
            (What::Record, Some(hash)) => shown.records.contains_key(&hash),
            (What::Conclusion, _) => true,
            _ => false,
        }
    }
}

pub(super) fn check(folder: &Folder, shown: &Shown, progress: &mut dyn FnMut(Progress)) -> Check {
    let (mut faults, mut withheld) = (Faults::default(), Faults::default());
    let lines = match lines(folder) {
        Ok(lines) => lines,
        Err(why) => {
            faults.push(INDEX, why);
            Vec::new()
        }
    };
    let of = lines.len() as u64;
    let (mut listed, mut kept) = (BTreeSet::new(), 0);
    for (done, line) in (1_u64..).zip(&lines) {
        let Some((path, hash)) = line.file() else {
            faults.push(INDEX, format!("line {done} does not say what it is about"));
            continue;
        };
        if !line.is_vouched_for(shown) {
            faults.push(INDEX, format!("names {path}, which no entry shown here vouches for"));
        }
        if line.included {
            listed.insert(path.clone());
            match hash.map_or(Err("has no hash in the list of evidence".to_owned()), |hash| {
                file(folder, &path, hash, line.what, shown)
            }) {
                Ok(()) => kept += 1,
                Err(why) => faults.push(path, why),
            }
        } else {
            let why = model::name::visible(line.why.as_deref().unwrap_or("no reason is given"));
            withheld.push(path, format!("not in this bundle: {why}"));
        }
        if done.is_multiple_of(64) || done == of {
            progress(Progress { check: "records", done, of });
        }
    }
    for shelf in ["evidence/originals", "evidence/records"] {
        unlisted(folder, shelf, &listed, &mut faults);
    }
    let mut detail = format!("files of evidence that log entries vouch for: {kept}");
    if !withheld.is_empty() {
        detail += &format!("; withheld, hash only: {}", withheld.count());
    }
    let state = if shown.proven { State::Holds } else { State::NotAvailable };
    let detail = if shown.proven { detail } else { format!("{detail}, but those entries are not proven") };
    Check::new("records", state, detail, faults, Faults::default()).with_withheld(withheld)
}

fn lines(folder: &Folder) -> Result<Vec<Line>, String> {
    let bytes = folder.read(INDEX, MAX_INDEX)?;
    let lines = bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty());
    lines
        .map(|line| serde_json::from_slice(line).map_err(|e| format!("has a line that is not of its kind: {e}")))
        .collect()
}

/// Whether a file is what its name and its entry say.
fn file(folder: &Folder, path: &str, hash: Digest, what: What, shown: &Shown) -> Result<(), String> {
    let mut count = 0;
    let mut hasher = <sha2::Sha256 as sha2::Digest>::new();
    let size = folder.stream(path, &mut |piece| {
        sha2::Digest::update(&mut hasher, piece);
        count += piece.iter().filter(|b| **b == b'\n').count() as u64;
    })?;
    let found = Digest(sha2::Digest::finalize(hasher).into());
    if found != hash {
        return Err(format!("its bytes hash to {found}, not to {hash}"));
    }
    match shown.records.get(&hash) {
        Some((entry, record)) if what == What::Record && (record.size, record.count) != (size, count) => {
            Err(format!("has {size} bytes and {count} lines; entry {entry} says otherwise"))
        }
        _ => Ok(()),
    }
}

/// Files that lie there without being listed.
fn unlisted(folder: &Folder, shelf: &str, listed: &BTreeSet<String>, faults: &mut Faults) {
    // A bundle without evidence of this kind has no such folder.
    for (prefix, sort) in folder.list(shelf).unwrap_or_default() {
        let at = format!("{shelf}/{prefix}");
        let names = if sort == Sort::Folder { folder.list(&at).unwrap_or_default() } else { Vec::new() };
        if names.is_empty() {
            faults.push(&at, "does not belong here");
        }
        for (name, _) in names {
            let path = format!("{at}/{name}");
            if !listed.contains(&path) {
                faults.push(path, "is not in the list of evidence");
            }
        }
    }
}
