//! What repeats in a case: copies are grouped, a changed figure or town is a finding and never a copy, and a report in
//! another language is linked by what needs no translating.
#![allow(clippy::unwrap_used)]

use case::Silent;
use case::repeats::Repeats;
use testkit::TempCase;

const FIRST: &str = "EXERCISE. Emergency service: after the accident at the substation in Shebekino about 2,000 people \
were left without power, crews are on their way, the lights will be back by evening.";

fn repeats(files: &[(&str, &[u8])]) -> (Repeats, Vec<String>) {
    let temp = TempCase::with(files);
    drop(temp.examine());
    let case = temp.open();
    let found = case.repeats(&Silent).unwrap();
    let texts = found.texts.iter().map(|at| case.text_view(*at).unwrap().text).collect();
    (found, texts)
}

#[test]
fn a_copy_with_another_headline_is_a_copy_and_one_with_another_figure_is_a_change() {
    let copy = format!("Reposting this! {FIRST}");
    let changed = FIRST.replace("2,000", "2,500");
    let elsewhere = FIRST.replace("Shebekino", "Belgorod");
    let other = "EXERCISE. The library opens at nine and the museum is closed on Mondays.";
    let (found, texts) = repeats(&[
        ("1.txt", FIRST.as_bytes()),
        ("2.txt", copy.as_bytes()),
        ("3.txt", changed.as_bytes()),
        ("4.txt", elsewhere.as_bytes()),
        ("5.txt", other.as_bytes()),
    ]);
    assert_eq!(found.texts.len(), 5);
    let [group] = found.groups.as_slice() else { panic!("{found:?}") };
    let mut members: Vec<&str> = group.iter().map(|at| texts[*at as usize].as_str()).collect();
    members.sort_unstable();
    assert_eq!(members, [FIRST, copy.as_str()]);
    let changes: Vec<(String, String)> = found
        .changed()
        .flat_map(|c| c.changes)
        .map(|c| if c.from < c.to { (c.from, c.to) } else { (c.to, c.from) })
        .collect();
    assert!(changes.contains(&("2,000".to_owned(), "2,500".to_owned())), "{changes:?}");
    assert!(changes.contains(&("Belgorod".to_owned(), "Shebekino".to_owned())), "{changes:?}");
    assert_eq!(found.not_compared, 0);
}

#[test]
fn the_same_report_in_another_language_is_linked_by_its_town_and_its_figure() {
    let russian = "УЧЕНИЯ. Из-за аварии на подстанции в Шебекино 2000 человек остались без света.";
    let elsewhere = "УЧЕНИЯ. Из-за аварии на подстанции в Валуйках 2000 человек остались без света.";
    let english = "EXERCISE. An accident at a substation left 2,000 people without power in Shebekino.";
    let (found, texts) =
        repeats(&[("en.txt", english.as_bytes()), ("ru.txt", russian.as_bytes()), ("else.txt", elsewhere.as_bytes())]);
    let linked: Vec<[&str; 2]> =
        found.across.iter().map(|l| [l.earlier, l.later].map(|at| texts[at as usize].as_str())).collect();
    assert_eq!(linked.len(), 1, "{linked:?}");
    assert!(linked[0].contains(&english) && linked[0].contains(&russian), "{linked:?}");
}
