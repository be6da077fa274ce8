//! `exhibit note`: a remark on an item, with its author, in the log.

use case::Judgement;
use serde_json::json;

use crate::failure::{Failure, Verdict};
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit note 3fa2c1 \"the operator's own channel; subscribed since 2024\"")]
pub struct Args {
    /// The item's id, or its first digits, and the remark; before them, if you like, the case folder
    #[arg(num_args = 2..=3, required = true, value_names = ["ID", "TEXT"])]
    arguments: Vec<String>,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    judge(args.arguments, None, Judgement::Note, world)
}

/// Writes a judgement on the item that the arguments (`[CASE] ID VALUE`) name.
pub fn judge(
    mut arguments: Vec<String>,
    reason: Option<&str>,
    make: impl FnOnce(String) -> Judgement,
    world: &World,
) -> Result<Verdict, Failure> {
    let given = places::split_case(&mut arguments, 2);
    let Ok([id, value]) = <[String; 2]>::try_from(arguments) else {
        return Err(Failure::Usage("give an id and one text in quotation marks".to_owned()));
    };
    let folder = places::the_case(world, given.as_deref())?;
    let host = world.host();
    let mut case = places::write(world, &folder, &host)?;
    let item = case.find_item(&id)?;
    let judgement = make(value);
    let entry = case.judge(item, &judgement, reason, &host)?;
    if world.json() {
        output::json(
            &json!({"item": item, "act": judgement.act(), "value": judgement.value(), "reason": reason, "entry": entry}),
        )?;
    } else {
        output::text(&format!("Logged as entry {entry}: {} on {}.", judgement.act(), item.0.short()))?;
    }
    Ok(Verdict::Done)
}
