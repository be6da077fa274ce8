//! What repeats, as the template writes it.

use std::collections::HashSet;

use super::words::{When, line};
use crate::rows::{RepeatEntry, TextName};

/// A text that the page leads to.
#[derive(Debug)]
pub(super) struct Text {
    pub who: Option<String>,
    pub time: Option<When>,
    pub post: Option<u64>,
    pub on_page: bool,
    pub item: u64,
}

/// One thing that repeats.
#[derive(Debug)]
pub(super) struct Repeat {
    /// What it is, in words.
    pub what: &'static str,
    pub texts: Vec<Text>,
    /// How many more texts are in the table.
    pub more: usize,
    /// What changed, or what both share.
    pub notes: Vec<String>,
}

/// Texts of one group that the page lists.
const LISTED: usize = 12;

impl Repeat {
    pub fn new(entry: &RepeatEntry, posts_on_page: &HashSet<u64>) -> Self {
        let text = |name: &TextName| Text {
            who: name.who.as_deref().map(line),
            time: name.time.as_ref().map(When::of),
            post: name.post,
            on_page: name.post.is_some_and(|post| posts_on_page.contains(&post)),
            item: name.item,
        };
        match entry {
            RepeatEntry::Copies(names) => Self {
                what: "The same words",
                texts: names.iter().take(LISTED).map(text).collect(),
                more: names.len().saturating_sub(LISTED),
                notes: Vec::new(),
            },
            RepeatEntry::Changed { earlier, later, changes } => Self {
                what: "Nearly the same words, changed",
                texts: [earlier, later].map(text).into(),
                more: 0,
                notes: changes.iter().map(|(what, from, to)| change(what, from, to)).collect(),
            },
            RepeatEntry::Across { earlier, later, shared } => Self {
                what: "Perhaps the same report in another language",
                texts: [earlier, later].map(text).into(),
                more: 0,
                notes: vec![shared.clone()],
            },
        }
    }
}

fn change(what: &str, from: &str, to: &str) -> String {
    match (line(from), line(to)) {
        (from, to) if from.is_empty() => format!("{what}: “{to}” was added"),
        (from, to) if to.is_empty() => format!("{what}: “{from}” was left out"),
        (from, to) => format!("{what}: “{from}” became “{to}”"),
    }
}
