//! Measures a whole reading on our own labelled texts: `cargo run --release -p exhibit-text --example measure_own [-- OPTIONS]`.
//!
//! Scores by language of the half for tuning, the half kept apart, the second set and the blind set. `-v` lists what went wrong, except
//! in what is kept apart, so that nothing is tuned on it; `--dev` leaves that out altogether.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../tests/own/mod.rs"]
mod own;

use own::{BLIND, FILES, Scores, TUNING, is_check, measure, sum};
use text::gazetteer::Gazetteer;

fn main() {
    let gazetteer = Gazetteer::shipped().unwrap();
    let asked = |option: &str| std::env::args().any(|a| a == option);
    let mut sets =
        vec![("dev", measure(FILES, |id| !is_check(id), &gazetteer)), ("own2", measure(TUNING, |_| true, &gazetteer))];
    if asked("-v") {
        for error in sets.iter().flat_map(|(_, scores)| scores.values()).flat_map(|s| &s.errors) {
            println!("{error}");
        }
    }
    if !asked("--dev") {
        sets.push(("check", measure(FILES, is_check, &gazetteer)));
        sets.push(("blind", measure(BLIND, |_| true, &gazetteer)));
    }
    println!("Percent. Times: F1 of exact spans, of overlapping spans, of values. Claims: found, then right of all.");
    println!(
        "set   lang texts language | places P/R/F1  25km unknown | times        | figures P/R | claims hedge speaker polarity quoted"
    );
    for (set, scores) in &sets {
        for (lang, score) in scores {
            line(set, lang, score);
        }
        line(set, "all", &sum(scores.values()));
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
