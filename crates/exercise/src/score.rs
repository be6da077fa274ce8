//! How much of what was planted in the material was found: the ground truth held against what `exhibit weigh`, `exhibit
//! copies` and a dossier's tables say. Values in, values out; each planted thing is found or not, with what was looked for.

mod claims;
mod recordings;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::Digest;
use serde_json::Value;

/// Something that was planted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planted {
    /// What sort of thing: `fact`, `figure`, `origins`, `incident`, `copy`, `trap`, `gap`, …
    pub sort: &'static str,
    /// Its name in the ground truth.
    pub id: String,
    /// Whether it was found as it was planted.
    pub found: bool,
    /// What was looked for.
    pub wanted: String,
}

/// What was said about the case.
#[derive(Clone, Copy)]
pub struct Answers<'a> {
    /// The document of `exhibit weigh --json`.
    pub weigh: &'a Value,
    /// The document of `exhibit copies --json`.
    pub copies: &'a Value,
    /// The text of a table of a dossier: `posts.csv`.
    pub table: &'a dyn Fn(&str) -> String,
}

/// Everything that was planted, in the order of the ground truth.
///
/// # Panics
/// Where the ground truth itself cannot be read: a fault of this crate, which its own tests would meet first.
pub fn score(answers: &Answers<'_>) -> Vec<Planted> {
    let truth: Value = serde_json::from_str(&crate::ground_truth()).expect("the ground truth is JSON");
    let told = claims::Told::new(answers.weigh);
    let mut out = told.facts(&truth);
    out.extend(told.figures(&truth));
    out.extend(told.origins(&truth));
    out.extend(told.incidents(&truth));
    out.extend(told.not_concluded());
    out.extend(recordings::found(answers, &truth));
    out.extend(listed(answers, &truth));
    out
}

/// The list under a key; empty where there is none.
fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// The item that a file of the material is; a post is in the item before `#`.
fn item(path: &str) -> &'static str {
    static ITEMS: LazyLock<BTreeMap<String, String>> =
        LazyLock::new(|| crate::material().into_iter().map(|f| (f.path, Digest::of(&f.bytes).hex())).collect());
    let path = path.split_once('#').map_or(path, |(path, _)| path);
    ITEMS.get(path).map_or("", String::as_str)
}

fn planted(sort: &'static str, id: &str, found: bool, wanted: impl Into<String>) -> Planted {
    Planted { sort, id: id.to_owned(), found, wanted: wanted.into() }
}

/// What is missing or damaged must be listed where a reader looks for it.
fn listed(answers: &Answers<'_>, truth: &Value) -> Vec<Planted> {
    let (missing, problems, posts) =
        ((answers.table)("not_collected.csv"), (answers.table)("problems.csv"), (answers.table)("posts.csv"));
    let (articles, items) = ((answers.table)("articles.csv"), (answers.table)("items.csv"));
    let row = |table: &str, words: &[&str]| table.lines().any(|line| words.iter().all(|w| line.contains(w)));
    let mut out = Vec::new();
    for (number, gap) in list(truth, "gaps").iter().enumerate() {
        let file = item(text(gap, "file"));
        let found = match gap["post"].as_str() {
            Some(post) => row(&missing, &[&format!("message {post}"), file]),
            // An earlier state of a page: listed as missing, with the page.
            None if text(gap, "file").ends_with(".html") => {
                row(&missing, &[file]) || row(&articles, &[file, "earlier"])
            }
            // Files of which only the address is there.
            None => row(&missing, &[file]) || row(&posts, &[file, "320x180.mp4"]),
        };
        out.push(planted("gap", &format!("gap {}", number + 1), found, text(gap, "what")));
    }
    for (number, problem) in list(truth, "problems").iter().enumerate() {
        let file = item(text(problem, "file"));
        let found = row(&problems, &[file]) || row(&items, &[file, "application/octet-stream"]);
        out.push(planted("problem", &format!("problem {}", number + 1), found, text(problem, "what")));
    }
    out
}
