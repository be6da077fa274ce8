//! A picture of the sky over a place: the sun's path of a day, the hours on it, where the sun stands and where shadows
//! point. Seen from above: north is up and east is right, the zenith in the middle.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::sky::Sky;
use super::{Day, Position};
use crate::angle::{cos, sin};
use crate::drawing::{Anchor, Drawing, Paint};
use crate::geodesy::Point;

const SIZE: f64 = 560.0;
const CENTRE: [f64; 2] = [280.0, 290.0];
const RADIUS: f64 = 225.0;

fn at(azimuth: f64, elevation: f64) -> [f64; 2] {
    let r = RADIUS * (90.0 - elevation) / 90.0;
    [CENTRE[0] + r * sin(azimuth), CENTRE[1] - r * cos(azimuth)]
}

/// The picture, as SVG.
pub fn dome(place: Point, day: Option<&Day>, readings: &[(String, Position)], zone: &TimeZone) -> String {
    let mut d = Drawing::new(SIZE, SIZE + 40.0, "The sky seen from the place: the sun's path and position");
    d.circle(CENTRE, RADIUS, Paint { fill: "#eef5fb", ..Paint::stroke("#5b7083", 1.5) });
    for elevation in [30.0, 60.0] {
        d.circle(CENTRE, RADIUS * (90.0 - elevation) / 90.0, Paint::stroke("#b8c6d2", 1.0).dashes());
        d.text(
            [CENTRE[0] + 4.0, at(0.0, elevation)[1] - 3.0],
            &format!("{elevation:.0}°"),
            11.0,
            Anchor::Start,
            "#5b7083",
        );
    }
    for (n, name) in ["N", "NE", "E", "SE", "S", "SW", "W", "NW"].iter().enumerate() {
        let azimuth = 45.0 * n as f64;
        let [x, y] = at(azimuth, -7.0);
        d.line(at(azimuth, 0.0), at(azimuth, -2.0), Paint::stroke("#5b7083", 1.5));
        d.text([x, y + 5.0], name, if n % 2 == 0 { 16.0 } else { 11.0 }, Anchor::Middle, "#33414d");
    }
    if let Some(day) = day {
        path(&mut d, place, day, zone);
    }
    for (n, (label, position)) in readings.iter().enumerate() {
        if position.elevation > 0.0 {
            let sun = at(position.azimuth, position.elevation);
            // An upright thing in the middle would throw this shadow.
            let length = (RADIUS / 4.0 / crate::angle::tan(position.elevation)).min(RADIUS * 0.95);
            let tip = [CENTRE[0] - length * sin(position.azimuth), CENTRE[1] + length * cos(position.azimuth)];
            d.line(CENTRE, tip, Paint::stroke("#33414d", 5.0).faint(0.55));
            d.circle(sun, 9.0, Paint { fill: "#f5b301", ..Paint::stroke("#8a5a00", 1.5) });
        } else {
            d.circle(at(position.azimuth, 0.0), 7.0, Paint::stroke("#33414d", 1.5).dashes());
        }
        let words = format!("{label}: azimuth {:.2}°, elevation {:.2}°", position.azimuth, position.elevation);
        d.text([SIZE / 2.0, SIZE + 8.0 + 17.0 * n as f64], &words, 13.0, Anchor::Middle, "#111");
    }
    d.circle(CENTRE, 2.5, Paint::fill("#33414d"));
    d.text([SIZE / 2.0, 22.0], &format!("{:.4}°, {:.4}°", place.lat, place.lon), 14.0, Anchor::Middle, "#111");
    let note =
        if readings.is_empty() { "That local time never was." } else { "Grey: the shadow of something upright." };
    d.text([SIZE / 2.0, 40.0], note, 11.0, Anchor::Middle, "#5b7083");
    d.finish()
}

/// The sun's way over the day in steps of five minutes, and its full hours.
fn path(d: &mut Drawing, place: Point, day: &Day, zone: &TimeZone) {
    let [from, to] = day.bounds.map(|t| t.as_second());
    let Ok(sky) = Sky::over(from, to) else { return };
    let seen = |second: i64| {
        let (elevation, azimuth) = sky.at(second as f64).seen_from(place);
        (elevation + super::sky::refraction(elevation), azimuth)
    };
    let mut line: Vec<[f64; 2]> = Vec::new();
    let way = Paint::stroke("#e08a00", 2.0);
    for second in (from..=to).step_by(300) {
        let (elevation, azimuth) = seen(second);
        if elevation >= 0.0 {
            line.push(at(azimuth, elevation));
        } else if !line.is_empty() {
            d.polyline(&std::mem::take(&mut line), way);
        }
    }
    if !line.is_empty() {
        d.polyline(&line, way);
    }
    for second in (from..to).step_by(3600) {
        let (elevation, azimuth) = seen(second);
        if elevation > 1.0
            && let Ok(instant) = Timestamp::from_second(second)
        {
            let [x, y] = at(azimuth, elevation);
            d.circle([x, y], 2.5, Paint::fill("#e08a00"));
            let hour = zone.to_datetime(instant).hour();
            let out = [x + 12.0 * sin(azimuth), y - 12.0 * cos(azimuth) + 4.0];
            d.text(out, &hour.to_string(), 10.0, Anchor::Middle, "#8a5a00");
        }
    }
}
