//! `exhibit hashes`: lists of hashes from other organisations into a case, and a case's own hashes out of it.

use std::path::{Path, PathBuf};

use anyhow::Context;
use case::hashing::{Hashed, hash_file, read_list};
use clap::Subcommand;
use fingerprint::vpdq::{self, FrameHash, List};
use model::ItemId;
use model::name::visible;
use serde_json::json;

use crate::failure::{Failure, Verdict};
use crate::output::count;
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit hashes import partner.vpdq.txt river.case")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Preserve a vPDQ or PDQ list in a case, so that its material can be compared with it
    #[command(after_help = "Example:  exhibit hashes import partner.vpdq.txt river.case --why \"from the archive\"")]
    Import {
        /// The list
        file: PathBuf,
        /// The case folder
        folder: Option<PathBuf>,
        /// Whose list it is and why it is relevant, in your words
        #[arg(long, value_name = "REASON")]
        why: Option<String>,
    },
    /// Write the hashes of a case's pictures and films as lists, without names or originals
    #[command(after_help = "Example:  exhibit hashes export river.case --out river-hashes")]
    Export {
        /// The case folder
        folder: Option<PathBuf>,
        /// The folder to write; absent or empty
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

/// The list of all pictures; each film has one of its own.
const PICTURES: &str = "pictures.pdq.txt";

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    match args.what {
        What::Import { file, folder, why } => import(&file, folder.as_deref(), why.as_deref(), world),
        What::Export { folder, out } => export(folder.as_deref(), &out, world),
    }
}

fn import(file: &Path, folder: Option<&Path>, why: Option<&str>, world: &World) -> Result<Verdict, Failure> {
    let shown = visible(&file.to_string_lossy());
    let opened = std::fs::File::open(file).with_context(|| format!("reading {shown}"))?;
    let list = read_list(opened).map_err(|why| Failure::Usage(format!("{shown} is no list of hashes: {why}")))?;
    let (kind, hashes) = match &list {
        List::Frames(frames) => ("vpdq", frames.len()),
        List::Pictures(pictures) => ("pdq", pictures.len()),
    };
    let folder = places::the_case(world, folder)?;
    let host = world.host();
    let mut case = places::write(world, &folder, &host)?;
    let before: Vec<ItemId> = case.hash_lists()?;
    case.add(file, why, &host)?;
    case.examine(false, &host)?;
    let id = ItemId(model::Digest::of(&std::fs::read(file).with_context(|| format!("reading {shown}"))?));
    if !case.hash_lists()?.contains(&id) {
        return Err(Failure::Usage(format!(
            "{shown} was preserved, but it cannot be told from a list of other digests. Put `hash=` before its lines"
        )));
    }
    let new = !before.contains(&id);
    if world.json() {
        output::json(&json!({ "case": folder, "item": id, "kind": kind, "hashes": hashes, "new": new }))?;
    } else {
        let kept = if new { "Preserved" } else { "Already there:" };
        output::text(&format!("{kept} {} as item {}.", count(hashes as u64, "hash", "hashes"), id.0.short()))?;
    }
    Ok(Verdict::Done)
}

fn export(folder: Option<&Path>, out: &Path, world: &World) -> Result<Verdict, Failure> {
    let case = places::read(world, folder)?;
    let shown = visible(&out.to_string_lossy());
    if std::fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::Usage(format!("{shown} is there already and is not empty. Choose another folder")));
    }
    let decoder = world.decoder().get().map_err(|problem| Failure::CouldNot(anyhow::anyhow!("{problem}")))?;
    let items = case.watched_items()?;
    std::fs::create_dir_all(out).with_context(|| format!("making {shown}"))?;
    let write =
        |name: &str, text: &str| std::fs::write(out.join(name), text).with_context(|| format!("writing {name}"));
    let (mut lists, mut pictures, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    world.progress().begin("Hashing", Some(items.len() as u64));
    for (at, watched) in items.iter().enumerate() {
        let item = watched.item;
        match hash_file(decoder, &case.reader().original(item)?, true) {
            Ok(Hashed::Picture { pdq, .. }) => pictures.push((item, pdq)),
            Ok(Hashed::Film { frames, broken, .. }) => {
                lists.push(film(item, &frames, &write)?);
                problems.extend(broken.map(|problem| json!({ "item": item, "reason": problem.to_string() })));
            }
            // Sound alone was watched too, and has nothing to hash.
            Err(media::Problem::NotMedia { .. }) => {}
            Err(problem) => problems.push(json!({ "item": item, "reason": problem.to_string() })),
        }
        world.progress().at(at as u64 + 1);
    }
    world.progress().end();
    if !pictures.is_empty() {
        // An item's id says nothing about where it came from; a file name may.
        let text: String = pictures.iter().map(|(item, pdq)| vpdq::write_picture(*pdq, &item.to_string())).collect();
        write(PICTURES, &text)?;
        lists.push(json!({ "file": PICTURES, "kind": "pdq", "item": null, "hashes": pictures.len() }));
    }
    if world.json() {
        output::json(&json!({ "folder": out, "lists": lists, "problems": problems }))?;
    } else {
        let mut text = format!("Wrote {} to {shown}.", count(lists.len() as u64, "list", "lists"));
        for problem in &problems {
            text += &format!("\nNot, or not to the end: {}", problem["reason"].as_str().unwrap_or_default());
        }
        output::text(&text)?;
    }
    Ok(Verdict::problems_if(!problems.is_empty()))
}

fn film(
    item: ItemId,
    frames: &[FrameHash],
    write: &dyn Fn(&str, &str) -> anyhow::Result<()>,
) -> Result<serde_json::Value, Failure> {
    let name = format!("{item}.vpdq.txt");
    write(&name, &vpdq::write(frames))?;
    Ok(json!({ "file": name, "kind": "vpdq", "item": item, "hashes": frames.len() }))
}
