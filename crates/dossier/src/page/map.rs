//! A map of where incidents are said to have happened: coarse circles on outlines of land (Natural Earth, public domain),
//! no more exact than the tables. Whole numbers only, so that it is the same on every machine.

use crate::exports::circle;
use crate::rows::DrawnIncident;

/// Width of the drawing in its own units.
const WIDTH: i64 = 960;
/// Its height is at least and at most this.
const HEIGHT: [i64; 2] = [260, 560];
/// A map shows at least so many thousandths of a degree.
const LEAST: i64 = 6_000;
/// Incidents on one map; more would cover each other.
const MOST: usize = 60;

/// The map as the template writes it.
#[derive(Debug)]
pub(super) struct Map {
    pub width: i64,
    pub height: i64,
    /// Outlines of land as one path.
    pub land: String,
    pub circles: Vec<Circle>,
    /// What lies between its edges, in words.
    pub bounds: String,
}

/// One incident.
#[derive(Debug)]
pub(super) struct Circle {
    /// Numbers of the incidents that lie in exactly this circle, for people.
    pub label: String,
    pub first: usize,
    pub path: String,
    pub x: i64,
    pub y: i64,
    pub title: String,
}

/// What the map shows: thousandths of a degree.
struct Frame {
    west: i64,
    south: i64,
    east: i64,
    north: i64,
    height: i64,
}

impl Frame {
    /// All rings with a margin, in about the shape of the page.
    fn around(rings: &[Vec<[i32; 2]>]) -> Option<Self> {
        let points = || rings.iter().flatten();
        let side =
            |at: usize| (points().map(move |p| i64::from(p[at])).min(), points().map(move |p| i64::from(p[at])).max());
        let ((Some(west), Some(east)), (Some(south), Some(north))) = (side(0), side(1)) else { return None };
        let grow = |low: i64, high: i64, least: i64| {
            let missing = (least - (high - low)).max((high - low) / 5) / 2;
            (low - missing, high + missing)
        };
        let (west, east) = grow(west, east, LEAST);
        let (south, north) = grow(south, north, LEAST * 2 / 5);
        // A degree of longitude is shorter away from the equator: thousandths of a degree of latitude across it.
        let middle = (north + south) as f64 / 2000.0;
        let wide = ((east - west) as f64 * libm::cos(middle.to_radians())).max(1.0);
        let height = libm::round((north - south) as f64 * WIDTH as f64 / wide) as i64;
        Some(Self { west, south, east, north, height: height.clamp(HEIGHT[0], HEIGHT[1]) })
    }

    fn at(&self, [lon, lat]: [i64; 2]) -> [i64; 2] {
        let x = (lon - self.west) * WIDTH / (self.east - self.west).max(1);
        let y = (self.north - lat) * self.height / (self.north - self.south).max(1);
        // What lies far outside need not be exact.
        [x.clamp(-20_000, 20_000), y.clamp(-20_000, 20_000)]
    }

    fn path(&self, ring: &[[i64; 2]]) -> String {
        let mut path = String::new();
        let mut last = None;
        for point in ring {
            let here = self.at(*point);
            if last != Some(here) {
                path += &format!("{}{} {}", if last.is_none() { "M" } else { "L" }, here[0], here[1]);
            }
            last = Some(here);
        }
        path + "Z"
    }

    fn meets(&self, ring: &[[i64; 2]]) -> bool {
        let within = |at: usize, low: i64, high: i64| {
            let (min, max) = ring.iter().fold((i64::MAX, i64::MIN), |(a, b), p| (a.min(p[at]), b.max(p[at])));
            min <= high && max >= low
        };
        within(0, self.west, self.east) && within(1, self.south, self.north)
    }
}

/// The map of these incidents; nothing where none can be drawn.
pub(super) fn map(incidents: &[DrawnIncident]) -> Option<Map> {
    let mut spots: Vec<(crate::rows::Area, Vec<&DrawnIncident>)> = Vec::new();
    for incident in incidents.iter().take(MOST) {
        match spots.iter_mut().find(|(area, _)| *area == incident.area) {
            Some((_, list)) => list.push(incident),
            None => spots.push((incident.area, vec![incident])),
        }
    }
    let rings: Vec<Vec<[i32; 2]>> =
        spots.iter().flat_map(|(area, _)| circle::around(area.lat_e6, area.lon_e6, area.radius_m)).collect();
    let frame = Frame::around(&rings)?;
    let whole = |ring: &[[f64; 2]]| -> Vec<[i64; 2]> {
        ring.iter().map(|p| p.map(|degrees| libm::round(degrees * 1000.0) as i64)).collect()
    };
    let land = scene::map::land();
    let land = land.iter().map(|ring| whole(ring)).filter(|ring| frame.meets(ring));
    let circles = spots.iter().map(|(area, list)| {
        let rings = circle::around(area.lat_e6, area.lon_e6, area.radius_m);
        let path = rings.iter().map(|ring| frame.path(&ring.iter().map(|p| p.map(i64::from)).collect::<Vec<_>>()));
        let [x, y] = frame.at([i64::from(area.lon_e6) / 1000, i64::from(area.lat_e6) / 1000]);
        let names: Vec<String> = list.iter().map(|i| i.number.to_string()).collect();
        let place = list.iter().find_map(|i| i.place.clone()).unwrap_or_default();
        Circle {
            label: names.join(", "),
            first: list[0].number,
            path: path.collect(),
            x,
            y,
            title: format!("{place}: incident {}, within {} km", names.join(", "), area.radius_m.div_ceil(1000)),
        }
    });
    let degrees = |thousandths: i64| format!("{:.1}°", thousandths as f64 / 1000.0);
    Some(Map {
        width: WIDTH,
        height: frame.height,
        circles: circles.collect(),
        land: land.map(|ring| frame.path(&ring)).collect(),
        bounds: format!(
            "latitude {} to {}, longitude {} to {}",
            degrees(frame.south),
            degrees(frame.north),
            degrees(frame.west),
            degrees(frame.east)
        ),
    })
}
