//! RFC 6962 hashing and a tree that grows leaf by leaf, remembering only its right edge. Full tiles come out as they
//! are completed; where they go is left to the caller.

use model::Digest;
use sha2::{Digest as _, Sha256};

use crate::tile::{Content, FULL, Tile, TileError, TileSource, decode_hashes, encode_hashes};

/// Hash of a leaf: SHA-256(0x00 ‖ entry).
pub fn leaf_hash(entry: &[u8]) -> Digest {
    Digest(Sha256::new_with_prefix([0]).chain_update(entry).finalize().into())
}

/// Hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    Digest(Sha256::new_with_prefix([1]).chain_update(left.0).chain_update(right.0).finalize().into())
}

/// Root of the tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Digest {
    Digest::of(b"")
}

/// Root of the smallest tree over these nodes (leaves, or roots of equally large full trees); RFC 6962 section 2.1.
pub fn root_of(nodes: &[Digest]) -> Digest {
    if nodes.is_empty() {
        return empty_root();
    }
    // Bottom-up pairing with the odd one carried up gives the same tree as the RFC's recursive split.
    let mut row = nodes.to_vec();
    while row.len() > 1 {
        row = row.chunks(2).map(|pair| if let [l, r] = pair { node_hash(l, r) } else { pair[0] }).collect();
    }
    row[0]
}

/// A Merkle tree that only grows. It keeps at most 255 hashes per tile level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    /// Per tile level, the hashes of its last, unfinished tile.
    edge: Vec<Vec<Digest>>,
}

impl Tree {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes up a tree of `size` leaves from its partial tiles (at most eight reads).
    pub fn resume(size: u64, source: &dyn TileSource) -> Result<Self, TileError> {
        let mut edge = Vec::new();
        for level in 0..8u8 {
            let nodes = size >> (8 * u32::from(level));
            if nodes == 0 {
                break;
            }
            edge.push(match (nodes % u64::from(FULL)) as u16 {
                0 => Vec::new(),
                width => decode_hashes(&source.read(Tile::hashes(level, nodes / u64::from(FULL), width))?, width)?,
            });
        }
        Ok(Self { size, edge })
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf by its hash. Every tile that becomes full goes to `full` with its bytes.
    pub fn push(&mut self, leaf: Digest, full: &mut dyn FnMut(Tile, Vec<u8>)) {
        self.size += 1;
        let mut node = leaf;
        for level in 0u8.. {
            let at = usize::from(level);
            if self.edge.len() == at {
                self.edge.push(Vec::new());
            }
            let row = &mut self.edge[at];
            row.push(node);
            if row.len() < usize::from(FULL) {
                return;
            }
            node = root_of(row);
            let index = (self.size >> (8 * u32::from(level))) / u64::from(FULL) - 1;
            full(Tile::hashes(level, index, FULL), encode_hashes(row));
            row.clear();
        }
    }

    /// The root hash (RFC 6962 MTH).
    pub fn root(&self) -> Digest {
        // From the lowest level up: each level's unfinished tile covers what lies left of everything below it.
        let mut right: Option<Digest> = None;
        for row in &self.edge {
            right = fold_right(row, right);
        }
        right.unwrap_or_else(empty_root)
    }

    /// The partial tiles at the right edge with their bytes, lowest level first.
    pub fn partial_tiles(&self) -> Vec<(Tile, Vec<u8>)> {
        let tile = |(level, row): (usize, &Vec<Digest>)| {
            let nodes = self.size >> (8 * level);
            let content = Content::Hashes(level as u8);
            (Tile { content, index: nodes / u64::from(FULL), width: row.len() as u16 }, encode_hashes(row))
        };
        self.edge.iter().enumerate().filter(|(_, row)| !row.is_empty()).map(tile).collect()
    }
}

/// Root of the tree whose left part are the complete nodes `row` (equal heights) and whose right part, if any, is the
/// smaller tree `right`.
fn fold_right(row: &[Digest], right: Option<Digest>) -> Option<Digest> {
    // Split the row into its largest powers of two, as RFC 6962 splits the tree, and join them from the right.
    let mut parts = Vec::new();
    let mut rest = row;
    while !rest.is_empty() {
        let width = 1 << rest.len().ilog2();
        let (part, after) = rest.split_at(width);
        parts.push(root_of(part));
        rest = after;
    }
    parts.into_iter().rfold(right, |right, left| Some(right.map_or(left, |right| node_hash(&left, &right))))
}
