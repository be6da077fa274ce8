//! Cuts a sentence at the signs that part clauses, and at quotations.

use std::ops::Range;

use crate::cues::{Sense, bits};
use crate::tokens::TokenKind;

use super::layout::Reader;

/// A stretch between signs that part clauses.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub range: Range<usize>,
    /// The sign before it; `“` where the piece is a quotation, a space at the start.
    pub sign: char,
}

impl Reader<'_, '_> {
    /// Cuts a range at signs and quotations.
    pub(super) fn pieces(&self, range: Range<usize>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let (mut from, mut sign) = (range.start, ' ');
        let mut at = range.start;
        while at < range.end {
            if let Some(quotation) = self.quote_at(at) {
                let end = (self.quotes[quotation].1 + 1).min(range.end);
                if from < at {
                    pieces.push(Piece { range: from..at, sign });
                }
                pieces.push(Piece { range: at..end, sign: '“' });
                (from, at, sign) = (end, end, ' ');
                continue;
            }
            // "the driver, probably, was drunk": commas around a word of doubt part nothing.
            if let Some(after) = self.doubt_in_commas(at, range.start, range.end) {
                at = after;
                continue;
            }
            let word = &self.words.list[at];
            if word.kind == TokenKind::Sign && self.parts_clauses(at, range.end) {
                if from < at {
                    pieces.push(Piece { range: from..at, sign });
                }
                (from, sign) = (at + 1, word.first);
            }
            at += 1;
        }
        if from < range.end {
            pieces.push(Piece { range: from..range.end, sign });
        }
        pieces
    }

    /// The token after the second comma of a hedge that stands between two.
    fn doubt_in_commas(&self, at: usize, start: usize, end: usize) -> Option<usize> {
        let hit = self.marks.hit(at + 1, bits::HEDGE).filter(|_| at > start && self.words.is(at, ','))?;
        let verb = self.marks.hits(at + 1..at + 2).any(|h| h.sense == Sense::Verb);
        (!verb && hit.end < end && self.words.is(hit.end, ',')).then_some(hit.end + 1)
    }

    fn parts_clauses(&self, at: usize, end: usize) -> bool {
        let word = &self.words.list[at];
        let spaced_after = at + 1 >= end || self.words.list[at + 1].spaced || self.quote_at(at + 1).is_some();
        match word.first {
            ',' | ';' | '(' | ')' | '•' | '|' | '!' | '?' | '…' => true,
            ':' => spaced_after,
            '—' | '–' | '-' => word.spaced && spaced_after,
            '.' => spaced_after && at + 1 < end && self.words.list[at + 1].new_sentence,
            _ => false,
        }
    }

    /// Whether a stretch says something: a verb, an event, a denial, a quotation.
    pub(super) fn has_content(&self, range: Range<usize>) -> bool {
        self.marks.any(range.clone(), bits::VERB | bits::EVENT | bits::NEG)
            || range.clone().any(|at| self.quote_at(at).is_some())
    }
}
