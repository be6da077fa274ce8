//! Which tellings are worth comparing: those in one place cell and its neighbours whose days may meet.
//!
//! An index that tellings are only added to, so that one more post costs what lies near it, not everything.

use std::collections::HashMap;

use super::days::Day;
use super::spot::Grain;
use super::telling::Telling;

/// Days before its publication on which an undated telling is looked for, and days by which neighbours are shown.
const BACK: Day = 4;
/// Days around a dated telling within which others are compared, if only to be shown as near misses.
const AROUND: Day = 1;

/// Where a telling is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Shelf {
    /// A cell of latitude and longitude, for towns and points.
    Cell(i32, i32),
    /// A region of a country: regional tellings.
    Regional(u64, u64),
    /// A region of a country: towns in it.
    Towns(u64, u64),
    /// A key of a name.
    Name(u64),
    /// Tellings that name no place.
    Nowhere,
    /// A publisher: tellings that name a town.
    Publisher(u64),
    /// A publisher: tellings that name none.
    PublisherElsewhere(u64),
}

/// Tellings by place and day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    shelves: HashMap<(Shelf, Day), Vec<u32>>,
    /// Those that say of nothing that it happened: compared with tellings, never with each other.
    asides: HashMap<(Shelf, Day), Vec<u32>>,
}

/// The days under which a telling stands.
fn window(telling: &Telling) -> std::ops::RangeInclusive<Day> {
    match (telling.said, telling.published_day) {
        (Some(said), _) if said.first != Day::MIN && said.last != Day::MAX => {
            said.first..=said.last.min(said.first + 40)
        }
        (Some(said), _) if said.first != Day::MIN => said.first..=said.first + 1,
        (_, Some(day)) => day - BACK + 1..=day,
        // Without any day it is compared with nothing by day; ties and people may still place it.
        _ => Day::MAX..=Day::MAX,
    }
}

impl Index {
    /// Adds a telling under its number.
    pub fn add(&mut self, number: u32, telling: &Telling) {
        let shelves = if telling.aside { &mut self.asides } else { &mut self.shelves };
        for shelf in homes(telling) {
            for day in window(telling) {
                shelves.entry((shelf, day)).or_default().push(number);
            }
        }
    }

    /// The numbers of all tellings near one, sorted, without repeats.
    pub fn near(&self, telling: &Telling, into: &mut Vec<u32>) {
        into.clear();
        let window = window(telling);
        if *window.start() == Day::MAX {
            return;
        }
        for shelf in neighbours(telling) {
            for day in window.start() - AROUND..=window.end() + AROUND {
                into.extend(self.shelves.get(&(shelf, day)).into_iter().flatten());
                if !telling.aside {
                    into.extend(self.asides.get(&(shelf, day)).into_iter().flatten());
                }
            }
        }
        into.sort_unstable();
        into.dedup();
    }
}

fn homes(telling: &Telling) -> Vec<Shelf> {
    let mut shelves = of_place(telling);
    if telling.source != 0 {
        let town = telling.names_town();
        shelves.push(if town { Shelf::Publisher(telling.source) } else { Shelf::PublisherElsewhere(telling.source) });
    }
    shelves
}

fn of_place(telling: &Telling) -> Vec<Shelf> {
    let Some(spot) = &telling.spot else { return vec![Shelf::Nowhere] };
    let (region, country) = spot.region();
    match spot.grain() {
        Grain::Region => vec![Shelf::Regional(region, country)],
        Grain::Unknown => spot.keys().iter().map(|k| Shelf::Name(*k)).collect(),
        Grain::Address | Grain::Town => {
            let (lat, lon) = spot.cell();
            let mut shelves = vec![Shelf::Cell(lat, lon)];
            if region != 0 {
                shelves.push(Shelf::Towns(region, country));
            }
            shelves.extend(spot.keys().iter().map(|k| Shelf::Name(*k)));
            shelves.push(Shelf::Nowhere);
            shelves
        }
    }
}

fn neighbours(telling: &Telling) -> Vec<Shelf> {
    let mut shelves = around(telling);
    if telling.source != 0 {
        shelves.push(Shelf::PublisherElsewhere(telling.source));
        if !telling.names_town() {
            shelves.push(Shelf::Publisher(telling.source));
        }
    }
    shelves
}

fn around(telling: &Telling) -> Vec<Shelf> {
    // Where no town is known, any word may be the name of one that others place.
    let named = || telling.words.iter().map(|w| Shelf::Name(w.0));
    let Some(spot) = &telling.spot else { return named().collect() };
    let (region, country) = spot.region();
    match spot.grain() {
        Grain::Region => vec![Shelf::Regional(region, country), Shelf::Towns(region, country)],
        Grain::Unknown => spot.keys().iter().map(|k| Shelf::Name(*k)).chain(named()).collect(),
        Grain::Address | Grain::Town => {
            let (lat, lon) = spot.cell();
            let row = |d: i32| (-2..=2).map(move |e| Shelf::Cell(lat + d, lon + e));
            let mut shelves: Vec<Shelf> = (-1..=1).flat_map(row).collect();
            if region != 0 {
                shelves.push(Shelf::Regional(region, country));
            }
            // Under the same name: names without a point, and places of which it is open which they are.
            shelves.extend(spot.keys().iter().map(|k| Shelf::Name(*k)));
            shelves.push(Shelf::Nowhere);
            shelves
        }
    }
}
