//! The check `time`: does the case agree with what somebody else saw of it, and when? A checkpoint kept elsewhere is
//! the only outside word there is so far; time stamps by others are not read in this version, and it says so.

use custody::{Checkpoint, VerifyingKey};
use model::name::visible;

use crate::log::Log;
use crate::report::{Check, Faults, State};

const NO_STAMPS: &str = "external time stamps: not available in this version";

/// A checkpoint from outside.
pub(crate) enum Pinned {
    None,
    Unreadable(String),
    Read { checkpoint: Checkpoint, note: Option<custody::note::Note> },
}

impl Pinned {
    /// Reads a signed note, or the bare text of a checkpoint.
    pub(crate) fn read(text: Option<&str>) -> Self {
        let Some(text) = text else { return Self::None };
        match Checkpoint::parse(text.as_bytes()) {
            Ok((checkpoint, note)) => Self::Read { checkpoint, note: Some(note) },
            Err(why) => match Checkpoint::parse_text(&format!("{}\n", text.trim_end())) {
                Ok(checkpoint) if checkpoint.extra.is_empty() => Self::Read { checkpoint, note: None },
                _ => Self::Unreadable(why.to_string()),
            },
        }
    }

    /// The size it speaks of.
    pub(crate) fn size(&self) -> Option<u64> {
        if let Self::Read { checkpoint, .. } = self { Some(checkpoint.size) } else { None }
    }
}

/// The answer, and the sentence on who else has seen the log.
pub(crate) fn check(pinned: &Pinned, log: &Log, keys: &[VerifyingKey]) -> (Check, String) {
    let mut faults = Faults::default();
    let (state, said, seen) = match pinned {
        Pinned::None => (
            State::NotAvailable,
            "no checkpoint that somebody else kept was given (--checkpoint)".to_owned(),
            "not known".to_owned(),
        ),
        Pinned::Unreadable(why) => {
            faults.push("the given checkpoint", why.clone());
            (State::Fails, "the given checkpoint could not be read".to_owned(), "not known".to_owned())
        }
        Pinned::Read { checkpoint, note } => {
            let signed = note.as_ref().is_some_and(|note| keys.iter().any(|key| note.verify(key).is_ok()));
            let signed = if signed { "signed by the case's key" } else { "not signed by a key of this case" };
            let outside = format!("a checkpoint of {} entries, {signed}", checkpoint.size);
            match agreement(checkpoint, log) {
                Ok(()) => (
                    State::Holds,
                    format!("consistent with {outside}, that was given from outside"),
                    format!("{outside}, root {}", checkpoint.root),
                ),
                Err(Disagreement::Unknown) => (
                    State::NotAvailable,
                    format!("{outside}, was given, but the log here is too damaged to compare"),
                    "not known".to_owned(),
                ),
                Err(Disagreement::Contradiction(what)) => {
                    faults.push("log/checkpoint", what);
                    (
                        State::Fails,
                        format!("this log contradicts what somebody else saw: {outside}"),
                        format!("{outside}, root {}, which this log contradicts", checkpoint.root),
                    )
                }
            }
        }
    };
    let check = Check::new("time", state, format!("{said}; {NO_STAMPS}"), faults, Faults::default());
    (check, format!("last seen by somebody else: {seen}"))
}

enum Disagreement {
    Unknown,
    Contradiction(String),
}

/// Whether the log here is the one seen outside, at its size then or grown since.
fn agreement(outside: &Checkpoint, log: &Log) -> Result<(), Disagreement> {
    let no = |what: String| Err(Disagreement::Contradiction(what));
    let Some(head) = &log.head else { return Err(Disagreement::Unknown) };
    if head.checkpoint.origin != outside.origin {
        return no(format!("is of another log than the one seen, {}", visible(&outside.origin)));
    }
    if head.checkpoint.size < outside.size {
        return no(format!("has {} entries; somebody else saw {}", head.checkpoint.size, outside.size));
    }
    match log.root_at {
        Some(root) if root == outside.root => Ok(()),
        Some(root) => {
            no(format!("its first {} entries have the root {root}; somebody else saw {}", outside.size, outside.root))
        }
        None => Err(Disagreement::Unknown),
    }
}
