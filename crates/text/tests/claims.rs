//! Claims, speakers, hedges and event types on texts of our own: tables of rules, the labelled set, and any input at all.

#![allow(clippy::unwrap_used)]

mod labelled;

use std::time::{Duration, Instant};

use model::Span;
use proptest::prelude::*;
use text::claims::{Account, Claim, Mentions, Polarity, PostSpan, find};
use text::events::{self, EventKind};
use text::hedges::{self, HedgeClass};
use text::speakers::{Role, Standing};

fn read(text: &str) -> Account {
    find(text, &[], Mentions::default())
}

fn claim<'a>(account: &'a Account, key: &str) -> &'a Claim {
    account
        .claims
        .iter()
        .find(|c| c.text.contains(key))
        .unwrap_or_else(|| panic!("no claim with {key:?}: {account:#?}"))
}

#[test]
fn hedges_are_found_with_their_class() {
    use HedgeClass::{Distancing, Epistemic, Reportative};
    for (text, hedge, class) in [
        ("The hall was reportedly hit.", "reportedly", Reportative),
        ("The allegedly stolen truck burned.", "allegedly", Distancing),
        ("It may have been a drone.", "may have", Epistemic),
        ("Unconfirmed reports of an explosion", "Unconfirmed", Reportative),
        ("Ракета нібито впала в поле", "нібито", Distancing),
        ("За попередньою інформацією, жертв немає", "За попередньою інформацією", Epistemic),
        ("За непідтвердженими даними, горить склад", "За непідтвердженими даними", Reportative),
        ("Ймовірно, це уламки", "Ймовірно", Epistemic),
        ("Снаряд якобы упал в реку", "якобы", Distancing),
        ("Предположительно, это дрон", "Предположительно", Epistemic),
        ("Как сообщается, пожар потушен", "Как сообщается", Reportative),
        ("По-видимому, сработала ПВО", "По-видимому", Epistemic),
        ("Rzekomo zatrzymano dwie osoby", "Rzekomo", Distancing),
        ("Podobno coś spadło", "Podobno", Reportative),
        ("Zapewne był to dron", "Zapewne", Epistemic),
        ("Prawdopodobnie awaria", "Prawdopodobnie", Epistemic),
        // Typed without Polish marks.
        ("Byc moze to awaria", "Byc moze", Epistemic),
    ] {
        let found = hedges::find(text);
        assert!(found.iter().any(|h| h.text == hedge && h.class == class), "{text}: {found:?}");
    }
}

#[test]
fn attribution_is_no_hedge_and_a_hedge_is_no_attribution() {
    for (text, speaker, hedged) in [
        ("According to the mayor, the bridge was hit.", Some("the mayor"), false),
        ("According to preliminary information, the bridge was hit.", None, true),
        ("За словами мера, міст пошкоджено.", Some("мера"), false),
        ("За попередніми даними, міст пошкоджено.", None, true),
        ("По данным мэрии, мост повреждён.", Some("мэрии"), false),
        ("По предварительным данным, мост повреждён.", None, true),
        ("Według burmistrza most został uszkodzony.", Some("burmistrza"), false),
        ("Według wstępnych danych most został uszkodzony.", None, true),
    ] {
        let account = read(text);
        let [claim] = &account.claims[..] else { panic!("{text}: {account:#?}") };
        assert_eq!((claim.speaker.as_deref(), claim.hedged), (speaker, hedged), "{text}");
    }
}

#[test]
fn a_hedge_covers_its_clause_and_what_hangs_on_it() {
    let account = read("The drone crashed and reportedly injured two people, but the warehouse was empty.");
    assert!(!claim(&account, "drone crashed").hedged);
    assert!(claim(&account, "injured two").hedged);
    assert!(!claim(&account, "warehouse was empty").hedged);
    let account = read("Нібито дрон впав на дах і пошкодив два балкони.");
    assert!(claim(&account, "пошкодив два балкони").hedged);
    let account = read("Ракета, яку начебто випустили з моря, влучила в порт.");
    assert!(claim(&account, "випустили з моря").hedged);
    assert!(!claim(&account, "влучила в порт").hedged);
    let account = read("Pocisk miał spaść na pole. Wieś ma trzy ulice.");
    assert_eq!(claim(&account, "spaść").hedge.as_deref(), Some("miał"));
    assert!(!account.claims.iter().any(|c| c.text.contains("trzy ulice") && c.hedged));
}

#[test]
fn coordinated_clauses_are_parted_and_lists_are_not() {
    let texts = |text: &str| read(text).claims.into_iter().map(|c| c.text).collect::<Vec<_>>();
    assert_eq!(texts("The missile turned and struck a depot."), ["The missile turned", "struck a depot"]);
    assert_eq!(texts("Two dogs and a cat were killed."), ["Two dogs and a cat were killed"]);
    assert_eq!(texts("Пошкоджено два будинки, школу і газопровід."), ["Пошкоджено два будинки, школу і газопровід"]);
    assert_eq!(texts("Дрон упал на крышу и повредил антенну."), ["Дрон упал на крышу", "повредил антенну"]);
    assert_eq!(texts("Spłonął magazyn, a dwie osoby zostały ranne.").len(), 2);
}

#[test]
fn speakers_are_found_before_colons_after_clauses_and_in_nouns_for_claims() {
    for (text, key, speaker) in [
        ("Burmistrz odpowiada: szkoła działa.", "szkoła działa", "Burmistrz"),
        ("Директор уверяет: утечки не было.", "утечки не было", "Директор"),
        ("Эксперт Пётр Лисицын, осматривавший мост, полагает, что опора треснула.", "опора треснула", "Лисицын"),
        ("The bridge was closed, according to the head of the port, Olga Marsh.", "bridge was closed", "Olga Marsh"),
        ("Твердження поліції, нібито міст закрили, не підтвердилося.", "міст закрили", "поліції"),
        ("Wojewoda Jan Lis mówi, że droga jest otwarta. Most zamknięto, dodał.", "Most zamknięto", "Lis"),
    ] {
        let account = read(text);
        let said = claim(&account, key).speaker_id.map(|id| account.speakers[id].names.join(" | "));
        assert!(said.as_ref().is_some_and(|names| names.contains(speaker)), "{text}: {said:?}");
    }
}

#[test]
fn a_denial_does_not_reach_the_clause_after_it() {
    let account = read("Видео не из Рыбинска, его сняли в порту.");
    assert_eq!(claim(&account, "не из Рыбинска").polarity, Polarity::Denied);
    assert_eq!(claim(&account, "его сняли").polarity, Polarity::Affirmed);
}

#[test]
fn a_chain_of_sources_ends_with_the_one_who_is_cited() {
    let account =
        read("The Ferry Post, citing the governor, citing emergency services, reported that the dam had burst.");
    let claim = claim(&account, "dam had burst");
    assert_eq!(claim.speaker.as_deref(), Some("emergency services"));
    assert_eq!(claim.via, ["The Ferry Post", "the governor"]);
    let account = read("The agency reported that the mayor said the dam had burst.");
    let claim = self::claim(&account, "dam had burst");
    assert_eq!((claim.speaker.as_deref(), &claim.via[..]), (Some("the mayor"), &["The agency".to_owned()][..]));
}

#[test]
fn the_same_speaker_under_other_words_is_one_speaker() {
    for (text, names, label) in [
        (
            "Governor Alma Reyne wrote that a depot was hit. Reyne said two people died.",
            &["Governor Alma Reyne", "Reyne"][..],
            "Governor Alma Reyne",
        ),
        (
            "The governor said a depot was hit. Alma Reyne said that two people died.",
            &["The governor", "Alma Reyne"],
            "Alma Reyne",
        ),
        (
            "Мер Роман Теслюк заявив, що горить склад. За словами Теслюка, жертв немає.",
            &["Мер Роман Теслюк", "Теслюка"],
            "Мер Роман Теслюк",
        ),
        (
            "Губернатор сообщил, что сгорел склад. Вера Молчанова заявила, что жертв нет.",
            &["Губернатор", "Вера Молчанова"],
            "Вера Молчанова",
        ),
    ] {
        let account = read(text);
        let [speaker] = &account.speakers[..] else { panic!("{text}: {:#?}", account.speakers) };
        assert_eq!(speaker.names, names, "{text}");
        assert_eq!(speaker.label, label, "{text}");
        assert!(!speaker.reasons.is_empty(), "{text}");
    }
}

#[test]
fn different_offices_and_names_stay_different_speakers() {
    for text in [
        "The governor of Oldfen said a depot was hit. The governor of Ketterby said two people died.",
        "The governor said a depot was hit. The police said two people died.",
        "The ministry said a depot was hit. Alma Reyne said that two people died.",
        "Роман Теслюк заявив, що горить склад. Остап Гринчишин сказав, що жертв немає.",
    ] {
        assert_eq!(read(text).speakers.len(), 2, "{text}: {:#?}", read(text).speakers);
    }
}

#[test]
fn he_and_she_are_the_one_who_spoke_last() {
    let account = read("Mayor Edwin Tallis said the bridge was hit. He added that nobody was hurt.");
    let claim = claim(&account, "nobody was hurt");
    assert_eq!(claim.speaker.as_deref(), Some("Mayor Edwin Tallis"));
    assert_eq!(claim.polarity, Polarity::Denied);
    let account = read("Burmistrz Henryk Walczyna oświadczył, że most stoi. Dodał, że szkoła jest zamknięta.");
    assert_eq!(self::claim(&account, "szkoła jest").speaker.as_deref(), Some("Burmistrz Henryk Walczyna"));
}

#[test]
fn this_was_reported_by_attributes_the_sentence_before() {
    let text = "Двоє людей загинули в Дубовому Розі. Про це повідомив голова громади Остап Гринчишин.";
    let account = read(text);
    let claim = claim(&account, "Двоє людей загинули");
    assert_eq!(claim.speaker.as_deref(), Some("голова громади Остап Гринчишин"));
    assert_eq!(claim.standing, Standing::Official);
}

#[test]
fn a_quotation_followed_by_a_post_in_translation_is_the_accounts() {
    let text = "“The depot is burning,” another person wrote.\n\nСклад горить — Тест (@exampleacct) October 1, 2023\n\nThe mayor denied it.";
    let start = text.find("Склад").unwrap();
    let signature = text.find(" — Тест").unwrap();
    let end = text.find("\n\nThe mayor").unwrap();
    let post = PostSpan {
        span: Span::of_bytes(text, start..signature),
        whole: Span::of_bytes(text, start..end),
        account: "@exampleacct".to_owned(),
        name: Some("Тест".to_owned()),
        time: None,
    };
    let account = find(text, &[post], Mentions::default());
    for key in ["depot is burning", "Склад горить"] {
        let claim = claim(&account, key);
        assert!(claim.quoted && claim.speaker.as_deref().unwrap().contains("@exampleacct"), "{claim:?}");
    }
    assert_eq!(account.speakers.iter().filter(|s| s.role == Role::Account).count(), 1);
}

#[test]
fn standing_follows_from_role_and_from_what_the_speaker_says_of_himself() {
    for (text, key, standing) in [
        ("Witnesses said that a jet flew low.", "jet flew low", Standing::Observer),
        ("“I heard a whistle and the light went off,” Nora Pell said.", "heard a whistle", Standing::Observer),
        ("Police said that a jet flew low.", "jet flew low", Standing::Official),
        ("Local media reported that a jet crashed.", "jet crashed", Standing::Relay),
        ("Эксперт заявил, что самолёт упал.", "самолёт упал", Standing::Commenter),
        ("A jet crashed.", "jet crashed", Standing::Unknown),
    ] {
        assert_eq!(claim(&read(text), key).standing, standing, "{text}");
    }
}

#[test]
fn denial_by_words_or_by_the_speaker_is_polarity() {
    for (text, key, polarity) in [
        ("There were no casualties.", "casualties", Polarity::Denied),
        ("Not only the roof was damaged.", "roof", Polarity::Affirmed),
        ("The mayor denied that the dam had burst.", "dam had burst", Polarity::Denied),
        ("Обійшлося без жертв.", "жертв", Polarity::Denied),
        ("Пострадали не менее семи человек.", "семи человек", Polarity::Affirmed),
        ("Без света остались 300 домов.", "300 домов", Polarity::Affirmed),
        ("Nie ma ofiar.", "ofiar", Polarity::Denied),
        ("Rannych zostało nie mniej niż pięć osób.", "pięć osób", Polarity::Affirmed),
    ] {
        assert_eq!(claim(&read(text), key).polarity, polarity, "{text}");
    }
}

#[test]
fn slots_hold_the_mentions_of_the_clause_or_of_its_sentence() {
    let text = "On Sunday, shelling of Oldfen killed two people, and a drone hit Ketterby.";
    let at = |part: &str| {
        let start = text.find(part).unwrap();
        Span::of_bytes(text, start..start + part.len())
    };
    let (places, times, figures) = ([at("Oldfen"), at("Ketterby")], [at("Sunday")], [at("two people")]);
    let account = find(text, &[], Mentions { places: &places, times: &times, figures: &figures });
    let first = claim(&account, "killed two");
    assert_eq!((&first.slots.places[..], &first.slots.figures[..]), (&places[..1], &figures[..]));
    let second = claim(&account, "drone hit");
    assert_eq!((&second.slots.places[..], second.slots.figures.len()), (&places[1..], 0));
    assert!(second.slots.what.iter().any(|e| e.kind == EventKind::AirDroneStrike));
}

#[test]
fn every_language_names_the_common_events() {
    for (kind, texts) in [
        (EventKind::Explosion, ["An explosion was heard", "Пролунав вибух", "Прогремел взрыв", "Doszło do wybuchu"]),
        (EventKind::Shelling, ["The village was shelled", "Обстріл села", "Обстрел села", "Ostrzał wsi"]),
        (EventKind::PowerImpact, ["A power outage", "Село без світла", "Село без света", "Wieś bez prądu"]),
        (EventKind::Death, ["Two were killed", "Двоє загинули", "Двое погибли", "Dwie osoby zginęły"]),
        (EventKind::Injury, ["A man was wounded", "Чоловіка поранено", "Мужчина ранен", "Mężczyzna został ranny"]),
        (EventKind::Fire, ["A fire broke out", "Виникла пожежа", "Возник пожар", "Wybuchł pożar"]),
        (EventKind::RailImpact, ["The train stopped", "Поїзд зупинився", "Поезд остановился", "Pociąg stanął"]),
        (EventKind::Protest, ["A protest was held", "Відбувся мітинг", "Прошёл митинг", "Odbył się protest"]),
        (
            EventKind::Arrests,
            ["Police arrested two", "Поліція затримала двох", "Полиция задержала двоих", "Policja zatrzymała dwóch"],
        ),
        (
            EventKind::Evacuation,
            ["People were evacuated", "Людей евакуювали", "Людей эвакуировали", "Ludzi ewakuowano"],
        ),
    ] {
        for text in texts {
            assert!(
                events::find(text).iter().any(|e| e.kind == kind),
                "{kind:?} in {text:?}: {:?}",
                events::find(text)
            );
        }
    }
}

#[test]
fn the_vocabulary_has_the_six_event_types_of_acled() {
    let types: std::collections::BTreeSet<_> =
        EventKind::ALL.iter().filter(|k| k.names().2).map(|k| k.names().0).collect();
    assert_eq!(types.len(), 6, "{types:?}");
}

#[test]
fn the_labelled_texts_are_read_at_least_this_well() {
    for apart in [false, true] {
        let mut score = labelled::Score::default();
        for text in labelled::all().iter().filter(|t| labelled::held_out(t) == apart) {
            score.add(text, |_, _, _| ());
        }
        assert!(score.claims >= 80, "{score}");
        assert!(score.percent(score.hedged) >= 92.0, "{score}");
        assert!(score.percent(score.speaker) >= 85.0, "{score}");
        assert!(score.percent(score.polarity) >= 92.0, "{score}");
    }
}

/// Reads a text and checks what holds for every reading.
fn check(text: &str) -> Account {
    let account = read(text);
    for claim in &account.claims {
        assert_eq!(claim.span.of(text), Some(claim.text.as_str()));
        assert_eq!(claim.hedged, claim.hedge.is_some());
        assert!(claim.speaker_id.is_none_or(|id| id < account.speakers.len()));
        assert_eq!(claim.speaker.is_some(), claim.speaker_id.is_some());
        for hedge in &claim.hedges {
            assert_eq!(hedge.span.of(text), Some(hedge.text.as_str()));
        }
        for event in &claim.slots.what {
            assert_eq!(event.span.of(text), Some(event.text.as_str()));
        }
    }
    for mention in account.speakers.iter().flat_map(|s| &s.mentions) {
        assert!(mention.of(text).is_some());
    }
    account
}

#[test]
fn a_megabyte_of_signs_or_of_one_pattern_is_read_in_bounded_time() {
    for unit in [
        "\"",
        "“",
        "„a”",
        ", ",
        ": ",
        "said, ",
        "he said that ",
        "and was ",
        "which was, ",
        "according to ",
        "не, ",
        "— «",
        "(",
        "@a: ",
        "the mayor said: “",
        "a. B said ",
        "after was ",
    ] {
        let size = if cfg!(debug_assertions) { 200_000 } else { 1_000_000 };
        let text = unit.repeat(size / unit.len());
        let start = Instant::now();
        read(&text);
        let limit = if cfg!(debug_assertions) { 30 } else { 10 };
        assert!(start.elapsed() < Duration::from_secs(limit), "{unit:?} took {:?}", start.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_gives_spans_that_hold_their_words(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn cue_words_in_any_order_give_spans_that_hold_their_words(parts in prop::collection::vec(prop::sample::select(vec![
        "said", "that", ",", ".", "“", "”", ": ", "mayor", "he", "reportedly", "was", "and", "which", "the", "One", "video", "shows",
        "according to", "as", "reports", "citing", "\n", "заявив", "що", "мер", "нібито", "не", "«", "»", "—", "сообщил", "якобы",
        "który", "że", "podał", "miał", "lecieć", "@acct", "RT", "killed", "2,000", "?", "Про", "це", "Anna", "Nowak", "no",
    ]), 0..60)) {
        check(&parts.join(" "));
    }

    #[test]
    fn posts_anywhere_are_read_without_harm(text in "[a-zа-я .,\n“”@]{0,80}", a in 0_usize..90, b in 0_usize..90, c in 0_usize..90, d in 0_usize..90) {
        let post = |x: usize, y: usize| PostSpan {
            span: Span { start: x, end: y },
            whole: Span { start: x.min(c), end: y.max(d) },
            account: "@a".to_owned(),
            name: None,
            time: None,
        };
        let account = find(&text, &[post(a, b), post(c, d)], Mentions::default());
        for claim in &account.claims {
            prop_assert_eq!(claim.span.of(&text), Some(claim.text.as_str()));
        }
    }
}
