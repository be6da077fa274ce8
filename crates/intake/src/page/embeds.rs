//! Posts embedded in a page: those of X and Telegram with their words where the page holds them; otherwise their
//! address, and a line that their content is not in the page.

use dom_query::{Document, NodeRef};
use model::TimeSpan;
use model::item::Kind;
use model::post::{LinkKind, Platform, Post, PostLink, Source, SourceRole};
use text::times::{self, Context};

use super::{one_line, stamp};
use crate::article::{addresses, byline};
use crate::blank;
use crate::tweets::{contradicts_id, snowflake_time};

/// What a page embeds.
#[derive(Default)]
pub(super) struct Embeds {
    /// Speaker and post, in the order of the page for each platform.
    pub(super) posts: Vec<(Source, Post)>,
    /// What is not in the page: what, why, where.
    pub(super) missing: Vec<(String, String, String)>,
}

/// So many embeds of one sort are read.
const MOST: usize = 5000;
const LOADED_LATER: &str = "the page loads it by a script from the platform; nothing is fetched";

/// Finds every embedded post.
pub(super) fn find(document: &Document) -> Embeds {
    let mut found = Embeds::default();
    let each = |select: &str| document.select(select).nodes().iter().take(MOST).copied().collect::<Vec<_>>();
    for (index, quote) in each("blockquote.twitter-tweet, blockquote.twitter-video").iter().enumerate() {
        tweet(quote, format!("embedded post of X {}", index + 1), &mut found);
    }
    for (index, message) in each(".tgme_widget_message[data-post]").iter().enumerate() {
        telegram_message(message, format!("Telegram message {}", index + 1), &mut found);
    }
    for (index, embed) in each("[data-telegram-post], iframe[src*='t.me/']").iter().enumerate() {
        telegram_reference(embed, format!("embedded Telegram post {}", index + 1), &mut found);
    }
    for (index, quote) in each("blockquote.instagram-media").iter().enumerate() {
        instagram(quote, format!("embedded Instagram post {}", index + 1), &mut found);
    }
    found
}

/// `<blockquote class="twitter-tweet"><p lang>words</p>&mdash; Name (@account) <a href="…/status/ID">date</a>`.
fn tweet(quote: &NodeRef, locator: String, found: &mut Embeds) {
    let links: Vec<_> = quote.descendants_it().filter(|node| node.has_name("a")).collect();
    let status = links.iter().rev().find_map(|link| {
        let href = link.attr("href")?;
        let (account, id) = status_address(&href)?;
        Some((*link, href.split(['?', '#']).next().unwrap_or(&href).to_owned(), account, id))
    });
    let paragraph = quote.descendants_it().find(|node| node.has_name("p"));
    let signature = quote.formatted_text();
    let signature = signature.rfind("(@").map(|at| (&signature[..at], &signature[at + 2..]));
    let account = signature.and_then(|(_, rest)| rest.split(')').next().map(|a| a.trim().to_owned()));
    let account = account.or_else(|| status.as_ref().map(|(_, _, account, _)| account.clone()));
    if account.is_none() && paragraph.is_none() {
        return;
    }
    let platform = Platform::named("x");
    let mut source = blank::source(&platform, SourceRole::Account);
    source.account = account.map(|a| format!("@{a}"));
    source.name = signature
        .and_then(|(before, _)| before.rsplit(['—', '―']).next())
        .map(one_line)
        .filter(|n| !n.is_empty() && n.chars().count() <= 100);
    let mut post = blank::post(&platform, source.identity(), locator.clone());
    if let Some(paragraph) = paragraph {
        let words = words(&paragraph);
        let (words, trailing) = addresses::split_off_trailing(&words);
        post.text = words.to_owned();
        post.stated_language =
            paragraph.attr("lang").map(|l| l.to_string()).filter(|l| !matches!(l.as_str(), "und" | "zxx" | ""));
        let hrefs = paragraph.descendants_it().filter_map(|node| node.attr("href"));
        post.urls = hrefs.map(|h| h.to_string()).filter(|h| h.starts_with("http")).chain(trailing).collect();
        let mut seen = std::collections::HashSet::new();
        post.urls.retain(|url| seen.insert(url.clone()));
    } else {
        found.missing.push((format!("words of {locator}"), LOADED_LATER.to_owned(), locator));
    }
    if let Some((link, url, _, id)) = status {
        post.times.posted = date(&link.text());
        post.times.from_id = snowflake_time(&id);
        post.remarks.extend(contradicts_id(&post.times));
        (post.url, post.native_id) = (Some(url), Some(id));
    }
    found.posts.push((source, post));
}

/// The words of an element, its line breaks kept.
fn words(node: &NodeRef) -> String {
    let mut words = String::new();
    for inner in node.descendants_it() {
        if inner.has_name("br") {
            words.push('\n');
        } else if inner.is_text() {
            words.push_str(&inner.text());
        }
    }
    words.trim().to_owned()
}

fn date(words: &str) -> Option<TimeSpan> {
    byline::joined(&times::find(&one_line(words), &Context::default()))
}

/// Account and id in `https://twitter.com/account/status/123?…`.
fn status_address(href: &str) -> Option<(String, String)> {
    let rest = href.strip_prefix("https://").or_else(|| href.strip_prefix("http://"))?;
    let rest = rest.trim_start_matches("www.").trim_start_matches("mobile.");
    let path = rest.strip_prefix("twitter.com/").or_else(|| rest.strip_prefix("x.com/"))?;
    let (account, rest) = path.split_once("/status/")?;
    let id: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (!id.is_empty() && !account.contains('/')).then(|| (account.to_owned(), id))
}

/// `channel/123`, as Telegram's own pages and widgets write it.
fn telegram_post(text: &str) -> Option<(String, String)> {
    let (channel, id) = text.split(['?', '#']).next()?.trim_matches('/').split_once('/')?;
    let name = (4..=32).contains(&channel.len()) && channel.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let number = !id.is_empty() && id.len() < 12 && id.bytes().all(|b| b.is_ascii_digit());
    (name && number).then(|| (channel.to_owned(), id.to_owned()))
}

fn telegram(channel: &str, id: String, name: Option<String>, locator: String) -> (Source, Post) {
    let platform = Platform::named("telegram");
    let mut source = blank::source(&platform, SourceRole::Channel);
    (source.account, source.name) = (Some(format!("@{channel}")), name);
    let mut post = blank::post(&platform, source.identity(), locator);
    post.url = Some(format!("https://t.me/{channel}/{id}"));
    post.native_id = Some(id);
    (source, post)
}

/// A message on a saved page of t.me, or in a saved widget.
fn telegram_message(message: &NodeRef, locator: String, found: &mut Embeds) {
    let Some((channel, id)) = message.attr("data-post").as_deref().and_then(telegram_post) else { return };
    let part = |class: &str| message.descendants_it().find(|node| node.is_element() && node.has_class(class));
    let name = part("tgme_widget_message_owner_name").map(|node| one_line(&node.text()));
    let (source, mut post) = telegram(&channel, id, name.filter(|n| !n.is_empty()), locator);
    // A reply quotes the other message's words in an element of the same class; the own words come last.
    let own =
        message.descendants_it().filter(|node| node.is_element() && node.has_class("tgme_widget_message_text")).last();
    if let Some(own) = own {
        post.text = words(&own);
        post.urls = own
            .descendants_it()
            .filter_map(|n| n.attr("href"))
            .map(|h| h.to_string())
            .filter(|h| h.starts_with("http"))
            .collect();
    }
    let time = message.descendants_it().filter(|node| node.has_name("time")).find_map(|node| node.attr("datetime"));
    post.times.posted = time.as_deref().and_then(stamp);
    if let Some(forwarded) = part("tgme_widget_message_forwarded_from_name") {
        let who = Some(one_line(&forwarded.text())).filter(|w| !w.is_empty());
        let url = forwarded.attr("href").map(|h| h.to_string());
        post.links.push(PostLink { kind: LinkKind::Forward, native_id: None, post: None, who, url });
    }
    for video in message.descendants_it().filter(|node| node.has_name("video")) {
        let url = video.attr("src").map(|s| s.to_string());
        post.media.push(crate::tweets::media(Kind::Video, url.as_deref(), None, None));
    }
    if part("message_media_not_supported").is_some() {
        found.missing.push((
            "media of a Telegram message".to_owned(),
            "the page says that this media is not supported in it".to_owned(),
            post.locator.clone(),
        ));
    }
    found.posts.push((source, post));
}

/// A widget's script or frame that only names a message.
fn telegram_reference(embed: &NodeRef, locator: String, found: &mut Embeds) {
    let named = embed.attr("data-telegram-post").map(|p| p.to_string());
    let framed = || embed.attr("src").and_then(|src| src.split_once("t.me/").map(|(_, rest)| rest.to_string()));
    let Some((channel, id)) = named.or_else(framed).as_deref().and_then(telegram_post) else { return };
    let what = format!("words and media of the Telegram post {channel}/{id}");
    found.missing.push((what, LOADED_LATER.to_owned(), locator.clone()));
    let (source, mut post) = telegram(&channel, id, None, locator);
    post.remarks.push("the page holds only the address of this post".to_owned());
    found.posts.push((source, post));
}

/// Instagram's block holds an address, and sometimes who shared it.
fn instagram(quote: &NodeRef, locator: String, found: &mut Embeds) {
    let stated = quote.attr("data-instgrm-permalink").map(|p| p.to_string());
    let linked = || {
        quote
            .descendants_it()
            .filter_map(|n| n.attr("href"))
            .map(|h| h.to_string())
            .find(|h| h.contains("instagram.com/"))
    };
    let Some(url) = stated.or_else(linked) else { return };
    let url = url.split(['?', '#']).next().unwrap_or_default().to_owned();
    let code = url.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let platform = Platform::named("instagram");
    let mut source = blank::source(&platform, SourceRole::Account);
    let words = one_line(&quote.text());
    if let Some((before, after)) = words.rsplit_once("(@") {
        source.account = after.split(')').next().map(|a| format!("@{}", a.trim()));
        source.name = before
            .rsplit("shared by")
            .next()
            .map(|n| n.trim().to_owned())
            .filter(|n| !n.is_empty() && n.chars().count() <= 100);
    }
    let mut post = blank::post(&platform, source.identity(), locator.clone());
    (post.native_id, post.url) = (Some(code).filter(|c| !c.is_empty()), Some(url.clone()));
    post.remarks.push("the page holds only the address of this post".to_owned());
    found.missing.push((format!("words and media of the Instagram post {url}"), LOADED_LATER.to_owned(), locator));
    found.posts.push((source, post));
}
