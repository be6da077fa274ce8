//! News texts that a machine has placed and dated (VIINA): a rough guide only, for its places and days are no human truth.

use std::io::Read as _;

use model::TimeSpan;
use text::gazetteer::Gazetteer;
use weigh::incidents::cluster;
use weigh::material::{Material, UtteranceKind, distance_between};

use crate::posts::{Published, add};

/// Reads the texts, each once, clusters them, and says how far the machine's places and days agree within incidents.
pub fn guide(table: &std::path::Path) -> String {
    let file = std::fs::File::open(table).unwrap();
    let mut table = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut table).unwrap();
    let gazetteer = Gazetteer::shipped().unwrap();
    let mut material = Material::default();
    let mut rows: Vec<(String, (i32, i32))> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, day, .., lon, lat, text] = cells[..] else { continue };
        if text.len() > 600 || text.contains(" || ") || !seen.insert(text) {
            continue;
        }
        let micro = |degrees: &str| degrees.parse::<f64>().map_or(0, |d| (d * 1e6) as i32);
        rows.push((day.to_owned(), (micro(lat), micro(lon))));
        let id = format!("post:{id}");
        let published = Published {
            id: &id,
            source: "",
            time: TimeSpan::new(day, None).ok(),
            text,
            posts: &[],
            kind: UtteranceKind::Post,
        };
        add(&mut material, &published, &gazetteer);
    }
    let incidents = cluster(&material, &[]);
    let (mut pairs, mut near, mut same_day) = (0, 0, 0);
    for incident in &incidents.incidents {
        let mut texts: Vec<usize> =
            incident.claims.iter().map(|m| material.claims[m.claim as usize].utterance as usize).collect();
        texts.sort_unstable();
        texts.dedup();
        for (n, a) in texts.iter().enumerate() {
            for b in &texts[n + 1..] {
                pairs += 1;
                near += usize::from(distance_between(rows[*a].1, rows[*b].1) <= 30_000);
                same_day += usize::from(rows[*a].0 == rows[*b].0);
            }
        }
    }
    format!(
        "viina (machine-made, a guide only): {} texts, {} incidents, {pairs} pairs of texts in one incident; \
         {:.2} of them within 30 km by the machine's places, {:.2} of one date",
        rows.len(),
        incidents.incidents.len(),
        f64::from(near as u32) / f64::from(pairs.max(1) as u32),
        f64::from(same_day as u32) / f64::from(pairs.max(1) as u32)
    )
}
