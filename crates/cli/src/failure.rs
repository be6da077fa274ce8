//! The one place that turns errors into words, a hint and an exit status.
//!
//! 0 done · 1 done, with problems to look at · 2 wrong usage · 3 could not run. A closed pipe is a clean end.

use std::io::{self, Write};
use std::process::ExitCode;

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
            Self::CouldNot(error) => (format!("{error:#}"), 3),
        };
        // With stderr gone too there is nobody left to tell.
        let _ = writeln!(io::stderr(), "exhibit: {text}");
        ExitCode::from(code)
    }
}

impl From<case::Error> for Failure {
    fn from(error: case::Error) -> Self {
        match error {
            case::Error::NoWords(_)
            | case::Error::NotAnId(_)
            | case::Error::NoSuchId(_)
            | case::Error::Ambiguous { .. } => Self::Usage(error.to_string()),
            other => Self::CouldNot(anyhow::Error::msg(other.to_string())),
        }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::CouldNot(anyhow::Error::msg(error.to_string()))
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
            _ => Self::CouldNot(error.into()),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}
