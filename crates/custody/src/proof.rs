//! Inclusion and consistency proofs: built from tiles, checked with nothing but the hashes in them (RFC 6962 section
//! 2.1; the checks are the algorithms of RFC 9162 sections 2.1.3.2 and 2.1.4.2).

use model::Digest;

use crate::tile::{Content, FULL, Tile, TileError, TileSource, decode_hashes};
use crate::tree::{node_hash, root_of};

/// The longest path in a tree of 2^64 leaves.
const MAX_PATH: usize = 65;

/// Proof that entry `index` is in the log of `size` entries: the audit path, from the leaf upward.
pub fn inclusion(source: &dyn TileSource, index: u64, size: u64) -> Result<Vec<Digest>, TileError> {
    if index >= size {
        return Err(TileError::OutOfRange);
    }
    let mut path = Vec::new();
    let (mut low, mut high) = (0, size);
    // Downwards, at each split noting the half that the leaf is not in.
    while high - low > 1 {
        let middle = low + split(high - low);
        if index < middle {
            path.push(range_root(source, middle, high, size)?);
            high = middle;
        } else {
            path.push(range_root(source, low, middle, size)?);
            low = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// Proof that the log of `old` entries is the beginning of the log of `new` entries. Nothing needs proving (and the
/// proof is empty) where the sizes are equal or `old` is 0.
pub fn consistency(source: &dyn TileSource, old: u64, new: u64) -> Result<Vec<Digest>, TileError> {
    if old > new {
        return Err(TileError::OutOfRange);
    }
    if old == 0 || old == new {
        return Ok(Vec::new());
    }
    let mut path = Vec::new();
    let (mut low, mut high) = (0, new);
    while old != high {
        let middle = low + split(high - low);
        if old <= middle {
            path.push(range_root(source, middle, high, new)?);
            high = middle;
        } else {
            path.push(range_root(source, low, middle, new)?);
            low = middle;
        }
    }
    // Where the old tree is itself a complete subtree on the left, its root is known to whoever checks.
    if low > 0 {
        path.push(range_root(source, low, high, new)?);
    }
    path.reverse();
    Ok(path)
}

/// Whether `path` proves that a leaf with this hash is entry `index` of the log with this size and root.
pub fn verify_inclusion(leaf: &Digest, index: u64, size: u64, path: &[Digest], root: &Digest) -> bool {
    if index >= size || path.len() > MAX_PATH {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for step in path {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(step, &hash);
            // A node at the right edge has no sibling until the level where it is a right child.
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, step);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// Whether `path` proves that the log (`old_size`, `old_root`) is the beginning of the log (`new_size`, `new_root`).
pub fn verify_consistency(
    (old_size, old_root): (u64, &Digest),
    (new_size, new_root): (u64, &Digest),
    path: &[Digest],
) -> bool {
    if old_size > new_size || path.len() > MAX_PATH {
        return false;
    }
    if old_size == new_size || old_size == 0 {
        let known = if old_size == 0 { crate::tree::empty_root() } else { *new_root };
        return path.is_empty() && *old_root == known;
    }
    let mut steps = path.iter();
    let (mut at, mut last) = (old_size - 1, new_size - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let start = if old_size.is_power_of_two() { Some(old_root) } else { steps.next() };
    let Some(start) = start else { return false };
    let (mut old_hash, mut new_hash) = (*start, *start);
    for step in steps {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            old_hash = node_hash(step, &old_hash);
            new_hash = node_hash(step, &new_hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, step);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == *old_root && new_hash == *new_root
}

/// The largest power of two smaller than `n`, for `n` > 1.
fn split(n: u64) -> u64 {
    1 << (n - 1).ilog2()
}

/// Root of the leaves `low..high` of a log of `size` entries, where that is a node of its tree.
fn range_root(source: &dyn TileSource, low: u64, high: u64, size: u64) -> Result<Digest, TileError> {
    let width = high - low;
    if width.is_power_of_two() {
        return subtree(source, low, width.ilog2(), size);
    }
    let middle = low + split(width);
    Ok(node_hash(&range_root(source, low, middle, size)?, &range_root(source, middle, high, size)?))
}

/// Root of the complete subtree of 2^`height` leaves that begins at leaf `low`, from the one tile that covers it.
pub(crate) fn subtree(source: &dyn TileSource, low: u64, height: u32, size: u64) -> Result<Digest, TileError> {
    let (level, inside) = (height / 8, height % 8);
    let first = low >> (8 * level);
    let (index, offset) = (first / u64::from(FULL), (first % u64::from(FULL)) as usize);
    let tile = Tile::at(Content::Hashes(level as u8), index, size).ok_or(TileError::OutOfRange)?;
    let hashes = decode_hashes(&source.read(tile)?, tile.width)?;
    Ok(root_of(hashes.get(offset..offset + (1 << inside)).ok_or(TileError::OutOfRange)?))
}
