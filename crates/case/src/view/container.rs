//! What a picture, film or sound says of itself, as people are shown it: read from the record of the `container`
//! finding.

use std::io::{BufRead, BufReader};

use media::{Grant, Orientation, Stated, Stream, StreamKind};
use model::ItemId;
use model::name::from_base64;
use serde::Serialize;

use crate::analysers::ContainerLine;
use crate::error::Error;
use crate::open::Case;

/// A file seen from outside. Times are microseconds from the beginning of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ContainerView {
    /// The container's name in the decoder.
    pub container: String,
    /// The length that it states.
    pub duration_us: Option<i64>,
    /// Its streams.
    pub streams: Vec<StreamView>,
    /// What it states of time, place and device. Weak: anybody can write anything there.
    pub stated: Vec<Stated>,
    /// One sentence where it ends before the end that it states.
    pub cut_off: Option<String>,
    /// How often the decoder complained.
    pub complaints: u64,
    /// Its first complaint.
    pub complaint: Option<String>,
    /// What it was decoded with.
    pub decoder: String,
    /// Limits that held, and those that the kernel did not give.
    pub limits: Vec<Grant>,
    /// A small picture of it.
    #[serde(skip)]
    pub thumbnail: Option<Thumbnail>,
}

/// One stream. What the file does not state is `None`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StreamView {
    /// Its number in the file.
    pub index: u32,
    /// What it holds.
    pub kind: StreamKind,
    /// Codec name in the decoder.
    pub codec: Option<String>,
    /// Width of the upright picture in square pixels.
    pub width: Option<u32>,
    /// Height of the upright picture.
    pub height: Option<u32>,
    /// How the stored picture was turned to stand upright.
    pub orientation: Option<Orientation>,
    /// Frames in a second as the file states it: `30000/1001`.
    pub frame_rate: Option<String>,
    /// The length that it states.
    pub duration_us: Option<i64>,
    /// Packets in it; in films these are frames.
    pub packets: u64,
    /// How many of them can be decoded without others.
    pub keyframes: u64,
    /// Samples in a second.
    pub sample_rate: Option<u32>,
    /// Sound channels.
    pub channels: Option<u32>,
}

impl From<Stream> for StreamView {
    fn from(stream: Stream) -> Self {
        let shows = stream.width > 0 && stream.height > 0;
        let (width, height) = stream.upright();
        Self {
            index: stream.index,
            kind: stream.kind,
            width: shows.then_some(width),
            height: shows.then_some(height),
            orientation: shows.then_some(stream.orientation),
            frame_rate: stream.frame_rate.map(|(over, under)| format!("{over}/{under}")),
            duration_us: stream.duration_us,
            packets: stream.packets.count,
            keyframes: stream.packets.keyframes,
            sample_rate: stream.sample_rate,
            channels: stream.channels,
            codec: stream.codec,
        }
    }
}

/// A small picture: JPEG files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thumbnail {
    /// When the frame is shown.
    pub pts_us: i64,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Grey in its pixels.
    pub grey: Vec<u8>,
    /// Grey, and blurred past recognition.
    pub blurred: Vec<u8>,
}

impl Case {
    /// What an item's container says, where it was decoded.
    pub fn container(&self, item: ItemId) -> Result<Option<ContainerView>, Error> {
        let sql = "SELECT record FROM finding WHERE item = ? AND analyser GLOB 'container.*' AND record IS NOT NULL \
                   ORDER BY seq DESC LIMIT 1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query([item.0.hex()])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let digest = store::index::query::digest(&row.get::<_, String>(0)?)?;
        let mut view = ContainerView::default();
        for line in BufReader::new(self.reader().record(digest)?).lines() {
            take(&mut view, serde_json::from_str(&line.map_err(serde_json::Error::io)?)?);
        }
        Ok(Some(view))
    }
}

fn take(view: &mut ContainerView, line: ContainerLine) {
    match line {
        ContainerLine::Container { container, duration_us, complaints, complaint, start_us: _ } => {
            *view = ContainerView { container, duration_us, complaints, complaint, ..std::mem::take(view) };
        }
        ContainerLine::Stream(stream) => view.streams.push(stream.into()),
        ContainerLine::Stated(stated) => view.stated.push(stated),
        ContainerLine::CutOff { what } => view.cut_off = Some(what),
        ContainerLine::Thumbnail { pts_us, width, height, jpeg, blurred } => {
            let (grey, blurred) = (from_base64(&jpeg).unwrap_or_default(), from_base64(&blurred).unwrap_or_default());
            view.thumbnail = Some(Thumbnail { pts_us, width, height, grey, blurred });
        }
        ContainerLine::NoThumbnail { .. } => {}
        ContainerLine::Decoder { version, limits } => (view.decoder, view.limits) = (version, limits),
    }
}
