//! The containing mode: a process of `exhibit` that gives up everything but reading one inherited file and writing to
//! its pipes, says which limits the kernel took, and becomes the decoder. It never forks; the caller watches it.
//!
//! The order matters: what later steps need is given up last (files before system calls, both before the decoder).

mod calls;
mod files;
mod resources;

use std::ffi::OsString;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use crate::limits::Grant;

/// The first argument that starts the containing mode.
pub const MODE: &str = "contained-decoder";

/// What the line on stderr begins with that says which limits hold.
pub(crate) const REPORT: &str = "exhibit-contained: ";

/// Exit status where the containing mode itself could not do its work.
pub(crate) const COULD_NOT: u8 = 125;

/// What the containing mode is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Order {
    /// The process that asks; where it is gone already, nothing is started.
    pub parent: i32,
    /// Processor seconds.
    pub cpu_seconds: u64,
    /// `RLIMIT_DATA`.
    pub data_bytes: u64,
    /// `RLIMIT_AS`.
    pub address_bytes: u64,
    /// Programs and loaders that may be executed.
    pub execute: Vec<PathBuf>,
    /// Files that may be read beside the inherited one; folders stand for everything in them.
    pub read: Vec<PathBuf>,
    /// The decoder and its arguments.
    pub command: Vec<OsString>,
}

impl Order {
    /// As arguments of the containing mode.
    pub fn arguments(&self) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = vec![MODE.into()];
        for (name, number) in [
            ("--parent", self.parent.to_string()),
            ("--cpu-seconds", self.cpu_seconds.to_string()),
            ("--data-bytes", self.data_bytes.to_string()),
            ("--address-bytes", self.address_bytes.to_string()),
        ] {
            arguments.extend([name.into(), number.into()]);
        }
        for (name, paths) in [("--execute", &self.execute), ("--read", &self.read)] {
            arguments.extend(paths.iter().flat_map(|path| [name.into(), path.clone().into_os_string()]));
        }
        arguments.push("--".into());
        arguments.extend(self.command.iter().cloned());
        arguments
    }

    /// Reads the arguments after [`MODE`].
    fn parse(mut arguments: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let mut order = Self::default();
        while let Some(name) = arguments.next() {
            if name == "--" {
                order.command = arguments.collect();
                break;
            }
            let value = arguments.next().ok_or_else(|| format!("{} has no value", name.to_string_lossy()))?;
            let number = || {
                let text = value.to_str().unwrap_or_default();
                text.parse::<u64>().map_err(|_| format!("{} is no number", value.to_string_lossy()))
            };
            match name.as_bytes() {
                b"--parent" => order.parent = i32::try_from(number()?).map_err(|e| e.to_string())?,
                b"--cpu-seconds" => order.cpu_seconds = number()?,
                b"--data-bytes" => order.data_bytes = number()?,
                b"--address-bytes" => order.address_bytes = number()?,
                b"--execute" => order.execute.push(value.into()),
                b"--read" => order.read.push(value.into()),
                _ => return Err(format!("{} is no argument", name.to_string_lossy())),
            }
        }
        if order.command.is_empty() {
            return Err("no program is named".to_owned());
        }
        Ok(order)
    }
}

/// Gives up what a decoder does not need and becomes the decoder. Called with the arguments after [`MODE`], at the very
/// start of the program, while there is one thread. Comes back only where it could not.
pub fn main(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let problem = match Order::parse(arguments) {
        Ok(order) => become_decoder(&order),
        Err(problem) => problem,
    };
    say(&format!("{REPORT}failed: {problem}\n"));
    ExitCode::from(COULD_NOT)
}

/// Comes back only with the reason why it could not.
fn become_decoder(order: &Order) -> String {
    if let Err(problem) = resources::die_with_parent(order.parent) {
        return problem;
    }
    let mut grants = vec![resources::no_new_privileges(), resources::few_capabilities()];
    grants.extend(resources::rlimits(order));
    grants.extend(files::confine(order));
    grants.extend(calls::confine());
    match serde_json::to_string(&grants) {
        Ok(report) => say(&format!("{REPORT}{report}\n")),
        Err(error) => return error.to_string(),
    }
    let mut command = Command::new(&order.command[0]);
    command.args(&order.command[1..]).env_clear().env("LC_ALL", "C").env("AV_LOG_FORCE_NOCOLOR", "1");
    let error = command.exec();
    format!("{} could not be started: {error}", order.command[0].to_string_lossy())
}

/// To the one who watches. Without a reader there is nobody to tell.
fn say(line: &str) {
    let _ = io::stderr().write_all(line.as_bytes());
}

/// A report line as grants, or the reason why the containing mode gave up.
pub(crate) fn read_report(line: &str) -> Option<Result<Vec<Grant>, String>> {
    let report = line.strip_prefix(REPORT)?;
    Some(match report.strip_prefix("failed: ") {
        Some(problem) => Err(problem.to_owned()),
        None => serde_json::from_str(report).map_err(|error| error.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_survives_being_written_as_arguments() {
        let order = Order {
            parent: 7,
            cpu_seconds: 60,
            data_bytes: 1 << 30,
            address_bytes: 1 << 32,
            execute: vec!["/usr/bin/ffmpeg".into()],
            read: vec!["/lib/a b.so".into(), "/lib/c.so".into()],
            command: vec!["/usr/bin/ffmpeg".into(), "--".into(), "--read".into()],
        };
        let arguments = order.arguments();
        assert_eq!(arguments[0], MODE);
        assert_eq!(Order::parse(arguments.into_iter().skip(1)), Ok(order));
    }

    #[test]
    fn an_order_without_a_program_or_with_an_odd_argument_is_refused() {
        for bad in
            [&["--cpu-seconds", "3"][..], &["--cpu-seconds", "x", "--", "a"], &["--what", "1", "--", "a"], &["--read"]]
        {
            assert!(Order::parse(bad.iter().map(OsString::from)).is_err(), "{bad:?}");
        }
    }
}
