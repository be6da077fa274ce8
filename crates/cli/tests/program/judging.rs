//! `note`, `tag`, `set-status`, `show`: decisions of people stand beside what was read, each with a name.

use crate::desk::{Desk, document};

#[test]
fn decisions_are_kept_in_order_with_author_and_reason() {
    let desk = Desk::with_case();
    let id = &desk.id_of("material/first.txt")[..10];
    assert_eq!(desk.json(&format!("note a.case {id} remark"))["act"], "note");
    for arguments in [
        vec!["tag", id, "eyewitness"],
        vec!["tag", id, "eyewitness", "--off", "--reason", "it is a repost"],
        vec!["set-status", id, "to be checked", "--who", "M. Vale"],
        vec!["set-status", id, "done"],
    ] {
        let ran = desk.run_with(&[&arguments[..], &["--case", "a.case"]].concat());
        assert_eq!(ran.status, 0, "{ran:?}");
    }
    let shown = desk.json(&format!("show a.case {id}"));
    let judged: Vec<String> = shown["judgements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|j| format!("{} {} {} {}", j["act"], j["value"], j["reason"], j["author"]).replace('"', ""))
        .collect();
    insta::assert_snapshot!(judged.join("\n"), @"
    note remark null A. Collector
    tag eyewitness null A. Collector
    untag eyewitness it is a repost A. Collector
    status to be checked null M. Vale
    status done null A. Collector
    ");
    assert_eq!(shown["summary"]["status"], "done", "the latest status counts");
    assert_eq!(desk.json("status a.case")["judgements"], 5);
    assert_eq!(desk.verdict("a.case", "records"), "holds");
}

#[test]
fn items_posts_and_sources_are_shown_by_the_beginning_of_their_id() {
    let desk = Desk::with_case();
    let item = desk.json(&format!("show a.case {}", &desk.id_of("material/export/result.json")[..6]));
    assert_eq!(item["what"], "item");
    let post = &item["posts"][3];
    let shown = desk.json(&format!("show a.case {}", &post["id"].as_str().unwrap()[..12]));
    assert_eq!((&shown["what"], &shown["text"]), (&"post".into(), &post["text"]));
    let source = desk.json(&format!("show a.case {}", post["source"].as_str().unwrap()));
    assert_eq!(source["what"], "source");
    assert_eq!(source["name"], post["speaker"]["name"]);
}

#[test]
fn what_names_no_item_is_refused_and_changes_nothing() {
    let desk = Desk::with_case();
    let item = desk.json(&format!("show a.case {}", desk.id_of("material/export/result.json")));
    let post = item["posts"][0]["id"].as_str().unwrap();
    let before = desk.log_size("a.case");
    for (id, words) in [
        ("zzz", "is not an id"),
        ("12345", "is not an id"),
        ("000000000000", "nothing in this case has an id that begins with"),
        (post, "is a post; this needs the id of an item"),
    ] {
        let refused = desk.run(&format!("note a.case {id} text"));
        assert_eq!(refused.status, 2, "{refused:?}");
        assert!(refused.err.contains(words), "{}", refused.err);
        assert!(refused.err.lines().count() <= 2 && refused.out.is_empty(), "{refused:?}");
    }
    assert_eq!(desk.log_size("a.case"), before);
}

#[test]
fn a_review_is_about_one_claim_and_comes_out_as_claim_review() {
    let desk = Desk::with_case();
    let id = desk.id_of("material/first.txt");
    desk.json("dossier a.case --out before");
    let absent = desk.json("dossier a.case --out again --no-log");
    assert_eq!(absent["absent"][0]["path"], "claim_reviews.jsonld");
    assert!(!desk.path("before/claim_reviews.jsonld").exists());

    for result in ["two recordings show it standing", "three recordings show it standing"] {
        let reviewed =
            desk.run_with(&["review", "a.case", &id, "gate at Torvyn", result, "--who", "M. Vale", "--json"]);
        assert_eq!(document("review", &reviewed)["act"], "review");
    }
    let shown = desk.run(&format!("show a.case {id}")).out;
    assert!(shown.contains("review: “The gate at Torvyn opened at 5:40”: three recordings show it"), "{shown}");
    for (words, what) in [("no such words", "no claims"), ("", "exactly one")] {
        let refused = desk.run_with(&["review", "a.case", &desk.id_of("material/export/result.json"), words, "x"]);
        assert_eq!(refused.status, 2, "{}", refused.err);
        assert!(refused.err.contains(what), "{}", refused.err);
    }

    desk.json("dossier a.case --out after");
    let text = std::fs::read_to_string(desk.path("after/claim_reviews.jsonld")).unwrap();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let reviews = document["@graph"].as_array().unwrap();
    assert_eq!((document["@context"].as_str(), reviews.len()), (Some("https://schema.org"), 1), "the last one counts");
    let review = &reviews[0];
    assert_eq!(review["@type"], "ClaimReview");
    assert!(review["claimReviewed"].as_str().unwrap().contains("gate at Torvyn"));
    assert_eq!(review["reviewRating"]["alternateName"], "three recordings show it standing");
    assert!(review["author"]["name"].as_str().unwrap().starts_with("collector "), "{review}");
    assert!(!text.contains("Vale"));
    let table = std::fs::read_to_string(desk.path("after/claims.csv")).unwrap();
    assert!(table.contains("three recordings") && !table.contains("two recordings"), "{table}");
    assert!(
        std::fs::read_to_string(desk.path("after/dossier.html")).unwrap().contains("three recordings show it standing")
    );
    assert_eq!(desk.run("verify after --recompute").status, 0);
}
