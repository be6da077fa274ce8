//! `exhibit dossier`: what a case shows to others, at one size of its log, and the log entry that says it was published.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use case::{Case, Publication, WritableCase};
use custody::Checkpoint;
use dossier::{Output, Policy, Written};
use serde_json::{Value, json};

use crate::failure::{Failure, Verdict};
use crate::output::count;
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit dossier river.case --out river-dossier")]
pub struct Args {
    /// The case folder
    #[arg(value_name = "CASE")]
    folder: Option<PathBuf>,
    /// The folder to write; absent or empty
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The state of the case to show: a size of its log, or a file with a checkpoint [default: as it is now]
    #[arg(long, value_name = "CHECKPOINT")]
    at: Option<String>,
    /// Show private accounts by their names, which needs a reason
    #[arg(long, requires = "reason")]
    show_accounts: bool,
    /// Show the people who collected by their names
    #[arg(long)]
    show_collectors: bool,
    /// Put the collected files and everything read from them into the bundle, unchanged, which needs a reason
    #[arg(long, requires = "reason")]
    with_originals: bool,
    /// Why it is published, or why with names or originals; stays in the log's private part
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Write no log entry: to check a dossier that somebody else made, or a case that cannot be written
    #[arg(long)]
    no_log: bool,
}

/// Name of the receipt, the one file that does not follow from the case at that size.
const RECEIPT: &str = "publication.json";

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let folder = places::the_case(world, args.folder.as_deref())?;
    check_out(&args.out, &folder)?;
    let at = args.at.as_deref().map(|at| wanted(at, &folder)).transpose()?;
    let policy = Policy {
        show_accounts: args.show_accounts,
        show_collectors: args.show_collectors,
        with_originals: args.with_originals,
    };
    if args.no_log {
        let case = Case::open_at(&folder, at, world.progress())?;
        let written = write(&case, &policy, &args.out, world)?;
        return report(&args.out, &folder, &written, None, world);
    }
    let host = world.host();
    let mut case = places::write(world, &folder, &host).map_err(|failure| match failure {
        Failure::CouldNot(error) => {
            Failure::CouldNot(error.context("the publication cannot be logged (--no-log writes the files only)"))
        }
        other => other,
    })?;
    let written = match at.filter(|size| *size != case.size()) {
        Some(_) => write(&Case::open_at(&folder, at, world.progress())?, &policy, &args.out, world)?,
        None => write(&case, &policy, &args.out, world)?,
    };
    let publication = Publication {
        what: "dossier",
        size: written.size,
        root: written.root,
        policy: serde_json::to_value(policy)?,
        files: &written.files,
    };
    let entry = case.publish(&publication, args.reason.as_deref(), &host)?;
    let receipt = receipt(&case, entry, &written)?;
    let path = args.out.join(RECEIPT);
    let mut bytes = serde_json::to_vec_pretty(&receipt)?;
    bytes.push(b'\n');
    fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
    report(&args.out, &folder, &written, Some(entry), world)
}

/// The size that `--at` asks for: a number, or a file with a checkpoint of this very log.
fn wanted(at: &str, folder: &Path) -> Result<u64, Failure> {
    if let Ok(size) = at.parse() {
        return Ok(size);
    }
    let bytes =
        fs::read(at).with_context(|| format!("{at} is neither a size of the log nor a file that can be read"))?;
    let text = String::from_utf8_lossy(&bytes);
    let checkpoint = Checkpoint::parse(&bytes)
        .map(|(checkpoint, _)| checkpoint)
        .or_else(|_| Checkpoint::parse_text(&format!("{}\n", text.trim_end())))
        .map_err(|e| Failure::Usage(format!("{at} is no checkpoint: {e}")))?;
    let reader = store::Reader::open(folder)?;
    let ours = checkpoint.origin == reader.case().id.origin()
        && checkpoint.size <= reader.size()
        && reader.root_at(checkpoint.size)? == checkpoint.root;
    if !ours {
        return Err(Failure::Usage(format!(
            "{at} is not a checkpoint of this case's log. Run `exhibit log consistency --since {at}`"
        )));
    }
    Ok(checkpoint.size)
}

/// A dossier never mixes with other files, and never lies inside the case.
fn check_out(out: &Path, case: &Path) -> Result<(), Failure> {
    if fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::Usage(format!(
            "{} is there already and not empty. Choose another with --out",
            out.display()
        )));
    }
    let inside = out
        .ancestors()
        .filter_map(|folder| fs::canonicalize(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok())
        .any(|folder| fs::canonicalize(case).is_ok_and(|case| folder.starts_with(case)));
    if inside {
        return Err(Failure::Usage(format!("{} lies inside the case. Choose a folder outside it", out.display())));
    }
    Ok(())
}

fn write(case: &Case, policy: &Policy, out: &Path, world: &World) -> Result<Written, Failure> {
    fs::create_dir_all(out).with_context(|| format!("making {}", out.display()))?;
    dossier::write_to(case, policy, &mut Folder(out), world.progress()).map_err(|error| match error {
        dossier::Error::Case(error) => error.into(),
        dossier::Error::Output { source, .. } if source.kind() == io::ErrorKind::StorageFull => source.into(),
        other => Failure::CouldNot(anyhow::Error::msg(other.to_string())),
    })
}

/// Files in a folder.
struct Folder<'o>(&'o Path);

impl Output for Folder<'_> {
    fn file(&mut self, path: &str) -> io::Result<Box<dyn Write + '_>> {
        let path = self.0.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(Box::new(BufWriter::new(File::create_new(path)?)))
    }
}

/// What a stranger needs to see that the case's log holds the publication of these files, and that the log it stands
/// in begins with the one that the dossier shows.
fn receipt(case: &WritableCase, entry: u64, written: &Written) -> Result<Value, Failure> {
    let proof = case.prove(entry)?;
    let header: Value = serde_json::from_str(&proof.header)?;
    let record = header["record"]["sha256"].as_str().and_then(|hex| hex.parse().ok());
    let record = match record {
        Some(digest) => io::read_to_string(case.reader().record(digest)?)?,
        None => String::new(),
    };
    Ok(json!({
        "case": case.reader().case().id,
        "shows": {"size": written.size, "root": written.root},
        "entry": proof.entry,
        "header": proof.header,
        "record": record,
        "leaf": proof.leaf,
        "inclusion": proof.path,
        "consistency": case.consistency(written.size)?,
        "keys": keys_since(case, written.size)?,
        "checkpoint": proof.checkpoint,
    }))
}

/// Proof of every change of the key between what the dossier shows and the signed checkpoint.
fn keys_since(case: &WritableCase, size: u64) -> Result<Vec<Value>, Failure> {
    let changes = case.entries_of(custody::Kind::Key)?.into_iter().filter(|entry| *entry >= size);
    changes
        .map(|entry| {
            let proof = case.prove(entry)?;
            Ok(json!({"entry": entry, "header": proof.header, "inclusion": proof.path}))
        })
        .collect()
}

fn report(out: &Path, folder: &Path, written: &Written, entry: Option<u64>, world: &World) -> Result<Verdict, Failure> {
    if world.json() {
        output::json(&json!({
            "case": folder,
            "out": out,
            "size": written.size,
            "root": written.root,
            "policy": written.policy,
            "files": written.files,
            "absent": written.absent,
            "withheld": written.withheld,
            "entry": entry,
        }))?;
        return Ok(Verdict::Done);
    }
    let mut text = format!(
        "Wrote the dossier at {} of the log to {}.\nRead it: {}",
        count(written.size, "entry", "entries"),
        out.display(),
        out.join("dossier.html").display()
    );
    for (n, words) in written.withheld.words() {
        text += &format!("\n  {n:>6}  {}", output::fold(words, 68, "          "));
    }
    for absent in &written.absent {
        text += &format!(
            "\n  not there: {}",
            output::fold(&format!("{} ({})", absent.path, absent.why), 66, "             ")
        );
    }
    text += &match entry {
        Some(entry) => format!("\nLogged as entry {entry}. Root at {} entries: {}", written.size, written.root),
        None => format!("\nNot logged. Root at {} entries: {}", written.size, written.root),
    };
    output::text(&text)?;
    Ok(Verdict::Done)
}
