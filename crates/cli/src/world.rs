//! The one place that looks at the environment: who acts, on which machine, by which clock, with which randomness, and
//! where the user's settings lie. The libraries get all of it as values.

use std::env;
use std::path::{Path, PathBuf};

use case::{Actor, Host, Progress};
use model::Utc;

use crate::args::Common;
use crate::failure::Failure;
use crate::terminal::Terminal;

/// The name and version that every entry states.
pub const TOOL: &str = concat!("exhibit ", env!("CARGO_PKG_VERSION"));

/// The environment of one command.
pub struct World {
    /// What all verbs share.
    pub common: Common,
    terminal: Terminal,
    decoder: media::OnDemand,
}

impl World {
    /// Looks around.
    pub fn new(common: &Common) -> Self {
        Self { common: common.clone(), terminal: Terminal::new(common.quiet), decoder: decoder() }
    }

    /// Whether stdout gets one JSON document.
    pub fn json(&self) -> bool {
        self.common.json
    }

    /// Hears how far the work is.
    pub fn progress(&self) -> &dyn Progress {
        &self.terminal
    }

    /// The contained decoder, started when it is first asked for.
    pub fn decoder(&self) -> &media::OnDemand {
        &self.decoder
    }

    /// What the library needs to know of the world.
    pub fn host(&self) -> Host<'_> {
        Host {
            actor: Actor {
                collector: self
                    .common
                    .who
                    .clone()
                    .or_else(|| variable("EXHIBIT_WHO"))
                    .or_else(|| variable("USER"))
                    .or_else(|| variable("LOGNAME"))
                    .or_else(account_name),
                machine: machine(),
                tool: TOOL.to_owned(),
                clock: clock_source(),
            },
            now: &now,
            entropy: &fill,
            progress: &self.terminal,
            threads: std::thread::available_parallelism().map_or(1, usize::from).max(2),
            decoder: &self.decoder,
        }
    }

    /// The user's folder for keys and settings.
    pub fn settings(&self) -> Result<PathBuf, Failure> {
        let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
        absolute("XDG_CONFIG_HOME")
            .or_else(|| Some(absolute("HOME")?.join(".config")))
            .map(|p| p.join("exhibit"))
            .ok_or_else(|| {
                Failure::CouldNot(anyhow::anyhow!(
                    "there is no folder for your signing key: neither HOME nor XDG_CONFIG_HOME names one. Set HOME"
                ))
            })
    }
}

/// The decoder programs on the path; this program is what contains them.
fn decoder() -> media::OnDemand {
    let path = env::var_os("PATH").unwrap_or_default();
    let programs = env::current_exe()
        .map_err(|error| media::Problem::NoDecoder { why: format!("this program does not find itself: {error}") })
        .and_then(|own| media::Programs::find(own, &path));
    media::OnDemand::new(programs, media::Limits::default())
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// Name of the account this runs as, from the system's own list.
fn account_name() -> Option<String> {
    let uid = rustix::process::getuid().as_raw().to_string();
    let accounts = std::fs::read_to_string("/etc/passwd").ok()?;
    let mut fields = accounts.lines().map(|line| line.split(':'));
    fields.find_map(|mut line| {
        let name = line.next()?;
        (line.nth(1)? == uid).then(|| name.to_owned())
    })
}

/// Seconds since 1970 by this machine's clock.
fn now() -> Utc {
    Utc(jiff::Timestamp::now().as_second())
}

/// Fills a buffer from the system's generator. Without randomness no salt and no case id can be made, so this ends
/// the program.
pub fn fill(bytes: &mut [u8]) {
    if let Err(error) = getrandom::fill(bytes) {
        Failure::CouldNot(anyhow::anyhow!("the system gives no random bytes: {error}")).report();
        std::process::exit(3);
    }
}

fn machine() -> Option<String> {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    (!name.is_empty()).then_some(name)
}

/// What set the clock, as far as this machine says so; nothing where it does not say.
fn clock_source() -> Option<String> {
    let synchronised = Path::new("/run/systemd/timesync/synchronized").exists();
    synchronised.then(|| "synchronised over the network (systemd-timesyncd)".to_owned())
}
