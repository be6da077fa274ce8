//! Formats made of text: web pages, SVG, XML, JSON, JSON lines, saved mail, and plain text in whatever encoding.

use model::item::Kind::{Document, Other, Page, Picture};

use super::Sniffed;
use crate::encoding;
use crate::importer::Head;
use crate::json;

/// What the text looks like; nothing where the bytes are not text.
pub(super) fn by_words(head: &Head) -> Option<Sniffed> {
    let text = encoding::head_text(head.bytes)?;
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if let Some(markup) = markup(start) {
        return Some(markup);
    }
    if starts_with_fold(start, "mime-version:") || starts_with_fold(start, "from: <saved by") {
        return Some(Sniffed::new(Page, "multipart/related", "saved page (MHTML)"));
    }
    if start.starts_with("window.YTD.") {
        return Some(Sniffed::new(Other, "text/javascript", "part of an X archive"));
    }
    if start.starts_with("WEBVTT") {
        return Some(Sniffed::new(Document, "text/vtt", "subtitles"));
    }
    if let Some(outline) = json::outline(start) {
        return Some(match outline.shape {
            json::Shape::Lines => Sniffed::new(Other, "application/x-ndjson", "JSON lines"),
            _ => Sniffed::new(Other, "application/json", "JSON"),
        });
    }
    if is_other_json(start, head) {
        return Some(Sniffed::new(Other, "application/json", "JSON"));
    }
    if let Some(mime) = table(start) {
        return Some(Sniffed::new(Other, mime, "table"));
    }
    (!start.is_empty()).then_some(Sniffed::new(Document, "text/plain", "plain text"))
}

/// Comma- or tab-separated values: at least three lines, each with as many separators as the first, which has three
/// or more and no sentence.
fn table(start: &str) -> Option<&'static str> {
    let lines: Vec<&str> = start.lines().take(8).filter(|line| !line.is_empty()).collect();
    let [header, rows @ ..] = &lines[..lines.len().min(7)] else { return None };
    [('\t', "text/tab-separated-values"), (',', "text/csv"), (';', "text/csv")].into_iter().find_map(|(mark, mime)| {
        let columns = header.matches(mark).count();
        let spaced = mark != '\t' && header.contains(&format!("{mark} "));
        let even = rows.len() >= 2 && rows.iter().all(|row| row.matches(mark).count() >= columns);
        (columns >= 3 && even && !spaced && !header.ends_with('.')).then_some(mime)
    })
}

/// Markup by its first tag, past declarations and comments.
fn markup(start: &str) -> Option<Sniffed> {
    let mut rest = start;
    let mut xml = false;
    for _ in 0..64 {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            xml = true;
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if starts_with_fold(rest, "<!doctype") && !starts_with_fold(rest, "<!doctype html") {
            ">"
        } else {
            break;
        };
        rest = &rest[rest.find(end)? + end.len()..];
    }
    const PAGE: [&str; 12] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<script",
        "<div",
        "<article",
        "<main",
        "<p>",
        "<table",
    ];
    if starts_with_fold(rest, "<svg") {
        return Some(Sniffed::new(Picture, "image/svg+xml", "SVG picture"));
    }
    if PAGE.iter().any(|tag| starts_with_fold(rest, tag)) {
        return Some(Sniffed::new(Page, "text/html", "web page"));
    }
    (xml || starts_with_fold(rest, "<rss") || starts_with_fold(rest, "<feed")).then_some(Sniffed::new(
        Other,
        "application/xml",
        "XML",
    ))
}

/// Whole small JSON files that are not objects: `[]`, `[1, 2]`, `{}`.
fn is_other_json(start: &str, head: &Head) -> bool {
    start.starts_with(['[', '{'])
        && head.bytes.len() as u64 == head.len
        && serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok()
}

/// Whether `text` begins with the ASCII `word`, whatever the case.
fn starts_with_fold(text: &str, word: &str) -> bool {
    text.as_bytes().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
}
