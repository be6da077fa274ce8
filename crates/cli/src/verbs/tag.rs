//! `exhibit tag`: put a label on an item, or take it off.

use case::Judgement;

use super::note::judge;
use crate::failure::{Failure, Verdict};
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit tag 3fa2c1 eyewitness\n          exhibit tag 3fa2c1 eyewitness --off --reason \"it is a repost\""
)]
pub struct Args {
    /// The item's id, or its first digits, and the label; before them, if you like, the case folder
    #[arg(num_args = 2..=3, required = true, value_names = ["ID", "LABEL"])]
    arguments: Vec<String>,
    /// Take the label off again
    #[arg(long)]
    off: bool,
    /// Why
    #[arg(long)]
    reason: Option<String>,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let make = if args.off { Judgement::Untag } else { Judgement::Tag };
    judge(args.arguments, args.reason.as_deref(), make, world)
}
