//! Why something is not at hand: a bundle says it file by file, a case says it by its purges.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};

use model::Digest;
use serde::Deserialize;
use store::index::IndexError;

use crate::error::Error;
use crate::open::Case;

/// Path of a bundle's list, beside the evidence itself.
const INDEX: &str = "index.jsonl";

/// One line of a bundle's list of evidence.
#[derive(Deserialize)]
struct Line {
    sha256: Option<Digest>,
    why: Option<String>,
    #[serde(default)]
    what: String,
    #[serde(default)]
    name: Option<String>,
}

/// What a bundle says of what it does not hold.
#[derive(Default)]
pub(super) struct Reasons {
    pub bundle: bool,
    files: HashMap<Digest, String>,
    /// Conclusions by name, those that are not stated with the reason.
    pub conclusions: HashMap<String, Result<(), String>>,
}

impl Reasons {
    pub fn of(case: &Case) -> Result<Self, Error> {
        let mut reasons = Self { bundle: case.reader().is_bundle(), ..Self::default() };
        if !reasons.bundle {
            return Ok(reasons);
        }
        let path = case.reader().layout().root().join(INDEX);
        let file = std::fs::File::open(path).map_err(IndexError::from)?;
        for line in BufReader::new(file).lines() {
            let Line { sha256, why, what, name } = serde_json::from_str(&line.map_err(IndexError::from)?)?;
            match (what.as_str(), name, sha256, why) {
                ("conclusion", Some(name), _, why) => {
                    reasons.conclusions.insert(name, why.map_or(Ok(()), Err));
                }
                (_, _, Some(sha256), Some(why)) => drop(reasons.files.insert(sha256, why)),
                _ => {}
            }
        }
        Ok(reasons)
    }

    /// Why a file is not at hand.
    pub fn why(&self, what: &str, digest: &Digest) -> String {
        match self.files.get(digest) {
            Some(why) => format!("{what} is not in the bundle: {why}"),
            None if self.bundle => format!("{what} is not in the bundle"),
            None => format!("{what} is not in the case any more"),
        }
    }
}
