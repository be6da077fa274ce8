//! A text as words with what a reader of clauses needs: folded form, line and sentence starts, quotation marks paired.
//!
//! Built once for a text from `tokens` and `fold`; everything that reads clauses works on indices into it.

use std::ops::Range;

use model::Span;

use crate::fold::fold;
use crate::tokens::{TokenKind, sentences, tokens};

/// One token as clause reading sees it.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// What kind of token.
    pub kind: TokenKind,
    /// Where, in bytes.
    pub bytes: Range<usize>,
    /// Where, in code points.
    pub span: Span,
    /// White space stands before it.
    pub spaced: bool,
    /// A line begins with it.
    pub new_line: bool,
    /// A sentence begins with it.
    pub new_sentence: bool,
    /// It begins with a capital letter.
    pub capital: bool,
    /// Its first character.
    pub first: char,
    folded: Range<usize>,
}

impl Word {
    /// Whether it is this sign.
    pub fn is(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign && self.first == sign
    }
}

/// The words of a text.
pub(crate) struct Words<'t> {
    /// The text they come from.
    pub text: &'t str,
    /// The tokens, in order.
    pub list: Vec<Word>,
    folded: String,
}

impl<'t> Words<'t> {
    /// Cuts and folds a text.
    pub fn of(text: &'t str) -> Self {
        let mut words =
            Self { text, list: Vec::with_capacity(text.len() / 6 + 1), folded: String::with_capacity(text.len()) };
        let mut starts = sentences(text).map(|s| s.bytes.start).peekable();
        let mut last_end = 0;
        for token in tokens(text) {
            let written = &text[token.bytes.clone()];
            let gap = &text[last_end..token.bytes.start];
            let mut new_sentence = last_end == 0;
            while starts.peek().is_some_and(|&s| s <= token.bytes.start) {
                starts.next();
                new_sentence = true;
            }
            let from = words.folded.len();
            if token.kind == TokenKind::Word {
                words.folded.push_str(&fold(written));
            }
            let first = written.chars().next().unwrap_or(' ');
            last_end = token.bytes.end;
            words.list.push(Word {
                kind: token.kind,
                spaced: gap.chars().any(char::is_whitespace),
                new_line: from == 0 && words.list.is_empty() || gap.contains('\n'),
                new_sentence,
                capital: first.is_uppercase(),
                first,
                folded: from..words.folded.len(),
                bytes: token.bytes,
                span: token.span,
            });
        }
        words
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The folded letters of a word; empty for any other token and past the end.
    pub fn folded(&self, at: usize) -> &str {
        self.list.get(at).map_or("", |w| &self.folded[w.folded.clone()])
    }

    /// Whether the token is this sign.
    pub fn is(&self, at: usize, sign: char) -> bool {
        self.list.get(at).is_some_and(|w| w.is(sign))
    }

    /// Whether the token is a word in letters.
    pub fn is_word(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|w| w.kind == TokenKind::Word)
    }

    /// The stretch of text from the first token of the range to its last, as written. Empty for an empty range.
    pub fn written(&self, range: Range<usize>) -> &'t str {
        if range.is_empty() {
            return "";
        }
        &self.text[self.list[range.start].bytes.start..self.list[range.end - 1].bytes.end]
    }

    /// The same stretch in code points. The range must not be empty.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span { start: self.list[range.start].span.start, end: self.list[range.end - 1].span.end }
    }

    /// The tokens that lie inside a stretch of code points.
    pub fn inside(&self, span: Span) -> Range<usize> {
        let start = self.list.partition_point(|w| w.span.start < span.start);
        start..self.list.partition_point(|w| w.span.end <= span.end).max(start)
    }

    /// Pairs of quotation marks, outermost only, each closed on its line: `(opening token, closing token)`. A mark that
    /// its line does not close is no quotation.
    pub fn quotations(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut open: Option<(usize, char)> = None;
        for (at, word) in self.list.iter().enumerate() {
            if word.new_line {
                open = None;
            }
            if word.kind != TokenKind::Sign {
                continue;
            }
            match (open, word.first) {
                (None, '“' | '«' | '„' | '"' | '”') => open = Some((at, word.first)),
                (Some((from, '“' | '”')), '”')
                | (Some((from, '«')), '»')
                | (Some((from, '„')), '”' | '“' | '"')
                | (Some((from, '"')), '"') => {
                    pairs.push((from, at));
                    open = None;
                }
                _ => {}
            }
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_fold_their_line_and_their_sentence() {
        let words = Words::of("Ёлка. Ще слово\n\n«так» і „nie”");
        assert_eq!(words.folded(0), "елка");
        let at = |w: &str| (0..words.len()).find(|&i| words.written(i..i + 1) == w).unwrap();
        assert!(words.list[at("Ще")].new_sentence && !words.list[at("слово")].new_sentence);
        assert!(words.list[at("«")].new_line);
        let quoted: Vec<_> = words.quotations().into_iter().map(|(a, b)| words.written(a + 1..b)).collect();
        assert_eq!(quoted, ["так", "nie"]);
    }
}
