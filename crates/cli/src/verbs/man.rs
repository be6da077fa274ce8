//! `exhibit man`: the manual, from the same definitions as the help; as a roff page or, for the repository, as text.

use std::fmt::Write;

use clap::{Command, CommandFactory};

use crate::args::Cli;
use crate::failure::{Failure, Verdict};
use crate::output;
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit man | man -l -")]
pub struct Args {
    /// As Markdown instead of a manual page
    #[arg(long)]
    markdown: bool,
}

pub fn run(args: Args, _: &World) -> Result<Verdict, Failure> {
    if args.markdown {
        output::text(markdown().trim_end())?;
    } else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        for verb in Cli::command().get_subcommands() {
            let named = verb.clone().name(format!("exhibit {}", verb.get_name()).leak() as &str);
            let man = clap_mangen::Man::new(named);
            man.render_synopsis_section(&mut page)?;
            man.render_description_section(&mut page)?;
            man.render_options_section(&mut page)?;
        }
        output::text(String::from_utf8_lossy(&page).trim_end())?;
    }
    Ok(Verdict::Done)
}

/// The whole manual as one Markdown document: what `docs/manual.md` holds.
pub fn markdown() -> String {
    let mut text = "# The manual of `exhibit`\n\nMade from the program itself by `exhibit man --markdown`; a test compares the two.\n".to_owned();
    let mut command = Cli::command().term_width(100).disable_help_subcommand(true);
    command.build();
    page(&mut command, "exhibit", &mut text);
    text
}

fn page(command: &mut Command, name: &str, text: &mut String) {
    let help = command.clone().bin_name(name).render_long_help();
    // Writing into a string cannot fail.
    let _ = write!(text, "\n## {name}\n\n```text\n{}\n```\n", help.to_string().trim_end());
    for verb in command.get_subcommands_mut() {
        if verb.get_name() != "help" {
            let name = format!("{name} {}", verb.get_name());
            page(verb, &name, text);
        }
    }
}
