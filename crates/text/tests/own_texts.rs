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
    let half = |check: bool| own::sum(own::measure(own::FILES, |id| own::is_check(id) == check, &gazetteer).values());
    let (dev, check) = (half(false), half(true));
    let all = own::sum([&dev, &check].into_iter());
    assert_eq!(all.texts, 243);
    let tuning = own::sum(own::measure(own::TUNING, |_| true, &gazetteer).values());
    assert_eq!(tuning.texts, 129);
    let floors = |s: &own::Scores, floors: [f64; 13]| {
        let scores = [
            ("language", s.language.percent()),
            ("places F1", s.places.f1()),
            ("places within 25 km", s.resolved.percent()),
            ("times strict", s.times_strict.f1()),
            ("times relaxed", s.times_relaxed.f1()),
            ("times value", s.times_value.f1()),
            ("figures precision", s.figures.found.percent()),
            ("figures recall", s.figures.labelled.percent()),
            ("claims found", s.claims.percent()),
            ("hedged or not", s.hedged.percent()),
            ("speaker", s.speaker.percent()),
            ("polarity", s.polarity.percent()),
            ("quoted", s.quoted.percent()),
        ];
        let below: Vec<_> = scores.into_iter().zip(floors).filter(|((_, score), floor)| score < floor).collect();
        assert!(below.is_empty(), "below the floor: {below:?}");
    };
    floors(&all, [99.5, 92.5, 93.5, 92.5, 94.5, 94.5, 95.0, 92.0, 96.1, 93.9, 89.3, 95.3, 95.3]);
    floors(&check, [99.5, 91.0, 92.0, 88.5, 92.2, 92.2, 92.0, 86.5, 95.4, 91.4, 83.9, 94.4, 94.4]);
    let claims = |s: &own::Scores| [s.hedged.percent(), s.speaker.percent(), s.polarity.percent(), s.quoted.percent()];
    let figures = [tuning.figures.found.percent(), tuning.figures.labelled.percent()];
    assert!(figures.iter().all(|score| *score >= 98.0), "{figures:?}");
    assert!(claims(&tuning).iter().all(|score| *score >= 97.5), "{:?}", claims(&tuning));
}

#[test]
fn both_halves_have_at_least_two_fifths_of_each_language() {
    for (lang, file) in own::FILES {
        let check = file.lines().filter(|line| own::is_check(line.split('"').nth(3).unwrap())).count();
        let of = file.lines().count();
        assert!((of * 2 / 5..=of * 3 / 5).contains(&check), "{lang}: {check} of {of}");
    }
}
