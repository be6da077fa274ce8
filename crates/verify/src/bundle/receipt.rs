//! The check `signature` of a bundle. Only the receipt is made at the moment of publishing: it holds a signed checkpoint,
//! proof that the log it signs grew out of the one the bundle shows, and proof of the entry that names these very files.

use std::collections::BTreeSet;

use custody::note::{MAX_NOTE, Note};
use custody::proof::{verify_consistency, verify_inclusion};
use custody::tree::leaf_hash;
use custody::{CaseId, Checkpoint, Header, Kind, VerifyingKey};
use model::Digest;
use serde::Deserialize;

use super::log::Shown;
use super::{Head, MAX_MANIFEST, Manifest};
use crate::folder::Folder;
use crate::report::{Check, Faults, State};

const RECEIPT: &str = "publication.json";

/// The receipt as it lies there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: CaseId,
    shows: Shows,
    leaf: Digest,
    entry: u64,
    header: String,
    record: String,
    inclusion: Vec<Digest>,
    consistency: Vec<Digest>,
    checkpoint: String,
    keys: Vec<Handover>,
}

/// The log as the bundle shows it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shows {
    size: u64,
    root: Digest,
}

/// A change of the key after what the bundle shows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Handover {
    entry: u64,
    header: String,
    inclusion: Vec<Digest>,
}

/// A line of the record of a publication that names a file.
#[derive(Deserialize)]
struct Named {
    line: String,
    path: Option<String>,
    sha256: Option<Digest>,
}

/// What the receipt gave.
#[derive(Default)]
pub(super) struct Receipt {
    /// The checkpoint, where its signature holds.
    pub signed: Option<Checkpoint>,
    /// The key in force, as far as it could be followed.
    pub key: Option<String>,
}

pub(super) fn check(
    folder: &Folder,
    head: Option<&Head>,
    shown: &Shown,
    manifest: &Result<Manifest, String>,
    pin: Option<&str>,
) -> (Check, Receipt) {
    let not_available = |detail: &str| {
        let check =
            Check::new("signature", State::NotAvailable, detail.to_owned(), Faults::default(), Faults::default());
        (check, Receipt::default())
    };
    let fails = |why: String| {
        let mut faults = Faults::default();
        faults.push(RECEIPT, why);
        let detail = "the receipt does not show that this was published".to_owned();
        (Check::new("signature", State::Fails, detail, faults, Faults::default()), Receipt::default())
    };
    let (Some(head), Ok(manifest)) = (head, manifest) else {
        return not_available("the bundle does not say which log it shows");
    };
    let file = match folder.read(RECEIPT, MAX_MANIFEST) {
        Ok(bytes) => serde_json::from_slice::<File>(&bytes).map_err(|e| format!("is no receipt: {e}")),
        Err(why) if why == "missing" => {
            return not_available("there is no receipt: the bundle was written without being published (--no-log)");
        }
        Err(why) => Err(why),
    };
    match file.and_then(|file| receipt(folder, &file, head, shown, manifest, pin)) {
        Ok((receipt, entry)) => {
            let key = receipt.key.clone().unwrap_or_default();
            let pinned = if pin.is_some() {
                "; the key that was given is the case's"
            } else {
                "; that this is the right key only its owner can say (--key)"
            };
            let detail =
                format!("entry {entry} of the log names exactly these files, in a log signed by {key}{pinned}");
            (Check::new("signature", State::Holds, detail, Faults::default(), Faults::default()), receipt)
        }
        Err(why) => fails(why),
    }
}

fn receipt(
    folder: &Folder,
    file: &File,
    head: &Head,
    shown: &Shown,
    manifest: &Manifest,
    pin: Option<&str>,
) -> Result<(Receipt, u64), String> {
    if file.checkpoint.len() > MAX_NOTE {
        return Err("its checkpoint is longer than any".to_owned());
    }
    let (checkpoint, note) = Checkpoint::parse(file.checkpoint.as_bytes()).map_err(|e| e.to_string())?;
    let keys = keys(file, shown, &checkpoint)?;
    signed(&note, &keys, pin)?;
    if checkpoint.origin != head.origin {
        return Err("its checkpoint is of another log".to_owned());
    }
    let of_this = (file.case.origin() == head.origin, file.shows.size, file.shows.root, file.leaf);
    if of_this != (true, head.size, head.root, leaf_hash(file.header.as_bytes())) {
        return Err("it is the receipt of another bundle".to_owned());
    }
    let (old, new) = ((head.size, &head.root), (checkpoint.size, &checkpoint.root));
    if !verify_consistency(old, new, &file.consistency) {
        return Err("the signed log did not grow out of the one that the bundle shows".to_owned());
    }
    let header = proven(&file.header, file.entry, &file.inclusion, &checkpoint)?;
    let record = header.record.filter(|_| header.kind == Kind::Publish).map(|r| r.sha256);
    if record != Some(Digest::of(file.record.as_bytes())) {
        return Err("the entry is not the publication that the receipt holds".to_owned());
    }
    names_these_files(folder, &file.record, manifest)?;
    let key = keys.last().map(ToString::to_string);
    Ok((Receipt { signed: Some(checkpoint), key }, file.entry))
}

/// An entry that the signed log holds.
fn proven(header: &str, entry: u64, path: &[Digest], in_log: &Checkpoint) -> Result<Header, String> {
    let leaf = leaf_hash(header.as_bytes());
    if !verify_inclusion(&leaf, entry, in_log.size, path, &in_log.root) {
        return Err(format!("entry {entry} is not in the signed log"));
    }
    Header::decode(header.as_bytes()).map_err(|why| format!("entry {entry}: {why}"))
}

/// The case's keys from the first to the one in force, each handed over to by the one before.
fn keys(file: &File, shown: &Shown, in_log: &Checkpoint) -> Result<Vec<VerifyingKey>, String> {
    let opening = shown.opening.as_ref().filter(|_| shown.proven);
    let opening = opening.ok_or("the entry that names the key is not proven")?;
    let first: VerifyingKey = opening.key.parse().map_err(|e: custody::key::KeyError| e.to_string())?;
    let mut keys = vec![first];
    let mut later = Vec::new();
    for handover in &file.keys {
        let header = proven(&handover.header, handover.entry, &handover.inclusion, in_log)?;
        later.extend(header.key);
    }
    for rotation in shown.rotations.iter().chain(&later) {
        let key: VerifyingKey = rotation.key.parse().map_err(|e: custody::key::KeyError| e.to_string())?;
        if !keys.last().is_some_and(|old| old.handed_over(opening.id, rotation)) {
            return Err("a change of the key is not signed by the key before".to_owned());
        }
        keys.push(key);
    }
    if keys.iter().any(|key| key.name() != opening.id.origin()) {
        return Err("a key is not of this case".to_owned());
    }
    Ok(keys)
}

fn signed(note: &Note, keys: &[VerifyingKey], pin: Option<&str>) -> Result<(), String> {
    let key = keys.last().ok_or("there is no key")?;
    note.verify(key).map_err(|why| why.to_string())?;
    match pin {
        Some(pin) if !keys.iter().any(|key| key.to_string() == pin.trim()) => {
            Err("the case's keys do not include the key that was given".to_owned())
        }
        _ => Ok(()),
    }
}

/// Whether the record of the publication names exactly the files that the manifest does, the manifest itself and
/// `SHA256SUMS`.
fn names_these_files(folder: &Folder, record: &str, manifest: &Manifest) -> Result<(), String> {
    let mut published = BTreeSet::new();
    for line in record.lines() {
        let Ok(named) = serde_json::from_str::<Named>(line) else { return Err("its record is damaged".to_owned()) };
        if let (true, Some(path), Some(sha256)) = (named.line == "file", named.path, named.sha256) {
            published.insert((path, sha256));
        }
    }
    let mut here: BTreeSet<(String, Digest)> = manifest.files.iter().map(|f| (f.path.clone(), f.sha256)).collect();
    for path in ["manifest.json", "SHA256SUMS"] {
        here.insert((path.to_owned(), folder.hash(path)?.0));
    }
    match here.symmetric_difference(&published).next() {
        None => Ok(()),
        Some((path, _)) => Err(format!("{}: not the file that was published", model::name::visible(path))),
    }
}
