//! WACZ 1.1.1 of saved pages whose address is known: what archive players open. Times are those at which the pages were
//! preserved, so the file is the same whenever it is written. A page is in it as it was collected, or not at all.

mod warc;
mod zip;

use std::io::{self, Read};

use case::Case;
use model::{Digest, ItemId};
use serde_json::json;

use self::warc::{Page, surt};
use self::zip::Zip;
use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::evidence::Shown;
use crate::redact::{Address, Carries, Redactor};
use crate::rows::Items;

/// Path in the bundle.
pub(crate) const PATH: &str = "pages.wacz";

const SOFTWARE: &str = concat!("exhibit ", env!("CARGO_PKG_VERSION"));

/// A file of the archive is closed when it has this many bytes.
const ARCHIVE: usize = 16 << 20;
/// Pages are added until the file has so many bytes, well below what a plain ZIP file can hold.
const MOST: u64 = 3 << 30;

/// A page that goes in.
struct Chosen {
    item: ItemId,
    url: String,
    at: String,
    title: Option<String>,
}

/// What became of the saved pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pages {
    /// Pages in the file.
    pub archived: u64,
    /// Saved pages that state no address, or none that may be shown.
    pub without_address: u64,
    /// Pages with an address that are not shown whole.
    pub withheld: u64,
}

impl Pages {
    /// Why there is no file, or nothing where there is one.
    pub fn absence(&self) -> Option<String> {
        match self {
            Self { archived: 1.., .. } => None,
            Self { without_address: 0, withheld: 0, .. } => Some("the case holds no saved page".to_owned()),
            Self { without_address, withheld, .. } => Some(format!(
                "of the saved pages {withheld} may not be shown whole and {without_address} state no address that may be shown"
            )),
        }
    }
}

/// Writes the file, unless there is nothing to put into it.
pub(crate) fn write(
    case: &Case,
    redactor: &Redactor,
    items: &Items,
    shown: &Shown,
    shelf: &mut Shelf<'_>,
) -> Result<Pages, Error> {
    let (chosen, mut pages) = choose(case, redactor, items, shown)?;
    if chosen.is_empty() {
        return Ok(pages);
    }
    shelf.put(PATH, |to| -> Result<(), Cause> {
        let mut zip = Zip::new(to);
        let mut package = Package::default();
        let mut archive = Archive::new(1, &chosen[0].at);
        let mut written = 0;
        for page in &chosen {
            let mut bytes = Vec::new();
            case.reader().original(page.item).map_err(case::Error::from)?.read_to_end(&mut bytes)?;
            written += bytes.len() as u64;
            if written > MOST {
                pages.withheld += 1;
                continue;
            }
            if archive.bytes.len() + bytes.len() > ARCHIVE && archive.pages > 0 {
                let next = Archive::new(archive.number + 1, &page.at);
                package.add(&mut zip, &archive.path(), &std::mem::replace(&mut archive, next).bytes)?;
            }
            package.lines.push(archive.take(page, &bytes));
            package.pages.push(json!({
                "id": page.item.0.short(),
                "size": bytes.len(),
                "title": page.title,
                "ts": page.at,
                "url": page.url,
            }));
            pages.archived += 1;
        }
        package.add(&mut zip, &archive.path(), &archive.bytes)?;
        package.finish(zip, chosen.iter().map(|page| page.at.as_str()).max().unwrap_or_default())?;
        Ok(())
    })?;
    Ok(pages)
}

fn choose(case: &Case, redactor: &Redactor, items: &Items, shown: &Shown) -> Result<(Vec<Chosen>, Pages), Error> {
    let mut addresses = std::collections::HashMap::new();
    for view in case.articles()? {
        addresses.insert(view.item, (view.article.url, view.article.title));
    }
    let (mut chosen, mut pages) = (Vec::new(), Pages::default());
    for entry in items.shown.iter().filter(|i| i.kind.as_deref() == Some("page") && i.withheld.is_none()) {
        let (url, title) = addresses.remove(&entry.id).unwrap_or_default();
        // An address that would have to be shown otherwise cannot be the name of an archived page.
        let url = url.filter(|url| {
            matches!(redactor.peek(url, Carries::Unknown), Address::Shown(shown) if shown == *url) && is_address(url)
        });
        match (url, &entry.collected_at) {
            (Some(_), _) if !shown.has(entry.id) => pages.withheld += 1,
            (Some(url), Some(at)) => chosen.push(Chosen { item: entry.id, url, at: at.clone(), title }),
            _ => pages.without_address += 1,
        }
    }
    Ok((chosen, pages))
}

/// Whether it can stand in the head of a record as it is.
fn is_address(url: &str) -> bool {
    (url.starts_with("http://") || url.starts_with("https://")) && url.bytes().all(|b| b.is_ascii_graphic())
}

/// One file of records.
struct Archive {
    number: u32,
    bytes: Vec<u8>,
    pages: u32,
}

impl Archive {
    fn new(number: u32, at: &str) -> Self {
        Self { number, bytes: warc::info(at, SOFTWARE), pages: 0 }
    }

    fn name(&self) -> String {
        format!("pages-{:04}.warc", self.number)
    }

    fn path(&self) -> String {
        format!("archive/{}", self.name())
    }

    /// Takes in a page; gives its line in the index.
    fn take(&mut self, page: &Chosen, bytes: &[u8]) -> String {
        let Chosen { url, at, .. } = page;
        let record = warc::resource(&Page { url, at, bytes });
        let facts = json!({
            "digest": warc::labelled_digest(bytes),
            "filename": self.name(),
            "length": record.len().to_string(),
            "mime": "text/html",
            "offset": self.bytes.len().to_string(),
            "url": url,
        });
        self.bytes.extend(record);
        self.pages += 1;
        let stamp: String = at.chars().filter(char::is_ascii_digit).take(14).collect();
        format!("{} {stamp} {facts}\n", surt(url))
    }
}

/// What the package says of its files.
#[derive(Default)]
struct Package {
    resources: Vec<serde_json::Value>,
    lines: Vec<String>,
    pages: Vec<serde_json::Value>,
}

impl Package {
    fn add(&mut self, zip: &mut Zip<'_>, path: &str, bytes: &[u8]) -> io::Result<()> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let hash = format!("sha256:{}", Digest::of(bytes));
        self.resources.push(json!({"bytes": bytes.len(), "hash": hash, "name": name, "path": path}));
        zip.member(path, bytes)
    }

    /// Index, list of pages, and the description with its digest.
    fn finish(mut self, mut zip: Zip<'_>, created: &str) -> io::Result<()> {
        self.lines.sort();
        let index = self.lines.concat();
        self.add(&mut zip, "indexes/index.cdx", index.as_bytes())?;
        let mut list = format!("{}\n", json!({"format": "json-pages-1.0", "id": "pages", "title": "Saved pages"}));
        for page in &self.pages {
            list += &format!("{page}\n");
        }
        self.add(&mut zip, "pages/pages.jsonl", list.as_bytes())?;
        let package = json!({
            "created": created,
            "profile": "data-package",
            "resources": self.resources,
            "software": SOFTWARE,
            "title": "Saved pages of a dossier",
            "wacz_version": "1.1.1",
        });
        let package = format!("{package:#}\n");
        zip.member("datapackage.json", package.as_bytes())?;
        let digest = json!({"hash": format!("sha256:{}", Digest::of(package.as_bytes())), "path": "datapackage.json"});
        zip.member("datapackage-digest.json", format!("{digest:#}\n").as_bytes())?;
        zip.finish()
    }
}
