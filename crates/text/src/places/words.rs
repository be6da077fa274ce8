//! The words of a text as the place finder sees them: hyphenated words apart, possessives off, with what stands before.
//!
//! Built on [`crate::tokens`]; links, handles and addresses of mail become gaps, so nothing inside them is a place.

use model::Span;

use super::roles::Role;
use crate::Lang;
use crate::gazetteer::sound::cyrillic;
use crate::tokens::{TokenKind, tokens};

/// What parts a word from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    Hyphen,
    Space,
    Comma,
    Stop,
    Bracket,
    Quote,
    /// Any other sign, a handle, a link.
    Other,
    /// The end of a line.
    Line,
}

/// One word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'t> {
    pub text: &'t str,
    pub start: usize,
    pub end: usize,
    pub span: Span,
    pub gap: Gap,
    pub role: Role,
    /// Begins with a capital.
    pub upper: bool,
    /// Two letters or more, all capitals.
    pub caps: bool,
    /// First word of a sentence, where a capital says nothing.
    pub opens: bool,
    pub number: bool,
    pub hashtag: bool,
    pub cyrillic: bool,
    /// Case endings may be undone.
    pub inflects: bool,
    /// Part of an account's display name or of a span the caller wants skipped.
    pub blocked: bool,
}

/// Cuts a text into words.
pub(crate) fn words<'t>(text: &'t str, langs: &[Lang], skip: &[Span]) -> Vec<Word<'t>> {
    let mut out: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let mut last_end = 0;
    let mut gap = Gap::Line;
    let mut stop = true;
    let mut line_start = 0;
    let mut skip = skip.iter().peekable();
    // The word after the last dash on this line, which may open a display name: "— Name (@account)".
    let mut dash = None;
    let mut bracket = false;
    for token in tokens(text) {
        let between = &text[last_end..token.bytes.start];
        if between.contains('\n') {
            mark_polish(&mut out[line_start..], langs);
            line_start = out.len();
            gap = Gap::Line;
            stop = true;
            dash = None;
        }
        last_end = token.bytes.end;
        let written = token.of(text);
        match token.kind {
            TokenKind::Sign => {
                gap = gap.max(gap_of(written));
                stop |= matches!(
                    written,
                    "." | "!" | "?" | "…" | ":" | ";" | "«" | "“" | "„" | "\"" | "—" | "–" | "•" | "|"
                );
                bracket = written == "(";
                if matches!(written, "—" | "–") {
                    dash = Some(out.len());
                }
                continue;
            }
            TokenKind::Handle if bracket => {
                if let Some(from) = dash.take()
                    && out.len() - from <= 8
                {
                    out[from..].iter_mut().for_each(|w| w.blocked = true);
                }
                gap = gap.max(Gap::Other);
            }
            TokenKind::Handle | TokenKind::Url | TokenKind::Email | TokenKind::Emoji => {
                gap = gap.max(Gap::Other);
                stop |= token.kind != TokenKind::Handle;
            }
            TokenKind::Word | TokenKind::Number | TokenKind::Hashtag => {
                while skip.next_if(|s| s.end <= token.span.start).is_some() {}
                let blocked = skip.peek().is_some_and(|s| s.start < token.span.end);
                let hashtag = token.kind == TokenKind::Hashtag;
                let from = if hashtag { 1 } else { 0 };
                let mut at = token.bytes.start + from;
                let mut count = token.span.start + from;
                for part in written[from..].split(['-', '‑', '‐', '_']) {
                    let chars = part.chars().count();
                    if !part.is_empty() {
                        let abbreviated = out.last().is_some_and(|w| abbreviation(w));
                        let opens = gap == Gap::Line || stop && !(gap == Gap::Stop && abbreviated);
                        out.push(word(part, at, count, gap, opens, token.kind, blocked));
                    }
                    at += part.len();
                    // The joining sign is one character, of one byte or three.
                    at += text[at..].chars().next().map_or(0, char::len_utf8);
                    count += chars + 1;
                    gap = Gap::Hyphen;
                    stop = false;
                }
                gap = Gap::Space;
            }
        }
        bracket = false;
    }
    mark_polish(&mut out[line_start..], langs);
    out
}

fn gap_of(sign: &str) -> Gap {
    match sign {
        "," => Gap::Comma,
        "." => Gap::Stop,
        "(" | "[" => Gap::Bracket,
        "\"" | "«" | "»" | "“" | "”" | "„" | "'" | "‘" | "’" => Gap::Quote,
        _ => Gap::Other,
    }
}

/// Whether a full stop after this word need not end a sentence.
fn abbreviation(word: &Word) -> bool {
    let marks = Role::TOWN.or(Role::REGION).or(Role::DISTRICT).or(Role::STREET).or(Role::TITLE).or(Role::NATURE);
    let letters = word.text.chars().count();
    letters <= 5 && word.role.has(marks) || letters == 1 || word.number
}

fn word<'t>(part: &'t str, at: usize, count: usize, gap: Gap, opens: bool, kind: TokenKind, blocked: bool) -> Word<'t> {
    let number = kind == TokenKind::Number || part.starts_with(|c: char| c.is_ascii_digit());
    let is_cyrillic = part.chars().any(cyrillic);
    let bare = if is_cyrillic { part } else { without_possessive(part) };
    let upper = bare.starts_with(char::is_uppercase);
    let caps = upper && bare.chars().nth(1).is_some() && !bare.chars().any(char::is_lowercase);
    Word {
        text: bare,
        start: at,
        end: at + bare.len(),
        span: Span { start: count, end: count + bare.chars().count() },
        gap,
        role: if number { Role::default() } else { Role::of(bare) },
        upper,
        caps,
        opens,
        number,
        hashtag: kind == TokenKind::Hashtag,
        cyrillic: is_cyrillic,
        inflects: is_cyrillic,
        blocked,
    }
}

/// "Belgorod's" without its ending; "Kup'yans'k" as it is.
fn without_possessive(word: &str) -> &str {
    for ending in ["'s", "’s", "'S", "’S", "ʼs"] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.chars().nth(1).is_some()
        {
            return rest;
        }
    }
    word
}

/// Decides whether the Latin words of one line may carry Polish case endings.
fn mark_polish(line: &mut [Word], langs: &[Lang]) {
    if !line.iter().any(|w| !w.cyrillic) {
        return;
    }
    let only = matches!(langs, [Lang::Pl]);
    let (mut polish, mut english) = (0, 0);
    for word in line.iter() {
        let letters = word.text.chars().any(|c| "ąęłśżźćńĄĘŁŚŻŹĆŃ".contains(c));
        polish += 2 * usize::from(letters) + usize::from(word.role.has(Role::POLISH));
        english += 2 * usize::from(word.role.has(Role::ENGLISH));
    }
    if only && english == 0 || polish > english {
        line.iter_mut().filter(|w| !w.cyrillic).for_each(|w| w.inflects = true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_display_name_before_its_handle_is_blocked_and_a_hashtag_is_a_word() {
        let text = "Вибухи — КРИМський бандерівець (@CrimeaUA1) in #Belgorod https://kyiv.ua/Lviv";
        let words = words(text, &[], &[]);
        let blocked: Vec<&str> = words.iter().filter(|w| w.blocked).map(|w| w.text).collect();
        assert_eq!(blocked, ["КРИМський", "бандерівець"]);
        let last = words.last().unwrap();
        assert_eq!((last.text, last.hashtag), ("Belgorod", true));
        assert_eq!(last.span.of(text), Some("Belgorod"));
    }

    #[test]
    fn hyphenated_words_come_apart_with_exact_spans() {
        let text = "біля Івано‑Франківська, Kup'yans'k.";
        let words = words(text, &[], &[]);
        let found: Vec<_> = words.iter().map(|w| (w.text, w.gap, w.span.of(text) == Some(w.text))).collect();
        assert_eq!(
            found[1..],
            [("Івано", Gap::Space, true), ("Франківська", Gap::Hyphen, true), ("Kup'yans'k", Gap::Comma, true)]
        );
    }

    #[test]
    fn polish_endings_are_undone_only_in_lines_that_look_polish() {
        let inflects = |text| words(text, &[], &[])[0].inflects;
        assert!(inflects("Krakowie było głośno"));
        assert!(!inflects("Paris is in the news of the day"));
    }
}
