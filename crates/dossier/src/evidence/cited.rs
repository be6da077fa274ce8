//! Which entries of the log a dossier cites: everything whose number stands in its tables, and what a reader needs to
//! follow the keys. Notes are private, so nothing of them is cited.

use std::collections::BTreeSet;

use case::Case;
use case::view::ItemRow;
use custody::Kind;
use model::{Digest, ItemId};

use crate::error::Error;

/// The cited entries, and what they vouch for.
pub(crate) struct Cited {
    pub entries: BTreeSet<u64>,
    pub items: Vec<ItemRow>,
    /// Findings in force: the item, the stage of the analyser, the entry, and the record where it is kept.
    pub findings: Vec<(ItemId, String, u64, Option<Digest>)>,
    /// Decisions of people, with the public record where they have one.
    pub decisions: Vec<(u64, Digest)>,
}

impl Cited {
    pub fn read(case: &Case) -> Result<Self, Error> {
        let mut entries = BTreeSet::from([0]);
        entries.extend(case.entries_of(Kind::Key)?);
        let items = case.items()?;
        entries.extend(items.iter().flat_map(|item| [Some(item.entry), item.withheld].into_iter().flatten()));
        let mut findings = Vec::new();
        for (item, finding) in case.findings_in_force()? {
            entries.insert(finding.entry);
            let stage = finding.analyser.split('.').next().unwrap_or_default().to_owned();
            findings.push((item, stage, finding.entry, finding.record.and_then(|hex| hex.parse().ok())));
        }
        entries.extend(case.attempts_in_force()?.iter().map(|attempt| attempt.entry));
        let notes: BTreeSet<u64> =
            case.all_judgements()?.into_iter().filter(|(_, j)| j.act == "note").map(|(_, j)| j.entry).collect();
        let mut decisions = Vec::new();
        for entry in case.entries_of(Kind::Judge)?.into_iter().filter(|n| !notes.contains(n)) {
            entries.insert(entry);
            let header = case.reader().entry(entry).map_err(case::Error::from)?;
            let header = header.map(|e| e.header()).transpose().map_err(case::Error::from)?;
            decisions.extend(header.and_then(|h| h.record).map(|record| (entry, record.sha256)));
        }
        Ok(Self { entries, items, findings, decisions })
    }
}
