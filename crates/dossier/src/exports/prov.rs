//! The derivation graph as PROV-JSON (W3C member submission of 24 April 2013): entities are collected files, records of
//! findings and decisions; activities are the entries of the log that made them; agents are tools and, under
//! pseudonyms, the people who collected and decided. Written section by section, so that a large case needs no more
//! memory than a small one.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use case::Case;
use case::view::FindingRow;
use model::ItemId;
use serde_json::{Value, json};

use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::redact::Redactor;
use crate::rows::Items;

/// Path in the bundle.
pub(crate) const PATH: &str = "prov.json";

/// The vocabulary of what PROV has no word for, and the case in whose log the numbers count.
const VOCABULARY: &str = "tag:exhibit,2026:terms#";

/// A decision of a person.
struct Decision {
    entry: u64,
    item: ItemId,
    act: String,
    who: Option<String>,
}

/// Writes the graph.
pub(crate) fn write(case: &Case, redactor: &Redactor, items: &Items, shelf: &mut Shelf<'_>) -> Result<(), Error> {
    let findings: Vec<(ItemId, FindingRow)> = case.findings_in_force()?;
    let decisions: Vec<Decision> = case
        .all_judgements()?
        .into_iter()
        .filter(|(_, judgement)| judgement.act != "note")
        .map(|(item, judgement)| Decision {
            entry: judgement.entry,
            item,
            act: judgement.act,
            who: judgement.author.map(|name| redactor.collector(&name)),
        })
        .collect();
    // The record that each item's import gave, which later analysers read.
    let imports: BTreeMap<ItemId, &str> = findings
        .iter()
        .filter(|(_, f)| stage(f) == "import")
        .filter_map(|(item, f)| Some((*item, f.record.as_deref()?)))
        .collect();
    let mut people: BTreeSet<&str> = items.shown.iter().filter_map(|i| i.collected_by.as_deref()).collect();
    people.extend(decisions.iter().filter_map(|d| d.who.as_deref()));
    let origin = case.reader().case().id.origin();

    shelf.put(PATH, |to| -> Result<(), Cause> {
        let mut out = Sections { to, first: true };
        write!(out.to, "{{")?;
        out.section("prefix", |row| {
            row("x", &json!(VOCABULARY))?;
            row("case", &json!(format!("tag:exhibit,2026:{origin}/")))
        })?;
        out.section("entity", |row| {
            for item in &items.shown {
                let mut facts = json!({"prov:type": name("x:item"), "x:sha256": item.id, "x:number": item.number});
                if let Some(entry) = item.withheld {
                    facts["x:purgedByLogEntry"] = json!(entry);
                }
                row(&of_item(item.id), &facts)?;
            }
            for record in findings.iter().filter_map(|(_, f)| f.record.as_deref()).collect::<BTreeSet<_>>() {
                row(&of_record(record), &json!({"prov:type": name("x:record"), "x:sha256": record}))?;
            }
            for decision in &decisions {
                row(
                    &format!("case:decision/{}", decision.entry),
                    &json!({"prov:type": name("x:decision"), "x:act": decision.act}),
                )?;
            }
            Ok(())
        })?;
        out.section("activity", |row| {
            for item in &items.shown {
                let mut facts = json!({"prov:type": name("x:preserve"), "x:logEntry": item.entry});
                if let Some(at) = &item.collected_at {
                    facts["prov:endTime"] = json!(at);
                }
                row(&of_entry(item.entry), &facts)?;
            }
            for (_, finding) in &findings {
                let header = case.reader().entry(finding.entry).map_err(case::Error::from)?;
                let header = header.map(|e| e.header()).transpose().map_err(case::Error::from)?;
                row(
                    &of_entry(finding.entry),
                    &json!({
                        "prov:type": name("x:analysis"),
                        "x:analyser": finding.analyser,
                        "x:logEntry": finding.entry,
                        "x:parametersSha256": header.and_then(|h| h.params),
                        "x:version": finding.version,
                    }),
                )?;
            }
            for decision in &decisions {
                let facts = json!({"prov:type": name("x:judgement"), "x:logEntry": decision.entry});
                row(&of_entry(decision.entry), &facts)?;
            }
            Ok(())
        })?;
        out.section("agent", |row| {
            for tool in &items.tools {
                row(&of_agent(tool), &json!({"prov:type": name("prov:SoftwareAgent"), "prov:label": tool}))?;
            }
            for person in &people {
                row(&of_agent(person), &json!({"prov:type": name("prov:Person"), "prov:label": person}))?;
            }
            Ok(())
        })?;
        out.section("wasGeneratedBy", |row| {
            for item in &items.shown {
                relation(
                    row,
                    "gen",
                    item.entry,
                    json!({"prov:entity": of_item(item.id), "prov:activity": of_entry(item.entry)}),
                )?;
            }
            for (_, finding) in &findings {
                if let Some(record) = &finding.record {
                    relation(
                        row,
                        "gen",
                        finding.entry,
                        json!({"prov:entity": of_record(record), "prov:activity": of_entry(finding.entry)}),
                    )?;
                }
            }
            for d in &decisions {
                let made =
                    json!({"prov:entity": format!("case:decision/{}", d.entry), "prov:activity": of_entry(d.entry)});
                relation(row, "gen", d.entry, made)?;
            }
            Ok(())
        })?;
        out.section("used", |row| {
            for (item, finding) in &findings {
                relation(
                    row,
                    "use",
                    finding.entry,
                    json!({"prov:activity": of_entry(finding.entry), "prov:entity": of_item(*item)}),
                )?;
                if let Some(import) = read_from(finding, *item, &imports) {
                    let used = json!({"prov:activity": of_entry(finding.entry), "prov:entity": of_record(import)});
                    relation(row, "use-record", finding.entry, used)?;
                }
            }
            for d in &decisions {
                relation(
                    row,
                    "use",
                    d.entry,
                    json!({"prov:activity": of_entry(d.entry), "prov:entity": of_item(d.item)}),
                )?;
            }
            Ok(())
        })?;
        out.section("wasDerivedFrom", |row| {
            for (item, finding) in &findings {
                let Some(record) = &finding.record else { continue };
                let from = read_from(finding, *item, &imports).map_or_else(|| of_item(*item), of_record);
                relation(
                    row,
                    "der",
                    finding.entry,
                    json!({
                        "prov:activity": of_entry(finding.entry),
                        "prov:generatedEntity": of_record(record),
                        "prov:usedEntity": from,
                    }),
                )?;
            }
            Ok(())
        })?;
        out.section("wasAssociatedWith", |row| {
            for item in &items.shown {
                for (role, agent) in [("tool", &item.tool), ("collector", &item.collected_by)] {
                    let Some(agent) = agent else { continue };
                    let with = json!({"prov:activity": of_entry(item.entry), "prov:agent": of_agent(agent)});
                    relation(row, role, item.entry, with)?;
                }
            }
            for d in &decisions {
                let Some(who) = &d.who else { continue };
                relation(
                    row,
                    "judge",
                    d.entry,
                    json!({"prov:activity": of_entry(d.entry), "prov:agent": of_agent(who)}),
                )?;
            }
            Ok(())
        })?;
        writeln!(out.to, "\n}}")?;
        Ok(())
    })
}

/// Takes one member of a section.
type Row<'r> = &'r mut dyn FnMut(&str, &Value) -> Result<(), Cause>;

/// Writes the sections of the document, one line for each member.
struct Sections<'w> {
    to: &'w mut dyn Write,
    first: bool,
}

impl Sections<'_> {
    fn section(&mut self, title: &str, fill: impl FnOnce(Row<'_>) -> Result<(), Cause>) -> Result<(), Cause> {
        let comma = if std::mem::take(&mut self.first) { "" } else { "," };
        write!(self.to, "{comma}\n{}: {{", text(title)?)?;
        let mut first = true;
        fill(&mut |key, value| {
            let comma = if std::mem::take(&mut first) { "" } else { "," };
            Ok(write!(self.to, "{comma}\n{}: {}", text(key)?, text(value)?)?)
        })?;
        Ok(write!(self.to, "\n}}")?)
    }
}

fn text<T: serde::Serialize + ?Sized>(value: &T) -> io::Result<String> {
    serde_json::to_string(value).map_err(io::Error::from)
}

fn relation(row: Row<'_>, what: &str, entry: u64, value: Value) -> Result<(), Cause> {
    row(&format!("_:{what}-{entry}"), &value)
}

/// A qualified name as a typed value.
fn name(qualified: &str) -> Value {
    json!({"$": qualified, "type": "prov:QUALIFIED_NAME"})
}

fn of_item(id: ItemId) -> String {
    format!("case:item/{id}")
}

fn of_record(hex: &str) -> String {
    format!("case:record/{hex}")
}

fn of_entry(entry: u64) -> String {
    format!("case:log/{entry}")
}

/// Names of agents become qualified names: what such a name cannot hold becomes a dash.
fn of_agent(label: &str) -> String {
    let plain: String = label.chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { '-' }).collect();
    format!("case:agent/{plain}")
}

fn stage(finding: &FindingRow) -> &str {
    finding.analyser.split('.').next().unwrap_or_default()
}

/// The import's record, where the analyser reads that instead of the item's bytes.
fn read_from<'i>(finding: &FindingRow, item: ItemId, imports: &BTreeMap<ItemId, &'i str>) -> Option<&'i str> {
    let reads = case::analysers::registry().iter().find(|a| a.stage() == stage(finding))?.reads();
    reads.contains(&"import").then(|| imports.get(&item).copied()).flatten()
}
