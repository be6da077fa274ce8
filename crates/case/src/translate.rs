//! Machine translations that a person asks for: kept as findings, marked as what they are, never read as evidence. Who
//! translates comes in as a value: the library opens no connection.

use std::io::{BufRead, BufReader};

use custody::entry::Header;
use model::{Digest, ItemId, PostId, canonical};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::NewEntry;
use store::index::IndexError;
use store::index::query::digest;

use crate::error::Error;
use crate::host::Host;
use crate::open::{Case, WritableCase};
use crate::repeats::TextRef;

/// Raised whenever the same answer would be kept otherwise.
const VERSION: &str = "1";
/// Longest stretch that is sent at once, in characters: models lose the thread of longer ones.
const STRETCH: usize = 4_000;

/// Somebody who translates.
pub trait Translator {
    /// The model's name, which every translation carries.
    fn model(&self) -> &str;
    /// One stretch of text in the language `to` (ISO 639-1); the error is one sentence.
    fn translate(&self, text: &str, to: &str) -> Result<String, String>;
}

/// A machine translation of one text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// Always true: nobody has checked it.
    pub machine: bool,
    /// The model that made it.
    pub model: String,
    /// Language of the translation, ISO 639-1.
    pub to: String,
    /// The post; nothing where it is the item's article.
    pub post: Option<PostId>,
    /// SHA-256 of the text that was translated.
    pub text_sha256: Digest,
    /// The translation.
    pub text: String,
}

/// Translates a text stretch by stretch, cut at line breaks where there are any.
pub fn translate(text: &str, to: &str, translator: &dyn Translator) -> Result<String, Error> {
    let mut out = String::new();
    for stretch in stretches(text) {
        if stretch.trim().is_empty() {
            out.push_str(stretch);
            continue;
        }
        let words = translator.translate(stretch.trim_end_matches('\n'), to).map_err(Error::Translation)?;
        out.push_str(&words);
        out.extend(std::iter::repeat_n('\n', stretch.len() - stretch.trim_end_matches('\n').len()));
    }
    Ok(out)
}

fn stretches(text: &str) -> Vec<&str> {
    let (mut out, mut from, mut length) = (Vec::new(), 0, 0);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let characters = line.chars().count();
        if length > 0 && length + characters > STRETCH {
            out.push(&text[from..at]);
            (from, length) = (at, 0);
        }
        length += characters;
        at += line.len();
        // A single line that is too long is cut where it must be.
        while length > STRETCH {
            let cut = text[from..at].char_indices().nth(STRETCH).map_or(at, |(offset, _)| from + offset);
            out.push(&text[from..cut]);
            length = text[cut..at].chars().count();
            from = cut;
        }
    }
    out.push(&text[from..]);
    out
}

impl WritableCase {
    /// Has a text translated and keeps the answer as a finding on its item.
    pub fn translate(
        &mut self,
        at: TextRef,
        to: &str,
        translator: &dyn Translator,
        host: &Host<'_>,
    ) -> Result<Translation, Error> {
        let original = self.text_view(at)?.text;
        host.progress.begin("Translating", None);
        let text = translate(&original, to, translator);
        host.progress.end();
        let translation = Translation {
            machine: true,
            model: translator.model().to_owned(),
            to: to.to_owned(),
            post: at.post,
            text_sha256: Digest::of(original.as_bytes()),
            text: text?,
        };
        let mut record = self.writer().record();
        record.line(&translation)?;
        let record = record.finish()?;
        let parameters =
            canonical::digest(&json!({"model": translation.model, "to": to, "text_sha256": translation.text_sha256}))?;
        let header = Header::find(vec![at.item], "translate.machine", VERSION, parameters, record);
        self.commit(vec![NewEntry { header, private: Some(host.stamp().into()) }], host)?;
        Ok(translation)
    }
}

impl Case {
    /// The translations of a text, newest last; of one model and language only the newest.
    pub fn translations(&self, at: TextRef) -> Result<Vec<Translation>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT record FROM finding WHERE item = ? AND analyser = 'translate.machine' AND record IS NOT NULL ORDER BY seq",
        )?;
        let records = statement.query_map([at.item.0.hex()], |row| row.get::<_, String>(0))?;
        let mut found: Vec<Translation> = Vec::new();
        for record in records {
            let file = self.reader().record(digest(&record?)?)?;
            for line in BufReader::new(file).lines() {
                let one: Translation = serde_json::from_str(&line.map_err(IndexError::from)?)?;
                if one.post == at.post {
                    found.retain(|known| (&known.model, &known.to) != (&one.model, &one.to));
                    found.push(one);
                }
            }
        }
        Ok(found)
    }

    /// The text that an id, or its first digits, names: a post's words, or an item's article.
    pub fn find_text(&self, prefix: &str) -> Result<TextRef, Error> {
        match self.find(prefix)? {
            crate::view::Thing::Post(post) => Ok(TextRef { item: post.item, post: Some(post.id) }),
            crate::view::Thing::Item(item) => Ok(TextRef { item: ItemId(item.id.0), post: None }),
            crate::view::Thing::Source(_) => Err(Error::NotAnItem { prefix: prefix.to_owned(), kind: "source" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_give_the_text_again_and_none_is_too_long() {
        for text in [
            "",
            "one\n\ntwo",
            &"слово ".repeat(3_000),
            &"рядок\n".repeat(2_000),
            &format!("a\n{}\nb", "x".repeat(9_000)),
        ] {
            let parts = stretches(text);
            assert_eq!(parts.concat(), text);
            assert!(
                parts.iter().all(|p| p.chars().count() <= STRETCH),
                "{:?}",
                parts.iter().map(|p| p.len()).collect::<Vec<_>>()
            );
        }
    }
}
