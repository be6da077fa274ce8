//! A circle on the globe as a polygon that contains it, in whole thousandths of a degree. The maths is `libm`'s, which
//! gives the same bits on every machine.

/// Corners of a polygon, the first repeated at the end, counter-clockwise: longitude and latitude in thousandths.
pub(crate) type Ring = Vec<[i32; 2]>;

const CORNERS: i32 = 48;
/// Mean radius of the Earth in metres (IUGG).
const EARTH_M: f64 = 6_371_008.8;

/// The circle around a point given in micro-degrees: one ring, or two where it crosses the antimeridian. Where it would
/// take in a pole, the latitudes are cut at 89.9 degrees.
pub(crate) fn around(lat_e6: i32, lon_e6: i32, radius_m: u32) -> Vec<Ring> {
    let (lat, lon) = (f64::from(lat_e6) * 1e-6, f64::from(lon_e6) * 1e-6);
    // A polygon through points on the circle lies inside it; a little further out it lies around it. The hundredth on
    // top makes up for rounding to thousandths of a degree.
    let angle = f64::from(radius_m) * 1.01 / libm::cos(std::f64::consts::PI / f64::from(CORNERS)) / EARTH_M;
    let phi = lat.to_radians();
    let mut ring: Ring = (0..CORNERS)
        .map(|corner| {
            // Bearings fall, so that the ring turns left.
            let bearing = -std::f64::consts::TAU * f64::from(corner) / f64::from(CORNERS);
            let sine = libm::sin(phi) * libm::cos(angle) + libm::cos(phi) * libm::sin(angle) * libm::cos(bearing);
            let to_lat = libm::asin(sine.clamp(-1.0, 1.0));
            let east = libm::atan2(
                libm::sin(bearing) * libm::sin(angle) * libm::cos(phi),
                libm::cos(angle) - libm::sin(phi) * sine,
            );
            let thousandths = |degrees: f64| libm::round(degrees * 1000.0) as i32;
            [thousandths(lon + east.to_degrees()), thousandths(to_lat.to_degrees()).clamp(-89_900, 89_900)]
        })
        .collect();
    ring.push(ring[0]);
    let (west, most_east) = ring.iter().fold((i32::MAX, i32::MIN), |(low, high), [x, _]| (low.min(*x), high.max(*x)));
    if west >= -180_000 && most_east <= 180_000 {
        return vec![ring];
    }
    // Everything in one turn past the western edge, then cut at the antimeridian and brought back.
    let shift = if west < -180_000 { 360_000 } else { 0 };
    let moved: Ring = ring.iter().map(|[x, y]| [x + shift, *y]).collect();
    let parts = [(cut(&moved, false), 0), (cut(&moved, true), -360_000)];
    parts
        .into_iter()
        .filter(|(part, _)| part.len() > 3)
        .map(|(part, back)| part.into_iter().map(|[x, y]| [x + back, y]).collect())
        .collect()
}

/// The part of a ring on one side of the 180th meridian (Sutherland and Hodgman 1974, one edge).
fn cut(ring: &Ring, beyond: bool) -> Ring {
    const EDGE: i32 = 180_000;
    let inside = |x: i32| if beyond { x >= EDGE } else { x <= EDGE };
    let mut out = Ring::new();
    for pair in ring.windows(2) {
        let ([x0, y0], [x1, y1]) = (pair[0], pair[1]);
        // Asked for only where the two lie on different sides, so they differ.
        let crossing = || {
            let (rise, run) = (i64::from(y1 - y0), i64::from(x1 - x0));
            [EDGE, y0 + (rise * i64::from(EDGE - x0) / run) as i32]
        };
        match (inside(x0), inside(x1)) {
            (true, true) => out.push([x1, y1]),
            (true, false) => out.push(crossing()),
            (false, true) => out.extend([crossing(), [x1, y1]]),
            (false, false) => {}
        }
    }
    if let Some(first) = out.first().copied() {
        out.push(first);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance_m(from: [f64; 2], to: [f64; 2]) -> f64 {
        let [lon0, lat0, lon1, lat1] = [from[0], from[1], to[0], to[1]].map(f64::to_radians);
        let h = ((lat1 - lat0) / 2.0).sin().powi(2) + lat0.cos() * lat1.cos() * ((lon1 - lon0) / 2.0).sin().powi(2);
        2.0 * EARTH_M * h.sqrt().asin()
    }

    fn area(ring: &Ring) -> i64 {
        ring.windows(2).map(|p| i64::from(p[0][0]) * i64::from(p[1][1]) - i64::from(p[1][0]) * i64::from(p[0][1])).sum()
    }

    proptest::proptest! {
        #[test]
        fn the_polygon_contains_the_circle_closes_and_turns_left(
            lat in -70_000_000_i32..70_000_000, lon in -180_000_000_i32..=180_000_000, radius in 8_000_u32..400_000
        ) {
            let rings = around(lat, lon, radius);
            proptest::prop_assert!((1..=2).contains(&rings.len()));
            for ring in &rings {
                proptest::prop_assert_eq!(ring.first(), ring.last());
                proptest::prop_assert!(area(ring) > 0);
                proptest::prop_assert!(ring.iter().all(|[x, y]| x.abs() <= 180_000 && y.abs() <= 90_000));
                // Every corner that is not on the cut lies outside the circle, and not far outside.
                let middle = [f64::from(lon) * 1e-6, f64::from(lat) * 1e-6];
                for [x, y] in ring.iter().filter(|[x, _]| x.abs() < 180_000) {
                    let away = distance_m(middle, [f64::from(*x) / 1e3, f64::from(*y) / 1e3]) / f64::from(radius);
                    proptest::prop_assert!((1.0..1.03).contains(&away), "{}", away);
                }
            }
        }
    }

    #[test]
    fn a_circle_over_the_antimeridian_is_two_polygons() {
        let rings = around(-17_800_000, 179_900_000, 50_000);
        assert_eq!(rings.len(), 2);
        assert!(rings[0].iter().all(|[x, _]| *x > 179_000) && rings[1].iter().all(|[x, _]| *x < -179_000));
        assert_eq!(around(-17_800_000, -179_900_000, 50_000).len(), 2);
        assert_eq!(around(50_600_000, 36_600_000, 8_000).len(), 1);
    }
}
