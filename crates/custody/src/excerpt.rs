//! An excerpt of a log: the entries that somebody shows, in order, and one hash for every stretch between them. Whoever
//! reads it computes the root, which is every shown entry's inclusion proof at once, and learns nothing of the rest.
//!
//! A stretch is always a complete subtree (RFC 6962 section 2.1): 2^k leaves from a multiple of 2^k on. Where excerpts
//! lie, and which entries go into one, is left to the caller.

use std::collections::BTreeSet;

use model::Digest;
use serde::{Deserialize, Serialize};

use crate::proof::subtree;
use crate::tile::{TileError, TileSource};
use crate::tree::{empty_root, leaf_hash, node_hash};

/// One line of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Part {
    /// An entry that is shown.
    Shown(Shown),
    /// Entries that are not.
    Hidden(Hidden),
}

/// An entry that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// Its number, from 0.
    pub entry: u64,
    /// Its exact bytes, which are canonical JSON.
    pub header: String,
}

/// A stretch of entries that are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hidden {
    /// Number of the first one.
    pub from: u64,
    /// Root of the tree over them.
    pub hash: Digest,
    /// How many: a power of two that divides `from`.
    pub leaves: u64,
}

/// Why lines are not an excerpt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExcerptError {
    /// A line that does not go on where the one before ended.
    #[error("a line speaks of entry {found} where entry {wanted} should come")]
    OutOfOrder {
        /// The next entry.
        wanted: u64,
        /// What the line says.
        found: u64,
    },
    /// A stretch that is no subtree.
    #[error("{leaves} entries from entry {from} on are no complete subtree")]
    NoSubtree {
        /// Its first entry.
        from: u64,
        /// How many it says it has.
        leaves: u64,
    },
}

/// The excerpt of a log of `size` entries that shows the entries `shown`; numbers past the end are left out. `entry`
/// gives the bytes of an entry, `line` takes the parts in order.
pub fn write<E: From<TileError>>(
    source: &dyn TileSource,
    size: u64,
    shown: &BTreeSet<u64>,
    entry: &mut dyn FnMut(u64) -> Result<String, E>,
    line: &mut dyn FnMut(Part) -> Result<(), E>,
) -> Result<(), E> {
    let mut next = 0;
    for number in shown.iter().copied().filter(|n| *n < size).chain([size]) {
        while next < number {
            let height = largest(next, number);
            let hash = subtree(source, next, height, size)?;
            line(Part::Hidden(Hidden { from: next, hash, leaves: 1 << height }))?;
            next += 1 << height;
        }
        if number < size {
            line(Part::Shown(Shown { entry: number, header: entry(number)? }))?;
            next = number + 1;
        }
    }
    Ok(())
}

/// Height of the largest complete subtree that begins at `from` and ends before `to`.
fn largest(from: u64, to: u64) -> u32 {
    let fits = (to - from).ilog2();
    if from == 0 { fits } else { fits.min(from.trailing_zeros()) }
}

/// Computes the root of an excerpt, part by part.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    size: u64,
    /// Roots of complete subtrees from left to right, each smaller than the one before, with their heights.
    edge: Vec<(u32, Digest)>,
}

impl Excerpt {
    /// Takes in the next part.
    pub fn push(&mut self, part: &Part) -> Result<(), ExcerptError> {
        let (from, leaves, hash) = match part {
            Part::Shown(Shown { entry, header }) => (*entry, 1, leaf_hash(header.as_bytes())),
            Part::Hidden(Hidden { from, hash, leaves }) => (*from, *leaves, *hash),
        };
        if from != self.size {
            return Err(ExcerptError::OutOfOrder { wanted: self.size, found: from });
        }
        let end = from.checked_add(leaves).filter(|_| leaves.is_power_of_two() && from.is_multiple_of(leaves));
        self.size = end.ok_or(ExcerptError::NoSubtree { from, leaves })?;
        let (mut height, mut node) = (leaves.ilog2(), hash);
        while let Some((_, left)) = self.edge.pop_if(|(left, _)| *left == height) {
            node = node_hash(&left, &node);
            height += 1;
        }
        self.edge.push((height, node));
        Ok(())
    }

    /// How many entries the parts so far cover, shown and not.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root of the log that they are.
    pub fn root(&self) -> Digest {
        let mut from_right = self.edge.iter().rev().map(|(_, node)| *node);
        let Some(last) = from_right.next() else { return empty_root() };
        from_right.fold(last, |right, left| node_hash(&left, &right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tile::{Content, Tile, encode_hashes};
    use crate::tree::{Tree, root_of};

    /// All hashes of a log whose entries are their own numbers.
    struct Numbers(Vec<Digest>);

    impl TileSource for Numbers {
        fn read(&self, tile: Tile) -> Result<Vec<u8>, TileError> {
            let Content::Hashes(level) = tile.content else { return Err(TileError::OutOfRange) };
            let width = 1 << (8 * u32::from(level));
            let nodes: Vec<Digest> = self.0.chunks_exact(width).map(root_of).collect();
            let from = tile.index as usize * 256;
            Ok(encode_hashes(&nodes[from..from + usize::from(tile.width)]))
        }
    }

    fn parts(size: u64, shown: &BTreeSet<u64>) -> (Vec<Part>, Digest) {
        let leaves: Vec<Digest> = (0..size).map(|n| leaf_hash(n.to_string().as_bytes())).collect();
        let mut tree = Tree::new();
        leaves.iter().for_each(|leaf| tree.push(*leaf, &mut |_, _| ()));
        let mut parts = Vec::new();
        let written: Result<(), TileError> =
            write(&Numbers(leaves), size, shown, &mut |n| Ok(n.to_string()), &mut |part| {
                parts.push(part);
                Ok(())
            });
        written.unwrap();
        (parts, tree.root())
    }

    proptest::proptest! {
        #[test]
        fn an_excerpt_has_the_root_of_its_log_and_shows_no_other_entry(
            size in 1_u64..700, shown in proptest::collection::btree_set(0_u64..800, 0..12)
        ) {
            let (parts, root) = parts(size, &shown);
            let mut excerpt = Excerpt::default();
            parts.iter().for_each(|part| excerpt.push(part).unwrap());
            proptest::prop_assert_eq!((excerpt.size(), excerpt.root()), (size, root));
            let there: BTreeSet<u64> =
                parts.iter().filter_map(|p| if let Part::Shown(s) = p { Some(s.entry) } else { None }).collect();
            let wanted: BTreeSet<u64> = shown.into_iter().filter(|n| *n < size).collect();
            proptest::prop_assert_eq!(there, wanted);
            // And no more lines than the shown entries need: at most two paths' worth for each.
            proptest::prop_assert!(parts.len() <= 1 + 22 * (1 + parts.iter().filter(|p| matches!(p, Part::Shown(_))).count()));
        }

        #[test]
        fn another_word_in_an_excerpt_gives_another_root(size in 2_u64..300, at in 0_usize..40) {
            let (mut parts, root) = parts(size, &BTreeSet::from([0, size / 2, size - 1]));
            let at = at % parts.len();
            match &mut parts[at] {
                Part::Shown(shown) => shown.header.push(' '),
                Part::Hidden(hidden) => hidden.hash.0[7] ^= 1,
            }
            let mut excerpt = Excerpt::default();
            parts.iter().for_each(|part| excerpt.push(part).unwrap());
            proptest::prop_assert_ne!(excerpt.root(), root);
        }
    }

    #[test]
    fn lines_out_of_place_are_refused() {
        let hidden = |from, leaves| Part::Hidden(Hidden { from, hash: Digest::of(b"x"), leaves });
        let refused = |parts: &[Part]| {
            let mut excerpt = Excerpt::default();
            parts.iter().try_for_each(|part| excerpt.push(part)).unwrap_err()
        };
        assert_eq!(refused(&[hidden(1, 1)]), ExcerptError::OutOfOrder { wanted: 0, found: 1 });
        assert_eq!(refused(&[hidden(0, 3)]), ExcerptError::NoSubtree { from: 0, leaves: 3 });
        assert_eq!(refused(&[hidden(0, 1), hidden(1, 2)]), ExcerptError::NoSubtree { from: 1, leaves: 2 });
        assert_eq!(refused(&[hidden(0, 0)]), ExcerptError::NoSubtree { from: 0, leaves: 0 });
        let past_all_numbers = refused(&[hidden(0, 1 << 63), hidden(1 << 63, 1 << 63)]);
        assert_eq!(past_all_numbers, ExcerptError::NoSubtree { from: 1 << 63, leaves: 1 << 63 });
    }

    #[test]
    fn lines_read_back_and_strange_ones_do_not() {
        let (parts, _) = parts(9, &BTreeSet::from([3]));
        for part in &parts {
            let text = model::canonical::to_string(part).unwrap();
            assert_eq!(serde_json::from_str::<Part>(&text).unwrap(), *part);
        }
        for text in [r#"{"entry":1}"#, r#"{"entry":1,"header":"","x":1}"#, r#"{"from":-1,"hash":"","leaves":1}"#] {
            assert!(serde_json::from_str::<Part>(text).is_err(), "{text}");
        }
    }
}
