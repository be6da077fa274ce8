//! For the tests only. Started in the containing mode it stands in for `exhibit`; inside the containment it plays a
//! decoder that does what the name of its folder says: hangs, crashes, tries what is forbidden.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os();
    let own = arguments.next().unwrap();
    let first = arguments.next().unwrap_or_default();
    if first == media::contained::MODE {
        return media::contained::main(arguments);
    }
    let program = Path::new(&own);
    let role = program.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
    if first == "-version" && role != "mute" {
        println!("{} version 0.0-{role} played by a test", program.file_name().unwrap().to_str().unwrap());
        return ExitCode::SUCCESS;
    }
    play(&role)
}

fn play(role: &str) -> ExitCode {
    match role {
        "hang" | "mute" => std::thread::sleep(Duration::from_secs(3600)),
        "spin" => loop {
            std::hint::spin_loop();
        },
        "crash" => crash(),
        "abort" => std::process::abort(),
        "grow" => grow(Duration::from_millis(20)),
        "burst" => grow(Duration::ZERO),
        "flood" => flood(&mut io::stdout(), b"packet|stream_index=0|pts_time=1.0|flags=K_\n"),
        "line" => flood(&mut io::stdout(), &[b'x'; 4096]),
        "chatter" => flood(&mut io::stderr(), b"something is wrong\n"),
        "rubbish" => flood(&mut io::stdout(), b"nut/multimedia container\0NMzV\x1f\xff\xff\xff\xff\xff\xff"),
        "leave" => return ExitCode::from(7),
        "try" => try_everything(),
        other => panic!("no such role: {other}"),
    }
    ExitCode::SUCCESS
}

/// The runtime takes the first of these signals and gives up its hold on the next.
fn crash() {
    for _ in 0..2 {
        rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::SEGV).unwrap();
    }
}

/// Ends when nobody reads any more.
fn flood(out: &mut dyn Write, bytes: &[u8]) {
    while out.write_all(bytes).is_ok() {}
}

fn grow(pause: Duration) {
    let mut kept = Vec::new();
    loop {
        kept.push(vec![1_u8; 8 << 20]);
        std::thread::sleep(pause);
    }
}

/// Says, as the answer's name of the container, how every attempt ended. The input holds a path that must not be read.
fn try_everything() {
    let input = fs::read_to_string("/proc/self/fd/0");
    let mut lines = input.as_deref().unwrap_or("").lines().map(str::to_owned);
    let (secret, folder, socket, port) =
        (lines.next().unwrap(), lines.next().unwrap(), lines.next().unwrap(), lines.next().unwrap());
    let new = Path::new(&folder).join("new");
    let parent = rustix::process::getppid().unwrap();
    let attempts: Vec<(&str, io::Result<()>)> = vec![
        ("read-input", input.map(drop)),
        ("thread", std::thread::Builder::new().spawn(|| ()).map(|t| t.join().unwrap())),
        ("read-secret", File::open(&secret).map(drop)),
        ("read-passwd", File::open("/etc/passwd").map(drop)),
        ("read-parent-memory", File::open(format!("/proc/{}/mem", parent.as_raw_nonzero())).map(drop)),
        ("list-folder", fs::read_dir(&folder).map(drop)),
        ("write-new", File::create(&new).map(drop)),
        ("write-tmp", File::create("/tmp/exhibit-must-not-be-there").map(drop)),
        ("write-input", OpenOptions::new().write(true).open("/proc/self/fd/0").map(drop)),
        ("write-secret", OpenOptions::new().write(true).open(&secret).map(drop)),
        ("remove-secret", fs::remove_file(&secret)),
        ("rename-secret", fs::rename(&secret, &new)),
        ("make-folder", fs::create_dir(&new)),
        ("tcp-connect", TcpStream::connect(format!("127.0.0.1:{port}")).map(drop)),
        ("tcp-listen", TcpListener::bind("127.0.0.1:0").map(drop)),
        ("udp", UdpSocket::bind("127.0.0.1:0").map(drop)),
        ("unix-connect", UnixStream::connect(&socket).map(drop)),
        ("unix-listen", UnixListener::bind(&new).map(drop)),
        ("unix-datagram", UnixDatagram::unbound().map(drop)),
        ("unix-pair", UnixStream::pair().map(drop)),
        ("run-program", Command::new("/bin/true").status().map(drop)),
        ("signal-parent", rustix::process::kill_process(parent, rustix::process::Signal::CONT).map_err(Into::into)),
        ("raise-limit", raise_limit()),
    ];
    let said: Vec<String> = attempts
        .iter()
        .map(|(what, result)| match result {
            Ok(()) => format!("{what}:done"),
            Err(error) => format!("{what}:refused:{}", error.raw_os_error().unwrap_or(0)),
        })
        .collect();
    println!("packet|stream_index=0|pts_time=0.0|flags=K_\nstream|index=0|codec_type=audio");
    println!("format|format_name={}", said.join(" "));
}

fn raise_limit() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let more = Some(1 << 40);
    setrlimit(Resource::Cpu, Rlimit { current: more, maximum: more }).map_err(Into::into)
}
