//! Links and e-mail addresses: recognised by scheme, by `www.`, or by a host name with a known last part.

use super::TokenKind;

/// Last parts of host names that make a bare `name.tld/…` a link. Kept short: a missing blank after a full stop
/// (`end.Start`) must not become a link.
const LAST_PARTS: [&str; 40] = [
    "com", "org", "net", "info", "news", "online", "site", "app", "dev", "media", "tv", "me", "io", "co", "eu", "ua",
    "ru", "su", "pl", "by", "uk", "us", "de", "fr", "cz", "lt", "lv", "ee", "md", "gov", "mil", "edu", "int", "gl",
    "ly", "be", "kz", "ge", "ch", "to",
];

/// The longest host name that is looked at.
const LONGEST_HOST: usize = 253;

/// The link or address at the start of `rest`, as kind and length in bytes. `rest` starts with a letter or digit.
pub(super) fn starting(rest: &str) -> Option<(TokenKind, usize)> {
    // The first piece: letters, digits and the characters of host names and mail boxes.
    let bytes = rest.as_bytes();
    let limit = bytes.len().min(LONGEST_HOST);
    let piece = bytes[..limit].iter().position(|&b| !host_byte(b)).unwrap_or(limit);
    match bytes.get(piece) {
        Some(b':') if scheme(&rest[..piece]) && rest[piece..].starts_with("://") => {
            let end = end_of_link(rest, piece + 3);
            return (end > piece + 3).then_some((TokenKind::Url, end));
        }
        Some(b'@') if piece > 0 => {
            let host = bytes[piece + 1..].iter().take(LONGEST_HOST).take_while(|&&b| host_byte(b)).count();
            let host = rest[piece + 1..piece + 1 + host].trim_end_matches(['.', '-', '_']);
            return host.contains('.').then_some((TokenKind::Email, piece + 1 + host.len()));
        }
        _ => {}
    }
    let host = rest[..piece].trim_end_matches(['.', '-', '_', '+']);
    let (front, last) = host.rsplit_once('.')?;
    let slash = bytes.get(host.len()) == Some(&b'/');
    let www = host.len() > 4 && host.as_bytes()[..4].eq_ignore_ascii_case(b"www.");
    let known = LAST_PARTS.contains(&last) && front.bytes().any(|b| b.is_ascii_alphabetic());
    // The host must end where a word ends: `covid.ua` but not `кв.метрів` or `a.meй`.
    let stops = !rest[host.len()..].starts_with(|ch: char| ch.is_alphanumeric());
    if stops && (www || known) && !front.is_empty() {
        let end = if slash { end_of_link(rest, host.len()) } else { host.len() };
        return Some((TokenKind::Url, end));
    }
    None
}

fn host_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+')
}

fn scheme(piece: &str) -> bool {
    ["http", "https", "ftp", "tg", "ws", "wss", "ipfs", "file"].iter().any(|known| piece.eq_ignore_ascii_case(known))
}

/// Where a link ends that has come as far as `from`: at white space, quotes or angle brackets, less final punctuation.
fn end_of_link(rest: &str, from: usize) -> usize {
    let stop =
        |ch: char| ch.is_whitespace() || ch.is_control() || matches!(ch, '"' | '<' | '>' | '«' | '»' | '“' | '”' | '„');
    let end = rest[from..].find(stop).map_or(rest.len(), |len| from + len);
    let mut link = &rest[..end];
    loop {
        let trimmed = link.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '…', '*', '|']);
        let closed = trimmed.strip_suffix(')').filter(|inner| !inner.contains('(')).unwrap_or(trimmed);
        let closed = closed.strip_suffix(']').filter(|inner| !inner.contains('[')).unwrap_or(closed);
        if closed.len() == link.len() {
            return link.len().max(from);
        }
        link = closed;
    }
}
