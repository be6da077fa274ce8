//! `exhibit weigh`: what is said to have happened, on how many independent origins, and what speaks between rival accounts.

use std::path::PathBuf;

use case::weigh::{HypothesisView, IncidentView, OriginView, WeighedView, WeighingView};
use model::name::visible;
use weigh::hypotheses::{Prior, posterior};

use crate::failure::{Failure, Verdict};
use crate::output::{count, fold};
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit weigh river.case")]
pub struct Args {
    /// The case folder
    #[arg(value_name = "CASE")]
    folder: Option<PathBuf>,
    /// How likely you held a hypothesis before, as a range (chain=0.2..0.6): what would follow is printed. Nothing is assumed without it
    #[arg(long, value_name = "NAME=LOW..HIGH")]
    prior: Vec<String>,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let priors = args.prior.iter().map(|text| prior(text)).collect::<Result<Vec<_>, _>>()?;
    let folder = places::the_case(world, args.folder.as_deref())?;
    let case = places::read(world, Some(&folder))?;
    let weighed = case.weigh(world.host().threads, world.progress())?;
    let view = weighed.view();
    if world.json() {
        output::json(&view)?;
        return Ok(Verdict::Done);
    }
    let mut text = words(&view);
    for prior in &priors {
        let found: Vec<_> = weighed.weighings.iter().filter_map(|w| posterior(&w.pairs, prior)).collect();
        if found.is_empty() {
            return Err(Failure::Usage(format!("no incident here has a hypothesis named {}", prior.hypothesis)));
        }
        for after in found {
            text += &format!(
                "\n\nWhoever held {} at {} to {} before would hold it at {} to {} after all this.",
                after.prior.hypothesis,
                thousandths(after.prior.low),
                thousandths(after.prior.high),
                thousandths(after.low),
                thousandths(after.high)
            );
        }
    }
    output::text(&text)?;
    Ok(Verdict::Done)
}

fn thousandths(n: u16) -> String {
    format!("0.{n:03}")
}

fn prior(text: &str) -> Result<Prior, Failure> {
    let wrong = || Failure::Usage(format!("{text} is no prior; write it like chain=0.2..0.6, between 0 and 1"));
    let (name, range) = text.split_once('=').ok_or_else(wrong)?;
    let (low, high) = range.split_once("..").ok_or_else(wrong)?;
    let read = |text: &str| -> Option<u16> {
        let fraction = text.trim().strip_prefix("0.")?;
        let digits = fraction.bytes().all(|b| b.is_ascii_digit()) && (1..=3).contains(&fraction.len());
        digits.then(|| format!("{fraction:0<3}").parse().ok()).flatten().filter(|n| (1..=999).contains(n))
    };
    let (low, high) = (read(low).ok_or_else(wrong)?, read(high).ok_or_else(wrong)?);
    if low > high || name.is_empty() {
        return Err(wrong());
    }
    Ok(Prior { hypothesis: name.to_owned(), low, high })
}

/// Statements shown; all are in `--json`.
const SHOWN: usize = 30;
/// Claims shown of one incident.
const CLAIMS: usize = 8;

fn words(view: &WeighedView) -> String {
    let mut text = format!("WHAT IS SAID TO HAVE HAPPENED ({})\n", view.incidents.len());
    for incident in &view.incidents {
        text += &incident_words(incident);
        let weighing = view.weighings.iter().find(|w| w.incident == incident.id);
        if let Some(weighing) = weighing {
            let rivals: Vec<&HypothesisView> = view.hypotheses.iter().filter(|h| h.incident == incident.id).collect();
            text += &weighing_words(weighing, &rivals);
        }
    }
    text += &format!("\nON HOW MANY INDEPENDENT ORIGINS ({} statements)\n", view.origins.len());
    for origin in view.origins.iter().take(SHOWN) {
        text += &origin_words(origin);
    }
    if view.origins.len() > SHOWN {
        text += &format!("\n  … and {} more; --json lists all\n", output::grouped((view.origins.len() - SHOWN) as u64));
    }
    if !view.older.is_empty() {
        text += &format!("\nRECORDINGS THAT ARE OLDER THAN WHAT THEY WERE POSTED FOR ({})\n", view.older.len());
    }
    for older in &view.older {
        let who = older.who.as_deref().unwrap_or("somebody");
        let said = format!("{} by {who}, posted {}: {}", older.item.0.short(), older.posted.value, older.reason);
        text += &format!("\n  {}\n", fold(&visible(&said), 76, "    "));
    }
    text += &format!(
        "\n{}; {} in force.\nNothing here says that a claim is true.",
        count(
            view.loose.len() as u64,
            "claim tells of no happening of its own",
            "claims tell of no happening of their own"
        ),
        count(view.judgements.len() as u64, "judgement", "judgements")
    );
    text
}

fn line(label: &str, text: &str) -> String {
    format!("    {label:<10}{}\n", fold(&visible(text), 64, &" ".repeat(14)))
}

fn incident_words(incident: &IncidentView) -> String {
    let mut text = format!("\n  {}  {}\n", incident.id, fold(&visible(&incident.what), 50, "    "));
    text += &line("where", incident.place.name.as_deref().unwrap_or("not known"));
    text += &line("when", incident.time.as_ref().map_or("not known", |t| t.value.as_str()));
    for figure in &incident.figures {
        text +=
            &line("figure", &format!("{} — {}", figure.text, figure.speaker.as_deref().unwrap_or("the text itself")));
    }
    text += &line(
        "origins",
        &format!(
            "{}; {}",
            count(incident.origins.len() as u64, "independent origin", "independent origins"),
            count(incident.claims.len() as u64, "claim", "claims")
        ),
    );
    for claim in incident.claims.iter().take(CLAIMS) {
        let who = claim.speaker.as_deref().or(claim.publisher.as_deref()).unwrap_or("somebody");
        text += &line("claim", &format!("“{}” — {who}", claim.text));
    }
    if incident.claims.len() > CLAIMS {
        text += &line("", &format!("… and {} more", incident.claims.len() - CLAIMS));
    }
    for link in &incident.links {
        text += &line("link", &format!("{} {}: {}", link.relation, link.to, link.why));
    }
    for doubt in &incident.doubts {
        text += &line("doubt", doubt);
    }
    for conflict in &incident.conflicts {
        let versions: Vec<&str> = conflict.versions.iter().map(|v| v.value.as_str()).collect();
        let why = conflict.explained.as_ref().map_or(String::new(), |why| format!(" ({why})"));
        text += &line("differ", &format!("{}: {}{why}", conflict.what, versions.join(" / ")));
    }
    text
}

fn weighing_words(weighing: &WeighingView, rivals: &[&HypothesisView]) -> String {
    let mut text = String::new();
    for rival in rivals {
        let who = if rival.voices.is_empty() { String::new() } else { format!(" — {}", rival.voices.join(", ")) };
        text += &line("account", &format!("{}: “{}”{who}", rival.id, rival.what));
        for cell in rival.groups.iter().filter(|c| c.low != "1" || c.high != "1") {
            text += &line("", &format!("{} to {}, {}: {}", cell.low, cell.high, cell.word.text(), cell.why));
        }
    }
    for agreed in &weighing.agreed {
        text += &line("agreed", agreed);
    }
    for disputed in weighing.disputed.iter().filter(|d| !d.starts_with("what it was")) {
        text += &line("disputed", disputed);
    }
    for pair in weighing.pairs.iter().filter(|p| p.favours.is_some()) {
        let favours = pair.favours.as_deref().unwrap_or_default();
        let other = if pair.first == favours { &pair.second } else { &pair.first };
        let hangs =
            if pair.hangs_on.is_empty() { String::new() } else { format!("; hangs on {}", pair.hangs_on.join(", ")) };
        text += &line(
            "between",
            &format!(
                "{} times {} over {}: {favours} rather than {other}, {} support{hangs}",
                pair.low, pair.high, pair.first, pair.support
            ),
        );
    }
    text += &line("answer", &format!("{}: {}", weighing.answer.text(), weighing.why));
    for wanted in &weighing.wanted {
        text += &line("wanted", &format!("{} — would tell {}", wanted.what, wanted.tells));
    }
    text
}

fn origin_words(origin: &OriginView) -> String {
    format!(
        "\n  {:>2}  {}\n      {}\n",
        origin.count,
        fold(&visible(&format!("“{}”", origin.claim)), 74, "      "),
        fold(&visible(&origin.why), 74, "      ")
    )
}
