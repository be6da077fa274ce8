//! Our own labelled texts and how a reading is scored against them. Used by the test with floors and by the example
//! `measure_own`; the labelling rules are in `data/own/README.md`.

use std::collections::BTreeMap;

use model::place::Place;
use model::{Span, TimeSpan};
use serde_json::Value;
use text::claims::Polarity;
use text::gazetteer::Gazetteer;
use text::read::{ReadContext, Reading, read};
use text::times::Anchor;

/// The files with a half kept apart, by language.
pub const FILES: [(&str, &str); 4] = [
    ("en", include_str!("../data/own/en.jsonl")),
    ("uk", include_str!("../data/own/uk.jsonl")),
    ("ru", include_str!("../data/own/ru.jsonl")),
    ("pl", include_str!("../data/own/pl.jsonl")),
];

/// Files for tuning only, by language; their rules are in `data/own2/README.md`.
pub const TUNING: [(&str, &str); 4] = [
    ("en", include_str!("../data/own2/en.jsonl")),
    ("uk", include_str!("../data/own2/uk.jsonl")),
    ("ru", include_str!("../data/own2/ru.jsonl")),
    ("pl", include_str!("../data/own2/pl.jsonl")),
];

/// Written and labelled by somebody who had not seen this crate; for measuring only, never for tuning.
pub const BLIND: [(&str, &str); 4] = [
    ("en", include_str!("../data/blind/en.jsonl")),
    ("uk", include_str!("../data/blind/uk.jsonl")),
    ("ru", include_str!("../data/blind/ru.jsonl")),
    ("pl", include_str!("../data/blind/pl.jsonl")),
];

/// Whether rules must not be tuned on a text: a hash of its number (32-bit FNV-1a, mixed), so that texts about the same
/// event in four languages, which mostly share a number, fall into the same half.
pub fn is_check(id: &str) -> bool {
    let number = id.split_once('-').map_or(id, |(_, number)| number);
    let hash = number.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    (hash.wrapping_mul(0x9e37_79b9) >> 20) & 1 == 1
}

/// Right answers of a number of questions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    pub right: usize,
    pub of: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    pub fn percent(self) -> f64 {
        100.0 * self.right as f64 / self.of.max(1) as f64
    }
}

/// Found and labelled mentions, and how many of each have a partner.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pairs {
    pub found: Share,
    pub labelled: Share,
}

impl Pairs {
    pub fn f1(self) -> f64 {
        let (p, r) = (self.found.percent(), self.labelled.percent());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

/// Scores of a set of texts.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    pub texts: usize,
    pub language: Share,
    pub places: Pairs,
    /// Of the labelled places with coordinates: found, and the first answer within 25 km.
    pub resolved: Share,
    /// Of the labelled places that no gazetteer holds: not given a place.
    pub unknown: Share,
    pub times_strict: Pairs,
    pub times_relaxed: Pairs,
    pub times_value: Pairs,
    pub figures: Pairs,
    /// Claims that hold the key words.
    pub claims: Share,
    pub hedged: Share,
    pub speaker: Share,
    pub polarity: Share,
    pub quoted: Share,
    /// What went wrong, in words.
    pub errors: Vec<String>,
}

/// Reads and scores the texts of `files` that `wanted` picks by their id; results by language.
pub fn measure(
    files: [(&'static str, &str); 4],
    wanted: impl Fn(&str) -> bool,
    gazetteer: &Gazetteer,
) -> BTreeMap<&'static str, Scores> {
    let mut all: BTreeMap<&str, Scores> = BTreeMap::new();
    for (lang, file) in files {
        for line in file.lines() {
            let row: Value = serde_json::from_str(line).unwrap();
            if wanted(row["id"].as_str().unwrap()) {
                all.entry(lang).or_default().score(&row, gazetteer);
            }
        }
    }
    all
}

/// The sum of several scores.
pub fn sum<'s>(parts: impl Iterator<Item = &'s Scores>) -> Scores {
    let mut all = Scores::default();
    for part in parts {
        all.texts += part.texts;
        let mut join = |into: fn(&mut Scores) -> &mut Share, from: fn(&Scores) -> Share| {
            let share = from(part);
            let into = into(&mut all);
            into.right += share.right;
            into.of += share.of;
        };
        macro_rules! join {
            ($($($field:ident).+),*) => { $(join(|s| &mut s.$($field).+, |s| s.$($field).+);)* };
        }
        join!(language, resolved, unknown, claims, hedged, speaker, polarity, quoted);
        join!(places.found, places.labelled, figures.found, figures.labelled);
        join!(times_strict.found, times_strict.labelled, times_relaxed.found, times_relaxed.labelled);
        join!(times_value.found, times_value.labelled);
    }
    all
}

/// Where a label stands.
fn span(label: &Value, words: &str) -> Span {
    let start = label["at"].as_u64().unwrap() as usize;
    Span { start, end: start + label[words].as_str().unwrap().chars().count() }
}

/// Whether a place stands exactly where its label says; with its distance and direction is as right as without.
fn is_span(label: &Value, place: Span) -> bool {
    place == span(label, "text") || label["wide"].is_object() && place == span(&label["wide"], "text")
}

fn meet(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// Kilometres between a place and a label's coordinates.
fn km(place: &Place, label: &Value) -> f64 {
    let e6 = |key: &str| (label[key].as_f64().unwrap() * 1e6) as i32;
    place.distance_km(&Place { lat_e6: e6("lat"), lon_e6: e6("lon"), ..place.clone() })
}

impl Scores {
    fn score(&mut self, row: &Value, gazetteer: &Gazetteer) {
        let text = row["text"].as_str().unwrap();
        let published = row["published"].as_str().map(|value| TimeSpan::new(value, None).unwrap());
        let context =
            ReadContext { published: published.as_ref(), langs: &[], posts: &[], author: None, skip: &[], gazetteer };
        let reading = read(text, &context);
        check_spans(text, &reading);
        let before = self.errors.len();
        self.texts += 1;
        let told = serde_json::to_value(reading.language).unwrap();
        self.language.add(told == row["language"]);
        if told != row["language"] {
            self.errors.push(format!("language {told}"));
        }
        self.score_places(row, &reading);
        self.score_times(row, &reading);
        self.score_figures(row, &reading);
        self.score_claims(row, &reading);
        for error in &mut self.errors[before..] {
            *error = format!("{} {error}\n      in: {text}", row["id"].as_str().unwrap());
        }
    }

    fn score_places(&mut self, row: &Value, reading: &Reading) {
        // The tuning set has no labels for places and times.
        let Some(labels) = row["places"].as_array() else { return };
        let found: Vec<_> = reading.places.iter().filter(|p| !p.metonym).collect();
        for place in &found {
            let right = labels.iter().any(|l| is_span(l, place.span));
            self.places.found.add(right);
            if !right {
                self.errors.push(format!("place found {:?}: {}", place.text, place.why));
            }
        }
        for label in labels {
            let exact = found.iter().find(|p| is_span(label, p.span));
            self.places.labelled.add(exact.is_some());
            let met = exact.or_else(|| found.iter().find(|p| meet(p.span, span(label, "text"))));
            let answer = met.and_then(|p| p.place.as_ref());
            if label["name"].is_null() {
                self.unknown.add(answer.is_none());
            } else {
                self.resolved.add(answer.is_some_and(|a| km(a, label) <= 25.0));
            }
            let far = !label["name"].is_null() && answer.is_none_or(|a| km(a, label) > 25.0);
            if exact.is_none() || far {
                let got = answer.map(|a| format!("{} {:?} {:?}", a.name, a.region, a.country));
                self.errors.push(format!("place {} {}, got {got:?}", label["text"], label["name"]));
            }
        }
    }

    fn score_times(&mut self, row: &Value, reading: &Reading) {
        let Some(labels) = row["times"].as_array() else { return };
        let right_value = |label: &Value, time: &text::read::DateReading| match label["value"].as_str() {
            Some(value) => time.time.value == value,
            None => matches!(time.anchor, Anchor::Open { .. }),
        };
        for time in &reading.dates {
            let met = |l: &&Value| meet(span(l, "text"), time.span);
            self.times_strict.found.add(labels.iter().any(|l| span(l, "text") == time.span));
            self.times_relaxed.found.add(labels.iter().any(|l| met(&l)));
            self.times_value.found.add(labels.iter().filter(met).any(|l| right_value(l, time)));
            if !labels.iter().any(|l| met(&l)) {
                self.errors.push(format!("time found {:?} {}", time.text, time.time.value));
            }
        }
        for label in labels {
            let met: Vec<_> = reading.dates.iter().filter(|t| meet(span(label, "text"), t.span)).collect();
            let strict = met.iter().any(|t| t.span == span(label, "text"));
            let value = met.iter().any(|t| right_value(label, t));
            self.times_strict.labelled.add(strict);
            self.times_relaxed.labelled.add(!met.is_empty());
            self.times_value.labelled.add(value);
            if !strict || !value {
                let got: Vec<_> = met.iter().map(|t| (&t.text, &t.time.value)).collect();
                self.errors.push(format!("time {} {}, got {got:?}", label["text"], label["value"]));
            }
        }
    }

    fn score_figures(&mut self, row: &Value, reading: &Reading) {
        let labels = row["figures"].as_array().unwrap();
        let right = |label: &Value, figure: &text::read::FigureReading| {
            let figure = &figure.figure;
            let counts = figure.counts.map(text::figures::Counts::label);
            let counted = match label["counts"].as_str() {
                Some("people or none") => counts.as_deref().is_none_or(|c| c == "people"),
                expected => counts.as_deref() == expected,
            };
            meet(span(label, "text"), figure.span)
                && counted
                && figure.value == label["value"].as_i64()
                && figure.at_least == label["at_least"].as_i64()
                && figure.at_most == label["at_most"].as_i64()
                && figure.decimal.as_deref() == label["decimal"].as_str()
        };
        for figure in &reading.figures {
            let known = labels.iter().any(|l| right(l, figure));
            self.figures.found.add(known);
            if !known {
                let f = &figure.figure;
                self.errors.push(format!(
                    "figure found {:?} {:?} {:?} {:?} {:?} {:?}",
                    f.text, f.value, f.decimal, f.at_least, f.at_most, f.counts
                ));
            }
        }
        for label in labels {
            let known = reading.figures.iter().any(|f| right(label, f));
            self.figures.labelled.add(known);
            if !known {
                self.errors.push(format!("figure {label}"));
            }
        }
    }

    fn score_claims(&mut self, row: &Value, reading: &Reading) {
        for label in row["claims"].as_array().unwrap() {
            let key = span(label, "key");
            let holds = |c: &&text::claims::Claim| c.span.start <= key.start && key.end <= c.span.end;
            let claim = reading.claims.iter().filter(holds).min_by_key(|c| c.span.end - c.span.start);
            let said: Vec<String> = claim
                .and_then(|c| c.speaker_id)
                .and_then(|id| reading.speakers.get(id))
                .map(|s| s.names.iter().chain([&s.label]).cloned().collect::<Vec<_>>())
                .unwrap_or_default()
                .into_iter()
                .chain(claim.and_then(|c| c.speaker.clone()))
                .map(|name| name.to_lowercase())
                .collect();
            let speaker = match label["speaker"].as_array() {
                None => claim.is_some() && said.is_empty(),
                Some(parts) => {
                    let part = |p: &Value| said.iter().any(|s| s.contains(&p.as_str().unwrap().to_lowercase()));
                    parts.iter().any(part)
                }
            };
            let denied = label["polarity"] == "denied";
            let answers = [
                ("hedged", claim.is_some_and(|c| Some(c.hedged) == label["hedged"].as_bool())),
                ("speaker", speaker),
                ("polarity", claim.is_some_and(|c| (c.polarity == Polarity::Denied) == denied)),
                ("quoted", claim.is_some_and(|c| Some(c.quoted) == label["quoted"].as_bool())),
            ];
            self.claims.add(claim.is_some());
            self.hedged.add(answers[0].1);
            self.speaker.add(answers[1].1);
            self.polarity.add(answers[2].1);
            self.quoted.add(answers[3].1);
            let wrong: Vec<_> = answers.iter().filter(|a| !a.1).map(|a| a.0).collect();
            if !wrong.is_empty() {
                let got = claim.map(|c| (&c.text, &c.speaker, &c.hedge, c.polarity, c.quoted));
                self.errors.push(format!("claim {wrong:?} {label}, got {got:?}"));
            }
        }
    }
}

/// An offset fault must not hide inside overlap scores.
fn check_spans(text: &str, reading: &Reading) {
    let spans = reading.places.iter().map(|p| (p.span, &p.text));
    let spans = spans.chain(reading.dates.iter().map(|d| (d.span, &d.text)));
    let spans = spans.chain(reading.figures.iter().map(|f| (f.figure.span, &f.figure.text)));
    for (span, words) in spans.chain(reading.claims.iter().map(|c| (c.span, &c.text))) {
        assert_eq!(span.of(text), Some(words.as_str()), "{span:?} of {text}");
    }
}
