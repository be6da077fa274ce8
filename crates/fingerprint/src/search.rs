//! Exact search by Hamming distance over 256-bit codes: everything within a radius of a query, and nothing else.
//!
//! Codes get numbers in the order in which they are added. `segment` holds many codes with their tables, `bands` says how
//! a code is cut for them, `scan` compares one by one. Whose code a number is, and storing codes, is left to the caller.

mod bands;
mod scan;
mod segment;

use std::num::NonZeroUsize;

use crate::code::Code;
use segment::{Scratch, Segment};

/// A stored code within the radius of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit {
    /// The how-manieth code that was added, counted from 0.
    pub id: u32,
    /// Bits in which it differs from the query.
    pub distance: u16,
}

/// So many new codes are compared one by one before they get tables.
const TAIL: usize = 8_192;

/// Codes to search, in memory: 32 bytes and 44 bytes of tables each. Adding rebuilds only tables of about the size of what
/// was added; those of older codes stay.
#[derive(Debug, Default)]
pub struct Index {
    /// Older first; each at least twice as large as the next, unless it is full.
    segments: Vec<Segment>,
    /// The newest codes, without tables.
    tail: Vec<Code>,
}

impl Index {
    /// Nothing to search.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many codes were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.segments.iter().map(Segment::len).sum::<usize>() + self.tail.len()
    }

    /// Whether nothing was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty() && self.tail.is_empty()
    }

    /// Bytes of memory that codes and tables take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.segments.iter().map(Segment::bytes).sum::<usize>() + self.tail.capacity() * size_of::<Code>()
    }

    /// Adds codes, whose numbers are `len()` and following.
    pub fn add(&mut self, codes: &[Code]) {
        self.tail.extend_from_slice(codes);
        if self.tail.len() >= TAIL {
            self.seal();
        }
    }

    /// Gives the newest codes tables, together with the older segments that are not much larger.
    fn seal(&mut self) {
        let mut codes = std::mem::take(&mut self.tail);
        while let Some(last) = self.segments.pop_if(|last| last.len() < 2 * codes.len() && !last.is_full()) {
            let newer = std::mem::replace(&mut codes, last.into_codes());
            codes.extend(newer);
        }
        while codes.len() > segment::CAPACITY {
            let rest = codes.split_off(segment::CAPACITY);
            self.segments.push(Segment::new(std::mem::replace(&mut codes, rest)));
        }
        self.segments.push(Segment::new(codes));
    }

    /// All codes at most `radius` bits from `query`, by number.
    #[must_use]
    pub fn within(&self, query: &Code, radius: u32) -> Vec<Hit> {
        self.search(query, radius, &mut Scratch::default())
    }

    /// As [`Index::within`] for many queries, on several threads; answers in the order of the queries.
    #[must_use]
    pub fn within_all(&self, queries: &[Code], radius: u32, threads: NonZeroUsize) -> Vec<Vec<Hit>> {
        let share = queries.len().div_ceil(threads.get()).max(1);
        let mut answers = vec![Vec::new(); queries.len()];
        std::thread::scope(|scope| {
            for (queries, answers) in queries.chunks(share).zip(answers.chunks_mut(share)) {
                scope.spawn(move || {
                    let mut scratch = Scratch::default();
                    for (query, answer) in queries.iter().zip(answers) {
                        *answer = self.search(query, radius, &mut scratch);
                    }
                });
            }
        });
        answers
    }

    fn search(&self, query: &Code, radius: u32, scratch: &mut Scratch) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut first = 0;
        for segment in &self.segments {
            segment.within(query, radius, first, scratch, &mut hits);
            first += segment.len() as u32;
        }
        scan::within(&self.tail, query, radius, first, &mut hits);
        hits
    }
}
