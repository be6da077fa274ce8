//! A log that grows: entries in, files out. It knows which full and partial tiles and bundles a growth needs; writing
//! them in the right order, and signing the checkpoint, is left to the caller.

use crate::checkpoint::Checkpoint;
use crate::entry::MAX_ENTRY;
use crate::tile::{FULL, Tile, TileError, TileSource, decode_entries, push_entry};
use crate::tree::{Tree, leaf_hash};

/// A file to write: its path inside the log's folder, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFile {
    /// `tile/0/000.p/3`, always with `/`.
    pub path: String,
    /// Everything that the file holds.
    pub bytes: Vec<u8>,
}

/// The growing end of a log.
///
/// After [`Log::files`] the log counts these files as written. Where writing them fails, drop this value and take the
/// log up again from what is on disk.
#[derive(Clone, Debug, Default)]
pub struct Log {
    tree: Tree,
    /// Bytes of the last, unfinished bundle.
    bundle: Vec<u8>,
    /// Size at the last call of `files`.
    handed_out: u64,
    /// Full tiles and bundles not yet handed out.
    full: Vec<LogFile>,
}

/// Why an entry was not appended.
#[derive(Debug, thiserror::Error)]
#[error("the entry has {0} bytes; a log entry holds at most {MAX_ENTRY}")]
pub struct EntryTooLong(pub usize);

impl Log {
    /// The log without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes up the log that `checkpoint` describes from its partial tiles and its last bundle, and checks that they
    /// add up to the checkpoint's root. That does not re-check the full tiles; `verify` does.
    pub fn resume(checkpoint: &Checkpoint, source: &dyn TileSource) -> Result<Self, TileError> {
        let size = checkpoint.size;
        let tree = Tree::resume(size, source)?;
        if tree.root() != checkpoint.root {
            return Err(TileError::Root);
        }
        let width = (size % u64::from(FULL)) as u16;
        let mut bundle = Vec::new();
        if width > 0 {
            bundle = source.read(Tile::entries(size / u64::from(FULL), width))?;
            let leaves = decode_entries(&bundle, width)?.into_iter().flat_map(|e| leaf_hash(e).0);
            let tile = source.read(Tile::hashes(0, size / u64::from(FULL), width))?;
            if !leaves.eq(tile) {
                return Err(TileError::Root);
            }
        }
        Ok(Self { tree, bundle, handed_out: size, full: Vec::new() })
    }

    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Adds an entry; the answer is its number.
    pub fn append(&mut self, entry: &[u8]) -> Result<u64, EntryTooLong> {
        if !push_entry(&mut self.bundle, entry) {
            return Err(EntryTooLong(entry.len()));
        }
        let number = self.tree.size();
        let full = &mut self.full;
        self.tree.push(leaf_hash(entry), &mut |tile, bytes| full.push(LogFile { path: tile.path(), bytes }));
        if self.tree.size().is_multiple_of(u64::from(FULL)) {
            let path = Tile::entries(number / u64::from(FULL), FULL).path();
            self.full.push(LogFile { path, bytes: std::mem::take(&mut self.bundle) });
        }
        Ok(number)
    }

    /// The full files completed since they were last asked for. They may be written ahead of the checkpoint, which
    /// keeps memory bounded while a great many entries are appended.
    pub fn full_files(&mut self) -> Vec<LogFile> {
        std::mem::take(&mut self.full)
    }

    /// Every file that a checkpoint at the present size still needs: full files not yet handed out, then those
    /// partial files that changed since the last call.
    pub fn files(&mut self) -> Vec<LogFile> {
        let mut files = self.full_files();
        let (before, size) = (self.handed_out, self.tree.size());
        for (level, (tile, bytes)) in self.tree.partial_tiles().into_iter().map(|t| (level_of(t.0), t)) {
            if before >> (8 * level) != size >> (8 * level) {
                files.push(LogFile { path: tile.path(), bytes });
            }
        }
        let width = (size % u64::from(FULL)) as u16;
        if width > 0 && before != size {
            let path = Tile::entries(size / u64::from(FULL), width).path();
            files.push(LogFile { path, bytes: self.bundle.clone() });
        }
        self.handed_out = size;
        files
    }

    /// The tree head at the present size, to be signed.
    pub fn checkpoint(&self, origin: &str) -> Checkpoint {
        Checkpoint { origin: origin.to_owned(), size: self.tree.size(), root: self.tree.root(), extra: Vec::new() }
    }
}

fn level_of(tile: Tile) -> u32 {
    match tile.content {
        crate::tile::Content::Hashes(level) => u32::from(level),
        crate::tile::Content::Entries => 0,
    }
}
