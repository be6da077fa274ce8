//! `exhibit sound-at`: whether what several recordings heard fits an event at a place that a published account claims.

use std::path::PathBuf;

use scene::check::Question;
use scene::geodesy::At;
use scene::measured::Measured;
use scene::shadow::ClaimedPlace;
use scene::sound::heard::{self, HeardQuestion};
use serde_json::{Map, json};

use super::shadow::described;
use crate::checks::{self, Keep};
use crate::failure::{Failure, Verdict};
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit sound-at heard.toml --claimed 50.5800,36.5900 --cited \"the mayor's post of 13 October\"\n\n\
                  heard.toml:  [[recording]]\n             name = \"roof\"\n             at = \"50.5712,36.5701\"\n             \
                  at_error_m = \"5\"          # standard deviation\n             heard_s = \"12.345~0.01\"\n             \
                  clock_s = \"0.00~0.01\"      # to the common time; leave it out if unknown\n             \
                  [air]                      # temperature_c, humidity_percent, pressure_kpa\n             \
                  [[reference]]              # name, by = light or sound, at, cited\n             \
                  [[reference.noted]]        # recording, at_s\n\n\
                  Without --claimed there is no answer: no place is ever solved for."
)]
pub struct Args {
    /// What was heard where and when: TOML or JSON
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The place that somebody has published
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
    claimed: Option<At>,
    /// Who published it, and where
    #[arg(long, value_name = "TEXT")]
    cited: Option<String>,
    /// By how many metres the claimed place may be off [default: 0~10]
    #[arg(long, value_name = "M±E")]
    claimed_error: Option<Measured>,
    #[command(flatten)]
    keep: Keep,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let mut question: HeardQuestion = described(&args.file)?;
    if let Some((place, cited)) = args.claimed.zip(args.cited) {
        question.claimed = Some(ClaimedPlace { place, cited });
    }
    question.claimed_error_m = args.claimed_error.or(question.claimed_error_m);
    let outcome = heard::answer(&question).map_err(|error| checks::refused(error.into()))?;
    let mut document = Map::new();
    document.insert("word".to_owned(), json!(outcome.finding.word));
    checks::finish(world, &args.keep, "sound-at", &Question::SoundAt(question), &outcome, document)
}
