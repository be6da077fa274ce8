//! `exhibit translate`: a machine translation of one text, by a model that the user names, kept as what it is.

use std::io::Read as _;

use anyhow::Context as _;
use case::translate::{Translation, Translator as _, translate};
use model::Digest;
use model::name::visible;

use crate::failure::{Failure, Verdict};
use crate::output::fold;
use crate::translator::Endpoint;
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit translate 3fa2c1 --to en --case river.case\n\nOff until a file translate.toml in Exhibit's settings folder says where a model runs:\n  endpoint = \"http://localhost:11434/v1\"\n  model = \"its name there\"\n  key_file = \"/a/file/that/holds/the/key\"   (only where it wants one)\nThis is the only verb that opens a connection, and only to that address."
)]
pub struct Args {
    /// The id of a post or an article, or its first digits (before it, if you like, the case folder); `-` translates
    /// standard input and keeps nothing
    #[arg(num_args = 1..=2, required = true, value_names = ["ID"])]
    arguments: Vec<String>,
    /// Language to translate into: en, uk, ru, pl or another ISO 639-1 code
    #[arg(long, value_name = "CODE", default_value = "en")]
    to: String,
}

/// Longest text that is sent, in bytes.
const MOST: u64 = 1 << 20;

pub fn run(mut args: Args, world: &World) -> Result<Verdict, Failure> {
    if args.to.len() != 2 || !args.to.bytes().all(|b| b.is_ascii_lowercase()) {
        return Err(Failure::Usage(format!("--to: {} is no ISO 639-1 code, such as en or uk", visible(&args.to))));
    }
    let endpoint = Endpoint::configured(world)?;
    let translation = if args.arguments == ["-"] {
        let mut text = String::new();
        std::io::stdin().take(MOST).read_to_string(&mut text).context("standard input")?;
        output::hint(&format!("Sending the text to {}", endpoint.address()));
        Translation {
            machine: true,
            model: endpoint.model().to_owned(),
            to: args.to.clone(),
            post: None,
            text_sha256: Digest::of(text.as_bytes()),
            text: translate(&text, &args.to, &endpoint)?,
        }
    } else {
        let given = places::split_case(&mut args.arguments, 1);
        let [id] = args.arguments.as_slice() else {
            return Err(Failure::Usage("give one id".to_owned()));
        };
        let folder = places::the_case(world, given.as_deref())?;
        let host = world.host();
        let mut case = places::write(world, &folder, &host)?;
        let text = case.find_text(id)?;
        output::hint(&format!("Sending the text to {}", endpoint.address()));
        case.translate(text, &args.to, &endpoint, &host)?
    };
    if world.json() {
        output::json(&translation)?;
    } else {
        let mut text = format!("Machine translation by {}, checked by nobody\n", visible(&translation.model));
        for paragraph in translation.text.lines() {
            text += &format!("\n  {}", fold(&visible(paragraph), 76, "  "));
        }
        output::text(&text)?;
    }
    Ok(Verdict::Done)
}
