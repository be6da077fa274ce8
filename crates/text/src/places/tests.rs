//! Tables of texts and the places in them, a rule to a test.

use model::place::Precision;

use super::*;
use crate::gazetteer::overlay::Overlay;

fn gazetteer() -> Gazetteer {
    Gazetteer::shipped().unwrap()
}

fn mentions(text: &str, langs: &[Lang]) -> Vec<PlaceMention> {
    find(text, &Context { langs, gazetteer: &gazetteer(), skip: &[] })
}

/// "words=Name/COUNTRY" of every mention that is no metonym.
fn short(text: &str, langs: &[Lang]) -> Vec<String> {
    let one = |m: &PlaceMention| match &m.place {
        Some(p) => format!("{}={}/{}", m.text, p.name, p.country.as_deref().unwrap_or("-")),
        None => format!("{}=?", m.text),
    };
    mentions(text, langs).iter().filter(|m| !m.metonym).map(one).collect()
}

fn table(langs: &[Lang], rows: &[(&str, &[&str])]) {
    for (text, want) in rows {
        assert_eq!(short(text, langs), *want, "{text}");
    }
}

#[test]
fn ukrainian_case_forms_and_adjectives_of_regions() {
    table(
        &[Lang::Uk],
        &[
            ("Вибухи у Харкові та Чугуєві.", &["Харкові=Kharkiv/UA", "Чугуєві=Chuhuyiv/UA"]),
            (
                "Росіяни обстріляли Куп’янськ Харківської області",
                &["Куп’янськ=Kupyansk/UA", "Харківської області=Kharkiv Oblast/UA"],
            ),
            ("Удар по Козачій Лопані вранці", &["Козачій Лопані=Kozacha Lopan/UA"]),
            ("На Харківщині та Сумщині тривога", &["Харківщині=Kharkiv Oblast/UA", "Сумщині=Sumy Oblast/UA"]),
            ("Пожежа на Кременчуцькому НПЗ", &["Кременчуцькому=Kremenchuk/UA"]),
            ("Мер Житомира: загинули четверо", &["Житомира=Zhytomyr/UA"]),
            ("З Києва до Львова", &["Києва=Kyiv/UA", "Львова=Lviv/UA"]),
        ],
    );
}

#[test]
fn russian_case_forms_and_old_names() {
    table(
        &[Lang::Ru],
        &[
            ("В Шебекине загорелась подстанция", &["Шебекине=Shebekino/RU"]),
            (
                "Бои под Артемовском в Донецкой области",
                &["Артемовском=Bakhmut/UA", "Донецкой области=Donetsk Oblast/UA"],
            ),
            ("Взрыв в Белгороде, сообщили очевидцы", &["Белгороде=Belgorod/RU"]),
            ("Республика Татарстан, город Казань", &["Республика Татарстан=Tatarstan/RU", "Казань=Kazan/RU"]),
        ],
    );
}

#[test]
fn polish_case_forms_and_regions() {
    table(
        &[Lang::Pl],
        &[
            (
                "Wybuchy w Biełgorodzie i w obwodzie biełgorodzkim",
                &["Biełgorodzie=Belgorod/RU", "obwodzie biełgorodzkim=Belgorod Oblast/RU"],
            ),
            ("Pod Charkowem i w Bachmucie trwają walki", &["Charkowem=Kharkiv/UA", "Bachmucie=Bakhmut/UA"]),
            ("W Krakowie, woj. małopolskie", &["Krakowie=Kraków/PL", "woj. małopolskie=Lesser Poland Voivodeship/PL"]),
        ],
    );
}

#[test]
fn english_possessives_spellings_and_regions() {
    table(
        &[Lang::En],
        &[
            (
                "Explosions in Belgorod's suburbs and in Kup'yans'k.",
                &["Belgorod=Belgorod/RU", "Kup'yans'k=Kupyansk/UA"],
            ),
            (
                "A fire near Szebekino in the Belgorod region",
                &["Szebekino=Shebekino/RU", "Belgorod region=Belgorod Oblast/RU"],
            ),
            ("#Belgorod today", &["Belgorod=Belgorod/RU"]),
        ],
    );
}

#[test]
fn account_names_links_outlets_and_people_are_no_places() {
    for text in [
        "Video by @CrimeaUA1 and @Kharkiv_live",
        "See https://kharkiv.example/Lviv/Odesa and kyiv@example.org",
        "Вибухи — КРИМський бандерівець (@CrimeaUA1)",
        "Vyacheslav Gladkov and Juan Rebes spoke.",
        "According to the Kyiv Independent and the Washington Post",
        "Вячеслав Гладков сообщил о ситуации",
    ] {
        assert_eq!(short(text, &[]), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_capital_that_speaks_is_a_metonym_and_one_that_is_hit_is_not() {
    for (text, metonym) in [
        ("Kyiv said the attack was repelled", true),
        ("Москва заявила о перехвате", true),
        ("Київ також звинуватив противника", true),
        ("Moskwa twierdzi, że nie", true),
        ("Explosions in Kyiv", false),
        ("Ракета попала в Москву", false),
        ("The Kremlin denied it", true),
    ] {
        let found = mentions(text, &[]);
        assert_eq!(found.iter().map(|m| m.metonym).collect::<Vec<_>>(), [metonym], "{text}");
    }
}

#[test]
fn governments_act_in_pairs_on_a_date_and_in_every_form_of_the_verb() {
    for (text, langs, metonyms) in [
        ("Ukraine and Poland agreed to open the road.", Lang::En, 2),
        ("Україна та Румунія 3 травня домовилися про міст.", Lang::Uk, 2),
        ("Варшава ще не заявила про це.", Lang::Uk, 1),
        ("Россия и Грузия договорились о дороге.", Lang::Ru, 2),
        ("Ukraine and Poland were hit by a storm.", Lang::En, 0),
    ] {
        let found = mentions(text, &[langs]);
        assert_eq!(found.iter().filter(|m| m.metonym).count(), metonyms, "{text}: {found:?}");
    }
}

#[test]
fn a_line_that_begins_with_a_town_and_a_colon_says_where() {
    table(&[Lang::Pl], &[("Brzeg: drzewo na torach", &["Brzeg=Brzeg/PL"])]);
    table(&[Lang::Pl], &[("Pali się stodoła", &[])]);
}

#[test]
fn a_distance_and_direction_move_the_point_and_widen_the_circle() {
    for (text, words) in [
        ("A depot 12 km north of Belgorod burns", "12 km north of Belgorod"),
        ("Склад за 12 км на північ від Бєлгорода", "12 км на північ від Бєлгорода"),
        ("Склад в 12 км севернее Белгорода", "12 км севернее Белгорода"),
        ("Skład 12 km na północ od Biełgorodu był pusty", "12 km na północ od Biełgorodu"),
    ] {
        let found = mentions(text, &[]);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let place = found[0].place.as_ref().unwrap();
        assert_eq!(found[0].text, words);
        let north = f64::from(place.lat_e6 - 50_603_430) * 1e-6 * 111.2;
        assert!((11.9..12.1).contains(&north) && place.radius_m > 4_800, "{text}: {north} km, {} m", place.radius_m);
    }
}

#[test]
fn an_address_is_placed_in_its_town_and_says_so() {
    for (text, words) in [
        ("Харків, вул. Сумська, 25 зруйновано", "вул. Сумська, 25"),
        ("В Белгороде на улице Ленина загорелся дом", "улице Ленина"),
        ("W Krakowie przy ul. Długa 5 nie ma prądu", "ul. Długa 5"),
        ("A house at 15 Main Street in Houston", "15 Main Street"),
    ] {
        let found = mentions(text, &[]);
        let address = found.iter().find(|m| m.text == words).unwrap_or_else(|| panic!("{text}: {found:?}"));
        let place = address.place.as_ref().unwrap();
        assert_eq!(place.precision, Precision::Address);
        assert!(place.radius_m > 1_000 && address.why.contains("no streets"));
    }
}

#[test]
fn an_unknown_village_is_only_somewhere_in_its_region_until_the_user_adds_it() {
    let text = "Обстреляно село Нехотеевка Белгородской области";
    assert_eq!(short(text, &[Lang::Ru]), ["Нехотеевка=Нехотеевка/RU", "Белгородской области=Belgorod Oblast/RU"]);
    let found = mentions(text, &[Lang::Ru]);
    assert_eq!(found[0].place.as_ref().unwrap().precision, Precision::Region);
    assert!(found[0].place.as_ref().unwrap().radius_m > 50_000 && found[0].why.contains("no place of this name"));
    assert_eq!(short("Обстреляно село Нехотеевка", &[Lang::Ru]), ["Нехотеевка=?"]);
    let overlay = Overlay::read("name\tlat\tlon\tcountry\nНехотеевка\t50.33\t36.37\tRU\n", "villages.tsv").unwrap();
    let gazetteer = gazetteer().with_overlay(&overlay);
    let found = find(text, &Context { langs: &[Lang::Ru], gazetteer: &gazetteer, skip: &[] });
    assert_eq!(found[0].place.as_ref().unwrap().lat_e6, 50_330_000);
}

#[test]
fn the_text_decides_between_places_of_one_name_and_the_other_is_listed() {
    let found = mentions("Alexandria, Louisiana: police in Baton Rouge and Shreveport", &[Lang::En]);
    let place = found[0].place.as_ref().unwrap();
    assert_eq!(place.region.as_deref(), Some("Louisiana"));
    assert!(found[0].alternatives.iter().any(|p| p.country.as_deref() == Some("EG")), "{:?}", found[0].alternatives);
    assert!(found[0].why.contains("next: "));
}

#[test]
fn spans_that_the_caller_skips_hold_no_place() {
    let skip = [Span { start: 0, end: 7 }];
    let found = find("Belgorod Kharkiv", &Context { langs: &[], gazetteer: &gazetteer(), skip: &skip });
    assert_eq!(found.iter().map(|m| m.text.as_str()).collect::<Vec<_>>(), ["Kharkiv"]);
}

#[test]
fn a_very_long_text_is_read_to_its_end_with_the_same_spans() {
    let text = format!("{}Вибух у Харкові", "слово й ще слово ".repeat(40_000));
    let found = mentions(&text, &[Lang::Uk]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].span.of(&text), Some("Харкові"));
    let one_word = "Харків".repeat(100_000);
    assert!(mentions(&one_word, &[]).is_empty());
}

#[test]
fn given_names_and_family_names_of_people_are_no_towns() {
    for text in [
        "Burmistrz Torwyna Milana Brodec zapewnia, że woda jest czysta.",
        "Мэр Торвина Милана Бродец сообщила о пожаре.",
        "Мер Торвіна Мілана Бродець повідомила про пожежу.",
        "Mayor Milan Brodec said the road is open.",
        "Milan Brodec said the road is open.",
        "Про це повідомив Роман Яремче.",
        "В. Київська заявила, що світла нема.",
        "Київська В. І. заявила, що світла нема.",
        "За словами Любомира Самбірського, поранених немає.",
        "Олена Вінницька розповіла, що було гучно.",
        "Сергей Иванович Тамбов рассказал, что слышал взрыв.",
        "Torwin Tarnowski, sołtys, widział dym.",
        "Przemyśl Kowalska zapamięta ten dzień.",
    ] {
        assert_eq!(short(text, &[]), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn an_ordinary_word_at_the_head_of_a_sentence_is_no_place_of_its_name() {
    for text in [
        "Станом на 16:30 евакуйовано вже 2 400 людей.",
        "Того дня було тихо. Мене ніхто не питав.",
        "Багато хто виїхав. Нічого не чути.",
        "Которые сутки нет воды. Ничего не работает.",
        "Мали бути дома о шостій.",
        "Spring floods cut the power. Store shelves are empty.",
        "Rest of the convoy waits; Normal traffic resumes.",
    ] {
        assert_eq!(short(text, &[]), Vec::<String>::new(), "{text}");
    }
    for (text, want) in [
        ("Броди: автобус застряг у воді", "Броди=Brody/UA"),
        ("Ізюм під обстрілом", "Ізюм=Izyum/UA"),
        ("Харьков обстреляли ночью", "Харьков=Kharkiv/UA"),
    ] {
        assert_eq!(short(text, &[]).first().map(String::as_str), Some(want), "{text}");
    }
}

#[test]
fn towns_beside_people_stay_towns() {
    for (text, want) in [
        ("Мер Харкова Ігор Терехов: пошкоджено дах", "Харкова=Kharkiv/UA"),
        ("Мер Києва Кличко повідомив про вибухи", "Києва=Kyiv/UA"),
        ("Мэр Шебекино Владимир Жданов рассказал о пострадавших", "Шебекино=Shebekino/RU"),
        ("Milana Brodec, burmistrz Nysy, prosi o cierpliwość", "Nysy=Nysa/PL"),
        ("У Києві Коваленко заявив про удар", "Києві=Kyiv/UA"),
        ("Обстріл Золочева на Харківщині", "Золочева=Zolochiv/UA"),
        ("Prezydent Lublina Krzysztof Żuk poinformował o wybuchu", "Lublina=Lublin/PL"),
        ("Jarosław Nowak z Przemyśla widział dym", "Przemyśla=Przemyśl/PL"),
        ("Ізмаїл Коваленко з Рені чув вибух", "Рені=Reni/UA"),
        ("Portland Police said two people were hurt", "Portland=Portland/US"),
    ] {
        assert_eq!(short(text, &[]).first().map(String::as_str), Some(want), "{text}");
    }
}

#[test]
fn a_region_district_or_larger_town_beside_it_decides_between_towns_of_one_name() {
    for (text, region) in [
        ("У селищі Миколаївка Сумської області пошкоджено дах", "Sumy Oblast"),
        ("Миколаївка Краматорського району без світла", "Donetsk Oblast"),
        ("Миколаївка, Березівський район: горить поле", "Odesa Oblast"),
        ("Николаевка (под Славянском): нет света", "Donetsk Oblast"),
        ("Mykolaivka (the one in Sumy oblast, not Donetsk) is dark", "Sumy Oblast"),
        ("Portland, Maine: bridge closed", "Maine"),
        ("Портленд (Мен): міст закрито", "Maine"),
        ("Портленд, штат Мэн: мост закрыт", "Maine"),
        ("W Portland (stan Maine) zamknięto most", "Maine"),
        ("Первомайськ Луганської області без води", "Luhansk Oblast"),
        ("Первомайський Харківської області без води", "Kharkiv Oblast"),
        ("Обстріл Золочева на Харківщині", "Kharkiv Oblast"),
        ("в Новомосковске Тульской области", "Tula Oblast"),
    ] {
        let found = mentions(text, &[]);
        let town = found.iter().filter_map(|m| m.place.as_ref()).find(|p| p.precision == Precision::Town);
        assert_eq!(town.and_then(|p| p.region.as_deref()), Some(region), "{text}: {found:?}");
    }
}

#[test]
fn a_town_that_the_region_beside_it_does_not_hold_is_only_somewhere_in_that_region() {
    let found = mentions("У селі Золочів, Одеська область, горить склад", &[Lang::Uk]);
    let place = found[0].place.as_ref().unwrap();
    assert_eq!((place.precision, place.region.as_deref()), (Precision::Region, Some("Odesa Oblast")));
    assert!(found[0].alternatives.iter().any(|p| p.name == "Zolochiv"), "{:?}", found[0]);
}

#[test]
fn known_towns_are_read_at_the_head_of_a_sentence_and_ordinary_words_are_not() {
    for (text, want) in [
        ("Грайворон без світла.", "Грайворон=Grayvoron/RU"),
        ("Рені теж дістається, уламки впали в порту.", "Рені=Reni/UA"),
        ("Новозибков сидить без світла з ночі.", "Новозибков=Novozybkov/RU"),
        ("Izium's main bridge is closed.", "Izium=Izyum/UA"),
        ("NYSA: przesiąka wał", "NYSA=Nysa/PL"),
        ("Могилів-Подільський без світла", "Могилів-Подільський=Mohyliv-Podilskyy/UA"),
    ] {
        assert_eq!(short(text, &[]), [want], "{text}");
    }
    for text in ["Перемога буде за нами.", "Сонячне літо минуло.", "Про це ніхто не знав.", "Brzeg rzeki jest stromy."]
    {
        assert_eq!(short(text, &[]), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_is_called_after_a_town_is_not_that_town() {
    for text in
        ["Take the Hawthorne, bring coffee", "крытый павильон на Белгородской, пламя выше крыши", "Кримські партизани"]
    {
        assert_eq!(short(text, &[]), Vec::<String>::new(), "{text}");
    }
    assert_eq!(short("прилеглі вулиці Охтирки знеструмлено", &[Lang::Uk]), ["Охтирки=Okhtyrka/UA"]);
    assert_eq!(short("Причал Ренійського порту виведено з роботи", &[Lang::Uk]), ["Ренійського=Reni/UA"]);
}

#[test]
fn the_seed_article_names_the_places_its_expectations_list() {
    let Some(seed) = thirdparty::find("seed-case") else { return };
    let read = |name: &str| std::fs::read_to_string(seed.join(name)).unwrap();
    let expected: serde_json::Value = serde_json::from_str(&read("expected.json")).unwrap();
    let text = read("input/article.txt");
    let found = mentions(&text, &[]);
    for want in expected["places"].as_array().unwrap() {
        let e6 = |key: &str| (want[key].as_f64().unwrap() * 1e6) as i32;
        for words in want["texts"].as_array().unwrap() {
            let words = words.as_str().unwrap();
            let of_words: Vec<_> = found.iter().filter(|m| m.text == words).collect();
            assert!(!of_words.is_empty(), "{words} is not found");
            for mention in of_words {
                let place = mention.place.clone().unwrap();
                let centre = Place { lat_e6: e6("lat"), lon_e6: e6("lon"), ..place.clone() };
                assert_eq!(place.country.as_deref(), want["country"].as_str(), "{mention:?}");
                assert!(place.distance_km(&centre) <= want["within_km"].as_f64().unwrap(), "{mention:?}");
            }
        }
    }
    for words in expected["not_places"].as_array().unwrap() {
        let words = words.as_str().unwrap();
        assert!(!found.iter().any(|m| m.text.contains(words) || words.contains(&m.text)), "{words}");
    }
}

proptest::proptest! {
    #[test]
    fn every_span_is_its_text_and_nothing_panics(
        text in "(Харків|Kyiv|Białystok|12 km|north of|вул\\.|область|село|, | |\n|@|#|[A-Za-zА-Яа-яїє'-]{1,6}|\\PC){0,40}"
    ) {
        let found = mentions(&text, &[]);
        let mut last = 0;
        for mention in &found {
            proptest::prop_assert_eq!(mention.span.of(&text), Some(mention.text.as_str()));
            proptest::prop_assert!(mention.span.start >= last);
            last = mention.span.end;
        }
    }
}
