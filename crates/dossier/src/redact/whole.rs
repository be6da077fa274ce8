//! Whether something may be shown whole. A record or a collected file is named by its hash, so it cannot be shown with
//! words replaced: it is shown as it is, or not at all. The rules are those of `text`; here nothing is replaced or
//! counted, and the first thing that the policy withholds is the reason.

use custody::private::read_line;
use model::import::ImportLine;
use serde_json::Value;

use super::Redactor;
use super::address::{Address, Carries};
use super::text::{ADDRESS, EMAIL, MENTION, PLATFORM_ID, trimmed};

/// Why something is not shown whole.
pub type Why = &'static str;

const ACCOUNTS: Why = "it names private accounts or speaks for them";
const ADDRESSES: Why = "it holds web addresses that lead to private accounts, files or points, or that open doors";
const EMAILS: Why = "it holds e-mail addresses";
const POINTS: Why = "it holds coordinates finer than the policy allows";
/// Why something is left out that a person decided not to show.
pub const DECIDED: Why = "a decision withholds it, or words in it";
const NUMBERS: Why = "it holds numbers by which a platform would lead to private accounts";
const SURROUNDINGS: Why = "it names people, machines or folders of the collecting side";
const PRIVATE: Why = "it holds what was written down privately";
const EMBEDDED: Why = "it holds embedded files, which were not looked through";
const UNREADABLE: Why = "it is not readable as a text, and so was not looked through";

/// Precisions of a place that the gazetteer gives; anything finer is a house.
const COARSE: [&str; 3] = ["town", "region", "country"];

impl Redactor {
    /// Why a text cannot be shown as it is.
    pub fn withholds(&self, text: &str) -> Option<Why> {
        if self.withholds_words(text) {
            return Some(DECIDED);
        }
        for hit in ADDRESS.iter().flat_map(|r| r.find_iter(text)) {
            let url = trimmed(hit.as_str());
            if !matches!(self.judge(url, Carries::Unknown), Address::Shown(shown) if shown == url) {
                return Some(ADDRESSES);
            }
        }
        let has = |regex: &Option<regex::Regex>| regex.as_ref().is_none_or(|r| r.is_match(text));
        if has(&EMAIL) {
            return Some(EMAILS);
        }
        if Self::names_a_point(text) {
            return Some(POINTS);
        }
        if !self.policy.show_accounts {
            for hit in MENTION.iter().flat_map(|r| r.find_iter(text)) {
                let inside_a_word = text[..hit.start()].chars().next_back().is_some_and(char::is_alphanumeric);
                if !inside_a_word && !self.accounts.borrow().is_public_name(hit.as_str()) {
                    return Some(ACCOUNTS);
                }
            }
            if !self.names.find(text).is_empty() {
                return Some(ACCOUNTS);
            }
            if has(&PLATFORM_ID) {
                return Some(NUMBERS);
            }
        }
        (!self.telling.find(text).is_empty()).then_some(SURROUNDINGS)
    }

    /// Whether any words are withheld by a decision.
    pub fn withholds_any_words(&self) -> bool {
        self.decided.count > 0
    }

    /// Whether words that a decision withholds stand in a text.
    pub fn withholds_words(&self, text: &str) -> bool {
        !self.decided.words.find(text).is_empty()
    }

    /// The same of a line of a record, however its letters are escaped.
    pub fn withholds_words_of_line(&self, line: &str) -> bool {
        fn any(value: &Value, holds: &dyn Fn(&str) -> bool) -> bool {
            match value {
                Value::String(text) => holds(text),
                Value::Array(values) => values.iter().any(|v| any(v, holds)),
                Value::Object(members) => members.values().any(|v| any(v, holds)),
                Value::Null | Value::Bool(_) | Value::Number(_) => false,
            }
        }
        let value = serde_json::from_str::<Value>(line).unwrap_or(Value::String(line.to_owned()));
        any(&value, &|text| self.withholds_words(text))
    }

    /// Why a line of a record cannot be shown as it is.
    pub fn withholds_line(&self, line: &str) -> Option<Why> {
        if read_line(line).is_some() {
            return Some(PRIVATE);
        }
        let Ok(value) = serde_json::from_str::<Value>(line) else { return Some(UNREADABLE) };
        self.speaks_for_somebody(&value).or_else(|| self.withholds_value(&value))
    }

    /// Private speakers, even those whose names are too short to be looked for in texts.
    fn speaks_for_somebody(&self, line: &Value) -> Option<Why> {
        if self.policy.show_accounts {
            return None;
        }
        // A line of another sort is no import line, and its names are looked for as everywhere.
        let private = match serde_json::from_value::<ImportLine>(line.clone()) {
            Ok(ImportLine::Source(source)) => {
                self.accounts.borrow_mut().speaker(source.identity(), Some(&source)).private
            }
            Ok(ImportLine::Post(post)) => post
                .links
                .iter()
                .filter_map(|l| l.who.as_deref())
                .any(|who| !self.accounts.borrow().is_public_name(who)),
            _ => false,
        };
        private.then_some(ACCOUNTS)
    }

    fn withholds_value(&self, value: &Value) -> Option<Why> {
        match value {
            Value::String(text) => self.withholds(text),
            Value::Array(values) => values.iter().find_map(|v| self.withholds_value(v)),
            Value::Object(members) => {
                let coarse = members.get("precision").and_then(Value::as_str).is_some_and(|p| COARSE.contains(&p));
                let point = members.iter().any(|(key, value)| {
                    let latitude = key == "stated_location" || key.starts_with("lat") || key.starts_with("gps");
                    latitude && !value.is_null() && !coarse
                });
                if point {
                    return Some(POINTS);
                }
                members.iter().find_map(|(key, value)| self.withholds(key).or_else(|| self.withholds_value(value)))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => None,
        }
    }

    /// Why a collected text or page cannot be shown as it is. A page is looked through twice: as it is written, and as a
    /// browser reads it, with everything spelt out that its source only hints at.
    pub fn withholds_document(&self, bytes: &[u8], page: bool) -> Option<Why> {
        let Ok(text) = std::str::from_utf8(bytes) else { return Some(UNREADABLE) };
        if text.contains('\0') {
            return Some(UNREADABLE);
        }
        if let Some(why) = self.withholds(text) {
            return Some(why);
        }
        if !page {
            return None;
        }
        if text.to_ascii_lowercase().contains("data:") {
            return Some(EMBEDDED);
        }
        let document = dom_query::Document::from(text);
        let mut parts = vec![document.text().to_string()];
        for node in document.root().descendants() {
            parts.extend(node.attrs().into_iter().map(|a| a.value.to_string()));
            if node.is_text() || node.is_comment() {
                parts.push(node.text().to_string());
            }
        }
        parts.iter().find_map(|part| self.withholds(part))
    }
}
