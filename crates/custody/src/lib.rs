//! The custody log as bytes: what an entry says, how entries become a Merkle tree and files, how a tree head is signed.
//!
//! Floor 0: no files, no clock, no randomness. Whoever writes brings salts and key seeds; whoever reads brings bytes.
//!
//! Formats: RFC 6962 (hashing, proofs), C2SP tlog-tiles (files), C2SP tlog-checkpoint and signed-note (tree heads).
//! Nothing here panics on bytes from strangers.

pub mod checkpoint;
pub mod entry;
pub mod excerpt;
pub mod key;
pub mod log;
pub mod note;
pub mod private;
pub mod proof;
pub mod tile;
pub mod tree;

pub use checkpoint::Checkpoint;
pub use entry::{CaseId, Header, Kind};
pub use key::{SigningKey, VerifyingKey};
pub use log::{Log, LogFile};
pub use private::{PrivateLine, PrivateRecord, PrivateRef};
pub use tile::{Tile, TileSource};
pub use tree::Tree;
