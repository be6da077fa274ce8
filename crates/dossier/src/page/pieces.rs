//! A text in pieces: plain stretches, and stretches that were read as a place, a time, a figure or a hedge.

use std::ops::Range;

use super::words::{line, text};
use crate::redact::Marked;

/// One piece of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// `place`, `time`, `figure`, `hedge`; nothing for a plain stretch.
    pub kind: Option<&'static str>,
    pub words: String,
    /// What it was read as.
    pub meaning: String,
}

/// The stretch `range` of a text in pieces. A mark that crosses its border is left plain.
pub(super) fn pieces(words: &str, marks: &[Marked], range: Range<usize>) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = range.start;
    let plain = |from: usize, to: usize| Piece { kind: None, words: text(&words[from..to]), meaning: String::new() };
    for mark in marks.iter().filter(|m| m.range.start >= range.start && m.range.end <= range.end) {
        if mark.range.start > at {
            out.push(plain(at, mark.range.start));
        }
        out.push(Piece {
            kind: Some(mark.kind),
            words: text(&words[mark.range.clone()]),
            meaning: line(&mark.meaning),
        });
        at = mark.range.end;
    }
    if at < range.end {
        out.push(plain(at, range.end));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_a_text_give_the_text_again() {
        let words = "Пожежа в Харкові, 3 поранені";
        let start = words.find("Харкові").unwrap();
        let marks =
            [Marked { range: start..start + "Харкові".len(), kind: "place", meaning: "Kharkiv".to_owned() }];
        let whole = pieces(words, &marks, 0..words.len());
        assert_eq!(whole.iter().map(|p| p.words.as_str()).collect::<String>(), words);
        assert_eq!(whole.iter().map(|p| p.kind).collect::<Vec<_>>(), [None, Some("place"), None]);
        // Cut inside the mark: plain on both sides.
        let cut = start + "Хар".len();
        let both = [pieces(words, &marks, 0..cut), pieces(words, &marks, cut..words.len())].concat_words();
        assert_eq!(both, words);
    }

    trait Words {
        fn concat_words(&self) -> String;
    }

    impl Words for [Vec<Piece>; 2] {
        fn concat_words(&self) -> String {
            self.iter().flatten().map(|p| p.words.as_str()).collect()
        }
    }
}
