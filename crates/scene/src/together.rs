//! All checks of one piece of footage together: their intervals on one timeline, their regions on one map. What they
//! have in common is what is left; where two have nothing in common, those two are named. Nothing is averaged.

use model::Utc;
use serde::{Deserialize, Serialize};

use crate::check::{Outcome, Question, Refused, answer as answer_one};
use crate::drawing::{Anchor, Drawing, Paint, stack};
use crate::finding::{Finding, TimeInterval, Word};
use crate::map::map;
use crate::region::{Region, Shows};

/// Name of the check.
pub const CHECK: &str = "scene.together";
/// Raised whenever the answer to some question changes.
pub const VERSION: &str = "1";

/// What is asked: each check with a name for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TogetherQuestion {
    /// The checks.
    pub checks: Vec<Named>,
}

/// A check with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// "shadow of the lamp post".
    pub name: String,
    /// The check.
    pub question: Question,
}

/// Two checks that have nothing in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Positions of the two in the list.
    pub pair: [usize; 2],
    /// `time` or `place`.
    pub about: &'static str,
}

/// What several findings have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Common {
    /// Intervals that lie in the 95 % intervals of every check that has some; nothing where no check speaks of time.
    pub times: Option<Vec<[Utc; 2]>>,
    /// The region that lies in the 95 % region of every check that has one; nothing where no check speaks of place.
    pub region: Option<Region>,
    /// Pairs that have nothing in common.
    pub contradictions: Vec<Contradiction>,
}

fn times_of(finding: &Finding) -> Option<Vec<[Utc; 2]>> {
    let wide = finding.times.iter().filter(|t| t.level_percent == 95).map(|t| [t.from, t.to]);
    let mut wide: Vec<[Utc; 2]> = wide.collect();
    wide.sort_unstable();
    (!wide.is_empty()).then_some(wide)
}

fn region_of(finding: &Finding) -> Option<&Region> {
    finding.regions.iter().find(|r| r.level_percent == 95)
}

/// What lies in both of two sorted lists of intervals.
fn both(a: &[[Utc; 2]], b: &[[Utc; 2]]) -> Vec<[Utc; 2]> {
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        let (from, to) = (a[i][0].max(b[j][0]), a[i][1].min(b[j][1]));
        if from <= to {
            out.push([from, to]);
        }
        if a[i][1] <= b[j][1] { i += 1 } else { j += 1 }
    }
    out
}

/// Intersects the findings.
pub fn common(findings: &[&Finding]) -> Common {
    let mut found = Common::default();
    for (n, finding) in findings.iter().enumerate() {
        if let Some(times) = times_of(finding) {
            found.times = Some(found.times.map_or_else(|| times.clone(), |so_far| both(&so_far, &times)));
            for (m, other) in findings[..n].iter().enumerate() {
                if times_of(other).is_some_and(|other| both(&other, &times).is_empty()) {
                    found.contradictions.push(Contradiction { pair: [m, n], about: "time" });
                }
            }
        }
        if let Some(region) = region_of(finding) {
            found.region = Some(found.region.map_or_else(|| region.clone(), |so_far| so_far.intersection(region)));
            for (m, other) in findings[..n].iter().enumerate() {
                if region_of(other).is_some_and(|other| other.intersection(region).runs.is_empty()) {
                    found.contradictions.push(Contradiction { pair: [m, n], about: "place" });
                }
            }
        }
    }
    found
}

/// Answers every check and says what they have in common.
///
/// # Errors
/// [`Refused`] says what was given and cannot be.
pub fn answer(question: &TogetherQuestion, threads: usize) -> Result<Outcome, Refused> {
    if question.checks.len() < 2 {
        return Err(Refused::Alone);
    }
    let mut findings = Vec::new();
    for named in &question.checks {
        if matches!(named.question, Question::Together(_)) {
            return Err(Refused::Nested);
        }
        findings.push(answer_one(&named.question, threads)?.finding);
    }
    let found = common(&findings.iter().collect::<Vec<_>>());
    let mut finding =
        Finding::new(CHECK, VERSION, "What do these checks have in common, and which of them contradict each other?");
    for (named, one) in question.checks.iter().zip(&findings) {
        let word = one.word.map_or(String::new(), |w| format!(" [{}]", w.text()));
        finding.stated(&named.name, format!("{} {}: {}{word}", one.check, one.version, one.answer));
    }
    say(&mut finding, question, &findings, &found);
    let svg = picture(question, &findings, &found);
    Ok(Outcome { finding, svg })
}

fn say(finding: &mut Finding, question: &TogetherQuestion, findings: &[Finding], found: &Common) {
    let name = |n: usize| question.checks[n].name.as_str();
    for Contradiction { pair: [a, b], about } in &found.contradictions {
        finding.remarks.push(format!(
            "Contradiction in {about}: “{}” and “{}” have nothing in common.",
            name(*a),
            name(*b)
        ));
    }
    for (n, one) in findings.iter().enumerate() {
        if one.word == Some(Word::Inconsistent)
            && let Some(claimed) = &one.claimed
        {
            finding.remarks.push(format!(
                "“{}” is not consistent with what is claimed: {} ({}).",
                name(n),
                claimed.what,
                claimed.cited
            ));
        }
    }
    let speaking = |f: &dyn Fn(&Finding) -> bool| findings.iter().filter(|one| f(one)).count();
    let (of_time, of_place) = (speaking(&|f| times_of(f).is_some()), speaking(&|f| region_of(f).is_some()));
    let mut sentences = Vec::new();
    match &found.times {
        Some(times) if !times.is_empty() => {
            let shown: Vec<String> = times.iter().take(4).map(|[a, b]| format!("{a} to {b}")).collect();
            let more = if times.len() > 4 { format!(" and {} more", times.len() - 4) } else { String::new() };
            sentences.push(format!("In time, {of_time} check(s) leave {}{more}.", shown.join("; ")));
            let share = (100 / times.len().max(1)) as u8;
            let one = |[from, to]: &[Utc; 2]| TimeInterval {
                level_percent: level(of_time),
                from: *from,
                to: *to,
                share_percent: share,
            };
            finding.times = times.iter().map(one).collect();
        }
        Some(_) => sentences.push(format!("In time, {of_time} checks leave nothing in common.")),
        None => sentences.push("None of the checks leaves intervals of time.".to_owned()),
    }
    match &found.region {
        Some(region) if !region.runs.is_empty() => {
            sentences.push(format!("In place, {of_place} check(s) leave {:.2} km².", region.area_km2()));
            finding.regions = vec![Region { level_percent: level(of_place), ..region.clone() }];
        }
        Some(_) => sentences.push(format!("In place, {of_place} checks leave nothing in common.")),
        None => sentences.push("None of the checks leaves a region.".to_owned()),
    }
    finding.answer = sentences.join(" ");
    finding.assume(
        "Each check holds the truth with 95 % if its inputs are right; what several have in common holds it with at least \
         100 % less 5 % for each.",
        false,
    );
    finding.assume("A camera and what it shows of the sky are in one place.", false);
    if !found.contradictions.is_empty() {
        finding.word = Some(Word::Inconsistent);
    }
}

/// What is left of 95 % each, at least.
fn level(checks: usize) -> u8 {
    100_u8.saturating_sub(5 * checks.min(20) as u8)
}

fn picture(question: &TogetherQuestion, findings: &[Finding], found: &Common) -> String {
    let mut parts = Vec::new();
    let all: Vec<(usize, Vec<[Utc; 2]>)> =
        findings.iter().enumerate().filter_map(|(n, f)| Some((n, times_of(f)?))).collect();
    let first = all.iter().flat_map(|t| t.1.first()).map(|t| t[0].0).min();
    let last = all.iter().flat_map(|t| t.1.last()).map(|t| t[1].0).max();
    if let (Some(first), Some(last)) = (first, last) {
        let mut d = Drawing::new(960.0, 80.0 + 26.0 * (all.len() as f64 + 1.0), "Timeline of the checks");
        let x = |at: i64| 260.0 + 680.0 * (at - first) as f64 / (last - first).max(1) as f64;
        d.text([480.0, 22.0], "When, by each check (95 %) and by all", 15.0, Anchor::Middle, "#111");
        let mut row = |n: usize, name: &str, times: &[[Utc; 2]], colour: &str| {
            let y = 40.0 + 26.0 * n as f64;
            d.text([250.0, y + 13.0], name, 12.0, Anchor::End, "#111");
            for [from, to] in times.iter().take(2000) {
                d.rectangle([x(from.0), y], [(x(to.0) - x(from.0)).max(1.5), 18.0], Paint::fill(colour));
            }
        };
        for (k, (n, times)) in all.iter().enumerate() {
            row(k, &question.checks[*n].name, times, "#f0a202");
        }
        row(all.len(), "all together", found.times.as_deref().unwrap_or_default(), "#c1440e");
        let y = 62.0 + 26.0 * (all.len() as f64 + 1.0);
        d.text([260.0, y], &Utc(first).to_string(), 11.0, Anchor::Start, "#33414d");
        d.text([940.0, y], &Utc(last).to_string(), 11.0, Anchor::End, "#33414d");
        parts.push(d.finish());
    }
    // A camera's region stays out of a picture that may be passed on.
    let public = |region: &Region| (region.shows == Shows::Scene).then(|| region.published(false)).flatten();
    let regions: Vec<Region> = findings.iter().filter_map(region_of).filter_map(public).collect();
    let left = found.region.as_ref().filter(|r| !r.runs.is_empty()).and_then(public);
    let left = left.map(|region| Region { level_percent: 50, ..region });
    let shown: Vec<&Region> = regions.iter().chain(&left).collect();
    if !shown.is_empty() {
        parts.push(map("Where, by each check (light) and by all (dark)", &shown, &[]));
    }
    stack(&parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::Run;

    fn finding(times: &[[i64; 2]], cells: &[u32]) -> Finding {
        let mut finding = Finding::new("scene.test", "1", "?");
        finding.times = times
            .iter()
            .map(|[a, b]| TimeInterval { level_percent: 95, from: Utc(*a), to: Utc(*b), share_percent: 50 })
            .collect();
        if !cells.is_empty() {
            let runs = cells.iter().map(|c| Run { row: 100, from: *c, to: c + 1 }).collect();
            finding.regions = vec![Region::new(Shows::Scene, 95, 1_000_000, runs)];
        }
        finding
    }

    #[test]
    fn what_all_have_in_common_is_left_and_pairs_that_have_nothing_are_named() {
        let (a, b, c) =
            (finding(&[[0, 10], [20, 30]], &[5, 6]), finding(&[[8, 22]], &[6, 7]), finding(&[[40, 50]], &[]));
        let two = common(&[&a, &b]);
        assert_eq!(two.times, Some(vec![[Utc(8), Utc(10)], [Utc(20), Utc(22)]]));
        assert_eq!(two.region.unwrap().runs, [Run { row: 100, from: 6, to: 7 }]);
        assert!(two.contradictions.is_empty());
        let three = common(&[&a, &b, &c]);
        assert_eq!(three.times, Some(Vec::new()));
        let pairs: Vec<_> = three.contradictions.iter().map(|c| (c.pair, c.about)).collect();
        assert_eq!(pairs, [([0, 2], "time"), ([1, 2], "time")]);
        assert_eq!(common(&[&finding(&[], &[])]), Common::default());
    }
}
