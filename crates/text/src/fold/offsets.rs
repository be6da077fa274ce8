//! The way back from folded to original offsets: marks at every place where the two stop running in step.
//!
//! Between two marks each folded character is one original character of as many bytes, so a lookup is a binary search
//! and a short walk.

/// A mark is kept at least every so many characters, so that a walk stays short.
pub(super) const STRIDE: usize = 64;

/// The same place in the folded and in the original text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Mark {
    folded_bytes: usize,
    original_bytes: usize,
    original_chars: usize,
}

/// A place in the original text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) bytes: usize,
    pub(super) chars: usize,
}

/// Marks in rising order. The start of both texts is the first mark without being kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Offsets {
    marks: Vec<Mark>,
}

impl Offsets {
    /// Notes that the texts are at the same place. A second mark at one folded place replaces the first, so that what was
    /// dropped belongs to the character before it.
    pub(super) fn mark(&mut self, folded_bytes: usize, original_bytes: usize, original_chars: usize) {
        let mark = Mark { folded_bytes, original_bytes, original_chars };
        match self.marks.last_mut() {
            Some(last) if last.folded_bytes == folded_bytes => *last = mark,
            _ => self.marks.push(mark),
        }
    }

    /// The place of the original that `at` of the folded text came from. `at` is moved down to a character boundary.
    pub(super) fn original(&self, folded: &str, at: usize) -> Place {
        let at = folded.floor_char_boundary(at);
        let after = self.marks.partition_point(|mark| mark.folded_bytes <= at);
        let mark = after.checked_sub(1).map_or_else(Mark::default, |index| self.marks[index]);
        let walked = &folded[mark.folded_bytes..at];
        Place { bytes: mark.original_bytes + walked.len(), chars: mark.original_chars + walked.chars().count() }
    }

    /// Re-marks the word at the end of `folded` (from `word` on) for a form with as many characters of other lengths.
    pub(super) fn rewrite(&mut self, folded: &str, word: usize, repaired: &str) {
        let ends = folded[word..].char_indices().map(|(at, ch)| word + at + ch.len_utf8());
        let places: Vec<Place> = ends.map(|end| self.original(folded, end)).collect();
        let keep = self.marks.partition_point(|mark| mark.folded_bytes <= word);
        self.marks.truncate(keep);
        for ((at, ch), place) in repaired.char_indices().zip(places) {
            self.mark(word + at + ch.len_utf8(), place.bytes, place.chars);
        }
    }
}
