//! C2SP signed notes: a text, an empty line, and signature lines `— name base64(key id ‖ signature)`. Which keys to
//! trust is left to the caller.

use model::name::{base64, from_base64};

use crate::key::{SigningKey, VerifyingKey, valid_name};

/// Longest note that is read, in bytes.
pub const MAX_NOTE: usize = 1 << 20;

/// A signed note, its signatures not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The text; ends with a line feed and is signed with it.
    pub text: String,
    /// At least one, in the order in which they stand.
    pub signatures: Vec<Signature>,
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Name of the key.
    pub name: String,
    /// First four bytes of the key's hash.
    pub key_id: [u8; 4],
    /// Signature bytes; 64 for ed25519.
    pub bytes: Vec<u8>,
}

/// Why bytes are not a signed note, or a note is not signed as it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// More bytes than a note has.
    #[error("larger than any note")]
    TooLong,
    /// Not UTF-8, or control characters in it.
    #[error("not a text, or a text with control characters")]
    NotText,
    /// No empty line with signatures after it.
    #[error("no empty line followed by signature lines")]
    NoSignatures,
    /// A line after the empty one that is not a signature.
    #[error("signature line {0} is malformed")]
    SignatureLine(usize),
    /// None of the signatures is by the key asked for.
    #[error("not signed by the key {0}")]
    NotSigned(String),
    /// The key's signature does not fit the text.
    #[error("the signature by the key {0} does not fit the text")]
    WrongSignature(String),
}

impl Note {
    /// Reads a note; one that this program would write differently is refused.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE {
            return Err(NoteError::TooLong);
        }
        let whole = std::str::from_utf8(bytes).map_err(|_| NoteError::NotText)?;
        if whole.bytes().any(|b| b < 0x20 && b != b'\n') {
            return Err(NoteError::NotText);
        }
        let end = whole.rfind("\n\n").ok_or(NoteError::NoSignatures)? + 1;
        let (text, lines) = (&whole[..end], &whole[end + 1..]);
        let lines = lines.strip_suffix('\n').ok_or(NoteError::NoSignatures)?;
        let signatures = lines
            .split('\n')
            .enumerate()
            .map(|(i, line)| Signature::parse(line).ok_or(NoteError::SignatureLine(i + 1)))
            .collect::<Result<_, _>>()?;
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// Signs `text`, which must end with a line feed, under the key name `name`.
    pub fn sign(text: &str, name: &str, key: &SigningKey) -> Self {
        Self { text: text.to_owned(), signatures: vec![key.sign(name, text.as_bytes())] }
    }

    /// The note as bytes.
    pub fn format(&self) -> String {
        let lines: String = self.signatures.iter().map(Signature::format).collect();
        format!("{}\n{lines}", self.text)
    }

    /// Checks the signature of one key: every line that bears its name and id must fit, and there must be one.
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), NoteError> {
        let mut by_key = self.signatures.iter().filter(|s| s.name == key.name() && s.key_id == key.id()).peekable();
        if by_key.peek().is_none() {
            return Err(NoteError::NotSigned(key.to_string()));
        }
        if by_key.all(|s| key.verify(self.text.as_bytes(), &s.bytes)) {
            Ok(())
        } else {
            Err(NoteError::WrongSignature(key.to_string()))
        }
    }
}

impl Signature {
    /// Reads a line `— name base64`, without its line feed.
    fn parse(line: &str) -> Option<Self> {
        let (name, encoded) = line.strip_prefix("— ")?.split_once(' ')?;
        let bytes = from_base64(encoded)?;
        let (key_id, bytes) = bytes.split_first_chunk::<4>()?;
        (valid_name(name) && !bytes.is_empty()).then(|| Self {
            name: name.to_owned(),
            key_id: *key_id,
            bytes: bytes.to_vec(),
        })
    }

    /// Base64 of key id and signature, as it stands in the line.
    pub fn base64(&self) -> String {
        base64(&[&self.key_id[..], &self.bytes].concat())
    }

    fn format(&self) -> String {
        format!("— {} {}\n", self.name, self.base64())
    }
}
