//! Measures a whole reading on our own labelled texts: `cargo run --release -p exhibit-text --example measure_own [-- -v]`.
//!
//! Scores by language and half. `-v` lists what went wrong in the dev half; the check half is never listed, so that
//! nothing is tuned on it.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../tests/own/mod.rs"]
mod own;

use own::{Scores, measure, sum};
use text::gazetteer::Gazetteer;

fn main() {
    let gazetteer = Gazetteer::shipped().unwrap();
    let scores = measure(&gazetteer);
    if std::env::args().any(|a| a == "-v") {
        for ((_, check), part) in &scores {
            for error in part.errors.iter().filter(|_| !check) {
                println!("{error}");
            }
        }
    }
    println!("Percent. Times: F1 of exact spans, of overlapping spans, of values. Claims: found, then right of all.");
    println!(
        "half  lang texts language | places P/R/F1  25km unknown | times        | figures P/R | claims hedge speaker polarity quoted"
    );
    for (half, wanted) in [("dev", Some(false)), ("check", Some(true)), ("all", None)] {
        let in_half = |check: bool| wanted.is_none_or(|w| w == check);
        for (lang, _) in own::FILES {
            line(half, lang, &sum(scores.iter().filter(|((l, c), _)| *l == lang && in_half(*c)).map(|(_, s)| s)));
        }
        line(half, "all", &sum(scores.iter().filter(|((_, c), _)| in_half(*c)).map(|(_, s)| s)));
    }
}

fn line(half: &str, lang: &str, s: &Scores) {
    println!(
        "{half:5} {lang:4} {:5} {:8.1} | {:5.1} {:5.1} {:5.1} {:5.1} {:5.1} | {:5.1} {:5.1} {:5.1} | {:5.1} {:5.1} | {:5.1} {:5.1} {:5.1} {:5.1} {:5.1}",
        s.texts,
        s.language.percent(),
        s.places.found.percent(),
        s.places.labelled.percent(),
        s.places.f1(),
        s.resolved.percent(),
        s.unknown.percent(),
        s.times_strict.f1(),
        s.times_relaxed.f1(),
        s.times_value.f1(),
        s.figures.found.percent(),
        s.figures.labelled.percent(),
        s.claims.percent(),
        s.hedged.percent(),
        s.speaker.percent(),
        s.polarity.percent(),
        s.quoted.percent(),
    );
}
