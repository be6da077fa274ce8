//! `exhibit examine`: a folder becomes a case, or a case is brought up to date. A second run does nothing.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::add;
use super::init::title_of;
use super::status;
use crate::failure::{Failure, Verdict};
use crate::output::{count, fold};
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit examine downloads --case river.case\n          exhibit examine river.case")]
pub struct Args {
    /// Collected material, or a case
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// Why this is relevant, in your words
    #[arg(long, value_name = "REASON")]
    why: Option<String>,
    /// What the case is about, for a new case
    #[arg(long)]
    title: Option<String>,
    /// Try failed analyses again although nothing changed
    #[arg(long)]
    retry: bool,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let is_case = places::is_case(&args.path);
    let folder = if is_case { args.path.clone() } else { case_for(&args.path, world)? };
    let host = world.host();
    let title = args.title.clone().unwrap_or_else(|| title_of(&args.path));
    let mut case = places::write_or_make(world, &folder, &title, &host)?;
    let added = if is_case { None } else { Some(case.add(&args.path, args.why.as_deref(), &host)?) };
    let before = case.problem_count()?;
    let examined = case.examine(args.retry, &host)?;
    let status = case.status()?;
    let new_problems = status.counts.problems.saturating_sub(before);
    if world.json() {
        output::json(&json!({"folder": folder, "added": added, "examined": examined, "status": status}))?;
    } else {
        let mut text = added.as_ref().map(|a| add::words(a) + "\n").unwrap_or_default();
        if examined.findings > 0 {
            text += &format!("Examined: {}.\n", count(examined.findings, "new finding", "new findings"));
        } else if examined.failed.is_empty() && examined.unavailable.is_empty() {
            text += "Everything is up to date.\n";
        }
        for lacking in &examined.unavailable {
            let items = count(lacking.items, "item", "items");
            text += &format!("  {}\n", fold(&format!("{items} ({}): {}", lacking.stage, lacking.why), 74, "    "));
        }
        for failed in &examined.failed {
            let line = format!(
                "Not read, and kept as it is: {} ({}): {}",
                failed.item.0.short(),
                failed.analyser,
                failed.reason
            );
            text += &format!("  {}\n", fold(&line, 74, "    "));
        }
        if new_problems > 0 {
            for problem in case.problems()?.iter().rev().take(new_problems as usize).rev().take(20) {
                let name = problem.path.as_deref().map_or_else(|| problem.item.0.short(), model::name::visible);
                text += &format!("  {}\n", fold(&format!("{name}: {}", problem.what), 74, "    "));
            }
        }
        text += "\n";
        text += &status::words(&status, &folder);
        output::text(&text)?;
    }
    let unreadable = added.as_ref().is_some_and(add::unreadable);
    Ok(Verdict::problems_if(unreadable || !examined.failed.is_empty() || new_problems > 0))
}

/// The case that a folder of material becomes: `--case`, or `NAME.case` in the current folder; never inside the
/// material itself.
fn case_for(material: &Path, world: &World) -> Result<PathBuf, Failure> {
    case::check_material(material)?;
    let absolute = fs::canonicalize(material)?;
    let folder = match &world.common.case {
        Some(folder) => folder.clone(),
        None => PathBuf::from(format!("{}.case", title_of(&absolute).trim_end_matches('/'))),
    };
    let mut existing = std::path::absolute(&folder).unwrap_or_else(|_| folder.clone());
    while !existing.exists() && existing.pop() {}
    let inside = fs::canonicalize(&existing).is_ok_and(|place| absolute.is_dir() && place.starts_with(&absolute));
    if inside && !places::is_case(&folder) {
        return Err(Failure::Usage(format!(
            "the case {} would lie inside the material it is made of. Name another place with --case DIR",
            folder.display()
        )));
    }
    Ok(folder)
}
