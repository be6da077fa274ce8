//! Saved web pages: what the markup and the words say, what is embedded, and what bad pages cost.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::io::Cursor;
use std::time::{Duration, Instant};

use model::import::ImportLine;
use model::post::{Article, LinkKind, Post};

const PAGE: &str = include_str!("fixtures/page.html");

fn read(bytes: &[u8]) -> Vec<ImportLine> {
    let mut lines = Vec::new();
    let (_, importer) = intake::import(&mut Cursor::new(bytes), bytes.len() as u64, &mut lines).unwrap();
    assert_eq!(importer.map(|i| i.name()), Some("web-page"));
    lines
}

fn article(lines: &[ImportLine]) -> &Article {
    lines.iter().find_map(|l| if let ImportLine::Article(a) = l { Some(&**a) } else { None }).unwrap()
}

fn posts(lines: &[ImportLine]) -> Vec<&Post> {
    lines.iter().filter_map(|l| if let ImportLine::Post(p) = l { Some(&**p) } else { None }).collect()
}

fn missing(lines: &[ImportLine]) -> Vec<&str> {
    lines
        .iter()
        .filter_map(|l| if let ImportLine::NotCollected(n) = l { Some(n.what.as_str()) } else { None })
        .collect()
}

#[test]
fn a_page_gives_its_readable_text_without_menus_and_scripts() {
    let lines = read(PAGE.as_bytes());
    let text = &article(&lines).text;
    assert!(text.contains("named no cause for it") && text.contains("which the authority did not explain"), "{text}");
    for rubbish in ["Subscribe", "never run", "schema.org"] {
        assert!(!text.contains(rubbish), "{text}");
    }
    assert!(article(&lines).urls.contains(&"https://example.org/log".to_owned()), "{:?}", article(&lines).urls);
}

#[test]
fn the_same_page_gives_the_same_lines_every_time() {
    let first = read(PAGE.as_bytes());
    for _ in 0..5 {
        assert_eq!(read(PAGE.as_bytes()), first);
    }
}

#[test]
fn title_byline_outlet_and_times_come_from_the_markup() {
    let lines = read(PAGE.as_bytes());
    let article = article(&lines);
    assert_eq!(article.title.as_deref(), Some("EXERCISE: gate four opens"));
    assert_eq!(article.author.as_deref(), Some("Ann Example, Jan Przykład"));
    assert_eq!(article.outlet.as_deref(), Some("The Invented Herald"));
    assert_eq!(article.url.as_deref(), Some("https://herald.example.org/2031/gate-four"));
    let time = article.time.as_ref().unwrap();
    assert_eq!((time.value.as_str(), time.zone.as_deref()), ("2031-05-03T08:12:00", Some("+03:00")));
    assert_eq!(article.modified.as_ref().unwrap().value, "2031-05-03T10:00:00");
    assert_eq!(article.stated_language.as_deref(), Some("en"));
    assert!(article.remarks.iter().any(|r| r.starts_with("two times of publication")), "{:?}", article.remarks);
    assert_eq!(article.credits, ["Invented River Watch"]);
}

#[test]
fn an_embedded_post_of_x_keeps_its_words_address_and_times() {
    let lines = read(PAGE.as_bytes());
    let post = posts(&lines)[0];
    assert_eq!(post.text, "НАВЧАННЯ: вода йде,\nніхто не постраждав");
    assert_eq!(post.native_id.as_deref(), Some("2712556748220140229"));
    assert_eq!(post.url.as_deref(), Some("https://twitter.com/river_ex/status/2712556748220140229"));
    assert_eq!(post.times.posted.as_ref().unwrap().value, "2031-05-03");
    assert_eq!(post.times.from_id.as_ref().unwrap().value, "2031-05-03T07:15:00");
    assert!(post.remarks.is_empty(), "{:?}", post.remarks);
    assert_eq!(post.stated_language.as_deref(), Some("uk"));
    assert_eq!(post.urls, ["https://t.co/exercise1", "https://t.co/exercise2", "pic.twitter.com/exercise2"]);
    let link = &post.links[0];
    assert_eq!((link.kind, link.who.as_deref()), (LinkKind::Embed, Some("The Invented Herald")));
    let account = lines.iter().find_map(|l| if let ImportLine::Source(s) = l { s.account.clone() } else { None });
    assert_eq!(account.as_deref(), Some("@river_ex"));
}

#[test]
fn embeds_that_are_only_addresses_are_told_as_not_collected() {
    let lines = read(PAGE.as_bytes());
    let posts = posts(&lines);
    assert_eq!(posts[1].url.as_deref(), Some("https://t.me/invented_river/297"));
    assert_eq!((posts[2].platform.0.as_str(), posts[2].native_id.as_deref()), ("instagram", Some("EXERCISE01")));
    assert_eq!(
        missing(&lines),
        [
            "words and media of the Telegram post invented_river/297",
            "words and media of the Instagram post https://www.instagram.com/p/EXERCISE01/",
        ]
    );
}

#[test]
fn a_saved_telegram_page_gives_its_messages() {
    let lines = read(include_bytes!("fixtures/telegram-page.html"));
    let posts = posts(&lines);
    assert_eq!(posts.len(), 2);
    assert_eq!(posts[0].text, "НАВЧАННЯ: шлюз\nвідкрито звіт");
    assert_eq!(posts[0].times.posted.as_ref().unwrap().value, "2031-05-03T07:15:00");
    assert_eq!((posts[0].links[0].kind, posts[0].links[0].who.as_deref()), (LinkKind::Forward, Some("EXERCISE Other")));
    assert_eq!(missing(&lines), ["media of a Telegram message"]);
}

#[test]
fn a_declared_encoding_is_used_and_a_wrong_declaration_is_said() {
    let page = "<html><head><meta charset=windows-1251><title>УЧЕНИЯ</title></head><body><p>УЧЕНИЯ: вода поднялась у плотины.</p></body></html>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(page);
    assert_eq!(article(&read(&bytes)).title.as_deref(), Some("УЧЕНИЯ"));
    let lines = read(page.as_bytes());
    assert!(article(&lines).text.contains("вода поднялась"), "{}", article(&lines).text);
    assert!(
        article(&lines).remarks[0].contains("declares windows-1251; its bytes are UTF-8"),
        "{:?}",
        article(&lines).remarks
    );
}

#[test]
fn a_page_without_markup_for_it_is_dated_and_signed_by_its_words() {
    let page = "<html><body><h1>ĆWICZENIA: śluza</h1><p>Autor: Jan Przykład | 3 maja 2031</p><p>Śluza została otwarta przez pomyłkę na jedenaście minut.</p></body></html>";
    let lines = read(page.as_bytes());
    assert_eq!(article(&lines).author.as_deref(), Some("Jan Przykład"));
    assert_eq!(article(&lines).time.as_ref().unwrap().value, "2031-05-03");
}

#[test]
fn a_wall_in_front_of_the_page_is_remarked_on() {
    for (words, what) in [
        ("Please log in to continue. EXERCISE", "log-in wall"),
        ("Verify you are human", "check for robots"),
        ("Увійдіть, щоб переглянути", "log-in wall"),
    ] {
        let lines = read(format!("<html><body><p>{words}</p></body></html>").as_bytes());
        assert!(article(&lines).remarks.iter().any(|r| r.contains(what)), "{words}: {:?}", article(&lines).remarks);
    }
}

#[test]
fn hostile_pages_are_read_in_bounded_time() {
    let wide = "<div><p>EXERCISE water</p></div>".repeat(20_000);
    let nested_to_the_limit = format!("{}EXERCISE words{}", "<div>".repeat(390), "</div>".repeat(390));
    let unended = "<p>EXERCISE".repeat(50_000);
    let formatting: String =
        (0..390).map(|i| format!("<font size={i}>")).collect::<String>() + &"<p>EXERCISE</b>".repeat(200);
    let attributes = format!("<div {}>EXERCISE</div>", "a=b ".repeat(100_000));
    let distinct = (0..100_000).map(|i| format!("a{i}=b ")).collect::<String>();
    let distinct = format!("<div {distinct}>EXERCISE</div>");
    let anchors = "<p><a href=x>EXERCISE".repeat(380) + &"<p><a href=x>EXERCISE</b></i></a>".repeat(20_000);
    let deep = "<div>".repeat(100_000);
    let tables = "<table><tr><td>".repeat(130);
    for (name, body) in [
        ("wide", wide),
        ("deep to the limit", nested_to_the_limit),
        ("unended", unended),
        ("formatting", formatting),
        ("attributes", attributes),
        ("distinct", distinct),
        ("anchors", anchors),
        ("deep", deep),
        ("tables", tables),
    ] {
        let page = format!("<!doctype html><html><body>{body}EXERCISE end</body></html>");
        let begun = Instant::now();
        let lines = read(page.as_bytes());
        assert!(
            article(&lines).text.contains("EXERCISE end") || name == "wide",
            "{name}: {}",
            article(&lines).text.len()
        );
        assert!(begun.elapsed() < Duration::from_secs(20), "{name} took {:?}", begun.elapsed());
        assert_eq!(
            lines.iter().any(|l| matches!(l, ImportLine::Problem(_))),
            ["deep", "distinct", "attributes"].contains(&name),
            "{name}"
        );
    }
}
