//! Explicit citations: a sentence that names another publisher whose text is in the case says where what it tells comes
//! from. "… since November, the Evening Gazette reports." — "This follows from a publication of the portal River Herald."

use std::collections::HashMap;

use text::tokens::{TokenKind, sentences, tokens};
use weigh::material::{NameWord, Node, Tie, TieKind, UtteranceKind};

use super::gather::Gathered;
use super::reading::numbers;

/// Texts longer than this are searched at their beginning only.
const LONGEST: usize = 200_000;

/// Adds a tie from every claim whose sentence names another publisher, or whose next sentence does nothing else.
pub(super) fn cite(gathered: &Gathered, texts: &[String], ties: &mut Vec<Tie>) {
    let publishers = Publishers::of(gathered);
    if publishers.by_key.is_empty() {
        return;
    }
    let claims = &gathered.material.claims;
    for (at, text) in texts.iter().enumerate() {
        let first = claims.partition_point(|c| (c.utterance as usize) < at);
        let count = claims[first..].partition_point(|c| c.utterance as usize == at);
        if count == 0 || text.len() > LONGEST {
            continue;
        }
        let held = &claims[first..first + count];
        let stretches: Vec<(usize, usize)> = sentences(text).map(|s| (s.span.start, s.span.end)).collect();
        let mut here = held.iter().enumerate().peekable();
        let mut before: Vec<usize> = Vec::new();
        for ((start, end), sentence) in stretches.iter().zip(sentences(text)) {
            let mut inside = Vec::new();
            while let Some((n, _)) = here.next_if(|(_, c)| c.span.start < *end) {
                inside.push(first + n);
            }
            let cited = publishers.named(sentence.of(text), at as u32, gathered);
            let own: Vec<usize> = inside.iter().copied().filter(|n| weigh::origins::weighable(&claims[*n])).collect();
            let told = if own.is_empty() { &before } else { &own };
            for (to, name) in cited {
                for claim in told.iter().filter(|n| claims[**n].speaker.is_none()) {
                    ties.push(Tie {
                        from: Node::Claim(*claim as u32),
                        to: Node::Utterance(to),
                        kind: TieKind::Citation,
                        why: format!("names {name} as its source"),
                        span: Some(model::Span { start: *start, end: *end }),
                    });
                }
            }
            before = own;
        }
    }
}

/// Publishers of articles by the keys of the first word of their names.
struct Publishers<'g> {
    by_key: HashMap<u64, Vec<(u32, &'g [NameWord])>>,
}

impl<'g> Publishers<'g> {
    fn of(gathered: &'g Gathered) -> Self {
        let mut by_key: HashMap<u64, Vec<(u32, &[NameWord])>> = HashMap::new();
        for (at, utterance) in gathered.material.utterances.iter().enumerate() {
            if utterance.kind != UtteranceKind::Article {
                continue;
            }
            for name in &utterance.source_words {
                // A name of one word is too often a word of the language.
                if (2..=4).contains(&name.len()) && name.iter().all(|word| word.capital) {
                    for key in &name[0].keys {
                        by_key.entry(*key).or_default().push((at as u32, name));
                    }
                }
            }
        }
        Self { by_key }
    }

    /// The first text of every publisher that a sentence names, other than its own.
    fn named(&self, sentence: &str, own: u32, gathered: &Gathered) -> Vec<(u32, String)> {
        let words: Vec<&str> = tokens(sentence).filter(|t| t.kind == TokenKind::Word).map(|t| t.of(sentence)).collect();
        let mut out: Vec<(u32, String)> = Vec::new();
        let mine = &gathered.material.utterances[own as usize];
        for (n, word) in words.iter().enumerate() {
            if !word.starts_with(char::is_uppercase) {
                continue;
            }
            for (at, name) in numbers(word).iter().filter_map(|key| self.by_key.get(key)).flatten() {
                let fits = || {
                    name.iter().zip(&words[n..]).all(|(part, word)| {
                        let keys = numbers(word);
                        part.keys.iter().any(|key| keys.binary_search(key).is_ok())
                    })
                };
                let theirs = &gathered.material.utterances[*at as usize];
                let same = *at == own || (theirs.source.is_some() && theirs.source == mine.source);
                if !same && words.len() >= n + name.len() && fits() && !out.iter().any(|(known, _)| known == at) {
                    out.push((*at, words[n..n + name.len()].join(" ")));
                }
            }
        }
        out
    }
}
