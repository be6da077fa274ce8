//! Claims as the template writes them.

use std::collections::HashSet;

use super::words::{When, line};
use crate::rows::ClaimEntry;

/// One claim.
#[derive(Debug)]
pub(super) struct Claim {
    pub source: Option<String>,
    pub time: Option<When>,
    pub words: String,
    /// Who says it according to the text, with those through whom it came.
    pub speaker: Option<String>,
    /// How it is said: hedged, denied, in quotation.
    pub manner: String,
    /// What a person found about it, by whom, and the entry that says so.
    pub review: Option<(String, String, u64)>,
    pub post: Option<u64>,
    /// Whether that post is on the page.
    pub on_page: bool,
    pub item: u64,
    pub entry: u64,
}

impl Claim {
    pub fn new(claim: &ClaimEntry, posts_on_page: &HashSet<u64>) -> Self {
        let mut manner = Vec::new();
        if let Some(hedge) = &claim.hedge {
            manner.push(format!("hedged: “{}”", line(hedge)));
        }
        if claim.denied {
            manner.push("denied".to_owned());
        }
        if claim.quoted {
            manner.push("own words".to_owned());
        }
        let through = claim.via.iter().map(|v| format!(", through {}", line(v)));
        let speaker = match (&claim.speaker, claim.via.is_empty()) {
            (None, true) => None,
            (None, false) => Some(format!("the text itself{}", through.collect::<String>())),
            (Some(who), _) => Some(format!("{}{}", line(who), through.collect::<String>())),
        };
        Self {
            source: claim.source.as_deref().map(line),
            time: claim.time.as_ref().map(When::of),
            words: line(&claim.text),
            speaker,
            manner: if manner.is_empty() { "plainly".to_owned() } else { manner.join("; ") },
            review: claim.review.as_ref().map(|(result, who, entry)| {
                (line(result), who.as_deref().map_or("not stated".to_owned(), line), *entry)
            }),
            post: claim.post,
            on_page: claim.post.is_some_and(|post| posts_on_page.contains(&post)),
            item: claim.item,
            entry: claim.entry,
        }
    }
}
