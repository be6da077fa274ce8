//! A small writer of SVG: shapes in plain attributes, so that a picture looks the same in a browser, in a document and
//! in print. It knows nothing of what is drawn.

use std::fmt::Write as _;

/// Where a text stands relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// How a shape is painted. Colours are SVG colour words or `#rrggbb`; an empty one paints nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint<'c> {
    /// Inside.
    pub fill: &'c str,
    /// Outline.
    pub stroke: &'c str,
    /// Width of the outline in pixels.
    pub width: f64,
    /// 0 to 1.
    pub opacity: f64,
    /// Whether the outline is dashed.
    pub dashed: bool,
}

impl<'c> Paint<'c> {
    /// An outline alone.
    pub fn stroke(stroke: &'c str, width: f64) -> Self {
        Self { fill: "", stroke, width, opacity: 1.0, dashed: false }
    }

    /// An inside alone.
    pub fn fill(fill: &'c str) -> Self {
        Self { fill, stroke: "", width: 0.0, opacity: 1.0, dashed: false }
    }

    /// The same, to be seen through.
    pub fn faint(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }

    /// The same, dashed.
    pub fn dashes(self) -> Self {
        Self { dashed: true, ..self }
    }

    fn attributes(&self, out: &mut String) {
        let colour = |c: &str| if c.is_empty() { "none".to_owned() } else { escape(c) };
        let _ = write!(out, " fill=\"{}\" stroke=\"{}\"", colour(self.fill), colour(self.stroke));
        if !self.stroke.is_empty() {
            let _ = write!(out, " stroke-width=\"{}\"", number(self.width));
        }
        if self.opacity < 1.0 {
            let _ = write!(out, " opacity=\"{}\"", number(self.opacity));
        }
        if self.dashed {
            out.push_str(" stroke-dasharray=\"4 3\"");
        }
    }
}

/// A picture in the making. Pixels count from the upper left corner.
#[derive(Clone, Debug)]
pub struct Drawing {
    width: f64,
    height: f64,
    title: String,
    body: String,
}

impl Drawing {
    /// An empty white picture. The title is what a screen reader says.
    pub fn new(width: f64, height: f64, title: &str) -> Self {
        Self { width, height, title: title.to_owned(), body: String::new() }
    }

    /// Width and height in pixels.
    pub fn size(&self) -> [f64; 2] {
        [self.width, self.height]
    }

    /// A straight line.
    pub fn line(&mut self, from: [f64; 2], to: [f64; 2], paint: Paint<'_>) {
        self.polyline(&[from, to], paint);
    }

    /// Connected straight lines. Points without a finite position are left out.
    pub fn polyline(&mut self, points: &[[f64; 2]], paint: Paint<'_>) {
        self.shape("polyline", points, paint);
    }

    /// A closed shape.
    pub fn polygon(&mut self, points: &[[f64; 2]], paint: Paint<'_>) {
        self.shape("polygon", points, paint);
    }

    fn shape(&mut self, name: &str, points: &[[f64; 2]], paint: Paint<'_>) {
        let _ = write!(self.body, "<{name} points=\"");
        for (n, [x, y]) in points.iter().filter(|p| p[0].is_finite() && p[1].is_finite()).enumerate() {
            let _ = write!(self.body, "{}{},{}", if n > 0 { " " } else { "" }, number(*x), number(*y));
        }
        self.body.push('"');
        paint.attributes(&mut self.body);
        self.body.push_str("/>\n");
    }

    /// Several closed rings as one shape; a ring inside another is a hole.
    pub fn rings<'r>(&mut self, rings: impl IntoIterator<Item = &'r [[f64; 2]]>, paint: Paint<'_>) {
        self.body.push_str("<path fill-rule=\"evenodd\" d=\"");
        for ring in rings {
            for (n, [x, y]) in ring.iter().filter(|p| p[0].is_finite() && p[1].is_finite()).enumerate() {
                let _ = write!(self.body, "{}{} {}", if n == 0 { "M" } else { "L" }, number(*x), number(*y));
            }
            self.body.push('Z');
        }
        self.body.push('"');
        paint.attributes(&mut self.body);
        self.body.push_str("/>\n");
    }

    /// A circle.
    pub fn circle(&mut self, centre: [f64; 2], radius: f64, paint: Paint<'_>) {
        let [x, y] = centre.map(number);
        let _ = write!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{}\"", number(radius));
        paint.attributes(&mut self.body);
        self.body.push_str("/>\n");
    }

    /// A rectangle, from its upper left corner.
    pub fn rectangle(&mut self, corner: [f64; 2], size: [f64; 2], paint: Paint<'_>) {
        let ([x, y], [w, h]) = (corner.map(number), size.map(number));
        let _ = write!(self.body, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"");
        paint.attributes(&mut self.body);
        self.body.push_str("/>\n");
    }

    /// A line of text; `size` in pixels.
    pub fn text(&mut self, at: [f64; 2], text: &str, size: f64, anchor: Anchor, colour: &str) {
        let [x, y] = at.map(number);
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\" text-anchor=\"{anchor}\" fill=\"{}\">{}</text>",
            number(size),
            escape(colour),
            escape(text)
        );
    }

    /// The whole file.
    pub fn finish(self) -> String {
        let [w, h] = [self.width, self.height].map(number);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" \
             role=\"img\" font-family=\"sans-serif\">\n<title>{}</title>\n\
             <rect width=\"{w}\" height=\"{h}\" fill=\"white\"/>\n{}</svg>\n",
            escape(&self.title),
            self.body
        )
    }
}

/// Several finished pictures below each other in one.
pub fn stack(parts: &[String]) -> String {
    let size = |svg: &str, name: &str| -> f64 {
        let value = svg.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
        value.and_then(|(number, _)| number.parse().ok()).unwrap_or(0.0)
    };
    let width = parts.iter().map(|p| size(p, "width")).fold(1.0, f64::max);
    let height: f64 = parts.iter().map(|p| size(p, "height")).sum::<f64>().max(1.0);
    let mut body = String::new();
    let mut y = 0.0;
    for part in parts {
        body.push_str(&part.replacen("<svg ", &format!("<svg y=\"{}\" ", number(y)), 1));
        y += size(part, "height");
    }
    let [w, h] = [width, height].map(number);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\">\n{body}</svg>\n"
    )
}

/// Two decimals, without those that say nothing.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text as it may stand in an attribute or between tags; control characters are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() && c != '\n' && c != '\t' => {}
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_strangers_cannot_leave_its_place() {
        let mut drawing = Drawing::new(10.0, 10.0, "<script>\"&\u{0}");
        drawing.text([0.0, 0.0], "</text><script>", 10.0, Anchor::Start, "red\" onload=\"x");
        let svg = drawing.finish();
        assert!(!svg.contains("<script") && !svg.contains("\" onload") && !svg.contains('\u{0}'), "{svg}");
    }

    #[test]
    fn numbers_are_short_and_points_without_position_are_left_out() {
        let mut drawing = Drawing::new(10.0, 20.0, "t");
        drawing.polyline(&[[1.0, 2.504], [f64::NAN, 1.0], [-0.001, 3.1]], Paint::stroke("black", 1.0));
        assert!(drawing.finish().contains("points=\"1,2.5 0,3.1\""));
    }
}
