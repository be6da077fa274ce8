//! Where a report says it happened, in the form in which reports are compared: a town, a region, or a name that no
//! gazetteer knows. Countries are too wide to tell anything and count as not said.

use model::Place;
use model::place::Precision;

use crate::material::{PlaceMention, distance_between, key};

/// A place as reports are compared by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    lat_e6: i32,
    lon_e6: i32,
    radius_m: u32,
    grain: Grain,
    /// Numbers of the name, the region's name and the country: compared only for equality.
    name: u64,
    region: u64,
    country: u64,
    /// Keys of the name as written, for names without a point.
    keys: Vec<u64>,
    /// Other places of the name, where the text does not say which is meant.
    others: Vec<Spot>,
}

/// How finely a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grain {
    /// A building or a street.
    Address,
    /// A town, or a point given relative to one.
    Town,
    /// A name in no gazetteer; whether town, street or quarter is not known.
    Unknown,
    /// A region, or somewhere in it.
    Region,
}

/// How two places stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Where {
    /// The same town or the same point within its radius; kilometres between the points, rounded.
    Same(u32),
    /// One lies in the region that the other names, or both name one region.
    Within,
    /// One of them may be the other, for its text does not say which place of the name it means.
    Perhaps,
    /// Nothing to compare.
    Untold,
    /// They cannot be one place; kilometres between the points.
    Apart(u32),
}

/// So many times more of the material near one place of a name than near the next settles which is meant.
const DECISIVE: u32 = 4;
/// Areas wider than this (Central Europe, the Black Sea) are no region to place a report in.
const WIDEST_REGION_M: u32 = 400_000;
/// A place of the name within this distance of the publisher's home is the one meant.
const NEAR_KM: f64 = 150.0;
/// Two points by different names are one place up to this distance: gazetteers differ by so much.
const SAME_POINT_KM: f64 = 2.0;
/// What a town of one name may be off, beside the radii: relative places keep the name of the town they are told from.
const SAME_NAME_KM: f64 = 5.0;

impl Spot {
    /// The place of a mention; nothing for a country.
    pub fn of(mention: &PlaceMention) -> Option<Self> {
        let Some(place) = &mention.place else {
            let keys = mention.keys.clone();
            let unknown = Self {
                lat_e6: 0,
                lon_e6: 0,
                radius_m: 0,
                grain: Grain::Unknown,
                name: 0,
                region: 0,
                country: 0,
                keys,
                others: Vec::new(),
            };
            return Some(unknown).filter(|spot| !spot.keys.is_empty());
        };
        let mut spot = Self::at(place)?;
        if !mention.supported && spot.is_town() {
            spot.others = mention.alternatives.iter().filter_map(Self::at).filter(Self::is_town).collect();
        }
        spot.keys.clone_from(&mention.keys);
        Some(spot)
    }

    /// The place of a point; nothing for a country.
    pub fn at(place: &Place) -> Option<Self> {
        let grain = match place.precision {
            Precision::Address => Grain::Address,
            Precision::Town => Grain::Town,
            Precision::Region if place.radius_m <= WIDEST_REGION_M => Grain::Region,
            Precision::Region | Precision::Country => return None,
        };
        let region = place.region.as_deref().or((grain == Grain::Region).then_some(&place.name));
        Some(Self {
            lat_e6: place.lat_e6,
            lon_e6: place.lon_e6,
            radius_m: place.radius_m,
            grain,
            name: key(&place.name),
            region: region.map_or(0, key),
            country: place.country.as_deref().map_or(0, key),
            keys: Vec::new(),
            others: Vec::new(),
        })
    }

    /// Whether it is read from this place.
    pub fn is(&self, place: &Place) -> bool {
        self.lat_e6 == place.lat_e6 && self.lon_e6 == place.lon_e6
    }

    /// How finely it is known.
    pub fn grain(&self) -> Grain {
        self.grain
    }

    /// Whether it is a town or finer, or a name that may be one.
    pub fn is_local(&self) -> bool {
        self.grain != Grain::Region
    }

    /// Whether it is known where it is, as a town or finer.
    pub fn is_town(&self) -> bool {
        self.grain <= Grain::Town
    }

    /// The same point read as the region around it.
    pub fn as_region(&self) -> Self {
        Self { grain: Grain::Region, name: self.region, others: Vec::new(), ..self.clone() }
    }

    /// The place among those of its name that lies in or near another place; nothing where it is settled or none does.
    pub fn settled_by(&self, near: &Self) -> Option<Self> {
        // A publisher named after the same open name settles nothing.
        if self.others.is_empty() || !self.is_town() || self.distance(near) < SAME_NAME_KM && near.is_open() {
            return None;
        }
        let close = |spot: &&Self| match near.grain {
            Grain::Region => spot.region == near.region && spot.country == near.country,
            Grain::Town | Grain::Address => {
                spot.region().0 != 0 && spot.region() == near.region() || spot.distance(near) <= NEAR_KM
            }
            Grain::Unknown => false,
        };
        let found = std::iter::once(self).chain(&self.others).find(close)?;
        Some(Self { keys: self.keys.clone(), others: Vec::new(), ..found.clone() })
    }

    /// The degree of latitude and longitude in which it lies.
    pub fn degree(&self) -> (i32, i32) {
        (self.lat_e6.div_euclid(1_000_000), self.lon_e6.div_euclid(1_000_000))
    }

    /// The same name read as that of its places which weighs most; the others stay possible.
    pub fn weighed(&self, weight: &dyn Fn(&Self) -> u32) -> Self {
        let mut all: Vec<Self> = vec![Self { others: Vec::new(), ..self.clone() }];
        all.extend(self.others.iter().map(|other| Self { keys: self.keys.clone(), ..other.clone() }));
        let best = (0..all.len()).max_by_key(|n| (weight(&all[*n]), all.len() - n)).unwrap_or(0);
        let mut first = all.remove(best);
        let next = all.iter().map(weight).max().unwrap_or(0);
        if weight(&first) < DECISIVE * next.max(1) {
            first.others = all;
        }
        first
    }

    /// The place among those of its name that is the other, where that one is settled or its first.
    pub fn as_other(&self, other: &Self) -> Option<Self> {
        let one = self
            .others
            .iter()
            .find(|spot| spot.is_town() && matches!(spot.relate_points(other), Where::Same(_) | Where::Within))?;
        Some(Self { keys: self.keys.clone(), others: Vec::new(), ..one.clone() })
    }

    /// Other names beside one that no gazetteer knows: any of them may be known to others.
    pub fn add_keys(&mut self, keys: Vec<u64>) {
        self.keys.extend(keys);
        self.keys.sort_unstable();
        self.keys.dedup();
    }

    /// The same name, which may mean another place too.
    pub fn or_at(mut self, other: &Self) -> Self {
        self.others.push(Self { others: Vec::new(), ..other.clone() });
        self
    }

    /// Radius in metres.
    pub fn radius_m(&self) -> u32 {
        self.radius_m
    }

    /// Whether it is open which place of the name it is.
    pub fn is_open(&self) -> bool {
        !self.others.is_empty()
    }

    /// A place of the name somewhere in a region, where none that is known lies there.
    pub fn held_in(&self, region: &Self) -> Self {
        Self { keys: self.keys.clone(), name: self.name, others: Vec::new(), ..region.clone() }
    }

    /// Whether it is a name somewhere in a region, not the region itself.
    fn is_held(&self) -> bool {
        self.grain == Grain::Region && self.name != self.region
    }

    /// Keys of the name as written.
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// Region and country, as numbers; 0 where the region is not known.
    pub fn region(&self) -> (u64, u64) {
        (self.region, self.country)
    }

    /// Degrees times ten, rounded down: the cell of about 11 km by 7 km in which it is looked for.
    pub fn cell(&self) -> (i32, i32) {
        (self.lat_e6.div_euclid(100_000), self.lon_e6.div_euclid(100_000))
    }

    /// How it stands to another.
    pub fn relate(&self, other: &Self) -> Where {
        let points = self.relate_points(other);
        let perhaps = || self.as_other(other).is_some() || other.as_other(self).is_some();
        if matches!(points, Where::Apart(_)) && perhaps() { Where::Perhaps } else { points }
    }

    fn relate_points(&self, other: &Self) -> Where {
        if self.grain == Grain::Unknown || other.grain == Grain::Unknown {
            let same = share(&self.keys, &other.keys);
            return if same { Where::Same(0) } else { Where::Untold };
        }
        if self.is_held() || other.is_held() {
            return self.relate_held(other);
        }
        match (self.grain == Grain::Region, other.grain == Grain::Region) {
            (false, false) => self.towns(other),
            (true, true) => {
                let one = self.region == other.region && self.country == other.country;
                if one { Where::Within } else { Where::Apart(self.km(other)) }
            }
            (true, false) => other.inside(self),
            (false, true) => self.inside(other),
        }
    }

    /// One is a name somewhere in a region: the same where the other shares the name and the region.
    fn relate_held(&self, other: &Self) -> Where {
        let one_region = self.region == other.region && self.country == other.country;
        let whole = |spot: &Self| spot.grain == Grain::Region && !spot.is_held();
        match (one_region, share(&self.keys, &other.keys)) {
            (false, _) => Where::Apart(self.km(other)),
            (true, true) => Where::Same(0),
            (true, false) if whole(self) || whole(other) => Where::Within,
            (true, false) => Where::Untold,
        }
    }

    fn towns(&self, other: &Self) -> Where {
        if (self.lat_e6, self.lon_e6) == (other.lat_e6, other.lon_e6) {
            return Where::Same(0);
        }
        let km = self.distance(other);
        let radii = f64::from(self.radius_m + other.radius_m) / 1000.0;
        let named = self.grain == Grain::Town && other.grain == Grain::Town;
        let reach = if !named {
            radii.max(SAME_POINT_KM)
        } else if self.name == other.name {
            radii + SAME_NAME_KM
        } else {
            SAME_POINT_KM
        };
        if km <= reach { Where::Same(rounded(km)) } else { Where::Apart(rounded(km)) }
    }

    fn inside(&self, region: &Self) -> Where {
        let named = self.region != 0 && region.region != 0;
        let inside = if named {
            self.region == region.region && self.country == region.country
        } else {
            self.distance(region) <= f64::from(region.radius_m) / 1000.0
        };
        if inside { Where::Within } else { Where::Apart(self.km(region)) }
    }

    fn km(&self, other: &Self) -> u32 {
        rounded(self.distance(other))
    }

    /// Kilometres between the points.
    fn distance(&self, other: &Self) -> f64 {
        f64::from(distance_between((self.lat_e6, self.lon_e6), (other.lat_e6, other.lon_e6))) / 1000.0
    }
}

fn rounded(km: f64) -> u32 {
    libm::round(km) as u32
}

/// Whether two sorted lists have a member in common.
pub(crate) fn share(a: &[u64], b: &[u64]) -> bool {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => return true,
        }
    }
    false
}
