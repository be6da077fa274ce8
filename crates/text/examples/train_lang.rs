//! Trains the language model that ships in `src/lang_tables/model.bin` from the word lists and sentences in `training/`,
//! which were written for this purpose. Run: `cargo run --release -p exhibit-text --example train_lang`.
//!
//! Two linear models in one table: Ukrainian against Russian for Cyrillic words, Polish against English for Latin ones.
//! Logistic regression on runs of one to four words; the order of examples comes from a fixed seed, so that the same
//! files give the same table.

#![allow(clippy::print_stdout, reason = "a command that prints its figures")]

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

use text::Lang;
use text::lang::{BUCKETS, features};

/// One weight in the table stands for this many nats; the same figure, in thousandths, stands in `lang/model_table.rs`.
const UNIT: f64 = 0.032;
const EPOCHS: usize = 12;
const LEARNING_RATE: f64 = 0.35;
/// How strongly weights are drawn to nothing at each step at which they are touched.
const SHRINK: f64 = 2e-4;
/// A shared word stands for so many examples: it is as frequent in one language as in the other.
const SHARED_WEIGHT: f64 = 6.0;

fn main() -> Result<(), Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut weights = vec![0.0_f64; BUCKETS];
    for (first, second) in [(Lang::Uk, Lang::Ru), (Lang::Pl, Lang::En)] {
        let (ours, theirs) = (material(here, first)?, material(here, second)?);
        println!("{}: {} examples · {}: {} examples", first.code(), ours.len(), second.code(), theirs.len());
        let shared = shared(&here.join(format!("training/shared.{}-{}.txt", first.code(), second.code())))?;
        train(&mut weights, &ours, &theirs, &shared);
    }
    let table: Vec<u8> =
        weights.iter().map(|weight| (weight / UNIT).round().clamp(-127.0, 127.0) as i8 as u8).collect();
    let used = table.iter().filter(|&&weight| weight != 0).count();
    let out = here.join("src/lang_tables/model.bin");
    fs::write(&out, table)?;
    println!("{} of {BUCKETS} weights used, written to {}", used, out.display());
    Ok(())
}

/// The words and sentences of a language as lists of words in lower case.
fn material(here: &Path, lang: Lang) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let mut examples: Vec<Vec<String>> = Vec::new();
    let lists = fs::read_to_string(here.join(format!("training/words.{}.txt", lang.code())))?;
    let mut seen = BTreeSet::new();
    let mut endings: Vec<&str> = vec!["_"];
    for line in lists.lines().filter(|line| !line.starts_with('#')) {
        if let Some(list) = line.strip_prefix('+') {
            endings = list.split_whitespace().collect();
            continue;
        }
        for stem in line.split_whitespace() {
            for ending in &endings {
                let word = format!("{stem}{}", if *ending == "_" { "" } else { ending }).to_lowercase();
                check(&word, lang)?;
                if seen.insert(word.clone()) {
                    examples.push(vec![word]);
                }
            }
        }
    }
    let sentences = fs::read_to_string(here.join(format!("training/sentences.{}.txt", lang.code())))?;
    for line in sentences.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<String> = line
            .split(|ch: char| !ch.is_alphabetic() && ch != '\'')
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        for word in &words {
            check(word, lang)?;
        }
        for size in 1..=4 {
            examples.extend(words.windows(size).map(<[String]>::to_vec));
        }
    }
    Ok(examples)
}

/// Words and groups that both languages write alike: single words, or groups with `|` between them.
fn shared(path: &Path) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut examples = Vec::new();
    for line in fs::read_to_string(path)?.lines().filter(|line| !line.starts_with('#')) {
        let line = line.to_lowercase();
        let groups: Vec<&str> = if line.contains('|') { line.split('|').collect() } else { line.split(' ').collect() };
        examples.extend(groups.iter().map(|group| group.split_whitespace().map(str::to_owned).collect()));
    }
    Ok(examples)
}

/// A word with letters of the wrong script would teach the model the trick it must see through.
fn check(word: &str, lang: Lang) -> Result<(), Box<dyn Error>> {
    let cyrillic = word.chars().any(|ch| ('\u{400}'..='\u{52F}').contains(&ch));
    let latin = word.chars().any(|ch| ch.is_ascii_alphabetic());
    let wrong = match lang {
        Lang::Uk => latin || word.contains(['ы', 'э', 'ъ', 'ё']),
        Lang::Ru => latin || word.contains(['і', 'ї', 'є', 'ґ']),
        Lang::En | Lang::Pl => cyrillic,
    };
    if wrong { Err(format!("{word}: not a word of {}", lang.code()).into()) } else { Ok(()) }
}

/// Stochastic gradient descent; positive is `ours`, and `shared` is halfway.
fn train(weights: &mut [f64], ours: &[Vec<String>], theirs: &[Vec<String>], shared: &[Vec<String>]) {
    let buckets = |words: &[String]| {
        let mut list = Vec::new();
        for word in words {
            features(word, |bucket| list.push(bucket));
        }
        list
    };
    // A word that both languages have says nothing by itself: it takes part on both sides and cancels out.
    let mut examples: Vec<(Vec<usize>, f64, f64)> = Vec::new();
    for (side, list, others) in [(1.0, ours, theirs), (0.0, theirs, ours)] {
        let weight = if list.len() < others.len() { others.len() as f64 / list.len() as f64 } else { 1.0 };
        examples.extend(list.iter().map(|words| (buckets(words), side, weight)));
    }
    examples.extend(shared.iter().map(|words| (buckets(words), 0.5, SHARED_WEIGHT)));
    let mut state = 0x5EED_u64;
    for epoch in 0..EPOCHS {
        for index in (1..examples.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            examples.swap(index, (state >> 33) as usize % (index + 1));
        }
        let mut loss = 0.0;
        for (list, side, importance) in &examples {
            let sum: f64 = list.iter().map(|&bucket| weights[bucket]).sum();
            let likely = 1.0 / (1.0 + (-sum).exp());
            loss -= side * likely.max(1e-12).ln() + (1.0 - side) * (1.0 - likely).max(1e-12).ln();
            // Longer examples have more features: the step is shared among them.
            let step = LEARNING_RATE * importance * (side - likely) / (list.len() as f64).sqrt() / 2.0;
            for &bucket in list {
                weights[bucket] += step - LEARNING_RATE * SHRINK * weights[bucket];
            }
        }
        println!("round {}: mean loss {:.4}", epoch + 1, loss / examples.len() as f64);
    }
}
