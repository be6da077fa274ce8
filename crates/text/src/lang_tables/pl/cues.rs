//! Polish words that say who speaks, how sure, and where a clause begins. Folded; `*` leaves the ending open.
//! How a row is used is said at `crate::cues::Sense`.

use crate::cues::{Force, Row, Sense};
use crate::hedges::HedgeClass::{Distancing, Epistemic, Reportative};
use crate::speakers::Role;

pub(crate) const CUES: &[Row] = &[
    (
        Sense::Hedge(Reportative),
        "uważa się|przypuszcza się|sądzi się|podobno|ponoć|nieoficjalnie|według niepotwierdzonych|niepotwierdzon*|mówi się|mówiło się|słychać głosy|podaje się|\
         jak się mówi|wedle pogłosek|pogłosk*|plotk*|według doniesień|pojawiły się doniesienia|pojawiają się doniesienia|\
         doniesienia o|jak słychać|krążą informacje|ludzie mówią|zgłaszano|informuje się",
    ),
    (Sense::Hedge(Distancing), "rzekom*|jakoby|niby|tak zwan*|ponoc"),
    (
        Sense::Hedge(Epistemic),
        "mogą|mogłoby|najwidoczniej|potencjalnie|niewykluczone|nie jest wykluczone|hipotetycznie|zapewne|prawdopodobn*|najprawdopodobniej|chyba|być może|możliwe że|możliwe|przypuszczalnie|\
         wydaje się|wygląda na to|wygląda to|wygląda że|pewnie|najpewniej|według wstępnych|ze wstępnych|wstępne ustalenia|\
         zdaje się|najwyraźniej|widocznie|może to|mógł|mogła|mogło|mogli|mogły|nie wiadomo|nie jest jasne|\
         jeśli|jeżeli|czy|raczej|może|domniemany|domniemana|domniemane|domniemanych|domniemanego|domniemanej|wszystko wskazuje|wiele wskazuje|z pozoru|prawdopodobnie",
    ),
    (Sense::Planned, "miał|miała|miało|mieli|miały|ma|mają"),
    (
        Sense::Speech(Force::Say),
        "skarż*|poskarżył*|narzeka|narzekają|obiecuje|obiecują|obiecał*|przypomniał*|przypomina|przypominają|apeluje|apelują|zaapelował*|przestrzega|przestrzegł*|ostrzega|ostrzegają|przyznaje|przyznają|wyjaśnia|wyjaśniają|tłumaczy|tłumaczą|tłumaczył*|zaznacza|zaznaczają|wskazuje|wskazał*|wskazują|dodają|deklaruje|zadeklarował*|zapowiada|zapowiadają|doprecyzował*|opisuje|opisują|opisał*|stwierdza|przekazuje|przekazują|przekonuje|przekonują|zauważa|zastrzega|zastrzegł*|pisał*|zwraca uwagę|zwracają uwagę|zwrócił uwagę|zwróciła uwagę|powiedział*|mówi|mówią|mówił*|poinformował*|informuj*|przekazał*|napisał*|pisze|piszą|podał|podała|podało|podali|\
         podały|podaje|podają|dodał|dodała|dodali|dodaje|oświadczył*|oświadcza|stwierdził*|zaznaczył*|przyznał*|\
         potwierdził*|potwierdza|potwierdzają|wyjaśnił*|opowiada|opowiadają|opowiedział*|relacjonuj*|relacjonował*|\
         zapewnił*|zapewnia|zapewniają|ogłosił*|ostrzegł*|skomentował*|komentuj*|podkreślił*|podkreśla|zapowiedział*|\
         donosi|donoszą|doniósł|doniosł*|uprzedza|uprzedził*|odpowiada|odpowiadają|zdecydował*|postanowił*|zauważył*|uspokaja|uspokajał*|raportuj*|wspomina|odpowiedział*|alarmuj*",
    ),
    (Sense::Agentless, "mówią|piszą|podają|donoszą"),
    (Sense::Speech(Force::SayWeak), "ustalił*|dowiedział*|czytamy|cytuje|oskarżył*|zgłosił*"),
    (Sense::Speech(Force::Claim), "twierdzi|twierdzą|twierdził*|utrzymuje|utrzymują|utrzymywał*"),
    (Sense::Speech(Force::Deny), "zaprzeczył*|zaprzecza|zaprzeczają|zdementował*|dementuj*"),
    (
        Sense::Speech(Force::Suppose),
        "obawia się|obawiają się|wątpi|wątpią|szacuje|szacują|prognozuj*|przypuszcza|przypuszczają|sugeruje|sugerują|sugerował*|uważa|uważają|sądzi|sądzą|podejrzewa|podejrzewają|\
         spekuluj*|ocenia|oceniają",
    ),
    (
        Sense::Perceive,
        "widziałem|widziałam|słyszałem|słyszałam|widzę|słyszę|słyszymy|widzimy|widzieliśmy|słyszeliśmy|widziałyśmy|słyszałyśmy",
    ),
    (
        Sense::According,
        "wynika z danych|wynika z raportu|wynika z informacji|takie dane podaje|takie dane podał*|czytamy w komunikacie|czytamy w oświadczeniu|czytamy w raporcie|według danych|według informacji|według|jego zdaniem|jej zdaniem|ich zdaniem|moim zdaniem|zdaniem|w opinii|jak wynika z|z informacji|w ocenie|wedle|w relacji|zgodnie z informacjami|według słów|\
         zgodnie z komunikatem|wg|z komunikatu|z oświadczenia|z ustaleń|z relacji|z raportu",
    ),
    (
        Sense::Citing,
        "cytując|powołując się na|powołuje się na|za pośrednictwem|w oparciu o|powołująca się na|powołujący się na",
    ),
    (Sense::As, "jak"),
    (Sense::That, "że|iż|jakoby|by|aby|jak"),
    (Sense::And, "i|oraz|a|ale|lecz|natomiast|ani|lub|albo"),
    (
        Sense::Sub,
        "gdy|kiedy|ponieważ|bo|chociaż|choć|jednak|zanim|po tym jak|podczas gdy|gdyż|dopóki|odkąd|więc|mimo że|zaś",
    ),
    (Sense::If, "jeśli|jeżeli|gdyby|czy"),
    (Sense::Rel, "któr*|gdzie|na którym|w którym|na której|w której|co do którego"),
    (
        Sense::Neg,
        "nie|nikt|nikogo|żaden|żadn*|brak|nigdy|ani|nic|bez ofiar|bez poszkodowanych|bez strat|bez rannych|nikomu",
    ),
    (
        Sense::NotNeg,
        "niewykluczone|nie jest wykluczone|nie wyklucza*|choćby|nie tylko|nie mniej niż|nie więcej niż|nie wiadomo|nie jest jasne|co najmniej|nie dalej niż",
    ),
    (Sense::Pronoun, "on|ona|oni|one|który|która|którzy|które|ten|ta"),
    (
        Sense::Verb,
        "da|dają|daje|zaczyna|zaczyna|zaczynają|kończy|kończą|wraca|wracają|przyjmuje|przyjmują|apeluje|prosi|proszą|brakuje|znajduje|znajdują|otrzymuje|dociera|docierają|wymaga|odbywa|odbywają|miał|miała|miało|mieli|miały|siedzi|siedzą|leży|leżą|kursuje|kursują|śpi|śpią|dymi|widzi|słyszy|woła|wiezie|biegnie|ucieka|ucieka|uciekają|szuka|szukają|czeka|czekają|potrzeba|stracił|straciła|straciło|stracili|był|była|było|byli|były|jest|są|być|ma|mają|może|mogą|musi|muszą|trwa|trwają|stoi|stoją|pali|palą|płonie|płoną|jedzie|jadą|leci|lecą|\
         krąży|krążą|widać|słychać|wynosi|wynoszą|zostaje|zostają|działa|działają|mówi|mówią|pisze|piszą|podaje|podają|\
         donosi|donoszą|twierdzi|twierdzą|czytamy|spadł|padł|wpadł|zginął|rozbił|należy|nadaje|doszło|dochodzi|niesie|\
         wybuchł|wybuchła|brak|nie ma|ucierpiał|szedł|szła|poszedł|poszła|przeszedł|wszedł|wszyscy są|dotarł|zszedł|mógł|\
         będzie|będą|piją|uderza|uderzają|bombarduje|wie|wiedzą|wiadomo|chce|chcą|idzie|idą|grozi|grożą|czuć|zamknięte|zamknięty|zamknięta|nieczynn*|żyje|żyją|przyszło",
    ),
    (
        Sense::NotVerb,
        "rano|okno|kolano|siano|ono|stół|dół|szkoła|szkoły|szkoło|siła|siły|siło|koła|koło|ciało|ciała|dzieło|działo|\
         działa przeciwlotnicze|chwili|kościoły|mało|cało|artykuł|tytuł|wydział|materiał|udział|żyto|lato|złoto|\
         sygnał|kanał|generał|szpital|personel|skała|skały|cały|cała|biały|biała|mały|mała|dużo|kilometry|strzały|pojazdy|\
         oddziały|światło|światła|źródła|źródło|zespoły|wieczorami|wschodzące|centralny|chwały|tyły|dopóki|wtedy",
    ),
    (
        Sense::Prep,
        "w|we|z|ze|na|do|od|ode|o|po|pod|nad|przy|przed|za|dla|bez|przez|między|podczas|u|koło|obok|wskutek|wobec|około|\
         oprócz|według|dzięki|mimo",
    ),
    (Sense::Evidence, "nagrani*|wideo|film|filmie|filmik*|filmy|zdjęci*|kadr*|ujęci*|fotografi*|klip*"),
    (Sense::Show, "pokazuj*|pokazał*|widać|przedstawia|przedstawiają|uchwycił*|ukazuj*|uwieczni*"),
    (Sense::Moment, "moment|jak|że|moment w którym"),
    (
        Sense::Anonymous,
        "podpis|wpis|tweet|post|użytkownik*|internaut*|ktoś|inny|inna|jeden|jedna|komentujący|osoba|komentator*",
    ),
    (
        Sense::Label,
        "pilne|z ostatniej chwili|uwaga|wideo|zdjęcie|film|fot|źródło|czytaj też|aktualizacja|oglądaj|czytaj także",
    ),
    (
        Sense::Adverb,
        "wczoraj|dziś|dzisiaj|rano|wieczorem|nocą|później|także|również|wcześniej|potem|następnie|tymczasem|ponadto|jednocześnie|też",
    ),
    (
        Sense::Office,
        "gubernator*|burmistrz*|starost*|wójt*|wojewod*|prezydent*|premier*|minister|ministra|rzeczni*|szef*|dyrektor*|komendant*|naczelnik*|sołtys*|mer|mera|dowódc*|prokurator*|przewodnicząc*|prezes*|wicewojewod*|ambasador*|kierowni*|generał*|wiceminist*|wicepremier*",
    ),
    (
        Sense::Role(Role::Official),
        "doradc*|lekarz*|medyk*|medycy|szpital*|inżynier*|kapitan*|porucznik*|major|majora|sierżant*|admirał*|sąd|sądu|sędzi*|onz|obwe|nato|czerwon* krzyż*|brygad*|celni*|adwokat*|prawni*|wiceminist*|wicepremier*|wiceprezydent*|przewodnicząc*|prezes*|pełnomocni*|gubernator*|burmistrz*|starost*|wójt*|wojewod*|prezydent*|premier*|minist*|rzeczni*|władz*|policj*|wojsk*|armi*|\
         sztab*|straż*|strażak*|strażacy|żołnierz*|pogranicz*|urząd*|urzędni*|służb*|generał*|pułkownik*|płk|gen|kpt|dowód*|komend*|prokurat*|spółk*|\
         operator*|szef*|dyrekto*|zarząd*|rada|administracj*|obron*|naczelnik*|elektrowni*|sołtys*|gmin*|resort*|mer|mera|merem|\
         kolej|kolei|kolejarz*|ratusz*|energetyc*|energetyk*|meteorolo*|synoptyk*|przewoźni*|zakład*|kreml*|rząd*|siły|sił|dyspozytor*|zastępc*|ratowni*|centrum zarządzania|msz|mswia|mon|abw|psp|osp|imgw|rcb|gddkia|pkp|policjan*|wicewojewod*|wiceburmistrz*|sanepid|strona|ministerstw*|pożarni*|samorząd*|rzeczniczk*",
    ),
    (
        Sense::Role(Role::Outlet),
        "portal*|agencj*|dziennik*|gazet*|medi*|redakcj*|telewizj*|radi*|kanał*|serwis*|dziennikarz*|dziennikark*|korespondent*|\
         tygodnik*|stacja|reporter*|goniec|kurier*|prasa|pap|tvn|tvp|rmf|agencja reutera",
    ),
    (
        Sense::Role(Role::Witness),
        "świad*|sąsiedzi|naoczn*|mieszka*|sąsiad*|kuzyn*|kierowc*|pasażer*|rolnik*|brat|siostra|matka|ojciec|znajom*|kolega|koleżanka|\
         pracowni*|uczeń|uczennica|pielęgniark*|świadkowie",
    ),
    (Sense::Role(Role::Account), "użytkowni*|internaut*|internauc*|konto|profil|bloger*|wpis|tweet|post|podpis"),
    (
        Sense::Role(Role::Commenter),
        "ekspert*|eksperci|analitycy|historycy|politolo*|naukowcy|naukowiec|analityk*|komentator*|komentujący|osoba|ktoś|historyk*|profesor*|aktywist*|publicyst*|specjalist*",
    ),
    (Sense::Role(Role::Relay), "źródł*|informator*|rozmówc*"),
];

/// Endings that make a word of at least four letters look like a verb.
pub(crate) const VERB_ENDINGS: &[&str] = &[
    "ał", "ił", "ył", "ął", "uł", "dła", "kła", "gła", "zła", "dło", "kło", "gło", "dły", "kły", "gły", "dli", "kli",
    "gli", "ała", "iła", "yła", "ęła", "ało", "iło", "yło", "ęło", "ali", "ili", "yli", "ęli", "ały", "iły", "yły",
    "ęły", "uje", "ują", "ujemy", "ajemy", "ają", "eją", "ieje", "ano", "ono", "ęto", "yto", "ałem", "iłem", "iśmy",
    "yśmy",
];
