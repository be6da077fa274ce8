//! The JSON that X serves for embedded posts (the "syndication" answer), as some collectors save it.

use model::item::Kind;
use model::post::LinkKind;

use super::post::{Reading, earlier_version, media, shown, stated_time, video};
use super::{Dialect, bare};
use crate::importer::ImportError;
use crate::json::{Node, Outline};

pub(crate) static SYNDICATION: Dialect = Dialect { name: "x-syndication", format, prefix: bare, read };

fn format(outline: &Outline) -> Option<&'static str> {
    let tomb = outline.text("__typename").is_some_and(|name| name == "TweetTombstone");
    let tweet = outline.has_all(&["id_str", "text", "user", "created_at"])
        && (outline.has("__typename") || outline.raw("user").contains("\"screen_name\""));
    (tomb || tweet).then_some("X post (syndication JSON)")
}

fn read(node: &Node, locator: String, reading: &mut Reading) -> Result<(), ImportError> {
    if node.get("__typename").text() == Some("TweetTombstone") {
        let words = node.get("tombstone").get("text").get("text").words().unwrap_or("the platform withheld it");
        reading.missing.push(("the post itself".to_owned(), words.to_owned(), locator));
        return Ok(());
    }
    tweet(node, &locator, reading);
    Ok(())
}

fn tweet(node: &Node, locator: &str, reading: &mut Reading) {
    let user = node.get("user");
    let account = user.get("screen_name").words();
    let author = reading.author(user.get("id_str").id(), account, user.get("name").words());
    let mut post = reading.post(&author, node.get("id_str").id(), locator.to_owned());
    post.times.posted = stated_time(node.get("created_at"), &mut post);
    post.text = shown(node.get("text").text().unwrap_or_default());
    post.stated_language = node.get("lang").words().filter(|lang| !matches!(*lang, "und" | "zxx")).map(str::to_owned);
    for url in node.get("entities").get("urls").items() {
        post.urls.extend(url.get("expanded_url").words().or_else(|| url.get("url").words()).map(str::to_owned));
    }
    for file in node.get("mediaDetails").items() {
        let address = file.get("media_url_https").words();
        let info = file.get("video_info");
        post.media.push(match file.get("type").text() {
            Some("video" | "animated_gif") => video(info.get("variants"), info.get("duration_millis").size(), address),
            _ => media(Kind::Picture, address, None, None),
        });
    }
    if post.media.is_empty() {
        for photo in node.get("photos").items() {
            post.media.push(media(Kind::Picture, photo.get("url").words(), None, None));
        }
        let clip = node.get("video");
        if clip.has("variants") {
            post.media.push(video(clip.get("variants"), clip.get("durationMs").size(), clip.get("poster").words()));
        }
    }
    if node.has("note_tweet") {
        post.remarks.push("a long post: this answer holds only its beginning".to_owned());
    }
    let mut inside = Vec::new();
    for (key, kind) in [("quoted_tweet", LinkKind::Quote), ("parent", LinkKind::Reply)] {
        let other = node.get(key);
        if let Some(id) = other.get("id_str").id() {
            let who = other.get("user").get("screen_name").words();
            post.links.push(reading.link(kind, Some(id), who, None));
            if other.has("user") {
                inside.push((other, format!("{locator}.{key}")));
            }
        }
    }
    if let Some(id) = node.get("in_reply_to_status_id_str").id()
        && !post.links.iter().any(|link| link.kind == LinkKind::Reply)
    {
        let who = node.get("in_reply_to_screen_name").words();
        post.links.push(reading.link(LinkKind::Reply, Some(id), who, None));
    }
    let versions = node.get("edit_control").get("edit_tweet_ids").items();
    if let Some(earlier) = earlier_version(versions, post.native_id.as_deref()) {
        post.links.push(reading.link(LinkKind::Edit, Some(earlier), account, None));
    }
    reading.add(author, post);
    for (other, locator) in inside {
        tweet(other, &locator, reading);
    }
}
