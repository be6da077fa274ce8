//! Watches a film frame by frame and keeps what it can be recognised by. Frames stream out as they are done; what can
//! only be known at the end (borders, overlays, sound) comes as an [`Outline`]. Memory does not grow with the length,
//! but for one 32-bit number for each eighth of a second of sound.

use model::name::base64;

use crate::audio::Listener;
use crate::borders::{Constant, Sketch};
use crate::features;
use crate::luma::Luma;
use crate::pdq;
use crate::recording::{Detail, FrameCodes, Outline, TELLING_POINTS, Whole};

/// Features kept of a frame.
pub const POINTS: usize = 300;
/// Longer side of the working grid, in samples.
pub const LONG_SIDE: usize = 480;
/// The same for the closer look that two named files get where the usual one shows nothing: it finds a recording that is
/// shown small inside another. Never more than the film itself has.
pub const CLOSER_SIDE: usize = 960;
/// Features of a frame in the closer look.
pub const CLOSER_POINTS: usize = 1_200;

/// The state between two frames.
pub struct Watcher {
    width: usize,
    height: usize,
    most: usize,
    constant: Constant,
    open: Option<(FrameCodes, Sketch)>,
    listener: Option<Listener>,
}

impl Watcher {
    /// For frames of `width` × `height` samples: square, turned as displayed, the longer side [`LONG_SIDE`] or
    /// [`CLOSER_SIDE`].
    #[must_use]
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, most: POINTS, constant: Constant::new(width, height), open: None, listener: None }
    }

    /// Keeps up to `most` features of a frame instead of [`POINTS`]: for a closer look that is not stored.
    #[must_use]
    pub fn with_points(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// Takes the next frame, shown at `at_ms`; gives the frame before it when that is done. A frame in which nothing but
    /// noise changed prolongs the one before. A frame of another size is passed over.
    pub fn frame(&mut self, at_ms: i64, luma: &Luma) -> Option<FrameCodes> {
        if (luma.width(), luma.height()) != (self.width, self.height) {
            return None;
        }
        let sketch = Sketch::of(luma);
        if let Some((frame, first)) = &mut self.open
            && sketch.still_since(first)
        {
            frame.until_ms = at_ms;
            return None;
        }
        self.constant.see(luma, sketch.clone());
        let points = features::extract(luma, self.most);
        let inner = self
            .constant
            .inside()
            .and_then(|a| luma.part(a.left as usize, a.top as usize, a.width as usize, a.height as usize));
        let frame = FrameCodes {
            at_ms,
            until_ms: at_ms,
            detail: detail(luma, &sketch, points.len()),
            whole: Some(whole(luma)),
            inner: inner.as_ref().map(whole),
            points,
        };
        self.open.replace((frame, sketch)).map(|(done, _)| done)
    }

    /// Takes further samples of the sound, mono at [`crate::audio::RATE`]. Call it once with none where there is a
    /// sound track without samples.
    pub fn sound(&mut self, samples: &[i16]) {
        self.listener.get_or_insert_with(Listener::new).hear(samples);
    }

    /// The last frame, and what is known of the whole.
    #[must_use]
    pub fn finish(self, duration_ms: i64) -> (Option<FrameCodes>, Outline) {
        let parts = self.constant.parts();
        let mut bits = vec![0_u8; parts.fixed.len().div_ceil(8)];
        for (n, _) in parts.fixed.iter().enumerate().filter(|(_, fixed)| **fixed) {
            bits[n / 8] |= 1 << (n % 8);
        }
        let outline = Outline {
            width: self.width as u32,
            height: self.height as u32,
            duration_ms,
            inside: parts.inside,
            overlays: parts.overlays,
            fixed: base64(&bits),
            sound: self.listener.map_or_else(Default::default, Listener::finish).to_text(),
        };
        (self.open.map(|(frame, _)| frame), outline)
    }
}

fn whole(luma: &Luma) -> Whole {
    let pdq = pdq::hash(luma);
    Whole { code: pdq.code, quality: pdq.quality }
}

/// A card is letters or a drawing on an even ground: nearly all samples have one of two brightnesses, and most cells have
/// no grain at all, which no camera gives.
fn detail(luma: &Luma, sketch: &Sketch, points: usize) -> Detail {
    if points < TELLING_POINTS {
        return Detail::Little;
    }
    let mut bins = [0_usize; 32];
    for sample in luma.samples() {
        bins[usize::from(sample / 8)] += 1;
    }
    let around = |n: usize| (n.saturating_sub(1)..=(n + 1).min(31)).map(|m| bins[m]).sum::<usize>();
    let ground = (0..32).max_by_key(|n| (around(*n), 32 - n)).unwrap_or(0);
    let letters = (0..32_usize).filter(|n| n.abs_diff(ground) > 2).map(around).max().unwrap_or(0);
    let all = luma.samples().len();
    let is_card = sketch.even_cells_in_hundred() >= 60
        && around(ground) * 10 >= all * 6
        && (around(ground) + letters) * 100 >= all * 92;
    if is_card { Detail::Card } else { Detail::Enough }
}
