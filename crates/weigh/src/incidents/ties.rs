//! What ties posts together beside their words, as far as it says that they speak of one happening: one passes the other
//! on, quotes it, answers it, or both carry the same recording.

use std::collections::HashMap;

use crate::material::{Material, Node, TieKind};

/// Ties between utterances.
#[derive(Debug, Default)]
pub(crate) struct Ties {
    passed_on: HashMap<u32, u32>,
    points: HashMap<(u32, u32), i32>,
    by_utterance: HashMap<u32, Vec<u32>>,
}

impl Ties {
    /// Reads the ties of the material.
    pub fn of(material: &Material) -> Self {
        let mut ties = Self::default();
        let mut carried: Vec<(u32, u32)> = Vec::new();
        let mut copies = Copies((0..material.footage.len() as u32).collect());
        for tie in &material.ties {
            match (tie.from, tie.to) {
                (Node::Utterance(from), Node::Utterance(to)) if from != to => {
                    // Whatever direction is stated, the later published goes back to the earlier: no circles.
                    let at = |u: u32| {
                        let utterance = &material.utterances[u as usize];
                        (utterance.published[0].is_none(), utterance.published[0], &utterance.id)
                    };
                    let (earlier, later) = if at(from) < at(to) { (from, to) } else { (to, from) };
                    ties.add(material, later, earlier, tie.kind);
                }
                (Node::Utterance(of), Node::Footage(file)) | (Node::Footage(file), Node::Utterance(of)) => {
                    carried.push((file, of));
                }
                (Node::Footage(a), Node::Footage(b)) if matches!(tie.kind, TieKind::SameBytes | TieKind::Copy) => {
                    copies.join(a, b);
                }
                _ => {}
            }
        }
        for (file, _) in &mut carried {
            *file = copies.root(*file);
        }
        carried.sort_unstable();
        carried.dedup();
        // Each carrier with the one before it: enough to connect them, however many there are.
        for pair in carried.windows(2) {
            if pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1 {
                ties.raise(pair[0].1, pair[1].1, 5);
            }
        }
        for tied in ties.by_utterance.values_mut() {
            tied.sort_unstable();
            tied.dedup();
        }
        ties
    }

    fn add(&mut self, material: &Material, from: u32, to: u32, kind: TieKind) {
        let points = match kind {
            TieKind::Forward | TieKind::Repost | TieKind::TextCopy | TieKind::Edit => {
                let id = |u: u32| &material.utterances[u as usize].id;
                let original = self.passed_on.entry(from).or_insert(to);
                if id(to) < id(*original) {
                    *original = to;
                }
                10
            }
            TieKind::Quote | TieKind::Reply | TieKind::Embed => 5,
            TieKind::Citation | TieKind::Link | TieKind::Credit | TieKind::SameBytes | TieKind::Copy => 3,
            TieKind::Media | TieKind::SameSource => return,
        };
        self.raise(from, to, points);
    }

    fn raise(&mut self, a: u32, b: u32, points: i32) {
        let held = self.points.entry((a.min(b), a.max(b))).or_insert(0);
        *held = (*held).max(points);
        self.by_utterance.entry(a).or_default().push(b);
        self.by_utterance.entry(b).or_default().push(a);
    }

    /// The utterance that this one passes on unchanged or nearly so.
    pub fn passed_on(&self, utterance: u32) -> Option<u32> {
        self.passed_on.get(&utterance).copied()
    }

    /// Points that a tie adds between two utterances.
    pub fn points(&self, a: u32, b: u32) -> i32 {
        self.points.get(&(a.min(b), a.max(b))).copied().unwrap_or(0)
    }

    /// Everything tied to an utterance.
    pub fn tied(&self, utterance: u32) -> impl Iterator<Item = u32> + '_ {
        self.by_utterance.get(&utterance).into_iter().flatten().copied()
    }
}

/// Files that show the same recording.
struct Copies(Vec<u32>);

impl Copies {
    fn root(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            self.0[at as usize] = self.0[self.0[at as usize] as usize];
            at = self.0[at as usize];
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}
