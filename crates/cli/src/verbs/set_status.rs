//! `exhibit set-status`: where the work on an item stands, in the team's own words.

use case::Judgement;

use super::note::judge;
use crate::failure::{Failure, Verdict};
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit set-status 3fa2c1 \"to be checked\" --reason \"the shadow does not fit the stated hour\""
)]
pub struct Args {
    /// The item's id, or its first digits, and the status; before them, if you like, the case folder
    #[arg(num_args = 2..=3, required = true, value_names = ["ID", "STATUS"])]
    arguments: Vec<String>,
    /// Why
    #[arg(long)]
    reason: Option<String>,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    judge(args.arguments, args.reason.as_deref(), Judgement::Status, world)
}
