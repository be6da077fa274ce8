//! `exhibit like`: what in a case resembles a file.

use std::path::PathBuf;

use case::copies::{Like, OnList};
use serde::Serialize;

use super::compare;
use crate::failure::{Failure, Verdict};
use crate::output::{self, count};
use crate::places;
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit like river.case new.mp4\n\nThe case's item is A, the file is B. Nothing is added to the case. \
                  Lists that `hashes import` brought are looked through, too."
)]
pub struct Args {
    /// The case folder, where there are several, then the file: a film, a picture or a sound
    #[arg(value_names = ["CASE", "FILE"], required = true, num_args = 1..=2)]
    arguments: Vec<String>,
}

/// The document of `--json`.
#[derive(Serialize)]
struct Answer {
    like: Vec<Named>,
    lists: Vec<NamedList>,
}

#[derive(Serialize)]
struct NamedList {
    /// Name that the list was first met under.
    path: Option<String>,
    #[serde(flatten)]
    found: OnList,
}

#[derive(Serialize)]
struct Named {
    /// Name that the item was first met under.
    path: Option<String>,
    #[serde(flatten)]
    like: Like,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let mut arguments = args.arguments;
    let folder = if arguments.len() == 2 { Some(PathBuf::from(arguments.remove(0))) } else { None };
    let case = places::read(world, folder.as_deref())?;
    let path = PathBuf::from(arguments.remove(0));
    let file = compare::open(&path)?;
    let host = world.host();
    let watched = compare::watch(host.decoder, &file, &path, false)?;
    let found = case.like(&watched.recording, host.threads)?;
    let names = super::copies::names(&case)?;
    let lists: Vec<NamedList> = case
        .on_lists(&watched.recording)?
        .into_iter()
        .map(|found| NamedList { path: names.get(&found.item).cloned(), found })
        .collect();
    let named: Vec<Named> =
        found.into_iter().map(|like| Named { path: names.get(&like.item).cloned(), like }).collect();
    if world.json() {
        output::json(&Answer { like: named, lists })?;
    } else {
        let mut text = format!("{} in the case resemble it.\n", count(named.len() as u64, "item", "items"));
        for Named { path, like } in &named {
            let name = path.as_deref().map(model::name::visible).unwrap_or_default();
            text += &format!("\n{}  {name}\n", like.item.0.short());
            text += &compare::words(&like.relation);
        }
        for NamedList { path, found } in &lists {
            text += &format!(
                "\nOn the list {}  {}\n",
                found.item.0.short(),
                path.as_deref().map(model::name::visible).unwrap_or_default()
            );
            text += &format!("  {} of {} frames, by PDQ\n", found.found, found.frames);
            for entry in &found.nearest {
                let listed = entry.listed_at.map_or(String::new(), |at| format!(", {at:.2} s of its film"));
                let note =
                    entry.note.as_deref().map_or(String::new(), |note| format!(", {}", model::name::visible(note)));
                text += &format!(
                    "  {:7.2} s  entry {}{listed}{note}: {} bits differ\n",
                    entry.at, entry.entry, entry.distance
                );
            }
        }
        output::text(text.trim_end())?;
    }
    Ok(Verdict::Done)
}
