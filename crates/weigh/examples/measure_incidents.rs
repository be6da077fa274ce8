//! How well posts that speak of one happening are brought together, on labelled posts: pairwise precision, recall and
//! F1, and how many incidents hold posts of different towns or days. `dev` was tuned on, `check` was not.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../tests/labelled/mod.rs"]
mod labelled;
#[path = "../tests/posts/mod.rs"]
mod posts;

fn main() {
    let half = std::env::args().nth(1).unwrap_or_else(|| "dev".to_owned());
    let explain = std::env::args().nth(2).is_some();
    let rows = labelled::rows(&half);
    let (material, incidents) = labelled::clustered(&rows);
    let score = labelled::score(&rows, &material, &incidents);
    if explain {
        labelled::explain(&rows, &material, &incidents);
    }
    println!(
        "{half}: {} posts, {} incidents found; pairs: precision {:.3}, recall {:.3}, F1 {:.3}; \
         {} incidents across a wrong town, {} across a wrong day",
        rows.len(),
        incidents.incidents.len(),
        score.precision(),
        score.recall(),
        score.f1(),
        score.wrong_towns.len(),
        score.wrong_days.len()
    );
    for wrong in score.wrong_towns.iter().chain(&score.wrong_days) {
        println!("  {wrong}");
    }
}
