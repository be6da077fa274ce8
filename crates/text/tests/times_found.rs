//! Times found in running text: what is a mention, what it covers, and what it says.

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
