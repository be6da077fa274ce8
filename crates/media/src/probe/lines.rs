//! ffprobe's `compact` output: one section a line, `section|name=value|…`, with C escapes. Lines may be of any length;
//! they are read to a bound.

use std::io::{self, BufRead};

/// The fields of one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Takes a line apart: the section's name and its fields.
    pub fn parse(line: &str) -> (&str, Self) {
        let mut parts = split(line);
        let section = parts.next().unwrap_or_default();
        let fields = parts.filter_map(|part| part.split_once('='));
        (section, Self(fields.map(|(name, value)| (unescaped(name), unescaped(value))).collect()))
    }

    /// The first field of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all().find(|(n, _)| *n == name).map(|(_, value)| value)
    }

    /// All fields in their order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.parse().ok()
    }

    /// Seconds with decimals as microseconds.
    pub fn micros(&self, name: &str) -> Option<i64> {
        micros(self.get(name)?)
    }

    /// `30000/1001` or `16:9`; nothing where a part is zero.
    pub fn fraction(&self, name: &str) -> Option<(u32, u32)> {
        let (over, under) = self.get(name)?.split_once(['/', ':'])?;
        let (over, under) = (over.parse().ok()?, under.parse().ok()?);
        (over > 0 && under > 0).then_some((over, under))
    }
}

/// `-12.345678` → -12345678. Decimals after the sixth are left off.
pub(super) fn micros(text: &str) -> Option<i64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let only_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !only_digits(whole) || !only_digits(decimals) {
        return None;
    }
    let padded = decimals.bytes().chain(std::iter::repeat(b'0')).take(6);
    let fraction = padded.fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let us = whole.parse::<i64>().ok()?.checked_mul(1_000_000)?.checked_add(fraction)?;
    Some(if negative { -us } else { us })
}

/// Splits at bars that no backslash stands before.
fn split(line: &str) -> impl Iterator<Item = &str> {
    let mut escaped = false;
    line.split(move |c| {
        let bar = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        bar
    })
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        match letters.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

/// Reads the next line into `line`, at most `longest` bytes of it. False at the end.
pub(super) fn next(input: &mut impl BufRead, line: &mut Vec<u8>, longest: usize) -> io::Result<bool> {
    line.clear();
    let mut any = false;
    loop {
        let bytes = input.fill_buf()?;
        if bytes.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = bytes.iter().position(|b| *b == b'\n');
        let here = &bytes[..end.unwrap_or(bytes.len())];
        line.extend_from_slice(&here[..here.len().min(longest - line.len())]);
        let used = end.map_or(bytes.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart_at_bars_that_are_not_escaped() {
        let (section, fields) = Fields::parse(r"stream|index=3|tag:a=x\|y\\|tag:b=1\n2=3|side_data|k=v");
        assert_eq!(section, "stream");
        let all: Vec<_> = fields.all().collect();
        assert_eq!(all, [("index", "3"), ("tag:a", r"x|y\"), ("tag:b", "1\n2=3"), ("k", "v")]);
    }

    #[test]
    fn seconds_become_microseconds_exactly() {
        for (text, us) in [
            ("12.345678", Some(12_345_678)),
            ("0.5", Some(500_000)),
            ("-1.0000019", Some(-1_000_001)),
            ("7", Some(7_000_000)),
            ("N/A", None),
            ("", None),
            ("1e5", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(micros(text), us, "{text}");
        }
    }

    #[test]
    fn fractions_with_a_zero_are_none() {
        let (_, fields) = Fields::parse("s|a=30000/1001|b=0/0|c=16:9|d=x/1");
        let found: Vec<_> = ["a", "b", "c", "d", "e"].map(|n| fields.fraction(n)).into();
        assert_eq!(found, [Some((30000, 1001)), None, Some((16, 9)), None, None]);
    }

    #[test]
    fn an_endless_line_takes_bounded_memory() {
        let mut input = io::BufReader::new(io::repeat(b'x').take(1 << 20).chain(&b"\nnext\n"[..]));
        let mut line = Vec::new();
        assert!(next(&mut input, &mut line, 100).unwrap());
        assert_eq!(line.len(), 100);
        assert!(next(&mut input, &mut line, 100).unwrap());
        assert_eq!(line, b"next");
        assert!(!next(&mut input, &mut line, 100).unwrap());
    }

    use std::io::Read;
}
