//! What is said to have been hit, damaged or stopped: a small vocabulary of buildings, works and vehicles, the same in
//! four languages, so that "підстанція" and "a substation" are one thing. And the words that put one happening after
//! another, set it apart, or name a place that was only aimed at. What follows from them is decided by who links reports.

use model::Span;
use serde::{Deserialize, Serialize};

use crate::cues::{Marks, Sense};
use crate::lang::{self, Run};
use crate::words::Words;

macro_rules! thing_kinds {
    ($($kind:ident, $name:literal;)*) => {
        /// What kind of thing a word names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ThingKind {
            $(#[doc = $name] $kind,)*
        }

        impl ThingKind {
            /// Every kind, in the order of the vocabulary.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The kind in English words.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }
    };
}

thing_kinds! {
    Dwelling, "house";
    Building, "building";
    School, "school";
    Kindergarten, "kindergarten";
    University, "university";
    Hospital, "hospital";
    Substation, "substation";
    PowerLine, "power line";
    PowerPlant, "power plant";
    Tower, "tower";
    Bridge, "bridge";
    RailStation, "railway station";
    Train, "train";
    Track, "railway track";
    FuelDepot, "fuel depot";
    Refinery, "refinery";
    AmmunitionDepot, "ammunition depot";
    Factory, "factory";
    Warehouse, "warehouse";
    Market, "market";
    Shop, "shop";
    Church, "church";
    Airfield, "airfield";
    Port, "port";
    Ship, "ship";
    Dam, "dam";
    Pipeline, "pipeline";
    Waterworks, "waterworks";
    BoilerHouse, "boiler house";
    Bus, "bus";
    Tram, "tram";
    Car, "car";
    Lorry, "lorry";
    Aircraft, "aircraft";
    Hotel, "hotel";
    Cafe, "cafe";
    Theatre, "theatre";
    Museum, "museum";
    Library, "library";
    Stadium, "sports ground";
    TownHall, "town hall";
    PoliceStation, "police station";
    Court, "court";
    Prison, "prison";
    Mine, "mine";
    Grain, "grain store";
    Farm, "farm";
    Garage, "garage";
    PetrolStation, "petrol station";
    Barracks, "barracks";
    Checkpoint, "checkpoint";
    Monument, "monument";
    Park, "park";
    Cemetery, "cemetery";
    Forest, "forest";
    Crane, "crane";
    PostOffice, "post office";
    Tunnel, "tunnel";
}

/// A word that names a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThingMention {
    /// Where it stands, in code points.
    pub span: Span,
    /// Its words, as written.
    pub text: String,
    /// What it names.
    pub kind: ThingKind,
}

/// How a phrase orders what is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// What was told before comes after what follows: "the news comes after", "took place months after".
    After,
    /// What was told before came before what follows: "a week before", "за неделю до".
    Before,
    /// What follows was earlier and is another happening: "a week earlier", "нагадаємо".
    Earlier,
    /// What follows is one more of the kind: "another", "знову".
    Another,
    /// What follows is told as background or for comparison: "similar to", "як і".
    Context,
    /// What follows is said not to be this: "not to be confused with", "old video".
    NotThis,
    /// What is told came of it and is later than it: "extinguished", "reopened", "as of".
    Aftermath,
    /// It was not in the place that follows but by it: "outside Lublin", "под Славянском".
    Near,
    /// The place that follows was aimed at, or is where it came from; nothing is said to have happened there.
    Aim,
}

/// A phrase that orders what is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderMention {
    /// Where it stands, in code points.
    pub span: Span,
    /// Its words, as written.
    pub text: String,
    /// What it does.
    pub order: Order,
}

/// Things and ordering phrases of a text, each in order of the text.
pub fn find(text: &str) -> (Vec<ThingMention>, Vec<OrderMention>) {
    find_in(text, &lang::identify(text).runs)
}

/// The same, where the languages of the text are known already.
pub(crate) fn find_in(text: &str, runs: &[Run]) -> (Vec<ThingMention>, Vec<OrderMention>) {
    let words = Words::of(text);
    let marks = Marks::of(&words, runs);
    let (mut things, mut orders): (Vec<ThingMention>, Vec<OrderMention>) = Default::default();
    for hit in marks.hits(0..words.len()) {
        let (span, written) = (words.span(hit.at..hit.end), || words.written(hit.at..hit.end).to_owned());
        match hit.sense {
            Sense::Thing(kind) => {
                // The longest phrase at a place names the thing: "power plant" is no factory.
                if let Some(last) = things.last_mut()
                    && last.span.end > span.start
                {
                    if span.end - span.start > last.span.end - last.span.start {
                        *last = ThingMention { span, text: written(), kind };
                    }
                    continue;
                }
                things.push(ThingMention { span, text: written(), kind });
            }
            Sense::Order(order) => {
                if let Some(last) = orders.last_mut()
                    && last.order == order
                    && last.span.end > span.start
                {
                    if span.end > last.span.end {
                        last.span.end = span.end;
                        last.text = last.span.of(text).unwrap_or_default().to_owned();
                    }
                    continue;
                }
                orders.push(OrderMention { span, text: written(), order });
            }
            _ => {}
        }
    }
    (things, orders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_has_one_name_in_four_languages() {
        let table = [
            ("a substation burned after an attack", "горіла підстанція після атаки", ThingKind::Substation),
            ("the bridge is gone", "удар зруйнував міст через річку", ThingKind::Bridge),
            ("нефтебаза горит", "pali się baza paliw", ThingKind::FuelDepot),
            ("ракета попала в больницу", "trafiony został szpital", ThingKind::Hospital),
            ("в школе выбиты окна", "вікна вибиті у школі", ThingKind::School),
            ("TV tower took a horizontal position", "телевежа впала", ThingKind::Tower),
            ("склад боеприпасов взорвался", "skład amunicji wybuchł", ThingKind::AmmunitionDepot),
        ];
        for (a, b, kind) in table {
            for text in [a, b] {
                let kinds: Vec<_> = find(text).0.iter().map(|t| t.kind).collect();
                assert_eq!(kinds, [kind], "{text}");
            }
        }
    }

    #[test]
    fn phrases_that_order_what_is_told_are_found_in_four_languages() {
        let table = [
            ("The news comes after a substation burned.", Order::After),
            ("That incident took place months after a drone hit a tower.", Order::After),
            ("Нагадаємо, тиждень тому ракета влучила у школу.", Order::Earlier),
            ("Напомним, ранее сообщалось о пожаре.", Order::Earlier),
            ("Wcześniej drony uderzyły w most.", Order::Earlier),
            ("These rockets were supposed to go to Kharkiv", Order::Aim),
            ("Ракети летіли в напрямку Полтави", Order::Aim),
            ("Не путать с пожаром на заводе", Order::NotThis),
        ];
        for (text, order) in table {
            let found = find(text).1;
            assert!(found.iter().any(|o| o.order == order), "{text}: {found:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn mentions_stand_where_they_say(text in "[a-zа-яіїє ,.]{0,60}(substation|міст|склад|nagle) ?.{0,20}") {
            let (things, orders) = find(&text);
            for thing in &things {
                proptest::prop_assert_eq!(thing.span.of(&text), Some(thing.text.as_str()));
            }
            for order in &orders {
                proptest::prop_assert_eq!(order.span.of(&text), Some(order.text.as_str()));
            }
        }
    }
}
