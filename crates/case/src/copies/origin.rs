//! Which pairs of a family make one origin of its members. A film that is put together from others joins none of these
//! with each other: it goes with the one of which it shows most.

use std::collections::{BTreeMap, BTreeSet};

use model::ItemId;

use super::kept::Held;
use super::{Family, Pair, SegmentRow};

/// A recording of which at least this much is seen inside another is a piece of it, or all of it: tenths.
const WHOLE: i64 = 8;
/// Stretches that overlap by less than this are two scenes one after the other, seconds.
const APART: f64 = 0.5;

/// A film that shows parts of recordings which have nothing to do with each other.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct PutTogether {
    /// The film.
    pub item: ItemId,
    /// The recordings of which it shows a part and with which it is not counted as one.
    pub also_shows: Vec<ItemId>,
}

/// Films that are put together from others, and the positions of the pairs that therefore make no common origin.
pub(super) fn put_together(held: &[Held]) -> (Vec<PutTogether>, Vec<usize>) {
    let members: BTreeSet<ItemId> = held.iter().flat_map(|h| [h.pair.item_a, h.pair.item_b]).collect();
    let (mut films, mut apart) = (Vec::new(), Vec::new());
    for film in &members {
        let mut sides: BTreeMap<ItemId, Side> = BTreeMap::new();
        let parts = components(held, &members, *film);
        for (at, one) in held.iter().enumerate() {
            let Some((other, seen)) = Seen::from(one, *film) else { continue };
            let side = sides.entry(parts[&other]).or_default();
            side.whole |= seen.whole;
            side.stretches.extend(seen.stretches);
            side.pairs.push(at);
            side.members.insert(other);
        }
        let mut taken: Vec<Side> = sides.into_values().filter(|side| !side.whole).collect();
        // Scenes that overlap in time are one scene, whatever else was not recognised.
        let overlap = |a: &Side, b: &Side| {
            a.stretches.iter().any(|x| b.stretches.iter().any(|y| x[1].min(y[1]) - x[0].max(y[0]) > APART))
        };
        let distinct = taken.iter().enumerate().all(|(n, a)| taken[n + 1..].iter().all(|b| !overlap(a, b)));
        if taken.len() < 2 || !distinct {
            continue;
        }
        taken.sort_by(|a, b| b.seconds().total_cmp(&a.seconds()).then_with(|| a.pairs.cmp(&b.pairs)));
        films.push(PutTogether {
            item: *film,
            also_shows: taken[1..].iter().flat_map(|side| side.members.iter().copied()).collect(),
        });
        apart.extend(taken[1..].iter().flat_map(|side| side.pairs.iter().copied()));
    }
    apart.sort_unstable();
    apart.dedup();
    (films, apart)
}

/// What a film shares with one group of recordings that belong together without it.
#[derive(Default)]
struct Side {
    /// Whether one of them is seen in it from beginning to end: then the film may well be what was cut.
    whole: bool,
    stretches: Vec<[f64; 2]>,
    pairs: Vec<usize>,
    members: BTreeSet<ItemId>,
}

impl Side {
    fn seconds(&self) -> f64 {
        self.stretches.iter().map(|[from, to]| to - from).sum()
    }
}

/// What a film shows of one other recording.
struct Seen {
    whole: bool,
    /// Where in the film.
    stretches: Vec<[f64; 2]>,
}

impl Seen {
    fn from(held: &Held, film: ItemId) -> Option<(ItemId, Self)> {
        let Held { pair, long_ms } = held;
        let first = pair.item_a == film;
        if !first && pair.item_b != film {
            return None;
        }
        let (other, long) = if first { (pair.item_b, long_ms[1]) } else { (pair.item_a, long_ms[0]) };
        let sides = |s: &SegmentRow| if first { (s.a, s.b) } else { (s.b, s.a) };
        let seen: f64 = pair.relation.segments.iter().map(|s| sides(s).1).map(|[from, to]| to - from).sum();
        let whole = long == 0 || (seen * 10_000.0) as i64 >= long * WHOLE;
        Some((other, Self { whole, stretches: pair.relation.segments.iter().map(|s| sides(s).0).collect() }))
    }
}

/// For every other member the smallest of those that it is connected with when a film is left out.
fn components(held: &[Held], members: &BTreeSet<ItemId>, without: ItemId) -> BTreeMap<ItemId, ItemId> {
    let mut of: BTreeMap<ItemId, ItemId> = members.iter().filter(|m| **m != without).map(|m| (*m, *m)).collect();
    for one in held.iter().filter(|h| h.pair.item_a != without && h.pair.item_b != without) {
        let (a, b) = (of[&one.pair.item_a], of[&one.pair.item_b]);
        let (small, large) = (a.min(b), a.max(b));
        of.values_mut().filter(|v| **v == large).for_each(|v| *v = small);
    }
    of
}

impl Family {
    /// The pairs by which members go back to one recording.
    pub fn one_origin(&self) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().enumerate().filter(|(at, _)| self.apart.binary_search(at).is_err()).map(|(_, pair)| pair)
    }
}

/// The stretches of a pair in one sentence, with what each is called.
pub fn in_words(pair: &Pair, name_a: &str, name_b: &str) -> String {
    let one = |s: &SegmentRow| {
        let edits = if s.mirrored { ", mirrored" } else { "" };
        format!("{:.1}–{:.1} s of it at {:.1}–{:.1} s{edits}", s.a[0], s.a[1], s.b[0], s.b[1])
    };
    let shown: Vec<String> = pair.relation.segments.iter().take(3).map(one).collect();
    let more = pair.relation.segments.len().saturating_sub(3);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{name_b} shows the recording of {name_a} ({}): {}{more}", pair.relation.relation.word(), shown.join("; "))
}

#[cfg(test)]
mod tests {
    use fingerprint::relation::{Class, Hearing};
    use model::Digest;

    use super::super::{AreaRow, RelationRow};
    use super::*;

    fn item(n: u8) -> ItemId {
        ItemId(Digest([n; 32]))
    }

    /// A pair of films so many seconds long that share a stretch.
    fn held((a, long_a, in_a): (u8, i64, [f64; 2]), (b, long_b, in_b): (u8, i64, [f64; 2])) -> Held {
        let area = AreaRow { left: 0, top: 0, right: 1000, bottom: 1000 };
        let segment = SegmentRow {
            a: in_a,
            b: in_b,
            mirrored: false,
            rotation: 0.0,
            speed: 1.0,
            seen_of_a: area,
            lies_in_b: area,
            frames: Vec::new(),
            frames_total: 9,
        };
        let relation = RelationRow {
            relation: Class::Partial,
            segments: vec![segment],
            audio: Hearing::NoSound,
            same_sound: None,
            reason: String::new(),
        };
        Held { pair: Pair { item_a: item(a), item_b: item(b), relation }, long_ms: [long_a * 1000, long_b * 1000] }
    }

    #[test]
    fn a_film_put_together_from_two_recordings_does_not_make_them_one() {
        let both =
            [held((1, 60, [10.0, 20.0]), (9, 15, [0.0, 10.0])), held((2, 60, [30.0, 35.0]), (9, 15, [10.0, 15.0]))];
        let (films, apart) = put_together(&both);
        assert_eq!(films, [PutTogether { item: item(9), also_shows: vec![item(2)] }]);
        assert_eq!(apart, [1], "it goes with the one of which it shows most");
    }

    #[test]
    fn pieces_of_one_recording_and_frames_of_it_stay_one() {
        let pieces = [
            held((9, 60, [0.0, 10.0]), (1, 10, [0.0, 10.0])),
            held((9, 60, [40.0, 50.0]), (2, 10, [0.0, 10.0])),
            held((9, 60, [55.0, 55.0]), (3, 0, [0.0, 0.0])),
        ];
        assert_eq!(put_together(&pieces), (Vec::new(), Vec::new()));
        // Two edits of one scene that were not recognised in each other.
        let edits =
            [held((1, 60, [10.0, 20.0]), (9, 15, [0.0, 10.0])), held((2, 60, [30.0, 40.0]), (9, 15, [1.0, 11.0]))];
        assert_eq!(put_together(&edits).1, Vec::<usize>::new());
    }
}
