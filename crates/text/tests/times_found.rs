//! Times found in running text: what is a mention, what it covers, and what it says.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use model::TimeSpan;
use text::times::{Context, find};

fn read(text: &str, published: Option<&str>) -> Vec<(String, String, Option<String>)> {
    let published = published.map(|p| TimeSpan::new(p, None).unwrap());
    find(text, &Context { published: published.as_ref(), langs: &[] })
        .into_iter()
        .map(|m| {
            assert_eq!(m.span.of(text), Some(m.text.as_str()));
            (m.text, m.time.value, m.time.zone)
        })
        .collect()
}

#[test]
fn absolute_dates_are_read_in_four_languages() {
    for (text, words, value, zone) in [
        ("By A. Writer • 14 October 2022 • 8:12", "14 October 2022 • 8:12", "2022-10-14T08:12", None),
        ("Name (@name) October 13, 2022", "October 13, 2022", "2022-10-13", None),
        (
            "Сталося 14 жовтня 2022 року о 14:30 за Києвом.",
            "14 жовтня 2022 року о 14:30 за Києвом",
            "2022-10-14T14:30",
            Some("Europe/Kyiv"),
        ),
        (
            "Это было 3 марта 2022 г. в 14:30 по Москве",
            "3 марта 2022 г. в 14:30 по Москве",
            "2022-03-03T14:30",
            Some("+03:00"),
        ),
        (
            "Do ataku doszło 14 października 2022 r. o godz. 14.30",
            "14 października 2022 r. o godz. 14.30",
            "2022-10-14T14:30",
            None,
        ),
        ("Дата: 14.10.2022", "14.10.2022", "2022-10-14", None),
        ("stamp 2022-10-14T08:12 here", "2022-10-14T08:12", "2022-10-14T08:12", None),
    ] {
        let found = read(text, None);
        assert_eq!(found, [(words.to_owned(), value.to_owned(), zone.map(str::to_owned))], "{text}");
    }
}

#[test]
fn a_day_without_year_is_the_last_one_that_agrees_with_its_weekday() {
    let found = read("On Monday, August 15, the tower fell.", Some("2022-10-14T08:12"));
    assert_eq!(found[0].1, "2022-08-15");
}

#[test]
fn every_date_of_the_seed_case_is_found_with_its_value() {
    let Some(seed) = thirdparty::find("seed-case") else { return };
    let read_file = |name: &str| std::fs::read_to_string(seed.join(name)).expect(name);
    let article = read_file("input/article.txt");
    let expected: serde_json::Value = serde_json::from_str(&read_file("expected.json")).unwrap();
    let found = read(&article, expected["time"]["value"].as_str());
    assert!(found.contains(&("14 October 2022 • 8:12".into(), "2022-10-14T08:12".into(), None)), "{found:?}");
    for date in expected["dates"].as_array().unwrap() {
        let wanted = (date["text"].as_str().unwrap().to_owned(), date["value"].as_str().unwrap().to_owned(), None);
        assert!(found.contains(&wanted), "{wanted:?} not in {found:?}");
    }
    assert_eq!(found.len(), 5, "{found:?}");
}

#[test]
fn without_a_publication_time_relative_times_stay_open() {
    for text in [
        "Yesterday the tower fell.",
        "Вчора впала вежа.",
        "W zeszły piątek spadła wieża.",
        "On Monday, August 15, it fell.",
    ] {
        assert_eq!(read(text, None)[0].1, "../..", "{text}");
    }
}

#[test]
fn another_date_of_the_text_gives_the_year_where_nothing_else_does() {
    let found = read("14 October 2022. On Monday, August 15, the tower fell. At 8:12 it burned.", None);
    let values: Vec<&str> = found.iter().map(|f| f.1.as_str()).collect();
    assert_eq!(values, ["2022-10-14", "2022-08-15", "2022-08-15T08:12"]);
}

#[test]
fn a_weekday_that_contradicts_its_date_is_reported() {
    let text = "It happened on Friday, 10 October 2022.";
    let mention = &find(text, &Context::default())[0];
    assert_eq!(mention.time.value, "2022-10-10");
    assert!(mention.remarks[0].contains("Friday") && mention.remarks[0].contains("Monday"), "{:?}", mention.remarks);
}

#[test]
fn words_and_numbers_that_only_look_like_times_are_not_found() {
    for text in [
        "Pożar się rozprzestrzenia, a ludzie nie mają prądu.",
        "They may march on; the second one sat in the sun.",
        "Version 2.10.22 beats 2.10, call +380 44 123 45 67 or 555-12-34.",
        "The score was 3-2, the price 12.50, the ratio 1:2, ISBN 978-3-16-148410-0.",
        "Рахунок 2:1, ціна 15.20 грн, тел. 067-123-45-67.",
        "IP 192.168.10.12, 50.61 36.58, item 2022 of 5000.",
        "В среде специалистов говорят разное; на этой неделимой части.",
        "2,000 people were left without power for 2014 cases.",
    ] {
        assert_eq!(read(text, Some("2022-10-14")), [], "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_gives_spans_that_equal_their_words(text in "([0-9]{1,4}|[:./ ,-]|at |on |о |в |w |з |по |жовтня|October|Monday|вчора|last |ago|week|года|ночь на |two |\n|🙂|.){0,40}") {
        let published = TimeSpan::new("2022-10-14T08:12", None).unwrap();
        for mention in find(&text, &Context { published: Some(&published), langs: &[] }) {
            assert_eq!(mention.span.of(&text), Some(mention.text.as_str()));
        }
        for lang in text::Lang::ALL {
            let at = jiff::civil::date(2022, 10, 14).at(8, 12, 0, 0);
            let _ = text::times::value(&text, at, lang, text::times::Convention::Scheduling);
        }
    }
}

#[test]
fn part_of_a_decade_is_no_part_of_its_first_year() {
    assert_eq!(read("It closed in the late 1960s.", None)[0].1, "1966/1969");
}

#[test]
fn movable_feasts_are_read_in_four_languages_and_say_how_sure_their_day_is() {
    let published = TimeSpan::new("2024-12-30", None).unwrap();
    for (text, value, doubt) in [
        ("The market burned on Eid al-Fitr.", "2024-04-10", true),
        ("Ринок горів на Курбан-Байрам.", "2024-06-16", true),
        ("Рынок горел в Ураза-Байрам.", "2024-04-10", true),
        ("Pożar wybuchł w ramadanie.", "2024-03-11/2024-04-09", true),
        ("The bridge was closed during Passover 2024.", "2024-04-22/2024-04-30", true),
        ("Міст закрили на Песах.", "2024-04-22/2024-04-30", true),
        ("Мост закрыли на Хануку.", "2024-12-25/2025-01-02", true),
        ("The road was blocked on Yom Kippur.", "2024-10-11/2024-10-12", true),
        ("Fireworks on Diwali 2022 set a roof on fire.", "2022-10-24", true),
        ("Fajerwerki w Chiński Nowy Rok podpaliły dach.", "2024-02-10", false),
        ("Салют у Китайський Новий рік підпалив дах.", "2024-02-10", false),
        ("Дах горів на Трійцю.", "2024-06-23", false),
        ("Крыша горела на православное Рождество.", "2024-01-07", false),
    ] {
        let found = find(text, &Context { published: Some(&published), langs: &[] });
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].time.value, value, "{text}");
        assert_eq!(!found[0].remarks.is_empty(), doubt, "{text}: {:?}", found[0].remarks);
    }
}
