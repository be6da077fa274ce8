//! The `exhibit` program: reads the arguments, runs one verb, and turns what went wrong into words and an exit status.

mod args;
mod checks;
mod failure;
mod keys;
mod output;
mod places;
mod recordings;
mod terminal;
mod translator;
mod verbs;
mod world;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // Before anything else: the process that becomes the decoder is this program too, and gives up all it has.
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == media::contained::MODE) {
        return media::contained::main(arguments);
    }
    let cli = args::Cli::parse();
    let world = world::World::new(&cli.common);
    match verbs::run(cli.verb, &world) {
        Ok(verdict) => verdict.into(),
        Err(failure) => failure.report(),
    }
}
