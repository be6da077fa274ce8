//! Figures in running text: the rules that the labelled sentences do not state, the seed case, and hostile input.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use text::figures::{Counts, find};

#[test]
fn numbers_that_count_nothing_are_no_figures() {
    for text in [
        "On 14 October 2022 at 8:12 the Mi-8 flew past building 5.",
        "Call 067 123 45 67, version 2.10.3, page 12, ISBN 978-3-16-148410-0.",
        "He is 45 years old; the ticket cost $12.50, up 5%.",
        "У 2014 році, 15.20 грн, №5, Ту-154.",
        "The 5th brigade and the 12th day.",
    ] {
        let found = find(text, &[]);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn grouping_and_decimals_are_read_as_each_language_writes_them() {
    for (text, value, decimal) in [
        ("2,000 people", Some(2000), None),
        ("2 000 людей", Some(2000), None),
        ("2\u{a0}000 человек", Some(2000), None),
        ("2.000 osób", Some(2000), None),
        ("1,234,567 views", Some(1_234_567), None),
        ("2.5 km", None, Some("2.5")),
        ("2,5 км", None, Some("2.5")),
        ("3.5 million people", Some(3_500_000), None),
        ("1,25 млн переглядів", Some(1_250_000), None),
    ] {
        let found = find(text, &[]);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].value, found[0].decimal.as_deref()), (value, decimal), "{text}");
        assert_eq!(found[0].text, text);
    }
}

#[test]
fn a_number_that_changed_is_marked() {
    for text in [
        "The number of injured rose to 2,500 people.",
        "Число погибших выросло до 25.",
        "Liczba rannych wzrosła do 25 osób.",
    ] {
        let found = find(text, &[]);
        assert!(found.len() == 1 && found[0].revised, "{text}: {found:?}");
    }
}

#[test]
fn every_figure_of_the_seed_case_is_found_with_its_value() {
    let Some(seed) = thirdparty::find("seed-case") else { return };
    let read = |name: &str| std::fs::read_to_string(seed.join(name)).expect(name);
    let article = read("input/article.txt");
    let expected: serde_json::Value = serde_json::from_str(&read("expected.json")).unwrap();
    let found = find(&article, &[]);
    for figure in expected["figures"].as_array().unwrap() {
        let words = figure["text"].as_str().unwrap();
        let met = found.iter().find(|f| f.text == words).unwrap_or_else(|| panic!("{words} not in {found:?}"));
        assert_eq!(met.value, figure["value"].as_i64(), "{words}");
        assert_eq!(met.at_least, figure["at_least"].as_i64(), "{words}");
        assert_eq!(met.counts.map(Counts::label).as_deref(), figure["counts"].as_str(), "{words}");
    }
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn one_long_line_is_read_in_bounded_time() {
    let digits = "9".repeat(2_000_000);
    assert!(find(&digits, &[]).is_empty());
    let numbers = "12 ".repeat(10_000);
    let started = std::time::Instant::now();
    find(&numbers, &[]);
    text::times::find(&numbers, &text::times::Context::default());
    assert!(started.elapsed().as_secs() < 60);
}

proptest::proptest! {
    #[test]
    fn any_text_gives_spans_that_equal_their_words(text in "([0-9]{1,12}|[,. -]|no |over |до |people|casualties|осіб|загинули |тис. |ponad |rannych|million|0|\n|.){0,30}") {
        for figure in find(&text, &[]) {
            assert_eq!(figure.span.of(&text), Some(figure.text.as_str()));
        }
    }
}
