//! The files of a log after C2SP tlog-tiles: their paths, hash tiles and entry bundles. Reading the files is left to
//! whoever implements [`TileSource`].
//!
//! A tile holds up to 256 hashes of 32 bytes, an entry bundle up to 256 entries, each after its length in two bytes,
//! big-endian. Paths are relative to the log's folder.

use model::Digest;

/// Hashes in a full tile, entries in a full bundle.
pub const FULL: u16 = 256;

/// What a file of the log holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Content {
    /// Hashes at this tile level: each is the root of 256^level leaves.
    Hashes(u8),
    /// The entries themselves.
    Entries,
}

/// One file of the log: full (`width` 256) or partial (1 to 255).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    /// Hashes of some level, or entries.
    pub content: Content,
    /// Number of the tile within its level, from 0.
    pub index: u64,
    /// How many hashes or entries it holds.
    pub width: u16,
}

/// Why bytes are not the tile they should be.
#[derive(Debug, thiserror::Error)]
pub enum TileError {
    /// The tile could not be read at all.
    #[error("{path} could not be read: {source}")]
    Read {
        /// Path inside the log's folder.
        path: String,
        /// What the reader of files says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A hash tile of the wrong length.
    #[error("a tile of {width} hashes has {expected} bytes, this one has {found}")]
    Length {
        /// Hashes expected.
        width: u16,
        /// Bytes expected.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// A bundle that ends within an entry.
    #[error("the bundle ends within its entry {0}")]
    Cut(u16),
    /// A bundle with bytes after its last entry.
    #[error("the bundle has {0} bytes after its last entry")]
    Trailing(usize),
    /// The tree of a log does not have such a node.
    #[error("the log is too small for what is asked of it")]
    OutOfRange,
    /// The tiles do not add up to the root they should have.
    #[error("the tiles do not add up to the checkpoint's root")]
    Root,
}

/// Where tiles come from: a folder, a download, a test.
pub trait TileSource {
    /// The bytes of this very tile. An implementation may cut a partial tile out of a wider one.
    fn read(&self, tile: Tile) -> Result<Vec<u8>, TileError>;
}

impl Tile {
    /// A tile of hashes.
    pub fn hashes(level: u8, index: u64, width: u16) -> Self {
        Self { content: Content::Hashes(level), index, width }
    }

    /// A bundle of entries.
    pub fn entries(index: u64, width: u16) -> Self {
        Self { content: Content::Entries, index, width }
    }

    /// `tile/0/x001/234`, `tile/entries/000.p/17`.
    pub fn path(&self) -> String {
        let level = match self.content {
            Content::Hashes(level) => level.to_string(),
            Content::Entries => "entries".to_owned(),
        };
        let mut number = format!("{:03}", self.index % 1000);
        let mut rest = self.index / 1000;
        while rest > 0 {
            number = format!("x{:03}/{number}", rest % 1000);
            rest /= 1000;
        }
        match self.width {
            FULL => format!("tile/{level}/{number}"),
            width => format!("tile/{level}/{number}.p/{width}"),
        }
    }

    /// Reads a path; anything but the one spelling that [`Tile::path`] gives is nothing.
    pub fn from_path(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("tile/")?;
        let (level, rest) = rest.split_once('/')?;
        let content = match level {
            "entries" => Content::Entries,
            level => Content::Hashes(level.parse().ok().filter(|l| *l < 64)?),
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, width.parse().ok().filter(|w| (1..FULL).contains(w))?),
            None => (rest, FULL),
        };
        let mut index = 0u64;
        for group in number.split('/') {
            let digits = group.strip_prefix('x').unwrap_or(group);
            index = index.checked_mul(1000)?.checked_add(digits.parse().ok().filter(|d| *d < 1000)?)?;
        }
        // The spelling (signs, missing or surplus zeros and groups) is settled by writing it again.
        let tile = Self { content, index, width };
        (tile.path() == path).then_some(tile)
    }

    /// The tile at this place in a log of `size` entries, as wide as the log makes it; nothing past the end.
    pub fn at(content: Content, index: u64, size: u64) -> Option<Self> {
        let level = match content {
            Content::Hashes(level) => u32::from(level),
            Content::Entries => 0,
        };
        let nodes = size.checked_shr(8 * level).unwrap_or(0);
        let left = nodes.checked_sub(index.checked_mul(u64::from(FULL))?)?;
        let width = left.min(u64::from(FULL)) as u16;
        (width > 0).then_some(Self { content, index, width })
    }
}

/// Every file that a log of `size` entries needs, full and partial; bundles first, then level by level.
pub fn files_of(size: u64) -> impl Iterator<Item = Tile> {
    let levels = (0..8).map(Content::Hashes);
    std::iter::once(Content::Entries)
        .chain(levels)
        .flat_map(move |content| (0u64..).map_while(move |index| Tile::at(content, index, size)))
}

/// The partial tiles and bundles of a log of `size` entries. Once a later checkpoint is published, those of an
/// earlier size may be deleted.
pub fn partials_of(size: u64) -> impl Iterator<Item = Tile> {
    let levels = (0..8).map(Content::Hashes);
    std::iter::once(Content::Entries).chain(levels).filter_map(move |content| {
        let level = if let Content::Hashes(level) = content { u32::from(level) } else { 0 };
        Tile::at(content, (size >> (8 * level)) / u64::from(FULL), size)
    })
}

/// A tile's bytes.
pub fn encode_hashes(hashes: &[Digest]) -> Vec<u8> {
    hashes.iter().flat_map(|h| h.0).collect()
}

/// Reads a tile of exactly `width` hashes.
pub fn decode_hashes(bytes: &[u8], width: u16) -> Result<Vec<Digest>, TileError> {
    let expected = usize::from(width) * 32;
    if bytes.len() != expected {
        return Err(TileError::Length { width, expected, found: bytes.len() });
    }
    let (hashes, _) = bytes.as_chunks::<32>();
    Ok(hashes.iter().map(|h| Digest(*h)).collect())
}

/// Appends an entry to a bundle: its length in two bytes, big-endian, then its bytes.
///
/// The caller has checked that it is at most 65,535 bytes long; a longer one is not appended and gives `false`.
#[must_use]
pub fn push_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> bool {
    let Ok(length) = u16::try_from(entry.len()) else { return false };
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    true
}

/// Reads a bundle of exactly `width` entries.
pub fn decode_entries(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, TileError> {
    let mut entries = Vec::with_capacity(usize::from(width));
    let mut rest = bytes;
    for number in 0..width {
        let (length, after) = rest.split_first_chunk::<2>().ok_or(TileError::Cut(number))?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, after) = after.split_at_checked(length).ok_or(TileError::Cut(number))?;
        entries.push(entry);
        rest = after;
    }
    if !rest.is_empty() {
        return Err(TileError::Trailing(rest.len()));
    }
    Ok(entries)
}
