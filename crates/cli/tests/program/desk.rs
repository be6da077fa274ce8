//! A desk to run the program at: an empty home and a working folder of its own, nothing of the environment around the
//! test. Every JSON answer is checked against its schema on the way.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::schema;

/// Home and working folder of one test.
pub struct Desk {
    root: tempfile::TempDir,
}

/// What a run left on the terminal.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("work")).unwrap();
        fs::create_dir(root.path().join("home")).unwrap();
        Self { root }
    }

    /// A desk with a folder of two texts and a Telegram export, which is enough for most questions.
    pub fn with_material() -> Self {
        let desk = Self::new();
        desk.write("material/first.txt", "EXERCISE. The gate at Torvyn opened at 5:40.\n");
        desk.write("material/second.txt", "EXERCISE. Nobody at the mill saw the gate move.\n");
        desk.write("material/export/result.json", fs::read("../exercise/material/telegram.json").unwrap());
        desk
    }

    /// The same, with a case made of it.
    pub fn with_case() -> Self {
        let desk = Self::with_material();
        let made = desk.run("examine material --case a.case --why exercise");
        assert_eq!(made.status, 0, "{made:?}");
        desk
    }

    /// A path below the working folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join("work").join(name)
    }

    /// The home folder, with the keys in it.
    pub fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    /// Writes a file below the working folder, and the folders above it.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The program with this desk's world around it.
    pub fn command(&self) -> Command {
        self.through(Command::new(env!("CARGO_BIN_EXE_exhibit")))
    }

    /// The program, started by another one (`setpriv …`), with this desk's world around it.
    pub fn command_by(&self, starter: &[&str]) -> Command {
        let mut command = Command::new(starter[0]);
        command.args(&starter[1..]).arg(env!("CARGO_BIN_EXE_exhibit"));
        self.through(command)
    }

    fn through(&self, mut command: Command) -> Command {
        let search = std::env::var_os("PATH").unwrap_or_default();
        command.env_clear().env("PATH", search).env("HOME", self.home()).env("EXHIBIT_WHO", "A. Collector");
        command.current_dir(self.path("")).stdin(Stdio::null());
        command
    }

    /// Runs the program with arguments that hold no spaces.
    pub fn run(&self, arguments: &str) -> Ran {
        self.run_with(&arguments.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs the program.
    pub fn run_with(&self, arguments: &[&str]) -> Ran {
        run(self.command().args(arguments))
    }

    /// Runs a verb with `--json`, checks the document against the verb's schema and gives it with the exit status.
    pub fn json_and_status(&self, arguments: &str) -> (Value, i32) {
        let ran = self.run(&format!("{arguments} --json"));
        (document(arguments, &ran), ran.status)
    }

    /// The same for a run that has to end well.
    pub fn json(&self, arguments: &str) -> Value {
        let (value, status) = self.json_and_status(arguments);
        assert_eq!(status, 0, "{arguments}: {value:#}");
        value
    }

    /// The id of the item whose bytes lie in a file below the working folder.
    pub fn id_of(&self, name: &str) -> String {
        model::Digest::of(&fs::read(self.path(name)).unwrap()).hex()
    }

    /// Where a case keeps an item's bytes.
    pub fn original(&self, case: &str, id: &str) -> PathBuf {
        self.path(case).join("originals").join(&id[..2]).join(id)
    }

    /// How many entries the log of a case has.
    pub fn log_size(&self, case: &str) -> u64 {
        self.json(&format!("status {case}"))["log_size"].as_u64().unwrap()
    }

    /// The verdict of `verify` on one check.
    pub fn verdict(&self, case: &str, check: &str) -> String {
        let (report, _) = self.json_and_status(&format!("verify {case}"));
        let found = report["checks"].as_array().unwrap().iter().find(|c| c["name"] == check).unwrap().clone();
        found["state"].as_str().unwrap().to_owned()
    }
}

/// Reads a run's answer as exactly one JSON document of the verb's schema.
pub fn document(arguments: &str, ran: &Ran) -> Value {
    let value = schema::one_document(&ran.out).unwrap_or_else(|e| panic!("{arguments}: {e}\n{ran:?}"));
    schema::check(&schema::name_of(arguments, &value), &value);
    value
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Ran {
    ran(&command.output().unwrap())
}

/// What a finished run left.
pub fn ran(output: &Output) -> Ran {
    Ran {
        // A process that a signal ended has no exit status; no test expects one.
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

/// Flips the lowest bit of the byte in the middle of a file, whatever its permissions say.
pub fn flip(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Whether this test runs as the superuser; where not, says loudly what is left out.
pub fn superuser_for(what: &str) -> bool {
    let is = rustix::process::geteuid().is_root();
    if !is {
        let _ = writeln!(std::io::stderr(), "SKIPPED, as this needs the superuser: {what}");
    }
    is
}

/// Whether this process may have file systems of its own; says loudly where not.
pub fn mounts_for(what: &str) -> bool {
    if !superuser_for(what) {
        return false;
    }
    let own = std::process::Command::new("unshare").args(["--mount", "--propagation", "private", "true"]).output();
    let may = own.is_ok_and(|out| out.status.success());
    if !may {
        let _ = writeln!(std::io::stderr(), "SKIPPED, as mounting is refused here: {what}");
    }
    may
}

/// Name, size and modification time of everything below a folder: what a reading verb must leave alone.
pub fn listing(folder: &Path) -> Vec<(PathBuf, u64, std::time::SystemTime)> {
    let mut out = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let facts = fs::metadata(&folder).unwrap();
        out.push((folder.clone(), 0, facts.modified().unwrap()));
        for entry in fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                let facts = entry.metadata().unwrap();
                out.push((entry.path(), facts.len(), facts.modified().unwrap()));
            }
        }
    }
    out.sort();
    out
}
