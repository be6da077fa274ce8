//! Cuts a text into tellings: which of its claims speak of one happening, and which of another.
//!
//! The rules are those of a careful reader. A claim goes on with what was last spoken of, unless it names another town
//! or another day, or words before it ("the news comes after", "a week earlier") open something else. A claim without a
//! place has that of what it goes on with. A capital stands for the region called after it where the text has named both
//! and goes on about the same thing.

use model::Span;

use super::days::Day;
use super::facets;
use super::spot::{self, Spot, Where};
use super::telling::{Lead, Placed, Said, Telling, rank};
use crate::material::{Material, OrderWord, key};

/// The tellings of one utterance, whose claims are `claims`. Claims that say of nothing that it happened are left out.
pub(crate) fn cut(material: &Material, utterance: u32, claims: std::ops::Range<u32>) -> Vec<Telling> {
    let speech = &material.utterances[utterance as usize];
    let published = speech.time.as_ref().and_then(super::days::Days::of);
    let published_day = published.map(|d| d.last).filter(|d| *d != Day::MAX);
    let mut cutter = Cutter {
        material,
        utterance,
        published_day,
        latest: published_day.map(|day| day + margin(speech.time.as_ref())),
        at: speech.published[1].or(speech.published[0]),
        tellings: Vec::new(),
        current: 0,
        context: None,
    };
    let mut from = 0;
    for claim in claims.clone() {
        let end = if claim + 1 == claims.end { usize::MAX } else { material.claims[claim as usize].span.end };
        cutter.take(claim, Span { start: from, end });
        from = from.max(end);
    }
    cutter.finish()
}

/// Days by which the local day of the place may run ahead of a time that is given in UTC.
fn margin(time: Option<&model::TimeSpan>) -> Day {
    let utc = time.and_then(|t| t.zone.as_deref()).is_some_and(|z| matches!(z, "+00:00" | "UTC" | "Z"));
    let late = time.is_some_and(|t| t.value.get(11..13).is_some_and(|hour| hour >= "20"));
    Day::from(utc && late)
}

struct Cutter<'m> {
    material: &'m Material,
    utterance: u32,
    published_day: Option<Day>,
    /// The last day on which anything told can have happened.
    latest: Option<Day>,
    at: Option<model::Utc>,
    tellings: Vec<Telling>,
    current: usize,
    /// The place last named, by claims that say of nothing that it happened too.
    context: Option<(Spot, u32)>,
}

/// What words before or in a claim do to the order of what is told.
fn opening<'o>(order: &'o [OrderWord], kinds: &[&str]) -> Option<&'o OrderWord> {
    order.iter().find(|o| kinds.contains(&o.kind.as_str()))
}

impl Cutter<'_> {
    /// Takes a claim with what its text names in `reach`: from the end of the claim before it to its own.
    fn take(&mut self, at: u32, reach: Span) {
        let claim = &self.material.claims[at as usize];
        let mut said = Said::by(self.material, at, reach, self.latest);
        if !said.is_something() {
            if let (Some(spot), Some(mention)) = (said.spot, said.mention)
                && self.context.as_ref().is_none_or(|(before, _)| spot.grain() <= before.grain())
            {
                self.context = Some((spot, mention));
            }
            return;
        }
        if self.tellings.is_empty() {
            self.open(at, &said, None);
            return;
        }
        let after = opening(&claim.order, &["after"]).filter(|o| o.span.start <= claim.span.start);
        let apart = opening(&claim.order, &["not_this", "context"]);
        let earlier = opening(&claim.order, &["earlier", "another"]);
        if let Some(word) = after {
            self.open(at, &said, Some(word));
            return;
        }
        let current = &self.tellings[self.current];
        let new = said.facets & !current.facets != 0 || said.things & !current.things != 0;
        if let Some(word) = apart.filter(|_| differs(&said, current) || said.spot.is_some() && new) {
            self.open(at, &said, Some(word));
            return;
        }
        let target = self.best(&mut said);
        let current = &self.tellings[self.current];
        let strange = facets::topics(said.facets) & facets::topics(current.facets) == 0;
        if let Some(word) = earlier.filter(|_| strange && (said.days.is_some() || said.spot.is_some())) {
            self.open(at, &said, Some(word));
            return;
        }
        match target {
            Some(target) => self.put(target, at, &said),
            None => self.open(at, &said, earlier),
        }
    }

    /// The telling that a claim goes on with; nothing where it contradicts them all.
    fn best(&self, said: &mut Said) -> Option<usize> {
        let mut best: Option<(i32, usize)> = None;
        for (n, telling) in self.tellings.iter().enumerate() {
            let mut points = if n == self.current { 3 } else { 0 };
            let capital = self.capital_for_region(said, telling);
            points += match (&said.spot, &telling.spot) {
                (Some(a), Some(b)) => match a.relate(b) {
                    Where::Same(_) => 3,
                    Where::Within => 1,
                    Where::Untold | Where::Perhaps => 0,
                    Where::Apart(_) if capital => 0,
                    Where::Apart(_) => continue,
                },
                _ => 0,
            };
            if let (Some(a), Some(b)) = (said.days, telling.said)
                && a.and(b).is_none()
            {
                continue;
            }
            points += facets::weight(said.facets & telling.facets).min(6);
            points += 3 * facets::telling_things(said.things & telling.things).count_ones() as i32;
            if best.is_none_or(|(most, at)| points > most || points == most && n > at) {
                best = Some((points, n));
            }
        }
        let (_, target) = best?;
        if self.capital_for_region(said, &self.tellings[target]) {
            said.spot = said.spot.as_ref().map(Spot::as_region);
        }
        Some(target)
    }

    /// Whether the claim's town stands for the region called after it: the telling is set elsewhere in that region, both
    /// speak of the same thing, and the text names the region by the same word.
    fn capital_for_region(&self, said: &Said, telling: &Telling) -> bool {
        let (Some(town), Some(set)) = (&said.spot, &telling.spot) else { return false };
        let one_region = town.is_town() && town.region().0 != 0 && town.region() == set.region();
        let one_thing = facets::telling_things(said.things & telling.things) != 0;
        one_region && one_thing && self.names_region_of(town)
    }

    fn names_region_of(&self, town: &Spot) -> bool {
        let claims = &self.material.claims;
        let from = claims.partition_point(|c| c.utterance < self.utterance);
        let mentions = claims[from..].iter().take_while(|c| c.utterance == self.utterance).flat_map(|c| &c.places);
        mentions
            .filter_map(Spot::of)
            .any(|other| !other.is_local() && other.region() == town.region() && spot::share(other.keys(), town.keys()))
    }

    fn open(&mut self, at: u32, said: &Said, word: Option<&OrderWord>) {
        let claim = &self.material.claims[at as usize];
        let lead = self.tellings.get(self.current).map(|from| Lead {
            kind: word.map_or_else(|| "apart".to_owned(), |w| w.kind.clone()),
            words: word.map_or_else(String::new, |w| w.words.clone()),
            claim: at,
            from: from.rank,
        });
        self.tellings.push(Telling {
            utterance: self.utterance,
            rank: rank(self.material, at),
            until: self.latest.unwrap_or(Day::MAX),
            published: self.at,
            published_day: self.published_day,
            lead,
            ..Telling::default()
        });
        debug_assert_eq!(claim.utterance, self.utterance);
        self.put(self.tellings.len() - 1, at, said);
    }

    fn put(&mut self, target: usize, at: u32, said: &Said) {
        self.current = target;
        let claim = &self.material.claims[at as usize];
        let telling = &mut self.tellings[target];
        telling.claims.push(at);
        telling.facets |= said.facets;
        telling.denied |= said.denied;
        telling.things |= said.things;
        if let Some(days) = said.days {
            telling.said = Some(telling.said.and_then(|before| before.and(days)).unwrap_or(days));
        }
        if let Some(until) = said.until {
            telling.until = telling.until.min(until);
        }
        if let Some(spot) = &said.spot
            && telling.spot.as_ref().is_none_or(|before| spot.grain() < before.grain())
        {
            telling.spot = Some(spot.clone());
            telling.placed = Placed::Named;
            telling.mention = said.mention;
        }
        for figure in &claim.figures {
            let (Some(value), Some(counts)) = (figure.value.or(figure.at_least).or(figure.at_most), &figure.counts)
            else {
                continue;
            };
            telling.figures.push((key(counts), value));
        }
        let before = telling.words.iter().map(|w| w.1 + 1).max().unwrap_or(0);
        let words = claim.keys.iter().zip(&claim.key_words);
        telling.words.extend(words.map(|(key, word)| (*key, word.saturating_add(before))));
    }

    /// Fills in places from context, and sorts what is compared.
    fn finish(mut self) -> Vec<Telling> {
        let home = self.material.utterances[self.utterance as usize].home.iter().enumerate();
        let home = home.filter_map(|(n, mention)| Some((Spot::of(mention)?, n as u32)));
        let homes: Vec<(Spot, u32)> = home.collect();
        let home_any = homes.iter().map(|(spot, _)| spot).min_by_key(|spot| spot.grain()).cloned();
        let home = homes.into_iter().filter(|(spot, _)| spot.is_town()).min_by_key(|(spot, n)| (spot.grain(), *n));
        let first = self.tellings.first().map(|t| t.rank);
        for telling in &mut self.tellings {
            let local = telling.spot.as_ref().is_some_and(Spot::is_town);
            if let Some((spot, mention)) = self.context.as_ref().filter(|(spot, _)| !local && spot.is_town()) {
                let fits = telling.spot.as_ref().is_none_or(|own| !matches!(own.relate(spot), Where::Apart(_)));
                if fits && Some(telling.rank) == first {
                    telling.spot = Some(spot.clone());
                    telling.placed = Placed::Context;
                    telling.mention = Some(*mention);
                }
            }
            let local = telling.spot.as_ref().is_some_and(Spot::is_town);
            if let Some((spot, n)) = home.as_ref().filter(|_| !local) {
                let fits = telling.spot.as_ref().is_none_or(|own| !matches!(own.relate(spot), Where::Apart(_)));
                if fits {
                    telling.spot = Some(spot.clone());
                    telling.placed = Placed::Home;
                    telling.mention = Some(*n);
                }
            }
            let settled = home_any.as_ref().and_then(|home| telling.spot.as_ref()?.settled_by(home));
            telling.spot = settled.or(telling.spot.take());
            telling.words.sort_unstable();
            telling.words.dedup_by_key(|w| w.0);
            let known: Vec<u64> = known_names(self.material, telling);
            telling.words.retain(|w| known.binary_search(&w.0).is_err());
            telling.figures.sort_unstable();
            telling.figures.dedup();
        }
        self.tellings
    }
}

/// Whether a claim is about another place or day than a telling.
fn differs(said: &Said, telling: &Telling) -> bool {
    let place = said.spot.as_ref().zip(telling.spot.as_ref());
    place.is_some_and(|(a, b)| matches!(a.relate(b), Where::Apart(_)))
        || said.days.zip(telling.said).is_some_and(|(a, b)| a.and(b).is_none())
}

/// Keys of the names of places with a point in a telling's claims, sorted: they are compared as places, not as words.
fn known_names(material: &Material, telling: &Telling) -> Vec<u64> {
    let claims = telling.claims.iter().map(|c| &material.claims[*c as usize]);
    let mentions = claims.flat_map(|c| &c.places).filter(|m| m.place.is_some());
    let mut keys: Vec<u64> = mentions.flat_map(|m| m.keys.iter().copied()).collect();
    keys.sort_unstable();
    keys
}
