//! The one place that turns errors into words, a hint and an exit status.
//!
//! 0 done · 1 done, with problems to look at · 2 wrong usage · 3 could not run. A closed pipe is a clean end.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use model::name::visible;

/// How a verb ended that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing to look at.
    Done,
    /// Done, with problems to look at.
    Problems,
}

impl Verdict {
    /// `Problems` where there are any.
    pub fn problems_if(there_are: bool) -> Self {
        if there_are { Self::Problems } else { Self::Done }
    }
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Done => Self::SUCCESS,
            Verdict::Problems => Self::from(1),
        }
    }
}

/// Reads a small file that an argument names.
pub fn read_named(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| {
        let (path, words) = (visible(&path.to_string_lossy()), store::error::system_words(&error));
        Failure::CouldNot(anyhow::anyhow!("{path} could not be read: {words}. Check the path and that you may read it"))
    })
}

/// Why a verb could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// The arguments ask for something that cannot be meant.
    Usage(String),
    /// It could not run.
    CouldNot(anyhow::Error),
    /// Nobody reads the output any more.
    ClosedPipe,
}

impl Failure {
    /// Says it on stderr and gives the exit status.
    pub fn report(self) -> ExitCode {
        let (text, code) = match self {
            Self::ClosedPipe => return ExitCode::SUCCESS,
            Self::Usage(text) => (text, 2),
            Self::CouldNot(error) => (words(&error), 3),
        };
        // With stderr gone too there is nobody left to tell.
        let _ = writeln!(io::stderr(), "exhibit: {text}");
        ExitCode::from(code)
    }
}

/// What was being done, then the causes, without the system's numbers for programmers.
fn words(error: &anyhow::Error) -> String {
    let causes = error.chain().map(|cause| match cause.downcast_ref::<io::Error>() {
        Some(error) => store::error::system_words(error),
        None => cause.to_string(),
    });
    causes.collect::<Vec<_>>().join(": ")
}

impl From<case::Error> for Failure {
    fn from(error: case::Error) -> Self {
        match error {
            case::Error::NotAnId(_)
            | case::Error::NoSuchId(_)
            | case::Error::NotAnItem { .. }
            | case::Error::NoSuchEntry { .. }
            | case::Error::Purged { .. }
            | case::Error::NoWords(_)
            | case::Error::NoSuchClaim { .. }
            | case::Error::Decision(_)
            | case::Error::Ambiguous { .. } => Self::Usage(error.to_string()),
            case::Error::Store(error) => error.into(),
            other => Self::CouldNot(anyhow::Error::msg(other.to_string())),
        }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Exists(_) => Self::Usage(error.to_string()),
            _ => Self::CouldNot(anyhow::Error::msg(error.to_string())),
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::CouldNot(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            io::ErrorKind::StorageFull => Self::CouldNot(anyhow::anyhow!(
                "the disk is full. Nothing that was preserved before is lost; free some space and run it again"
            )),
            _ => Self::CouldNot(anyhow::Error::msg(store::error::system_words(&error))),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}
