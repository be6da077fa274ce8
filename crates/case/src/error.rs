//! What can go wrong in working with a case. Each message is a sentence for a person that names the thing and the
//! remedy; the binary adds the exit status.

use std::path::PathBuf;

use model::canonical::CanonicalError;
use model::name::visible;

/// Why a piece of work on a case could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder, its files, or writing them.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The disposable index.
    #[error(transparent)]
    Index(#[from] store::index::IndexError),
    /// The material that was pointed at.
    #[error(
        "{}: {}. Check the path and that you may read it",
        visible(&path.to_string_lossy()),
        store::error::system_words(source)
    )]
    Material {
        /// What was pointed at.
        path: PathBuf,
        /// The system's words.
        source: std::io::Error,
    },
    /// An id that names nothing here.
    #[error("nothing in this case has an id that begins with {0}. `exhibit status` lists what there is")]
    NoSuchId(String),
    /// An id prefix that names several things.
    #[error("{prefix} is the beginning of {count} ids. Give more digits")]
    Ambiguous {
        /// What was given.
        prefix: String,
        /// How many ids begin so.
        count: usize,
    },
    /// A question without any word.
    #[error("there is no word to look for in {0:?}. Give at least one word of letters or digits")]
    NoWords(String),
    /// A record of a physical check.
    #[error("the record of a check could not be read: {0}")]
    Check(String),
    /// The model, or the way to it.
    #[error("nothing was translated: {0}")]
    Translation(String),
    /// Words that are not those of one claim.
    #[error(
        "{} this item hold the words {words:?}; this needs the words of exactly one. `exhibit show` lists what was read",
        if *count == 0 { "no claims of".to_owned() } else { format!("{count} claims of") }
    )]
    NoSuchClaim {
        /// What was given.
        words: String,
        /// How many claims hold them.
        count: usize,
    },
    /// Bytes that hold no text to read.
    #[error("there is no text to read: {0}")]
    NoText(String),
    /// A judgement that cannot be written.
    #[error("{0}. Nothing was written")]
    Decision(String),
    /// What is needed for weighing could not be put together.
    #[error("the case could not be weighed: {0}")]
    Weigh(String),
    /// An id of a post or source where only an item will do.
    #[error("{prefix} is a {kind}; this needs the id of an item, as `exhibit status` lists them")]
    NotAnItem {
        /// What was given.
        prefix: String,
        /// What it names.
        kind: &'static str,
    },
    /// Nothing is left to purge.
    #[error("{item} was purged already (entry {entry}); only its hash is left")]
    Purged {
        /// The item.
        item: model::ItemId,
        /// Number of the purge entry.
        entry: u64,
    },
    /// Not an id at all.
    #[error("{0} is not an id. An id is at least 6 of the 64 hexadecimal digits that `exhibit status` shows")]
    NotAnId(String),
    /// A record that does not hold what its finding says.
    #[error("{what} is damaged: {why}. `exhibit verify` says whether its bytes have changed")]
    Damaged {
        /// Which.
        what: String,
        /// In which way.
        why: String,
    },
    /// A value without canonical form: a fault of ours.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// A checkpoint that is not one of this log.
    #[error("{0}")]
    Checkpoint(String),
    /// A size that the log never had.
    #[error("the log has {size} entries; it never had a checkpoint of {wanted}")]
    NoSuchSize {
        /// What was asked for.
        wanted: u64,
        /// How many entries there are.
        size: u64,
    },
    /// A log number beyond the log.
    #[error("the log has {size} entries, numbered from 0; there is no entry {wanted}")]
    NoSuchEntry {
        /// What was asked for.
        wanted: u64,
        /// How many there are.
        size: u64,
    },
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Index(error.into())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Index(error.into())
    }
}
