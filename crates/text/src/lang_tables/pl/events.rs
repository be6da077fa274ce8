//! Polish words that name events. Folded; `*` leaves the ending open.

use crate::cues::{Row, Sense::Event};
use crate::events::EventKind as K;

pub(crate) const EVENTS: &[Row] = &[
    (Event(K::ArmedClash), "starci*|walk|walki|walkach|potyczk*|szturm*|strzelanin*|zasadzk*|bitw*"),
    (Event(K::TerritoryTaken), "zajęli|zajęły|zdobyli|przejęli"),
    (Event(K::TerritoryRegained), "wyzwolon*|wyzwolil*|odbili|odbito|odzyskali"),
    (
        Event(K::AirDroneStrike),
        "nalot*|bomb*|dron*|bezzałogow*|zestrzel*|atak z powietrza|obrona powietrzna|obrony powietrznej|\
         bezpilot*|szahed*|obrona przeciwlotnicz*|obrony przeciwlotniczej|uav",
    ),
    (
        Event(K::Shelling),
        "ostrzał|ostrzał*|ostrzel*|ostrzał*|rakiet*|pocisk*|moździerz*|artyler*|uderz*|trafi*|wystrzel*|\
         uderzenia|uderzeniu|uderzenie|pod ostrzałem|\
         ostrzeliw*|balisty*|zrzucił*|bombardow*",
    ),
    (Event(K::RemoteExplosive), "min|miny|minę|zaminowan*|ładunek wybuchowy|ładunk* wybuchow*|wysadz*"),
    (Event(K::Grenade), "granat*"),
    (Event(K::SuicideBomb), "zamachowiec-samobójc*|zamach samobójcz*"),
    (Event(K::ChemicalWeapon), "broń chemiczn*|broni chemiczn*|chlor|sarin"),
    (Event(K::Attack), "atak*|napad*|napaść|zaatakow*|zamach*|egzekucj*|tortur*|pobit*"),
    (Event(K::Abduction), "porwan*|porwał*|uprowadz*|zakładnik*|deportow*"),
    (Event(K::SexualViolence), "gwałt*|zgwałc*|przemoc seksual*"),
    (Event(K::Protest), "protest*|demonstrac*|manifestac*|pikiet*|zablokow*"),
    (Event(K::ProtestIntervention), "gaz łzawiący|rozpędz*|armatk* wodn*"),
    (Event(K::Riot), "zamieszk*"),
    (Event(K::MobViolence), "lincz*|samosąd*"),
    (Event(K::Agreement), "rozejm*|zawieszeni* broni|porozumieni*|wymian* jeńców"),
    (Event(K::Arrests), "zatrzyma*|aresztow*"),
    (Event(K::Looting), "splądrow*|grabież*|podpal*"),
    (Event(K::DisruptedWeapons), "rozbroj*|rozminow*|unieszkodliw*"),
    (Event(K::Movement), "kolumn*|przerzut*|konwój|konwoj*"),
    (
        Event(K::Explosion),
        "wybuch*|eksploz*|eksplodow*|detonac*|huk|huku|\
         huknął*|huknęł*|wyleciały okna|\
         huknę*|gruchnę*|rąbnę*|detonow*",
    ),
    (
        Event(K::Destruction),
        "zniszcz*|uszkodz*|zburzon*|zrujnow*|odłamk*|szczątk*|\
         wybit*|powybij*|zerwan*|roztrzask*|zdewast*|wyleciały szyby|zrównan*",
    ),
    (
        Event(K::PowerImpact),
        "bez prądu|brak prądu|nie ma prądu|zgasło światło|podstacj*|stacj* transformator*|sieć energetyczn*|linia energetyczn*|elektrown*|blackout|elektrociepł*|dostaw* prądu|trakcj*|\
         prąd|prądu|bez zasilania|brak zasilania|straciło prąd|stracili prąd|wrócił prąd|prąd wrócił|stacja trafo|stacji trafo|przeciążeni*|zasilani*|energetyk*|bez energii|zerwał* lini*|przeciął kabel|przecięła kabel|kabel|\
         wyłączeni* prądu|transformator*|przywrócono prąd|jest prąd",
    ),
    (
        Event(K::WaterImpact),
        "wodociąg*|bez wody|brak wody|nie ma wody|przepompown*|skażenia wody|\
         pękła rura|pęknięt* rur*|awari* wodociąg*|magistral*|beczkowoz*|woda wróciła|wrócił* woda",
    ),
    (
        Event(K::CommunicationsImpact),
        "wież* telekom*|wież* nadawcz*|zasięgu|łączność|łączności|sieć komórkow*|internet|cyberatak*|maszt telekom*|\
         zasięg|brak zasięgu|odcięty od internetu|odcięte od internetu|światłowod*|internetu|węzła telekom*|węzeł telekom*|sieć nie działa|numerem 112|bez telefonu",
    ),
    (
        Event(K::RailImpact),
        "kolej*|pociąg*|torów|tory|torach|lokomotyw*|dworzec*|\
         wykole*|wagon*|szyn|szyny|szynach|pkp|ruch kolejow*|lini* kolejow*",
    ),
    (
        Event(K::RoadImpact),
        "most|mostu|moście|mosty|droga zablokow*|wiadukt*|przejście graniczne|\
         mostem|kładk*|nieprzejezdn*|zamknięto przejazd|ruch wstrzyman*|przeprawa pontonow*|przeprawę pontonow*|pontonow*|\
         objazd*|zamknięto|zamknięt* drog*|zamknięt* most*|korek|korki|osuwisk*|rozmył*|rozmyt*|zablokowan*",
    ),
    (
        Event(K::GasImpact),
        "gazociąg*|rurociąg*|rafineri*|magazyn paliw|paliw|wyciek gazu|wycieku gazu|ogrzewani*|suszarni*|\
         butl* z gazem|butla gazowa|butli gazowej|bez ogrzewania|bez gazu|cystern*|stacj* paliw|stacji benzynowej|ciepłowni*",
    ),
    (
        Event(K::Fire),
        "pożar*|zapalił*|płoni*|płoną|pali się|palą się|spłon*|podpalen*|dym|dymu|zapłon*|\
         zapaliła|zapaliło|spłonęł*|gorzał*|gaszą|gaszen*|dogasa*|ogień|ognia|ogniem|kłęby dymu|strażacy|\
         pali|palił*|spalił*|płomien*|płomieni|zadymien*|w ogniu|ugaszon*|gasili|kłęby",
    ),
    (Event(K::Misfire), "awari* wyrzutni|niewypał*|zawrócił*|usterk*|wadliw*|po własnych"),
    (
        Event(K::Crash),
        "awari*|rozbił*|spadł*|spadła|runął|zderz*|wypadek|wypadk*|katastrof*|\
         przewrócił*|wywrócił*|dachował*|zderzył*|wjechał*|utknę*|utknął|zaciął*|zacięł*|zepsut*|zepsuł*|wykoleił*|uwięzion*",
    ),
    (
        Event(K::Collapse),
        "zawalił*|zawaleni*|runęł*|\
         runą*|zawali*|zarwał*|osunę*|osunął*|zapadł*|katastrof* budowlan*|gruzowisk*|pod gruzami|odgruzow*",
    ),
    (
        Event(K::Flood),
        "zalan*|zalał*|powódź|powodzi|tama|tamę|zapora|zaporę|podtop*|\
         powodzią|wyszła z koryta|wylał*|ulew*|wał przesiąka|przesiąka|workami|worki z piaskiem|stan alarmowy|stanu alarmowego|poziom wody|wał|wału|wały|pontony|zalało|woda opada|oberwanie chmury|rzeka zabrała|\
         zatopi*|pod wodą|podmył*|wezbra*|z brzegów|zalew*",
    ),
    (
        Event(K::Leak),
        "wyciek*|skażen*|skażon*|promieniowan*|zatruci*|\
         amoniak*|rozszczelni*|ulatnia*|substancj* chemiczn*|czadem|tlenk* węgla",
    ),
    (Event(K::Death), "zginą*|zginę*|zabit*|zabił*|śmier*|zmarł*|nie żyje|ofiar śmiertelnych"),
    (
        Event(K::Injury),
        "rann*|ranion*|ranił*|poszkodowan*|obraż*|ucierpiał*|\
         trafiły do szpitala|trafił do szpitala|w szpitalu|\
         poparz*|w stanie ciężkim|stan ciężki|hospitaliz*|do szpitala",
    ),
    (Event(K::Casualties), "ofiar*"),
    (
        Event(K::Evacuation),
        "ewaku*|przesiedl*|\
         wyprowadzon*|wyprowadzili",
    ),
];
