//! Measures language identification on the third-party sets beside the workspace: accuracy for whole sentences and for
//! their first four words, and texts per second on one core; and the speed of folding and tokens. `--dump FILE` also writes the texts for other tools.
//!
//! Run: `cargo run --release -p exhibit-text --example measure_lang`. Labels are the sets' languages (for the mixed set
//! the letters of the whole record), not checked sentence by sentence. No set of Polish sentences is at hand: Polish is
//! measured on phrases about dates.

#![allow(clippy::print_stdout, reason = "a command that prints its figures")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

use text::fold::{Options, fold, fold_mapped};
use text::lang::{Language, identify};
use text::tokens::{TokenKind, sentences, tokens};

/// A set of texts in one language.
struct Set {
    name: &'static str,
    label: &'static str,
    texts: Vec<String>,
}

/// No set gives more texts than this.
const MOST: usize = 5_000;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(data) = thirdparty::find("data") else { return Ok(()) };
    let sets = [
        Set { name: "lgl", label: "en", texts: lgl(&data)? },
        Set { name: "factrueval", label: "ru", texts: json_lines(&data.join("factrueval/devset.jsonl.gz"))? },
        Set { name: "ner-uk", label: "uk", texts: json_lines(&data.join("ner-uk/train.jsonl.gz"))? },
        Set { name: "viina", label: "uk", texts: viina(&data, "іїєґ", "ыэъё")? },
        Set { name: "viina", label: "ru", texts: viina(&data, "ыэъё", "іїєґ")? },
        Set { name: "dates", label: "pl", texts: polish_dates(&data)? },
    ];
    for set in &sets[..3] {
        let text = set.texts.join(" ").repeat(20);
        let megabytes = text.len() as f64 / 1e6;
        let timed = |work: &dyn Fn(&str) -> usize| {
            let begun = Instant::now();
            std::hint::black_box(work(&text));
            megabytes / begun.elapsed().as_secs_f64()
        };
        println!(
            "{} ({megabytes:.0} MB in one line): fold {:.0} MB/s, fold with offsets {:.0} MB/s, tokens {:.0} MB/s, sentences {:.0} MB/s",
            set.label,
            timed(&|text| fold(text).len()),
            timed(&|text| fold_mapped(text, Options::default()).text().len()),
            timed(&|text| tokens(text).count()),
            timed(&|text| sentences(text).count()),
        );
    }
    let dump = std::env::args().skip_while(|argument| argument != "--dump").nth(1);
    let mut dumped = String::new();
    println!(
        "{:<12} {:<4} {:<9} {:>6} {:>8} {:>10}  wrong answers",
        "set", "lang", "texts", "count", "right %", "texts/s"
    );
    for set in &sets {
        let whole: Vec<&str> = set.texts.iter().map(String::as_str).collect();
        let four: Vec<&str> = whole.iter().filter_map(|text| first_words(text, 4)).collect();
        for (kind, texts) in [("sentence", whole), ("4 words", four)] {
            report(set, kind, &texts);
            for text in &texts {
                dumped.push_str(&format!("{}\t{}\t{kind}\t{}\n", set.name, set.label, text.replace(['\t', '\n'], " ")));
            }
        }
    }
    if let Some(path) = dump {
        fs::write(path, dumped)?;
    }
    Ok(())
}

fn report(set: &Set, kind: &str, texts: &[&str]) {
    let mut answers: BTreeMap<Language, usize> = BTreeMap::new();
    let begun = Instant::now();
    for text in texts {
        *answers.entry(identify(text).language).or_default() += 1;
    }
    let seconds = begun.elapsed().as_secs_f64();
    let right = answers.iter().filter(|(answer, _)| answer.lang().map(text::Lang::code) == Some(set.label));
    let right: usize = right.map(|(_, count)| count).sum();
    let wrong: Vec<String> = answers
        .iter()
        .filter(|(answer, _)| answer.lang().map(text::Lang::code) != Some(set.label))
        .map(|(answer, count)| format!("{answer:?} {count}"))
        .collect();
    println!(
        "{:<12} {:<4} {:<9} {:>6} {:>8.2} {:>10.0}  {}",
        set.name,
        set.label,
        kind,
        texts.len(),
        100.0 * right as f64 / texts.len().max(1) as f64,
        texts.len() as f64 / seconds,
        wrong.join(", ")
    );
}

/// The text up to its `count`th word, where it has more than that and so was cut; otherwise nothing.
fn first_words(text: &str, count: usize) -> Option<&str> {
    let word = |kind| kind == TokenKind::Word;
    let start = tokens(text).find(|token| word(token.kind))?.bytes.start;
    let end = tokens(text).filter(|token| word(token.kind)).nth(count - 1)?.bytes.end;
    Some(&text[start..end])
}

fn gunzip(path: &Path) -> Result<String, Box<dyn Error>> {
    let file = fs::File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text)?;
    Ok(text)
}

/// Distinct sentences of 40 to 240 characters with at least four words, evenly drawn.
fn pick<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        for sentence in sentences(text) {
            let length = sentence.span.end - sentence.span.start;
            let words = tokens(sentence.of(text)).filter(|token| token.kind == TokenKind::Word).count();
            if (40..=240).contains(&length) && words >= 4 {
                found.push(sentence.of(text).to_owned());
            }
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|sentence| seen.insert(sentence.clone()));
    let step = found.len().div_ceil(MOST).max(1);
    found.into_iter().step_by(step).collect()
}

fn json_lines(path: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for line in gunzip(path)?.lines() {
        let value: serde_json::Value = serde_json::from_str(line)?;
        texts.push(value["text"].as_str().unwrap_or_default().to_owned());
    }
    Ok(pick(texts.iter().map(String::as_str)))
}

/// Records whose letters hold some of `with` and none of `without`.
fn viina(data: &Path, with: &str, without: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let table = gunzip(&data.join("viina/viina_2022_subset.tsv.gz"))?;
    let texts = table.lines().skip(1).filter_map(|line| line.rsplit('\t').next()).filter(|text| {
        let lower = text.to_lowercase();
        lower.contains(|ch| with.contains(ch)) && !lower.contains(|ch| without.contains(ch))
    });
    Ok(pick(texts))
}

fn polish_dates(data: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let table = fs::read_to_string(data.join("dates/dates.tsv"))?;
    let phrases = table.lines().filter_map(|line| line.strip_prefix("pl\t")).filter_map(|line| line.split('\t').nth(1));
    let long = |text: &&str| tokens(text).filter(|token| token.kind == TokenKind::Word).count() >= 2;
    Ok(phrases.filter(long).map(str::to_owned).collect())
}

fn lgl(data: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let file = gunzip(&data.join("lgl/lgl.xml.gz"))?;
    let articles = file.split("<text>").skip(1).filter_map(|rest| rest.split("</text>").next());
    let plain: Vec<String> = articles.map(|text| text.replace("&amp;", "&").replace("&quot;", "\"")).collect();
    Ok(pick(plain.iter().map(String::as_str)))
}
