//! Walks collected material and says what is there: files with their facts, and everything that is not a readable file.
//!
//! Links are named, never followed. The order is by name within each folder, so that two runs meet things alike.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use model::PathName;
use model::item::{FileFacts, NotPreserved, Obstacle};

/// A regular file that was met.
#[derive(Debug, Clone)]
pub struct Found {
    /// Where it is on this machine.
    pub absolute: PathBuf,
    /// Its path inside the material.
    pub path: PathName,
    /// What the file system says of it.
    pub facts: FileFacts,
}

/// What a walk met.
#[derive(Debug)]
pub struct Material {
    /// The folder that was pointed at, or the one that holds the file that was pointed at; absolute.
    pub root: PathBuf,
    /// Regular files, in order.
    pub files: Vec<Found>,
    /// Everything else, in order.
    pub obstacles: Vec<NotPreserved>,
}

/// Whether there is material at all: a folder that can be listed, or a file.
pub fn check(material: &Path) -> io::Result<()> {
    let metadata = fs::metadata(material)?;
    match metadata.is_dir() {
        true => fs::read_dir(material).map(|_| ()),
        false if metadata.is_file() => Ok(()),
        false => Err(io::Error::other("a socket, pipe or device, not a file or folder")),
    }
}

/// Walks a folder, or takes a single file. `met` hears how many files were met so far.
pub fn walk(material: &Path, met: &mut dyn FnMut(u64)) -> io::Result<Material> {
    check(material)?;
    let metadata = fs::metadata(material)?;
    let absolute = fs::canonicalize(material)?;
    if !metadata.is_dir() {
        let root = absolute.parent().unwrap_or(Path::new("/")).to_owned();
        let mut out = Material { root: root.clone(), files: Vec::new(), obstacles: Vec::new() };
        take(&root, absolute.clone(), fs::symlink_metadata(&absolute), &mut out);
        met(1);
        return Ok(out);
    }
    let mut out = Material { root: absolute.clone(), files: Vec::new(), obstacles: Vec::new() };
    let mut folders = vec![absolute.clone()];
    while let Some(folder) = folders.pop() {
        let mut names: Vec<PathBuf> = match fs::read_dir(&folder).and_then(|dir| dir.map(|e| Ok(e?.path())).collect()) {
            Ok(names) => names,
            Err(error) if folder == absolute => return Err(error),
            Err(error) => {
                out.obstacles.push(obstacle(&absolute, &folder, reason_of(&error), Some(&error)));
                continue;
            }
        };
        names.sort();
        let mut below = Vec::new();
        for path in names {
            match fs::symlink_metadata(&path) {
                Ok(m) if m.is_dir() && is_case(&path) => {
                    out.obstacles.push(obstacle(&absolute, &path, Obstacle::InsideACase, None));
                }
                Ok(m) if m.is_dir() => below.push(path),
                metadata => take(&absolute, path, metadata, &mut out),
            }
        }
        met(out.files.len() as u64);
        folders.extend(below.into_iter().rev());
    }
    Ok(out)
}

fn take(root: &Path, path: PathBuf, metadata: io::Result<Metadata>, out: &mut Material) {
    match metadata {
        Ok(m) if m.is_symlink() => {
            let target = fs::read_link(&path).ok();
            let mut met = obstacle(root, &path, Obstacle::Link, None);
            met.detail =
                target.map(|t| format!("points to {}", PathName::from_bytes(t.as_os_str().as_bytes()).display()));
            out.obstacles.push(met);
        }
        Ok(m) if m.is_file() => {
            let name = inside(root, &path);
            out.files.push(Found { absolute: path, path: name, facts: store::file_facts(&m) });
        }
        Ok(_) => out.obstacles.push(obstacle(root, &path, Obstacle::NotAFile, None)),
        Err(error) => out.obstacles.push(obstacle(root, &path, reason_of(&error), Some(&error))),
    }
}

/// The obstacle that a system error amounts to.
pub fn reason_of(error: &io::Error) -> Obstacle {
    if error.kind() == io::ErrorKind::NotFound { Obstacle::Vanished } else { Obstacle::Unreadable }
}

fn obstacle(root: &Path, path: &Path, reason: Obstacle, error: Option<&io::Error>) -> NotPreserved {
    NotPreserved { path: inside(root, path), reason, detail: error.map(store::error::system_words) }
}

fn inside(root: &Path, path: &Path) -> PathName {
    PathName::from_bytes(path.strip_prefix(root).unwrap_or(path).as_os_str().as_bytes())
}

/// Whether a folder is a case: our own output is not somebody's material.
fn is_case(folder: &Path) -> bool {
    folder.join("case.toml").is_file() && folder.join("originals").is_dir() && folder.join("log").is_dir()
}
