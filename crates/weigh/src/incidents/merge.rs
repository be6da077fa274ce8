//! Puts linked tellings together, the strongest link first, under conditions that hold for the whole of a group: no two
//! towns, no two days without one in common, no two tellings that one text keeps apart, and enough in common on average.
//!
//! A chain of links can therefore not smuggle a wrong town or day into a group. The result depends on which tellings
//! there are, never on their order.

use super::days::Days;
use super::pair::{Evidence, told_before};
use super::spot::{Spot, Where};
use super::telling::Telling;

/// A link between two tellings, by their numbers, with its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub a: u32,
    pub b: u32,
    pub points: i32,
}

/// Mean points between two groups from which they are one.
const MEAN: i32 = 7;
/// Members of a group that a mean is taken over: those of the lowest rank.
const SAMPLE: usize = 6;

/// What somebody keeps apart: numbers of tellings, in pairs.
pub(crate) type Apart = std::collections::HashSet<(u32, u32)>;

/// Tellings put together, with what holds for all of them.
pub(crate) struct Group {
    /// Numbers of its tellings, by rank.
    pub members: Vec<u32>,
    spots: Vec<Spot>,
    days: Days,
    /// The earliest minute at which one of it was published, and the latest from which one says that it happened.
    published: Option<i64>,
    from: Option<i64>,
    utterances: Vec<u32>,
}

/// Groups some tellings: every number once, groups and members by rank.
pub(crate) fn merge(tellings: &[Telling], numbers: &[u32], links: &mut [Link], apart: &Apart) -> Vec<Vec<u32>> {
    let rank = |n: u32| tellings[n as usize].rank;
    links.sort_unstable_by_key(|link| {
        let (x, y) = (rank(link.a), rank(link.b));
        (-link.points, x.min(y), x.max(y))
    });
    let at = |n: u32| numbers.binary_search(&n).ok();
    let mut groups: Vec<Option<Group>> = numbers.iter().map(|n| Some(Group::of(*n, &tellings[*n as usize]))).collect();
    let mut home: Vec<usize> = (0..numbers.len()).collect();
    // Groups that were compared and have not grown since need not be compared again.
    let mut tried: std::collections::HashMap<(usize, usize), usize> = std::collections::HashMap::new();
    for link in links.iter() {
        let (Some(a), Some(b)) = (at(link.a), at(link.b)) else { continue };
        let (mut a, mut b) = (root(&mut home, a), root(&mut home, b));
        if a == b {
            continue;
        }
        let (Some(x), Some(y)) = (&groups[a], &groups[b]) else { continue };
        let size = x.members.len() + y.members.len();
        if tried.insert((a.min(b), a.max(b)), size) == Some(size) {
            continue;
        }
        if !x.allows(y) || split(x, y, apart) || !x.enough(y, tellings) {
            continue;
        }
        if x.members.len() < y.members.len() {
            std::mem::swap(&mut a, &mut b);
        }
        if let Some(small) = groups[b].take()
            && let Some(large) = &mut groups[a]
        {
            large.take(small, tellings);
            home[b] = a;
        }
    }
    let mut out: Vec<Vec<u32>> = groups.into_iter().flatten().map(|group| group.members).collect();
    out.sort_unstable_by_key(|members| rank(members[0]));
    out
}

fn root(home: &mut [usize], mut at: usize) -> usize {
    while home[at] != at {
        home[at] = home[home[at]];
        at = home[at];
    }
    at
}

/// Whether somebody keeps two groups apart.
pub(crate) fn split(x: &Group, y: &Group, apart: &Apart) -> bool {
    let named = |a: &u32, b: &u32| apart.contains(&(*a.min(b), *a.max(b)));
    !apart.is_empty() && x.members.iter().any(|a| y.members.iter().any(|b| named(a, b)))
}

/// Places of which it was open which of their name they are, settled by those of the other group.
fn settled(spots: &[Spot], by: &[Spot]) -> Vec<Spot> {
    let one = |spot: &Spot| {
        let perhaps = by.iter().find(|other| spot.relate(other) == Where::Perhaps);
        perhaps.and_then(|other| spot.as_other(other)).unwrap_or_else(|| spot.clone())
    };
    spots.iter().map(one).collect()
}

impl Group {
    /// One telling.
    pub fn of(number: u32, telling: &Telling) -> Self {
        Self {
            members: vec![number],
            spots: telling.spot.iter().cloned().collect(),
            days: telling.days(),
            published: telling.published_minute,
            from: telling.from_minute,
            utterances: vec![telling.utterance],
        }
    }

    /// Whether places, days and texts allow the two groups to be one.
    pub fn allows(&self, other: &Self) -> bool {
        let (few, many) = if self.utterances.len() < other.utterances.len() {
            (&self.utterances, &other.utterances)
        } else {
            (&other.utterances, &self.utterances)
        };
        let apart = |a: &Spot| other.spots.iter().any(|b| matches!(a.relate(b), Where::Apart(_)));
        let before = |x: &Self, y: &Self| x.published.zip(y.from).is_some_and(|(x, y)| told_before(x, y));
        self.days.and(other.days).is_some()
            && !before(self, other)
            && !before(other, self)
            && !few.iter().any(|u| many.binary_search(u).is_ok())
            && !self.spots.iter().any(apart)
    }

    /// Whether the groups have enough in common on average.
    fn enough(&self, other: &Self, tellings: &[Telling]) -> bool {
        let sample = |group: &Self| group.members.len().min(SAMPLE);
        let (n, m) = (sample(self), sample(other));
        let mut sum = 0;
        for a in &self.members[..n] {
            for b in &other.members[..m] {
                sum += Evidence::of(&tellings[*a as usize], &tellings[*b as usize]).points;
            }
        }
        sum >= MEAN * (n * m) as i32
    }

    /// Takes in another group that it allows.
    pub fn take(&mut self, other: Self, tellings: &[Telling]) {
        self.members.extend(other.members);
        self.members.sort_unstable_by_key(|n| tellings[*n as usize].rank);
        self.utterances.extend(other.utterances);
        self.utterances.sort_unstable();
        let (own, theirs) = (settled(&self.spots, &other.spots), settled(&other.spots, &self.spots));
        self.spots = own;
        for spot in theirs {
            if !self.spots.contains(&spot) {
                self.spots.push(spot);
            }
        }
        self.published = [self.published, other.published].into_iter().flatten().min();
        self.from = self.from.max(other.from);
        if let Some(days) = self.days.and(other.days) {
            self.days = days;
        }
    }
}
