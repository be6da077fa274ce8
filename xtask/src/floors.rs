//! The house: which crate stands on which floor, and that every crate uses crates on lower floors only.
//!
//! The table below is the rule; the reasons are in ARCHITECTURE.md. What is used is read from `cargo metadata`.

use std::collections::BTreeMap;
use std::process::{Command, ExitCode};

use serde_json::Value;

/// Floors from the ground up. `model` may be used by every crate, also by those beside it.
const FLOORS: &[(u8, &[&str])] = &[
    (0, &["model", "custody", "fingerprint", "text", "scene", "weigh"]),
    (1, &["verify", "store", "media", "intake", "exercise", "footage"]),
    (2, &["case"]),
    (3, &["dossier", "web"]),
    (4, &["cli"]),
];

/// What may be used on the same floor, beside `model`.
const NEIGHBOURS: &[(&str, &str)] = &[("web", "dossier")];

/// Crates that only tests use: on no floor, and no other crate is built on them.
const FOR_TESTS: &[&str] = &["testkit", "thirdparty"];

/// What a crate must never see, directly or through others, whatever the floors allow.
const NEVER: &[(&str, &[&str])] = &[
    ("model", &["rusqlite", "axum", "tokio"]),
    ("custody", &["rusqlite", "axum", "tokio", "rustix"]),
    ("verify", &["exhibit-store", "rusqlite", "axum", "tokio"]),
    ("store", &["axum", "tokio", "exhibit-media"]),
    ("case", &["axum", "tokio", "clap"]),
    ("dossier", &["axum", "tokio", "clap"]),
];

fn floor_of(name: &str) -> Option<u8> {
    FLOORS.iter().find(|(_, crates)| crates.contains(&name)).map(|(floor, _)| *floor)
}

fn short(package: &str) -> Option<&str> {
    package.strip_prefix("exhibit-")
}

/// Compares the workspace with the table and names every arrow that does not point down.
pub fn check() -> ExitCode {
    let metadata = match metadata() {
        Ok(metadata) => metadata,
        Err(error) => {
            eprintln!("check-floors: {error}");
            return ExitCode::from(3);
        }
    };
    let used = dependencies(&metadata);
    let faults = faults(&used);
    for fault in &faults {
        eprintln!("check-floors: {fault}");
    }
    let ours = used.keys().filter(|name| short(name).is_some()).count();
    if faults.is_empty() {
        println!("check-floors: {ours} crates, every arrow points down");
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn metadata() -> Result<Value, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .map_err(|e| format!("cargo metadata: {e}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    serde_json::from_slice(&output.stdout).map_err(|e| format!("cargo metadata: {e}"))
}

/// Every package and what it uses outside its tests, by name.
fn dependencies(metadata: &Value) -> BTreeMap<String, Vec<String>> {
    let names: BTreeMap<&str, &str> =
        list(&metadata["packages"]).filter_map(|p| Some((p["id"].as_str()?, p["name"].as_str()?))).collect();
    let mut used: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for node in list(&metadata["resolve"]["nodes"]) {
        let Some(name) = node["id"].as_str().and_then(|id| names.get(id)) else { continue };
        let needs = list(&node["deps"]).filter(|dep| list(&dep["dep_kinds"]).any(|k| k["kind"].is_null()));
        let needs = needs.filter_map(|dep| names.get(dep["pkg"].as_str()?).map(|n| (*n).to_owned()));
        used.entry((*name).to_owned()).or_default().extend(needs);
    }
    used
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn faults(used: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut faults = Vec::new();
    for (package, needs) in used {
        let Some(name) = short(package).filter(|name| !FOR_TESTS.contains(name)) else { continue };
        let Some(floor) = floor_of(name) else {
            faults.push(format!("{name} stands on no floor; give it one in xtask/src/floors.rs"));
            continue;
        };
        for need in needs.iter().filter_map(|n| short(n)) {
            let allowed =
                need == "model" || NEIGHBOURS.contains(&(name, need)) || floor_of(need).is_some_and(|f| f < floor);
            if !allowed {
                faults.push(format!(
                    "{name} (floor {floor}) uses {need} (floor {})",
                    floor_of(need).map_or("?".to_owned(), |f| f.to_string())
                ));
            }
        }
        if let Some((_, forbidden)) = NEVER.iter().find(|(n, _)| *n == name) {
            faults.extend(
                forbidden
                    .iter()
                    .filter(|f| reaches(used, package, f))
                    .map(|f| format!("{name} must never see {f}, but it does")),
            );
        }
    }
    faults
}

fn reaches(used: &BTreeMap<String, Vec<String>>, from: &str, to: &str) -> bool {
    let mut seen = vec![from];
    let mut next = vec![from];
    while let Some(package) = next.pop() {
        for need in used.get(package).into_iter().flatten() {
            if need == to {
                return true;
            }
            if !seen.contains(&need.as_str()) {
                seen.push(need);
                next.push(need);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(arrows: &[(&str, &str)]) -> Vec<String> {
        let mut used: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (from, to) in arrows {
            used.entry((*from).to_owned()).or_default().push((*to).to_owned());
            used.entry((*to).to_owned()).or_default();
        }
        faults(&used)
    }

    #[test]
    fn arrows_may_only_point_down_or_to_model() {
        assert!(house(&[("exhibit-case", "exhibit-store"), ("exhibit-text", "exhibit-model")]).is_empty());
        assert_eq!(house(&[("exhibit-store", "exhibit-case")]), ["store (floor 1) uses case (floor 2)"]);
        assert_eq!(house(&[("exhibit-text", "exhibit-custody")]), ["text (floor 0) uses custody (floor 0)"]);
    }

    #[test]
    fn what_a_crate_must_never_see_is_found_through_others() {
        let faults = house(&[("exhibit-case", "a"), ("a", "b"), ("b", "clap")]);
        assert_eq!(faults, ["case must never see clap, but it does"]);
    }

    #[test]
    fn a_crate_without_a_floor_is_named() {
        assert_eq!(
            house(&[("exhibit-attic", "serde")]),
            ["attic stands on no floor; give it one in xtask/src/floors.rs"]
        );
    }
}
