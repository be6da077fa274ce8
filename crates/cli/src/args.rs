//! The command line: verbs and what they share. `--help`, completions and the manual page come from these definitions.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::verbs;

/// Preserve what circulates about an incident, and work out in the open what can be established.
#[derive(Debug, Parser)]
#[command(
    name = "exhibit",
    version,
    max_term_width = 100,
    after_help = "Start here:  exhibit demo   writes a small invented case's material to try everything on.\n\
                  Exit status: 0 done, 1 done with problems to look at, 2 wrong usage, 3 could not run.",
    subcommand_required = true,
    arg_required_else_help = true,
    propagate_version = true
)]
pub struct Cli {
    /// What all verbs share.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What all verbs share.
#[derive(Args, Debug, Clone)]
pub struct Common {
    /// Print exactly one JSON document on stdout (schemas: docs/schema/)
    #[arg(long, global = true)]
    pub json: bool,
    /// The case folder; without it, the case given as an argument, or the only one in this folder
    #[arg(long, global = true, value_name = "DIR")]
    pub case: Option<PathBuf>,
    /// Your name, as it shall stand in the log [default: $EXHIBIT_WHO, or your user name]
    #[arg(long, global = true, value_name = "NAME")]
    pub who: Option<String>,
    /// No progress on stderr
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident => $module:ident),* $(,)?) => {
        /// The verbs, one file each.
        #[derive(Debug, Subcommand)]
        #[allow(clippy::large_enum_variant, reason = "there is one of them in a run")]
        pub enum Verb {
            $($(#[$doc])* $name(verbs::$module::Args),)*
        }

        impl Verb {
            /// Runs the verb.
            pub fn run(self, world: &crate::world::World) -> Result<crate::failure::Verdict, crate::failure::Failure> {
                match self {
                    $(Self::$name(args) => verbs::$module::run(args, world),)*
                }
            }
        }
    };
}

verbs! {
    /// Make an empty case
    Init => init,
    /// Preserve files and folders in a case
    Add => add,
    /// Make a case of a folder, or bring a case up to date
    Examine => examine,
    /// Say what a case holds, in numbers
    Status => status,
    /// Show one item, post or source in full
    Show => show,
    /// Read one text: claims, speakers, places, times, figures, hedges
    Read => read,
    /// Find posts and articles by their words, in four languages
    Search => search,
    /// Find texts that repeat: copies, edits, and what changed between versions
    Repeats => repeats,
    /// Say how two recordings or pictures are related, and which seconds are which
    Compare => compare,
    /// Find what in a case resembles a file
    Like => like,
    /// Find which items of a case show the same recording, and which was first
    Copies => copies,
    /// Have a text translated by a model of your choice: off until you say where it runs
    Translate => translate,
    /// Say where the sun stood at a place and time, and when it rose and set
    Sun => sun,
    /// Say where or when footage was made, as far as sun and shadows tell
    Shadow => shadow,
    /// Say where a camera stood and looked, from landmarks clicked in one picture
    Resect => resect,
    /// Say whether bearings agree with a place that a published account claims
    Bearing => bearing,
    /// Say when one recording begins in another, by what both heard
    Sync => sync,
    /// Say how far away a flash was that is heard later, and whether a published distance agrees
    Bang => bang,
    /// Say whether what several recordings heard fits a place that a published account claims
    SoundAt => sound_at,
    /// Say when lights go out in a recording, and whether a published time agrees
    Outage => outage,
    /// Say what several physical checks have in common, and which contradict each other
    Together => together,
    /// Hash a picture or a film as other organisations do: PDQ and vPDQ
    Fingerprint => fingerprint,
    /// Lists of hashes from and for other organisations: import, export
    Hashes => hashes,
    /// Hold what was seen of a fall against published accounts of it
    Fall => fall,
    /// Say what is claimed on how many independent origins, and what speaks between rival accounts
    Weigh => weigh,
    /// Decide what belongs together, where something was, what explains it: by command or from a file
    Judge => judge,
    /// Write a remark on an item
    Note => note,
    /// Put a label on an item, or take it off
    Tag => tag,
    /// Say where the work on an item stands
    SetStatus => set_status,
    /// Say what was found about a claim
    Review => review,
    /// The custody log: list, checkpoint, prove, consistency, rotate-key
    Log => log,
    /// Read every original again and log whether its bytes still hold
    Fixity => fixity,
    /// Remove an item's bytes and what was read from them, for good
    Purge => purge,
    /// Check bytes, records, log and signature of a case
    Verify => verify,
    /// Write what the case shows to others: a page and tables, with private accounts withheld
    Dossier => dossier,
    /// Make a small invented case to try everything on
    Demo => demo,
    /// Print shell completions
    Completions => completions,
    /// Print the manual page
    Man => man,
}
