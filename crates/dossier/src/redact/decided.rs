//! What a person decided not to show: the words of a claim, post or article are replaced wherever they stand, and the
//! files and records in which they were read stay out of the evidence, whatever else the policy shows.

use std::collections::{BTreeMap, BTreeSet};

use case::Case;
use model::{ItemId, Span};
use weigh::decision::{Decision, in_force};

use super::names::{Names, Patterns};
use crate::error::Error;

/// What stands instead of such words.
fn instead(entry: u64) -> String {
    format!("[withheld by a decision, log entry {entry}]")
}

/// Everything of a case that a decision in force withholds.
pub(super) struct Decided {
    /// The words.
    pub words: Names,
    /// Items in which they were read, or which are themselves not to be shown, with the log entry that says so.
    pub items: BTreeMap<ItemId, u64>,
    /// How many decisions.
    pub count: u64,
}

impl Decided {
    pub fn of(case: &Case) -> Result<Self, Error> {
        let mut patterns = Patterns::default();
        let (mut items, mut count) = (BTreeMap::new(), 0);
        for one in in_force(&case.decided()?) {
            let Decision::Redact { thing } = &one.decision else { continue };
            count += 1;
            let found = Thing::of(case, thing)?;
            items.extend(found.items.into_iter().map(|item| (item, one.entry)));
            for words in found.words {
                patterns.add_whole(&words, &instead(one.entry));
            }
        }
        Ok(Self { words: patterns.build()?, items, count })
    }
}

/// What one decision names.
#[derive(Default)]
struct Thing {
    items: BTreeSet<ItemId>,
    words: Vec<String>,
}

impl Thing {
    /// `post:…`, `article:…`, `item:…`, or a span of one: `post:…@12-40`.
    fn of(case: &Case, id: &str) -> Result<Self, Error> {
        let (head, span) = id.split_once('@').map_or((id, None), |(head, span)| (head, Some(span)));
        let (kind, hex) = head.split_once(':').unwrap_or(("item", head));
        let mut thing = Self::default();
        let item = || hex.parse().ok().map(ItemId);
        let text = match kind {
            "post" => {
                let view = case.post(hex)?;
                thing.items.insert(view.item);
                thing.items.extend(view.also_read_from);
                view.post.text
            }
            "article" => {
                let Some(item) = item() else { return Ok(thing) };
                thing.items.insert(item);
                case.article_of(item)?.map_or(String::new(), |view| view.article.text)
            }
            _ => {
                thing.items.extend(item());
                return Ok(thing);
            }
        };
        match span.and_then(parse) {
            Some(span) => thing.words.push(text.chars().skip(span.start).take(span.end - span.start).collect()),
            None => {
                // What others see of it one by one, so that no part of it is shown where the whole is not.
                let (items, post) = (&thing.items, (kind == "post").then_some(hex));
                let mut words = Vec::new();
                case.each_claim(None, &mut |claim| {
                    let same = claim.post.map(|p| p.0.hex()).as_deref() == post;
                    if same && items.contains(&claim.item) {
                        words.push(claim.text);
                    }
                    Ok(())
                })?;
                words.extend(text.lines().map(str::to_owned));
                words.push(text);
                thing.words = words;
            }
        }
        Ok(thing)
    }
}

fn parse(span: &str) -> Option<Span> {
    let (start, end) = span.split_once('-')?;
    let span = Span { start: start.parse().ok()?, end: end.parse().ok()? };
    (span.start <= span.end).then_some(span)
}
