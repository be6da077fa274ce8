//! The same report in two languages, by what does not need translating: places, figures and times that the caller has
//! already read from each text and gives as values.

use std::collections::{BTreeSet, HashMap};

use crate::Lang;

/// What the caller has read from one text. Empty lists say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextKeys {
    /// The language of the text, where told.
    pub lang: Option<Lang>,
    /// Ids of places in one gazetteer.
    pub places: BTreeSet<u64>,
    /// Figures in one form: what is counted and how many, as the caller writes it.
    pub figures: BTreeSet<String>,
    /// Times as seconds of UTC, both ends included.
    pub times: Vec<(i64, i64)>,
}

impl TextKeys {
    /// Whether the two do not contradict each other: of places and of figures one has all of the other's, or one has none,
    /// and some times overlap, or one has none.
    pub fn agrees(&self, other: &Self) -> bool {
        let part = |a: &BTreeSet<u64>, b: &BTreeSet<u64>| a.is_subset(b) || b.is_subset(a);
        let figures = self.figures.is_subset(&other.figures) || other.figures.is_subset(&self.figures);
        part(&self.places, &other.places) && figures && self.times_overlap(other)
    }

    fn times_overlap(&self, other: &Self) -> bool {
        let overlap = |a: &(i64, i64), b: &(i64, i64)| a.0 <= b.1 && b.0 <= a.1;
        self.times.is_empty()
            || other.times.is_empty()
            || self.times.iter().any(|a| other.times.iter().any(|b| overlap(a, b)))
    }
}

/// Two texts in different languages that seem to say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The text that stands first in the input.
    pub earlier: u32,
    /// The other text.
    pub later: u32,
    /// Places in both.
    pub places: usize,
    /// Figures in both.
    pub figures: usize,
    /// Both state times, and these overlap.
    pub times: bool,
}

/// With how many of the texts after it a text is compared for each place and figure they share.
const WINDOW: usize = 64;

/// Pairs in different languages that share a place and a figure and contradict each other in nothing.
pub fn link_across_languages(keys: &[TextKeys]) -> Vec<Link> {
    let mut shelves: HashMap<(u64, &str), Vec<u32>> = HashMap::new();
    for (index, text) in keys.iter().enumerate() {
        for &place in &text.places {
            for figure in &text.figures {
                shelves.entry((place, figure)).or_default().push(index as u32);
            }
        }
    }
    let mut found: HashMap<(u32, u32), Link> = HashMap::new();
    for shelf in shelves.values() {
        for (at, &earlier) in shelf.iter().enumerate() {
            for &later in shelf.iter().skip(at + 1).take(WINDOW) {
                let (a, b) = (&keys[earlier as usize], &keys[later as usize]);
                if a.lang.is_some() && b.lang.is_some() && a.lang != b.lang && a.agrees(b) {
                    found.entry((earlier, later)).or_insert_with(|| Link {
                        earlier,
                        later,
                        places: a.places.intersection(&b.places).count(),
                        figures: a.figures.intersection(&b.figures).count(),
                        times: !a.times.is_empty() && !b.times.is_empty(),
                    });
                }
            }
        }
    }
    let mut links: Vec<Link> = found.into_values().collect();
    links.sort_by_key(|link| (link.earlier, link.later));
    links
}
