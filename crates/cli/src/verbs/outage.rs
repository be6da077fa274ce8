//! `exhibit outage`: when lights go out in a recording, and whether a published time agrees.

use std::path::PathBuf;

use scene::check::Question;
use scene::light::{OutageError, answer_outage, outage_question};
use scene::measured::Measured;
use serde_json::{Map, json};

use crate::checks::{self, Keep};
use crate::failure::{Failure, Verdict};
use crate::output;
use crate::recordings;
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit outage night.mp4 --begins 2022-10-14T19:02:10+03:00 --clock 0±2 \\\n           \
                        --claimed-time 2022-10-14T19:05+03:00 --cited \"the governor's post\" --out outage\n\n\
                        A turning camera, a cut and a change of exposure are told from lamps and named."
)]
pub struct Args {
    /// The film
    #[arg(value_name = "CLIP")]
    clip: PathBuf,
    /// When it begins, with its offset from UTC or its zone in brackets
    #[arg(long, value_name = "TIME")]
    begins: Option<String>,
    /// By how many seconds that is late, with its error [default: 0±60]
    #[arg(long, value_name = "S±E", requires = "begins", allow_hyphen_values = true)]
    clock: Option<Measured>,
    /// The time that somebody has published
    #[arg(long, value_name = "TIME", requires = "cited")]
    claimed_time: Option<String>,
    /// By how many seconds the published time may be off [default: 0±60]
    #[arg(long, value_name = "S±E", requires = "claimed_time", allow_hyphen_values = true)]
    claimed_error: Option<Measured>,
    /// Who published it, and where
    #[arg(long, value_name = "TEXT")]
    cited: Option<String>,
    #[command(flatten)]
    keep: Keep,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let film = recordings::film(world, &args.clip)?;
    let refused = |error: OutageError| checks::refused(error.into());
    let digest = Some(film.digest.hex());
    let mut question = outage_question(&film.moments, &film.name, digest, Some(film.decoder)).map_err(refused)?;
    question.begins = args.begins;
    question.clock_s = args.clock;
    question.claimed = args.claimed_time.zip(args.cited).map(|(at, cited)| scene::light::ClaimedTime {
        at,
        within_s: args.claimed_error,
        cited,
    });
    let answer = answer_outage(&question).map_err(refused)?;
    let mut document = Map::new();
    document.insert("verdict".to_owned(), json!(answer.verdict));
    document.insert("between_s".to_owned(), json!(answer.between_s));
    document.insert("word".to_owned(), json!(answer.outcome.finding.word));
    let broken: Vec<&String> = film.broken.iter().collect();
    document.insert("broken".to_owned(), json!(broken));
    broken.iter().for_each(|line| output::hint(line));
    let problems = !broken.is_empty();
    checks::finish(world, &args.keep, "outage", &Question::Outage(question), &answer.outcome, document)?;
    Ok(Verdict::problems_if(problems))
}
