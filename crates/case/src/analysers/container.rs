//! Container: what a picture, film or sound says of itself (streams, lengths, and what it states of time, place and
//! device, which is weak), whether it is whole, and a small grey picture of it. Asked of the contained decoder.

use std::fs::File;

use media::{Decoder, Frame, Grant, Look, Pick, Probe, Problem, Size, Stated, Stream};
use model::name::base64;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Analyser, Exactness, Failure, Identity, ItemState, Lines};

pub(super) struct Container;

const ANALYSER: &str = "container.media";

/// Raised whenever the same answers of the same decoder would be put otherwise.
const VERSION: &str = "1";

/// Longer side of the small picture in pixels.
const THUMBNAIL_SIDE: u32 = 240;
/// Of this many keyframes from the beginning the one that shows most is taken: films begin black, or with a title.
const LOOKED_AT: usize = 6;

/// One line of the record. Times are microseconds from the beginning of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum Line {
    /// The file as a whole. Always the first line.
    Container {
        /// The container's name in the decoder.
        container: String,
        /// Where its time line begins.
        start_us: i64,
        /// The length that it states.
        duration_us: Option<i64>,
        /// How often the decoder complained.
        complaints: u64,
        /// Its first complaint.
        complaint: Option<String>,
    },
    /// One stream.
    Stream(Stream),
    /// What it states of its own making. Weak: anybody can write anything there.
    Stated(Stated),
    /// It ends before the end that it states.
    CutOff {
        /// One sentence.
        what: String,
    },
    /// A small grey picture.
    Thumbnail {
        /// When the frame is shown.
        pts_us: i64,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// A JPEG file, grey in its pixels, in base64.
        jpeg: String,
        /// The same, blurred past recognition.
        blurred: String,
    },
    /// Why there is no small picture of something that has pictures.
    NoThumbnail {
        /// One sentence.
        why: String,
    },
    /// What it was decoded with and within which limits.
    Decoder {
        /// Program and version.
        version: String,
        /// Limits that held, and those that this kernel does not give.
        limits: Vec<Grant>,
    },
}

impl Analyser for Container {
    fn stage(&self) -> &'static str {
        "container"
    }

    fn exactness(&self) -> Exactness {
        Exactness::DecoderDependent
    }

    /// Which streams there are, what is stated and whether it is whole. The small picture and the limits build nothing.
    fn conclusion(&self, line: &mut Value) {
        let Some(fields) = line.as_object_mut() else { return };
        for explains in ["complaints", "complaint", "jpeg", "blurred", "version", "limits"] {
            fields.remove(explains);
        }
    }

    fn plan(&self, item: &ItemState<'_>) -> Result<Option<Identity>, Failure> {
        if !item.is_media() {
            return Ok(None);
        }
        plan_with_decoder(self.stage(), ANALYSER, VERSION, item).map(Some)
    }

    fn run(&self, _: &Identity, item: &ItemState<'_>, out: &mut dyn Lines) -> Result<(), Failure> {
        let decoder = item.decoder.get().map_err(failure)?;
        let file = (item.open)()?;
        let probe = decoder.probe(&file).map_err(failure)?;
        let picture = probe.picture().map(|stream| thumbnail_line(decoder, &file, &probe, stream));
        out.line(&Line::Container {
            container: probe.container,
            start_us: probe.start_us,
            duration_us: probe.duration_us,
            complaints: probe.complaints,
            complaint: probe.complaint,
        })?;
        let streams = probe.streams.into_iter().map(Line::Stream);
        let cut_off = probe.cut_off.map(|problem| Line::CutOff { what: problem.to_string() });
        for line in streams.chain(probe.stated.into_iter().map(Line::Stated)).chain(cut_off).chain(picture) {
            out.line(&line)?;
        }
        out.line(&Line::Decoder { version: decoder.version().to_owned(), limits: decoder.grants().to_vec() })?;
        Ok(())
    }
}

/// An analysis whose version names the decoder. What an earlier decoder found stands; what it failed at is tried again
/// when the decoder is another.
pub(super) fn plan_with_decoder(
    stage: &str,
    analyser: &str,
    version: &str,
    item: &ItemState<'_>,
) -> Result<Identity, Failure> {
    let parameters = Value::Object(serde_json::Map::new());
    let identity = |version: String| Identity { analyser: analyser.to_owned(), version, parameters };
    let found = item.findings.iter().rev().find(|f| f.stage() == stage).filter(|f| !f.failed);
    let same = |known: &str| known.split_once(" with ").is_some_and(|(ours, _)| ours == version);
    if let Some(known) = found.filter(|f| *f.analyser == *analyser && same(&f.version)) {
        return Ok(identity(known.version.to_string()));
    }
    let decoder = item.decoder.get().map_err(failure)?;
    Ok(identity(format!("{version} with {}", decoder.version())))
}

/// A problem of the decoder as that of an analysis.
pub(super) fn failure(problem: Problem) -> Failure {
    match problem {
        Problem::NoDecoder { .. } => Failure::Unavailable(problem.to_string()),
        _ => Failure::Input(problem.to_string()),
    }
}

fn thumbnail_line(decoder: &Decoder, file: &File, probe: &Probe, stream: &Stream) -> Line {
    match telling_frame(decoder, file, probe, stream) {
        Ok(frame) => Line::Thumbnail {
            pts_us: frame.pts_us,
            width: frame.width,
            height: frame.height,
            jpeg: base64(&media::thumbnail(&frame, Look::Grey)),
            blurred: base64(&media::thumbnail(&frame, Look::Blurred)),
        },
        Err(problem) => Line::NoThumbnail { why: problem.to_string() },
    }
}

/// Of the first keyframes the one with the most contrast. A problem after the first does not matter here.
fn telling_frame(decoder: &Decoder, file: &File, probe: &Probe, stream: &Stream) -> Result<Frame, Problem> {
    let size = Size::long_side(THUMBNAIL_SIDE);
    let mut frames = decoder.frames(file, probe, stream.index, Pick::Keyframes, size)?;
    let nothing = || Problem::Damaged { said: "nothing of it can be decoded".to_owned() };
    let first = frames.next().ok_or_else(nothing)??;
    let others = frames.take(LOOKED_AT - 1).map_while(Result::ok);
    // Of equals the earlier one.
    Ok(others.fold(first, |best, frame| if contrast(&frame) > contrast(&best) { frame } else { best }))
}

/// Variance of luma, rounded down.
fn contrast(frame: &Frame) -> u64 {
    let count = frame.luma.len().max(1) as u64;
    let sum: u64 = frame.luma.iter().map(|l| u64::from(*l)).sum();
    let squares: u64 = frame.luma.iter().map(|l| u64::from(*l) * u64::from(*l)).sum();
    squares / count - (sum / count) * (sum / count)
}
