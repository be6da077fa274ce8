//! Our own labelled sentences: strict and relaxed finding and value, for the tuning half and the half kept apart.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::BTreeMap;

use model::TimeSpan;
use text::Lang;
use text::times::{Context, find};

#[derive(Default, Debug)]
struct Score {
    labelled: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    value: usize,
}

impl Score {
    fn f1(&self, right: usize) -> f64 {
        200.0 * right as f64 / (self.labelled + self.found).max(1) as f64
    }
}

#[test]
fn labelled_sentences_are_read_as_labelled() {
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let show = std::env::var_os("SHOW_MISSES").is_some();
    for (n, line) in include_str!("labelled/times.tsv").lines().filter(|l| !l.starts_with('#')).enumerate() {
        let fields: Vec<&str> = line.split('\t').collect();
        let (lang, published, text) =
            (Lang::from_code(fields[0]).unwrap(), TimeSpan::new(fields[1], None).unwrap(), fields[2]);
        let labels: Vec<(&str, &str)> = fields[3..].chunks_exact(2).map(|p| (p[0], p[1])).collect();
        let found = find(text, &Context { published: Some(&published), langs: &[lang] });
        let half = if n % 2 == 0 { "tuning" } else { "check" };
        let score = scores.entry(half).or_default();
        score.labelled += labels.len();
        score.found += found.len();
        for mention in &found {
            assert_eq!(mention.span.of(text), Some(mention.text.as_str()), "{text}");
            let label =
                labels.iter().find(|(words, _)| mention.text.contains(words) || words.contains(mention.text.as_str()));
            let strict = label.is_some_and(|(words, _)| *words == mention.text);
            let value = label.is_some_and(|(_, value)| *value == mention.time.value);
            score.relaxed += usize::from(label.is_some());
            score.strict += usize::from(strict);
            score.value += usize::from(value);
            if show && !(strict && value) {
                println!("{half}: {text}\n   said {:?} {}; label {label:?}", mention.text, mention.time.value);
            }
        }
        if show {
            for (words, _) in
                labels.iter().filter(|(w, _)| !found.iter().any(|m| m.text.contains(w) || w.contains(m.text.as_str())))
            {
                println!("{half}: {text}\n   missed {words:?}");
            }
        }
    }
    for (half, s) in &scores {
        println!(
            "{half}: {} labelled, {} found; strict F1 {:.1}, relaxed {:.1}, value {:.1}",
            s.labelled,
            s.found,
            s.f1(s.strict),
            s.f1(s.relaxed),
            s.f1(s.value)
        );
        assert!(s.f1(s.relaxed) >= 92.0 && s.f1(s.value) >= 90.0, "{half}: {s:?}");
    }
}
