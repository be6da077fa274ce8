//! Whether a page is nested so deeply that building its tree would take minutes or exhaust the stack, told from the
//! tags alone; and the words of such a page.

/// Browsers give up at 512 (Blink); articles stay below 60.
const DEEPEST: usize = 400;

/// Elements that never hold others.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that end by themselves where the next one begins, so that missing end tags nest nothing.
const SELF_ENDING: [&str; 12] =
    ["p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody", "thead", "tfoot"];
/// Elements whose content is not markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "noembed", "xmp"];

/// A hand-written tag has a dozen attributes; comparing each with all others takes the square of their number.
const ATTRIBUTES: usize = 2000;

/// Says what is beyond reason, if anything is. Where this count and a browser's differ, this one is the higher.
pub(super) fn beyond_reason(html: &str) -> Option<String> {
    let (mut depth, mut loose, mut deepest, mut attributes) = (0_usize, 0_usize, 0, 0);
    each_tag(html, |name, closing, tag_attributes| {
        attributes = attributes.max(tag_attributes);
        if VOID.contains(&name) {
            return;
        }
        let count = if SELF_ENDING.contains(&name) { &mut loose } else { &mut depth };
        *count = if closing { count.saturating_sub(1) } else { *count + 1 };
        deepest = deepest.max(depth);
    });
    if deepest > DEEPEST {
        return Some(format!("the page nests {deepest} elements in each other, more than any browser shows"));
    }
    if attributes > ATTRIBUTES {
        return Some(format!("a single tag of the page has {attributes} attributes"));
    }
    // Unended paragraphs nest nothing by themselves, but a table in a cell in a table does.
    (loose > 200_000).then(|| format!("the page leaves {loose} elements without an end"))
}

/// The text between the tags, one line per stretch.
pub(super) fn words_only(html: &str) -> String {
    let mut words = String::new();
    let mut at = 0;
    let mut push = |part: &str| {
        let part = part.trim();
        if !part.is_empty() {
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(part);
        }
    };
    while let Some(open) = memchr::memchr(b'<', &html.as_bytes()[at..]) {
        push(&html[at..at + open]);
        let tag = &html[at + open..];
        at += open + skip(tag);
    }
    push(&html[at..]);
    words
}

/// Calls `see` for each tag with its lower-case name, whether it is an end tag, and its number of attributes.
fn each_tag(html: &str, mut see: impl FnMut(&str, bool, usize)) {
    let bytes = html.as_bytes();
    let (mut at, mut foreign) = (0, 0_usize);
    let mut name = String::new();
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]) {
        let tag = &html[at + open..];
        let closing = tag.starts_with("</");
        let rest = &tag[if closing { 2 } else { 1 }..];
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            name.clear();
            name.extend(rest.chars().take_while(|c| !c.is_ascii_whitespace() && !matches!(c, '>' | '/')).take(32));
            name.make_ascii_lowercase();
            let (end, attributes) = tag_end(tag);
            see(&name, closing, attributes);
            if matches!(name.as_str(), "svg" | "math") {
                foreign = if closing { foreign.saturating_sub(1) } else { foreign + 1 };
            }
            // Inside drawings and formulas a script or title is an element like any other.
            at += open + if foreign == 0 && !closing { past_raw(tag, &name, end) } else { end };
        } else {
            at += open + skip(tag);
        }
    }
}

/// How many bytes the tag, comment or raw element at the start of `tag` takes.
fn skip(tag: &str) -> usize {
    if tag.starts_with("<!--") {
        let ends = [("-->", 3), ("--!>", 4)];
        let end = |(mark, len): (&str, usize)| {
            memchr::memmem::find(&tag.as_bytes()[2..], mark.as_bytes()).map(|at| at + 2 + len)
        };
        return ends.into_iter().filter_map(end).min().unwrap_or(tag.len());
    }
    if tag.starts_with("<!") || tag.starts_with("<?") || tag.starts_with("</") {
        return memchr::memchr(b'>', tag.as_bytes()).map_or(tag.len(), |end| end + 1);
    }
    if !tag[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 1;
    }
    let name: String = tag[1..].chars().take_while(char::is_ascii_alphabetic).take(32).collect();
    past_raw(tag, &name.to_ascii_lowercase(), tag_end(tag).0)
}

/// Where a tag ends, and how many attributes it has. A quoted value may hold `>` (WHATWG HTML, 13.2.5).
fn tag_end(tag: &str) -> (usize, usize) {
    let bytes = tag.as_bytes();
    let (mut at, mut attributes, mut after_equals, mut space) = (1, 0, false, false);
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return (at + 1, attributes),
            quote @ (b'"' | b'\'') if after_equals => {
                at += 1 + memchr::memchr(quote, &bytes[at + 1..]).unwrap_or(bytes.len() - at - 1);
                (after_equals, space) = (false, true);
            }
            b'=' => (after_equals, space) = (true, false),
            b' ' | b'\t' | b'\n' | b'\r' | 12 | b'/' => space = !after_equals,
            _ => {
                attributes += usize::from(space);
                (after_equals, space) = (false, false);
            }
        }
        at += 1;
    }
    (bytes.len(), attributes)
}

/// The end of a raw element's content, where its end tag begins; `end` for other elements.
fn past_raw(tag: &str, name: &str, end: usize) -> usize {
    if !RAW.contains(&name) {
        return end;
    }
    let mut from = end;
    while let Some(found) = memchr::memmem::find(&tag.as_bytes()[from..], b"</") {
        let close = from + found;
        if tag.as_bytes()[close + 2..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
            return close;
        }
        from = close + 2;
    }
    tag.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_nesting_counts() {
        let deep = "<div>".repeat(100_000);
        assert!(beyond_reason(&deep).unwrap().contains("100000"));
        for fine in ["<p>a".repeat(10_000), "<br><img>".repeat(10_000), "<div>x</div>".repeat(10_000)] {
            assert_eq!(beyond_reason(&fine), None);
        }
        let script = format!("<script>\"{}\"</script>", "<div>".repeat(5_000));
        assert_eq!(beyond_reason(&script), None);
        assert_eq!(beyond_reason(&"<!-- <b> -->".repeat(1000)), None);
    }

    #[test]
    fn nesting_cannot_be_hidden_from_the_count() {
        let deep = "<div>".repeat(1000);
        for before in
            ["<p title=\"> <script>\">", "<svg><title>", "<svg><script>", "<!-- --!>", "<!-->", "</p title='<script>'>"]
        {
            assert!(beyond_reason(&format!("{before}{deep}")).is_some(), "{before}");
        }
    }

    #[test]
    fn attributes_are_counted_outside_their_values() {
        let path = format!("<path d=\"{}\" fill='a b'/>", "M 1 2 ".repeat(50_000));
        assert_eq!(tag_end(&path), (path.len(), 2));
        let many: String = (0..5000).map(|i| format!("a{i}=b ")).collect();
        assert!(beyond_reason(&format!("<div {many}>")).unwrap().contains("5000 attributes"));
    }

    #[test]
    fn words_are_what_stands_between_the_tags() {
        assert_eq!(
            words_only("<p>One <b>two</b><script>var x = '<p>';</script> 1 < 2<!-- no -->three"),
            "One\ntwo\n1\n2\nthree"
        );
    }
}
