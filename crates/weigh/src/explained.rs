//! Sets that are joined step by step with a reason for every step, and that some things keep apart.
//!
//! A union-find whose every join is kept, so that "why are these one?" is answered by the joins between them, and whose
//! joins can be refused: what a person has split stays apart, whatever the rules say.

use std::collections::BTreeMap;

/// Sets over the numbers `0..n`, with a reason of type `R` for every join.
#[derive(Clone, Debug)]
pub struct Explained<R> {
    parent: Vec<u32>,
    /// For each root, the marks of its set: which side of which split its members stand on.
    marks: BTreeMap<u32, Vec<(u32, u32)>>,
    joins: Vec<Join<R>>,
    refused: Vec<Join<R>>,
}

/// One step: the two things that it joined, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join<R> {
    /// One thing.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// Why.
    pub why: R,
}

impl<R> Explained<R> {
    /// Every thing by itself.
    pub fn new(count: usize) -> Self {
        Self { parent: (0..count as u32).collect(), marks: BTreeMap::new(), joins: Vec::new(), refused: Vec::new() }
    }

    /// Says that a thing stands on one side of a split. Things on different sides of the same split are never joined.
    /// To be said before anything is joined.
    pub fn mark(&mut self, thing: u32, split: u32, side: u32) {
        let root = self.root(thing);
        self.marks.entry(root).or_default().push((split, side));
    }

    /// The thing that stands for the set: always its smallest member.
    pub fn root(&mut self, thing: u32) -> u32 {
        let mut at = thing;
        while self.parent[at as usize] != at {
            let up = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = up;
            at = up;
        }
        at
    }

    /// Joins two sets, unless that would put together what a split keeps apart. Gives whether they are one now.
    pub fn join(&mut self, a: u32, b: u32, why: R) -> bool {
        let (ra, rb) = (self.root(a), self.root(b));
        if ra == rb {
            return true;
        }
        if self.apart(ra, rb) {
            self.refused.push(Join { a, b, why });
            return false;
        }
        let (low, high) = (ra.min(rb), ra.max(rb));
        self.parent[high as usize] = low;
        if let Some(moved) = self.marks.remove(&high) {
            self.marks.entry(low).or_default().extend(moved);
        }
        self.joins.push(Join { a, b, why });
        true
    }

    fn apart(&self, a: u32, b: u32) -> bool {
        let (Some(a), Some(b)) = (self.marks.get(&a), self.marks.get(&b)) else { return false };
        a.iter().any(|(split, side)| b.iter().any(|(s, other)| s == split && other != side))
    }

    /// Every step that joined something, in order.
    pub fn joins(&self) -> &[Join<R>] {
        &self.joins
    }

    /// Every step that a split forbade.
    pub fn refused(&self) -> &[Join<R>] {
        &self.refused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_split_keeps_apart_is_not_joined_by_any_way_round() {
        let mut sets = Explained::new(4);
        sets.mark(0, 1, 0);
        sets.mark(3, 1, 1);
        assert!(sets.join(0, 1, "a"));
        assert!(sets.join(1, 2, "b"));
        assert!(!sets.join(2, 3, "c"));
        assert_eq!((sets.root(2), sets.root(3)), (0, 3));
        assert_eq!(sets.refused(), [Join { a: 2, b: 3, why: "c" }]);
    }

    proptest::proptest! {
        #[test]
        fn the_joins_kept_explain_exactly_the_sets(pairs in proptest::collection::vec((0_u32..30, 0_u32..30), 0..60)) {
            let mut sets = Explained::new(30);
            for (a, b) in &pairs {
                sets.join(*a, *b, ());
            }
            let kept: Vec<(u32, u32)> = sets.joins().iter().map(|j| (j.a, j.b)).collect();
            let mut again = Explained::new(30);
            for (a, b) in kept.iter().rev() {
                again.join(*a, *b, ());
            }
            for thing in 0..30 {
                proptest::prop_assert_eq!(sets.root(thing), again.root(thing));
            }
            // Every join was needed: as many as sets went away.
            let roots = (0..30).filter(|t| sets.root(*t) == *t).count();
            proptest::prop_assert_eq!(kept.len(), 30 - roots);
        }
    }
}
