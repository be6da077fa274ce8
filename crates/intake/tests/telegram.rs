//! Telegram Desktop exports: what is read, what is said to be missing, and what damage costs.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::io::Cursor;

use model::import::{ImportLine, NotCollected, Problem};
use model::item::Kind;
use model::post::{LinkKind, Post, Source};

const CHAT: &str = include_str!("fixtures/telegram-chat.json");

fn read(bytes: &[u8]) -> Vec<ImportLine> {
    let mut lines = Vec::new();
    let (_, importer) = intake::import(&mut Cursor::new(bytes), bytes.len() as u64, &mut lines).unwrap();
    assert_eq!(importer.map(|i| i.name()), Some("telegram-desktop"));
    lines
}

fn posts(lines: &[ImportLine]) -> Vec<&Post> {
    lines.iter().filter_map(|l| if let ImportLine::Post(p) = l { Some(&**p) } else { None }).collect()
}

fn problems(lines: &[ImportLine]) -> Vec<&Problem> {
    lines.iter().filter_map(|l| if let ImportLine::Problem(p) = l { Some(p) } else { None }).collect()
}

fn sources(lines: &[ImportLine]) -> Vec<&Source> {
    lines.iter().filter_map(|l| if let ImportLine::Source(s) = l { Some(s) } else { None }).collect()
}

fn missing(lines: &[ImportLine]) -> Vec<&NotCollected> {
    lines.iter().filter_map(|l| if let ImportLine::NotCollected(n) = l { Some(n) } else { None }).collect()
}

/// One chat around `messages`, in the layout of the exporting program.
fn chat(kind: &str, messages: &[&str]) -> String {
    format!(
        "{{\n \"name\": \"EXERCISE\",\n \"type\": \"{kind}\",\n \"id\": 7,\n \"messages\": [\n  {}\n ]\n}}",
        messages.join(",\n  ")
    )
}

#[test]
fn a_channel_becomes_one_source_and_a_post_per_message() {
    let lines = read(CHAT.as_bytes());
    let ImportLine::Recognised(recognised) = &lines[0] else { panic!("{:?}", lines[0]) };
    assert_eq!(recognised.format.as_deref(), Some("Telegram Desktop export (one chat)"));
    assert_eq!(recognised.kind, Kind::Export);
    let sources = sources(&lines);
    assert_eq!(sources.len(), 1);
    assert_eq!(sources[0].native_id.as_deref(), Some("channel1400000001"));
    let posts = posts(&lines);
    assert_eq!(
        posts.iter().map(|p| p.native_id.as_deref().unwrap()).collect::<Vec<_>>(),
        ["1", "101", "102", "103", "104"]
    );
    assert!(posts.iter().all(|p| p.source == sources[0].identity() && p.url.is_none()));
    assert!(problems(&lines).is_empty(), "{lines:#?}");
}

#[test]
fn words_come_from_the_entities_and_links_keep_their_addresses() {
    let lines = read(CHAT.as_bytes());
    let post = posts(&lines)[1];
    assert_eq!(post.text, "НАВЧАННЯ. Шлюз відкрито, див. звіт");
    assert_eq!(post.urls, ["https://example.org/report?x=1"]);
    assert_eq!(post.remarks, ["signed “Черговий”"]);
    // Without entities the mixed list says the same.
    let from_text = read(CHAT.replace("text_entities", "another_field").as_bytes());
    assert_eq!(posts(&from_text)[1].text, post.text);
}

#[test]
fn utc_comes_from_date_unixtime_and_a_local_date_alone_has_no_zone() {
    let lines = read(CHAT.as_bytes());
    let posted = posts(&lines)[1].times.posted.clone().unwrap();
    assert_eq!((posted.value.as_str(), posted.zone.as_deref()), ("2031-05-03T07:15:00", Some("+00:00")));
    let edited = posts(&lines)[1].times.edited.clone().unwrap();
    assert_eq!(edited.value, "2031-05-03T07:20:00");
    let old = posts(&lines)[4].times.posted.clone().unwrap();
    assert_eq!((old.value.as_str(), old.zone), ("2031-05-03T11:00:00", None));
    let hours = (old.utc[1].unwrap().0 - old.utc[0].unwrap().0) / 3600;
    assert_eq!(hours, 26, "UTC−12 to UTC+14");
}

#[test]
fn a_local_date_that_no_zone_explains_is_remarked_on() {
    let lines = read(
        chat(
            "public_channel",
            &[r#"{"id":1,"date":"2031-05-03T10:00:00","date_unixtime":"1935300000","text":"EXERCISE"}"#],
        )
        .as_bytes(),
    );
    assert!(posts(&lines)[0].remarks[0].contains("cannot be the same instant"), "{lines:?}");
}

#[test]
fn a_message_that_was_never_edited_has_no_edit() {
    for edited in [r#""edited":"1970-01-01T02:00:00""#, r#""edited_unixtime":"0""#] {
        let lines = read(
            chat("public_channel", &[&format!(r#"{{"id":1,"date":"2031-05-03T10:00:00",{edited},"text":"x"}}"#)])
                .as_bytes(),
        );
        assert_eq!(posts(&lines)[0].times.edited, None, "{edited}");
        assert!(posts(&lines)[0].links.is_empty());
    }
}

#[test]
fn forwards_replies_and_edits_are_links() {
    let lines = read(CHAT.as_bytes());
    let posts = posts(&lines);
    assert_eq!(posts[1].links.iter().map(|l| l.kind).collect::<Vec<_>>(), [LinkKind::Edit]);
    let [forward, reply] = &posts[2].links[..] else { panic!("{:?}", posts[2].links) };
    assert_eq!(
        (forward.kind, forward.who.as_deref(), &forward.native_id),
        (LinkKind::Forward, Some("EXERCISE Dam Watch"), &None)
    );
    let item = model::Digest::of(CHAT.as_bytes());
    assert_eq!((reply.kind, reply.post), (LinkKind::Reply, Some(posts[1].identity(item))));
}

#[test]
fn a_forward_from_nobody_is_still_a_forward() {
    let lines = read(chat("public_channel", &[r#"{"id":1,"forwarded_from":null,"text":"EXERCISE"}"#]).as_bytes());
    assert_eq!(posts(&lines)[0].links[0].kind, LinkKind::Forward);
}

#[test]
fn a_sentence_in_place_of_a_path_is_a_missing_file_in_the_exports_own_words() {
    let lines = read(CHAT.as_bytes());
    let media = &posts(&lines)[1].media[0];
    let why = "(File exceeds maximum size. Change data exporting settings to download.)";
    assert_eq!((media.kind, media.path.as_deref(), media.missing.as_deref()), (Kind::Video, None, Some(why)));
    assert_eq!((media.size, media.duration_ms), (Some(73_400_320), Some(23_000)));
    let missing = missing(&lines);
    assert_eq!((missing[0].what.as_str(), missing[0].why.as_str()), ("video of message 101", why));
    assert_eq!(missing[0].locator, "messages[1]");
    assert_eq!(posts(&lines)[2].media[0].path.as_deref(), Some("photos/photo_1@03-05-2031_10-30-00.jpg"));
}

#[test]
fn coordinates_are_kept_in_micro_degrees_and_impossible_ones_are_not() {
    let lines = read(CHAT.as_bytes());
    assert_eq!(posts(&lines)[2].stated_location, Some([48_123_456, -37_654_321]));
    let lines = read(
        chat("public_channel", &[r#"{"id":1,"text":"","location_information":{"latitude":148.0,"longitude":1}}"#])
            .as_bytes(),
    );
    assert_eq!(posts(&lines)[0].stated_location, None);
}

#[test]
fn hex_escapes_are_read_and_the_repair_is_counted_and_placed() {
    let lines = read(CHAT.as_bytes());
    assert_eq!(posts(&lines)[2].text, "EXERCISE: a bell\u{7} and a tab\u{b} in the text");
    let repaired: Vec<_> =
        lines.iter().filter_map(|l| if let ImportLine::Repaired(r) = l { Some(r) } else { None }).collect();
    assert_eq!((repaired.len(), repaired[0].count), (1, 2));
    assert_eq!(repaired[0].first_at as usize, CHAT.find("\\x07").unwrap());
}

#[test]
fn service_and_unsupported_messages_are_kept_with_a_remark() {
    let lines = read(CHAT.as_bytes());
    assert!(posts(&lines)[0].remarks[0].starts_with("service message: create_channel"));
    assert!(posts(&lines)[3].remarks.iter().any(|r| r.contains("only its id is in the export")));
    assert_eq!(missing(&lines)[1].what, "message 103");
}

#[test]
fn in_a_group_each_speaker_is_a_source_and_ids_name_the_chat() {
    let lines = read(
        chat(
            "private_supergroup",
            &[
                r#"{"id":1,"from":"Invented A","from_id":"user11","text":"EXERCISE one"}"#,
                r#"{"id":2,"from":"Invented B","from_id":"user12","text":"EXERCISE two","reply_to_message_id":1}"#,
                r#"{"id":3,"from":null,"from_id":"user11","text":"EXERCISE three"}"#,
            ],
        )
        .as_bytes(),
    );
    let posts = posts(&lines);
    assert_eq!(posts[1].native_id.as_deref(), Some("7/2"));
    assert_eq!(posts[1].links[0].native_id, posts[0].native_id);
    assert_eq!(posts[0].source, posts[2].source, "a deleted name is the same account");
    assert_ne!(posts[0].source, posts[1].source);
}

#[test]
fn a_whole_account_is_read_chat_by_chat_past_everything_else() {
    let text = format!(
        r#"{{"about":"Here is the data you requested. Telegram","personal_information":{{"user_id":1}},"contacts":{{"list":[{{}}]}},
        "frequent_contacts":{{"list":[{{"id":5}}]}},"stories":[{{"id":1,"media":"x"}}],"sessions":{{"list":[]}},
        "chats":{{"about":"…","list":[{},{}]}},"left_chats":{{"list":[{}]}}}}"#,
        chat("public_channel", &[r#"{"id":1,"text":"EXERCISE a"}"#]),
        chat("personal_chat", &[r#"{"id":"2","from":"Invented","from_id":"user7","text":"EXERCISE b"}"#]),
        chat("public_channel", &[r#"{"id":3,"text":"EXERCISE c"}"#]),
    );
    let lines = read(text.as_bytes());
    let ImportLine::Recognised(recognised) = &lines[0] else { panic!() };
    assert_eq!(recognised.format.as_deref(), Some("Telegram Desktop export (whole account)"));
    let locators: Vec<&str> = posts(&lines).iter().map(|p| p.locator.as_str()).collect();
    assert_eq!(locators, ["chats.list[0].messages[0]", "chats.list[1].messages[0]", "left_chats.list[0].messages[0]"]);
}

#[test]
fn one_odd_message_costs_only_itself() {
    for odd in [
        "17",
        "null",
        r#"{"id":2,"text":nonsense}"#,
        r#"{"id":2,"text":"said "hi" there"}"#,
        "{\n   \"id\": 2,\n   \"text\": \"quote missing\n  }",
    ] {
        let lines = read(
            chat("public_channel", &[r#"{"id":1,"text":"EXERCISE a"}"#, odd, r#"{"id":3,"text":"EXERCISE c"}"#])
                .as_bytes(),
        );
        let ids: Vec<_> = posts(&lines).iter().map(|p| p.native_id.clone().unwrap()).collect();
        assert!(ids.contains(&"1".to_owned()) && ids.contains(&"3".to_owned()), "{odd}: {ids:?}");
        assert_eq!(problems(&lines).len(), 1, "{odd}: {:?}", problems(&lines));
        assert_eq!(problems(&lines)[0].locator.as_deref(), Some("messages[1]"));
    }
}

#[test]
fn a_message_nested_beyond_reason_costs_only_itself() {
    let deep = format!(r#"{{"id":2,"text":{}{}}}"#, "[".repeat(200_000), "]".repeat(200_000));
    let lines = read(chat("public_channel", &[r#"{"id":1,"text":"a"}"#, &deep, r#"{"id":3,"text":"c"}"#]).as_bytes());
    assert_eq!((posts(&lines).len(), problems(&lines).len()), (2, 1));
}

#[test]
fn a_truncated_file_keeps_what_came_before_the_cut_and_says_where() {
    let cut = CHAT.find("Dam Watch").unwrap();
    let lines = read(&CHAT.as_bytes()[..cut]);
    assert_eq!(posts(&lines).len(), 2);
    let problem = problems(&lines)[0];
    assert!(problem.what.contains("the 2 messages before that are kept"), "{}", problem.what);
    assert_eq!(problem.locator, Some(format!("byte {cut}")));
}

#[test]
fn other_encodings_are_read_and_said() {
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(CHAT.encode_utf16().flat_map(u16::to_le_bytes));
    let lines = read(&utf16);
    assert_eq!(posts(&lines).len(), 5);
    assert!(lines.iter().any(|l| matches!(l, ImportLine::Repaired(r) if r.what.contains("UTF-16LE"))));
    let marked = format!("\u{feff}{CHAT}");
    assert_eq!(posts(&read(marked.as_bytes())).len(), 5);
    let mut damaged = CHAT.as_bytes().to_vec();
    let at = CHAT.find("EXERCISE: a bell").unwrap();
    damaged[at] = 0xff;
    let lines = read(&damaged);
    assert!(posts(&lines)[2].text.starts_with("\u{fffd}XERCISE"));
    assert!(
        lines
            .iter()
            .any(|l| matches!(l, ImportLine::Repaired(r) if r.what.contains("not UTF-8") && r.first_at == at as u64))
    );
}

#[test]
fn ids_may_be_strings_and_an_id_met_twice_is_remarked_on() {
    let lines = read(
        chat(
            "public_channel",
            &[r#"{"id":"9","text":"EXERCISE a"}"#, r#"{"id":9,"text":"EXERCISE b"}"#, r#"{"text":"c"}"#],
        )
        .as_bytes(),
    );
    let posts = posts(&lines);
    assert_eq!(posts[0].native_id, posts[1].native_id);
    assert!(posts[1].remarks.iter().any(|r| r.contains("more than once")));
    assert_eq!(posts[2].native_id, None);
}
