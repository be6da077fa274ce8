//! Copy families as the template writes them, with a drawing of which seconds of each are which of the others.

use std::collections::{BTreeMap, HashSet};

use super::words::{When, line};
use crate::rows::{FamilyEntry, PairEntry, seconds};

/// Width of a drawing in its own units.
const WIDTH: i64 = 10_000;

/// A family.
#[derive(Debug)]
pub(super) struct Family {
    pub status: &'static str,
    pub item: Option<u64>,
    pub time: Option<When>,
    pub reason: String,
    pub would_change: String,
    pub lanes: Vec<Lane>,
    pub pairs: Vec<Pair>,
    pub older: Vec<Older>,
    pub put_together: Vec<String>,
}

/// One item, drawn from its first to its last second; what it shares with the others stands below one another.
#[derive(Debug)]
pub(super) struct Lane {
    pub item: u64,
    /// Where it begins, and how wide it is.
    pub x: i64,
    pub width: i64,
    pub still: bool,
    /// Stretches that are in another one too.
    pub shared: Vec<(i64, i64)>,
    pub words: String,
}

/// Two of them in words.
#[derive(Debug)]
pub(super) struct Pair {
    pub a: u64,
    pub b: u64,
    pub relation: &'static str,
    pub sound: &'static str,
    pub stretches: Vec<String>,
    pub reason: String,
}

/// A post that came long after the recording.
#[derive(Debug)]
pub(super) struct Older {
    pub item: u64,
    pub post: Option<u64>,
    pub on_page: bool,
    pub posted: When,
    pub reason: String,
}

impl Family {
    pub fn new(entry: &FamilyEntry, on_page: &HashSet<u64>) -> Self {
        let films = entry.put_together.iter().map(|(item, also)| {
            let also: Vec<String> = also.iter().map(|n| format!("item {n}")).collect();
            format!(
                "Item {item} is put together from several recordings and is not counted as one with {}.",
                also.join(", ")
            )
        });
        Self {
            status: entry.status,
            item: entry.item,
            time: entry.time.as_ref().map(When::of),
            reason: line(&entry.reason),
            would_change: line(&entry.would_change),
            lanes: lanes(entry),
            pairs: entry.pairs.iter().map(Pair::new).collect(),
            older: entry
                .older
                .iter()
                .map(|o| Older {
                    item: o.item,
                    post: o.post,
                    on_page: o.post.is_some_and(|post| on_page.contains(&post)),
                    posted: When::of(&o.posted),
                    reason: line(&o.reason),
                })
                .collect(),
            put_together: films.collect(),
        }
    }
}

impl Pair {
    fn new(entry: &PairEntry) -> Self {
        let stretch = |(a, b, mirrored): &([i64; 2], [i64; 2], bool)| {
            let mirrored = if *mirrored { ", mirrored" } else { "" };
            let span = |s: &[i64; 2]| format!("{} to {} s", seconds(s[0]), seconds(s[1]));
            format!("{} of item {} is {} of item {}{mirrored}", span(a), entry.a, span(b), entry.b)
        };
        Self {
            a: entry.a,
            b: entry.b,
            relation: entry.relation,
            sound: entry.sound,
            stretches: entry.stretches.iter().map(stretch).collect(),
            reason: line(&entry.reason),
        }
    }
}

/// Every member moved so that what it shares with another lies under it.
fn lanes(entry: &FamilyEntry) -> Vec<Lane> {
    let mut starts: BTreeMap<u64, i64> = BTreeMap::new();
    if let Some((first, _)) = entry.members.first() {
        starts.insert(*first, 0);
    }
    // Every pass places what hangs on something that is placed already.
    for _ in 0..entry.members.len() {
        for pair in &entry.pairs {
            let Some((a, b, _)) = pair.stretches.first() else { continue };
            match (starts.get(&pair.a).copied(), starts.get(&pair.b).copied()) {
                (Some(at), None) => drop(starts.insert(pair.b, at + a[0] - b[0])),
                (None, Some(at)) => drop(starts.insert(pair.a, at + b[0] - a[0])),
                _ => {}
            }
        }
    }
    let placed = |item: &u64| starts.get(item).copied().unwrap_or(0);
    let left = entry.members.iter().map(|(item, _)| placed(item)).min().unwrap_or(0);
    let right = entry.members.iter().map(|(item, long)| placed(item) + long).max().unwrap_or(0);
    let x = |at: i64| 100 + (at - left) * (WIDTH - 200) / (right - left).max(1);
    entry
        .members
        .iter()
        .map(|(item, long)| {
            let at = placed(item);
            let mut shared: Vec<(i64, i64)> = Vec::new();
            for pair in &entry.pairs {
                for (a, b, _) in &pair.stretches {
                    let mine = if pair.a == *item { a } else { b };
                    if pair.a == *item || pair.b == *item {
                        shared.push((x(at + mine[0]), (x(at + mine[1]) - x(at + mine[0])).max(1)));
                    }
                }
            }
            shared.sort_unstable();
            shared.dedup();
            let still = *long == 0;
            let words = if still { "a picture".to_owned() } else { format!("{} s long", seconds(*long)) };
            Lane { item: *item, x: x(at), width: (x(at + long) - x(at)).max(1), still, shared, words }
        })
        .collect()
}
