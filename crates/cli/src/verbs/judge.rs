//! `exhibit judge`: decisions about what belongs together, where something was and what explains it, by command or from a
//! file that can be reviewed.

use std::path::PathBuf;

use case::decide::{Asked, Written};
use model::Place;
use model::place::Precision;
use serde::Deserialize;
use serde_json::json;
use weigh::decision::{Decision, Scope};

use crate::failure::{Failure, Verdict};
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(
    subcommand_negates_reqs = true,
    after_help = "Example:  exhibit judge river.case --file judgements.toml\n\
                  \x20          exhibit judge group --scope origin post:3fa2c1 post:77ab09 --reason \"one night shift wrote both\"\n\
                  Ids are those that `exhibit weigh` shows; their first digits are enough."
)]
pub struct Args {
    /// The case folder
    #[arg(value_name = "CASE")]
    folder: Option<PathBuf>,
    /// Judgements to apply: [[judgement]] tables with act, reason and what the act needs; applying it again adds nothing
    #[arg(long, value_name = "FILE", required = true)]
    file: Option<PathBuf>,
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// These belong together, whatever the rules say
    Group(Together),
    /// These do not belong together
    Split(Together),
    /// Where something was
    Location {
        /// A claim, post, article or item
        thing: String,
        /// What the place is called
        #[arg(long)]
        name: String,
        /// Latitude in degrees
        #[arg(long, allow_hyphen_values = true)]
        lat: String,
        /// Longitude in degrees
        #[arg(long, allow_hyphen_values = true)]
        lon: String,
        /// Radius in metres
        #[arg(long, value_name = "M")]
        radius: u32,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// An Admiralty grade such as B2: a label, never computed with
    Grade {
        /// A claim, post, article or item
        thing: String,
        /// Letter and number
        grade: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Add one of the competing explanations of an incident, or replace one of that name
    Hypothesis {
        /// The incident, or anything in it
        about: String,
        /// Short name
        id: String,
        /// What it says
        what: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// No longer consider a hypothesis
    Retire {
        /// The incident, or anything in it
        about: String,
        /// Short name
        id: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// How likely what an origin group shows would be under a hypothesis: a range, above 0 and at most 1
    Weigh {
        /// The origin group, or anything that goes back to it
        group: String,
        /// Short name of the hypothesis
        hypothesis: String,
        /// Lowest
        low: String,
        /// Highest
        high: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Not to be shown in a publication: its words are replaced, its file and records stay out of the bundle
    Redact {
        /// A claim, post, article or item
        thing: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Take back an earlier judgement; it stays in the log
    Withdraw {
        /// Number of its log entry
        entry: u64,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, clap::Args)]
struct Together {
    /// What the grouping is about
    #[arg(long, value_enum)]
    scope: ScopeWord,
    /// Two or more posts, articles, items or claims
    #[arg(required = true, num_args = 2..)]
    things: Vec<String>,
    /// Why
    #[arg(long)]
    reason: String,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ScopeWord {
    /// Which things go back to one observation
    Origin,
    /// Which claims speak of one happening
    Incident,
    /// Which claims say the same
    Claim,
}

/// A file of judgements.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    judgement: Vec<Asked>,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let asked = match (args.file, args.act) {
        (Some(_), Some(_)) => return Err(Failure::Usage("give a file or one act, not both".to_owned())),
        (Some(file), None) => {
            let text = std::fs::read_to_string(&file)
                .map_err(|e| Failure::Usage(format!("{}: {e}. Check the path", file.display())))?;
            let read: File = toml::from_str(&text).map_err(|e| {
                Failure::Usage(format!("{} is no file of judgements: {}", file.display(), e.to_string().trim_end()))
            })?;
            read.judgement
        }
        (None, Some(act)) => vec![asked(act)?],
        (None, None) => return Err(Failure::Usage("give --file or an act such as group or weigh".to_owned())),
    };
    let folder = places::the_case(world, args.folder.as_deref())?;
    let host = world.host();
    let mut case = places::write(world, &folder, &host)?;
    let written = case.decide(&asked, &host)?;
    let added = written.iter().filter(|w| w.entry.is_some()).count();
    if world.json() {
        output::json(&json!({ "judgements": written, "added": added }))?;
        return Ok(Verdict::Done);
    }
    let mut lines: Vec<String> = written.iter().map(words).collect();
    lines.push(format!(
        "{} added, {} held already.",
        output::count(added as u64, "judgement", "judgements"),
        written.len() - added
    ));
    output::text(&lines.join("\n"))?;
    Ok(Verdict::Done)
}

fn words(written: &Written) -> String {
    let act = serde_json::to_value(&written.decision).ok().and_then(|v| v["act"].as_str().map(str::to_owned));
    let act = act.unwrap_or_default();
    match written.entry {
        Some(entry) => format!("  entry {entry}: {act} — {}", written.reason),
        None => format!("  held already: {act} — {}", written.reason),
    }
}

fn asked(act: Act) -> Result<Asked, Failure> {
    let scope = |word: ScopeWord| match word {
        ScopeWord::Origin => Scope::Origin,
        ScopeWord::Incident => Scope::Incident,
        ScopeWord::Claim => Scope::Claim,
    };
    let (decision, reason) = match act {
        Act::Group(t) => (Decision::Group { scope: scope(t.scope), things: t.things }, t.reason),
        Act::Split(t) => (Decision::Split { scope: scope(t.scope), things: t.things }, t.reason),
        Act::Location { thing, name, lat, lon, radius, reason } => {
            let place = Place {
                name,
                country: None,
                region: None,
                lat_e6: micro_degrees(&lat)?,
                lon_e6: micro_degrees(&lon)?,
                radius_m: radius,
                precision: Precision::Address,
            };
            (Decision::Location { thing, place }, reason)
        }
        Act::Grade { thing, grade, reason } => {
            let mut chars = grade.chars();
            let (source, information) = (chars.next().unwrap_or(' '), chars.as_str().parse().unwrap_or(0));
            (Decision::Grade { thing, source, information }, reason)
        }
        Act::Hypothesis { about, id, what, reason } => (Decision::Hypothesis { about, id, what }, reason),
        Act::Retire { about, id, reason } => (Decision::Retire { about, id }, reason),
        Act::Weigh { group, hypothesis, low, high, reason } => {
            (Decision::Weigh { group, hypothesis, low, high }, reason)
        }
        Act::Redact { thing, reason } => (Decision::Redact { thing }, reason),
        Act::Withdraw { entry, reason } => (Decision::Withdraw { entry }, reason),
    };
    Ok(Asked { reason, decision })
}

/// Decimal degrees as micro-degrees, without a float in between.
fn micro_degrees(text: &str) -> Result<i32, Failure> {
    let wrong = || Failure::Usage(format!("{text} is no number of degrees; write it like 50.566"));
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') || whole.len() > 3 {
        return Err(wrong());
    }
    let fraction: String = format!("{fraction:0<6}").chars().take(6).collect();
    let micro =
        whole.parse::<i32>().map_err(|_| wrong())? * 1_000_000 + fraction.parse::<i32>().map_err(|_| wrong())?;
    Ok(sign * micro)
}
