//! How well posts that speak of one happening are brought together, on labelled posts: pairwise precision, recall and
//! F1, and how many incidents hold posts of different towns or days. `dev` was tuned on, `check` was not; `scale`
//! clusters 100,000 posts and then one more; `viina` takes news texts placed by a machine as a rough guide.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use model::TimeSpan;
use weigh::incidents::Clusters;
use weigh::material::Material;

#[path = "../tests/labelled/mod.rs"]
mod labelled;
#[path = "../tests/posts/mod.rs"]
mod posts;
#[path = "../tests/labelled/viina.rs"]
mod viina;

/// The labelled posts over and over, each round some days later, until there are so many; clustered, and one post more.
fn scale(posts: usize) {
    let (one, _) = labelled::clustered(&labelled::rows("dev"));
    let mut material = Material::default();
    let mut round = 0;
    while material.utterances.len() < posts {
        let shift = |t: &TimeSpan| TimeSpan::from_unix(t.utc[0].map_or(0, |at| at.0) + round * 3 * 86_400).unwrap();
        let base = material.utterances.len() as u32;
        for utterance in &one.utterances {
            let mut utterance = utterance.clone();
            utterance.id = format!("{}-{round}", utterance.id);
            utterance.time = utterance.time.as_ref().map(shift);
            utterance.published = utterance.time.as_ref().map_or([None, None], |t| t.utc);
            utterance.times = Vec::new();
            material.utterances.push(utterance);
        }
        for claim in &one.claims {
            let mut claim = claim.clone();
            claim.utterance += base;
            claim.times = Vec::new();
            material.claims.push(claim);
        }
        round += 1;
    }
    let mut all = material.utterances.len();
    let last = material.utterances.pop().unwrap();
    let cut = material.claims.partition_point(|c| (c.utterance as usize) < all - 1);
    let rest = material.claims.split_off(cut);
    all -= 1;
    let start = std::time::Instant::now();
    let mut clusters = Clusters::default();
    clusters.extend(&material, &[]);
    let linked = start.elapsed().as_secs_f64();
    let incidents = clusters.incidents(&material, &[]);
    let answered = start.elapsed().as_secs_f64();
    println!(
        "{all} posts, {} claims: linked and grouped in {linked:.2} s, with the answer {answered:.2} s; {} incidents",
        material.claims.len(),
        incidents.incidents.len()
    );
    material.utterances.push(last);
    material.claims.extend(rest);
    let start = std::time::Instant::now();
    clusters.extend(&material, &[]);
    let grouped = start.elapsed().as_secs_f64();
    clusters.incidents(&material, &[]);
    println!("one post more: grouped in {grouped:.3} s, with the whole answer {:.2} s", start.elapsed().as_secs_f64());
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status.lines().filter(|l| l.starts_with("VmHWM")).for_each(|l| println!("{l}"));
    }
}

fn main() {
    let half = std::env::args().nth(1).unwrap_or_else(|| "dev".to_owned());
    if half == "viina" {
        let Some(table) = thirdparty::find("data/viina/viina_2022_subset.tsv.gz") else { return };
        return println!("{}", viina::guide(&table));
    }
    if half == "scale" {
        return scale(100_000);
    }
    let explain = std::env::args().nth(2).is_some();
    let rows = labelled::rows(&half);
    let (material, incidents) = labelled::clustered(&rows);
    let score = labelled::score(&rows, &material, &incidents);
    if explain {
        labelled::explain(&rows, &material, &incidents);
    }
    println!(
        "{half}: {} posts, {} incidents found; pairs: precision {:.3}, recall {:.3}, F1 {:.3}; \
         {} incidents across a wrong town, {} across a wrong day",
        rows.len(),
        incidents.incidents.len(),
        score.precision(),
        score.recall(),
        score.f1(),
        score.wrong_towns.len(),
        score.wrong_days.len()
    );
    // Of what is kept apart only sums are shown: which posts they are would tempt to tune on them.
    if half == "dev" {
        score.wrong_towns.iter().chain(&score.wrong_days).for_each(|wrong| println!("  {wrong}"));
    }
}
