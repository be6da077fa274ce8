//! `exhibit bearing`: whether the bearings from one or more pictures agree with a place that a published account claims.

use std::path::PathBuf;

use scene::check::{self, Question};
use scene::geodesy::At;
use scene::measured::Measured;
use scene::shadow::ClaimedPlace;
use scene::sight::BearingQuestion;
use serde_json::{Map, json};

use super::shadow::described;
use crate::checks::{self, Keep};
use crate::failure::{Failure, Verdict};
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit bearing roof.toml bridge.toml --target smoke --claimed 50.5800,36.5900 --cited \"the mayor's post of 13 October\"\n\n\
                        Bearings are not crossed to find a place: without a claimed place there is no answer."
)]
pub struct Args {
    /// The clicks of each picture, as for `exhibit resect`
    #[arg(value_name = "FILE", required = true, num_args = 1..)]
    clicks: Vec<PathBuf>,
    /// Name of the target that was clicked in each
    #[arg(long, value_name = "NAME")]
    target: String,
    /// The place that somebody has published
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
    claimed: Option<At>,
    /// Who published it, and where
    #[arg(long, value_name = "TEXT")]
    cited: Option<String>,
    /// By how many metres the claimed place may be off [default: 0~50]
    #[arg(long, value_name = "M±E")]
    claimed_error: Option<Measured>,
    #[command(flatten)]
    keep: Keep,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let cameras = args.clicks.iter().map(|path| described(path)).collect::<Result<_, _>>()?;
    let question = Question::Bearing(BearingQuestion {
        cameras,
        target: args.target,
        claimed: args.claimed.zip(args.cited).map(|(place, cited)| ClaimedPlace { place, cited }),
        claimed_error_m: args.claimed_error,
    });
    let outcome = check::answer(&question, 1).map_err(checks::refused)?;
    let mut document = Map::new();
    document.insert("word".to_owned(), json!(outcome.finding.word));
    checks::finish(world, &args.keep, "bearing", &question, &outcome, document)
}
