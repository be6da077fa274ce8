//! `exhibit bang`: how far off something was that is seen first and heard later, and whether a published distance agrees.

use std::path::{Path, PathBuf};

use model::name::visible;
use scene::check::Question;
use scene::finding::Decimal;
use scene::light;
use scene::measured::Measured;
use scene::sound::bang::{BangError, BangQuestion, ClaimedDistance, answer};
use scene::sound::speed::AirStated;
use scene::sound::{self, onset};
use serde_json::{Map, Value, json};

use crate::checks::{self, Keep};
use crate::failure::{Failure, Verdict};
use crate::recordings;
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit bang clip.mp4 --temperature 12~2\n          \
                        exhibit bang --flash 2.00±0.02 --bang 5.00~0.01 --temperature 12~2 --humidity 60±10\n           \
                        exhibit bang --flash 0±0.02 --bang 3.06±0.02 --claimed-distance 885±10 --cited \"an article of 9 August\"\n\n\
                        From a clip, flash and bang are proposed where they are not given; look and listen whether they belong\n\
                        together. The answer is a distance, never a direction or a place.")]
pub struct Args {
    /// A film; only needed where flash or bang are not given
    #[arg(value_name = "CLIP")]
    clip: Option<PathBuf>,
    /// Second at which the flash is first seen; its error is half the time of a frame
    #[arg(long, value_name = "S±E", allow_hyphen_values = true)]
    flash: Option<Measured>,
    /// Second at which the bang is first heard
    #[arg(long, value_name = "S±E", allow_hyphen_values = true)]
    bang: Option<Measured>,
    /// Temperature of the air in °C [default: 15±15]
    #[arg(long, value_name = "C±E", allow_hyphen_values = true)]
    temperature: Option<Measured>,
    /// Relative humidity in per cent [default: 50±40]
    #[arg(long, value_name = "P±E")]
    humidity: Option<Measured>,
    /// Air pressure in kPa [default: 100±3]
    #[arg(long, value_name = "KPA±E")]
    pressure: Option<Measured>,
    /// Wind from the event towards the camera in m/s [default: 0±6]
    #[arg(long, value_name = "MS±E", allow_hyphen_values = true)]
    wind: Option<Measured>,
    /// Seconds by which the file plays sound too late [default: 0±0.045]
    #[arg(long, value_name = "S±E", allow_hyphen_values = true)]
    sound_late: Option<Measured>,
    /// A distance in metres that somebody has published
    #[arg(long, value_name = "M±E", requires = "cited", allow_hyphen_values = true)]
    claimed_distance: Option<Measured>,
    /// Who published it, and where
    #[arg(long, value_name = "TEXT")]
    cited: Option<String>,
    #[command(flatten)]
    keep: Keep,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let read = (args.flash.clone(), args.bang.clone());
    let proposed = read.0.is_none() || read.1.is_none();
    let (flash_s, bang_s) = match (read, &args.clip) {
        ((Some(flash), Some(bang)), _) => (flash, bang),
        ((flash, bang), Some(clip)) => propose(world, clip, flash, bang)?,
        _ => return Err(Failure::Usage("give --flash and --bang, or a clip in which to look for them".to_owned())),
    };
    let question = BangQuestion {
        cited: args.clip.as_ref().map_or_else(|| "as given".to_owned(), |path| visible(&path.to_string_lossy())),
        flash_s,
        bang_s,
        proposed,
        air: AirStated {
            temperature_c: args.temperature,
            humidity_percent: args.humidity,
            pressure_kpa: args.pressure,
        },
        wind_m_s: args.wind,
        sound_late_s: args.sound_late,
        claimed: args.claimed_distance.zip(args.cited).map(|(metres, cited)| ClaimedDistance { metres, cited }),
    };
    let found = answer(&question).map_err(|error: BangError| checks::refused(error.into()))?;
    let number = |value: f64, places: usize| checks::number(&Decimal::new(value, places));
    let triple = |[value, low, high]: [f64; 3], places: usize| -> Value {
        json!({"value": number(value, places), "from": number(low, places), "to": number(high, places)})
    };
    let mut document = Map::new();
    document.insert("distance_m".to_owned(), triple(found.distance_m, 0));
    document.insert("sound_m_s".to_owned(), triple(found.sound_m_s, 2));
    document.insert("claimed_speed_m_s".to_owned(), found.claimed.map_or(Value::Null, |(speed, _)| triple(speed, 1)));
    document.insert("pace".to_owned(), json!(found.claimed.map(|(_, pace)| pace)));
    document.insert("proposed".to_owned(), json!(proposed));
    checks::finish(world, &args.keep, "bang", &Question::Bang(question), &found.outcome, document)
}

/// Looks for what was not given: the sharpest brightening, and the sharpest onset after it.
fn propose(
    world: &World,
    clip: &Path,
    flash: Option<Measured>,
    bang: Option<Measured>,
) -> Result<(Measured, Measured), Failure> {
    let name = visible(&clip.to_string_lossy());
    let measured = |at: f64, error: f64| -> Result<Measured, Failure> {
        format!("{at:.4}±{error:.4}").parse().map_err(|e: scene::measured::NotMeasured| Failure::Usage(e.to_string()))
    };
    let flash = match flash {
        Some(given) => given,
        None => {
            let film = recordings::film(world, clip)?;
            let found = light::flash(&film.moments)
                .ok_or_else(|| Failure::Usage(format!("{name} shows no sudden brightening: give --flash")))?;
            measured(found.at_s, found.error_s)?
        }
    };
    let bang = match bang {
        Some(given) => given,
        None => {
            let heard = recordings::sound(world, clip, sound::RATE)?;
            let found = onset::onset(&heard.samples, sound::RATE, flash.number()).ok_or_else(|| {
                Failure::Usage(format!("{name} has no sharp onset of sound after the flash: give --bang"))
            })?;
            measured(found.at_s, found.error_s)?
        }
    };
    Ok((flash, bang))
}
