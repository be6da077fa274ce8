//! The article that the project started from: claims, speakers, hedges and who is the same, against what a careful
//! reader gets out of it.

#![allow(clippy::print_stderr, clippy::unwrap_used)]

mod seed;

use serde_json::Value;
use text::claims::{Account, Mentions, find};

fn read() -> Option<(String, Value, Account)> {
    let (text, expected) = seed::article()?;
    let account = find(&text, &seed::posts(&text, &expected), Mentions::default());
    Some((text, expected, account))
}

#[test]
fn every_claim_of_the_article_is_read_with_its_speaker_and_hedge() {
    let Some((_, expected, account)) = read() else { return };
    let mut wrong = Vec::new();
    for row in expected["claims"].as_array().unwrap() {
        let keys: Vec<_> = row["key"].as_array().unwrap().iter().map(|k| k.as_str().unwrap()).collect();
        let quoted = row["quoted"].as_bool().unwrap_or(false);
        let fits = |c: &text::claims::Claim| {
            // The keys of a quoted post name it in the original and in translation; elsewhere all stand in one claim.
            let held = |k: &&str| c.text.contains(*k);
            let holds = if quoted { keys.iter().any(held) } else { keys.iter().all(held) };
            let speaker = match (row["speaker"].as_str(), &c.speaker) {
                (None, None) => true,
                (Some(part), Some(said)) => said.contains(part),
                _ => false,
            };
            let hedge = row["hedge"].as_str().is_none_or(|h| c.hedge.as_deref() == Some(h));
            holds && speaker && hedge && c.hedged == row["hedged"].as_bool().unwrap() && c.quoted == quoted
        };
        if !account.claims.iter().any(fits) {
            wrong.push(format!("{row}"));
        }
    }
    let read: Vec<_> = account
        .claims
        .iter()
        .map(|c| {
            format!(
                "{:?} speaker={:?} via={:?} hedge={:?} quoted={} {:?} {:?}",
                c.text, c.speaker, c.via, c.hedge, c.quoted, c.polarity, c.standing
            )
        })
        .collect();
    assert!(wrong.is_empty(), "not read as expected:\n{}\nread:\n{}", wrong.join("\n"), read.join("\n"));
}

#[test]
fn expressions_for_one_speaker_are_one_speaker_with_a_reason() {
    let Some((_, expected, account)) = read() else { return };
    for pair in expected["same_speaker"].as_array().unwrap() {
        // The page writes typographic apostrophes.
        let names: Vec<String> =
            pair.as_array().unwrap().iter().map(|n| n.as_str().unwrap().replace('\'', "’")).collect();
        let same = account.speakers.iter().find(|s| names.iter().all(|n| s.names.contains(n)));
        assert!(same.is_some_and(|s| !s.reasons.is_empty()), "{names:?} in {:#?}", account.speakers);
    }
}

#[test]
fn every_span_gives_back_its_words() {
    let Some((text, _, account)) = read() else { return };
    for claim in &account.claims {
        assert_eq!(claim.span.of(&text), Some(claim.text.as_str()));
    }
}
