//! One short file per verb: its arguments, what it calls, and how it shows the answer.

pub mod add;
pub mod bang;
pub mod bearing;
pub mod compare;
pub mod completions;
pub mod copies;
pub mod demo;
pub mod dossier;
pub mod examine;
pub mod fall;
pub mod fingerprint;
pub mod fixity;
pub mod hashes;
pub mod init;
pub mod judge;
pub mod like;
pub mod log;
pub mod man;
pub mod note;
pub mod outage;
pub mod purge;
pub mod read;
pub mod repeats;
pub mod resect;
pub mod review;
pub mod search;
pub mod set_status;
pub mod shadow;
pub mod show;
pub mod sound_at;
pub mod status;
pub mod sun;
pub mod sync;
pub mod tag;
pub mod together;
pub mod translate;
pub mod verify;
pub mod weigh;

use crate::args::Verb;
use crate::failure::{Failure, Verdict};
use crate::world::World;

/// Runs one verb.
pub fn run(verb: Verb, world: &World) -> Result<Verdict, Failure> {
    verb.run(world)
}
