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

/// Labelled, found, right; right with the very span too.
type Score = [usize; 4];

/// Scores the sentences of a table, by what `half` says of a row's number.
fn score<'h>(table: &str, half: impl Fn(usize) -> &'h str) -> BTreeMap<&'h str, Score> {
    let show = std::env::var_os("SHOW_MISSES").is_some();
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for (n, line) in table.lines().filter(|l| !l.starts_with('#')).enumerate() {
        let fields: Vec<&str> = line.split('\t').collect();
        let (lang, text) = (Lang::from_code(fields[0]).unwrap(), fields[1].replace("\\n", "\n"));
        let labels: Vec<(&str, &str, &str)> = fields[2..].chunks_exact(3).map(|f| (f[0], f[1], f[2])).collect();
        let found = find(&text, &[lang]);
        let half = half(n);
        let score = scores.entry(half).or_default();
        score[0] += labels.len();
        score[1] += found.len();
        let right = |figure: &FigureMention, (words, value, of): &(&str, &str, &str)| {
            let counts = figure.counts.map_or("-".to_owned(), |c| c.label());
            let start = text.find(*words).map_or(usize::MAX, |at| text[..at].chars().count());
            let overlaps = figure.span.start < start + words.chars().count() && start < figure.span.end;
            overlaps && value.split('|').any(|v| v == said(figure)) && of.split('|').any(|o| o == counts)
        };
        for figure in &found {
            assert_eq!(figure.span.of(&text), Some(figure.text.as_str()), "{text}");
            let met = labels.iter().find(|label| right(figure, label));
            score[2] += usize::from(met.is_some());
            score[3] += usize::from(met.is_some_and(|(words, ..)| *words == figure.text));
            if show && met.is_none() {
                let counts = figure.counts.map(|c| c.label());
                println!("{half}: {text}\n   said {:?} {} {counts:?}; labels {labels:?}", figure.text, said(figure));
            }
        }
        for label in labels.iter().filter(|label| show && !found.iter().any(|f| right(f, label))) {
            println!("{half}: {text}\n   missed {label:?}");
        }
    }
    scores
}

fn hold(scores: &BTreeMap<&str, Score>, least: f64) {
    for (half, [labelled, found, right, strict]) in scores {
        let (p, r) = (100.0 * *right as f64 / *found as f64, 100.0 * *right as f64 / *labelled as f64);
        println!(
            "{half}: {labelled} labelled, {found} found; precision {p:.1}, recall {r:.1}; {strict} with the very span"
        );
        assert!(p >= least && r >= least, "{half}");
    }
}

#[test]
fn labelled_sentences_have_the_figures_they_are_labelled_with() {
    let table = include_str!("labelled/figures.tsv");
    hold(&score(table, |n| if n % 2 == 0 { "tuning" } else { "check" }), 90.0);
}

#[test]
fn sentences_as_reports_and_posts_have_them_are_read_as_labelled() {
    hold(&score(include_str!("labelled/figures_reports.tsv"), |_| "reports"), 98.0);
}
