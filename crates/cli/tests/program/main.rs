//! Runs the program as a person does: arguments in, text or JSON and an exit status out. One module per theme.
//!
//! What the library and the formats promise in themselves is tested in their crates; here it is whether the program
//! keeps it, and whether what it says helps.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod desk;
mod schema;

mod bundles;
mod collecting;
mod copying;
mod custody_log;
mod damage;
mod decoding;
mod exercise_score;
mod hashing;
mod hostile_formats;
mod hostile_material;
mod index;
mod judging;
mod limits;
mod manual;
mod publishing;
mod purging;
mod scene;
mod translating;
mod weighing;
mod weighing_recordings;
mod withholding;
mod words;
