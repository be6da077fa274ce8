//! The outline of a JSON file from its head: the keys that can be seen, to tell formats apart. The head may be cut
//! anywhere and may be damaged; the outline is what could be read before that.

use super::scan::{Scanner, Taken};
use super::{Mender, Node};

/// What the head of a JSON file shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One object.
    Object,
    /// A list of objects.
    List,
    /// Objects one after another, one to a line.
    Lines,
}

/// Shape, and the keys with a taste of their values.
#[derive(Debug)]
pub(crate) struct Outline {
    /// Object, list or lines.
    pub(crate) shape: Shape,
    /// Keys of the object, or of the first object of a list or of lines; each with the raw beginning of its value.
    pub(crate) keys: Vec<(String, String)>,
}

impl Outline {
    /// Whether the key was seen.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|(k, _)| k == key)
    }

    /// Whether all the keys were seen.
    pub(crate) fn has_all(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.has(key))
    }

    /// The raw beginning of a value; empty where the key was not seen.
    pub(crate) fn raw(&self, key: &str) -> &str {
        self.keys.iter().find(|(k, _)| k == key).map_or("", |(_, v)| v)
    }

    /// A string value, where the head holds it whole.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        let raw = self.raw(key);
        let mut scratch = String::new();
        match Mender::default().parse(raw.as_bytes(), 0, &mut scratch) {
            Ok(Node::Text(text)) => Some(text.into_owned()),
            _ => None,
        }
    }
}

/// Reads the outline of a head, given as text. Nothing where it does not begin as a JSON object or a list of objects.
pub(crate) fn outline(head: &str) -> Option<Outline> {
    let mut scanner = Scanner::new(head.as_bytes(), 0);
    let mut shape = Shape::Object;
    if scanner.take(b'[').ok()? {
        shape = Shape::List;
    }
    scanner.enter(b'{').ok()?;
    let mut keys = Vec::new();
    let mut value = Vec::new();
    loop {
        match scanner.key(keys.is_empty()) {
            Ok(Some(key)) => {
                let _ = scanner.peek();
                let begin = scanner.offset() as usize;
                let taken = scanner.value(Some(&mut value), usize::MAX);
                let end = scanner.offset() as usize;
                keys.push((key, head.get(begin..end).unwrap_or_default().to_owned()));
                if !matches!(taken, Ok(Taken::Whole)) {
                    break;
                }
            }
            Ok(None) => {
                if shape == Shape::Object && matches!(scanner.peek(), Ok(Some(b'{'))) {
                    shape = Shape::Lines;
                }
                break;
            }
            Err(_) => break,
        }
    }
    // `{` alone, or `{` and no key, could be anything: `{braces} in a text`.
    (!keys.is_empty()).then_some(Outline { shape, keys })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outline_is_what_could_be_read_before_the_cut() {
        let seen = outline(r#" {"name":"Канал","id":7,"messages":[{"id":1},{"i"#).unwrap();
        assert_eq!(seen.shape, Shape::Object);
        assert_eq!(seen.text("name").as_deref(), Some("Канал"));
        assert!(seen.raw("messages").starts_with("[{\"id\":1}"));
        assert_eq!(outline("[{\"a\":1},").unwrap().shape, Shape::List);
        assert_eq!(outline("{\"a\":1}\n{\"a\":2}").unwrap().shape, Shape::Lines);
        assert!(outline("{curly} words").is_none());
        assert!(outline("").is_none());
    }
}
