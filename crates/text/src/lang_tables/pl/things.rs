//! Polish words for things that are hit, and phrases that order what is told. Folded; `*` leaves the ending open.

use crate::cues::{Row, Sense::Order, Sense::Thing};
use crate::things::{Order as O, ThingKind as T};

pub(crate) const THINGS: &[Row] = &[
    (
        Thing(T::Dwelling),
        "dom|domu|domy|domów|domem|domach|blok|bloku|bloki|bloków|wieżowiec|wieżowc*|mieszkan*|mieszkaln*|kamienic*|akademik*|osiedl*|klatk* schodow*",
    ),
    (Thing(T::Building), "budynek|budynk*|dach|dachu|dachy|elewacj*|obiekt*"),
    (Thing(T::School), "szkoł*|szkół|szkole|liceum|gimnazj*|podstawówk*"),
    (Thing(T::Kindergarten), "przedszkol*|żłobek|żłobk*"),
    (Thing(T::University), "uniwersytet*|instytut*|akademi*|uczeln*|politechnik*|kolegium"),
    (Thing(T::Hospital), "szpital*|przychodni*|klinik*|porodów*"),
    (Thing(T::Substation), "podstacj*|stacj* transformator*|transformator*|rozdzielni*"),
    (
        Thing(T::PowerLine),
        "linia energetyczn*|linię energetyczn*|linie energetyczn*|linii energetyczn*|linia wysokiego|linię wysokiego|linii wysokiego|słup* energetyczn*|linie przesył*",
    ),
    (Thing(T::PowerPlant), "elektrowni*|elektrociepłowni*|hydroelektrowni*"),
    (Thing(T::Tower), "wież* telewizyjn*|wież* łączności|wież* komunikacyjn*|wieża|wieżę|wieży|wieże|maszt*"),
    (Thing(T::Bridge), "most|mostu|mosty|mostem|moście|mostów|wiadukt*|estakad*|kładk*"),
    (Thing(T::RailStation), "dworzec|dworc*|stacj* kolejow*|lokomotywowni*|węzeł kolejow*|węz* kolejow*|bocznic*"),
    (Thing(T::Train), "pociąg*|wagon*|lokomotyw*|cystern*|skład pociągu|składu pociągu"),
    (Thing(T::Track), "tor|tory|torów|torach|torowisk*|szyn*|lini* kolejow*|linię kolejow*|kolej|kolei"),
    (
        Thing(T::FuelDepot),
        "baza paliw*|bazę paliw*|bazy paliw*|bazie paliw*|skład paliw*|składu paliw*|składzie paliw*|zbiornik*|magazyn* paliw*|skład ropy|terminal* naftow*",
    ),
    (Thing(T::Refinery), "rafineri*"),
    (
        Thing(T::AmmunitionDepot),
        "skład amunicji|składu amunicji|składzie amunicji|składy amunicji|magazyn* amunicji|arsenał*|skład uzbrojenia|magazyn* broni",
    ),
    (
        Thing(T::Factory),
        "fabryk*|zakład*|zakład przemysł*|hal* produkcyjn*|hut*|kombinat*|piekarni*|mleczarni*|cegielni*|tartak*|młyn*|browar*|cukrowni*|\
         zakład* mięsn*|rzeźni*",
    ),
    (Thing(T::Warehouse), "magazyn*|skład|składu|składy|hangar*|centrum logistyczn*|terminal*"),
    (Thing(T::Market), "targ|targu|targi|targowisk*|bazar*|hal* targow*|stragan*|pawilon*"),
    (Thing(T::Shop), "sklep*|centrum handlow*|galeri* handlow*|supermarket*|hipermarket*|aptek*|dom towarowy"),
    (Thing(T::Church), "kościół|kościoł*|cerkiew|cerkwi*|katedr*|klasztor*|meczet*|kaplic*"),
    (Thing(T::Airfield), "lotnisk*|baza lotnicz*|bazę lotnicz*|bazy lotnicz*|bazie lotnicz*|pas* startow*"),
    (Thing(T::Port), "port|portu|porcie|porty|portow*|nabrzeż*|przysta*|molo"),
    (
        Thing(T::Ship),
        "statek|statk*|okręt*|prom|promu|barka|barkę|barki|tankowiec|tankowc*|trawler*|holownik*|kuter|kutr*|łódź|łodzi|\
         masowiec|masowc*",
    ),
    (Thing(T::Dam), "tama|tamę|tamy|tamie|zapor*|śluz*|wał przeciw*|wały przeciw*"),
    (Thing(T::Pipeline), "gazociąg*|rurociąg*|ropociąg*"),
    (
        Thing(T::Waterworks),
        "pompowni*|przepompowni*|wodociąg*|wież* ciśnień|ujęci* wody|oczyszczalni*|stacj* pomp*|stacj* uzdatnia*",
    ),
    (Thing(T::BoilerHouse), "kotłowni*|ciepłowni*|ciepłociąg*|sieć ciepłown*"),
    (
        Thing(T::Bus),
        "autobus*|minibus*|busa|trolejbus*|autokar*|przystanek|przystank*|\
         busem|mikrobus*",
    ),
    (Thing(T::Tram), "tramwaj*|zajezdni*"),
    (Thing(T::Car), "samochód|samochod*|auto|auta|aut|pojazd*|taksówk*"),
    (Thing(T::Lorry), "ciężarówk*|tir|tira|tiry|cystern* samochod*"),
    (Thing(T::Aircraft), "śmigłow*|helikopter*|samolot*|myśliw*"),
    (Thing(T::Hotel), "hotel*|hostel*|sanatori*|pensjonat*|ośrodek wypoczynk*|ośrodk* wypoczynk*"),
    (Thing(T::Cafe), "kawiarni*|restauracj*|pizzeri*|stołówk*|bar|baru"),
    (Thing(T::Theatre), "teatr*|kino|kina|kinie|dom kultury|domu kultury|pałac kultury|filharmoni*|świetlic*|klub*"),
    (Thing(T::Museum), "muze*|galeri* sztuki"),
    (Thing(T::Library), "bibliotek*"),
    (Thing(T::Stadium), "stadion*|boisk*|hal* sportow*|basen*|plac zabaw|placu zabaw|sal* gimnast*|lodowisk*"),
    (Thing(T::TownHall), "ratusz*|urząd miasta|urzędu miasta|urząd gminy|urzędu gminy|siedzib* władz|urząd|urzędu"),
    (Thing(T::PoliceStation), "komisariat*|komend* policji|remiz*|posterunek policji|posterunk* policji"),
    (Thing(T::Court), "budynek sądu|budynku sądu"),
    (Thing(T::Prison), "więzieni*|koloni* karn*|areszt śledcz*"),
    (Thing(T::Mine), "kopalni*|kamieniołom*|szyb kopal*"),
    (Thing(T::Grain), "elewator*|silos*|magazyn* zboża|terminal* zbożow*|spichlerz*"),
    (Thing(T::Farm), "farm*|obor*|stodoł*|kurnik*|ferm*|szklarni*|stajni*"),
    (Thing(T::Garage), "garaż*|parking*"),
    (Thing(T::PetrolStation), "stacj* benzynow*|stacj* paliw*"),
    (
        Thing(T::Barracks),
        "koszar*|jednostk* wojskow*|baza wojskow*|bazę wojskow*|bazy wojskow*|poligon*|sztab*|stanowisk* dowodzenia",
    ),
    (
        Thing(T::Checkpoint),
        "punkt kontrolny|punktu kontrolnego|punkcie kontrolnym|przejści* graniczn*|posterunek|posterunk*",
    ),
    (Thing(T::Monument), "pomnik*|memoriał*"),
    (Thing(T::Park), "park|parku|parki|plac|placu|rynek|rynku|skwer*"),
    (Thing(T::Cemetery), "cmentarz*"),
    (Thing(T::Forest), "las|lasu|lesie|lasy|pole|polu|pola"),
    (Thing(T::Crane), "dźwig*|żuraw*"),
    (Thing(T::PostOffice), "poczta|pocztę|poczty|poczcie|sortowni*|urząd pocztowy"),
    (Thing(T::Tunnel), "tunel*|stacj* metra|metro"),
    (
        Order(O::After),
        "doszło po|miało miejsce po|tydzień po|dzień po|miesiąc po|dni po|tygodni po|tygodnie po|miesięcy po|miesiące po|nazajutrz po|kilka dni po|rok po",
    ),
    (
        Order(O::Earlier),
        "przypomnijmy|przypominamy|wcześniej|dzień wcześniej|tydzień wcześniej|miesiąc wcześniej|poprzedniego dnia|w zeszłym tygodniu|w zeszłym miesiącu|w zeszłym roku|tydzień temu|miesiąc temu|przedtem|poprzedni* atak*|poprzedni* uderzeni*|to już drug*|po raz drugi|dwa tygodnie wcześniej|trzy tygodnie wcześniej|dwa dni wcześniej|kilka dni wcześniej|wcześniej tego dnia|tego samego ranka|sprzed dwóch dni",
    ),
    (
        Order(O::Another),
        "kolejn* atak*|kolejn* uderzen*|kolejn* pożar*|znowu|ponown*|osobn*|inn* atak*|inny|inna|inne|innego",
    ),
    (
        Order(O::Context),
        "podobn* do|podobn* zdarzen*|tak jak w|jak wtedy|na wzór|inaczej niż|w odróżnieniu od|w przeciwieństwie do|z zepsutym",
    ),
    (
        Order(O::NotThis),
        "nie mylić|nie mylcie|stare nagrani*|stary film*|stare zdjęci*|inn* zdarzeni*|nie ma związku|niezwiązan*|nagrane w|to nie|archiwaln*|nie mylić z|nie należy ich mylić|nie ma z tym nic wspólnego|o tej samej nazwie",
    ),
    (
        Order(O::Aim),
        "w kierunku|w stronę|kursem na|miała lecieć|miały lecieć|miał lecieć|lecieć na|leciała na|leciały na|leciał na|przeznaczon*|wystrzelon* z|odpalon* z|wystrzelono z|od strony|z terytorium|w drodze do|z kierunku",
    ),
    (Order(O::Before), "tydzień przed|dzień przed|miesiąc przed|na tydzień przed|kilka dni przed|godzinę przed"),
    (
        Order(O::Aftermath),
        "ugaszon*|ugasil*|opanowan*|dogasa*|przywrócon*|przywrócil*|wrócił|wróciła|wróciło|otwarto|naprawion*|naprawil*|według stanu|stan na|bilans*|zmarł w szpitalu|w szpitalu zmarł|wzrósł do|prostuje|znów działa|znowu działa",
    ),
    (Order(O::Near), "pod|koło|niedaleko|w pobliżu|obok|nieopodal"),
];
