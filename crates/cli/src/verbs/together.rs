//! `exhibit together`: what several physical checks have in common, and which of them contradict each other.

use std::path::{Path, PathBuf};

use model::name::visible;
use scene::check::{self, Question};
use scene::together::{Named, TogetherQuestion};
use serde_json::{Map, Value, json};

use crate::checks::{self, Keep};
use crate::failure::{Failure, Verdict, read_named};
use crate::places;
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit together lamp.json sirens.json --out together\n\n\
                        exhibit together my.case                 # all checks that the case holds\n          \
                        exhibit together my.case --of 3fa2 --of 9c41\n\n\
                        Each file is what a check printed with --json; it is computed again from the question in it. Of a case the\n\
                        checks are taken that were written into it with --item: take those together that speak of one event.")]
pub struct Args {
    /// Answers of checks, as they were printed with --json; or a case
    #[arg(value_name = "FILE|CASE", required = true, num_args = 1..)]
    answers: Vec<PathBuf>,
    /// Of a case, only the checks on this item; may be given several times
    #[arg(long = "of", value_name = "ID")]
    of: Vec<String>,
    #[command(flatten)]
    keep: Keep,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let named = match args.answers.as_slice() {
        [folder] if folder.is_dir() => of_case(world, folder, &args.of)?,
        _ if !args.of.is_empty() => return Err(Failure::Usage("--of names items of a case: give one case".to_owned())),
        files => files.iter().map(|path| of_file(path)).collect::<Result<_, _>>()?,
    };
    let question = Question::Together(TogetherQuestion { checks: named });
    let outcome = check::answer(&question, world.host().threads).map_err(checks::refused)?;
    let contradictions = outcome.finding.remarks.iter().filter(|r| r.starts_with("Contradiction"));
    let contradictions: Vec<&String> = contradictions.collect();
    let mut document = Map::new();
    document.insert("contradictions".to_owned(), json!(contradictions));
    checks::finish(world, &args.keep, "together", &question, &outcome, document)
}

/// The question in what a check printed.
fn of_file(path: &Path) -> Result<Named, Failure> {
    let shown = visible(&path.to_string_lossy());
    let wrong = |why: String| Failure::Usage(format!("{shown} is not what a check prints with --json: {why}"));
    let value: Value = serde_json::from_slice(&read_named(path)?).map_err(|e| wrong(e.to_string()))?;
    let question = value.get("question").cloned().ok_or_else(|| wrong("it holds no question".to_owned()))?;
    let question: Question = serde_json::from_value(question).map_err(|e| wrong(e.to_string()))?;
    let name = path.file_stem().map_or_else(|| shown.clone(), |s| s.to_string_lossy().into_owned());
    Ok(Named { name, question })
}

/// The checks that a case holds, on all of its items or on some. What was taken together before is left out.
fn of_case(world: &World, folder: &Path, of: &[String]) -> Result<Vec<Named>, Failure> {
    let case = places::read(world, Some(folder))?;
    let items = match of {
        [] => case.items()?.iter().map(|item| item.id).collect(),
        some => some.iter().map(|id| case.find_item(id)).collect::<Result<Vec<_>, _>>()?,
    };
    let mut named = Vec::new();
    for item in items {
        for check in case.checks_on(item)? {
            if !matches!(check.question, Question::Together(_)) {
                let what = check.finding.check.trim_start_matches("scene.").replace('_', " ");
                named.push(Named {
                    name: format!("{what} of {} (entry {})", item.0.short(), check.entry),
                    question: check.question,
                });
            }
        }
    }
    if named.len() < 2 {
        let shown = visible(&folder.to_string_lossy());
        return Err(Failure::Usage(format!(
            "{shown} holds {} such check(s), and two or more are needed: write checks into it with --case and --item",
            named.len()
        )));
    }
    Ok(named)
}
