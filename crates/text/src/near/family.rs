//! Joins texts into groups under the rule that no group holds two texts whose facts contradict each other, and keeps the
//! contradictions as variations.
//!
//! Each group is spoken for by its richest member: two groups join only where the meeting pair and the two speakers agree,
//! and where no pair with a replaced fact would come together.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::across::TextKeys;
use super::compare::changes;
use super::facts::{Role, pieces};
use super::{Change, Groups, Variation};

/// At most so many variations are listed for one text.
pub const MOST_VARIATIONS: usize = 2;
/// A text that was refused so often is not compared any more: it is one of many versions.
const MOST_REFUSALS: u8 = 48;
/// So many pairs that were looked at are remembered, so as not to look again.
const REMEMBERED: usize = 1 << 21;
/// Texts with fewer words beside their facts are not compared by their skeletons.
const SKELETON_WORDS: u16 = 4;

/// What grouping needs to know of a distinct text.
#[derive(Clone, Copy, Default)]
struct Summary {
    /// Hash of its facts in order.
    facts: u64,
    /// How many facts.
    count: u16,
    /// Hash of its words with the facts left open.
    skeleton: u64,
    /// How many words the skeleton has.
    words: u16,
    refusals: u8,
    listed: u8,
}

/// Groups in the making.
pub(super) struct Families<'t, T> {
    texts: &'t [T],
    keys: &'t [TextKeys],
    parent: Vec<u32>,
    /// For each group (by its root) the member that speaks for it.
    speaker: Vec<u32>,
    summaries: Vec<Summary>,
    distinct: Vec<u32>,
    refused: HashMap<u32, Vec<u32>>,
    seen: HashSet<u64>,
    variations: Vec<Variation>,
    pub(super) not_compared: u64,
}

impl<'t, T: AsRef<str>> Families<'t, T> {
    pub(super) fn new(texts: &'t [T], keys: &'t [TextKeys]) -> Self {
        Self {
            texts,
            keys: if keys.len() == texts.len() { keys } else { &[] },
            parent: (0..texts.len() as u32).collect(),
            speaker: (0..texts.len() as u32).collect(),
            summaries: vec![Summary::default(); texts.len()],
            distinct: Vec::new(),
            refused: HashMap::new(),
            seen: HashSet::new(),
            variations: Vec::new(),
            not_compared: 0,
        }
    }

    fn text(&self, index: u32) -> &'t str {
        self.texts[index as usize].as_ref()
    }

    fn root(&mut self, mut index: u32) -> u32 {
        while self.parent[index as usize] != index {
            let up = self.parent[self.parent[index as usize] as usize];
            self.parent[index as usize] = up;
            index = up;
        }
        index
    }

    /// A text with the same words as an earlier one.
    pub(super) fn join_copy(&mut self, earlier: u32, copy: u32) {
        if self.keys_agree(earlier, copy) {
            let root = self.root(earlier);
            self.parent[copy as usize] = root;
        }
    }

    /// Reads the facts of a distinct text.
    pub(super) fn summarise(&mut self, index: u32) {
        let mut summary = Summary::default();
        let (mut facts, mut skeleton) = (DefaultHasher::new(), DefaultHasher::new());
        for piece in pieces(self.text(index)) {
            if piece.is_fact() {
                piece.word.hash(&mut facts);
                summary.count = summary.count.saturating_add(1);
            }
            let open = piece.role == Role::PerhapsName || piece.placed && piece.role == Role::Plain;
            if piece.is_fact() || open {
                (piece.role == Role::Figure).hash(&mut skeleton);
            } else {
                piece.word.hash(&mut skeleton);
                summary.words = summary.words.saturating_add(1);
            }
        }
        summary.facts = facts.finish();
        summary.skeleton = skeleton.finish();
        self.summaries[index as usize] = summary;
        self.distinct.push(index);
    }

    /// Whether it is worth looking at a pair: not of one group, not looked at before, not refused too often.
    pub(super) fn open(&mut self, a: u32, b: u32) -> bool {
        if self.root(a) == self.root(b) {
            return false;
        }
        if self.summaries[a as usize].refusals.min(self.summaries[b as usize].refusals) >= MOST_REFUSALS {
            self.not_compared += 1;
            return false;
        }
        self.seen.is_empty() || !self.seen.contains(&pair(a, b))
    }

    fn remember(&mut self, a: u32, b: u32) {
        if self.seen.len() >= REMEMBERED {
            self.seen.clear();
        }
        self.seen.insert(pair(a, b));
    }

    /// A pair that is alike: joins their groups, or notes what keeps them apart.
    pub(super) fn meet(&mut self, a: u32, b: u32) {
        let (earlier, later) = (a.min(b), a.max(b));
        let found = self.contradictions(earlier, later);
        if !found.is_empty() || !self.keys_agree(earlier, later) {
            self.refuse(earlier, later, found);
            return;
        }
        let (root_a, root_b) = (self.root(earlier), self.root(later));
        let (speaker_a, speaker_b) = (self.speaker[root_a as usize], self.speaker[root_b as usize]);
        let spoken_for = self.same_facts(earlier, speaker_a) && self.same_facts(later, speaker_b);
        let agree = spoken_for || !self.contradictions(speaker_a, speaker_b).iter().any(replaced);
        if !agree || !self.keys_agree(speaker_a, speaker_b) || self.parted(root_a, root_b) {
            self.remember(a, b);
            return;
        }
        self.join(root_a, root_b);
    }

    fn same_facts(&self, a: u32, b: u32) -> bool {
        a == b || self.summaries[a as usize].facts == self.summaries[b as usize].facts
    }

    fn contradictions(&self, a: u32, b: u32) -> Vec<Change> {
        changes(self.text(a), self.text(b))
    }

    fn keys_agree(&self, a: u32, b: u32) -> bool {
        match (self.keys.get(a as usize), self.keys.get(b as usize)) {
            (Some(a), Some(b)) => a.agrees(b),
            _ => true,
        }
    }

    fn refuse(&mut self, earlier: u32, later: u32, changes: Vec<Change>) {
        self.remember(earlier, later);
        // A fact that one text adds keeps the pair apart; a fact that was replaced keeps their groups apart.
        let apart = changes.is_empty() || changes.iter().any(replaced);
        for (one, other) in [(earlier, later), (later, earlier)] {
            let summary = &mut self.summaries[one as usize];
            summary.refusals = summary.refusals.saturating_add(1);
            let root = self.root(one);
            if apart {
                self.refused.entry(root).or_default().push(other);
            }
        }
        let listed = &mut self.summaries[later as usize].listed;
        if !changes.is_empty() && usize::from(*listed) < MOST_VARIATIONS {
            *listed += 1;
            self.variations.push(Variation { earlier, later, changes });
        }
    }

    /// Whether joining two groups would bring a refused pair together.
    fn parted(&mut self, root_a: u32, root_b: u32) -> bool {
        let count = |families: &Self, root| families.refused.get(&root).map_or(0, Vec::len);
        let (small, other) =
            if count(self, root_a) <= count(self, root_b) { (root_a, root_b) } else { (root_b, root_a) };
        let partners = self.refused.get(&small).cloned().unwrap_or_default();
        partners.into_iter().any(|partner| self.root(partner) == other)
    }

    fn join(&mut self, root_a: u32, root_b: u32) {
        let (root, gone) = (root_a.min(root_b), root_a.max(root_b));
        if root == gone {
            return;
        }
        let (one, other) = (self.speaker[root as usize], self.speaker[gone as usize]);
        let richer = |index: u32| (self.summaries[index as usize].count, self.text(index).len());
        self.speaker[root as usize] = if richer(other) > richer(one) { other } else { one };
        self.parent[gone as usize] = root;
        if let Some(partners) = self.refused.remove(&gone) {
            self.refused.entry(root).or_default().extend(partners);
        }
    }

    /// Compares texts that are the same but for their facts, however short: each with the one before it and the first.
    pub(super) fn same_skeleton(&mut self) {
        let mut order: Vec<(u64, u32)> = self
            .distinct
            .iter()
            .filter(|&&index| self.summaries[index as usize].words >= SKELETON_WORDS)
            .map(|&index| (self.summaries[index as usize].skeleton, index))
            .collect();
        order.sort_unstable();
        for run in order.chunk_by(|a, b| a.0 == b.0) {
            for (at, &(_, index)) in run.iter().enumerate().skip(1) {
                for &(_, other) in [run.first(), (at > 1).then(|| &run[at - 1])].into_iter().flatten() {
                    if self.open(other, index) {
                        self.meet(other, index);
                    }
                }
            }
        }
    }

    /// The groups and variations in the order of the input.
    pub(super) fn finish(mut self) -> Groups {
        let mut members: HashMap<u32, Vec<u32>> = HashMap::new();
        for index in 0..self.parent.len() as u32 {
            let root = self.root(index);
            if root != index {
                members.entry(root).or_insert_with(|| vec![root]).push(index);
            }
        }
        let mut groups: Vec<Vec<u32>> = members.into_values().collect();
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups.sort_unstable();
        let mut variations = std::mem::take(&mut self.variations);
        variations.sort_by_key(|variation| (variation.later, variation.earlier));
        let mut told = HashSet::new();
        variations.retain(|variation| {
            let roots = (self.root(variation.earlier), self.root(variation.later));
            told.insert((roots.0.min(roots.1), roots.0.max(roots.1)))
        });
        Groups { groups, variations, not_compared: self.not_compared }
    }
}

/// Whether a fact of one text stands where another text has another: more than a fact that only one of them states.
fn replaced(change: &Change) -> bool {
    !change.from.is_empty() && !change.to.is_empty()
}

fn pair(a: u32, b: u32) -> u64 {
    u64::from(a.min(b)) << 32 | u64::from(a.max(b))
}
