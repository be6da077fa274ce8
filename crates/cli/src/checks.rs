//! What all physical checks share on the command line: showing a finding to people, and writing its files.
//!
//! Files that leave by `--out` may be passed on, so regions in them are coarsened and a camera's place is left out.

use std::path::{Path, PathBuf};

use model::name::visible;
use scene::check::{Outcome, Question, Refused};
use scene::finding::{Decimal, Finding, Spread};
use scene::region::{Region, Shows, files};
use serde_json::{Map, Value, json};

use crate::failure::{Failure, Verdict};
use crate::output::fold;
use crate::world::World;
use crate::{output, places};

/// Where an answer is kept.
#[derive(Debug, clap::Args)]
pub struct Keep {
    /// Write the picture, the finding and any regions into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write it into the case's log as a finding on this item (its id, or the first digits)
    #[arg(long, value_name = "ID")]
    pub item: Option<String>,
}

/// What was given and cannot be is wrong usage.
pub fn refused(refused: Refused) -> Failure {
    Failure::Usage(refused.to_string())
}

/// A number for a JSON answer; null where it is none.
pub fn number(value: &Decimal) -> Value {
    serde_json::Number::from_f64(value.value()).map_or(Value::Null, Value::Number)
}

/// Writes the files, prints the answer: `document` holds what the verb's JSON answer has beside the parts that all
/// share.
pub fn finish(
    world: &World,
    keep: &Keep,
    name: &str,
    question: &Question,
    outcome: &Outcome,
    mut document: Map<String, Value>,
) -> Result<Verdict, Failure> {
    let written = match &keep.out {
        Some(folder) => write(folder, name, outcome)?,
        None => Vec::new(),
    };
    let entry = keep.item.as_deref().map(|item| record(world, item, question, outcome)).transpose()?;
    if world.json() {
        document.insert("entry".to_owned(), json!(entry));
        document.insert("question".to_owned(), serde_json::to_value(question)?);
        document.insert("finding".to_owned(), serde_json::to_value(&outcome.finding)?);
        let names: Vec<String> = written.iter().map(|p| p.to_string_lossy().into_owned()).collect();
        document.insert("files".to_owned(), json!(names));
        output::json(&document)?;
    } else {
        output::text(&words(&outcome.finding))?;
        for path in &written {
            output::hint(&format!("written: {}", visible(&path.to_string_lossy())));
        }
        if let Some(entry) = entry {
            output::hint(&format!("Logged as entry {entry}."));
        } else if written.is_empty() {
            output::hint("For the picture and the finding as files, add --out FOLDER.");
        }
    }
    Ok(Verdict::Done)
}

/// Writes the check into the case as a finding on an item.
fn record(world: &World, item: &str, question: &Question, outcome: &Outcome) -> Result<u64, Failure> {
    let folder = places::the_case(world, None)?;
    let host = world.host();
    let mut case = places::write(world, &folder, &host)?;
    let item = case.find_item(item)?;
    Ok(case.record_check(item, question, &outcome.finding, &host)?)
}

/// Writes picture, finding and regions.
fn write(folder: &Path, name: &str, outcome: &Outcome) -> Result<Vec<PathBuf>, Failure> {
    std::fs::create_dir_all(folder)?;
    let public = outcome.finding.published();
    let mut finding = model::canonical::to_string(&public).map_err(anyhow::Error::from)?;
    finding.push('\n');
    // A sketch of a camera among landmarks says where it stood.
    let camera = outcome.finding.regions.iter().any(|region| region.shows == Shows::Camera);
    let picture = if camera { format!("{name}-private.svg") } else { format!("{name}.svg") };
    let mut files = vec![(picture, outcome.svg.clone()), (format!("{name}.finding.json"), finding)];
    if !public.regions.is_empty() {
        let regions: Vec<&Region> = public.regions.iter().collect();
        let mut text = serde_json::to_string(&files::geojson(&regions, &public.asked))?;
        text.push('\n');
        files.push((format!("{name}.geojson"), text));
        files.push((format!("{name}.kml"), files::kml(&regions, &public.asked)));
    }
    let mut written = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, text)?;
        written.push(path);
    }
    Ok(written)
}

/// Columns of the terminal that text may fill.
const WIDTH: usize = 78;

/// Column in which the values of a list begin.
const FIELD: usize = 24;

/// Text that grows line by line.
#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, indent: usize, text: &str) {
        let margin = " ".repeat(indent);
        self.0.push_str(&format!("{margin}{}\n", fold(&visible(text), WIDTH - indent, &format!("{margin}  "))));
    }

    fn heading(&mut self, text: &str) {
        self.0.push('\n');
        self.line(0, text);
    }

    fn field(&mut self, name: &str, value: &str) {
        let name = format!("  {}", visible(name));
        let value = fold(&visible(value), WIDTH - FIELD, &" ".repeat(FIELD));
        let gap = if name.chars().count() < FIELD { "" } else { "  " };
        self.0.push_str(&format!("{name:<FIELD$}{gap}{value}\n"));
    }
}

/// A finding for people.
pub fn words(finding: &Finding) -> String {
    let mut page = Page::default();
    if let Some(word) = finding.word {
        page.line(0, &word.text().to_uppercase());
    }
    page.line(0, &finding.answer);
    for time in &finding.times {
        let level = format!("{} % interval", time.level_percent);
        page.field(&level, &format!("{} to {} ({} % of it)", time.from, time.to, time.share_percent));
    }
    for region in &finding.regions {
        page.field(&format!("{} % region", region.level_percent), &format!("{} km²", area(region.area_km2())));
    }
    for q in &finding.quantities {
        let interval = q.interval.as_ref().zip(q.level_percent);
        let interval = interval.map_or(String::new(), |([low, high], p)| format!("  ({p} %: {low} to {high})"));
        page.field(&q.name.replace('_', " "), &format!("{} {}{interval}", q.value, q.unit));
    }
    if let Some(claimed) = &finding.claimed {
        page.heading("Tested");
        page.line(2, &format!("{} ({})", claimed.what, claimed.cited));
    }
    page.heading("From");
    for input in &finding.inputs {
        let error = input.error.as_ref().map_or(String::new(), |e| match e.spread {
            Spread::Sigma => format!(", sigma {}", e.size),
            Spread::PlusMinus => format!(", at most {} off", e.size),
        });
        let from = input.read_from.as_ref().map_or(String::new(), |f| format!("  [{f}]"));
        let unit = input.unit.as_ref().map_or(String::new(), |u| format!(" {u}"));
        page.field(&input.name, &format!("{}{unit}{error}{from}", input.value));
    }
    if !finding.assumptions.is_empty() {
        page.heading("Assumed");
    }
    for assumption in &finding.assumptions {
        page.line(2, &format!("{}{}", if assumption.by_default { "(default) " } else { "" }, assumption.what));
    }
    if !finding.budget.is_empty() {
        page.heading("What makes it uncertain");
    }
    for row in &finding.budget {
        let effect = format!("{} gives {} {} ({} %)", row.size, row.effect, row.unit, row.share_percent);
        page.field(&row.cause, &effect);
    }
    if !finding.remarks.is_empty() {
        page.heading("To know");
    }
    for remark in &finding.remarks {
        page.line(2, remark);
    }
    page.0.trim_end().to_owned()
}

fn area(km2: f64) -> String {
    if km2 < 10.0 { format!("{km2:.3}") } else { output::grouped(km2.round() as u64) }
}
