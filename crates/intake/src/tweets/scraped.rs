//! twscrape and snscrape: JSON lists, single objects and JSON lines. Both write the same `_type`; snscrape has
//! `renderedContent` and a list of media, twscrape an object of media.

use model::item::Kind;
use model::post::{LinkKind, MediaRef};

use super::post::{Reading, earlier_version, media, shown, stated_time, video};
use super::{Dialect, bare};
use crate::importer::ImportError;
use crate::json::{Node, Outline};

pub(crate) static SCRAPED: Dialect = Dialect { name: "x-scraped", format, prefix: bare, read };

fn format(outline: &Outline) -> Option<&'static str> {
    let id = outline.has("id") || outline.has("id_str");
    if !id || !outline.has_all(&["user", "date"]) {
        return None;
    }
    match (outline.has("rawContent"), outline.has("renderedContent")) {
        (_, true) => Some("X posts (snscrape JSON)"),
        (true, _) => Some("X posts (twscrape JSON)"),
        _ => None,
    }
}

fn read(node: &Node, locator: String, reading: &mut Reading) -> Result<(), ImportError> {
    tweet(node, &locator, reading);
    Ok(())
}

/// Adds the post, and posts inside it as posts of their own.
fn tweet(node: &Node, locator: &str, reading: &mut Reading) {
    let user = node.get("user");
    let account = user.get("username").words();
    let author = reading.author(id(user), account, user.get("displayname").words());
    let mut post = reading.post(&author, id(node), locator.to_owned());
    post.url = node.get("url").words().map(str::to_owned);
    post.times.posted = stated_time(node.get("date"), &mut post);
    // snscrape before 2023 wrote the words as `content`.
    post.text = shown(["rawContent", "content"].iter().find_map(|k| node.get(k).text()).unwrap_or_default());
    post.stated_language = node.get("lang").words().filter(|lang| *lang != "und").map(str::to_owned);
    for link in node.get("links").items() {
        post.urls.extend(link.get("url").words().map(str::to_owned));
    }
    post.urls.extend(node.get("outlinks").items().iter().filter_map(|l| l.words().map(str::to_owned)));
    post.media = files(node.get("media"));
    let point = node.get("coordinates");
    post.stated_location = point
        .get("latitude")
        .micro_degrees(90)
        .zip(point.get("longitude").micro_degrees(180))
        .map(|(latitude, longitude)| [latitude, longitude]);
    if let Some(place) = node.get("place").get("fullName").words() {
        post.remarks.push(format!("the account set the place “{place}”"));
    }
    let mut inside = Vec::new();
    for (key, kind) in [("retweetedTweet", LinkKind::Repost), ("quotedTweet", LinkKind::Quote)] {
        let other = node.get(key);
        if let Some(other_id) = id(other) {
            let who = other.get("user").get("username").words();
            post.links.push(reading.link(kind, Some(other_id), who, other.get("url").words()));
            // A reference without words is only a link.
            if other.has("user") {
                inside.push((other, format!("{locator}.{key}")));
            }
        }
    }
    if let Some(other) = node.get("inReplyToTweetId").id() {
        let who = node.get("inReplyToUser").get("username").words();
        post.links.push(reading.link(LinkKind::Reply, Some(other), who, None));
    }
    let versions = node.get("editState").get("editTweetIds");
    if let Some(earlier) = earlier_version(versions.items(), post.native_id.as_deref()) {
        post.links.push(reading.link(LinkKind::Edit, Some(earlier), account, None));
    }
    reading.add(author, post);
    for (other, locator) in inside {
        tweet(other, &locator, reading);
    }
}

/// `id_str` where there is one: some tools lose digits of large numbers.
fn id(node: &Node) -> Option<String> {
    node.get("id_str").id().or_else(|| node.get("id").id())
}

/// twscrape: `{photos, videos, animated}`; snscrape: one list.
fn files(stated: &Node) -> Vec<MediaRef> {
    let mut files = Vec::new();
    for photo in stated.get("photos").items() {
        files.push(media(Kind::Picture, photo.get("url").words(), None, None));
    }
    for clip in stated.get("videos").items() {
        let duration = clip.get("duration").size();
        files.push(video(clip.get("variants"), duration, clip.get("thumbnailUrl").words()));
    }
    for clip in stated.get("animated").items() {
        files.push(media(Kind::Video, clip.get("videoUrl").words(), None, None));
    }
    for file in stated.items() {
        files.push(if file.has("variants") {
            video(file.get("variants"), file.get("duration").milliseconds(), file.get("thumbnailUrl").words())
        } else {
            media(Kind::Picture, file.get("fullUrl").words().or_else(|| file.get("previewUrl").words()), None, None)
        });
    }
    files
}
