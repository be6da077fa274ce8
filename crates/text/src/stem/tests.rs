//! Tables of forms that must meet, in one language and across languages.

use super::*;
use proptest::prelude::*;

fn meet(one: &str, other: &str, translit: bool) -> bool {
    let keys = search_keys(one, Options { translit });
    search_keys(other, Options { translit }).iter().any(|key| keys.contains(key))
}

#[test]
fn forms_of_a_word_share_a_stem() {
    let table: &[&[&str]] = &[
        &["харків", "Харкова", "Харкові", "Харковом", "ХАРКІВ"],
        &["Київ", "Києва", "Києві", "Києвом"],
        &["вокзал", "вокзалу", "вокзалі", "вокзали", "вокзалів", "вокзалами"],
        &["ринок", "ринку", "ринком"],
        &["ніч", "ночі"],
        &["рік", "року", "роком"],
        &["загинув", "загинула", "загинули"],
        &["лікарня", "лікарні", "лікарню", "лікарнею"],
        &["Белгород", "Белгорода", "Белгороде", "Белгородом"],
        &["Харьков", "Харькова", "Харькове"],
        &["взрыв", "взрывы", "взрывов", "взрывами"],
        &["подстанция", "подстанции", "подстанцию", "подстанцией"],
        &["погиб", "погибли", "погибла"],
        &["рынок", "рынка", "рынке"],
        &["Kijów", "Kijowa", "Kijowie", "Kijowem"],
        &["Kraków", "Krakowa", "Krakowie"],
        &["wybuch", "wybuchu", "wybuchy", "wybuchów", "wybuchami"],
        &["koniec", "końca", "końcem"],
        &["explosion", "explosions", "explosion's"],
        &["stop", "stopped", "stopping", "stops"],
        &["city", "cities"],
        &["damage", "damaged", "damaging", "damages"],
    ];
    for forms in table {
        for form in *forms {
            assert!(
                meet(forms[0], form, false),
                "{form}: {:?}, {}: {:?}",
                search_keys(form, Options { translit: false }),
                forms[0],
                search_keys(forms[0], Options { translit: false })
            );
        }
    }
}

#[test]
fn transliterated_and_inflected_forms_meet_only_where_that_is_asked_for() {
    for (one, other) in [
        ("Харків", "Kharkiv"),
        ("Харкові", "Charkowa"),
        ("Харькова", "Kharkov"),
        ("Києва", "Kijowie"),
        ("Бєлгорода", "Belgorod"),
        ("Шебекіно", "Szebekino"),
        ("Запоріжжі", "Zaporizhzhia"),
    ] {
        assert!(
            meet(one, other, true),
            "{one} {other}: {:?} {:?}",
            search_keys(one, Options::default()),
            search_keys(other, Options::default())
        );
        assert!(!meet(one, other, false), "{one} {other}");
    }
}

#[test]
fn different_words_stay_apart() {
    for (one, other) in
        [("місто", "місяць"), ("Суми", "сам"), ("школа", "шкода"), ("fire", "firm"), ("miasto", "mięso")]
    {
        assert!(!meet(one, other, false), "{one} {other}");
    }
}

proptest! {
    #[test]
    fn any_word_has_few_keys_and_finds_itself(word in "(\\PC|[а-яіїєґa-zżółć'-]){0,80}") {
        let keys = search_keys(&word, Options::default());
        prop_assert!(keys.len() <= 12);
        prop_assert!(keys.is_sorted());
        prop_assert_eq!(&keys, &search_keys(&word, Options::default()));
    }
}
