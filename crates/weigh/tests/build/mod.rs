//! Builds small materials in a few words. Words are their own search keys here.

#![allow(dead_code, reason = "each test file uses its own part")]

use model::{Span, TimeSpan, Utc};
use weigh::material::{
    Claim, EventWord, Figure, Footage, Material, NameWord, Node, PlaceMention, Polarity, Role, Speaker, Standing, Tie,
    TieKind, Utterance, UtteranceKind, key,
};

/// Seconds of 2026-03-12T00:00:00Z.
pub const DAY: i64 = 1_773_273_600;

/// Words that no comparison should rest on.
const STOP: &[&str] = &["a", "the", "of", "in", "on", "was", "were", "is", "and", "to", "by"];

pub fn name(text: &str) -> Vec<NameWord> {
    let word = |w: &str| NameWord {
        capital: w.chars().next().is_some_and(char::is_uppercase),
        keys: vec![key(&w.to_lowercase())],
    };
    text.split_whitespace().map(word).collect()
}

#[derive(Default)]
pub struct Build {
    pub material: Material,
}

impl Build {
    pub fn utterance(&mut self, id: &str, who: &str, kind: UtteranceKind, role: Role, minute: i64) -> u32 {
        let at = Utc(DAY + minute * 60);
        self.material.utterances.push(Utterance {
            id: id.to_owned(),
            kind,
            source: Some(format!("source {who}")),
            source_name: Some(who.to_owned()),
            account: who.starts_with('@').then(|| who.to_owned()),
            source_words: if who.starts_with('@') { Vec::new() } else { vec![name(who)] },
            role,
            time: Some(TimeSpan::instant(at)),
            published: [Some(at), Some(at)],
            shows_absent: false,
            language: "en".to_owned(),
            item: "0".repeat(64),
            text_sha256: "0".repeat(64),
            finding: 0,
            speakers: Vec::new(),
            home: Vec::new(),
            places: Vec::new(),
            times: Vec::new(),
        });
        self.material.utterances.len() as u32 - 1
    }

    pub fn post(&mut self, id: &str, who: &str, minute: i64) -> u32 {
        self.utterance(&format!("post:{id}"), who, UtteranceKind::Post, Role::Account, minute)
    }

    pub fn article(&mut self, id: &str, who: &str, minute: i64) -> u32 {
        self.utterance(&format!("article:{id}"), who, UtteranceKind::Article, Role::Outlet, minute)
    }

    pub fn speaker(&mut self, utterance: u32, label: &str, role: Role) -> u32 {
        let speakers = &mut self.material.utterances[utterance as usize].speakers;
        speakers.push(Speaker {
            label: label.to_owned(),
            names: vec![label.to_owned()],
            role,
            account: label.starts_with('@').then(|| label.to_owned()),
            name_words: if label.starts_with('@') { Vec::new() } else { vec![name(label)] },
        });
        speakers.len() as u32 - 1
    }

    /// A claim in the words given, after the claims that the utterance has.
    pub fn claim(&mut self, utterance: u32, words: &str) -> u32 {
        let start = self.material.claims.iter().filter(|c| c.utterance == utterance).map(|c| c.span.end + 1).max();
        let start = start.unwrap_or(0);
        let mut keys: Vec<(u64, u16)> = words
            .split_whitespace()
            .map(str::to_lowercase)
            .filter(|w| !STOP.contains(&w.as_str()))
            .enumerate()
            .map(|(at, w)| (key(&w), at as u16))
            .collect();
        keys.sort_unstable();
        keys.dedup_by_key(|k| k.0);
        let kinds = [("fell", "collapse"), ("fire", "fire"), ("evacuated", "evacuation"), ("misfired", "misfire")];
        let events = kinds.iter().filter(|(word, _)| words.contains(word)).map(|(word, kind)| EventWord {
            span: Span { start, end: start },
            words: (*word).to_owned(),
            kind: (*kind).to_owned(),
        });
        let figure = words.split_whitespace().find_map(|w| w.parse::<i64>().ok()).map(|value| Figure {
            span: Span { start, end: start },
            words: value.to_string(),
            value: Some(value),
            decimal: None,
            at_least: None,
            at_most: None,
            approximate: false,
            counts: Some("evacuated".to_owned()),
            revised: false,
        });
        self.material.claims.push(Claim {
            utterance,
            span: Span { start, end: start + words.chars().count() },
            words: words.to_owned(),
            lead: String::new(),
            paragraph: 0,
            speaker: None,
            via: Vec::new(),
            standing: Standing::Unknown,
            hedged: false,
            hedge: None,
            quoted: false,
            polarity: Polarity::Affirmed,
            basis: None,
            subject: None,
            events: events.collect(),
            things: Vec::new(),
            order: Vec::new(),
            places: Vec::new(),
            times: Vec::new(),
            figures: figure.into_iter().collect(),
            names: Vec::new(),
            actors: Vec::new(),
            keys: keys.iter().map(|k| k.0).collect(),
            key_words: keys.iter().map(|k| k.1).collect(),
        });
        self.material.claims.len() as u32 - 1
    }

    pub fn place(&mut self, claim: u32, words: &str) {
        let span = self.material.claims[claim as usize].span;
        let mention = PlaceMention {
            span,
            words: words.to_owned(),
            place: None,
            alternatives: Vec::new(),
            supported: false,
            keys: vec![key(words)],
        };
        self.material.claims[claim as usize].places.push(mention);
    }

    pub fn footage(&mut self, name: &str) -> u32 {
        self.material.footage.push(Footage {
            id: format!("item:{name}"),
            name: Some(name.to_owned()),
            kind: "video".to_owned(),
            existed: [None, None],
        });
        self.material.footage.len() as u32 - 1
    }

    pub fn tie(&mut self, from: Node, to: Node, kind: TieKind) {
        self.material.ties.push(Tie { from, to, kind, why: format!("{kind:?}"), span: None });
    }

    /// Another account passes a post on with the platform's function, claims and all.
    pub fn repost(&mut self, of: u32, number: usize, minute: i64) -> u32 {
        let at = self.post(&format!("repost {number}"), &format!("@passer{number}"), minute);
        let copied: Vec<Claim> = self.material.claims.iter().filter(|c| c.utterance == of).cloned().collect();
        for claim in copied {
            self.material.claims.push(Claim { utterance: at, ..claim });
        }
        let kind = if number.is_multiple_of(2) { TieKind::Repost } else { TieKind::TextCopy };
        self.tie(Node::Utterance(at), Node::Utterance(of), kind);
        at
    }
}
