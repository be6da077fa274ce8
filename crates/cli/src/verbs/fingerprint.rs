//! `exhibit fingerprint`: the hashes of one picture or film, as other organisations compute and exchange them.

use std::path::{Path, PathBuf};

use case::hashing::{Hashed, hash_file};
use fingerprint::vpdq::{self, FrameHash};
use fingerprint::{Orientation, Pdq, pdq};
use model::name::visible;
use serde_json::{Value, json};

use crate::failure::{Failure, Verdict};
use crate::output;
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit fingerprint photo.jpg --orientations\n          exhibit fingerprint film.mp4 --exchange vpdq > film.vpdq.txt"
)]
pub struct Args {
    /// A picture or a film
    file: PathBuf,
    /// Also the hashes of the picture turned and mirrored
    #[arg(long)]
    orientations: bool,
    /// Every frame of a film, not about one a second
    #[arg(long)]
    every_frame: bool,
    /// Print a list for exchange: vpdq (every frame of a film) or pdq (one line for a picture)
    #[arg(long, value_name = "FORMAT")]
    exchange: Option<Exchange>,
}

/// Formats of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Exchange {
    /// `frame,quality,hash,seconds`
    Vpdq,
    /// `hash,quality,file`
    Pdq,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    if args.exchange.is_some() && (world.json() || args.orientations) {
        return Err(Failure::Usage(
            "--exchange prints a list and nothing else: leave --json and --orientations".into(),
        ));
    }
    let shown = visible(&args.file.to_string_lossy());
    let could_not = |why: &dyn std::fmt::Display| Failure::CouldNot(anyhow::anyhow!("{shown}: {why}"));
    let file = std::fs::File::open(&args.file).map_err(|e| {
        could_not(&format!("{}. Check the path and that you may read it", store::error::system_words(&e)))
    })?;
    if file.metadata().is_ok_and(|facts| !facts.is_file()) {
        return Err(could_not(&"it is not a file. Name a picture or a film"));
    }
    let decoder = world.decoder().get().map_err(|problem| could_not(&problem))?;
    let every = args.every_frame || args.exchange == Some(Exchange::Vpdq);
    let hashed = hash_file(decoder, &file, every).map_err(|problem| could_not(&problem))?;
    if let (true, Hashed::Film { .. }) = (args.orientations, &hashed) {
        return Err(Failure::Usage(format!("{shown} is a film; --orientations is for pictures")));
    }
    match args.exchange {
        Some(format) => output::text(list(&hashed, format, &args.file)?.trim_end())?,
        None if world.json() => output::json(&document(&hashed, &args, decoder.version()))?,
        None => output::text(&words(&hashed, args.orientations))?,
    }
    if let Hashed::Film { broken: Some(problem), .. } = &hashed {
        output::hint(&format!("{shown}: {problem}"));
        return Ok(Verdict::Problems);
    }
    Ok(Verdict::Done)
}

/// The list for exchange.
fn list(hashed: &Hashed, format: Exchange, path: &Path) -> Result<String, Failure> {
    match (hashed, format) {
        (Hashed::Picture { pdq, .. }, Exchange::Pdq) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Ok(vpdq::write_picture(*pdq, &name))
        }
        (Hashed::Picture { pdq, .. }, Exchange::Vpdq) => {
            Ok(vpdq::write(&[FrameHash { frame: 0, pdq: *pdq, at_ms: 0 }]))
        }
        (Hashed::Film { frames, .. }, Exchange::Vpdq) => Ok(vpdq::write(frames)),
        (Hashed::Film { .. }, Exchange::Pdq) => {
            Err(Failure::Usage("a PDQ list holds pictures, and this is a film. Use --exchange vpdq".to_owned()))
        }
    }
}

fn document(hashed: &Hashed, args: &Args, decoder: &str) -> Value {
    let file = visible(&args.file.to_string_lossy());
    match hashed {
        Hashed::Picture { width, height, pdq, orientations } => json!({
            "file": file, "kind": "picture", "width": width, "height": height,
            "pdq": pdq.code, "quality": pdq.quality,
            "orientations": args.orientations.then(|| orientations.iter().map(orientation).collect::<Vec<_>>()),
            "frames": null, "broken": null, "decoder": decoder,
        }),
        Hashed::Film { width, height, frames, broken } => json!({
            "file": file, "kind": "film", "width": width, "height": height,
            "pdq": null, "quality": null, "orientations": null,
            "frames": frames.iter().map(|frame| json!({
                // Counting is right only where every frame was decoded.
                "frame": args.every_frame.then_some(frame.frame), "at": seconds(frame.at_ms),
                "pdq": frame.pdq.code, "quality": frame.pdq.quality,
            })).collect::<Vec<_>>(),
            "broken": broken.as_ref().map(ToString::to_string), "decoder": decoder,
        }),
    }
}

fn orientation((orientation, pdq): &(Orientation, Pdq)) -> Value {
    json!({
        "orientation": orientation.to_string(), "mirrored": orientation.is_mirrored(),
        "rotation": orientation.degrees(), "pdq": pdq.code,
    })
}

fn seconds(ms: i64) -> String {
    format!("{}{}.{:03}", if ms < 0 { "-" } else { "" }, ms.unsigned_abs() / 1000, ms.unsigned_abs() % 1000)
}

fn words(hashed: &Hashed, all: bool) -> String {
    let low = |quality| if quality < pdq::LEAST_QUALITY { "  (too little detail to compare)" } else { "" };
    match hashed {
        Hashed::Picture { pdq, orientations, .. } => {
            let mut text = format!("{}  quality {}{}", pdq.code, pdq.quality, low(pdq.quality));
            for (orientation, pdq) in orientations.iter().filter(|_| all) {
                text += &format!("\n{}  {orientation}", pdq.code);
            }
            text
        }
        Hashed::Film { frames, .. } => {
            let line = |frame: &FrameHash| {
                let Pdq { code, quality } = frame.pdq;
                format!("{:>10}  {code}  quality {quality}{}", seconds(frame.at_ms), low(quality))
            };
            frames.iter().map(line).collect::<Vec<_>>().join("\n")
        }
    }
}
