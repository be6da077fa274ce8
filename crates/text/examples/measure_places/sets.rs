//! The third-party sets: how each is read and scored.

use std::collections::BTreeMap;
use std::io::Read as _;

use model::Span;
use serde_json::Value;
use text::Lang;

use crate::{Run, Spans, km};

fn read(run: &Run, path: &str) -> String {
    let path = run.shared.join("data").join(path);
    let file = std::fs::File::open(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    text
}

/// One event text of viina.
pub struct Event {
    pub text: String,
    pub place: String,
    pub lat: f64,
    pub lon: f64,
}

/// All events.
pub fn viina(run: &Run) -> Vec<Event> {
    let text = read(run, "viina/viina_2022_subset.tsv.gz");
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let at = |name: &str| head.iter().position(|h| *h == name).unwrap();
    let (place, lat, lon, body) = (at("place"), at("lat"), at("lon"), at("text"));
    lines
        .map(|line| {
            let f: Vec<&str> = line.split('\t').collect();
            Event {
                place: f[place].into(),
                lat: f[lat].parse().unwrap(),
                lon: f[lon].parse().unwrap(),
                text: f[body].into(),
            }
        })
        .collect()
}

fn language(text: &str) -> Lang {
    let count = |set: &str| text.chars().filter(|c| set.contains(*c)).count();
    if count("ыэъёЫЭЁ") > count("іїєґІЇЄҐ") { Lang::Ru } else { Lang::Uk }
}

/// Share of events with some found place, and with the best found place, near the event's point.
pub fn measure_viina(run: &Run) {
    let mut totals: BTreeMap<&str, [usize; 7]> = BTreeMap::new();
    for event in viina(run).iter().filter(|e| run.wants(&e.text)) {
        let lang = language(&event.text);
        let found = run.find(&event.text, &[lang]);
        let distances: Vec<f64> = found
            .iter()
            .filter(|m| !m.metonym)
            .filter_map(|m| Some(km(m.place.as_ref()?, event.lat, event.lon)))
            .collect();
        let first = distances.first().copied().unwrap_or(f64::MAX);
        let any = distances.iter().copied().fold(f64::MAX, f64::min);
        for key in [lang.code(), "all"] {
            let t = totals.entry(key).or_default();
            t[0] += 1;
            t[1] += usize::from(!distances.is_empty());
            t[2] += usize::from(first <= 25.0);
            t[3] += usize::from(first <= 161.0);
            t[4] += usize::from(any <= 25.0);
            t[5] += usize::from(any <= 50.0);
            t[6] += usize::from(any <= 161.0);
        }
        if run.loud && lang == Lang::Uk {
            for mention in found.iter().filter(|m| !m.metonym) {
                let Some(place) = &mention.place else { continue };
                if place.precision == model::place::Precision::Town && km(place, event.lat, event.lon) > 300.0 {
                    println!("  FAR {} = {}, {:?}", mention.text, place.name, place.country);
                }
            }
        }
        if run.loud && any > 161.0 {
            let names: Vec<String> =
                found.iter().map(|m| format!("{}={:?}", m.text, m.place.as_ref().map(|p| &p.name))).collect();
            println!("  {} | {} | {}", event.place, event.text.chars().take(160).collect::<String>(), names.join(", "));
        }
    }
    for (lang, t) in totals {
        let share = |n: usize| 100.0 * t[n] as f64 / t[0].max(1) as f64;
        println!(
            "viina {lang}: {} texts, {:.1} % with a place; first place within 25/161 km {:.1}/{:.1}; any within 25/50/161 km {:.1}/{:.1}/{:.1}",
            t[0],
            share(1),
            share(2),
            share(3),
            share(4),
            share(5),
            share(6)
        );
    }
}

/// The text between two marks.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let start = text.find(open)? + open.len();
    Some(&text[start..start + text[start..].find(close)?])
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

/// LGL: resolution of marked mentions, and finding them.
pub fn measure_lgl(run: &Run) {
    let xml = read(run, "lgl/lgl.xml.gz");
    let (mut total, mut near, mut answered, mut distances) = (0usize, 0usize, 0usize, Vec::new());
    let (mut spans, mut end_to_end) = (Spans::default(), 0usize);
    let mut misses: BTreeMap<String, usize> = BTreeMap::new();
    for article in xml.split("<article ").skip(1) {
        let id = between(article, "docid=\"", "\"").unwrap();
        if !run.wants(id) {
            continue;
        }
        let raw = between(article, "<text>", "</text>").unwrap();
        let text = match between(raw, "<![CDATA[", "]]>") {
            Some(text) => text.to_owned(),
            None => unescape(raw),
        };
        let (mut gold, mut points) = (Vec::new(), Vec::new());
        for toponym in article.split("<toponym>").skip(1) {
            let number = |tag: &str| {
                between(toponym, &format!("<{tag}>"), &format!("</{tag}>")).and_then(|v| v.parse::<f64>().ok())
            };
            let span = Span { start: number("start").unwrap() as usize, end: number("end").unwrap() as usize };
            gold.push(span);
            points.push(number("lat").zip(number("lon")));
        }
        let found = run.find(&text, &[Lang::En]);
        let found_spans: Vec<Span> = found.iter().map(|m| m.span).collect();
        spans.add(&gold, &found_spans);
        let answers = run.resolve(&text, &gold, &[Lang::En]);
        for (n, point) in points.iter().enumerate() {
            let Some((lat, lon)) = *point else { continue };
            total += 1;
            let answer = answers.iter().find(|a| a.span.start == gold[n].start).and_then(|a| a.place.as_ref());
            let distance = answer.map_or(20_000.0, |p| km(p, lat, lon));
            answered += usize::from(answer.is_some());
            near += usize::from(distance <= 161.0);
            distances.push(distance);
            let met = found.iter().find(|f| f.span == gold[n]).and_then(|f| f.place.as_ref());
            end_to_end += usize::from(met.is_some_and(|p| km(p, lat, lon) <= 161.0));
            if run.loud && distance > 161.0 {
                let words = gold[n].of(&text).unwrap_or("");
                *misses
                    .entry(format!(
                        "{words} -> {}",
                        answer.map_or("nothing".into(), |p| format!("{} {:?}", p.name, p.region))
                    ))
                    .or_default() += 1;
            }
        }
        if run.loud {
            for mention in found.iter().filter(|m| !gold.iter().any(|g| g.start < m.span.end && m.span.start < g.end)) {
                *misses
                    .entry(format!("FALSE {} = {:?}", mention.text, mention.place.as_ref().map(|p| &p.name)))
                    .or_default() += 1;
            }
            for span in gold.iter().filter(|g| !found_spans.contains(g)) {
                *misses.entry(format!("MISSED {}", span.of(&text).unwrap_or(""))).or_default() += 1;
            }
        }
    }
    distances.sort_by(f64::total_cmp);
    let share = |n: usize| 100.0 * n as f64 / total.max(1) as f64;
    let logs: f64 = distances.iter().map(|d| (d + 1.0).ln() / 20_039.0f64.ln()).sum::<f64>() / total.max(1) as f64;
    println!(
        "lgl, marked mentions: {total} toponyms, {:.1} % answered, Acc@161km {:.1} (of those answered {:.1}), median error {:.0} km, AUC {logs:.2}",
        share(answered),
        share(near),
        100.0 * near as f64 / answered.max(1) as f64,
        distances[distances.len() / 2]
    );
    spans.print("lgl, found");
    println!("lgl, end to end: exact span and within 161 km: recall {:.1}", share(end_to_end));
    let mut misses: Vec<_> = misses.into_iter().collect();
    misses.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    for (what, n) in misses.iter().take(250) {
        println!("  {n} {what}");
    }
}

/// A marked span, and a wider one that counts as the same.
type Marked = (Span, Option<Span>);

fn measure_spans(run: &Run, name: &str, path: &str, lang: Lang, gold_of: fn(&Value) -> Vec<Marked>) {
    let mut spans = Spans::default();
    let mut errors: BTreeMap<String, usize> = BTreeMap::new();
    for line in read(run, path).lines() {
        let document: Value = serde_json::from_str(line).unwrap();
        if !run.wants(document["id"].as_str().unwrap()) {
            continue;
        }
        let text = document["text"].as_str().unwrap();
        let mut gold = gold_of(&document);
        gold.sort();
        gold.dedup();
        let mentions = run.find(text, &[lang]);
        let as_marked = |s: Span| gold.iter().find(|(_, wide)| *wide == Some(s)).map_or(s, |(name, _)| *name);
        let found: Vec<Span> = mentions.iter().map(|m| as_marked(m.span)).collect();
        let gold: Vec<Span> = gold.iter().map(|(name, _)| *name).collect();
        spans.add(&gold, &found);
        for (mention, _) in mentions.iter().zip(&found).filter(|(_, s)| !gold.contains(s)) {
            *errors
                .entry(format!("FALSE {} = {:?}", mention.text, mention.place.as_ref().map(|p| &p.name)))
                .or_default() += 1;
        }
        for span in gold.iter().filter(|g| !found.contains(g)) {
            *errors.entry(format!("MISSED {}", span.of(text).unwrap_or(""))).or_default() += 1;
        }
    }
    spans.print(name);
    if run.loud {
        let mut errors: Vec<_> = errors.into_iter().collect();
        errors.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        errors.iter().take(220).for_each(|(what, n)| println!("  {n} {what}"));
    }
}

fn spans_of(list: &Value, wanted: &[&str]) -> Vec<Span> {
    let one = |s: &Value| Some(Span { start: s["start"].as_u64()? as usize, end: s["end"].as_u64()? as usize });
    let list = list.as_array().unwrap();
    list.iter().filter(|s| wanted.contains(&s["type"].as_str().unwrap_or(""))).filter_map(one).collect()
}

/// Russian place names.
pub fn measure_factrueval(run: &Run) {
    // A name of a region is marked without its word ("Белгородской"); the mention with it counts as the same.
    let gold = |d: &Value| {
        let names = spans_of(&d["spans"], &["loc_name"]);
        let kinds = spans_of(&d["spans"], &["loc_descr"]);
        let widened = |name: &Span| {
            let beside = |k: &&Span| k.start == name.end + 1 || k.end + 1 == name.start;
            kinds.iter().find(beside).map(|k| Span { start: name.start.min(k.start), end: name.end.max(k.end) })
        };
        names.iter().map(|n| (*n, widened(n))).collect()
    };
    measure_spans(run, "factrueval loc_name", "factrueval/devset.jsonl.gz", Lang::Ru, gold);
}

/// Ukrainian places.
pub fn measure_ner_uk(run: &Run) {
    let gold = |d: &Value| spans_of(&d["entities"], &["LOC"]).into_iter().map(|s| (s, None)).collect();
    measure_spans(run, "ner-uk LOC", "ner-uk/train.jsonl.gz", Lang::Uk, gold);
}
