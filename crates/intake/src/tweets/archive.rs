//! The archive that X gives to an account's owner: `data/tweets.js`, a script that assigns a JSON list.
//!
//! Source of the format: TheExGenesis/community-archive, documentation. Numbers are strings; the account's name is in
//! another file of the archive.

use model::item::Kind;
use model::post::LinkKind;

use super::Dialect;
use super::post::{Reading, earlier_version, media, shown, stated_time, video};
use crate::importer::ImportError;
use crate::json::{Node, Outline};

pub(crate) static ARCHIVE: Dialect = Dialect { name: "x-archive", format, prefix, read };

fn format(outline: &Outline) -> Option<&'static str> {
    outline.raw("tweet").contains("full_text").then_some("X archive (tweets.js)")
}

/// `window.YTD.tweets.part0 = [`
fn prefix(text: &str) -> Option<usize> {
    let start = text.len() - text.trim_start().len();
    let name = text[start..].strip_prefix("window.YTD.")?;
    let equals = name.find('=').filter(|at| *at < 100)?;
    Some(text.len() - name.len() + equals + 1)
}

fn read(node: &Node, locator: String, reading: &mut Reading) -> Result<(), ImportError> {
    let node = node.get("tweet");
    let author = reading.author(None, None, None);
    let id = node.get("id_str").id().or_else(|| node.get("id").id());
    let mut post = reading.post(&author, id, locator);
    post.times.posted = stated_time(node.get("created_at"), &mut post);
    post.text = shown(node.get("full_text").text().unwrap_or_default());
    post.stated_language = node.get("lang").words().filter(|lang| *lang != "und").map(str::to_owned);
    for url in node.get("entities").get("urls").items() {
        post.urls.extend(url.get("expanded_url").words().or_else(|| url.get("url").words()).map(str::to_owned));
    }
    for file in node.get("extended_entities").get("media").items() {
        let address = file.get("media_url_https").words();
        let info = file.get("video_info");
        post.media.push(match file.get("type").text() {
            Some("video" | "animated_gif") => video(info.get("variants"), info.get("duration_millis").size(), address),
            _ => media(Kind::Picture, address, None, None),
        });
    }
    let point = node.get("coordinates").get("coordinates").items();
    if let [longitude, latitude] = point {
        post.stated_location = latitude
            .micro_degrees(90)
            .zip(longitude.micro_degrees(180))
            .map(|(latitude, longitude)| [latitude, longitude]);
    }
    if let Some(answered) = node.get("in_reply_to_status_id_str").id() {
        let who = node.get("in_reply_to_screen_name").words();
        post.links.push(reading.link(LinkKind::Reply, Some(answered), who, None));
    }
    // The archive keeps of a retweet only its first words.
    if let Some((who, _)) = post.text.strip_prefix("RT @").and_then(|rest| rest.split_once(':')) {
        let who = who.to_owned();
        post.links.push(reading.link(LinkKind::Repost, None, Some(&who), None));
    }
    let edit = node.get("edit_info").get("edit");
    let versions = [edit.get("editControlInitial"), edit, node.get("edit_info").get("initial")];
    let ids = versions.iter().flat_map(|v| v.get("editTweetIds").items()).chain([edit.get("initialTweetId")]);
    let ids: Vec<Node> = ids.cloned().collect();
    if let Some(earlier) = earlier_version(&ids, post.native_id.as_deref()) {
        post.links.push(reading.link(LinkKind::Edit, Some(earlier), None, None));
    }
    if post.text.contains("… https://t.co/") {
        post.remarks.push("may be cut: the archive keeps long posts whole in note-tweet.js".to_owned());
    }
    if reading.read == 0 {
        let why = "tweets.js does not name its own account; account.js of the same archive does";
        reading.missing.push(("the account that posted".to_owned(), why.to_owned(), "tweets.js".to_owned()));
    }
    reading.add(author, post);
    Ok(())
}
