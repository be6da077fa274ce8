//! `case.toml`: what a case is, for people and for programs that open it. Written once; its hash stands in the log's
//! first entry, so a later change shows.

use custody::CaseId;
use model::Utc;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::layout::Layout;

/// The folder format that this version writes and reads.
pub const FORMAT: u32 = 1;

const PREFACE: &str = "# A case made by Exhibit. The hash of this file stands in the first entry of log/: after a change here,\n\
                       # `exhibit verify` says so.\n\n";

/// What a person says of a new case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCase {
    /// One line that says what the case is about.
    pub title: String,
    /// Who makes it.
    pub by: Option<String>,
    /// When, by the maker's clock.
    pub created: Utc,
    /// Tool and version.
    pub tool: String,
}

/// The contents of `case.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseToml {
    /// Version of the folder format.
    pub format: u32,
    /// The case's name for life.
    pub id: CaseId,
    /// One line that says what the case is about.
    pub title: String,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When, by the maker's clock.
    pub created: Utc,
    /// Tool and version that made it.
    pub tool: String,
}

impl CaseToml {
    /// The contents for a new case.
    pub fn new(id: CaseId, case: NewCase) -> Self {
        let NewCase { title, by, created, tool } = case;
        Self { format: FORMAT, id, title, by, created, tool }
    }

    /// The file's text.
    pub fn text(&self) -> String {
        // Strings and one small number: there is nothing in it that TOML cannot say.
        format!("{PREFACE}{}", toml::to_string(self).unwrap_or_default())
    }

    /// Reads the file of the case at `layout`, with its exact bytes.
    pub fn read(layout: &Layout) -> Result<(Self, Vec<u8>), Error> {
        /// The one member that every format has.
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let path = layout.case_toml();
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && !layout.root().exists() => {
                return Err(Error::NoSuchFolder(crate::error::At(layout.root().to_owned())));
            }
            Err(e) if matches!(e.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
                return Err(Error::NotACase(crate::error::At(layout.root().to_owned())));
            }
            Err(e) => return Err(Error::io("reading", &path, e)),
        };
        let damaged = |e: &dyn std::fmt::Display| Error::damaged(&path, e.to_string().trim_end());
        let text = std::str::from_utf8(&bytes).map_err(|e| damaged(&e))?;
        let Format { format } = toml::from_str(text).map_err(|e| damaged(&e))?;
        if format != FORMAT {
            return Err(Error::Format { path: crate::error::At(path), format });
        }
        let case = toml::from_str(text).map_err(|e| damaged(&e))?;
        Ok((case, bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_reads_back_whatever_the_title_holds() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path());
        for title in ["Dam gate at Orzel", "a\n\"quoted\"\t\\ title = 3\u{202e}", ""] {
            let case =
                NewCase { title: title.into(), by: Some("Ż".into()), created: Utc(0), tool: "exhibit 0".into() };
            let case = CaseToml::new(CaseId([7; 16]), case);
            std::fs::write(layout.case_toml(), case.text()).unwrap();
            assert_eq!(CaseToml::read(&layout).unwrap(), (case.clone(), case.text().into_bytes()));
        }
    }

    #[test]
    fn other_formats_and_other_folders_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path());
        assert!(matches!(CaseToml::read(&layout), Err(Error::NotACase(_))));
        std::fs::write(layout.case_toml(), "format = 2\nnew = true\n").unwrap();
        assert!(matches!(CaseToml::read(&layout), Err(Error::Format { format: 2, .. })));
        std::fs::write(layout.case_toml(), b"format = \xff").unwrap();
        assert!(matches!(CaseToml::read(&layout), Err(Error::Damaged { .. })));
    }
}
