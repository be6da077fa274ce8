//! A case folder on disk: originals, records and the log. Written so that after a crash at any instant everything
//! that was answered for is there, and nothing half-written is visible.
//!
//! [`Reader`] never writes and works on read-only media. [`Writer`] is the only way in; there is one at a time.
//! Leaves the meaning of entries and records to `case`, and re-checking to `verify`.

pub mod case_toml;
pub mod disk;
pub mod error;
pub mod index;
pub mod layout;

mod bundle;
mod commit;
mod incoming;
mod log_folder;
mod originals;
mod plan;
mod proofs;
mod purge;
mod reader;
mod records;
mod writer;

pub use case_toml::{CaseToml, NewCase};
pub use commit::{Committed, NewEntry};
pub use error::Error;
pub use layout::{Layout, Shelf};
pub use log_folder::LogFolder;
pub use originals::{Staged, file_facts};
pub use purge::{Dependents, Purge};
pub use reader::{Entries, Entry, Reader};
pub use records::RecordWriter;
pub use writer::Writer;

/// Where random bytes come from. The store has none of its own; the binary passes the system's.
pub type Entropy<'e> = &'e mut dyn FnMut(&mut [u8]);
