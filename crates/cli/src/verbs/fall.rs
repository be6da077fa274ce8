//! `exhibit fall`: whether the time, the distance or the damaged side that was seen agrees with published accounts of a
//! fall.

use std::path::PathBuf;

use anyhow::Context as _;
use scene::check::Question;
use scene::fall;
use scene::finding::Decimal;
use serde_json::{Map, Value, json};

use crate::checks::{self, Keep};
use crate::failure::{Failure, Verdict};
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit fall accounts.toml --out fall\n\n\
                        The file says what was seen and what each published account says, in ranges:\n\n\
                        [seen]\n\
                        what = \"the light falls for eight seconds\"\n\
                        cited = \"clip.mp4, frames 120 to 361\"\n\
                        seconds = \"8~0.3\"\n\n\
                        [[account]]\n\
                        name = \"the ministry\"\n\
                        says = \"it came apart at three kilometres and fell\"\n\
                        cited = \"statement of 3 May\"\n\
                        height_m = [\"2500\", \"3500\"]\n\
                        speed_m_s = [\"0\", \"200\"]\n\
                        mass_over_drag_area_kg_m2 = [\"200\", \"2000\"]\n\n\
                        Also: metres, side_deg, side_within_deg; climb_deg, heading_deg, wind_m_s, wind_to_deg, push_m_s2,\n\
                        push_s; ground_m, falls, seed. Only published accounts are tested; no start is ever sought.")]
pub struct Args {
    /// What was seen and what the accounts say, as TOML
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    keep: Keep,
}

/// A question is a page, not a book.
const MOST: u64 = 1 << 20;

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let shown = args.file.display().to_string();
    let size = std::fs::metadata(&args.file).with_context(|| shown.clone())?.len();
    if size > MOST {
        return Err(Failure::Usage(format!("{shown} is too long for a question about a fall")));
    }
    let text = std::fs::read_to_string(&args.file).with_context(|| shown.clone())?;
    let question: fall::Question =
        toml::from_str(&text).map_err(|e| Failure::Usage(format!("{shown}: {}", e.message())))?;
    let threads = world.host().threads;
    let answer = fall::answer(&question, threads).map_err(|e| checks::refused(e.into()))?;
    let document = document(&question, &answer);
    checks::finish(world, &args.keep, "fall", &Question::Fall(question), &answer.outcome, document)
}

fn document(question: &fall::Question, answer: &fall::Answer) -> Map<String, Value> {
    let rounded = |value: f64, places: usize| checks::number(&Decimal::new(value, places));
    let name = |n: usize| question.account.get(n).map(|a| a.name.clone());
    let accounts = question.account.iter().zip(&answer.expected).map(|(account, expected)| {
        json!({
            "name": account.name,
            "word": expected.word,
            "seconds": expected.seconds.map(|s| rounded(s, 2)),
            "metres": expected.metres.map(|m| rounded(m, 0)),
            "falls": expected.falls.len(),
            "no_landing": expected.none,
        })
    });
    let pairs = answer.pairs.iter().map(|pair| {
        json!({
            "first": name(pair.accounts[0]),
            "second": name(pair.accounts[1]),
            "ratio": pair.ratio.map(|ends| ends.map(|end| rounded(end, 4))),
            "discriminates": pair.discriminates(),
            "by": pair.by,
        })
    });
    let mut document = Map::new();
    document.insert("accounts".to_owned(), accounts.collect());
    document.insert("pairs".to_owned(), pairs.collect());
    document
}
