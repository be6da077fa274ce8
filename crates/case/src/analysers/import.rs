//! Import: an item is recognised by its content and read by the importer for its format into sources, posts and
//! articles. An item that no importer knows is *kept, not read*, which is a finding too.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::sync::OnceLock;

use intake::{HEAD_BYTES, Head, Importer, Sink, SinkError};
use model::Digest;
use model::import::ImportLine;
use serde_json::Value;

use super::{Analyser, Exactness, Failure, Identity, ItemState, Lines};

pub(super) struct Import;

const KEPT: &str = "import.kept";

/// What pictures, films and sounds are imported by.
pub(super) const MEDIA: &str = "import.media-bytes";

impl Analyser for Import {
    fn stage(&self) -> &'static str {
        "import"
    }

    fn exactness(&self) -> Exactness {
        Exactness::Exact
    }

    fn plan(&self, item: &ItemState<'_>) -> Result<Option<Identity>, Failure> {
        let known = item.findings.iter().rev().find(|k| k.stage() == self.stage());
        if let Some(known) = known {
            // Whether a format is recognised can change only with the registry, so the bytes need not be read again.
            let importer = known.analyser.strip_prefix("import.").unwrap_or_default();
            let same = |i: &&dyn Importer| i.name() == importer && *known.version == *i.version();
            let unchanged = *known.analyser == *KEPT && *known.version == *registry_version();
            if unchanged || intake::registry().iter().any(same) {
                return Ok(Some(identity(known.analyser.to_string(), known.version.to_string())));
            }
        }
        let mut file = (item.open)()?;
        let bytes = head(&mut file)?;
        Ok(Some(match intake::recognise(&Head { bytes: &bytes, len: item.size }).1 {
            Some(importer) => identity(name_of(importer), importer.version().to_owned()),
            None => identity(KEPT.to_owned(), registry_version().to_owned()),
        }))
    }

    fn run(&self, identity: &Identity, item: &ItemState<'_>, out: &mut dyn Lines) -> Result<(), Failure> {
        let mut file = (item.open)()?;
        let bytes = head(&mut file)?;
        let (what, _) = intake::recognise(&Head { bytes: &bytes, len: item.size });
        let importer = intake::registry().iter().find(|i| name_of(**i) == identity.analyser);
        let mut sink = ToRecord { out, stopped: None };
        let result = match importer {
            Some(importer) => {
                file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
                importer.read(&mut BufReader::with_capacity(1 << 17, file), item.size, &mut sink)
            }
            None => sink.line(ImportLine::Recognised(what)).map_err(Into::into),
        };
        match (sink.stopped, result) {
            (Some(store), _) => Err(Failure::Store(store)),
            (None, Err(error)) => Err(Failure::Input(error.to_string())),
            (None, Ok(())) => Ok(()),
        }
    }
}

fn name_of(importer: &dyn Importer) -> String {
    format!("import.{}", importer.name())
}

fn identity(analyser: String, version: String) -> Identity {
    Identity { analyser, version, parameters: Value::Object(serde_json::Map::new()) }
}

/// Changes whenever an importer is added or changed, so that what was kept unread gets another look.
fn registry_version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let all: Vec<String> = intake::registry().iter().map(|i| format!("{} {}", i.name(), i.version())).collect();
        Digest::of(all.join("\n").as_bytes()).short()
    })
}

fn head(file: &mut File) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    file.take(HEAD_BYTES as u64).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn unreadable(error: std::io::Error) -> Failure {
    Failure::Input(format!("its bytes could not be read: {error}"))
}

/// Passes an importer's lines on to the record.
struct ToRecord<'o> {
    out: &'o mut dyn Lines,
    stopped: Option<store::Error>,
}

impl Sink for ToRecord<'_> {
    fn line(&mut self, line: ImportLine) -> Result<(), SinkError> {
        self.out.line(&line).map_err(|error| {
            self.stopped = Some(error);
            SinkError("the record could not be written".into())
        })
    }
}
