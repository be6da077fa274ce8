//! What all dialects share: speakers, times (stated and from the id), links, media, and the order of the lines.

use model::import::SideCar;
use model::item::Kind;
use model::post::{LinkKind, MediaRef, Platform, Post, PostLink, PostTimes, Source, SourceRole};
use model::{SourceId, TimeSpan};

use crate::blank;
use crate::importer::{ImportError, Lines};
use crate::json::Node;
use crate::speakers::Speakers;

/// One import under way: posts gather here while an object is read, and are then passed on in order.
pub(super) struct Reading {
    platform: Platform,
    speakers: Speakers,
    pending: Vec<(Source, Post)>,
    /// What the file says is absent: what, why, where.
    pub(super) missing: Vec<(String, String, String)>,
    side_car: Option<&'static str>,
    /// How many objects were read.
    pub(super) read: u64,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            platform: Platform::named("x"),
            speakers: Speakers::default(),
            pending: Vec::new(),
            missing: Vec::new(),
            side_car: None,
            read: 0,
        }
    }
}

impl Reading {
    /// A speaker from the three things X says of one.
    pub(super) fn author(&self, id: Option<String>, account: Option<&str>, name: Option<&str>) -> Source {
        let mut source = blank::source(&self.platform, SourceRole::Account);
        source.native_id = id;
        source.account = account.map(|a| format!("@{}", a.trim_start_matches('@')));
        source.name = name.map(str::to_owned);
        source
    }

    /// A post with its id and the time that the id itself says.
    pub(super) fn post(&self, author: &Source, id: Option<String>, locator: String) -> Post {
        let mut post = blank::post(&self.platform, author.identity(), locator);
        post.times.from_id = id.as_deref().and_then(snowflake_time);
        if id.is_none() {
            post.remarks.push("the file gives this post no id".to_owned());
        }
        post.native_id = id;
        post
    }

    /// Puts a finished post in line.
    pub(super) fn add(&mut self, author: Source, mut post: Post) {
        post.remarks.extend(contradicts_id(&post.times));
        self.pending.push((author, post));
    }

    /// A link to another post of X by its id.
    pub(super) fn link(&self, kind: LinkKind, id: Option<String>, who: Option<&str>, url: Option<&str>) -> PostLink {
        let nobody = SourceId(model::Digest([0; 32]));
        PostLink {
            kind,
            post: id.as_deref().map(|id| blank::post_id(&self.platform, nobody, id)),
            native_id: id,
            who: who.map(|w| format!("@{}", w.trim_start_matches('@'))),
            url: url.map(str::to_owned),
        }
    }

    /// Says that the file is a side file of `tool`. It does not state the name of the file that it speaks of.
    pub(super) fn side_car(&mut self, tool: &'static str) {
        self.side_car = Some(tool);
    }

    /// Hands the gathered lines on: each speaker before its posts.
    pub(super) fn pass_on(&mut self, lines: &mut Lines) -> Result<(), ImportError> {
        self.read += 1;
        for (author, post) in std::mem::take(&mut self.pending) {
            self.speakers.tell(author, lines)?;
            lines.post(post)?;
        }
        if let Some(tool) = self.side_car.take() {
            lines.side_car(SideCar { about: None, url: None, tool: Some(tool.to_owned()) })?;
        }
        for (what, why, locator) in std::mem::take(&mut self.missing) {
            lines.not_collected(what, &why, &locator)?;
        }
        Ok(())
    }
}

/// A remark where the stated date of a post is not the time that its id says.
pub(crate) fn contradicts_id(times: &PostTimes) -> Option<String> {
    let (stated, from_id) = times.posted.as_ref().zip(times.from_id.as_ref())?;
    (!near(stated, from_id)).then(|| {
        format!("the stated date ({}) contradicts the time in the post's id ({} UTC)", stated.value, from_id.value)
    })
}

/// Whether the two lie within two seconds of each other; both are cut to whole seconds somewhere.
fn near(stated: &TimeSpan, from_id: &TimeSpan) -> bool {
    let [Some(first), Some(last)] = stated.utc else { return true };
    from_id.utc[0].is_none_or(|at| (first.0 - 2..=last.0 + 2).contains(&at.0))
}

/// The first id that carries a time: X changed to such ids on 4 November 2010.
const FIRST_SNOWFLAKE: u64 = 29_700_859_247;
/// Milliseconds since 1970 at which the clock in the ids starts.
const SNOWFLAKE_EPOCH_MS: u64 = 1_288_834_974_657;

/// The time in an id: its upper bits count milliseconds. Kept to the second.
pub(crate) fn snowflake_time(id: &str) -> Option<TimeSpan> {
    let id: u64 = id.parse().ok().filter(|id| *id >= FIRST_SNOWFLAKE)?;
    TimeSpan::from_unix((((id >> 22) + SNOWFLAKE_EPOCH_MS) / 1000) as i64)
}

/// A stated date: ISO 8601 in any of its usual forms, or `Wed Oct 10 20:19:24 +0000 2018`.
pub(super) fn stated_time(node: &Node, post: &mut Post) -> Option<TimeSpan> {
    let text = node.words()?;
    let span = TimeSpan::from_stamp(text).ok().or_else(|| long_form(text));
    if span.is_none() {
        post.remarks.push(format!("the stated date could not be read: {text}"));
    }
    span
}

fn long_form(text: &str) -> Option<TimeSpan> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let [_, month, day, clock, offset, year] = text.split_ascii_whitespace().collect::<Vec<_>>()[..] else {
        return None;
    };
    let month = MONTHS.iter().position(|m| *m == month)? + 1;
    TimeSpan::from_stamp(&format!("{year}-{month:02}-{day:0>2}T{clock}{offset}")).ok()
}

/// The words as the platform shows them: X hands `&`, `<` and `>` out escaped, and nothing else.
pub(super) fn shown(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// A file with an address.
pub(crate) fn media(kind: Kind, url: Option<&str>, mime: Option<&str>, duration_ms: Option<u64>) -> MediaRef {
    MediaRef {
        kind,
        path: None,
        url: url.map(str::to_owned),
        mime: mime.map(str::to_owned),
        size: None,
        duration_ms,
        missing: None,
    }
}

/// The best of a video's variants: the highest bit rate, or else the first.
pub(super) fn video(variants: &Node, duration_ms: Option<u64>, fallback: Option<&str>) -> MediaRef {
    let mut best: Option<(&Node, i64)> = None;
    for variant in variants.items() {
        let rate = variant.get("bitrate").integer().unwrap_or(-1);
        if best.is_none_or(|(_, known)| rate > known) {
            best = Some((variant, rate));
        }
    }
    let Some((variant, _)) = best else { return media(Kind::Video, fallback, None, duration_ms) };
    let mime = ["contentType", "content_type", "type"].iter().find_map(|key| variant.get(key).words());
    let url = variant.get("url").words().or_else(|| variant.get("src").words());
    media(Kind::Video, url.or(fallback), mime, duration_ms)
}

/// Earlier versions of an edited post: the link names the one that came last before this.
pub(super) fn earlier_version(ids: &[Node], own: Option<&str>) -> Option<String> {
    let own: u64 = own?.parse().ok()?;
    ids.iter().filter_map(|id| id.id()?.parse().ok()).filter(|id: &u64| *id < own).max().map(|id| id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_in_an_id_is_its_upper_bits() {
        // (2712556748220140229 >> 22) + 1288834974657 = 1935558900300 ms
        let span = snowflake_time("2712556748220140229").unwrap();
        assert_eq!(span.value, "2031-05-03T07:15:00");
        for old in ["20", "29700859246", "not a number", "99999999999999999999999"] {
            assert_eq!(snowflake_time(old), None, "{old}");
        }
    }

    #[test]
    fn both_ways_of_writing_a_date_are_read() {
        for text in ["Wed Oct 10 20:19:24 +0000 2018", "2018-10-10T20:19:24.000Z", "2018-10-10 20:19:24+00:00"] {
            let mut post = blank::post(&Platform::named("x"), SourceId(model::Digest([0; 32])), String::new());
            let span = stated_time(&Node::Text(text.into()), &mut post).unwrap();
            assert_eq!((span.value.as_str(), span.zone.as_deref()), ("2018-10-10T20:19:24", Some("+00:00")), "{text}");
        }
    }

    #[test]
    fn only_what_the_platform_escapes_is_unescaped_and_only_once() {
        assert_eq!(shown("a &amp;lt; b &lt; c &quot;"), "a &lt; b < c &quot;");
    }
}
