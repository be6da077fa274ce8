//! The whole chain on the demonstration material: how much of what is planted in it is found.

use std::fs;

use exercise::score::{Answers, Planted, score};

use crate::desk::Desk;

#[test]
fn what_is_planted_in_the_exercise_is_found() {
    let desk = Desk::new();
    desk.run("demo --out exercise");
    desk.run("examine exercise/material --case exercise.case");
    let (weigh, copies) = (desk.json("weigh exercise.case"), desk.json("copies exercise.case"));
    desk.json("dossier exercise.case --out bundle --with-originals --reason test");
    let table = |name: &str| fs::read_to_string(desk.path("bundle").join(name)).unwrap();
    let planted = score(&Answers { weigh: &weigh, copies: &copies, table: &table });
    let missed: Vec<&Planted> = planted.iter().filter(|one| !one.found).collect();
    let missed_of = |sorts: &[&str]| missed.iter().filter(|one| sorts.contains(&one.sort)).collect::<Vec<_>>();
    // What recordings, times and numbers give away is found without exception, and nothing is concluded.
    assert!(missed_of(&["copy", "earliest", "problem", "answer"]).is_empty(), "{missed:#?}");
    assert!(planted.len() >= 80, "{}", planted.len());
    // What reading and linking do not find yet is listed by `scripts/bench.sh exercise`; it may only become less.
    assert!(missed.len() <= 30, "{} missed: {missed:#?}", missed.len());
}
