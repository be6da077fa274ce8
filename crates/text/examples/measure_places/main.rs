//! Measures the place finder on third-party sets: `cargo run --release -p exhibit-text --example measure_places -- [SET] [dev|check] [-v]`.
//!
//! SET is one of variants, lgl, viina, factrueval, ner-uk, speed, or all. Every set is split in two halves by a hash of
//! the text's id; `dev` is for looking at, `check` (the default) for reporting. `-v` lists what went wrong.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod sets;
mod variants;

use std::path::{Path, PathBuf};
use std::time::Instant;

use model::Span;
use model::place::Place;
use text::Lang;
use text::gazetteer::Gazetteer;
use text::places::{Context, PlaceMention, find, resolve};

/// What the command line asks for.
pub struct Run {
    gazetteer: Gazetteer,
    shared: PathBuf,
    check: bool,
    loud: bool,
}

impl Run {
    /// Whether a text belongs to the half that is measured (FNV-1a of its id, lowest bit after mixing).
    pub fn wants(&self, id: &str) -> bool {
        let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        ((hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) & 1 == 1) == self.check
    }
    /// The places of a text.
    pub fn find(&self, text: &str, langs: &[Lang]) -> Vec<PlaceMention> {
        find(text, &Context { langs, gazetteer: &self.gazetteer, skip: &[] })
    }
    /// The places that marked stretches mean.
    pub fn resolve(&self, text: &str, spans: &[Span], langs: &[Lang]) -> Vec<PlaceMention> {
        resolve(text, spans, &Context { langs, gazetteer: &self.gazetteer, skip: &[] })
    }
}

/// Kilometres between a place and a point in degrees.
pub fn km(place: &Place, lat: f64, lon: f64) -> f64 {
    let point = Place { lat_e6: (lat * 1e6) as i32, lon_e6: (lon * 1e6) as i32, ..place.clone() };
    place.distance_km(&point)
}

/// Counts of exact and overlapping spans.
#[derive(Default)]
pub struct Spans {
    gold: usize,
    found: usize,
    exact: usize,
    gold_met: usize,
    found_met: usize,
}

impl Spans {
    /// Adds one text.
    pub fn add(&mut self, gold: &[Span], found: &[Span]) {
        let meets = |a: &Span, b: &Span| a.start < b.end && b.start < a.end;
        self.gold += gold.len();
        self.found += found.len();
        self.exact += found.iter().filter(|f| gold.contains(f)).count();
        self.gold_met += gold.iter().filter(|g| found.iter().any(|f| meets(f, g))).count();
        self.found_met += found.iter().filter(|f| gold.iter().any(|g| meets(f, g))).count();
    }
    /// Prints precision, recall and F1, in per cent.
    pub fn print(&self, name: &str) {
        let f1 = |p: f64, r: f64| if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        let share = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
        let (p, r) = (share(self.exact, self.found), share(self.exact, self.gold));
        let (op, or) = (share(self.found_met, self.found), share(self.gold_met, self.gold));
        println!(
            "{name}: {} gold, {} found; exact P {p:.1} R {r:.1} F1 {:.1}; overlap P {op:.1} R {or:.1} F1 {:.1}",
            self.gold,
            self.found,
            f1(p, r),
            f1(op, or)
        );
    }
}

fn speed(run: &Run) {
    let start = Instant::now();
    for _ in 0..100 {
        std::hint::black_box(Gazetteer::shipped().unwrap());
    }
    println!("gazetteer opens in {:.3} ms ({} places)", start.elapsed().as_secs_f64() * 10.0, run.gazetteer.len());
    let mut posts: Vec<String> = Vec::new();
    for row in sets::viina(run) {
        posts.push(row.text.chars().take(200).collect());
    }
    let all: String = std::iter::repeat_n(posts.join(" "), 4).collect();
    let chars: Vec<char> = all.chars().collect();
    let posts: Vec<String> = chars.chunks(200).map(|c| c.iter().collect()).collect();
    run.find(&posts[0], &[]);
    let start = Instant::now();
    let mentions: usize = posts.iter().map(|p| run.find(p, &[Lang::Uk]).len()).sum();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{} posts of 200 characters, {mentions} mentions: {:.0} posts/s on one core",
        posts.len(),
        posts.len() as f64 / seconds
    );
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| arguments.iter().any(|a| a == word);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let run = Run {
        gazetteer: Gazetteer::shipped().unwrap(),
        shared: std::env::var_os("EXHIBIT_SHARED").map_or(root, PathBuf::from),
        check: !has("dev"),
        loud: has("-v"),
    };
    let all = has("all") || !["variants", "lgl", "viina", "factrueval", "ner-uk", "speed"].iter().any(|s| has(s));
    println!("gazetteer: {}", run.gazetteer.sources().next().unwrap_or(""));
    println!("half: {}", if run.check { "check" } else { "dev" });
    if all || has("variants") {
        variants::by_hand(&run);
        variants::by_rule(&run);
    }
    if all || has("viina") {
        sets::measure_viina(&run);
    }
    if all || has("lgl") {
        sets::measure_lgl(&run);
    }
    if all || has("factrueval") {
        sets::measure_factrueval(&run);
    }
    if all || has("ner-uk") {
        sets::measure_ner_uk(&run);
    }
    if all || has("speed") {
        speed(&run);
    }
}
