//! Machine translation: off until the user names an endpoint, kept as a finding that says what it is, and nothing is kept
//! when the model fails.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use serde_json::Value;

use crate::desk::Desk;

/// A model that answers each of `answers` once, in order. Gives back what it was asked.
fn model(answers: Vec<(u16, String)>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || {
        let mut asked = Vec::new();
        for (status, body) in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let (mut request, mut buffer) = (Vec::new(), [0; 4096]);
            loop {
                let n = stream.read(&mut buffer).unwrap();
                request.extend_from_slice(&buffer[..n]);
                let text = String::from_utf8_lossy(&request).into_owned();
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                let head = head.to_lowercase();
                let length = head.split("content-length: ").nth(1).and_then(|l| l.lines().next()?.trim().parse().ok());
                let chunked = head.contains("transfer-encoding: chunked");
                if length.is_some_and(|l: usize| body.len() >= l) || (chunked && body.ends_with("0\r\n\r\n")) {
                    break;
                }
            }
            asked.push(String::from_utf8_lossy(&request).into_owned());
            let head = format!(
                "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(body.as_bytes()).unwrap();
        }
        asked
    });
    (address, served)
}

fn says(words: &str) -> (u16, String) {
    (200, serde_json::json!({"choices": [{"message": {"role": "assistant", "content": words}}]}).to_string())
}

fn use_model(desk: &Desk, address: &str) {
    let settings = desk.home().join(".config/exhibit");
    std::fs::create_dir_all(&settings).unwrap();
    let text = format!("endpoint = \"{address}\"\nmodel = \"test-model\"\n");
    std::fs::write(settings.join("translate.toml"), text).unwrap();
}

/// A case of one Ukrainian text, and its item.
fn ukrainian() -> (Desk, String) {
    let desk = Desk::new();
    desk.write("texts/a.txt", "НАВЧАННЯ. У Харкові зникло світло.");
    assert_eq!(desk.run("examine texts --case a.case").status, 0);
    let item = desk.id_of("texts/a.txt");
    (desk, item)
}

#[test]
fn without_a_settings_file_translation_is_off_and_the_way_is_said() {
    let desk = Desk::with_case();
    let ran = desk.run("translate a.case 000000");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("translation is off") && ran.err.contains("translate.toml"), "{}", ran.err);
}

#[test]
fn a_translation_is_kept_as_a_finding_that_says_it_is_a_machines() {
    let (desk, item) = ukrainian();
    let (address, served) = model(vec![says("EXERCISE. The lights went out in Kharkiv.")]);
    use_model(&desk, &address);
    let made = desk.json(&format!("translate a.case {item}  --to en"));
    assert_eq!(made["machine"], true);
    assert_eq!(made["model"], "test-model");
    assert_eq!(made["text"], "EXERCISE. The lights went out in Kharkiv.");
    let asked = served.join().unwrap();
    assert!(asked[0].contains("НАВЧАННЯ. У Харкові зникло світло.") && asked[0].contains("code en"), "{asked:?}");
    let shown = desk.json(&format!("show a.case {item}"));
    assert_eq!(shown["translations"], Value::Array(vec![made]));
    assert!(
        desk.run(&format!("show a.case {item}"))
            .out
            .contains("Machine translation into en by test-model, checked by nobody")
    );
    assert_eq!(desk.json("verify a.case")["ok"], true);
}

#[test]
fn a_model_that_fails_costs_one_sentence_and_leaves_nothing() {
    let (desk, item) = ukrainian();
    let before = desk.log_size("a.case");
    for answer in [(500, String::new()), (200, "not json".to_owned()), (200, "{\"choices\":[]}".to_owned())] {
        let (address, served) = model(vec![answer]);
        use_model(&desk, &address);
        let ran = desk.run(&format!("translate a.case {item}"));
        served.join().unwrap();
        assert_eq!(ran.status, 3, "{}", ran.err);
        assert!(ran.err.contains("nothing was translated"), "{}", ran.err);
    }
    assert_eq!(desk.log_size("a.case"), before);
}
