//! `exhibit repeats`: which posts and articles are copies or edits of one text, what changed between versions, and which
//! texts in other languages seem to report the same.

use std::path::PathBuf;

use case::Case;
use case::repeats::{AcrossLanguages, ChangedText, Repeats, TextRef, TextView};
use model::name::visible;
use serde::Serialize;
use text::near::{Change, ChangeKind};

use super::show::time_words;
use crate::failure::{Failure, Verdict};
use crate::output::{count, fold};
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit repeats river.case")]
pub struct Args {
    /// The case folder
    #[arg(value_name = "CASE")]
    folder: Option<PathBuf>,
    /// Show at most so many groups, changes and links each (--json gives all)
    #[arg(long, default_value_t = 20)]
    limit: usize,
}

/// The document of `--json`.
#[derive(Serialize)]
struct Answer {
    texts: usize,
    groups: Vec<Vec<TextView>>,
    changed: Vec<ChangedText>,
    across_languages: Vec<AcrossLanguages>,
    not_compared: u64,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let folder = places::the_case(world, args.folder.as_deref())?;
    let case = places::read(world, Some(&folder))?;
    let repeats = case.repeats(world.progress())?;
    if world.json() {
        let view = |at: &u32| case.text_view(repeats.text(*at));
        let groups = repeats.groups.iter().map(|group| group.iter().map(view).collect());
        output::json(&Answer {
            texts: repeats.texts.len(),
            groups: groups.collect::<Result<_, _>>()?,
            changed: repeats.changed().collect(),
            across_languages: repeats.across_languages().collect(),
            not_compared: repeats.not_compared,
        })?;
    } else {
        output::text(words(&case, &repeats, args.limit)?.trim_end())?;
    }
    Ok(Verdict::Done)
}

fn words(case: &Case, repeats: &Repeats, limit: usize) -> Result<String, Failure> {
    let mut text = format!("{} compared.\n", count(repeats.texts.len() as u64, "text", "texts"));
    if !repeats.groups.is_empty() {
        text += &format!("\nThe same words: {}\n", count(repeats.groups.len() as u64, "group", "groups"));
    }
    for group in repeats.groups.iter().take(limit) {
        let first = case.text_view(repeats.text(group[0]))?;
        text += &format!("\n  “{}”\n", fold(&beginning(&first.text), 72, "   "));
        for at in group.iter().take(MEMBERS) {
            text += &format!("    {}\n", line(&case.text_view(repeats.text(*at))?));
        }
        if group.len() > MEMBERS {
            text += &format!("    … and {} more (--json lists all)\n", group.len() - MEMBERS);
        }
    }
    text += &more(repeats.groups.len(), limit);
    if !repeats.variations.is_empty() {
        text += &format!("\nNearly the same words with something changed: {}\n", repeats.variations.len());
    }
    for changed in repeats.changed().take(limit) {
        let [earlier, later] = [changed.earlier, changed.later].map(|at| case.text_view(at));
        text += &format!("\n    {}\n    {}\n", line(&earlier?), line(&later?));
        for change in &changed.changes {
            text += &format!("      {}\n", fold(&change_words(change), 70, "        "));
        }
    }
    text += &more(repeats.variations.len(), limit);
    if !repeats.across.is_empty() {
        text += &format!(
            "\nPerhaps the same report in another language (same places and figures): {}\n",
            repeats.across.len()
        );
    }
    for link in repeats.across_languages().take(limit) {
        for at in [link.earlier, link.later] {
            text += &format!("\n    {}", line(&case.text_view(at)?));
        }
        text += &format!(
            "\n      shared: {}, {}{}\n",
            count(link.places as u64, "place", "places"),
            count(link.figures as u64, "figure", "figures"),
            if link.times { ", times that overlap" } else { "" }
        );
    }
    text += &more(repeats.across.len(), limit);
    if repeats.groups.is_empty() && repeats.variations.is_empty() && repeats.across.is_empty() {
        text += "No text repeats another.\n";
    }
    if repeats.not_compared > 0 {
        text += &format!("\n{} were not compared: too many like them.\n", count(repeats.not_compared, "pair", "pairs"));
    }
    Ok(text)
}

/// Texts of one group that are listed.
const MEMBERS: usize = 8;

fn more(all: usize, limit: usize) -> String {
    if all > limit { format!("\n  … and {} more (--limit, --json)\n", all - limit) } else { String::new() }
}

fn line(view: &TextView) -> String {
    let when = view.time.as_ref().map_or("undated".to_owned(), time_words);
    format!("{}  {when}  {}", id(view.at), visible(view.who.as_deref().unwrap_or("nobody is named")))
}

fn id(at: TextRef) -> String {
    at.post.map_or(at.item.0, |post| post.0).short()
}

fn beginning(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let whole = visible(&words.join(" "));
    match whole.char_indices().nth(140) {
        Some((at, _)) => format!("{} …", whole[..at].trim_end()),
        None => whole,
    }
}

fn change_words(change: &Change) -> String {
    let kind = match change.kind {
        ChangeKind::Figure => "figure",
        ChangeKind::Name => "name",
        ChangeKind::Date => "date",
        ChangeKind::Denial => "denial",
        ChangeKind::PerhapsName => "word, perhaps a name",
    };
    match (change.from.as_str(), change.to.as_str()) {
        ("", to) => format!("{kind}: “{}” was added", visible(to)),
        (from, "") => format!("{kind}: “{}” was left out", visible(from)),
        (from, to) => format!("{kind}: “{}” became “{}”", visible(from), visible(to)),
    }
}
