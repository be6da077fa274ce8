//! ed25519 keys of the C2SP signed-note format: seed in, signatures and verifier-key text out. Making and keeping
//! seeds is left to the caller.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::Signer as _;
use model::name::{base64, from_base64};
use sha2::{Digest as _, Sha256};

use crate::entry::{CaseId, KeyRotation};
use crate::note::Signature;

/// Signature type byte of ed25519 in C2SP signed-note.
const ED25519: u8 = 1;

/// A secret key. One key may sign for many cases, under each case's own name.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(secret)")
    }
}

/// A public key with the name it signs under: what a verifier-key text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey {
    name: String,
    public: [u8; 32],
}

/// Why a text is not a verifier key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not `name+id+base64`.
    #[error("not a verifier key (name+id+base64): {0}")]
    Malformed(String),
    /// Another algorithm than ed25519.
    #[error("the verifier key is of type {0}; only ed25519 (1) is known")]
    Algorithm(u8),
    /// The id is not that of name and key: a copying error, or a swapped name.
    #[error("the verifier key's id does not fit its name and key: {0}")]
    Id(String),
}

impl SigningKey {
    /// The key of a seed: 32 random bytes that only its owner knows.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(&seed))
    }

    /// The public half, under `name` (for a case: [`CaseId::origin`]).
    pub fn verifying(&self, name: &str) -> VerifyingKey {
        VerifyingKey { name: name.to_owned(), public: self.0.verifying_key().to_bytes() }
    }

    /// Signs bytes under `name`.
    pub fn sign(&self, name: &str, bytes: &[u8]) -> Signature {
        let key_id = self.verifying(name).id();
        Signature { name: name.to_owned(), key_id, bytes: self.0.sign(bytes).to_bytes().to_vec() }
    }

    /// What a `key` entry says when `new` takes over from this key.
    pub fn rotate_to(&self, case: CaseId, new: &VerifyingKey) -> KeyRotation {
        let key = new.to_string();
        let signature = self.sign(&case.origin(), rotation_text(case, &key).as_bytes()).base64();
        KeyRotation { key, signature }
    }
}

/// What the old key signs when a new one (verifier-key text) takes over.
pub fn rotation_text(case: CaseId, new: &str) -> String {
    format!("exhibit key rotation\n{case}\n{new}\n")
}

impl VerifyingKey {
    /// The name it signs under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Key id: SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), first four bytes.
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new_with_prefix(self.name.as_bytes())
            .chain_update([b'\n', ED25519])
            .chain_update(self.public)
            .finalize();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// Whether `signature` (64 bytes, RFC 8032) fits `bytes`. Keys and signatures that are not canonical, or of
    /// small order, never fit: so no signature has a second spelling.
    pub fn verify(&self, bytes: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = ed25519_dalek::Signature::from_slice(signature) else { return false };
        ed25519_dalek::VerifyingKey::from_bytes(&self.public).is_ok_and(|k| k.verify_strict(bytes, &signature).is_ok())
    }

    /// Whether this key handed over to `rotation.key`.
    pub fn handed_over(&self, case: CaseId, rotation: &KeyRotation) -> bool {
        let Some(signature) = from_base64(&rotation.signature) else { return false };
        let Some((id, signature)) = signature.split_first_chunk::<4>() else { return false };
        *id == self.id() && self.verify(rotation_text(case, &rotation.key).as_bytes(), signature)
    }
}

impl fmt::Display for VerifyingKey {
    /// Verifier-key text: `name+hex id+base64(0x01 ‖ public key)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[ED25519][..], &self.public].concat();
        write!(f, "{}+{:08x}+{}", self.name, u32::from_be_bytes(self.id()), base64(&key))
    }
}

impl FromStr for VerifyingKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let shown = || text.chars().take(200).collect::<String>();
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(_), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Malformed(shown()));
        };
        let key = from_base64(key).ok_or_else(|| KeyError::Malformed(shown()))?;
        let (algorithm, public) = key.split_first().ok_or_else(|| KeyError::Malformed(shown()))?;
        if *algorithm != ED25519 {
            return Err(KeyError::Algorithm(*algorithm));
        }
        let public = public.try_into().map_err(|_| KeyError::Malformed(shown()))?;
        if !valid_name(name) {
            return Err(KeyError::Malformed(shown()));
        }
        let key = Self { name: name.to_owned(), public };
        // Written again it must be the same text: that settles the id, and its spelling.
        if key.to_string() == text { Ok(key) } else { Err(KeyError::Id(shown())) }
    }
}

/// Key names: not empty, no white space, no plus sign.
pub(crate) fn valid_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}
