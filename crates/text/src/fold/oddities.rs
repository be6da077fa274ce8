//! Tricks with characters: words that imitate one script with another's letters, invisible characters inside words, and
//! controls that turn the reading direction. Reported as spans; what they mean is left to the reader.

use model::Span;
use serde::{Deserialize, Serialize};

use super::letters::{Script, homoglyph, invisible, script};

/// What is odd about a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OddityKind {
    /// A word of one script with look-alike letters of the other.
    Homoglyph,
    /// A word with Latin and Cyrillic letters that no exchange of look-alikes explains.
    MixedScript,
    /// An invisible character between two letters or digits.
    Invisible,
    /// A control that overrides or embeds a reading direction: what is seen may not be what is stored.
    Direction,
}

/// One odd stretch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oddity {
    /// Where, in code points of the text.
    pub span: Span,
    /// What kind of trick it looks like.
    pub kind: OddityKind,
    /// The stretch as stored.
    pub text: String,
    /// What a reader sees: the word in one script, or without the invisible characters. Lower case for homoglyphs.
    pub reads_as: Option<String>,
}

/// Words longer than this are reported with their first characters only, so that a hostile line stays bounded.
const LONGEST_WORD: usize = 200;
/// At most so many oddities are listed.
const MOST: usize = 10_000;

/// Lists odd stretches in the order of the text: at most 10,000, each of at most 200 characters.
pub fn oddities(text: &str) -> Vec<Oddity> {
    let mut found = Vec::new();
    let mut word = Word::default();
    for (index, (at, ch)) in text.char_indices().enumerate() {
        if found.len() >= MOST {
            return found;
        }
        if direction(ch) {
            let span = Span { start: index, end: index + 1 };
            found.push(Oddity { span, kind: OddityKind::Direction, text: ch.to_string(), reads_as: None });
        }
        let hidden = invisible(ch) && !emoji_part(ch);
        if ch.is_alphanumeric() || hidden && word.chars > 0 {
            word.take(index, at, ch, hidden);
        } else {
            word.close(text, &mut found);
        }
    }
    word.close(text, &mut found);
    found
}

/// Overrides, embeddings and isolates; plain marks (U+200E, U+200F) are ordinary in right-to-left text.
fn direction(ch: char) -> bool {
    matches!(ch, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters that emoji and several scripts need between letters; a soft hyphen is typesetting, not a trick.
fn emoji_part(ch: char) -> bool {
    matches!(ch, '\u{200C}' | '\u{AD}' | '\u{FE00}'..='\u{FE0F}')
}

/// The word being read.
#[derive(Default)]
struct Word {
    start: usize,
    start_byte: usize,
    end: usize,
    end_byte: usize,
    chars: usize,
    latin: bool,
    cyrillic: bool,
    hidden_inside: bool,
    hidden_pending: bool,
}

impl Word {
    fn take(&mut self, index: usize, at: usize, ch: char, hidden: bool) {
        if self.chars == 0 {
            (self.start, self.start_byte) = (index, at);
        }
        self.chars += 1;
        if hidden {
            self.hidden_pending = true;
            return;
        }
        self.hidden_inside |= self.hidden_pending;
        self.hidden_pending = false;
        (self.end, self.end_byte) = (index + 1, at + ch.len_utf8());
        match script(ch) {
            Script::Latin => self.latin = true,
            Script::Cyrillic => self.cyrillic = true,
            _ => {}
        }
    }

    fn close(&mut self, text: &str, found: &mut Vec<Oddity>) {
        let word = std::mem::take(self);
        let mixed = word.latin && word.cyrillic;
        if !(word.hidden_inside || mixed) {
            return;
        }
        let whole = &text[word.start_byte..word.end_byte];
        let cut = whole.char_indices().nth(LONGEST_WORD).map_or(whole.len(), |(at, _)| at);
        let seen = &whole[..cut];
        let span = Span { start: word.start, end: word.end.min(word.start + LONGEST_WORD) };
        let visible: String = seen.chars().filter(|&ch| !invisible(ch)).collect();
        if word.hidden_inside {
            let reads_as = Some(visible.clone());
            found.push(Oddity { span, kind: OddityKind::Invisible, text: seen.to_owned(), reads_as });
        }
        if mixed {
            let reads_as = homoglyph::repair(&visible.to_lowercase());
            let kind = if reads_as.is_some() { OddityKind::Homoglyph } else { OddityKind::MixedScript };
            found.push(Oddity { span, kind, text: seen.to_owned(), reads_as });
        }
    }
}
