//! `exhibit log`: the custody log: list it, publish its checkpoint, prove an entry, prove that it only grew.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use custody::Checkpoint;
use serde_json::json;

use crate::failure::{Failure, Verdict, read_named};
use crate::world::World;
use crate::{keys, output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit log checkpoint --case river.case > checkpoint-2026-03-14.txt")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List entries, oldest first
    #[command(after_help = "Example:  exhibit log list river.case --from 100 --limit 20")]
    List {
        /// The case folder
        folder: Option<PathBuf>,
        /// First entry
        #[arg(long, default_value_t = 0)]
        from: u64,
        /// At most so many
        #[arg(long, default_value_t = 100)]
        limit: u64,
    },
    /// Print the signed checkpoint: give it to somebody else to keep
    #[command(after_help = "Example:  exhibit log checkpoint river.case > checkpoint-2026-03-14.txt")]
    Checkpoint {
        /// The case folder
        folder: Option<PathBuf>,
    },
    /// Prove that an entry is in the log, without showing any other
    #[command(after_help = "Example:  exhibit log prove 3fa2c1 --json > proof.json")]
    Prove {
        /// Number of the entry, or the id of an item (for the entry that preserved it); before it the case folder
        #[arg(num_args = 1..=2, required = true, value_names = ["ENTRY"])]
        arguments: Vec<String>,
    },
    /// Prove that the log only grew since a checkpoint that somebody kept
    #[command(after_help = "Example:  exhibit log consistency --since checkpoint-2026-03-14.txt")]
    Consistency {
        /// The case folder
        folder: Option<PathBuf>,
        /// The checkpoint that was kept
        #[arg(long, value_name = "FILE")]
        since: PathBuf,
    },
    /// Sign with a new key from now on; the old key signs the change
    #[command(after_help = "Example:  exhibit log rotate-key river.case")]
    RotateKey {
        /// The case folder
        folder: Option<PathBuf>,
    },
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    match args.what {
        What::List { folder, from, limit } => list(folder.as_deref(), from, limit, world),
        What::Checkpoint { folder } => checkpoint(folder.as_deref(), world),
        What::Prove { arguments } => prove(arguments, world),
        What::Consistency { folder, since } => consistency(folder.as_deref(), &since, world),
        What::RotateKey { folder } => rotate(folder.as_deref(), world),
    }
}

fn list(folder: Option<&Path>, from: u64, limit: u64, world: &World) -> Result<Verdict, Failure> {
    let case = places::read(world, folder)?;
    let rows = case.log(from, limit)?;
    if world.json() {
        output::json(&json!({"size": case.size(), "entries": rows}))?;
    } else {
        let mut text = String::new();
        for row in &rows {
            let about = row.inputs.first().map_or("", |id| &id[..12]);
            let at = row.at.map_or("time withheld".to_owned(), |at| at.to_string());
            let what = row.analyser.clone().or_else(|| row.who.clone().map(|w| format!("by {w}"))).unwrap_or_default();
            text += &format!(
                "{:>7}  {:<20}  {:<9} {about:<12}  {}\n",
                row.entry,
                at,
                row.kind.word(),
                model::name::visible(&what)
            );
        }
        let end = from + rows.len() as u64;
        text += &format!("{} of {} entries", rows.len(), case.size());
        if end < case.size() {
            text += &format!("; go on with --from {end}");
        }
        output::text(&text)?;
    }
    Ok(Verdict::Done)
}

fn checkpoint(folder: Option<&Path>, world: &World) -> Result<Verdict, Failure> {
    let case = places::read(world, folder)?;
    let note = String::from_utf8_lossy(case.reader().note()).into_owned();
    if world.json() {
        output::json(&json!({"size": case.size(), "root": case.root()?, "key": case.key_text()?, "checkpoint": note}))?;
    } else {
        output::text(note.trim_end_matches('\n'))?;
    }
    Ok(Verdict::Done)
}

fn prove(mut arguments: Vec<String>, world: &World) -> Result<Verdict, Failure> {
    let given = places::split_case(&mut arguments, 1);
    let case = places::read(world, given.as_deref())?;
    let what = arguments.first().map(String::as_str).unwrap_or_default();
    let entry = match what.parse::<u64>() {
        Ok(number) if what.len() < 6 || number < case.size() => number,
        _ => case.entry_of(case.find_item(what)?)?,
    };
    let proof = case.prove(entry)?;
    if world.json() {
        output::json(&proof)?;
    } else {
        let path: Vec<String> = proof.path.iter().map(|hash| format!("  {hash}")).collect();
        output::text(&format!(
            "entry {entry}\n{}\n\nleaf\n  {}\npath, from the leaf up\n{}\n\nleads to the checkpoint\n{}",
            proof.header,
            proof.leaf,
            path.join("\n"),
            proof.checkpoint.trim_end_matches('\n')
        ))?;
    }
    Ok(Verdict::Done)
}

fn consistency(folder: Option<&Path>, since: &Path, world: &World) -> Result<Verdict, Failure> {
    let case = places::read(world, folder)?;
    let bytes = read_named(since)?;
    let (old, _) =
        Checkpoint::parse(&bytes).map_err(|e| Failure::Usage(format!("{} is no checkpoint: {e}", since.display())))?;
    let ours = case.reader().checkpoint();
    let same_case = old.origin == ours.origin;
    let holds = same_case && old.size <= ours.size && case.reader().root_at(old.size)? == old.root;
    let path = if holds { case.consistency(old.size)? } else { Vec::new() };
    if world.json() {
        output::json(&json!({"holds": holds, "from": old.size, "to": ours.size, "path": path}))?;
    } else if holds {
        let path: Vec<String> = path.iter().map(|hash| format!("\n  {hash}")).collect();
        output::text(&format!(
            "The log grew from {} to {} entries and nothing before was changed. Proof:{}",
            old.size,
            ours.size,
            path.concat()
        ))?;
    } else if same_case {
        output::text(&format!(
            "FAILS: at {} entries this log was not what {} says. One of the two was rewritten.",
            old.size,
            since.display()
        ))?;
    } else {
        output::text(&format!(
            "FAILS: {} belongs to another case ({}).",
            since.display(),
            model::name::visible(&old.origin)
        ))?;
    }
    Ok(Verdict::problems_if(!holds))
}

fn rotate(folder: Option<&Path>, world: &World) -> Result<Verdict, Failure> {
    let folder = places::the_case(world, folder)?;
    let host = world.host();
    let mut case = places::write(world, &folder, &host)?;
    let entry = case.rotate_key(keys::next(world)?, &host)?;
    let key = case.key_text()?;
    if world.json() {
        output::json(&json!({"entry": entry, "key": key}))?;
    } else {
        output::text(&format!("From entry {entry} on the log is signed with {key}"))?;
    }
    Ok(Verdict::Done)
}
