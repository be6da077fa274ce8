//! File names and paths, which are bytes and not always text.

use serde::{Deserialize, Serialize};

/// A path as found: a readable form, and the exact bytes where those are not UTF-8.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PathName {
    /// Readable form; bytes that are not UTF-8 are shown as U+FFFD.
    pub text: String,
    /// Standard base64 (RFC 4648, padded) of the exact bytes, only where `text` is not exact.
    #[serde(default)]
    pub base64: Option<String>,
}

impl PathName {
    /// A path from its bytes.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self { text: text.to_owned(), base64: None },
            Err(_) => Self { text: String::from_utf8_lossy(bytes).into_owned(), base64: Some(base64(bytes)) },
        }
    }

    /// The exact bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let exact = self.base64.as_deref().and_then(from_base64);
        exact.unwrap_or_else(|| self.text.as_bytes().to_vec())
    }

    /// The readable form with control characters, line breaks and direction marks made visible, so that a hostile
    /// name cannot rewrite the line it is printed on.
    pub fn display(&self) -> String {
        visible(&self.text)
    }
}

/// Makes control characters and bidirectional marks visible as `\u{…}`.
pub fn visible(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
    };
    if !text.contains(hidden) {
        return text.to_owned();
    }
    text.chars().flat_map(|c| if hidden(c) { c.escape_unicode().collect::<Vec<_>>() } else { vec![c] }).collect()
}

/// Standard base64 with padding (RFC 4648 section 4).
pub fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let n = u32::from(chunk[0]) << 16
            | u32::from(*chunk.get(1).unwrap_or(&0)) << 8
            | u32::from(*chunk.get(2).unwrap_or(&0));
        for i in 0..4 {
            if i <= chunk.len() {
                out.push(ALPHABET[(n >> (18 - 6 * i) & 63) as usize] as char);
            } else {
                out.push('=');
            }
        }
    }
    out
}

/// Reads standard base64; nothing on any malformed input.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(4) {
        return None;
    }
    let mut out = Vec::with_capacity(digits.len() / 4 * 3);
    for (i, chunk) in digits.chunks_exact(4).enumerate() {
        let last = (i + 1) * 4 == digits.len();
        let padding = chunk.iter().rev().take_while(|c| **c == b'=').count();
        if padding > 2 || (padding > 0 && !last) {
            return None;
        }
        let mut n = 0u32;
        for c in &chunk[..4 - padding] {
            let value = match c {
                b'A'..=b'Z' => c - b'A',
                b'a'..=b'z' => c - b'a' + 26,
                b'0'..=b'9' => c - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                _ => return None,
            };
            n = n << 6 | u32::from(value);
        }
        n <<= 6 * padding;
        let bytes = n.to_be_bytes();
        let keep = 3 - padding;
        if bytes[1 + keep..].iter().any(|b| *b != 0) {
            return None;
        }
        out.extend_from_slice(&bytes[1..1 + keep]);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_utf8_keeps_its_exact_bytes() {
        let name = PathName::from_bytes(b"a\xffb");
        assert_eq!(name.text, "a\u{fffd}b");
        assert_eq!(from_base64(name.base64.as_deref().unwrap()).unwrap(), b"a\xffb");
        assert_eq!(PathName::from_bytes("żółw".as_bytes()).base64, None);
    }

    #[test]
    fn a_hostile_name_cannot_break_the_line_it_is_shown_on() {
        let shown = PathName::from_bytes("a\n\u{202e}gpj.exe".as_bytes()).display();
        assert_eq!(shown, "a\\u{a}\\u{202e}gpj.exe");
    }

    proptest::proptest! {
        #[test]
        fn base64_reads_back_what_it_wrote(bytes in proptest::collection::vec(0u8.., 0..40)) {
            proptest::prop_assert_eq!(from_base64(&base64(&bytes)), Some(bytes));
        }
    }
}
