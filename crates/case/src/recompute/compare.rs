//! Compares a record with what an analyser says now, line by line, in bounded memory.

use std::io::{BufRead, BufReader};

use model::{Digest, canonical};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::Verdict;
use crate::analysers::{Analyser, Lines};

/// Longest piece of a value that is quoted in a difference.
const QUOTED: usize = 80;

/// Takes an analyser's lines and holds them against a record.
pub(super) struct Comparison<'a> {
    analyser: &'a dyn Analyser,
    /// The record, where it is at hand.
    stated: Option<BufReader<std::fs::File>>,
    hash: Sha256,
    lines: u64,
    /// The first line of which the conclusion differs.
    difference: Option<String>,
}

impl<'a> Comparison<'a> {
    pub fn new(analyser: &'a dyn Analyser, stated: Option<std::fs::File>) -> Self {
        let stated = stated.map(|file| BufReader::with_capacity(1 << 17, file));
        Self { analyser, stated, hash: Sha256::new(), lines: 0, difference: None }
    }

    /// What came out, for a record with this hash.
    pub fn finish(mut self, record: Digest) -> (Verdict, Option<String>) {
        if Digest(self.hash.clone().finalize().into()) == record {
            return (Verdict::SameBytes, None);
        }
        if self.difference.is_none() {
            let more = self.next_stated();
            if let Some(line) = more {
                let words = format!("ends after {} lines; the record goes on with {}", self.lines, quoted(&line));
                self.difference = Some(words);
            }
        }
        match self.difference {
            Some(difference) => (Verdict::DifferentConclusion, Some(difference)),
            None if self.stated.is_none() => {
                let words = "other bytes; the record is not at hand, so what differs cannot be said";
                (Verdict::DifferentConclusion, Some(words.to_owned()))
            }
            None => (Verdict::SameConclusion, Some("other words of explanation, the same otherwise".to_owned())),
        }
    }

    fn next_stated(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.stated.as_mut()?.read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim_end_matches('\n').to_owned())
    }

    fn compare(&mut self, text: &str) {
        if self.stated.is_none() || self.difference.is_some() {
            return;
        }
        let at = self.lines;
        let Some(stated) = self.next_stated() else {
            self.difference = Some(format!("line {at} is new: {}", quoted(text)));
            return;
        };
        if stated == text {
            return;
        }
        let conclusion = |text: &str| {
            let mut value: Value = serde_json::from_str(text).unwrap_or(Value::Null);
            self.analyser.conclusion(&mut value);
            value
        };
        let (was, is) = (conclusion(&stated), conclusion(text));
        self.difference = first_difference(&was, &is, String::new()).map(|words| format!("line {at}: {words}"));
    }
}

impl Lines for Comparison<'_> {
    fn line(&mut self, value: &dyn erased_serde::Serialize) -> Result<(), store::Error> {
        let text = canonical::to_string(value)?;
        self.hash.update(text.as_bytes());
        self.hash.update(b"\n");
        self.lines += 1;
        self.compare(&text);
        Ok(())
    }
}

/// Where two values first differ, as a path (RFC 6901) with both values; nothing where they are the same.
pub(super) fn first_difference(was: &Value, is: &Value, path: String) -> Option<String> {
    match (was, is) {
        _ if was == is => None,
        (Value::Object(was_members), Value::Object(is_members)) => {
            let keys: std::collections::BTreeSet<&String> = was_members.keys().chain(is_members.keys()).collect();
            keys.into_iter().find_map(|key| {
                let of = |members: &serde_json::Map<String, Value>| members.get(key).cloned().unwrap_or(Value::Null);
                first_difference(&of(was_members), &of(is_members), format!("{path}/{key}"))
            })
        }
        (Value::Array(was_items), Value::Array(is_items)) => {
            let same = was_items.iter().zip(is_items).enumerate();
            let inside = same.into_iter().find_map(|(at, (a, b))| first_difference(a, b, format!("{path}/{at}")));
            let lengths = || format!("{path}: {} entries, now {}", was_items.len(), is_items.len());
            inside.or_else(|| (was_items.len() != is_items.len()).then(lengths))
        }
        _ => {
            let path = if path.is_empty() { "the whole" } else { &path };
            Some(format!("{path}: {}, now {}", quoted(&was.to_string()), quoted(&is.to_string())))
        }
    }
}

pub(super) fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(QUOTED).collect();
    let shown = model::name::visible(&shown);
    if text.chars().count() > QUOTED { format!("{shown}…") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_difference_is_named_by_its_path() {
        for (was, is, words) in [
            (json!({"a": 1}), json!({"a": 1}), None),
            (json!({"a": {"b": [1, 2]}}), json!({"a": {"b": [1, 3]}}), Some("/a/b/1: 2, now 3")),
            (json!({"a": [1]}), json!({"a": [1, 2]}), Some("/a: 1 entries, now 2")),
            (json!({}), json!({"z": true}), Some("/z: null, now true")),
            (json!(1), json!("1"), Some("the whole: 1, now \"1\"")),
        ] {
            assert_eq!(first_difference(&was, &is, String::new()).as_deref(), words);
        }
    }
}
