//! A place as the design writes it in JSON: a point with a stated radius and precision, never a bare coordinate.

use serde::{Deserialize, Serialize};

/// How exactly a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A street address or a single building.
    Address,
    /// A populated place, or a point given relative to one.
    Town,
    /// A first-level region.
    Region,
    /// A country.
    Country,
}

/// Where something is said to be. Coordinates are WGS 84 in micro-degrees, so that nothing hashed is a float.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The name the gazetteer gives it.
    pub name: String,
    /// ISO 3166-1 alpha-2, where known.
    pub country: Option<String>,
    /// First-level region, where known.
    pub region: Option<String>,
    /// Latitude in micro-degrees, north positive, ±90,000,000.
    pub lat_e6: i32,
    /// Longitude in micro-degrees, east positive, ±180,000,000.
    pub lon_e6: i32,
    /// Radius in metres of the circle around the point that the words allow.
    pub radius_m: u32,
    /// What kind of area the words name.
    pub precision: Precision,
}

impl Place {
    /// Great-circle distance in kilometres (haversine on a sphere of radius 6,371.0088 km; error below 0.6 %).
    pub fn distance_km(&self, other: &Self) -> f64 {
        let rad = |e6: i32| f64::from(e6) * 1e-6_f64.to_radians();
        let (lat1, lat2) = (rad(self.lat_e6), rad(other.lat_e6));
        let (dlat, dlon) = (lat2 - lat1, rad(other.lon_e6) - rad(self.lon_e6));
        let h = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
        2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
    }
}
