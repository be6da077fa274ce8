//! Pictures, films and sounds as they are weighed: since when each was there, which show the same recording, and what was
//! measured on them.

use std::collections::HashMap;

use model::ItemId;
use weigh::material::{Check, Footage, Node, Tie, TieKind};

use crate::copies::{Copies, Status, in_words};
use crate::error::Error;
use crate::open::Case;

/// Every picture, film and sound, by id, with the time at which its recording was there at the latest.
///
/// File names are private: without them files go by their ids.
pub(super) fn of(case: &Case, copies: &Copies, named: bool) -> Result<Vec<Footage>, Error> {
    let mut there: HashMap<ItemId, model::Utc> = HashMap::new();
    for family in &copies.families {
        let time = family.earliest.time.as_ref().and_then(|t| t.utc[1]);
        if let Some(time) = time.filter(|_| family.earliest.status != Status::Unknown) {
            // A film put together from others is older than none of them.
            let whole = family.members.iter().filter(|m| family.put_together.iter().all(|f| f.item != **m));
            there.extend(whole.map(|member| (*member, time)));
        }
    }
    let mut statement = case.connection().prepare(
        "SELECT i.id, i.kind, (SELECT s.file_name FROM sighting s WHERE s.item = i.id ORDER BY s.seq LIMIT 1) \
         FROM item i WHERE i.kind IN ('picture', 'video', 'sound') ORDER BY i.id",
    )?;
    let rows = statement.query_map([], |row| {
        let id: String = row.get(0)?;
        Ok(Footage { id: format!("item:{id}"), kind: row.get(1)?, name: row.get(2)?, existed: [None, None] })
    })?;
    let mut out: Vec<Footage> = rows.collect::<Result<_, _>>()?;
    for file in &mut out {
        file.name = file.name.take().filter(|_| named);
        file.existed[1] = item(file).and_then(|item| there.get(&item).copied());
    }
    Ok(out)
}

fn item(file: &Footage) -> Option<ItemId> {
    file.id.strip_prefix("item:")?.parse().ok().map(ItemId)
}

/// Where a file stands in the list.
pub(super) fn at(footage: &[Footage], item: ItemId) -> Option<u32> {
    let id = format!("item:{}", item.0.hex());
    footage.binary_search_by(|f| f.id.as_str().cmp(&id)).ok().map(|at| at as u32)
}

/// A tie for every pair that shows the same recording; the reason names both and the stretch that they share.
pub(super) fn same_recording(footage: &[Footage], copies: &Copies, ties: &mut Vec<Tie>) {
    for family in &copies.families {
        let order = |item: ItemId| family.members.iter().position(|m| *m == item);
        for pair in family.one_origin() {
            let (Some(a), Some(b)) = (at(footage, pair.item_a), at(footage, pair.item_b)) else { continue };
            // The one that was there later goes back to the one that was there before.
            let (from, to) = if order(pair.item_a) > order(pair.item_b) { (a, b) } else { (b, a) };
            let why = in_words(pair, &name(&footage[a as usize]), &name(&footage[b as usize]));
            ties.push(Tie { from: Node::Footage(from), to: Node::Footage(to), kind: TieKind::Copy, why, span: None });
        }
    }
}

/// A file for people: its name and the first digits of its id.
pub(super) fn name(file: &Footage) -> String {
    let digits: String = file.id.chars().skip("item:".len()).take(12).collect();
    file.name.as_ref().map_or(digits.clone(), |name| format!("{name} ({digits})"))
}

/// What was measured on files, with how likely it is under the accounts that the check itself names.
pub(super) fn checks(case: &Case, footage: &[Footage]) -> Result<Vec<Check>, Error> {
    let mut out = Vec::new();
    for (item, checks) in case.all_checks()? {
        let Some(at) = at(footage, item) else { continue };
        out.extend(checks.iter().map(|check| check.for_weighing(item, Node::Footage(at))));
    }
    Ok(out)
}
