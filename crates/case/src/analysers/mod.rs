//! The registry of analysers: what is run over every item, in this order. A new analyser is one file and one line here.
//!
//! An analyser's output is a finding: (analyser, version, parameters, input) → record. The runner in `examine` decides
//! what is due, keeps failures as attempts, and writes the log; an analyser only reads and says.

mod container;
mod frames;
mod import;
mod read;

pub use container::Line as ContainerLine;
pub(crate) use frames::watch_file;
pub use read::MOST_POSTS;

use std::fs::File;

use model::{Digest, ItemId};
use serde_json::Value;
use store::index::query::Done;

/// All analysers, in the order in which they run. A later one may read what an earlier one found.
pub fn registry() -> &'static [&'static dyn Analyser] {
    &[&import::Import, &read::Read, &container::Container, &frames::Frames]
}

/// Whether the same input gives the same bytes on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactness {
    /// Yes: anybody can recompute it.
    Exact,
    /// Only with the same decoder; its version is part of the finding.
    DecoderDependent,
}

/// What produced a finding, or would.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identity {
    /// `stage.name`, for example `import.telegram`.
    pub analyser: String,
    /// Raised whenever the output for some input changes.
    pub version: String,
    /// Everything else that the output depends on, beside the item's bytes.
    pub parameters: Value,
}

/// What is known of an item before an analyser looks at it.
pub struct ItemState<'c> {
    /// The item.
    pub id: ItemId,
    /// Its size in bytes.
    pub size: u64,
    /// What earlier runs found or tried, newest last.
    pub findings: &'c [Done],
    /// Opens the item's bytes.
    pub open: &'c dyn Fn() -> Result<File, store::Error>,
    /// Opens a record that an earlier finding names.
    pub record: &'c dyn Fn(Digest) -> Result<File, store::Error>,
    /// How many threads the analyser may use inside one item.
    pub threads: usize,
    /// What pictures, films and sounds are decoded with.
    pub decoder: &'c media::OnDemand,
}

impl ItemState<'_> {
    /// Whether the import found it to be a picture, a film or a sound.
    pub fn is_media(&self) -> bool {
        let import = self.findings.iter().rev().find(|f| f.stage() == "import" && !f.failed);
        import.is_some_and(|f| *f.analyser == *import::MEDIA)
    }
}

/// Why an analysis gave no finding. It is kept as an attempt, never as an empty result.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The item's bytes could not be read or understood; one sentence.
    #[error("{0}")]
    Input(String),
    /// This machine lacks what the analysis takes. Nothing is kept of it: the analysis is due wherever it is there.
    #[error("{0}")]
    Unavailable(String),
    /// The case could not be written: this ends the run.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Takes the lines of a record, in order.
pub trait Lines {
    /// Writes one line in canonical form.
    fn line(&mut self, value: &dyn erased_serde::Serialize) -> Result<(), store::Error>;
}

impl Lines for store::RecordWriter<'_> {
    fn line(&mut self, value: &dyn erased_serde::Serialize) -> Result<(), store::Error> {
        store::RecordWriter::line(self, value)
    }
}

/// One analyser.
pub trait Analyser: Sync {
    /// The part of its names before the dot; findings of one stage replace each other.
    fn stage(&self) -> &'static str;

    /// Whether others can expect the same bytes.
    fn exactness(&self) -> Exactness;

    /// Stages whose records it reads. One that reads any reads them instead of the item's bytes.
    fn reads(&self) -> &'static [&'static str] {
        &[]
    }

    /// Takes out of a line of its record what only explains: what is left is the conclusion that others build on.
    fn conclusion(&self, _: &mut Value) {}

    /// What would be run on this item, or nothing where the analyser does not apply to it. Must be cheap for an item
    /// that already has a finding of this stage.
    fn plan(&self, item: &ItemState<'_>) -> Result<Option<Identity>, Failure>;

    /// Reads the item and says what it finds.
    fn run(&self, identity: &Identity, item: &ItemState<'_>, out: &mut dyn Lines) -> Result<(), Failure>;
}
