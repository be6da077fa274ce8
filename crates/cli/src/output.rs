//! What goes to stdout: one JSON document, or text for people. A closed pipe is passed on as a clean end.

use std::io::{self, Write};

use serde::Serialize;

use crate::failure::Failure;

/// Prints one JSON document.
pub fn json<T: Serialize + ?Sized>(value: &T) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, value)?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

/// Prints text that ends without a line feed, and the line feed.
pub fn text(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

/// Says something beside the output: where a key lies, what to do next.
pub fn hint(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// `1 item`, `3 items`; thousands apart, so that numbers can be read.
pub fn count(n: u64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(n)) }
}

/// A number with its thousands apart.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A size for people, in decimal units.
pub fn size(bytes: u64) -> String {
    let units = ["kB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return format!("{bytes} bytes");
    }
    let (mut value, mut unit) = (bytes as f64 / 1000.0, 0);
    while value >= 999.95 && unit + 1 < units.len() {
        value /= 1000.0;
        unit += 1;
    }
    format!("{value:.1} {}", units[unit])
}

/// Folds text to lines of at most `width` characters, not counting the `indent` in front of each after the first.
pub fn fold(text: &str, width: usize, indent: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    // A no-break space keeps what it joins together: 3 100 stays one number.
    for word in text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            out.push_str(indent);
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_sizes_are_written_for_people() {
        assert_eq!(count(1, "item", "items"), "1 item");
        assert_eq!(count(1_234_567, "item", "items"), "1,234,567 items");
        for (bytes, text) in [(999, "999 bytes"), (1000, "1.0 kB"), (999_960, "1.0 MB"), (2_000_000_000, "2.0 GB")] {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn text_is_folded_at_words() {
        assert_eq!(fold("one two three four", 9, "  "), "one two\n  three\n  four");
        assert_eq!(fold("one two three four", 10, "  "), "one two\n  three four");
        assert_eq!(fold("some 3\u{a0}100 people", 8, ""), "some\n3\u{a0}100\npeople");
    }
}
