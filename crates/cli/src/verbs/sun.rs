//! `exhibit sun`: where the sun stood at a place and time, and when it rose and set that day.

use scene::check::{Outcome, Question};
use scene::finding::Decimal;
use scene::geodesy::At;
use scene::sun;
use serde_json::{Map, Value, json};

use crate::checks::{self, Keep};
use crate::failure::{Failure, Verdict};
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit sun --at 2022-10-13T14:50 --zone Europe/Moscow --place 50.566,36.572 --out sun\n\n\
                        Angles are degrees: azimuth clockwise from true north, elevation above the horizontal. A local\n\
                        time that happened twice gets both answers; one that never was is said not to have been."
)]
pub struct Args {
    /// The time: 2022-10-13T14:50:00+03:00, or local time with --zone
    #[arg(long, value_name = "TIME")]
    at: String,
    /// IANA zone of a local time: Europe/Moscow
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// Latitude and longitude in degrees, north and east positive
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
    place: At,
    /// Metres above the sea [default: 0]
    #[arg(long, value_name = "M", allow_hyphen_values = true)]
    height: Option<Decimal>,
    /// Air pressure at the place in hPa [default: standard atmosphere]
    #[arg(long, value_name = "HPA", allow_hyphen_values = true)]
    pressure: Option<Decimal>,
    /// Air temperature in °C [default: standard atmosphere]
    #[arg(long, value_name = "C", allow_hyphen_values = true)]
    temperature: Option<Decimal>,
    /// TT − UT1 in seconds [default: by the polynomials of Espenak and Meeus]
    #[arg(long, value_name = "S", allow_hyphen_values = true)]
    delta_t: Option<Decimal>,
    #[command(flatten)]
    keep: Keep,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let question = sun::Question {
        at: args.at,
        zone: args.zone,
        place: args.place,
        height_m: args.height,
        pressure_hpa: args.pressure,
        temperature_c: args.temperature,
        delta_t_s: args.delta_t,
    };
    let answer = sun::answer(&question).map_err(checks::refused)?;
    let document = document(&answer);
    let nothing = answer.readings.is_empty();
    let outcome = Outcome { finding: answer.finding, svg: answer.svg };
    checks::finish(world, &args.keep, "sun", &Question::Sun(question), &outcome, document)?;
    Ok(Verdict::problems_if(nothing))
}

/// The angles at the top where the time is one instant; where it can mean two, each reading has its own.
fn document(answer: &sun::Answer) -> Map<String, Value> {
    let rounded = |value: f64, places: usize| checks::number(&Decimal::new(value, places));
    let angles = |position: &sun::Position| {
        [
            ("azimuth", position.azimuth),
            ("zenith", position.zenith()),
            ("elevation", position.elevation),
            ("elevation_geometric", position.elevation_geometric),
        ]
        .map(|(name, value)| (name, rounded(value, 6)))
    };
    let mut document = Map::new();
    let single = if answer.readings.len() == 1 { answer.readings.first() } else { None };
    for name in ["azimuth", "zenith", "elevation", "elevation_geometric"] {
        document.insert(name.to_owned(), Value::Null);
    }
    if let Some((_, position)) = single {
        document.extend(angles(position).map(|(name, value)| (name.to_owned(), value)));
    }
    let readings = answer.readings.iter().map(|(moment, position)| {
        let mut reading: Map<String, Value> = angles(position).map(|(n, v)| (n.to_owned(), v)).into_iter().collect();
        reading.insert("local".to_owned(), json!(moment.text()));
        reading.insert("utc".to_owned(), json!(moment.at.to_string()));
        Value::Object(reading)
    });
    document.insert("readings".to_owned(), readings.collect());
    document.insert("local_time".to_owned(), json!(["never", "once", "twice"][answer.readings.len().min(2)]));
    document.insert("height_m".to_owned(), rounded(answer.height_m, 2));
    document.insert("pressure_hpa".to_owned(), rounded(answer.air.pressure_hpa, 2));
    document.insert("temperature_c".to_owned(), rounded(answer.air.temperature_c, 2));
    document.insert("delta_t_s".to_owned(), rounded(answer.delta_t_s, 2));
    let zone = answer.readings.first().map(|(moment, _)| moment.zone.clone());
    let day = answer.day.as_ref().zip(zone).map(|(day, zone)| {
        let local = |at: jiff::Timestamp| at.display_with_offset(zone.to_offset(at)).to_string();
        let passages = day.passages.iter().map(|p| (p.name.to_owned(), json!(p.at.map(local))));
        let mut out: Map<String, Value> = passages.collect();
        out.insert("date".to_owned(), json!(day.date.to_string()));
        out.insert("all_day".to_owned(), json!(day.all_day));
        Value::Object(out)
    });
    document.insert("day".to_owned(), day.unwrap_or(Value::Null));
    document
}
