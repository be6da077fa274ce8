//! The check `scene.shadow_where`: where footage can have been made, from what the sun did in it at stated times.

use serde::{Deserialize, Serialize};

use super::frame::{Constraints, constraints};
use super::place::{self, Field, MOST_FRAMES, suns_of};
use super::{Frame, ShadowError, Turn};
use crate::check::{Outcome, Refused};
use crate::clock::{self, Stated};
use crate::finding::{Assumption, BudgetRow, Claimed, Decimal, Finding, Input, Quantity, Word};
use crate::geodesy::{At, Point};
use crate::map::{Mark, map};
use crate::measured::{Measured, Noise};
use crate::region::{FINEST_M, Region, coarse_point};
use crate::sun::sky::Sky;

/// Name of the check.
pub const CHECK: &str = "scene.shadow_where";
/// Raised whenever the answer to some question changes.
pub const VERSION: &str = "1";

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhereQuestion {
    /// The frames; each states its time.
    #[serde(rename = "frame")]
    pub frames: Vec<Frame>,
    /// Turns between them.
    #[serde(default, rename = "turn")]
    pub turns: Vec<Turn>,
    /// IANA zone of times without an offset.
    #[serde(default)]
    pub zone: Option<String>,
    /// By how many seconds the camera's clock may be wrong, the same in all frames: `0~60`, `0±300`.
    #[serde(default)]
    pub clock: Option<Measured>,
    /// South, west, north, east in degrees: only there is searched.
    #[serde(default)]
    pub within: Option<[Decimal; 4]>,
    /// A place that somebody claims, to be tested.
    #[serde(default)]
    pub claimed: Option<ClaimedPlace>,
}

/// A claimed place and who claims it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimedPlace {
    /// The place.
    pub place: At,
    /// Who published it, and where.
    pub cited: String,
}

/// Cells are at most so wide, in micro-degrees: 0.05°.
const COARSEST_E6: u32 = 50_000;

/// Answers it.
///
/// # Errors
/// [`Refused`] says what was given and cannot be.
pub fn answer(question: &WhereQuestion, threads: usize) -> Result<Outcome, Refused> {
    let limits = constraints(&question.frames, &question.turns)?;
    if question.frames.len() > MOST_FRAMES {
        return Err(Refused::TooMany(question.frames.len(), MOST_FRAMES));
    }
    let instants = instants(question)?;
    let within = question.within.as_ref().map(|w| w.each_ref().map(Decimal::value));
    if let Some(w) = within
        && !(w[0] < w[2] && w[0] >= -90.0 && w[2] <= 90.0 && w[1].abs() <= 180.0 && w[3].abs() <= 180.0)
    {
        return Err(Refused::Bounds);
    }
    let clock = question.clock.as_ref().map_or(Noise::NONE, Measured::noise);
    let late = question.clock.as_ref().map_or(0.0, Measured::number);
    let reach = 3.0 * clock.deviation() + late.abs() + 86_400.0;
    if reach > 40.0 * 86_400.0 {
        return Err(Refused::Clock(clock::ClockError::Range("a clock error of weeks".to_owned())));
    }
    let ends = instants.iter().fold((f64::MAX, f64::MIN), |(a, b), t| (a.min(*t), b.max(*t)));
    if ends.1 - ends.0 > 3650.0 * 86_400.0 {
        return Err(Refused::Clock(clock::ClockError::Range("frames that lie more than ten years apart".to_owned())));
    }
    let sky = Sky::over((ends.0 - reach) as i64, (ends.1 + reach) as i64)?;
    let field = Field { within, coarsest_e6: COARSEST_E6, clock, threads };
    let found = place::find(&limits, &|error| suns_of(&sky, &instants, error + late), &field);
    let mut finding = Finding::new(CHECK, VERSION, "Where on earth did the sun stand as it is seen in the footage?");
    inputs(&mut finding, &question.frames, &question.turns, &limits);
    if let Some(zone) = &question.zone {
        finding.stated("zone", zone.clone());
    }
    clock_words(&mut finding, question.clock.as_ref());
    let mut marks = Vec::new();
    let claimed = question.claimed.as_ref().map(|c| c.place.point()).transpose()?;
    let regions: Vec<Region> = match &found {
        Some(found) if found.fits => vec![found.regions[1].clone(), found.regions[0].clone()],
        _ => Vec::new(),
    };
    match &found {
        Some(found) if found.fits => {
            let [half, wide] = &found.regions;
            finding.answer = format!(
                "The footage was made within {} km² with 95 % and within {} km² with 50 %, if what was measured is right.",
                km2(wide),
                km2(half)
            );
            let best = coarse_point(found.best, FINEST_M);
            finding.quantities.push(Quantity::exact("best_latitude", best.lat, "deg", 4));
            finding.quantities.push(Quantity::exact("best_longitude", best.lon, "deg", 4));
            finding.quantities.push(Quantity::exact("misfit_chi_square", found.misfit, "1", 2));
            marks.push(Mark { at: best, name: "agrees best", colour: "#111111" });
        }
        _ => {
            finding.answer = "Nothing fits: at no place on earth did the sun stand so at the stated times.".to_owned();
            finding.remarks.push(
                "A stated time, its zone, or a measurement is wrong, or its error is larger than stated.".to_owned(),
            );
        }
    }
    if let (Some(claim), Some(point)) = (&question.claimed, claimed) {
        let level = found.as_ref().filter(|f| f.fits).map(|f| f.level_of(point));
        let searched = found.as_ref().map_or(0.0, |f| f.regions[1].area_km2());
        say_claim(&mut finding, claim, level, searched > 150e6);
        marks.push(Mark { at: coarse_point(point, FINEST_M), name: "claimed", colour: "#1f5fa8" });
    }
    finding.regions = found.map(|f| f.regions.to_vec()).filter(|_| !regions.is_empty()).unwrap_or_default();
    let public: Vec<Region> = regions.iter().filter_map(|r| r.published(false)).collect();
    let svg = map(&finding.answer, &public.iter().collect::<Vec<_>>(), &marks);
    Ok(Outcome { finding, svg })
}

fn km2(region: &Region) -> String {
    let km2 = region.area_km2();
    if km2 < 10.0 { format!("{km2:.2}") } else { format!("{km2:.0}") }
}

/// The instants that the frames state, in seconds since 1970.
fn instants(question: &WhereQuestion) -> Result<Vec<f64>, Refused> {
    let mut out = Vec::new();
    for (n, frame) in question.frames.iter().enumerate() {
        let Some(text) = &frame.at else { return Err(Refused::NoTime(n + 1)) };
        match clock::read(text, question.zone.as_deref())? {
            Stated::Once(m) => out.push(m.at.as_second() as f64 + f64::from(m.at.subsec_nanosecond()) * 1e-9),
            Stated::Twice { earlier, later } => {
                return Err(Refused::Twice { text: text.clone(), earlier: earlier.text(), later: later.text() });
            }
            Stated::Never { zone, .. } => return Err(Refused::Never { text: text.clone(), zone }),
        }
    }
    Ok(out)
}

/// Everything that was measured, as inputs, with defaults and budget.
pub(super) fn inputs(finding: &mut Finding, frames: &[Frame], turns: &[Turn], limits: &Constraints) {
    for (n, frame) in frames.iter().enumerate() {
        let read_from = frame.name.clone().unwrap_or_else(|| format!("frame {}", n + 1));
        let mut add = |name: &str, measured: &Option<Measured>, unit: &str| {
            if let Some(m) = measured {
                finding.inputs.push(Input {
                    name: name.to_owned(),
                    value: m.value.text().to_owned(),
                    unit: Some(unit.to_owned()),
                    error: Some(m.error.clone()),
                    read_from: Some(read_from.clone()),
                });
            }
        };
        add("height of the object", &frame.height, "units");
        add("length of the shadow", &frame.length, "units");
        add("shadow ratio", &frame.ratio, "1");
        add("elevation of the sun", &frame.elevation, "deg");
        add("bearing of the shadow", &frame.bearing, "deg");
        add("bearing of the street", &frame.street, "deg");
        add("angle from the street", &frame.off_street, "deg");
        add("bearing of the sun", &frame.sun_bearing, "deg");
        add("slope of the ground", &frame.slope, "deg");
        add("lean of the object", &frame.lean, "deg");
        if let Some(sun) = &frame.sun_in_frame {
            for (name, m, unit) in [
                ("column of the sun", &sun.x, "px"),
                ("row of the sun", &sun.y, "px"),
                ("column of the axis", &sun.centre_x, "px"),
                ("row of the horizon", &sun.horizon_y, "px"),
                ("focal length", &sun.focal, "px"),
                ("heading of the camera", &sun.heading, "deg"),
            ] {
                add(name, &Some(m.clone()), unit);
            }
        }
        let time = frame.at.clone().or_else(|| frame.after_s.as_ref().map(|s| format!("{s} s after the first frame")));
        if let Some(value) = time {
            let (name, unit, error) = ("time".to_owned(), None, None);
            finding.inputs.push(Input { name, value, unit, error, read_from: Some(read_from) });
        }
    }
    for turn in turns {
        finding.inputs.push(Input {
            name: "turn of the shadow".to_owned(),
            value: turn.angle.value.text().to_owned(),
            unit: Some("deg".to_owned()),
            error: Some(turn.angle.error.clone()),
            read_from: Some(format!("frames {} and {}", turn.from, turn.to)),
        });
    }
    let defaults = limits.defaults.iter().map(|what| Assumption { what: what.clone(), by_default: true });
    finding.assumptions.extend(defaults);
    finding.assume("Errors of different measurements are independent of each other.", false);
    finding.assume("Refraction is that of standard air; the sun's angles are reckoned to 0.003°.", false);
    finding.budget = BudgetRow::rows(&limits.causes, "deg", 2);
    finding.budget.sort_by(|a, b| b.effect.value().total_cmp(&a.effect.value()));
}

fn clock_words(finding: &mut Finding, clock: Option<&Measured>) {
    match clock {
        Some(clock) => {
            let (value, error) = (clock.value.clone(), Some(clock.error.clone()));
            finding.input("error of the clock", value, "s", error);
            finding.assume("The clock is wrong by the same amount in every frame.", false);
        }
        None => {
            finding.assume("The stated times are right to a few seconds: no clock error was given.", true);
        }
    }
}

fn say_claim(finding: &mut Finding, claim: &ClaimedPlace, level: Option<f64>, anywhere: bool) {
    finding.claimed = Some(Claimed {
        what: format!("The footage was made at {}.", claim.place.text()),
        cited: claim.cited.clone(),
        place: None,
        time: None,
    });
    let Some(level) = level else {
        finding.word = Some(Word::CannotBeTested);
        finding.remarks.push("The claimed place cannot be tested: what was measured fits no place.".to_owned());
        return;
    };
    finding.quantities.push(Quantity::exact("places_that_fit_better", 100.0 * level, "%", 1));
    finding.word = Some(if level > 0.95 {
        Word::Inconsistent
    } else if anywhere {
        // The region is so large that most claims would pass.
        Word::DoesNotDiscriminate
    } else {
        Word::Consistent
    });
}

/// A point that is claimed must exist.
pub(super) fn point_of(at: &At) -> Result<Point, Refused> {
    Ok(at.point()?)
}

impl From<ShadowError> for Refused {
    fn from(error: ShadowError) -> Self {
        Self::Shadow(error)
    }
}
