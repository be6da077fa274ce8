//! The seed case: its article, what a careful reader gets out of it, and the posts the article quotes.

use model::{Span, TimeSpan};
use serde_json::Value;
use text::claims::PostSpan;

/// The posts of the article, found by how their words begin and by the account in their signature.
pub fn posts(text: &str, expected: &Value) -> Vec<PostSpan> {
    let list = expected["posts"].as_array().unwrap();
    list.iter()
        .map(|post| {
            let start = text
                .match_indices(post["text_starts"].as_str().unwrap())
                .map(|m| m.0)
                .find(|&at| text[..at].ends_with("\n\n"));
            let start = start.unwrap();
            let line = text[start..].lines().next().unwrap();
            let signature = line.rfind(" — ").unwrap();
            assert!(line[signature..].contains(post["account"].as_str().unwrap()));
            PostSpan {
                span: Span::of_bytes(text, start..start + signature),
                whole: Span::of_bytes(text, start..start + line.len()),
                account: post["account"].as_str().unwrap().to_owned(),
                name: post["name"].as_str().map(str::to_owned),
                time: post["time"]["value"].as_str().and_then(|v| TimeSpan::new(v, None).ok()),
            }
        })
        .collect()
}

/// The article and what is expected of it.
pub fn article() -> Option<(String, Value)> {
    let folder = thirdparty::find("seed-case")?;
    let text = std::fs::read_to_string(folder.join("input/article.txt")).unwrap();
    let expected = serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    Some((text, expected))
}
