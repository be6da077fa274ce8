//! `exhibit together`: what several physical checks have in common, and which of them contradict each other.

use std::path::PathBuf;

use model::name::visible;
use scene::check::{self, Question};
use scene::together::{Named, TogetherQuestion};
use serde_json::{Map, Value, json};

use crate::checks::{self, Keep};
use crate::failure::{Failure, Verdict, read_named};
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit together lamp.json sirens.json --out together\n\n\
                        Each file is what a check printed with --json; it is computed again from the question in it.")]
pub struct Args {
    /// Answers of checks, as they were printed with --json
    #[arg(value_name = "FILE", required = true, num_args = 1..)]
    answers: Vec<PathBuf>,
    #[command(flatten)]
    keep: Keep,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let mut named = Vec::new();
    for path in &args.answers {
        let shown = visible(&path.to_string_lossy());
        let wrong = |why: String| Failure::Usage(format!("{shown} is not what a check prints with --json: {why}"));
        let value: Value = serde_json::from_slice(&read_named(path)?).map_err(|e| wrong(e.to_string()))?;
        let question = value.get("question").cloned().ok_or_else(|| wrong("it holds no question".to_owned()))?;
        let question: Question = serde_json::from_value(question).map_err(|e| wrong(e.to_string()))?;
        let name = path.file_stem().map_or_else(|| shown.clone(), |s| s.to_string_lossy().into_owned());
        named.push(Named { name, question });
    }
    let question = Question::Together(TogetherQuestion { checks: named });
    let outcome = check::answer(&question, world.host().threads).map_err(checks::refused)?;
    let contradictions = outcome.finding.remarks.iter().filter(|r| r.starts_with("Contradiction"));
    let contradictions: Vec<&String> = contradictions.collect();
    let mut document = Map::new();
    document.insert("contradictions".to_owned(), json!(contradictions));
    checks::finish(world, &args.keep, "together", &question, &outcome, document)
}
