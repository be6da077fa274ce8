//! Which records and collected files are shown whole. With the originals: all that the case holds. Otherwise those in
//! which the policy would replace nothing; a record of an item is never shown where its import is not, because it
//! speaks of the same posts.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use case::Case;
use case::view::ItemRow;
use model::item::Kind;
use model::{Digest, ItemId};

use super::{Cited, each_line};
use crate::error::Error;
use crate::redact::{DECIDED, Redactor, Why};

/// Longest text that is looked through.
const LONGEST: u64 = 8 << 20;

/// Analysers whose records were thought through: everything that can name somebody stands in them as text, or as the
/// numbers that `redact` knows. Records of others are shown with the originals only.
const LOOKED_THROUGH: [&str; 2] = ["import", "read"];

const NOT_LOOKED_THROUGH: Why = "records of this analyser are shown with the originals only";
const NOT_A_TEXT: Why = "collected files other than short texts are shown on request only";
const BIG: Why = "it is too long to be looked through";
const GONE: Why = "it was purged from the case, or is missing there";
const IMPORT_HELD: Why = "what was read from it is withheld";

/// Whether the policy withholds a file that the case still has.
pub(super) fn is_withheld(why: Option<Why>) -> bool {
    why.is_some_and(|why| why != GONE)
}

/// For each file by its hash: the entry that vouches for it, and why it is not shown.
pub(crate) struct Shown {
    pub originals: BTreeMap<Digest, (u64, Option<Why>)>,
    pub records: BTreeMap<Digest, (u64, Option<Why>)>,
}

impl Shown {
    pub fn decide(case: &Case, redactor: &Redactor, cited: &Cited) -> Result<Self, Error> {
        let everything = redactor.policy().with_originals;
        let mut records: BTreeMap<Digest, (u64, Option<Why>)> = BTreeMap::new();
        // Items of whose import something is withheld, and why.
        let mut held: HashMap<ItemId, Why> = HashMap::new();
        for (item, stage, entry, record) in &cited.findings {
            let Some(record) = record else {
                held.insert(*item, GONE);
                continue;
            };
            let why = match held.get(item) {
                _ if redactor.withholds_item(*item) => Some(DECIDED),
                _ if everything => decided(case, redactor, *record)?,
                Some(why) => Some(*why),
                None if !LOOKED_THROUGH.contains(&stage.as_str()) => Some(NOT_LOOKED_THROUGH),
                None => why_not(case, redactor, *record)?,
            };
            if let Some(why) = why.filter(|why| stage == "import" || *why == DECIDED) {
                held.insert(*item, why);
            }
            put(&mut records, *record, *entry, why);
        }
        for (entry, record) in &cited.decisions {
            let why = if everything { None } else { why_not(case, redactor, *record)? };
            put(&mut records, *record, *entry, why);
        }
        let mut originals = BTreeMap::new();
        for item in &cited.items {
            let why = match (item.withheld, held.get(&item.id)) {
                (Some(_), _) => Some(GONE),
                _ if redactor.withholds_item(item.id) => Some(DECIDED),
                _ if everything => held.get(&item.id).copied().filter(|why| *why == DECIDED),
                (None, Some(_)) => Some(IMPORT_HELD),
                (None, None) => of_a_file(case, redactor, item)?,
            };
            originals.insert(item.id.0, (item.entry, why));
        }
        Ok(Self { originals, records })
    }

    /// Whether a collected file is among the evidence.
    pub fn has(&self, item: ItemId) -> bool {
        self.originals.get(&item.0).is_some_and(|(_, why)| why.is_none())
    }
}

/// Two findings may have the same record; it is shown if either may be.
fn put(records: &mut BTreeMap<Digest, (u64, Option<Why>)>, record: Digest, entry: u64, why: Option<Why>) {
    let known = records.entry(record).or_insert((entry, why));
    if why.is_none() {
        known.1 = None;
    }
}

/// Whether words that a decision withholds stand in a record, where the policy shows everything else.
fn decided(case: &Case, redactor: &Redactor, record: Digest) -> Result<Option<Why>, Error> {
    if !redactor.withholds_any_words() {
        return Ok(None);
    }
    let file = match case.reader().record(record) {
        Ok(file) => file,
        Err(store::Error::Missing(_)) => return Ok(Some(GONE)),
        Err(error) => return Err(case::Error::from(error).into()),
    };
    let whole = each_line(file, &mut |line| !redactor.withholds_words_of_line(line))?;
    Ok((!whole).then_some(DECIDED))
}

fn why_not(case: &Case, redactor: &Redactor, record: Digest) -> Result<Option<Why>, Error> {
    let file = match case.reader().record(record) {
        Ok(file) => file,
        Err(store::Error::Missing(_)) => return Ok(Some(GONE)),
        Err(error) => return Err(case::Error::from(error).into()),
    };
    let mut why = None;
    let whole = each_line(file, &mut |line| {
        why = redactor.withholds_line(line);
        why.is_none()
    })?;
    Ok(if whole { None } else { why.or(Some(GONE)) })
}

fn of_a_file(case: &Case, redactor: &Redactor, item: &ItemRow) -> Result<Option<Why>, Error> {
    let page = item.kind == Some(Kind::Page);
    if !page && item.kind != Some(Kind::Document) || item.format.is_none() {
        return Ok(Some(NOT_A_TEXT));
    }
    let file = match case.reader().original(item.id) {
        Ok(file) => file,
        Err(store::Error::Missing(_)) => return Ok(Some(GONE)),
        Err(error) => return Err(case::Error::from(error).into()),
    };
    let mut bytes = Vec::new();
    let read = file.take(LONGEST + 1).read_to_end(&mut bytes);
    read.map_err(|e| case::Error::from(store::index::IndexError::from(e)))?;
    if bytes.len() as u64 > LONGEST {
        return Ok(Some(BIG));
    }
    Ok(redactor.withholds_document(&bytes, page))
}
