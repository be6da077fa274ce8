//! `exhibit resect`: where a camera stood and looked, from landmarks clicked in one picture.

use std::path::PathBuf;

use scene::check::{self, Question};
use scene::sight::Clicks;
use serde_json::{Map, json};

use super::shadow::described;
use crate::checks::{self, Keep};
use crate::failure::{Failure, Verdict};
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit resect clicks.toml --out camera\n\n\
                        clicks.toml:  picture = \"clip.mp4 at 00:12\"\n              width_px = \"1920\"\n              map_error_m = \"3\"\n\
                                      view_deg = \"65±1\"          # leave it out if it is unknown\n\
                                      [[landmark]]\n              name = \"church\"\n              at = \"50.5712,36.5701\"\n              x = \"70~2\"\n\
                                      [[in_line]]               # near, far, off_deg\n              [[target]]                # name, x: its bearing is given")]
pub struct Args {
    /// The clicks: a TOML or JSON file, which is also the record by which this can be computed again
    #[arg(value_name = "FILE")]
    clicks: PathBuf,
    #[command(flatten)]
    keep: Keep,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let clicks: Clicks = described(&args.clicks)?;
    let question = Question::Resect(clicks);
    let outcome = check::answer(&question, 1).map_err(checks::refused)?;
    let mut document = Map::new();
    for name in ["latitude", "longitude", "heading", "focal_length"] {
        let value = outcome.finding.quantity(name).map(|q| checks::number(&q.value));
        document.insert(name.to_owned(), json!(value));
    }
    checks::finish(world, &args.keep, "resect", &question, &outcome, document)
}
