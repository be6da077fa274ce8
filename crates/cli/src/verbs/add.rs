//! `exhibit add`: preserve material in a case.

use std::path::PathBuf;

use case::Added;
use model::item::Obstacle;
use serde_json::json;

use crate::failure::{Failure, Verdict};
use crate::output::{count, fold, size};
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit add downloads/ChatExport_2026-03-14 --case river.case --why \"channel of the dam's operator\""
)]
pub struct Args {
    /// Files or folders to preserve; before them, if you like, the case folder
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Why this is relevant, in your words
    #[arg(long, value_name = "REASON")]
    why: Option<String>,
}

pub fn run(mut args: Args, world: &World) -> Result<Verdict, Failure> {
    let given = (args.paths.len() > 1 && places::is_case(&args.paths[0])).then(|| args.paths.remove(0));
    let folder = places::the_case(world, given.as_deref())?;
    let host = world.host();
    let mut case = places::write(world, &folder, &host)?;
    let mut all = Vec::new();
    for path in &args.paths {
        all.push((path, case.add(path, args.why.as_deref(), &host)?));
    }
    if world.json() {
        let added: Vec<_> = all.iter().map(|(path, added)| json!({"path": path, "added": added})).collect();
        output::json(&json!({"case": folder, "material": added}))?;
    } else {
        let text: Vec<String> = all.iter().map(|(_, added)| words(added)).collect();
        output::text(&text.join("\n"))?;
    }
    Ok(Verdict::problems_if(all.iter().any(|(_, added)| unreadable(added))))
}

/// Whether something that ought to be readable could not be read.
pub fn unreadable(added: &Added) -> bool {
    let bad = |reason| matches!(reason, Obstacle::Unreadable | Obstacle::Changing | Obstacle::Vanished);
    added.not_preserved.iter().any(|o| bad(o.reason))
}

/// What was preserved, in words.
pub fn words(added: &Added) -> String {
    let mut text = if added.preserved + added.sighted == 0 {
        format!("Nothing new: {} unchanged.", count(added.unchanged, "file", "files"))
    } else {
        let mut text = format!("Preserved {} ({})", count(added.preserved, "item", "items"), size(added.bytes));
        if added.sighted > 0 {
            text += &format!("; met {} whose bytes were here already", count(added.sighted, "file", "files"));
        }
        if added.unchanged > 0 {
            text += &format!("; {} unchanged", count(added.unchanged, "file", "files"));
        }
        text + "."
    };
    if !added.not_preserved.is_empty() {
        text += &format!("\nNot preserved ({}):", added.not_preserved.len());
        for met in &added.not_preserved {
            let detail = met.detail.as_ref().map(|d| format!(" ({d})")).unwrap_or_default();
            let line = format!("{}: {}{detail}.", met.path.display(), met.reason.words());
            text += &format!("\n  {}", fold(&line, 74, "    "));
        }
    }
    if added.known_obstacles > 0 {
        text +=
            &format!("\nStill not preserved, as reported before: {}.", count(added.known_obstacles, "thing", "things"));
    }
    text
}
