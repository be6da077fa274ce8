//! Our own labelled sentences for figures: precision and recall of mention, value and what is counted.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::BTreeMap;

use text::Lang;
use text::figures::{FigureMention, find};

fn said(figure: &FigureMention) -> String {
    let about = if figure.approximate { "~" } else { "" };
    match (figure.value, figure.at_least, figure.at_most) {
        (Some(n), ..) => format!("{about}{n}"),
        (_, Some(a), Some(b)) => format!("{about}{a}..{b}"),
        (_, Some(a), _) => format!("{about}>={a}"),
        (_, _, Some(b)) => format!("{about}<={b}"),
        _ => format!("{about}{}", figure.decimal.clone().unwrap_or_default()),
    }
}

#[test]
fn labelled_sentences_have_the_figures_they_are_labelled_with() {
    let show = std::env::var_os("SHOW_MISSES").is_some();
    let mut scores: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for (n, line) in include_str!("labelled/figures.tsv").lines().filter(|l| !l.starts_with('#')).enumerate() {
        let fields: Vec<&str> = line.split('\t').collect();
        let (lang, text) = (Lang::from_code(fields[0]).unwrap(), fields[1]);
        let labels: Vec<(&str, &str, &str)> = fields[2..].chunks_exact(3).map(|f| (f[0], f[1], f[2])).collect();
        let found = find(text, &[lang]);
        let half = if n % 2 == 0 { "tuning" } else { "check" };
        let score = scores.entry(half).or_default();
        score[0] += labels.len();
        score[1] += found.len();
        for figure in &found {
            assert_eq!(figure.span.of(text), Some(figure.text.as_str()), "{text}");
            let counts = figure.counts.map_or("-".to_owned(), |c| c.label());
            let overlaps = |words: &str| figure.text.contains(words) || words.contains(figure.text.as_str());
            let right =
                labels.iter().any(|(words, value, of)| overlaps(words) && *value == said(figure) && *of == counts);
            let strict = right && labels.iter().any(|(words, ..)| *words == figure.text);
            score[2] += usize::from(right);
            score[3] += usize::from(strict);
            if show && !strict {
                println!("{half}: {text}\n   said {:?} {} {counts}; labels {labels:?}", figure.text, said(figure));
            }
        }
        let missed = labels
            .iter()
            .filter(|(words, ..)| !found.iter().any(|f| f.text.contains(words) || words.contains(f.text.as_str())));
        for (words, ..) in missed.filter(|_| show) {
            println!("{half}: {text}\n   missed {words:?}");
        }
    }
    for (half, [labelled, found, right, strict]) in &scores {
        let (p, r) = (100.0 * *right as f64 / *found as f64, 100.0 * *right as f64 / *labelled as f64);
        println!(
            "{half}: {labelled} labelled, {found} found; precision {p:.1}, recall {r:.1}; {strict} with the very span"
        );
        assert!(p >= 90.0 && r >= 90.0, "{half}");
    }
}
