//! Tables for tokens, sentences and paragraphs, and the invariants of their spans.

use super::*;
use proptest::prelude::*;

fn kinds(text: &str) -> Vec<(TokenKind, &str)> {
    tokens(text).map(|token| (token.kind, token.of(text))).collect()
}

#[test]
fn each_kind_of_token_is_kept_whole() {
    use TokenKind::{Email, Emoji, Handle, Hashtag, Number, Sign, Url, Word};
    let table: &[(&str, &[(TokenKind, &str)])] = &[
        ("п'ять Івано-Франківськ", &[(Word, "п'ять"), (Word, "Івано-Франківськ")]),
        ("don’t 'quote'", &[(Word, "don’t"), (Sign, "'"), (Word, "quote"), (Sign, "'")]),
        ("2,000 3.5 10\u{A0}000.", &[(Number, "2,000"), (Number, "3.5"), (Number, "10\u{A0}000"), (Sign, ".")]),
        ("7\u{A0}2022", &[(Number, "7"), (Number, "2022")]),
        ("5км Т-72", &[(Number, "5"), (Word, "км"), (Word, "Т"), (Sign, "-"), (Number, "72")]),
        ("#Харків_2022! @some.one.", &[(Hashtag, "#Харків_2022"), (Sign, "!"), (Handle, "@some.one"), (Sign, ".")]),
        ("# @ #!", &[(Sign, "#"), (Sign, "@"), (Sign, "#"), (Sign, "!")]),
        (
            "see https://t.me/a_b/12?x=1, ok",
            &[(Word, "see"), (Url, "https://t.me/a_b/12?x=1"), (Sign, ","), (Word, "ok")],
        ),
        ("(www.example.org/x) t.me/ch", &[(Sign, "("), (Url, "www.example.org/x"), (Sign, ")"), (Url, "t.me/ch")]),
        ("a.b@example.org.", &[(Email, "a.b@example.org"), (Sign, ".")]),
        ("end.Start 3.com", &[(Word, "end"), (Sign, "."), (Word, "Start"), (Number, "3"), (Sign, "."), (Word, "com")]),
        (
            "🇺🇦👨\u{200D}👩\u{200D}👧👍🏽❤️",
            &[(Emoji, "🇺🇦"), (Emoji, "👨\u{200D}👩\u{200D}👧"), (Emoji, "👍🏽"), (Emoji, "❤️")],
        ),
        ("за\u{301}мок хар\u{200B}ків", &[(Word, "за\u{301}мок"), (Word, "хар\u{200B}ків")]),
        ("-20 °C", &[(Sign, "-"), (Number, "20"), (Sign, "°"), (Word, "C")]),
        ("", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(&kinds(text), expected, "{text}");
    }
}

#[test]
fn sentences_end_at_stops_but_not_at_abbreviations_initials_or_wrapping() {
    let table: &[(&str, &[&str])] = &[
        ("Вибух. Є поранені!", &["Вибух.", "Є поранені!"]),
        ("На вул. Сумській тихо. Це все.", &["На вул. Сумській тихо.", "Це все."]),
        ("Сказав В. Петренко. Далі ні.", &["Сказав В. Петренко.", "Далі ні."]),
        ("«Нет!» Он ушёл.", &["«Нет!»", "Он ушёл."]),
        ("Około 3.5 tys. Osób. Koniec", &["Około 3.5 tys. Osób.", "Koniec"]),
        ("He said so… but not why.", &["He said so… but not why."]),
        ("Mr. Smith left the U.S. Embassy.", &["Mr. Smith left the U.S. Embassy."]),
        ("перший рядок\nдругий рядок", &["перший рядок", "другий рядок"]),
        (
            "This is a line of wrapped text that goes on for some sixty characters or\nso before it ends. Next.",
            &["This is a line of wrapped text that goes on for some sixty characters or\nso before it ends.", "Next."],
        ),
        ("Горить!🔥 Усі живі", &["Горить!", "🔥 Усі живі"]),
        ("  ", &[]),
    ];
    for (text, expected) in table {
        let found: Vec<&str> = sentences(text).map(|sentence| sentence.of(text)).collect();
        assert_eq!(&found, expected, "{text}");
    }
}

#[test]
fn paragraphs_stand_between_empty_lines() {
    let text = "a\nb\n\n c \r\n \r\nd";
    let found: Vec<&str> = paragraphs(text).map(|paragraph| paragraph.of(text)).collect();
    assert_eq!(found, ["a\nb", "c", "d"]);
}

#[test]
fn an_endless_line_is_cut_into_bounded_sentences() {
    let text = "слово ".repeat(50_000);
    let found: Vec<Stretch> = sentences(&text).collect();
    assert!(found.len() >= 30 && found.iter().all(|s| s.span.end - s.span.start <= 10_000));
    assert_eq!(sentences(&"я".repeat(25_000)).count(), 3);
}

proptest! {
    #[test]
    fn every_visible_character_is_in_exactly_one_token_and_one_sentence(text in "(\\PC|[а-яA-Z0-9#@./: \n'\u{301}\u{200D}👍🇺]){0,60}") {
        let mut last = 0;
        for token in tokens(&text) {
            prop_assert_eq!(token.span.of(&text), Some(token.of(&text)));
            prop_assert!(token.bytes.start >= last && token.bytes.end > token.bytes.start);
            prop_assert!(text[last..token.bytes.start].chars().all(|ch| matches!(Class::of(ch), Class::Space | Class::Hidden)));
            last = token.bytes.end;
        }
        for stretches in [sentences(&text).collect::<Vec<_>>(), paragraphs(&text).collect()] {
            let mut last = 0;
            for stretch in stretches {
                prop_assert_eq!(stretch.span.of(&text), Some(stretch.of(&text)));
                prop_assert!(text[last..stretch.bytes.start].trim().is_empty());
                last = stretch.bytes.end;
            }
            prop_assert!(text[last..].trim().is_empty());
        }
    }
}
