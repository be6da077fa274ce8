//! GeoJSON (RFC 7946) of the places that claims speak of and of the incidents that they were put together to. A place is drawn as the region in which it lies, its middle
//! rounded as everywhere in a dossier and its radius widened by what the rounding may have moved it.

use std::collections::{BTreeMap, BTreeSet};

use case::Case;
use case::view::ClaimedPlace;
use model::place::Precision;
use model::{ItemId, PostId};
use serde_json::{Map, Value, json};

use super::circle::{self, Ring};
use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::policy::ROUNDING_M;
use crate::redact::{Redactor, coarse, on_grid};
use crate::rows::{Area, DrawnIncident, Items, LARGEST_M};

/// Path in the bundle.
pub(crate) const PATH: &str = "places.geojson";

/// What makes it the same place on the map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    name: String,
    country: Option<String>,
    region: Option<String>,
    lat_e6: i32,
    lon_e6: i32,
    radius_m: u32,
    precision: Precision,
}

#[derive(Default)]
struct Speaking {
    claims: u64,
    posts: BTreeSet<PostId>,
    items: BTreeSet<ItemId>,
    entries: BTreeSet<u64>,
}

/// Writes one feature for each place, in the order of their names, and one for each incident that can be drawn.
pub(crate) fn write(
    case: &Case,
    redactor: &Redactor,
    items: &Items,
    incidents: &[DrawnIncident],
    shelf: &mut Shelf<'_>,
) -> Result<(), Error> {
    let mut spots: BTreeMap<Spot, Speaking> = BTreeMap::new();
    case.each_claimed_place(&mut |claimed| {
        let ClaimedPlace { item, post, finding, place, claims } = claimed;
        let spot = Spot {
            name: redactor.again(&place.name),
            country: place.country,
            region: place.region,
            lat_e6: on_grid(place.lat_e6),
            lon_e6: on_grid(place.lon_e6),
            radius_m: place.radius_m.saturating_add(ROUNDING_M),
            precision: place.precision,
        };
        let speaking = spots.entry(spot).or_default();
        speaking.claims += claims;
        speaking.posts.extend(post);
        speaking.items.insert(item);
        speaking.entries.insert(finding);
    })?;
    shelf.put(PATH, |to| -> Result<(), Cause> {
        writeln!(to, "{{\"type\":\"FeatureCollection\",\"features\":[")?;
        for (at, (spot, speaking)) in spots.iter().enumerate() {
            let comma = if at + 1 < spots.len() + incidents.len() { "," } else { "" };
            let geometry = if spot.radius_m > LARGEST_M {
                "null".to_owned()
            } else {
                geometry(&circle::around(spot.lat_e6, spot.lon_e6, spot.radius_m))
            };
            let properties = serde_json::to_string(&properties(spot, speaking, items)).map_err(case::Error::from)?;
            writeln!(to, "{{\"type\":\"Feature\",\"geometry\":{geometry},\"properties\":{properties}}}{comma}")?;
        }
        for (at, incident) in incidents.iter().enumerate() {
            let comma = if at + 1 < incidents.len() { "," } else { "" };
            let Area { lat_e6, lon_e6, radius_m } = incident.area;
            let geometry = geometry(&circle::around(lat_e6, lon_e6, radius_m));
            let properties = serde_json::to_string(&told(incident)).map_err(case::Error::from)?;
            writeln!(to, "{{\"type\":\"Feature\",\"geometry\":{geometry},\"properties\":{properties}}}{comma}")?;
        }
        writeln!(to, "]}}")?;
        Ok(())
    })
}

fn told(incident: &DrawnIncident) -> Value {
    let Area { lat_e6, lon_e6, radius_m } = incident.area;
    json!({
        "what": "said to have happened here",
        "incident": incident.number,
        "happening": incident.what,
        "name": incident.place,
        "time": incident.time,
        "claims": incident.claims,
        "independent_origins": incident.origins,
        "radius_m": radius_m,
        "middle": {"lat": coarse(lat_e6), "lon": coarse(lon_e6)},
    })
}

fn properties(spot: &Spot, speaking: &Speaking, items: &Items) -> Value {
    let mut members = Map::new();
    let mut put = |key: &str, value: Value| members.insert(key.to_owned(), value);
    put("name", json!(spot.name));
    put("country", json!(spot.country));
    put("region", json!(spot.region));
    put("precision", json!(spot.precision));
    put("radius_m", json!(spot.radius_m));
    put("middle", json!({"lat": coarse(spot.lat_e6), "lon": coarse(spot.lon_e6)}));
    put("what", json!("claims speak of it"));
    put("claims", json!(speaking.claims));
    put("posts", json!(speaking.posts.len()));
    put("items", json!(speaking.items.iter().map(|id| items.number(*id)).collect::<BTreeSet<_>>()));
    put("log_entries", json!(speaking.entries));
    Value::Object(members)
}

/// One ring is a polygon; a circle that the antimeridian cuts is two (RFC 7946 section 3.1.9).
fn geometry(rings: &[Ring]) -> String {
    let ring = |ring: &Ring| {
        let points: Vec<String> =
            ring.iter().map(|[lon, lat]| format!("[{},{}]", degrees(*lon), degrees(*lat))).collect();
        format!("[[{}]]", points.join(","))
    };
    match rings {
        [one] => format!("{{\"type\":\"Polygon\",\"coordinates\":{}}}", ring(one)),
        several => {
            let polygons: Vec<String> = several.iter().map(ring).collect();
            format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[{}]}}", polygons.join(","))
        }
    }
}

/// Thousandths of a degree as a decimal number.
fn degrees(thousandths: i32) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let n = thousandths.unsigned_abs();
    format!("{sign}{}.{:03}", n / 1000, n % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::GRID_MICRO_DEGREES;

    #[test]
    fn a_place_is_on_the_grid_and_within_its_widened_radius() {
        for e6 in [50_593_712, -3_703_790, 49_999, -50_000, 50_000, 0, 179_999_999] {
            let on_grid = on_grid(e6);
            assert_eq!(on_grid % GRID_MICRO_DEGREES, 0);
            assert!((on_grid - e6).abs() <= GRID_MICRO_DEGREES / 2);
            assert_eq!(coarse(on_grid), coarse(e6), "the map and the tables say the same");
        }
        // Half the diagonal of a cell at the equator, where it is largest: 111.195 km to a degree.
        let half_diagonal = 111_195.0 * 0.05 * std::f64::consts::SQRT_2;
        assert!(f64::from(ROUNDING_M) >= half_diagonal);
    }

    #[test]
    fn degrees_are_written_without_floating_point() {
        assert_eq!([0, -1, 50_600, -180_000].map(degrees), ["0.000", "-0.001", "50.600", "-180.000"]);
    }
}
