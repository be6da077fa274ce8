//! The list of what a bundle holds, of what it could hold and does not, and of what was withheld. `SHA256SUMS` says the
//! same of the files for people without Exhibit.

use model::Digest;
use serde::Serialize;

use case::PublishedFile;

use crate::policy::{Policy, Withheld};

/// Path in the bundle.
pub(crate) const PATH: &str = "manifest.json";

/// Version of the form of a bundle.
const FORMAT: u32 = 1;

/// A file that a bundle can have and this one has not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Absent {
    /// Its path.
    pub path: String,
    /// Why it is not there.
    pub why: String,
}

/// The manifest.
#[derive(Serialize)]
pub(crate) struct Manifest<'m> {
    /// Version of the form.
    pub exhibit_bundle: u32,
    /// What wrote it.
    pub made_by: &'static str,
    /// The case's log, as its checkpoints name it.
    pub origin: String,
    /// Size of the log that it shows.
    pub size: u64,
    /// Root of the log at that size.
    pub root: Digest,
    /// What the publisher decided.
    pub policy: &'m Policy,
    /// All files but this one, `SHA256SUMS` and the receipt.
    pub files: &'m [PublishedFile],
    /// Files that a bundle can have and this one has not.
    pub absent: &'m [Absent],
    /// How much was left out.
    pub withheld: &'m Withheld,
}

impl<'m> Manifest<'m> {
    pub fn of(
        (origin, size, root): (String, u64, Digest),
        policy: &'m Policy,
        files: &'m [PublishedFile],
        absent: &'m [Absent],
        withheld: &'m Withheld,
    ) -> Self {
        let made_by = concat!("exhibit ", env!("CARGO_PKG_VERSION"));
        Self { exhibit_bundle: FORMAT, made_by, origin, size, root, policy, files, absent, withheld }
    }
}
