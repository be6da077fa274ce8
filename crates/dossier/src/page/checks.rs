//! Physical checks as the template writes them.

use super::words::line;
use crate::rows::CheckEntry;

/// One check.
#[derive(Debug)]
pub(super) struct Check {
    pub item: u64,
    pub entry: u64,
    pub check: String,
    pub word: Option<&'static str>,
    pub asked: String,
    pub answer: String,
    pub lists: Vec<(&'static str, Vec<String>)>,
}

impl Check {
    pub fn new(entry: &CheckEntry) -> Self {
        Self {
            item: entry.item,
            entry: entry.entry,
            check: line(&entry.check),
            word: entry.word,
            asked: line(&entry.asked),
            answer: line(&entry.answer),
            lists: entry.lists.iter().map(|(name, lines)| (*name, lines.iter().map(|l| line(l)).collect())).collect(),
        }
    }
}
