//! Records: canonical JSON Lines, hashed and counted as they are written, in bounded memory. A record becomes part of
//! the case with the entry that vouches for it.

use custody::entry::RecordRef;
use model::{Digest, canonical};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::disk::Access;
use crate::error::Error;
use crate::incoming::{Draft, Incoming};
use crate::layout::Shelf;

/// How much is collected in memory before it is written.
const BUFFER: usize = 256 << 10;

/// A record that is being written. Dropped without [`RecordWriter::finish`], nothing of it is kept.
pub struct RecordWriter<'w> {
    incoming: &'w Incoming,
    /// Only from the first full buffer on: most records are small, and many are there already.
    draft: Option<Draft>,
    buffer: Vec<u8>,
    sha: Sha256,
    size: u64,
    count: u64,
}

impl<'w> RecordWriter<'w> {
    pub(crate) fn new(incoming: &'w Incoming) -> Self {
        Self { incoming, draft: None, buffer: Vec::new(), sha: Sha256::new(), size: 0, count: 0 }
    }

    /// Appends one value as one line of canonical JSON.
    pub fn line<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let line = canonical::to_string(value)?;
        self.buffer.extend_from_slice(line.as_bytes());
        self.buffer.push(b'\n');
        self.count += 1;
        if self.buffer.len() >= BUFFER {
            self.write_out()?;
        }
        Ok(())
    }

    /// How many lines it has so far.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Completes the record. It waits for the entry that names the answer as its record.
    pub fn finish(mut self) -> Result<RecordRef, Error> {
        self.sha.update(&self.buffer);
        let size = self.size + self.buffer.len() as u64;
        let digest = Digest(self.sha.clone().finalize().into());
        if !self.incoming.has(Shelf::Records, digest, size) {
            self.write_out_unhashed()?;
            if let Some(draft) = self.draft.take() {
                self.incoming.wait(Shelf::Records, digest, size, draft, false);
            }
        }
        Ok(RecordRef { count: self.count, sha256: digest, size })
    }

    fn write_out(&mut self) -> Result<(), Error> {
        self.sha.update(&self.buffer);
        self.write_out_unhashed()
    }

    fn write_out_unhashed(&mut self) -> Result<(), Error> {
        let draft = match self.draft.take() {
            Some(draft) => draft,
            None => self.incoming.create(Access::Record)?,
        };
        draft.write(&self.buffer)?;
        self.draft = Some(draft);
        self.size += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }
}
