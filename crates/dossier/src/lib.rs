//! What a case shows to others: one self-contained page, the same tables as CSV, and how much was left out of them.
//!
//! Everything written here follows from the case's log at one size and from the policy: no clock, no language or zone of
//! the machine, no randomness. Writing into the log that it was published is left to the `case` crate.

mod bundle;
mod error;
mod evidence;
mod exports;
mod manifest;
mod page;
mod policy;
mod redact;
mod rows;
mod table;

pub use bundle::{Bundle, Memory, Output, Written, write, write_to};
pub use error::Error;
pub use manifest::Absent;
pub use policy::{GRID_MICRO_DEGREES, Policy, ROUNDING_M, Withheld};

/// How many items, posts, sources, gaps and problems the page shows of each; the CSV files have all.
pub const SHOWN_ON_PAGE: usize = 2_000;
