//! Cuts a text into tellings: which of its claims speak of one happening, and which of another.
//!
//! The rules are those of a careful reader. A claim goes on with what was last spoken of, unless it names another town
//! or another day, or words before it ("the news comes after", "a week earlier") open something else. A claim without a
//! place has that of what it goes on with. A capital stands for the region called after it where the text has named both
//! and goes on about the same thing.

use model::Span;

use super::days::Day;
use super::decided::NamedClaims;
use super::facets;
use super::spot::{self, Grain, Spot, Where};
use super::telling::{Lead, Placed, Said, Telling, rank};
use crate::material::{Material, OrderWord, key};

/// The tellings of one utterance, whose claims are `claims`. Claims that say of nothing that it happened are left out; where
/// none says so, they are together an aside.
pub(crate) fn cut(
    material: &Material,
    utterance: u32,
    claims: std::ops::Range<u32>,
    named: &NamedClaims,
) -> Vec<Telling> {
    let speech = &material.utterances[utterance as usize];
    let published = speech.time.as_ref().and_then(super::days::Days::of);
    let published_day = published.map(|d| d.last).filter(|d| *d != Day::MAX);
    let mut cutter = Cutter {
        material,
        named,
        utterance,
        published_day,
        published_minute: speech.time.as_ref().and_then(super::days::first_minute),
        source: speech.source.as_deref().map_or(0, key),
        latest: published_day.map(|day| day + margin(speech.time.as_ref())),
        at: speech.published[1].or(speech.published[0]),
        tellings: Vec::new(),
        current: 0,
        context: None,
        context_days: None,
    };
    let mut from = 0;
    for claim in claims.clone() {
        let span = material.claims[claim as usize].span;
        cutter.take(claim, Span { start: from, end: span.start.max(from) });
        from = from.max(span.end);
    }
    if cutter.tellings.is_empty() {
        cutter.put_aside(claims);
    }
    cutter.finish(from)
}

/// Days by which the local day of the place may run ahead of a time that is given in UTC.
fn margin(time: Option<&model::TimeSpan>) -> Day {
    let utc = time.and_then(|t| t.zone.as_deref()).is_some_and(|z| matches!(z, "+00:00" | "UTC" | "Z"));
    let late = time.is_some_and(|t| t.value.get(11..13).is_some_and(|hour| hour >= "20"));
    Day::from(utc && late)
}

struct Cutter<'m> {
    material: &'m Material,
    named: &'m NamedClaims,
    utterance: u32,
    published_day: Option<Day>,
    published_minute: Option<i64>,
    /// Number of the publisher.
    source: u64,
    /// The last day on which anything told can have happened.
    latest: Option<Day>,
    at: Option<model::Utc>,
    tellings: Vec<Telling>,
    current: usize,
    /// The place last named, by claims that say of nothing that it happened too.
    context: Option<(Spot, u32)>,
    /// The days named before anything was said to have happened.
    context_days: Option<super::days::Days>,
}

/// A place of a name that many bear is not believed so far from the others of its text.
const FAR_KM: u32 = 60;

/// Phrases that part what is told.
const OPENERS: &[&str] = &["after", "before", "earlier", "another", "not_this"];

impl Cutter<'_> {
    /// Takes a claim with what its text names in `reach`: from the end of the claim before it.
    fn take(&mut self, at: u32, reach: Span) {
        let claim = &self.material.claims[at as usize];
        let read = |part: Span| Said::by(self.material, at, part, reach, self.latest);
        let opener = claim.order.iter().find(|o| OPENERS.contains(&o.kind.as_str()));
        // Of what a phrase parts, what stands before it is told; what stands after it only where nothing stands before.
        let (mut said, opener) = match opener {
            Some(word) if word.kind != "not_this" || self.tellings.is_empty() => {
                let head = read(Span { start: claim.span.start, end: word.span.start.max(claim.span.start) });
                if head.is_something() {
                    (head, None)
                } else {
                    (read(Span { start: word.span.end.max(claim.span.start), end: claim.span.end }), Some(word))
                }
            }
            word => (read(claim.span), word),
        };
        if !said.is_something() && !self.named.grouped.contains(&at) {
            self.keep_context(said);
            return;
        }
        if self.tellings.is_empty() {
            self.open(at, &said, None);
            return;
        }
        let current = &self.tellings[self.current];
        let strange = facets::topics(said.facets) & facets::topics(current.facets) == 0;
        let new = facets::telling_things(said.things & !current.things) != 0;
        let opens = opener.filter(|word| match word.kind.as_str() {
            "after" => word.span.start <= claim.span.start || strange || new,
            "another" => said.spot.is_some() && differs(&said, current),
            _ => strange || new || differs(&said, current) || said.spot.is_some() && current.spot.is_none(),
        });
        if let Some(word) = opens {
            self.open(at, &said, Some(word));
            return;
        }
        match self.best(&mut said) {
            Some(target) if !self.named.parts(at, &self.tellings[target].claims) => self.put(target, at, &said),
            _ => self.open(at, &said, opener),
        }
    }

    /// A claim that says of nothing that it happened may still say where and when.
    fn keep_context(&mut self, said: Said) {
        if let (Some(spot), Some(mention)) = (said.spot, said.mention)
            && self.context.as_ref().is_none_or(|(before, _)| spot.grain() < before.grain())
        {
            self.context = Some((spot, mention));
        }
        if self.tellings.is_empty() {
            self.context_days = self.context_days.or(said.days);
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
                    // A name that many places bear, far from where the text is: a quarter or a street, as like as not.
                    Where::Apart(km) if a.is_open() && km > FAR_KM => 0,
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
            published_minute: self.published_minute,
            source: self.source,
            lead,
            ..Telling::default()
        });
        debug_assert_eq!(claim.utterance, self.utterance);
        self.put(self.tellings.len() - 1, at, said);
    }

    /// All claims of a text that says of nothing that it happened: where and when its words are about.
    fn put_aside(&mut self, claims: std::ops::Range<u32>) {
        let mut from = 0;
        for at in claims {
            let span = self.material.claims[at as usize].span;
            let said = Said::by(self.material, at, span, Span { start: from, end: span.start.max(from) }, self.latest);
            from = from.max(span.end);
            if self.tellings.is_empty() {
                self.open(at, &said, None);
            } else {
                self.put(0, at, &said);
            }
        }
        if let Some(telling) = self.tellings.first_mut() {
            telling.aside = true;
        }
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
            telling.from_minute = telling.from_minute.or(said.from_minute);
            telling.said = Some(telling.said.and_then(|before| before.and(days)).unwrap_or(days));
        }
        if let Some(until) = said.until {
            telling.until = telling.until.min(until);
        }
        if let Some(spot) = &said.spot
            && telling.spot.as_ref().is_none_or(|before| spot.grain() < before.grain())
        {
            telling.spot = Some(spot.clone());
            telling.placed = if said.near { Placed::Near } else { Placed::Named };
            telling.mention = said.mention.map(|n| (self.utterance, n));
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

    /// The first town that is named after the last claim.
    fn trail(&self, from: usize) -> Option<(Spot, u32)> {
        let speech = &self.material.utterances[self.utterance as usize];
        let after = speech.places.iter().enumerate().filter(|(_, m)| m.span.start >= from);
        after.filter_map(|(n, m)| Some((Spot::of(m).filter(Spot::is_town)?, n as u32))).next()
    }

    /// Fills in places and days from context and from the publisher's name, and sorts what is compared.
    fn finish(mut self, from: usize) -> Vec<Telling> {
        let trail = self.trail(from);
        let home = self.material.utterances[self.utterance as usize].home.iter().enumerate();
        let homes = home.filter_map(|(n, mention)| Some((Spot::of(mention)?, n as u32)));
        let home = homes.filter(|(spot, _)| spot.grain() != Grain::Unknown).min_by_key(|(spot, n)| (spot.grain(), *n));
        for (n, telling) in self.tellings.iter_mut().enumerate() {
            if let Some((spot, mention)) = self.context.as_ref().filter(|_| n == 0) {
                fill(telling, spot, *mention, Placed::Context);
            }
            if n == 0 && telling.said.is_none() {
                telling.said = self.context_days.filter(|d| d.first <= telling.until);
            }
            if let Some((spot, mention)) = &home {
                fill(telling, spot, *mention, Placed::Home);
                if let Some(own) = telling.spot.take() {
                    telling.spot = Some(settle(self.material, telling, own, spot));
                }
            }
            if let Some((spot, mention)) = trail.as_ref().filter(|_| n == 0 && telling.spot.is_none()) {
                fill(telling, spot, *mention, Placed::Context);
            }
            let known: Vec<u64> = known_names(self.material, telling);
            telling.settle(self.material, &known);
        }
        self.tellings
    }
}

/// Gives a telling that names no town a place from elsewhere, unless its own words contradict that.
fn fill(telling: &mut Telling, spot: &Spot, mention: u32, placed: Placed) {
    let finer = telling.spot.as_ref().is_none_or(|own| !own.is_town() && spot.grain() < own.grain());
    let fits = telling.spot.as_ref().is_none_or(|own| !matches!(own.relate(spot), Where::Apart(_)));
    if finer && fits {
        telling.spot = Some(spot.clone());
        telling.placed = placed;
        telling.mention = Some((telling.utterance, mention));
    }
}

/// Which place of a name is meant, by where its publisher is at home: one in or near that; where a regional body speaks
/// and none that is known lies in its region, one that no gazetteer knows.
fn settle(material: &Material, telling: &Telling, own: Spot, home: &Spot) -> Spot {
    if let Some(settled) = own.settled_by(home) {
        return settled;
    }
    let several = telling.named(material).is_some_and(|m| !m.alternatives.is_empty());
    let elsewhere = matches!(own.relate(home), Where::Apart(_));
    if home.grain() == Grain::Region && own.is_town() && several && elsewhere { own.held_in(home) } else { own }
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
