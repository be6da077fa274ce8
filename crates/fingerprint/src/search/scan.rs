//! Comparing one by one: for few codes, for wide radii, and where tables would not help.

use super::Hit;
use crate::code::Code;

/// Appends all of `codes` at most `radius` from `query`; their numbers start at `first`.
pub fn within(codes: &[Code], query: &Code, radius: u32, first: u32, hits: &mut Vec<Hit>) {
    for (id, code) in (first..).zip(codes) {
        let distance = code.distance(query);
        if distance <= radius {
            hits.push(Hit { id, distance: distance as u16 });
        }
    }
}
