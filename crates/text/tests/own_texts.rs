//! Floors under the scores on our own labelled texts, so that a rule that makes reading worse does not go unseen.
//! The example `measure_own` prints the scores themselves.

#![allow(clippy::unwrap_used)]

// The measuring program uses more of it.
#[allow(dead_code)]
mod own;

use text::gazetteer::Gazetteer;

#[test]
fn the_scores_on_our_own_texts_stay_above_their_floors() {
    let gazetteer = Gazetteer::shipped().unwrap();
    let scores = own::measure(&gazetteer);
    let all = own::sum(scores.values());
    assert_eq!(all.texts, 243);
    let floors = [
        ("language", all.language.percent(), 99.5),
        ("places F1", all.places.f1(), 86.5),
        ("places within 25 km", all.resolved.percent(), 91.5),
        ("times strict", all.times_strict.f1(), 85.0),
        ("times relaxed", all.times_relaxed.f1(), 93.0),
        ("times value", all.times_value.f1(), 87.0),
        ("figures precision", all.figures.found.percent(), 88.5),
        ("figures recall", all.figures.labelled.percent(), 73.5),
        ("claims found", all.claims.percent(), 91.5),
        ("hedged or not", all.hedged.percent(), 89.5),
        ("speaker", all.speaker.percent(), 78.5),
        ("polarity", all.polarity.percent(), 89.0),
        ("quoted", all.quoted.percent(), 91.5),
    ];
    let below: Vec<_> = floors.into_iter().filter(|(_, score, floor)| score < floor).collect();
    assert!(below.is_empty(), "below the floor: {below:?}");
}

#[test]
fn both_halves_have_at_least_two_fifths_of_each_language() {
    for (lang, file) in own::FILES {
        let check = file.lines().filter(|line| own::is_check(line.split('"').nth(3).unwrap())).count();
        let of = file.lines().count();
        assert!((of * 2 / 5..=of * 3 / 5).contains(&check), "{lang}: {check} of {of}");
    }
}
