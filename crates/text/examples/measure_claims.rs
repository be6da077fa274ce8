//! Prints how well claims are read on the labelled texts, per language and per half, and how fast.
//!
//! `cargo run --release -p exhibit-text --example measure_claims`; with `--misses` also every wrong field of the half
//! that rules may be tuned on. The other half stays unread.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../tests/labelled/mod.rs"]
mod labelled;

use std::time::Instant;

use labelled::{Score, all, held_out};
use text::claims::{Mentions, find};
use text::gazetteer::Gazetteer;
use text::read::{ReadContext, read};

fn main() {
    let misses = std::env::args().any(|a| a == "--misses");
    let texts = all();
    for (half, apart) in [("dev  ", false), ("check", true)] {
        let mut whole = Score::default();
        for lang in ["en", "uk", "ru", "pl"] {
            let mut score = Score::default();
            for text in texts.iter().filter(|t| t.id.starts_with(lang) && held_out(t) == apart) {
                for sum in [&mut score, &mut whole] {
                    sum.add(text, |_, _, _| ());
                }
                if misses && !apart {
                    Score::default().add(text, |expected, claim, field| {
                        println!(
                            "  {} {field}: {:?} read as {:?}",
                            text.id,
                            expected.key,
                            claim.map(|c| (&c.text, &c.speaker, &c.hedge, &c.via))
                        );
                    });
                }
            }
            println!("{half} {lang}   {score}");
        }
        println!("{half} all  {whole}");
    }
    // Posts of about 200 characters, put together from the labelled texts.
    let posts: Vec<String> =
        texts.chunks(2).map(|pair| pair.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ")).collect();
    let chars: usize = posts.iter().map(|p| p.chars().count()).sum();
    let per_post = chars as f64 / posts.len() as f64;
    let rate = |what: &str, read_one: &dyn Fn(&str) -> usize| {
        let rounds = 20;
        let start = Instant::now();
        let claims: usize = (0..rounds).flat_map(|_| &posts).map(|post| read_one(post)).sum();
        let a_second = (rounds * posts.len()) as f64 / start.elapsed().as_secs_f64();
        println!("{what}: {a_second:.0} posts of {per_post:.0} characters a second, one thread ({claims} claims)");
    };
    rate("claims alone", &|post| find(post, &[], Mentions::default()).claims.len());
    let gazetteer = Gazetteer::shipped().unwrap();
    let context =
        ReadContext { published: None, langs: &[], posts: &[], author: None, skip: &[], gazetteer: &gazetteer };
    rate("everything on", &|post| read(post, &context).claims.len());
}
