//! English words that name events. Folded; `*` leaves the ending open.

use crate::cues::{Row, Sense::Event};
use crate::events::EventKind as K;

pub(crate) const EVENTS: &[Row] = &[
    (Event(K::ArmedClash), "clash*|firefight*|gunfight*|fighting|battle*|skirmish*|exchange of fire|ambush*|stormed"),
    (
        Event(K::TerritoryTaken),
        "captured the village|seized the village|overran|captured the town|seized the town|advanced to",
    ),
    (Event(K::TerritoryRegained), "liberated|recaptured|regained|retook|retaken"),
    (
        Event(K::AirDroneStrike),
        "airstrike*|air strike*|air raid*|drone strike*|drone attack*|kamikaze|bombing|bombed|bombs|bombard*|uav|drone|drones|airstrike|shot down|\
         glide bomb*|shahed*|uavs|fpv|air defences|air defenses",
    ),
    (
        Event(K::Shelling),
        "shell|shelled|shelling*|artillery|missile*|rocket*|mortar*|struck|strike|strikes|striking|missile attack*|grad|hit|hits|hitting|\
         shells|ballistic|slammed into|himars|iskander*|incoming fire|dropped a munition|dropped an explosive",
    ),
    (
        Event(K::RemoteExplosive),
        "mine|mines|landmine*|ied|roadside bomb*|booby trap*|car bomb*|explosive device*|planting the device",
    ),
    (Event(K::Grenade), "grenade*"),
    (Event(K::SuicideBomb), "suicide bomb*"),
    (Event(K::ChemicalWeapon), "chemical weapon*|nerve agent*|sarin|chlorine"),
    (
        Event(K::Attack),
        "attack|attacks|attacked|attacking|assault*|shot dead|stabbed|executed|beaten|tortur*|massacre*|raid*",
    ),
    (Event(K::Abduction), "abduct*|kidnap*|forcibly disappeared|taken hostage|hostage*"),
    (Event(K::SexualViolence), "rape|raped|sexual violence|sexually assaulted"),
    (
        Event(K::Protest),
        "protest|protests|protester*|protestor*|protested|demonstration*|rally|rallies|rallied|picket*|strike action|marched",
    ),
    (Event(K::ProtestIntervention), "tear gas|water cannon|dispersed"),
    (Event(K::Riot), "riot*"),
    (Event(K::MobViolence), "lynch*|mob"),
    (Event(K::Agreement), "ceasefire*|truce|agreement|peace deal|prisoner exchange|prisoner swap"),
    (Event(K::Arrests), "arrest*|detain*|taken into custody"),
    (Event(K::Looting), "loot*|ransack*|vandal*|arson"),
    (Event(K::DisruptedWeapons), "defused|demining|weapons cache|seized weapons"),
    (
        Event(K::Movement),
        "convoy*|redeploy*|troop movement*|military column|moving north|moving south|moving east|moving west",
    ),
    (
        Event(K::Explosion),
        "explosion*|explod*|blast|blasts|detonat*|blew up|blown up|bang|bangs|\
         went off|loud bang|booms|\
         blew|loud booms|booming",
    ),
    (
        Event(K::Destruction),
        "destroy*|damage|damaged|damages|damaging|ruined|wreck*|demolish*|broken|levelled|breached|shattered|\
         smash*|blown out|lost windows|torn off|razed|debris|rubble",
    ),
    (
        Event(K::PowerImpact),
        "power outage*|blackout*|without power|power cut*|lost power|electricity|substation*|power line*|power plant*|power going out|power station*|power grid|power went|transformer*|\
         off supply|blacked out|lost electricity|no electricity|without electricity|power back|power is back|households off|customers off|overload|energy site|energy facility|cut off|cable fault|power supply|electricity supply",
    ),
    (
        Event(K::WaterImpact),
        "water supply|without water|water main*|pumping station*|water is off|no water|boil their water|waterworks|\
         burst pipe*|pipe burst|burst main*|water pipe*|broken pipe*|boil water|running water|tap water",
    ),
    (
        Event(K::CommunicationsImpact),
        "communication tower*|communications tower*|tv tower*|mobile network*|no signal|internet outage*|cell tower*|network went down|without internet|cyberattack*|jammed|telecom*|\
         connectivity|no wifi|no internet|phones are down|network outage|mobile phones|phone network|fibre|fiber|emergency number|outage of the network|telecom node|failed node|cell service|no phone service",
    ),
    (
        Event(K::RailImpact),
        "railway*|train|trains|rail|tracks|derail*|train service*|locomotive*|\
         off the track|off the rails|wagon|wagons|mainline|railroad|rail line|freight train*",
    ),
    (
        Event(K::RoadImpact),
        "bridge*|road blocked|main road|highway*|\
         pontoon|closed to traffic|traffic is closed|road closed|roads closed|impassable|\
         detour*|diversion*|diverted|landslide*|mudslide*|washed out|sinkhole*|drawbridge*|closed both ways|lanes closed",
    ),
    (
        Event(K::GasImpact),
        "gas pipeline*|pipeline*|gas leak*|oil depot*|refinery|refineries|fuel depot*|heating|oil refinery|fuel tank*|\
         gas cylinder*|tanker truck|fuel truck|fuel tanker|gas station|petrol station|filling station|no heating|without heating|gas main*|boiler house",
    ),
    (
        Event(K::Fire),
        "fire|fires|flame|flames|blaze|ablaze|burn|burned|burning|burnt|caught fire|caught on fire|on fire|went up in flames|smoke|\
         gutted|burnt down|smouldering|firefighters|in flames|\
         torched|charred|inferno|extinguish*|put out|blazing|blazes",
    ),
    (
        Event(K::Misfire),
        "misfir*|malfunction*|friendly fire|backfired|turn back|fell back|turned around|went off course|own air defence|own air defense",
    ),
    (
        Event(K::Crash),
        "crash*|collid*|collision|fell on|fell onto|came down|\
         overturn*|rolled over|ploughed into|plowed into|capsiz*|ran aground|jammed|stranded|broke down|mechanical fault|breakdown|stuck",
    ),
    (
        Event(K::Collapse),
        "collaps*|caved in|\
         gave way|washed away|buckled|brings down the roof|roof came down|under the rubble",
    ),
    (
        Event(K::Flood),
        "flood*|dam|dams|\
         embankment*|sandbag*|overtopped|river burst|under water|downpour*|cloudburst|rain in an hour|high water|levee*|water level|\
         swept away|overflow*|inundat*|submerged|burst its banks|burst their banks",
    ),
    (
        Event(K::Leak),
        "leak|leaks|leaked|spill*|contaminat*|radiation|\
         ammonia|toxic|fumes|gas smell|smell of gas|oil slick",
    ),
    (Event(K::Death), "kill|killed|kills|killing|died|dead|death*|fatal*|dies|casualty|bodies"),
    (
        Event(K::Injury),
        "injur*|wound*|hurt|hospitali*|\
         hospitalised|hospitalized|\
         burns|in hospital|medical help|taken to hospital",
    ),
    (Event(K::Casualties), "casualties|casualty|victims"),
    (
        Event(K::Evacuation),
        "evacuat*|displaced|fled|refugees|\
         told to leave|bused out|moved out",
    ),
];
