//! `exhibit verify`: what holds, what fails and what cannot be said of a case, from its files alone.

use std::path::PathBuf;

use verify::{Pins, State};

use crate::failure::{Failure, Verdict, read_named};
use crate::output::fold;
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit verify river.case --checkpoint checkpoint-from-the-lawyer.txt")]
pub struct Args {
    /// The case folder
    #[arg(value_name = "CASE")]
    folder: Option<PathBuf>,
    /// The key that the log must be signed with, as text or a file that holds it
    #[arg(long)]
    key: Option<String>,
    /// A checkpoint that somebody else kept: the log must contain it unchanged
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
}

/// How many faults are named on the terminal; --json names all.
const FAULTS_SHOWN: usize = 20;

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let folder = places::the_case(world, args.folder.as_deref())?;
    // A case that lost one of the two is damaged, and verifying it says how; without both it is none.
    if !folder.join("case.toml").exists() && !folder.join("log").exists() {
        let at = store::error::At(folder.clone());
        let no_case = if folder.exists() { store::Error::NotACase(at) } else { store::Error::NoSuchFolder(at) };
        return Err(no_case.into());
    }
    let checkpoint = args
        .checkpoint
        .map(|path| Ok::<_, Failure>(String::from_utf8_lossy(&read_named(&path)?).into_owned()))
        .transpose()?;
    let key = args.key.map(|key| std::fs::read_to_string(&key).unwrap_or(key).trim().to_owned());
    let progress = world.progress();
    let mut at = "";
    let report = verify::verify(&folder, &Pins { key, checkpoint }, &mut |now| {
        if now.check != at {
            progress.end();
            progress.begin(&format!("Checking {}", now.check), Some(now.of));
            at = now.check;
        }
        progress.at(now.done);
    });
    progress.end();
    if world.json() {
        output::json(&report)?;
    } else {
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
            for gone in check.withheld.iter().take(FAULTS_SHOWN) {
                text += &format!("    {}\n", fold(&format!("withheld: {}: {}", gone.file, gone.what), 74, "      "));
            }
            let more = check.withheld.len().saturating_sub(FAULTS_SHOWN);
            if more > 0 {
                text += &format!("    … and {more} more withheld; --json names them\n");
            }
            for remark in check.remarks.iter().take(FAULTS_SHOWN) {
                text += &format!("    {}\n", fold(&format!("note: {}: {}", remark.file, remark.what), 74, "      "));
            }
        }
        text += &format!("\n{}\n{}", fold(&report.last_seen, 78, ""), fold(&report.limits, 78, ""));
        output::text(&text)?;
    }
    Ok(Verdict::problems_if(!report.ok))
}

fn state(state: State) -> &'static str {
    match state {
        State::Holds => "holds",
        State::Fails => "FAILS",
        State::NotAvailable => "not available",
    }
}
