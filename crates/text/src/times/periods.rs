//! Counted and relative periods: "last week", "three days ago", "third Tuesday of", seasons, quarters, parts of day.

use super::parse::{Parser, Read};
use super::parts::Parts;

impl Parser<'_> {
    /// A counted or relative period.
    pub fn period(&self, _at: usize) -> Read<Parts> {
        None
    }
}
