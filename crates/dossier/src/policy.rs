//! What a dossier shows of people and places, and the count of what it leaves out. How the leaving out is done stands in
//! `redact`.

use serde::Serialize;

/// Coordinates are rounded to multiples of this many micro-degrees: a tenth of a degree, about 11 km.
pub const GRID_MICRO_DEGREES: i32 = 100_000;

/// How far rounding to the grid can move a point, in metres: half the diagonal of its largest cell.
pub const ROUNDING_M: u32 = 7_900;

/// What the publisher decided. The default shows least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// Private accounts by their own names. Otherwise they are "account 1", "account 2", …
    pub show_accounts: bool,
    /// The people who collected by their own names. Otherwise they are "collector 1", "collector 2", …
    pub show_collectors: bool,
    /// The collected files and everything read from them, unchanged, beside the page: whoever gets the bundle gets the
    /// material. Otherwise only texts and records in which nothing would have to be replaced.
    pub with_originals: bool,
}

/// How much was left out, coarsened or replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Withheld {
    /// Private speakers who are called "account N".
    pub accounts: u64,
    /// Places in texts, names and remarks where such a speaker's name or handle was replaced.
    pub names_in_texts: u64,
    /// Web addresses that would lead to a private account, to a file on a machine, or to a point on a map.
    pub addresses: u64,
    /// Web addresses shown without parts that can open a door: passwords, tokens, signed queries.
    pub address_parts: u64,
    /// Post and account numbers of a platform that would lead to a private account.
    pub platform_ids: u64,
    /// Coordinates shown to a tenth of a degree only.
    pub coordinates: u64,
    /// E-mail addresses in texts.
    pub emails: u64,
    /// People who collected, called "collector N".
    pub collectors: u64,
    /// Machines whose names are left out.
    pub machines: u64,
    /// Folders on collecting machines whose paths are left out.
    pub folders: u64,
    /// Reasons for collecting an item, as the collector wrote them.
    pub reasons: u64,
    /// Notes on items, and reasons of judgements.
    pub notes: u64,
    /// Items whose bytes were removed from the case by a purge.
    pub purged_items: u64,
    /// Records of findings that are not among the evidence, because something in them would have to be replaced.
    pub records: u64,
    /// Collected files that are not among the evidence.
    pub originals: u64,
    /// Decisions of people that something is not to be shown.
    pub decided: u64,
}

impl Withheld {
    /// The counts with a sentence each, without those that are nought.
    pub fn words(&self) -> Vec<(u64, &'static str)> {
        let all = [
            (
                self.accounts,
                "private accounts, called “account 1”, “account 2”, … in the order in which the log comes to them",
            ),
            (
                self.names_in_texts,
                "names or handles of private accounts, replaced inside texts, file names and remarks",
            ),
            (
                self.addresses,
                "web addresses that lead to a private account, to a file on a machine or to a point on a map",
            ),
            (self.address_parts, "queries, tokens or passwords inside web addresses"),
            (self.platform_ids, "numbers of posts and accounts by which a platform would lead to a private account"),
            (self.coordinates, "coordinates, shown to a tenth of a degree (about 11 km) only"),
            (self.emails, "e-mail addresses in texts"),
            (self.collectors, "names of people who collected, called “collector 1”, “collector 2”, …"),
            (self.machines, "names of collecting machines"),
            (self.folders, "paths of folders on collecting machines"),
            (self.reasons, "reasons for collecting an item, as the collector wrote them"),
            (self.notes, "notes on items, and reasons of decisions"),
            (
                self.decided,
                "decisions that something is not to be shown: its words are replaced, its files and records left out",
            ),
            (self.purged_items, "items removed from the case itself by a purge; their hashes remain"),
            (self.records, "records of findings, which hold something of the above and cannot be shown in part"),
            (self.originals, "collected files themselves; their hashes are in the index of items"),
        ];
        all.into_iter().filter(|(n, _)| *n > 0).collect()
    }
}
