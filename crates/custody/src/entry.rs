//! The public header of one log entry: what was done, to which items, with which record. It leaves the private part
//! (who, where, why) to `private` and the tree to `tree`.
//!
//! A header is canonical JSON (RFC 8785) of at most 65,535 bytes; these bytes are the leaf of the Merkle tree.

use std::fmt;
use std::str::FromStr;

use model::{Digest, ItemId};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::private::PrivateRef;

/// The most bytes that one entry of a tlog-tiles log can have (its length is written in two bytes).
pub const MAX_ENTRY: usize = 65_535;

/// The only header version there is.
pub const VERSION: u8 = 1;

/// Largest integer that may be written (RFC 8785, I-JSON): 2^53 − 1.
const MAX_SAFE: u64 = (1 << 53) - 1;

/// What an entry records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The case begins. Always entry 0 and only there.
    Case,
    /// Bytes were preserved. One input: the item.
    Preserve,
    /// Bytes that the case already holds were met again. One input: the item.
    Sight,
    /// What a run met and did not preserve.
    Survey,
    /// An analyser's output.
    Find,
    /// An analysis that failed.
    Attempt,
    /// A person's decision.
    Judge,
    /// Bytes and records were removed for good; their hashes stay.
    Purge,
    /// Preserved bytes were read again and compared with their names.
    Fixity,
    /// A dossier was published at a checkpoint.
    Publish,
    /// The signing key was replaced.
    Key,
}

impl Kind {
    /// The word as it stands in the header.
    pub fn word(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Preserve => "preserve",
            Self::Sight => "sight",
            Self::Survey => "survey",
            Self::Find => "find",
            Self::Attempt => "attempt",
            Self::Judge => "judge",
            Self::Purge => "purge",
            Self::Fixity => "fixity",
            Self::Publish => "publish",
            Self::Key => "key",
        }
    }
}

/// A case's name for life: 16 random bytes, written as 32 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CaseId(pub [u8; 16]);

impl CaseId {
    /// The log's origin line and the name of its keys: `exhibit/<case id>`.
    pub fn origin(&self) -> String {
        format!("exhibit/{self}")
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for CaseId {
    type Err = EntryError;

    fn from_str(text: &str) -> Result<Self, EntryError> {
        let wrong = || EntryError::CaseId(text.chars().take(80).collect());
        if text.len() != 32 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(wrong());
        }
        let mut id = [0; 16];
        for (i, byte) in id.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(id))
    }
}

impl Serialize for CaseId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CaseId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A file in `records/` that an entry vouches for. Records are JSON Lines: every line ends with a line feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordRef {
    /// Number of lines.
    pub count: u64,
    /// SHA-256 of the file, which is also its name.
    pub sha256: Digest,
    /// Size in bytes.
    pub size: u64,
}

impl RecordRef {
    /// The reference to a record that is at hand as bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let count = bytes.iter().filter(|b| **b == b'\n').count() as u64;
        Self { count, sha256: Digest::of(bytes), size: bytes.len() as u64 }
    }
}

/// What entry 0 says of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseOpening {
    /// The case's name for life.
    pub id: CaseId,
    /// The key that signs the first checkpoints, as verifier-key text.
    pub key: String,
    /// SHA-256 of `case.toml`.
    pub toml: Digest,
}

/// What a `key` entry says. See [`crate::key::rotation_text`] for what is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRotation {
    /// The new key, as verifier-key text; it signs every checkpoint that covers this entry.
    pub key: String,
    /// Base64 of the old key's id (4 bytes) and its ed25519 signature (64 bytes).
    pub signature: String,
}

/// The public header of a log entry. Fields that do not apply are not written.
///
/// The fields stand in the order of their names, which is the canonical order; see [`Header::encode`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Name of the analyser (`find`, `attempt`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analyser: Option<String>,
    /// Only in `case`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseOpening>,
    /// The items this is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<ItemId>,
    /// Only in `key`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<KeyRotation>,
    /// What the entry records.
    pub kind: Kind,
    /// SHA-256 of the analyser's parameters in canonical form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub params: Option<Digest>,
    /// Commitment to the private part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private: Option<PrivateRef>,
    /// The record this entry vouches for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordRef>,
    /// Header version: 1.
    pub v: u8,
    /// The analyser's version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Records (public or private) that are no longer kept. Only in `purge`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<Digest>,
}

/// Why a header cannot be written, or bytes are not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Longer than a log entry can be.
    #[error("the entry has {0} bytes; a log entry holds at most {MAX_ENTRY}")]
    TooLong(usize),
    /// Not JSON, or not the JSON of a header.
    #[error("not an entry header: {0}")]
    Json(String),
    /// JSON, but not in canonical form.
    #[error("the header is not in canonical form (RFC 8785)")]
    NotCanonical,
    /// A header version of a later Exhibit.
    #[error("the header has version {0}; this program reads version {VERSION}")]
    Version(u8),
    /// The members do not fit the kind.
    #[error("a header of kind {} {rule}", kind.word())]
    Kind {
        /// The kind stated.
        kind: Kind,
        /// The rule that is broken.
        rule: &'static str,
    },
    /// An integer that JSON readers do not agree on.
    #[error("a number in the header is larger than 2^53 - 1")]
    LargeInteger,
    /// Not a case id.
    #[error("not a case id (32 lower-case hexadecimal digits): {0}")]
    CaseId(String),
}

impl Header {
    /// A header of this kind with nothing else in it.
    fn bare(kind: Kind) -> Self {
        Self {
            analyser: None,
            case: None,
            inputs: Vec::new(),
            key: None,
            kind,
            params: None,
            private: None,
            record: None,
            v: VERSION,
            version: None,
            withheld: Vec::new(),
        }
    }

    /// Entry 0: names the case, its first key (verifier-key text) and the hash of `case.toml`.
    pub fn case(id: CaseId, key: String, toml: Digest) -> Self {
        Self { case: Some(CaseOpening { id, key, toml }), ..Self::bare(Kind::Case) }
    }

    /// The item's bytes were preserved.
    pub fn preserve(item: ItemId) -> Self {
        Self { inputs: vec![item], ..Self::bare(Kind::Preserve) }
    }

    /// The item's bytes were met again.
    pub fn sight(item: ItemId) -> Self {
        Self { inputs: vec![item], ..Self::bare(Kind::Sight) }
    }

    /// What a run met and did not preserve; the particulars are private.
    pub fn survey() -> Self {
        Self::bare(Kind::Survey)
    }

    /// An analyser's output, with what it takes to recompute it.
    pub fn find(inputs: Vec<ItemId>, analyser: &str, version: &str, params: Digest, record: RecordRef) -> Self {
        Self { record: Some(record), ..Self::attempt(inputs, analyser, version, params).of_kind(Kind::Find) }
    }

    /// A failed analysis. The reason may be a record ([`Self::with_record`]) or private.
    pub fn attempt(inputs: Vec<ItemId>, analyser: &str, version: &str, params: Digest) -> Self {
        Self {
            inputs,
            analyser: Some(analyser.to_owned()),
            version: Some(version.to_owned()),
            params: Some(params),
            ..Self::bare(Kind::Attempt)
        }
    }

    /// A person's decision about the inputs, or about the case where there are none.
    pub fn judge(inputs: Vec<ItemId>) -> Self {
        Self { inputs, ..Self::bare(Kind::Judge) }
    }

    /// The inputs' bytes and these records are no longer kept. Rewritten private records are stated in the record,
    /// line by line, as [`crate::private::PurgeLine`].
    pub fn purge(inputs: Vec<ItemId>, withheld: Vec<Digest>) -> Self {
        Self { inputs, withheld, ..Self::bare(Kind::Purge) }
    }

    /// Preserved bytes were read again; the record says which and with what result.
    pub fn fixity(record: RecordRef) -> Self {
        Self { record: Some(record), ..Self::bare(Kind::Fixity) }
    }

    /// A dossier was published; the record says what and at which checkpoint.
    pub fn publish(record: RecordRef) -> Self {
        Self { record: Some(record), ..Self::bare(Kind::Publish) }
    }

    /// The signing key was replaced; see [`crate::key::SigningKey::rotate_to`].
    pub fn key(rotation: KeyRotation) -> Self {
        Self { key: Some(rotation), ..Self::bare(Kind::Key) }
    }

    /// The same header, vouching for a record.
    pub fn with_record(self, record: RecordRef) -> Self {
        Self { record: Some(record), ..self }
    }

    /// The same header, with a commitment to a private line.
    pub fn with_private(self, private: PrivateRef) -> Self {
        Self { private: Some(private), ..self }
    }

    fn of_kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// The entry's bytes: canonical JSON.
    ///
    /// serde_json writes fields in the order in which they are declared, escapes exactly what RFC 8785 escapes, and
    /// there are no floats and no maps here: so this *is* the canonical form, without the detour over a JSON value.
    /// A test holds it against [`model::canonical`].
    pub fn encode(&self) -> Result<Vec<u8>, EntryError> {
        self.check()?;
        let bytes = serde_json::to_vec(self).map_err(|e| EntryError::Json(e.to_string()))?;
        if bytes.len() > MAX_ENTRY {
            return Err(EntryError::TooLong(bytes.len()));
        }
        Ok(bytes)
    }

    /// Reads an entry's bytes; anything but the one canonical spelling of a valid header is refused.
    pub fn decode(bytes: &[u8]) -> Result<Self, EntryError> {
        if bytes.len() > MAX_ENTRY {
            return Err(EntryError::TooLong(bytes.len()));
        }
        let header: Self = serde_json::from_slice(bytes).map_err(|e| EntryError::Json(e.to_string()))?;
        if header.encode()? != bytes {
            return Err(EntryError::NotCanonical);
        }
        Ok(header)
    }

    /// The rules that the shape alone does not say.
    fn check(&self) -> Result<(), EntryError> {
        if self.v != VERSION {
            return Err(EntryError::Version(self.v));
        }
        let has_analyser = self.analyser.is_some() && self.version.is_some() && self.params.is_some();
        let no_analyser = self.analyser.is_none() && self.version.is_none() && self.params.is_none();
        let runs_analyser = matches!(self.kind, Kind::Find | Kind::Attempt);
        let rules = [
            (self.case.is_some() == (self.kind == Kind::Case), "has a `case` member exactly if it opens the case"),
            (self.key.is_some() == (self.kind == Kind::Key), "has a `key` member exactly if it replaces the key"),
            (self.withheld.is_empty() || self.kind == Kind::Purge, "withholds nothing: only a purge does"),
            (!matches!(self.kind, Kind::Preserve | Kind::Sight) || self.inputs.len() == 1, "names exactly one item"),
            (if runs_analyser { has_analyser } else { no_analyser }, "names analyser, version and params, or none"),
            (self.kind != Kind::Find || self.record.is_some(), "vouches for a record"),
        ];
        if let Some((_, rule)) = rules.into_iter().find(|(kept, _)| !kept) {
            return Err(EntryError::Kind { kind: self.kind, rule });
        }
        let numbers = [self.record.map(|r| r.size), self.record.map(|r| r.count), self.private.map(|p| p.at)];
        if numbers.into_iter().flatten().any(|n| n > MAX_SAFE) {
            return Err(EntryError::LargeInteger);
        }
        Ok(())
    }
}
