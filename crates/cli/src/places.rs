//! Which case a command is about, and opening it.

use std::path::{Path, PathBuf};

use case::{Case, Host, WritableCase};
use custody::SigningKey;

use crate::failure::Failure;
use crate::keys;
use crate::world::World;

/// The case a verb is about: `--case`, or a case folder given as the first argument, or the only one here.
pub fn the_case(world: &World, given: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(case) = given.or(world.common.case.as_deref()) {
        return Ok(case.to_owned());
    }
    let here = Path::new(".");
    if is_case(here) {
        return Ok(here.to_owned());
    }
    let mut found: Vec<PathBuf> = std::fs::read_dir(here)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "case") && is_case(path))
        .map(|path| path.strip_prefix(here).map(Path::to_owned).unwrap_or(path))
        .collect();
    found.sort();
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(Failure::Usage(
            "there is no case in this folder. Name one with --case DIR, or make one with `exhibit examine FOLDER`"
                .to_owned(),
        )),
        n => Err(Failure::Usage(format!("there are {n} cases in this folder. Name one with --case DIR"))),
    }
}

/// Takes a case folder off the front of a list of arguments, where there is one before the `needed` others.
pub fn split_case(arguments: &mut Vec<String>, needed: usize) -> Option<PathBuf> {
    let is_one = arguments.len() > needed && is_case(Path::new(&arguments[0]));
    is_one.then(|| PathBuf::from(arguments.remove(0)))
}

/// Whether a folder looks like a case.
pub fn is_case(folder: &Path) -> bool {
    folder.join("case.toml").is_file() && folder.join("log").is_dir()
}

/// Opens a case for reading.
pub fn read(world: &World, given: Option<&Path>) -> Result<Case, Failure> {
    Ok(Case::open(&the_case(world, given)?, world.progress())?)
}

/// Opens a case for writing, with whichever of the user's keys it is signed with.
pub fn write(world: &World, folder: &Path, host: &Host<'_>) -> Result<WritableCase, Failure> {
    with_keys(world, |key| WritableCase::open(folder, key, host))
}

/// Tries the user's keys, newest first, until one fits.
fn with_keys<T>(world: &World, mut open: impl FnMut(SigningKey) -> Result<T, case::Error>) -> Result<T, Failure> {
    let mut refused = None;
    for key in keys::all(world)? {
        match open(key) {
            Err(error @ case::Error::Store(store::Error::WrongKey { .. })) => refused = Some(error),
            other => return Ok(other?),
        }
    }
    Err(refused.map_or_else(|| Failure::CouldNot(anyhow::anyhow!("there is no signing key")), Failure::from))
}

/// Opens a case for writing, or makes it where the folder is absent or empty.
pub fn write_or_make(world: &World, folder: &Path, title: &str, host: &Host<'_>) -> Result<WritableCase, Failure> {
    if is_case(folder) {
        return write(world, folder, host);
    }
    let Some(key) = keys::all(world)?.into_iter().next() else {
        return Err(Failure::CouldNot(anyhow::anyhow!("there is no signing key")));
    };
    match WritableCase::create(folder, title, key, host) {
        // Somebody else made it between the look and the attempt.
        Err(case::Error::Store(store::Error::Exists(_))) if is_case(folder) => write(world, folder, host),
        made => Ok(made?),
    }
}
