//! `exhibit shadow where` and `shadow when`: where or when footage was made, as far as sun and shadows tell.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use scene::check::{self, Question};
use scene::finding::Decimal;
use scene::geodesy::At;
use scene::measured::Measured;
use scene::shadow::{ClaimedPlace, ClaimedTime, Frame, WhenQuestion, WhereQuestion};
use serde::de::DeserializeOwned;
use serde_json::{Map, json};

use crate::checks::{self, Keep};
use crate::failure::{Failure, Verdict, read_named};
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit shadow where --at 2022-10-13T11:50:00Z --ratio 2.33~0.05 --bearing 41±3 --out found\n\n\
                        Every measurement has its error: 23±1 (or 23+-1) is at most 1 off, 23~0.5 has a standard deviation of 0.5."
)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Where on earth the sun stood as it is seen at a stated time
    #[command(
        after_help = "Example:  exhibit shadow where --at 2022-10-13T11:50:00Z --height 1.8±0.05 --length 4.2±0.1 --bearing 41±3 --clock 0±120\n\n\
                      Several frames: --frames FILE, a TOML file with zone, clock, [[frame]] (at, ratio, elevation, bearing,\n\
                      sun_bearing, slope, lean, …) and [[turn]] (from, to, angle)."
    )]
    Where(Box<WhereArgs>),
    /// When the sun stood over a known place as it is seen
    #[command(
        after_help = "Example:  exhibit shadow when --place 50.566,36.572 --from 2022-10-13 --to 2022-10-13 --zone Europe/Moscow --bearing 41±3\n\n\
                      Both answers of a day, and both of a year, are given where both fit."
    )]
    When(Box<WhenArgs>),
}

/// What was seen in one frame.
#[derive(Debug, clap::Args)]
struct SeenArgs {
    /// Height of an upright object, with --length, in any unit
    #[arg(long, value_name = "H±E", allow_hyphen_values = true)]
    height: Option<Measured>,
    /// Length of its shadow on the ground, in the same unit
    #[arg(long, value_name = "L±E", allow_hyphen_values = true)]
    length: Option<Measured>,
    /// Shadow length divided by the object's height, in place of both
    #[arg(long, value_name = "R±E", allow_hyphen_values = true)]
    ratio: Option<Measured>,
    /// Elevation of the sun in degrees
    #[arg(long, value_name = "DEG±E", allow_hyphen_values = true)]
    elevation: Option<Measured>,
    /// Bearing to which the shadow points, degrees clockwise from true north
    #[arg(long, value_name = "DEG±E", allow_hyphen_values = true)]
    bearing: Option<Measured>,
    /// Bearing of a street, with --off-street
    #[arg(long, value_name = "DEG±E", allow_hyphen_values = true)]
    street: Option<Measured>,
    /// Angle from the street's bearing clockwise to the shadow
    #[arg(long, value_name = "DEG±E", allow_hyphen_values = true)]
    off_street: Option<Measured>,
    /// Bearing of the sun itself
    #[arg(long, value_name = "DEG±E", allow_hyphen_values = true)]
    sun_bearing: Option<Measured>,
    /// Degrees by which the ground rises along the shadow [default: 0~1]
    #[arg(long, value_name = "DEG±E", allow_hyphen_values = true)]
    slope: Option<Measured>,
    /// Degrees by which the object leans towards its shadow [default: 0~1]
    #[arg(long, value_name = "DEG±E", allow_hyphen_values = true)]
    lean: Option<Measured>,
    /// Several frames from a TOML or JSON file, in place of the options above
    #[arg(long, value_name = "FILE")]
    frames: Option<PathBuf>,
    /// IANA zone of times without an offset
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// Who published the claimed place or time, and where
    #[arg(long, value_name = "TEXT", requires = "claimed")]
    cited: Option<String>,
}

#[derive(Debug, clap::Args)]
struct WhereArgs {
    /// When the frame was made, as stated
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    #[command(flatten)]
    seen: SeenArgs,
    /// By how many seconds the camera's clock may be wrong, the same in all frames
    #[arg(long, value_name = "S±E", allow_hyphen_values = true)]
    clock: Option<Measured>,
    /// Search only between these latitudes and longitudes
    #[arg(long, value_name = "S,W,N,E", allow_hyphen_values = true, value_delimiter = ',', num_args = 1..)]
    within: Vec<Decimal>,
    /// A place that somebody has published, to be tested; with --cited
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true, requires = "cited")]
    claimed: Option<At>,
    #[command(flatten)]
    keep: Keep,
}

#[derive(Debug, clap::Args)]
struct WhenArgs {
    /// Where the frame was made
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
    place: At,
    /// By how many metres the place may be off
    #[arg(long, value_name = "M±E")]
    place_error: Option<Measured>,
    /// First day or instant to search
    #[arg(long, value_name = "TIME")]
    from: String,
    /// Last day or instant to search
    #[arg(long, value_name = "TIME")]
    to: String,
    /// Local hours of the day to search: 12:00-15:30
    #[arg(long, value_name = "HOURS")]
    hours: Option<String>,
    #[command(flatten)]
    seen: SeenArgs,
    /// A time that somebody has published, to be tested; with --cited
    #[arg(long, value_name = "TIME", requires = "cited")]
    claimed: Option<String>,
    #[command(flatten)]
    keep: Keep,
}

impl SeenArgs {
    fn frame(&self, at: Option<String>) -> Frame {
        Frame {
            at,
            height: self.height.clone(),
            length: self.length.clone(),
            ratio: self.ratio.clone(),
            elevation: self.elevation.clone(),
            bearing: self.bearing.clone(),
            street: self.street.clone(),
            off_street: self.off_street.clone(),
            sun_bearing: self.sun_bearing.clone(),
            slope: self.slope.clone(),
            lean: self.lean.clone(),
            ..Frame::default()
        }
    }
}

/// What a file of frames holds.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Frames {
    #[serde(default)]
    zone: Option<String>,
    #[serde(default)]
    clock: Option<Measured>,
    #[serde(default, rename = "frame")]
    frames: Vec<Frame>,
    #[serde(default, rename = "turn")]
    turns: Vec<scene::shadow::Turn>,
}

/// Reads a description from a TOML or JSON file.
pub fn described<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    let bytes = read_named(path)?;
    let name = model::name::visible(&path.to_string_lossy());
    let text = String::from_utf8(bytes).map_err(|_| Failure::Usage(format!("{name} is not text")))?;
    let read = if text.trim_start().starts_with('{') {
        serde_json::from_str(&text).map_err(|e| e.to_string())
    } else {
        toml::from_str(&text).map_err(|e| e.message().to_owned())
    };
    read.map_err(|error| Failure::Usage(format!("{name} does not describe what was seen: {error}")))
}

fn frames(seen: &SeenArgs, at: Option<String>) -> Result<Frames, Failure> {
    let mut frames = match &seen.frames {
        Some(path) => described(path)?,
        None => Frames { zone: None, clock: None, frames: vec![seen.frame(at)], turns: Vec::new() },
    };
    if frames.frames.is_empty() {
        return Err(Failure::Usage("the file holds no [[frame]]".to_owned()));
    }
    frames.zone = seen.zone.clone().or(frames.zone);
    Ok(frames)
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let (name, question, keep) = match args.what {
        What::Where(args) => {
            let frames = frames(&args.seen, args.at)?;
            let within =
                match args.within.len() {
                    0 => None,
                    _ => Some(args.within.try_into().map_err(|_| {
                        Failure::Usage("--within takes four numbers: south, west, north, east".to_owned())
                    })?),
                };
            let question = WhereQuestion {
                frames: frames.frames,
                turns: frames.turns,
                zone: frames.zone,
                clock: args.clock.or(frames.clock),
                within,
                claimed: args.claimed.zip(args.seen.cited).map(|(place, cited)| ClaimedPlace { place, cited }),
            };
            ("shadow-where", Question::ShadowWhere(question), args.keep)
        }
        What::When(args) => {
            let frames = frames(&args.seen, None)?;
            let question = WhenQuestion {
                frames: frames.frames,
                turns: frames.turns,
                place: args.place,
                place_error_m: args.place_error,
                from: args.from,
                to: args.to,
                zone: frames.zone,
                hours: args.hours,
                claimed: args.claimed.zip(args.seen.cited).map(|(at, cited)| ClaimedTime { at, cited }),
            };
            ("shadow-when", Question::ShadowWhen(question), args.keep)
        }
    };
    let outcome = check::answer(&question, world.host().threads).map_err(checks::refused)?;
    let finding = &outcome.finding;
    let fits = !(finding.regions.is_empty() && finding.times.is_empty());
    let areas: Map<String, serde_json::Value> =
        finding.regions.iter().map(|r| (r.level_percent.to_string(), json!(r.area_km2()))).collect();
    let mut document = Map::new();
    document.insert("fits".to_owned(), json!(fits));
    if name == "shadow-where" {
        document.insert("area_km2".to_owned(), json!(areas));
    }
    checks::finish(world, &keep, name, &question, &outcome, document)
}
