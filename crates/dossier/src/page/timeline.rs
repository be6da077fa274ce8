//! Timelines: one lane for each speaker or incident, a bar from the first to the last second at which a post can have been
//! made or something can have happened. Long stretches in which nothing falls are cut out, so that one old post does not press all others into a line.

use model::Utc;

use super::words::{count, instant, line};
use crate::rows::{IncidentEntry, PostEntry};

/// Lanes of their own; what other speakers posted shares the last one.
const LANES: usize = 24;
/// Width of a drawing in its own units.
const WIDTH: i64 = 10_000;

/// A stretch of time without a long break.
#[derive(Debug)]
pub(super) struct Stretch {
    pub from: String,
    pub to: String,
    pub ticks: Vec<Tick>,
    pub lanes: Vec<Lane>,
}

/// A mark on the axis.
#[derive(Debug)]
pub(super) struct Tick {
    /// Percent from the left, with two decimals.
    pub at: String,
    pub label: String,
}

/// What one speaker posted.
#[derive(Debug)]
pub(super) struct Lane {
    pub label: String,
    /// Who, and how many posts.
    pub words: String,
    pub bars: Vec<Bar>,
}

/// One post or incident.
#[derive(Debug)]
pub(super) struct Bar {
    /// Where on the page it stands: `post-7`.
    pub anchor: String,
    pub x: i64,
    pub width: i64,
    /// Whether the time is known to the minute.
    pub exact: bool,
    pub title: String,
}

/// Something with bounds on both sides.
pub(super) struct Dated {
    from: i64,
    to: i64,
    number: u64,
    /// `post` or `incident`.
    kind: &'static str,
    /// Whose lane it stands in.
    label: String,
}

/// The stretches, earliest first, and how many of the posts cannot be drawn because a side of their time is open or none
/// is stated.
pub(super) fn timeline(posts: &[PostEntry]) -> (Vec<Stretch>, u64) {
    let dated = posts.iter().filter_map(|post| {
        let label = post.speaker.label.clone();
        Dated::new(post.time.as_ref()?.utc, post.number, "post", label)
    });
    drawn(dated.collect(), posts.len())
}

/// The same of incidents.
pub(super) fn of_incidents(incidents: &[IncidentEntry]) -> (Vec<Stretch>, u64) {
    let dated = incidents.iter().filter_map(|incident| {
        let label = format!("{}. {}", incident.number, incident.what);
        Dated::new(incident.utc, incident.number as u64, "incident", label)
    });
    drawn(dated.collect(), incidents.len())
}

impl Dated {
    fn new(utc: [Option<Utc>; 2], number: u64, kind: &'static str, label: String) -> Option<Self> {
        let [Some(from), Some(to)] = utc else { return None };
        Some(Self { from: from.0, to: to.0, number, kind, label })
    }
}

fn drawn(mut dated: Vec<Dated>, all: usize) -> (Vec<Stretch>, u64) {
    dated.sort_by_key(|d| (d.from, d.to, d.number));
    let undrawn = (all - dated.len()) as u64;
    let stretches = split(dated).iter().map(|stretch| draw(stretch)).collect();
    (stretches, undrawn)
}

/// Cuts where nothing falls for longer than three quarters of what the rest takes, and at least two days.
fn split(dated: Vec<Dated>) -> Vec<Vec<Dated>> {
    let mut gaps = Vec::new();
    let mut end = i64::MIN;
    for (at, one) in dated.iter().enumerate() {
        if at > 0 && one.from > end {
            gaps.push((one.from - end, at));
        }
        end = end.max(one.to);
    }
    let whole = dated.first().map_or(0, |first| end - first.from);
    gaps.sort_unstable_by(|a, b| b.cmp(a));
    let mut rest = whole;
    let mut cuts = Vec::new();
    for (gap, at) in gaps {
        if gap < 2 * 86_400 || gap < (rest - gap) * 3 / 4 {
            break;
        }
        rest -= gap;
        cuts.push(at);
    }
    cuts.sort_unstable();
    let mut stretches = Vec::new();
    let mut dated = dated;
    for cut in cuts.into_iter().rev() {
        stretches.push(dated.split_off(cut));
    }
    if !dated.is_empty() {
        stretches.push(dated);
    }
    stretches.reverse();
    stretches
}

fn draw(stretch: &[Dated]) -> Stretch {
    let from = stretch.iter().map(|d| d.from).min().unwrap_or(0);
    let to = stretch.iter().map(|d| d.to).max().unwrap_or(0);
    // A margin, and never nothing at all: a single instant stands in the middle of an hour.
    let margin = ((to - from) / 40).max(1_800);
    let (left, right) = (from - margin, to + margin);
    let x = |at: i64| (at - left) * WIDTH / (right - left).max(1);
    let mut lanes: Vec<Lane> = Vec::new();
    for Dated { from, to, number, kind, label } in stretch {
        let at = match lanes.iter().position(|lane| lane.label == *label) {
            Some(at) => at,
            None if lanes.len() < LANES => {
                lanes.push(Lane { label: label.clone(), words: String::new(), bars: Vec::new() });
                lanes.len() - 1
            }
            None => {
                if lanes.len() == LANES {
                    lanes.push(Lane { label: "others".to_owned(), words: String::new(), bars: Vec::new() });
                }
                LANES
            }
        };
        let (start, end) = (instant(Utc(*from)), instant(Utc(*to)));
        let when = if from == to { start } else { format!("{start} to {end}") };
        lanes[at].bars.push(Bar {
            anchor: format!("{kind}-{number}"),
            x: x(*from),
            width: (x(*to) - x(*from)).max(1),
            exact: to - from < 60,
            title: format!("{kind} {number}: {when} UTC"),
        });
    }
    for lane in &mut lanes {
        lane.label = line(&lane.label);
        let kind = stretch.first().map_or("post", |d| d.kind);
        lane.words = format!("{}: {}", lane.label, count(lane.bars.len() as u64, kind, &format!("{kind}s")));
    }
    Stretch { from: instant(Utc(from)), to: instant(Utc(to)), ticks: ticks(left, right), lanes }
}

/// Marks at round times, at most six.
fn ticks(left: i64, right: i64) -> Vec<Tick> {
    const STEPS: [i64; 15] = [
        600,
        1_800,
        3_600,
        7_200,
        10_800,
        21_600,
        43_200,
        86_400,
        172_800,
        432_000,
        864_000,
        2_592_000,
        7_776_000,
        31_536_000,
        315_360_000,
    ];
    let step = STEPS.into_iter().find(|step| (right - left) / step < 6).unwrap_or((right - left) / 5 + 1);
    let first = left.div_euclid(step) * step + step;
    let mut ticks = Vec::new();
    let mut at = first;
    while at < right {
        let hundredths = (at - left) * 10_000 / (right - left).max(1);
        let stamp = instant(Utc(at));
        let label = if step >= 86_400 { stamp.get(..10) } else { stamp.get(5..16) };
        // The last label would run out of the page.
        if hundredths < 8_800 {
            ticks.push(Tick {
                at: format!("{}.{:02}", hundredths / 100, hundredths % 100),
                label: label.unwrap_or(&stamp).to_owned(),
            });
        }
        at += step;
    }
    ticks
}
