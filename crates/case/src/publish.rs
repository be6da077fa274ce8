//! Publishing: the log keeps which files were published from which state of the case, so that a dossier can be shown to
//! be the one that was made then. Who did it, when and why is in the private part.

use custody::entry::Header;
use model::Digest;
use serde::Serialize;
use serde_json::{Value, json};
use store::NewEntry;

use crate::error::Error;
use crate::host::Host;
use crate::open::WritableCase;

/// A file that was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublishedFile {
    /// Path inside the bundle.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// Size in bytes.
    pub size: u64,
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication<'p> {
    /// What sort of bundle: `dossier`.
    pub what: &'p str,
    /// Size of the log that it shows.
    pub size: u64,
    /// Root of the log at that size.
    pub root: Digest,
    /// What was decided about what it shows, as the bundle itself says it; no free text.
    pub policy: Value,
    /// Its files.
    pub files: &'p [PublishedFile],
}

impl WritableCase {
    /// Writes into the log that these files were published. Gives the number of the entry.
    ///
    /// The record's first line is `{"line":"bundle",…}`, then there is one `{"line":"file",…}` for each file. It is
    /// meant to be shown; the private part has who, when and `reason`.
    pub fn publish(
        &mut self,
        publication: &Publication<'_>,
        reason: Option<&str>,
        host: &Host<'_>,
    ) -> Result<u64, Error> {
        let mut record = self.writer().record();
        let Publication { what, size, root, policy, files } = publication;
        record.line(&json!({"line": "bundle", "policy": policy, "root": root, "size": size, "what": what}))?;
        for PublishedFile { path, sha256, size } in *files {
            record.line(&json!({"line": "file", "path": path, "sha256": sha256, "size": size}))?;
        }
        let header = Header::publish(record.finish()?);
        let mut line = host.stamp();
        line.insert("reason".to_owned(), json!(reason));
        self.commit(vec![NewEntry { header, private: Some(line.into()) }], host)
    }
}
