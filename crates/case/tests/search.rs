//! Searching a case: inflected and transliterated forms, what is taken out, and a cache that can be deleted.
#![allow(clippy::unwrap_used)]

use case::search::{Found, Hit};
use case::{Case, Silent};
use testkit::{TempCase, host};

const ARTICLES: [(&str, &[u8]); 4] = [
    ("en.txt", "EXERCISE. The station in Kharkiv was closed.".as_bytes()),
    ("uk.txt", "ВПРАВА. На вокзалі у Харкові тихо.".as_bytes()),
    ("ru.txt", "УЧЕНИЯ. С вокзала в Харькове никого не выпускают.".as_bytes()),
    ("pl.txt", "ĆWICZENIA. Dworzec w Charkowie jest zamknięty.".as_bytes()),
];

fn search(case: &Case, words: &str, transliteration: bool) -> Found {
    case.search(words, transliteration, 20, &Silent).unwrap()
}

fn texts(found: &Found) -> Vec<&str> {
    let mut texts: Vec<&str> = found
        .hits
        .iter()
        .map(|hit| match hit {
            Hit::Post { post, .. } => post.post.text.as_str(),
            Hit::Article { article, .. } => article.article.text.as_str(),
        })
        .collect();
    texts.sort_unstable();
    texts
}

#[test]
fn a_town_is_found_in_every_language_and_case_form_unless_transliteration_is_off() {
    let temp = TempCase::with(&ARTICLES);
    drop(temp.examine());
    let case = temp.open();
    for name in ["харків", "Харькова", "Kharkiv", "Charków"] {
        assert_eq!(search(&case, name, true).total, 4, "{name}");
    }
    assert_eq!(texts(&search(&case, "харків", false)), ["ВПРАВА. На вокзалі у Харкові тихо."]);
}

#[test]
fn every_word_must_be_there() {
    let temp = TempCase::with(&ARTICLES);
    drop(temp.examine());
    let found = search(&temp.open(), "харків вокзал", true);
    assert_eq!(
        texts(&found),
        ["ВПРАВА. На вокзалі у Харкові тихо.", "УЧЕНИЯ. С вокзала в Харькове никого не выпускают."]
    );
}

#[test]
fn the_spans_are_the_words_that_were_found() {
    let temp = TempCase::with(&ARTICLES[1..2]);
    drop(temp.examine());
    let found = search(&temp.open(), "вокзал харків", true);
    let [Hit::Article { article, spans }] = found.hits.as_slice() else { panic!("{found:?}") };
    let words: Vec<&str> = spans.iter().filter_map(|s| s.of(&article.article.text)).collect();
    assert_eq!(words, ["вокзалі", "Харкові"]);
}

#[test]
fn new_material_is_found_and_purged_words_leave_the_cache() {
    let temp = TempCase::with(&ARTICLES[..1]);
    drop(temp.examine());
    assert_eq!(search(&temp.open(), "Kharkiv", true).total, 1);
    temp.put("uk.txt", ARTICLES[1].1);
    let mut case = temp.examine();
    assert_eq!(search(&case, "Kharkiv", true).total, 2);
    let item = case.items().unwrap()[0].id;
    case.purge(item, "a test", &host()).unwrap();
    assert!(!temp.case().join("cache/search.sqlite").exists());
    assert_eq!(search(&case, "Kharkiv", true).total, 1);
}

#[test]
fn a_question_without_words_is_refused() {
    let temp = TempCase::with(&ARTICLES[..1]);
    drop(temp.examine());
    assert!(temp.open().search("… !", true, 20, &Silent).is_err());
}
