//! `exhibit demo`: writes a small invented case's material (an exercise, not news) to try everything on.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::json;

use crate::failure::{Failure, Verdict};
use crate::output;
use crate::output::count;
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit demo --out exercise && exhibit examine exercise/material")]
pub struct Args {
    /// The folder to make
    #[arg(long, value_name = "DIR", default_value = "exhibit-exercise")]
    out: PathBuf,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    if fs::read_dir(&args.out).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::Usage(format!(
            "{} is there already and not empty. Choose another with --out",
            args.out.display()
        )));
    }
    let material = exercise::material();
    for file in &material {
        write(&args.out.join("material").join(&file.path), &file.bytes, file.modified_unix)?;
    }
    write(&args.out.join("ground-truth.json"), exercise::ground_truth().as_bytes(), None)?;
    write(&args.out.join("READ-ME.txt"), exercise::read_me().as_bytes(), None)?;
    let folder = args.out.join("material");
    if world.json() {
        output::json(
            &json!({"material": folder, "files": material.len(), "ground_truth": args.out.join("ground-truth.json")}),
        )?;
    } else {
        output::text(&format!(
            "Wrote {} of an invented accident (an EXERCISE, not news) to {}.\nWhat is planted in it: {}\nNext:  exhibit examine {}",
            count(material.len() as u64, "file", "files"),
            folder.display(),
            args.out.join("ground-truth.json").display(),
            folder.display()
        ))?;
    }
    Ok(Verdict::Done)
}

fn write(path: &Path, bytes: &[u8], modified: Option<i64>) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))?;
    if let Some(seconds) = modified.and_then(|s| u64::try_from(s).ok()) {
        let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        let file = fs::File::options().write(true).open(path).with_context(|| format!("opening {}", path.display()))?;
        file.set_modified(at).with_context(|| format!("dating {}", path.display()))?;
    }
    Ok(())
}
