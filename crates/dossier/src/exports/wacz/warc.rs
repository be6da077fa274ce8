//! WARC 1.1 records of saved pages, and their lines in a CDXJ index. A saved page comes without what the server said
//! around it, so it is a `resource` record, not a `response`.

use model::Digest;

/// A page to be archived.
pub(super) struct Page<'p> {
    /// Its address, in ASCII.
    pub url: &'p str,
    /// When it was preserved: `2026-03-14T07:12:45Z`.
    pub at: &'p str,
    /// Its bytes.
    pub bytes: &'p [u8],
}

/// The record that says what wrote the file.
pub(super) fn info(at: &str, software: &str) -> Vec<u8> {
    let body = format!("software: {software}\r\nformat: WARC File Format 1.1\r\n");
    let fields = [
        ("WARC-Type", "warcinfo".to_owned()),
        ("WARC-Record-ID", record_id(&[b"warcinfo", at.as_bytes(), body.as_bytes()])),
        ("WARC-Date", at.to_owned()),
        ("Content-Type", "application/warc-fields".to_owned()),
    ];
    record(&fields, body.as_bytes())
}

/// The record of a page.
pub(super) fn resource(page: &Page<'_>) -> Vec<u8> {
    let digest = labelled_digest(page.bytes);
    let fields = [
        ("WARC-Type", "resource".to_owned()),
        ("WARC-Record-ID", record_id(&[page.url.as_bytes(), page.at.as_bytes(), page.bytes])),
        ("WARC-Date", page.at.to_owned()),
        ("WARC-Target-URI", page.url.to_owned()),
        ("WARC-Payload-Digest", digest.clone()),
        ("WARC-Block-Digest", digest),
        ("Content-Type", "text/html".to_owned()),
    ];
    record(&fields, page.bytes)
}

fn record(fields: &[(&str, String)], body: &[u8]) -> Vec<u8> {
    let mut out = b"WARC/1.1\r\n".to_vec();
    for (name, value) in fields {
        out.extend(format!("{name}: {value}\r\n").bytes());
    }
    out.extend(format!("Content-Length: {}\r\n\r\n", body.len()).bytes());
    out.extend(body);
    out.extend(b"\r\n\r\n");
    out
}

/// An id that follows from the content: a UUID of version 8 (RFC 9562) out of SHA-256.
fn record_id(parts: &[&[u8]]) -> String {
    let hashes: Vec<u8> = parts.iter().flat_map(|part| Digest::of(part).0).collect();
    let mut id = [0; 16];
    id.copy_from_slice(&Digest::of(&hashes).0[..16]);
    id[6] = id[6] & 0x0f | 0x80;
    id[8] = id[8] & 0x3f | 0x80;
    let hex: String = id.iter().map(|b| format!("{b:02x}")).collect();
    format!("<urn:uuid:{}-{}-{}-{}-{}>", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// `sha256:` and the hash in base 32 (RFC 4648), as archives write digests.
pub(super) fn labelled_digest(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut out = "sha256:".to_owned();
    for chunk in Digest::of(bytes).0.chunks(5) {
        let mut block = [0_u8; 8];
        block[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(block);
        let digits = (chunk.len() * 8).div_ceil(5);
        for at in 0..8 {
            let digit = bits >> (35 - 5 * at) & 31;
            out.push(if at < digits { ALPHABET[digit as usize] as char } else { '=' });
        }
    }
    out
}

/// The key of an address in an index: host from right to left, then path and sorted query, in lower case (the
/// canonical form that archives call SURT).
pub(super) fn surt(url: &str) -> String {
    let lower = url.to_ascii_lowercase();
    let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
    let at = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(at);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let (host, port) = host.split_once(':').map_or((host, ""), |(host, port)| (host, port));
    let standard = port.is_empty() || port == "80" || port == "443";
    // `www.`, `www2.` and the like are not part of the key.
    let bare = host.split_once('.').filter(|(first, _)| {
        first.strip_prefix("www").is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
    });
    let host: Vec<&str> = bare.map_or(host, |(_, rest)| rest).split('.').rev().collect();
    let (path, query) = path.split_once('?').map_or((path, ""), |(path, query)| (path, query));
    let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
    let mut parts: Vec<&str> = query.split('&').filter(|part| !part.is_empty()).collect();
    parts.sort_unstable();
    let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
    let port = if standard { String::new() } else { format!(":{port}") };
    format!("{}{port})/{}{query}", host.join(","), path.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_sorted_by_host_from_the_right() {
        for (url, key) in [
            ("http://www.example.com/", "com,example)/"),
            ("https://Example.com", "com,example)/"),
            ("https://news.example.org:8443/A/b/?z=1&a=2#top", "org,example,news:8443)/a/b?a=2&z=1"),
            ("https://www2.example.org:443/a", "org,example)/a"),
            ("https://example.org?x", "org,example)/?x"),
        ] {
            assert_eq!(surt(url), key);
        }
    }

    #[test]
    fn a_record_states_its_length_and_digest() {
        let page = Page { url: "https://example.org/a", at: "2026-03-14T07:12:45Z", bytes: b"abc" };
        let text = String::from_utf8(resource(&page)).unwrap();
        assert!(text.starts_with("WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:"), "{text}");
        assert!(text.ends_with("Content-Type: text/html\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n"), "{text}");
        // Base 32 of SHA-256 of "abc", by coreutils: printf abc | sha256sum | xxd -r -p | base32.
        assert_eq!(labelled_digest(b"abc"), "sha256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====");
        assert_eq!(resource(&page), resource(&page));
    }
}
