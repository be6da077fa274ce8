//! Posts of X in every dialect that is read, and yt-dlp's side files.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::io::Cursor;

use model::import::ImportLine;
use model::post::{LinkKind, Post, Source, SourceRole};

struct Record {
    lines: Vec<ImportLine>,
    format: String,
}

impl Record {
    fn of(bytes: &[u8], importer: &str) -> Self {
        let mut lines = Vec::new();
        let (recognised, by) = intake::import(&mut Cursor::new(bytes), bytes.len() as u64, &mut lines).unwrap();
        assert_eq!(by.map(|i| i.name()), Some(importer), "{recognised:?}");
        assert_eq!(lines[0], ImportLine::Recognised(recognised.clone()));
        Self { lines, format: recognised.format.unwrap() }
    }

    fn posts(&self) -> Vec<&Post> {
        self.lines.iter().filter_map(|l| if let ImportLine::Post(p) = l { Some(&**p) } else { None }).collect()
    }

    fn sources(&self) -> Vec<&Source> {
        self.lines.iter().filter_map(|l| if let ImportLine::Source(s) = l { Some(s) } else { None }).collect()
    }

    fn problems(&self) -> Vec<String> {
        let problem = |l: &ImportLine| if let ImportLine::Problem(p) = l { p.locator.clone() } else { None };
        self.lines.iter().filter_map(problem).collect()
    }
}

fn link(post: &Post, kind: LinkKind) -> (Option<&str>, Option<&str>) {
    let link = post.links.iter().find(|l| l.kind == kind).unwrap();
    (link.native_id.as_deref(), link.who.as_deref())
}

#[test]
fn json_lines_with_a_broken_line_keep_the_others_and_quoted_posts_stand_for_themselves() {
    let record = Record::of(include_bytes!("fixtures/twscrape.jsonl"), "x-scraped");
    assert_eq!(record.format, "X posts (twscrape JSON) lines");
    let places: Vec<_> = record.posts().iter().map(|p| p.locator.as_str()).collect();
    assert_eq!(places, ["line 1", "line 1.quotedTweet", "line 3", "line 3.retweetedTweet"]);
    assert_eq!(record.problems(), ["line 2"]);
    assert_eq!(record.sources().len(), 2);
}

#[test]
fn a_scraped_post_keeps_words_times_links_and_media() {
    let record = Record::of(include_bytes!("fixtures/twscrape.jsonl"), "x-scraped");
    let post = record.posts()[0];
    assert_eq!(post.text, "НАВЧАННЯ: вода & пісок біля шлюзу https://t.co/aaaa");
    assert_eq!(post.native_id.as_deref(), Some("2712556748220140229"));
    assert_eq!(post.times.posted.as_ref().unwrap().value, "2031-05-03T07:15:00");
    assert_eq!(post.times.from_id, post.times.posted);
    assert!(post.remarks.is_empty() && post.verbatim);
    assert_eq!(link(post, LinkKind::Reply), (Some("2712556748220139723"), Some("@exercise_two")));
    assert_eq!(link(post, LinkKind::Quote).0, Some("2712495312085188608"));
    let item = model::Digest([1; 32]);
    assert_eq!(post.links[0].post, Some(record.posts()[1].identity(item)), "the link names the quoted post");
    assert_eq!(post.urls, ["https://example.org/gate"]);
    assert_eq!(post.media[1].url.as_deref(), Some("https://v.example.org/high.mp4"));
    assert_eq!(post.media[1].duration_ms, Some(23_000));
    assert_eq!(post.stated_location, Some([-1_250_000, 30_500_000]));
    let source = record.sources()[0];
    assert_eq!((source.account.as_deref(), source.name.as_deref()), (Some("@exercise_one"), Some("НАВЧАННЯ Перша")));
    assert_eq!(source.native_id.as_deref(), Some("900000000000000001"));
}

#[test]
fn a_date_that_the_id_contradicts_is_remarked_on() {
    let record = Record::of(include_bytes!("fixtures/twscrape.jsonl"), "x-scraped");
    let post = record.posts()[2];
    assert!(
        post.remarks[0].contains("contradicts the time in the post's id (2031-05-03T07:15:00 UTC)"),
        "{:?}",
        post.remarks
    );
    assert_eq!(link(post, LinkKind::Repost), (Some("2712556748220140229"), Some("@exercise_one")));
}

#[test]
fn snscrape_is_told_apart_by_its_fields() {
    let record = Record::of(include_bytes!("fixtures/snscrape.json"), "x-scraped");
    assert_eq!(record.format, "X posts (snscrape JSON)");
    let [post] = record.posts()[..] else { panic!("a reference is only a link") };
    assert_eq!(post.locator, "[0]");
    assert_eq!(post.media[0].url.as_deref(), Some("https://p.example.org/l"));
    assert_eq!(
        (post.media[1].url.as_deref(), post.media[1].duration_ms),
        (Some("https://v.example.org/a.mp4"), Some(12_500))
    );
    assert_eq!(link(post, LinkKind::Quote).0, Some("2712495312085188608"));
    assert_eq!(link(post, LinkKind::Edit).0, Some("2712556748220140223"));
}

#[test]
fn one_post_alone_in_a_file_is_read() {
    let first = include_str!("fixtures/twscrape.jsonl").lines().next().unwrap();
    let value: serde_json::Value = serde_json::from_str(first).unwrap();
    let record = Record::of(serde_json::to_string_pretty(&value).unwrap().as_bytes(), "x-scraped");
    assert_eq!((record.posts().len(), record.format.as_str()), (2, "X posts (twscrape JSON)"));
}

#[test]
fn a_cut_list_keeps_what_came_before() {
    let whole = include_str!("fixtures/x-archive.js");
    let cut = &whole[..whole.find("gate four").unwrap()];
    let record = Record::of(cut.as_bytes(), "x-archive");
    assert_eq!(record.posts().len(), 1);
    assert_eq!(record.problems(), [format!("byte {}", cut.len())]);
}

#[test]
fn gallery_dl_words_are_never_verbatim_and_a_retweet_is_the_retweeters() {
    let record = Record::of(include_bytes!("fixtures/gallery-dl.json"), "gallery-dl-x");
    let post = record.posts()[0];
    assert!(!post.verbatim);
    assert_eq!(record.sources()[0].account.as_deref(), Some("@exercise_one"));
    assert_eq!(link(post, LinkKind::Repost), (Some("2712495312085188608"), Some("@exercise_two")));
    assert_eq!(post.times.posted.as_ref().unwrap().zone.as_deref(), Some("+00:00"));
    assert!(post.remarks.iter().any(|r| r.contains("2031-05-03T03:10:52")));
    assert!(
        record.lines.iter().any(|l| matches!(l, ImportLine::SideCar(s) if s.tool.as_deref() == Some("gallery-dl")))
    );
}

#[test]
fn an_x_archive_is_read_and_says_that_its_owner_is_not_named() {
    let record = Record::of(include_bytes!("fixtures/x-archive.js"), "x-archive");
    let posts = record.posts();
    assert_eq!(posts[0].text, "УЧЕНИЯ <шлюз> https://t.co/a");
    assert_eq!(posts[0].times.posted, posts[0].times.from_id);
    assert_eq!(link(posts[0], LinkKind::Edit).0, Some("2712556748220140223"));
    assert_eq!(link(posts[0], LinkKind::Reply), (Some("2712495312085188608"), Some("@exercise_two")));
    assert_eq!(link(posts[1], LinkKind::Repost), (None, Some("@exercise_two")));
    let missing = record.lines.iter().filter(|l| matches!(l, ImportLine::NotCollected(_))).count();
    assert_eq!(missing, 1);
}

#[test]
fn a_syndication_answer_is_read_and_a_tombstone_is_not_collected() {
    let record = Record::of(include_bytes!("fixtures/syndication.json"), "x-syndication");
    let posts = record.posts();
    assert_eq!((posts.len(), posts[0].text.as_str()), (2, "EXERCISE: before > after"));
    assert_eq!(posts[0].media[0].url.as_deref(), Some("https://v.example.org/b.mp4"));
    let tomb = br#"{"__typename":"TweetTombstone","tombstone":{"text":{"text":"This Post is from a suspended account. EXERCISE"}}}"#;
    let record = Record::of(tomb, "x-syndication");
    assert!(record.posts().is_empty());
    assert!(record.lines.iter().any(|l| matches!(l, ImportLine::NotCollected(n) if n.why.contains("suspended"))));
}

#[test]
fn a_yt_dlp_side_file_keeps_its_times_apart_and_no_tokens() {
    let record = Record::of(include_bytes!("fixtures/clip.info.json"), "yt-dlp");
    let post = record.posts()[0];
    let times = &post.times;
    let value = |t: &Option<model::TimeSpan>| t.as_ref().unwrap().value.clone();
    assert_eq!(value(&times.uploaded), "2031-05-03T07:15:00");
    assert_eq!(value(&times.released), "2031-05-03T07:16:40");
    assert_eq!(value(&times.modified), "2031-05-03T18:40:00");
    assert_eq!(value(&times.captured), "2031-05-04T22:26:40");
    assert_eq!(times.posted, None, "the file states an upload and a release, not a posting");
    assert_eq!(post.text, "EXERCISE: gate four opens\n\nНАВЧАННЯ. Опис відео");
    assert_eq!(post.remarks, ["the uploader set the place “EXERCISE TOWN”", "availability: unlisted"]);
    let side_car =
        record.lines.iter().find_map(|l| if let ImportLine::SideCar(s) = l { Some(s) } else { None }).unwrap();
    assert_eq!(side_car.about.as_deref(), Some("EXERCISE gate [exercise0001].mp4"));
    assert_eq!(side_car.url.as_deref(), Some("https://www.youtube.com/watch?v=exercise0001"));
    assert_eq!(side_car.tool.as_deref(), Some("yt-dlp 2026.10.26"));
    let source = record.sources()[0];
    assert_eq!((source.platform.0.as_str(), source.role), ("youtube", SourceRole::Channel));
    assert_eq!(source.account.as_deref(), Some("@exerciseriver"));
    assert!(!serde_json::to_string(&record.lines).unwrap().contains("secret"), "expiring tokens are not repeated");
}

#[test]
fn an_upload_day_without_a_time_is_that_day_in_utc() {
    let text = include_str!("fixtures/clip.info.json").replace("\"timestamp\": 1935558900, ", "");
    let record = Record::of(text.as_bytes(), "yt-dlp");
    let uploaded = record.posts()[0].times.uploaded.clone().unwrap();
    assert_eq!((uploaded.value.as_str(), uploaded.zone.as_deref()), ("2031-05-03", Some("+00:00")));
}

#[test]
fn other_json_is_kept_not_read() {
    for text in ["{\"a\": 1}", "[]", "{}", "{\"id\": 1, \"user\": {}, \"date\": \"x\"}", "{\"a\":1}\n{\"a\":2}\n"] {
        let (recognised, importer) =
            intake::recognise(&intake::Head { bytes: text.as_bytes(), len: text.len() as u64 });
        assert!(importer.is_none() && recognised.format.is_none(), "{text}: {recognised:?}");
        assert!(recognised.mime.starts_with("application/"), "{text}: {recognised:?}");
    }
}
