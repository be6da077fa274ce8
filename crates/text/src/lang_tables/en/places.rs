//! English words about places.

use crate::lang_tables::words::PlaceWords;

/// The table.
pub static WORDS: PlaceWords = PlaceWords {
    before: "in at near from to into around outside inside across towards toward through via of over above off on between \
             beyond against throughout within hit hits struck strikes shelled attacked reached leaves left enters entered",
    town: "city town village settlement hamlet port municipality suburb capital township borough community",
    region: "region oblast krai province voivodeship state territory okrug republic prefecture",
    district: "county district raion rayon parish powiat borough township",
    street: "street st avenue ave road rd boulevard blvd lane ln drive dr square highway hwy court place way terrace",
    nature: "river lake sea bay gulf strait ocean island islands isle mountain mountains mount hill hills valley peninsula \
             creek canyon forest beach coast desert reservoir bridge cape delta canal falls park",
    facility: "refinery airport airfield airbase station substation plant depot",
    title: "mr mrs ms miss dr prof professor president governor mayor minister senator sen rep gov general gen colonel col \
            captain capt lieutenant lt sergeant sgt major maj king queen prince princess pope chancellor judge justice \
            officer detective chief secretary ambassador commander spokesman spokeswoman spokesperson coach sir lord lady \
            rev reverend father sister brother uncle aunt journalist reporter correspondent author director deputy \
            representative congressman congresswoman commissioner sheriff attorney reverend sheriff's pastor bishop user by",
    given: "james john robert michael michal william david richard joseph thomas charles christopher daniel matthew anthony mark donald \
            steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas \
            eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis \
            jerry tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy walter christian keith roger \
            terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan \
            albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene mary patricia jennifer \
            linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily donna \
            michelle carol amanda melissa deborah stephanie rebecca laura helen sharon cynthia kathleen amy shirley angela anna \
            ruth brenda pamela nicole katherine virginia catherine christine samantha debra janet rachel carolyn emma maria \
            heather diane julie joyce evelyn joan victoria sofia sophia sophie charlotte kelly christina lauren frances martha judith cheryl megan andrea \
            olivia ann jean alice jacqueline hannah doris kathryn gloria teresa sara janice marie julia grace judy theresa \
            madison beverly denise marilyn charlotte danielle sophia rose amber jane tony mike jim bob tom bill dan dave steve \
            chris matt ben sam nick tim ken greg jeff rick fred ed ted ron don ray phil craig troy lee luis carlos miguel pedro \
            antonio francisco jorge manuel mario angel rafael diego pablo oscar ivan boris vladimir volodymyr vyacheslav \
            viacheslav sergei sergey serhiy oleksandr oleksiy aleksandr alexei aleksei alexey dmitry dmytro mykola nikolai andriy \
            andrei andrey yuri yuriy igor ihor viktor victor vitaliy vitali vitaly oleg oleh mikhail mykhailo denys pavel petro \
            anton roman maksym maxim yevgeny yevhen valery valeriy gennady konstantin kyrylo anatoly leonid stanislav vadim \
            bohdan taras ostap hanna olena oksana iryna natalia tetiana svitlana yulia ludmila galina irina olga elena tatiana \
            ekaterina ksenia dmitri emmanuel angela ursula jens boris rishi keir olaf recep viktor donald joe barack hillary \
            kamala mitch nancy chuck bernie kurt dick harry hugh neil ian colin graham stuart simon martin geoffrey derek trevor \
            ahmed mohammed muhammad mohamed ali hassan hussein omar ibrahim yusuf abdul bruno marco luca giovanni paolo pierre \
            louis francois hans klaus jan piotr andrzej tomasz krzysztof marek donald stella vivian chloe lily ava mia zoe \
            isabella abigail marvin clyde earl floyd leon leonard lloyd melvin norman stanley howard clarence curtis dean dale \
            glenn wesley travis marcus derrick darrell calvin casey cody dustin jared joel jon kirk lance leroy lewis maurice \
            max micah nelson perry preston reginald rodney ross rudy seth shane shawn sidney spencer todd trent warren tracy \
            tara tammy tanya sylvia stacy sally rosa rita renee regina peggy paula natalie monica mildred marlene loretta lois \
            lillian leslie kristen katie juanita joanne jill jackie irene ida holly hazel gail florence erin erica ellen elaine \
            edna dorothy dolores crystal connie clara carrie bonnie bethany becky anita annie april wanda yvonne wendy",
    given_or_town: "milan milana alma lourdes aurora helena regina marina adrian florian julian fabian damian darius lilian \
                    ismail izmail iziaslav iaroslav yaroslav jaroslav boryslav borislav volodymyr vladimir rostyslav",
    office: "mayor governor head chief chairman chairwoman president prefect",
    organisation: "fire police council court university college airport hospital zoo museum school schools academy institute \
                   association agency authority department office bureau commission committee company group union club \
                   team center centre foundation project week day festival agreement accord conference convention summit \
                   forum treaty protocol declaration stock exchange time times transit metro railway port power energy \
                   water electric gas oil steel bridge tower hotel theatre theater opera orchestra church cathedral \
                   embassy consulate prosecutors prosecutor officials residents authorities military defense defence army \
                   navy force forces guard brigade division regiment battalion front pride marathon open cup games \
                   parliament senate assembly city-hall hall house street avenue press news media tv radio arena stadium",
    never: "iskander kalibr shahed kinzhal bayraktar himars grad javelin patriot the a an and or but if then this that these those it its he she they we you i his her their our your my me him us \
            them who what when where why how there here not no yes all any some many most more much other another each every \
            few several such same so very too also just only even still yet again once after before while during since until \
            although because though unless as than like for with without about up down out by monday tuesday wednesday \
            thursday friday saturday sunday january february march april may june july august september october november \
            december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec today yesterday tomorrow \
            tonight morning evening night day week month year time times new old big great good best first last next one two \
            three four five six seven eight nine ten hundred thousand million billion video videos image images photo photos \
            footage watch breaking update news report reports live war attack attacks army police military fire people person \
            man woman men women child children boy girl family home house school university college hospital church company \
            group team club league game games season player players coach bank market business office center centre court \
            county department government council congress senate parliament committee union party president minister mayor \
            governor state states nation nations world international national federal local public general special united \
            north south east west northern southern eastern western central english russian ukrainian polish american british \
            french german chinese italian spanish european african asian russians ukrainians americans god jesus christ \
            christian catholic internet twitter facebook telegram instagram youtube google microsoft apple amazon reuters \
            associated press times post journal ap afp bbc cnn nbc abc cbs fox nato eu un usd ceo cfo covid hiv dna usb tv \
            radio will was were is are be been being have has had do does did can could would should may might must shall let \
            get got go went come came take took make made see saw know knew think thought say said says tell told ask asked \
            give gave find found use used work worked call called try tried need needed want wanted look looked show showed \
            read write speak speaks turn start stop open close play run move live lived believe hold bring happen set sit \
            stand lose pay meet include continue learn change lead understand follow create spend grow win offer remember \
            love consider appear buy wait serve die send expect build stay fall cut reach kill remain suggest raise pass sell \
            require decide return explain hope develop carry break receive agree support hit produce eat cover catch draw \
            choose of in at on to from near over under however according meanwhile moreover despite multiple both either \
            neither thanks please hello dear sir madam director manager chairman officer chief spokesman under along \
            born died dr mr mrs ms jr sr inc ltd co corp llc st ave rd blvd no nos vol pp ed eds street road avenue \
            baseball basketball football soccer hockey golf tennis olympics cup grand prix super bowl christmas easter \
            thanksgiving halloween republican democrat republicans democrats democratic liberal conservative labour obama \
            bush clinton trump biden putin zelensky reagan kennedy mccain pope king queen prince lady lord saint \
            sheriff judge officials official residents authorities police troops forces soldiers rockets missiles drones \
            building power water bridge station road river lake park hill valley island beach mount \
            northwest northeast southwest southeast \
            northeastern northwestern southeastern southwestern highlands plains hamas hezbollah isis",
    plain: "sandy hurricane metro downtown seaside liberty share spring pool store nice sale rest capital \
            opportunity normal human mobile mission airport luck holiday hail sues reading basic acre forest \
            spoken solo shirt pet bone uptown surprise split scare reservoir tours soul shutting mins lone \
            log kinda hang vista unity fountain dual spring summer autumn winter fall",
    ordinary: "brest bar brody chad man most hope union reading bath nice mobile orange normal police",
    family: "washington lincoln jackson houston austin madison jefferson franklin hamilton clinton wilson anderson johnson davis \
             miller moore taylor allen young king wright scott hill green baker nelson carter mitchell roberts turner phillips \
             campbell parker evans edwards collins stewart morris rogers reed cook morgan bell murphy bailey cooper richardson \
             cox howard ward brooks gray watson bennett wood barnes ross henderson coleman jenkins perry powell long patterson \
             hughes flores butler simmons foster bryant russell griffin hayes myers ford graham sullivan wallace cole west \
             owens reynolds fisher ellis harrison gibson mcdonald cruz marshall ortiz gomez murray freeman wells webb simpson \
             stevens tucker porter hunter hicks crawford henry boyd mason kennedy warren dixon ramos reyes burns gordon shaw \
             holmes rice robertson hunt black daniels palmer mills grant knight ferguson rose stone hawkins dunn perkins hudson \
             spencer gardner stephens payne pierce berry matthews arnold wagner willis watkins olson carroll duncan snyder hart \
             cunningham bradley lane andrews ruiz harper fox riley armstrong carpenter weaver greene lawrence elliott chavez \
             sims austin peters kelley franklin lawson fields ryan schmidt carr vasquez castillo wheeler chapman oliver \
             montgomery richards williamson johnston banks meyer bishop mccoy howell morrison hansen garza harvey little burton \
             stanley george jacobs reid kim fuller lynch dean gilbert garrett welch larson frazier burke hanson day moreno \
             bowman fowler london paris berlin orlando preston chester lancaster york burton sutton bolton norton newton \
             clayton dalton hilton carlton walton milton sydney florence chelsea brandon troy roscoe denver dallas",
    speech: "said says saying announced announces claimed claims denied denies accused accuses wants want warned warns condemned \
             condemns agreed agrees decided decides confirmed confirms reported reports insisted insists demanded demands \
             rejected rejects vowed vows pledged pledges threatened threatens blamed blames argued argues believes hopes \
             responded responds urged urges called calls stated states admitted admits ordered orders refused refuses \
             replied replies answered answers maintains maintained considers proposed proposes backed signalled signaled",
    outlet: "times post independent journal herald tribune globe gazette chronicle star sun mail observer telegraph guardian \
             radio magazine newspaper inc ltd llc corp corporation company fc united rovers airlines airways bank express \
             dispatch examiner sentinel courier ledger register inquirer review",
    inside: "of de la le les los las del du da do on upon am the and di san al el under",
    directions: [
        "north northward northwards",
        "northeast north-east",
        "east eastward eastwards",
        "southeast south-east",
        "south southward southwards",
        "southwest south-west",
        "west westward westwards",
        "northwest north-west",
    ],
    units: ["km kms kilometer kilometers kilometre kilometres", "mi mile miles", "m metre metres meter meters"],
    from: "of from to the away",
};
