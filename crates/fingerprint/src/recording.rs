//! What is kept of a film or a picture: the codes of its frames, its constant parts, and its sound.
//!
//! Made by [`crate::watch::Watcher`]; compared by [`crate::relation`]. As JSON it is one line a frame and an outline at
//! the end; whole numbers and text only, so that the same codes are the same bytes.

use model::name::{base64, from_base64};
use serde::{Deserialize, Serialize};

use crate::Code;
use crate::features::Point;

/// A rectangle in samples of the working grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// First column.
    pub left: u32,
    /// First row.
    pub top: u32,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

/// Whether a frame holds enough to be recognised by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// It does.
    Enough,
    /// Letters or a drawing on an even ground: alike cards are alike by design, so all of it must agree.
    Card,
    /// Too few features: black, a bare wall, fog.
    Little,
}

/// A PDQ code with its quality, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The code.
    pub code: Code,
    /// How much structure there was to hash; PDQ advises to ignore matches under 50.
    pub quality: u8,
}

/// One frame that was kept. Times are the decoder's own, in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameCodes {
    /// When it is shown.
    pub at_ms: i64,
    /// Until when nothing but noise changed: the time of the last frame that it stands for.
    pub until_ms: i64,
    /// Whether it holds enough.
    pub detail: Detail,
    /// PDQ of the whole frame.
    pub whole: Option<Whole>,
    /// PDQ of the part inside constant borders, where there are any.
    pub inner: Option<Whole>,
    /// Its features.
    pub points: Vec<Point>,
}

/// The sound of a recording.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sound {
    /// There is no sound track.
    #[default]
    None,
    /// There is one, and it is silent or an even hum throughout.
    Silent,
    /// One item each [`crate::audio::STEP_MS`]; 0 where there is nothing to recognise.
    Items(Vec<u32>),
}

/// All that is kept of one film or picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// Columns of the working grid (the longer side 480, square samples, turned as displayed).
    pub width: u32,
    /// Rows of the working grid.
    pub height: u32,
    /// Length.
    pub duration_ms: i64,
    /// The part inside borders that never change (bars of any colour, blurred bars), where there are any.
    pub inside: Option<Area>,
    /// Overlays: parts that stay while the rest moves.
    pub overlays: Vec<Area>,
    /// The frames that were kept, in order of time.
    pub frames: Vec<FrameCodes>,
    /// The sound.
    pub sound: Sound,
}

impl Recording {
    /// Whether it is a picture, or a film that shows one picture throughout.
    #[must_use]
    pub fn is_still(&self) -> bool {
        self.frames.len() < 2
    }

    /// How many frames hold enough detail to be recognised by.
    #[must_use]
    pub fn telling_frames(&self) -> usize {
        self.frames.iter().filter(|f| f.detail != Detail::Little).count()
    }
}

/// The last line of a recording as JSON Lines: what is known only when all of it has been seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// Columns of the working grid.
    pub width: u32,
    /// Rows of the working grid.
    pub height: u32,
    /// Length.
    pub duration_ms: i64,
    /// See [`Recording::inside`].
    pub inside: Option<Area>,
    /// See [`Recording::overlays`].
    pub overlays: Vec<Area>,
    /// Which cells of [`CELL`] × [`CELL`] samples belong to overlays: one bit each, row by row, lowest bit first, in
    /// base64; empty where there are none.
    pub fixed: String,
    /// `none`, `silent` or base64 of the items, four bytes each, least significant first.
    pub sound: String,
}

/// Side of a cell of the grid on which constant parts are told, in samples.
pub const CELL: usize = 4;

/// A further line of a recording: one frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameLine {
    /// See [`FrameCodes::at_ms`].
    pub at_ms: i64,
    /// See [`FrameCodes::until_ms`].
    pub until_ms: i64,
    /// See [`FrameCodes::detail`].
    pub detail: Detail,
    /// 64 hexadecimal digits, a comma and the quality.
    pub whole: Option<String>,
    /// The same for the inner part.
    pub inner: Option<String>,
    /// Base64 of 38 bytes a feature: code (as in its hexadecimal form), column, row (each least significant byte first),
    /// level, angle.
    pub points: String,
}

const POINT_BYTES: usize = 38;

impl Sound {
    /// As [`Outline::sound`] has it.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::None => "none".to_owned(),
            Self::Silent => "silent".to_owned(),
            Self::Items(items) => base64(&items.iter().flat_map(|i| i.to_le_bytes()).collect::<Vec<u8>>()),
        }
    }

    fn from_text(text: &str) -> Option<Self> {
        Some(match text {
            "none" => Self::None,
            "silent" => Self::Silent,
            text => {
                let bytes = from_base64(text)?;
                Self::Items(bytes.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect())
            }
        })
    }
}

impl Recording {
    /// A recording from its frames and its outline: features in borders are left out, those on overlays marked.
    /// Nothing where the outline is damaged.
    #[must_use]
    pub fn assemble(outline: &Outline, frames: impl IntoIterator<Item = FrameCodes>) -> Option<Self> {
        let fixed = from_base64(&outline.fixed)?;
        let columns = (outline.width as usize).div_ceil(CELL);
        let is_fixed = |p: &Point| {
            let cell = usize::from(p.y) / (16 * CELL) * columns + usize::from(p.x) / (16 * CELL);
            fixed.get(cell / 8).is_some_and(|byte| byte >> (cell % 8) & 1 == 1)
        };
        let kept = |p: &Point| outline.inside.is_none_or(|area| area.holds(u32::from(p.x / 16), u32::from(p.y / 16)));
        let frames: Vec<FrameCodes> = frames.into_iter().collect();
        let single = frames.len() < 2;
        let frames = frames
            .into_iter()
            .map(|mut frame| {
                frame.points.retain(kept);
                for point in &mut frame.points {
                    point.fixed = is_fixed(point);
                }
                // Letters that the camera moves over are a scene with little in it, not a card.
                if frame.detail == Detail::Card && frame.until_ms - frame.at_ms < CARD_STANDS && !single {
                    frame.detail = Detail::Enough;
                }
                if frame.points.len() < TELLING_POINTS && frame.detail == Detail::Enough {
                    frame.detail = Detail::Little;
                }
                frame
            })
            .collect();
        Some(Self {
            width: outline.width,
            height: outline.height,
            duration_ms: outline.duration_ms,
            inside: outline.inside,
            overlays: outline.overlays.clone(),
            frames,
            sound: Sound::from_text(&outline.sound)?,
        })
    }
}

/// A card stands at least this long, ms.
const CARD_STANDS: i64 = 700;

/// Fewer features than this and a frame cannot be recognised by them.
pub const TELLING_POINTS: usize = 20;

impl Area {
    /// Whether a sample lies in it.
    #[must_use]
    pub fn holds(&self, x: u32, y: u32) -> bool {
        x >= self.left && y >= self.top && x - self.left < self.width && y - self.top < self.height
    }
}

impl Whole {
    fn to_text(self) -> String {
        format!("{},{}", self.code, self.quality)
    }

    fn from_text(text: &str) -> Option<Self> {
        let (code, quality) = text.split_once(',')?;
        Some(Self { code: code.parse().ok()?, quality: quality.parse().ok()? })
    }
}

impl FrameCodes {
    /// The frame as a line.
    #[must_use]
    pub fn line(&self) -> FrameLine {
        let mut bytes = Vec::with_capacity(self.points.len() * POINT_BYTES);
        for p in &self.points {
            bytes.extend(p.code.to_bytes());
            bytes.extend(p.x.to_le_bytes());
            bytes.extend(p.y.to_le_bytes());
            bytes.push(p.level);
            bytes.push(p.angle);
        }
        FrameLine {
            at_ms: self.at_ms,
            until_ms: self.until_ms,
            detail: self.detail,
            whole: self.whole.map(Whole::to_text),
            inner: self.inner.map(Whole::to_text),
            points: base64(&bytes),
        }
    }

    /// The inverse of [`FrameCodes::line`]; nothing where the line is damaged.
    #[must_use]
    pub fn from_line(line: &FrameLine) -> Option<Self> {
        let bytes = from_base64(&line.points)?;
        if bytes.len() % POINT_BYTES != 0 {
            return None;
        }
        let points = bytes
            .chunks_exact(POINT_BYTES)
            .map(|c| {
                Some(Point {
                    code: Code::from_bytes(c[..32].try_into().ok()?),
                    x: u16::from_le_bytes([c[32], c[33]]),
                    y: u16::from_le_bytes([c[34], c[35]]),
                    level: c[36],
                    angle: c[37],
                    fixed: false,
                })
            })
            .collect::<Option<_>>()?;
        let whole = |text: &Option<String>| match text {
            None => Some(None),
            Some(text) => Whole::from_text(text).map(Some),
        };
        Some(Self {
            at_ms: line.at_ms,
            until_ms: line.until_ms,
            detail: line.detail,
            whole: whole(&line.whole)?,
            inner: whole(&line.inner)?,
            points,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{extract, tests::busy};

    #[test]
    fn a_recording_comes_back_from_its_lines() {
        let whole = Some(Whole { code: Code([1, 2, 3, 4]), quality: 77 });
        let points = extract(&busy(200, 160, 1), 60);
        let frame = FrameCodes { at_ms: 40, until_ms: 80, detail: Detail::Enough, whole, inner: None, points };
        let json = serde_json::to_string(&frame.line()).unwrap();
        assert_eq!(FrameCodes::from_line(&serde_json::from_str(&json).unwrap()), Some(frame.clone()));

        let inside = Area { left: 0, top: 20, width: 200, height: 140 };
        let sound = Sound::Items(vec![7, 0, u32::MAX]);
        let outline = Outline {
            width: 200,
            height: 160,
            duration_ms: 120,
            inside: Some(inside),
            overlays: vec![],
            // The left half of the 50 × 40 cells.
            fixed: base64(
                &(0..250_usize)
                    .map(|n| (0..8).map(|b| u8::from((n * 8 + b) % 50 < 25) << b).sum())
                    .collect::<Vec<u8>>(),
            ),
            sound: sound.to_text(),
        };
        let whole = Recording::assemble(&outline, [frame.clone()]).unwrap();
        assert_eq!(whole.sound, sound);
        let kept = &whole.frames[0].points;
        assert_eq!(kept.len(), frame.points.iter().filter(|p| p.y / 16 >= 20).count());
        assert!(kept.iter().all(|p| p.fixed == (p.x / 16 < 100)));
    }

    #[test]
    fn a_damaged_line_is_no_frame() {
        let line = |points: &str, whole: &str| FrameLine {
            at_ms: 0,
            until_ms: 0,
            detail: Detail::Little,
            whole: Some(whole.to_owned()),
            inner: None,
            points: points.to_owned(),
        };
        let good = format!("{},5", "0".repeat(64));
        assert!(FrameCodes::from_line(&line("", &good)).is_some());
        for (points, whole) in [("AAAA", good.as_str()), ("?", &good), ("", "12,5"), ("", &good[..64])] {
            assert!(FrameCodes::from_line(&line(points, whole)).is_none(), "{points} {whole}");
        }
    }
}
