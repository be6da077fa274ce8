//! The promises of the material: marked, quoted rightly, consistent in ids and times, the same bytes everywhere.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::{Digest, TimeSpan, Utc};
use serde_json::Value;

const EXPORT: &str = "telegram/ChatExport_2026-03-14/result.json";
const TWEETS: &str = "tweets/saved-2026-03-14.jsonl";

static FILES: LazyLock<BTreeMap<String, Vec<u8>>> =
    LazyLock::new(|| exercise::material().into_iter().map(|f| (f.path, f.bytes)).collect());
static TRUTH: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(&exercise::ground_truth()).unwrap());

fn text(path: &str) -> &'static str {
    std::str::from_utf8(FILES.get(path).unwrap_or_else(|| panic!("no {path}"))).unwrap()
}

fn rows(key: &str) -> impl Iterator<Item = &'static Value> {
    TRUTH[key].as_array().unwrap_or_else(|| panic!("no list {key}")).iter()
}

/// The export with its invalid escapes made valid.
fn messages() -> Vec<Value> {
    let whole: Value = serde_json::from_str(&text(EXPORT).replace("\\x", "\\u00")).unwrap();
    whole["messages"].as_array().unwrap().clone()
}

/// The saved posts, those inside others included.
fn tweets() -> Vec<Value> {
    let mut found: Vec<Value> = text(TWEETS).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let inner = found.iter().flat_map(|t| [&t["quotedTweet"], &t["retweetedTweet"]]).filter(|t| t.is_object());
    let inner: Vec<Value> = inner.cloned().collect();
    found.extend(inner);
    found.push(serde_json::from_str(text("tweets/2032340286440472575.json")).unwrap());
    found
}

fn words(message: &Value) -> String {
    message["text_entities"].as_array().into_iter().flatten().filter_map(|e| e["text"].as_str()).collect()
}

#[test]
fn the_bytes_are_the_same_on_every_machine() {
    let now: String = FILES.iter().map(|(path, bytes)| format!("{}  {path}\n", Digest::of(bytes).hex())).collect();
    // Recipe: cargo run -q -p exhibit-exercise --example hashes > crates/exercise/tests/material.sha256
    assert_eq!(now, include_str!("material.sha256"), "if the change is meant, make the list anew with its recipe");
}

#[test]
fn every_file_says_that_it_is_an_exercise() {
    for (path, bytes) in FILES.iter() {
        // In still pictures the word is painted; a test beside the painter looks for its dots.
        let painted = path.ends_with(".jpg");
        assert!(painted || bytes.windows(8).any(|w| w == b"EXERCISE"), "{path}");
    }
    assert!(exercise::read_me().contains("EXERCISE") && exercise::ground_truth().contains("EXERCISE"));
}

#[test]
fn every_message_and_post_says_that_it_is_an_exercise() {
    for message in messages() {
        let words = words(&message);
        assert!(words.is_empty() || words.contains("EXERCISE"), "{}", message["id"]);
        assert_eq!(words.is_empty(), message["type"] != "message", "{}", message["id"]);
    }
    for tweet in tweets() {
        assert!(tweet["rawContent"].as_str().unwrap().contains("EXERCISE"), "{}", tweet["id"]);
    }
}

#[test]
fn the_group_holds_what_an_export_can_hold() {
    let all = messages();
    assert!(all.len() >= 25);
    let have = |key: &str| all.iter().filter(|m| !m[key].is_null()).count();
    assert!(have("forwarded_from") >= 5 && have("reply_to_message_id") >= 5 && have("edited") == 1);
    assert!(all.iter().any(|m| m["type"] == "service") && all.iter().any(|m| m["text"].is_array()));
    assert_eq!(all.iter().filter(|m| m["type"] == "message" && m["date_unixtime"].is_null()).count(), 1);
    assert_eq!(text(EXPORT).matches("\\x").count(), 3 * 2, "three invalid escapes, in text and in text_entities");
    assert!(serde_json::from_str::<Value>(text(EXPORT)).is_err(), "a strict reader must stop");
}

#[test]
fn local_dates_and_unix_times_agree() {
    for message in messages() {
        for (local, unix) in [("date", "date_unixtime"), ("edited", "edited_unixtime")] {
            if let (Some(local), Some(unix)) = (message[local].as_str(), message[unix].as_str()) {
                let span = TimeSpan::new(local, Some("+02:00")).unwrap();
                assert_eq!(span.utc[0], Some(Utc(unix.parse().unwrap())), "{}", message["id"]);
            }
        }
    }
}

#[test]
fn ids_agree_with_dates_except_the_one_that_was_planted() {
    let mut contradict = Vec::new();
    for tweet in tweets() {
        let id = tweet["id"].as_i64().unwrap();
        if let Some(text) = tweet["id_str"].as_str() {
            assert_eq!(text, id.to_string());
        }
        // An X id carries milliseconds since 2010-11-04T01:42:54.657Z above its low 22 bits. Those are all set here,
        // which the platform never reaches, so that no id of the story is anybody's post.
        assert_eq!(id & 0x3f_ffff, 0x3f_ffff);
        let from_id = ((id >> 22) + 1_288_834_974_657) / 1000;
        let stated = TimeSpan::from_stamp(tweet["date"].as_str().unwrap()).unwrap().utc[0].unwrap();
        if stated != Utc(from_id) {
            contradict.push((id, stated.to_string(), Utc(from_id).to_string()));
        }
        let account = &tweet["user"];
        let born = ((account["id"].as_i64().unwrap() >> 22) + 1_288_834_974_657) / 1000;
        assert_eq!(TimeSpan::from_stamp(account["created"].as_str().unwrap()).unwrap().utc[0], Some(Utc(born)));
    }
    let planted = (2_032_017_509_581_848_575, "2026-03-11T20:05:00Z".to_owned(), "2026-03-12T08:55:02Z".to_owned());
    assert_eq!(contradict, [planted]);
}

#[test]
fn every_quote_of_the_ground_truth_is_verbatim_in_its_file() {
    let mut posts: BTreeMap<String, String> = messages().iter().map(|m| (m["id"].to_string(), words(m))).collect();
    posts.extend(tweets().iter().map(|t| (t["id"].to_string(), t["rawContent"].as_str().unwrap().to_owned())));
    let circle = TRUTH["circular_citation"]["loop"].as_array().unwrap();
    let mut seen = 0;
    for row in rows("facts").chain(rows("figures")).chain(rows("incident_links")).chain(circle) {
        let quote = row["quote"].as_str().unwrap();
        let path = row["file"].as_str().or(row["from"].as_str()).unwrap();
        assert!(text(path).contains(quote), "not in {path}: {quote}");
        if let Some(post) = row["post"].as_str() {
            assert!(posts[post].contains(quote), "not in post {post}: {quote}");
        }
        if let Some(hedge) = row["hedge"].as_str() {
            assert!(text(path).contains(hedge), "not in {path}: {hedge}");
        }
        seen += 1;
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn everything_the_ground_truth_names_is_there() {
    let posts: Vec<String> = rows("posts").map(|p| p["id"].as_str().unwrap().to_owned()).collect();
    let check = |named: &str| match named.split_once('#') {
        Some((path, post)) => {
            assert!(FILES.contains_key(path) && posts.iter().any(|p| p == post), "{named}");
        }
        None => assert!(FILES.contains_key(named), "{named}"),
    };
    for key in ["facts", "figures", "posts", "articles", "gaps", "problems", "earliest"] {
        rows(key).for_each(|row| check(row["file"].as_str().unwrap()));
    }
    for copy in rows("copies") {
        check(copy["original"].as_str().unwrap());
        check(copy["copy"].as_str().unwrap());
    }
    for trap in rows("traps") {
        trap["where"].as_array().unwrap().iter().for_each(|w| check(w.as_str().unwrap()));
    }
    let claims: Vec<&str> = rows("claims").map(|c| c["id"].as_str().unwrap()).collect();
    for claim in rows("claims") {
        let origins = claim["origins"].as_array().unwrap();
        assert_eq!(claim["count"], origins.len(), "{}", claim["id"]);
        for member in origins.iter().flat_map(|o| o["members"].as_array().unwrap()) {
            check(member.as_str().unwrap());
        }
    }
    for incident in rows("incidents") {
        for claim in incident["claims"].as_array().unwrap() {
            assert!(claims.contains(&claim.as_str().unwrap()), "{claim}");
        }
    }
}

#[test]
fn every_time_of_the_ground_truth_has_the_bounds_of_its_value_and_zone() {
    fn walk(value: &Value, seen: &mut usize) {
        if let Some(edtf) = value["value"].as_str() {
            let made = TimeSpan::new(edtf, value["zone"].as_str()).unwrap();
            assert_eq!(&serde_json::to_value(made).unwrap(), value);
            *seen += 1;
        }
        match value {
            Value::Array(items) => items.iter().for_each(|v| walk(v, seen)),
            Value::Object(map) => map.values().for_each(|v| walk(v, seen)),
            _ => {}
        }
    }
    let mut seen = 0;
    walk(&TRUTH, &mut seen);
    assert!(seen > 100, "{seen}");
}

#[test]
fn every_key_of_the_ground_truth_is_explained() {
    for key in TRUTH.as_object().unwrap().keys() {
        assert!(["about", "keys"].contains(&key.as_str()) || TRUTH["keys"][key].is_string(), "{key}");
    }
}

#[test]
fn the_posts_of_the_ground_truth_are_the_posts_of_the_material() {
    let ids: Vec<String> = messages().iter().map(|m| m["id"].to_string()).collect();
    let of = |path: &str| -> Vec<String> {
        rows("posts").filter(|p| p["file"] == path).map(|p| p["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(of(EXPORT), ids);
    assert_eq!(of(TWEETS).len(), text(TWEETS).lines().count());
    for language in ["en", "uk", "ru", "pl"] {
        assert!(rows("posts").filter(|p| p["language"] == language).count() >= 3, "{language}");
    }
}

#[test]
fn media_named_by_the_export_is_there_or_said_to_be_missing() {
    let folder = EXPORT.trim_end_matches("result.json");
    let mut missing = 0;
    for message in messages() {
        for path in ["file", "photo", "thumbnail"].iter().filter_map(|key| message[key].as_str()) {
            if path.starts_with('(') {
                missing += 1;
            } else {
                assert!(FILES.contains_key(&format!("{folder}{path}")), "{path}");
            }
        }
    }
    let gaps = rows("gaps").filter(|g| g["why"].as_str().unwrap().starts_with('(')).count();
    assert_eq!(missing, gaps);
}

#[test]
fn the_films_are_small() {
    for (path, bytes) in FILES.iter() {
        assert!(bytes.len() < 2_000_000, "{path}: {}", bytes.len());
    }
    assert!(FILES.values().map(Vec::len).sum::<usize>() < 12_000_000);
}
