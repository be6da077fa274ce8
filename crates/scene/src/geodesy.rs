//! Lines on the WGS 84 ellipsoid (Karney 2013, through geographiclib), areas of its zones, and a local plane for work
//! over a few kilometres.

use std::str::FromStr;

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};
use serde::{Deserialize, Serialize};

use crate::angle::{atan2, cos, sin, turn};
use crate::finding::Decimal;

/// A point: degrees, latitude north positive, longitude east positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Latitude, −90 to 90.
    pub lat: f64,
    /// Longitude, −180 to 180.
    pub lon: f64,
}

impl Point {
    /// A point, or nothing where the numbers are no latitude and longitude.
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then_some(Self { lat, lon })
    }
}

/// Why a text is no point.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a latitude and longitude such as 50.566,36.572 (north and east positive): {0}")]
pub struct NotAPoint(pub String);

/// A point as it was stated: decimal text, so that it can be kept and hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// Latitude in degrees.
    pub lat: Decimal,
    /// Longitude in degrees.
    pub lon: Decimal,
}

impl FromStr for At {
    type Err = NotAPoint;

    /// Reads `LAT,LON`.
    fn from_str(text: &str) -> Result<Self, NotAPoint> {
        let wrong = || NotAPoint(text.chars().take(40).collect());
        let (lat, lon) = text.split_once(',').ok_or_else(wrong)?;
        let at = Self { lat: lat.parse().map_err(|_| wrong())?, lon: lon.parse().map_err(|_| wrong())? };
        at.point().map(|_| at)
    }
}

impl At {
    /// The point.
    pub fn point(&self) -> Result<Point, NotAPoint> {
        Point::new(self.lat.value(), self.lon.value()).ok_or_else(|| NotAPoint(self.text()))
    }

    /// `50.566,36.572`.
    pub fn text(&self) -> String {
        format!("{},{}", self.lat, self.lon)
    }
}

/// The shortest line between two points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Length in metres.
    pub distance_m: f64,
    /// Bearing at the first point, degrees clockwise from true north, 0 to 360.
    pub bearing: f64,
    /// Direction of travel at the second point, 0 to 360.
    pub arrival: f64,
}

/// The shortest line from one point to another (the inverse problem).
pub fn line(from: Point, to: Point) -> Line {
    let (distance_m, bearing, arrival, _arc): (f64, f64, f64, f64) =
        Geodesic::wgs84().inverse(from.lat, from.lon, to.lat, to.lon);
    Line { distance_m, bearing: turn(bearing), arrival: turn(arrival) }
}

/// Where one gets from a point in a direction (degrees clockwise from north) after a distance in metres.
pub fn travel(from: Point, bearing: f64, distance_m: f64) -> Point {
    let (lat, lon): (f64, f64) = Geodesic::wgs84().direct(from.lat, from.lon, bearing, distance_m);
    Point { lat, lon }
}

/// Semi-axes of WGS 84 in metres and the first eccentricity.
const POLAR_M: f64 = 6_356_752.314_245_179;
const ECCENTRICITY: f64 = 0.081_819_190_842_621_5;

/// Area in square metres of the ellipsoid between the equator and a latitude, for one degree of longitude; negative in
/// the south.
fn wedge_m2(lat: f64) -> f64 {
    let s = sin(lat);
    let es = ECCENTRICITY * s;
    let log = libm::log((1.0 + es) / (1.0 - es)) / (2.0 * ECCENTRICITY);
    POLAR_M * POLAR_M / 2.0 * (s / (1.0 - es * es) + log) * (std::f64::consts::PI / 180.0)
}

/// Area in square metres between two latitudes and over a width in degrees of longitude, exact on WGS 84.
pub fn zone_area_m2(south: f64, north: f64, width: f64) -> f64 {
    (wedge_m2(north) - wedge_m2(south)) * width
}

/// A plane around a point, east and north in metres: azimuthal equidistant, true from the centre in distance and
/// bearing. Away from it bearings err by less than 0.001° within 20 km.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plane {
    /// The point that is 0, 0.
    pub centre: Point,
}

impl Plane {
    /// East and north in metres of a point.
    pub fn of(&self, point: Point) -> [f64; 2] {
        let line = line(self.centre, point);
        [line.distance_m * sin(line.bearing), line.distance_m * cos(line.bearing)]
    }

    /// The point at so many metres east and north.
    pub fn at(&self, [east, north]: [f64; 2]) -> Point {
        travel(self.centre, atan2(east, north), libm::hypot(east, north))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zones_of_the_earth_add_up_to_its_area() {
        let earth = zone_area_m2(-90.0, 90.0, 360.0);
        assert!((earth / 510_065_621_724_000.0 - 1.0).abs() < 1e-9, "{earth}");
    }

    #[test]
    fn plane_and_earth_are_each_others_inverse() {
        let plane = Plane { centre: Point { lat: 50.5, lon: 36.6 } };
        for [east, north] in [[0.0, 0.0], [300.0, -800.0], [-19_000.0, 4_000.0]] {
            let back = plane.of(plane.at([east, north]));
            assert!((back[0] - east).abs() < 1e-6 && (back[1] - north).abs() < 1e-6, "{back:?}");
        }
    }
}
