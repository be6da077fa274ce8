//! The check `scene.sun`: one place, one stated time, where the sun stands then and what it does on that day.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{Air, Day, Position, day, delta_t, dome, position};
use crate::check::Refused;
use crate::clock::{self, Moment, Stated};
use crate::finding::{BudgetRow, Decimal, Finding, Quantity};
use crate::geodesy::At;

/// Name of the check.
pub const CHECK: &str = "scene.sun";
/// Raised whenever the answer to some question changes.
pub const VERSION: &str = "1";

/// What is asked; nothing stands for our default, which the answer states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The time as stated: RFC 3339, or local time of `zone`.
    pub at: String,
    /// IANA zone, where the time needs one.
    pub zone: Option<String>,
    /// The place.
    pub place: At,
    /// Metres above the sea.
    pub height_m: Option<Decimal>,
    /// Air pressure at the place in hectopascal.
    pub pressure_hpa: Option<Decimal>,
    /// Air temperature at the place in degrees Celsius.
    pub temperature_c: Option<Decimal>,
    /// TT − UT1 in seconds.
    pub delta_t_s: Option<Decimal>,
}

/// What comes out, beside the finding.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The finding.
    pub finding: Finding,
    /// The instants that the stated time can mean, with the sun's position: none where that time never was.
    pub readings: Vec<(Moment, Position)>,
    /// The day of the first of them.
    pub day: Option<Day>,
    /// The air that was reckoned with.
    pub air: Air,
    /// Metres above the sea that were reckoned with.
    pub height_m: f64,
    /// TT − UT1 that was reckoned with, in seconds.
    pub delta_t_s: f64,
    /// A picture of the sky.
    pub svg: String,
}

/// Answers it.
///
/// # Errors
/// [`Refused`] names the first value that cannot be.
pub fn answer(question: &Question) -> Result<Answer, Refused> {
    let place = question.place.point()?;
    let at = clock::read(&question.at, question.zone.as_deref())?;
    let given = |value: &Option<Decimal>| value.as_ref().map(Decimal::value);
    let height_m = given(&question.height_m).unwrap_or(0.0);
    let standard = Air::standard(height_m);
    let air = Air {
        pressure_hpa: given(&question.pressure_hpa).unwrap_or(standard.pressure_hpa),
        temperature_c: given(&question.temperature_c).unwrap_or(standard.temperature_c),
    };
    let (moments, instant): (Vec<&Moment>, Timestamp) = match &at {
        Stated::Once(moment) => (vec![moment], moment.at),
        Stated::Twice { earlier, later } => (vec![earlier, later], earlier.at),
        Stated::Never { change, .. } => (Vec::new(), *change),
    };
    let delta_t_s = given(&question.delta_t_s).unwrap_or_else(|| delta_t(instant));
    // Also where the time never was, values that cannot be are named.
    position(instant, place, height_m, air, delta_t_s)?;
    let mut readings = Vec::new();
    for moment in moments {
        readings.push((moment.clone(), position(moment.at, place, height_m, air, delta_t_s)?));
    }
    let day = readings.first().and_then(|(moment, _)| day(moment.at, &moment.zone, place));
    let mut finding = Finding::new(CHECK, VERSION, "Where did the sun stand, seen from this place at this time?");
    inputs(&mut finding, question, height_m, air, delta_t_s);
    say(&mut finding, &at, &readings, day.as_ref());
    let zone = readings.first().map_or(TimeZone::UTC, |(moment, _)| moment.zone.clone());
    let labelled: Vec<(String, Position)> = readings.iter().map(|(m, p)| (m.text(), *p)).collect();
    let svg = dome(place, day.as_ref(), &labelled, &zone);
    Ok(Answer { finding, readings, day, air, height_m, delta_t_s, svg })
}

fn inputs(finding: &mut Finding, question: &Question, height_m: f64, air: Air, delta_t_s: f64) {
    finding.stated("time", question.at.clone());
    if let Some(zone) = &question.zone {
        finding.stated("zone", zone.clone());
    }
    finding.input("latitude", question.place.lat.clone(), "deg", None);
    finding.input("longitude", question.place.lon.clone(), "deg", None);
    finding.input("height", Decimal::new(height_m, 2), "m", None);
    finding.input("pressure", Decimal::new(air.pressure_hpa, 2), "hPa", None);
    finding.input("temperature", Decimal::new(air.temperature_c, 2), "°C", None);
    finding.input("delta-T", Decimal::new(delta_t_s, 2), "s", None);
    if question.height_m.is_none() {
        finding.assume("The place is at sea level: no height was given.", true);
    }
    let standard = |what: &str, value: String| {
        format!(
            "The air {what} is {value}: none was given, so that of the standard atmosphere at {height_m:.0} m is taken."
        )
    };
    if question.pressure_hpa.is_none() {
        finding.assume(standard("pressure", format!("{:.2} hPa", air.pressure_hpa)), true);
    }
    if question.temperature_c.is_none() {
        finding.assume(standard("temperature", format!("{:.1} °C", air.temperature_c)), true);
    }
    if question.delta_t_s.is_none() {
        finding.assume(
            format!("TT − UT1 is {delta_t_s:.1} s: none was given, so the polynomials of Espenak and Meeus are taken."),
            true,
        );
    }
    finding.assume("UTC stands for UT1, which differs by less than 0.9 s (0.004° of azimuth and elevation).", false);
    finding.assume("The horizon is level: hills, houses and the height of the camera are not in rise and set.", false);
}

fn say(finding: &mut Finding, at: &Stated, readings: &[(Moment, Position)], day: Option<&Day>) {
    match at {
        Stated::Once(_) => {}
        Stated::Twice { earlier, later } => finding.remarks.push(format!(
            "This local time happened twice, because the clocks went back: as {} and as {}. Both are given.",
            earlier.text(),
            later.text()
        )),
        Stated::Never { local, zone, from_to: [from, to], .. } => {
            finding.answer = format!(
                "There is no answer: the local time {local} never was in {zone}, because the clocks went forward \
                 from {from} to {to}."
            );
            finding.remarks.push("Check the stated time and its zone.".to_owned());
            return;
        }
    }
    let names = if readings.len() == 2 { ["_earlier", "_later"] } else { ["", ""] };
    let mut sentences = Vec::new();
    for ((moment, position), suffix) in readings.iter().zip(names) {
        let mut add = |name: &str, value: f64| {
            finding.quantities.push(Quantity::exact(&format!("{name}{suffix}"), value, "deg", 5));
        };
        add("azimuth", position.azimuth);
        add("elevation", position.elevation);
        add("zenith", position.zenith());
        add("elevation_geometric", position.elevation_geometric);
        sentences.push(format!("{}: {}", moment.text(), words(position)));
    }
    finding.answer = sentences.join(" ");
    let lowest = readings.iter().map(|(_, p)| p.elevation).fold(f64::INFINITY, f64::min);
    if (-0.9..5.0).contains(&lowest) {
        finding.remarks.push(
            "So near the horizon real refraction differs from day to day by some tenths of a degree, sometimes more."
                .to_owned(),
        );
    }
    // Refraction in real air scatters by about 3 % of itself well above the horizon.
    let refraction = readings.first().map_or(0.0, |(_, p)| (p.elevation - p.elevation_geometric).abs());
    let causes = [
        ("UTC taken for UT1".to_owned(), "0.9 s at most".to_owned(), 0.0022),
        ("refraction of the day".to_owned(), "about 3 % of itself".to_owned(), 0.03 * refraction),
        ("the algorithm".to_owned(), "0.0003° at most".to_owned(), 0.00017),
    ];
    finding.budget = BudgetRow::rows(&causes, "deg", 4);
    finding.budget.sort_by(|a, b| b.effect.value().total_cmp(&a.effect.value()));
    if let Some(day) = day {
        let zone = &readings[0].0.zone;
        let local = |at: Timestamp| at.display_with_offset(zone.to_offset(at)).to_string();
        let texts = day.passages.iter().filter_map(|p| Some(format!("{} {}", p.name.replace('_', " "), local(p.at?))));
        let texts: Vec<String> = texts.collect();
        if let Some(state) = day.all_day {
            finding.remarks.push(format!("The sun is {state} all day on {}.", day.date));
        }
        if !texts.is_empty() {
            finding.remarks.push(format!("On {}: {}.", day.date, texts.join(", ")));
        }
    }
}

/// A position in words.
fn words(position: &Position) -> String {
    let Position { azimuth, elevation, .. } = *position;
    let shadow = crate::angle::turn(azimuth + 180.0);
    if elevation > 0.0 {
        let ratio = 1.0 / crate::angle::tan(elevation);
        format!(
            "the sun stood {elevation:.2}° above the horizon at azimuth {azimuth:.2}°; shadows pointed to \
             {shadow:.2}° and were {ratio:.2} times as long as things are high."
        )
    } else {
        format!("the sun stood {:.2}° below the horizon at azimuth {azimuth:.2}°; there were no shadows.", -elevation)
    }
}
