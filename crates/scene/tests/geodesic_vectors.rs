//! Geodesics against the vectors of the reference implementation.

#![allow(clippy::unwrap_used)]

use scene::angle::between;
use scene::geodesy::{Point, line, travel};
use serde_json::Value;

mod shared;

fn point(row: &Value, lat: &str, lon: &str) -> Point {
    Point { lat: row[lat].as_f64().unwrap(), lon: row[lon].as_f64().unwrap() }
}

#[test]
fn geodesics_agree_with_the_reference_to_a_billionth() {
    let Some(vectors) = shared::vectors("geodesic.json") else { return };
    let mut worst = (0.0_f64, 0.0_f64);
    let rows = |key: &str| vectors[key].as_array().unwrap().clone();
    for row in rows("named").iter().chain(&rows("inverse")) {
        let found = line(point(row, "lat1", "lon1"), point(row, "lat2", "lon2"));
        let metres = row["distance_m"].as_f64().unwrap();
        // The vectors are rounded to a micrometre.
        worst.0 = worst.0.max((found.distance_m - metres).abs() / (metres.max(1000.0)));
        let kind = row["kind"].as_str().unwrap_or("named");
        if kind == "random" || kind == "named" {
            assert!(between(found.bearing, row["azimuth1_deg"].as_f64().unwrap()).abs() < 2e-9, "{row}");
            assert!(between(found.arrival, row["azimuth2_deg"].as_f64().unwrap()).abs() < 2e-9, "{row}");
        }
    }
    for row in rows("direct") {
        let from = point(&row, "lat1", "lon1");
        let (bearing, metres) = (row["azimuth1_deg"].as_f64().unwrap(), row["distance_m"].as_f64().unwrap());
        let found = travel(from, bearing, metres);
        worst.1 = worst.1.max(line(found, point(&row, "lat2", "lon2")).distance_m / metres.max(1e6));
    }
    assert!(worst.0 < 1e-9 && worst.1 < 1e-9, "{worst:?}");
}
