//! yt-dlp's `.info.json` beside a video: who published it, what was said of it, and four different times kept apart.
//!
//! `timestamp` (upload), `release_timestamp`, `modified_timestamp` and `epoch` (when it was fetched) are UTC;
//! `upload_date` is a day in UTC. Addresses of formats hold expiring tokens and are not repeated.

use model::TimeSpan;
use model::import::{Recognised, SideCar};
use model::item::Kind;
use model::post::{MediaRef, Platform, SourceRole};

use crate::blank;
use crate::encoding::{self, Utf8Stream};
use crate::importer::{Head, ImportError, Importer, Lines, ReadSeek, Sink, begin};
use crate::json::{Mender, Node, Scanner, Shape, Sort, outline};

/// yt-dlp side files.
pub(crate) struct YtDlp;

/// With comments, captions and hundreds of formats such a file can be long.
const FILE: Sort = Sort { noun: "side file", remedy: "Fetch it again with yt-dlp", limit: 256 << 20 };

impl Importer for YtDlp {
    fn name(&self) -> &'static str {
        "yt-dlp"
    }

    fn version(&self) -> &'static str {
        "1"
    }

    fn recognises(&self, head: &Head) -> Option<Recognised> {
        let text = encoding::head_text(head.bytes)?;
        let outline = outline(&text).filter(|o| o.shape == Shape::Object)?;
        // `id`, `title` and `formats` come first; the rest may lie beyond the head.
        let whole = outline.has_all(&["id", "extractor"]) || outline.has_all(&["id", "extractor_key"]);
        let begun = outline.has_all(&["id", "title", "formats"]) && outline.raw("formats").contains("\"format_id\"");
        (whole || begun).then(|| Recognised {
            kind: Kind::Export,
            mime: "application/json".to_owned(),
            format: Some("yt-dlp side file".to_owned()),
        })
    }

    fn read(&self, input: &mut dyn ReadSeek, len: u64, out: &mut dyn Sink) -> Result<(), ImportError> {
        let head = begin(self, input, len, out)?;
        let mut lines = Lines::new(out);
        let (stream, base, converted) = Utf8Stream::open(input, &head)?;
        if let Some(encoding) = converted {
            lines.repaired(encoding::conversion(encoding))?;
        }
        let mut mender = Mender::default();
        let mut scanner = Scanner::new(stream, base);
        let end =
            FILE.one(&mut scanner, &mut mender, &mut lines, "the whole file", &mut |node, _, lines| read(node, lines));
        FILE.finish(end, 0, &mender, lines)
    }
}

fn read(node: &Node, lines: &mut Lines) -> Result<(), ImportError> {
    let words = |key: &str| node.get(key).words().map(str::to_owned);
    let url = words("webpage_url").or_else(|| words("original_url"));
    lines.side_car(SideCar { about: about(node), url: url.clone(), tool: Some(tool(node)) })?;
    let platform = Platform::named(&platform_name(node));
    let channel = node.get("channel_id").id();
    let role = if channel.is_some() { SourceRole::Channel } else { SourceRole::Account };
    let mut source = blank::source(&platform, role);
    source.native_id = channel.or_else(|| node.get("uploader_id").id().filter(|id| !id.starts_with('@')));
    source.account = words("uploader_id").filter(|id| id.starts_with('@'));
    source.name = words("channel").or_else(|| words("uploader"));
    let id = source.identity();
    lines.source(source)?;

    let mut post = blank::post(&platform, id, "the whole file".to_owned());
    post.native_id = node.get("id").id();
    post.url = url;
    post.text = match (node.get("title").words(), node.get("description").words()) {
        (Some(title), Some(description)) if title != description => format!("{title}\n\n{description}"),
        (title, description) => title.or(description).unwrap_or_default().to_owned(),
    };
    // On platforms without titles yt-dlp makes one up out of the uploader and the words.
    post.verbatim = platform.0 == "youtube";
    post.stated_language = words("language");
    let instant = |key: &str| node.get(key).integer().and_then(TimeSpan::from_unix);
    post.times.uploaded = instant("timestamp").or_else(|| utc_day(node.get("upload_date")));
    post.times.released = instant("release_timestamp").or_else(|| utc_day(node.get("release_date")));
    post.times.modified = instant("modified_timestamp").or_else(|| utc_day(node.get("modified_date")));
    post.times.captured = instant("epoch");
    if let (Some(uploaded), Some(day)) = (&post.times.uploaded, utc_day(node.get("upload_date")))
        && !uploaded.overlaps(&day)
    {
        post.remarks
            .push(format!("the upload time ({} UTC) is not on the stated upload day ({})", uploaded.value, day.value));
    }
    if let Some(place) = node.get("location").words() {
        post.remarks.push(format!("the uploader set the place “{place}”"));
    }
    for (key, usual) in [("availability", "public"), ("live_status", "not_live")] {
        if let Some(state) = node.get(key).words().filter(|state| *state != usual) {
            post.remarks.push(format!("{}: {state}", key.replace('_', " ")));
        }
    }
    post.media.push(MediaRef {
        kind: if node.get("vcodec").text() == Some("none") { Kind::Sound } else { Kind::Video },
        path: about(node),
        url: None,
        mime: None,
        size: node.get("filesize").size(),
        duration_ms: node.get("duration").milliseconds(),
        missing: None,
    });
    lines.post(post)
}

/// The file it speaks of: `_filename` or `filename` where it is stated, without its folder.
fn about(node: &Node) -> Option<String> {
    let path = ["_filename", "filename"].iter().find_map(|key| node.get(key).words())?;
    path.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).map(str::to_owned)
}

fn tool(node: &Node) -> String {
    match node.get("_version").get("version").words() {
        Some(version) => format!("yt-dlp {version}"),
        None => "yt-dlp".to_owned(),
    }
}

/// The platform's stable name, from the extractor: `TwitterSpaces` speaks of `x` as `Twitter` does.
fn platform_name(node: &Node) -> String {
    let key = node.get("extractor_key").words().or_else(|| node.get("extractor").words()).unwrap_or("web");
    let key = key.split(':').next().unwrap_or(key).to_lowercase();
    let known = [
        ("youtube", "youtube"),
        ("twitter", "x"),
        ("tiktok", "tiktok"),
        ("telegram", "telegram"),
        ("vk", "vk"),
        ("instagram", "instagram"),
        ("facebook", "facebook"),
        ("odnoklassniki", "ok"),
        ("rutube", "rutube"),
    ];
    match known.iter().find(|(start, _)| key.starts_with(start)) {
        Some((_, name)) => (*name).to_owned(),
        None if key == "generic" => "web".to_owned(),
        None => key,
    }
}

/// `20310503` as a day in UTC.
fn utc_day(node: &Node) -> Option<TimeSpan> {
    let digits = node.id().filter(|d| d.len() == 8 && d.bytes().all(|b| b.is_ascii_digit()))?;
    TimeSpan::new(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]), Some("+00:00")).ok()
}
