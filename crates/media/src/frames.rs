//! Frames of one stream, upright, scaled, in grey or in colour, each with its own time. They are streamed: whatever the
//! recording's length, one frame is held at a time.

use std::fs::File;

use crate::decoder::Decoder;
use crate::handover::Handover;
use crate::nut::Packet;
use crate::probe::{Probe, Stream, StreamKind};
use crate::problem::Problem;

/// Keyframes this near to each other need no filling, in microseconds.
const NEAR_US: i64 = 2_000_000;
/// Clocks in milliseconds and frames in thirds of them: what still counts as a second.
const SLACK_US: i64 = 2_000;

/// Which frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Those that can be decoded without others: by far the cheapest.
    Keyframes,
    /// About one in this many microseconds. Only keyframes are decoded where none is further than two seconds from the
    /// next; otherwise everything is, and frames between keyframes fill the gaps.
    Filled {
        /// Microseconds.
        every_us: i64,
    },
    /// All.
    Every,
    /// All from one time on and before another, in microseconds from the beginning of the file.
    Range {
        /// The first time.
        from_us: i64,
        /// The time after the last.
        to_us: i64,
    },
}

impl Pick {
    /// About one a second: what copies are looked for with.
    pub const fn filled() -> Self {
        Self::Filled { every_us: 1_000_000 }
    }
}

/// What a frame is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Luma alone, 0 black to 255 white.
    Grey,
    /// Luma, and U and V at half the width and height (4:2:0).
    Yuv,
}

/// How large a frame is given. Pictures are made smaller, never larger, save where an exact size is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    bounds: Bounds,
    colour: Colour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bounds {
    LongSide(u32),
    Exactly(u32, u32),
    Native,
}

impl Size {
    /// The longer side of the upright picture has at most this many pixels.
    pub const fn long_side(pixels: u32) -> Self {
        Self { bounds: Bounds::LongSide(pixels), colour: Colour::Grey }
    }

    /// Exactly this width and height, whatever the picture's shape.
    pub const fn exactly(width: u32, height: u32) -> Self {
        Self { bounds: Bounds::Exactly(width, height), colour: Colour::Grey }
    }

    /// As it is, its pixels made square.
    pub const fn native() -> Self {
        Self { bounds: Bounds::Native, colour: Colour::Grey }
    }

    /// In this colour.
    pub const fn colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// Width and height that frames of a stream will have.
    pub fn of(self, stream: &Stream) -> (u32, u32) {
        let (width, height) = stream.upright();
        let long = width.max(height);
        let (width, height) = match self.bounds {
            Bounds::LongSide(most) if long > most => {
                let scaled = |side: u32| (u64::from(side) * u64::from(most) + u64::from(long) / 2) / u64::from(long);
                (scaled(width) as u32, scaled(height) as u32)
            }
            Bounds::Exactly(width, height) => (width, height),
            _ => (width, height),
        };
        match self.colour {
            Colour::Grey => (width.max(1), height.max(1)),
            Colour::Yuv => (width.next_multiple_of(2), height.next_multiple_of(2)),
        }
    }
}

/// One upright frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// When it is shown: microseconds from the beginning of the file, as the file says, never counted.
    pub pts_us: i64,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `width * height` bytes, row by row.
    pub luma: Vec<u8>,
    /// U, then V, each a quarter of luma's size; empty for grey.
    pub chroma: Vec<u8>,
}

/// Frames as they are decoded. A problem is the last thing given: what came before it is sound, but not all.
pub struct Frames {
    handover: Handover,
    size: (u32, u32),
    colour: Colour,
    plan: Plan,
}

impl Frames {
    /// What the decoder complained of so far: how often, and the first time.
    pub fn complaints(&self) -> (u64, Option<&str>) {
        self.handover.complaints()
    }

    /// The most memory that the decoder was seen to have so far, in bytes.
    pub fn peak_bytes(&self) -> u64 {
        self.handover.peak_bytes()
    }

    /// Whether only keyframes are decoded.
    pub fn only_keyframes(&self) -> bool {
        self.plan.only_keyframes
    }

    fn frame(&self, packet: Packet) -> Result<Frame, Problem> {
        let (width, height) = self.size;
        let pixels = width as usize * height as usize;
        let expected = if self.colour == Colour::Yuv { pixels * 3 / 2 } else { pixels };
        if packet.data.len() != expected {
            return Err(Problem::nonsense(format!("a frame has {} bytes instead of {expected}", packet.data.len())));
        }
        let mut luma = packet.data;
        let chroma = luma.split_off(pixels);
        Ok(Frame { pts_us: self.plan.time_of(packet.pts_us), width, height, luma, chroma })
    }
}

impl Iterator for Frames {
    type Item = Result<Frame, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let frame = self.handover.next()?.and_then(|packet| self.frame(packet));
            match &frame {
                // The decoder seeks to a tick of the stream's clock, which may lie just before the time asked for.
                Ok(frame) if self.plan.within.is_some_and(|(from, to)| frame.pts_us < from || frame.pts_us >= to) => {}
                Ok(_) => return Some(frame),
                Err(_) => {
                    self.handover.stop();
                    return Some(frame);
                }
            }
        }
    }
}

impl Decoder {
    /// Decodes frames of one stream. `probe` is what [`Decoder::probe`] said of the same file.
    pub fn frames(&self, file: &File, probe: &Probe, stream: u32, pick: Pick, size: Size) -> Result<Frames, Problem> {
        let shows =
            |s: &&Stream| matches!(s.kind, StreamKind::Picture | StreamKind::Cover) && s.width > 0 && s.height > 0;
        let found = probe.streams.iter().find(|s| s.index == stream).filter(shows);
        let found = found.ok_or_else(|| Problem::NoSuchStream { what: "picture".to_owned(), stream })?;
        let (width, height) = size.of(found);
        let plan = Plan::of(found, pick);
        let filters = filters(found, (width, height), size.colour, plan.select.as_deref());
        let (from, length) = (seconds(plan.from_us), plan.length_us().map(seconds));
        let mut before = vec!["-noautorotate"];
        if plan.only_keyframes {
            before.extend(["-skip_frame", "nokey"]);
        }
        if plan.from_us > 0 {
            before.extend(["-ss", &from]);
        }
        let mut after = vec!["-vf", &filters];
        if let Some(length) = &length {
            after.extend(["-t", length]);
        }
        after.extend(self.passthrough());
        after.extend(["-enc_time_base", "1:1000000", "-c:v", "rawvideo"]);
        let largest = u64::from(width) * u64::from(height) * 3 / 2 + 4096;
        let mut handover = Handover::start(self, file, stream, &before, &after, largest)?;
        handover.may_be_empty = plan.within.is_some();
        Ok(Frames { handover, size: (width, height), colour: size.colour, plan })
    }

    /// How this version of the decoder is told to leave frames' times alone.
    fn passthrough(&self) -> [&'static str; 2] {
        let digits = self.version().rsplit(' ').next().unwrap_or_default().trim_start_matches('n');
        let mut numbers = digits.split(|c: char| !c.is_ascii_digit()).map_while(|n| n.parse::<u32>().ok());
        let old = numbers.next().is_some_and(|major| (major, numbers.next().unwrap_or(0)) < (5, 1));
        if old { ["-vsync", "passthrough"] } else { ["-fps_mode", "passthrough"] }
    }
}

/// How a pick is put to the decoder.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Plan {
    only_keyframes: bool,
    select: Option<String>,
    /// Where the decoder seeks to; what it gives counts from here.
    from_us: i64,
    within: Option<(i64, i64)>,
    clock: Option<Clock>,
}

impl Plan {
    fn of(stream: &Stream, pick: Pick) -> Self {
        let all = Self { only_keyframes: false, select: None, from_us: 0, within: None, clock: None };
        match pick {
            Pick::Every => all,
            Pick::Keyframes => Self { only_keyframes: true, ..all },
            Pick::Filled { every_us } => {
                let only_keyframes = stream.packets.longest_key_gap_us.is_some_and(|gap| gap <= NEAR_US);
                let (every, half) = (seconds(every_us - SLACK_US), seconds(every_us / 2 - SLACK_US));
                let since = "t-prev_selected_t";
                let select = format!("isnan(prev_selected_t)+gte({since},{every})+key*gte({since},{half})");
                Self { only_keyframes, select: Some(select), ..all }
            }
            Pick::Range { from_us, to_us } => {
                let from_us = from_us.max(0);
                let clock = Clock::of(stream);
                let seek_us = clock.map_or(from_us, |clock| clock.us(clock.last_tick_at(from_us)).min(from_us));
                Self { from_us: seek_us, within: Some((from_us, to_us.max(from_us))), clock, ..all }
            }
        }
    }

    /// The time in the file of what the decoder gives after seeking. Both parts were rounded, their sum is a tick.
    fn time_of(&self, us: i64) -> i64 {
        let us = us.saturating_add(self.from_us);
        self.clock.map_or(us, |clock| clock.us(clock.nearest_tick(us)))
    }

    fn length_us(&self) -> Option<i64> {
        self.within.map(|(_, to)| to - self.from_us)
    }
}

/// The clock of a stream: its frames' times are ticks of it, and microseconds are these rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Clock {
    /// A tick is `over / under` microseconds.
    over: i128,
    under: i128,
}

impl Clock {
    /// Nothing where ticks are not much longer than a microsecond.
    fn of(stream: &Stream) -> Option<Self> {
        let (over, under) = stream.time_base?;
        let clock = Self { over: i128::from(over) * 1_000_000, under: i128::from(under) };
        (clock.over >= clock.under * 8).then_some(clock)
    }

    fn last_tick_at(self, us: i64) -> i128 {
        (i128::from(us) * self.under).div_euclid(self.over)
    }

    fn nearest_tick(self, us: i64) -> i128 {
        (i128::from(us) * self.under * 2 + self.over).div_euclid(self.over * 2)
    }

    fn us(self, tick: i128) -> i64 {
        i64::try_from((tick * self.over * 2 + self.under).div_euclid(self.under * 2)).unwrap_or(i64::MAX)
    }
}

/// The chain of filters: which frames, scaled as stored, turned upright, in the colour asked for.
fn filters(stream: &Stream, (width, height): (u32, u32), colour: Colour, select: Option<&str>) -> String {
    let (width, height) = if stream.orientation.swaps_sides() { (height, width) } else { (width, height) };
    let format = if colour == Colour::Yuv { "yuv420p" } else { "gray" };
    let mut chain = select.map(|select| format!("select='{select}',")).unwrap_or_default();
    // The flags make the same bytes on every processor; a mean over areas is what shrinking without aliases takes.
    chain += &format!("scale={width}:{height}:flags=area+accurate_rnd+full_chroma_int+bitexact,format={format}");
    let turn = stream.orientation.filters();
    if !turn.is_empty() {
        chain += &format!(",{turn}");
    }
    chain
}

/// Microseconds as the decoder reads them.
fn seconds(us: i64) -> String {
    let (whole, rest) = (us.max(0) / 1_000_000, us.max(0) % 1_000_000);
    format!("{whole}.{rest:06}")
}
