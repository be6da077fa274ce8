//! The files of a dossier, one after the other: tables, page, the log's head, and their hashes.

use std::collections::BTreeMap;
use std::io::{self, Write};

use case::{Case, Progress, PublishedFile, Silent};
use custody::Checkpoint;
use model::Digest;
use serde::Serialize;
use sha2::Digest as _;

use crate::error::Error;
use crate::evidence;
use crate::exports::{claim_review, geojson, prov, wacz};
use crate::manifest::{self, Absent, Manifest};
use crate::page;
use crate::policy::{Policy, Withheld};
use crate::redact::Redactor;
use crate::rows;

/// Takes the files of a dossier, one at a time.
pub trait Output {
    /// Begins a file; the one before is complete then.
    fn file(&mut self, path: &str) -> io::Result<Box<dyn Write + '_>>;
}

/// Keeps the files in memory.
#[derive(Debug, Default)]
pub struct Memory(BTreeMap<String, Vec<u8>>);

impl Output for Memory {
    fn file(&mut self, path: &str) -> io::Result<Box<dyn Write + '_>> {
        Ok(Box::new(self.0.entry(path.to_owned()).or_default()))
    }
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Size of the log that the dossier shows.
    pub size: u64,
    /// Root of the log at that size.
    pub root: Digest,
    /// What the publisher decided.
    pub policy: Policy,
    /// The files, in the order of their names.
    #[serde(skip)]
    pub files: Vec<PublishedFile>,
    /// Files that a bundle can have and this one has not.
    pub absent: Vec<Absent>,
    /// What was left out.
    pub withheld: Withheld,
}

/// A dossier in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Path and bytes of each file, in the order of the paths.
    pub files: Vec<(String, Vec<u8>)>,
    /// What was left out.
    pub withheld: Withheld,
}

/// Makes the dossier of a case, at the size at which it was opened, in memory.
pub fn write(case: &Case, policy: &Policy) -> Result<Bundle, Error> {
    let mut memory = Memory::default();
    let written = write_to(case, policy, &mut memory, &Silent)?;
    Ok(Bundle { files: memory.0.into_iter().collect(), withheld: written.withheld })
}

/// Makes the dossier of a case, at the size at which it was opened, file by file in bounded memory.
pub fn write_to(case: &Case, policy: &Policy, out: &mut dyn Output, progress: &dyn Progress) -> Result<Written, Error> {
    let redactor = Redactor::new(case, *policy)?;
    let root = case.root()?;
    let mut shelf = Shelf { out, files: Vec::new() };

    let mut rows = rows::write(case, &redactor, &mut shelf, progress)?;
    geojson::write(case, &redactor, &rows.items, &rows.weighed.drawn, &mut shelf)?;
    prov::write(case, &redactor, &rows.items, &mut shelf)?;
    let shown = evidence::write(case, &redactor, &mut shelf)?;
    let pages = wacz::write(case, &redactor, &rows.items, &shown, &mut shelf)?;
    let reviews = claim_review::write(case, &redactor, &mut shelf)?;
    let absent: Vec<Absent> = [(claim_review::PATH, reviews), (wacz::PATH, pages.absence())]
        .into_iter()
        .filter_map(|(path, why)| Some(Absent { path: path.to_owned(), why: why? }))
        .collect();
    rows.items.shorten();
    let head = Checkpoint { origin: case.reader().case().id.origin(), size: case.size(), root, extra: Vec::new() };
    shelf.put("checkpoint.txt", |to| to.write_all(head.text().as_bytes()))?;
    shelf.put("README.txt", |to| to.write_all(include_bytes!("../templates/README.txt")))?;
    let withheld = redactor.withheld();
    let html = page::render(case, &rows, &head, policy, (&withheld, &absent))?;
    shelf.put("dossier.html", |to| to.write_all(html.as_bytes()))?;

    shelf.files.sort_by(|a, b| a.path.cmp(&b.path));
    let files = shelf.files.clone();
    shelf.put(manifest::PATH, |to| -> Result<(), Cause> {
        let manifest = Manifest::of((head.origin.clone(), head.size, root), policy, &files, &absent, &withheld);
        serde_json::to_writer_pretty(&mut *to, &manifest).map_err(io::Error::from)?;
        Ok(writeln!(to)?)
    })?;
    let mut files = shelf.files;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let sums: String = files.iter().map(|f| format!("{}  {}\n", f.sha256, f.path)).collect();
    let mut last = Shelf { out, files };
    last.put("SHA256SUMS", |to| to.write_all(sums.as_bytes()))?;
    let mut files = last.files;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Written { size: case.size(), root, policy: *policy, files, absent, withheld })
}

/// Writes files and keeps their hashes.
pub(crate) struct Shelf<'o> {
    out: &'o mut dyn Output,
    files: Vec<PublishedFile>,
}

impl Shelf<'_> {
    /// Hash of the file that was written last.
    pub fn last(&self) -> Option<Digest> {
        self.files.last().map(|file| file.sha256)
    }

    /// Writes one file.
    pub fn put<E: Into<Cause>>(
        &mut self,
        path: &str,
        fill: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<(), Error> {
        let failed = |source| Error::Output { path: path.to_owned(), source };
        let mut hashed = Hashed { to: self.out.file(path).map_err(failed)?, sha: sha2::Sha256::new(), size: 0 };
        fill(&mut hashed).map_err(|e| match e.into() {
            Cause::Disk(source) => failed(source),
            Cause::Other(error) => error,
        })?;
        hashed.flush().map_err(failed)?;
        let sha256 = Digest(hashed.sha.finalize().into());
        self.files.push(PublishedFile { path: path.to_owned(), sha256, size: hashed.size });
        Ok(())
    }
}

/// Why a file was not filled.
pub(crate) enum Cause {
    Disk(io::Error),
    Other(Error),
}

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<csv::Error> for Cause {
    fn from(error: csv::Error) -> Self {
        Self::Disk(error.into())
    }
}

impl From<custody::tile::TileError> for Cause {
    fn from(error: custody::tile::TileError) -> Self {
        Self::Other(Error::Log(error))
    }
}

impl From<case::Error> for Cause {
    fn from(error: case::Error) -> Self {
        Self::Other(error.into())
    }
}

struct Hashed<'w> {
    to: Box<dyn Write + 'w>,
    sha: sha2::Sha256,
    size: u64,
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.to.write(bytes)?;
        self.sha.update(&bytes[..n]);
        self.size += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
