//! Reading a folder written by strangers: no symbolic link is followed, nothing but regular files is opened, what is
//! read whole has a limit. What the files mean is left to the checks.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use model::name::visible;
use sha2::{Digest as _, Sha256};

/// A case folder, by paths inside it (`log/checkpoint`).
pub(crate) struct Folder {
    root: PathBuf,
}

/// What a folder lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    File,
    Folder,
    Other,
}

impl Folder {
    pub(crate) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// Opens a regular file, or says why not.
    pub(crate) fn open(&self, path: &str) -> Result<File, String> {
        // Each step is looked at without following it, so that no link inside the case leads out of it.
        let mut at = self.root.clone();
        let mut facts = None;
        for step in path.split('/') {
            at.push(step);
            let here = fs::symlink_metadata(&at).map_err(|e| reason(&e))?;
            if here.is_symlink() {
                return Err("a symbolic link, which is not followed".to_owned());
            }
            facts = Some(here);
        }
        let facts = facts.filter(fs::Metadata::is_file).ok_or("not a regular file")?;
        let file = File::open(&at).map_err(|e| reason(&e))?;
        let opened = file.metadata().map_err(|e| reason(&e))?;
        // The same file that was looked at, not one put in its place in between.
        if (opened.dev(), opened.ino()) != (facts.dev(), facts.ino()) {
            return Err("replaced while it was being opened".to_owned());
        }
        Ok(file)
    }

    /// Reads a file of at most `limit` bytes.
    pub(crate) fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        self.open(path)?.take(limit + 1).read_to_end(&mut bytes).map_err(|e| reason(&e))?;
        if bytes.len() as u64 > limit { Err(format!("larger than {limit} bytes")) } else { Ok(bytes) }
    }

    /// Reads a file of any size piece by piece; the answer is its size.
    pub(crate) fn stream(&self, path: &str, piece: &mut dyn FnMut(&[u8])) -> Result<u64, String> {
        let mut file = self.open(path)?;
        let mut buffer = vec![0; 1 << 18];
        let mut size = 0;
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(size),
                Ok(read) => {
                    size += read as u64;
                    piece(&buffer[..read]);
                }
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) => return Err(reason(&e)),
            }
        }
    }

    /// SHA-256 and size of a file of any size.
    pub(crate) fn hash(&self, path: &str) -> Result<(model::Digest, u64), String> {
        let mut hash = Sha256::new();
        let size = self.stream(path, &mut |piece| hash.update(piece))?;
        Ok((model::Digest(hash.finalize().into()), size))
    }

    /// Names and sorts of what is in a folder, sorted; links are `Other`. Names are in readable form: one that is
    /// not UTF-8, or has control characters, is never a name of the format and need not be opened again.
    pub(crate) fn list(&self, path: &str) -> Result<Vec<(String, Sort)>, String> {
        let at = self.root.join(path);
        let facts = fs::symlink_metadata(&at).map_err(|e| reason(&e))?;
        if !facts.is_dir() {
            return Err("not a folder (links are not followed)".to_owned());
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(&at).map_err(|e| reason(&e))? {
            let entry = entry.map_err(|e| reason(&e))?;
            let sort = match entry.file_type().map_err(|e| reason(&e))? {
                kind if kind.is_file() => Sort::File,
                kind if kind.is_dir() => Sort::Folder,
                _ => Sort::Other,
            };
            names.push((visible(&entry.file_name().to_string_lossy()), sort));
        }
        names.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(names)
    }
}

/// The system's words, without its error number where there are better ones.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "missing".to_owned(),
        std::io::ErrorKind::PermissionDenied => "could not be read: permission denied".to_owned(),
        _ => format!("could not be read: {error}"),
    }
}
