//! Posts in the order of their times, each reading of one, with the links between them.

use std::collections::HashMap;

use case::repeats::TextRef;
use case::view::{Mark, PostView};
use case::{Case, Progress};
use model::post::{LinkKind, PostLink};
use model::{ItemId, PostId, TimeSpan, Utc};

use super::{Items, Part};
use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::redact::{Address, Carries, Marked, Redactor, Shown, Speaker, coarse};
use crate::table::{Row, Table};

/// One post as read from one item.
#[derive(Debug)]
pub(crate) struct PostEntry {
    /// From 1, in the order of the times. All readings of a post share it.
    pub number: u64,
    pub speaker: Speaker,
    pub platform: String,
    /// The time by which it is placed.
    pub time: Option<TimeSpan>,
    /// Every time that is stated, with what it is the time of.
    pub times: Vec<(&'static str, TimeSpan)>,
    pub text: Shown,
    /// What was read in the words; empty for posts that are not on the page.
    pub marks: Vec<Marked>,
    pub verbatim: bool,
    pub language: Option<String>,
    pub address: Option<Address>,
    pub urls: Vec<Address>,
    pub links: Vec<LinkEntry>,
    /// Posts of the page that lead here: what they do with it, and their numbers.
    pub answered_by: Vec<(&'static str, u64)>,
    pub media: Vec<MediaEntry>,
    /// Latitude and longitude to a tenth of a degree.
    pub location: Option<[String; 2]>,
    pub remarks: Vec<String>,
    pub item: u64,
    pub item_id: ItemId,
    pub locator: String,
    pub entry: u64,
    /// Other readings: the item, and whether words or time are others there.
    pub other_readings: Vec<(u64, bool)>,
    id_shown: Option<PostId>,
    native_id: Option<String>,
}

/// A link to another post.
#[derive(Debug)]
pub(crate) struct LinkEntry {
    pub kind: LinkKind,
    /// Number of the other post, where the case holds it.
    pub post: Option<u64>,
    pub who: Option<String>,
    pub address: Option<Address>,
}

/// A file that a post carries.
#[derive(Debug)]
pub(crate) struct MediaEntry {
    pub kind: &'static str,
    pub name: Option<String>,
    /// The item, where the case holds it.
    pub item: Option<(u64, ItemId)>,
    pub missing: Option<String>,
    pub address: Option<Address>,
}

const COLUMNS: [&str; 37] = [
    "post",
    "source",
    "platform",
    "posted_as_stated",
    "posted_zone",
    "posted_earliest_utc",
    "posted_latest_utc",
    "edited_as_stated",
    "edited_zone",
    "edited_earliest_utc",
    "edited_latest_utc",
    "uploaded_as_stated",
    "uploaded_zone",
    "uploaded_earliest_utc",
    "uploaded_latest_utc",
    "captured_as_stated",
    "captured_zone",
    "captured_earliest_utc",
    "captured_latest_utc",
    "from_id_as_stated",
    "from_id_zone",
    "from_id_earliest_utc",
    "from_id_latest_utc",
    "text",
    "replaced_in_text",
    "verbatim",
    "language_as_stated",
    "address_as_stated",
    "links",
    "files",
    "addresses_in_post",
    "latitude_to_a_tenth",
    "longitude_to_a_tenth",
    "remarks",
    "item",
    "where_in_item",
    "log_entry",
];

/// What is known of a post at its first reading, to hold the others against.
struct First {
    shown: Option<usize>,
    text: model::Digest,
    time: Option<TimeSpan>,
}

pub(super) fn write(
    case: &Case,
    redactor: &Redactor,
    items: &Items,
    shelf: &mut Shelf<'_>,
    progress: &dyn Progress,
) -> Result<(Part<PostEntry>, [Option<Utc>; 2]), Error> {
    let mut out = Part::new();
    let mut firsts: HashMap<PostId, First> = HashMap::new();
    let mut span = [None, None];
    let mut done = 0;
    progress.begin("Writing the posts", Some(items.posts()));
    let written = shelf.put("posts.csv", |to| -> Result<(), Cause> {
        let columns: Vec<&str> = COLUMNS.into_iter().chain(["item_sha256", "post_id", "platform_id"]).collect();
        let mut table = Table::new(to, &columns)?;
        let mut failed = None;
        case.each_post(None, false, &mut |view| {
            if failed.is_some() {
                return Ok(());
            }
            done += 1;
            progress.at(done);
            let (several, text, id) = (!view.also_read_from.is_empty(), view.post.text_digest(), view.id);
            let on_page = out.shown.len() < crate::SHOWN_ON_PAGE;
            let at = TextRef { item: view.item, post: Some(view.id) };
            let marks = if on_page { case.marks(at)? } else { Vec::new() };
            let post = entry(view, &marks, redactor, items);
            failed = table.row(row(&post)).err();
            if let Some(first) = firsts.get(&id) {
                let differs = first.text != text || first.time != post.time;
                if let Some(shown) = first.shown.and_then(|at| out.shown.get_mut(at)) {
                    let shown: &mut PostEntry = shown;
                    shown.other_readings.push((post.item, differs));
                }
                return Ok(());
            }
            span = wider(span, post.time.as_ref());
            let time = post.time.clone();
            let at = out.shown.len();
            out.push(post);
            if several {
                firsts.insert(id, First { shown: (at < out.shown.len()).then_some(at), text, time });
            }
            Ok(())
        })?;
        failed.map_or(Ok(()), Err)?;
        Ok(table.finish()?)
    });
    progress.end();
    written?;
    lead_back(&mut out.shown);
    Ok((out, span))
}

fn entry(view: PostView, marks: &[Mark], redactor: &Redactor, items: &Items) -> PostEntry {
    let PostView { id, item, finding, source, post, links_resolved, media_resolved, .. } = view;
    let speaker = redactor.speaker(post.source, source.as_ref());
    let carries = if speaker.private { Carries::PrivatePost } else { Carries::PublicPost };
    let times = post.times;
    let time = times.posted.clone().or_else(|| times.uploaded.clone()).or_else(|| times.from_id.clone());
    let times = [
        ("posted", times.posted),
        ("edited", times.edited),
        ("media uploaded", times.uploaded),
        ("released", times.released),
        ("changed", times.modified),
        ("captured", times.captured),
        ("by its id", times.from_id),
    ];
    let number = |id: &PostId| items.post_number(id);
    let own = id;
    let links = post.links.iter().zip(links_resolved).map(|(link, resolved)| LinkEntry {
        kind: link.kind,
        post: resolved.post.filter(|id| *id != own).as_ref().and_then(number),
        who: link.who.as_deref().map(|name| redactor.who(name)),
        address: link_address(link, redactor),
    });
    let media = post.media.iter().zip(media_resolved).map(|(media, resolved)| MediaEntry {
        kind: media.kind.word(),
        name: media.path.as_deref().map(|path| redactor.note(path)),
        item: resolved.item.map(|id| (items.number(id), id)),
        missing: media.missing.as_deref().map(|why| redactor.note(why)),
        address: media.url.as_deref().map(|url| redactor.address(url, Carries::Media)),
    });
    if post.stated_location.is_some() {
        redactor.counts.borrow_mut().coordinates += 1;
    }
    if speaker.private && post.native_id.is_some() {
        redactor.counts.borrow_mut().platform_ids += 1;
    }
    let (text, marks) = redactor.marked(&post.text, marks);
    PostEntry {
        number: number(&id).unwrap_or(0),
        platform: post.platform.0,
        time,
        times: times.into_iter().filter_map(|(what, time)| Some((what, time?))).collect(),
        text,
        marks,
        verbatim: post.verbatim,
        language: post.stated_language,
        address: post.url.as_deref().map(|url| redactor.address(url, carries)),
        urls: post.urls.iter().map(|url| redactor.address(url, Carries::Unknown)).collect(),
        links: links.collect(),
        answered_by: Vec::new(),
        media: media.collect(),
        location: post.stated_location.map(|at| at.map(coarse)),
        remarks: post.remarks.iter().map(|r| redactor.text(r).text).collect(),
        item: items.number(item),
        item_id: item,
        locator: redactor.note(&post.locator),
        entry: finding,
        other_readings: Vec::new(),
        // Both can be looked up or guessed by whoever knows the platform.
        id_shown: (!speaker.private).then_some(id),
        native_id: post.native_id.filter(|_| !speaker.private),
        speaker,
    }
}

fn link_address(link: &PostLink, redactor: &Redactor) -> Option<Address> {
    link.url.as_deref().map(|url| redactor.address(url, Carries::Unknown))
}

fn row(post: &PostEntry) -> Row {
    let time = |what: &str| post.times.iter().find(|(w, _)| *w == what).map(|(_, t)| t);
    let links: Vec<String> = post.links.iter().map(link_words).collect();
    let media: Vec<String> = post.media.iter().map(media_words).collect();
    let urls: Vec<String> = post.urls.iter().map(Address::words).collect();
    Row::default()
        .plain(post.number)
        .text(&post.speaker.label)
        .text(&post.platform)
        .time(time("posted"))
        .time(time("edited"))
        .time(time("media uploaded"))
        .time(time("captured"))
        .time(time("by its id"))
        .text(&post.text.text)
        .plain(post.text.replaced)
        .plain(if post.verbatim { "yes" } else { "no" })
        .maybe(post.language.as_deref())
        .maybe(post.address.as_ref().map(Address::words).as_deref())
        .text(&links.join("; "))
        .text(&media.join("; "))
        .text(&urls.join("; "))
        .maybe_plain(post.location.as_ref().map(|at| &at[0]))
        .maybe_plain(post.location.as_ref().map(|at| &at[1]))
        .text(&post.remarks.join("; "))
        .plain(post.item)
        .text(&post.locator)
        .plain(post.entry)
        .plain(post.item_id)
        .maybe_plain(post.id_shown)
        .maybe(post.native_id.as_deref())
}

impl LinkEntry {
    /// What the post does with the other one.
    pub fn verb(&self) -> &'static str {
        match self.kind {
            LinkKind::Forward => "forwards",
            LinkKind::Repost => "reposts",
            LinkKind::Reply => "replies to",
            LinkKind::Quote => "quotes",
            LinkKind::Edit => "was edited; earlier words",
            LinkKind::Embed => "quoted or embedded in",
        }
    }

    /// What was done with the other one, seen from there.
    fn passive(&self) -> &'static str {
        match self.kind {
            LinkKind::Forward => "forwarded in",
            LinkKind::Repost => "reposted in",
            LinkKind::Reply => "answered in",
            LinkKind::Quote => "quoted in",
            LinkKind::Edit => "edited in",
            LinkKind::Embed => "quotes or embeds",
        }
    }
}

fn link_words(link: &LinkEntry) -> String {
    if link.kind == LinkKind::Embed && link.post.is_none() {
        let by = link.who.as_deref().map(|who| format!(" by {who}")).unwrap_or_default();
        let address = link.address.as_ref().map(|a| format!(" {}", a.words())).unwrap_or_default();
        return format!("quoted or embedded in an article{by}{address}");
    }
    let other = match (link.post, &link.who) {
        (Some(number), Some(who)) => format!("post {number} ({who})"),
        (Some(number), None) => format!("post {number}"),
        (None, Some(who)) => format!("a post by {who}, not in the case"),
        (None, None) => "a post that is not in the case".to_owned(),
    };
    if link.kind == LinkKind::Edit && link.post.is_none() {
        return "was edited; its earlier words are not in the case".to_owned();
    }
    let address = link.address.as_ref().map(|a| format!(" {}", a.words())).unwrap_or_default();
    format!("{} {other}{address}", link.verb())
}

fn media_words(media: &MediaEntry) -> String {
    let name = media.name.as_deref().map(|n| format!(" {n}")).unwrap_or_default();
    let held = match (&media.item, &media.missing) {
        (Some((number, _)), _) => format!(" = item {number}"),
        (None, Some(why)) => format!(" (missing: {why})"),
        (None, None) => String::new(),
    };
    let address = media.address.as_ref().map(|a| format!(" {}", a.words())).unwrap_or_default();
    format!("{}{name}{held}{address}", media.kind)
}

/// The span that takes in a time too.
fn wider(span: [Option<Utc>; 2], time: Option<&TimeSpan>) -> [Option<Utc>; 2] {
    let [from, to] = time.map_or([None, None], |t| t.utc);
    let earlier = |a: Option<Utc>, b: Option<Utc>| a.into_iter().chain(b).min();
    let later = |a: Option<Utc>, b: Option<Utc>| a.into_iter().chain(b).max();
    [earlier(span[0], from), later(span[1], to)]
}

/// Writes at every post of the page which others lead to it.
fn lead_back(posts: &mut [PostEntry]) {
    let by_number: HashMap<u64, usize> = posts.iter().enumerate().map(|(at, post)| (post.number, at)).collect();
    let back: Vec<(usize, &'static str, u64)> = posts
        .iter()
        .flat_map(|post| {
            post.links.iter().filter_map(|link| Some((*by_number.get(&link.post?)?, link.passive(), post.number)))
        })
        .collect();
    for (at, verb, number) in back {
        posts[at].answered_by.push((verb, number));
    }
}
