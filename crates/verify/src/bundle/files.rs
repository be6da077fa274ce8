//! The check `bytes` of a bundle: every file that the manifest names is there with its hash, `SHA256SUMS` says the same,
//! and nothing else lies in the folder.

use std::collections::BTreeSet;

use super::{MAX_MANIFEST, Manifest};
use crate::folder::{Folder, Sort};
use crate::report::{Check, Faults, Progress, State};

/// Files that the manifest does not name: itself, the same list for people, and the receipt made after it.
const BESIDE: [&str; 3] = ["manifest.json", "SHA256SUMS", "publication.json"];

pub(super) fn check(folder: &Folder, manifest: &Result<Manifest, String>, progress: &mut dyn FnMut(Progress)) -> Check {
    let mut faults = Faults::default();
    let manifest = match manifest {
        Ok(manifest) => manifest,
        Err(why) => {
            faults.push("manifest.json", why.clone());
            return Check::new(
                "bytes",
                State::Fails,
                "there is no manifest to go by".to_owned(),
                faults,
                Faults::default(),
            );
        }
    };
    let of = manifest.files.len() as u64;
    let (mut named, mut sums, mut kept, mut bytes) = (BTreeSet::new(), Vec::new(), 0, 0);
    for (done, file) in (1_u64..).zip(&manifest.files) {
        sums.push(format!("{}  {}", file.sha256, file.path));
        if !is_inside(&file.path) || !named.insert(file.path.as_str()) {
            faults.push(
                "manifest.json",
                format!("names {}, which is no place in a bundle", model::name::visible(&file.path)),
            );
            continue;
        }
        match folder.hash(&file.path) {
            Ok((found, size)) if (found, size) == (file.sha256, file.size) => {
                kept += 1;
                bytes += size;
            }
            Ok((found, size)) => {
                faults.push(&file.path, format!("has {size} bytes that hash to {found}; the manifest says otherwise"));
            }
            Err(why) => faults.push(&file.path, why),
        }
        if done.is_multiple_of(64) || done == of {
            progress(Progress { check: "bytes", done, of });
        }
    }
    others(folder, "", &named, &mut faults);
    match (folder.hash("manifest.json"), folder.read("SHA256SUMS", MAX_MANIFEST)) {
        (Ok((digest, _)), Ok(text)) => {
            sums.push(format!("{digest}  manifest.json"));
            let text = String::from_utf8_lossy(&text);
            let said: BTreeSet<&str> = text.lines().collect();
            if said != sums.iter().map(String::as_str).collect() {
                faults.push("SHA256SUMS", "says otherwise than manifest.json: one of the two was changed");
            }
        }
        (_, Err(why)) => faults.push("SHA256SUMS", why),
        (Err(why), _) => faults.push("manifest.json", why),
    }
    let detail = format!("files here that the manifest names, with the hashes it states: {kept} ({bytes} bytes)");
    Check::new("bytes", State::Holds, detail, faults, Faults::default())
}

/// Whether a path from the manifest leads to a place below the bundle's folder.
fn is_inside(path: &str) -> bool {
    path.split('/').all(|step| !step.is_empty() && step != "." && step != "..") && !BESIDE.contains(&path)
}

/// Names whatever the manifest does not.
fn others(folder: &Folder, path: &str, named: &BTreeSet<&str>, faults: &mut Faults) {
    let names = match folder.list(if path.is_empty() { "." } else { path }) {
        Ok(names) => names,
        Err(why) => return faults.push(path, why),
    };
    for (name, sort) in names {
        let path = if path.is_empty() { name } else { format!("{path}/{name}") };
        match sort {
            // The deepest path there is: evidence/records/9c/9c41….
            Sort::Folder if path.matches('/').count() < 4 => others(folder, &path, named, faults),
            Sort::File if named.contains(path.as_str()) || BESIDE.contains(&path.as_str()) => {}
            _ => faults.push(path, "is not named by the manifest"),
        }
    }
}
