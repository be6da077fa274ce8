//! Tables of short texts, mixed texts and texts that no language can be told for.

use super::*;
use proptest::prelude::*;

fn told(text: &str) -> Language {
    identify(text).language
}

#[test]
fn four_words_are_enough_without_letters_that_give_the_language_away() {
    use Language::{En, Pl, Ru, Uk};
    let table = [
        (Uk, "Вона знову чекала на допомогу"),
        (Uk, "Сьогодні зранку чути вибухи"),
        (Uk, "Потрапили у склад боєприпасів"),
        (Uk, "Пане голово, просимо допомоги"),
        (Uk, "Треба шукати воду та хліб"),
        (Ru, "Сегодня утром слышно что-то"),
        (Ru, "Она снова ждала помощи"),
        (Ru, "Попадание в склад боеприпасов"),
        (Ru, "Надо искать воду и хлеб"),
        (Ru, "Сейчас едем домой с работы"),
        (Pl, "Trzeba szukać wody i chleba"),
        (Pl, "Nie wiem kto to jest"),
        (Pl, "Ona znowu czekala na pomoc"),
        (En, "We heard it again today"),
        (En, "She was waiting for help"),
        (En, "No casualties reported near station"),
    ];
    for (language, text) in table {
        assert_eq!(told(text), language, "{text}");
    }
}

#[test]
fn a_letter_of_one_language_decides_and_is_named() {
    let table = [("Їдемо", Lang::Uk, 'ї'), ("Мы едем", Lang::Ru, 'ы'), ("Się dzieje", Lang::Pl, 'ę')];
    for (text, lang, letter) in table {
        let found = identify(text);
        assert_eq!((found.language, found.reason), (lang.into(), Reason::Letter(letter)), "{text}");
    }
}

#[test]
fn a_text_in_two_languages_is_mixed_and_says_where() {
    let text = "Друзі, у нас все спокійно, світло є. А у нас были взрывы, мы слышали их всю ночь.";
    let found = identify(text);
    assert_eq!(found.language, Language::Mixed);
    let runs: Vec<(Language, &str)> =
        found.runs.iter().map(|run| (run.language, run.span.of(text).unwrap_or_default())).collect();
    assert_eq!(runs.len(), 2, "{runs:?}");
    assert_eq!(runs[0].0, Language::Uk);
    assert!(runs[0].1.starts_with("Друзі") && runs[0].1.ends_with("є"), "{runs:?}");
    assert_eq!(runs[1].0, Language::Ru);
    assert!(runs[1].1.ends_with("мы слышали их всю ночь"));
    assert_eq!(found.langs(), [Lang::Uk, Lang::Ru]);

    for mixed in [
        "Слава Україні, это было ужасно",
        "Обстріл тривав усю ніч.\nMost of the houses in the village are destroyed now.",
        "Ці люди вижили. Wszyscy mieszkańcy są już bezpieczni w schronie.",
    ] {
        assert_eq!(told(mixed), Language::Mixed, "{mixed}");
    }
}

#[test]
fn names_quotes_and_links_do_not_make_a_text_mixed() {
    use Language::{En, Pl, Ru, Uk};
    let table = [
        (Uk, "Про це пише The New York Times з посиланням на джерела"),
        (Uk, "Канал «Типичный город» опублікував відео вибуху, дивіться https://t.me/some_channel_name/123"),
        (Ru, "В Киеве прошла встреча, сообщает Reuters"),
        (Ru, "Песня «Червона рута» звучала весь вечер, мы её слушали"),
        (En, "The mayor of Łódź met the head of Київ region on Monday"),
        (Pl, "Ukraiński kanał Труха podał, że słychać było wybuchy"),
    ];
    for (language, text) in table {
        assert_eq!(told(text), language, "{text}: {:?}", identify(text));
    }
}

#[test]
fn what_cannot_be_told_is_said_to_be_too_short_or_another_language() {
    for text in ["", "123", "👍👍", "https://example.org/a", "#", "@name 12:30", "РФ", "так", "on", "a"] {
        assert_eq!(told(text), Language::TooShort, "{text}: {:?}", identify(text));
    }
    for text in [
        "Der Bürgermeister hat die Stadt verlassen und ist nicht zurückgekehrt",
        "Le gouvernement a annoncé que les écoles sont fermées",
        "انفجار كبير في المدينة",
        "Кметът каза, че няма ранени в града тази нощ",
        "Гэта быў моцны выбух, сказаў ён",
        "Експлозија се чула у целом граду, кажу људи",
        "爆炸发生在晚上",
        "Está muy cerca de la ciudad, dijo el alcalde",
    ] {
        assert_eq!(told(text), Language::Other, "{text}: {:?}", identify(text));
    }
}

#[test]
fn a_line_of_many_megabytes_is_told_in_one_pass() {
    let text = "Вибух у місті, світла немає ".repeat(20_000);
    let found = identify(&text);
    assert_eq!((found.language, found.runs.len()), (Language::Uk, 1));
    assert_eq!(found.runs[0].words, 100_000);
    assert_eq!(told(&"й".repeat(1_000_000)), told(&"й".repeat(100)));
}

/// The share of training sentences, cut to their first four words, that the shipped table tells right: it guards against a
/// table that no longer matches the features.
#[test]
fn the_shipped_table_belongs_to_these_features() {
    let sets = [
        (Lang::En, include_str!("../../training/sentences.en.txt")),
        (Lang::Uk, include_str!("../../training/sentences.uk.txt")),
        (Lang::Ru, include_str!("../../training/sentences.ru.txt")),
        (Lang::Pl, include_str!("../../training/sentences.pl.txt")),
    ];
    for (lang, sentences) in sets {
        let wrong: Vec<String> = sentences
            .lines()
            .map(|line| line.split(' ').take(4).collect::<Vec<_>>().join(" "))
            .filter(|four| told(four) != lang.into())
            .collect();
        assert!(wrong.len() <= 2, "{lang:?}: {wrong:?}");
    }
}

proptest! {
    #[test]
    fn runs_are_in_order_and_quote_the_text(text in "(\\PC|[а-яіїёыA-zżł .\n]){0,80}") {
        let found = identify(&text);
        let mut last = 0;
        for run in &found.runs {
            prop_assert!(run.span.start >= last && run.span.end > run.span.start && run.language != Language::Mixed);
            prop_assert_eq!(run.span.of(&text), Some(&text[run.bytes.clone()]));
            last = run.span.end;
        }
        prop_assert_eq!(found.language == Language::Mixed, found.runs.iter().any(|run| run.language != found.runs[0].language));
    }
}
