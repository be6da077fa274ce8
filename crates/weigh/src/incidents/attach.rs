//! Texts that stand alone go with the one happening that they are clearly nearest to: a follow-up, a thread that goes on
//! without naming the town again, a text that says of nothing that it happened.
//!
//! What is nearly as near to a second happening stays loose. Places, days and decisions forbid here as everywhere.

use std::collections::{BTreeMap, HashMap};

use super::merge::{Apart, Group, split};
use super::pair::{LEAD, LEAN};
use super::telling::Telling;

/// Groups of at most so many texts go with another; larger ones stand for themselves.
const SMALL: usize = 3;

/// Groups by the number that stands for each, with what stood alone put in; and the group of every telling.
pub(crate) fn attach(
    tellings: &[Telling],
    groups: &HashMap<u32, Vec<u32>>,
    home: &[u32],
    leans: &[Vec<(u32, i32)>],
    apart: &Apart,
) -> (HashMap<u32, Vec<u32>>, Vec<u32>) {
    let mut home = home.to_vec();
    let mut moved = Moved { tellings, groups, held: HashMap::new() };
    let rank = |n: u32| tellings[n as usize].rank;
    let best = |n: &u32| leans[*n as usize].iter().map(|lean| lean.1).max();
    let small = groups.iter().filter(|(_, members)| members.len() <= SMALL);
    let small = small.filter_map(|(at, members)| Some((members.len(), -members.iter().filter_map(best).max()?, *at)));
    let mut small: Vec<(usize, i32, u64, u32)> = small.map(|(size, best, at)| (size, best, rank(at), at)).collect();
    small.sort_unstable();
    for (size, _, _, own) in small {
        // What others have gone with meanwhile stays where it is.
        if moved.group(own).members.len() > size {
            continue;
        }
        let mut near: BTreeMap<u32, Vec<i32>> = BTreeMap::new();
        for (n, member) in groups[&own].iter().enumerate() {
            for (other, points) in &leans[*member as usize] {
                let at = home[*other as usize];
                let lone_aside = tellings[*other as usize].aside && moved.group(at).members.len() == 1;
                if at != own && !lone_aside {
                    let held = &mut near.entry(at).or_insert_with(|| vec![0; size])[n];
                    *held = (*held).max(*points);
                }
            }
        }
        let mut allowed: Vec<(i32, u64, u32)> = Vec::new();
        for (at, points) in near {
            if moved.allows(own, at, apart) {
                let mean = points.iter().sum::<i32>() / size as i32;
                allowed.push((-mean, rank(moved.group(at).members[0]), at));
            }
        }
        allowed.sort_unstable();
        let Some((points, _, target)) = allowed.first().copied() else { continue };
        let next = allowed.get(1).map_or(i32::MIN, |(points, ..)| -points);
        if -points >= LEAN && -points >= next.saturating_add(LEAD) {
            moved.put(own, target);
            for member in &groups[&own] {
                home[*member as usize] = target;
            }
        }
    }
    (moved.into_groups(), home)
}

/// Groups as they change; those that nothing leans on stay as they were.
struct Moved<'t> {
    tellings: &'t [Telling],
    groups: &'t HashMap<u32, Vec<u32>>,
    held: HashMap<u32, Option<Group>>,
}

impl Moved<'_> {
    fn group(&mut self, at: u32) -> &Group {
        let (tellings, groups) = (self.tellings, self.groups);
        let slot = self.held.entry(at).or_default();
        slot.get_or_insert_with(|| {
            let members = groups.get(&at).map_or(std::slice::from_ref(&at), Vec::as_slice);
            let one = |n: u32| Group::of(n, &tellings[n as usize]);
            let mut group = one(members.first().copied().unwrap_or(at));
            for member in members.iter().skip(1) {
                group.take(one(*member), tellings);
            }
            group
        })
    }

    fn allows(&mut self, own: u32, at: u32, apart: &Apart) -> bool {
        self.group(own);
        self.group(at);
        let (Some(Some(own)), Some(Some(at))) = (self.held.get(&own), self.held.get(&at)) else { return false };
        own.allows(at) && !split(own, at, apart)
    }

    fn put(&mut self, own: u32, target: u32) {
        self.group(target);
        let Some(taken) = self.held.get_mut(&own).and_then(Option::take) else { return };
        if let Some(Some(group)) = self.held.get_mut(&target) {
            group.take(taken, self.tellings);
        }
    }

    fn into_groups(self) -> HashMap<u32, Vec<u32>> {
        let mut out = self.groups.clone();
        for (at, group) in self.held {
            match group {
                Some(group) => out.insert(at, group.members),
                None => out.remove(&at),
            };
        }
        out
    }
}
