//! Web addresses: withheld where they lead to a private account, to a file on a machine or to a point on a map; shown
//! without passwords, tokens and signed queries otherwise.

use super::Redactor;

/// An address as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// It, with dangerous parts taken out.
    Shown(String),
    /// Not it, but why not.
    Withheld(&'static str),
}

impl Address {
    /// The address, or why it is withheld, in brackets.
    pub fn words(&self) -> String {
        match self {
            Self::Shown(address) => address.clone(),
            Self::Withheld(why) => format!("[withheld: {why}]"),
        }
    }
}

/// What an address is the address of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
    /// A post of a speaker who is shown by name.
    PublicPost,
    /// A post of a private account.
    PrivatePost,
    /// A media file: what follows the `?` is the key to it.
    Media,
    /// Not known.
    Unknown,
}

/// Hosts whose addresses lead to an account, even where the account's name does not stand in them.
const SOCIAL: [&str; 22] = [
    "x.com",
    "twitter.com",
    "nitter.net",
    "t.me",
    "telegram.me",
    "telegram.org",
    "facebook.com",
    "fb.com",
    "fb.watch",
    "instagram.com",
    "threads.net",
    "tiktok.com",
    "vk.com",
    "vk.ru",
    "ok.ru",
    "youtube.com",
    "youtu.be",
    "rutube.ru",
    "bsky.app",
    "reddit.com",
    "linkedin.com",
    "discord.com",
];

/// Parts of parameter names whose values open doors.
const SECRET: [&str; 21] = [
    "token",
    "sig",
    "auth",
    "key",
    "secret",
    "pass",
    "session",
    "sid",
    "expire",
    "policy",
    "hmac",
    "hash",
    "jwt",
    "code",
    "ticket",
    "credential",
    "cookie",
    "nonce",
    "oauth",
    "access",
    "invite",
];

const ACCOUNT: &str = "it leads to a private account";

impl Redactor {
    /// An address as it is shown.
    pub fn address(&self, url: &str, carries: Carries) -> Address {
        let address = self.judge(url, carries);
        let mut counts = self.counts.borrow_mut();
        match &address {
            Address::Withheld(_) => counts.addresses += 1,
            Address::Shown(shown) if shown != url => counts.address_parts += 1,
            Address::Shown(_) => {}
        }
        drop(counts);
        address
    }

    /// The same without counting it: for somebody who asks before it is shown.
    pub fn peek(&self, url: &str, carries: Carries) -> Address {
        self.judge(url, carries)
    }

    pub(super) fn judge(&self, url: &str, carries: Carries) -> Address {
        let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
        let scheme_is_one =
            url.contains("://") || ["data", "javascript", "file", "blob", "mailto", "tel"].contains(&scheme.as_str());
        if scheme_is_one && !["http", "https", "ftp"].contains(&scheme.as_str()) {
            return Address::Withheld(match scheme.as_str() {
                "file" => "a file on a machine",
                "mailto" | "tel" => "it leads to a person",
                _ => "not a web address",
            });
        }
        let decoded = percent_decoded(url);
        let parts = Parts::of(url);
        if !self.policy.show_accounts {
            let public = carries == Carries::PublicPost || self.accounts.borrow().is_public_address(url);
            if carries == Carries::PrivatePost || self.names_somebody(&decoded) || self.names_somebody(url) {
                return Address::Withheld(ACCOUNT);
            }
            if !public && parts.is_social() && !self.belongs_to_a_public_account(&decoded) {
                return Address::Withheld("it may lead to a private account");
            }
            if !public && carries != Carries::PublicPost && Self::holds_a_platform_id(&decoded) {
                return Address::Withheld("it holds a platform's number, which may lead to a private account");
            }
        }
        if Self::names_a_point(&decoded) {
            return Address::Withheld("it shows a point on a map");
        }
        Address::Shown(parts.without_secrets(carries == Carries::Media))
    }

    /// Whether the first part of the path is the name of a speaker who is shown.
    fn belongs_to_a_public_account(&self, url: &str) -> bool {
        let path = Parts::of(url).path.to_owned();
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        !first.is_empty() && self.accounts.borrow().is_public_name(first)
    }
}

/// An address taken apart, without judging whether it is a good one.
struct Parts<'u> {
    scheme: &'u str,
    user: Option<&'u str>,
    host: &'u str,
    path: &'u str,
    query: Option<&'u str>,
    fragment: Option<&'u str>,
}

impl<'u> Parts<'u> {
    fn of(url: &'u str) -> Self {
        let (rest, fragment) = url.split_once('#').map_or((url, None), |(r, f)| (r, Some(f)));
        let (rest, query) = rest.split_once('?').map_or((rest, None), |(r, q)| (r, Some(q)));
        let at = rest.find("://").map_or(0, |at| at + 3);
        let (scheme, rest) = rest.split_at(at);
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (user, host) = authority.rsplit_once('@').map_or((None, authority), |(u, h)| (Some(u), h));
        Self { scheme, user, host, path, query, fragment }
    }

    fn is_social(&self) -> bool {
        let host = self.host.split(':').next().unwrap_or_default().trim_end_matches('.').to_lowercase();
        SOCIAL.iter().any(|s| host == *s || host.strip_suffix(s).is_some_and(|rest| rest.ends_with('.')))
    }

    fn without_secrets(&self, media: bool) -> String {
        let mut out = self.scheme.to_owned();
        if self.user.is_some() {
            out.push_str("[withheld]@");
        }
        out.push_str(self.host);
        out.push_str(self.path);
        if let Some(query) = self.query.filter(|q| !q.is_empty()) {
            out.push('?');
            out.push_str(&if media { "[withheld]".to_owned() } else { values(query) });
        }
        if let Some(fragment) = self.fragment.filter(|f| !f.is_empty()) {
            out.push('#');
            out.push_str(&values(fragment));
        }
        out
    }
}

/// A query with the values of telling parameters taken out.
fn values(query: &str) -> String {
    let one = |pair: &str| match pair.split_once('=') {
        Some((name, value)) if !value.is_empty() && (is_secret(name) || looks_random(value)) => {
            format!("{name}=[withheld]")
        }
        None if looks_random(pair) => "[withheld]".to_owned(),
        _ => pair.to_owned(),
    };
    query.split('&').map(one).collect::<Vec<_>>().join("&")
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET.iter().any(|word| name.contains(word))
        || ["oh", "oe", "_nc_ohc", "e", "st", "si", "igsh", "s", "t"].contains(&name.as_str())
}

/// Long, with letters and digits mixed: a key rather than a word.
fn looks_random(value: &str) -> bool {
    value.len() >= 20
        && value.bytes().any(|b| b.is_ascii_digit())
        && value.bytes().any(|b| b.is_ascii_alphabetic())
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~%+/=".contains(&b))
}

/// The address with `%41` read as `A`; what is not UTF-8 then becomes U+FFFD.
fn percent_decoded(url: &str) -> String {
    let bytes = url.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digit = |i: usize| bytes.get(i).and_then(|b| (*b as char).to_digit(16));
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
