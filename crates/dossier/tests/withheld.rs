//! What a dossier must not show: private accounts, tokens, exact places, and anything about the collecting machines.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use dossier::{Bundle, Policy};
use model::post::SourceRole;
use support::{COLLECTOR, MACHINE, Made, WHY, chat, file, message};

/// Every planted word, wherever it stands in the bundle.
fn found(bundle: &Bundle, words: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, bytes) in &bundle.files {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for word in words {
            if let Some(at) = text.find(&word.to_lowercase()) {
                let around: String = text[..at].chars().rev().take(30).collect();
                found.push(format!("{path}: {word} after …{}", around.chars().rev().collect::<String>()));
            }
        }
    }
    found
}

#[test]
fn the_exercise_dossier_names_no_private_account_and_no_machine() {
    let made = Made::exercise();
    let case = made.open();
    let private: Vec<String> = case
        .sources()
        .unwrap()
        .into_iter()
        .filter(|s| matches!(s.source.role, SourceRole::Account | SourceRole::Unknown))
        .flat_map(|s| [s.source.account, s.source.name, s.source.native_id])
        .flatten()
        .map(|name| name.trim_start_matches('@').to_owned())
        .collect();
    assert!(private.len() > 30, "the exercise has lost its speakers: {private:?}");
    let mut words = private.clone();
    words.extend([COLLECTOR, MACHINE, WHY].map(str::to_owned));
    words.push(made.path().to_string_lossy().into_owned());
    // Post numbers of X and of private chats lead to the account.
    words.extend(["2031455380571160575", "sig=EXERCISE", "expire="].map(str::to_owned));

    let bundle = dossier::write(&case, &Policy::default()).unwrap();
    assert_eq!(found(&bundle, &words), Vec::<String>::new());
    assert!(bundle.withheld.accounts >= 20 && bundle.withheld.names_in_texts > 0 && bundle.withheld.reasons == 25);

    // The same words are there when a person decides so: the search above can find them.
    let open =
        dossier::write(&case, &Policy { show_accounts: true, show_collectors: true, with_originals: false }).unwrap();
    assert!(found(&open, &private).len() > 30);
    assert!(!found(&open, &[COLLECTOR.to_owned()]).is_empty());
    assert_eq!(found(&open, &words[private.len() + 1..private.len() + 4]), Vec::<String>::new());
}

#[test]
fn handles_tokens_places_and_addresses_are_taken_out_of_texts() {
    let messages = [
        message("Orla Quill", 9001000777, 0, "first"),
        message(
            "Perrin Vale",
            9001000778,
            60,
            "As ORLA QUILL said (user9001000777), see https://t.me/orlaq/12 and @somebody_else; mail perrin@vale.example. \
             Filmed at 50.593712, 36.588849, that is 50°35'37\"N 36°35'20\"E. \
             File: https://cdn.example/v.mp4?token=OPENSESAME&page=2 and https://user:pw@host.example/a",
        ),
        message("Perrin Vale", 9001000778, 120, "Nothing of note at 12.5, 3.7 today, version 1.2.3, 2026-03-12"),
    ];
    let made = Made::of(&[("chat from Orla Quill/result.json", &chat(&messages))]);
    let bundle = dossier::write(&made.open(), &Policy::default()).unwrap();
    let words = [
        "Orla",
        "9001000777",
        "orlaq",
        "somebody_else",
        "perrin@vale",
        "50.5937",
        "36.5888",
        "35'37",
        "OPENSESAME",
        "user:pw",
    ];
    assert_eq!(found(&bundle, &words.map(str::to_owned)), Vec::<String>::new());
    let posts = file(&bundle, "posts.csv");
    assert!(posts.contains("As [account 1] said ([account 1])"), "{posts}");
    assert!(posts.contains("[about 50.6, 36.6]") && posts.contains("token=[withheld]&page=2"), "{posts}");
    assert!(posts.contains("Nothing of note at 12.5, 3.7 today, version 1.2.3, 2026-03-12"), "{posts}");
    assert!(file(&bundle, "items.csv").contains("chat from [account 1]/result.json"));
    assert_eq!((bundle.withheld.emails, bundle.withheld.coordinates), (1, 3));
}

#[test]
fn decisions_are_shown_and_notes_are_not() {
    let made = Made::of(&[("a.txt", b"nothing in particular"), ("b.txt", b"nothing else")]);
    made.change(|case, host| {
        let item = case.items().unwrap()[0].id;
        for judgement in [
            case::Judgement::Note("planted note".to_owned()),
            case::Judgement::Tag("kept-tag".to_owned()),
            case::Judgement::Tag("dropped-tag".to_owned()),
            case::Judgement::Untag("dropped-tag".to_owned()),
            case::Judgement::Status("under review".to_owned()),
        ] {
            case.judge(item, &judgement, Some("planted cause"), host).unwrap();
        }
        let other = case.items().unwrap()[1].id;
        case.purge(other, "planted order", host).unwrap();
    });
    let bundle = dossier::write(&made.open(), &Policy::default()).unwrap();
    assert_eq!(found(&bundle, &["planted", "dropped-tag", "b.txt"].map(str::to_owned)), Vec::<String>::new());
    let items = file(&bundle, "items.csv");
    assert!(items.contains("under review,kept-tag,"), "{items}");
    assert_eq!((bundle.withheld.notes, bundle.withheld.purged_items), (5, 1));
}
