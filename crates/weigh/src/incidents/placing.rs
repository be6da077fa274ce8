//! Where a telling is set if its own words do not settle it: what the rest of the material says about places.
//!
//! Of the places that bear a name, the one near which the rest lies; a word that is a town's name in other tellings; the
//! town that the publisher is named after, or of which else it tells in those days. A telling that is placed so is said
//! to be; a name in its own words goes before all of this.

use std::collections::HashMap;

use super::spot::{Spot, Where};
use super::telling::{Placed, Telling};
use crate::material::Material;

/// Days around a telling in which its publisher's others are looked at.
const PUBLISHER_DAYS: i32 = 4;
/// Days around a telling in which others must speak of a town for its name to be known.
const NAME_DAYS: i32 = 14;

/// What the material says about places, gathered as tellings are added.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// How many tellings are set for certain in each degree of latitude and longitude.
    told_of: HashMap<(i32, i32), u32>,
    /// Tellings that name a town, by the keys of its name.
    named: HashMap<u64, Vec<u32>>,
    /// Tellings that name a town, by their publisher.
    by_source: HashMap<String, Vec<u32>>,
}

impl Places {
    /// Places the tellings from number `from` on.
    pub fn place(&mut self, material: &Material, tellings: &mut [Telling], from: usize) {
        self.weigh_names(material, &mut tellings[from..]);
        for (n, telling) in tellings.iter().enumerate().skip(from) {
            let Some(spot) = named_town(telling) else { continue };
            for key in spot.keys() {
                self.named.entry(*key).or_default().push(n as u32);
            }
            if let Some(source) = &material.utterances[telling.utterance as usize].source {
                self.by_source.entry(source.clone()).or_default().push(n as u32);
            }
        }
        let mut lent: Vec<(usize, u32, Placed)> = Vec::new();
        let mut open: Vec<(usize, Spot)> = Vec::new();
        for (n, telling) in tellings.iter().enumerate().skip(from) {
            if let Some(own) = named_town(telling) {
                let home = self.home(material, tellings, telling);
                open.extend(home.and_then(|home| Some((n, at_home(material, telling, own, &home)?))));
                continue;
            }
            let found = self.by_word(material, tellings, telling).or_else(|| {
                let open = telling.spot.as_ref().is_none_or(|spot| !spot.is_local());
                self.by_publisher(material, tellings, telling).filter(|_| open)
            });
            lent.extend(found.map(|(other, placed)| (n, other, placed)));
        }
        for (n, spot) in open {
            tellings[n].spot = Some(spot);
        }
        for (n, other, placed) in lent {
            let (spot, mention) = (tellings[other as usize].spot.clone(), tellings[other as usize].mention);
            let telling = &mut tellings[n];
            (telling.spot, telling.mention, telling.placed) = (spot, mention, placed);
        }
    }

    /// The town of a telling's publisher: that which its name names, or which other tellings know by that name.
    fn home(&self, material: &Material, tellings: &[Telling], telling: &Telling) -> Option<Spot> {
        let speech = &material.utterances[telling.utterance as usize];
        let named = speech.home.iter().filter_map(Spot::of).find(Spot::is_town);
        named.or_else(|| {
            let words = speech.source_words.iter().take(1).flatten().filter(|w| w.capital);
            let known = words.flat_map(|w| &w.keys).find_map(|key| self.called(*key, tellings, telling));
            known.and_then(|n| tellings[n as usize].spot.clone())
        })
    }

    /// A word of the text, or else of the publisher's name, that is a town's name in other tellings of those days.
    fn by_word(&self, material: &Material, tellings: &[Telling], telling: &Telling) -> Option<(u32, Placed)> {
        let mut words: Vec<(u16, u64)> = telling.words.iter().map(|(key, word)| (*word, *key)).collect();
        words.sort_unstable();
        let in_text = words.into_iter().find_map(|(_, key)| self.town_called(key, tellings, telling));
        let publisher = material.utterances[telling.utterance as usize].source_words.iter().take(1).flatten();
        let keys = publisher.filter(|w| w.capital).flat_map(|w| &w.keys);
        in_text.map(|other| (other, Placed::Context)).or_else(|| {
            let other = keys.copied().find_map(|key| self.town_called(key, tellings, telling));
            Some((other.filter(|_| telling.placed == Placed::No)?, Placed::Publisher))
        })
    }

    fn town_called(&self, key: u64, tellings: &[Telling], telling: &Telling) -> Option<u32> {
        let found = self.called(key, tellings, telling)?;
        fits(telling, &tellings[found as usize]).then_some(found)
    }

    /// The first telling of those days that names a town by this key.
    fn called(&self, key: u64, tellings: &[Telling], telling: &Telling) -> Option<u32> {
        let near = |n: &&u32| {
            let other = &tellings[**n as usize];
            other.published_day.zip(telling.published_day).is_some_and(|(a, b)| (a - b).abs() <= NAME_DAYS)
        };
        self.named.get(&key)?.iter().filter(near).min_by_key(|n| tellings[**n as usize].rank).copied()
    }

    /// The one town that the publisher's others name in those days.
    fn by_publisher(&self, material: &Material, tellings: &[Telling], telling: &Telling) -> Option<(u32, Placed)> {
        let speech = &material.utterances[telling.utterance as usize];
        let source = speech.source.as_deref()?;
        // Who is at home in a region tells of all its towns.
        if speech.home.iter().filter_map(Spot::of).any(|home| !home.is_local()) {
            return None;
        }
        let day = telling.published_day?;
        let near = |n: &&u32| tellings[**n as usize].published_day.is_some_and(|d| (d - day).abs() <= PUBLISHER_DAYS);
        let others: Vec<u32> = self.by_source.get(source)?.iter().filter(near).copied().collect();
        let first = others.iter().copied().min_by_key(|n| tellings[*n as usize].rank)?;
        let spot = tellings[first as usize].spot.as_ref()?;
        let same =
            |n: &u32| tellings[*n as usize].spot.as_ref().is_some_and(|s| matches!(s.relate(spot), Where::Same(_)));
        (others.iter().all(same) && fits(telling, &tellings[first as usize])).then_some((first, Placed::Publisher))
    }

    /// Reads names that many places bear as the one near which the rest of the material lies, and drops a publisher's
    /// home of which nobody tells anything.
    fn weigh_names(&mut self, material: &Material, tellings: &mut [Telling]) {
        for telling in tellings.iter() {
            if let Some(spot) = named_town(telling).filter(|spot| !spot.is_open()) {
                *self.told_of.entry(spot.degree()).or_default() += 1;
            }
        }
        let told_of = &self.told_of;
        let weight = |spot: &Spot| {
            let (lat, lon) = spot.degree();
            let around = (-1..=1).flat_map(|a| (-1..=1).map(move |b| (lat + a, lon + b)));
            around.filter_map(|degree| told_of.get(&degree)).sum::<u32>()
        };
        for telling in tellings {
            let Some(spot) = telling.spot.as_ref().filter(|spot| spot.is_town()) else { continue };
            let weighed = spot.weighed(&weight);
            let home = || {
                let home = material.utterances[telling.utterance as usize].home.iter().enumerate();
                let spots = home.filter_map(|(n, m)| Some((n as u32, Spot::of(m)?)));
                spots
                    .filter(|(_, spot)| spot.is_town() && weight(spot) > 0)
                    .map(|(n, spot)| (n, spot.weighed(&weight)))
                    .next()
            };
            if telling.placed != Placed::Home
                && spot.is_open()
                && weight(&weighed) == 0
                && let Some((n, home)) = home()
            {
                // A quarter or a street, as like as not, that is called like some far village.
                (telling.spot, telling.placed) = (Some(home), Placed::Home);
                telling.mention = Some((telling.utterance, n));
                continue;
            }
            let nowhere = telling.placed == Placed::Home && weight(&weighed) == 0;
            telling.spot = (!nowhere).then_some(weighed);
            if nowhere {
                (telling.placed, telling.mention) = (Placed::No, None);
            }
        }
    }
}

/// Villages of its surroundings that a town's channel tells of as of the town.
const AROUND_HOME_KM: u32 = 15;
/// So far from a town's channel, a small place of the name is as like as not a street or quarter of the town.
const FAR_FROM_HOME_KM: u32 = 100;
/// Towns of a larger radius are known by their name far away.
const KNOWN_AFAR_M: u32 = 4_000;

/// A place that a town's channel names without naming the town: it may be a village near by, or a street or quarter that
/// bears the name of a place far off. Then it is open which is meant.
fn at_home(material: &Material, telling: &Telling, own: &Spot, home: &Spot) -> Option<Spot> {
    let Where::Apart(km) = own.relate(home) else { return None };
    let speech = &material.utterances[telling.utterance as usize];
    let told =
        speech.places.iter().filter_map(Spot::of).any(|s| s.is_town() && matches!(s.relate(home), Where::Same(_)));
    let near = km <= AROUND_HOME_KM;
    let street = km > FAR_FROM_HOME_KM && own.radius_m() <= KNOWN_AFAR_M;
    let open = own.is_town() && home.is_town() && !told && (near || street);
    open.then(|| own.clone().or_at(home))
}

/// The town that a telling's own text names.
fn named_town(telling: &Telling) -> Option<&Spot> {
    let named = matches!(telling.placed, Placed::Named | Placed::Context);
    telling.spot.as_ref().filter(|spot| named && spot.is_town())
}

/// Whether the place of one does not contradict what the other says of its own. A name that others know far from a
/// publisher's town is there a street or a quarter.
fn fits(telling: &Telling, other: &Telling) -> bool {
    let near = |km: u32| telling.placed == Placed::Near || telling.placed == Placed::Home && km <= FAR_FROM_HOME_KM;
    let both = telling.spot.as_ref().zip(other.spot.as_ref());
    both.is_none_or(|(own, there)| match own.relate(there) {
        Where::Apart(km) => near(km),
        _ => true,
    })
}
