//! The labelled texts for claims, their split, and the score of a reading against them.
//!
//! Shared by the example that measures and the test that keeps the score from falling.

use std::fmt;

use serde::Deserialize;
use text::claims::{Claim, Mentions, Polarity, find};

/// One labelled text.
#[derive(Deserialize)]
pub struct Labelled {
    pub id: String,
    pub text: String,
    pub claims: Vec<Expected>,
}

/// What a careful reader says of the clause that holds `key`. What is left out is nobody, no, or affirmed.
#[derive(Deserialize)]
pub struct Expected {
    pub key: String,
    #[serde(default)]
    pub speaker: Option<String>,
    #[serde(default)]
    pub via: Option<String>,
    #[serde(default)]
    pub hedged: bool,
    #[serde(default)]
    pub quoted: bool,
    #[serde(default)]
    pub negated: bool,
}

/// Every labelled text, language by language.
pub fn all() -> Vec<Labelled> {
    let files = [
        include_str!("../data/claims.en.jsonl"),
        include_str!("../data/claims.uk.jsonl"),
        include_str!("../data/claims.ru.jsonl"),
        include_str!("../data/claims.pl.jsonl"),
    ];
    files
        .iter()
        .flat_map(|file| file.lines())
        .map(|line| serde_json::from_str(line).expect("a labelled text is one JSON object"))
        .collect()
}

/// Whether a text is kept apart from tuning: half of them, by a hash of the id (FNV-1a).
pub fn held_out(text: &Labelled) -> bool {
    let hash =
        text.id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    // The last letters reach only the low bits of FNV-1a: mix once more.
    let mixed = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed >> 40 & 1 == 1
}

/// Right answers out of all, for every field.
#[derive(Clone, Copy, Default)]
pub struct Score {
    pub claims: usize,
    pub found: usize,
    pub hedged: usize,
    pub speaker: usize,
    pub via: usize,
    pub quoted: usize,
    pub polarity: usize,
}

impl Score {
    /// Adds one text; `on_miss` hears what was read wrongly.
    pub fn add(&mut self, text: &Labelled, mut on_miss: impl FnMut(&Expected, Option<&Claim>, &str)) {
        let read = find(&text.text, &[], Mentions::default());
        for expected in &text.claims {
            let holder = read.claims.iter().filter(|c| c.text.contains(&expected.key)).min_by_key(|c| c.text.len());
            self.claims += 1;
            let Some(claim) = holder else {
                on_miss(expected, None, "found");
                continue;
            };
            self.found += 1;
            let speaker = match (&expected.speaker, &claim.speaker) {
                (Some(part), Some(said)) => said.contains(part.as_str()),
                (None, None) => true,
                _ => false,
            };
            let via = expected.via.as_ref().is_none_or(|part| claim.via.iter().any(|v| v.contains(part.as_str())));
            let fields = [
                (&mut self.hedged, claim.hedged == expected.hedged, "hedged"),
                (&mut self.speaker, speaker, "speaker"),
                (&mut self.via, via, "via"),
                (&mut self.quoted, claim.quoted == expected.quoted, "quoted"),
                (&mut self.polarity, (claim.polarity == Polarity::Denied) == expected.negated, "polarity"),
            ];
            for (count, right, field) in fields {
                *count += usize::from(right);
                if !right {
                    on_miss(expected, Some(claim), field);
                }
            }
        }
    }

    /// Right answers in per cent of all labelled claims; a claim not found is wrong in every field.
    pub fn percent(&self, right: usize) -> f64 {
        right as f64 * 100.0 / self.claims.max(1) as f64
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let p = |right| self.percent(right);
        write!(
            f,
            "{:3} claims  found {:5.1}  hedged-or-not {:5.1}  speaker {:5.1}  via {:5.1}  quoted {:5.1}  polarity {:5.1}",
            self.claims,
            p(self.found),
            p(self.hedged),
            p(self.speaker),
            p(self.via),
            p(self.quoted),
            p(self.polarity)
        )
    }
}
