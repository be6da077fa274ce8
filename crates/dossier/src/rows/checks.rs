//! Physical checks on items, as others may see them: regions coarsened, cameras' places left out, every sentence freed of
//! what is not shown. On the page only; their records stay in the case.

use case::Case;
use scene::finding::{Finding, Spread};

use super::Items;
use crate::error::Error;
use crate::redact::Redactor;

/// One check.
#[derive(Debug)]
pub(crate) struct CheckEntry {
    /// Number of the item.
    pub item: u64,
    /// Number of the log entry.
    pub entry: u64,
    /// `scene.sun 1`.
    pub check: String,
    /// The word, where a claim was tested.
    pub word: Option<&'static str>,
    /// What was asked.
    pub asked: String,
    /// What came out.
    pub answer: String,
    /// Lists: what went in, what was assumed, what makes it uncertain, what came out, what else to know.
    pub lists: Vec<(&'static str, Vec<String>)>,
}

/// Every check on the items of a case, in the order of the items.
pub(super) fn read(case: &Case, redactor: &Redactor, items: &Items) -> Result<Vec<CheckEntry>, Error> {
    let mut out = Vec::new();
    for item in case.items()? {
        for check in case.checks_on(item.id)? {
            let public = check.finding.published();
            out.push(CheckEntry {
                item: items.number(item.id),
                entry: check.entry,
                check: format!("{} {}", public.check, public.version),
                word: public.word.map(scene::finding::Word::text),
                asked: redactor.note(&public.asked),
                answer: redactor.note(&public.answer),
                lists: lists(&public, redactor),
            });
        }
    }
    Ok(out)
}

fn lists(finding: &Finding, redactor: &Redactor) -> Vec<(&'static str, Vec<String>)> {
    let claimed = finding.claimed.iter().map(|c| format!("{} ({})", c.what, c.cited));
    let inputs = finding.inputs.iter().map(|input| {
        let error = input.error.as_ref().map_or(String::new(), |e| match e.spread {
            Spread::Sigma => format!(", standard deviation {}", e.size),
            Spread::PlusMinus => format!(", at most {} off", e.size),
        });
        let unit = input.unit.as_ref().map_or(String::new(), |u| format!(" {u}"));
        format!("{}: {}{unit}{error}", input.name, input.value)
    });
    let assumed =
        finding.assumptions.iter().map(|a| format!("{}{}", a.what, if a.by_default { " (our default)" } else { "" }));
    let budget = finding
        .budget
        .iter()
        .map(|row| format!("{}, {}: {} {} ({} %)", row.cause, row.size, row.effect, row.unit, row.share_percent));
    let times = finding.times.iter().map(|t| format!("{} %: {} to {}", t.level_percent, t.from, t.to));
    let regions = finding.regions.iter().map(|r| format!("{} % region of {:.2} km²", r.level_percent, r.area_km2()));
    let numbers = finding.quantities.iter().map(|q| {
        let interval = q.interval.as_ref().zip(q.level_percent);
        let interval = interval.map_or(String::new(), |([low, high], p)| format!(" ({p} %: {low} to {high})"));
        format!("{}: {} {}{interval}", q.name.replace('_', " "), q.value, q.unit)
    });
    let all: [(&'static str, Vec<String>); 6] = [
        ("Claim that was tested", claimed.collect()),
        ("What came out", times.chain(regions).chain(numbers).take(40).collect()),
        ("What went in", inputs.collect()),
        ("Assumed", assumed.collect()),
        ("What makes it uncertain", budget.collect()),
        ("To know", finding.remarks.clone()),
    ];
    let shown = all.into_iter().filter(|(_, lines)| !lines.is_empty());
    shown.map(|(name, lines)| (name, lines.iter().map(|l| redactor.note(l)).collect())).collect()
}
