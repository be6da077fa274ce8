//! Measures near-duplicate grouping: texts per second on one core, recall of pairs whose exact likeness is 0.7 or more, and
//! hard negatives (the same text with another town, figure or day) joined by mistake.
//!
//! Run: `cargo run --release -p exhibit-text --example measure_near [-- COUNT] [--dump FOLDER]`. Made-up posts with seeded
//! edits, and the posts beside the workspace where these are at hand (no labels: exact likeness is the measure). `--dump`
//! writes texts and sampled pairs, for `bench/peers/near.py` to measure other tools on the very same pairs.

#![allow(clippy::print_stdout, reason = "a command that prints its figures")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

use text::near::{Groups, Options, group, likeness};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let count = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    let made = made_up(count);
    let found = timed("made-up posts", &made.texts);
    let pairs = recall(&made.texts, &found, 400);
    dump(&arguments, "made-up", &made.texts, &pairs)?;
    let of_group = group_of(&found, made.texts.len());
    let edits = made.edits.iter().filter(|(a, b)| of_group[*a] == of_group[*b]).count();
    println!("  edits that keep every fact: {edits} of {} joined", made.edits.len());
    let wrong = made.negatives.iter().filter(|(a, b)| of_group[*a] == of_group[*b]).count();
    println!("  hard negatives (another town, figure or day): {wrong} of {} joined by mistake", made.negatives.len());
    let told: HashSet<(u32, u32)> = found.variations.iter().map(|v| (v.earlier, v.later)).collect();
    println!("  changed versions told: {}", told.len());
    if let Some(posts) = posts()? {
        let found = timed("shared posts", &posts);
        let pairs = recall(&posts, &found, 400);
        dump(&arguments, "shared", &posts, &pairs)?;
    }
    if let Ok(status) = fs::read_to_string("/proc/self/status") {
        let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown");
        println!("{}", peak.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    Ok(())
}

fn timed(name: &str, texts: &[String]) -> Groups {
    let (begun, busy) = (Instant::now(), cpu_seconds());
    let found = group(texts, Options::default());
    let (seconds, busy) = (begun.elapsed().as_secs_f64(), cpu_seconds() - busy);
    let members: usize = found.groups.iter().map(Vec::len).sum();
    println!(
        "{name}: {} texts in {seconds:.2} s, {:.0} texts/s ({busy:.2} s of CPU, {:.0} texts/s); {} groups of {members} texts; {} variations; {} pairs not compared",
        texts.len(),
        texts.len() as f64 / seconds,
        texts.len() as f64 / busy,
        found.groups.len(),
        found.variations.len(),
        found.not_compared
    );
    found
}

/// CPU time of this process, which other work on the machine does not lengthen much.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    stat.split_whitespace().next().and_then(|n| n.parse::<f64>().ok()).map_or(0.0, |nanos| nanos / 1e9)
}

fn group_of(found: &Groups, texts: usize) -> Vec<usize> {
    let mut of: Vec<usize> = (0..texts).map(|index| usize::MAX - index).collect();
    for (number, members) in found.groups.iter().enumerate() {
        members.iter().for_each(|&index| of[index as usize] = number);
    }
    of
}

/// Compares a sample of the first 20,000 texts with all others of these, exactly, and says how many like pairs were joined or kept apart for a fact. The pairs, each with what became of it.
fn recall(texts: &[String], found: &Groups, sample: usize) -> Vec<(usize, usize, &'static str)> {
    let of = group_of(found, texts.len());
    let others: Vec<usize> = (0..texts.len().min(20_000)).collect();
    let step = (others.len() / sample).max(1);
    let (mut alike, mut joined, mut parted) = (0, 0, 0);
    let mut pairs = Vec::new();
    // Only texts that share a rare word are compared, which leaves out no pair of likeness 0.7 among these.
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for &index in &others {
        let words: HashSet<&str> = texts[index].split_whitespace().collect();
        words.into_iter().for_each(|word| by_word.entry(word).or_default().push(index));
    }
    for &index in others.iter().step_by(step) {
        let near: HashSet<usize> =
            texts[index].split_whitespace().filter_map(|word| by_word.get(word)).flatten().copied().collect();
        for other in near.into_iter().filter(|&other| other > index) {
            let (a, b) = (&texts[index], &texts[other]);
            if a.len().min(b.len()) * 2 < a.len().max(b.len()) || likeness(a, b) < 0.7 {
                continue;
            }
            alike += 1;
            let fate = if of[index] == of[other] {
                joined += 1;
                "joined"
            } else if !text::near::changes(a, b).is_empty() {
                parted += 1;
                "apart"
            } else {
                "missed"
            };
            pairs.push((index, other, fate));
        }
    }
    println!(
        "  pairs of likeness 0.7 and more in a sample: {alike}; joined {joined}, apart for a changed fact {parted}, missed {} (recall {:.4})",
        alike - joined - parted,
        (joined + parted) as f64 / f64::from(alike.max(1))
    );
    pairs
}

/// Writes texts, one on a line, and pairs where the command line asks for it.
fn dump(
    arguments: &[String],
    name: &str,
    texts: &[String],
    pairs: &[(usize, usize, &str)],
) -> Result<(), Box<dyn Error>> {
    let Some(folder) = arguments.iter().skip_while(|argument| *argument != "--dump").nth(1) else { return Ok(()) };
    fs::create_dir_all(folder)?;
    let lines: Vec<String> = texts.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    fs::write(Path::new(folder).join(format!("{name}.txt")), lines.join("\n"))?;
    let rows: Vec<String> = pairs.iter().map(|(a, b, fate)| format!("{a}\t{b}\t{fate}")).collect();
    fs::write(Path::new(folder).join(format!("{name}.pairs.tsv")), rows.join("\n"))?;
    Ok(())
}

/// Made-up posts, with the pairs that must join and those that must not.
struct Made {
    texts: Vec<String>,
    edits: Vec<(usize, usize)>,
    negatives: Vec<(usize, usize)>,
}

/// A small seeded generator.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }

    fn of<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }
}

fn made_up(count: usize) -> Made {
    let mut draw = Draw(20_221_013);
    let mut made = Made { texts: Vec::new(), edits: Vec::new(), negatives: Vec::new() };
    let towns = [
        ["Kharkiv", "Kherson", "Sumy", "Belgorod", "Kursk", "Odesa", "Dnipro", "Lviv"],
        ["Харкові", "Херсоні", "Сумах", "Бєлгороді", "Курську", "Одесі", "Дніпрі", "Львові"],
        ["Харькове", "Херсоне", "Сумах", "Белгороде", "Курске", "Одессе", "Днепре", "Львове"],
        ["Charkowie", "Chersoniu", "Sumach", "Biełgorodzie", "Kursku", "Odessie", "Dnieprze", "Lwowie"],
    ];
    let sentences = [
        include_str!("../training/sentences.en.txt"),
        include_str!("../training/sentences.uk.txt"),
        include_str!("../training/sentences.ru.txt"),
        include_str!("../training/sentences.pl.txt"),
    ]
    .map(|file| file.lines().collect::<Vec<_>>());
    let vocabulary = [
        include_str!("../training/words.en.txt"),
        include_str!("../training/words.uk.txt"),
        include_str!("../training/words.ru.txt"),
        include_str!("../training/words.pl.txt"),
    ]
    .map(|file| {
        let lines = file.lines().filter(|line| !line.starts_with(['+', '#']));
        lines.flat_map(str::split_whitespace).filter(|word| word.chars().all(char::is_lowercase)).collect::<Vec<_>>()
    });
    let place = ["in", "у", "в", "w"];
    while made.texts.len() < count {
        let language = draw.below(4);
        // Parts of two sentences, words drawn from lists and a number of its own make each post different from the others.
        let words = |draw: &mut Draw| -> Vec<&str> {
            let all: Vec<&str> = draw.of(&sentences[language]).trim_end_matches('.').split(' ').collect();
            let from = draw.below(all.len() / 2 + 1);
            all[from..].to_vec()
        };
        let mut body = words(&mut draw);
        body.extend(words(&mut draw));
        // Every third word is another, so that posts are as unlike as those of many authors.
        for at in (2..body.len()).step_by(3) {
            body[at] = vocabulary[language][draw.below(vocabulary[language].len())];
        }
        if body.len() < 9 {
            continue;
        }
        let town = *draw.of(&towns[language]);
        let figure = 3 + draw.below(9_000);
        let post = |town: &str, figure: usize, body: &[&str]| {
            format!("{} {} {town} {figure} {}", body[..4].join(" "), place[language], body[4..].join(" "))
                .to_lowercase_first()
        };
        let original = made.texts.len();
        made.texts.push(post(town, figure, &body));
        if draw.below(8) == 0 {
            for _ in 0..1 + draw.below(4) {
                let copy = match draw.below(4) {
                    0 => format!("RT @someone: {} https://example.org/{}", made.texts[original], draw.below(1_000_000)),
                    1 => made.texts[original].to_uppercase(),
                    2 => format!("{} !!!", made.texts[original]),
                    _ => {
                        // One long word of the body loses a letter.
                        let mut edited = body.clone();
                        let Some(at) = (4..edited.len())
                            .find(|&at| edited[at].chars().count() > 7 && edited[at].starts_with(char::is_lowercase))
                        else {
                            continue;
                        };
                        let end = edited[at].char_indices().nth(6).map_or(0, |(end, _)| end);
                        let shorter = &edited[at][..end];
                        edited[at] = shorter;
                        post(town, figure, &edited)
                    }
                };
                made.edits.push((original, made.texts.len()));
                made.texts.push(copy);
            }
        }
        if draw.below(12) == 0 {
            let other = *draw.of(&towns[language]);
            let changed = if other != town && draw.below(2) == 0 {
                post(other, figure, &body)
            } else {
                post(town, figure + 1 + draw.below(500), &body)
            };
            made.negatives.push((original, made.texts.len()));
            made.texts.push(changed);
        }
    }
    made
}

/// A sentence whose first word was cut from the middle of another starts small, as posts often do.
trait LowercaseFirst {
    fn to_lowercase_first(self) -> String;
}

impl LowercaseFirst for String {
    fn to_lowercase_first(self) -> String {
        let mut chars = self.chars();
        chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
    }
}

fn posts() -> Result<Option<Vec<String>>, Box<dyn Error>> {
    let Some(path) = thirdparty::find("data/near-duplicates/mediaeval2016_dev_posts.tsv.gz") else { return Ok(None) };
    let file = fs::File::open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut table = String::new();
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut table)?;
    let mut lines: BTreeMap<usize, String> = BTreeMap::new();
    for (number, line) in table.lines().skip(1).enumerate() {
        if let Some(text) = line.split('\t').nth(1) {
            lines.insert(number, text.to_owned());
        }
    }
    Ok(Some(lines.into_values().collect()))
}
