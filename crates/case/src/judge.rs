//! Decisions of people about an item: notes, tags, a status; and the re-reading of bytes that a person asks for.
//! Each is a log entry with its author; a later one supersedes, none is erased.

use std::io::Read;

use custody::entry::Header;
use model::{Digest, ItemId};
use serde_json::json;
use store::NewEntry;

use crate::error::Error;
use crate::host::Host;
use crate::open::WritableCase;

/// What a person decides about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// A remark in words.
    Note(String),
    /// Put a label on it.
    Tag(String),
    /// Take a label off again.
    Untag(String),
    /// Where the work on it stands, in the team's own words.
    Status(String),
    /// What was found about a claim: a [`crate::review::Review`] in canonical form.
    Review(String),
}

impl Judgement {
    /// The word in the record.
    pub fn act(&self) -> &'static str {
        match self {
            Self::Note(_) => "note",
            Self::Tag(_) => "tag",
            Self::Untag(_) => "untag",
            Self::Status(_) => "status",
            Self::Review(_) => "review",
        }
    }

    /// What was decided.
    pub fn value(&self) -> &str {
        match self {
            Self::Note(value) | Self::Tag(value) | Self::Untag(value) | Self::Status(value) | Self::Review(value) => {
                value
            }
        }
    }
}

/// What re-reading every original gave.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fixity {
    /// Originals that were read.
    pub checked: u64,
    /// Those whose bytes are not what their name says, or that could not be read.
    pub wrong: Vec<WrongBytes>,
    /// Number of the log entry that keeps this result.
    pub entry: u64,
}

/// An original that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct WrongBytes {
    /// The item.
    pub item: ItemId,
    /// What is wrong, in one sentence.
    pub what: String,
}

impl WritableCase {
    /// Writes a person's decision into the log. Gives the number of its entry.
    pub fn judge(
        &mut self,
        item: ItemId,
        judgement: &Judgement,
        reason: Option<&str>,
        host: &Host<'_>,
    ) -> Result<u64, Error> {
        let mut line = host.stamp();
        line.insert("act".to_owned(), json!(judgement.act()));
        line.insert("value".to_owned(), json!(judgement.value()));
        line.insert("reason".to_owned(), json!(reason));
        self.commit(vec![NewEntry { header: Header::judge(vec![item]), private: Some(line.into()) }], host)
    }

    /// Reads every original again and writes down whether its bytes are still what its name says.
    pub fn fixity(&mut self, host: &Host<'_>) -> Result<Fixity, Error> {
        let items = self.index().items_present()?;
        host.progress.begin("Reading every original again", Some(items.len() as u64));
        let mut wrong = Vec::new();
        let mut record = self.writer().record();
        for (done, item) in items.iter().enumerate() {
            let found = self
                .reader()
                .original(*item)
                .map_err(|e| e.to_string())
                .and_then(|mut file| digest_of(&mut file).map_err(|e| format!("could not be read: {e}")));
            let what = match found {
                Ok(digest) if digest == item.0 => None,
                Ok(digest) => Some(format!("its bytes now hash to {digest}; restore it from another copy of the case")),
                Err(words) => Some(words),
            };
            record.line(&json!({"item": item, "holds": what.is_none(), "what": what}))?;
            wrong.extend(what.map(|what| WrongBytes { item: *item, what }));
            host.progress.at(done as u64 + 1);
        }
        host.progress.end();
        let record = record.finish()?;
        let mut line = host.stamp();
        line.insert("checked".to_owned(), json!(items.len()));
        line.insert("wrong".to_owned(), json!(wrong.len()));
        let header = Header::fixity(record);
        let entry = self.commit(vec![NewEntry { header, private: Some(line.into()) }], host)?;
        Ok(Fixity { checked: items.len() as u64, wrong, entry })
    }
}

fn digest_of(file: &mut impl Read) -> std::io::Result<Digest> {
    use sha2::Digest as _;
    let mut hasher = sha2::Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Digest(hasher.finalize().into())),
            n => hasher.update(&buffer[..n]),
        }
    }
}
