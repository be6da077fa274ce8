//! What a report says happened and to what, as bits: event kinds in groups that are compared as one, things one by one.
//!
//! The names come from the reader (`text::events`, `text::things`); a name that is not listed here says nothing.

/// Groups of event kinds: name for people, kinds of the reader, weight in points where two reports share it, and
/// whether it says what sort of happening it is (a topic) or only what came of it.
#[rustfmt::skip]
const FACETS: &[(&str, &[&str], i32, bool)] = &[
    ("strike", &["air_drone_strike", "shelling", "remote_explosive", "grenade", "suicide_bomb", "attack"], 3, true),
    ("explosion", &["explosion"], 3, true),
    ("fire", &["fire"], 4, true),
    ("power cut", &["power_impact"], 4, true),
    ("communications cut", &["communications_impact"], 4, true),
    ("water supply", &["water_impact"], 3, true),
    ("flood", &["flood"], 4, true),
    ("road or bridge", &["road_impact"], 3, true),
    ("railway", &["rail_impact"], 3, true),
    ("gas, fuel or heat", &["gas_impact"], 3, true),
    ("misfire", &["misfire"], 4, true),
    ("crash or breakdown", &["crash"], 2, false),
    ("collapse", &["collapse"], 3, true),
    ("leak", &["leak"], 4, true),
    ("fighting", &["armed_clash"], 3, true),
    ("change of control", &["territory_taken", "territory_regained"], 4, true),
    ("chemical weapon", &["chemical_weapon"], 4, true),
    ("abduction", &["abduction", "sexual_violence"], 4, true),
    ("protest", &["protest", "protest_intervention", "riot", "mob_violence"], 4, true),
    ("arrest", &["arrests"], 3, true),
    ("looting", &["looting", "disrupted_weapons"], 3, true),
    ("agreement", &["agreement"], 3, true),
    ("movement", &["movement"], 2, false),
    ("destruction", &["destruction"], 1, false),
    ("people killed", &["death"], 2, false),
    ("people injured", &["injury", "casualties"], 2, false),
    ("evacuation", &["evacuation"], 2, false),
];

/// Facets that a strike may have caused, and those by which a strike is told without the word: an explosion, a misfire.
const STRIKE: u32 = 1;
const EXPLOSION: u32 = 1 << 1;
const MISFIRE: u32 = 1 << 10;
/// Facets of violence: any of them may be the cause of damage, fire or an outage.
pub(crate) const VIOLENCE: u32 = STRIKE | EXPLOSION | MISFIRE | 1 << 14;
/// People killed or injured.
pub(crate) const PEOPLE: u32 = 1 << 24 | 1 << 25;

/// The bit of an event kind; 0 where it says nothing.
pub(crate) fn facet(kind: &str) -> u32 {
    FACETS.iter().position(|(_, kinds, ..)| kinds.contains(&kind)).map_or(0, |at| 1 << at)
}

/// The names of facets, in the order of the list.
pub(crate) fn names(mask: u32) -> Vec<&'static str> {
    FACETS.iter().enumerate().filter(|(at, _)| mask & 1 << at != 0).map(|(_, facet)| facet.0).collect()
}

/// Those facets that say what sort of happening it is.
pub(crate) fn topics(mask: u32) -> u32 {
    let topical = |(at, facet): (usize, &(_, _, _, bool))| if facet.3 { 1 << at } else { 0 };
    mask & FACETS.iter().enumerate().map(topical).sum::<u32>()
}

/// Points for what two reports share.
pub(crate) fn weight(shared: u32) -> i32 {
    FACETS.iter().enumerate().filter(|(at, _)| shared & 1 << at != 0).map(|(_, facet)| facet.2).sum()
}

/// Things by the reader's names, with their English names. The order is the order of bits.
#[rustfmt::skip]
const THINGS: &[(&str, &str)] = &[
    ("dwelling", "house"), ("building", "building"), ("school", "school"), ("kindergarten", "kindergarten"),
    ("university", "university"), ("hospital", "hospital"), ("substation", "substation"), ("power_line", "power line"),
    ("power_plant", "power plant"), ("tower", "tower"), ("bridge", "bridge"), ("rail_station", "railway station"),
    ("train", "train"), ("track", "railway track"), ("fuel_depot", "fuel depot"), ("refinery", "refinery"),
    ("ammunition_depot", "ammunition depot"), ("factory", "factory"), ("warehouse", "warehouse"), ("market", "market"),
    ("shop", "shop"), ("church", "church"), ("airfield", "airfield"), ("port", "port"), ("ship", "ship"),
    ("dam", "dam"), ("pipeline", "pipeline"), ("waterworks", "waterworks"), ("boiler_house", "boiler house"),
    ("bus", "bus"), ("tram", "tram"), ("car", "car"), ("lorry", "lorry"), ("aircraft", "aircraft"), ("hotel", "hotel"),
    ("cafe", "cafe"), ("theatre", "theatre"), ("museum", "museum"), ("library", "library"), ("stadium", "sports ground"),
    ("town_hall", "town hall"), ("police_station", "police station"), ("court", "court"), ("prison", "prison"),
    ("mine", "mine"), ("grain", "grain store"), ("farm", "farm"), ("garage", "garage"),
    ("petrol_station", "petrol station"), ("barracks", "barracks"), ("checkpoint", "checkpoint"),
    ("monument", "monument"), ("park", "park"), ("cemetery", "cemetery"), ("forest", "forest"), ("crane", "crane"),
    ("post_office", "post office"), ("tunnel", "tunnel"),
];

/// Things that are named in passing in any report, so that sharing one says little.
const COMMON_THINGS: u64 = 0b11 | 1 << 5 | 1 << 31 | 1 << 54;

/// The bit of a thing; 0 where it is not listed.
pub(crate) fn thing(kind: &str) -> u64 {
    THINGS.iter().position(|(name, _)| *name == kind).map_or(0, |at| 1 << at)
}

/// The English names of things, in the order of the list.
pub(crate) fn thing_names(mask: u64) -> Vec<&'static str> {
    THINGS.iter().enumerate().filter(|(at, _)| mask & 1 << at != 0).map(|(_, thing)| thing.1).collect()
}

/// Things that tell one happening from another.
pub(crate) fn telling_things(mask: u64) -> u64 {
    mask & !COMMON_THINGS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_bit_and_unknown_kinds_have_none() {
        let mut seen = std::collections::HashSet::new();
        for kind in FACETS.iter().flat_map(|(_, kinds, ..)| kinds.iter()) {
            assert!(seen.insert(*kind), "{kind} is listed twice");
            assert_eq!(facet(kind).count_ones(), 1);
        }
        assert_eq!(facet("picnic"), 0);
        assert_eq!(names(facet("misfire") | facet("death")), ["misfire", "people killed"]);
        assert_eq!(VIOLENCE, facet("shelling") | facet("explosion") | facet("misfire") | facet("armed_clash"));
        assert_eq!(PEOPLE, facet("death") | facet("injury"));
        assert_eq!(topics(facet("death") | facet("fire")), facet("fire"));
    }

    #[test]
    fn things_fit_in_their_bits_and_keep_their_names() {
        assert!(THINGS.len() <= 64);
        assert_eq!(thing_names(thing("substation") | thing("tunnel")), ["substation", "tunnel"]);
        assert_eq!(telling_things(thing("dwelling") | thing("hospital") | thing("car") | thing("forest")), 0);
        assert_eq!(telling_things(thing("bridge")), thing("bridge"));
    }
}
