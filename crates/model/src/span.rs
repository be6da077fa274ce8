//! A stretch of a decoded text, in Unicode code points.

use serde::{Deserialize, Serialize};

/// `start..end` in Unicode code points (not bytes) of a decoded text whose SHA-256 the document states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First code point of the stretch.
    pub start: usize,
    /// One past its last code point.
    pub end: usize,
}

impl Span {
    /// Turns a byte range of `text` into code points. Both ends must lie on character boundaries.
    pub fn of_bytes(text: &str, bytes: std::ops::Range<usize>) -> Self {
        let start = text[..bytes.start].chars().count();
        Self { start, end: start + text[bytes].chars().count() }
    }

    /// The stretch itself, or nothing where the span lies outside `text`.
    pub fn of<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let start = offsets.by_ref().nth(self.start)?;
        let end = if self.end == self.start { start } else { offsets.nth(self.end.checked_sub(self.start + 1)?)? };
        Some(&text[start..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_code_points_and_give_back_the_words() {
        let text = "У Харкові 🙂 тихо";
        let at = text.find("тихо").unwrap();
        let span = Span::of_bytes(text, at..text.len());
        assert_eq!((span.start, span.end), (12, 16));
        assert_eq!(span.of(text), Some("тихо"));
        assert_eq!(Span { start: 12, end: 17 }.of(text), None);
        assert_eq!(Span { start: 3, end: 3 }.of(text), Some(""));
    }
}
