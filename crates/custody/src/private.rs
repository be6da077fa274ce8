//! The private part of an entry: one salted line, of which the log holds only a hash. An entry can be shown, or a
//! dossier published, without showing (or making guessable) who did it, where and why.
//!
//! Lines are kept in private record files, many to a file. Salts come from the caller; this crate has no randomness.

use std::collections::BTreeSet;

use model::Digest;
use model::canonical::{self, CanonicalError};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::entry::{Kind, RecordRef};

/// Where an entry's private line is, and its commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrivateRef {
    /// Number of the line in the private record, from 0.
    pub at: u64,
    /// SHA-256 of the private record file as it was written first; a purge may have rewritten it since.
    pub record: Digest,
    /// The commitment: SHA-256 of the line without its line feed.
    pub sha256: Digest,
}

/// Why a private line cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum PrivateError {
    /// The content has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The content does not serialise to a JSON object.
    #[error("the private part of an entry must be a JSON object")]
    NotAnObject,
    /// The content has a member that the line itself needs.
    #[error("the private part of an entry cannot have a member called {0}")]
    Reserved(&'static str),
}

/// One private line: the canonical JSON object `{"kind":…,"salt":32 hex digits, …}`, without a line feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateLine(String);

impl PrivateLine {
    /// The line for `body`, any value that serialises to a JSON object without `kind` and `salt`.
    ///
    /// `salt` must be fresh random bytes for every line: it is what keeps short contents from being guessed.
    pub fn new<T: Serialize + ?Sized>(salt: [u8; 16], kind: Kind, body: &T) -> Result<Self, PrivateError> {
        let Value::Object(mut object) = serde_json::to_value(body).map_err(CanonicalError::from)? else {
            return Err(PrivateError::NotAnObject);
        };
        let salt: String = salt.iter().map(|b| format!("{b:02x}")).collect();
        for (name, value) in [("kind", kind.word().to_owned()), ("salt", salt)] {
            if object.insert(name.to_owned(), Value::String(value)).is_some() {
                return Err(PrivateError::Reserved(name));
            }
        }
        Ok(Self(canonical::to_string(&Value::Object(object))?))
    }

    /// The line, without a line feed.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The commitment that goes into the entry.
    pub fn commitment(&self) -> Digest {
        commitment(self.0.as_bytes())
    }
}

/// The commitment to a line given without its line feed.
pub fn commitment(line: &[u8]) -> Digest {
    Digest::of(line)
}

/// Reads a private line back: its kind and its body without `kind` and `salt`. Nothing where it is not such a line.
pub fn read_line(line: &str) -> Option<(Kind, Map<String, Value>)> {
    let Ok(Value::Object(mut object)) = serde_json::from_str(line) else { return None };
    let kind = serde_json::from_value(object.remove("kind")?).ok()?;
    let salt = object.remove("salt")?;
    let salt = salt.as_str()?;
    (salt.len() == 32 && salt.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))).then_some((kind, object))
}

/// Collects private lines into one record file.
#[derive(Clone, Debug, Default)]
pub struct PrivateRecord {
    bytes: Vec<u8>,
    lines: Vec<Digest>,
}

impl PrivateRecord {
    /// Adds a line; the answer is its number.
    pub fn push(&mut self, line: &PrivateLine) -> u64 {
        self.bytes.extend_from_slice(line.0.as_bytes());
        self.bytes.push(b'\n');
        self.lines.push(line.commitment());
        self.lines.len() as u64 - 1
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The file's bytes, its name (as a reference), and the entries' references to its lines in order.
    pub fn finish(self) -> (Vec<u8>, RecordRef, Vec<PrivateRef>) {
        let record = RecordRef::of(&self.bytes);
        let reference = |(at, sha256)| PrivateRef { at: at as u64, record: record.sha256, sha256 };
        let lines = self.lines.into_iter().enumerate().map(reference).collect();
        (self.bytes, record, lines)
    }
}

/// The file that is left when some lines of a private record are withheld: those lines become empty, so that every
/// other line keeps its number. Numbers past the end are ignored.
pub fn withhold_lines(file: &[u8], lines: &BTreeSet<u64>) -> Vec<u8> {
    let mut kept = Vec::with_capacity(file.len());
    for (at, line) in file.split_inclusive(|b| *b == b'\n').enumerate() {
        if !lines.contains(&(at as u64)) {
            kept.extend_from_slice(line);
        } else if line.ends_with(b"\n") {
            kept.push(b'\n');
        }
    }
    kept
}

/// One line of a purge entry's record that a checker reads. Lines with another `line` are for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum PurgeLine {
    /// A private record was rewritten: the file `old` is gone and `new` stands in its place, in which the lines
    /// `withheld` are empty and all others are as they were.
    Rewritten {
        /// SHA-256 of the file before.
        old: Digest,
        /// SHA-256 of the file now.
        new: Digest,
        /// Numbers of the lines that are empty now and were not before, ascending.
        withheld: Vec<u64>,
    },
}

impl PurgeLine {
    /// The line in canonical form, without a line feed.
    pub fn text(&self) -> Result<String, CanonicalError> {
        canonical::to_string(self)
    }

    /// Reads a line of a purge record; nothing where it is of another sort.
    pub fn read(line: &[u8]) -> Option<Self> {
        serde_json::from_slice(line).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_private_line_is_canonical_and_its_commitment_hides_nothing_but_the_line_feed() {
        let line = PrivateLine::new([0xab; 16], Kind::Sight, &json!({"who": "Ż", "at": 3})).unwrap();
        assert_eq!(line.text(), r#"{"at":3,"kind":"sight","salt":"abababababababababababababababab","who":"Ż"}"#);
        let mut record = PrivateRecord::default();
        assert_eq!((record.push(&line), record.push(&line)), (0, 1));
        let (bytes, reference, lines) = record.finish();
        assert_eq!((reference.count, reference.size), (2, bytes.len() as u64));
        assert_eq!(lines[1], PrivateRef { at: 1, record: Digest::of(&bytes), sha256: line.commitment() });
        assert_eq!(commitment(bytes.split(|b| *b == b'\n').next().unwrap()), line.commitment());
        assert_eq!(read_line(line.text()).unwrap().1.len(), 2);
    }

    #[test]
    fn a_body_cannot_replace_the_salt_or_the_kind() {
        for (body, name) in [(json!({"salt": 1}), "salt"), (json!({"kind": "x"}), "kind")] {
            assert!(
                matches!(PrivateLine::new([0; 16], Kind::Judge, &body), Err(PrivateError::Reserved(n)) if n == name)
            );
        }
        assert!(matches!(PrivateLine::new([0; 16], Kind::Judge, &json!([1])), Err(PrivateError::NotAnObject)));
    }

    #[test]
    fn withheld_lines_become_empty_and_the_others_keep_their_numbers() {
        let kept = withhold_lines(b"a\nbb\nc\n", &BTreeSet::from([1, 9]));
        assert_eq!(kept, b"a\n\nc\n");
        let line = PurgeLine::Rewritten { old: Digest::of(b"a"), new: Digest::of(b"b"), withheld: vec![1] };
        assert_eq!(PurgeLine::read(line.text().unwrap().as_bytes()), Some(line));
        assert_eq!(PurgeLine::read(br#"{"line":"reason"}"#), None);
    }
}
