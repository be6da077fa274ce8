//! What a verification answers: five checks with three possible states each, and the files at fault by name. Turning
//! this into text or colour is left to the caller.

use model::Digest;
use serde::Serialize;

/// Most faults that one check names; the rest is counted.
const MOST: usize = 10_000;

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// `case` or `bundle`.
    pub what: &'static str,
    /// Whether no check fails. A check that is not available does not make it false.
    pub ok: bool,
    /// The case's id, from its first entry.
    pub case: Option<String>,
    /// Entries that the checkpoint covers.
    pub entries: u64,
    /// The checkpoint's root hash.
    pub root: Option<Digest>,
    /// The key that should have signed the checkpoint, after all rotations, as verifier-key text.
    pub key: Option<String>,
    /// `bytes`, `records`, `log`, `signature`, `time`, in this order.
    pub checks: Vec<Check>,
    /// Who else is known to have seen this log, and at what size.
    pub last_seen: String,
    /// What none of this proves.
    pub limits: String,
}

/// One question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// `bytes`, `records`, `log`, `signature` or `time`.
    pub name: &'static str,
    /// The answer.
    pub state: State,
    /// One or two sentences for people.
    pub detail: String,
    /// What is wrong, by file.
    pub faults: Vec<Fault>,
    /// Faults beyond the ten thousand named.
    pub more_faults: u64,
    /// Files that are no longer kept and of which only the hash is left: each with the entry that purged it.
    pub withheld: Vec<Fault>,
    /// Files that are no fault but belong to nothing in the log, such as the traces of an interrupted write.
    pub remarks: Vec<Fault>,
}

/// A check's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum State {
    /// Everything asked is as it should be.
    #[serde(rename = "holds")]
    Holds,
    /// Something is not.
    #[serde(rename = "fails")]
    Fails,
    /// The question could not be asked.
    #[serde(rename = "not available")]
    NotAvailable,
}

impl State {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::NotAvailable => "not available",
        }
    }
}

/// Something about one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Path inside the case folder, with `/`; control characters made visible.
    pub file: String,
    /// What is wrong with it.
    pub what: String,
}

/// How far the verification is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The check at work.
    pub check: &'static str,
    /// Entries (for `log`) or files done.
    pub done: u64,
    /// Entries or files expected.
    pub of: u64,
}

/// Collects what is found wrong, up to a limit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    named: Vec<Fault>,
    more: u64,
}

impl Faults {
    pub(crate) fn push(&mut self, file: impl Into<String>, what: impl Into<String>) {
        if self.named.len() < MOST {
            self.named.push(Fault { file: file.into(), what: what.into() });
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn append(&mut self, other: Self) {
        self.more += other.more;
        other.named.into_iter().for_each(|f| self.push(f.file, f.what));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.named.is_empty()
    }

    /// How many there are, named or not.
    pub(crate) fn count(&self) -> u64 {
        self.named.len() as u64 + self.more
    }

    fn sorted(mut self) -> (Vec<Fault>, u64) {
        self.named.sort();
        self.named.dedup();
        (self.named, self.more)
    }
}

impl Check {
    /// The answer to `name`: it fails where there are faults, otherwise it is `unless_faulty`.
    pub(crate) fn new(
        name: &'static str,
        unless_faulty: State,
        detail: String,
        faults: Faults,
        remarks: Faults,
    ) -> Self {
        let state = if faults.is_empty() { unless_faulty } else { State::Fails };
        let (faults, more_faults) = faults.sorted();
        Self { name, state, detail, faults, more_faults, withheld: Vec::new(), remarks: remarks.sorted().0 }
    }

    /// The same answer with the files that a purge took away.
    pub(crate) fn with_withheld(mut self, withheld: Faults) -> Self {
        self.withheld = withheld.sorted().0;
        self
    }
}
