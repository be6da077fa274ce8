//! The answer to a question about a fall, as a finding and a picture.

use super::compare::Likelihood;
use super::question::{Account, FALLS, FallError, Question};
use super::weighed::{self, Expected, Pair, weigh};
use super::{ELSE, likelihood_of};
use crate::check::Outcome;
use crate::drawing::{Anchor, Drawing, Paint};
use crate::finding::{BudgetRow, Claimed, Decimal, Finding, Quantity, Word};

/// Raised whenever the answer to some question changes.
const VERSION: &str = "2";

/// An account's answer in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Finding and picture.
    pub outcome: Outcome,
    /// What each account leads one to expect, in the order of the question.
    pub expected: Vec<Expected>,
    /// The accounts against each other and against "something else".
    pub pairs: Vec<Pair>,
}

/// Draws the falls and holds what was seen against them.
///
/// # Errors
/// [`FallError`] says what was given and cannot be.
pub fn answer(question: &Question, threads: usize) -> Result<Answer, FallError> {
    let (ranges, seen) = (question.ranges()?, question.sightings()?);
    let falls = question.falls.unwrap_or(FALLS);
    let seed = question.seed.unwrap_or(1);
    let (expected, pairs) = weigh(&ranges, &seen, question.ground(), falls as usize, u64::from(seed), threads);
    if let Some(none) = expected.iter().zip(&question.account).find(|(e, _)| e.falls.is_empty()) {
        return Err(FallError::NoFall(none.1.name.clone()));
    }
    let mut finding =
        Finding::new("scene.fall", VERSION, "Does what was seen of the fall agree with the accounts of it?");
    inputs(&mut finding, question);
    finding.assume(
        "an unguided body: gravity, drag with the square of the speed, a wind that is the same at all heights",
        true,
    );
    finding.assume("every value within a stated range is as likely as any other (of the drag: its logarithm)", true);
    finding.assume(
        "something else: any time up to 2 minutes, any distance up to 10 km and any side are as likely, to a factor of 3",
        true,
    );
    finding.stated("falls drawn for each account", falls.to_string());
    finding.stated("seed", seed.to_string());
    for (account, expected) in question.account.iter().zip(&expected) {
        quantities(&mut finding, account, expected);
        if expected.none > 0 {
            let (none, all) = (expected.none, expected.none + expected.falls.len());
            finding.remarks.push(format!(
                "{}: {none} of {all} drawn falls did not come down within 20 minutes below 11 km and are left out.",
                account.name
            ));
        }
    }
    if !seen.is_empty() {
        likelihoods(&mut finding, question, &expected, &weighed::something_else_together(&seen));
    }
    finding.budget = budget(question, &expected);
    finding.word = word(&expected, &pairs);
    if let ([account], Some(_)) = (question.account.as_slice(), expected.first()) {
        let (what, cited) = (account.says.clone(), account.cited.clone());
        finding.claimed = Some(Claimed { what, cited, place: None, time: None });
    }
    finding.answer = in_words(question, &expected, &pairs);
    for (account, expected) in question.account.iter().zip(&expected) {
        finding.remarks.push(format!("{}: {}.", account.name, expected.word.text()));
    }
    finding.remarks.extend(pairs.iter().map(|pair| pair_words(question, pair)));
    finding
        .remarks
        .push("Nothing here says where anything came from; accounts that nobody published are not tested.".to_owned());
    let svg = picture(question, &expected);
    Ok(Answer { outcome: Outcome { finding, svg }, expected, pairs })
}

/// One account: its own word. Several: one word where nothing tells them apart; else each has its own, and all have none.
fn word(expected: &[Expected], pairs: &[Pair]) -> Option<Word> {
    let first = expected.first()?.word;
    let apart = pairs.iter().any(|p| p.accounts[1] < expected.len() && p.discriminates());
    match expected {
        [_] => Some(first),
        _ if apart || expected.iter().any(|e| e.word != first) => None,
        _ if first == Word::Consistent => Some(Word::DoesNotDiscriminate),
        _ => Some(first),
    }
}

fn inputs(finding: &mut Finding, question: &Question) {
    let seen = &question.seen;
    finding.stated("seen", format!("{} ({})", seen.what, seen.cited));
    if let Some(m) = &seen.seconds {
        finding.input("time to the impact", m.value.clone(), "s", Some(m.error.clone()));
    }
    if let Some(m) = &seen.metres {
        finding.input("distance on the ground", m.value.clone(), "m", Some(m.error.clone()));
    }
    if let Some(side) = &seen.side_deg {
        finding.input("damaged side looks to", side.clone(), "deg", None);
    }
    for account in &question.account {
        finding.stated(&account.name, format!("{} ({})", account.says, account.cited));
        let range = |name: &str, given: &Option<[Decimal; 2]>, unit: &str| {
            given.as_ref().map(|[low, high]| format!("{name} {low} to {high} {unit}"))
        };
        let given = [
            range("height", &Some(account.height_m.clone()), "m"),
            range("speed", &Some(account.speed_m_s.clone()), "m/s"),
            range("climb", &account.climb_deg, "deg"),
            range("heading", &account.heading_deg, "deg"),
            range("mass over drag area", &Some(account.mass_over_drag_area_kg_m2.clone()), "kg/m²"),
            range("wind", &account.wind_m_s, "m/s"),
            range("wind to", &account.wind_to_deg, "deg"),
            range("push", &account.push_m_s2, "m/s²"),
            range("push lasts", &account.push_s, "s"),
        ];
        let given: Vec<String> = given.into_iter().flatten().collect();
        finding.stated(&format!("{}, ranges", account.name), given.join("; "));
    }
}

fn quantities(finding: &mut Finding, account: &Account, expected: &Expected) {
    let [low, middle, high] = expected.seconds;
    finding.quantities.push(Quantity::within(&format!("{}, time", account.name), middle, [low, high], "s", 1));
    let [low, middle, high] = expected.metres;
    finding.quantities.push(Quantity::within(&format!("{}, distance", account.name), middle, [low, high], "m", 0));
}

/// How likely what was seen is under each account and under something else, as parts of the largest: only ratios of these
/// mean anything.
fn likelihoods(finding: &mut Finding, question: &Question, expected: &[Expected], other: &Likelihood) {
    let names = question.account.iter().map(|a| a.name.as_str()).chain([ELSE]);
    let all: Vec<(&str, &Likelihood)> = names.zip(expected.iter().map(|e| &e.together).chain([other])).collect();
    let largest = all.iter().map(|(_, l)| l.range[1]).fold(0.0, f64::max);
    if largest <= 0.0 {
        return;
    }
    // A simulation cannot tell very small from nothing.
    let part = |value: f64| (value / largest).clamp(0.001, 1.0);
    for (name, likely) in all {
        let name = likelihood_of(name);
        let range = likely.range.map(part);
        finding.quantities.push(Quantity::within(&name, part(likely.value), range, "of the largest", 3));
    }
}

fn budget(question: &Question, expected: &[Expected]) -> Vec<BudgetRow> {
    let mut rows = Vec::new();
    for (account, expected) in question.account.iter().zip(expected) {
        let causes: Vec<(String, String, f64)> = expected
            .effects
            .iter()
            .filter(|(_, seconds, _)| *seconds >= 0.005)
            .map(|(name, seconds, _)| (format!("{}: {}", account.name, cause(name)), "its range".to_owned(), *seconds))
            .collect();
        rows.extend(BudgetRow::rows(&causes, "s", 2).into_iter().filter(|row| row.share_percent > 0));
    }
    rows
}

/// The name of a range in words.
fn cause(name: &str) -> &str {
    match name {
        "ballistic_kg_m2" => "mass over drag area",
        "height_m" => "height",
        "speed_m_s" => "speed",
        "climb_deg" => "climb",
        "heading_deg" => "heading",
        "wind_m_s" => "wind",
        "wind_to_deg" => "direction of the wind",
        "push_m_s2" => "push",
        "push_s" => "length of the push",
        other => other,
    }
}

fn in_words(question: &Question, expected: &[Expected], pairs: &[Pair]) -> String {
    let one = |account: &Account, e: &Expected| {
        let [low, _, high] = e.seconds;
        format!("{} leads one to expect {low:.1} to {high:.1} s to the impact", account.name)
    };
    let each: Vec<String> = question.account.iter().zip(expected).map(|(a, e)| one(a, e)).collect();
    let seen = question.seen.seconds.as_ref().map_or(String::new(), |m| format!("; {} s were seen", m.value));
    let apart = match expected.len() {
        1 => String::new(),
        n if pairs.iter().any(|p| p.accounts[1] < n && p.discriminates()) => String::new(),
        _ => ". What was seen does not tell the accounts apart".to_owned(),
    };
    format!("{}{seen}{apart}.", each.join("; "))
}

fn pair_words(question: &Question, pair: &Pair) -> String {
    let name = |n: usize| question.account.get(n).map_or(ELSE, |a| a.name.as_str());
    let [first, second] = pair.accounts.map(name);
    let Some([low, high]) = pair.ratio else {
        return format!("{first} against {second}: cannot be tested, neither makes what was seen possible.");
    };
    // A simulation cannot tell very small from nothing.
    let number = |x: f64| match x {
        x if x > 1_000.0 => "more than 1000".to_owned(),
        x if x < 0.001 => "less than 0.001".to_owned(),
        x => format!("{x:.3}").trim_end_matches('0').trim_end_matches('.').to_owned(),
    };
    let by = pair.by.map_or(String::new(), |by| format!("; the {by} separates them most"));
    let verdict = if pair.discriminates() { String::new() } else { "does not discriminate; ".to_owned() };
    format!(
        "{first} against {second}: {verdict}what was seen is between {} and {} times as likely under the first{by}.",
        number(low),
        number(high)
    )
}

/// Colours of accounts, in their order; they repeat.
const COLOURS: [&str; 4] = ["#1d4f66", "#8a3b12", "#4c6b2f", "#6a3d77"];

/// A lane for each account: the times it leads one to expect, and the time that was seen across all of them.
fn picture(question: &Question, expected: &[Expected]) -> String {
    const LEFT: f64 = 170.0;
    const WIDE: f64 = 520.0;
    const LANE: f64 = 74.0;
    let seen = question.seen.seconds.as_ref();
    let latest = expected.iter().map(|e| e.seconds[2]).chain(seen.map(|m| m.number() * 1.1)).fold(1.0, f64::max) * 1.15;
    let x = |seconds: f64| LEFT + WIDE * (seconds / latest).clamp(0.0, 1.0);
    let bottom = 40.0 + LANE * expected.len() as f64;
    let mut drawing =
        Drawing::new(LEFT + WIDE + 30.0, bottom + 60.0, "Times to the impact that each account leads one to expect");
    drawing.text([12.0, 22.0], "Seconds from the start of the fall to the impact", 14.0, Anchor::Start, "#1c1d1f");
    for (n, (account, expected)) in question.account.iter().zip(expected).enumerate() {
        let (top, colour) = (40.0 + LANE * n as f64, COLOURS[n % COLOURS.len()]);
        let base = top + LANE - 14.0;
        let name: String = account.name.chars().take(22).collect();
        drawing.text([12.0, base - 16.0], &name, 13.0, Anchor::Start, "#1c1d1f");
        drawing.text([12.0, base], expected.word.text(), 12.0, Anchor::Start, "#5d5f63");
        let mut bins = [0_u32; 130];
        for drawn in &expected.falls {
            let bin = (drawn.landing.time_s / latest * 130.0) as usize;
            if let Some(bin) = bins.get_mut(bin) {
                *bin += 1;
            }
        }
        let most = f64::from(bins.iter().copied().max().unwrap_or(1).max(1));
        for (bin, count) in bins.iter().enumerate().filter(|(_, count)| **count > 0) {
            let height = (LANE - 26.0) * f64::from(*count) / most;
            let corner = [LEFT + WIDE * bin as f64 / 130.0, base - height];
            drawing.rectangle(corner, [WIDE / 130.0, height], Paint::fill(colour).faint(0.55));
        }
        drawing.line(
            [x(expected.seconds[0]), base + 4.0],
            [x(expected.seconds[2]), base + 4.0],
            Paint::stroke(colour, 3.0),
        );
        drawing.line([LEFT, base], [LEFT + WIDE, base], Paint::stroke("#dcdad4", 1.0));
    }
    if let Some(m) = seen {
        let spread = 2.0 * m.noise().deviation();
        let (from, to) = (x(m.number() - spread), x(m.number() + spread));
        drawing.rectangle([from, 34.0], [(to - from).max(2.0), bottom - 34.0], Paint::fill("#c0392b").faint(0.25));
        let label = format!("seen: {} s", m.value);
        drawing.text([0.5 * (from + to), bottom + 34.0], &label, 12.0, Anchor::Middle, "#c0392b");
    }
    let step =
        [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0].into_iter().find(|s| latest / s <= 10.0).unwrap_or(500.0);
    let mut tick = 0.0;
    while tick <= latest {
        drawing.line([x(tick), bottom], [x(tick), bottom + 5.0], Paint::stroke("#5d5f63", 1.0));
        drawing.text([x(tick), bottom + 18.0], &format!("{tick}"), 11.0, Anchor::Middle, "#5d5f63");
        tick += step;
    }
    drawing.text(
        [12.0, bottom + 52.0],
        "Thick line: 95 % of the falls drawn from the account's own ranges. No verdict.",
        11.0,
        Anchor::Start,
        "#5d5f63",
    );
    drawing.finish()
}
