//! The checks `bytes` and `records`: every file named by its hash is there, is what its name says, and is what the
//! log says of it. Files are read on several threads, piece by piece; none is held in memory.

use std::collections::HashMap;
use std::iter::Peekable;
use std::slice::Iter;

use model::Digest;
use sha2::{Digest as _, Sha256};

use crate::folder::{Folder, Sort};
use crate::ledger::{Expected, Ledger, Line, path_of};
use crate::parallel::in_order;
use crate::report::{Check, Faults, Progress, State};

/// What reading one file gave.
struct Reading {
    digest: Digest,
    found: Digest,
    size: u64,
    /// Number of lines; only counted in records.
    count: u64,
    faults: Vec<String>,
}

/// What reading a shelf (`originals` or `records`) gave.
#[derive(Default)]
struct Shelf {
    faults: Faults,
    remarks: Faults,
    /// Files that are there, are what their names say and are named by the log.
    kept: u64,
    /// Their size together.
    bytes: u64,
    /// Files that the log names and that were purged.
    withheld: Faults,
}

/// The check `bytes`.
pub(crate) fn originals(folder: &Folder, ledger: &mut Ledger, progress: &mut dyn FnMut(Progress)) -> Check {
    let read = |digest: Digest| {
        let (found, size) = folder.hash(&path_of("originals", &digest))?;
        Ok(Reading { digest, found, size, count: 0, faults: Vec::new() })
    };
    let shelf = shelf(folder, "originals", &mut ledger.items, ledger.complete, &read, &mut |done, of| {
        progress(Progress { check: "bytes", done, of });
    });
    let mut detail = format!("items here that hash to their names: {} ({} bytes)", shelf.kept, shelf.bytes);
    if !shelf.withheld.is_empty() {
        detail += &format!("; withheld, hash only: {}", shelf.withheld.count());
    }
    answer("bytes", detail, shelf, ledger.complete)
}

/// The check `records`.
pub(crate) fn records(folder: &Folder, ledger: &mut Ledger, progress: &mut dyn FnMut(Progress)) -> Check {
    let mut lines = std::mem::take(&mut ledger.lines);
    lines.values_mut().for_each(|lines| lines.sort_by_key(|l| (l.at, l.entry)));
    // Lines whose whole file is gone are withheld with it.
    let gone = |file: &Digest| ledger.records.get(file).is_some_and(|r| r.withheld);
    let withheld: usize = lines.iter().map(|(file, l)| l.iter().filter(|l| l.withheld || gone(file)).count()).sum();
    let committed: usize = lines.values().map(Vec::len).sum();
    let none = Vec::new();
    let read = |digest: Digest| {
        let mut hash = Sha256::new();
        let mut scan = Scan::new(lines.get(&digest).unwrap_or(&none));
        let size = folder.stream(&path_of("records", &digest), &mut |piece| {
            hash.update(piece);
            scan.piece(piece);
        })?;
        let (count, faults) = scan.finish();
        Ok(Reading { digest, found: Digest(hash.finalize().into()), size, count, faults })
    };
    let shelf = shelf(folder, "records", &mut ledger.records, ledger.complete, &read, &mut |done, of| {
        progress(Progress { check: "records", done, of });
    });
    let mut detail = format!(
        "records here as they were logged: {}; private lines that match their commitments: {}",
        shelf.kept,
        committed - withheld
    );
    if !shelf.withheld.is_empty() || withheld > 0 {
        detail += &format!("; withheld, hash only: {} and {withheld}", shelf.withheld.count());
    }
    answer("records", detail, shelf, ledger.complete)
}

fn answer(name: &'static str, detail: String, shelf: Shelf, complete: bool) -> Check {
    if !complete {
        let detail = "the log could not be read whole, so it cannot be said which files belong here; \
            files that are not what their names say are named all the same";
        return Check::new(name, State::NotAvailable, detail.to_owned(), shelf.faults, shelf.remarks);
    }
    let detail = if shelf.faults.is_empty() { detail } else { format!("{} faults; {detail}", shelf.faults.count()) };
    Check::new(name, State::Holds, detail, shelf.faults, shelf.remarks).with_withheld(shelf.withheld)
}

/// Compares what is in a shelf with what is expected there.
fn shelf(
    folder: &Folder,
    name: &str,
    expected: &mut HashMap<Digest, Expected>,
    complete: bool,
    read: &(dyn Fn(Digest) -> Result<Reading, String> + Sync),
    progress: &mut dyn FnMut(u64, u64),
) -> Shelf {
    let mut shelf = Shelf::default();
    let files = list(folder, name, &mut shelf.faults);
    let of = files.len() as u64;
    let mut done = 0;
    let work = |digest: Digest| (digest, read(digest));
    in_order(files.into_iter(), work, |result| {
        if let Some((digest, reading)) = result {
            done += 1;
            let path = path_of(name, &digest);
            let place = expected.get_mut(&digest).map(|e| {
                e.met = true;
                *e
            });
            match reading {
                Ok(reading) => compare(&mut shelf, path, &reading, place, complete),
                Err(why) => shelf.faults.push(path, why),
            }
            // Every so often is often enough for whoever watches.
            if done % 256 != 0 && done != of {
                return;
            }
        }
        progress(done, of);
    });
    for (digest, expected) in expected.iter() {
        match expected {
            Expected { withheld: true, entry, .. } => {
                shelf.withheld.push(path_of(name, digest), format!("purged by entry {entry}; only its hash is left"));
            }
            Expected { met: false, entry, .. } => {
                shelf.faults.push(path_of(name, digest), format!("missing; entry {entry} of the log says it is kept"));
            }
            _ => {}
        }
    }
    shelf
}

/// Judges one file that is there.
fn compare(shelf: &mut Shelf, path: String, reading: &Reading, expected: Option<Expected>, complete: bool) {
    if reading.found != reading.digest {
        return shelf.faults.push(path, format!("its bytes hash to {}, not to its name", reading.found));
    }
    let Some(expected) = expected else {
        if complete {
            shelf.remarks.push(path, "whole, but no entry of the log names it");
        }
        return;
    };
    if expected.withheld {
        return shelf.faults.push(path, format!("purged by entry {}, and still here", expected.entry));
    }
    let differs = |logged: Option<u64>, found: u64| logged.is_some_and(|logged| logged != found);
    if differs(expected.size, reading.size) || differs(expected.count, reading.count) {
        let what =
            format!("has {} bytes and {} lines; entry {} says otherwise", reading.size, reading.count, expected.entry);
        return shelf.faults.push(path, what);
    }
    if !reading.faults.is_empty() {
        return reading.faults.iter().for_each(|what| shelf.faults.push(path.clone(), what.clone()));
    }
    shelf.kept += 1;
    shelf.bytes += reading.size;
}

/// The files of a shelf that bear a hash as their name, in order; everything else is a fault.
fn list(folder: &Folder, shelf: &str, faults: &mut Faults) -> Vec<Digest> {
    let mut files = Vec::new();
    let top = match folder.list(shelf) {
        Ok(top) => top,
        // An empty case may have no such folder; what is missing from it is named one by one.
        Err(why) if why == "missing" => Vec::new(),
        Err(why) => {
            faults.push(shelf, why);
            Vec::new()
        }
    };
    for (prefix, sort) in top {
        let path = format!("{shelf}/{prefix}");
        let hex = prefix.len() == 2 && prefix.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if sort != Sort::Folder || !hex {
            faults.push(path, "does not belong here: only folders named by two hexadecimal digits do");
            continue;
        }
        match folder.list(&path) {
            Err(why) => faults.push(path, why),
            Ok(names) => {
                for (name, sort) in names {
                    match name.parse::<Digest>() {
                        Ok(digest) if sort == Sort::File && name.starts_with(&prefix) => files.push(digest),
                        _ => faults
                            .push(format!("{path}/{name}"), "does not belong here: not a file named by its SHA-256"),
                    }
                }
            }
        }
    }
    files
}

/// Reads a record line by line without holding a line: counts lines, and hashes those that somebody committed to.
struct Scan<'a> {
    at: u64,
    length: u64,
    hash: Sha256,
    /// Ascending by line number.
    expected: Peekable<Iter<'a, Line>>,
    faults: Vec<String>,
}

impl<'a> Scan<'a> {
    fn new(expected: &'a [Line]) -> Self {
        Self { at: 0, length: 0, hash: Sha256::new(), expected: expected.iter().peekable(), faults: Vec::new() }
    }

    fn piece(&mut self, piece: &[u8]) {
        for part in piece.split_inclusive(|b| *b == b'\n') {
            let text = part.strip_suffix(b"\n").unwrap_or(part);
            self.length += text.len() as u64;
            if self.expected.peek().is_some_and(|l| l.at == self.at) {
                self.hash.update(text);
            }
            if text.len() < part.len() {
                self.end_of_line();
            }
        }
    }

    fn end_of_line(&mut self) {
        let mut found = None;
        while let Some(line) = self.expected.next_if(|l| l.at == self.at) {
            let found = *found.get_or_insert_with(|| Digest(self.hash.finalize_reset().into()));
            if line.withheld && self.length > 0 {
                self.faults.push(format!("its line {} was purged, and is still here", line.at));
            } else if !line.withheld && found != line.commitment {
                self.faults.push(format!("its line {} is not what entry {} committed to", line.at, line.entry));
            }
        }
        self.at += 1;
        self.length = 0;
    }

    /// The number of lines, and what was wrong with them.
    fn finish(mut self) -> (u64, Vec<String>) {
        if self.length > 0 {
            self.faults.push("its last line does not end".to_owned());
        }
        for line in self.expected {
            self.faults.push(format!("has no line {}, which entry {} committed to", line.at, line.entry));
        }
        (self.at, self.faults)
    }
}
