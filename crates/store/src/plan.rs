//! The plan of a commit: a small file, durable before the first name changes and gone after the last, by which the
//! next writer finishes a commit that the checkpoint already states, or takes back one that it does not.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::disk::Disk;
use crate::error::{Doing as _, Error};
use crate::layout::Layout;

/// What one commit changes besides the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Size of the log once the commit holds.
    pub size: u64,
    /// Content-named files (paths below the case folder) that come into being.
    pub placed: Vec<PathBuf>,
    /// Content-named files that a purge takes away once the commit holds.
    pub withheld: Vec<PathBuf>,
}

impl Plan {
    /// The plan that an earlier writer left, if it left one. A plan that cannot be read never became durable, and
    /// then nothing it names was begun.
    pub fn left_behind(layout: &Layout) -> Result<Option<Self>, Error> {
        let path = layout.plan();
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(Error::io("reading", &path, e)),
        };
        let plan = serde_json::from_slice::<Self>(&bytes).ok();
        Ok(plan.filter(|p| p.placed.iter().chain(&p.withheld).all(|path| is_content_path(path))))
    }

    /// Finishes the commit if the log has reached its size, takes it back otherwise.
    pub fn settle(&self, layout: &Layout, disk: &dyn Disk, log_size: u64) -> Result<(), Error> {
        let gone = if log_size >= self.size { &self.withheld } else { &self.placed };
        remove_durably(layout, disk, gone)
    }
}

/// Removes files and makes their absence durable.
pub fn remove_durably(layout: &Layout, disk: &dyn Disk, gone: &[PathBuf]) -> Result<(), Error> {
    let mut folders = BTreeSet::new();
    for path in gone {
        let path = layout.root().join(path);
        if disk.remove(&path).doing("removing", &path)? {
            folders.extend(path.parent().map(Path::to_owned));
        }
    }
    for folder in &folders {
        disk.sync_folder(folder).doing("saving", folder)?;
    }
    Ok(())
}

/// Whether a path from a plan names a content-named file of this case and nothing else: a plan must not be able to
/// remove anything outside the two shelves.
fn is_content_path(path: &Path) -> bool {
    let parts: Option<Vec<&str>> = path
        .components()
        .map(|c| match c {
            Component::Normal(part) => part.to_str(),
            _ => None,
        })
        .collect();
    match parts.as_deref() {
        Some([shelf, fan, name]) => {
            matches!(*shelf, "originals" | "records")
                && name.parse::<model::Digest>().is_ok()
                && name.starts_with(fan)
                && fan.len() == 2
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_can_only_name_content_files() {
        let digest = model::Digest::of(b"x").hex();
        let good = format!("records/{}/{digest}", &digest[..2]);
        assert!(is_content_path(Path::new(&good)));
        for bad in [
            format!("/{good}"),
            format!("../{good}"),
            format!("log/{}/{digest}", &digest[..2]),
            "case.toml".into(),
            format!("records/zz/{digest}"),
        ] {
            assert!(!is_content_path(Path::new(&bad)), "{bad}");
        }
    }

    #[test]
    fn a_torn_plan_is_no_plan() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path());
        assert_eq!(Plan::left_behind(&layout).unwrap(), None);
        std::fs::create_dir(layout.incoming()).unwrap();
        std::fs::write(layout.plan(), b"{\"size\":3,\"pla").unwrap();
        assert_eq!(Plan::left_behind(&layout).unwrap(), None);
    }
}
