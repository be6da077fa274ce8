//! Files that claim to be of a known format and are broken, huge, deep or lying: the run goes on, each is kept, and the
//! sentence about it names the file and the remedy.

use std::sync::LazyLock;

use crate::desk::Desk;

/// A working example of each format that is read, by the name it usually comes with.
fn formats() -> &'static [(&'static str, Vec<u8>)] {
    // The exercise paints its clips anew each time.
    static FORMATS: LazyLock<Vec<(&'static str, Vec<u8>)>> = LazyLock::new(examples);
    &FORMATS
}

fn examples() -> Vec<(&'static str, Vec<u8>)> {
    let wanted = [
        "telegram/ChatExport_2026-03-14/result.json",
        "tweets/saved-2026-03-14.jsonl",
        "tweets/2032340286440472575.json",
        "articles/veldava-courier-torvyn-gate.html",
        "articles/rechnoy-obozrevatel-torvin.txt",
    ];
    let mut found: Vec<_> = exercise::material()
        .into_iter()
        .filter(|f| wanted.contains(&f.path.as_str()))
        .map(|f| (f.path, f.bytes))
        .collect();
    found.extend(exercise::material().into_iter().find(|f| f.path.ends_with(".info.json")).map(|f| (f.path, f.bytes)));
    assert_eq!(found.len(), 6, "the exercise holds an example of each");
    found.sort();
    let names = ["page.html", "article.txt", "media.info.json", "telegram.json", "tweet.json", "tweets.jsonl"];
    let order = ["html", "txt", "info.json", "result.json", "575.json", "jsonl"];
    order
        .iter()
        .zip(names)
        .map(|(end, name)| (name, found.iter().find(|(path, _)| path.ends_with(end)).unwrap().1.clone()))
        .collect()
}

/// How a sound file is broken.
type Break<'b> = &'b dyn Fn(&[u8]) -> Vec<u8>;

/// Runs over broken forms of every format, and gives the program's answer.
fn examined(desk: &Desk, break_it: impl Fn(&[u8]) -> Vec<u8>) -> (serde_json::Value, i32) {
    for (name, bytes) in formats() {
        desk.write(&format!("material/{name}"), break_it(bytes));
    }
    desk.json_and_status("examine material --case a.case")
}

/// Everything the case says could not be read, as people see it.
fn problems(desk: &Desk) -> Vec<String> {
    let mut out = Vec::new();
    for (name, _) in formats() {
        let shown = desk.json(&format!("show a.case {}", desk.id_of(&format!("material/{name}"))));
        out.extend(shown["problems"].as_array().unwrap().iter().map(|p| format!("{name}: {}", p["what"])));
    }
    out
}

#[test]
fn whole_files_are_read_without_a_problem() {
    let desk = Desk::new();
    let (answer, status) = examined(&desk, <[u8]>::to_vec);
    assert_eq!((status, problems(&desk).len()), (0, 0), "{answer:#}");
    assert_eq!(answer["status"]["kept_not_read"], 0, "{answer:#}");
}

#[test]
fn truncated_files_keep_what_came_before_and_say_where_they_end() {
    for part in [1, 2, 3] {
        let desk = Desk::new();
        let (answer, status) = examined(&desk, |bytes| bytes[..bytes.len() * part / 4].to_vec());
        assert_eq!(answer["status"]["items"], 6);
        assert_eq!(status, 1, "{answer:#}");
        let told = problems(&desk);
        for (name, _) in formats().iter().filter(|(name, _)| name.contains("json")) {
            // So little may be left that its format cannot be told: then it is kept, not read.
            let shown = desk.json(&format!("show a.case {}", desk.id_of(&format!("material/{name}"))));
            let unread = shown["summary"]["format"].is_null() && !["telegram.json", "tweets.jsonl"].contains(name);
            assert!(unread || told.iter().any(|t| t.starts_with(name)), "{name}, {part} quarters: {told:#?}");
        }
        assert_eq!(desk.run("verify a.case").status, 0);
        let again = desk.run("examine material --case a.case");
        assert_eq!(again.status, 0, "what was reported once is not news: {}", again.out);
    }
}

#[test]
fn wrongly_encoded_files_cost_nothing_but_themselves() {
    let utf16 = |bytes: &[u8]| {
        let units = String::from_utf8_lossy(bytes).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        [&b"\xff\xfe"[..], &units].concat()
    };
    let broken = |bytes: &[u8]| bytes.iter().enumerate().map(|(n, b)| if n % 97 == 96 { 0xff } else { *b }).collect();
    let zeroes = |bytes: &[u8]| [&bytes[..bytes.len() / 2], &vec![0; 4096]].concat();
    let forms: [Break<'_>; 3] = [&utf16, &broken, &zeroes];
    for form in forms {
        let desk = Desk::new();
        let (answer, status) = examined(&desk, form);
        assert!(status <= 1, "{answer:#}");
        assert_eq!(answer["status"]["items"], 6);
        assert_eq!(desk.run("verify a.case").status, 0);
    }
}

#[test]
fn lying_and_monstrous_files_end_soon_and_leave_the_rest_alone() {
    let desk = Desk::with_material();
    let deep = |open: &str, close: &str| open.repeat(200_000) + &close.repeat(200_000);
    let head = r#"{"name": "EXERCISE", "type": "public_channel", "id": 1, "messages": "#;
    let digits = "9".repeat(400);
    for (name, text) in [
        ("deep.json", deep("[", "]")),
        ("deep-export.json", format!("{head}{}}}", deep("[", "]"))),
        ("deep-object.json", deep("{\"a\":", "}")),
        ("deep.html", format!("<html><body>{}EXERCISE", "<div>".repeat(200_000))),
        (
            "numbers.json",
            format!(
                r#"{head}[{{"id": {digits}, "type": "message", "date_unixtime": "{digits}", "text": "EXERCISE"}}]}}"#
            ),
        ),
        (
            "times.json",
            format!(
                r#"{head}[{{"id": 1, "type": "message", "date": "9999-99-99T99:99:99", "date_unixtime": "-1e999", "text": "EXERCISE"}}]}}"#
            ),
        ),
        ("types.json", format!(r#"{head}{{"id": [], "text": {{"EXERCISE": null}}}}}}"#)),
        ("attribute.html", format!("<html><body title=\"{}\"><p>EXERCISE", "x".repeat(3_000_000))),
        ("line.jsonl", format!("{{\"id_str\": \"{}\"}}\n{{}}\n", "1".repeat(3_000_000))),
        ("not-a-picture.jpg", "EXERCISE, and no picture".to_owned()),
        ("picture.json", "\u{89}PNG\r\n\u{1a}\n EXERCISE".to_owned()),
    ] {
        desk.write(&format!("material/{name}"), text);
    }
    let began = std::time::Instant::now();
    let (answer, status) = desk.json_and_status("examine material --case a.case");
    assert!(status <= 1, "{answer:#}");
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
    assert_eq!(answer["status"]["items"], 14);
    let whole = desk.json(&format!("show a.case {}", desk.id_of("material/export/result.json")));
    assert!(whole["posts_total"].as_u64().unwrap() > 5, "the sound export beside them is read");
    assert_eq!(desk.run("verify a.case").status, 0);
    for entry in std::fs::read_dir(desk.path("material")).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            let id = desk.id_of(&format!("material/{}", entry.file_name().to_str().unwrap()));
            assert_eq!(desk.run(&format!("show a.case {id}")).status, 0, "{:?}", entry.file_name());
        }
    }
}
