//! `exhibit completions`: completions for a shell, from the same definitions as the help.

use clap::CommandFactory;

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

pub fn run(args: Args, _: &World) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "exhibit", &mut script);
    output::text(String::from_utf8_lossy(&script).trim_end())?;
    Ok(Verdict::Done)
}
