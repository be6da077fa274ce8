//! The labelled posts beside `case`, clustered and scored.

#![allow(dead_code, clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use model::TimeSpan;
use serde_json::Value;
use text::gazetteer::Gazetteer;
use text::near;
use weigh::incidents::{Incidents, cluster};
use weigh::material::{Material, Node, Tie, TieKind, UtteranceKind};

use crate::posts::{Published, add};

/// A labelled post.
pub struct Row {
    pub id: String,
    pub published: String,
    pub source: String,
    pub text: String,
    pub incident: Option<String>,
}

fn lines(name: &str) -> Vec<Value> {
    let path = format!("{}/../case/tests/data/incidents/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).unwrap()).collect()
}

pub fn rows(half: &str) -> Vec<Row> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    lines(half)
        .iter()
        .map(|row| Row {
            id: text(row, "id"),
            published: text(row, "published"),
            source: text(row, "source"),
            text: text(row, "text"),
            incident: row["incident"].as_str().map(str::to_owned),
        })
        .collect()
}

/// Town and day of every labelled incident.
fn truth() -> BTreeMap<String, (String, String)> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let town = |row: &Value| format!("{}, {}", text(row, "town"), text(row, "region"));
    lines("incidents").iter().map(|row| (text(row, "id"), (town(row), text(row, "day")))).collect()
}

pub fn clustered(rows: &[Row]) -> (Material, Incidents) {
    let gazetteer = Gazetteer::shipped().unwrap();
    let mut material = Material::default();
    for row in rows {
        let id = format!("post:{}", row.id);
        let published = Published {
            id: &id,
            source: &row.source,
            time: TimeSpan::from_stamp(&row.published).ok(),
            text: &row.text,
            posts: &[],
            kind: UtteranceKind::Post,
        };
        add(&mut material, &published, &gazetteer);
    }
    copies(&mut material, rows);
    let incidents = cluster(&material, &[]);
    (material, incidents)
}

/// Texts that are copies of another go back to the earliest, as the library above ties them.
fn copies(material: &mut Material, rows: &[Row]) {
    let long: Vec<usize> = (0..rows.len()).filter(|n| rows[*n].text.chars().count() >= 40).collect();
    let texts: Vec<&str> = long.iter().map(|n| rows[*n].text.as_str()).collect();
    for group in near::group(&texts, near::Options::default()).groups {
        let mut members: Vec<usize> = group.iter().map(|at| long[*at as usize]).collect();
        members.sort_by_key(|n| (material.utterances[*n].published[0], rows[*n].id.clone()));
        for copy in &members[1..] {
            material.ties.push(Tie {
                from: Node::Utterance(*copy as u32),
                to: Node::Utterance(members[0] as u32),
                kind: TieKind::TextCopy,
                why: "the same text".to_owned(),
                span: None,
            });
        }
    }
}

/// Pairs of posts, and what is wrong in incidents.
#[derive(Default)]
pub struct Score {
    pub right: usize,
    pub found: usize,
    pub labelled: usize,
    pub wrong_towns: Vec<String>,
    pub wrong_days: Vec<String>,
}

impl Score {
    pub fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }
    pub fn recall(&self) -> f64 {
        self.right as f64 / self.labelled.max(1) as f64
    }
    pub fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.labelled).max(1) as f64
    }
}

/// The incident of every post: the one that its first telling is in, which is what it is mainly about.
pub fn found(rows: &[Row], material: &Material, incidents: &Incidents) -> Vec<Option<usize>> {
    let mut first: Vec<Option<(u32, usize)>> = vec![None; rows.len()];
    for (n, incident) in incidents.incidents.iter().enumerate() {
        for member in &incident.claims {
            let utterance = material.claims[member.claim as usize].utterance as usize;
            if first[utterance].is_none_or(|(claim, _)| member.claim < claim) {
                first[utterance] = Some((member.claim, n));
            }
        }
    }
    first.into_iter().map(|f| f.map(|(_, n)| n)).collect()
}

/// Scores pairs of posts. A loose post is together with none.
pub fn score(rows: &[Row], material: &Material, incidents: &Incidents) -> Score {
    let found = found(rows, material, incidents);
    let truth = truth();
    let mut score = Score::default();
    for a in 0..rows.len() {
        for b in a + 1..rows.len() {
            let together = found[a].is_some() && found[a] == found[b];
            let labelled = rows[a].incident.is_some() && rows[a].incident == rows[b].incident;
            score.found += usize::from(together);
            score.labelled += usize::from(labelled);
            score.right += usize::from(together && labelled);
        }
    }
    for n in 0..incidents.incidents.len() {
        let labels: BTreeSet<&String> =
            (0..rows.len()).filter(|r| found[*r] == Some(n)).filter_map(|r| rows[r].incident.as_ref()).collect();
        let towns: BTreeSet<&String> = labels.iter().map(|l| &truth[*l].0).collect();
        let days: BTreeSet<&String> = labels.iter().map(|l| &truth[*l].1).collect();
        if towns.len() > 1 {
            score.wrong_towns.push(format!("{}: {labels:?} {towns:?}", incidents.incidents[n].what));
        }
        if days.len() > 1 {
            score.wrong_days.push(format!("{}: {labels:?} {days:?}", incidents.incidents[n].what));
        }
    }
    score
}

/// Prints every labelled incident with where its posts went, for tuning on `dev`.
pub fn explain(rows: &[Row], material: &Material, incidents: &Incidents) {
    let found = found(rows, material, incidents);
    let mut by: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, row) in rows.iter().enumerate() {
        by.entry(row.incident.clone().unwrap_or_else(|| "~".to_owned())).or_default().push(n);
    }
    for (label, posts) in by {
        println!("== {label}");
        for n in posts {
            let (row, at) = (&rows[n], found[n]);
            let place = at.and_then(|at| incidents.incidents[at].place.as_ref()).map(|p| p.name.clone());
            let time = at.and_then(|at| incidents.incidents[at].time.as_ref()).map(|t| t.value.clone());
            let what = at.map(|at| incidents.incidents[at].what.clone());
            let why = at.and_then(|at| {
                let of = |m: &&weigh::incidents::Member| material.claims[m.claim as usize].utterance as usize == n;
                incidents.incidents[at].claims.iter().find(of).map(|m| m.why.clone())
            });
            let show = |t: Option<String>| t.unwrap_or_else(|| "-".to_owned());
            println!(
                "  {} -> {} | {} | {} | {} | {}\n      {}",
                row.id,
                at.map_or("loose".to_owned(), |at| format!("#{at}")),
                show(place),
                show(time),
                show(what),
                row.text.chars().take(110).collect::<String>(),
                show(why)
            );
        }
    }
}
