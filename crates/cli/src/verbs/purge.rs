//! `exhibit purge`: remove an item's bytes and what was read from them, for good; the log keeps the hash and the reason.

use serde_json::json;

use crate::failure::{Failure, Verdict};
use crate::output::count;
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit purge 3fa2c1 --reason \"court order 12/2026\"")]
pub struct Args {
    /// The item's id, or its first digits; before it, if you like, the case folder
    #[arg(num_args = 1..=2, required = true, value_names = ["ID"])]
    arguments: Vec<String>,
    /// Why it has to go; this stays in the log
    #[arg(long)]
    reason: String,
}

pub fn run(mut args: Args, world: &World) -> Result<Verdict, Failure> {
    if args.reason.trim().is_empty() {
        return Err(Failure::Usage("a purge stays in the log with its reason. Give one with --reason".to_owned()));
    }
    let given = places::split_case(&mut args.arguments, 1);
    let folder = places::the_case(world, given.as_deref())?;
    let host = world.host();
    let mut case = places::write(world, &folder, &host)?;
    let [id] = args.arguments.as_slice() else {
        return Err(Failure::Usage("give one id".to_owned()));
    };
    let item = case.find_item(id)?;
    let purged = case.purge(item, &args.reason, &host)?;
    if world.json() {
        output::json(&json!({"case": folder, "purged": purged}))?;
    } else {
        output::text(&format!(
            "Removed the bytes of {}, {} and {}. Entry {} says so.",
            item.0.short(),
            count(purged.records, "record", "records"),
            count(purged.private_lines, "private line", "private lines"),
            purged.entry
        ))?;
        output::hint("Copies of the case made before still hold them; so may the blocks of this disk.");
    }
    Ok(Verdict::Done)
}
