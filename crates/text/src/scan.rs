//! Cuts a text into words, digit runs and single signs, folded for table look-up, and matches tables of phrases on them.
//!
//! Shared by times and figures. A linear pass: the input's length bounds the work, whatever the input is.

use std::collections::HashMap;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A run of letters, apostrophes inside it included.
    Word,
    /// A run of ASCII digits and its value; nothing where the run is longer than 15 digits.
    Digits(Option<u64>),
    /// Any other sign.
    Sign(char),
}

/// One token with its place in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub kind: Kind,
    /// Byte range in the text.
    pub start: usize,
    pub end: usize,
    /// White space stands before it.
    pub spaced: bool,
    /// A line break stands before it.
    pub new_line: bool,
    /// The word begins with a capital letter.
    pub capital: bool,
    /// Its first two letters are capitals.
    pub abbreviation: bool,
    fold: (u32, u32),
}

impl Token {
    /// The value of a digit run.
    pub fn number(&self) -> Option<u64> {
        match self.kind {
            Kind::Digits(value) => value,
            _ => None,
        }
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether it is this sign.
    pub fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// The tokens of one stretch of text.
#[derive(Default)]
pub(crate) struct Scan {
    pub tokens: Vec<Token>,
    folded: String,
}

impl Scan {
    /// Cuts `text`; byte positions in the tokens count from `text`'s first byte plus `offset`.
    pub fn of(text: &str, offset: usize) -> Self {
        let mut scan =
            Self { tokens: Vec::with_capacity(text.len() / 5 + 1), folded: String::with_capacity(text.len()) };
        let mut chars = text.char_indices().peekable();
        let (mut spaced, mut new_line) = (true, true);
        while let Some((at, c)) = chars.next() {
            if c.is_whitespace() || is_invisible(c) {
                spaced = true;
                new_line |= c == '\n';
                continue;
            }
            let from = scan.folded.len();
            let mut end = at + c.len_utf8();
            let mut capitals = u8::from(c.is_uppercase());
            let kind = if c.is_ascii_digit() {
                let mut value = Some(u64::from(c as u8 - b'0'));
                while let Some(&(next, d)) = chars.peek()
                    && d.is_ascii_digit()
                {
                    end = next + 1;
                    value = value.filter(|_| end - at <= 15).map(|v| v * 10 + u64::from(d as u8 - b'0'));
                    chars.next();
                }
                Kind::Digits(value)
            } else if c.is_alphabetic() {
                fold_into(&mut scan.folded, c);
                while let Some(&(next, d)) = chars.peek() {
                    let joins = is_apostrophe(d) && text[next + d.len_utf8()..].starts_with(char::is_alphabetic);
                    if !(d.is_alphabetic() || joins || is_mark(d)) {
                        break;
                    }
                    fold_into(&mut scan.folded, d);
                    if capitals == 1 && d.is_uppercase() && next == at + c.len_utf8() {
                        capitals = 2;
                    }
                    end = next + d.len_utf8();
                    chars.next();
                }
                Kind::Word
            } else {
                Kind::Sign(c)
            };
            scan.tokens.push(Token {
                kind,
                start: offset + at,
                end: offset + end,
                spaced,
                new_line,
                capital: c.is_uppercase(),
                abbreviation: capitals == 2,
                fold: (from as u32, scan.folded.len() as u32),
            });
            (spaced, new_line) = (false, false);
        }
        scan
    }

    /// The folded letters of a word; empty for anything else and past the end.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &self.folded[t.fold.0 as usize..t.fold.1 as usize])
    }
}

/// Cuts a text into stretches of at most `limit` bytes (a little more where a character crosses), at the last line
/// break or else space before the limit, with the byte at which each begins.
pub(crate) fn stretches(text: &str, limit: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        if rest.is_empty() {
            return None;
        }
        let mut end = rest.len();
        if end > limit {
            let mut cut = limit;
            while !rest.is_char_boundary(cut) {
                cut += 1;
            }
            let head = &rest[..cut];
            end = head.rfind('\n').or_else(|| head.rfind(' ')).map_or(cut, |space| space + 1);
        }
        let start = at;
        at += end;
        Some((start, &rest[..end]))
    })
}

/// Lower case, ё as е, one apostrophe, composed й and ї, no stress marks.
fn fold_into(out: &mut String, c: char) {
    match c {
        'ё' | 'Ё' => out.push('е'),
        _ if is_apostrophe(c) => out.push('\''),
        '\u{306}' if out.ends_with('и') => replace_last(out, 'й'),
        '\u{308}' if out.ends_with('і') => replace_last(out, 'ї'),
        _ if is_mark(c) => {}
        _ => out.extend(c.to_lowercase()),
    }
}

fn replace_last(out: &mut String, c: char) {
    out.pop();
    out.push(c);
}

/// Apostrophes as they are typed in Ukrainian and English.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '‘' | '＇')
}

/// Combining marks: stress marks and the parts of decomposed letters.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Signs without width that can stand between words.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Phrases of one language and what each means. A word may begin several.
pub(crate) struct Phrases<S> {
    by_first: HashMap<Box<str>, Vec<Phrase<S>>>,
    /// Phrases whose first word is a stem, by that stem.
    by_stem: HashMap<Box<str>, Vec<Phrase<S>>>,
    /// The lengths of those stems in bytes, longest first.
    stem_lengths: Vec<usize>,
}

struct Phrase<S> {
    /// The tokens after the first: folded words, digits and signs as written; `*` at the end makes a stem.
    rest: Box<[Box<str>]>,
    sense: S,
}

impl<S: Copy + PartialEq> Phrases<S> {
    /// Compiles rows of a sense and its spellings, separated by `|`; a word that ends in `*` is met with any ending. A
    /// spelling with Polish letters is also met without their marks.
    pub fn new(rows: &[(S, &str)]) -> Self {
        Self::of(&[rows])
    }

    /// The same of several tables.
    pub fn of(tables: &[&[(S, &str)]]) -> Self {
        let mut table = Self { by_first: HashMap::new(), by_stem: HashMap::new(), stem_lengths: Vec::new() };
        for (sense, spellings) in tables.iter().copied().flatten() {
            for spelling in spellings.split('|').map(str::trim).filter(|s| !s.is_empty()) {
                table.add(*sense, spelling);
                let plain: String = spelling.chars().map(crate::fold::plain_polish).collect();
                if plain != spelling {
                    table.add(*sense, &plain);
                }
            }
        }
        for phrases in table.by_first.values_mut().chain(table.by_stem.values_mut()) {
            phrases.sort_by_key(|p| std::cmp::Reverse(p.rest.len()));
        }
        table.stem_lengths = table.by_stem.keys().map(|stem| stem.len()).collect();
        table.stem_lengths.sort_unstable_by(|a, b| b.cmp(a));
        table.stem_lengths.dedup();
        table
    }

    fn add(&mut self, sense: S, spelling: &str) {
        let scan = Scan::of(spelling, 0);
        let mut words: Vec<String> = Vec::new();
        for (at, token) in scan.tokens.iter().enumerate() {
            match words.last_mut() {
                Some(word) if token.is('*') && !token.spaced => word.push('*'),
                _ => words.push(surface(&scan, spelling, 0, at).to_owned()),
            }
        }
        let mut words = words.into_iter();
        let Some(first) = words.next() else { return };
        let phrase = Phrase { rest: words.map(Into::into).collect(), sense };
        let phrases: &mut Vec<Phrase<S>> = match first.strip_suffix('*') {
            Some(stem) => self.by_stem.entry(stem.into()).or_default(),
            None => self.by_first.entry(first.into()).or_default(),
        };
        if !phrases.iter().any(|p| p.rest == phrase.rest && p.sense == phrase.sense) {
            phrases.push(phrase);
        }
    }

    /// Every sense that begins at token `at`, with the number of tokens it covers: whole words before stems, longer
    /// phrases first.
    pub fn at<'s>(
        &'s self,
        scan: &'s Scan,
        text: &'s str,
        offset: usize,
        at: usize,
    ) -> impl Iterator<Item = (S, usize)> + 's {
        let token = scan.tokens.get(at);
        let first = token.and_then(|_| self.by_first.get(surface(scan, text, offset, at)));
        let word = if self.by_stem.is_empty() { "" } else { scan.word(at) };
        let stems = self.stem_lengths.iter().filter_map(move |&len| self.by_stem.get(word.get(..len)?));
        first.into_iter().chain(stems).flatten().filter_map(move |phrase| {
            let fits = phrase.rest.iter().enumerate().all(|(n, wanted)| {
                let at = at + 1 + n;
                scan.tokens.get(at).is_some() && {
                    let is = surface(scan, text, offset, at);
                    wanted.strip_suffix('*').map_or(is == &**wanted, |stem| is.starts_with(stem))
                }
            });
            fits.then_some((phrase.sense, phrase.rest.len() + 1))
        })
    }
}

/// The senses of every token of a stretch in one language, looked up once.
pub(crate) struct Senses<S> {
    /// First and last-but-one place of each token's senses in `all`.
    ranges: Vec<(u32, u32)>,
    all: Vec<(S, usize)>,
}

impl<S: Copy + PartialEq> Senses<S> {
    /// Looks up every token.
    pub fn of(table: &Phrases<S>, scan: &Scan, text: &str, offset: usize) -> Self {
        let mut senses = Self { ranges: Vec::with_capacity(scan.tokens.len()), all: Vec::new() };
        for at in 0..scan.tokens.len() {
            let from = senses.all.len() as u32;
            senses.all.extend(table.at(scan, text, offset, at));
            senses.ranges.push((from, senses.all.len() as u32));
        }
        senses
    }

    /// Every sense that begins at a token, with the number of tokens it covers.
    pub fn at(&self, at: usize) -> &[(S, usize)] {
        self.ranges.get(at).map_or(&[], |&(from, to)| &self.all[from as usize..to as usize])
    }
}

/// A token as tables write it: a word folded, anything else as in the text.
fn surface<'s>(scan: &'s Scan, text: &'s str, offset: usize, at: usize) -> &'s str {
    let token = &scan.tokens[at];
    if token.kind == Kind::Word { scan.word(at) } else { &text[token.start - offset..token.end - offset] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_digits_and_signs_are_cut_apart_and_folded() {
        let text = "П’ятниця, 14-го\nЁлка й\u{301}";
        let scan = Scan::of(text, 0);
        let seen: Vec<_> = (0..scan.tokens.len()).map(|i| surface(&scan, text, 0, i)).collect();
        assert_eq!(seen, ["п'ятниця", ",", "14", "-", "го", "елка", "й"]);
        assert!(scan.tokens[5].new_line && !scan.tokens[4].new_line);
        assert_eq!(scan.tokens[2].number(), Some(14));
    }

    #[test]
    fn a_digit_run_too_long_to_count_has_no_value() {
        let scan = Scan::of(&"9".repeat(40), 0);
        assert_eq!(scan.tokens.len(), 1);
        assert_eq!(scan.tokens[0].number(), None);
    }

    #[test]
    fn the_longest_phrase_comes_first_and_unmarked_polish_is_met() {
        let table = Phrases::new(&[(1, "day|day before yesterday"), (2, "piątek")]);
        let text = "Day before yesterday";
        let scan = Scan::of(text, 0);
        assert_eq!(table.at(&scan, text, 0, 0).collect::<Vec<_>>(), [(1, 3), (1, 1)]);
        let scan = Scan::of("piatek", 0);
        assert_eq!(table.at(&scan, "piatek", 0, 0).count(), 1);
    }
}
