//! Rows as the template writes them: words only, with everything strange in them made visible.

use std::collections::HashMap;

use model::post::LinkKind;

use super::pieces::{Piece, pieces};
use super::words::{When, count, grouped, instant, line, size};
use crate::redact::Address;
use crate::rows;
use crate::rows::{ArticleEntry, GapEntry, ItemEntry, LinkEntry, MediaEntry, PostEntry, ProblemEntry, SourceEntry};

/// Posts longer than this many characters are folded.
const FOLDED: usize = 1_500;
/// What is shown of a folded post.
const BEGINNING: usize = 500;
/// Characters of all posts together after which only their beginnings are on the page.
const BUDGET: usize = 4_000_000;

/// One item.
#[derive(Debug)]
pub(super) struct Item {
    pub number: u64,
    pub id: String,
    pub name: String,
    pub format: String,
    pub read: bool,
    pub size: String,
    pub bytes: String,
    pub address: Option<Link>,
    pub collected_by: String,
    pub collected_at: Option<String>,
    pub met: Option<String>,
    pub posts: Option<String>,
    pub missing: String,
    pub entry: u64,
    pub readings: Vec<(u64, String)>,
    pub inside: Option<Inside>,
    pub status: Option<String>,
    pub tags: Vec<String>,
    pub withheld: Option<u64>,
}

impl Item {
    pub fn new(item: &ItemEntry, missing_everywhere: &[String]) -> Self {
        let missing: Vec<&str> =
            item.missing.iter().filter(|f| !missing_everywhere.contains(f)).map(String::as_str).collect();
        let kind = item.kind.clone().unwrap_or_else(|| "not examined".to_owned());
        let format = item.format.as_deref().or(item.mime.as_deref());
        Self {
            number: item.number,
            id: item.id.to_string(),
            name: line(&item.name),
            format: match format {
                Some(format) if format.to_lowercase().contains(&kind) => line(format),
                Some(format) => format!("{kind}: {}", line(format)),
                None => kind,
            },
            read: item.mime.is_none() || item.format.is_some(),
            size: item.size.map_or("size withheld".to_owned(), size),
            bytes: item.size.map_or("size withheld".to_owned(), |n| format!("{} bytes", grouped(n))),
            address: item.address.as_ref().map(Link::new),
            collected_by: item.collected_by.as_deref().map_or("not stated".to_owned(), line),
            collected_at: item.collected_at.as_deref().map(|at| at.replacen('T', " ", 1).replace('Z', " UTC")),
            met: (item.sightings > 1).then(|| count(item.sightings, "time", "times")),
            posts: (item.posts > 0).then(|| count(item.posts, "post", "posts")),
            missing: missing.join("; "),
            entry: item.entry,
            readings: item.readings.iter().map(|r| (r.entry, format!("{} {}", r.analyser, r.version))).collect(),
            inside: item.inside.as_ref().map(Inside::new),
            status: item.status.as_deref().map(line),
            tags: item.tags.iter().map(|t| line(t)).collect(),
            withheld: item.withheld,
        }
    }
}

/// What a picture, film or sound says of itself.
#[derive(Debug)]
pub(super) struct Inside {
    pub what: String,
    pub stated: String,
    pub cut_off: Option<String>,
    /// Address, width and height of a small picture.
    pub picture: Option<(String, u32, u32)>,
}

impl Inside {
    fn new(inside: &rows::Inside) -> Self {
        let stated: Vec<String> = inside.stated.iter().map(|s| line(s)).collect();
        Self {
            what: line(&inside.what),
            stated: stated.join("; "),
            cut_off: inside.cut_off.as_deref().map(line),
            picture: inside.picture.as_ref().map(|p| (p.address.clone(), p.width, p.height)),
        }
    }
}

/// A web address, written out, never a link.
#[derive(Debug)]
pub(super) struct Link {
    pub words: String,
    pub withheld: bool,
}

impl Link {
    fn new(address: &Address) -> Self {
        match address {
            Address::Shown(url) => Self { words: line(url), withheld: false },
            Address::Withheld(why) => Self { words: format!("withheld: {why}"), withheld: true },
        }
    }
}

/// Something missing.
#[derive(Debug)]
pub(super) struct Gap {
    pub item: Option<u64>,
    pub what: String,
    pub why: String,
    pub locator: String,
}

impl Gap {
    pub fn new(gap: &GapEntry) -> Self {
        Self { item: gap.item, what: line(&gap.what), why: line(&gap.why), locator: line(&gap.locator) }
    }
}

/// Something that could not be read.
#[derive(Debug)]
pub(super) struct Problem {
    pub item: u64,
    pub sort: &'static str,
    pub what: String,
    pub locator: String,
}

impl Problem {
    pub fn new(problem: &ProblemEntry) -> Self {
        Self {
            item: problem.item,
            sort: problem.sort,
            what: line(&problem.what),
            locator: problem.locator.as_deref().map(line).unwrap_or_default(),
        }
    }
}

/// An article.
#[derive(Debug)]
pub(super) struct Article {
    pub number: u64,
    pub title: String,
    pub author: Option<String>,
    pub outlet: Option<String>,
    pub time: Option<When>,
    pub modified: Option<When>,
    pub address: Option<Link>,
    pub credits: Vec<String>,
    pub remarks: Vec<String>,
    /// The text as it was read.
    pub text: Vec<Piece>,
    /// Posts that were read from the same item.
    pub posts: Vec<(u64, String)>,
    pub item: u64,
    pub entry: u64,
}

impl Article {
    pub fn new(article: &ArticleEntry, posts: &[PostEntry]) -> Self {
        let quoted = posts
            .iter()
            .filter(|p| p.item_id == article.item_id || p.other_readings.iter().any(|(item, _)| *item == article.item));
        Self {
            number: article.number,
            title: article.title.as_deref().map_or("No headline was found".to_owned(), line),
            author: article.author.as_deref().map(line),
            outlet: article.outlet.as_deref().map(line),
            time: article.time.as_ref().map(When::of),
            modified: article.modified.as_ref().map(When::of),
            address: article.address.as_ref().map(Link::new),
            credits: article.credits.iter().map(|c| line(c)).collect(),
            remarks: article.remarks.iter().map(|r| line(r)).collect(),
            text: pieces(&article.text.text, &article.marks, 0..article.text.text.len()),
            posts: quoted.map(|p| (p.number, line(&p.speaker.label))).collect(),
            item: article.item,
            entry: article.entry,
        }
    }
}

/// A post.
#[derive(Debug)]
pub(super) struct Post {
    pub number: u64,
    pub who: String,
    pub private: bool,
    pub platform: String,
    pub time: Option<When>,
    /// What `time` is the time of, where that is not the posting.
    pub time_of: Option<&'static str>,
    pub other_times: Vec<(&'static str, When)>,
    pub text: Vec<Piece>,
    /// The rest of a long post, folded.
    pub rest: Option<Vec<Piece>>,
    /// What is on the page of it only in part.
    pub cut: Option<String>,
    pub replaced: Option<String>,
    pub verbatim: bool,
    pub address: Option<Link>,
    pub urls: Vec<Link>,
    pub links: Vec<PostLink>,
    pub answered_by: Vec<(&'static str, u64)>,
    pub media: Vec<Media>,
    pub location: Option<String>,
    pub remarks: Vec<String>,
    pub item: u64,
    pub locator: String,
    pub entry: u64,
    pub also: Vec<(u64, bool)>,
}

/// A link between posts.
#[derive(Debug)]
pub(super) struct PostLink {
    pub verb: &'static str,
    pub post: Option<u64>,
    pub on_page: bool,
    pub rest: String,
    pub address: Option<Link>,
}

/// A file of a post.
#[derive(Debug)]
pub(super) struct Media {
    pub kind: &'static str,
    pub name: Option<String>,
    pub item: Option<u64>,
    pub missing: Option<String>,
    pub address: Option<Link>,
}

/// The posts of the page.
pub(super) fn posts(entries: &[PostEntry]) -> Vec<Post> {
    let speakers: HashMap<u64, &str> = entries.iter().map(|p| (p.number, p.speaker.label.as_str())).collect();
    let mut left = BUDGET;
    entries.iter().map(|entry| Post::new(entry, &speakers, &mut left)).collect()
}

impl Post {
    fn new(post: &PostEntry, speakers: &HashMap<u64, &str>, left: &mut usize) -> Self {
        let words = &post.text.text;
        let length = words.chars().count();
        let (shown, tail) = match words.char_indices().nth(BEGINNING) {
            Some((at, _)) if length > FOLDED => (0..at, Some(at..words.len())),
            _ => (0..words.len(), None),
        };
        let (mut rest, mut cut) = (None, None);
        if let Some(tail) = tail {
            if length <= *left {
                rest = Some(pieces(words, &post.marks, tail));
            } else {
                let more = (length - BEGINNING) as u64;
                cut = Some(format!("{} more in posts.csv", count(more, "character", "characters")));
            }
        }
        let shown = pieces(words, &post.marks, shown);
        *left = left.saturating_sub(length);
        let placed_by = post.times.iter().find(|(_, t)| Some(t) == post.time.as_ref()).map(|(what, _)| *what);
        Self {
            number: post.number,
            who: line(&post.speaker.label),
            private: post.speaker.private,
            platform: line(&post.platform),
            time: post.time.as_ref().map(When::of),
            time_of: placed_by.filter(|what| *what != "posted"),
            other_times: post
                .times
                .iter()
                .filter(|(what, _)| Some(*what) != placed_by && !(*what == "by its id" && placed_by == Some("posted")))
                .map(|(what, time)| (*what, When::of(time)))
                .collect(),
            text: shown,
            rest,
            cut,
            replaced: (post.text.replaced > 0).then(|| count(post.text.replaced, "place", "places")),
            verbatim: post.verbatim,
            address: post.address.as_ref().map(Link::new),
            urls: post.urls.iter().filter(|u| !post.text.text.contains(&u.words())).map(Link::new).collect(),
            links: post.links.iter().map(|link| PostLink::new(link, speakers)).collect(),
            answered_by: post.answered_by.clone(),
            media: post.media.iter().map(Media::new).collect(),
            location: post.location.as_ref().map(|[lat, lon]| format!("latitude {lat}, longitude {lon}")),
            remarks: post.remarks.iter().map(|r| line(r)).collect(),
            item: post.item,
            locator: line(&post.locator),
            entry: post.entry,
            also: post.other_readings.clone(),
        }
    }
}

impl PostLink {
    fn new(link: &LinkEntry, speakers: &HashMap<u64, &str>) -> Self {
        let known = link.post.and_then(|number| speakers.get(&number).copied());
        let rest = match (link.post, known.or(link.who.as_deref())) {
            (Some(_), Some(who)) => format!(" by {}", line(who)),
            (Some(_), None) => String::new(),
            (None, _) if link.kind == LinkKind::Edit => "are not in the case".to_owned(),
            (None, Some(who)) if link.kind == LinkKind::Embed => format!("an article by {}", line(who)),
            (None, None) if link.kind == LinkKind::Embed => "an article".to_owned(),
            (None, Some(who)) => format!("a post by {} that is not in the case", line(who)),
            (None, None) => "a post that is not in the case".to_owned(),
        };
        Self {
            verb: link.verb(),
            post: link.post,
            on_page: known.is_some(),
            rest,
            address: link.address.as_ref().map(Link::new),
        }
    }
}

impl Media {
    fn new(media: &MediaEntry) -> Self {
        Self {
            kind: media.kind,
            name: media.name.as_deref().map(line),
            item: media.item.map(|(number, _)| number),
            missing: media.missing.as_deref().map(line),
            address: media.address.as_ref().map(Link::new),
        }
    }
}

/// A speaker.
#[derive(Debug)]
pub(super) struct Source {
    pub label: String,
    pub private: bool,
    pub platform: String,
    pub role: &'static str,
    pub posts: String,
    pub between: Option<[String; 2]>,
}

impl Source {
    pub fn new(source: &SourceEntry) -> Self {
        let [first, last] = source.between.map(|at| at.map(instant));
        Self {
            label: line(&source.speaker.label),
            private: source.speaker.private,
            platform: line(&source.platform),
            role: source.role,
            posts: grouped(source.posts),
            between: first.zip(last).map(|(first, last)| [first, last]),
        }
    }
}
