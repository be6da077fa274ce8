//! The check `scene.shadow_when`: when footage from a known place can have been made, from what the sun did in it.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use model::Utc;
use serde::{Deserialize, Serialize};

use super::frame::constraints;
use super::moment::{self, FoundTime, Window};
use super::place::MOST_FRAMES;
use super::where_report::{inputs, point_of};
use super::{Frame, Turn};
use crate::check::{Outcome, Refused};
use crate::clock::{self, Stated};
use crate::drawing::{Anchor, Drawing, Paint};
use crate::finding::{Claimed, Finding, Quantity, Word};
use crate::geodesy::At;
use crate::measured::{Measured, Noise};
use crate::sun::sky::Sky;

/// Name of the check.
pub const CHECK: &str = "scene.shadow_when";
/// Raised whenever the answer to some question changes.
pub const VERSION: &str = "1";

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhenQuestion {
    /// The frames; their times count relative to the first (`after_s`, or the differences of their stated times).
    #[serde(rename = "frame")]
    pub frames: Vec<Frame>,
    /// Turns between them.
    #[serde(default, rename = "turn")]
    pub turns: Vec<Turn>,
    /// The place.
    pub place: At,
    /// By how many metres the place may be off.
    #[serde(default)]
    pub place_error_m: Option<Measured>,
    /// First day (`2022-10-13`) or instant that is searched.
    pub from: String,
    /// Last day or instant.
    pub to: String,
    /// IANA zone of local days, hours and times.
    #[serde(default)]
    pub zone: Option<String>,
    /// Local hours of the day that are searched: `12:00-15:30`.
    #[serde(default)]
    pub hours: Option<String>,
    /// A time that somebody claims, to be tested.
    #[serde(default)]
    pub claimed: Option<ClaimedTime>,
}

/// A claimed time and who claims it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimedTime {
    /// The time as stated.
    pub at: String,
    /// Who published it, and where.
    pub cited: String,
}

/// Answers it.
///
/// # Errors
/// [`Refused`] says what was given and cannot be.
pub fn answer(question: &WhenQuestion) -> Result<Outcome, Refused> {
    let limits = constraints(&question.frames, &question.turns)?;
    if question.frames.len() > MOST_FRAMES {
        return Err(Refused::TooMany(question.frames.len(), MOST_FRAMES));
    }
    let place = point_of(&question.place)?;
    let zone = question.zone.as_deref().map(clock::zone).transpose()?.unwrap_or(TimeZone::UTC);
    let after = after(question)?;
    let mut finding =
        Finding::new(CHECK, VERSION, "When did the sun stand, over this place, as it is seen in the footage?");
    inputs(&mut finding, &question.frames, &question.turns, &limits);
    finding.input("latitude", question.place.lat.clone(), "deg", None);
    finding.input("longitude", question.place.lon.clone(), "deg", None);
    let place_error = question.place_error_m.as_ref().map_or(Noise::NONE, |m| m.noise().times(1.0 / 111_000.0));
    match &question.place_error_m {
        Some(m) => drop(finding.input("error of the place", m.value.clone(), "m", Some(m.error.clone()))),
        None => drop(finding.assume("The place is right to within a kilometre (0.01° of the sun).", true)),
    }
    finding.stated("searched", format!("{} to {}", question.from, question.to));
    match &question.zone {
        Some(zone) => drop(finding.stated("zone", zone.clone())),
        None => drop(finding.assume("Days and hours are those of UTC: no zone was given.", true)),
    }
    let windows = windows(question, &zone, &mut finding.remarks)?;
    if let Some(hours) = &question.hours {
        finding.stated("hours", hours.clone());
    }
    let (first, last) = (windows[0].from, windows[windows.len() - 1].to);
    let longest = after.iter().fold(0.0_f64, |a, b| a.max(b.abs())) as i64;
    let sky = Sky::over(first - longest, last + longest + 1)?;
    let found = moment::find(&limits, &after, place, place_error, &sky, &windows).filter(|f| f.fits);
    say(&mut finding, found.as_ref(), &zone);
    if let Some(claim) = &question.claimed {
        say_claim(&mut finding, claim, question.zone.as_deref(), found.as_ref(), &windows)?;
    }
    finding.times = found.map(|f| f.intervals).unwrap_or_default();
    let svg = picture(&finding, first, last, &zone);
    Ok(Outcome { finding, svg })
}

/// Seconds of every frame after the first.
fn after(question: &WhenQuestion) -> Result<Vec<f64>, Refused> {
    let mut out = Vec::new();
    let mut first: Option<Timestamp> = None;
    for (n, frame) in question.frames.iter().enumerate() {
        if let Some(seconds) = &frame.after_s {
            out.push(seconds.value());
        } else if let Some(text) = &frame.at {
            let Stated::Once(moment) = clock::read(text, question.zone.as_deref().or(Some("UTC")))? else {
                return Err(Refused::Ambiguous(text.clone()));
            };
            let zero = *first.get_or_insert(moment.at);
            out.push((moment.at.as_millisecond() - zero.as_millisecond()) as f64 / 1000.0);
        } else if n == 0 {
            out.push(0.0);
        } else {
            return Err(Refused::NoOffset(n + 1));
        }
    }
    if out.iter().any(|s| s.abs() > 366.0 * 86_400.0) {
        return Err(Refused::Bounds);
    }
    Ok(out)
}

/// A day's first and last instant, or one instant.
fn bounds(text: &str, zone: &TimeZone, named: Option<&str>) -> Result<[Timestamp; 2], Refused> {
    if let Ok(date) = text.trim().parse::<Date>()
        && text.trim().len() == 10
    {
        let wrong = || Refused::Bounds;
        let start = date.to_zoned(zone.clone()).map_err(|_| wrong())?.timestamp();
        let end = date.tomorrow().and_then(|d| d.to_zoned(zone.clone())).map_err(|_| wrong())?.timestamp();
        return Ok([start, end]);
    }
    match clock::read(text, named.or(Some("UTC")))? {
        Stated::Once(m) => Ok([m.at, m.at]),
        Stated::Twice { earlier, later } => Ok([earlier.at, later.at]),
        Stated::Never { change, .. } => Ok([change, change]),
    }
}

/// The stretches of time that are searched. Hours that a clock change skips or repeats are named.
fn windows(question: &WhenQuestion, zone: &TimeZone, remarks: &mut Vec<String>) -> Result<Vec<Window>, Refused> {
    let named = question.zone.as_deref();
    let [from, _] = bounds(&question.from, zone, named)?;
    let [_, to] = bounds(&question.to, zone, named)?;
    if from >= to || to.as_second() - from.as_second() > 3653 * 86_400 {
        return Err(Refused::Window(question.from.clone(), question.to.clone()));
    }
    let whole = Window { from: from.as_second(), to: to.as_second() };
    let Some(hours) = &question.hours else { return Ok(vec![whole]) };
    let wrong = || Refused::Hours(hours.clone());
    let (start, end) = hours.split_once('-').ok_or_else(wrong)?;
    let time = |text: &str| text.trim().parse::<Time>().map_err(|_| wrong());
    let (start, end) = (time(start)?, time(end)?);
    let mut out = Vec::new();
    let mut date = zone.to_datetime(from).date();
    let last = zone.to_datetime(to).date();
    while date <= last {
        let next = date.tomorrow().map_err(|_| wrong())?;
        // Hours that end before they begin go on into the next day.
        let end_date = if end <= start { next } else { date };
        let mut edge = |date: Date, time: Time, late: bool| {
            Some(match clock::local_time(date.to_datetime(time), zone)? {
                Stated::Once(m) => m.at,
                Stated::Twice { earlier, later } => {
                    remarks.push(format!("On {date} the local time {time} happened twice; both are searched."));
                    if late { later.at } else { earlier.at }
                }
                Stated::Never { change, .. } => {
                    remarks.push(format!(
                        "On {date} the local time {time} never was; the search goes from or to the change."
                    ));
                    change
                }
            })
        };
        let (Some(a), Some(b)) = (edge(date, start, false), edge(end_date, end, true)) else { return Err(wrong()) };
        let window = Window { from: a.as_second().max(whole.from), to: b.as_second().min(whole.to) };
        if window.from < window.to {
            out.push(window);
        }
        date = next;
    }
    if out.is_empty() { Err(Refused::Window(question.from.clone(), question.to.clone())) } else { Ok(out) }
}

/// `2022-10-13 14:32:10` in the zone, with a word where that local time happens twice.
fn local(at: Utc, zone: &TimeZone) -> String {
    let Ok(instant) = Timestamp::from_second(at.0) else { return at.to_string() };
    let text = zone.to_datetime(instant).strftime("%Y-%m-%d %H:%M:%S").to_string();
    let twice = matches!(clock::local_time(zone.to_datetime(instant), zone), Some(Stated::Twice { .. }));
    if twice { format!("{text} ({}, this local time happened twice)", zone.to_offset(instant)) } else { text }
}

fn say(finding: &mut Finding, found: Option<&FoundTime>, zone: &TimeZone) {
    let Some(found) = found else {
        finding.answer = "Nothing fits: at no time that was searched did the sun stand so over this place.".to_owned();
        finding.remarks.push(
            "The place, the days or hours searched, or a measurement is wrong, or an error larger than stated."
                .to_owned(),
        );
        return;
    };
    let wide: Vec<_> = found.intervals.iter().filter(|i| i.level_percent == 95).collect();
    let shown: Vec<String> =
        wide.iter().take(4).map(|i| format!("{} to {}", local(i.from, zone), local(i.to, zone))).collect();
    let more = if wide.len() > 4 { format!(" and {} more", wide.len() - 4) } else { String::new() };
    let name = zone.iana_name().unwrap_or("UTC");
    finding.answer = format!(
        "With 95 % the first frame was made in {} of time ({name}): {}{more}.",
        if wide.len() == 1 { "one interval".to_owned() } else { format!("one of {} intervals", wide.len()) },
        shown.join("; ")
    );
    let seconds: i64 = wide.iter().map(|i| i.to.0 - i.from.0).sum();
    finding.quantities.push(Quantity::exact("duration_95", seconds as f64 / 60.0, "min", 1));
    finding.quantities.push(Quantity::exact("misfit_chi_square", found.misfit, "1", 2));
    finding.remarks.push(format!("Instants {} s apart were looked at; the best is {}.", found.step, Utc(found.best)));
}

fn say_claim(
    finding: &mut Finding,
    claim: &ClaimedTime,
    zone: Option<&str>,
    found: Option<&FoundTime>,
    windows: &[Window],
) -> Result<(), Refused> {
    let readings: Vec<i64> = match clock::read(&claim.at, zone)? {
        Stated::Once(m) => vec![m.at.as_second()],
        Stated::Twice { earlier, later } => {
            finding.remarks.push("The claimed local time happened twice; it passes if either does.".to_owned());
            vec![earlier.at.as_second(), later.at.as_second()]
        }
        Stated::Never { zone, .. } => {
            finding.remarks.push(format!("The claimed local time {} never was in {zone}.", claim.at));
            Vec::new()
        }
    };
    let time = readings.first().map(|a| [Utc(*a), Utc(readings[readings.len() - 1])]);
    let what = format!("The footage was made at {}.", claim.at);
    finding.claimed = Some(Claimed { what, cited: claim.cited.clone(), place: None, time });
    let searched = readings.iter().any(|at| windows.iter().any(|w| (w.from..=w.to).contains(at)));
    let Some(found) = found.filter(|_| searched) else {
        finding.word = Some(if readings.is_empty() { Word::Inconsistent } else { Word::CannotBeTested });
        return Ok(());
    };
    let level = readings.iter().map(|at| found.level_of(*at)).fold(1.0, f64::min);
    finding.quantities.push(Quantity::exact("times_that_fit_better", 100.0 * level, "%", 1));
    let whole: i64 = windows.iter().map(|w| w.to - w.from).sum();
    let wide: i64 = found.intervals.iter().filter(|i| i.level_percent == 95).map(|i| i.to.0 - i.from.0).sum();
    finding.word = Some(if level > 0.95 {
        Word::Inconsistent
    } else if wide * 10 > whole * 9 {
        Word::DoesNotDiscriminate
    } else {
        Word::Consistent
    });
    Ok(())
}

/// The intervals over days (down) and hours (across).
fn picture(finding: &Finding, first: i64, last: i64, zone: &TimeZone) -> String {
    let day = |at: i64| {
        let local = zone.to_datetime(Timestamp::from_second(at).unwrap_or_default());
        let seconds = f64::from(local.hour()) * 3600.0 + f64::from(local.minute()) * 60.0 + f64::from(local.second());
        (local.date(), seconds)
    };
    let start = day(first).0;
    let days = (last - first) / 86_400 + 1;
    let (left, top, width) = (90.0, 60.0, 720.0);
    let row = (600.0 / days as f64).clamp(1.5, 40.0);
    let mut d =
        Drawing::new(left + width + 30.0, top + row * days as f64 + 40.0, "When the footage can have been made");
    d.text(
        [left + width / 2.0, 24.0],
        "When: local hours across, days down; dark: 50 %, light: 95 %",
        14.0,
        Anchor::Middle,
        "#111",
    );
    d.rectangle([left, top], [width, row * days as f64], Paint { fill: "#eef5fb", ..Paint::stroke("#9fb4c4", 1.0) });
    for hour in (0..=24).step_by(3) {
        let x = left + width * f64::from(hour) / 24.0;
        d.line([x, top], [x, top + row * days as f64], Paint::stroke("#c6d4df", 0.7));
        d.text([x, top - 6.0], &format!("{hour}:00"), 11.0, Anchor::Middle, "#33414d");
    }
    let every = (days / 25).max(1);
    for n in (0..days).step_by(every as usize) {
        if let Ok(date) = start.checked_add(jiff::Span::new().days(n)) {
            let y = top + row * (n as f64 + 0.5) + 4.0;
            d.text([left - 6.0, y], &date.to_string(), 10.0, Anchor::End, "#33414d");
        }
    }
    for level in [95, 50] {
        let colour = if level == 95 { "#f0a202" } else { "#c1440e" };
        for interval in finding.times.iter().filter(|i| i.level_percent == level).take(5000) {
            let ((date, from), (_, to)) = (day(interval.from.0), day(interval.to.0));
            let n = date.since(start).map_or(0, |s| i64::from(s.get_days()));
            let end = if to < from { 86_400.0 } else { to };
            let (x, w) = (left + width * from / 86_400.0, (width * (end - from) / 86_400.0).max(1.0));
            d.rectangle([x, top + row * n as f64], [w, row], Paint::fill(colour));
        }
    }
    d.finish()
}
