//! The top of an article: title, who signs it, when it was published and changed. Rules of layout in four languages;
//! dates themselves are read by `text::times`.

use model::TimeSpan;
use text::times::{self, Context, TimeMention};

/// What the top of a text says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Top {
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) time: Option<TimeSpan>,
    pub(crate) modified: Option<TimeSpan>,
    pub(crate) remarks: Vec<String>,
}

/// So many lines with words, of at most so many bytes, are the top of a text.
const LINES: usize = 8;
const LINE_BYTES: usize = 300;

/// Words before a name. Those without a colon are followed by capitals only.
const SIGNED: [&str; 24] = [
    "written by",
    "words by",
    "text by",
    "story by",
    "report by",
    "by",
    "author",
    "authors",
    "автор",
    "автори",
    "авторка",
    "авторы",
    "текст",
    "підготував",
    "підготувала",
    "подготовил",
    "подготовила",
    "autor",
    "autorka",
    "autorzy",
    "tekst",
    "opracowanie",
    "oprac.",
    "napisał",
];
/// Words before the time of publication.
const PUBLISHED: [&str; 17] = [
    "published on",
    "published",
    "posted on",
    "posted",
    "date",
    "опубліковано",
    "опублікована",
    "дата публікації",
    "дата публикации",
    "опубликовано",
    "опубликована",
    "дата",
    "opublikowano",
    "data publikacji",
    "opublikowany",
    "dodano",
    "data",
];
/// Words before the time of the last change.
const CHANGED: [&str; 12] = [
    "last updated",
    "updated on",
    "updated",
    "last modified",
    "modified",
    "оновлено",
    "змінено",
    "обновлено",
    "изменено",
    "zaktualizowano",
    "aktualizacja",
    "ostatnia aktualizacja",
];

/// Reads the first lines of a text.
pub(crate) fn read(text: &str) -> Top {
    let mut top = Top::default();
    let mut first: Option<&str> = None;
    let mut told = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES) {
        if line.len() > LINE_BYTES {
            // Running text has begun.
            first.get_or_insert(line);
            break;
        }
        if signature_or_date(line, &mut top) {
            told = true;
            if let Some(title) = first.filter(|title| looks_like_title(title)) {
                top.title.get_or_insert_with(|| title.to_owned());
            }
        }
        first.get_or_insert(if told { "" } else { line });
    }
    if top.title.is_none() {
        top.title = first.filter(|line| looks_like_title(line)).map(str::to_owned);
    }
    top
}

/// Short, and no sentence with a full stop.
fn looks_like_title(line: &str) -> bool {
    !line.is_empty()
        && line.chars().count() <= 200
        && !line.ends_with(['.', ':', ','])
        && super::credits::in_line(line).is_none()
}

/// Takes a byline, a line of dates, or both in one line. False where the line is something else.
fn signature_or_date(line: &str, top: &mut Top) -> bool {
    let mut used = false;
    let author = author(line);
    if let Some(name) = &author
        && top.author.is_none()
    {
        top.author = Some(name.clone());
        used = true;
    }
    // A line may hold both: "Published 3 May 2031 | Updated 4 May 2031".
    for part in line.split(['|', ';', '(']) {
        let part = part.trim();
        let found = times::find(part, &Context::default());
        let Some(time) = joined(&found) else { continue };
        let lower = part.to_lowercase();
        let key = |keys: &[&str]| keys.iter().any(|key| starts_with_word(&lower, key).is_some());
        if key(&CHANGED) {
            top.modified.get_or_insert(time);
        } else if author.is_some() || key(&PUBLISHED) || mostly_dates(part, &found) {
            if top.time.is_none() {
                top.remarks.extend(found.iter().flat_map(|mention| mention.remarks.clone()));
            }
            top.time.get_or_insert(time);
        } else {
            continue;
        }
        used = true;
    }
    used
}

/// The name in a byline, without "By".
fn author(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    // Folding may change lengths; such a line is no byline in our languages.
    if lower.len() != line.len() {
        return None;
    }
    let (rest, sure) = SIGNED.iter().find_map(|key| {
        let rest = starts_with_word(&lower, key)?;
        let rest = &line[line.len() - rest.len()..];
        let bare = rest.trim_start_matches([':', ' ', '\u{a0}', '\t']);
        Some((bare, rest.trim_start().starts_with(':')))
    })?;
    let name = rest.split(['•', '|', '·', '–', '—', '\t', ';', '/']).next()?;
    // "Ann Example, 3 May 2031" and "Ann Example 3 May 2031": the name ends where digits or a comma come.
    let name = name.split([',', '(']).next()?;
    let name = match name.find(|c: char| c.is_ascii_digit()) {
        Some(at) => name[..at].trim_end_matches(|c: char| c != ' ').trim(),
        None => name.trim(),
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c == '@');
    let joint = |word: &&str| {
        matches!(
            *word,
            "and" | "та" | "і" | "й" | "и" | "i" | "oraz" | "&" | "de" | "da" | "van" | "von" | "der" | "al" | "el"
        )
    };
    let plausible = (1..=8).contains(&words.len())
        && words.first().is_some_and(capital)
        && words.iter().all(|word| capital(word) || joint(word))
        && name.chars().count() <= 80
        && (sure || !name.ends_with(['.', '!', '?']));
    plausible.then(|| name.trim_end_matches('.').to_owned())
}

/// What follows `word` at the start of `text`, where the word ends there.
fn starts_with_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word)?;
    (!rest.starts_with(char::is_alphanumeric) || word.ends_with('.')).then_some(rest)
}

/// A line that is hardly more than its dates.
fn mostly_dates(line: &str, found: &[TimeMention]) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let dated: usize = found.iter().map(|mention| letters(&mention.text)).sum();
    dated * 10 >= letters(line) * 6
}

/// One time out of the mentions of a line: a day, and a clock time that follows it, are one time.
pub(crate) fn joined(found: &[TimeMention]) -> Option<TimeSpan> {
    let at = found.iter().position(|mention| mention.time.utc.iter().all(Option::is_some))?;
    let first = &found[at].time;
    if first.value.len() == "2031-05-03".len()
        && let Some(next) = found.get(at + 1)
        && let Some(clock) = clock(&next.text)
        && let Ok(joined) =
            TimeSpan::new(&format!("{}T{clock}", first.value), next.time.zone.as_deref().or(first.zone.as_deref()))
    {
        return Some(joined);
    }
    Some(first.clone())
}

/// `8:12` as `08:12`.
fn clock(text: &str) -> Option<String> {
    let (hours, minutes) = text.trim().split_once([':', '.'])?;
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    (digits(hours, 2) && digits(minutes, 2) && minutes.len() == 2).then(|| format!("{hours:0>2}:{minutes}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_and_dates_are_read_in_four_languages() {
        for (line, author, time) in [
            ("By Ann Example • 3 May 2031 • 8:12", "Ann Example", "2031-05-03T08:12"),
            ("By Ann Example and Jan van Przykład, 3 May 2031", "Ann Example and Jan van Przykład", "2031-05-03"),
            ("Автор: Оксана Прикладна | 3 травня 2031, 8:12", "Оксана Прикладна", "2031-05-03T08:12"),
            ("Текст: Иван Примеров, 3 мая 2031", "Иван Примеров", "2031-05-03"),
            ("Autor: Jan Przykład | 3 maja 2031", "Jan Przykład", "2031-05-03"),
        ] {
            let top = read(&format!("EXERCISE headline\n\n{line}\n\nWords of the text.\n"));
            assert_eq!(top.author.as_deref(), Some(author), "{line}");
            assert_eq!(top.time.map(|t| (t.value, t.zone)), Some((time.to_owned(), None)), "{line}");
            assert_eq!(top.title.as_deref(), Some("EXERCISE headline"), "{line}");
        }
    }

    #[test]
    fn publication_and_change_are_two_times() {
        let top = read("EXERCISE\nОпубліковано 3 травня 2031\nОновлено 4 травня 2031\n");
        assert_eq!(top.time.unwrap().value, "2031-05-03");
        assert_eq!(top.modified.unwrap().value, "2031-05-04");
        let top = read("EXERCISE\nPublished 3 May 2031 | Updated 4 May 2031\n");
        assert_eq!((top.time.unwrap().value, top.modified.unwrap().value), ("2031-05-03".into(), "2031-05-04".into()));
    }

    #[test]
    fn a_sentence_is_no_byline() {
        for line in [
            "By the river the gate was open.",
            "By Friday it was over.",
            "Автор этих строк был там",
            "Autor nieznany przyszedł",
        ] {
            assert_eq!(read(line).author, None, "{line}");
        }
    }
}
