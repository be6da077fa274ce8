//! The real file system, by way of the standard library and rustix.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use super::{Access, Disk, NewFile};

/// The file system the process runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

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
        (&file.file).write_all(bytes)
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
    fn copy_range(&self, file: &NewFile, source: &File, length: usize) -> io::Result<usize> {
        use rustix::io::Errno;
        rustix::fs::copy_file_range(source, None, &file.file, None, length).map_err(|e| match e {
            Errno::OPNOTSUPP | Errno::XDEV | Errno::INVAL | Errno::NOSYS | Errno::PERM => {
                io::Error::from(io::ErrorKind::Unsupported)
            }
            e => e.into(),
        })
    }

    #[cfg(not(target_os = "linux"))]
    fn copy_range(&self, _: &NewFile, _: &File, _: usize) -> io::Result<usize> {
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
