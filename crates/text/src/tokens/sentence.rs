//! Sentences and paragraphs as stretches of the text.
//!
//! A sentence ends at `.`, `!`, `?` or `…` before white space, except after abbreviations and initials, and at line ends
//! that are not mere wrapping. None is longer than 10,000 code points.

use std::ops::Range;

use model::Span;

use super::class::Class;

/// A sentence or paragraph without the white space around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where, in bytes of the text.
    pub bytes: Range<usize>,
    /// Where, in code points of the text.
    pub span: Span,
}

impl Stretch {
    /// The stretch as written.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.bytes.clone()]
    }
}

/// No sentence is longer than this many code points: a longer one is cut, at a space where there is one.
const LONGEST_SENTENCE: usize = 10_000;
/// A line at least this long that goes on in the next line may be wrapped text; shorter lines are lines on purpose.
const WRAPPED: Range<usize> = 55..160;

/// Abbreviations after which a full stop does not end a sentence, in four languages, lower case, without the stop.
const ABBREVIATIONS: [&str; 4] = [
    "mr mrs ms dr prof st gen col lt sgt capt maj gov sen rep no vs approx jan feb mar apr jun jul aug sep sept oct nov \
     dec inc ltd e.g i.e u.s u.k",
    "вул просп бул пров пл обл р-н смт м с буд кв тис млн млрд грн напр ім див ст рр хв год сек п проф акад ген полк св о",
    "ул пр пер г д пос пгт тыс руб коп им см гг в вв мин ч н т стр корп чел зам др",
    "ul al pl os woj pow gm godz min tys mln mld zł płk mjr kpt por św im m.in np ok tzw tzn",
];

/// The sentences of a text, in order. Together they hold every visible character.
pub fn sentences(text: &str) -> impl Iterator<Item = Stretch> + '_ {
    Cut { text, at: 0, chars: 0, end_of: end_of_sentence }
}

/// The paragraphs of a text: what stands between empty lines.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Stretch> + '_ {
    Cut { text, at: 0, chars: 0, end_of: end_of_paragraph }
}

/// Cuts a text with a function that says how many bytes the stretch at the start of a rest has.
struct Cut<'t> {
    text: &'t str,
    at: usize,
    chars: usize,
    end_of: fn(&str) -> usize,
}

impl Iterator for Cut<'_> {
    type Item = Stretch;

    fn next(&mut self) -> Option<Stretch> {
        loop {
            let rest = &self.text[self.at..];
            let lead = rest.len() - rest.trim_start().len();
            self.chars += rest[..lead].chars().count();
            self.at += lead;
            let rest = &rest[lead..];
            if rest.is_empty() {
                return None;
            }
            let end = (self.end_of)(rest);
            let shown = rest[..end].trim_end();
            let chars = shown.chars().count();
            let found = Stretch {
                bytes: self.at..self.at + shown.len(),
                span: Span { start: self.chars, end: self.chars + chars },
            };
            self.at += end;
            self.chars += chars + rest[shown.len()..end].chars().count();
            if !shown.is_empty() {
                return Some(found);
            }
        }
    }
}

fn end_of_paragraph(rest: &str) -> usize {
    let mut from = 0;
    while let Some(line) = rest[from..].find('\n') {
        let after = from + line + 1;
        let blank = rest[after..].find(|ch: char| !matches!(ch, ' ' | '\t' | '\r' | '\u{A0}' | '\u{200B}'));
        if blank.is_none_or(|len| rest[after + len..].starts_with('\n')) {
            return after;
        }
        from = after;
    }
    rest.len()
}

fn end_of_sentence(rest: &str) -> usize {
    let mut line_chars = 0;
    let mut last_space = 0;
    let mut seen = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, ch)) = chars.next() {
        seen += 1;
        if seen > LONGEST_SENTENCE {
            return if last_space > 0 { last_space } else { at };
        }
        if ch == '\n' {
            if line_ends_sentence(&rest[at + 1..], line_chars) {
                return at + 1;
            }
            line_chars = 0;
            last_space = at;
            continue;
        }
        line_chars += 1;
        if ch.is_whitespace() {
            last_space = at;
        }
        if !matches!(ch, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = at + ch.len_utf8();
        let mut strong = ch != '.';
        // Further stops, and closing quotes and brackets, belong to the sentence.
        while let Some(&(next_at, next)) = chars.peek() {
            let stop = matches!(next, '.' | '!' | '?' | '…');
            if !stop && !matches!(next, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']') {
                break;
            }
            strong |= matches!(next, '!' | '?');
            end = next_at + next.len_utf8();
            chars.next();
            seen += 1;
            line_chars += 1;
        }
        let closes = end > at + ch.len_utf8();
        if ends_sentence(&rest[..at], &rest[end..], strong, closes) {
            return end;
        }
    }
    rest.len()
}

/// Whether the stop between `before` and `after` ends a sentence.
fn ends_sentence(before: &str, after: &str, strong: bool, closes: bool) -> bool {
    let Some(next) = after.chars().next() else { return true };
    if Class::of(next) == Class::Emoji {
        return true;
    }
    if !next.is_whitespace() {
        return false;
    }
    let follower =
        after.trim_start().chars().find(|ch| !matches!(ch, '"' | '«' | '“' | '„' | '(' | '—' | '–' | '-' | ' '));
    // A sentence does not start in lower case, except after ! and ?, where posts are careless.
    if follower.is_some_and(char::is_lowercase) {
        return false;
    }
    if strong || closes {
        return true;
    }
    let word_start = before
        .rfind(|ch: char| !ch.is_alphanumeric() && ch != '.' && ch != '-')
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[word_start..];
    let mut letters = word.chars();
    let first = letters.next();
    // An initial: one capital letter ("В. Петренко"), or a chain of them.
    if first.is_some_and(char::is_uppercase) && (letters.next().is_none() || word.contains('.')) {
        return false;
    }
    if word.len() > 16 || word.is_empty() {
        return true;
    }
    let word = word.to_lowercase();
    !ABBREVIATIONS.iter().any(|language| language.split(' ').any(|known| known == word))
}

/// Whether a line end is more than wrapping. `next_lines` is what follows it, `length` the line's code points.
fn line_ends_sentence(next_lines: &str, length: usize) -> bool {
    if !WRAPPED.contains(&length) {
        return true;
    }
    let Some(next) = next_lines.chars().next() else { return true };
    match Class::of(next) {
        Class::Letter | Class::Digit => false,
        _ => !matches!(next, '«' | '"' | '“' | '„' | '('),
    }
}
