//! What the words of time tables mean. The tables themselves are in `lang_tables/*/times.rs`.

use std::sync::LazyLock;

use super::holidays::Holiday;
use crate::Lang;
use crate::lang_tables::{en, pl, ru, uk};
use crate::scan::Phrases;

/// A calendar or clock unit, smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Day.
    Day,
    /// Week, from Monday.
    Week,
    /// Calendar month.
    Month,
    /// Quarter of a year.
    Quarter,
    /// Calendar year.
    Year,
    /// Ten years from a year that ends in 0.
    Decade,
}

/// A part of the day. The hours are conventions, stated in `resolve`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Morning,
    EarlyMorning,
    Lunch,
    Afternoon,
    Evening,
    Night,
    LateNight,
    /// Midnight to morning of the same date (Slavic "ночи", "над ранок").
    SmallHours,
    AfterLunch,
    AfterSchool,
}

/// Where inside a longer period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Portion {
    Start,
    Middle,
    End,
    All,
    Rest,
}

/// What one word or phrase of a time table means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// A cardinal number word.
    Number(u16),
    /// An ordinal number word.
    Ordinal(u16),
    /// What makes digits ordinal: "15th", "15-го".
    OrdinalEnding,
    Month(u8),
    /// A month whose name is also another word: counts only beside a day or year.
    MonthOrWord(u8),
    /// 1 is Monday.
    Weekday(u8),
    WeekdayOrWord(u8),
    /// Weekday as adjective ("środowy wieczór"): counts only before a part of day.
    WeekdayOf(u8),
    /// Days from the reference day.
    Day(i8),
    Unit(Unit),
    /// A unit sign that counts only after a number ("h", "с").
    UnitSign(Unit),
    Weekend,
    /// Steps from the current unit: last −1, this 0, next +1.
    Shift(i8),
    /// "after next".
    AfterNext,
    Ago,
    Hence,
    /// Before a duration: "in", "через", "za".
    In,
    /// Like `In`, but commoner in other uses: counts only where the text is one phrase.
    InLoose,
    /// After a duration: counted from some other time than the reference, which only a whole phrase leaves unsaid.
    Later,
    /// "from today": the day, not the hour.
    FromToday,
    /// "upcoming two weeks": the unit that many steps ahead.
    Upcoming,
    /// A length of time in one word: "fortnight", "полчаса".
    Length(Unit, u8),
    ThreeQuarters,
    /// Zero said before a single minute: "twelve oh three".
    Zero,
    /// Joins the two dates of a night: "с 10 на 11".
    NightInto,
    Within,
    /// Span for a duration: "for 10 days".
    For,
    From,
    Until,
    /// Joins two ends of a range.
    To,
    And,
    Between,
    Before,
    After,
    Since,
    By,
    At,
    On,
    Of,
    The,
    Now,
    Part(Part),
    Tonight,
    LastNight,
    /// "early"/"late" and the like before a month or week, and "beginning of".
    Portion(Portion),
    /// The night that leads into a date: "в ночь на".
    NightTo,
    Noon,
    Midnight,
    Am,
    Pm,
    /// The word "hour" said after a clock hour: "o'clock", "годині".
    Clock,
    /// Half, in "half past three", "half an hour", "пів".
    Half,
    /// Half towards the next hour: "wpół do", "пів на".
    HalfTo,
    QuarterHour,
    /// Minutes past or to an hour.
    Past,
    MinutesTo,
    /// One or some: "a", "kilka".
    Some(u8),
    Season(u8),
    ThisSeason,
    QuarterWord,
    YearWord,
    YearsWord,
    DecadeEnding,
    Holiday(Holiday),
    Approx,
    /// Offset from UTC in minutes.
    Offset(i16),
    Zone(&'static str),
    /// Stands between parts and says nothing: "day" in "20th day of".
    Filler,
    EndOfPeriod(Unit),
    StartOfPeriod(Unit),
    Closest,
    Asap,
    Bc,
    Ad,
    More,
}

/// The compiled table of a language.
pub(crate) fn table(lang: Lang) -> &'static Phrases<Sense> {
    static TABLES: [LazyLock<Phrases<Sense>>; 4] = [
        LazyLock::new(|| Phrases::new(en::times::WORDS)),
        LazyLock::new(|| Phrases::new(uk::times::WORDS)),
        LazyLock::new(|| Phrases::new(ru::times::WORDS)),
        LazyLock::new(|| Phrases::new(pl::times::WORDS)),
    ];
    &TABLES[lang as usize]
}
