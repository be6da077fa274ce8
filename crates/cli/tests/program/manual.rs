//! The manual, the help, the completions: all from the same definitions, complete, and with an example each.

use std::fs;
use std::process::{Command, Stdio};

use crate::desk::{Desk, ran};
use crate::schema;

const MANUAL: &str = "../../docs/manual.md";

/// Every verb; for `log` and `hashes`, what stands below them.
fn verbs(desk: &Desk) -> Vec<String> {
    let listed = |arguments: &str| -> Vec<String> {
        let help = desk.run(arguments).out;
        let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap().to_owned();
        let named = commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        named.map(|line| line.split_whitespace().next().unwrap().to_owned()).filter(|verb| verb != "help").collect()
    };
    let mut verbs: Vec<String> = listed("--help");
    for above in ["log", "hashes", "shadow"] {
        verbs.retain(|verb| verb != above);
        verbs.extend(listed(&format!("{above} --help")).iter().map(|what| format!("{above} {what}")));
    }
    verbs
}

#[test]
fn the_manual_in_docs_is_the_one_the_program_prints() {
    let printed = Desk::new().run("man --markdown").out;
    let kept = fs::read_to_string(MANUAL).unwrap_or_default();
    assert!(
        kept == printed,
        "docs/manual.md is not what the program prints; to renew it:\n  \
         cargo run -q -p exhibit-cli -- man --markdown > docs/manual.md"
    );
}

#[test]
fn every_verb_shows_an_example_and_has_a_schema() {
    let desk = Desk::new();
    let (verbs, schemas) = (verbs(&desk), schema::all());
    assert!(verbs.len() >= 18, "{verbs:?}");
    for verb in &verbs {
        let help = desk.run(&format!("{verb} --help"));
        assert_eq!(help.status, 0);
        let example = help.out.split("Example:").nth(1).unwrap_or_else(|| panic!("{verb}: {}", help.out));
        assert!(example.contains(&format!("exhibit {verb}")), "{verb}: {example}");
        let name = schema::name_of(verb, &serde_json::Value::Null);
        assert!(schemas.contains_key(&name), "docs/schema/{name}.schema.json is missing");
    }
}

#[test]
fn the_manual_page_names_every_verb_and_typesets_without_complaint() {
    let desk = Desk::new();
    let page = desk.run("man").out;
    for verb in verbs(&desk) {
        assert!(page.contains(&format!("exhibit {verb}").replace('-', "\\-")), "{verb}");
    }
    // Where groff is there, it has to find nothing to say about the page.
    let groff = Command::new("groff")
        .args(["-k", "-man", "-Tutf8", "-ww", "-z"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut groff) = groff else {
        eprintln!("SKIPPED, as groff is not installed: typesetting the manual page");
        return;
    };
    std::io::Write::write_all(&mut groff.stdin.take().unwrap(), page.as_bytes()).unwrap();
    let ended = ran(&groff.wait_with_output().unwrap());
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
}

#[test]
fn completions_are_made_for_each_shell_and_know_the_verbs() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = desk.json(&format!("completions {shell}"))["script"].as_str().unwrap().to_owned();
        assert!(script.contains("set-status") && script.contains("rotate-key"), "{shell}");
    }
    let bash = desk.write("exhibit.bash", desk.run("completions bash").out);
    let asked =
        ". \"$0\"; COMP_WORDS=(exhibit exam); COMP_CWORD=1; _exhibit exhibit exam exhibit; echo \"${COMPREPLY[@]}\"";
    let answer = Command::new("bash").args(["-c", asked]).arg(&bash).output().unwrap();
    assert_eq!(ran(&answer).out.trim(), "examine");
}
