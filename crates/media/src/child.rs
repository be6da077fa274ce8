//! One decoder child from its start to its end: its output is read while time, memory and silence are watched, and it
//! is never left behind. What its output means belongs to others.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process_group};

use crate::contained::{COULD_NOT, Order, read_report};
use crate::limits::{Grant, Limits};
use crate::problem::{Complaints, Problem};
use crate::spawner;

/// How often a child is looked at while it gives nothing.
const LOOK: Duration = Duration::from_millis(20);
/// Between two measurements of its memory.
const MEASURE: Duration = Duration::from_millis(10);
/// Room in the pipe, so that child and reader take turns less often.
const PIPE: usize = 1 << 20;
/// A line on the error output is read to this length; the rest of it is passed over.
const LINE: usize = 16 << 10;

/// A running decoder.
pub(crate) struct Running {
    child: Child,
    stdout: Option<ChildStdout>,
    stderr: Option<ChildStderr>,
    limits: Limits,
    /// How long somebody may wait for it in all.
    time: Duration,
    waited: Duration,
    given: u64,
    measured: Instant,
    peak: u64,
    line: Vec<u8>,
    complaints: Complaints,
    grants: Option<Result<Vec<Grant>, String>>,
    ended: bool,
}

/// How a child ended that was not stopped.
#[derive(Clone, Debug)]
pub(crate) struct End {
    /// Whether it says that all went well.
    pub success: bool,
    /// What it said on its error output.
    pub complaints: Complaints,
    /// Which limits held.
    pub grants: Vec<Grant>,
    /// The most memory it was seen to have, in bytes.
    pub peak_bytes: u64,
}

impl Running {
    /// Starts `exhibit` in its containing mode, which becomes the decoder. `input` is what it inherits.
    pub fn start(
        exhibit: &std::path::Path,
        order: &mut Order,
        limits: &Limits,
        input: Option<&File>,
    ) -> Result<Self, Problem> {
        let on_disk = input.map(File::metadata).transpose().map_err(Problem::system)?.map_or(0, |m| m.blocks() * 512);
        let time = limits.time_for(on_disk);
        order.parent = i32::try_from(std::process::id()).unwrap_or(0);
        order.cpu_seconds = time.as_secs().max(1);
        order.data_bytes = limits.data_bytes;
        order.address_bytes = limits.address_bytes;
        let stdin = match input {
            Some(file) => file.try_clone().map_err(Problem::system)?.into(),
            None => Stdio::null(),
        };
        let mut command = Command::new(exhibit);
        command.args(order.arguments()).env_clear().stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A group of its own: what is meant for the terminal's group does not reach it, and it is killed as a whole.
        command.process_group(0).current_dir("/");
        let mut child = spawner::spawn(command)
            .map_err(|error| Problem::system(format!("{} could not be started: {error}", exhibit.display())))?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        if let Some(pipe) = &stdout {
            // Only speed depends on it.
            let _ = rustix::pipe::fcntl_setpipe_size(pipe, PIPE);
        }
        Ok(Self {
            child,
            stdout,
            stderr,
            limits: limits.clone(),
            time,
            waited: Duration::ZERO,
            given: 0,
            measured: Instant::now(),
            peak: 0,
            line: Vec::new(),
            complaints: Complaints::default(),
            grants: None,
            ended: false,
        })
    }

    /// The next bytes of its output; none at its end.
    pub fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Problem> {
        let asked = Instant::now();
        let result = self.read_until(buffer, asked);
        self.waited += asked.elapsed();
        if result.is_err() {
            self.kill();
        }
        result
    }

    fn read_until(&mut self, buffer: &mut [u8], asked: Instant) -> Result<usize, Problem> {
        loop {
            let Some(stdout) = &mut self.stdout else { return Ok(0) };
            let (out, err) = ready(Some(stdout.as_fd()), self.stderr.as_ref().map(AsFd::as_fd))?;
            if err {
                self.read_complaints()?;
            }
            if out && let Some(stdout) = &mut self.stdout {
                let read = stdout.read(buffer).map_err(Problem::system)?;
                self.given += read as u64;
                if read == 0 {
                    self.stdout = None;
                }
                if self.given > self.limits.output_bytes {
                    return Err(Problem::TooMuch { limit: self.limits.output_bytes });
                }
                self.look(asked)?;
                return Ok(read);
            }
            self.look(asked)?;
        }
    }

    /// Waits for its end and says what went wrong, if anything did.
    pub fn finish(&mut self) -> Result<End, Problem> {
        self.stdout = None;
        let result = self.wait();
        if result.is_err() {
            self.kill();
        }
        let status = result?;
        self.ended = true;
        self.verdict(status)
    }

    fn wait(&mut self) -> Result<ExitStatus, Problem> {
        let asked = Instant::now();
        loop {
            if self.stderr.is_some() {
                if ready(None, self.stderr.as_ref().map(AsFd::as_fd))?.1 {
                    self.read_complaints()?;
                }
            } else if let Some(status) = self.child.try_wait().map_err(Problem::system)? {
                return Ok(status);
            } else {
                // Its pipes are closed: it is about to end.
                std::thread::sleep(Duration::from_millis(1));
            }
            self.look(asked)?;
        }
    }

    fn verdict(&mut self, status: ExitStatus) -> Result<End, Problem> {
        if !self.line.is_empty() {
            let line = std::mem::take(&mut self.line);
            self.heard(&line);
        }
        if let Some(signal) = status.signal() {
            return Err(self.ended_by(signal));
        }
        let own_failure = status.code() == Some(i32::from(COULD_NOT));
        match self.grants.take() {
            Some(Ok(grants)) => Ok(End {
                success: status.success(),
                complaints: std::mem::take(&mut self.complaints),
                grants,
                peak_bytes: self.peak,
            }),
            Some(Err(why)) => Err(Problem::system(why)),
            None if own_failure => Err(Problem::system("the containing mode gave up without a word")),
            None => Err(Problem::system("it did not start in its containing mode; nothing was given to it")),
        }
    }

    fn ended_by(&self, signal: i32) -> Problem {
        let no_memory = ["memory allocation of", "bad_alloc", "Cannot allocate memory"];
        match signal {
            libc::SIGABRT if no_memory.iter().any(|words| self.complaints.has(words)) => {
                Problem::OutOfMemory { limit: self.limits.data_bytes }
            }
            libc::SIGXCPU => Problem::TimedOut { why: self.too_long() },
            libc::SIGKILL => {
                Problem::Crashed { signal, name: "killed from outside, perhaps for want of memory".into() }
            }
            _ => Problem::Crashed { signal, name: signal_name(signal).to_owned() },
        }
    }

    fn too_long(&self) -> String {
        format!("it took longer than the {} seconds that a file of this size may take", self.time.as_secs())
    }

    /// Checks what the kernel does not bound for us.
    fn look(&mut self, asked: Instant) -> Result<(), Problem> {
        let waiting = asked.elapsed();
        if waiting > self.limits.silence {
            let seconds = self.limits.silence.as_secs_f32();
            return Err(Problem::TimedOut { why: format!("the decoder gave nothing for {seconds} seconds") });
        }
        if self.waited + waiting > self.time {
            return Err(Problem::TimedOut { why: self.too_long() });
        }
        if self.measured.elapsed() >= MEASURE {
            self.measured = Instant::now();
            self.peak = self.peak.max(resident(self.child.id(), "VmHWM:"));
            if resident(self.child.id(), "VmRSS:") > self.limits.resident_bytes {
                return Err(Problem::OutOfMemory { limit: self.limits.resident_bytes });
            }
        }
        Ok(())
    }

    fn read_complaints(&mut self) -> Result<(), Problem> {
        let Some(stderr) = &mut self.stderr else { return Ok(()) };
        let mut bytes = [0; 4096];
        let read = stderr.read(&mut bytes).map_err(Problem::system)?;
        if read == 0 {
            self.stderr = None;
        }
        for byte in &bytes[..read] {
            if *byte == b'\n' || *byte == b'\r' {
                let line = std::mem::take(&mut self.line);
                self.heard(&line);
            } else if self.line.len() < LINE {
                self.line.push(*byte);
            }
        }
        Ok(())
    }

    fn heard(&mut self, line: &[u8]) {
        // The first line comes before the decoder has the word.
        let report = self.grants.is_none().then(|| read_report(&String::from_utf8_lossy(line))).flatten();
        match report {
            Some(report) => self.grants = Some(report),
            None => self.complaints.take(line),
        }
    }

    /// The most memory it was seen to have, in bytes.
    pub fn peak_bytes(&self) -> u64 {
        self.peak
    }

    /// Ends it now. Whoever waits for it gets its end.
    pub fn kill(&mut self) {
        if self.ended {
            return;
        }
        self.ended = true;
        if let Some(pid) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(pid, Signal::KILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        (self.stdout, self.stderr) = (None, None);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Waits a little until one of two pipes has something, or its other end is closed.
fn ready(out: Option<BorrowedFd<'_>>, err: Option<BorrowedFd<'_>>) -> Result<(bool, bool), Problem> {
    let mut fds: Vec<PollFd<'_>> =
        out.iter().chain(&err).map(|fd| PollFd::from_borrowed_fd(*fd, PollFlags::IN)).collect();
    let timeout = Timespec { tv_sec: 0, tv_nsec: LOOK.subsec_nanos().into() };
    match poll(&mut fds, Some(&timeout)) {
        Ok(_) | Err(rustix::io::Errno::INTR) => {}
        Err(error) => return Err(Problem::system(io::Error::from(error))),
    }
    let mut answers = fds.iter().map(|fd| !fd.revents().is_empty());
    Ok((out.is_some() && answers.next() == Some(true), err.is_some() && answers.next() == Some(true)))
}

/// A line of `/proc/PID/status` in bytes; zero where the process has ended.
fn resident(pid: u32, line: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let value = status.lines().find_map(|l| l.strip_prefix(line)).unwrap_or_default();
    value.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) << 10
}

fn signal_name(signal: i32) -> &'static str {
    match signal {
        libc::SIGABRT => "SIGABRT",
        libc::SIGBUS => "SIGBUS",
        libc::SIGFPE => "SIGFPE",
        libc::SIGILL => "SIGILL",
        libc::SIGSEGV => "SIGSEGV",
        libc::SIGSYS => "SIGSYS",
        libc::SIGTERM => "SIGTERM",
        libc::SIGTRAP => "SIGTRAP",
        libc::SIGXFSZ => "SIGXFSZ",
        _ => "signal",
    }
}
