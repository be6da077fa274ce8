//! The conclusions one by one, line by line: what each says in a form that is the same on every machine, without binary
//! floats and without anything private.

use serde_json::{Value, json};

use super::EachLine;
use crate::copies::{Copies, Family, Pair};
use crate::error::Error;
use crate::open::Case;
use crate::progress::Silent;
use crate::weigh::Weighed;

/// Threads for what is derived here; the answers do not depend on it.
const THREADS: usize = 4;

/// Who says what.
pub(super) fn claims(case: &Case, each: EachLine<'_>) -> Result<(), Error> {
    case.each_claim(None, &mut |claim| each(serde_json::to_value(claim)?))
}

/// Which files posts carry.
pub(super) fn carried(case: &Case, each: EachLine<'_>) -> Result<(), Error> {
    case.carried()?.iter().try_for_each(|carried| each(serde_json::to_value(carried)?))
}

/// What people decided, superseded decisions included.
pub(super) fn decided(case: &Case, each: EachLine<'_>) -> Result<(), Error> {
    case.decided_public()?.iter().try_for_each(|decided| each(serde_json::to_value(decided)?))
}

/// Texts that are copies of one another, that changed, or that report the same in another language.
pub(super) fn repeats(case: &Case, each: EachLine<'_>) -> Result<(), Error> {
    let repeats = case.repeats(&Silent)?;
    for group in &repeats.groups {
        let texts: Vec<_> = group.iter().map(|at| repeats.text(*at)).collect();
        each(json!({ "line": "copies", "texts": texts }))?;
    }
    for changed in repeats.changed() {
        each(json!({ "line": "changed", "changed": changed }))?;
    }
    repeats.across_languages().try_for_each(|link| each(json!({ "line": "across_languages", "link": link })))
}

/// Which items show the same recording, and which was there first.
pub(super) fn copies(case: &Case, each: EachLine<'_>) -> Result<(), Error> {
    let Copies { families, same_sound, undecided, too_little_detail, compared } = case.copies(THREADS, &Silent)?;
    each(json!({ "line": "compared", "items": compared, "too_little_detail": too_little_detail }))?;
    for family in &families {
        each(family_line(family))?;
        family.pairs.iter().try_for_each(|one| each(pair("copy", one)))?;
    }
    same_sound.iter().try_for_each(|one| each(pair("same_sound", one)))?;
    undecided.iter().try_for_each(|one| each(pair("undecided", one)))
}

fn family_line(family: &Family) -> Value {
    let Family { members, earliest, older, put_together, .. } = family;
    json!({ "line": "family", "members": members, "earliest": earliest, "older": older, "put_together": put_together })
}

/// A pair with its stretches in milliseconds.
fn pair(line: &str, pair: &Pair) -> Value {
    let ms = |span: [f64; 2]| span.map(|s| (s * 1000.0).round() as i64);
    let segments: Vec<Value> = pair
        .relation
        .segments
        .iter()
        .map(|s| json!({ "a_ms": ms(s.a), "b_ms": ms(s.b), "mirrored": s.mirrored, "frames": s.frames_total }))
        .collect();
    json!({
        "line": line,
        "item_a": pair.item_a,
        "item_b": pair.item_b,
        "relation": pair.relation.relation,
        "audio": pair.relation.audio,
        "same_sound_ms": pair.relation.same_sound.map(|both| both.map(ms)),
        "segments": segments,
        "reason": pair.relation.reason,
    })
}

/// What was measured on which item, and how likely that is under the accounts it names.
pub(super) fn checks(case: &Case, each: EachLine<'_>) -> Result<(), Error> {
    for (item, checks) in case.all_checks()? {
        for check in checks {
            let (finding, ranges) = (&check.finding, check.ranges());
            each(json!({
                "item": item,
                "entry": check.entry,
                "check": finding.check,
                "asked": finding.asked,
                "answer": finding.answer,
                "word": finding.word,
                "ranges": ranges,
            }))?;
        }
    }
    Ok(())
}

/// What is said to have happened, on how many independent origins, and what speaks between rival accounts.
pub(super) fn weighing(case: &Case, each: EachLine<'_>) -> Result<(), Error> {
    let weighed: Weighed = case.weigh_public(&Silent)?;
    let view = weighed.view();
    for (incident, found) in view.incidents.iter().zip(&weighed.incidents.incidents) {
        let mut incident = serde_json::to_value(incident)?;
        // Degrees are for people; here a place is whole micro-degrees.
        incident["place"] = json!({ "place": found.place, "words": found.place_words });
        each(json!({ "line": "incident", "incident": incident }))?;
    }
    view.origins.iter().try_for_each(|one| each(json!({ "line": "origin", "origin": one })))?;
    view.groups.iter().try_for_each(|one| each(json!({ "line": "group", "group": one })))?;
    view.hypotheses.iter().try_for_each(|one| each(json!({ "line": "hypothesis", "hypothesis": one })))?;
    view.weighings.iter().try_for_each(|one| each(json!({ "line": "weighing", "weighing": one })))?;
    view.loose.iter().try_for_each(|one| each(json!({ "line": "loose", "claim": one })))
}
