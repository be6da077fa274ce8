//! The log's files, for reading: tiles and bundles as they lie in `log/`, the newest checkpoint, and which files a
//! log of some size no longer needs.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use custody::tile::{Content, FULL, TileError, decode_entries};
use custody::{Checkpoint, Tile, TileSource};

use crate::error::{Doing as _, Error};

/// The largest file that a log has: a full bundle of entries of full length.
const MAX_FILE: u64 = 256 * (2 + custody::entry::MAX_ENTRY as u64);

/// A log's folder.
#[derive(Clone, Debug)]
pub struct LogFolder {
    path: PathBuf,
}

impl LogFolder {
    /// The log in `path`.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// The newest checkpoint and its exact bytes. Signatures are not checked here.
    pub fn checkpoint(&self) -> Result<(Checkpoint, Vec<u8>), Error> {
        let path = self.path.join("checkpoint");
        let bytes = read_bounded(&path, custody::note::MAX_NOTE as u64).doing("reading", &path)?;
        match Checkpoint::parse(&bytes) {
            Ok((checkpoint, _)) => Ok((checkpoint, bytes)),
            Err(e) => Err(Error::damaged(&path, e.to_string())),
        }
    }

    /// Turns a tile that is missing or wrong into an error that names its file.
    pub(crate) fn explain(&self, e: &TileError) -> Error {
        match e {
            TileError::Read { path, source } => Error::damaged(&self.path.join(path), source.to_string()),
            other => Error::damaged(&self.path, other.to_string()),
        }
    }

    /// Tile files that a log of `size` entries does not need: partial ones that were outgrown, and whatever an
    /// interrupted commit wrote ahead of its checkpoint. Files that are no tiles are left out.
    pub(crate) fn surplus(&self, size: u64) -> Result<Vec<PathBuf>, Error> {
        let mut surplus = Vec::new();
        let mut folders = vec![self.path.join("tile")];
        while let Some(folder) = folders.pop() {
            let entries = match std::fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
                Err(e) => return Err(Error::io("reading", &folder, e)),
            };
            for entry in entries {
                let entry = entry.doing("reading", &folder)?;
                let path = entry.path();
                if entry.file_type().doing("reading", &path)?.is_dir() {
                    folders.push(path);
                } else if path
                    .strip_prefix(&self.path)
                    .ok()
                    .and_then(Path::to_str)
                    .and_then(Tile::from_path)
                    .is_some_and(|tile| Tile::at(tile.content, tile.index, size) != Some(tile))
                {
                    surplus.push(path);
                }
            }
        }
        surplus.sort();
        Ok(surplus)
    }

    /// The bytes of `tile`, or of a wider tile at the same place: a writer takes partial tiles away once it has
    /// published a larger checkpoint, and what is read then may be any size on the way to the full one.
    fn read_this_or_wider(&self, tile: Tile) -> io::Result<(Vec<u8>, u16)> {
        let read = |width: u16| {
            let path = self.path.join(Tile { width, ..tile }.path());
            read_bounded(&path, MAX_FILE).map(|bytes| (bytes, width))
        };
        let first = match read(tile.width) {
            Err(e) if e.kind() == io::ErrorKind::NotFound && tile.width < FULL => e,
            other => return other,
        };
        let partials = self.path.join(tile.path());
        // Each round either finds a file or sees the folder change under it; a tile has 255 widths to go through.
        for _ in 0..FULL {
            match read(FULL) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                other => return other,
            }
            let Ok(names) = std::fs::read_dir(partials.parent().unwrap_or(&self.path)) else { break };
            let widths = names.flatten().filter_map(|n| n.file_name().to_str()?.parse::<u16>().ok());
            let Some(width) = widths.filter(|w| (tile.width..FULL).contains(w)).max() else { break };
            match read(width) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                other => return other,
            }
        }
        // The writer may have replaced the last partial tile by the full one between the two looks.
        read(FULL).map_err(|_| first)
    }
}

impl TileSource for LogFolder {
    fn read(&self, tile: Tile) -> Result<Vec<u8>, TileError> {
        let failed = |e: io::Error| TileError::Read { path: tile.path(), source: Box::new(e) };
        let (mut bytes, width) = self.read_this_or_wider(tile).map_err(failed)?;
        if width != tile.width {
            match tile.content {
                Content::Hashes(_) => bytes.truncate(usize::from(tile.width) * 32),
                Content::Entries => {
                    let kept = decode_entries(&bytes, width)?.into_iter().take(usize::from(tile.width));
                    let length = kept.map(|e| e.len() + 2).sum();
                    bytes.truncate(length);
                }
            }
        }
        Ok(bytes)
    }
}

/// Reads a file that must not be longer than `limit`.
pub fn read_bounded(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "larger than any file of its kind"));
    }
    Ok(bytes)
}
