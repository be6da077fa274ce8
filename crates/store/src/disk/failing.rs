//! A disk on which one chosen step fails, for tests of every error path.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Access, Disk, NewFile};

/// What happens at the chosen step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// That step fails with this error; later steps work again, as after somebody freed space.
    Once(io::ErrorKind),
    /// That step and all later ones fail: as good as the process having died there.
    FromThenOn(io::ErrorKind),
}

/// Passes every change on to another disk until the chosen step.
pub struct FailingDisk<D> {
    inner: D,
    at: u64,
    failure: Failure,
    done: AtomicU64,
}

impl<D: Disk> FailingDisk<D> {
    /// Lets `at` changes through, then fails.
    pub fn new(inner: D, at: u64, failure: Failure) -> Self {
        Self { inner, at, failure, done: AtomicU64::new(0) }
    }

    /// How many changes were asked for so far, failed ones included.
    pub fn asked(&self) -> u64 {
        self.done.load(Ordering::SeqCst)
    }

    fn step(&self) -> io::Result<()> {
        let step = self.done.fetch_add(1, Ordering::SeqCst);
        match self.failure {
            Failure::Once(kind) if step == self.at => Err(kind.into()),
            Failure::FromThenOn(kind) if step >= self.at => Err(kind.into()),
            _ => Ok(()),
        }
    }
}

impl<D: Disk> Disk for FailingDisk<D> {
    fn make_folder(&self, path: &Path) -> io::Result<bool> {
        self.step()?;
        self.inner.make_folder(path)
    }

    fn create(&self, path: &Path, access: Access) -> io::Result<NewFile> {
        self.step()?;
        self.inner.create(path, access)
    }

    fn write(&self, file: &NewFile, bytes: &[u8]) -> io::Result<()> {
        if let Err(e) = self.step() {
            // A full disk takes part of a write before it refuses the rest.
            self.inner.write(file, &bytes[..bytes.len() / 2])?;
            return Err(e);
        }
        self.inner.write(file, bytes)
    }

    fn share_blocks(&self, file: &NewFile, source: &File) -> io::Result<()> {
        self.step()?;
        self.inner.share_blocks(file, source)
    }

    fn past_cache(&self, file: &NewFile, on: bool) -> io::Result<()> {
        self.inner.past_cache(file, on)
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        self.inner.sync_file(path)
    }

    fn sync_everything(&self, folder: &File) -> io::Result<()> {
        self.step()?;
        self.inner.sync_everything(folder)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        self.inner.sync_folder(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        self.inner.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<bool> {
        self.step()?;
        self.inner.remove(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        self.inner.remove_folder(path)
    }
}
