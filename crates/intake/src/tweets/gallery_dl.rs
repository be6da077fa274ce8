//! gallery-dl's side file for media of X. Its `content` is rewritten (links expanded or dropped, entities unescaped),
//! so it is never taken for the original words.

use model::TimeSpan;
use model::item::Kind;
use model::post::LinkKind;

use super::post::{Reading, media};
use super::{Dialect, bare};
use crate::importer::ImportError;
use crate::json::{Node, Outline};

pub(crate) static GALLERY_DL: Dialect = Dialect { name: "gallery-dl-x", format, prefix: bare, read };

fn format(outline: &Outline) -> Option<&'static str> {
    (outline.has_all(&["tweet_id", "author", "date"]) && outline.has("content"))
        .then_some("gallery-dl side file (X post)")
}

fn read(node: &Node, locator: String, reading: &mut Reading) -> Result<(), ImportError> {
    // Of a retweet, `author` wrote the words and `user` passed them on.
    let original = other(node, "retweet_id");
    let writer = node.get("author");
    let user = if original.is_some() && node.has("user") { node.get("user") } else { writer };
    let author = reading.author(user.get("id").id(), user.get("name").words(), user.get("nick").words());
    let mut post = reading.post(&author, node.get("tweet_id").id(), locator);
    post.verbatim = false;
    post.text = node.get("content").text().unwrap_or_default().to_owned();
    post.stated_language = node.get("lang").words().filter(|lang| *lang != "und").map(str::to_owned);
    post.times.posted = utc(node.get("date"));
    if original.is_some() {
        post.links.push(reading.link(LinkKind::Repost, original, writer.get("name").words(), None));
        if let Some(at) = utc(node.get("date_original")) {
            post.remarks.push(format!("the post that was passed on is dated {} UTC", at.value));
        }
    }
    if let Some(quoted) = other(node, "quoted_id") {
        post.links.push(reading.link(LinkKind::Quote, Some(quoted), None, None));
    }
    if let Some(answered) = other(node, "reply_id") {
        post.links.push(reading.link(LinkKind::Reply, Some(answered), node.get("reply_to").words(), None));
    }
    if let Some(quoting) = other(node, "quote_id") {
        post.remarks.push(format!("collected because post {quoting} quotes it"));
    }
    if let Some(note) = node.get("birdwatch").words() {
        post.remarks.push(format!("readers' note shown with it: “{note}”"));
    }
    if let Some(extension) = node.get("extension").words() {
        let kind = match extension {
            "mp4" | "webm" | "mov" | "m3u8" => Kind::Video,
            "jpg" | "jpeg" | "png" | "webp" | "gif" => Kind::Picture,
            _ => Kind::Other,
        };
        let seconds = node.get("duration").milliseconds().filter(|ms| *ms > 0);
        post.media.push(media(kind, node.get("url").words(), None, seconds));
    }
    reading.add(author, post);
    reading.side_car("gallery-dl");
    Ok(())
}

/// An id of another post; gallery-dl writes 0 for none.
fn other(node: &Node, key: &str) -> Option<String> {
    node.get(key).id().filter(|id| id != "0")
}

/// gallery-dl's dates are UTC without saying so.
fn utc(node: &Node) -> Option<TimeSpan> {
    let value = node.words()?.replacen(' ', "T", 1);
    TimeSpan::new(&value, Some("+00:00")).ok()
}
