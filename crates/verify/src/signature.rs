//! The check `signature`: the checkpoint is signed by the case's key, which is the one that entry 0 names or the last
//! one that was handed over to, each by the one before it.

use custody::VerifyingKey;
use custody::tile::{Content, Tile};

use crate::ledger::Ledger;
use crate::log::Log;
use crate::report::{Check, Faults, State};

/// The answer, and the case's keys from the first to the present one, as far as the hand-overs hold.
pub(crate) fn check(log: &Log, ledger: &Ledger, pin: Option<&str>) -> (Check, Vec<VerifyingKey>) {
    let mut faults = Faults::default();
    let answer =
        |state, detail: String, faults, keys| (Check::new("signature", state, detail, faults, Faults::default()), keys);
    let Some(head) = &log.head else {
        return answer(
            State::NotAvailable,
            "there is no checkpoint that could be signed".to_owned(),
            faults,
            Vec::new(),
        );
    };
    let Some(opening) = &ledger.opening else {
        let detail = "the first entry, which names the key, could not be read".to_owned();
        return answer(State::NotAvailable, detail, faults, Vec::new());
    };
    let bundle = |entry: u64| {
        let tile = Tile::at(Content::Entries, entry / 256, head.checkpoint.size);
        tile.map_or_else(|| "log".to_owned(), |tile| format!("log/{}", tile.path()))
    };
    let mut keys: Vec<VerifyingKey> = Vec::new();
    let mut chain = vec![(0, opening.key.as_str())];
    chain.extend(ledger.rotations.iter().map(|(entry, rotation)| (*entry, rotation.key.as_str())));
    for (step, (entry, text)) in chain.into_iter().enumerate() {
        let key: VerifyingKey = match text.parse() {
            Ok(key) => key,
            Err(why) => {
                faults.push(bundle(entry), format!("entry {entry}: {why}"));
                break;
            }
        };
        let handed_over = match (keys.last(), step.checked_sub(1).and_then(|i| ledger.rotations.get(i))) {
            (Some(old), Some((_, rotation))) => old.handed_over(opening.id, rotation),
            _ => true,
        };
        if key.name() != opening.id.origin() || !handed_over {
            faults.push(
                bundle(entry),
                format!("entry {entry} names a key that is not the case's, or was not handed over to"),
            );
            break;
        }
        keys.push(key);
    }
    if let Some(key) = keys.last()
        && let Err(why) = head.note.verify(key)
    {
        faults.push("log/checkpoint", why.to_string());
    }
    let pinned = match pin.map(|p| keys.iter().position(|k| k.to_string() == p.trim())) {
        Some(None) => {
            faults.push("log/checkpoint", "the case's keys do not include the key that was given");
            ""
        }
        Some(Some(_)) => "; the key that was given is the case's",
        None => "; that this is the right key only its owner can say (--key)",
    };
    let detail = if faults.is_empty() {
        let present = keys.last().map(ToString::to_string).unwrap_or_default();
        let rotations = match keys.len() {
            0 | 1 => String::new(),
            n => format!(" (handed over to, key number {n})"),
        };
        format!("the checkpoint is signed by {present}{rotations}{pinned}")
    } else {
        "the checkpoint is not signed as it should be".to_owned()
    };
    answer(State::Holds, detail, faults, keys)
}
