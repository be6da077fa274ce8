//! Tables for folding, and the invariants of the way back.

use super::*;
use proptest::prelude::*;

#[test]
fn one_form_for_case_yo_l_apostrophes_stress_and_invisible_characters() {
    let table = [
        ("ХАРКІВ", "харків"),
        ("Королёв", "королев"),
        ("Щё, еще", "ще, еще"),
        ("Łódź", "lódź"),
        ("п’ять пʼять п`ять п'ять п‘ять", "п'ять п'ять п'ять п'ять п'ять"),
        ("за\u{301}мок", "замок"),
        ("Хар\u{200B}ків", "харків"),
        ("\u{FEFF}Київ", "київ"),
        ("Kra\u{301}ko\u{301}w", "kráków"),
        ("Краі\u{308}на, и\u{306}од", "країна, йод"),
        ("100\u{A0}000", "100 000"),
        ("Ґанок", "ґанок"),
        ("İzmir", "izmir"),
        ("STRASSE ẞ", "strasse ß"),
        ("", ""),
    ];
    for (text, expected) in table {
        assert_eq!(fold(text), expected, "{text}");
    }
    assert_eq!(fold_with("Żółć", Options { plain_polish: true }), "zolc");
}

#[test]
fn look_alike_letters_are_read_as_the_script_of_the_word() {
    // Latin X, a, p; Latin i in a Ukrainian word; Cyrillic о in an English word.
    assert_eq!(fold("Xapкiв"), "харків");
    assert_eq!(fold("вiйна"), "війна");
    assert_eq!(fold("Mоscow says"), "moscow says");
    // No exchange explains these: they stay as they are.
    assert_eq!(fold("дrон"), "дrон");
    assert_eq!(fold("IT-армія"), "it-армія");
}

#[test]
fn tricks_are_reported_with_what_the_reader_sees() {
    let table = [
        ("вибух у Xapкові", OddityKind::Homoglyph, 8, 15, Some("харкові")),
        ("дrон", OddityKind::MixedScript, 0, 4, None),
        ("хар\u{200B}ків", OddityKind::Invisible, 0, 7, Some("харків")),
        ("a \u{202E}b", OddityKind::Direction, 2, 3, None),
    ];
    for (text, kind, start, end, reads_as) in table {
        let found = oddities(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].kind, found[0].span), (kind, Span { start, end }));
        assert_eq!(found[0].reads_as.as_deref(), reads_as);
        assert_eq!(found[0].span.of(text), Some(found[0].text.as_str()));
    }
    for plain in
        ["Харків і Kharkiv", "IT-армія, COVID-19", "👨\u{200D}👩\u{200D}👧 їдуть", "за\u{301}мок", "ко\u{AD}ли"]
    {
        assert_eq!(oddities(plain), [], "{plain}");
    }
}

#[test]
fn a_folded_place_leads_back_to_the_original() {
    let text = "«Xap\u{200B}кiв» — за\u{301}мок, Łódź’s";
    let folded = fold_mapped(text, Options::default());
    for (word, original) in
        [("харків", "Xap\u{200B}кiв"), ("замок", "за\u{301}мок"), ("lódź", "Łódź"), ("lódź's", "Łódź’s"), ("—", "—")]
    {
        let at = folded.text().find(word).unwrap();
        let range = at..at + word.len();
        assert_eq!(&text[folded.bytes(range.clone())], original);
        assert_eq!(folded.span(range).of(text), Some(original));
    }
}

#[test]
fn a_pile_of_marks_or_one_endless_word_costs_no_more_than_its_length() {
    let piled = format!("a{}", "\u{301}\u{316}".repeat(200_000));
    assert!(fold(&piled).len() <= piled.len());
    let mixed = "аa".repeat(200_000);
    assert_eq!(fold_mapped(&mixed, Options::default()).text().chars().count(), 400_000);
    assert_eq!(oddities(&mixed).len(), 1);
}

proptest! {
    #[test]
    fn the_way_back_is_monotone_and_on_boundaries(text in "(\\PC|[а-яієїґA-z'\u{300}-\u{308}\u{200B}łŁё ]){0,60}") {
        let folded = fold_mapped(&text, Options::default());
        prop_assert_eq!(folded.text(), fold(&text));
        let mut last = 0;
        for at in folded.text().char_indices().map(|(at, _)| at).chain([folded.text().len()]) {
            let bytes = folded.bytes(at..at);
            let span = folded.span(at..at);
            prop_assert!(text.is_char_boundary(bytes.start) && bytes.start >= last);
            prop_assert_eq!(text[..bytes.start].chars().count(), span.start);
            last = bytes.start;
        }
        prop_assert_eq!(folded.bytes(0..folded.text().len()).end, text.len());
    }

    #[test]
    fn oddities_quote_the_text(text in "(\\PC|[аеіaeixр\u{200B}\u{202E} ]){0,40}") {
        for oddity in oddities(&text) {
            prop_assert_eq!(oddity.span.of(&text), Some(oddity.text.as_str()));
        }
    }
}
