//! A case folder written by hand from the functions of `custody`, so that the checker is tested without the writer.
#![allow(clippy::unwrap_used, clippy::needless_pass_by_value, dead_code)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use custody::entry::RecordRef;
use custody::private::{PurgeLine, withhold_lines};
use custody::{CaseId, Header, Log, PrivateLine, PrivateRecord, SigningKey};
use model::{Digest, ItemId};
use serde_json::json;
use tempfile::TempDir;

pub const CASE: CaseId = CaseId([0x5a; 16]);

/// A case under construction.
pub struct CaseFolder {
    pub dir: TempDir,
    pub log: Log,
    pub key: SigningKey,
    salt: u64,
}

impl CaseFolder {
    /// The folder with its opening entry.
    pub fn new() -> Self {
        let key = SigningKey::from_seed([1; 32]);
        let mut case = Self { dir: tempfile::tempdir().unwrap(), log: Log::new(), key, salt: 0 };
        let toml = b"format = 1\ntitle = \"EXERCISE: the dam gate\"\n";
        case.write("case.toml", toml);
        let key = case.key.verifying(&CASE.origin()).to_string();
        case.append(Header::case(CASE, key, Digest::of(toml)));
        case
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Writes a file, with its folders.
    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Path of a file named by its hash.
    pub fn named(shelf: &str, digest: Digest) -> String {
        format!("{shelf}/{}/{digest}", &digest.hex()[..2])
    }

    pub fn append(&mut self, header: Header) {
        self.log.append(&header.encode().unwrap()).unwrap();
    }

    /// Writes an original and logs it.
    pub fn preserve(&mut self, bytes: &[u8]) -> ItemId {
        let item = ItemId(Digest::of(bytes));
        self.write(&Self::named("originals", item.0), bytes);
        self.append(Header::preserve(item));
        item
    }

    /// Writes a record.
    pub fn record(&self, bytes: &[u8]) -> RecordRef {
        let record = RecordRef::of(bytes);
        self.write(&Self::named("records", record.sha256), bytes);
        record
    }

    /// Logs headers with one private line each, in one private record.
    pub fn append_privately(&mut self, headers: Vec<Header>) -> Digest {
        let mut record = PrivateRecord::default();
        for header in &headers {
            let mut salt = [0; 16];
            salt[..8].copy_from_slice(&self.salt.to_be_bytes());
            self.salt += 1;
            let body = json!({"who": "E. Xercise", "why": format!("because of {}", self.salt)});
            record.push(&PrivateLine::new(salt, header.kind, &body).unwrap());
        }
        let (bytes, reference, lines) = record.finish();
        self.record(&bytes);
        headers.into_iter().zip(lines).for_each(|(header, line)| self.append(header.with_private(line)));
        reference.sha256
    }

    /// Writes what the log needs and signs its head.
    pub fn commit(&mut self) -> String {
        for file in self.log.files() {
            self.write(&format!("log/{}", file.path), &file.bytes);
        }
        let checkpoint = self.log.checkpoint(&CASE.origin()).sign(&self.key);
        self.write("log/checkpoint", checkpoint.as_bytes());
        checkpoint
    }

    /// Withholds an item, a record of it and one line of a private record.
    pub fn purge(&mut self, item: ItemId, record: Digest, private: Digest, line: u64) {
        let old = fs::read(self.path().join(Self::named("records", private))).unwrap();
        let new = self.record(&withhold_lines(&old, &BTreeSet::from([line])));
        let rewritten = PurgeLine::Rewritten { old: private, new: new.sha256, withheld: vec![line] };
        let record_of_purge = self.record(format!("{}\n", rewritten.text().unwrap()).as_bytes());
        for gone in [Self::named("originals", item.0), Self::named("records", record), Self::named("records", private)]
        {
            fs::remove_file(self.path().join(gone)).unwrap();
        }
        let header = Header::purge(vec![item], vec![record, private]).with_record(record_of_purge);
        self.append_privately(vec![header]);
    }

    /// Hands over to a new key.
    pub fn rotate(&mut self, seed: u8) {
        let new = SigningKey::from_seed([seed; 32]);
        let rotation = self.key.rotate_to(CASE, &new.verifying(&CASE.origin()));
        self.append(Header::key(rotation));
        self.key = new;
    }

    /// Every file, by its path inside the folder, sorted.
    pub fn files(&self) -> Vec<String> {
        fn walk(at: &Path, root: &Path, out: &mut Vec<String>) {
            for entry in fs::read_dir(at).unwrap() {
                let path: PathBuf = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, root, out);
                } else {
                    out.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        let mut files = Vec::new();
        walk(self.path(), self.path(), &mut files);
        files.sort();
        files
    }
}

/// A case with everything in it: 300 entries over two bundles, partial files of earlier sizes, an empty item and one
/// larger than a read buffer, an import, an attempt, a purge with a rewritten private record, a new key. The answer
/// has the checkpoint of an earlier size with it.
pub fn everything() -> (CaseFolder, String) {
    let mut case = CaseFolder::new();
    case.preserve(b"");
    let long: Vec<u8> = (0..300_000u32).map(|i| (i * 7 + i / 1000) as u8).collect();
    let video = case.preserve(&long);
    let page = case.preserve("EXERCISE: the gate stood open, said the mayor of Zażoń.".as_bytes());
    let earlier = case.commit();
    let params = Digest::of(b"{}");
    let posts = case.record(b"{\"line\":\"post\",\"n\":1}\n{\"line\":\"post\",\"n\":2}\n");
    case.append(Header::find(vec![page], "html", "1", params, posts));
    case.append(Header::attempt(vec![video], "probe", "1", params));
    let gone = case.preserve(b"EXERCISE: something that has to go");
    let of_gone = case.record(b"{\"line\":\"post\",\"n\":3}\n");
    case.append(Header::find(vec![gone], "html", "1", params, of_gone));
    let private = case.append_privately(vec![Header::survey(), Header::sight(gone), Header::judge(vec![page])]);
    case.commit();
    let judgements = (0..250).map(|_| Header::judge(vec![page])).collect();
    case.append_privately(judgements);
    case.purge(gone, of_gone.sha256, private, 1);
    case.commit();
    case.rotate(2);
    while case.log.size() < 300 {
        case.append(Header::sight(page));
    }
    case.commit();
    (case, earlier)
}
