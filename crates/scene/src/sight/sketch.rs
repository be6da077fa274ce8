//! A sketch of a resection from above: landmarks, lines of sight, the camera with its 95 % ellipse, targets' bearings.
//! It shows directions and shape; scale and names of places only as far as the clicks name them.

use super::clicks::{Clicks, Solved};
use super::solve::Camera;
use crate::angle::{cos, sin};
use crate::drawing::{Anchor, Drawing, Paint};

const SIZE: f64 = 640.0;

/// The picture, as SVG.
pub(super) fn sketch(clicks: &Clicks, solved: &Solved, camera: &Camera) -> String {
    let mut low = camera.at;
    let mut high = camera.at;
    for (_, p) in &solved.points {
        for k in 0..2 {
            (low[k], high[k]) = (low[k].min(p[k]), high[k].max(p[k]));
        }
    }
    let span = (high[0] - low[0]).max(high[1] - low[1]).max(10.0) * 1.25;
    let middle = [(low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0];
    let scale = (SIZE - 40.0) / span;
    let at = |p: [f64; 2]| [SIZE / 2.0 + (p[0] - middle[0]) * scale, SIZE / 2.0 - (p[1] - middle[1]) * scale];
    let mut d = Drawing::new(SIZE, SIZE + 30.0, "Resection from above: north is up");
    for (landmark, (name, p)) in clicks.landmarks.iter().zip(&solved.points) {
        if landmark.x.is_some() {
            d.line(at(camera.at), at(*p), Paint::stroke("#7a8894", 1.0));
        }
        d.circle(at(*p), 5.0, Paint::fill("#1f5fa8"));
        let [x, y] = at(*p);
        d.text([x + 8.0, y - 6.0], name, 13.0, Anchor::Start, "#111");
    }
    for line in &clicks.lines {
        let place = |name: &str| solved.points.iter().find(|p| p.0 == name).map(|p| at(p.1));
        if let (Some(near), Some(far)) = (place(&line.near), place(&line.far)) {
            d.line(near, far, Paint::stroke("#1f5fa8", 1.5).dashes());
        }
    }
    let reach = span * 0.7;
    let ray = |bearing: f64| at([camera.at[0] + reach * sin(bearing), camera.at[1] + reach * cos(bearing)]);
    d.line(at(camera.at), ray(camera.heading), Paint::stroke("#33414d", 1.0).dashes());
    for target in &clicks.targets {
        let [bearing, sigma] = camera.bearing(target.x.number() - solved.centre, target.x.noise().deviation());
        let wedge = [at(camera.at), ray(bearing - 1.96 * sigma), ray(bearing + 1.96 * sigma)];
        d.polygon(&wedge, Paint::fill("#c1440e").faint(0.3));
        let [x, y] = ray(bearing);
        let end = [x.clamp(10.0, SIZE - 120.0), y.clamp(16.0, SIZE - 10.0)];
        d.text(end, &format!("{} {bearing:.1}°", target.name), 12.0, Anchor::Start, "#8a2c05");
    }
    d.polygon(&ellipse(camera).map(at), Paint { fill: "#f0a202", ..Paint::stroke("#8a5a00", 1.0) }.faint(0.6));
    d.circle(at(camera.at), 3.0, Paint::fill("#111"));
    let unit = libm::pow(10.0, libm::floor(libm::log10(span / 3.0)));
    d.line([20.0, SIZE + 8.0], [20.0 + unit * scale, SIZE + 8.0], Paint::stroke("#111", 2.0));
    d.text([20.0, SIZE + 24.0], &format!("{unit:.0} m"), 12.0, Anchor::Start, "#111");
    d.text([SIZE - 8.0, SIZE + 20.0], "amber: where the camera stood, 95 %", 11.0, Anchor::End, "#111");
    d.text([SIZE / 2.0, 18.0], &clicks.picture, 13.0, Anchor::Middle, "#111");
    d.finish()
}

/// Corners of the 95 % ellipse.
fn ellipse(camera: &Camera) -> [[f64; 2]; 72] {
    let c = &camera.covariance;
    // Cholesky's factor turns a circle into the ellipse.
    let a = libm::sqrt(c[0][0].max(1e-12));
    let b = c[0][1] / a;
    let d = libm::sqrt((c[1][1] - b * b).max(0.0));
    std::array::from_fn(|n| {
        let (x, y) = (cos(5.0 * n as f64) * 2.447_747, sin(5.0 * n as f64) * 2.447_747);
        [camera.at[0] + a * x, camera.at[1] + b * x + d * y]
    })
}
