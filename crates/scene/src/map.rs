//! Regions on a map: plate carrée, land from Natural Earth (1:110m, public domain), the whole earth or the part that
//! holds what is shown.

use crate::drawing::{Anchor, Drawing, Paint};
use crate::geodesy::Point;
use crate::region::Region;

/// Rings of hundredths of a degree: a count, then longitude and latitude of each point, all 2 bytes big-endian.
const LAND: &[u8] = include_bytes!("../data/land-110m.bin");

/// The outlines of land as rings of longitude and latitude in degrees.
pub fn land() -> Vec<Vec<[f64; 2]>> {
    let mut rings = Vec::new();
    let mut rest = LAND;
    while let Some((count, after)) = rest.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes(*count)) * 4;
        let Some((ring, after)) = after.split_at_checked(length) else { break };
        let degrees = |b: &[u8]| f64::from(i16::from_be_bytes([b[0], b[1]])) / 100.0;
        rings.push(ring.chunks_exact(4).map(|p| [degrees(&p[..2]), degrees(&p[2..])]).collect());
        rest = after;
    }
    rings
}

/// A point with a name.
pub struct Mark<'m> {
    /// Where.
    pub at: Point,
    /// What stands beside it.
    pub name: &'m str,
    /// Colour of the dot.
    pub colour: &'m str,
}

const WIDTH: f64 = 960.0;
const TOP: f64 = 40.0;

/// A map of regions (drawn in their order, so the widest comes first) and marks.
pub fn map(title: &str, regions: &[&Region], marks: &[Mark<'_>]) -> String {
    let [south, west, north, east] = frame(regions, marks);
    let height = (WIDTH * (north - south) / (east - west)).clamp(240.0, 960.0);
    let at =
        |[lon, lat]: [f64; 2]| [(lon - west) / (east - west) * WIDTH, TOP + (north - lat) / (north - south) * height];
    let mut d = Drawing::new(WIDTH, TOP + height + 26.0, title);
    d.rectangle([0.0, TOP], [WIDTH, height], Paint::fill("#e8f1f8"));
    let place = |ring: &[[f64; 2]]| -> Vec<[f64; 2]> { ring.iter().map(|p| at(*p)).map(|p| clip(p, height)).collect() };
    let land: Vec<Vec<[f64; 2]>> = land().iter().map(|r| place(r)).collect();
    d.rings(land.iter().map(Vec::as_slice), Paint { fill: "#d9d6cc", ..Paint::stroke("#a39f93", 0.6) });
    grid(&mut d, [south, west, north, east], &at, height);
    for region in regions {
        let rings: Vec<Vec<[f64; 2]>> = region
            .outlines()
            .iter()
            .flat_map(|polygon| {
                std::iter::once(&polygon.outer).chain(&polygon.holes).map(|r| place(r)).collect::<Vec<_>>()
            })
            .collect();
        let (fill, opacity) = if region.level_percent >= 90 { ("#f0a202", 0.5) } else { ("#c1440e", 0.6) };
        d.rings(rings.iter().map(Vec::as_slice), Paint { fill, ..Paint::stroke("#8a3208", 0.5) }.faint(opacity));
    }
    for mark in marks {
        let [x, y] = at([mark.at.lon, mark.at.lat]);
        d.circle([x, y], 4.0, Paint { fill: mark.colour, ..Paint::stroke("white", 1.0) });
        d.text([x + 7.0, y + 4.0], mark.name, 12.0, Anchor::Start, "#111");
    }
    d.text([WIDTH / 2.0, 25.0], title, 15.0, Anchor::Middle, "#111");
    d.text([WIDTH - 4.0, TOP + height + 17.0], "Land: Natural Earth 1:110m", 10.0, Anchor::End, "#777");
    let levels: Vec<String> =
        regions.iter().map(|r| format!("{} %: {:.0} km²", r.level_percent, r.area_km2())).collect();
    d.text([4.0, TOP + height + 17.0], &levels.join("   "), 12.0, Anchor::Start, "#111");
    d.finish()
}

/// Keeps points near the picture, so that no coordinate grows without bound.
fn clip([x, y]: [f64; 2], height: f64) -> [f64; 2] {
    [x.clamp(-40.0, WIDTH + 40.0), y.clamp(TOP, TOP + height)]
}

/// South, west, north, east of the picture: what is shown with a margin, or the whole earth.
fn frame(regions: &[&Region], marks: &[Mark<'_>]) -> [f64; 4] {
    let points = marks.iter().map(|m| [m.at.lat, m.at.lon, m.at.lat, m.at.lon]);
    let all = regions.iter().filter_map(|r| r.bounds()).chain(points);
    let joined = all.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    let Some([south, west, north, east]) = joined else { return [-90.0, -180.0, 90.0, 180.0] };
    if east - west > 150.0 || north - south > 75.0 {
        return [-90.0, -180.0, 90.0, 180.0];
    }
    let (middle, across) = ((south + north) / 2.0, (west + east) / 2.0);
    let half = ((north - south) / 2.0).max((east - west) / 4.0).max(0.002) * 1.6;
    [middle - half, across - 2.0 * half, middle + half, across + 2.0 * half]
}

fn grid(d: &mut Drawing, [south, west, north, east]: [f64; 4], at: &dyn Fn([f64; 2]) -> [f64; 2], height: f64) {
    let steps = [30.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
    let step = steps.into_iter().find(|s| (east - west) / s >= 5.0).unwrap_or(0.001);
    let places = if step >= 1.0 { 0 } else { 3 };
    let line = Paint::stroke("#9fb4c4", 0.5);
    let mut n = (west / step).ceil();
    while n * step <= east {
        let x = at([n * step, 0.0])[0];
        d.line([x, TOP], [x, TOP + height], line);
        d.text([x + 2.0, TOP + height - 3.0], &format!("{:.places$}°", n * step + 0.0), 9.0, Anchor::Start, "#5b7083");
        n += 1.0;
    }
    n = (south / step).ceil();
    while n * step <= north {
        let y = at([0.0, n * step])[1];
        d.line([0.0, y], [WIDTH, y], line);
        d.text([2.0, y - 2.0], &format!("{:.places$}°", n * step + 0.0), 9.0, Anchor::Start, "#5b7083");
        n += 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packed_land_holds_the_continents() {
        let rings = land();
        assert!(rings.len() > 100 && rings.iter().all(|r| r.len() >= 4));
        let inside = |lon: f64, lat: f64| {
            let mut odd = false;
            for ring in &rings {
                for (n, p) in ring.iter().enumerate() {
                    let q = ring[(n + 1) % ring.len()];
                    if (p[1] > lat) != (q[1] > lat) && lon < (q[0] - p[0]) * (lat - p[1]) / (q[1] - p[1]) + p[0] {
                        odd = !odd;
                    }
                }
            }
            odd
        };
        for (lon, lat, land) in
            [(36.6, 50.6, true), (-30.0, 40.0, false), (134.0, -25.0, true), (-60.0, -10.0, true), (80.0, -20.0, false)]
        {
            assert_eq!(inside(lon, lat), land, "{lon} {lat}");
        }
    }
}
