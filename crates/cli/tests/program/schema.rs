//! Reads JSON answers strictly and checks them against `docs/schema/*.schema.json`.
//!
//! The schemas use a small part of JSON Schema 2020-12; this checker knows that part and refuses every other keyword,
//! so that nothing in a schema goes unchecked unnoticed.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

const FOLDER: &str = "../../docs/schema";
const ANNOTATIONS: [&str; 5] = ["$schema", "$id", "$defs", "title", "description"];

/// Name of the schema that a verb's answer has to follow.
pub fn name_of(arguments: &str, _: &Value) -> String {
    let mut words = arguments.split_whitespace();
    match (words.next().unwrap_or_default(), words.next().unwrap_or_default()) {
        (group @ ("log" | "hashes" | "shadow"), what) => format!("{group}-{what}"),
        ("note" | "tag" | "set-status" | "review", _) => "judgement".to_owned(),
        (verb, _) => verb.to_owned(),
    }
}

/// Every schema, by name.
pub fn all() -> BTreeMap<String, Value> {
    let files = fs::read_dir(FOLDER).unwrap().map(|e| e.unwrap().path());
    files
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.strip_suffix(".schema.json")?.to_owned();
            let value = one_document(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|e| panic!("{name}: {e}"));
            Some((name, value))
        })
        .collect()
}

/// Fails the test where a document does not follow its schema.
pub fn check(name: &str, value: &Value) {
    let schemas = all();
    let schema = schemas.get(name).unwrap_or_else(|| panic!("there is no {FOLDER}/{name}.schema.json"));
    if let Err(wrong) = (Checker { schemas: &schemas, file: name }).value(schema, value, "$") {
        panic!("the answer does not follow {name}.schema.json: {wrong}\n{value:#}");
    }
}

/// Reads text that must be exactly one JSON document in which no key comes twice.
pub fn one_document(text: &str) -> Result<Value, String> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Strict.deserialize(&mut reader).map_err(|e| e.to_string())?;
    reader.end().map_err(|e| format!("more than one document: {e}"))?;
    Ok(value)
}

struct Checker<'s> {
    schemas: &'s BTreeMap<String, Value>,
    file: &'s str,
}

impl Checker<'_> {
    fn value(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        for (keyword, rule) in schema.as_object().expect("a schema is an object") {
            let holds = match keyword.as_str() {
                k if ANNOTATIONS.contains(&k) => Ok(()),
                "$ref" => self.reference(rule.as_str().unwrap(), value, at),
                "type" => list(rule).iter().any(|t| is_of_type(t, value)).then_some(()).ok_or_else(|| "type".into()),
                "const" => (rule == value).then_some(()).ok_or_else(|| format!("is not {rule}")),
                "enum" => list(rule).contains(&value).then_some(()).ok_or_else(|| "not in enum".into()),
                "minimum" => (!value.is_number() || value.as_f64() >= rule.as_f64())
                    .then_some(())
                    .ok_or_else(|| "too small".into()),
                "pattern" => hexadecimal(rule.as_str().unwrap(), value).then_some(()).ok_or_else(|| "pattern".into()),
                "oneOf" => self.one_of(list(rule), value, at),
                "required" => list(rule)
                    .iter()
                    .find(|key| value.is_object() && value.get(key.as_str().unwrap()).is_none())
                    .map_or(Ok(()), |key| Err(format!("lacks {key}"))),
                "properties" | "items" | "prefixItems" | "additionalProperties" | "maxItems" | "minItems" => Ok(()),
                other => panic!("{}: this checker does not know the keyword {other}", self.file),
            };
            holds.map_err(|wrong| format!("{at}: {wrong}"))?;
        }
        match value {
            Value::Object(members) => {
                members.iter().try_for_each(|(key, member)| match schema.get("properties").and_then(|p| p.get(key)) {
                    Some(rule) => self.value(rule, member, &format!("{at}.{key}")),
                    None if schema.get("additionalProperties") == Some(&Value::Bool(false)) => {
                        Err(format!("{at}: {key} is not documented"))
                    }
                    None => Ok(()),
                })
            }
            Value::Array(items) => self.items(schema, items, at),
            _ => Ok(()),
        }
    }

    fn items(&self, schema: &Value, items: &[Value], at: &str) -> Result<(), String> {
        let limit = |key: &str| schema.get(key).and_then(Value::as_u64);
        if limit("minItems").is_some_and(|n| (items.len() as u64) < n)
            || limit("maxItems").is_some_and(|n| (items.len() as u64) > n)
        {
            return Err(format!("{at}: has {} members", items.len()));
        }
        match schema.get("items") {
            Some(rule) => {
                items.iter().enumerate().try_for_each(|(n, item)| self.value(rule, item, &format!("{at}[{n}]")))
            }
            None => Ok(()),
        }
    }

    fn one_of(&self, rules: Vec<&Value>, value: &Value, at: &str) -> Result<(), String> {
        let answers: Vec<_> = rules.iter().map(|rule| self.value(rule, value, at)).collect();
        match answers.iter().filter(|a| a.is_ok()).count() {
            1 => Ok(()),
            0 => Err(answers.into_iter().filter_map(Result::err).collect::<Vec<_>>().join("; or ")),
            _ => Err("several of oneOf hold".to_owned()),
        }
    }

    /// `#/$defs/name` of the same file, or `other.schema.json#/$defs/name` of another.
    fn reference(&self, reference: &str, value: &Value, at: &str) -> Result<(), String> {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if file.is_empty() { self.file } else { file.trim_end_matches(".schema.json") };
        let target = self.schemas.get(file).and_then(|s| s.pointer(pointer));
        let target = target.unwrap_or_else(|| panic!("{}: {reference} leads nowhere", self.file));
        Checker { file, ..*self }.value(target, value, at)
    }
}

fn list(rule: &Value) -> Vec<&Value> {
    rule.as_array().map_or_else(|| vec![rule], |rules| rules.iter().collect())
}

fn is_of_type(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("this checker does not know the type {other}"),
    }
}

/// The one form of pattern that the schemas use: `^[0-9a-f]{64}$`.
fn hexadecimal(pattern: &str, value: &Value) -> bool {
    let length = pattern.strip_prefix("^[0-9a-f]{").and_then(|rest| rest.strip_suffix("}$")?.parse::<usize>().ok());
    let length = length.unwrap_or_else(|| panic!("this checker does not know the pattern {pattern}"));
    let digits = |text: &str| text.len() == length && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    value.as_str().is_none_or(digits)
}

/// Reads any JSON value and refuses a key that comes twice.
struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = serde_json::Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(Strict)?;
            if members.insert(key.clone(), value).is_some() {
                return Err(serde::de::Error::custom(format!("the key {key} comes twice")));
            }
        }
        Ok(Value::Object(members))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(Strict)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Value::deserialize(serde::de::value::F64Deserializer::new(value))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

#[test]
fn keys_do_not_come_and_go() {
    fn look(file: &str, schema: &Value) {
        if let (Some(properties), true) = (schema.get("properties"), schema.get("type").is_some()) {
            let mut required: Vec<&str> = list(&schema["required"]).iter().map(|k| k.as_str().unwrap()).collect();
            required.sort_unstable();
            let mut documented: Vec<&String> = properties.as_object().unwrap().keys().collect();
            documented.sort();
            assert_eq!(documented, required, "{file}: every documented key is always there");
            assert_eq!(schema["additionalProperties"], false, "{file}: {documented:?}");
        }
        match schema {
            Value::Object(members) => members.values().for_each(|v| look(file, v)),
            Value::Array(items) => items.iter().for_each(|v| look(file, v)),
            _ => {}
        }
    }
    let schemas = all();
    assert!(!schemas.is_empty());
    schemas.iter().for_each(|(name, schema)| look(name, schema));
}

#[test]
fn the_checker_notices_what_is_wrong() {
    let schemas = BTreeMap::from([("x".to_owned(), one_document(EXAMPLE).unwrap())]);
    let checker = Checker { schemas: &schemas, file: "x" };
    for (text, holds) in [
        (r#"{"a": 1, "b": null}"#, true),
        (r#"{"a": 1, "b": ["0f"]}"#, true),
        (r#"{"a": 1}"#, false),
        (r#"{"a": -1, "b": null}"#, false),
        (r#"{"a": 1.5, "b": null}"#, false),
        (r#"{"a": 1, "b": null, "c": 0}"#, false),
        (r#"{"a": 1, "b": ["0F"]}"#, false),
        (r#"{"a": 1, "b": []}"#, false),
    ] {
        let answer = checker.value(&schemas["x"], &one_document(text).unwrap(), "$");
        assert_eq!(answer.is_ok(), holds, "{text}: {answer:?}");
    }
    for text in [r#"{"a": 1, "a": 1}"#, "{} {}", "", "{"] {
        assert!(one_document(text).is_err(), "{text}");
    }
}

const EXAMPLE: &str = r##"{
  "type": "object", "required": ["a", "b"], "additionalProperties": false,
  "properties": {
    "a": {"type": "integer", "minimum": 0},
    "b": {"oneOf": [{"type": "null"}, {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/hex"}}]}
  },
  "$defs": {"hex": {"type": "string", "pattern": "^[0-9a-f]{2}$"}}
}"##;
