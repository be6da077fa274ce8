//! Stable ids and the references between the lists of the material: that none dangles, and what an id names.

use super::{Material, Node};

/// A reference to a place in a list that is not there: a fault of whoever gathered the material.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the material refers to {what} number {at}, and there are {count}")]
pub struct Dangling {
    /// `utterance`, `claim`, `footage`, `speaker`.
    pub what: &'static str,
    /// The number.
    pub at: u32,
    /// How many there are.
    pub count: usize,
}

impl Material {
    /// Checks every reference between the lists, so that nothing after it can miss.
    ///
    /// # Errors
    /// [`Dangling`] for the first reference that leads nowhere.
    pub fn check(&self) -> Result<(), Dangling> {
        let within = |what: &'static str, at: u32, count: usize| {
            if (at as usize) < count { Ok(()) } else { Err(Dangling { what, at, count }) }
        };
        if let Some(at) = self.claims.windows(2).position(|w| (w[0].utterance, w[0].span) > (w[1].utterance, w[1].span))
        {
            return Err(Dangling { what: "a claim out of order,", at: at as u32, count: self.claims.len() });
        }
        for claim in &self.claims {
            within("utterance", claim.utterance, self.utterances.len())?;
            if let Some(speaker) = claim.speaker {
                within("speaker", speaker, self.utterances[claim.utterance as usize].speakers.len())?;
            }
            if claim.keys.len() != claim.key_words.len() {
                let at = claim.key_words.len() as u32;
                return Err(Dangling { what: "key", at, count: claim.keys.len() });
            }
        }
        let ends = self.ties.iter().flat_map(|tie| [tie.from, tie.to]);
        for node in ends.chain(self.checks.iter().map(|check| check.subject)) {
            match node {
                Node::Utterance(at) => within("utterance", at, self.utterances.len())?,
                Node::Footage(at) => within("footage", at, self.footage.len())?,
                Node::Claim(at) => within("claim", at, self.claims.len())?,
            }
        }
        Ok(())
    }

    /// The position of what a stable id names.
    pub fn find(&self, id: &str) -> Option<Node> {
        if let Some((utterance, span)) = id.split_once('@') {
            let (start, end) = span.split_once('-')?;
            let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
            let at = self.utterances.iter().position(|u| u.id == utterance)? as u32;
            let from = self.claims.partition_point(|c| (c.utterance, c.span.start) < (at, start));
            let held = self.claims[from..].iter().take_while(|c| c.utterance == at && c.span.start == start);
            let found = held.enumerate().find(|(_, c)| c.span.end == end)?;
            return Some(Node::Claim((from + found.0) as u32));
        }
        let utterance = self.utterances.iter().position(|u| u.id == id).map(|at| Node::Utterance(at as u32));
        utterance.or_else(|| self.footage.iter().position(|f| f.id == id).map(|at| Node::Footage(at as u32)))
    }

    /// The stable id of a claim: its utterance and its span, `post:3fa2…@12-40`.
    pub fn claim_id(&self, claim: u32) -> String {
        let claim = &self.claims[claim as usize];
        format!("{}@{}-{}", self.utterances[claim.utterance as usize].id, claim.span.start, claim.span.end)
    }

    /// The stable id of anything.
    pub fn id_of(&self, node: Node) -> String {
        match node {
            Node::Utterance(at) => self.utterances[at as usize].id.clone(),
            Node::Footage(at) => self.footage[at as usize].id.clone(),
            Node::Claim(at) => self.claim_id(at),
        }
    }
}
