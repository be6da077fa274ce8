//! Polish words about places.

use crate::lang_tables::words::PlaceWords;

/// The table.
pub static WORDS: PlaceWords = PlaceWords {
    before: "ostrzał/u ostrzał/y wyzwoleni/e/a obron/a/y/ę obrzeż/a/ach przedmieści/a/ach mieszkań/cy/ców/com \
             w we na z ze pod koło obok nad za do od przez niedaleko między wokół spod znad przy blisko ku po naprzeciw poza",
    town: "miast/o/a/u/em mieście miejscowoś/ć/ci/cią ws/i wieś wsią wsiach stolic/a/y/ę/ą osad/a/y/ę osadzie miasteczk/o/a/u gmin/a/y/ie/ę port/u/cie",
    region: "stan/u/ie/em/owi/ach obw/ód/odu/odzie/odem województw/o/a/ie/u/em woj region/u/ie/em republik/a/i/ę/ą republice kraj/u okręg/u/iem prowincj/a/i/ę",
    district: "powi/at/atu/ecie/atem rejon/u/ie/em dzielnic/a/y/ę/ą gmin/a/y/ie/ę hrabstw/o/a/ie",
    street: "ulic/a/y/ę/ą ul alej/a/i/ę/e al plac/u/em pl bulwar/u/ze szos/a/y/ie rond/o/a/zie osiedl/e/a/u os",
    nature: "rzek/a/i/ę/ą rzece jezior/o/a/ze/em morz/e/a/u/em zatok/a/i/ę zatoce cieśnin/a/y/ie wysp/a/y/ie/ę/ą gór/a/y/ze/ę półwys/ep/pu/pie zalew/u/ie dolin/a/y/ie pustyni/a/ę",
    facility: "rafineri/a/i/ę/ą lotnisk/o/a/u/iem elektrowni/a/i/ę/ą elektrociepłowni/a/i/ę dworzec dworca dworcu stacj/a/i/ę/ą skład/u/zie magazyn/u/ie szpital/a/u",
    title: "prezydent/a/owi/em gubernator/a/owi/em burmistrz/a/owi/em minist/er/ra/rem/rowi premier/a/owi/em generał/a/owi/em gen pułkownik/a/iem płk szef/a/em/owi pose/ł posła posłem \
            dyrektor/a/em sekretarz/a/em ambasador/a/em dziennikarz/a/em/ka/ki rzeczni/k/ka/kiem/czka/czki przewodnicząc/y/ego/a/ym lider/a/em aktor/a/em/ka/ki reżyser/a/em pan/a/u/em/i/ią \
            profesor/a/em prof doktor/a/em dr ksiądz księdza biskup/a/em papież/a/em król/a/em królow/a/ej marszał/ek/ka/kiem senator/a/em sędzi/a/ego kapitan/a major/a porucznik/a wiceminister dowódc/a/y/ę/ą",
    given: "Adam% Aleksander Aleksandr/a Andrzej% Antoni Antoniego Arkadiusz% Artur% Bartosz% Bartłomiej% Bogdan% Bogusław% Bronisław% Cezary Czesław% Damian% Daniel% Dariusz% Dawid% Dominik% Donald% Edward% \
            Filip% Franciszek Franciszka Grzegorz% Henryk% Ignacy Jacek Jacka Jakub% Jan% Janusz% Jarosław% Jerzy Jerzego Józef% Kamil% Karol% Kazimierz% Konrad% Krystian% Krzysztof% Leszek Leszka Lech% Leon% Łukasz% \
            Maciej Macieja Maciejem Marcin% Marek Marka Mariusz% Mateusz% Michał% Mieczysław% Mikołaj% Mirosław% Norbert% Patryk% Paweł Pawła Pawłem Piotr% Przemysław% Radosław% Rafał% Robert% Roman% Ryszard% Sebastian% \
            Sławomir% Stanisław% Stefan% Szymon% Tadeusz% Tomasz% Waldemar% Wiesław% Wiktor% Witold% Wojciech% Władysław% Włodzimierz% Zbigniew% Zdzisław% Zygmunt% \
            Agat# Agnieszk# Alicj# Aleksandr# Anet# Anit# Ann# Barbar# Beat# Bożen# Danut# Dorot# Edyt# Elżbiet# Ew# Ewelin# Grażyn# Halin# Hann# Iren# Iwon# Izabel# Jadwig# Janin# Joann# Jolant# Justyn# Kamil# \
            Karolin# Katarzyn# King# Krystyn# Lucyn# Magdalen# Małgorzat# Mari/a/i/ę/ą Mart# Monik# Natali/a/i/ę Patrycj# Paulin# Renat# Sylwi/a/i/ę Teres# Urszul# Wand# Weronik# Wioletta Zofi/a/i/ę/ą Wiktori/a/i/ę/ą Klaudi/a/i/ę/ą Zuzann# \
            Wołodymyr% Władimir% Siergiej% Serhij% Ołeksandr% Dmitrij% Dmytro Wiaczesław% Ihor% Igor% Wiktor% Mykoła Mykoły Witalij% Wadym%",
    given_or_town: "Milan% Milan# Milen# Borysław% Izasław% Florian% Adrian% Julian% Fabian% Marian% Kornel% Lilian# Len# Nin# Alin# Albin# Sabin# Laur# \
                    Blank# Jagod# Oliwi/a/i/ę/ą Liwi/a/i Ameli/a/i/ę/ą Emili/a/i/ę/ą Konstancj/a/i/ę/ą Florencj/a/i Helen# Lubomir% Mścisław% Wer# Nikol/a",
    office: "burmistrz/a/owi/em burmistrzyni prezydent/a/owi/em wójt/a/owi/em starost/a/y/ę/ą wojewod/a/y/ę/ą sołtys/a/em mer/a/em gubernator/a/em szef/a/em/owa",
    organisation: "policja straż szpital uniwersytet lotnisko zoo arena",
    never: "iskander% kalibr% szahed% bayraktar% a i oraz ale lub albo czy co jak to ta ten te ci on ona ono oni one my wy ja ty jego jej ich nasz nasza nasze wasz mój swój nie tak tam tu tutaj gdzie kiedy jeśli żeby aby bo dla przy bez \
            przed po od do za na w we u nad pod przez między koło także też tylko nawet więcej mniej bardzo może można trzeba był była było byli są jest będzie będą kto czym czego sam sama sami się \
            jeden jedna jedno dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć sto tysiąc dziś dzisiaj wczoraj jutro rano wieczorem nocą poniedział/ek/ku wtor/ek/ku środ/a/ę/y czwart/ek/ku \
            piąt/ek/ku sobot/a/ę/y niedziel/a/ę/i stycz/eń/nia lut/y/ego mar/zec/ca kwie/cień/tnia maj/a czerw/iec/ca lip/iec/ca sierp/ień/nia wrze/sień/śnia październik/a listopad/a grud/zień/nia rok roku lat \
            rosjan/ie/in/ki ukrai/niec/ńcy/ńców polak polacy polaków prezydent minister gubernator rząd parlament sejm senat partia wojna wybuch wybuchy atak rakieta rakiety armia policja nato onz ue \
            kreml/a/u/em biały czerwony czarny nowy nowa nowe stary wielki wielka pierwszy pierwsza drugi trzeci ludowy związek front ruch centrum chwała zwycięstwo pokój wschód zachód północ południe \
            gazeta wiadomości fakt pap interia onet telegram twitter facebook wideo zdjęcia świadkowie mieszkańcy władze wojskowi miasto obwód powiat wieś ulica bóg kościół wielkanoc boże szkoła uniwersytet \
            rosyjsk/i/a/ie/iej/iego ukraińsk/i/a/ie/iej/iego polsk/i/ie/iej/iego polską putin% zełensk/i/iego tusk% duda kaczyńsk/i/iego czas ludzie człowiek dzień życie sprawa ręka raz słowo miejsce pytanie \
            strona kraj wcześniej jednak oprócz wśród zamiast zgodnie mimo dzięki wskutek oto przecież dopóki dlaczego ile jaki jaka jakie każdy każda inny inna inne taki taka takie który która które \
            dziękuję cześć uwaga pilne ważne więc np oczywiście możliwe prawdopodobnie wreszcie razem obecnie teraz potem wtedy znowu już jeszcze choć niby właśnie wszyscy wszystko bomba trzyma",
    plain: "",
    ordinary: "brzeg buk gaj góra ruda kozy koło marki piła reda turek wieprz wola wisła włochy wesoła zielonka łapy łask \
               ryki nowe czarne krzyki klucze jawor ochota bór gniew kęty osiek śródmieście szerszenie lipa lipno lipiec \
               warka błonie brzeziny borek tłuszcz twierdza słoneczne orzech pniewy ursus września wrzesień pajęczno nisko \
               główno głowno szczytna kalety przystań radom rada rady rano biała białe bogaty brody browar bukowa chmura \
               cisza czerwona dąb dęby dobra dobre dolina droga dwór dzień dziki głęboka głos grab grodzisko groby huta jama \
               jasna jasło jezioro kamień kępa klon klin knurów kolonia komora kopiec kora korona krasne krzyż krzyże kuźnia \
               laski lasy las lubin łąka łąki łódź łuk mały mała małe miasto miasta młyn młyny most mosty niwa niwy nowa nowy \
               nowiny ogród okno olszyna osa osada ostrów ostra pasieka pęd piaski piasek plac pole pola poręba potok prawda \
               ruda rybnik rzeka rzepin sad sady sarna skała skały słup sokół sól sosna stara stare stary staw stawy strych \
               studnia sucha sulejów susz szkoła targ tarcza trawa tur twarda tychy ustroń wał wały węgiel wieś wilk wilki \
               wiśnia wody woda wrota wrzos wysoka zamek zamość zawada zielona złota złoto żabka żaba żuk żory żuraw łan \
               szydło odra narew noc zabór pisz ochotnica rawa kolej skok płock prądnik",
    family: "warszawski krakowski poznański lubelski gdański zieliński wiśniewski kowalski nowak lewandowski wójcik kamiński dąbrowski dąbrowska kozłowski jankowski mazur wojciechowski kwiatkowski kaczmarek górski",
    speech: "uzgodnił/a/o/y uzgodnili ustalił/a/o/y porozumiał/a/y powiedział/a/o/y oświadczył/a/o/y poinformował/a/o/y informuje twierdzi twierdzą zaprzecza zaprzeczył/a/o oskarża oskarżył/a/o ostrzega ostrzegł/a/o żąda zażądał/a/o chce chcą uważa potwierdził/a/o \
             potępił/a/o wezwał/a/o wzywa zdecydował/a/o odmówił/a/o odrzuca odrzucił/a/o proponuje zaproponował/a/o odpowiedział/a/o zareagował/a/o obiecał/a/o grozi zagroził/a/o przyznał/a/o ogłosił/a/o",
    outlet: "gazeta wyborcza dziennik kurier radio tv bank fm news legia wisła",
    inside: "nad pod i de la w na",
    directions: [
        "północ/y",
        "północny-wschód północnego-wschodu",
        "wsch/ód/odu/odzie",
        "południowy-wschód",
        "południ/e/a/u",
        "południowy-zachód",
        "zach/ód/odu/odzie",
        "północny-zachód",
    ],
    units: ["km kilometr/y/ów/ach/a", "mil/a/i/e mil", "m metr/y/ów/ach/a"],
    from: "od do na",
};
