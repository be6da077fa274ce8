//! Mends one JSON value that a strict parser refused, only in ways that cannot change what was meant, and counts
//! every change: `\xNN` escapes (Telegram Desktop writes them), raw control characters inside strings, half surrogate
//! pairs, bytes that are not UTF-8, numbers beyond every range.

use model::import::Repaired;

use super::node::Node;

/// What was mended so far in one file: how many times, and where first.
#[derive(Debug, Default)]
pub(crate) struct Mender {
    tallies: [Option<(u64, u64)>; WORDS.len()],
}

/// The kinds of change, as a reader is told of them.
const WORDS: [&str; 6] = [
    "\\xNN escapes, which JSON does not have, were read as the control characters they stand for",
    "raw control characters inside strings were read as themselves",
    "half of a surrogate pair was read as U+FFFD",
    "bytes that are not UTF-8 were read as U+FFFD",
    "numbers beyond every range were read as text",
    "a backslash before a character that needs none was read as a backslash",
];
const HEX_ESCAPE: usize = 0;
const RAW_CONTROL: usize = 1;
const HALF_PAIR: usize = 2;
const NOT_UTF8: usize = 3;
const WIDE_NUMBER: usize = 4;
const LONE_BACKSLASH: usize = 5;

/// Why a value could not be read even after mending.
#[derive(Debug)]
pub(crate) struct Unreadable {
    /// In words.
    pub(crate) why: String,
}

impl Mender {
    /// Parses `bytes`, which lie at offset `at` of the file; where that fails, mends them into `scratch` and parses
    /// again. Changes are counted only when they helped.
    pub(crate) fn parse<'a>(
        &mut self,
        bytes: &'a [u8],
        at: u64,
        scratch: &'a mut String,
    ) -> Result<Node<'a>, Unreadable> {
        if let Ok(text) = std::str::from_utf8(bytes)
            && let Ok(node) = serde_json::from_str(text)
        {
            return Ok(node);
        }
        let mut changes = Self::default();
        changes.mend(bytes, at, scratch);
        let node = serde_json::from_str(scratch).map_err(|e| Unreadable { why: reason(&e) })?;
        for (mine, new) in self.tallies.iter_mut().zip(changes.tallies) {
            if let Some((count, first)) = new {
                let (old, first_at) = mine.unwrap_or((0, first));
                *mine = Some((old + count, first_at));
            }
        }
        Ok(node)
    }

    /// One line per kind of change.
    pub(crate) fn told(&self) -> impl Iterator<Item = Repaired> {
        self.tallies.iter().zip(WORDS).filter_map(|(tally, what)| {
            tally.map(|(count, first_at)| Repaired { what: what.to_owned(), count, first_at })
        })
    }

    fn count(&mut self, what: usize, at: u64) {
        let (count, first) = self.tallies[what].unwrap_or((0, at));
        self.tallies[what] = Some((count + 1, first));
    }

    fn mend(&mut self, bytes: &[u8], at: u64, out: &mut String) {
        out.clear();
        out.reserve(bytes.len() + bytes.len() / 16);
        let mut in_string = false;
        let mut offset = at;
        for chunk in bytes.utf8_chunks() {
            self.mend_text(chunk.valid(), offset, &mut in_string, out);
            offset += chunk.valid().len() as u64;
            if !chunk.invalid().is_empty() {
                self.count(NOT_UTF8, offset);
                out.push('\u{fffd}');
                offset += chunk.invalid().len() as u64;
            }
        }
    }

    fn mend_text(&mut self, text: &str, at: u64, in_string: &mut bool, out: &mut String) {
        let bytes = text.as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            let here = at + i as u64;
            i += match bytes[i] {
                b'"' => {
                    *in_string = !*in_string;
                    out.push('"');
                    1
                }
                b'\\' if *in_string => self.mend_escape(&text[i..], here, out),
                c @ 0..=31 if *in_string => {
                    self.count(RAW_CONTROL, here);
                    out.push_str(&format!("\\u{c:04x}"));
                    1
                }
                b'-' | b'0'..=b'9' if !*in_string => self.mend_number(&text[i..], here, out),
                _ => {
                    // Everything up to the next byte that may matter.
                    let rest = &bytes[i + 1..];
                    let stop = |b: &u8| matches!(b, b'"' | b'\\' | b'-' | b'0'..=b'9' | 0..=31);
                    let run = 1 + rest.iter().position(stop).unwrap_or(rest.len());
                    out.push_str(&text[i..i + run]);
                    run
                }
            };
        }
    }

    /// Mends the escape at the start of `text`; gives back how many bytes it takes.
    fn mend_escape(&mut self, text: &str, at: u64, out: &mut String) -> usize {
        let bytes = text.as_bytes();
        match bytes.get(1) {
            Some(b'x') => match text.get(2..4).and_then(hex) {
                Some(value) => {
                    self.count(HEX_ESCAPE, at);
                    out.push_str(&format!("\\u{value:04x}"));
                    return 4;
                }
                None => self.lone_backslash(at, out),
            },
            Some(b'u') => match text.get(2..6).and_then(hex) {
                Some(0xd800..=0xdbff)
                    if text.get(6..8) == Some("\\u")
                        && matches!(text.get(8..12).and_then(hex), Some(0xdc00..=0xdfff)) =>
                {
                    out.push_str(&text[..12]);
                    return 12;
                }
                Some(0xd800..=0xdfff) => {
                    self.count(HALF_PAIR, at);
                    out.push_str("\\ufffd");
                    return 6;
                }
                Some(_) => {
                    out.push_str(&text[..6]);
                    return 6;
                }
                None => self.lone_backslash(at, out),
            },
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                out.push_str(&text[..2]);
                return 2;
            }
            _ => self.lone_backslash(at, out),
        }
        1
    }

    fn lone_backslash(&mut self, at: u64, out: &mut String) {
        self.count(LONE_BACKSLASH, at);
        out.push_str("\\\\");
    }

    /// Copies the number at the start of `text`, as a string where it is beyond every range.
    fn mend_number(&mut self, text: &str, at: u64, out: &mut String) -> usize {
        let end = text
            .bytes()
            .position(|b| !matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'))
            .unwrap_or(text.len());
        let number = &text[..end];
        let wide = number.parse::<f64>().is_ok_and(|f| !f.is_finite());
        if wide {
            self.count(WIDE_NUMBER, at);
            out.push('"');
        }
        out.push_str(number);
        if wide {
            out.push('"');
        }
        end
    }
}

fn hex(digits: &str) -> Option<u32> {
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

/// serde_json's reason without its line and column, which count from the start of the part and would mislead.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.find(" at line ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(bytes: &[u8]) -> (String, Vec<(String, u64, u64)>) {
        let mut mender = Mender::default();
        let mut scratch = String::new();
        let text = mender.parse(bytes, 100, &mut scratch).unwrap().get("t").text().unwrap().to_owned();
        (text, mender.told().map(|r| (r.what, r.count, r.first_at)).collect())
    }

    #[test]
    fn each_flaw_is_mended_counted_and_placed() {
        let cases: [(&[u8], &str, usize, u64, u64); 6] = [
            (br#"{"t":"a\x0Bb\x1Fc"}"#, "a\u{b}b\u{1f}c", HEX_ESCAPE, 2, 107),
            (b"{\"t\":\"a\tb\"}", "a\tb", RAW_CONTROL, 1, 107),
            (br#"{"t":"\ud83d!"}"#, "\u{fffd}!", HALF_PAIR, 1, 106),
            (b"{\"t\":\"\xff\xc3\xa9\"}", "\u{fffd}é", NOT_UTF8, 1, 106),
            (br#"{"n":1e999,"t":"1e999"}"#, "1e999", WIDE_NUMBER, 1, 105),
            (br#"{"t":"C:\zz"}"#, "C:\\zz", LONE_BACKSLASH, 1, 108),
        ];
        for (bytes, text, what, count, first) in cases {
            let shown = String::from_utf8_lossy(bytes);
            assert_eq!(mended(bytes), (text.to_owned(), vec![(WORDS[what].to_owned(), count, first)]), "{shown}");
        }
    }

    #[test]
    fn an_escaped_backslash_before_x_is_no_escape() {
        assert_eq!(mended(br#"{"t":"\\x41\x07"}"#).0, "\\x41\u{7}");
    }

    #[test]
    fn what_is_valid_is_left_alone() {
        let (text, told) = mended("{\"t\":\"\\ud83d\\ude42 żółw \\u0007 12\"}".as_bytes());
        assert_eq!((text.as_str(), told.len()), ("🙂 żółw \u{7} 12", 0));
    }
}
