//! Folding: the one form in which texts are compared and searched. NFC, lower case, ё→е, ł→l, one apostrophe, no stress
//! marks, no invisible characters, homoglyphs read as the letters they imitate. Words and stems are left to others.
//!
//! Every place in folded text leads back to the original through [`Folded::span`] and [`Folded::bytes`].

mod letters;
mod oddities;
mod offsets;

use std::ops::Range;

use model::Span;
use unicode_normalization::{IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick};

pub use letters::{Script, script};
pub use oddities::{Oddity, OddityKind, oddities};

pub(crate) use letters::plain_polish;
use letters::{apostrophe, homoglyph, invisible};
use offsets::Offsets;

/// What folding may do beyond the fixed rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Also drop the marks of Polish letters (ą→a, ć→c, ż→z …). `ł` always becomes `l`.
    pub plain_polish: bool,
}

/// A folded text with the way back to the original.
#[derive(Clone, Debug)]
pub struct Folded {
    text: String,
    offsets: Offsets,
}

impl Folded {
    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The original's code points that became `bytes` of the folded text. Ends are moved down to character boundaries.
    pub fn span(&self, bytes: Range<usize>) -> Span {
        let start = self.offsets.original(&self.text, bytes.start).chars;
        Span { start, end: self.offsets.original(&self.text, bytes.end).chars.max(start) }
    }

    /// The original's bytes that became `bytes` of the folded text: always on character boundaries of the original.
    pub fn bytes(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.offsets.original(&self.text, bytes.start).bytes;
        start..self.offsets.original(&self.text, bytes.end).bytes.max(start)
    }
}

/// Folds a text with the fixed rules.
pub fn fold(text: &str) -> String {
    fold_with(text, Options::default())
}

/// Folds a text.
pub fn fold_with(text: &str, options: Options) -> String {
    let mut folder = Folder::new(options, text.len(), None);
    folder.run(text);
    folder.out
}

/// Folds a text and keeps the way back. Costs about 24 bytes for every 64 characters of text.
pub fn fold_mapped(text: &str, options: Options) -> Folded {
    let mut folder = Folder::new(options, text.len(), Some(Offsets::default()));
    folder.run(text);
    Folded { text: folder.out, offsets: folder.offsets.unwrap_or_default() }
}

/// One pass over a text. `word` is where the current word starts in `out`, so that it can be repaired once its scripts
/// are known.
struct Folder {
    options: Options,
    out: String,
    offsets: Option<Offsets>,
    read_bytes: usize,
    read_chars: usize,
    out_chars: usize,
    word: usize,
    latin: bool,
    cyrillic: bool,
}

impl Folder {
    fn new(options: Options, len: usize, offsets: Option<Offsets>) -> Self {
        Self {
            options,
            out: String::with_capacity(len),
            offsets,
            read_bytes: 0,
            read_chars: 0,
            out_chars: 0,
            word: 0,
            latin: false,
            cyrillic: false,
        }
    }

    fn run(&mut self, text: &str) {
        let bytes = text.as_bytes();
        while self.read_bytes < bytes.len() {
            let first = bytes[self.read_bytes];
            if first < 0x80 {
                // A combining mark may follow: the character is then part of a cluster.
                let marked = bytes.get(self.read_bytes + 1).is_some_and(|&b| (0xCC..=0xCD).contains(&b));
                if !marked {
                    if !self.ascii_run(text) {
                        self.ascii(first);
                    }
                    continue;
                }
            }
            let rest = &text[self.read_bytes..];
            let Some(ch) = rest.chars().next() else { break };
            let next = rest.as_bytes()[ch.len_utf8()..].first().copied().unwrap_or(0);
            // Cyrillic and Latin-1 to Latin Extended-A followed by no combining mark: the common case.
            let plain = matches!(ch, '\u{A0}'..='\u{17F}' | '\u{400}'..='\u{45F}' | '\u{490}' | '\u{491}');
            if plain && !matches!(next, 0xCC..0xD0 | 0xE2..) {
                self.character(ch, ch.len_utf8(), 1);
            } else {
                self.cluster(rest);
            }
        }
        self.end_word();
        if let Some(offsets) = &mut self.offsets {
            offsets.mark(self.out.len(), self.read_bytes, self.read_chars);
        }
    }

    /// Takes the plain letters and digits that stand here at once, but for the last, on which a mark may stand.
    fn ascii_run(&mut self, text: &str) -> bool {
        let rest = &text.as_bytes()[self.read_bytes..];
        let limit = rest.len().min(offsets::STRIDE);
        let run = rest[..limit].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if run < 3 {
            return false;
        }
        let taken = run - 1;
        let start = self.out.len();
        self.out.push_str(&text[self.read_bytes..self.read_bytes + taken]);
        self.out[start..].make_ascii_lowercase();
        self.latin |= rest[..taken].iter().any(u8::is_ascii_alphabetic);
        let stride = self.out_chars / offsets::STRIDE;
        self.out_chars += taken;
        self.read_bytes += taken;
        self.read_chars += taken;
        if let Some(offsets) = &mut self.offsets
            && self.out_chars / offsets::STRIDE != stride
        {
            offsets.mark(self.out.len(), self.read_bytes, self.read_chars);
        }
        true
    }

    fn ascii(&mut self, byte: u8) {
        if byte.is_ascii_alphabetic() {
            self.latin = true;
            self.put(byte.to_ascii_lowercase() as char, 1, 1);
        } else {
            let apostrophe = byte == b'`' || byte == b'\'';
            if !apostrophe {
                self.end_word();
            }
            self.put(if apostrophe { '\'' } else { byte as char }, 1, 1);
            if !apostrophe {
                self.word = self.out.len();
            }
        }
    }

    /// One base character with the marks on it, or a lone character outside the common ranges: put into NFC first.
    fn cluster(&mut self, rest: &str) {
        let mut end = 0;
        let mut chars = 0;
        for ch in rest.chars() {
            let mark = canonical_combining_class(ch) != 0;
            // More marks than any writing uses are cut into pieces, so that a pile of a million costs no more.
            if chars > 0 && (!mark && !joins(ch) || chars >= 32) {
                break;
            }
            end += ch.len_utf8();
            chars += 1;
        }
        let cluster = &rest[..end];
        let mut pending = (end, chars);
        let mut fold_all = |folder: &mut Self, composed: &mut dyn Iterator<Item = char>| {
            let mut base = '\0';
            for ch in composed {
                // A stress mark on a Cyrillic letter says how to speak it, not which letter it is.
                if ch == '\u{301}' || ch == '\u{300}' && script(base) == Script::Cyrillic {
                    continue;
                }
                base = ch;
                let (bytes, chars) = std::mem::take(&mut pending);
                folder.character(ch, bytes, chars);
            }
        };
        if is_nfc_quick(cluster.chars()) == IsNormalized::Yes {
            fold_all(self, &mut cluster.chars());
        } else {
            fold_all(self, &mut cluster.nfc());
        }
        if pending.1 > 0 {
            self.skip(pending.0, pending.1);
        }
    }

    /// One character in NFC that stands for `bytes` and `chars` of the original.
    fn character(&mut self, ch: char, bytes: usize, chars: usize) {
        if invisible(ch) {
            return self.skip(bytes, chars);
        }
        let lower = match ch {
            'а'..='я' => ch,
            'А'..='Я' => char::from_u32(ch as u32 + 32).unwrap_or(ch),
            'Ё' | 'ё' => 'е',
            'Ł' | 'ł' => 'l',
            '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
            _ if apostrophe(ch) => '\'',
            _ => {
                let mut lower = ch.to_lowercase();
                // The only letter with two lower-case characters is İ, whose second is a mark.
                lower.next().unwrap_or(ch)
            }
        };
        let lower = if self.options.plain_polish { plain_polish(lower) } else { lower };
        match script(lower) {
            Script::Latin => self.latin = true,
            Script::Cyrillic => self.cyrillic = true,
            _ if lower == '\'' || lower.is_alphanumeric() => {}
            _ => {
                self.end_word();
                self.put(lower, bytes, chars);
                self.word = self.out.len();
                return;
            }
        }
        self.put(lower, bytes, chars);
    }

    fn put(&mut self, ch: char, bytes: usize, chars: usize) {
        self.out.push(ch);
        self.out_chars += 1;
        self.read_bytes += bytes;
        self.read_chars += chars;
        if let Some(offsets) = &mut self.offsets
            && (chars != 1 || bytes != ch.len_utf8() || self.out_chars.is_multiple_of(offsets::STRIDE))
        {
            offsets.mark(self.out.len(), self.read_bytes, self.read_chars);
        }
    }

    fn skip(&mut self, bytes: usize, chars: usize) {
        self.read_bytes += bytes;
        self.read_chars += chars;
        if let Some(offsets) = &mut self.offsets {
            offsets.mark(self.out.len(), self.read_bytes, self.read_chars);
        }
    }

    /// Repairs a word that imitates one script with letters of the other. Rare, so it may rewrite the word.
    fn end_word(&mut self) {
        if self.latin && self.cyrillic {
            let word = &self.out[self.word..];
            if let Some(repaired) = homoglyph::repair(word) {
                if let Some(offsets) = &mut self.offsets {
                    offsets.rewrite(&self.out, self.word, &repaired);
                }
                self.out.truncate(self.word);
                self.out.push_str(&repaired);
            }
        }
        self.latin = false;
        self.cyrillic = false;
    }
}

/// Characters that join the cluster before them although they are no combining marks (Hangul vowels and tails).
fn joins(ch: char) -> bool {
    matches!(ch, '\u{1160}'..='\u{11FF}')
}

#[cfg(test)]
mod tests;
