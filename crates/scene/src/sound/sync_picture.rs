//! The picture of two recordings laid over each other: their loudness on one timeline, and the offset window by window.

use super::sync::{Heard, Line, SyncQuestion, Verdict};
use crate::drawing::{Anchor, Drawing, Paint};

const LEFT: f64 = 70.0;
const WIDTH: f64 = 860.0;

pub(super) fn picture(question: &SyncQuestion, verdict: Verdict, line: Option<Line>, rows: &[[f64; 3]]) -> String {
    let height = if line.is_some() { 460.0 } else { 260.0 };
    let mut d = Drawing::new(960.0, height, "Two recordings, laid over each other");
    let title = match verdict {
        Verdict::Match => "What both heard, laid over each other",
        Verdict::Ambiguous => "No common time: the sound repeats itself",
        Verdict::NoMatch => "No common time: nothing in common was found",
    };
    d.text([480.0, 24.0], title, 16.0, Anchor::Middle, "#111");
    let shift = line.map_or(0.0, |l| l.at_start[0]);
    let [a, b] = [question.a.seconds.value(), question.b.seconds.value()];
    let (from, to) = (shift.min(0.0), a.max(b + shift));
    let x = |s: f64| LEFT + WIDTH * (s - from) / (to - from).max(0.1);
    wave(&mut d, &question.a, "A", 90.0, "#1f5fa8", &|part| x(part * a));
    wave(&mut d, &question.b, "B", 180.0, "#c1440e", &|part| x(shift + part * b));
    axis(&mut d, from, to, &x);
    if let Some(line) = line {
        for (edge, label) in [(shift, "B begins"), (shift + b, "B ends")] {
            d.line([x(edge), 45.0], [x(edge), 225.0], Paint::stroke("#777", 1.0).dashes());
            let (anchor, step) = if edge > shift { (Anchor::End, -4.0) } else { (Anchor::Start, 4.0) };
            d.text([x(edge) + step, 222.0], label, 11.0, anchor, "#555");
        }
        windows(&mut d, line, rows, b);
    }
    d.finish()
}

fn wave(d: &mut Drawing, heard: &Heard, letter: &str, middle: f64, colour: &str, x: &dyn Fn(f64) -> f64) {
    let count = heard.loudness.len().max(1) as f64;
    let name: String = heard.name.chars().take(60).collect();
    d.text([LEFT, middle - 34.0], &format!("{letter}: {name}, {} s", heard.seconds), 12.0, Anchor::Start, "#111");
    for (n, level) in heard.loudness.iter().enumerate() {
        let at = x((n as f64 + 0.5) / count);
        let half = 0.5 + 28.0 * f64::from(*level) / 100.0;
        let wide = (x(1.0 / count) - x(0.0)).clamp(0.4, 3.0);
        d.line([at, middle - half], [at, middle + half], Paint::stroke(colour, wide));
    }
}

fn axis(d: &mut Drawing, from: f64, to: f64, x: &dyn Fn(f64) -> f64) {
    let y = 230.0;
    d.line([LEFT, y], [LEFT + WIDTH, y], Paint::stroke("#333", 1.0));
    let steps = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0];
    let step = steps.into_iter().find(|s| (to - from) / s <= 10.0).unwrap_or(1200.0);
    let mut at = (from / step).ceil() * step;
    while at <= to {
        d.line([x(at), y], [x(at), y + 5.0], Paint::stroke("#333", 1.0));
        let text = if step < 1.0 { format!("{at:.1}") } else { format!("{at:.0}") };
        d.text([x(at), y + 18.0], &text, 11.0, Anchor::Middle, "#333");
        at += step;
    }
    d.text([LEFT - 8.0, y + 18.0], "s of A", 11.0, Anchor::End, "#333");
}

/// Milliseconds of each window from the offset in the middle, with the line.
fn windows(d: &mut Drawing, line: Line, rows: &[[f64; 3]], seconds: f64) {
    let (top, bottom) = (300.0, 420.0);
    d.text(
        [480.0, top - 16.0],
        "The offset measured again in short windows, ms from its middle value",
        13.0,
        Anchor::Middle,
        "#111",
    );
    let slope = line.drift_ppm[0] * 1e-6;
    let value = |at: f64| 1e3 * slope * (at - line.middle_s);
    let widest = (3e3 * line.spread_s).max(value(0.0).abs()).max(value(seconds).abs()).max(0.05) * 1.15;
    let x = |at: f64| LEFT + WIDTH * at / seconds.max(0.1);
    let y = |ms: f64| 0.5 * (top + bottom) - 0.5 * (bottom - top) * ms / widest;
    d.rectangle([LEFT, top], [WIDTH, bottom - top], Paint::stroke("#bbb", 1.0));
    d.line([LEFT, y(0.0)], [LEFT + WIDTH, y(0.0)], Paint::stroke("#ddd", 1.0));
    d.line([x(0.0), y(value(0.0))], [x(seconds), y(value(seconds))], Paint::stroke("#c1440e", 1.5));
    for row in rows {
        let ms = 1e3 * (row[1] - line.at_middle[0]);
        if ms.abs() <= widest {
            d.circle([x(row[0]), y(ms)], 3.5, Paint::fill("#1f5fa8"));
        } else {
            // Windows off the line are shown at the edge, hollow.
            d.circle([x(row[0]), y(widest * ms.signum())], 3.5, Paint::stroke("#999", 1.2));
        }
    }
    for (ms, at) in [(widest, top + 4.0), (-widest, bottom)] {
        d.text([LEFT - 6.0, at], &format!("{ms:+.2}"), 11.0, Anchor::End, "#333");
    }
    d.text([LEFT, bottom + 18.0], "beginning of B", 11.0, Anchor::Start, "#333");
    d.text([LEFT + WIDTH, bottom + 18.0], "its end", 11.0, Anchor::End, "#333");
}
