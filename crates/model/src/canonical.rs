//! RFC 8785 (JCS) canonical JSON: the only form in which anything is hashed or kept as a record.
//!
//! Numbers are integers within ±(2^53 − 1); binary floating point is refused, so that a record never depends on how
//! a machine prints a float. Quantities carry a declared unit (micro-degrees, milliseconds) or are decimal strings.

use serde::Serialize;
use serde_json::Value;

use crate::id::Digest;

/// The largest integer that every JSON reader agrees on (RFC 8785 section 3.2.2.3, I-JSON).
const MAX_SAFE: i64 = (1 << 53) - 1;

/// Why a value has no canonical form.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalError {
    /// A floating-point number somewhere in the value.
    #[error("a floating-point number ({0}) cannot be part of a record")]
    Float(String),
    /// An integer beyond ±(2^53 − 1).
    #[error("the integer {0} is too large for a record; ids are strings")]
    LargeInteger(String),
    /// The value does not serialise at all.
    #[error("the value cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// Writes `value` in canonical form: UTF-8, no white space, keys sorted by UTF-16 code units.
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String, CanonicalError> {
    let value = serde_json::to_value(value)?;
    let mut out = String::with_capacity(256);
    write(&value, &mut out)?;
    Ok(out)
}

/// SHA-256 of the canonical form.
pub fn digest<T: Serialize + ?Sized>(value: &T) -> Result<Digest, CanonicalError> {
    Ok(Digest::of(to_string(value)?.as_bytes()))
}

/// Appends an already parsed JSON value in canonical form.
pub fn write(value: &Value, out: &mut String) -> Result<(), CanonicalError> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => match number.as_i64() {
            Some(n) if (-MAX_SAFE..=MAX_SAFE).contains(&n) => out.push_str(&n.to_string()),
            None if number.is_f64() => return Err(CanonicalError::Float(number.to_string())),
            _ => return Err(CanonicalError::LargeInteger(number.to_string())),
        },
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out)?;
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            // serde_json sorts by UTF-8 bytes already; that differs from UTF-16 order only outside ASCII.
            if keys.iter().any(|k| !k.is_ascii()) {
                keys.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
            } else {
                keys.sort();
            }
            out.push('{');
            for (i, key) in keys.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_string(key, out);
                out.push(':');
                write(&map[key], out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

/// RFC 8785 section 3.2.2.2: only the quote, the backslash and control characters are escaped.
fn write_string(text: &str, out: &mut String) {
    out.push('"');
    let mut plain = 0;
    for (i, byte) in text.bytes().enumerate() {
        let escape: &str = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            0x08 => "\\b",
            0x09 => "\\t",
            0x0a => "\\n",
            0x0c => "\\f",
            0x0d => "\\r",
            0x00..=0x1f => "",
            _ => continue,
        };
        out.push_str(&text[plain..i]);
        plain = i + 1;
        if escape.is_empty() {
            out.push_str(&format!("\\u{byte:04x}"));
        } else {
            out.push_str(escape);
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_are_sorted_by_utf16_code_units_as_in_rfc_8785() {
        let value = json!({"\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis"});
        let text = to_string(&value).unwrap();
        let order: Vec<usize> = ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"]
            .iter()
            .map(|word| text.find(word).unwrap())
            .collect();
        assert!(order.is_sorted(), "{text}");
    }

    #[test]
    fn floats_and_unsafe_integers_are_refused() {
        assert!(matches!(to_string(&json!({"a": 1.5})), Err(CanonicalError::Float(_))));
        assert!(matches!(to_string(&json!(9_007_199_254_740_993_i64)), Err(CanonicalError::LargeInteger(_))));
        assert_eq!(to_string(&json!([-9_007_199_254_740_991_i64, 0])).unwrap(), "[-9007199254740991,0]");
    }

    #[test]
    fn control_characters_are_escaped_and_nothing_else() {
        assert_eq!(to_string("a\u{1}\t\"\\/é\u{7f}").unwrap(), "\"a\\u0001\\t\\\"\\\\/é\u{7f}\"");
    }

    proptest::proptest! {
        #[test]
        fn any_string_survives_the_round_trip(text in ".*") {
            let line = to_string(&text).unwrap();
            let back: String = serde_json::from_str(&line).unwrap();
            proptest::prop_assert_eq!(back, text);
            proptest::prop_assert!(!line.contains('\n'));
        }
    }
}
