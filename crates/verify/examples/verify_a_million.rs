//! How long a log of 1,000,000 entries takes to verify: makes one in a temporary folder and prints the time.
//!
//! `cargo run --release -p exhibit-verify --example verify_a_million [ENTRIES] [FOLDER]`; with a folder, what is
//! there already is verified again. Every entry is a judgement with a commitment to a private line, which is as long
//! as entries get in daily use.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use custody::entry::Header;
use custody::private::{self, PrivateRef};
use custody::{CaseId, Log, SigningKey};
use model::{Digest, ItemId};
use sha2::Digest as _;

const CASE: CaseId = CaseId([0x11; 16]);

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let entries: u64 = arguments.next().as_deref().unwrap_or("1000000").parse()?;
    let folder = arguments.next().map_or_else(|| std::env::temp_dir().join("exhibit-verify-a-million"), PathBuf::from);
    if !folder.join("log/checkpoint").exists() {
        make(&folder, entries)?;
    }
    let start = Instant::now();
    let report = verify::verify(&folder, &verify::Pins::default(), &mut |_| ());
    let took = start.elapsed();
    for check in &report.checks {
        println!("{}: {}: {}", check.name, check.state.word(), check.detail);
    }
    println!("{} entries verified in {:.2} s", report.entries, took.as_secs_f64());
    if report.ok { Ok(()) } else { Err("the verification failed".into()) }
}

/// A case whose log has `entries` entries and whose private lines lie in one record.
fn make(folder: &Path, entries: u64) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("case.toml"), "format = 1\n")?;
    let key = SigningKey::from_seed([1; 32]);
    let mut log = Log::new();
    let opening = Header::case(CASE, key.verifying(&CASE.origin()).to_string(), Digest::of(b"format = 1\n"));
    log.append(&opening.encode()?)?;
    let item = item(folder)?;
    log.append(&Header::preserve(item).encode()?)?;

    // The lines come first, because the entries need the name of their file.
    let line = |at: u64| format!(r#"{{"kind":"judge","salt":"{at:032x}","who":"E. Xercise"}}"#);
    let mut hash = sha2::Sha256::new();
    let unnamed = folder.join("lines");
    let mut file = BufWriter::new(File::create(&unnamed)?);
    for at in 2..entries {
        let line = line(at) + "\n";
        hash.update(&line);
        file.write_all(line.as_bytes())?;
    }
    file.flush()?;
    let record = Digest(hash.finalize().into());
    let named = folder.join("records").join(&record.hex()[..2]);
    fs::create_dir_all(&named)?;
    fs::rename(unnamed, named.join(record.hex()))?;

    for at in 2..entries {
        let sha256 = private::commitment(line(at).as_bytes());
        let header = Header::judge(vec![item]).with_private(PrivateRef { at: at - 2, record, sha256 });
        log.append(&header.encode()?)?;
        if at % 10_000 == 0 {
            write(folder, log.full_files())?;
        }
    }
    write(folder, log.files())?;
    fs::write(folder.join("log/checkpoint"), log.checkpoint(&CASE.origin()).sign(&key))?;
    Ok(())
}

/// One small preserved item.
fn item(folder: &Path) -> Result<ItemId, Box<dyn Error>> {
    let bytes = b"EXERCISE";
    let item = ItemId(Digest::of(bytes));
    let named = folder.join("originals").join(&item.0.hex()[..2]);
    fs::create_dir_all(&named)?;
    fs::write(named.join(item.0.hex()), bytes)?;
    Ok(item)
}

fn write(folder: &Path, files: Vec<custody::LogFile>) -> Result<(), Box<dyn Error>> {
    for file in files {
        let path = folder.join("log").join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, file.bytes)?;
    }
    Ok(())
}
