//! English words for things that are hit, and phrases that order what is told. Folded; `*` leaves the ending open.

use crate::cues::{Row, Sense::Order, Sense::Thing};
use crate::things::{Order as O, ThingKind as T};

pub(crate) const THINGS: &[Row] = &[
    (
        Thing(T::Dwelling),
        "house|houses|home|homes|apartment*|flat|flats|residential|dormitor*|high-rise*|tower block*|block of flats|cottage*",
    ),
    (Thing(T::Building), "building|buildings|roof|facade"),
    (Thing(T::School), "school|schools|lyceum*|gymnasium|classroom*|schoolyard"),
    (Thing(T::Kindergarten), "kindergarten*|nursery|preschool*|daycare"),
    (Thing(T::University), "university|universities|institute|college|campus"),
    (
        Thing(T::Hospital),
        "hospital|hospitals|clinic|clinics|polyclinic*|maternity ward|maternity hospital|outpatient*|ambulance station",
    ),
    (Thing(T::Substation), "substation*|transformer station*|transformer*|switchyard"),
    (Thing(T::PowerLine), "power line*|powerline*|overhead line*|transmission line*|high-voltage line*|pylon*"),
    (
        Thing(T::PowerPlant),
        "power plant*|power station*|thermal plant*|hydroelectric*|hydro plant*|chp plant*|cogeneration plant*|nuclear plant",
    ),
    (
        Thing(T::Tower),
        "tv tower*|television tower*|communication tower*|communications tower*|radio tower*|cell tower*|mobile mast*|radio mast*|telecom tower*|relay tower*|tower|towers|mast|masts",
    ),
    (Thing(T::Bridge), "bridge*|footbridge*|overpass*|viaduct*|flyover*|crossing over the river"),
    (
        Thing(T::RailStation),
        "railway station*|train station*|rail station*|railway depot*|locomotive depot*|rail depot*|railway junction*|rail yard*|marshalling yard*",
    ),
    (Thing(T::Train), "train|trains|freight train*|locomotive*|carriage*|wagon|wagons|freight car*|tank car*"),
    (Thing(T::Track), "track|tracks|railway line*|rail line*|rails|railway|railroad"),
    (
        Thing(T::FuelDepot),
        "oil depot*|fuel depot*|oil terminal*|fuel tank*|oil tank*|tank farm*|fuel storage|oil storage|fuel reservoir*|storage tank*",
    ),
    (Thing(T::Refinery), "refinery|refineries|oil refinery"),
    (
        Thing(T::AmmunitionDepot),
        "ammunition depot*|ammo depot*|ammunition dump*|ammunition store*|ammunition warehouse*|arsenal*|munitions depot*|ammunition storage|ammo dump*",
    ),
    (
        Thing(T::Factory),
        "factory|factories|plant|workshop*|mill|steelworks|production hall*|foundry|brewery|sawmill*|brickworks|bakery|dairy|industrial site*|cannery|\
         meat plant*|meat-packing|slaughterhouse*",
    ),
    (
        Thing(T::Warehouse),
        "warehouse*|storehouse*|logistics cent*|distribution cent*|depot|depots|storage facility|hangar*",
    ),
    (Thing(T::Market), "market|marketplace|bazaar|market hall|market stall*"),
    (
        Thing(T::Shop),
        "shop|shops|shopping cent*|shopping mall*|mall|supermarket*|hypermarket*|grocery|pharmacy|department store*|furniture store*",
    ),
    (Thing(T::Church), "church|churches|cathedral*|monastery|mosque*|synagogue*|chapel*|temple"),
    (Thing(T::Airfield), "airfield*|airbase*|air base*|airport*|runway*|aerodrome*|military airfield*"),
    (Thing(T::Port), "port|seaport*|harbour|harbor|pier|quay|port terminal*|berth|docks|jetty"),
    (
        Thing(T::Ship),
        "ship|ships|vessel*|ferry|ferries|barge*|tanker|tankers|trawler*|cargo ship*|boat|boats|tugboat*|frigate|cruiser|\
         bulker*",
    ),
    (Thing(T::Dam), "dam|dams|hydroelectric dam|spillway|sluice*|weir|levee*|dyke|embankment"),
    (Thing(T::Pipeline), "pipeline*|gas pipe*|gas main*|gas line*"),
    (
        Thing(T::Waterworks),
        "pumping station*|water tower*|waterworks|water treatment*|water main*|water intake|water pipe*|sewage*|filtration station",
    ),
    (Thing(T::BoilerHouse), "boiler house*|boiler room*|boiler plant*|heating plant*|heating main*|boiler"),
    (Thing(T::Bus), "bus|buses|minibus*|trolleybus*|coach|bus station|bus stop"),
    (Thing(T::Tram), "tram|trams|streetcar*|tram depot|tramway"),
    (Thing(T::Car), "car|cars|vehicle|vehicles|taxi|parked cars|ambulance"),
    (Thing(T::Lorry), "lorry|lorries|truck|trucks|tanker truck*|fuel truck*|convoy of trucks"),
    (Thing(T::Aircraft), "helicopter*|plane|planes|aircraft|airliner|jet|jets|fighter jet*"),
    (Thing(T::Hotel), "hotel*|hostel*|sanatorium*|guesthouse*|motel*"),
    (Thing(T::Cafe), "cafe|café|cafes|restaurant*|pizzeria|canteen|bar|pub|coffee shop"),
    (
        Thing(T::Theatre),
        "theatre*|theater*|cinema*|concert hall|philharmonic|house of culture|palace of culture|cultural cent*|community cent*",
    ),
    (Thing(T::Museum), "museum*|art gallery|gallery"),
    (Thing(T::Library), "library|libraries"),
    (
        Thing(T::Stadium),
        "stadium*|sports ground*|sports hall*|sports complex|gym|swimming pool|arena|ice rink|playground",
    ),
    (
        Thing(T::TownHall),
        "town hall*|city hall*|council building*|city council|administration building*|village council|regional administration|council office*",
    ),
    (Thing(T::PoliceStation), "police station*|police department|police headquarters|fire station*"),
    (Thing(T::Court), "courthouse*|court building"),
    (Thing(T::Prison), "prison|penal colony|detention cent*|jail"),
    (Thing(T::Mine), "coal mine*|mine shaft*|colliery|quarry|pit head"),
    (
        Thing(T::Grain),
        "grain elevator*|grain silo*|silo|silos|granary|grain warehouse*|grain terminal*|grain store*|elevator",
    ),
    (Thing(T::Farm), "farm|farms|cowshed*|barn|barns|poultry farm*|greenhouse*|stable|stables"),
    (Thing(T::Garage), "garage|garages|garage cooperative|car park|parking lot"),
    (Thing(T::PetrolStation), "petrol station*|gas station*|filling station*|fuel station*"),
    (
        Thing(T::Barracks),
        "barracks|military unit*|military base*|training ground*|military camp*|command post*|army base*|headquarters",
    ),
    (Thing(T::Checkpoint), "checkpoint*|check point*|border crossing*|border post*|customs post*"),
    (Thing(T::Monument), "monument*|memorial*|statue*"),
    (Thing(T::Park), "park|city park|public garden|town square|central square"),
    (Thing(T::Cemetery), "cemetery|graveyard"),
    (Thing(T::Forest), "forest*|woodland*|woods|field|fields|wheat field*"),
    (Thing(T::Crane), "crane|cranes|tower crane"),
    (Thing(T::PostOffice), "post office*|sorting cent*|postal depot*|parcel depot*"),
    (Thing(T::Tunnel), "tunnel*|underpass*|metro station*|subway station*"),
    (
        Order(O::After),
        "news comes after|this comes after|comes after|came after|comes days after|comes weeks after|comes months after|comes a day after|comes a week after|\
         hours after|a day after|days after|a week after|weeks after|a month after|months after|years after|a year after|\
         follows an earlier|follows a similar|follows another|followed an earlier|one day after|two days after|three days after|two weeks after|just days after|the news comes after|following an earlier",
    ),
    (
        Order(O::Earlier),
        "a week earlier|weeks earlier|a month earlier|months earlier|days earlier|a day earlier|the day before|a year earlier|years earlier|\
         previously|previous attack|earlier this week|earlier this month|earlier this year|last week|last month|last year|\
         it was the second|the second attack|the second time|for the second time|as a reminder|recall that|an earlier|earlier attack|earlier strike|the previous|two weeks earlier|three weeks earlier|three days earlier|two days earlier|that morning|in the morning",
    ),
    (
        Order(O::Another),
        "another attack|another strike|another fire|another explosion|once again|yet another|a separate|separately|in a separate|second uav of|another",
    ),
    (
        Order(O::Context),
        "similar to|similar incident|as in|like the one|just as in|same as in|reminiscent of|compared with|unlike|far fewer than|than in|as opposed to|in contrast to|separate from",
    ),
    (
        Order(O::NotThis),
        "not to be confused|do not confuse|don't confuse|not the same|nothing to do with|old video|old footage|old photo*|archive footage|is not from|is from last|different incident|unrelated to|not related to|was filmed in|has nothing to do|not last week|no indication it is linked|no indication|isn't linked|didn't damage|happened in a different|locals are mixing up|not linked|of that name|of the same name",
    ),
    (
        Order(O::Aim),
        "supposed to go to|supposed to hit|meant for|intended for|aimed at|bound for|heading for|heading to|headed for|headed to|in the direction of|towards|toward|\
         launched from|fired from|from the direction of|took off from|flying to|flew to|on the way to|on the road to|on its way to|en route to|the road to",
    ),
    (
        Order(O::Before),
        "a week before|days before|a day before|weeks before|months before|the day before the|hours before|a month before|shortly before",
    ),
    (
        Order(O::Aftermath),
        "extinguished|put out|under control|brought under control|contained|localised|localized|restored|reopened|reopen|is back|are back|was back|back on|as of|remain in hospital|remains in hospital|in hospital|repaired|re-energised|energised|final count|one week on|a day later|later died|fire out|cause of the fire|returned by|released from hospital|opened a case|investigat*",
    ),
    (Order(O::Near), "near|outside|just outside|outside of|close to|not far from"),
];
