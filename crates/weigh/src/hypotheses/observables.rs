//! What would tell rival accounts apart: for each kind of happening, observations that one account foretells and another
//! does not. General, after published investigations; nothing here speaks of one case.

use serde::{Deserialize, Serialize};

use super::Hypothesis;
use crate::incidents::Incident;
use crate::material::Material;

/// Something that could be observed or obtained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observable {
    /// What.
    pub what: String,
    /// What it would tell apart.
    pub tells: String,
}

/// What could be observed, and what it would tell apart.
type Row = (&'static str, &'static str);

/// Kinds of event, and what is worth looking for where one of them is in dispute.
const TABLE: &[(&[&str], &[Row])] = &[
    (
        &["misfire", "shelling", "air_drone_strike", "disrupted_weapons", "explosion", "attack"],
        &[
            (
                "seconds from a launch flash or sound to the impact, in one uncut recording",
                "a fall back near the launch from an arrival from further away",
            ),
            (
                "the line of the smoke trail or of the object across several recordings with known places",
                "a turn or failure in flight from a straight arrival or an interception",
            ),
            (
                "the order and spacing of sounds in several recordings",
                "one object from an interception with two bursts",
            ),
            (
                "the side of the building that was hit, and the angle of the damage",
                "from which direction the object came",
            ),
            ("fragments with markings, photographed in place", "which object it was"),
            (
                "the original file of the recording, with the place and time worked out from what it shows",
                "whether it shows this happening at all",
            ),
        ],
    ),
    (
        &["collapse", "flood", "leak", "crash", "rail_impact", "road_impact"],
        &[
            ("inspection and maintenance records from before", "wear or neglect from a blow from outside"),
            ("the broken part itself, with its surfaces of fracture", "slow damage from a sudden load"),
            (
                "a record of levels, loads or speeds from an instrument that nobody involved runs",
                "an unusual load from an ordinary day",
            ),
            ("recordings of the minutes before, from a known place", "which came first"),
        ],
    ),
    (
        &["fire", "power_impact", "gas_impact", "communications_impact", "water_impact"],
        &[
            ("the operator's record of faults and switching, with times", "a fault in the network from an attack"),
            (
                "the point at which the fire began, in photographs from before it was put out",
                "a fault inside from a hit from outside",
            ),
            ("the weather record of the nearest station", "snow, wind or lightning from other causes"),
        ],
    ),
    (
        &["death", "injury", "casualties", "evacuation"],
        &[
            (
                "lists with names, or counts by hospitals and shelters, with the time of counting",
                "rival counts from one count that grew",
            ),
            ("what each count includes: which streets, which day", "a contradiction from two different things counted"),
        ],
    ),
];

/// What would tell the rivals of an incident apart.
pub(super) fn wanted(material: &Material, incident: &Incident, hypotheses: &[Hypothesis]) -> Vec<Observable> {
    // What the accounts themselves speak of; where people wrote them, whatever the incident is.
    let mut claims: Vec<u32> = hypotheses.iter().flat_map(|h| h.claims.iter().copied()).collect();
    if claims.is_empty() {
        claims = incident.claims.iter().map(|m| m.claim).collect();
    }
    let in_it = |kind: &str| claims.iter().any(|c| material.claims[*c as usize].events.iter().any(|e| e.kind == kind));
    let rows = TABLE.iter().filter(|(kinds, _)| kinds.iter().any(|kind| in_it(kind)));
    rows.flat_map(|(_, rows)| *rows)
        .map(|(what, tells)| Observable { what: (*what).to_owned(), tells: (*tells).to_owned() })
        .collect()
}
