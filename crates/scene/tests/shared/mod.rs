//! Test vectors from the folder of third-party data.

use serde_json::Value;

/// A file of vectors; nothing where third-party data is switched off, and then that is said.
pub fn vectors(name: &str) -> Option<Value> {
    let file = thirdparty::find(&format!("data/vectors/{name}"))?;
    let text = std::fs::read(file).unwrap();
    Some(serde_json::from_slice(&text).unwrap())
}
