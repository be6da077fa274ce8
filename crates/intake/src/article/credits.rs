//! Credits of pictures and videos: who is named for a picture, in the words of the text.

/// What a credit begins with, in four languages. Those that could be a word of a sentence end in a colon or stop.
const KEYS: [&str; 34] = [
    "Image credit:",
    "Photo credit:",
    "Picture credit:",
    "Image:",
    "Images:",
    "Photo:",
    "Photos:",
    "Picture:",
    "Credit:",
    "Credits:",
    "Video:",
    "Photograph:",
    "Screenshot:",
    "Photo by ",
    "Image by ",
    "Image source:",
    "Фото:",
    "Світлина:",
    "Відео:",
    "Зображення:",
    "Ілюстрація:",
    "Скриншот:",
    "Скріншот:",
    "Видео:",
    "Изображение:",
    "Снимок:",
    "Иллюстрация:",
    "Zdj.",
    "Zdjęcie:",
    "Zdjęcia:",
    "Fot.",
    "Foto:",
    "Wideo:",
    "Źródło zdjęcia:",
];

/// Every credit, each once, in the order of the text: what stands after the key, to the end of the line or bracket.
pub(crate) fn find(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| line.len() < 4000) {
        if let Some(credit) = in_line(line)
            && !found.contains(&credit)
            && found.len() < 200
        {
            found.push(credit);
        }
    }
    found
}

/// The credit in one line or caption.
pub(crate) fn in_line(line: &str) -> Option<String> {
    let (at, key) = KEYS
        .iter()
        .filter_map(|key| line.match_indices(key).map(|(at, _)| (at, *key)).find(|(at, _)| starts_a_part(line, *at)))
        .min_by_key(|(at, key)| (*at, std::cmp::Reverse(key.len())))?;
    let mut rest = line[at + key.len()..].trim_start_matches([' ', ':', '\u{a0}']);
    if line[..at].ends_with(['(', '[']) {
        rest = rest.split([')', ']']).next().unwrap_or(rest);
    }
    let rest = rest.trim().trim_end_matches(['.', '|', ' ']);
    let length = rest.chars().count();
    (length > 0 && length <= 200).then(|| rest.to_owned())
}

/// A credit stands at the start of the line, after a sentence, a bracket or a bar, never inside a sentence.
fn starts_a_part(line: &str, at: usize) -> bool {
    let before = line[..at].trim_end();
    before.is_empty()
        || before.ends_with(['.', '!', '?', '…', '(', '[', '|', '/', '•', '·', '”', '"', '»', '—', '–', ':', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_found_in_four_languages() {
        for (line, credit) in [
            ("EXERCISE: the gate at noon. Image: @river/X", "@river/X"),
            ("Шлюз опівдні. Фото: Річковий вісник", "Річковий вісник"),
            ("Шлюз в полдень (Фото: Речной вестник) перед открытием", "Речной вестник"),
            ("Śluza w południe. Zdj. Jan Przykład / ĆWICZENIA", "Jan Przykład / ĆWICZENIA"),
            ("Fot. Jan Przykład", "Jan Przykład"),
            ("Image credit: Ann Example.", "Ann Example"),
            ("Photo by Ann Example", "Ann Example"),
        ] {
            assert_eq!(in_line(line).as_deref(), Some(credit), "{line}");
        }
    }

    #[test]
    fn a_word_inside_a_sentence_is_no_credit() {
        for line in ["He posted a Photo: it shows a gate", "the Credit: rating", "Photo:", "no credit here"] {
            assert_eq!(in_line(line), None, "{line}");
        }
    }
}
