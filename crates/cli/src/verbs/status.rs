//! `exhibit status`: what a case holds, in numbers.

use std::path::{Path, PathBuf};

use case::view::Status;

use crate::failure::{Failure, Verdict};
use crate::output::{count, grouped, size};
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit status river.case")]
pub struct Args {
    /// The case folder
    #[arg(value_name = "CASE")]
    folder: Option<PathBuf>,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let folder = places::the_case(world, args.folder.as_deref())?;
    let case = places::read(world, Some(&folder))?;
    let status = case.status()?;
    if world.json() {
        output::json(&status)?;
    } else {
        let mut text = words(&status, &folder);
        let items = case.items()?;
        if !items.is_empty() {
            text += "\n";
        }
        for item in items.iter().take(ITEMS_SHOWN) {
            let name = item.sighting.as_ref().map_or("(withheld)".to_owned(), |s| s.path.display());
            let unread = if item.withheld.is_some() { "withheld" } else { "not examined yet" };
            let format = item.format.clone().or_else(|| item.mime.clone()).unwrap_or_else(|| unread.to_owned());
            text += &format!(
                "\n  {}  {:>9}  {}\n                {}",
                item.id.0.short(),
                item.size.map_or("—".to_owned(), size),
                clip(&name, 52),
                clip(&format, 62)
            );
        }
        if items.len() > ITEMS_SHOWN {
            text += &format!(
                "\n  … and {} more (--json lists counts, the dossier lists all)",
                grouped((items.len() - ITEMS_SHOWN) as u64)
            );
        }
        output::text(&text)?;
    }
    Ok(Verdict::Done)
}

const ITEMS_SHOWN: usize = 12;

fn clip(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width - 1).chain(['…']).collect()
}

/// The state of a case in a few lines.
pub fn words(status: &Status, folder: &Path) -> String {
    let c = &status.counts;
    let mut lines = vec![
        format!("{}  ({})", status.title, folder.display()),
        format!("  {}, {}", count(c.items, "item", "items"), size(c.bytes)),
        format!(
            "  {} by {}; {}",
            count(c.posts, "post", "posts"),
            count(c.sources, "source", "sources"),
            count(c.articles, "article", "articles")
        ),
        format!(
            "  {}, {}, {}",
            count(c.claims, "claim", "claims"),
            count(c.findings, "finding", "findings"),
            count(c.judgements, "judgement", "judgements")
        ),
    ];
    let mut open = Vec::new();
    for (n, one, many) in [
        (c.not_collected, "thing not collected", "things not collected"),
        (c.problems, "problem", "problems"),
        (c.posts_unread, "post whose words were not read", "posts whose words were not read"),
        (c.kept_not_read, "item kept, not read", "items kept, not read"),
        (c.withheld, "item withheld", "items withheld"),
    ] {
        if n > 0 {
            open.push(count(n, one, many));
        }
    }
    if !open.is_empty() {
        lines.push(format!("  {}", open.join(", ")));
    }
    lines.push(format!("  log: {}, root {}…", count(status.log_size, "entry", "entries"), &status.log_root[..16]));
    lines.join("\n")
}
