//! The check `log`: every entry decodes, every tile and bundle is what the entries make it, their root is the
//! checkpoint's, and nothing else lies in the folder. It also reads the entries into the ledger.

use std::collections::BTreeSet;

use custody::note::{MAX_NOTE, Note};
use custody::tile::{Content, FULL, Tile, decode_entries, decode_hashes};
use custody::tree::leaf_hash;
use custody::{Checkpoint, Header, Tree};
use model::Digest;

use crate::folder::{Folder, Sort};
use crate::ledger::Ledger;
use crate::parallel::in_order;
use crate::report::{Check, Faults, Progress, State};

/// Largest bundle: 256 entries of 65,535 bytes and their lengths.
const MAX_BUNDLE: u64 = 256 * (65_535 + 2);

/// A log that claims more bundles than there are is followed this far past those that are.
const MAX_MISSING: u64 = 1000;

/// What the log gave.
pub(crate) struct Log {
    /// The answer.
    pub(crate) check: Check,
    /// The checkpoint, where there is one to read.
    pub(crate) head: Option<Head>,
    /// Root of the first entries at the size that was asked for; known only where these entries are sound.
    pub(crate) root_at: Option<Digest>,
}

/// A checkpoint, its signatures not yet checked.
pub(crate) struct Head {
    pub(crate) checkpoint: Checkpoint,
    pub(crate) note: Note,
}

/// Reads and checks `log/` and `case.toml`. `root_at` is an earlier size whose root is asked for.
pub(crate) fn check(folder: &Folder, root_at: Option<u64>, progress: &mut dyn FnMut(Progress)) -> (Log, Ledger) {
    let mut faults = Faults::default();
    let mut remarks = Faults::default();
    let mut tiles = BTreeSet::new();
    list(folder, "log", 0, &mut tiles, &mut faults);
    let head = match folder.read("log/checkpoint", MAX_NOTE as u64) {
        Ok(bytes) => match Checkpoint::parse(&bytes) {
            Ok((checkpoint, note)) => Some(Head { checkpoint, note }),
            Err(why) => {
                faults.push("log/checkpoint", why.to_string());
                None
            }
        },
        Err(why) => {
            faults.push("log/checkpoint", why);
            None
        }
    };
    let Some(head) = head else {
        let detail = "there is no checkpoint to check the log against".to_owned();
        let check = Check::new("log", State::Fails, detail, faults, remarks);
        return (Log { check, head: None, root_at: None }, Ledger::default());
    };

    let size = head.checkpoint.size;
    let mut audit = Audit::new(folder, &head.checkpoint, root_at);
    audit.read_all(&tiles, progress);
    let (mut ledger, root_at) = audit.conclude(&mut faults);
    leftovers(folder, &tiles, size, &mut faults, &mut remarks);
    opening(folder, &ledger, &head.checkpoint, &mut faults);
    faults.append(std::mem::take(&mut ledger.faults));
    ledger.complete &= size > 0;

    let detail = if faults.is_empty() {
        format!(
            "{size} entries; every tile follows from them, and so does the checkpoint's root {}",
            head.checkpoint.root
        )
    } else {
        format!("the files of the log do not fit together at {size} entries")
    };
    let check = Check::new("log", State::Holds, detail, faults, remarks);
    (Log { check, head: Some(head), root_at }, ledger)
}

/// Entry 0 names this log and the `case.toml` that is here.
fn opening(folder: &Folder, ledger: &Ledger, checkpoint: &Checkpoint, faults: &mut Faults) {
    let Some(opening) = &ledger.opening else {
        return faults.push(in_log(Tile::at(Content::Entries, 0, checkpoint.size)), "entry 0 does not open a case");
    };
    if opening.id.origin() != checkpoint.origin {
        let what =
            format!("is of the log {}, not of {}", model::name::visible(&checkpoint.origin), opening.id.origin());
        faults.push("log/checkpoint", what);
    }
    match folder.hash("case.toml") {
        Ok((found, _)) if found == opening.toml => {}
        Ok(_) => faults.push("case.toml", "is not the file that entry 0 names by its hash"),
        Err(why) => faults.push("case.toml", why),
    }
}

/// What one bundle and the tile of its leaf hashes hold.
struct Piece {
    index: u64,
    bundle: Result<Vec<Entry>, String>,
    leaves: Result<Vec<Digest>, String>,
}

/// One entry: its leaf hash, and its header or what is wrong with that.
struct Entry {
    leaf: Digest,
    header: Result<Header, String>,
}

/// The tree is computed from the entries. At the first leaf hash that a tile states differently, a second tree goes
/// its own way with the tile's word: whichever of the two has the signed root tells which file is the damaged one.
struct Audit<'a> {
    folder: &'a Folder,
    checkpoint: &'a Checkpoint,
    by_entries: Branch,
    by_tiles: Option<Branch>,
    /// Numbers of the bundles that do not fit their tile.
    disputed: Vec<u64>,
    /// Whether some leaves are known from neither file.
    gap: bool,
    root_at: (Option<u64>, Option<Digest>),
    ledger: Ledger,
    faults: Faults,
}

/// A tree, and the stored tiles above the leaves that do not follow from it.
#[derive(Clone, Default)]
struct Branch {
    tree: Tree,
    faults: Faults,
}

impl Branch {
    fn push(&mut self, leaf: Digest, folder: &Folder) {
        let faults = &mut self.faults;
        self.tree.push(leaf, &mut |tile, bytes| compare(folder, tile, &bytes, faults));
    }
}

/// Compares a computed tile above the leaves with the stored one.
fn compare(folder: &Folder, tile: Tile, computed: &[u8], faults: &mut Faults) {
    if tile.content == Content::Hashes(0) {
        return;
    }
    match folder.read(&in_log(Some(tile)), 32 * u64::from(FULL)) {
        Ok(stored) if stored == computed => {}
        Ok(_) => faults.push(in_log(Some(tile)), "does not follow from the entries"),
        Err(why) => faults.push(in_log(Some(tile)), why),
    }
}

impl<'a> Audit<'a> {
    fn new(folder: &'a Folder, checkpoint: &'a Checkpoint, root_at: Option<u64>) -> Self {
        Self {
            folder,
            checkpoint,
            by_entries: Branch::default(),
            by_tiles: None,
            disputed: Vec::new(),
            gap: false,
            root_at: (root_at, None),
            ledger: Ledger { complete: true, ..Ledger::default() },
            faults: Faults::default(),
        }
    }

    /// Reads every bundle and leaf tile; decoding and hashing happen on several threads, the rest in order on this.
    fn read_all(&mut self, tiles: &BTreeSet<Tile>, progress: &mut dyn FnMut(Progress)) {
        let (folder, size) = (self.folder, self.checkpoint.size);
        let needed = size.div_ceil(u64::from(FULL));
        let here = tiles.iter().filter(|t| t.content == Content::Entries).count() as u64;
        let followed = needed.min(here + MAX_MISSING);
        if followed < needed {
            self.faults.push("log/checkpoint", format!("speaks of {size} entries; there are not nearly so many"));
            self.gap = true;
            self.ledger.complete = false;
        }
        in_order(
            0..followed,
            |index| read_piece(folder, index, size),
            |piece| {
                if let Some(piece) = piece {
                    let seldom = !piece.index.is_multiple_of(64);
                    self.take(piece);
                    if seldom {
                        return;
                    }
                }
                progress(Progress { check: "log", done: self.by_entries.tree.size(), of: size });
            },
        );
        progress(Progress { check: "log", done: self.by_entries.tree.size(), of: size });
    }

    /// Takes in the next bundle.
    fn take(&mut self, piece: Piece) {
        let first = piece.index * u64::from(FULL);
        let bundle_path = in_log(Tile::at(Content::Entries, piece.index, self.checkpoint.size));
        let mut by_entries = None;
        match piece.bundle {
            Ok(entries) => {
                by_entries = Some(entries.iter().map(|e| e.leaf).collect::<Vec<_>>());
                for (number, entry) in (first..).zip(entries) {
                    match entry.header {
                        Ok(header) => self.ledger.take(number, header, &bundle_path, self.folder),
                        Err(why) => {
                            self.ledger.complete = false;
                            self.faults.push(&bundle_path, format!("entry {number}: {why}"));
                        }
                    }
                }
            }
            Err(why) => {
                self.ledger.complete = false;
                self.faults.push(&bundle_path, why);
            }
        }
        let by_tiles = piece.leaves.map_err(|why| {
            self.faults.push(in_log(Tile::at(Content::Hashes(0), piece.index, self.checkpoint.size)), why);
        });
        let (by_entries, by_tiles) = match (by_entries, by_tiles.ok()) {
            (Some(entries), Some(tiles)) => (entries, tiles),
            (Some(one), None) | (None, Some(one)) => (one.clone(), one),
            (None, None) => {
                self.gap = true;
                return;
            }
        };
        if by_entries != by_tiles {
            self.disputed.push(piece.index);
            self.by_tiles.get_or_insert_with(|| self.by_entries.clone());
        }
        if let Some(branch) = &mut self.by_tiles {
            by_tiles.into_iter().for_each(|leaf| branch.push(leaf, self.folder));
        }
        for leaf in by_entries {
            if self.root_at.0 == Some(self.by_entries.tree.size()) {
                self.root_at.1 = Some(self.by_entries.tree.root());
            }
            self.by_entries.push(leaf, self.folder);
        }
    }

    /// Says which files are at fault; the ledger, and the root at the size asked for, come with it.
    fn conclude(mut self, faults: &mut Faults) -> (Ledger, Option<Digest>) {
        faults.append(std::mem::take(&mut self.faults));
        let size = self.checkpoint.size;
        if self.gap {
            // Nothing can be computed past a gap; what is missing has been named.
            return (self.ledger, None);
        }
        let mut branches = [Some(self.by_entries), self.by_tiles];
        for branch in branches.iter_mut().flatten() {
            for (tile, bytes) in branch.tree.partial_tiles() {
                compare(self.folder, tile, &bytes, &mut branch.faults);
            }
        }
        let [by_entries, by_tiles] = branches.map(|b| b.map(|b| (b.tree.root() == self.checkpoint.root, b)));
        let Some((entries_hold, by_entries)) = by_entries else { return (self.ledger, None) };
        if self.root_at.0 == Some(size) {
            self.root_at.1 = Some(by_entries.tree.root());
        }
        let tiles_hold = by_tiles.as_ref().is_some_and(|b| b.0);
        for index in self.disputed {
            if !tiles_hold {
                let what = if entries_hold { "does not follow from the entries" } else { "does not fit its bundle" };
                faults.push(in_log(Tile::at(Content::Hashes(0), index, size)), what);
            }
            if !entries_hold {
                faults.push(in_log(Tile::at(Content::Entries, index, size)), "holds other entries than the tree's");
            }
        }
        match by_tiles {
            Some((true, by_tiles)) if !entries_hold => faults.append(by_tiles.faults),
            _ => faults.append(by_entries.faults),
        }
        if !entries_hold && !tiles_hold {
            faults.push("log/checkpoint", "its root is not that of the entries here");
        }
        // Damaged entries tell nothing about what an earlier checkpoint covered.
        (self.ledger, self.root_at.1.filter(|_| entries_hold))
    }
}

/// Reads a bundle and the tile of its leaf hashes.
fn read_piece(folder: &Folder, index: u64, size: u64) -> Piece {
    let read = |content, limit| {
        let tile = Tile::at(content, index, size).ok_or("past the end of the log")?;
        Ok::<_, String>((folder.read(&in_log(Some(tile)), limit)?, tile.width))
    };
    let bundle = read(Content::Entries, MAX_BUNDLE).and_then(|(bytes, width)| {
        let entries = decode_entries(&bytes, width).map_err(|e| e.to_string())?;
        let read = |e| Entry { leaf: leaf_hash(e), header: Header::decode(e).map_err(|why| why.to_string()) };
        Ok(entries.into_iter().map(read).collect())
    });
    let leaves = read(Content::Hashes(0), 32 * u64::from(FULL))
        .and_then(|(bytes, width)| decode_hashes(&bytes, width).map_err(|e| e.to_string()));
    Piece { index, bundle, leaves }
}

/// Path inside the case folder.
fn in_log(tile: Option<Tile>) -> String {
    tile.map_or_else(|| "log".to_owned(), |tile| format!("log/{}", tile.path()))
}

/// Finds every tile and bundle below `path`; anything else but the checkpoint is a fault.
fn list(folder: &Folder, path: &str, depth: u8, tiles: &mut BTreeSet<Tile>, faults: &mut Faults) {
    let names = match folder.list(path) {
        Ok(names) => names,
        Err(why) => return faults.push(path, why),
    };
    for (name, sort) in names {
        let path = format!("{path}/{name}");
        let tile = path.strip_prefix("log/").and_then(Tile::from_path);
        match (sort, tile) {
            // The deepest path there is: tile/entries/x018/x446/…/615.p/255.
            (Sort::Folder, _) if depth < 12 => list(folder, &path, depth + 1, tiles, faults),
            (Sort::File, Some(tile)) => drop(tiles.insert(tile)),
            (Sort::File, None) if path == "log/checkpoint" => {}
            _ => faults.push(path, "does not belong in a log"),
        }
    }
}

/// Files that the log's present size does not need: earlier partial files must be the beginning of what is there
/// now; files that reach past the checkpoint must begin with it and are the trace of an interrupted write.
fn leftovers(folder: &Folder, tiles: &BTreeSet<Tile>, size: u64, faults: &mut Faults, remarks: &mut Faults) {
    let needed = |tile: &Tile| Tile::at(tile.content, tile.index, size);
    for tile in tiles.iter().filter(|t| needed(t) != Some(**t)) {
        let path = in_log(Some(*tile));
        let bytes = match folder.read(&path, MAX_BUNDLE) {
            Ok(bytes) => bytes,
            Err(why) => {
                faults.push(path, why);
                continue;
            }
        };
        let sound = match tile.content {
            Content::Entries => decode_entries(&bytes, tile.width).is_ok(),
            Content::Hashes(_) => decode_hashes(&bytes, tile.width).is_ok(),
        };
        let now = needed(tile);
        let present = now.map(|now| folder.read(&in_log(Some(now)), MAX_BUNDLE));
        let agrees = match (&present, now) {
            (Some(Ok(present)), Some(now)) if now.width > tile.width => present.starts_with(&bytes),
            (Some(Ok(present)), _) => bytes.starts_with(present),
            // A file that is missing has been named; nothing is left to compare with.
            (Some(Err(_)), _) | (None, _) => true,
        };
        if !sound || !agrees {
            faults.push(path, "is not of this log, though its name says so");
        } else if now.is_none_or(|now| now.width < tile.width) {
            remarks
                .push(path, "reaches past the checkpoint: the trace of an interrupted write, vouched for by nothing");
        }
    }
}
