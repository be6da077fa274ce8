//! `exhibit verify`: what holds, what fails and what cannot be said of a case or a bundle, from its files alone; and what
//! comes out when everything is derived again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use case::Case;
use case::recompute::{Recomputed, Verdict as Outcome};
use verify::{Pins, Report, State};

use crate::failure::{Failure, Verdict, read_named};
use crate::output::{count, fold};
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit verify river.case --checkpoint checkpoint-from-the-lawyer.txt")]
pub struct Args {
    /// The case folder, or the folder of a dossier
    #[arg(value_name = "CASE")]
    folder: Option<PathBuf>,
    /// The key that the log must be signed with, as text or a file that holds it
    #[arg(long)]
    key: Option<String>,
    /// A checkpoint that somebody else kept: the log must contain it unchanged
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// Derive every finding and conclusion again from what is there, and say what came out otherwise
    #[arg(long)]
    recompute: bool,
}

/// How many faults are named on the terminal; --json names all.
const FAULTS_SHOWN: usize = 20;

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let named = args.folder.as_deref().or(world.common.case.as_deref());
    let bundle = named.filter(|folder| verify::is_bundle(folder)).map(Path::to_owned);
    let folder = match &bundle {
        Some(bundle) => bundle.clone(),
        None => the_case(world, args.folder.as_deref())?,
    };
    let checkpoint = args
        .checkpoint
        .map(|path| Ok::<_, Failure>(String::from_utf8_lossy(&read_named(&path)?).into_owned()))
        .transpose()?;
    let key = args.key.map(|key| std::fs::read_to_string(&key).unwrap_or(key).trim().to_owned());
    let check = if bundle.is_some() { verify::verify_bundle } else { verify::verify };
    let report = checked(check, &folder, &Pins { key, checkpoint }, world);
    let again = if args.recompute { Some(recompute(&folder, bundle.is_some(), &report, world)?) } else { None };
    if world.json() {
        let mut document = serde_json::to_value(&report)?;
        document["recomputed"] = serde_json::to_value(&again)?;
        output::json(&document)?;
    } else {
        let mut text = words(&report);
        if let Some(again) = &again {
            text += &again_in_words(again);
        }
        text += &format!("\n{}\n{}", fold(&report.last_seen, 78, ""), fold(&report.limits, 78, ""));
        output::text(&text)?;
    }
    Ok(Verdict::problems_if(!report.ok || again.is_some_and(|again| !again.ok)))
}

fn the_case(world: &World, given: Option<&Path>) -> Result<PathBuf, Failure> {
    let folder = places::the_case(world, given)?;
    // A case that lost one of the two is damaged, and verifying it says how; without both it is none.
    if !folder.join("case.toml").exists() && !folder.join("log").exists() {
        let at = store::error::At(folder.clone());
        let no_case = if folder.exists() { store::Error::NotACase(at) } else { store::Error::NoSuchFolder(at) };
        return Err(no_case.into());
    }
    Ok(folder)
}

fn checked(
    check: fn(&Path, &Pins, &mut dyn FnMut(verify::Progress)) -> Report,
    folder: &Path,
    pins: &Pins,
    world: &World,
) -> Report {
    let progress = world.progress();
    let mut at = "";
    let report = check(folder, pins, &mut |now| {
        if now.check != at {
            progress.end();
            progress.begin(&format!("Checking {}", now.check), Some(now.of));
            at = now.check;
        }
        progress.at(now.done);
    });
    progress.end();
    report
}

/// Derives everything again. What was found at fault before is no reason not to try; what cannot even be opened is.
fn recompute(folder: &Path, bundle: bool, report: &Report, world: &World) -> Result<Recomputed, Failure> {
    let open = if bundle { Case::open_bundle } else { Case::open };
    let derived = open(folder, world.progress())
        .and_then(|case| case.recompute(world.host().threads, world.host().decoder, world.progress()));
    derived.map_err(|error| match Failure::from(error) {
        Failure::CouldNot(error) if !report.ok => Failure::CouldNot(error.context(
            "nothing can be derived again before what fails is repaired (`exhibit verify` without --recompute names it)",
        )),
        other => other,
    })
}

fn words(report: &Report) -> String {
    let mut text = String::new();
    for check in &report.checks {
        text += &format!("{:<10} {}\n  {}\n", check.name, state(check.state), fold(&check.detail, 76, "  "));
        for fault in check.faults.iter().take(FAULTS_SHOWN) {
            text += &format!("    {}\n", fold(&format!("{}: {}", fault.file, fault.what), 74, "      "));
        }
        let more = check.faults.len().saturating_sub(FAULTS_SHOWN) as u64 + check.more_faults;
        if more > 0 {
            text += &format!("    … and {more} more; --json names them\n");
        }
        text += &withheld_in_words(&check.withheld);
        for remark in check.remarks.iter().take(FAULTS_SHOWN) {
            text += &format!("    {}\n", fold(&format!("note: {}: {}", remark.file, remark.what), 74, "      "));
        }
    }
    text
}

/// Files that are not there, those with the same reason together.
fn withheld_in_words(withheld: &[verify::Fault]) -> String {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for gone in withheld {
        by_reason.entry(&gone.what).or_default().push(&gone.file);
    }
    let mut text = String::new();
    for (what, files) in by_reason.iter().take(FAULTS_SHOWN) {
        let line = match files.as_slice() {
            [one] => format!("withheld: {one}: {what}"),
            several => format!("withheld: {}: {what}", count(several.len() as u64, "file", "files")),
        };
        text += &format!("    {}\n", fold(&line, 74, "      "));
    }
    let more = by_reason.len().saturating_sub(FAULTS_SHOWN);
    if more > 0 {
        text += &format!("    … and {more} more reasons; --json names every file\n");
    }
    text
}

fn again_in_words(again: &Recomputed) -> String {
    let tally = again.tally;
    let verdict = if again.ok { "nothing came out otherwise" } else { "DIFFERS" };
    let mut text = format!("{:<10} {verdict}\n", "recomputed");
    for (n, outcome) in [
        (tally.same_bytes, Outcome::SameBytes),
        (tally.same_conclusion, Outcome::SameConclusion),
        (tally.different_conclusion, Outcome::DifferentConclusion),
        (tally.not_available, Outcome::NotAvailable),
    ] {
        text += &format!("  {n:>6}  {}\n", outcome.words());
    }
    if again.superseded > 0 {
        text += &format!(
            "  {}, not derived again\n",
            count(again.superseded, "finding was replaced", "findings were replaced")
        );
    }
    let telling = again.findings.iter().filter(|f| f.verdict != Outcome::SameBytes);
    let (differ, others): (Vec<_>, Vec<_>) = telling.partition(|f| f.verdict == Outcome::DifferentConclusion);
    let lines = differ.into_iter().chain(others).map(|f| {
        let why = f.detail.as_deref().unwrap_or_default();
        format!(
            "{}: entry {}, {} {} on item {}: {why}",
            f.verdict.words(),
            f.entry,
            f.analyser,
            f.version,
            f.item.0.short()
        )
    });
    let conclusions = again
        .conclusions
        .iter()
        .filter(|c| c.verdict != Outcome::SameBytes)
        .map(|c| format!("{}: {}: {}", c.verdict.words(), c.name, c.detail.as_deref().unwrap_or_default()));
    let lines: Vec<String> = conclusions.chain(lines).collect();
    for line in lines.iter().take(FAULTS_SHOWN) {
        text += &format!("    {}\n", fold(line, 74, "      "));
    }
    if lines.len() > FAULTS_SHOWN {
        text += &format!("    … and {} more; --json names them\n", lines.len() - FAULTS_SHOWN);
    }
    text
}

fn state(state: State) -> &'static str {
    match state {
        State::Holds => "holds",
        State::Fails => "FAILS",
        State::NotAvailable => "not available",
    }
}
