//! Regions as GeoJSON (RFC 7946) and KML 2.2, made from outlines. What may be written for others has been coarsened by
//! then: these functions take what they are given.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Region, Ring};

fn closed(ring: &Ring) -> Vec<[f64; 2]> {
    ring.iter().chain(ring.first()).copied().collect()
}

/// One FeatureCollection, the widest level first so that narrower ones lie on top.
pub fn geojson(regions: &[&Region], title: &str) -> Value {
    let mut sorted = regions.to_vec();
    sorted.sort_by_key(|region| std::cmp::Reverse(region.level_percent));
    let features: Vec<Value> = sorted
        .iter()
        .map(|region| {
            let polygons: Vec<Vec<Vec<[f64; 2]>>> = region
                .outlines()
                .iter()
                .map(|polygon| std::iter::once(&polygon.outer).chain(&polygon.holes).map(closed).collect())
                .collect();
            json!({
                "type": "Feature",
                "properties": {
                    "title": title,
                    "level_percent": region.level_percent,
                    "area_km2": region.area_km2(),
                    "cell_degrees": region.step(),
                },
                "geometry": {"type": "MultiPolygon", "coordinates": polygons},
            })
        })
        .collect();
    json!({"type": "FeatureCollection", "features": features})
}

/// One KML document.
pub fn kml(regions: &[&Region], title: &str) -> String {
    let escaped = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let escaped: String = escaped.chars().filter(|c| !c.is_control()).collect();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>\
         <name>{escaped}</name>\n"
    );
    let ring = |out: &mut String, name: &str, ring: &Ring| {
        let _ = write!(out, "<{name}><LinearRing><coordinates>");
        for [lon, lat] in closed(ring) {
            let _ = write!(out, "{lon},{lat} ");
        }
        let _ = write!(out, "</coordinates></LinearRing></{name}>");
    };
    for region in regions {
        let _ = write!(
            out,
            "<Placemark><name>{} %, {:.0} km²</name><Style><PolyStyle><color>5500a5ff</color></PolyStyle></Style>\
             <MultiGeometry>",
            region.level_percent,
            region.area_km2()
        );
        for polygon in region.outlines() {
            out.push_str("<Polygon>");
            ring(&mut out, "outerBoundaryIs", &polygon.outer);
            for hole in &polygon.holes {
                ring(&mut out, "innerBoundaryIs", hole);
            }
            out.push_str("</Polygon>\n");
        }
        out.push_str("</MultiGeometry></Placemark>\n");
    }
    out.push_str("</Document></kml>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Run, Shows};
    use super::*;

    #[test]
    fn files_hold_closed_rings_and_escaped_titles() {
        let runs = vec![Run { row: 90, from: 180, to: 182 }];
        let region = Region::new(Shows::Scene, 95, 1_000_000, runs);
        let value = geojson(&[&region], "a <b> & c");
        let ring = &value["features"][0]["geometry"]["coordinates"][0][0];
        assert_eq!(ring, &json!([[0.0, 0.0], [2.0, 0.0], [2.0, 1.0], [0.0, 1.0], [0.0, 0.0]]));
        let kml = kml(&[&region], "a <b> & c");
        assert!(kml.contains("<name>a &lt;b&gt; &amp; c</name>") && kml.contains("0,0 2,0 2,1 0,1 0,0 "));
    }
}
