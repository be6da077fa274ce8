//! Prints how much of what is planted in the demonstration material was found:
//! `score WEIGH.json COPIES.json BUNDLE-FOLDER`, with what `exhibit weigh --json`, `exhibit copies --json` and `exhibit
//! dossier --with-originals` gave. `scripts/bench.sh exercise` runs the whole chain.

#![allow(clippy::print_stdout, reason = "an example prints what it measured")]

use std::path::Path;

use exercise::score::{Answers, score};

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [weigh, copies, bundle] = arguments.as_slice() else {
        return Err(std::io::Error::other("usage: score WEIGH.json COPIES.json BUNDLE-FOLDER"));
    };
    let read =
        |path: &str| -> std::io::Result<serde_json::Value> { Ok(serde_json::from_slice(&std::fs::read(path)?)?) };
    let (weigh, copies) = (read(weigh)?, read(copies)?);
    let table = |name: &str| std::fs::read_to_string(Path::new(bundle).join(name)).unwrap_or_default();
    let planted = score(&Answers { weigh: &weigh, copies: &copies, table: &table });
    for one in &planted {
        let found = if one.found { "found    " } else { "NOT FOUND" };
        println!("{found} {:<9} {}: {}", one.sort, one.id, one.wanted);
    }
    let found = planted.iter().filter(|one| one.found).count();
    println!("{found} of {} planted things found", planted.len());
    Ok(())
}
