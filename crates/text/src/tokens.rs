//! Cuts text into tokens (words, numbers, hashtags, handles, links, emoji, signs), sentences and paragraphs.
//!
//! Everything is an iterator with constant memory over the text as it is (not folded), so a line of 100 MB costs its own
//! length and no more. What the tokens mean is left to others.

mod class;
mod emoji;
mod link;
mod sentence;

use std::ops::Range;

use model::Span;

pub use sentence::{Stretch, paragraphs, sentences};

use class::Class;

/// What kind of token this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters with their marks; apostrophes and hyphens inside belong to the word (`п'ять`, `Івано-Франківськ`).
    Word,
    /// Digits with `.`, `,`, no-break or thin spaces between them (`2,000`, `3.5`, `10 000` with a no-break space).
    Number,
    /// `#` and the letters, digits and underscores after it.
    Hashtag,
    /// `@` and the letters, digits, underscores and dots after it.
    Handle,
    /// A link with or without its scheme.
    Url,
    /// An e-mail address.
    Email,
    /// One emoji with its modifiers and joined parts, or one flag.
    Emoji,
    /// Any other visible character, one by one.
    Sign,
}

/// One token. White space and invisible characters are between tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where, in bytes of the text.
    pub bytes: Range<usize>,
    /// Where, in code points of the text.
    pub span: Span,
}

impl Token {
    /// The token as written.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.bytes.clone()]
    }
}

/// The tokens of a text, in order.
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0, chars: 0 }
}

/// Iterator over the tokens of a text.
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
    chars: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let rest = &self.text[self.at..];
            let first = rest.chars().next()?;
            let class = Class::of(first);
            if matches!(class, Class::Space | Class::Hidden) {
                self.at += first.len_utf8();
                self.chars += 1;
                continue;
            }
            let (kind, len) = token(rest, first, class);
            let chars = if len == first.len_utf8() { 1 } else { rest[..len].chars().count() };
            let found = Token {
                kind,
                bytes: self.at..self.at + len,
                span: Span { start: self.chars, end: self.chars + chars },
            };
            self.at += len;
            self.chars += chars;
            return Some(found);
        }
    }
}

/// Kind and length in bytes of the token at the start of `rest`, which begins with neither space nor hidden character.
fn token(rest: &str, first: char, class: Class) -> (TokenKind, usize) {
    match class {
        Class::Letter => {
            if first.is_ascii_alphanumeric()
                && let Some(found) = link::starting(rest)
            {
                return found;
            }
            (TokenKind::Word, word(rest))
        }
        Class::Digit => match link::starting(rest) {
            Some(found) if first.is_ascii() => found,
            _ => (TokenKind::Number, number(rest)),
        },
        Class::Emoji => (TokenKind::Emoji, emoji::len(rest)),
        Class::Sign if first == '#' || first == '@' => {
            let tail = name(&rest[1..], first == '@');
            match (tail, first) {
                (0, _) => (TokenKind::Sign, 1),
                (_, '#') => (TokenKind::Hashtag, 1 + tail),
                _ => (TokenKind::Handle, 1 + tail),
            }
        }
        _ => (TokenKind::Sign, first.len_utf8()),
    }
}

/// Length of the word at the start of `rest`.
fn word(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices();
    while let Some((at, ch)) = chars.next() {
        match Class::of(ch) {
            Class::Letter | Class::Mark | Class::Hidden => {}
            // A joiner belongs to the word where a letter follows; a Ukrainian or English word may not end in one.
            Class::Joiner => {
                let next = chars.clone().next().map(|(_, next)| Class::of(next));
                if next != Some(Class::Letter) {
                    break;
                }
            }
            _ => break,
        }
        end = at + ch.len_utf8();
    }
    // Hidden characters at the end belong to what is between words.
    rest[..end].trim_end_matches(|ch| Class::of(ch) == Class::Hidden).len()
}

/// Length of the number at the start of `rest`.
fn number(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices();
    while let Some((at, ch)) = chars.next() {
        let joins = match Class::of(ch) {
            Class::Digit => true,
            _ if ch == '.' || ch == ',' => chars.clone().next().is_some_and(|(_, next)| next.is_numeric()),
            // A no-break or thin space groups digits by three.
            _ if matches!(ch, '\u{A0}' | '\u{2009}' | '\u{202F}') => {
                let mut group = chars.clone().map(|(_, next)| next);
                group.by_ref().take(3).filter(|next| next.is_numeric()).count() == 3
                    && !group.next().is_some_and(char::is_numeric)
            }
            _ => false,
        };
        if !joins {
            break;
        }
        end = at + ch.len_utf8();
    }
    end
}

/// Length of the name after `#` or `@`: a final dot is punctuation.
fn name(rest: &str, dots: bool) -> usize {
    let inside = |ch: char| {
        matches!(Class::of(ch), Class::Letter | Class::Digit | Class::Mark) || ch == '_' || dots && ch == '.'
    };
    let end = rest.find(|ch| !inside(ch)).unwrap_or(rest.len());
    rest[..end].trim_end_matches('.').len()
}

#[cfg(test)]
mod tests;
