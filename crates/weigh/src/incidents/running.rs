//! Clustering that can go on: tellings, their links and their groups are kept, and one more post costs what lies near it.
//!
//! The groups are those that a run over everything would give: a group depends only on the tellings that are connected
//! with it by links, and these are grouped anew.

use std::collections::HashMap;

use super::attach::attach;
use super::candidates::Index;
use super::cut::cut;
use super::decided::NamedClaims;
use super::merge::{Apart, Link, merge};
use super::pair::{Evidence, LEAN, NEARLY, words_in_common};
use super::placing::Places;
use super::telling::Telling;
use super::ties::Ties;
use crate::material::Material;

/// Tellings put together so far.
#[derive(Debug, Default)]
pub(crate) struct Running {
    pub tellings: Vec<Telling>,
    /// For every telling, the tellings it is linked with, and the points.
    links: Vec<Vec<(u32, i32)>>,
    /// For every telling, the ones that it was nearly linked with.
    nearly: Vec<Vec<(u32, i32)>>,
    /// For every telling, those on which it would lean if it stood alone, and the points.
    leans: Vec<Vec<(u32, i32)>>,
    /// Tellings that only pass on another, and that one.
    pub passed_on: HashMap<u32, u32>,
    /// Group of every telling: number of its first member by rank.
    group: Vec<u32>,
    groups: HashMap<u32, Vec<u32>>,
    index: Index,
    places: Places,
    utterances: u32,
    /// First telling of every utterance taken so far, and the end.
    first: Vec<u32>,
}

/// Near misses that are kept for one telling.
const KEPT: usize = 2;
/// Links that are kept for one telling, the strongest first.
const LINKS: usize = 24;

impl Running {
    /// Takes every utterance that was not there before: makes tellings of its claims. They stand at the end.
    pub fn take(&mut self, material: &Material, named: &NamedClaims) {
        let mut claim = material.claims.partition_point(|c| c.utterance < self.utterances) as u32;
        for utterance in self.utterances..material.utterances.len() as u32 {
            let start = claim;
            while material.claims.get(claim as usize).is_some_and(|c| c.utterance == utterance) {
                claim += 1;
            }
            self.first.push(self.tellings.len() as u32);
            self.tellings.extend(cut(material, utterance, start..claim, named));
        }
        self.utterances = material.utterances.len() as u32;
        self.places.place(material, &mut self.tellings, self.group.len());
    }

    /// Links the tellings taken since the last call with all others, and groups anew what is connected with them.
    pub fn link(&mut self, ties: &Ties, apart: &Apart) {
        let (from, end) = (self.group.len() as u32, self.tellings.len() as u32);
        self.links.resize(end as usize, Vec::new());
        self.nearly.resize(end as usize, Vec::new());
        self.leans.resize(end as usize, Vec::new());
        self.group.extend(from..end);
        for number in from..end {
            match self.original(number, ties) {
                Some(original) => {
                    self.passed_on.insert(number, original);
                }
                None => self.index.add(number, &self.tellings[number as usize]),
            }
        }
        let mut near = Vec::new();
        let mut touched = Vec::new();
        for number in from..end {
            if self.passed_on.contains_key(&number) {
                continue;
            }
            self.compare(number, ties, &mut near);
            touched.push(number);
        }
        self.regroup(&touched, apart);
    }

    /// The telling that this one only passes on.
    fn original(&self, number: u32, ties: &Ties) -> Option<u32> {
        let telling = &self.tellings[number as usize];
        let source = ties.passed_on(telling.utterance)?;
        let own = number - self.first[telling.utterance as usize];
        let from = *self.first.get(source as usize)?;
        let to = self.first.get(source as usize + 1).copied().unwrap_or(self.tellings.len() as u32);
        let same = from + own;
        let words = |n: &u32| words_in_common(&telling.words, &self.tellings[*n as usize].words);
        let candidate = if same < to { same } else { (from..to).max_by_key(words)? };
        let other = &self.tellings[candidate as usize];
        let count = |t: &Telling| t.words.iter().map(|w| w.1).collect::<std::collections::BTreeSet<_>>().len().min(128);
        let unchanged = usize::from(words(&candidate)) * 10 >= count(telling).max(count(other)) * 8;
        let place = Evidence::of(telling, other);
        (unchanged || !place.forbidden()).then_some(candidate)
    }

    /// Links a new telling with those before it, and with new ones of a lower number.
    fn compare(&mut self, number: u32, ties: &Ties, near: &mut Vec<u32>) {
        let telling = &self.tellings[number as usize];
        self.index.near(telling, near);
        near.extend(ties.tied(telling.utterance).flat_map(|u| {
            let from = self.first.get(u as usize).copied().unwrap_or(0);
            let to = self.first.get(u as usize + 1).copied().unwrap_or(self.tellings.len() as u32);
            from..to
        }));
        near.sort_unstable();
        near.dedup();
        for &other in near.iter().take_while(|n| **n < number) {
            let (a, b) = (&self.tellings[number as usize], &self.tellings[other as usize]);
            if a.utterance == b.utterance || self.passed_on.contains_key(&other) {
                continue;
            }
            let evidence = Evidence::of(a, b);
            let tie = ties.points(a.utterance, b.utterance);
            let points = evidence.points + tie;
            let aside = a.aside || b.aside;
            let lean = evidence.lean(aside).saturating_add(tie);
            if lean >= LEAN && !evidence.forbidden() {
                self.keep_lean(number, other, lean);
                self.keep_lean(other, number, lean);
            }
            if aside {
                continue;
            }
            if evidence.links() || tie > 0 && !evidence.forbidden() && points >= super::pair::LINK {
                self.links[number as usize].push((other, points));
                self.links[other as usize].push((number, points));
            } else if evidence.content + tie >= NEARLY {
                self.keep_nearly(number, other, evidence.content + tie);
                self.keep_nearly(other, number, evidence.content + tie);
            }
        }
    }

    fn keep_nearly(&mut self, of: u32, other: u32, points: i32) {
        let rank = |n: u32| self.tellings[n as usize].rank;
        let mut kept = std::mem::take(&mut self.nearly[of as usize]);
        kept.push((other, points));
        kept.sort_unstable_by_key(|(n, points)| (-points, rank(*n)));
        kept.truncate(KEPT);
        self.nearly[of as usize] = kept;
    }

    fn keep_lean(&mut self, of: u32, other: u32, points: i32) {
        let kept = &mut self.leans[of as usize];
        kept.push((other, points));
        if kept.len() >= 2 * LINKS {
            let rank = |n: u32| self.tellings[n as usize].rank;
            kept.sort_unstable_by_key(|(n, points)| (-points, rank(*n)));
            kept.truncate(LINKS);
        }
    }

    /// The links of a telling that count: the strongest.
    fn strongest(&self, number: u32) -> Vec<(u32, i32)> {
        let mut links = self.links[number as usize].clone();
        if links.len() > LINKS {
            links.sort_unstable_by_key(|(n, points)| (-points, self.tellings[*n as usize].rank));
            links.truncate(LINKS);
        }
        links
    }

    /// Groups everything anew that is connected with the touched tellings.
    fn regroup(&mut self, touched: &[u32], apart: &Apart) {
        let mut seen = vec![false; self.tellings.len()];
        for &start in touched {
            if seen[start as usize] {
                continue;
            }
            seen[start as usize] = true;
            let mut component = vec![start];
            let mut next = 0;
            while next < component.len() {
                for (other, _) in &self.links[component[next] as usize] {
                    if !std::mem::replace(&mut seen[*other as usize], true) {
                        component.push(*other);
                    }
                }
                next += 1;
            }
            component.sort_unstable();
            let mut links = Vec::new();
            for &a in &component {
                for (b, points) in self.strongest(a) {
                    links.push(Link { a: a.min(b), b: a.max(b), points });
                }
            }
            links.sort_unstable_by_key(|l| (l.a, l.b));
            links.dedup_by_key(|l| (l.a, l.b));
            for number in &component {
                self.groups.remove(number);
            }
            for members in merge(&self.tellings, &component, &mut links, apart) {
                for member in &members {
                    self.group[*member as usize] = members[0];
                }
                self.groups.insert(members[0], members);
            }
        }
    }

    /// Groups of tellings, each by rank, in no particular order; those that are passed on stand with their originals.
    pub fn groups(&self, apart: &Apart) -> Vec<Vec<u32>> {
        let (mut groups, home) = attach(&self.tellings, &self.groups, &self.group, &self.leans, apart);
        let mut passed: Vec<(&u32, &u32)> = self.passed_on.iter().collect();
        passed.sort_unstable();
        for (number, original) in passed {
            let mut at = *original;
            for _ in 0..64 {
                match self.passed_on.get(&at) {
                    Some(before) if *before != *number => at = *before,
                    _ => break,
                }
            }
            let group = home[at as usize];
            groups.entry(group).or_default().push(*number);
        }
        groups.into_values().collect()
    }

    /// Pairs that were nearly put together, by number, with the points of what they share.
    pub fn near_misses(&self) -> impl Iterator<Item = (u32, u32, i32)> + '_ {
        let pairs = self.nearly.iter().enumerate();
        let nearly = pairs.flat_map(|(a, others)| others.iter().map(move |(b, points)| (a as u32, *b, *points)));
        let linked = self.links.iter().enumerate();
        let parted = linked.flat_map(|(a, others)| others.iter().map(move |(b, points)| (a as u32, *b, *points)));
        let parted = parted.filter(|(a, b, _)| self.group[*a as usize] != self.group[*b as usize]);
        nearly.chain(parted).filter(|(a, b, _)| a < b)
    }
}
