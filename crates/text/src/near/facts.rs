//! What each word of a text is to a comparison: a figure, a date word, a denial, perhaps a name, or a plain word.
//!
//! The lists are small on purpose: a word that is missing makes a change of it an ordinary edit, so they hold the words with
//! which a report changes its meaning.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::fold::fold;
use crate::tokens::{TokenKind, tokens};

/// What a token is to a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Says nothing by itself: articles, prepositions, pronouns.
    Small,
    /// Any other word.
    Plain,
    /// A capital where the place explains it (start of a sentence, a text all in capitals): a name or not.
    PerhapsName,
    /// A capital inside a sentence.
    Name,
    /// Digits or a number word.
    Figure,
    /// A weekday, a month, a part of the day, "yesterday".
    Date,
    /// "not", "no", "without".
    Denial,
}

/// A token of a text under comparison.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// The folded word, or the number in one form (`2000` for `2,000` and `2 000`).
    pub(super) word: String,
    pub(super) role: Role,
    /// Where, in bytes of the text.
    pub(super) bytes: Range<usize>,
    /// A sentence ends after it.
    pub(super) ends: bool,
    /// A preposition of place stands before it.
    pub(super) placed: bool,
}

impl Piece {
    /// Whether a change of this token can change what is reported.
    pub(super) fn is_fact(&self) -> bool {
        matches!(self.role, Role::Name | Role::Figure | Role::Date | Role::Denial)
    }
}

const SMALL: &str = " the a an of and or to is are was were it this that as at by for from in on with he she they we i you \
 і й та а але що як у в з із зі до на за по від над під про не для це цей ця ми ви вони він вона я ти його її їх був була були \
 и но что как с со к о от из под это этот эта мы вы они он она его её их был была были для при во об \
 i a ale że jak w z ze do na za po od nad pod o to ten ta my wy oni on ona jego jej ich był była było się jest są ";

const PLACE: &str = " in at near from to into around outside over of у в під біля з із на до над від поблизу по \
 под около возле из над от во вблизи w we pod koło z na do nad od obok ";

const DENIAL: &str = " no not never none nobody nothing without didn't don't doesn't isn't wasn't weren't aren't cannot can't \
 не ні немає нема без жодних жодного жоден ніхто нічого нікого нет никто ничего никого никаких никакого \
 nie bez brak nikt nic żadnych ";

const FIGURES: &str = " one two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty fifty \
 sixty seventy eighty ninety hundred hundreds thousand thousands million millions dozen dozens half both several \
 один одна одне одного двоє два дві двох троє три трьох четверо чотири чотирьох п'ять п'яти п'ятеро шість шести семеро сім семи \
 вісім восьми дев'ять десять десяти десятки десятків двадцять тридцять сорок п'ятдесят шістдесят сто сотні сотень двісті триста тисяча \
 тисячі тисяч тис мільйон мільйони мільйонів млн кілька декілька половина \
 одно двое две двух трое трех четверо четыре четырех пять пяти пятеро шесть семь восемь девять десятков двадцать тридцать \
 пятьдесят шестьдесят сотен двести тысяча тысячи тысяч тыс миллион миллиона миллионов несколько \
 jeden jedna dwa dwie dwoje dwóch trzy troje trzech cztery czworo czterech pięć pięciu sześć siedem osiem dziewięć dziesięć dziesięciu \
 dwadzieścia trzydzieści czterdzieści pięćdziesiąt sto setki dwieście tysiąc tysiące tysięcy tys milion miliony milionów mln kilka \
 kilkanaście połowa ";

const DATES: &str = " today yesterday tomorrow tonight morning evening night afternoon noon midnight \
 сьогодні вчора учора завтра позавчора вранці зранку ранок ранку вдень ввечері увечері вечора вночі уночі ніч ночі опівночі \
 сегодня вчера завтра позавчера утром утра днем вечером вечера ночью ночь ночи полночь \
 dziś dzisiaj wczoraj jutro przedwczoraj rano rankiem wieczorem nocą noc nocy północ południe ";

/// Beginnings of weekdays and months in all cases, folded.
const DATE_BEGINNINGS: [&str; 88] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "понеділ",
    "вівтор",
    "серед",
    "четвер",
    "п'ятниц",
    "субот",
    "неділ",
    "січен",
    "січн",
    "лютого",
    "лютому",
    "березн",
    "березен",
    "квітн",
    "квітен",
    "травн",
    "травен",
    "червн",
    "червен",
    "липн",
    "липен",
    "серпн",
    "серпен",
    "вересн",
    "вересен",
    "жовтн",
    "жовтен",
    "листопад",
    "грудн",
    "груден",
    "понедельн",
    "вторник",
    "сред",
    "пятниц",
    "суббот",
    "воскресен",
    "январ",
    "феврал",
    "март",
    "апрел",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
    "poniedzial",
    "wtor",
    "środ",
    "czwart",
    "piąt",
    "sobot",
    "niedziel",
    "stycz",
    "luteg",
    "marc",
    "marzec",
    "kwie",
    "maja",
    "czerw",
    "lipc",
    "lipiec",
    "sierp",
    "wrzes",
    "wrześ",
    "paździer",
    "listopad",
    "grudz",
    "травня",
];

/// Beginnings of number words in all cases; looked at after the dates, for п'ятниця is a day.
const FIGURE_BEGINNINGS: &str = "п'ят шіст сімо вісім восьм дев'ят десят двадцят тридцят тисяч мільйон трьо трем чотир четыр трое \
    двадцать тысяч миллион сотн thousand million twent pięci sześc siedmi ośmi dziewięc dziesięc dwadzie trzydzie tysi milion";

/// Every listed word with its role; a word in two lists keeps the first.
static LISTED: LazyLock<HashMap<String, Role>> = LazyLock::new(|| {
    let lists = [(FIGURES, Role::Figure), (DENIAL, Role::Denial), (DATES, Role::Date), (SMALL, Role::Small)];
    let mut all = HashMap::new();
    for (list, role) in lists {
        for word in list.split_whitespace() {
            all.entry(fold(word)).or_insert(role);
        }
    }
    all
});

/// Beginnings of date words and number words by their first letter, dates before numbers.
static BEGINNINGS: LazyLock<HashMap<char, Vec<(&str, Role)>>> = LazyLock::new(|| {
    let dates = DATE_BEGINNINGS.into_iter().map(|beginning| (beginning, Role::Date));
    let figures = FIGURE_BEGINNINGS.split_whitespace().map(|beginning| (beginning, Role::Figure));
    let mut all: HashMap<char, Vec<(&str, Role)>> = HashMap::new();
    for (beginning, role) in dates.chain(figures) {
        all.entry(beginning.chars().next().unwrap_or(' ')).or_default().push((beginning, role));
    }
    all
});

static PLACES: LazyLock<HashSet<String>> = LazyLock::new(|| PLACE.split_whitespace().map(fold).collect());

/// The comparable tokens of a text: words, numbers, hashtags without their sign. Links, handles, emoji and signs are left out.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let capitals = all_capitals(text);
    let mut start = true;
    let mut last_end = 0;
    for token in tokens(text) {
        let gap = &text[last_end..token.bytes.start];
        start |= gap.contains('\n');
        last_end = token.bytes.end;
        let written = token.of(text);
        match token.kind {
            TokenKind::Sign | TokenKind::Emoji => {
                let stop = matches!(written, "." | "!" | "?" | "…") || token.kind == TokenKind::Emoji;
                start |= stop;
                if stop && let Some(last) = found.last_mut() {
                    last.ends = true;
                }
                continue;
            }
            // What stands after a link is a remark of its own.
            TokenKind::Url => {
                start = true;
                if let Some(last) = found.last_mut() {
                    last.ends = true;
                }
                continue;
            }
            TokenKind::Handle | TokenKind::Email => continue,
            TokenKind::Word | TokenKind::Number | TokenKind::Hashtag => {}
        }
        if start && let Some(last) = found.last_mut() {
            last.ends = true;
        }
        let word = match token.kind {
            TokenKind::Number => number(written),
            _ => fold(written.trim_start_matches('#')),
        };
        // Groups of three digits after a blank belong to the number before them.
        if token.kind == TokenKind::Number
            && gap == " "
            && word.len() == 3
            && let Some(last) = found.last_mut()
            && last.role == Role::Figure
            && last.bytes.end + 1 == token.bytes.start
            && last.word.bytes().all(|b| b.is_ascii_digit())
        {
            last.word.push_str(&word);
            last.bytes.end = token.bytes.end;
            continue;
        }
        let role = role(&word, written, token.kind, start || capitals);
        let placed = found.last().is_some_and(|last| !last.ends && PLACES.contains(last.word.as_str()));
        if written == "RT" {
            start = true;
            continue;
        }
        found.push(Piece { word, role, bytes: token.bytes, ends: false, placed });
        start = false;
    }
    found
}

fn role(word: &str, written: &str, kind: TokenKind, capital_is_due: bool) -> Role {
    if kind == TokenKind::Number {
        return Role::Figure;
    }
    if let Some(role) = LISTED.get(word) {
        return *role;
    }
    let beginnings = word.chars().next().and_then(|first| BEGINNINGS.get(&first));
    if let Some((_, role)) = beginnings.into_iter().flatten().find(|(beginning, _)| word.starts_with(beginning)) {
        return *role;
    }
    let capital = written.trim_start_matches('#').starts_with(char::is_uppercase);
    match (capital, capital_is_due) {
        (true, false) => Role::Name,
        (true, true) => Role::PerhapsName,
        _ => Role::Plain,
    }
}

/// Whether most letters are capitals, so that a capital says nothing.
fn all_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for ch in text.chars().take(400) {
        upper += usize::from(ch.is_uppercase());
        lower += usize::from(ch.is_lowercase());
    }
    upper > lower
}

/// A number in one form: without blanks and without separators between groups of three, decimals after a point.
fn number(written: &str) -> String {
    let plain: String = written.chars().filter(|ch| !ch.is_whitespace()).collect();
    let parts: Vec<&str> = plain.split([',', '.']).collect();
    let grouped = parts.len() > 1 && parts[0].len() <= 3 && parts[1..].iter().all(|part| part.len() == 3);
    if grouped && parts[0] != "0" { parts.concat() } else { plain.replace(',', ".") }
}
