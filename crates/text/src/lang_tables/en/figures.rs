//! English words around numbers, by meaning: bounds, what is counted and what happened to it. Numerals are in `numerals`.
//! `|` separates spellings, `*` is any ending.

use crate::figures::sense::Counts::*;
use crate::figures::sense::Sense::{self, *};

pub(crate) const WORDS: &[(Sense, &str)] = &[
    (
        AtLeast,
        "at least|over|more than|no fewer than|no less than|not less than|upwards of|in excess of|above|minimum of|a minimum of|well over|not fewer than|at a minimum|greater than|exceed|exceeds|exceeded|exceeding|has exceeded|surpassed|surpasses|surpass|excess of|north of|not under|a good",
    ),
    (
        AtMost,
        "up to|at most|no more than|not more than|fewer than|less than|under|below|as many as|a maximum of|maximum of|at the most|as much as|at maximum|no higher than|not over|capped at|shy of|just shy of",
    ),
    (
        Approx,
        "about|around|approximately|roughly|some|nearly|almost|close to|an estimated|estimated|circa|just under|just over|approx|in the region of|something like|more or less|or so|give or take|an approximate|on the order of|as few as",
    ),
    (Filler, "another|a further|further|an additional|additional|all|the|some other|other|a total of|only|just"),
    (OrMore, "or more|and more|or so more|plus|odd"),
    (Join, "to|or"),
    (Between, "between|from"),
    (From, "from"),
    (Of, "of|out of|of the|out of the|of its|of their|of all"),
    (Crowd, "crowd of|crowds of|group of|groups of|team of|crew of|audience of|population of|gathering of"),
    (OfThem, "of them|of those|of whom|of these"),
    (
        None0,
        "no|zero|without|nobody|no one|none|no reports of|without any|not a single|no immediate reports of|no immediate|no confirmed|no known|no further|no new|no information on|no information about|no word on|zero reported|not any",
    ),
    (
        NoneWho,
        "nobody|no one|none of them|none of those|none of the|none|no-one|neither of|neither|not one of|not one|no person|not a single person|not a single|no people|none were|none was",
    ),
    (
        Revised,
        "rose to|risen to|grew to|grown to|increased to|climbed to|rises to|rising to|revised to|has reached|reached|reaches|updated to|fell to|fallen to|down to|now stands at|became|jumped to|dropped to|raised to|lowered to|passed|topped|has passed|has topped",
    ),
    (Is, "is|was|are|were|at|stands at|stood at|put at|totals|totalled"),
    (
        Change,
        "rose|risen|rises|grew|grown|increased|climbed|jumped|fell|fallen|dropped|revised|raised|lowered|went up|raising|raises|bringing|brings|brought|taking|takes|pushing|lifting|lowering|cutting",
    ),
    (Tally, "number of|number|toll|count|total|tally|total of"),
    (
        Link,
        "people|persons|civilians|residents|soldiers|others|other|more|children|were|was|have|been|are|is|left|remain|remained|without|had|to|be|reported|got|also|then|as|still|has|being|reportedly|confirmed|officially|now|currently|the|from|among|them|already|least|believed|feared|could|may|might|would|will|can|soon|yet|were later|later|subsequently|both|all",
    ),
    (Including, "including|among them|most of them|mostly|half of them"),
    (
        Thing,
        "square metres|square meters|square kilometres|square kilometers|sq m|sq km|cubic metres|cubic meters|cubic kilometres|cubic kilometers|square miles|square feet|kilometres per hour|km per hour|km/h|metres per second|cm|kg|ha|mph|kph|mw|kv|kw|gb|tb|sqm",
    ),
    (
        Noun(People),
        "people|persons|person|residents|civilians|soldiers|inhabitants|children|men|women|man|woman|troops|servicemen|workers|locals|citizens|lives|souls",
    ),
    (Noun(Casualties), "casualties|casualty|victims|victim"),
    (Noun(Killed), "deaths|death|dead|fatalities|fatality|bodies|corpses|killed"),
    (Noun(Injured), "injuries|wounded|injured|injury"),
    (Noun(Missing), "missing"),
    (Noun(Buildings), "buildings|building|structures|warehouses|warehouse|hangars|high-rises"),
    (
        Noun(Houses),
        "houses|house|homes|home|apartments|flats|cottages|dwellings|apartment blocks|apartment buildings|residential buildings|blocks of flats",
    ),
    (Noun(Settlements), "settlements|settlement|villages|village|towns|localities|hamlets|communities|cities"),
    (Noun(Drones), "drones|drone|uavs|uav|quadcopters|unmanned aircraft|shaheds|quadcopter"),
    (Noun(Missiles), "missiles|missile|rockets|rocket"),
    (Noun(Explosions), "explosions|explosion|blasts|blast|detonations|bangs"),
    (Noun(Metres), "metres|meters|metre|meter|m"),
    (Noun(Kilometres), "km|kilometres|kilometers|kilometre|kilometer|kms"),
    (Noun(Hours), "hours|hour|hrs"),
    (Noun(Minutes), "minutes|minute|mins|min"),
    (Noun(Days), "days|day"),
    (Noun(Views), "views|view|viewings"),
    (Noun(Reposts), "reposts|retweets|shares"),
    (Noun(Customers), "households|household|customers|subscribers|consumers"),
    (Noun(Displaced), "refugees|displaced|displaced people|displaced persons|idps|evacuees"),
    (
        Noun(Vehicles),
        "vehicles|vehicle|cars|car|trucks|truck|lorries|lorry|buses|bus|tanks|tank|ambulances|ambulance|vans|minibuses|apcs|apc|ifvs|ifv|pickups|pickup|motorcycles|motorcycle|fire engines|fire trucks",
    ),
    (Noun(Killed), "death toll|toll"),
    (
        State(Killed),
        "killed|killing|kills|dead|died|die|lost their lives|lives were lost|lives lost|claimed the lives of|deaths of|death of|took the lives of|perished|murdered|executed|were killed|found dead|pronounced dead|lost his life|lost her life|leaving dead|shot dead",
    ),
    (
        State(Injured),
        "injured|injuring|injures|wounded|wounding|wounds|hurt|hurting|hospitalised|hospitalized|suffered injuries|sustained injuries|suffered burns|taken to hospital|taken to the hospital|rushed to hospital|treated for injuries|received injuries|seriously hurt|concussed|hospitalized with|left injured|admitted to hospital|sought medical help|needed medical treatment|treated for",
    ),
    // Of those in hospital no more is said than that they are people.
    (
        State(People),
        "in hospital|in hospitals|in intensive care|in critical condition|in serious condition|in grave condition|critical|critically",
    ),
    (State(Missing), "missing|unaccounted for|gone missing|disappeared"),
    (State(Evacuated), "evacuated|evacuating"),
    (State(Displaced), "displaced|displacing|fled|fleeing"),
    (
        State(WithoutPower),
        "without power|without electricity|without light|lost power|no power|no electricity|lost electricity|power was cut to|cut off power to|left in the dark|in the dark|knocked out power to|knocking out power to|cutting power to|cut power to|cutting off power to|cutting electricity to|lose power|losing power|power outage for|left powerless|de-energised|de-energized",
    ),
    (State(Reposts), "shared|retweeted|reposted"),
    (State(Views), "viewed|watched|seen by"),
    (Times, "times"),
    (Age, "year-old|years old|years-old|year old|years of age"),
    (
        NotCount,
        "percent|per cent|percentage*|dollars|dollar|euros|euro|pounds|roubles|rubles|hryvnia*|zloty*|zlotys|usd|eur|uah|gbp|o'clock|am|pm|a.m|p.m|thirds|quarters|fifths|tenths|degrees|years|year|points|pts|goals|cents|mm|millimetre|millimeter|caliber|calibre|kilotonnes tnt",
    ),
    (
        NotNoun,
        "percent|per|st|nd|rd|th|am|pm|of|and|or|in|on|at|the|a|from|for|by|with|was|were|is|are|has|had|have|but|who|that|which|after|before|since|when|while|as|it|its|he|she|they|said|years|year|times|people|north|south|east|west|this|his|also|says|where|until|into|than|because|if|so|not|to|we|i|you|us|his|towards|during|according|against|through|across",
    ),
    (
        Before,
        "runway|version|article|channel|no|number|page|chapter|item|flight|room|street|highway|route|school|district|unit|brigade|group|day|part|building|floor|bus|tram|train|flat|apartment|block|terminal|gate|house|hospital|line|platform|track|section|paragraph|phase|stage|level|category|zone|sector|area|lane|road|call|tel|phone|aged|age|top|grade|class|type|model|mark|camp|checkpoint|reactor|exit|junction|station|pier|berth|warehouse|hangar|depot|shop|hall|appendix|annex|figure|table|photo|video|episode|season|battalion|regiment|division|army|company|squadron|order|decree|resolution|law|ward|precinct|shaft|mine|well|pump|tower|pillar|substation|entrance|section|row|seat|case|episode|verse|calibre|caliber|magnitude|score|size|round|round of|telephone|extension|ext",
    ),
];
