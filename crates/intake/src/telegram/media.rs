//! The files of a message: where they lie, or in the export's own words why they are not there.

use model::item::Kind;
use model::post::{MediaRef, Post};

use crate::importer::{ImportError, Lines};
use crate::json::Node;

/// Adds the files and the stated place of `message` to `post`; a missing file is also told as not collected.
pub(super) fn read(message: &Node, name: &str, post: &mut Post, lines: &mut Lines) -> Result<(), ImportError> {
    for key in ["photo", "file"] {
        let Some(stated) = message.get(key).words() else { continue };
        let mime = message.get("mime_type").words().filter(|_| key == "file");
        let kind = if key == "photo" { Kind::Picture } else { kind(message.get("media_type").text(), mime) };
        let missing = is_sentence(stated);
        if missing {
            lines.not_collected(format!("{} of {name}", kind_word(kind)), stated, &post.locator)?;
        }
        post.media.push(MediaRef {
            kind,
            path: (!missing).then(|| stated.to_owned()),
            url: None,
            mime: mime.map(str::to_owned),
            size: message.get(if key == "photo" { "photo_file_size" } else { "file_size" }).size(),
            duration_ms: message.get("duration_seconds").milliseconds().filter(|_| key == "file"),
            missing: missing.then(|| stated.to_owned()),
        });
    }
    let place = message.get("location_information");
    post.stated_location = place
        .get("latitude")
        .micro_degrees(90)
        .zip(place.get("longitude").micro_degrees(180))
        .map(|(latitude, longitude)| [latitude, longitude]);
    Ok(())
}

/// Telegram Desktop writes a sentence in brackets where a path would be: "(File not included. Change data exporting
/// settings to download.)".
fn is_sentence(stated: &str) -> bool {
    stated.starts_with('(') && stated.ends_with(')') && stated.contains(' ') && !stated.contains(['/', '\\'])
}

fn kind(media_type: Option<&str>, mime: Option<&str>) -> Kind {
    match (media_type, mime.and_then(|m| m.split('/').next())) {
        (Some("sticker"), _) | (None, Some("image")) => Kind::Picture,
        (Some("animation" | "video_message" | "video_file"), _) | (_, Some("video")) => Kind::Video,
        (Some("voice_message" | "audio_file"), _) | (_, Some("audio")) => Kind::Sound,
        (_, Some("text")) => Kind::Document,
        _ if mime == Some("application/pdf") => Kind::Document,
        _ => Kind::Other,
    }
}

fn kind_word(kind: Kind) -> &'static str {
    if kind == Kind::Other { "file" } else { kind.word() }
}
