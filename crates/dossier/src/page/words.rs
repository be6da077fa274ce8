//! How numbers, times and strange characters are written on the page.

use model::{TimeSpan, Utc};

/// A time as the page writes it.
#[derive(Debug)]
pub(super) struct When {
    /// As stated, local.
    pub stated: String,
    /// "UTC", an offset or place, or "zone unknown".
    pub zone: String,
    /// Whether the zone is unknown.
    pub unknown: bool,
    /// The bounds in UTC, where they say more than `stated`.
    pub bounds: Option<String>,
}

impl When {
    pub fn of(time: &TimeSpan) -> Self {
        let utc = matches!(time.zone.as_deref(), Some("+00:00" | "UTC" | "Z"));
        let zone = match time.zone.as_deref() {
            None => "zone unknown".to_owned(),
            Some(_) if utc => "UTC".to_owned(),
            Some(offset) if offset.starts_with(['+', '-']) => format!("UTC{}", offset.replace('-', "−")),
            Some(name) => line(name),
        };
        let bounds = match time.utc {
            _ if utc && !time.value.contains(['/', '?', '~', '%']) => None,
            [Some(from), Some(to)] if from == to => Some(format!("{} UTC", instant(from))),
            [Some(from), Some(to)] => Some(format!("between {} and {} UTC", instant(from), instant(to))),
            [Some(from), None] => Some(format!("not before {} UTC", instant(from))),
            [None, Some(to)] => Some(format!("not after {} UTC", instant(to))),
            [None, None] => None,
        };
        let point = |text: &str| match text {
            ".." | "" => "open".to_owned(),
            _ => text.replacen('T', " ", 1),
        };
        let stated = time.value.split('/').map(point).collect::<Vec<_>>().join(" to ");
        Self { stated: line(&stated), zone, unknown: time.zone.is_none(), bounds }
    }
}

/// `2026-03-12 04:43:30`, in UTC.
pub(super) fn instant(at: Utc) -> String {
    at.to_string().replacen('T', " ", 1).trim_end_matches('Z').to_owned()
}

/// A number with its thousands apart.
pub(super) fn grouped(n: u64) -> String {
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

/// `1 post`, `3 posts`.
pub(super) fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// A size in bytes, and in decimal units where it is large. Whole numbers only, so that it is the same everywhere.
pub(super) fn size(bytes: u64) -> String {
    let (unit, divisor) = match bytes {
        0..1_000 => return format!("{bytes} bytes"),
        1_000..1_000_000 => ("kB", 100),
        1_000_000..1_000_000_000 => ("MB", 100_000),
        _ => ("GB", 100_000_000),
    };
    let tenths = (bytes + divisor / 2) / divisor;
    format!("{}.{} {unit}", grouped(tenths / 10), tenths % 10)
}

/// Text of several lines with what cannot be seen made visible: control characters, and marks that turn the direction
/// of what follows. The page isolates the direction of every text besides.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' | '\t' => out.push(c),
            // Joiners belong to emoji and to several scripts.
            '\u{200c}' | '\u{200d}' => out.push(c),
            _ if hidden(c) => out.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
            _ => out.push(c),
        }
    }
    out
}

/// Text of one line: line breaks are made visible too.
pub(super) fn line(line: &str) -> String {
    text(line).replace('\n', "⟨U+000A⟩").replace('\t', "⟨U+0009⟩")
}

fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_say_their_zone_and_their_bounds() {
        let when = |value: &str, zone: Option<&str>| {
            let when = When::of(&TimeSpan::new(value, zone).unwrap());
            (when.stated, when.zone, when.bounds.unwrap_or_default())
        };
        let three = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(when("2026-03-12T04:43:30", Some("+00:00")), three("2026-03-12 04:43:30", "UTC", ""));
        assert_eq!(
            when("2026-03-12T12:40", None),
            three("2026-03-12 12:40", "zone unknown", "between 2026-03-11 22:40:00 and 2026-03-13 00:40:59 UTC")
        );
        assert_eq!(
            when("2026-03-12T12:40:05", Some("+02:00")),
            three("2026-03-12 12:40:05", "UTC+02:00", "2026-03-12 10:40:05 UTC")
        );
        assert_eq!(
            when("../2026-03-12", Some("+00:00")),
            three("open to 2026-03-12", "UTC", "not after 2026-03-12 23:59:59 UTC")
        );
    }

    #[test]
    fn what_cannot_be_seen_is_made_visible() {
        assert_eq!(text("a\u{202e}b\r\nc\u{0}"), "a⟨U+202E⟩b\nc⟨U+0000⟩");
        assert_eq!(line("a\nb"), "a⟨U+000A⟩b");
        assert_eq!(text("👩\u{200d}🚒"), "👩\u{200d}🚒");
    }

    #[test]
    fn sizes_are_written_for_people() {
        for (bytes, words) in
            [(999, "999 bytes"), (1_049, "1.0 kB"), (6_700_000, "6.7 MB"), (2_000_000_000_000, "2,000.0 GB")]
        {
            assert_eq!(size(bytes), words);
        }
    }
}
