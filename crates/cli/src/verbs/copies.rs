//! `exhibit copies`: which items of a case show the same recording, which seconds are which, and which was first.

use std::collections::BTreeMap;
use std::path::PathBuf;

use case::Case;
use case::copies::{Copies, Earliest, Family, Older, Pair, SegmentRow};
use fingerprint::relation::{Class, Hearing};
use model::ItemId;
use model::name::visible;
use serde::Serialize;

use super::compare;
use super::show::time_words;
use crate::failure::{Failure, Verdict};
use crate::output::{self, count, fold};
use crate::places;
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit copies river.case\n\n\
                  The earliest is `at latest` where a post or an upload shows that it existed then, and `unknown` otherwise.")]
pub struct Args {
    /// The case folder
    #[arg(value_name = "CASE")]
    folder: Option<PathBuf>,
}

/// The document of `--json`.
#[derive(Serialize)]
struct Answer {
    compared: usize,
    families: Vec<FamilyAnswer>,
    same_sound: Vec<Pair>,
    undecided: Vec<Pair>,
    too_little_detail: Vec<ItemId>,
}

#[derive(Serialize)]
struct FamilyAnswer {
    members: Vec<Member>,
    segments: Vec<SegmentAnswer>,
    earliest: Earliest,
    older: Vec<Older>,
}

#[derive(Serialize)]
struct Member {
    item: ItemId,
    path: Option<String>,
}

/// One shared stretch with the items that share it.
#[derive(Serialize)]
struct SegmentAnswer {
    item_a: ItemId,
    item_b: ItemId,
    relation: Class,
    audio: Hearing,
    reason: String,
    #[serde(flatten)]
    segment: SegmentRow,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let case = places::read(world, args.folder.as_deref())?;
    let copies = case.copies(world.host().threads, world.progress())?;
    let names = names(&case)?;
    if world.json() {
        let families = copies.families.into_iter().map(|family| answer(family, &names)).collect();
        output::json(&Answer {
            compared: copies.compared,
            families,
            same_sound: copies.same_sound,
            undecided: copies.undecided,
            too_little_detail: copies.too_little_detail,
        })?;
    } else {
        output::text(words(&copies, &names).trim_end())?;
    }
    Ok(Verdict::Done)
}

/// The name that each item was first met under.
pub fn names(case: &Case) -> Result<BTreeMap<ItemId, String>, Failure> {
    let rows = case.items()?;
    Ok(rows.into_iter().filter_map(|row| Some((row.id, row.sighting?.path.display()))).collect())
}

fn answer(family: Family, names: &BTreeMap<ItemId, String>) -> FamilyAnswer {
    let segments = family.pairs.into_iter().flat_map(|pair| {
        let Pair { item_a, item_b, relation } = pair;
        let (class, audio, reason) = (relation.relation, relation.audio, relation.reason);
        relation.segments.into_iter().map(move |segment| SegmentAnswer {
            item_a,
            item_b,
            relation: class,
            audio,
            reason: reason.clone(),
            segment,
        })
    });
    FamilyAnswer {
        segments: segments.collect(),
        members: family.members.iter().map(|item| Member { item: *item, path: names.get(item).cloned() }).collect(),
        earliest: family.earliest,
        older: family.older,
    }
}

fn words(copies: &Copies, names: &BTreeMap<ItemId, String>) -> String {
    let name =
        |item: &ItemId| format!("{}  {}", item.0.short(), names.get(item).map(|n| visible(n)).unwrap_or_default());
    let mut text = format!(
        "{} compared; {}.\n",
        count(copies.compared as u64, "recording or picture", "recordings and pictures"),
        count(copies.families.len() as u64, "copy family", "copy families")
    );
    for family in &copies.families {
        text += "\nThe same recording:\n";
        for item in &family.members {
            text += &format!("  {}\n", name(item));
        }
        let earliest = &family.earliest;
        let when = earliest.time.as_ref().map_or(String::new(), |t| format!(" {}", time_words(t)));
        let status = match earliest.status {
            case::copies::Status::Known => "known",
            case::copies::Status::AtLatest => "at latest",
            case::copies::Status::Unknown => "unknown",
        };
        text += &format!("  Earliest: {status}{when}\n    {}\n", fold(&earliest.reason, 84, "    "));
        text += &format!("    {}\n", fold(&format!("What would change this: {}", earliest.would_change), 84, "    "));
        for older in &family.older {
            let who = older.who.as_deref().unwrap_or("somebody");
            let line = format!(
                "OLDER than its post: {} posted it {}; {}",
                visible(who),
                time_words(&older.posted),
                older.reason
            );
            text += &format!("  {}\n", fold(&line, 86, "    "));
        }
        for pair in &family.pairs {
            text += &format!("\n  A {}\n  B {}\n  ", name(&pair.item_a), name(&pair.item_b));
            text += &compare::words(&pair.relation).trim_end().replace('\n', "\n  ");
            text.push('\n');
        }
    }
    for (pairs, title) in [(&copies.same_sound, "The same sound, other pictures"), (&copies.undecided, "Undecided")] {
        if !pairs.is_empty() {
            text += &format!("\n{title}:\n");
        }
        for pair in pairs {
            text += &format!(
                "  A {}\n  B {}\n    {}\n",
                name(&pair.item_a),
                name(&pair.item_b),
                fold(&pair.relation.reason, 84, "    ")
            );
        }
    }
    if !copies.too_little_detail.is_empty() {
        text += "\nToo little detail to be recognised by:\n";
        text.extend(copies.too_little_detail.iter().map(|item| format!("  {}\n", name(item))));
    }
    text
}
