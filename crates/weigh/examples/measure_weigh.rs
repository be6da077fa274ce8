//! How long weighing takes: a made-up material of so many posts (default 100,000) and 2,000 recordings, a third of the
//! posts passing others on. Prints seconds and the peak of memory. `cargo run --release -p exhibit-weigh --example measure_weigh`.

use std::time::Instant;

use model::{Span, TimeSpan, Utc};
use weigh::material::{
    Claim, EventWord, Figure, Footage, Material, Node, PlaceMention, Polarity, Role, Standing, Tie, TieKind,
    TimeMention, Utterance, UtteranceKind, key,
};

/// 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600;
const KINDS: [(&str, &str); 6] = [
    ("fire", "fire"),
    ("flood", "flood"),
    ("collapse", "collapsed"),
    ("evacuation", "evacuated"),
    ("crash", "crashed"),
    ("power_impact", "blackout"),
];
const WORDS: [&str; 24] = [
    "bridge",
    "harbour",
    "mill",
    "school",
    "market",
    "station",
    "warehouse",
    "garage",
    "church",
    "tower",
    "river",
    "street",
    "morning",
    "evening",
    "people",
    "heard",
    "smoke",
    "crew",
    "driver",
    "roof",
    "wall",
    "yard",
    "north",
    "south",
];

/// A fixed sequence that looks random (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

#[allow(clippy::print_stdout, reason = "an example prints what it measured")]
fn main() {
    let posts: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let begun = Instant::now();
    let material = material(posts);
    println!(
        "{posts} posts, {} claims, {} ties: made in {:.1} s",
        material.claims.len(),
        material.ties.len(),
        begun.elapsed().as_secs_f64()
    );
    let begun = Instant::now();
    let origins = weigh::origins::find(&material, &[]);
    println!(
        "origins: {} statements, {} groups, {:.2} s",
        origins.statements.len(),
        origins.groups.len(),
        begun.elapsed().as_secs_f64()
    );
    let begun = Instant::now();
    let incidents = weigh::incidents::cluster(&material, &[]);
    println!("incidents: {}, {:.2} s", incidents.incidents.len(), begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    let weighings = weigh::hypotheses::weigh(&material, &origins, &incidents, &[]);
    println!("rival accounts: {} incidents, {:.2} s", weighings.len(), begun.elapsed().as_secs_f64());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find(|line| line.starts_with("VmHWM")) {
        println!("peak memory {}", peak.trim_start_matches("VmHWM:").trim());
    }
}

fn material(posts: usize) -> Material {
    let mut numbers = Numbers(7);
    let mut material = Material::default();
    for file in 0..2000 {
        material.footage.push(Footage {
            id: format!("item:{file:064x}"),
            name: Some(format!("film-{file}.mp4")),
            kind: "video".to_owned(),
            existed: [None, None],
        });
    }
    for at in 0..posts {
        let time = Utc(START + (at as i64) * 60 * 24 * 60 / 1440);
        material.utterances.push(Utterance {
            id: format!("post:{at:064x}"),
            kind: UtteranceKind::Post,
            source: Some(format!("source {}", numbers.below(posts / 20 + 1))),
            source_name: None,
            account: None,
            source_words: Vec::new(),
            role: Role::Account,
            time: Some(TimeSpan::instant(time)),
            published: [Some(time), Some(time)],
            shows_absent: numbers.below(10) == 0,
            language: ["en", "uk", "ru", "pl"][numbers.below(4)].to_owned(),
            item: String::new(),
            text_sha256: String::new(),
            finding: 0,
            speakers: Vec::new(),
            home: Vec::new(),
            places: Vec::new(),
            times: Vec::new(),
        });
        let first = material.claims.len();
        if at > 10 && numbers.below(3) == 0 {
            let of = at - 1 - numbers.below(at.min(500));
            let from = material.claims.partition_point(|c| (c.utterance as usize) < of);
            let count = material.claims[from..].partition_point(|c| c.utterance as usize == of);
            let copied: Vec<Claim> = material.claims[from..from + count].to_vec();
            material.claims.extend(copied.into_iter().map(|c| Claim { utterance: at as u32, ..c }));
            let kind = [TieKind::Forward, TieKind::Repost, TieKind::TextCopy][numbers.below(3)];
            material.ties.push(Tie {
                from: Node::Utterance(at as u32),
                to: Node::Utterance(of as u32),
                kind,
                why: "passes it on".to_owned(),
                span: None,
            });
            continue;
        }
        for n in 0..1 + numbers.below(3) {
            let claim = claim(&mut numbers, at as u32, n);
            material.claims.push(claim);
        }
        if numbers.below(20) == 0 {
            let file = numbers.below(2000) as u32;
            material.ties.push(Tie {
                from: Node::Utterance(at as u32),
                to: Node::Footage(file),
                kind: TieKind::Media,
                why: "carries it".to_owned(),
                span: None,
            });
        }
        debug_assert!(material.claims.len() > first);
    }
    material
}

fn claim(numbers: &mut Numbers, utterance: u32, n: usize) -> Claim {
    let (kind, word) = KINDS[numbers.below(KINDS.len())];
    let town = format!("town{}", numbers.below(400));
    let mut words: Vec<String> =
        (0..4 + numbers.below(5)).map(|_| WORDS[numbers.below(WORDS.len())].to_owned()).collect();
    words.extend([word.to_owned(), town.clone()]);
    let span = Span { start: n * 100, end: n * 100 + 90 };
    let mut keys: Vec<(u64, u16)> = words.iter().enumerate().map(|(at, w)| (key(w), at as u16)).collect();
    keys.sort_unstable();
    keys.dedup_by_key(|k| k.0);
    let day = TimeSpan::instant(Utc(START + numbers.below(70) as i64 * 86_400));
    let value = 10 + numbers.below(5000) as i64;
    let figure = Figure {
        span,
        words: value.to_string(),
        value: Some(value),
        decimal: None,
        at_least: None,
        at_most: None,
        approximate: false,
        counts: Some("evacuated".to_owned()),
        revised: false,
    };
    Claim {
        utterance,
        span,
        words: words.join(" "),
        lead: String::new(),
        paragraph: n as u32,
        speaker: None,
        via: Vec::new(),
        standing: Standing::Unknown,
        hedged: false,
        hedge: None,
        quoted: false,
        polarity: if numbers.below(12) == 0 { Polarity::Denied } else { Polarity::Affirmed },
        basis: None,
        subject: None,
        events: vec![EventWord { span, words: word.to_owned(), kind: kind.to_owned() }],
        things: Vec::new(),
        order: Vec::new(),
        places: vec![PlaceMention {
            span,
            words: town.clone(),
            place: None,
            alternatives: Vec::new(),
            supported: false,
            keys: vec![key(&town)],
        }],
        times: if numbers.below(2) == 0 {
            vec![TimeMention { span, words: day.value.clone(), time: day }]
        } else {
            Vec::new()
        },
        figures: if numbers.below(4) == 0 { vec![figure] } else { Vec::new() },
        names: vec![key(&town)],
        actors: Vec::new(),
        keys: keys.iter().map(|k| k.0).collect(),
        key_words: keys.iter().map(|k| k.1).collect(),
    }
}
