//! Files on their way into the case: created in `incoming/`, hashed, and waiting under their digest until a log entry
//! vouches for them. A waiting file that no entry ever names is removed with the writer.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::Digest;

use crate::disk::{Access, Disk, NewFile};
use crate::error::{Doing as _, Error};
use crate::layout::{Layout, Shelf};

/// A complete file that no entry vouches for yet.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Where it is now: in `incoming/`, or at its final place after a commit that failed half-way.
    pub at: PathBuf,
    /// Its bytes are durable already.
    pub synced: bool,
}

/// The files on their way in.
pub struct Incoming {
    pub(crate) layout: Layout,
    pub(crate) disk: Arc<dyn Disk>,
    next: AtomicU64,
    /// Cleared at the first file system that says it cannot.
    shares_blocks: AtomicBool,
    waiting: Mutex<HashMap<(Shelf, Digest), Waiting>>,
}

impl Incoming {
    /// An empty waiting room. The folder `incoming/` must exist and be empty.
    pub fn new(layout: Layout, disk: Arc<dyn Disk>) -> Self {
        Self { layout, disk, next: AtomicU64::new(0), shares_blocks: AtomicBool::new(true), waiting: Mutex::default() }
    }

    /// Creates a file under a name of its own.
    pub fn create(&self, access: Access) -> Result<Draft, Error> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let path = self.layout.incoming().join(number.to_string());
        let file = self.disk.create(&path, access).doing("creating", &path)?;
        Ok(Draft { file, disk: Arc::clone(&self.disk), keep: false })
    }

    /// Lets a new draft share the blocks of `source`, where the file system can. Answers false where it cannot.
    pub fn clone_into(&self, draft: &Draft, source: &std::fs::File) -> Result<bool, Error> {
        if !self.shares_blocks.load(Ordering::Relaxed) {
            return Ok(false);
        }
        match self.disk.share_blocks(&draft.file, source) {
            Ok(()) => Ok(true),
            Err(e) if e.kind() == std::io::ErrorKind::Unsupported => {
                // A source on another file system says nothing about the next one, but asking costs more than copying
                // ever gains there.
                self.shares_blocks.store(false, Ordering::Relaxed);
                Ok(false)
            }
            Err(e) => Err(Error::io("writing", &draft.file.path, e)),
        }
    }

    /// Whether the case has the content already, or will have it when the next entry vouches for it. A file of the
    /// wrong size does not count: it is damaged, and the new copy takes its place.
    pub fn has(&self, shelf: Shelf, digest: Digest, size: u64) -> bool {
        self.waiting().contains_key(&(shelf, digest)) || self.layout.size_of(shelf, digest) == Some(size)
    }

    /// Lets a finished draft wait for its entry. Answers false, and drops the draft, where the content is there.
    pub fn wait(&self, shelf: Shelf, digest: Digest, size: u64, draft: Draft, synced: bool) -> bool {
        let mut waiting = self.waiting();
        if waiting.contains_key(&(shelf, digest)) || self.layout.size_of(shelf, digest) == Some(size) {
            return false;
        }
        waiting.insert((shelf, digest), Waiting { at: draft.finish(), synced });
        true
    }

    /// The waiting files, for the commit.
    pub fn waiting(&self) -> MutexGuard<'_, HashMap<(Shelf, Digest), Waiting>> {
        // A thread that panicked while it held the map cannot have left it half-changed: every change is one insert.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file that is being written. Dropped without [`Draft::finish`], it is removed.
pub struct Draft {
    file: NewFile,
    disk: Arc<dyn Disk>,
    keep: bool,
}

impl Draft {
    /// Appends bytes.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Error> {
        self.disk.write(&self.file, bytes).doing("writing", &self.file.path)
    }

    /// Where it lies meanwhile.
    pub fn path(&self) -> &Path {
        &self.file.path
    }

    /// The open file.
    pub fn new_file(&self) -> &NewFile {
        &self.file
    }

    /// Makes its bytes durable now.
    pub fn sync(&self) -> Result<(), Error> {
        self.disk.sync_file(&self.file.path).doing("saving", &self.file.path)
    }

    /// Keeps it, under the name it has.
    pub fn finish(mut self) -> PathBuf {
        self.keep = true;
        self.file.path.clone()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.keep {
            // What cannot be removed now is cleared when the case is next opened for writing.
            let _ = self.disk.remove(&self.file.path);
        }
    }
}
