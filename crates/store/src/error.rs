//! What can go wrong with a case folder. Every message names the path and says what to do about it; the binary adds
//! nothing but the exit status. System errors are sorted here, once, by what a person can do about them.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use model::canonical::CanonicalError;

/// A path in a message, made safe to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At(pub PathBuf);

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&model::name::visible(&self.0.to_string_lossy()))
    }
}

/// The system's words for an error, without its number for programmers.
pub fn system_words(error: &io::Error) -> String {
    let words = error.to_string();
    match words.split_once(" (os error ") {
        Some((words, _)) => words.to_owned(),
        None => words,
    }
}

/// Why the store could not do what it was asked for. Whatever happened, everything that was answered for before is
/// still there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing there.
    #[error("there is no folder {0}. Name a case folder, or make one with `exhibit init`")]
    NoSuchFolder(At),
    /// The folder is no case.
    #[error("{0} is not a case: it has no case.toml. Name a case folder, or make one with `exhibit init`")]
    NotACase(At),
    /// A case cannot be made here.
    #[error("{0} is there already and is not empty. Choose another name for the new case")]
    Exists(At),
    /// Another process writes to the case.
    #[error("another process is writing to the case {0}. Wait until it is done, then try again")]
    Busy(At),
    /// No room left.
    #[error(
        "the disk is full (writing {0}). Nothing that was preserved before is lost; free some space and run it again"
    )]
    DiskFull(At),
    /// The file system takes no writes.
    #[error("{0} is on a read-only file system. Reading works; to change the case, make the file system writable")]
    ReadOnly(At),
    /// The system refuses.
    #[error("no permission for {0}. Give yourself permission, or run as the user who owns it")]
    Denied(At),
    /// The source changed each time it was read.
    #[error("the file kept changing while it was read. Stop what writes to it and add it again")]
    Changing,
    /// The material that is being collected could not be read.
    #[error("the material could not be read: {}", system_words(.0))]
    Source(#[source] io::Error),
    /// Something in the case is not as it was written.
    #[error("{path} is damaged: {what}. Run `exhibit verify` and restore the file from a copy of the case")]
    Damaged {
        /// Where.
        path: At,
        /// What is wrong with it.
        what: String,
    },
    /// An entry would vouch for something that is not in the case.
    #[error("an entry vouches for {0}, which is not in the case")]
    NothingToVouchFor(model::Digest),
    /// An item or record that the case does not hold.
    #[error("the case does not hold {0}")]
    Missing(model::Digest),
    /// A value that has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// A header that cannot be an entry.
    #[error(transparent)]
    Entry(#[from] custody::entry::EntryError),
    /// A private part that cannot be a private line.
    #[error(transparent)]
    Private(#[from] custody::private::PrivateError),
    /// A folder format of another version of Exhibit.
    #[error("{path} says format {format}; this version of Exhibit reads format 1. Use the version that made the case")]
    Format {
        /// The file.
        path: At,
        /// The format it states.
        format: u32,
    },
    /// A write failed in a way after which only the disk knows what it holds.
    #[error("an earlier write to the case {0} failed, and what the disk holds is not certain. Open the case again")]
    Uncertain(At),
    /// The key does not belong to the case.
    #[error(
        "this key ({given}) is not the one that signed the log of the case {case}. Use the key of whoever made the case"
    )]
    WrongKey {
        /// The case folder.
        case: At,
        /// The key that was given, as verifier-key text.
        given: String,
    },
    /// Any other refusal of the system.
    #[error("{doing} {path}: {}", system_words(source))]
    Io {
        /// What was being done, as "writing".
        doing: &'static str,
        /// To what.
        path: At,
        /// The system's words.
        source: io::Error,
    },
}

impl Error {
    /// Sorts a system error by what a person can do about it.
    pub(crate) fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
        use io::ErrorKind as K;
        let at = At(path.to_owned());
        match source.kind() {
            K::StorageFull | K::QuotaExceeded => Self::DiskFull(at),
            K::ReadOnlyFilesystem => Self::ReadOnly(at),
            K::PermissionDenied => Self::Denied(at),
            _ => Self::Io { doing, path: at, source },
        }
    }

    /// A file that is not as it was written.
    pub(crate) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged { path: At(path.to_owned()), what: what.into() }
    }
}

/// Adds to a system error what was being done, to what.
pub(crate) trait Doing<T> {
    fn doing(self, what: &'static str, path: &Path) -> Result<T, Error>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, what: &'static str, path: &Path) -> Result<T, Error> {
        self.map_err(|e| Error::io(what, path, e))
    }
}
