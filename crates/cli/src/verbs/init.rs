//! `exhibit init`: an empty case with its log and first entry.

use std::path::PathBuf;

use serde_json::json;

use crate::failure::{Failure, Verdict};
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit init river.case --title \"Dam gate at Orlava, 12 March 2026\"")]
pub struct Args {
    /// The folder to make; it must be absent or empty
    folder: PathBuf,
    /// What the case is about, in one line [default: the folder's name]
    #[arg(long)]
    title: Option<String>,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    if places::is_case(&args.folder) {
        return Err(Failure::Usage(format!("{} is a case already. To add to it: exhibit add", args.folder.display())));
    }
    let title = args.title.unwrap_or_else(|| title_of(&args.folder));
    let case = places::write_or_make(world, &args.folder, &title, &world.host())?;
    let id = case.reader().case().id.to_string();
    if world.json() {
        output::json(&json!({"case": id, "folder": args.folder, "title": title, "key": case.key_text()?}))?;
    } else {
        output::text(&format!(
            "Made the case {} ({title}).\nIts log is signed with {}",
            args.folder.display(),
            case.key_text()?
        ))?;
    }
    Ok(Verdict::Done)
}

/// A folder's name without `.case`.
pub fn title_of(folder: &std::path::Path) -> String {
    let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    model::name::visible(name.strip_suffix(".case").unwrap_or(&name))
}
