//! Which copy was there first, by evidence. A post or an upload shows that its media existed then: *at latest*. What a
//! container states is weak and never decides. Without either the answer is *unknown*.

use std::collections::{BTreeMap, BTreeSet};

use model::{ItemId, PostId, TimeSpan};
use serde::{Deserialize, Serialize};

use crate::analysers::ContainerLine;
use crate::carried::By;
use crate::error::Error;
use crate::open::Case;

/// A recording that is this much older than the post that carries it is called out, seconds.
const OLD: i64 = 2 * 86_400;

/// What dates an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// When its media was uploaded, as a side-car or an export states.
    Uploaded,
    /// When a post that carries it was posted.
    Posted,
    /// When somebody captured it.
    Captured,
    /// What its container states: weak.
    Container,
}

impl Kind {
    /// Whether anybody could have written anything there.
    #[must_use]
    pub fn is_weak(self) -> bool {
        self == Self::Container
    }

    /// How it dates an item.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Posted => "posted",
            Self::Captured => "captured",
            Self::Container => "recorded, as its container states",
        }
    }
}

/// An item and an interval in which something shows that it existed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dated {
    /// The item.
    pub item: ItemId,
    /// What dates it.
    pub kind: Kind,
    /// Whether that is weak.
    pub weak: bool,
    /// When.
    pub time: TimeSpan,
    /// The post that carries it, where there is one.
    pub post: Option<PostId>,
    /// Who posted it.
    pub who: Option<String>,
}

/// How surely the earliest is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// It is known.
    #[serde(rename = "known")]
    Known,
    /// It existed at this time at the latest.
    #[serde(rename = "at latest")]
    AtLatest,
    /// Nothing tells.
    #[serde(rename = "unknown")]
    Unknown,
}

/// Which member of a family was first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Earliest {
    /// How surely.
    pub status: Status,
    /// The item that was first as far as the evidence goes.
    pub item: Option<ItemId>,
    /// When it existed at the latest.
    pub time: Option<TimeSpan>,
    /// Why.
    pub reason: String,
    /// What would change the answer.
    pub would_change: String,
    /// All that dates members, earliest first, weak statements last.
    pub order: Vec<Dated>,
}

/// A member that was posted long after the recording had been there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Older {
    /// The item that was posted.
    pub item: ItemId,
    /// When.
    pub posted: TimeSpan,
    /// The post, where one is known.
    pub post: Option<PostId>,
    /// Who posted it.
    pub who: Option<String>,
    /// Whole days, at least, between the earliest evidence and that post.
    pub days: i64,
    /// In one sentence.
    pub reason: String,
}

impl Case {
    /// Everything that dates these items.
    pub(super) fn carriers(&self, items: &BTreeSet<ItemId>) -> Result<BTreeMap<ItemId, Vec<Dated>>, Error> {
        let mut found: BTreeMap<ItemId, Vec<Dated>> = BTreeMap::new();
        if items.is_empty() {
            return Ok(found);
        }
        for carried in self.carried()?.into_iter().filter(|c| items.contains(&c.item)) {
            let (item, view) = (carried.item, self.post(&carried.post.0.hex())?);
            let who = view.source.as_ref().and_then(|s| s.account.clone().or_else(|| s.name.clone()));
            let times = &view.post.times;
            let stated: &[(Kind, Option<&TimeSpan>)] = match carried.by {
                By::Named => &[
                    (Kind::Uploaded, times.uploaded.as_ref()),
                    (Kind::Posted, times.posted.as_ref().or(times.from_id.as_ref())),
                    (Kind::Captured, times.captured.as_ref()),
                ],
                By::SideCar => &[(Kind::Uploaded, times.uploaded.as_ref().or(times.posted.as_ref()))],
            };
            for (kind, time) in stated {
                let Some(time) = time.cloned() else { continue };
                let (post, who) = (Some(view.id), who.clone());
                found.entry(item).or_default().push(Dated { item, kind: *kind, weak: false, time, post, who });
            }
        }
        for item in items {
            for time in self.container_times(*item)? {
                let dated = Dated { item: *item, kind: Kind::Container, weak: true, time, post: None, who: None };
                found.entry(*item).or_default().push(dated);
            }
        }
        for list in found.values_mut() {
            list.dedup();
        }
        Ok(found)
    }

    /// Times that an item's container states, where they can be read as times.
    fn container_times(&self, item: ItemId) -> Result<Vec<TimeSpan>, Error> {
        let record = self.connection().query_row(
            "SELECT max(seq), record FROM finding WHERE item = ? AND analyser LIKE 'container.%'",
            [item.0.hex()],
            |row| row.get::<_, Option<String>>(1),
        )?;
        let Some(record) = record else { return Ok(Vec::new()) };
        let file = self.reader().record(store::index::query::digest(&record)?)?;
        let mut times = BTreeSet::new();
        for line in std::io::BufRead::lines(std::io::BufReader::new(file)) {
            let line = line.map_err(store::index::IndexError::from)?;
            if let ContainerLine::Stated(stated) = serde_json::from_str(&line)?
                && stated.matter == media::Matter::Time
            {
                times.insert(stated.value);
            }
        }
        Ok(times.iter().filter_map(|value| stated_time(value)).collect())
    }
}

/// A container's time: `2026-03-12T04:41:07.000000Z` and the like. Without a zone it stays without.
fn stated_time(value: &str) -> Option<TimeSpan> {
    let value = value.trim();
    let second = value.get(..19)?.replace(' ', "T");
    let zone = if value.ends_with('Z') { Some("+00:00") } else { None };
    TimeSpan::new(&second, zone).ok().filter(|t| t.utc[0].is_some_and(|utc| utc.0 > 0))
}

/// Members in order of the evidence, the answer on the earliest, and members posted long after it.
pub(super) fn order(
    members: &BTreeSet<ItemId>,
    dates: &BTreeMap<ItemId, Vec<Dated>>,
) -> (Vec<ItemId>, Earliest, Vec<Older>) {
    let mut order: Vec<Dated> = members.iter().filter_map(|m| dates.get(m)).flatten().cloned().collect();
    let latest = |d: &Dated| d.time.utc[1].map_or(i64::MAX, |t| t.0);
    order.sort_by_key(|d| (d.weak, latest(d), d.kind, d.item));
    let first_of = |item: &ItemId| order.iter().filter(|d| d.item == *item && !d.weak).map(latest).min();
    let mut sorted: Vec<ItemId> = members.iter().copied().collect();
    sorted.sort_by_key(|item| (first_of(item).is_none(), first_of(item), *item));

    let undated = members.iter().filter(|item| first_of(item).is_none()).count();
    let first = order.iter().find(|d| !d.weak && d.time.utc[1].is_some()).cloned();
    let earliest = match &first {
        Some(first) => at_latest(first, &order, undated),
        None => unknown(&order),
    };
    let older = first.map_or_else(Vec::new, |first| older(&first, &order));
    (sorted, Earliest { order, ..earliest }, older)
}

fn at_latest(first: &Dated, order: &[Dated], undated: usize) -> Earliest {
    let by = first.who.as_deref().map_or(String::new(), |who| format!(" by {who}"));
    let mut reason = format!(
        "it was {}{by} at {}; it existed then, and nothing in the case shows when it was recorded",
        first.kind.words(),
        first.time.value
    );
    // Two intervals that overlap do not say which was first.
    let rival = order
        .iter()
        .filter(|d| !d.weak && d.item != first.item)
        .find(|d| d.time.utc[0].zip(first.time.utc[1]).is_none_or(|(from, to)| from.0 <= to.0));
    if rival.is_some() {
        reason += "; another copy may be as early, its time is not stated closely enough";
    }
    if undated > 0 {
        let are = if undated == 1 { "is" } else { "are" };
        reason += &format!("; {undated} of the copies {are} not dated at all");
    }
    Earliest {
        status: Status::AtLatest,
        item: Some(first.item),
        time: Some(first.time.clone()),
        reason,
        would_change:
            "an earlier post or upload, the original file from the device, or a statement by whoever recorded it"
                .to_owned(),
        order: Vec::new(),
    }
}

fn unknown(order: &[Dated]) -> Earliest {
    let reason = if order.is_empty() {
        "no post, upload or container dates any of the copies"
    } else {
        "only containers state a time, and anybody can write anything there"
    };
    Earliest {
        status: Status::Unknown,
        item: None,
        time: None,
        reason: reason.to_owned(),
        would_change: "any dated post or upload of one of the copies".to_owned(),
        order: Vec::new(),
    }
}

/// Posts that carry the recording long after it had been there.
fn older(first: &Dated, order: &[Dated]) -> Vec<Older> {
    let Some(there) = first.time.utc[1] else { return Vec::new() };
    order
        .iter()
        .filter(|d| d.kind == Kind::Posted || d.kind == Kind::Uploaded)
        .filter_map(|d| {
            let gap = d.time.utc[0]?.0 - there.0;
            (gap >= OLD).then(|| Older {
                item: d.item,
                posted: d.time.clone(),
                post: d.post,
                who: d.who.clone(),
                days: gap / 86_400,
                reason: format!(
                    "the same recording was {} at {}, at least {} days before: it cannot show anything that happened later",
                    first.kind.words(),
                    first.time.value,
                    gap / 86_400
                ),
            })
        })
        .collect()
}
