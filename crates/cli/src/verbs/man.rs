//! `exhibit man`: the manual, from the same definitions as the help; as a roff page or, for the repository, as text.

use std::fmt::Write;

use clap::{Command, CommandFactory};
use serde_json::json;

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

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let (format, text) = if args.markdown { ("markdown", markdown()) } else { ("roff", roff()?) };
    if world.json() {
        output::json(&json!({"format": format, "text": text}))?;
    } else {
        output::text(text.trim_end())?;
    }
    Ok(Verdict::Done)
}

/// The manual page: what all verbs share, then a section for each.
fn roff() -> Result<String, Failure> {
    let command = Cli::command().disable_help_subcommand(true);
    let whole = clap_mangen::Man::new(command.clone());
    let mut page = Vec::new();
    whole.render_title(&mut page)?;
    whole.render_name_section(&mut page)?;
    whole.render_synopsis_section(&mut page)?;
    whole.render_options_section(&mut page)?;
    let mut page = without_repeats(&page, &[]);
    page += ".SH VERBS\n";
    verbs(&command, "exhibit", &mut page)?;
    page += ".SH NOTES\n.nf\n";
    page += &lines(&command);
    page += ".fi\n";
    Ok(page)
}

fn verbs(command: &Command, name: &str, page: &mut String) -> Result<(), Failure> {
    for verb in command.get_subcommands() {
        let name = format!("{name} {}", verb.get_name());
        if verb.has_subcommands() {
            verbs(verb, &name, page)?;
            continue;
        }
        let man = clap_mangen::Man::new(verb.clone().bin_name(&name));
        let mut section = Vec::new();
        man.render_synopsis_section(&mut section)?;
        section.extend_from_slice(b".PP\n");
        man.render_description_section(&mut section)?;
        man.render_options_section(&mut section)?;
        *page += &format!(".SS \"{}\"\n", escaped(&name));
        *page += &without_repeats(&section, &[".SH "]);
        *page += &format!(".PP\n.nf\n{}.fi\n", lines(verb));
    }
    Ok(())
}

/// A rendered section without headings, where there are to be none, and without the definition of an apostrophe that
/// comes with every section.
fn without_repeats(section: &[u8], headings: &[&str]) -> String {
    let text = String::from_utf8_lossy(section).into_owned();
    let kept = text.lines().filter(|line| !line.starts_with(".ie ") && !line.starts_with(".el "));
    let kept = kept.filter(|line| !headings.iter().any(|h| line.starts_with(h)));
    let body: String = kept.flat_map(|line| [line, "\n"]).collect();
    if headings.is_empty() { format!(".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n{body}") } else { body }
}

/// The words after a command's help, line by line.
fn lines(command: &Command) -> String {
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    text.lines().map(|line| escaped(line.trim_end()) + "\n").collect()
}

/// Text as roff prints it literally.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq").replace('"', "\\(dq");
    if text.starts_with('.') { format!("\\&{text}") } else { text }
}

/// The whole manual as one Markdown document: what `docs/manual.md` holds.
fn markdown() -> String {
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
