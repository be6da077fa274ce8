//! Tells of each speaker once, before the first post that names it.

use std::collections::HashMap;

use model::SourceId;
use model::post::Source;

use crate::importer::{ImportError, Lines};

/// The speakers told of so far.
#[derive(Default)]
pub(crate) struct Speakers {
    told: HashMap<Source, SourceId>,
}

/// So many speakers are remembered; past that, one may be told twice, which changes nothing.
const REMEMBERED: usize = 100_000;

impl Speakers {
    /// The id of a speaker; tells of it first where it, or anything said of it, is new.
    pub(crate) fn tell(&mut self, source: Source, lines: &mut Lines) -> Result<SourceId, ImportError> {
        if let Some(id) = self.told.get(&source) {
            return Ok(*id);
        }
        if self.told.len() >= REMEMBERED {
            self.told.clear();
        }
        let id = source.identity();
        self.told.insert(source.clone(), id);
        lines.source(source)?;
        Ok(id)
    }
}
