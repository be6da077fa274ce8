//! A JSON value that borrows from its text and never fails over a type: whoever reads a field asks for what it
//! expects and gets nothing where the file says something else.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON value. Object members stay in file order; the first of two equal keys wins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node<'a> {
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

static NULL: Node<'static> = Node::Null;

impl<'a> Node<'a> {
    /// A member of an object; null where there is none.
    pub(crate) fn get(&self, key: &str) -> &Node<'a> {
        match self {
            Self::Object(members) => members.iter().find(|(k, _)| k == key).map_or(&NULL, |(_, v)| v),
            _ => &NULL,
        }
    }

    /// Whether an object has the member, whatever its value.
    pub(crate) fn has(&self, key: &str) -> bool {
        matches!(self, Self::Object(members) if members.iter().any(|(k, _)| k == key))
    }

    /// The string.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The string, where it is not empty or blank.
    pub(crate) fn words(&self) -> Option<&str> {
        self.text().filter(|t| !t.trim().is_empty())
    }

    /// An id: a string that is not empty, or an integer, as text. Floating-point ids have lost digits and are none.
    pub(crate) fn id(&self) -> Option<String> {
        match self {
            Self::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Self::Integer(n) => Some(n.to_string()),
            _ => None,
        }
    }

    /// An integer, also where it is written as a string or as a float without a fraction.
    pub(crate) fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(n) => i64::try_from(*n).ok(),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Float(f) if f.fract() == 0.0 && f.abs() < 9e15 => Some(*f as i64),
            _ => None,
        }
    }

    /// A size or count: an integer that is not negative.
    pub(crate) fn size(&self) -> Option<u64> {
        self.integer().and_then(|n| u64::try_from(n).ok())
    }

    /// A number of seconds as milliseconds, rounded.
    pub(crate) fn milliseconds(&self) -> Option<u64> {
        match self {
            Self::Float(f) if (0.0..9e12).contains(f) => Some((f * 1000.0).round() as u64),
            other => other.size().and_then(|s| s.checked_mul(1000)),
        }
    }

    /// Degrees as micro-degrees within ±`limit` degrees.
    pub(crate) fn micro_degrees(&self, limit: i32) -> Option<i32> {
        let degrees = match self {
            Self::Float(f) => *f,
            Self::Integer(n) => *n as f64,
            Self::Text(text) => text.trim().parse().ok()?,
            _ => return None,
        };
        (degrees.abs() <= f64::from(limit)).then(|| (degrees * 1e6).round() as i32)
    }

    /// The elements of a list; none where it is not one.
    pub(crate) fn items(&self) -> &[Node<'a>] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// What JSON calls it, for sentences.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Integer(_) | Self::Float(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Node<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON value")
            }
            fn visit_unit<E>(self) -> Result<Node<'de>, E> {
                Ok(Node::Null)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Node<'de>, E> {
                Ok(Node::Bool(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Node<'de>, E> {
                Ok(Node::Integer(value.into()))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Node<'de>, E> {
                Ok(Node::Integer(value.into()))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Node<'de>, E> {
                Ok(Node::Float(value))
            }
            fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Node<'de>, E> {
                Ok(Node::Text(Cow::Borrowed(value)))
            }
            fn visit_str<E>(self, value: &str) -> Result<Node<'de>, E> {
                Ok(Node::Text(Cow::Owned(value.to_owned())))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node<'de>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Node::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node<'de>, A::Error> {
                let mut members = Vec::with_capacity(16);
                while let Some(Key(key)) = map.next_key()? {
                    members.push((key, map.next_value()?));
                }
                Ok(Node::Object(members))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// An object key, borrowed where it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(value)))
            }
            fn visit_str<E>(self, value: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(value.to_owned())))
            }
        }
        deserializer.deserialize_str(Words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_text_and_floats_are_no_ids() {
        let node: Node =
            serde_json::from_str(r#"{"a": 1871234567890123456, "b": " 12 ", "c": 1.5, "d": 18446744073709551616}"#)
                .unwrap();
        assert_eq!(node.get("a").id().as_deref(), Some("1871234567890123456"));
        assert_eq!(node.get("b").id().as_deref(), Some("12"));
        assert_eq!((node.get("c").id(), node.get("d").id(), node.get("e").id()), (None, None, None));
    }

    #[test]
    fn a_field_of_another_type_is_absent_and_no_error() {
        let node: Node = serde_json::from_str(r#"{"size": "17", "when": {"x": 1}, "list": 3}"#).unwrap();
        assert_eq!(node.get("size").size(), Some(17));
        assert_eq!(node.get("when").integer(), None);
        assert!(node.get("list").items().is_empty());
    }
}
