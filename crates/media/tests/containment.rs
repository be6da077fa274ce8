//! What runs inside the containment is refused everything but its input, and dies at its limits.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::net::UnixListener;
use std::time::{Duration, Instant};

use media::{Decoder, Limits, Problem};
use support::{children_of_this_process, file_with, player};

const REFUSED: &[&str] = &[
    "read-secret",
    "read-passwd",
    "read-parent-memory",
    "list-folder",
    "write-new",
    "write-tmp",
    "write-input",
    "write-secret",
    "remove-secret",
    "rename-secret",
    "make-folder",
    "tcp-connect",
    "tcp-listen",
    "udp",
    "unix-connect",
    "unix-listen",
    "unix-datagram",
    "unix-pair",
    "run-program",
    "signal-parent",
    "raise-limit",
];

#[test]
fn inside_only_the_input_can_be_read_and_nothing_can_be_written_sent_or_started() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, "secret").unwrap();
    let socket = folder.path().join("socket");
    let _unix = UnixListener::bind(&socket).unwrap();
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = tcp.local_addr().unwrap().port();
    let player = player("try");
    let decoder = player.decoder(Limits::default());
    let input = format!("{}\n{}\n{}\n{port}\n", secret.display(), folder.path().display(), socket.display());
    let said = decoder.probe(&file_with(input.as_bytes())).unwrap().container;
    for allowed in ["read-input", "thread"] {
        assert!(said.contains(&format!("{allowed}:done")), "{allowed}: {said}");
    }
    for refused in REFUSED {
        assert!(said.contains(&format!("{refused}:refused")), "{refused}: {said}");
    }
    assert_eq!(said.split(' ').count(), 2 + REFUSED.len(), "{said}");
    assert!(secret.exists() && !folder.path().join("new").exists());
}

#[test]
fn every_limit_is_named_and_this_kernel_gives_those_that_the_tests_need() {
    let player = player("hang");
    let decoder = player.decoder(Limits::default());
    for grant in decoder.grants() {
        assert!(grant.given, "this kernel does not give: {} ({})", grant.limit, grant.how);
    }
    assert!(decoder.grants().len() >= 14, "{:?}", decoder.grants());
}

fn problem_of(role: &str, limits: Limits) -> (Problem, Duration) {
    let player = player(role);
    let decoder = player.decoder(limits);
    let started = Instant::now();
    let problem = decoder.probe(&file_with(b"anything")).unwrap_err();
    (problem, started.elapsed())
}

fn tight() -> Limits {
    Limits {
        silence: Duration::from_millis(700),
        resident_bytes: 100 << 20,
        data_bytes: 400 << 20,
        ..Limits::default()
    }
}

#[test]
fn a_decoder_that_hangs_is_stopped_when_it_gave_nothing_for_long_enough() {
    let (problem, took) = problem_of("hang", tight());
    assert!(matches!(problem, Problem::TimedOut { .. }), "{problem:?}");
    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[test]
fn a_decoder_that_computes_for_ever_is_ended_by_the_kernel_at_its_processor_time() {
    let limits = Limits { time: Duration::from_secs(1), silence: Duration::from_secs(60), ..tight() };
    let (problem, _) = problem_of("spin", limits);
    assert!(matches!(problem, Problem::TimedOut { .. }), "{problem:?}");
}

#[test]
fn a_decoder_that_grows_is_stopped_at_its_memory_whether_slowly_or_at_once() {
    for role in ["grow", "burst"] {
        let (problem, _) = problem_of(role, tight());
        assert!(matches!(problem, Problem::OutOfMemory { .. }), "{role}: {problem:?}");
    }
}

#[test]
fn a_decoder_that_crashes_is_named_with_its_signal() {
    for (role, number) in [("crash", 11), ("abort", 6)] {
        let (problem, _) = problem_of(role, tight());
        assert!(matches!(problem, Problem::Crashed { signal, .. } if signal == number), "{role}: {problem:?}");
    }
}

#[test]
fn a_decoder_that_gives_endlessly_is_stopped_at_the_number_of_bytes_or_at_its_time() {
    let limits = Limits { output_bytes: 50 << 20, ..tight() };
    for role in ["flood", "line"] {
        let (problem, _) = problem_of(role, limits.clone());
        assert!(matches!(problem, Problem::TooMuch { .. }), "{role}: {problem:?}");
    }
    let (problem, _) = problem_of("chatter", limits);
    assert!(matches!(problem, Problem::TimedOut { .. }), "{problem:?}");
}

#[test]
fn a_decoder_that_answers_rubbish_or_leaves_is_a_problem_and_no_result() {
    for role in ["rubbish", "leave"] {
        let (problem, _) = problem_of(role, Limits { output_bytes: 1 << 20, ..tight() });
        let clear = matches!(problem, Problem::TooMuch { .. } | Problem::GaveUp { .. } | Problem::Nonsense { .. });
        assert!(clear, "{role}: {problem:?}");
    }
}

#[test]
fn a_program_that_does_not_greet_is_no_decoder() {
    let player = player("mute");
    let problem = Decoder::new(player.programs(), tight()).unwrap_err();
    assert!(matches!(problem, Problem::NoDecoder { .. }), "{problem:?}");
}

#[test]
fn no_child_is_left_behind_by_a_question_that_is_dropped() {
    let player = player("hang");
    let decoder = player.decoder(Limits { silence: Duration::from_millis(300), ..Limits::default() });
    let file: File = file_with(b"anything");
    for _ in 0..3 {
        assert!(decoder.probe(&file).is_err());
    }
    assert!(!children_of_this_process().iter().any(|name| name.contains(player.folder())), "a child is left");
}
