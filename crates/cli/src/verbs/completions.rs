//! `exhibit completions`: completions for a shell, from the same definitions as the help.

use clap::CommandFactory;
use serde_json::json;

use crate::args::Cli;
use crate::failure::{Failure, Verdict};
use crate::output;
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit completions bash > ~/.local/share/bash-completion/completions/exhibit")]
pub struct Args {
    /// Which shell
    shell: clap_complete::Shell,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "exhibit", &mut script);
    let script = String::from_utf8_lossy(&script);
    if world.json() {
        output::json(&json!({"shell": args.shell.to_string(), "script": script}))?;
    } else {
        output::text(script.trim_end())?;
    }
    Ok(Verdict::Done)
}
