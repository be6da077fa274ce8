//! Accuracy and speed of lingua and whatlang, limited to the same four languages, on texts that our own measurement wrote:
//! `cargo run --release -p exhibit-text --example measure_lang -- --dump texts.tsv`, then here
//! `cargo run --release -- texts.tsv`. Columns: set, language, kind of text, text.

use std::collections::BTreeMap;
use std::time::Instant;

use lingua::{Language, LanguageDetectorBuilder};
use whatlang::{Detector, Lang};

fn main() {
    let path = std::env::args().nth(1).expect("the file that measure_lang --dump wrote");
    let table = std::fs::read_to_string(path).expect("a readable file");
    let mut sets: BTreeMap<(&str, &str, &str), Vec<&str>> = BTreeMap::new();
    for line in table.lines() {
        let mut columns = line.splitn(4, '\t');
        if let (Some(set), Some(label), Some(kind), Some(text)) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        {
            sets.entry((set, label, kind)).or_default().push(text);
        }
    }
    let lingua = LanguageDetectorBuilder::from_languages(&[
        Language::English,
        Language::Polish,
        Language::Russian,
        Language::Ukrainian,
    ])
    .with_preloaded_language_models()
    .build();
    let whatlang = Detector::with_allowlist(vec![Lang::Eng, Lang::Pol, Lang::Rus, Lang::Ukr]);
    let by_lingua = |text: &str| {
        lingua.detect_language_of(text).map(|language| language.iso_code_639_1().to_string())
    };
    let by_whatlang = |text: &str| {
        whatlang.detect_lang(text).map(|lang| match lang {
            Lang::Eng => "en".to_owned(),
            Lang::Pol => "pl".to_owned(),
            Lang::Rus => "ru".to_owned(),
            _ => "uk".to_owned(),
        })
    };
    for ((set, label, kind), texts) in &sets {
        print!("{set:<12} {label:<4} {kind:<9} {:>6}", texts.len());
        let tools: [(&str, &dyn Fn(&str) -> Option<String>); 2] = [("lingua", &by_lingua), ("whatlang", &by_whatlang)];
        for (name, tool) in tools {
            let begun = Instant::now();
            let right = texts.iter().filter(|text| tool(text).as_deref() == Some(*label)).count();
            let speed = texts.len() as f64 / begun.elapsed().as_secs_f64();
            print!("   {name} {:6.2} % {speed:8.0}/s", 100.0 * right as f64 / texts.len() as f64);
        }
        println!();
    }
}
