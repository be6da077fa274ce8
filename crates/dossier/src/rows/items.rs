//! The index of items: what a lawyer asks of each exhibit.

use std::collections::HashMap;

use case::Case;
use case::view::ItemRow;
use model::{ItemId, PostId};

use super::Inside;
use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::redact::{Address, Carries, Redactor};
use crate::table::{Row, Table};

/// One item.
#[derive(Debug)]
pub(crate) struct ItemEntry {
    /// From 1, in the order of the log.
    pub number: u64,
    pub id: ItemId,
    /// Path inside the collected material.
    pub name: String,
    pub kind: Option<String>,
    pub mime: Option<String>,
    pub format: Option<String>,
    /// Nothing where the item was purged.
    pub size: Option<u64>,
    pub address: Option<Address>,
    pub collected_by: Option<String>,
    pub collected_at: Option<String>,
    pub tool: Option<String>,
    pub sightings: u64,
    pub posts: u64,
    /// Fields of the collection form that nothing is known for.
    pub missing: Vec<String>,
    /// Number of the log entry that preserved it.
    pub entry: u64,
    pub readings: Vec<Reading>,
    /// What its inside says, where it is a picture, film or sound that was decoded.
    pub inside: Option<Inside>,
    pub status: Option<String>,
    pub tags: Vec<String>,
    /// Number of the purge entry, where its bytes are gone.
    pub withheld: Option<u64>,
}

/// A finding that stands.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub entry: u64,
    pub analyser: String,
    pub version: String,
}

/// All items, and the number of each.
pub(crate) struct Items {
    pub shown: Vec<ItemEntry>,
    pub total: u64,
    /// Fields of the collection form that are missing for every item.
    pub missing_everywhere: Vec<String>,
    /// Analysers, versions, and how many findings stand.
    pub analysers: Vec<(Reading, u64)>,
    /// Tools that collected.
    pub tools: Vec<String>,
    numbers: HashMap<ItemId, u64>,
    posts: HashMap<PostId, u64>,
}

impl Items {
    pub fn read(case: &Case, redactor: &Redactor) -> Result<Self, Error> {
        let mut readings: HashMap<ItemId, Vec<Reading>> = HashMap::new();
        let mut analysers: Vec<(Reading, u64)> = Vec::new();
        for (item, finding) in case.findings_in_force()? {
            let reading = Reading { entry: finding.entry, analyser: finding.analyser, version: finding.version };
            match analysers.iter_mut().find(|(a, _)| a.analyser == reading.analyser && a.version == reading.version) {
                Some((_, n)) => *n += 1,
                None => analysers.push((reading.clone(), 1)),
            }
            readings.entry(item).or_default().push(reading);
        }
        analysers.sort_by(|a, b| (&a.0.analyser, &a.0.version).cmp(&(&b.0.analyser, &b.0.version)));
        let mut tags = tags(case, redactor)?;
        let mut items = Self {
            shown: Vec::new(),
            total: 0,
            missing_everywhere: Vec::new(),
            analysers,
            tools: Vec::new(),
            numbers: HashMap::new(),
            posts: case.post_order()?.into_iter().zip(1..).collect(),
        };
        for row in case.items()? {
            items.total += 1;
            items.numbers.insert(row.id, items.total);
            let (tags, readings) =
                (tags.remove(&row.id).unwrap_or_default(), readings.remove(&row.id).unwrap_or_default());
            let decoded = readings.iter().any(|r| r.analyser.starts_with("container."));
            let inside = if decoded { case.container(row.id)? } else { None };
            let inside = inside.map(|view| Inside::new(row.id, &view, redactor));
            let entry = ItemEntry { number: items.total, tags, readings, inside, ..item(row, redactor) };
            for tool in entry.tool.iter().filter(|t| !items.tools.contains(t)).cloned().collect::<Vec<_>>() {
                items.tools.push(tool);
            }
            items.shown.push(entry);
        }
        items.tools.sort();
        let mut here = items.shown.iter().filter(|i| i.withheld.is_none());
        if let Some(first) = here.next() {
            items.missing_everywhere = first.missing.clone();
            here.for_each(|item| items.missing_everywhere.retain(|field| item.missing.contains(field)));
        }
        Ok(items)
    }

    /// An item's number, from 1.
    pub fn number(&self, id: ItemId) -> u64 {
        self.numbers.get(&id).copied().unwrap_or(0)
    }

    /// Number of a post, from 1 in the order of the times.
    pub fn post_number(&self, id: &PostId) -> Option<u64> {
        self.posts.get(id).copied()
    }

    /// How many posts there are.
    pub fn posts(&self) -> u64 {
        self.posts.len() as u64
    }

    /// Items that are kept and that nothing could be read from.
    pub fn not_read(&self) -> impl Iterator<Item = &ItemEntry> {
        self.shown.iter().filter(|i| i.mime.is_some() && i.format.is_none())
    }

    pub fn write(&self, shelf: &mut Shelf<'_>) -> Result<(), Error> {
        const COLUMNS: [&str; 20] = [
            "item",
            "sha256",
            "file",
            "kind",
            "media_type",
            "format",
            "size_bytes",
            "source_address_as_stated",
            "collected_by",
            "collected_at_utc",
            "collected_with",
            "times_met",
            "posts_read",
            "missing_collection_fields",
            "log_entry",
            "read_by",
            "read_log_entries",
            "status",
            "tags",
            "bytes_withheld_by_log_entry",
        ];
        shelf.put("items.csv", |to| -> Result<(), Cause> {
            let mut table = Table::new(to, &COLUMNS)?;
            for item in &self.shown {
                let by: Vec<String> = item.readings.iter().map(|r| format!("{} {}", r.analyser, r.version)).collect();
                let entries: Vec<String> = item.readings.iter().map(|r| r.entry.to_string()).collect();
                table.row(
                    Row::default()
                        .plain(item.number)
                        .plain(item.id)
                        .text(&item.name)
                        .maybe(item.kind.as_deref())
                        .maybe(item.mime.as_deref())
                        .maybe(item.format.as_deref())
                        .maybe_plain(item.size)
                        .maybe(item.address.as_ref().map(Address::words).as_deref())
                        .maybe(item.collected_by.as_deref())
                        .maybe_plain(item.collected_at.as_deref())
                        .maybe(item.tool.as_deref())
                        .plain(item.sightings)
                        .plain(item.posts)
                        .text(&item.missing.join("; "))
                        .plain(item.entry)
                        .text(&by.join("; "))
                        .plain(entries.join("; "))
                        .maybe(item.status.as_deref())
                        .text(&item.tags.join("; "))
                        .maybe_plain(item.withheld),
                )?;
            }
            Ok(table.finish()?)
        })
    }

    /// Keeps only as many as the page shows.
    pub fn shorten(&mut self) {
        self.shown.truncate(crate::SHOWN_ON_PAGE);
    }

    pub fn more(&self) -> u64 {
        self.total - self.shown.len() as u64
    }
}

fn item(row: ItemRow, redactor: &Redactor) -> ItemEntry {
    let form = row.collection_form();
    let sighting = row.sighting.as_ref();
    if sighting.is_some_and(|s| s.why.is_some()) {
        redactor.counts.borrow_mut().reasons += 1;
    }
    if row.withheld.is_some() {
        redactor.counts.borrow_mut().purged_items += 1;
    }
    ItemEntry {
        number: 0,
        id: row.id,
        name: sighting.map_or("(name withheld)".to_owned(), |s| redactor.note(&s.path.text)),
        kind: row.kind.map(|k| k.word().to_owned()),
        mime: row.mime,
        format: row.format,
        size: row.size,
        address: row.stated_url.as_deref().map(|url| redactor.address(url, Carries::Unknown)),
        collected_by: sighting.and_then(|s| s.collector.as_deref()).map(|name| redactor.collector(name)),
        collected_at: sighting.map(|s| s.at.to_string()),
        tool: sighting.map(|s| s.tool.clone()),
        sightings: row.sightings,
        posts: row.posts,
        missing: form.into_iter().filter(|f| f.value.is_none()).map(|f| f.field).collect(),
        entry: row.entry,
        readings: Vec::new(),
        inside: None,
        status: row.status.map(|s| redactor.note(&s)),
        tags: Vec::new(),
        withheld: row.withheld,
    }
}

/// The tags that stand, in the order in which they were put. Notes and reasons are only counted.
fn tags(case: &Case, redactor: &Redactor) -> Result<HashMap<ItemId, Vec<String>>, Error> {
    let mut tags: HashMap<ItemId, Vec<String>> = HashMap::new();
    for (item, judgement) in case.all_judgements()? {
        if judgement.act == "note" || judgement.reason.is_some() {
            redactor.counts.borrow_mut().notes += 1;
        }
        let of_item = tags.entry(item).or_default();
        match judgement.act.as_str() {
            "tag" if !of_item.contains(&judgement.value) => of_item.push(judgement.value),
            "untag" => of_item.retain(|tag| *tag != judgement.value),
            _ => {}
        }
    }
    for tag in tags.values_mut().flatten() {
        *tag = redactor.note(tag);
    }
    Ok(tags)
}
