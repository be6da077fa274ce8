//! Who speaks.

use case::Case;
use case::view::SourceView;
use model::post::SourceRole;

use super::Part;
use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::redact::{Redactor, Speaker};
use crate::table::{Row, Table};

/// One speaker.
#[derive(Debug)]
pub(crate) struct SourceEntry {
    pub speaker: Speaker,
    pub platform: String,
    pub role: &'static str,
    pub posts: u64,
    /// First and last second at which a post of theirs can have been made.
    pub between: [Option<model::Utc>; 2],
}

pub(super) fn write(case: &Case, redactor: &Redactor, shelf: &mut Shelf<'_>) -> Result<Part<SourceEntry>, Error> {
    const COLUMNS: [&str; 10] = [
        "source",
        "name_withheld",
        "platform",
        "role_as_stated",
        "account",
        "name",
        "platform_id",
        "posts",
        "earliest_utc",
        "latest_utc",
    ];
    let mut out = Part::new();
    shelf.put("sources.csv", |to| -> Result<(), Cause> {
        let mut table = Table::new(to, &COLUMNS)?;
        for view in case.sources_by_appearance()? {
            let SourceView { id, source, posts, between } = view;
            let speaker = redactor.speaker(id, Some(&source));
            let open = |value: &Option<String>| if speaker.private { None } else { value.clone() };
            let role = role(source.role);
            table.row(
                Row::default()
                    .text(&speaker.label)
                    .plain(if speaker.private { "yes" } else { "no" })
                    .text(&source.platform.0)
                    .plain(role)
                    .maybe(open(&source.account).as_deref())
                    .maybe(open(&source.name).as_deref())
                    .maybe(open(&source.native_id).as_deref())
                    .plain(posts)
                    .maybe_plain(between[0])
                    .maybe_plain(between[1]),
            )?;
            out.push(SourceEntry { speaker, platform: source.platform.0, role, posts, between });
        }
        Ok(table.finish()?)
    })?;
    Ok(out)
}

fn role(role: SourceRole) -> &'static str {
    match role {
        SourceRole::Account => "account",
        SourceRole::Channel => "channel or public page",
        SourceRole::Outlet => "outlet or agency",
        SourceRole::Official => "office-holder or authority",
        SourceRole::Unknown => "not stated",
    }
}
