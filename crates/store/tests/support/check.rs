//! Checks a case from its bytes, with nothing of the store but its paths: every entry in the tree, everything an
//! entry vouches for present and right, and (after a writer has opened the case) nothing else lying about.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use custody::entry::{Header, Kind};
use custody::{Checkpoint, VerifyingKey, tree};
use model::Digest;
use store::{Reader, Shelf};

use super::files;

/// What a case must hold besides being sound.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// Left-overs of an interrupted writer may lie about.
    AfterCrash,
    /// A writer has tidied up.
    AfterOpen,
}

/// Panics where the case is unsound; answers its headers.
pub fn sound(folder: &Path, strictness: Strictness) -> Vec<Header> {
    let reader = Reader::open(folder).unwrap();
    let headers = log(&reader);
    let withheld: BTreeSet<Digest> = headers
        .iter()
        .filter(|h| h.kind == Kind::Purge)
        .flat_map(|h| h.inputs.iter().map(|i| i.0).chain(h.withheld.iter().copied()))
        .collect();
    let rewritten = reader.rewritten().unwrap();
    let mut vouched = BTreeSet::new();
    for header in &headers {
        if header.kind == Kind::Preserve && !withheld.contains(&header.inputs[0].0) {
            whole(&reader, Shelf::Originals, header.inputs[0].0, &mut vouched);
        }
        if let Some(record) = header.record.filter(|r| !withheld.contains(&r.sha256)) {
            assert_eq!(reader.record_size(record.sha256), Some(record.size));
            whole(&reader, Shelf::Records, record.sha256, &mut vouched);
        }
        if let Some(private) = header.private {
            let now = rewritten.get(&private.record).copied().unwrap_or(private.record);
            whole(&reader, Shelf::Records, now, &mut vouched);
            let line = reader.private_line(&private).unwrap();
            let about_withheld = header.inputs.iter().any(|i| withheld.contains(&i.0)) && header.kind != Kind::Purge;
            // A purge that was cut short between its entry and the removal is finished by the next writer.
            let unfinished = about_withheld && strictness == Strictness::AfterCrash;
            assert!(unfinished || line.is_none() == about_withheld, "{header:?}");
        }
    }
    if strictness == Strictness::AfterOpen {
        for shelf in [Shelf::Originals, Shelf::Records] {
            for file in files(&reader.layout().shelf(shelf)) {
                let name = file.file_name().unwrap().to_str().unwrap().parse().unwrap();
                assert!(vouched.contains(&(shelf, name)), "{} is vouched for by nothing", file.display());
            }
        }
        assert_eq!(files(&reader.layout().incoming()), Vec::<std::path::PathBuf>::new());
        let tiles = files(&folder.join("log/tile")).len();
        assert_eq!(tiles, custody::tile::files_of(reader.size()).count(), "surplus or missing tiles");
    }
    if strictness == Strictness::AfterOpen {
        // The checker that knows nothing of this crate agrees, and finds nothing that belongs to no entry.
        let report = verify::verify(folder, &verify::Pins::default(), &mut |_| {});
        assert!(report.ok && report.checks.iter().all(|c| c.remarks.is_empty()), "{report:#?}");
    }
    headers
}

/// The log adds up, and the key that the entries name signed it.
fn log(reader: &Reader) -> Vec<Header> {
    let entries: Vec<_> = reader.entries(0..u64::MAX).map(Result::unwrap).collect();
    assert_eq!(entries.len() as u64, reader.size());
    let leaves: Vec<Digest> = entries.iter().map(|e| tree::leaf_hash(&e.bytes)).collect();
    assert_eq!(tree::root_of(&leaves), reader.checkpoint().root);
    let headers: Vec<Header> = entries.iter().map(|e| e.header().unwrap()).collect();
    let opening = headers[0].case.as_ref().unwrap();
    assert_eq!(opening.toml, Digest::of(reader.case_bytes()));
    let mut rotated = headers.iter().filter_map(|h| h.key.as_ref()).map(|k| k.key.as_str());
    let key: VerifyingKey = rotated.next_back().unwrap_or(&opening.key).parse().unwrap();
    Checkpoint::parse(reader.note()).unwrap().1.verify(&key).unwrap();
    headers
}

/// The file is there and is what its name says.
fn whole(reader: &Reader, shelf: Shelf, digest: Digest, vouched: &mut BTreeSet<(Shelf, Digest)>) {
    let mut bytes = Vec::new();
    let path = reader.layout().content(shelf, digest);
    std::fs::File::open(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())).read_to_end(&mut bytes).unwrap();
    assert_eq!(Digest::of(&bytes), digest, "{}", path.display());
    vouched.insert((shelf, digest));
}
