//! Plain text: articles with their byline, date, credits and quoted posts; other text as it is.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop at the first surprise, and says what it skips"
)]

use std::io::Cursor;

use model::import::ImportLine;
use model::post::{Article, LinkKind, Post, Source};

const ARTICLE: &str = include_str!("fixtures/article.txt");

fn read(bytes: &[u8]) -> Vec<ImportLine> {
    let mut lines = Vec::new();
    let (_, importer) = intake::import(&mut Cursor::new(bytes), bytes.len() as u64, &mut lines).unwrap();
    assert_eq!(importer.map(|i| i.name()), Some("plain-text"));
    lines
}

fn article(lines: &[ImportLine]) -> &Article {
    lines.iter().find_map(|l| if let ImportLine::Article(a) = l { Some(&**a) } else { None }).unwrap()
}

fn posts(lines: &[ImportLine]) -> Vec<(&Source, &Post)> {
    let source = |post: &Post| {
        let named = |l: &&ImportLine| matches!(l, ImportLine::Source(s) if s.identity() == post.source);
        let Some(ImportLine::Source(source)) = lines.iter().find(named) else { panic!("a post without a source") };
        source
    };
    let posts = lines.iter().filter_map(|l| if let ImportLine::Post(p) = l { Some(p.as_ref()) } else { None });
    posts.map(|post| (source(post), post)).collect()
}

#[test]
fn an_article_has_title_byline_time_without_zone_and_credit() {
    let lines = read(ARTICLE.as_bytes());
    let article = article(&lines);
    assert_eq!(article.title.as_deref(), Some("EXERCISE: dam gate opens by mistake above the lower town"));
    assert_eq!(article.author.as_deref(), Some("Ann Example"));
    let time = article.time.as_ref().unwrap();
    assert_eq!((time.value.as_str(), time.zone.as_deref()), ("2031-05-03T08:12", None));
    assert_eq!(article.credits, ["Річковий вісник"]);
    assert_eq!(article.urls, ["https://example.org/gate", "pic.twitter.com/exercise1", "https://t.co/exercise2"]);
    assert_eq!((article.text.as_str(), article.text_sha256), (ARTICLE, model::Digest::of(ARTICLE.as_bytes())));
}

#[test]
fn quoted_posts_are_posts_with_their_exact_words_and_place() {
    let lines = read(ARTICLE.as_bytes());
    let posts = posts(&lines);
    assert_eq!(posts.len(), 2);
    let (source, post) = posts[0];
    assert_eq!((source.account.as_deref(), source.name.as_deref()), (Some("@river_ex"), Some("Річковий вісник")));
    assert_eq!(post.text, "НАВЧАННЯ: вода йде, ніхто не постраждав");
    assert_eq!(post.span.unwrap().of(ARTICLE), Some(post.text.as_str()));
    assert_eq!(post.urls, ["pic.twitter.com/exercise1"]);
    assert_eq!((post.links[0].kind, post.links[0].who.as_deref()), (LinkKind::Embed, Some("Ann Example")));
    assert_eq!(posts[1].1.text, "EXERCISE: and who opened it?");
    assert_eq!(posts[1].1.times.posted.as_ref().unwrap().value, "2031-05-03");
}

#[test]
fn the_seed_case_is_read_as_a_careful_reader_reads_it() {
    let Some(path) = thirdparty::find("seed-case/input/article.txt") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(thirdparty::find("seed-case/expected.json").unwrap()).unwrap()).unwrap();
    let lines = read(text.as_bytes());
    let article = article(&lines);
    assert_eq!(article.author.as_deref(), expected["author"].as_str());
    let time = serde_json::to_value(article.time.as_ref().unwrap()).unwrap();
    assert_eq!((&time["value"], &time["zone"]), (&expected["time"]["value"], &expected["time"]["zone"]));
    assert_eq!(article.text, text);
    assert_eq!(article.credits.len(), 1, "{:?}", article.credits);
    let posts = posts(&lines);
    let wanted = expected["posts"].as_array().unwrap();
    assert_eq!(posts.len(), wanted.len());
    for ((source, post), wanted) in posts.iter().zip(wanted) {
        assert_eq!(source.account.as_deref(), wanted["account"].as_str());
        assert_eq!(source.name.as_deref(), wanted["name"].as_str());
        assert_eq!(Some(post.times.posted.as_ref().unwrap().value.as_str()), wanted["time"]["value"].as_str());
        assert!(post.text.starts_with(wanted["text_starts"].as_str().unwrap()), "{}", post.text);
        let link = wanted["link"].as_str().unwrap();
        assert_eq!(post.urls, [link]);
        assert!(!post.text.contains(link) && !post.text.contains('—'), "{}", post.text);
        assert_eq!(post.span.unwrap().of(&text), Some(post.text.as_str()));
    }
}

#[test]
fn text_without_the_shape_of_an_article_is_handed_on_whole() {
    let text = "EXERCISE notes of a meeting\nwater was discussed.\n";
    let lines = read(text.as_bytes());
    let article = article(&lines);
    assert_eq!((article.text.as_str(), &article.title, &article.author, &article.time), (text, &None, &None, &None));
    assert!(posts(&lines).is_empty());
}

#[test]
fn older_encodings_are_recognised_and_said() {
    let words =
        "УЧЕНИЯ. Уровень воды у плотины поднялся на тридцать сантиметров, жителей просят не подходить к берегу.";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(words);
    let lines = read(&bytes);
    assert_eq!(article(&lines).text, words);
    assert!(article(&lines).remarks[0].contains("windows-1251"), "{:?}", article(&lines).remarks);
    let utf16: Vec<u8> = [0xfe, 0xff].into_iter().chain(words.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    assert_eq!(article(&read(&utf16)).text, words);
}

#[test]
fn damaged_utf8_is_replaced_counted_and_placed() {
    let mut bytes = "ĆWICZENIA: poziom wody podniósł się o trzydzieści centymetrów i jest żółty.".as_bytes().to_vec();
    bytes[20] = 0xff;
    let lines = read(&bytes);
    assert!(article(&lines).text.starts_with("ĆWICZENIA: poziom w\u{fffd}"), "{}", article(&lines).text);
    assert!(
        lines.iter().any(|l| matches!(l, ImportLine::Repaired(r) if (r.count, r.first_at) == (1, 20))),
        "{lines:?}"
    );
}

#[test]
fn a_very_long_line_is_read_to_a_limit_and_that_is_said() {
    let text = "EXERCISE water ".repeat(40 << 20 >> 4);
    let lines = read(text.as_bytes());
    assert_eq!(article(&lines).text.len(), 32 << 20);
    assert!(lines.iter().any(|l| matches!(l, ImportLine::Problem(p) if p.what.contains("longer than 32 MB"))));
}

#[test]
fn what_is_no_running_text_is_kept_not_read() {
    for text in [
        "a,b,c,d\n1,2,3,4\n5,6,7,8\n",
        "<?xml version=\"1.0\"?><rss/>",
        "WEBVTT\n\n00:00 --> 00:01\nEXERCISE",
        "window.YTD.like.part0 = [ ]",
    ] {
        let (recognised, importer) =
            intake::recognise(&intake::Head { bytes: text.as_bytes(), len: text.len() as u64 });
        assert!(importer.is_none(), "{text}: {recognised:?}");
    }
}
