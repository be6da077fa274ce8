//! Measures `times::value` on the shared table of date phrases: share of right values per language, and speed.
//!
//! `cargo run --release -p exhibit-text --example measure_times [-- --misses LANG]`

#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::time::Instant;

use text::Lang;
use text::times::{Convention, Unit, Value, value};

struct Row {
    lang: Lang,
    reference: jiff::civil::DateTime,
    /// Minutes from UTC.
    offset: i64,
    phrase: String,
    expected: String,
    grain: String,
    set: String,
    holiday: bool,
}

fn main() {
    let Some(path) = thirdparty::find("data/dates/dates.tsv") else { return };
    let table = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let rows: Vec<Row> = table.lines().skip(1).filter_map(row).collect();
    let misses = std::env::args().skip_while(|a| a != "--misses").nth(1);
    let mut scores: BTreeMap<(&str, &str), [usize; 2]> = BTreeMap::new();
    for row in &rows {
        let said = value(&row.phrase, row.reference, row.lang, Convention::Scheduling);
        let said = said.as_ref().map(|v| (written(v, row.offset), grain(v.grain)));
        let right = match &said {
            None => row.expected.is_empty(),
            Some((text, grain)) => *text == row.expected && *grain == row.grain,
        };
        let half = if hash(&row.phrase).is_multiple_of(2) { "tuning half" } else { "check half" };
        let group = if row.holiday {
            "holidays"
        } else if row.set == "main" || row.set == "negative" {
            half
        } else {
            "other sets"
        };
        for group in [group, "all rows"] {
            let score = scores.entry((row.lang.code(), group)).or_default();
            score[0] += usize::from(right);
            score[1] += 1;
        }
        if !row.holiday {
            let score = scores.entry((row.lang.code(), "without holidays")).or_default();
            score[0] += usize::from(right);
            score[1] += 1;
        }
        if !right
            && misses.as_deref() == Some(row.lang.code())
            && (half == "tuning half" || std::env::args().any(|a| a == "--both"))
        {
            println!("{}\t{}\t{} {}\tsaid {:?}", row.set, row.phrase, row.expected, row.grain, said);
        }
    }
    for ((lang, group), [right, of]) in &scores {
        println!("{lang}  {group:<17} {right:>4} of {of:>4}  {:.1} %", 100.0 * *right as f64 / *of as f64);
    }
    let started = Instant::now();
    let mut read = 0usize;
    while started.elapsed().as_secs_f64() < 2.0 {
        for row in &rows {
            read += 1;
            std::hint::black_box(value(&row.phrase, row.reference, row.lang, Convention::Scheduling));
        }
    }
    println!("{:.0} phrases a second, one core", read as f64 / started.elapsed().as_secs_f64());
}

fn row(line: &str) -> Option<Row> {
    let f: Vec<&str> = line.split('\t').collect();
    let (local, offset) = f[1].split_at_checked(19)?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    Some(Row {
        lang: Lang::from_code(f[0])?,
        reference: local.parse().ok()?,
        offset: sign * (offset.get(1..3)?.parse::<i64>().ok()? * 60 + offset.get(4..6)?.parse::<i64>().ok()?),
        phrase: f[2].to_owned(),
        expected: f[3].to_owned(),
        grain: f[4].to_owned(),
        set: f[6].to_owned(),
        holiday: f.get(7).is_some_and(|h| !h.is_empty()),
    })
}

/// The value as the table writes it, moved from its own zone to that of the reference.
fn written(value: &Value, offset: i64) -> String {
    let shift = value.zone.as_deref().and_then(|z| {
        let minutes = z.get(1..3)?.parse::<i64>().ok()? * 60 + z.get(4..6)?.parse::<i64>().ok()?;
        Some(offset - if z.starts_with('-') { -minutes } else { minutes })
    });
    let text = |at: jiff::civil::DateTime| {
        let at = at.checked_add(jiff::Span::new().minutes(shift.unwrap_or(0))).unwrap_or(at);
        at.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    };
    match (value.from, value.to) {
        (Some(from), Some(_)) if value.single => text(from),
        (Some(from), Some(to)) => format!("{}/{}", text(from), text(to)),
        (Some(from), None) => format!("{}/..", text(from)),
        (None, Some(to)) => format!("../{}", text(to)),
        (None, None) => "../..".to_owned(),
    }
}

fn grain(unit: Unit) -> String {
    format!("{unit:?}").to_lowercase()
}

/// FNV-1a, to halve the table the same way everywhere.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}
