//! The real file system, by way of the standard library and rustix.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

#[cfg(target_os = "linux")]
use rustix::fs::OFlags;

use super::{Access, Disk, NewFile};

/// The file system the process runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

#[cfg(target_os = "linux")]
fn goes_past_cache(file: &File) -> bool {
    rustix::fs::fcntl_getfl(file).is_ok_and(|flags| flags.contains(OFlags::DIRECT))
}

#[cfg(not(target_os = "linux"))]
fn goes_past_cache(_: &File) -> bool {
    false
}

impl Disk for RealDisk {
    fn make_folder(&self, path: &Path) -> io::Result<bool> {
        match DirBuilder::new().mode(0o700).create(path) {
            Ok(()) => Ok(true),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(false),
            Err(e) => Err(e),
        }
    }

    fn create(&self, path: &Path, access: Access) -> io::Result<NewFile> {
        let file = OpenOptions::new().write(true).create_new(true).mode(access.mode()).open(path)?;
        Ok(NewFile { path: path.to_owned(), file })
    }

    fn write(&self, file: &NewFile, bytes: &[u8]) -> io::Result<()> {
        let mut left = bytes;
        while !left.is_empty() {
            match (&file.file).write(left) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(n) => left = &left[n..],
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                // A disk with other blocks, or a write that it cut short: the rest takes the usual way, whose error,
                // if there is one, is the true one.
                Err(e) if e.kind() == io::ErrorKind::InvalidInput && goes_past_cache(&file.file) => {
                    self.past_cache(file, false)?;
                }
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    #[cfg(target_os = "linux")]
    fn share_blocks(&self, file: &NewFile, source: &File) -> io::Result<()> {
        use rustix::io::Errno;
        rustix::fs::ioctl_ficlone(&file.file, source).map_err(|e| match e {
            // What a file system without reflinks, two file systems, or a file of odd size on one that wants whole
            // blocks answer. All mean: copy instead.
            Errno::OPNOTSUPP | Errno::XDEV | Errno::INVAL | Errno::NOTTY | Errno::NOSYS | Errno::PERM => {
                io::Error::from(io::ErrorKind::Unsupported)
            }
            e => e.into(),
        })
    }

    #[cfg(not(target_os = "linux"))]
    fn share_blocks(&self, _: &NewFile, _: &File) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    #[cfg(target_os = "linux")]
    fn past_cache(&self, file: &NewFile, on: bool) -> io::Result<()> {
        let flags = rustix::fs::fcntl_getfl(&file.file)?;
        Ok(rustix::fs::fcntl_setfl(&file.file, if on { flags | OFlags::DIRECT } else { flags - OFlags::DIRECT })?)
    }

    #[cfg(not(target_os = "linux"))]
    fn past_cache(&self, _: &NewFile, _: bool) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    #[cfg(target_os = "linux")]
    fn sync_everything(&self, folder: &File) -> io::Result<()> {
        Ok(rustix::fs::syncfs(folder)?)
    }

    #[cfg(not(target_os = "linux"))]
    fn sync_everything(&self, _: &File) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<bool> {
        match std::fs::remove_file(path) {
            Ok(()) => Ok(true),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(e) => Err(e),
        }
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        use io::ErrorKind as K;
        match std::fs::remove_dir(path) {
            Err(e) if !matches!(e.kind(), K::NotFound | K::DirectoryNotEmpty) => Err(e),
            _ => Ok(()),
        }
    }
}
