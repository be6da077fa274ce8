//! Tree heads after C2SP tlog-checkpoint: origin, size and root as the text of a signed note. Who signed is left to
//! `note` and `key`.

use model::Digest;
use model::name::{base64, from_base64};

use crate::key::SigningKey;
use crate::note::{Note, NoteError};

/// What a log looked like at one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name: `exhibit/<case id>`.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root hash of the tree of that size.
    pub root: Digest,
    /// Further lines. Exhibit writes none.
    pub extra: Vec<String>,
}

/// Why bytes are not a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not a signed note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// A note, but not origin, size and root.
    #[error("not a checkpoint: line {0} is malformed")]
    Line(usize),
}

impl Checkpoint {
    /// Reads the text of a checkpoint (with or without what is signed around it being checked).
    pub fn parse_text(text: &str) -> Result<Self, CheckpointError> {
        let body = text.strip_suffix('\n').ok_or(CheckpointError::Line(1))?;
        let mut lines = body.split('\n');
        let origin = lines.next().filter(|o| !o.is_empty()).ok_or(CheckpointError::Line(1))?;
        let size = lines.next().and_then(decimal).ok_or(CheckpointError::Line(2))?;
        let root =
            lines.next().and_then(from_base64).and_then(|r| r.try_into().ok()).ok_or(CheckpointError::Line(3))?;
        let extra: Vec<String> = lines.map(str::to_owned).collect();
        if let Some(at) = extra.iter().position(String::is_empty) {
            return Err(CheckpointError::Line(4 + at));
        }
        Ok(Self { origin: origin.to_owned(), size, root: Digest(root), extra })
    }

    /// Reads a signed checkpoint; the signatures are returned with it, unchecked.
    pub fn parse(bytes: &[u8]) -> Result<(Self, Note), CheckpointError> {
        let note = Note::parse(bytes)?;
        Ok((Self::parse_text(&note.text)?, note))
    }

    /// The text that is signed.
    pub fn text(&self) -> String {
        let extra: String = self.extra.iter().map(|line| format!("{line}\n")).collect();
        format!("{}\n{}\n{}\n{extra}", self.origin, self.size, base64(&self.root.0))
    }

    /// The signed note, under the key name that is the origin.
    pub fn sign(&self, key: &SigningKey) -> String {
        Note::sign(&self.text(), &self.origin, key).format()
    }
}

/// A decimal number without sign and without leading zeros.
fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
