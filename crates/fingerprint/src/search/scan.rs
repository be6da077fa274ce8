//! Comparing one by one: for few codes, for wide radii, and where tables would not help.

use super::Hit;
use crate::code::{Code, Loop};

/// Appends all of `codes` at most `radius` from `query`; their numbers start at `first`.
pub fn within(codes: &[Code], query: &Code, radius: u32, first: u32, hits: &mut Vec<Hit>) {
    Scan { numbered: (first..).zip(codes), query, radius, hits }.quickly();
}

/// Compares numbered codes with one.
pub struct Scan<'s, I> {
    pub numbered: I,
    pub query: &'s Code,
    pub radius: u32,
    pub hits: &'s mut Vec<Hit>,
}

impl<'s, I: Iterator<Item = (u32, &'s Code)>> Loop for Scan<'s, I> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for (id, code) in self.numbered {
            let distance = code.distance(self.query);
            if distance <= self.radius {
                self.hits.push(Hit { id, distance: distance as u16 });
            }
        }
    }
}
