//! A log's files in memory, as a test's stand-in for a folder.

use std::collections::BTreeMap;

use custody::{Log, Tile, TileSource, tile::TileError};

/// Path → bytes.
#[derive(Clone, Default)]
pub struct Folder(pub BTreeMap<String, Vec<u8>>);

impl Folder {
    /// Writes what `log` hands out.
    pub fn take(&mut self, log: &mut Log) {
        self.0.extend(log.files().into_iter().map(|f| (f.path, f.bytes)));
    }

    /// A log of these entries, written in one go.
    pub fn of<E: AsRef<[u8]>>(entries: impl IntoIterator<Item = E>) -> (Self, Log) {
        let (mut folder, mut log) = (Self::default(), Log::new());
        for entry in entries {
            log.append(entry.as_ref()).unwrap();
        }
        folder.take(&mut log);
        (folder, log)
    }
}

impl TileSource for Folder {
    fn read(&self, tile: Tile) -> Result<Vec<u8>, TileError> {
        let path = tile.path();
        self.0.get(&path).cloned().ok_or_else(|| TileError::Read { path, source: "no such file".into() })
    }
}
