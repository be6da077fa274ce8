//! Polish words around numbers, by meaning: bounds, what is counted and what happened to it. Numerals are in `numerals`.
//! `|` separates spellings, `*` is any ending.

use crate::figures::sense::Counts::*;
use crate::figures::sense::Sense::{self, *};

pub(crate) const WORDS: &[(Sense, &str)] = &[
    (
        AtLeast,
        "co najmniej|ponad|więcej niż|nie mniej niż|przynajmniej|powyżej|minimum|przeszło|grubo ponad|znacznie ponad|conajmniej|przekracza|przekroczyła|przekroczył|przekroczyło|przekroczyli|nie mniej jak|minimalnie|z górą|co najmiej|powyzej",
    ),
    (
        AtMost,
        "do|co najwyżej|nie więcej niż|mniej niż|poniżej|maksymalnie|najwyżej|nawet|nawet do|maksimum|aż do|niespełna",
    ),
    (Approx, "około|ok|ok.|prawie|niemal|blisko|mniej więcej|jakieś|jakichś|koło|szacunkowo|w przybliżeniu|rzędu"),
    (
        Filler,
        "kolejne|kolejnych|kolejna|kolejny|jeszcze|wszystkie|wszystkich|dalsze|dalszych|następne|następnych|te|tych|aż|tylko|zaledwie|łącznie|w sumie|dodatkowo|dodatkowe|inne|innych",
    ),
    (OrMore, "lub więcej|i więcej|albo więcej|z okładem|z górą|z hakiem|plus|z kawałkiem"),
    (Join, "do|lub|czy|albo"),
    (Between, "od|między|z|pomiędzy"),
    (From, "z|ze|od"),
    (Of, "z|ze|spośród|z tych"),
    (Crowd, "tłum|grupa|grupę|załoga|populacja"),
    (OfThem, "z nich|spośród nich|z których"),
    (
        None0,
        "brak|żadnych|żadnej|bez|nie ma|nie było|nikt nie|nikt|żaden|żadna|ani jednego|ani jednej|nie odnotowano|nie stwierdzono|nie zgłoszono|nie ma informacji o|zero|nie zanotowano|ani",
    ),
    (NoneWho, "nikt nie|nikt|nikogo nie|nikogo|nikomu nie|nikomu|żaden|żadna|ani jeden|ani jedna"),
    (
        NoneAfter,
        "nie ma|nie było|brak|nie odnotowano|na szczęście nie ma|nie stwierdzono|udało się uniknąć|uniknięto|nie zgłoszono|nie ma także|nie zanotowano|nie ma też",
    ),
    (
        Revised,
        "wzrosła do|wzrosło do|wzrósł do|zwiększyła się do|sięgnęła|osiągnęła|spadła do|zmalała do|zmniejszyła się do|zaktualizowano do",
    ),
    (Is, "padło|padli|wynosi|wyniosła|wynosiła|to|sięga"),
    (
        Change,
        "wzrosł*|wzrósł|zwiększył*|spadł*|zmalał*|zmniejszył*|podskoczył*|podnosząc|podniósł|podniosł*|zwiększając|urosł*|urósł",
    ),
    (Tally, "liczba|liczbę|liczby|bilans"),
    (
        Link,
        "osób|osoby|osoba|ludzi|mieszkańców|odbiorców|miejscowości|jest|są|było|były|był|była|został|została|zostało|zostali|zostały|pozostaje|pozostało|pozostają|nie|ma|miało|mieli|miał|miała|mają|uznano|uznaje|uważa|za|odniosło|odnieśli|dzieci|cywilów|także|się|już|wciąż|nadal|trzeba|musiało|musieli|musiano|lekko|ciężko|łącznie|w|wyniku|ataku|ostrzału|wybuchu|i|jeszcze|mieszkańcy|kobiety|mężczyźni|figuruje",
    ),
    (Including, "w tym|wśród nich|między innymi|m.in|z czego|z których|włącznie z"),
    (
        Thing,
        "metr* kwadratow*|kilometr* kwadratow*|m kw|km kw|metr* sześcienn*|km/h|kilometr* na godzinę|mkw|cm|kg|ha|mw|kw|kv|gb",
    ),
    (
        Noun(People),
        "osób|osoby|osoba|osobę|osobom|osobami|ludzi|ludzie|ludziom|mieszkańc*|mieszkanki|dzieci|dziecko|dziecka|żołnierz*|cywilów|cywili|cywile|mężczyzn*|kobiet|kobiety|kobieta|kobietę|obywateli|wojskowych",
    ),
    (Noun(Casualties), "ofiar|ofiary|ofiara|ofiarami|ofiarom"),
    (
        Noun(Killed),
        "zabit*|zmarłych|poległ*|zgon*|ofiar śmiertelnych|ofiary śmiertelne|ofiara śmiertelna|ciał|ciała|zabici|zabite|ofiarach śmiertelnych",
    ),
    (Noun(Injured), "rannych|ranni|poszkodowan*|rannego|ranny|ranne"),
    (Noun(Missing), "zaginion*|zaginieni|zaginione"),
    (Noun(Buildings), "budynk*|budynek|obiektów|obiekty|magazynów|magazyny|hangar*"),
    (
        Noun(Houses),
        "domów|domy|dom|mieszkań|domu|domach|mieszkania|domostw|budynków mieszkalnych|budynki mieszkalne|bloków|bloki|bloku",
    ),
    (
        Noun(Settlements),
        "miejscowości|miejscowościach|wsi|wsie|wsiach|wiosek|wioski|miast|miasta|miastach|osad|gmin|gminach",
    ),
    (Noun(Drones), "dron*|bezzałogow*|bsp|kwadrokopter*|shahed*|szahed*|bsl|uav"),
    (Noun(Missiles), "rakiet|rakiety|rakieta|rakietę|rakietami|pocisk*"),
    (Noun(Explosions), "wybuch*|eksplozj*"),
    (Noun(Metres), "metrów|metry|metra|metr|metrach|m"),
    (Noun(Kilometres), "km|kilometr*"),
    (Noun(Hours), "godzin|godziny|godzinę|godzina|godzinach"),
    (Noun(Minutes), "minut|minuty|minutę|minuta|minutach"),
    (Noun(Days), "dni|doby|dób|dniach|dzień|dobę"),
    (Noun(Views), "wyświetle*|odsłon*|obejrze*"),
    (Noun(Reposts), "udostępnień|udostępnienia"),
    (Noun(Customers), "gospodarstw*|odbiorc*|abonent*|klient*"),
    (Noun(Displaced), "uchodźc*|przesiedleń*|uchodźców"),
    (
        Noun(Vehicles),
        "samochod*|samochód|pojazd*|aut|auta|auto|ciężarów*|autobus*|czołg*|karet*|tir|tirów|tiry|radiowoz*|wozów|wozy|bwp|btr|wozów bojowych|busów|busy|motocykl*|transporter*",
    ),
    (
        State(Killed),
        "zginęł*|zginął|zginąć|ginie|giną|zabit*|zabił*|śmierć poni*|poniosł* śmierć|poniosł* śmierc*|zmarł*|śmierć|śmierci|nie żyje|zamordowan*|odebrał* życie|straciło życie|stracił* życie|nie żyją|ponieśli śmierć|zginie|ofiarą śmiertelną|zabici",
    ),
    (
        State(Injured),
        "rannych|ranne|ranni|rann*|poszkodowan*|ucierpia*|trafił* do szpital*|hospitalizowan*|odniosł* obrażenia|odnieśl* obrażenia|odniósł obrażenia|odniosł* rany|obrażenia odniosł*|obrażeń doznał*|doznał* obrażeń|rany odniosł*|zranił*|przewiezion* do szpital*|zabran* do szpital*|odniosło obrażenia|odniosła obrażenia|ranił*|ranił|poparzon*|do szpitala trafił*|do szpitali trafił*|do szpitala przewiezion*|do szpitala zabran*|trafił* do szpitali|przewieziono do szpitali|doznało obrażeń|rany odniósł|obrażenia odniósł|został ranny|została ranna|kontuzjowan*",
    ),
    // Of those in hospital no more is said than that they are people.
    (
        State(People),
        "w szpitalu|w szpitalach|w stanie ciężkim|w ciężkim stanie|w stanie krytycznym|w krytycznym stanie|w stanie bardzo ciężkim",
    ),
    (State(Missing), "zaginion*|zaginę*|zaginął|zaginieni"),
    (State(Evacuated), "ewakuowa*|ewakuuj*"),
    (State(Displaced), "przesiedlon*|uciekł*|opuścił* dom*"),
    (
        State(WithoutPower),
        "bez prądu|bez energii|nie ma prądu|bez elektryczności|bez zasilania|prądu nie ma|nie mają prądu|pozbawion* prądu|pozbawion* energii|pozbawił* prądu|pozbawił* energii|bez energii elektrycznej|stracił* prąd|odcięt* od prądu|w ciemności|w ciemnościach",
    ),
    (State(Reposts), "udostępni*"),
    (State(Views), "obejrzan*|obejrzał*|wyświetlon*|wyświetli*"),
    (Times, "razy|raz"),
    (Age, "lat|lata|letni*"),
    (
        NotCount,
        "procent*|proc|złotych|złote|złoty|zł|dolarów|dolary|euro|rubli|hrywien|rano|wieczorem|w nocy|nad ranem|trzecie|trzecich|czwarte|czwartych|punkt*|stopni|pkt|groszy|mm|milimetr*|złot*|dolar*|rubl*|hrywn*|koron",
    ),
    (
        NotNoun,
        "i|lub|w|we|na|z|do|od|za|po|pod|nad|dla|roku|rok|r|lat|lata|że|jak|który|gdzie|kiedy|ale|zł|złotych|procent*|go|ty|się|nie|ze|przez|przy|o|są|jest|był|była|było|były|to|oraz|a|także|już|jeszcze|przed|ma|mają|tylko|ich|jego|piętro|piętrze|potrzeb*|klasa|klasie|klasy|stopnia|kategorii|grupy|piętra|teraz|potem|tutaj|bardzo|tej|tego|tych|kadencji",
    ),
    (
        Before,
        "ulica|ulicy|ul|szkoła|szkoły|szkole|pas|artykuł*|wersja|kanał*|brygad*|numer|numerem|nr|przy|pokój|pokoju|lokal|autobus|tramwaj|linia|linii|linię|tel|telefon|rejs|rozdział|sala|sali|blok|dom|budynek|mieszkanie|szpital|zmiana|droga|droga krajowa|etap|strona|sezon|punkt|peron|tor|zadzwoń|batalion*|pułk*|kopalnia|kaliber|kalibru|kalibrze|magnitudzie|piętro|piętrze|przedszkole|przychodnia|rondo|art|ust|pkt|par|lok",
    ),
];
