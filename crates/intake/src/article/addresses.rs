//! Web addresses in running text, as written.

/// What an address begins with. The last ones are how X shows its own links without a scheme.
const STARTS: [&str; 4] = ["https://", "http://", "pic.twitter.com/", "pic.x.com/"];

/// Every address, in the order of the text, each once.
pub(crate) fn find(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut at = 0;
    while let Some(start) = next_start(&text[at..]) {
        let rest = &text[at + start..];
        let address = trimmed(&rest[..end(rest)]);
        if address.len() > 8 && seen.insert(address) {
            found.push(address.to_owned());
        }
        at += start + address.len().max(1);
    }
    found
}

/// Takes the addresses off the end of `text`: the words before them, and the addresses in the order of the text.
/// An address may be glued to the last word, as saved pages often have it.
pub(crate) fn split_off_trailing(text: &str) -> (&str, Vec<String>) {
    let mut words = text.trim_end();
    let mut found = Vec::new();
    while let Some(start) = last_start(words) {
        if words[start..].contains(char::is_whitespace) {
            break;
        }
        found.insert(0, words[start..].to_owned());
        words = words[..start].trim_end();
    }
    (words, found)
}

fn next_start(text: &str) -> Option<usize> {
    STARTS.iter().filter_map(|start| memchr::memmem::find(text.as_bytes(), start.as_bytes())).min()
}

/// Where the last address of `text` begins. `https://` holds no other start, so the right-most one is it.
fn last_start(text: &str) -> Option<usize> {
    let word = text.rfind(char::is_whitespace).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    STARTS.iter().filter_map(|start| text[word..].rfind(start)).max().map(|at| word + at)
}

fn end(rest: &str) -> usize {
    rest.find(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '|')
    })
    .unwrap_or(rest.len())
}

/// Without the punctuation of the sentence around it.
fn trimmed(address: &str) -> &str {
    let mut address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '…', '\'', '’']);
    while address.ends_with(')') && !address.contains('(') {
        address = address[..address.len() - 1].trim_end_matches(['.', ',']);
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let text =
            "See https://example.org/a?b=1, (http://example.org/c) and «https://example.org/d». pic.twitter.com/x1";
        assert_eq!(
            find(text),
            ["https://example.org/a?b=1", "http://example.org/c", "https://example.org/d", "pic.twitter.com/x1"]
        );
    }

    #[test]
    fn trailing_addresses_come_off_even_when_glued_to_a_word() {
        assert_eq!(
            split_off_trailing("EXERCISE waterhttps://t.co/a"),
            ("EXERCISE water", vec!["https://t.co/a".into()])
        );
        let (words, found) = split_off_trailing("НАВЧАННЯ https://t.co/a  pic.twitter.com/b ");
        assert_eq!((words, found.len(), found[0].as_str()), ("НАВЧАННЯ", 2, "https://t.co/a"));
        assert_eq!(split_off_trailing("https://t.co/a says so"), ("https://t.co/a says so", vec![]));
    }
}
