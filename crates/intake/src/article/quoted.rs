//! Posts quoted inside a text, as the embed of X reads when its page is saved as text:
//! `words link — Name (@account) date`.

use model::{Span, TimeSpan};
use text::times::{self, Context};

use super::addresses;

/// A quoted post.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// `@account`.
    pub(crate) account: String,
    /// Display name.
    pub(crate) name: Option<String>,
    /// The date in the signature.
    pub(crate) time: TimeSpan,
    /// The exact words, without the trailing links and the signature.
    pub(crate) text: String,
    /// Where those words stand.
    pub(crate) span: Span,
    /// The trailing links.
    pub(crate) urls: Vec<String>,
}

/// The longest paragraph that can be a quoted post, in bytes: posts of paying accounts hold 25,000 characters.
const LONGEST: usize = 100_000;

/// Every quoted post, in the order of the text.
pub(crate) fn find(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut counter = (0, 0);
    for (start, paragraph) in paragraphs(text) {
        if paragraph.len() > LONGEST {
            continue;
        }
        let Some(mut quoted) = in_paragraph(paragraph) else { continue };
        // Code points are counted on from the last post, not from the start each time.
        counter.1 += text[counter.0..start].chars().count();
        counter.0 = start;
        quoted.span = Span { start: counter.1 + quoted.span.start, end: counter.1 + quoted.span.end };
        found.push(quoted);
    }
    found
}

/// Paragraphs with their byte offsets: parted by blank lines where the text has any, or else by line breaks.
fn paragraphs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let blank = text.contains("\n\n") || text.contains("\n\r\n");
    let mut at = 0;
    let mut begun: Option<usize> = None;
    let mut lines = text.split_inclusive('\n');
    std::iter::from_fn(move || {
        loop {
            let Some(line) = lines.next() else {
                return begun.take().map(|start| (start, &text[start..]));
            };
            let start = at;
            at += line.len();
            if !blank {
                if !line.trim().is_empty() {
                    return Some((start, line));
                }
            } else if line.trim().is_empty() {
                if let Some(from) = begun.take() {
                    return Some((from, &text[from..start]));
                }
            } else {
                begun.get_or_insert(start);
            }
        }
    })
}

/// The post that makes up a paragraph; its span counts from the paragraph's start.
fn in_paragraph(paragraph: &str) -> Option<Quoted> {
    let open = paragraph.rfind("(@")?;
    let after = &paragraph[open + 2..];
    let close = after.find(')')?;
    let account = &after[..close];
    if account.is_empty() || account.len() > 60 || !account.chars().all(|c| c.is_alphanumeric() || "_.-@".contains(c)) {
        return None;
    }
    let (dash, dash_len) = signature_dash(&paragraph[..open])?;
    let name = paragraph[dash + dash_len..open].trim();
    if name.chars().count() > 100 || name.contains('\n') {
        return None;
    }
    let time = date(&after[close + 1..])?;
    let (words, urls) = addresses::split_off_trailing(&paragraph[..dash]);
    let lead = words.len() - words.trim_start().len();
    if words[lead..].is_empty() && urls.is_empty() {
        return None;
    }
    Some(Quoted {
        account: format!("@{account}"),
        name: (!name.is_empty()).then(|| name.to_owned()),
        time,
        text: words[lead..].to_owned(),
        span: Span::of_bytes(paragraph, lead..words.len().max(lead)),
        urls,
    })
}

/// The dash before the name: an em dash anywhere, another dash only with a space before it. Byte offset and length.
fn signature_dash(before: &str) -> Option<(usize, usize)> {
    if let Some((at, dash)) = before.char_indices().rev().find(|(_, c)| matches!(c, '—' | '―')) {
        return Some((at, dash.len_utf8()));
    }
    [" – ", " -- ", " - "].iter().find_map(|dash| before.rfind(dash).map(|at| (at, dash.len())))
}

/// The date that ends the signature; nothing where more than a date follows the account.
fn date(rest: &str) -> Option<TimeSpan> {
    let rest = rest.trim();
    if rest.len() > 200 {
        return None;
    }
    let found = times::find(rest, &Context::default());
    let first = found.first()?;
    let length = rest.chars().count();
    let dated = first.time.utc.iter().all(Option::is_some);
    (dated && first.span.start <= 4 && length - found.last()?.span.end <= 4).then(|| super::byline::joined(&found))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_at_the_end_of_a_paragraph_makes_it_a_quoted_post() {
        let cases = [
            (
                "EXERCISE gate is openhttps://t.co/a — Ann Example (@ann_ex) May 3, 2031",
                "EXERCISE gate is open",
                "@ann_ex",
                "2031-05-03",
            ),
            (
                "НАВЧАННЯ: шлюз pic.twitter.com/b — Річковий вісник (@river) 3 травня 2031",
                "НАВЧАННЯ: шлюз",
                "@river",
                "2031-05-03",
            ),
            ("УЧЕНИЯ — да, учения — Имя (@name_1) 3 мая 2031 г.", "УЧЕНИЯ — да, учения", "@name_1", "2031-05-03"),
            (
                "ĆWICZENIA\nw dwóch wierszach https://t.co/c – Jan Przykład (@jan) 3 maja 2031",
                "ĆWICZENIA\nw dwóch wierszach",
                "@jan",
                "2031-05-03",
            ),
        ];
        for (paragraph, words, account, date) in cases {
            let text = format!("Ґанок.\n\n{paragraph}\n\nThe end.\n");
            let found = find(&text);
            assert_eq!(found.len(), 1, "{paragraph}");
            assert_eq!((found[0].text.as_str(), found[0].account.as_str()), (words, account));
            assert_eq!((found[0].time.value.as_str(), found[0].time.zone.as_deref()), (date, None));
            assert_eq!(found[0].span.of(&text), Some(words), "the span is the words");
        }
    }

    #[test]
    fn a_paragraph_that_only_mentions_an_account_is_no_post() {
        for text in [
            "The exercise was announced by the river authority (@river) on May 3, 2031, and ended in the evening.",
            "EXERCISE — see the account of the authority (@river).",
            "— Name (@river) May 3, 2031",
            "(@river)",
            "a — b (@c d) May 3, 2031",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
