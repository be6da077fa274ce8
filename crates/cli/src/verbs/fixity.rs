//! `exhibit fixity`: read every original again and log whether its bytes are still what its name says.

use std::path::PathBuf;

use crate::failure::{Failure, Verdict};
use crate::output::{count, fold};
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit fixity river.case")]
pub struct Args {
    /// The case folder
    #[arg(value_name = "CASE")]
    folder: Option<PathBuf>,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let folder = places::the_case(world, args.folder.as_deref())?;
    let host = world.host();
    let mut case = places::write(world, &folder, &host)?;
    let fixity = case.fixity(&host)?;
    if world.json() {
        output::json(&fixity)?;
    } else {
        let mut text = format!(
            "Read {} again; entry {} keeps the result.",
            count(fixity.checked, "original", "originals"),
            fixity.entry
        );
        for wrong in &fixity.wrong {
            text += &format!("\n  {}", fold(&format!("{}: {}", wrong.item, wrong.what), 74, "    "));
        }
        if fixity.wrong.is_empty() {
            text += " All are as they were.";
        }
        output::text(&text)?;
    }
    Ok(Verdict::problems_if(!fixity.wrong.is_empty()))
}
