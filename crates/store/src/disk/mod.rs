//! Everything the writer does to the file system goes through [`Disk`], so that a test can record the order of
//! writes, replay it as a power cut would leave it, or make any single step fail. Reading needs no such door.

mod failing;
mod real;
mod recording;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

pub use failing::{FailingDisk, Failure};
pub use real::RealDisk;
pub use recording::{Loss, Op, Recording, RecordingDisk};

/// Who may touch a file that is being created. The folder's own mode (0700) keeps everybody else out anyway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// 0444: an original. Nobody changes it, not even its owner.
    Original,
    /// 0400: a record.
    Record,
    /// 0600: log files and whatever is replaced in the course of work.
    Working,
}

impl Access {
    /// The mode bits, before the process's umask.
    pub fn mode(self) -> u32 {
        match self {
            Self::Original => 0o444,
            Self::Record => 0o400,
            Self::Working => 0o600,
        }
    }
}

/// A file that this process created and is still writing.
#[derive(Debug)]
pub struct NewFile {
    /// Where it was created.
    pub path: PathBuf,
    /// The open file, at its end.
    pub file: File,
}

/// The changes a case folder ever undergoes. What is not listed here does not happen.
///
/// Nothing is durable before it is synced: a file's bytes by [`Disk::sync_file`] or [`Disk::sync_everything`], a
/// name (created, renamed, removed) by [`Disk::sync_folder`] on its folder or [`Disk::sync_everything`].
pub trait Disk: Send + Sync {
    /// Makes a folder with mode 0700. Answers false where it was there already.
    fn make_folder(&self, path: &Path) -> io::Result<bool>;
    /// Creates a file that must not exist yet.
    fn create(&self, path: &Path, access: Access) -> io::Result<NewFile>;
    /// Appends all of `bytes`.
    fn write(&self, file: &NewFile, bytes: &[u8]) -> io::Result<()>;
    /// Makes an empty new file share all blocks of `source` (FICLONE). An error of kind `Unsupported` means that the
    /// file system cannot; the new file is then still empty.
    fn share_blocks(&self, file: &NewFile, source: &File) -> io::Result<()>;
    /// Lets later writes to a new file go past the system's cache, or through it again. Past it, every write but the
    /// last must begin and end at a block. No change by itself; an error means that it cannot be had.
    fn past_cache(&self, file: &NewFile, on: bool) -> io::Result<()>;
    /// Makes a file's bytes durable, and its length.
    fn sync_file(&self, path: &Path) -> io::Result<()>;
    /// Makes every byte and every name of the file system that holds `folder` durable.
    fn sync_everything(&self, folder: &File) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Gives a file a new name, replacing in one step what bore it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file's name. Answers false where there was none.
    fn remove(&self, path: &Path) -> io::Result<bool>;
    /// Removes an empty folder. Not an error where it is not empty or not there.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
}

impl<D: Disk + ?Sized> Disk for std::sync::Arc<D> {
    fn make_folder(&self, path: &Path) -> io::Result<bool> {
        (**self).make_folder(path)
    }
    fn create(&self, path: &Path, access: Access) -> io::Result<NewFile> {
        (**self).create(path, access)
    }
    fn write(&self, file: &NewFile, bytes: &[u8]) -> io::Result<()> {
        (**self).write(file, bytes)
    }
    fn share_blocks(&self, file: &NewFile, source: &File) -> io::Result<()> {
        (**self).share_blocks(file, source)
    }
    fn past_cache(&self, file: &NewFile, on: bool) -> io::Result<()> {
        (**self).past_cache(file, on)
    }
    fn sync_file(&self, path: &Path) -> io::Result<()> {
        (**self).sync_file(path)
    }
    fn sync_everything(&self, folder: &File) -> io::Result<()> {
        (**self).sync_everything(folder)
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        (**self).sync_folder(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        (**self).rename(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<bool> {
        (**self).remove(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        (**self).remove_folder(path)
    }
}
