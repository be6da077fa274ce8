//! English words that say who speaks, how sure, and where a clause begins. Folded; `*` leaves the ending open.
//! How a row is used is said at `crate::cues::Sense`.

use crate::cues::{Force, Row, Sense};
use crate::hedges::HedgeClass::{Distancing, Epistemic, Reportative};
use crate::speakers::Role;

pub(crate) const CUES: &[Row] = &[
    (
        Sense::Hedge(Reportative),
        "it is believed|it was believed|it is thought|it is alleged|it is claimed|it is feared|it is rumoured|it is rumored|it is understood|rumour has it|rumor has it|reportedly|unconfirmed|unverified|reports of|according to reports|reports say|reports said|reports suggest|\
         reports indicate|amid reports|it is reported|it was reported|is reported to|are reported to|was reported to|\
         were reported to|is said to|are said to|was said to|were said to|said to be|said to have|rumour*|rumor*|\
         word is|is understood to|are understood to|has been reported|have been reported|hearing that|\
         being reported|they say|people say|people are saying|some say|it is said",
    ),
    (
        Sense::Hedge(Distancing),
        "allegedly|alleged|purported*|supposedly|so-called|ostensibly|claims that|claims of|claimed to|self-proclaimed",
    ),
    (
        Sense::Hedge(Epistemic),
        "is believed|are believed|was believed|were believed|would have|in all likelihood|potentially|arguably|tentatively|in all probability|unknown whether|unknown if|apparently|possibl*|probabl*|likely|presumabl*|perhaps|maybe|seemingly|evidently|conceivabl*|might|may have|\
         may be|could have|could be|must have been|seems|seem|seemed|appears to|appear to|appeared to|appears that|\
         it appears|looks like|look like|looked like|looks as if|believed to|thought to|suspected of|suspected|\
         feared|assumed to|expected to|i think|i believe|i guess|not sure|not clear|unclear|no idea|seems like|\
         according to preliminary|preliminary information|preliminary data|according to unconfirmed|\
         according to unverified|according to initial|initial reports|early reports|preliminary reports|were supposed to|\
         was supposed to|suggesting|as if|whether|if|it is not known|it was not known|it is not yet known|it was not immediately clear|it is unclear|by all accounts|presumed|to all appearances",
    ),
    (
        Sense::Speech(Force::Say),
        "texted|messaged|complained|complains|complain|promised|promises|pledged|vowed|vows|conceded|concedes|concede|disclosed|clarified|clarifies|specified|specifies|recounted|recounts|lamented|cautioned|cautions|boasted|confirm|warn|admit|explain|explains|acknowledge|acknowledges|stress|stresses|argues|argue|argued|said|says|say|saying|points out|pointed out|has said|have said|told|tells|wrote|writes|stated|stating|added|adds|adding|confirmed|confirms|confirming|\
         noted|explained|replied|tweeted|warned|warns|insisted|insists|insist|acknowledged|admitted|admits|\
         declared|assured|stressed|recalled|recalls|responded|testified|emphasised|emphasized|reiterated",
    ),
    (
        Sense::Speech(Force::SayWeak),
        "put the number|puts the number|put the toll|puts the toll|put the death toll|puts the death toll|put the figure|puts the figure|put the losses|puts the losses|put the count|puts the count|put the total|puts the total|described|describes|observed|concluded|concludes|signalled|signaled|urged|urges|reported|reports|report|announced|announces|commented|comments|posted|read|reads|states|state|writing|\
         revealed|remarked|reporting|blamed",
    ),
    (Sense::Speech(Force::Claim), "claimed|claim|claiming|alleges|allege|alleging|asserted|asserts|contends|contended"),
    (Sense::Speech(Force::ClaimWeak), "claims"),
    (Sense::Speech(Force::Deny), "denied|denies|deny|denying|refuted|refutes|dismissed"),
    (
        Sense::Speech(Force::Suppose),
        "suggest|speculate|assume|estimate|think|reckon|reckons|reckoned|fears|doubts|suggested|suggests|believes|believe|thinks|suspects|suspect|speculated|speculates|assumes|estimates|estimated",
    ),
    (
        Sense::Perceive,
        "i saw|i heard|i felt|i filmed|we saw|we heard|we felt|we filmed|i see|i hear|we see|we hear|i can see|i can hear|we can hear|i was there|we were there",
    ),
    (
        Sense::According,
        "according to|in the words of|citing data from|in the opinion of|in the view of|by the account of",
    ),
    (Sense::Citing, "citing|quoting|with reference to|referring to|by way of"),
    (Sense::As, "as"),
    (Sense::That, "that|how"),
    (Sense::And, "and|but|or|yet"),
    (
        Sense::Sub,
        "when|after|before|because|while|although|though|until|since|once|as a result of which|so that|even though|\
         where|as",
    ),
    (Sense::If, "if|unless|whether"),
    (Sense::Rel, "which|who|whom|whose|where|on which|in which|one of which"),
    (
        Sense::Neg,
        "no|not|never|nobody|none|neither|nor|cannot|can't|didn't|don't|doesn't|wasn't|weren't|isn't|aren't|hasn't|\
         haven't|hadn't|won't|couldn't|without casualties|without injuries|without damage|without victims|nothing|no one",
    ),
    (
        Sense::NotNeg,
        "not known|not yet known|not yet clear|not immediately clear|not only|no less than|not less than|no fewer than|no more than|not clear|not sure|no idea|not just|no longer than",
    ),
    (Sense::Pronoun, "he|she|they|it|one|who|i|we|this|these|those|its|his|her|their"),
    (
        Sense::Verb,
        "withdrew|fought|sought|swept|dug|hung|stuck|swung|stole|froze|woke|wore|tore|bore|swore|chose|drew|hid|bit|slid|rode|arose|fled|bled|fed|sat|lit|quit|shut|burst|lent|spent|bent|dealt|meant|paid|laid|sold|understood|withstood|swam|sang|rang|shrank|overcame|forgot|ate|beat|wants|want|needs|faces|continues|continue|resumes|plans|expects|hopes|opens|closes|remain|stay|stays|stayed|try|tries|seek|seeks|grows|grow|smells|smell|keeps|suffers|causes|leaves|follows|allows|arrives|enters|crosses|comes|rises|declines|refuses|mourn|mourns|search|searches|is|are|was|were|be|been|has|have|had|did|does|do|will|would|can|could|should|may|might|must|isn't|aren't|\
         wasn't|weren't|hasn't|haven't|hadn't|didn't|don't|doesn't|won't|can't|cannot|couldn't|went|goes|go|fell|\
         falls|hit|hits|struck|strikes|caught|took|takes|shot|broke|breaks|came|comes|led|leads|lost|loses|burned|\
         burns|burnt|left|leaves|flew|flies|kills|wounds|injures|destroys|bombs|shows|show|showed|shown|saw|sees|\
         heard|hears|began|begins|started|starts|became|becomes|remains|stands|stood|lies|lay|sank|sinks|blew|blows|\
         shook|shakes|ran|runs|made|makes|put|puts|sent|sends|held|holds|cut|cuts|gave|gives|got|gets|seems|appears|\
         looks|said|says|told|wrote|read|reads|launches|fires|damages|explodes|misfires|crashes|collapses|claims|\
         denies|confirms|reports|contains|carries|threw|drove|drives|met|meets|grew|rose|rises|saw|felt|feels|\
         found|finds|kept|keeps|spread|spreads|set|sets|expands|turns|moves|blocks|doubt|doubts|depends|works|work|\
         happened|happens|occurs|live|lives|won|brought|built|spoke|knew|knows|thinks|believes|insists|alleges",
    ),
    (
        Sense::VerbOrNoun,
        "hit|hits|strike|strikes|shot|cut|cuts|fires|blow|blows|claims|reports|work|works|lives|leaves|looks|spread|set|break|breaks|launches|damages|crashes",
    ),
    (
        Sense::NotVerb,
        "red|need|bed|feed|speed|seed|embed|hundred|armed|united|wicked|naked|sacred|indeed|unconfirmed|unverified|\
         alleged|purported|shed|sled|limited|related|so-called|civilised|preliminary|misfiring",
    ),
    (
        Sense::Prep,
        "in|on|at|of|to|from|by|with|near|over|under|for|about|into|after|before|during|against|between|without|\
         following|since|through|across|around|behind|off|out|up|down|outside|inside|towards|toward|per|via",
    ),
    (
        Sense::Evidence,
        "video|videos|footage|image|images|photo|photos|photograph*|clip|clips|picture|pictures|recording|recordings",
    ),
    (Sense::Show, "shows|show|showed|showing|captures|captured|capturing|depicts|depicted|depict|depicting"),
    (Sense::Moment, "the moment|the moment when|how|that"),
    (
        Sense::Anonymous,
        "caption|post|tweet|message|person|user|another|one|commenter|reader|someone|somebody|one person|one user",
    ),
    (
        Sense::Label,
        "watch|breaking|just in|update|updated|video|photo|image|exclusive|read more|read also|live|listen|source|image credit|credit",
    ),
    (
        Sense::Adverb,
        "yesterday|today|tonight|earlier today|as a result|as well|later|also|earlier|then|meanwhile|previously|separately|however|still",
    ),
    (
        Sense::Office,
        "governor*|mayor*|minister*|president*|chief|head|spokesman|spokeswoman|spokesperson|commander*|chairman|prosecutor|director|deputy|senator|ambassador|colonel|general|chancellor|premier|secretary|captain|judge|sheriff|chairwoman|lieutenant",
    ),
    (
        Sense::Role(Role::Official),
        "adviser*|advisor*|aide|aides|medic|medics|doctor*|surgeon*|engineer*|firefighter*|rescuer*|paramedic*|coroner*|judge*|lawyer*|ngo|charity|red cross|osce|nato|pentagon|white house|watchdog|regulator*|border guard*|coastguard|coast guard|task force|brigade|battalion|regiment|organiser*|organizer*|captain|lieutenant|sergeant|major|admiral|marshal|court|cabinet|hospital*|emergency services|prime minister|governor*|mayor*|minist*|president*|spokes*|official*|police*|army|military|air force|navy|general staff|council*|\
         administration*|authorit*|government*|commander*|chief|head|colonel|col|gen|general|prosecutor*|emergency service*|\
         fire service|fire brigade|rescue service*|deputy|department|command|company|operator*|utility|troops|forces|\
         railway*|railroad|forecaster*|town hall|senator|parliament|embassy|kremlin|officer*|ambassador|inspector*|office|un|commission*|director*|service|state department|foreign office|idf|fbi|red crescent|civil defence|civil defense|coalition|rebels|separatists|firefighters|rescuers|spokeswom*|union|airline|airport|institute|secretary|premier|chancellor|investigator*|detective*|sheriff*|governorate",
    ),
    (
        Sense::Role(Role::Outlet),
        "media|outlet*|agency|agencies|newspaper*|channel*|website*|journalist*|reporter*|correspondent*|broadcaster*|tv|\
         radio|news|magazine*|herald|courier|gazette|tribune|press|monitor|reuters|ap|afp|bbc|cnn",
    ),
    (
        Sense::Role(Role::Witness),
        "witness*|eyewitness*|resident*|neighbour*|neighbor*|survivor*|villager*|locals|passer*|driver*|nurse|farmer|\
         local man|local woman|shopkeeper*|cousin|mother|father|brother|sister|friend|student*|passenger*|worker*",
    ),
    (
        Sense::Role(Role::Account),
        "user|users|account|accounts|blogger*|caption|post|tweet|telegram|twitter|facebook|channel called",
    ),
    (
        Sense::Role(Role::Commenter),
        "commenter*|commentator*|person|people|expert*|analyst*|observer*|critic*|historian*|professor|activist*|internet user*",
    ),
    (Sense::Role(Role::Relay), "source|sources|another agency"),
];

/// Endings that make a word of at least four letters look like a verb.
pub(crate) const VERB_ENDINGS: &[&str] = &["ed"];
