//! Tables of edits that must join and of changed facts that must not, and a set of hard negatives from templates.

use super::*;
use crate::Lang;
use proptest::prelude::*;

fn joined(a: &str, b: &str) -> bool {
    !group(&[a, b], Options::default()).groups.is_empty()
}

fn told(from: &str, to: &str) -> Vec<(ChangeKind, String, String)> {
    changes(from, to).into_iter().map(|change| (change.kind, change.from, change.to)).collect()
}

const REPORT: &str =
    "Вночі у Харкові пролунали вибухи, за попередніми даними пошкоджено 12 будинків, поранено трьох людей.";

#[test]
fn copies_and_edits_join() {
    let table = [
        (REPORT.to_owned(), format!("RT @channel: {} https://t.me/x/1 🔥", REPORT.to_uppercase())),
        (REPORT.to_owned(), REPORT.replace("попередніми", "попередними")),
        (REPORT.to_owned(), REPORT.replace("пролунали", "прогриміли")),
        (REPORT.to_owned(), format!("{REPORT} Подробиці згодом.")),
        (
            "2,000 people were left without power in Belgorod after the strike".to_owned(),
            "2 000 people were left without power in Belgorod after the strike!!".to_owned(),
        ),
        (
            "Explosions were heard near the railway station this hour".to_owned(),
            "Explosions was heard near the railway station this hour".to_owned(),
        ),
        (
            "W Charkowie słychać było silne wybuchy, nie ma rannych".to_owned(),
            "W Charkowie słychać było silne wybuchy nie ma rannych 😢 #Charków".to_owned(),
        ),
    ];
    for (a, b) in table {
        assert!(joined(&a, &b), "{a} | {b}: {:?}, {}", changes(&a, &b), likeness(&a, &b));
    }
}

#[test]
fn a_changed_fact_keeps_texts_apart_and_is_told() {
    use ChangeKind::{Date, Denial, Figure, Name, PerhapsName};
    let table = [
        (
            "At least 2,000 people were left without power after the strike",
            "At least 2,500 people were left without power after the strike",
            Figure,
            "2,000",
            "2,500",
        ),
        (
            "Поранено трьох людей, серед них дитина, триває гасіння пожежі",
            "Поранено п'ятьох людей, серед них дитина, триває гасіння пожежі",
            Figure,
            "трьох",
            "п'ятьох",
        ),
        (
            "Российские войска обстреляли ночью Харьков, есть разрушения",
            "Российские войска обстреляли ночью Херсон, есть разрушения",
            Name,
            "Харьков",
            "Херсон",
        ),
        (
            "Do wybuchu doszło w poniedziałek rano na przedmieściach miasta",
            "Do wybuchu doszło w środę rano na przedmieściach miasta",
            Date,
            "poniedziałek",
            "środę",
        ),
        (
            "По предварительным данным, пострадавшие есть, работают службы",
            "По предварительным данным, пострадавших нет, работают службы",
            Denial,
            "",
            "нет",
        ),
        (
            "взрывы слышны в харькове, работает оборона, берегите себя",
            "взрывы слышны в белгороде, работает оборона, берегите себя",
            PerhapsName,
            "харькове",
            "белгороде",
        ),
        (
            "Суми знову під обстрілом, є влучання у житловий будинок",
            "Харків знову під обстрілом, є влучання у житловий будинок",
            PerhapsName,
            "Суми",
            "Харків",
        ),
    ];
    for (a, b, kind, from, to) in table {
        assert!(!joined(a, b), "{a}");
        assert!(told(a, b).contains(&(kind, from.to_owned(), to.to_owned())), "{a}: {:?}", told(a, b));
        let found = group(&[a, b], Options::default());
        assert_eq!(found.variations.len(), 1, "{a}: {found:?}");
        for change in &found.variations[0].changes {
            assert_eq!(change.from_span.and_then(|span| span.of(a)).unwrap_or_default(), change.from);
            assert_eq!(change.to_span.and_then(|span| span.of(b)).unwrap_or_default(), change.to);
        }
    }
}

#[test]
fn inflection_another_number_form_and_a_further_sentence_are_no_change() {
    for (a, b) in [
        ("Вибухи у Харкові чули всі", "Вибухи біля Харкова чули всі"),
        ("Without power: 10,000 homes", "Without power: 10 000 homes"),
        ("Strike on the depot.", "Strike on the depot. At 5 am Mayor Brown spoke."),
    ] {
        assert_eq!(told(a, b), [], "{a}");
    }
    // Inside a sentence a new figure is a change.
    assert_eq!(told("Strike on the depot killed people", "Strike on the depot killed 5 people").len(), 1);
}

/// Texts that differ in one fact, from templates in four languages: each list of values gives one group at most for each.
#[test]
fn no_two_versions_of_a_template_ever_join() {
    let towns = [
        ["Kharkiv", "Kherson", "Sumy", "Belgorod", "Kursk", "Odesa"],
        ["Харків", "Херсон", "Миколаїв", "Бєлгород", "Курськ", "Одесу"],
        ["Харьков", "Херсон", "Николаев", "Белгород", "Курск", "Одессу"],
        ["Charków", "Chersoń", "Mikołajów", "Biełgorod", "Kursk", "Odessę"],
    ];
    let figures = ["2", "12", "20", "200", "2,000", "2,500"];
    let days = [
        ["Monday", "Tuesday", "Friday"],
        ["понеділок", "вівторок", "п'ятницю"],
        ["понедельник", "вторник", "пятницу"],
        ["poniedziałek", "wtorek", "piątek"],
    ];
    let templates = [
        "Officials said that missiles hit {town} on {day} and that {figure} homes were left without electricity, repair crews are at work",
        "Влада повідомила, що ракети поцілили у {town} у {day}, без світла залишилися {figure} будинків, бригади вже працюють на місці",
        "Власти сообщили, что ракеты попали в {town} в {day}, без света остались {figure} домов, бригады уже работают на месте",
        "Władze podały, że rakiety trafiły w {town} w {day}, bez prądu zostało {figure} domów, ekipy pracują już na miejscu",
    ];
    let mut texts = Vec::new();
    for (language, template) in templates.iter().enumerate() {
        for town in towns[language] {
            for figure in figures {
                for day in days[language] {
                    let text = template.replace("{town}", town).replace("{figure}", figure).replace("{day}", day);
                    // A copy with a link, so that there is something to join.
                    texts.push(format!("{text} https://example.org/{}", texts.len()));
                    texts.push(text);
                }
            }
        }
    }
    assert_eq!(texts.len(), 4 * 6 * 6 * 3 * 2);
    let found = group(&texts, Options::default());
    for members in &found.groups {
        assert_eq!(members.len(), 2, "{:?}", members.iter().map(|&index| &texts[index as usize]).collect::<Vec<_>>());
        assert_eq!(members[0] / 2, members[1] / 2);
    }
    assert_eq!(found.groups.len(), texts.len() / 2, "every copy joined its original");
    assert!(found.variations.len() >= texts.len() / 4, "{}", found.variations.len());
}

#[test]
fn a_chain_of_edits_never_brings_two_figures_together() {
    let base = "Explosion at the plant outside the town, fire crews are at work and roads are closed.";
    let texts = [
        base.to_owned(),
        format!("{base} Injured: 5 workers."),
        format!("{base} Injured: 7 workers."),
        base.replace("outside", "beyond"),
    ];
    let found = group(&texts, Options { threshold: 0.6 });
    for members in &found.groups {
        assert!(!(members.contains(&1) && members.contains(&2)), "{found:?}");
    }
    assert!(found.groups.iter().any(|members| members.contains(&0) && members.contains(&3)));
}

#[test]
fn keys_of_the_caller_split_and_link() {
    let keys = |lang, place, figure: &str| TextKeys {
        lang: Some(lang),
        places: [place].into(),
        figures: [figure.to_owned()].into(),
        times: vec![(0, 100)],
    };
    let texts = ["the same words in both texts here", "the same words in both texts here"];
    let apart = [keys(Lang::En, 1, "killed 2"), keys(Lang::En, 2, "killed 2")];
    assert_eq!(group_with_keys(&texts, &apart, Options::default()).groups.len(), 0);
    let across = [keys(Lang::En, 1, "killed 2"), keys(Lang::Uk, 1, "killed 2"), keys(Lang::Uk, 1, "killed 3")];
    let links = link_across_languages(&across);
    assert_eq!(links.len(), 1);
    assert_eq!((links[0].earlier, links[0].later, links[0].times), (0, 1, true));
}

#[test]
fn long_texts_on_both_sides_of_the_limit_still_meet() {
    let words: Vec<String> = (0..600)
        .map(|number| format!("слово{}", (b'a' + (number % 26) as u8) as char).repeat(1 + number % 3))
        .collect();
    let long: String = (0..900).map(|at| format!("{} w{} ", words[at % 600], at * at % 977)).collect();
    let cut = &long[..long.floor_char_boundary(long.len() * 9 / 10)];
    assert!(likeness(&long, cut) > 0.8);
}

proptest! {
    #[test]
    fn any_texts_are_grouped_without_panic_and_alike(texts in prop::collection::vec("(\\PC|[а-яА-Я0-9 .,]){0,40}", 0..12)) {
        let found = group(&texts, Options::default());
        for members in &found.groups {
            prop_assert!(members.len() >= 2 && members.is_sorted());
        }
        for text in &texts {
            prop_assert_eq!(changes(text, text), vec![]);
            prop_assert!(canonical(text).is_empty() || (likeness(text, text) - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn an_added_link_never_changes_a_group(text in "[а-яa-z]{3,9}( [а-яa-z]{2,9}){3,12}") {
        let linked = format!("{text} https://example.org/x");
        prop_assert!(joined(&text, &linked));
    }
}
