//! The user's signing keys: small files in the settings folder, made on first use. The newest signs new cases; older
//! ones still open the cases they signed.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::Context;
use custody::SigningKey;

use crate::failure::Failure;
use crate::output;
use crate::world::{World, fill};

const PREFACE: &str = "# Signing key of Exhibit's custody logs. Keep it secret and keep a copy: without it your cases\n\
                       # can still be read and verified, but nothing can be added to them.\n";

/// Every key, newest first; makes the first one where there is none.
pub fn all(world: &World) -> Result<Vec<SigningKey>, Failure> {
    let folder = world.settings()?;
    let mut files = files(&folder)?;
    if files.is_empty() {
        files.push(make(&folder, 1)?);
    }
    files.iter().rev().map(|path| read(path)).collect()
}

/// Makes a new key, which from now on signs new cases.
pub fn next(world: &World) -> Result<SigningKey, Failure> {
    let folder = world.settings()?;
    let number = files(&folder)?.len() + 1;
    read(&make(&folder, number)?)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(anyhow::Error::from(error).context(format!("reading {}", folder.display())).into()),
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "key"))
        .collect();
    files.sort();
    Ok(files)
}

fn make(folder: &Path, number: usize) -> Result<PathBuf, Failure> {
    let path = folder.join(format!("signing-{number:04}.key"));
    let mut seed = [0; 32];
    fill(&mut seed);
    let text = format!("{PREFACE}{}\n", model::Digest(seed));
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("making {}", folder.display()))?;
    // Written whole under a name of its own, then linked: two first runs at once end with one key, and nobody ever reads
    // half of one.
    let draft = folder.join(format!("signing-{number:04}.{}.new", std::process::id()));
    let write = || {
        let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::hard_link(&draft, &path)
    };
    let linked = write();
    // What cannot be removed is no key: its name does not end like one.
    let _ = fs::remove_file(&draft);
    match linked {
        Ok(()) => output::hint(&format!("Made a signing key: {}. Keep a copy of it.", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(anyhow::Error::from(error).context(format!("making {}", path.display())).into()),
    }
    Ok(path)
}

fn read(path: &Path) -> Result<SigningKey, Failure> {
    let text = fs::read_to_string(path).with_context(|| format!("reading the signing key {}", path.display()))?;
    let seed = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    let seed: Option<model::Digest> = seed.and_then(|seed| seed.parse().ok());
    let seed =
        seed.with_context(|| format!("{} is no signing key of Exhibit; restore it from your copy", path.display()))?;
    Ok(SigningKey::from_seed(seed.0))
}
