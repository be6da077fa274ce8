//! Frames: every picture, film and sound becomes what it can be recognised by. Decoding is the contained child's work,
//! recognising `fingerprint`'s; here is which frames, in which order, and what is kept of a file that breaks off.

use std::fs::File;

use fingerprint::watch::{CLOSER_POINTS, CLOSER_SIDE, LONG_SIDE, POINTS, Watcher};
use fingerprint::{Luma, audio};
use media::{Decoder, Frame, Pick, Probe, Problem, Size};
use serde_json::{Value, json};

use super::container::{failure, plan_with_decoder};
use super::{Analyser, Exactness, Failure, Identity, ItemState, Lines};
use crate::frames::{Broken, Line};

pub(super) struct Frames;

/// Raised whenever the same frames would give other lines.
const VERSION: &str = "1";

/// Films shorter than this get a frame every [`SHORT_EVERY_US`], so that two seconds can still be found.
const SHORT_US: i64 = 8_000_000;
const SHORT_EVERY_US: i64 = 250_000;
/// Films shorter than this get two frames a second, longer ones about one.
const MIDDLING_US: i64 = 120_000_000;
const MIDDLING_EVERY_US: i64 = 500_000;
const LONG_EVERY_US: i64 = 1_000_000;

impl Analyser for Frames {
    fn stage(&self) -> &'static str {
        "frames"
    }

    fn exactness(&self) -> Exactness {
        Exactness::DecoderDependent
    }

    /// Which frames there are, how large and how long it is. What a frame shows may differ in a few bits.
    fn conclusion(&self, line: &mut Value) {
        let Some(fields) = line.as_object_mut() else { return };
        for explains in ["whole", "inner", "points", "detail", "until_ms", "fixed", "sound", "why"] {
            fields.remove(explains);
        }
    }

    fn plan(&self, item: &ItemState<'_>) -> Result<Option<Identity>, Failure> {
        if !item.is_media() {
            return Ok(None);
        }
        let parameters = json!({
            "long_side": LONG_SIDE,
            "every_us": { "short": SHORT_EVERY_US, "middling": MIDDLING_EVERY_US, "long": LONG_EVERY_US },
            "sound_rate": audio::RATE,
        });
        let identity = plan_with_decoder(self.stage(), "frames.watch", VERSION, item)?;
        Ok(Some(Identity { parameters, ..identity }))
    }

    fn run(&self, _: &Identity, item: &ItemState<'_>, out: &mut dyn Lines) -> Result<(), Failure> {
        let decoder = item.decoder.get().map_err(failure)?;
        watch(decoder, &(item.open)()?, false, out)
    }
}

/// Watches and hears a file from beginning to end, with the closer look where that is asked for.
fn watch(decoder: &Decoder, file: &File, closely: bool, out: &mut dyn Lines) -> Result<(), Failure> {
    let probe = decoder.probe(file).map_err(failure)?;
    let (side, points) = if closely { (CLOSER_SIDE, CLOSER_POINTS) } else { (LONG_SIDE, POINTS) };
    let mut watch = Watch::new(decoder, file, &probe, (side as u32, points), out);
    let frames = watch.frames()?;
    let samples = watch.sound()?;
    if frames + samples == 0 {
        // Not one frame and not one sample: a failure, not an empty result.
        let reason = watch.broken.first().map(|broken| broken.why.clone());
        return Err(Failure::Input(reason.unwrap_or_else(|| "nothing in it could be decoded".to_owned())));
    }
    watch.finish()
}

/// Watches a file that is in no case: nothing is written.
pub(crate) fn watch_file(decoder: &Decoder, file: &File, closely: bool) -> Result<Vec<u8>, Failure> {
    struct Kept(Vec<u8>);
    impl Lines for Kept {
        fn line(&mut self, value: &dyn erased_serde::Serialize) -> Result<(), store::Error> {
            let text = serde_json::to_vec(value).map_err(|e| store::Error::Source(e.into()))?;
            self.0.extend(text);
            self.0.push(b'\n');
            Ok(())
        }
    }
    let mut kept = Kept(Vec::new());
    watch(decoder, file, closely, &mut kept)?;
    Ok(kept.0)
}

/// How far apart frames are taken.
fn pick(probe: &Probe) -> Pick {
    match probe.duration_us {
        _ if probe.is_still() => Pick::Every,
        Some(us) if us < SHORT_US => Pick::Filled { every_us: SHORT_EVERY_US },
        Some(us) if us < MIDDLING_US => Pick::Filled { every_us: MIDDLING_EVERY_US },
        _ => Pick::Filled { every_us: LONG_EVERY_US },
    }
}

/// One file on its way through the decoder.
struct Watch<'w> {
    decoder: &'w Decoder,
    file: &'w File,
    probe: &'w Probe,
    size: Size,
    watcher: Watcher,
    out: &'w mut dyn Lines,
    last_ms: i64,
    broken: Vec<Broken>,
}

impl<'w> Watch<'w> {
    fn new(
        decoder: &'w Decoder,
        file: &'w File,
        probe: &'w Probe,
        (side, points): (u32, usize),
        out: &'w mut dyn Lines,
    ) -> Self {
        let size = Size::long_side(side);
        let (width, height) = probe.picture().map_or((0, 0), |stream| size.of(stream));
        let watcher = Watcher::new(width as usize, height as usize).with_points(points);
        // A film that was cut off often ends without a complaint: its container tells.
        let cut_off = probe.cut_off.iter().map(|problem| Broken { what: "file".to_owned(), why: problem.to_string() });
        Self { decoder, file, probe, size, watcher, out, last_ms: 0, broken: cut_off.collect() }
    }

    /// Watches the pictures; says how many there were.
    fn frames(&mut self) -> Result<u64, Failure> {
        let Some(stream) = self.probe.picture() else { return Ok(0) };
        let frames = match self.decoder.frames(self.file, self.probe, stream.index, pick(self.probe), self.size) {
            Ok(frames) => frames,
            Err(problem) => return self.breaks("picture", &problem),
        };
        let mut seen = 0;
        for frame in frames {
            match frame {
                Ok(frame) => {
                    seen += 1;
                    self.frame(frame)?;
                }
                Err(problem) => _ = self.breaks("picture", &problem)?,
            }
        }
        Ok(seen)
    }

    fn frame(&mut self, frame: Frame) -> Result<(), Failure> {
        let at_ms = frame.pts_us.div_euclid(1000);
        self.last_ms = self.last_ms.max(at_ms);
        let luma = Luma::new(frame.width as usize, frame.height as usize, frame.luma)
            .map_err(|error| Failure::Input(error.to_string()))?;
        if let Some(done) = self.watcher.frame(at_ms, &luma) {
            self.out.line(&Line::Frame(done.line()))?;
        }
        Ok(())
    }

    /// Listens to the sound; says how many samples there were.
    fn sound(&mut self) -> Result<u64, Failure> {
        let Some(stream) = self.probe.sound() else { return Ok(0) };
        self.watcher.sound(&[]);
        let pieces = match self.decoder.sound(self.file, self.probe, stream.index, audio::RATE) {
            Ok(pieces) => pieces,
            Err(problem) => return self.breaks("sound", &problem),
        };
        let mut heard = 0;
        for piece in pieces {
            match piece {
                Ok(piece) => {
                    heard += piece.samples.len() as u64;
                    let end_ms = piece.start_us / 1000 + piece.samples.len() as i64 * 1000 / i64::from(audio::RATE);
                    self.last_ms = self.last_ms.max(end_ms);
                    self.watcher.sound(&piece.samples);
                }
                Err(problem) => _ = self.breaks("sound", &problem)?,
            }
        }
        Ok(heard)
    }

    /// Notes that the file breaks off: what came before is kept. Where the decoder was stopped or died, that says nothing
    /// about the file's end, so it is a failure.
    fn breaks(&mut self, what: &'static str, problem: &Problem) -> Result<u64, Failure> {
        let by_the_file = matches!(
            problem,
            Problem::Truncated { .. } | Problem::Damaged { .. } | Problem::GaveUp { .. } | Problem::NotMedia { .. }
        );
        if !by_the_file {
            return Err(Failure::Input(problem.to_string()));
        }
        self.broken.push(Broken { what: what.to_owned(), why: problem.to_string() });
        Ok(0)
    }

    fn finish(self) -> Result<(), Failure> {
        let stated = self.probe.duration_us.map_or(0, |us| us / 1000);
        let (last, outline) = self.watcher.finish(stated.max(self.last_ms));
        if let Some(last) = last {
            self.out.line(&Line::Frame(last.line()))?;
        }
        for broken in self.broken {
            self.out.line(&Line::Broken(broken))?;
        }
        self.out.line(&Line::Outline(outline))?;
        Ok(())
    }
}
