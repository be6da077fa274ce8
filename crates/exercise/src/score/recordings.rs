//! What is shown: copies with the stretches that they share, which was first, and the traps that only a look at recordings,
//! times or numbers gives away.

use serde_json::Value;

use super::{Answers, Planted, item, list, planted, text};

/// Ends of a stretch may be so far from the planted ones, in seconds: frames are kept every quarter of a second.
const NEAR: f64 = 0.3;

pub(super) fn found(answers: &Answers<'_>, truth: &Value) -> Vec<Planted> {
    let mut out = Vec::new();
    let families = list(answers.copies, "families");
    for copy in list(truth, "copies") {
        let found = families.iter().flat_map(|f| list(f, "segments")).any(|s| is_copy(s, copy));
        out.push(planted("copy", text(copy, "copy"), found, format!("shows {}", text(copy, "original"))));
    }
    for earliest in list(truth, "earliest") {
        let file = item(text(earliest, "file"));
        let of_family = families.iter().map(|f| &f["earliest"]).any(|e| {
            e["item"] == file && e["status"] == earliest["known"] && e["time"]["utc"] == earliest["time"]["utc"]
        });
        // Something that has no copy is in no family: its post or upload dates it.
        let lone = families.iter().flat_map(|f| list(f, "members")).all(|m| m["item"] != file);
        let dated = lone && text(earliest, "known") == "at latest" && posted(answers, text(&earliest["time"], "value"));
        let wanted = format!("{} {}", text(earliest, "known"), text(&earliest["time"], "value"));
        out.push(planted("earliest", text(earliest, "file"), of_family || dated, wanted));
    }
    out.extend(traps(answers, truth));
    out
}

fn posted(answers: &Answers<'_>, value: &str) -> bool {
    (answers.table)("posts.csv").contains(value)
}

fn is_copy(segment: &Value, copy: &Value) -> bool {
    let (original, other) = (item(text(copy, "original")), item(text(copy, "copy")));
    let sides = if segment["item_a"] == original && segment["item_b"] == other {
        ["a", "b"]
    } else if segment["item_b"] == original && segment["item_a"] == other {
        ["b", "a"]
    } else {
        return false;
    };
    let near = |side: &str, planted: &str| {
        list(segment, side).iter().zip(list(copy, planted)).all(|(found, ms)| {
            let (found, ms) = (found.as_f64().unwrap_or(f64::NAN), ms.as_f64().unwrap_or(f64::NAN));
            (found - ms / 1000.0).abs() <= NEAR
        })
    };
    near(sides[0], "original_ms") && near(sides[1], "copy_ms") && segment["mirrored"] == copy["mirrored"]
}

/// The traps by their names. A new one that nobody looks for counts as not found.
fn traps(answers: &Answers<'_>, truth: &Value) -> Vec<Planted> {
    let posts = (answers.table)("posts.csv");
    let problems = (answers.table)("problems.csv");
    let row = |table: &str, words: &[&str]| table.lines().any(|line| words.iter().all(|w| line.contains(w)));
    let statement = |words: &str| {
        list(answers.weigh, "origins").iter().find(|o| {
            list(o, "origins").iter().flat_map(|x| list(x, "claims")).any(|c| text(c, "text").contains(words))
        })
    };
    let mut out = Vec::new();
    for trap in list(truth, "traps") {
        let files: Vec<&str> = list(trap, "where").iter().filter_map(Value::as_str).collect();
        let film = files.iter().map(|f| item(f)).next().unwrap_or_default();
        let found = match text(trap, "id") {
            "old-film" => {
                list(answers.weigh, "older").iter().any(|o| o["item"] == film && o["days"].as_i64() > Some(365))
            }
            "mirrored-copy" => list(answers.weigh, "groups")
                .iter()
                .flat_map(|g| list(g, "merges"))
                .any(|m| m.as_str().is_some_and(|m| m.contains(&film[..12]) && m.contains("mirrored"))),
            "borrowed-figure" => {
                let (moved, right) = (statement("у Торвині без світла"), statement("3,100 people in Melnary"));
                moved.zip(right).is_some_and(|(a, b)| a["statement"] != b["statement"])
            }
            "date-against-id" => row(&posts, &["contradicts the time in the post's id"]),
            "revised-figure" => {
                let conflicts = list(answers.weigh, "incidents").iter().flat_map(|i| list(i, "conflicts"));
                let mut of_figures = conflicts.filter(|c| {
                    let values = list(c, "versions").iter().map(|v| text(v, "value")).collect::<Vec<_>>();
                    let has = |n: &str| values.iter().any(|v| v.replace([',', ' ', '\u{a0}'], "") == n);
                    has("1800") && has("2400")
                });
                of_figures.all(|c| c["explained"].is_string())
            }
            "no-unix-time" => row(&posts, &["messages[23]", "unknown"]),
            "control-characters" => row(&problems, &["6 times"]),
            "unnamed-forward" => {
                row(&posts, &["torvyn_now.avi", "passes on"]) || row(&posts, &["torvyn_now.avi", "forward"])
            }
            "year-not-stated" => {
                let days = list(answers.weigh, "incidents").iter().map(|i| text(&i["time"], "value"));
                let days: Vec<&str> = days.collect();
                ["2026-03-12", "2026-03-10"].iter().all(|day| days.iter().any(|d| d.starts_with(day)))
            }
            // Told beside what must not be concluded.
            "circular-citation" => continue,
            _ => false,
        };
        out.push(planted("trap", text(trap, "id"), found, text(trap, "what")));
    }
    out
}
