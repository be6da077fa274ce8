//! The archive of saved pages, by the rules of WACZ 1.1.1. The same rules are held against archives that others made: the
//! good ones pass and the bad one does not, so that passing means something.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic")]

mod support;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use dossier::Policy;
use flate2::read::MultiGzDecoder;
use model::Digest;
use serde_json::Value;
use support::Made;

/// One page of an archive: address and time.
type Page = (String, String);

/// Reads an archive by the rules, or says which one it breaks.
fn read(bytes: &[u8]) -> Result<Vec<Page>, String> {
    let members = members(bytes)?;
    let member = |name: &str| members.get(name).ok_or(format!("there is no {name}"));
    let package: Value = serde_json::from_slice(member("datapackage.json")?).map_err(|e| e.to_string())?;
    if package["profile"] != "data-package" || !package["wacz_version"].is_string() {
        return Err("the package does not say what it is".to_owned());
    }
    let mut listed = Vec::new();
    for resource in package["resources"].as_array().ok_or("the package lists no resources")? {
        let path = resource["path"].as_str().ok_or("a resource without a path")?;
        // Version 1.0 kept hash and size one level down.
        let facts = if resource["stats"].is_object() { &resource["stats"] } else { resource };
        let hash = facts["hash"].as_str().ok_or("a resource without a hash")?;
        let found = member(path)?;
        if hash.trim_start_matches("sha256:") != Digest::of(found).hex() || facts["bytes"] != found.len() {
            return Err(format!("{path} is not what the package says"));
        }
        listed.push(path.to_owned());
    }
    if let Some(digest) = members.get("datapackage-digest.json") {
        let digest: Value = serde_json::from_slice(digest).map_err(|e| e.to_string())?;
        let hash = format!("sha256:{}", Digest::of(member("datapackage.json")?));
        if digest["path"] != "datapackage.json" || digest["hash"] != hash {
            return Err("the digest is not that of the package".to_owned());
        }
    }
    let unlisted = members.keys().find(|name| !name.starts_with("datapackage") && !listed.contains(name));
    if let Some(name) = unlisted {
        return Err(format!("{name} is not listed"));
    }
    let indexed = index(&members)?;
    let pages = std::str::from_utf8(member("pages/pages.jsonl")?).map_err(|e| e.to_string())?;
    let mut lines = pages.lines().map(serde_json::from_str::<Value>);
    let head = lines.next().and_then(Result::ok).ok_or("the list of pages has no head")?;
    if head["format"] != "json-pages-1.0" || !head["id"].is_string() || !head["title"].is_string() {
        return Err("the list of pages does not say what it is".to_owned());
    }
    let mut out = Vec::new();
    for line in lines {
        let line = line.map_err(|e| e.to_string())?;
        let text = |key: &str| line[key].as_str().map(str::to_owned).ok_or(format!("a page without {key}"));
        let (url, at) = (text("url")?, text("ts")?);
        if !indexed.contains(&url) {
            return Err(format!("{url} is not in the index"));
        }
        out.push((url, at));
    }
    Ok(out)
}

/// Names and bytes; what players read in pieces must not be compressed.
fn members(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let mut members = BTreeMap::new();
    for at in 0..zip.len() {
        let mut member = zip.by_index(at).map_err(|e| e.to_string())?;
        let name = member.name().map_err(|e| e.to_string())?.into_owned();
        let in_pieces = name.starts_with("archive/") || name.ends_with(".gz");
        if in_pieces && member.compression() != zip::CompressionMethod::Stored {
            return Err(format!("{name} is compressed inside the archive"));
        }
        let mut inside = Vec::new();
        member.read_to_end(&mut inside).map_err(|e| e.to_string())?;
        members.insert(name, inside);
    }
    Ok(members)
}

/// Addresses in the index; every line leads to a record of that address with that digest, and the lines are sorted.
fn index(members: &BTreeMap<String, Vec<u8>>) -> Result<Vec<String>, String> {
    let (name, bytes) = members
        .iter()
        .find(|(name, _)| name.starts_with("indexes/") && name.contains(".cdx"))
        .ok_or("there is no index")?;
    let mut text = String::new();
    match name.ends_with(".gz") {
        true => MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text),
        false => (&bytes[..]).read_to_string(&mut text),
    }
    .map_err(|e| e.to_string())?;
    if !text.lines().is_sorted() {
        return Err("the index is not sorted".to_owned());
    }
    let mut addresses = Vec::new();
    for line in text.lines() {
        let mut parts = line.splitn(3, ' ');
        let (Some(_), Some(at), Some(facts)) = (parts.next(), parts.next(), parts.next()) else {
            return Err("a line of the index is too short".to_owned());
        };
        let facts: Value = serde_json::from_str(facts).map_err(|e| e.to_string())?;
        let text = |key: &str| facts[key].as_str().ok_or(format!("a line of the index without {key}"));
        let number = |key: &str| text(key)?.parse::<usize>().map_err(|e| e.to_string());
        if at.len() != 14 {
            return Err("a time of the index has other than 14 digits".to_owned());
        }
        let file = format!("archive/{}", text("filename")?);
        let file = members.get(&file).ok_or(format!("the index names {file}, which is not there"))?;
        let (from, length) = (number("offset")?, number("length")?);
        let piece = file.get(from..from + length).ok_or("the index leads past the end of a file")?;
        record(piece, text("url")?, facts["digest"].as_str())?;
        addresses.push(text("url")?.to_owned());
    }
    Ok(addresses)
}

fn record(piece: &[u8], url: &str, digest: Option<&str>) -> Result<(), String> {
    let mut bytes = Vec::new();
    match piece.starts_with(&[0x1f, 0x8b]) {
        true => MultiGzDecoder::new(piece).read_to_end(&mut bytes),
        false => (&piece[..]).read_to_end(&mut bytes),
    }
    .map_err(|e| e.to_string())?;
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").ok_or("a record without a head")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let field = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    };
    if !head.starts_with("WARC/1.") || field("WARC-Target-URI").as_deref() != Some(url) {
        return Err(format!("the index does not lead to the record of {url}"));
    }
    for name in ["WARC-Record-ID", "WARC-Date", "WARC-Type", "Content-Length"] {
        field(name).ok_or(format!("a record without {name}"))?;
    }
    let length: usize = field("Content-Length").unwrap().parse().map_err(|_| "a length that is no number")?;
    let body = bytes.get(end + 4..end + 4 + length).ok_or("a record is cut short")?;
    let stated = field("WARC-Payload-Digest").unwrap_or_default();
    if digest.is_some_and(|digest| stated != digest && stated.split_once(':').is_none_or(|(_, d)| d != digest)) {
        return Err("index and record state different digests".to_owned());
    }
    match stated.strip_prefix("sha256:") {
        Some(digest) if field("WARC-Type").as_deref() == Some("resource") && digest != base32(&Digest::of(body).0) => {
            Err("a record is not what its digest says".to_owned())
        }
        _ => Ok(()),
    }
}

/// RFC 4648 base 32, bit by bit.
fn base32(bytes: &[u8]) -> String {
    let bits: Vec<u8> = bytes.iter().flat_map(|b| (0..8).map(move |i| b >> (7 - i) & 1)).collect();
    let digits = bits.chunks(5).map(|c| (0..5).fold(0, |n, i| n << 1 | c.get(i).copied().unwrap_or(0)));
    let mut text: String = digits.map(|d| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[usize::from(d)] as char).collect();
    while !text.len().is_multiple_of(8) {
        text.push('=');
    }
    text
}

#[test]
fn the_rules_accept_good_archives_of_others_and_refuse_the_bad_one() {
    let Some(folder) = thirdparty::find("data/archives/wacz") else { return };
    let archive = |name: &str| std::fs::read(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    for good in ["valid_example_1.wacz", "valid_example_2.wacz", "valid_signed_example_1.wacz"] {
        let pages = read(&archive(good)).unwrap_or_else(|why| panic!("{good}: {why}"));
        assert!(!pages.is_empty(), "{good}");
    }
    assert!(read(&archive("invalid_example_1.wacz")).is_err());
}

#[test]
fn our_archive_follows_the_rules_and_every_flipped_bit_in_it_breaks_one() {
    let made = Made::exercise();
    let whole = Policy { with_originals: true, ..Policy::default() };
    for (policy, count) in [(Policy::default(), 1), (whole, 2)] {
        let bundle = dossier::write(&made.open(), &policy).unwrap();
        let (_, bytes) = bundle.files.iter().find(|(path, _)| path == "pages.wacz").unwrap();
        let pages = read(bytes).unwrap();
        assert_eq!(pages.len(), count);
        for (url, at) in &pages {
            assert!(url.starts_with("https://") && at == "2026-03-14T09:20:00Z", "{url} {at}");
        }
        // Not in the fields that the format does not use: versions, times, attributes.
        let mut broken = 0;
        for at in (0..bytes.len()).step_by(97) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            broken += usize::from(read(&flipped).is_err());
        }
        assert!(broken * 100 >= bytes.len().div_ceil(97) * 90, "{broken} of {}", bytes.len().div_ceil(97));
    }
}

#[test]
fn without_a_saved_page_there_is_no_archive_and_the_bundle_says_so() {
    let made = Made::of(&[("a.txt", b"EXERCISE. Nothing of note was said.")]);
    let bundle = dossier::write(&made.open(), &Policy::default()).unwrap();
    assert!(!bundle.files.iter().any(|(path, _)| path == "pages.wacz"));
    assert!(support::file(&bundle, "manifest.json").contains("the case holds no saved page"));
    assert!(support::file(&bundle, "dossier.html").contains("This folder has no <code>pages.wacz</code>"));
}
