//! What a container says of itself and of its streams, and what its packets show. Everything it merely *states* (times,
//! places, devices) is kept apart as weak: whoever wrote the file could write there what they liked.

mod lines;
mod orientation;
mod stated;

pub use orientation::Orientation;
pub use stated::{Matter, Position, Stated, iso_6709};

use std::fs::File;
use std::io::BufReader;

use serde::{Deserialize, Serialize};

use crate::decoder::{Asked, Decoder, Output};
use crate::problem::{Complaints, Problem};
use lines::Fields;

/// What is asked for. Packets come line by line, so that a long recording takes no memory.
const ENTRIES: &str = "packet=stream_index,pts_time,duration_time,flags:stream=index,codec_name,codec_type,profile,width,height,\
    sample_aspect_ratio,pix_fmt,time_base,start_time,duration,avg_frame_rate,nb_frames,sample_rate,channels:\
    stream_tags:stream_side_data:stream_disposition=attached_pic:format=format_name,start_time,duration,bit_rate:format_tags";
/// What a still picture says in its first frame: how it is turned, when and with what it was taken.
const FRAME_ENTRIES: &str = "frame=stream_index:frame_tags:frame_side_data";
/// A line is read to this length.
const LINE: usize = 64 << 10;
/// A recording is cut off when its packets end this much before the end that it states.
const CUT_OFF_US: i64 = 1_500_000;

/// A file seen from outside. All times are microseconds; stream times count from the beginning of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// The container's name in the decoder: `mov,mp4,m4a,3gp,3g2,mj2`.
    pub container: String,
    /// Where its time line begins; frames and samples are given relative to this.
    pub start_us: i64,
    /// The length that it states.
    pub duration_us: Option<i64>,
    /// Its streams, by index.
    pub streams: Vec<Stream>,
    /// What it states about time, place and device of recording. Weak: see the module's words.
    pub stated: Vec<Stated>,
    /// Where its packets end, if that is well before the end that it states.
    pub cut_off: Option<Problem>,
    /// How many complaints the decoder had, and the first.
    pub complaints: u64,
    /// The first complaint.
    pub complaint: Option<String>,
}

/// What a stream holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StreamKind {
    /// Pictures, one or many.
    Picture,
    /// A cover picture beside sound.
    Cover,
    /// Sound.
    Sound,
    /// Subtitles, data, attachments.
    Other,
}

/// One stream. A field that the file does not state is `None`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stream {
    /// Its number in the file.
    pub index: u32,
    /// What it holds.
    pub kind: StreamKind,
    /// Codec name in the decoder: `h264`.
    pub codec: Option<String>,
    /// Profile of the codec.
    pub profile: Option<String>,
    /// Width in pixels as stored, before it is turned upright.
    pub width: u32,
    /// Height in pixels as stored.
    pub height: u32,
    /// Width of a pixel divided by its height, as a fraction.
    pub pixel_aspect: Option<(u32, u32)>,
    /// How the picture is to be turned to stand upright.
    pub orientation: Orientation,
    /// How pixels are stored: `yuv420p`.
    pub pixel_format: Option<String>,
    /// Frames in a second as the file states it, as a fraction.
    pub frame_rate: Option<(u32, u32)>,
    /// Seconds of one tick of its clock, as a fraction.
    pub time_base: Option<(u32, u32)>,
    /// Where it begins, from the beginning of the file.
    pub start_us: Option<i64>,
    /// The length that it states.
    pub duration_us: Option<i64>,
    /// Samples in a second.
    pub sample_rate: Option<u32>,
    /// Sound channels.
    pub channels: Option<u32>,
    /// What its packets show.
    pub packets: Packets,
}

/// What the packets of one stream show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packets {
    /// How many there are.
    pub count: u64,
    /// How many can be decoded without others.
    pub keyframes: u64,
    /// Time of the first, from the beginning of the file.
    pub first_us: Option<i64>,
    /// End of the last.
    pub end_us: Option<i64>,
    /// The longest time from a keyframe to the next, or to the end.
    pub longest_key_gap_us: Option<i64>,
    #[serde(skip)]
    last_key_us: Option<i64>,
}

impl Packets {
    /// Takes the time of one packet; `start` is where the file's time line begins.
    fn take(&mut self, pts: Option<i64>, duration: Option<i64>, key: bool) {
        self.count += 1;
        self.keyframes += u64::from(key);
        let Some(pts) = pts else { return };
        self.first_us = Some(self.first_us.map_or(pts, |first| first.min(pts)));
        let end = pts.saturating_add(duration.unwrap_or(0).max(0));
        self.end_us = Some(self.end_us.map_or(end, |known| known.max(end)));
        if key {
            self.gap_to(pts);
            self.last_key_us = Some(pts);
        }
    }

    fn gap_to(&mut self, us: i64) {
        if let Some(last) = self.last_key_us {
            let gap = us.saturating_sub(last);
            self.longest_key_gap_us = Some(self.longest_key_gap_us.map_or(gap, |known| known.max(gap)));
        }
    }

    fn finish(&mut self, start: i64) {
        if let Some(end) = self.end_us {
            self.gap_to(end);
        }
        self.first_us = self.first_us.map(|us| us - start);
        self.end_us = self.end_us.map(|us| us - start);
        self.last_key_us = None;
    }
}

impl Probe {
    /// The stream that shows the recording: the largest moving picture, or the picture.
    pub fn picture(&self) -> Option<&Stream> {
        let pictures =
            self.streams.iter().filter(|s| s.kind == StreamKind::Picture && s.packets.count > 0 && s.width > 0);
        // Of equals the first: it is the one that players show.
        pictures.max_by_key(|s| (u64::from(s.width) * u64::from(s.height), std::cmp::Reverse(s.index)))
    }

    /// The stream that players play: the first sound.
    pub fn sound(&self) -> Option<&Stream> {
        self.streams.iter().find(|s| s.kind == StreamKind::Sound && s.packets.count > 0)
    }

    /// Whether it is one picture that stands still.
    pub fn is_still(&self) -> bool {
        self.picture().is_some_and(|s| s.packets.count == 1)
    }

    fn stream(&mut self, index: u32) -> Option<&mut Stream> {
        self.streams.iter_mut().find(|s| s.index == index)
    }
}

impl Stream {
    /// Width and height of the upright picture, its pixels made square.
    pub fn upright(&self) -> (u32, u32) {
        let (mut width, mut height) = (u64::from(self.width), u64::from(self.height));
        if let Some((over, under)) = self.pixel_aspect {
            let (over, under) = (u64::from(over), u64::from(under));
            // The longer side of a pixel counts, so that nothing is thrown away.
            if over > under {
                width = (width * over + under / 2) / under;
            } else {
                height = (height * under + over / 2) / over;
            }
        }
        let (width, height) = (width.clamp(1, 1 << 20) as u32, height.clamp(1, 1 << 20) as u32);
        if self.orientation.swaps_sides() { (height, width) } else { (width, height) }
    }
}

impl Decoder {
    /// Reads what a file says of itself, and runs through its packets without decoding them.
    pub fn probe(&self, file: &File) -> Result<Probe, Problem> {
        let mut reading = Reading::default();
        let complaints = self.ask_lines(file, &["-show_entries", ENTRIES], &mut |section, fields| {
            reading.take(section, fields);
        })?;
        let mut probe = reading.finish()?;
        (probe.complaints, probe.complaint) = (complaints.count, complaints.first().map(str::to_owned));
        if probe.is_still() {
            self.ask_first_frame(file, &mut probe)?;
        }
        let limit = self.limits().pixels;
        for stream in &probe.streams {
            let (width, height) = (u64::from(stream.width), u64::from(stream.height));
            if width * height > limit {
                return Err(Problem::TooLarge { width, height, limit });
            }
        }
        if probe.picture().is_none() && probe.sound().is_none() {
            return Err(match self.meaning(&complaints) {
                problem @ Problem::TooLarge { .. } => problem,
                _ if complaints.count > 0 => Problem::Damaged { said: complaints.said() },
                _ => Problem::NotMedia { said: "none of its streams holds pictures or sound".to_owned() },
            });
        }
        Ok(probe)
    }

    fn ask_first_frame(&self, file: &File, probe: &mut Probe) -> Result<(), Problem> {
        let Some(index) = probe.picture().map(|s| s.index) else { return Ok(()) };
        let stream = index.to_string();
        let arguments = ["-select_streams", &stream, "-read_intervals", "%+#1", "-show_entries", FRAME_ENTRIES];
        let mut orientation = None;
        let mut stated = Vec::new();
        self.ask_lines(file, &arguments, &mut |section, fields| {
            if section == "frame" && orientation.is_none() {
                orientation = Some(orientation::of(fields));
                stated = stated::in_picture(fields);
            }
        })?;
        if let (Some(found), Some(stream)) = (orientation, probe.stream(index))
            && stream.orientation == Orientation::Upright
        {
            stream.orientation = found;
        }
        probe.stated.extend(stated);
        Ok(())
    }

    /// Asks ffprobe and hands over its answer line by line. Gives its complaints.
    fn ask_lines(
        &self,
        file: &File,
        arguments: &[&str],
        take: &mut dyn FnMut(&str, &Fields),
    ) -> Result<Complaints, Problem> {
        let mut before = vec!["-of", "compact=escape=c"];
        before.extend(arguments);
        let child = self.ask(Asked::Ffprobe, file, &before, &[])?;
        let mut output = BufReader::with_capacity(1 << 16, Output::new(child));
        let mut line = Vec::new();
        loop {
            match lines::next(&mut output, &mut line, LINE) {
                Ok(true) => {
                    let text = String::from_utf8_lossy(&line);
                    let (section, fields) = Fields::parse(&text);
                    take(section, &fields);
                }
                Ok(false) => break,
                Err(error) => return Err(output.get_mut().problem.take().unwrap_or_else(|| Problem::system(error))),
            }
        }
        let end = output.get_mut().child.finish()?;
        if !end.success {
            return Err(self.meaning(&end.complaints));
        }
        Ok(end.complaints)
    }
}

/// The answer while it is read: packets come before the streams that they belong to.
#[derive(Default)]
struct Reading {
    packets: Vec<(u32, Packets)>,
    streams: Vec<Stream>,
    stated: Vec<Stated>,
    container: Option<(String, i64, Option<i64>)>,
}

/// More packets' streams than any limit lets through: the answer is nonsense.
const MOST_STREAMS: usize = 4096;

impl Reading {
    fn take(&mut self, section: &str, fields: &Fields) {
        match section {
            "packet" => {
                let Some(index) = fields.number("stream_index") else { return };
                let at = self.packets.iter().position(|(i, _)| *i == index);
                let at = at.unwrap_or_else(|| {
                    self.packets.truncate(MOST_STREAMS);
                    self.packets.push((index, Packets::default()));
                    self.packets.len() - 1
                });
                let key = fields.get("flags").is_some_and(|flags| flags.contains('K'));
                self.packets[at].1.take(fields.micros("pts_time"), fields.micros("duration_time"), key);
            }
            "stream" if self.streams.len() < MOST_STREAMS => {
                self.stated.extend(stated::in_stream(fields));
                self.streams.extend(stream_of(fields));
            }
            "format" => {
                self.stated.extend(stated::in_container(fields));
                let name = fields.get("format_name").unwrap_or_default().to_owned();
                self.container = Some((name, fields.micros("start_time").unwrap_or(0), fields.micros("duration")));
            }
            _ => {}
        }
    }

    fn finish(mut self) -> Result<Probe, Problem> {
        let (container, start_us, duration_us) =
            self.container.ok_or_else(|| Problem::nonsense("it names no container"))?;
        for stream in &mut self.streams {
            if let Some(at) = self.packets.iter().position(|(index, _)| *index == stream.index) {
                stream.packets = self.packets.swap_remove(at).1;
            }
            stream.packets.finish(start_us);
            stream.start_us = stream.start_us.map(|us| us.saturating_sub(start_us));
        }
        let cut_off = duration_us.and_then(|duration| cut_off(&self.streams, duration));
        Ok(Probe {
            container,
            start_us,
            duration_us,
            streams: self.streams,
            stated: self.stated,
            cut_off,
            complaints: 0,
            complaint: None,
        })
    }
}

/// Whether packets end well before the end that the file states. Pictures and covers have no length of their own.
fn cut_off(streams: &[Stream], duration_us: i64) -> Option<Problem> {
    let long = streams.iter().filter(|s| matches!(s.kind, StreamKind::Picture | StreamKind::Sound));
    let end = long.filter(|s| s.packets.count > 1).filter_map(|s| s.packets.end_us).max()?;
    let missing = duration_us.saturating_sub(end);
    (missing > CUT_OFF_US.max(duration_us / 50)).then_some(Problem::Truncated { after_us: end, of_us: duration_us })
}

fn stream_of(fields: &Fields) -> Option<Stream> {
    let cover = fields.get("disposition:attached_pic") == Some("1");
    let kind = match fields.get("codec_type")? {
        "video" if cover => StreamKind::Cover,
        "video" => StreamKind::Picture,
        "audio" => StreamKind::Sound,
        _ => StreamKind::Other,
    };
    let known = |name: &str| fields.get(name).filter(|v| *v != "unknown" && *v != "N/A").map(str::to_owned);
    Some(Stream {
        index: fields.number("index")?,
        kind,
        codec: known("codec_name"),
        profile: known("profile"),
        width: fields.number("width").unwrap_or(0),
        height: fields.number("height").unwrap_or(0),
        pixel_aspect: fields.fraction("sample_aspect_ratio").filter(|(a, b)| a / b < 16 && b / a < 16 && a != b),
        orientation: orientation::of(fields),
        pixel_format: known("pix_fmt"),
        frame_rate: fields.fraction("avg_frame_rate"),
        time_base: fields.fraction("time_base"),
        start_us: fields.micros("start_time"),
        duration_us: fields.micros("duration"),
        sample_rate: fields.number("sample_rate"),
        channels: fields.number("channels"),
        packets: Packets::default(),
    })
}
