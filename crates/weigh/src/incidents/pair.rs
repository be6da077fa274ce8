//! Two tellings compared: what speaks for their being one happening, what against, and what forbids it.
//!
//! Points are whole numbers, so that a sum never depends on the order of its parts. Other towns and days without one in
//! common forbid; nothing outweighs that but a person.

use super::days::{Day, written};
use super::facets;
use super::spot::Where;
use super::telling::{Placed, Telling};

/// What the comparison of two tellings found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// The places.
    pub place: Where,
    /// One of the places is only the publisher's home.
    pub home: bool,
    /// The text whose town is not named has names of its own, none of which the other shares: one may be a town.
    pub strange: bool,
    /// It is open which place of the name one of them means.
    pub open: bool,
    /// The days.
    pub days: DayFit,
    /// Facets that both affirm.
    pub facets: u32,
    /// Things that both name.
    pub things: u64,
    /// Figures that both give: of one kind and equal.
    pub figures: u8,
    /// Figures of one kind that differ.
    pub differing: u8,
    /// Words that both use.
    pub words: u8,
    /// Those of them that are names in one of the two.
    pub names: u8,
    /// Both give some number, whatever it counts.
    pub number: bool,
    /// Hours between posts of one publisher of which one names no town.
    pub thread: Option<i64>,
    /// What each is about is not what the other is about.
    pub topics_apart: bool,
    /// One affirms violence that the other denies.
    pub denied: bool,
    /// Points without those of place and day.
    pub content: i32,
    /// All points.
    pub points: i32,
}

/// How the days of two tellings stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayFit {
    /// Both say when, and the days meet.
    Said,
    /// One says when, the other was published so many days after it.
    Published(i32),
    /// Neither says when; published so many hours apart.
    Hours(i64),
    /// Nothing to compare.
    Untold,
    /// No day in common.
    Apart,
}

/// From so many points on, two tellings are linked.
pub(crate) const LINK: i32 = 8;
/// Minutes by which clocks and memories may differ.
const HOUR: i64 = 60;
/// Fewer points of content than this link nothing, however near the places and times.
const LEAST: i32 = 3;
/// So many points of content carry a text whose town is not told.
const FIRM: i32 = 6;
/// From so many points on, a text that stands alone goes with another, if no other happening is as near.
pub(crate) const LEAN: i32 = 7;
/// Points by which the nearest happening must lead the next.
pub(crate) const LEAD: i32 = 2;
/// From so many points of content on, a pair that place or day keeps apart is worth showing.
pub(crate) const NEARLY: i32 = 8;

impl Evidence {
    /// Compares two tellings.
    pub fn of(a: &Telling, b: &Telling) -> Self {
        let mut place = match (&a.spot, &b.spot) {
            (Some(x), Some(y)) => x.relate(y),
            _ => Where::Untold,
        };
        let lent = |t: &Telling| matches!(t.placed, Placed::Home | Placed::Publisher | Placed::Near);
        let mut home = lent(a) || lent(b);
        if place == Where::Untold && (names(a, b) || names(b, a)) {
            (place, home) = (Where::Same(0), true);
        }
        let open = [a, b].iter().any(|t| t.spot.as_ref().is_some_and(super::spot::Spot::is_open));
        let days = day_fit(a, b);
        let facets = a.facets & b.facets;
        let things = facets::telling_things(a.things & b.things);
        let (figures, differing) = figure_fit(a, b);
        let words = words_in_common(&a.words, &b.words);
        let names = words_in_common(&a.names, &b.words).max(words_in_common(&b.names, &a.words));
        let number = figures == 0 && a.values.iter().any(|v| b.values.binary_search(v).is_ok());
        let strange = names == 0 && [a, b].iter().any(|t| !t.names_town() && !t.names.is_empty());
        let one_voice = a.source != 0 && a.source == b.source && !(a.names_town() && b.names_town());
        let thread = a.published.zip(b.published).filter(|_| one_voice).map(|(x, y)| (x.0 - y.0).abs() / 3600);
        let (own, other) = (facets::topics(a.facets), facets::topics(b.facets));
        let violence = own & facets::VIOLENCE != 0 && other & facets::VIOLENCE != 0;
        let topics_apart = own != 0 && other != 0 && own & other == 0 && !violence;
        let denied = a.denied & b.facets | b.denied & a.facets != 0;
        let mut evidence = Self {
            place,
            home,
            strange,
            open,
            days,
            facets,
            things,
            figures,
            differing,
            words,
            names,
            number,
            thread,
            topics_apart,
            denied,
            content: 0,
            points: 0,
        };
        evidence.content = evidence.content_points(a, b);
        evidence.points = evidence.content + evidence.place_points() + evidence.day_points();
        evidence
    }

    /// Whether place or day forbid that the two are one.
    pub fn forbidden(&self) -> bool {
        matches!(self.place, Where::Apart(_)) || self.days == DayFit::Apart
    }

    /// Whether the two are linked.
    pub fn links(&self) -> bool {
        !self.forbidden()
            && self.content >= (if self.home { LEAST } else { 2 })
            && self.points >= LINK
            && !matches!(self.place, Where::Untold)
            && (self.within_days(3) || self.told())
    }

    /// Whether the days said meet, or nothing is more than so many days from the other.
    fn within_days(&self, most: i32) -> bool {
        match self.days {
            DayFit::Said => true,
            DayFit::Published(gap) => gap <= most,
            DayFit::Hours(hours) => hours <= i64::from(most) * 24 + 12,
            DayFit::Untold | DayFit::Apart => false,
        }
    }

    /// Whether both give a name or a number that is more than chance.
    fn told(&self) -> bool {
        self.names > 0 || self.number || self.figures > 0
    }

    /// Points by which a text that stands alone leans on another: as for a link, and that one publisher goes on.
    pub fn lean(&self, aside: bool) -> i32 {
        let thread = match self.thread {
            Some(..=3) => 5,
            Some(4..=12) => 4,
            Some(13..=24) => 3,
            Some(25..=72) => 1,
            _ => 0,
        };
        if self.carries(aside) { self.points + thread } else { i32::MIN }
    }

    /// Whether what two texts share may carry a text that stands alone: the less its place says, the more.
    fn carries(&self, aside: bool) -> bool {
        let shared = i32::from(self.words) + i32::from(self.names) + if self.number { 2 } else { 0 };
        let own = shared + i32::from(self.figures) + self.things.count_ones() as i32;
        let told = self.told();
        let enough = match self.place {
            Where::Same(_) if self.home || self.open => self.content >= LEAST && own > 0,
            Where::Same(_) => self.content >= 2,
            Where::Within | Where::Perhaps => self.content >= FIRM && own > 0,
            Where::Untold => self.content >= FIRM && told && self.thread.is_some(),
            Where::Apart(_) => false,
        };
        enough && (!aside || shared >= 2) && (self.within_days(1) || told)
    }

    fn content_points(&self, a: &Telling, b: &Telling) -> i32 {
        let mut points = facets::weight(self.facets).min(8);
        if self.facets & facets::VIOLENCE == 0 && a.facets & facets::VIOLENCE != 0 && b.facets & facets::VIOLENCE != 0 {
            points += 2;
        }
        points += (3 * self.things.count_ones() as i32).min(6);
        points += (4 * i32::from(self.figures)).min(8);
        points -= i32::from(self.differing).min(2);
        points += i32::from(self.words).min(6);
        points += (2 * i32::from(self.names)).min(4);
        points += if self.number { 2 } else { 0 };
        if self.topics_apart {
            // A strike may be told by what it did; a flood is no power cut.
            let strike = (a.facets | b.facets) & facets::VIOLENCE != 0;
            points -= match (strike, self.things != 0) {
                (true, true) => 0,
                (true, false) => 2,
                (false, _) => 4,
            };
        }
        let (x, y) = (facets::telling_things(a.things), facets::telling_things(b.things));
        if x != 0 && y != 0 && x & y == 0 {
            points -= 2;
        }
        if self.denied {
            points -= 4;
        }
        points
    }

    fn place_points(&self) -> i32 {
        match self.place {
            // A name that many towns bear does not settle the town.
            Where::Same(_) if self.open => {
                if self.words == 0 && self.figures == 0 {
                    -2
                } else {
                    3
                }
            }
            Where::Same(_) if self.home => {
                if self.strange {
                    1
                } else {
                    3
                }
            }
            Where::Same(_) => 4,
            Where::Within => {
                if self.strange {
                    0
                } else {
                    2
                }
            }
            Where::Perhaps => 2,
            Where::Untold => 0,
            Where::Apart(_) => -100,
        }
    }

    fn day_points(&self) -> i32 {
        match self.days {
            DayFit::Said => 3,
            DayFit::Published(gap) => match gap {
                ..=0 => 3,
                1 => 2,
                2 => 0,
                3..=7 => -3,
                _ => -6,
            },
            DayFit::Hours(hours) => match hours {
                ..=6 => 3,
                7..=12 => 2,
                13..=18 => 1,
                19..=36 => 0,
                37..=60 => -2,
                61..=168 => -4,
                _ => -8,
            },
            DayFit::Untold => 0,
            DayFit::Apart => -100,
        }
    }

    /// Why the two were put together, in words.
    pub fn why(&self) -> String {
        let mut parts = Vec::new();
        match self.place {
            Where::Same(_) if self.home => parts.push("same town, by a name in the text or the publisher's".to_owned()),
            Where::Same(0) => parts.push("same town".to_owned()),
            Where::Same(km) => parts.push(format!("same place within {km} km")),
            Where::Within => {
                parts.push("one names the region in which the other's place lies, or both name one region".to_owned());
            }
            Where::Perhaps => parts.push("one place of that name is the other's".to_owned()),
            Where::Untold | Where::Apart(_) => {}
        }
        match self.days {
            DayFit::Said => parts.push("the days said meet".to_owned()),
            DayFit::Published(0) => parts.push("published on the day the other names".to_owned()),
            DayFit::Published(gap) => parts.push(format!("published {gap} days after the day the other names")),
            DayFit::Hours(hours) => parts.push(format!("published {hours} hours apart")),
            DayFit::Untold | DayFit::Apart => {}
        }
        if self.facets != 0 {
            parts.push(format!("both tell of {}", facets::names(self.facets).join(", ")));
        }
        if self.things != 0 {
            parts.push(format!("both name: {}", facets::thing_names(self.things).join(", ")));
        }
        if self.figures > 0 {
            parts.push(format!("{} equal figures", self.figures));
        }
        if self.number {
            parts.push("one number in both".to_owned());
        }
        if self.names > 0 {
            parts.push("names in common".to_owned());
        } else if self.words > 1 {
            parts.push("words in common".to_owned());
        }
        if let Some(hours) = self.thread.filter(|hours| *hours <= 72) {
            parts.push(format!("the same publisher, {hours} hours apart"));
        }
        parts.join("; ")
    }

    /// What spoke against it, in words.
    pub fn against(&self, a: &Telling, b: &Telling) -> String {
        let mut parts = Vec::new();
        if let Where::Apart(km) = self.place {
            parts.push(format!("places {km} km apart"));
        }
        if self.days == DayFit::Apart {
            parts.push(format!("other days: {} and {}", days(a), days(b)));
        } else if self.day_points() < 0 {
            parts.push("published too far apart, and no day is said".to_owned());
        }
        if self.denied {
            parts.push("one denies what the other says".to_owned());
        }
        if self.topics_apart {
            let of = |t: &Telling| facets::names(facets::topics(t.facets)).join(", ");
            parts.push(format!("one tells of {}, the other of {}", of(a), of(b)));
        }
        if self.differing > 0 {
            parts.push("figures differ".to_owned());
        }
        if parts.is_empty() {
            parts.push("too little in common".to_owned());
        }
        parts.join("; ")
    }
}

/// The days of a telling, in words.
pub(crate) fn days(telling: &Telling) -> String {
    let days = telling.days();
    match (days.first, days.last) {
        (Day::MIN, Day::MAX) => "not said".to_owned(),
        (Day::MIN, last) => format!("until {}", written(last)),
        (first, Day::MAX) => format!("from {}", written(first)),
        (first, last) if first == last => written(first),
        (first, last) => format!("{} to {}", written(first), written(last)),
    }
}

/// Whether something published at the first minute cannot tell of what happened from the second on.
pub(crate) fn told_before(published: i64, from: i64) -> bool {
    published + HOUR < from
}

fn day_fit(a: &Telling, b: &Telling) -> DayFit {
    // What was published before the hour at which the other says it began tells of something else.
    let before =
        |x: &Telling, y: &Telling| x.published_minute.zip(y.from_minute).is_some_and(|(x, y)| told_before(x, y));
    if a.days().and(b.days()).is_none() || before(a, b) || before(b, a) {
        return DayFit::Apart;
    }
    match (a.said, b.said) {
        (Some(_), Some(_)) => DayFit::Said,
        (Some(said), None) => b.published_day.map_or(DayFit::Untold, |day| gap(said.last, day)),
        (None, Some(said)) => a.published_day.map_or(DayFit::Untold, |day| gap(said.last, day)),
        (None, None) => match (a.published, b.published) {
            (Some(x), Some(y)) if a.published_day == Some(a.until) && b.published_day == Some(b.until) => {
                DayFit::Hours((x.0 - y.0).abs() / 3600)
            }
            // Where words bound it from above, the bound is what counts.
            _ if a.until != Day::MAX && b.until != Day::MAX => DayFit::Published((a.until - b.until).abs()),
            _ => DayFit::Untold,
        },
    }
}

/// Whether the words of one, which names no town that is known, hold the name of the other's town.
fn names(a: &Telling, b: &Telling) -> bool {
    let untold = a.spot.as_ref().is_none_or(|spot| !spot.is_town());
    let town = b.spot.as_ref().filter(|spot| spot.is_town());
    untold && town.is_some_and(|spot| spot.keys().iter().any(|k| a.words.binary_search_by_key(k, |w| w.0).is_ok()))
}

fn gap(said: Day, published: Day) -> DayFit {
    DayFit::Published(published.saturating_sub(said).max(0))
}

/// How many figures are of one kind and equal, and how many kinds of figures differ. Small numbers are equal by chance.
fn figure_fit(a: &Telling, b: &Telling) -> (u8, u8) {
    let (mut equal, mut differ) = (0_u8, 0_u8);
    for (counts, value) in &a.figures {
        let of_kind = |f: &&(u64, i64)| f.0 == *counts;
        let mut same_kind = b.figures.iter().filter(of_kind).peekable();
        if same_kind.peek().is_none() {
            continue;
        }
        let hit = same_kind.any(|(_, other)| other == value);
        if hit && *value > 2 {
            equal = equal.saturating_add(1);
        } else if !hit {
            differ = differ.saturating_add(1);
        }
    }
    (equal, differ)
}

/// How many words of the first list share a key with the second, up to 128 words. Both are sorted by key.
pub(crate) fn words_in_common(a: &[(u64, u16)], b: &[(u64, u16)]) -> u8 {
    let (mut i, mut j, mut seen) = (0, 0, 0_u128);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                seen |= 1 << a[i].1.min(127);
                i += 1;
                j += 1;
            }
        }
    }
    seen.count_ones() as u8
}
