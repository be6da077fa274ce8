//! What a recording cannot show: anything that happened after the recording was already there.

use model::Utc;

use crate::material::{Material, Node};
use crate::origins::{Origins, Way};

/// The recording that a claim rests on, where its way ends in one.
pub fn rests_on(way: &Way) -> Option<u32> {
    match way.steps.last()?.to? {
        Node::Footage(at) => Some(at),
        _ => None,
    }
}

/// Why a recording cannot show what happened in an interval: it was there before that began.
pub fn older(material: &Material, footage: u32, happened: [Option<Utc>; 2]) -> Option<String> {
    let file = &material.footage[footage as usize];
    let (there, began) = (file.existed[1]?, happened[0]?);
    let name = file.name.as_deref().unwrap_or(&file.id);
    (there < began).then(|| {
        format!("the recording in {name} was there on {there} at the latest, before this happened: it cannot show it")
    })
}

/// Why nothing that a group shows of an incident can be of it, where that is so of every one of these claims.
pub(crate) fn all_older(
    material: &Material,
    origins: &Origins,
    group: u32,
    claims: &[u32],
    happened: [Option<Utc>; 2],
) -> Option<String> {
    let mut why = None;
    for claim in claims {
        let statement = &origins.statements[origins.statement_of[*claim as usize]? as usize];
        let ways = statement.origins.iter().filter(|o| o.group == group).flat_map(|o| &o.claims);
        let way = ways.into_iter().find(|way| way.claim == *claim)?;
        why = Some(older(material, rests_on(way)?, happened)?);
    }
    why
}
