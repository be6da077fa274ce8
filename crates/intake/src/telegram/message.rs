//! One message of a Telegram export becomes one post.

use model::TimeSpan;
use model::post::{LinkKind, Post, PostLink, Source, SourceRole};

use super::chat::{Account, Chat};
use super::media;
use crate::blank;
use crate::importer::{ImportError, Lines};
use crate::json::Node;

/// Reads one message. Whatever its fields hold, it costs at most itself.
pub(super) fn read(
    message: &Node,
    chat: &mut Chat,
    account: &mut Account,
    locator: String,
    lines: &mut Lines,
) -> Result<(), ImportError> {
    let speaker = speaker(message, chat, account);
    let own = speaker.native_id.is_some() && speaker.native_id == chat.as_source(&account.platform).native_id;
    let source = account.speakers.tell(speaker, lines)?;
    let mut post = blank::post(&account.platform, source, locator);
    match message.get("id").id() {
        Some(id) => {
            if id.parse().is_ok_and(|number| chat.seen.again(number)) {
                post.remarks.push(format!("message id {id} occurs more than once in this export"));
            }
            post.native_id = Some(chat.native_id(&id, own));
        }
        None => post.remarks.push("the export gives this message no id".to_owned()),
    }
    times(message, &mut post);
    words(message, &mut post);
    links(message, chat, own, &mut post);
    let name = message.get("id").id().map_or("without id".to_owned(), |id| format!("message {id}"));
    media::read(message, &name, &mut post, lines)?;
    remarks(message, &name, &mut post, lines)?;
    account.messages += 1;
    lines.post(post)
}

/// Who speaks: `from`, or `actor` of a service message, or else the chat itself.
fn speaker(message: &Node, chat: &Chat, account: &Account) -> Source {
    let (id, name) = if message.has("from_id") || message.has("from") {
        (message.get("from_id"), message.get("from"))
    } else {
        (message.get("actor_id"), message.get("actor"))
    };
    let (id, name) = (id.id(), name.words());
    if id.is_none() && name.is_none_or(|name| Some(name) == chat.name.as_deref()) {
        return chat.as_source(&account.platform);
    }
    let role = match &id {
        Some(id) if id.starts_with("channel") => SourceRole::Channel,
        Some(id) if id.starts_with("user") => SourceRole::Account,
        _ => SourceRole::Unknown,
    };
    let mut source = blank::source(&account.platform, role);
    (source.native_id, source.name) = (id, name.map(str::to_owned));
    source
}

/// `date_unixtime` is UTC. `date` is the exporting computer's local time and states no zone, so none is assumed.
fn times(message: &Node, post: &mut Post) {
    post.times.posted = time(message, "date", "date_unixtime", &mut post.remarks);
    if post.times.posted.is_none() && post.remarks.iter().all(|r| !r.starts_with("the stated")) {
        post.remarks.push("the export gives this message no date".to_owned());
    }
    post.times.edited = time(message, "edited", "edited_unixtime", &mut post.remarks);
}

fn time(message: &Node, local: &str, unix: &str, remarks: &mut Vec<String>) -> Option<TimeSpan> {
    let stated = message.get(local).words();
    // Exports of 2018 write the beginning of 1970 where a message was never edited.
    let never = |seconds: i64| local == "edited" && seconds.abs() < 86_400 * 2;
    let stated_span = match stated.map(TimeSpan::from_stamp) {
        Some(Ok(span)) if span.utc[0].is_some_and(|utc| never(utc.0)) => return None,
        Some(Ok(span)) => Some(span),
        Some(Err(_)) => {
            remarks.push(format!("the stated {local} could not be read: {}", stated.unwrap_or_default()));
            None
        }
        None => None,
    };
    let seconds = message.get(unix).integer();
    if seconds.is_some_and(never) {
        return None;
    }
    let Some(exact) = seconds.and_then(TimeSpan::from_unix) else {
        if message.has(unix) {
            remarks.push(format!("the stated {unix} could not be read; the local time without a zone stands"));
        }
        return stated_span;
    };
    if stated_span.is_some_and(|local| !local.overlaps(&exact)) {
        remarks.push(format!(
            "{local} ({}) and {unix} ({}) cannot be the same instant in any time zone",
            stated.unwrap_or_default(),
            exact.value
        ));
    }
    Some(exact)
}

/// The words and the addresses in them. `text_entities` is uniform and preferred; `text` is a string or a mixed list.
fn words(message: &Node, post: &mut Post) {
    let entities = message.get("text_entities");
    let text = message.get("text");
    let parts = if entities.items().is_empty() { text } else { entities };
    if let Some(whole) = parts.text() {
        post.text = whole.to_owned();
    }
    for part in parts.items() {
        let words = part.text().or_else(|| part.get("text").text()).unwrap_or_default();
        post.text.push_str(words);
        let address = match part.get("type").text() {
            Some("link") => Some(words),
            Some("text_link") => part.get("href").words(),
            _ => None,
        };
        post.urls.extend(address.map(str::to_owned));
    }
    for button in message.get("inline_bot_buttons").items().iter().flat_map(Node::items) {
        if button.get("type").text() == Some("url") {
            post.urls.extend(button.get("data").words().map(str::to_owned));
        }
    }
}

/// Forwards, replies and edits. A forward names a display name at most: no message, no original date.
fn links(message: &Node, chat: &Chat, own: bool, post: &mut Post) {
    let mut link = |kind, native_id: Option<String>, who: Option<&str>| {
        let who = who.map(str::to_owned);
        post.links.push(PostLink { kind, native_id, post: None, who, url: None });
    };
    for key in ["forwarded_from", "saved_from"] {
        if message.has(key) {
            link(LinkKind::Forward, None, message.get(key).words());
        }
    }
    if let Some(id) = message.get("reply_to_message_id").id() {
        match message.get("reply_to_peer_id").id() {
            Some(peer) => link(LinkKind::Reply, Some(id), Some(&peer)),
            None => link(LinkKind::Reply, Some(chat.native_id(&id, own)), None),
        }
    }
    if post.times.edited.is_some() {
        // The earlier words are not in the export; the link says that there were some.
        let id = post.native_id.clone();
        post.links.push(PostLink { kind: LinkKind::Edit, native_id: id, post: None, who: None, url: None });
    }
    for link in &mut post.links {
        if link.kind == LinkKind::Reply && own && link.who.is_none() {
            link.post = link.native_id.as_deref().map(|id| blank::post_id(&post.platform, post.source, id));
        }
    }
}

/// What else a reader should know: service messages, signatures, polls, kinds the export could not hold.
fn remarks(message: &Node, name: &str, post: &mut Post, lines: &mut Lines) -> Result<(), ImportError> {
    match message.get("type").text() {
        Some("service") => {
            let mut words = format!("service message: {}", message.get("action").words().unwrap_or("unnamed action"));
            for key in ["title", "new_title", "inviter"] {
                if let Some(value) = message.get(key).words() {
                    words.push_str(&format!(", {key} “{value}”"));
                }
            }
            if let Some(id) = message.get("message_id").id() {
                words.push_str(&format!(", message {id}"));
            }
            post.remarks.push(words);
        }
        Some("unsupported") => {
            let why = "the exporting program did not know this kind of message";
            post.remarks.push(format!("{why}; only its id is in the export"));
            lines.not_collected(name.to_owned(), why, &post.locator)?;
        }
        _ => {}
    }
    if let Some(signature) = message.get("author").words() {
        post.remarks.push(format!("signed “{signature}”"));
    }
    if let Some(bot) = message.get("via_bot").words() {
        post.remarks.push(format!("sent through the bot {bot}"));
    }
    let poll = message.get("poll");
    if let Some(question) = poll.get("question").words() {
        let answers: Vec<&str> = poll.get("answers").items().iter().filter_map(|a| a.get("text").words()).collect();
        post.remarks.push(format!("poll: “{question}” with the answers “{}”", answers.join("”, “")));
    }
    if let Some(place) = message.get("place_name").words() {
        post.remarks.push(format!("names the place “{place}”"));
    }
    Ok(())
}
