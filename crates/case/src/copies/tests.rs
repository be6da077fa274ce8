//! Which copy was first: evidence of times in every order that a case can hold it.

use std::collections::{BTreeMap, BTreeSet};

use fingerprint::relation::{Class, Hearing};
use model::{Digest, ItemId, TimeSpan};

use super::evidence::{Dated, Kind, Status, order};
use super::{Held, Pair, RelationRow, gather};

fn item(n: u8) -> ItemId {
    ItemId(Digest([n; 32]))
}

fn pair(a: u8, b: u8) -> Held {
    let relation = RelationRow {
        relation: Class::EditedCopy,
        segments: vec![],
        audio: Hearing::Same,
        same_sound: None,
        reason: String::new(),
    };
    Held { pair: Pair { item_a: item(a), item_b: item(b), relation }, long_ms: [8000, 8000] }
}

fn dated(n: u8, kind: Kind, value: &str, zone: Option<&str>) -> (ItemId, Dated) {
    let time = TimeSpan::new(value, zone).unwrap();
    (item(n), Dated { item: item(n), kind, weak: kind.is_weak(), time, post: None, who: None })
}

fn dates(all: Vec<(ItemId, Dated)>) -> BTreeMap<ItemId, Vec<Dated>> {
    let mut map: BTreeMap<ItemId, Vec<Dated>> = BTreeMap::new();
    for (item, dated) in all {
        map.entry(item).or_default().push(dated);
    }
    map
}

#[test]
fn pairs_that_are_connected_are_one_family_whatever_their_order() {
    let groups = gather(vec![pair(1, 2), pair(5, 6), pair(3, 4), pair(2, 3)]);
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    assert_eq!(sizes, [3, 1]);
}

#[test]
fn a_dated_post_gives_at_latest_and_a_container_alone_gives_unknown() {
    let members: BTreeSet<ItemId> = [item(1), item(2)].into();
    let (sorted, earliest, _) = order(
        &members,
        &dates(vec![
            dated(1, Kind::Container, "2020-01-01T00:00:00", Some("+00:00")),
            dated(2, Kind::Posted, "2026-03-12T06:52:14", Some("+02:00")),
        ]),
    );
    assert_eq!((earliest.status, earliest.item, sorted[0]), (Status::AtLatest, Some(item(2)), item(2)));
    let (_, earliest, _) = order(&members, &dates(vec![dated(1, Kind::Container, "2020-01-01T00:00:00", None)]));
    assert_eq!((earliest.status, earliest.item), (Status::Unknown, None));
    let (_, earliest, _) = order(&members, &BTreeMap::new());
    assert_eq!(earliest.status, Status::Unknown);
}

#[test]
fn what_had_long_been_there_when_it_was_posted_is_called_out() {
    let members: BTreeSet<ItemId> = [item(1), item(2)].into();
    let all = vec![
        dated(1, Kind::Uploaded, "2019-04-18T16:05:30", Some("+00:00")),
        dated(2, Kind::Posted, "2026-03-12T09:00:00", Some("+02:00")),
    ];
    let (_, _, older) = order(&members, &dates(all));
    assert_eq!(older.len(), 1);
    assert_eq!((older[0].item, older[0].days), (item(2), 2519));
    let soon = vec![
        dated(1, Kind::Posted, "2026-03-12T09:00:00", Some("+02:00")),
        dated(2, Kind::Posted, "2026-03-13T09:00:00", None),
    ];
    assert!(order(&members, &dates(soon)).2.is_empty());
}
