//! What a page says of itself in its markup: JSON-LD (schema.org), OpenGraph, meta tags, `<time>`. Sources are asked
//! in that order; where two state different times of publication, both are told.

use dom_query::Document;
use model::TimeSpan;

use super::{one_line, stamp};
use crate::json::{Mender, Node};

/// What the markup says.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) published: Option<TimeSpan>,
    pub(super) modified: Option<TimeSpan>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) remarks: Vec<String>,
}

/// Reads the markup of a page.
pub(super) fn read(document: &Document) -> Metadata {
    let mut found = Metadata::default();
    let mut dates = Vec::new();
    for script in document.select("script[type='application/ld+json']").nodes().iter().take(50) {
        let (text, mut scratch) = (script.text(), String::new());
        let bytes = text.trim().as_bytes();
        if bytes.len() > 1 << 20 {
            continue;
        }
        if let Ok(node) = Mender::default().parse(bytes, 0, &mut scratch) {
            linked_data(&node, &mut found, &mut dates);
        }
    }
    let meta = |names: &[&str]| {
        names.iter().find_map(|name| {
            let select = format!("meta[property='{name}'], meta[name='{name}'], meta[itemprop='{name}']");
            let content = document.select(&select).nodes().iter().find_map(|node| node.attr("content"))?;
            Some(one_line(&content)).filter(|words| !words.is_empty())
        })
    };
    let heading = || document.select("h1").nodes().first().map(|h| one_line(&h.text())).filter(|h| !h.is_empty());
    let title =
        || document.select("head > title").nodes().first().map(|t| one_line(&t.text())).filter(|t| !t.is_empty());
    found.title = found.title.or_else(|| meta(&["og:title", "twitter:title"])).or_else(heading).or_else(title);
    let person = |name: &String| !name.contains("://") && name.chars().count() <= 120;
    found.author =
        found.author.or_else(|| meta(&["author", "article:author", "dc.creator", "parsely-author"]).filter(person));
    if found.author.is_none() {
        let marked = document.select("[rel=author], [itemprop=author], .byline, .author-name");
        let words = marked.nodes().first().map(|node| one_line(&node.text()));
        found.author = words.map(|w| without_by(&w).to_owned()).filter(|w| !w.is_empty()).filter(person);
    }
    found.outlet = found.outlet.or_else(|| meta(&["og:site_name", "application-name", "dc.publisher"]));
    const PUBLISHED: [(&str, &[&str]); 2] = [
        ("OpenGraph", &["article:published_time", "og:article:published_time"]),
        (
            "a meta tag",
            &["datePublished", "date", "pubdate", "publishdate", "dc.date", "dc.date.issued", "parsely-pub-date"],
        ),
    ];
    for (origin, names) in PUBLISHED {
        dates.extend(meta(names).as_deref().and_then(stamp).map(|time| (origin, time)));
    }
    let times = document.select("time[datetime]");
    let marked = |wanted: &str| {
        let mut nodes = times.nodes().iter();
        let node = nodes.find(|t| {
            t.attr("itemprop").is_some_and(|p| p.contains(wanted)) || t.class().is_some_and(|c| c.contains(wanted))
        });
        node.and_then(|t| t.attr("datetime")).as_deref().and_then(stamp)
    };
    dates.extend(marked("ublished").map(|time| ("a time tag", time)));
    if dates.is_empty() {
        // The first time tag is the article's own on nearly every layout; later ones belong to teasers.
        let first = times.nodes().first().and_then(|t| t.attr("datetime")).as_deref().and_then(stamp);
        dates.extend(first.map(|time| ("the first time tag", time)));
    }
    settle(dates, &mut found);
    let modified = || {
        meta(&["article:modified_time", "og:updated_time", "dateModified", "last-modified"]).as_deref().and_then(stamp)
    };
    found.modified = found.modified.take().or_else(modified).or_else(|| marked("odified")).or_else(|| marked("pdated"));
    let canonical = document.select("link[rel=canonical]").nodes().first().and_then(|link| link.attr("href"));
    let canonical = canonical.map(|href| href.trim().to_owned()).filter(|href| href.starts_with("http"));
    found.url = canonical.or_else(|| meta(&["og:url"])).or(found.url);
    let lang = document.select("html[lang]").nodes().first().and_then(|html| html.attr("lang"));
    found.language = lang.map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).or(found.language);
    found
}

/// The first date stands; others that cannot be the same time are told.
fn settle(dates: Vec<(&'static str, TimeSpan)>, found: &mut Metadata) {
    let mut dates = dates.into_iter();
    let Some((origin, first)) = dates.next() else { return };
    for (other, time) in dates {
        if !time.overlaps(&first) {
            found.remarks.push(format!(
                "two times of publication: {} ({origin}) and {} ({other})",
                words(&first),
                words(&time)
            ));
        }
    }
    found.published = Some(first);
}

fn words(time: &TimeSpan) -> String {
    match &time.zone {
        Some(zone) => format!("{} {zone}", time.value),
        None => time.value.clone(),
    }
}

/// Takes what schema.org types of articles say, wherever they stand in the data.
fn linked_data(node: &Node, found: &mut Metadata, dates: &mut Vec<(&'static str, TimeSpan)>) {
    for item in node.items().iter().chain(node.get("@graph").items()) {
        linked_data(item, found, dates);
    }
    let kind = node.get("@type");
    let kinds = kind.items().iter().filter_map(Node::text).chain(kind.text());
    if !kinds
        .into_iter()
        .any(|k| k.ends_with("Article") || k.ends_with("Posting") || k == "Report" || k == "NewsReport")
    {
        return;
    }
    let take = |slot: &mut Option<String>, value: Option<String>| {
        if slot.is_none() {
            *slot = value.map(|v| one_line(&v)).filter(|v| !v.is_empty());
        }
    };
    let owned = |key: &str| node.get(key).words().map(str::to_owned);
    take(&mut found.title, owned("headline").or_else(|| owned("name")));
    take(&mut found.author, names(node.get("author")));
    take(&mut found.outlet, names(node.get("publisher")));
    take(&mut found.language, owned("inLanguage"));
    let page = node.get("mainEntityOfPage");
    take(&mut found.url, owned("url").or_else(|| page.words().or(page.get("@id").words()).map(str::to_owned)));
    dates.extend(node.get("datePublished").words().and_then(stamp).map(|time| ("JSON-LD", time)));
    if found.modified.is_none() {
        found.modified = node.get("dateModified").words().and_then(stamp);
    }
}

/// A name, an object with a name, or a list of them.
fn names(node: &Node) -> Option<String> {
    let one = |n: &Node| n.words().or_else(|| n.get("name").words()).filter(|n| !n.contains("://")).map(str::to_owned);
    let many: Vec<String> = node.items().iter().filter_map(one).collect();
    one(node).or_else(|| (!many.is_empty()).then(|| many.join(", ")))
}

/// "By Ann Example" without "By".
fn without_by(words: &str) -> &str {
    ["By ", "by ", "BY ", "Автор: ", "Автор ", "Autor: ", "Autor "]
        .iter()
        .find_map(|by| words.strip_prefix(by))
        .unwrap_or(words)
}
