//! The files of a dossier: the same bytes every time, a page that hostile material cannot break out of, tables that can
//! be read back.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::HashSet;

use dossier::{Bundle, Policy};
use support::{Made, chat, file, message};

fn hostile() -> Made {
    let long = "word ".repeat(20_000);
    let messages = [
        message("Orla Quill", 9001000777, 0, "=HYPERLINK(\"https://evil.example\") <script>alert(1)</script><!-- ]]>"),
        message(
            "Perrin \u{202e}elaV",
            9001000778,
            60,
            "\u{202e}gpj.exe & <b>bold</b> 'quoted'\n</div></article></details>",
        ),
        format!("{}, \"reply_to_message_id\": 1", message("Perrin \u{202e}elaV", 9001000778, 120, &long)),
        message("Tam O\u{2019}Dell", 9001000779, 180, "javascript:alert(1) data:text/html,x \"onmouseover=alert(1)"),
    ];
    Made::of(&[("chat/result.json", &chat(&messages)), ("odd \u{202e}name\n.bin", b"\x00\x01\x02\x03")])
}

fn write(made: &Made) -> Bundle {
    dossier::write(&made.open(), &Policy::default()).unwrap()
}

#[test]
fn a_state_of_a_case_has_one_dossier_whatever_comes_after() {
    let made = Made::exercise();
    let size = made.open().size();
    let first = write(&made);
    assert_eq!(write(&made), first);
    made.change(|case, host| {
        let item = case.items().unwrap()[0].id;
        case.judge(item, &case::Judgement::Note("later".to_owned()), None, host).unwrap();
    });
    assert_eq!(dossier::write(&made.open_at(size), &Policy::default()).unwrap(), first);
    // And with the index built anew.
    std::fs::remove_file(made.case.join("index.sqlite")).unwrap();
    assert_eq!(dossier::write(&made.open_at(size), &Policy::default()).unwrap(), first);
    assert_ne!(write(&made), first);
}

#[test]
fn the_tables_and_posts_of_a_small_case() {
    let bundle = write(&hostile());
    let page = file(&bundle, "dossier.html");
    // Without what changes with every new analyser: log sizes, counts of findings, versions.
    let (start, end) = (page.find("<section id=\"missing\"").unwrap(), page.find("<section id=\"withheld\"").unwrap());
    insta::assert_snapshot!(page[start..end].replace(&"word ".repeat(1_000), "WORD*1000 "));
}

#[test]
fn hostile_material_stays_text() {
    let bundle = write(&hostile());
    let page = file(&bundle, "dossier.html");
    let (style, rest) = page.split_once("</style>").unwrap();
    assert!(!style.contains("@import") && !style.contains("url("));
    for forbidden in ["<script", "<img", "<iframe", "<link", "<b>", "onmouseover=alert(1)>", "\u{202e}", "\u{0}"] {
        assert!(!rest.contains(forbidden), "{forbidden}");
    }
    assert!(rest.contains("⟨U+202E⟩gpj.exe"));
    for href in rest.split("href=\"").skip(1) {
        assert!(href.starts_with('#'), "{}", &href[..40]);
    }
}

#[test]
fn every_tag_is_closed_and_every_link_leads_somewhere() {
    for made in [hostile(), Made::exercise()] {
        let bundle = write(&made);
        let page = file(&bundle, "dossier.html");
        let mut open: Vec<&str> = Vec::new();
        let body = &page[page.find("<body>").unwrap()..page.find("</html>").unwrap()];
        for tag in body.split('<').skip(1).map(|t| t.split('>').next().unwrap()) {
            let name = tag.split([' ', '\n', '/']).find(|n| !n.is_empty()).unwrap();
            match () {
                () if tag.starts_with('/') => assert_eq!(open.pop(), Some(name)),
                () if tag.ends_with('/') => {}
                () => open.push(name),
            }
        }
        assert_eq!(open, Vec::<&str>::new());
        let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|t| t.split('"').next().unwrap()).collect();
        let unique: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len());
        for target in page.split("href=\"#").skip(1).map(|t| t.split('"').next().unwrap()) {
            assert!(unique.contains(target), "{target}");
        }
    }
}

#[test]
fn posts_come_back_out_of_the_table() {
    let made = hostile();
    let bundle = write(&made);
    let mut reader = csv::Reader::from_reader(file(&bundle, "posts.csv").as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (text, replaced) = (column("text"), column("replaced_in_text"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut originals = Vec::new();
    made.open()
        .each_post(None, false, &mut |post| {
            originals.push(post.post.text.clone());
            Ok(())
        })
        .unwrap();
    assert_eq!(rows.len(), originals.len());
    for (row, original) in rows.iter().zip(&originals) {
        assert!(!row[text].starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
        let back = row[text].strip_prefix('\'').unwrap_or(&row[text]);
        assert!(back == original || &row[replaced] != "0", "{}", &row[text]);
    }
    assert!(rows.iter().any(|row| row[text].starts_with("'=HYPERLINK")));
}

#[test]
fn a_page_shows_the_first_two_thousand_posts_and_says_where_the_others_are() {
    let messages: Vec<String> =
        (0..2_050).map(|at| message("Orla Quill", 9001000777, at, &format!("number {at}"))).collect();
    let bundle = write(&Made::of(&[("result.json", &chat(&messages))]));
    let page = file(&bundle, "dossier.html");
    assert_eq!(page.matches("<article class=\"post\"").count(), dossier::SHOWN_ON_PAGE);
    assert!(page.contains("50 more in posts.csv."));
    assert_eq!(csv::Reader::from_reader(file(&bundle, "posts.csv").as_bytes()).records().count(), 2_050);
}
