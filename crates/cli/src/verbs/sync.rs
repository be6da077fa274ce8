//! `exhibit sync`: when one recording begins in another, by what both heard.

use std::path::PathBuf;

use scene::check::Question;
use scene::finding::Decimal;
use scene::sound::{self, answer_sync, sync_question};
use serde_json::{Map, Value, json};

use crate::checks::{self, Keep};
use crate::failure::{Failure, Verdict};
use crate::output;
use crate::recordings;
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit sync roof.mp4 bridge.mp4 --out sync\n\n\
                        Unrelated recordings are refused, and so are those whose sound repeats itself. Where the cameras\n\
                        stood apart, the offset holds the travel of the sound, a second for about 343 m.")]
pub struct Args {
    /// The first recording: A
    #[arg(value_name = "A")]
    a: PathBuf,
    /// The second one: B
    #[arg(value_name = "B")]
    b: PathBuf,
    #[command(flatten)]
    keep: Keep,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let [a, b] = [&args.a, &args.b].map(|path| recordings::sound(world, path, sound::RATE));
    let (a, b) = (a?, b?);
    let refused = |error: sound::SyncError| checks::refused(error.into());
    let question = sync_question(
        [&a.samples, &b.samples],
        [&a.name, &b.name],
        [Some(a.digest.hex()), Some(b.digest.hex())],
        [a.rate_hz, b.rate_hz],
        Some(a.decoder.clone()),
    )
    .map_err(refused)?;
    let answer = answer_sync(&question).map_err(refused)?;
    let mut document = Map::new();
    document.insert("verdict".to_owned(), json!(answer.verdict));
    let pair = |of: Option<[f64; 2]>, places: usize| -> [Value; 2] {
        let number = |v: f64| checks::number(&Decimal::new(v, places));
        of.map_or([Value::Null, Value::Null], |[value, half]| {
            [number(value), json!([number(value - half), number(value + half)])]
        })
    };
    let [offset, interval] = pair(answer.line.map(|l| l.at_start), 6);
    document.insert("offset_s".to_owned(), offset);
    document.insert("offset_interval_s".to_owned(), interval);
    let [drift, interval] = pair(answer.line.map(|l| l.drift_ppm), 1);
    document.insert("drift_ppm".to_owned(), drift);
    document.insert("drift_interval_ppm".to_owned(), interval);
    let broken: Vec<&String> = [&a.broken, &b.broken].into_iter().flatten().collect();
    document.insert("broken".to_owned(), json!(broken));
    broken.iter().for_each(|line| output::hint(line));
    let problems = !broken.is_empty();
    checks::finish(world, &args.keep, "sync", &Question::Sync(question), &answer.outcome, document)?;
    Ok(Verdict::problems_if(problems))
}
