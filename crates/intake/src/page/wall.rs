//! Whether a saved page looks like a wall in front of the page: a log-in form, a check for robots, an error.

/// What such pages say, in lower case.
const PHRASES: [(&str, &str); 26] = [
    ("log in to continue", "log-in wall"),
    ("log in to see", "log-in wall"),
    ("sign in to continue", "log-in wall"),
    ("you must log in", "log-in wall"),
    ("please log in", "log-in wall"),
    ("sign up to see", "log-in wall"),
    ("log in to x", "log-in wall"),
    ("log in to twitter", "log-in wall"),
    ("log into facebook", "log-in wall"),
    ("log in to instagram", "log-in wall"),
    ("увійдіть, щоб", "log-in wall"),
    ("щоб продовжити, увійдіть", "log-in wall"),
    ("войдите, чтобы", "log-in wall"),
    ("чтобы продолжить, войдите", "log-in wall"),
    ("авторизуйтесь", "log-in wall"),
    ("zaloguj się, aby", "log-in wall"),
    ("aby kontynuować, zaloguj", "log-in wall"),
    ("subscribe to continue reading", "pay wall"),
    ("this content is for subscribers", "pay wall"),
    ("javascript is not available", "page without its script"),
    ("enable javascript", "page without its script"),
    ("verify you are human", "check for robots"),
    ("verifying you are human", "check for robots"),
    ("checking your browser", "check for robots"),
    ("access denied", "refusal"),
    ("page not found", "missing page"),
];

/// Pages with more words than this hold something besides the wall.
const SHORT: usize = 1500;

/// A remark where the page is short and says what walls say.
pub(super) fn remark(text: &str) -> Option<String> {
    if text.chars().take(SHORT + 1).count() > SHORT {
        return None;
    }
    let lower = text.to_lowercase();
    let (phrase, what) = PHRASES.iter().find(|(phrase, _)| lower.contains(phrase))?;
    Some(format!("the page looks like a {what} (“{phrase}”): check that the words you cite are in it"))
}
