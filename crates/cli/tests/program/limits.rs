//! What the machine refuses: no room, no lock, no reader, no home. Each gets one sentence and the right exit status, and
//! nothing that was preserved is lost.

use std::fs::File;
use std::io::Read as _;
use std::process::Stdio;

use crate::desk::{Desk, mounts_for, ran, run};

#[test]
fn a_full_disk_is_said_and_what_was_preserved_stays() {
    if !mounts_for("a small file system") {
        return;
    }
    let desk = Desk::with_material();
    std::fs::create_dir(desk.path("small")).unwrap();
    for n in 0..40 {
        let noise: Vec<u8> = (0..200_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 ^ n).collect();
        desk.write(&format!("large/{n}.bin"), noise);
    }
    let script = "mount -t tmpfs -o size=2m none small || exit 99
        \"$0\" examine material --case small/a.case >/dev/null 2>&1 || exit 98
        \"$0\" examine large --case small/a.case >out.txt 2>err.txt; echo $? >status.txt
        \"$0\" verify small/a.case --json >verify.json || exit 97
        \"$0\" status small/a.case --json >status.json || exit 96
        mount -o remount,size=20m small && \"$0\" examine large --case small/a.case || exit 95
        \"$0\" verify small/a.case";
    let starter = ["unshare", "--mount", "--propagation", "private", "sh", "-c", script];
    let ended = run(&mut desk.command_by(&starter));
    assert_eq!(ended.status, 0, "{ended:?}");
    let text = |name: &str| std::fs::read_to_string(desk.path(name)).unwrap();
    assert_eq!(text("status.txt"), "3\n", "{}", text("err.txt"));
    assert!(text("err.txt").contains("the disk is full"), "{}", text("err.txt"));
    assert!(text("err.txt").contains("free some space and run it again"), "{}", text("err.txt"));
    assert_eq!(text("err.txt").lines().count(), 1, "{}", text("err.txt"));
    let status: serde_json::Value = serde_json::from_str(&text("status.json")).unwrap();
    assert!(status["items"].as_u64().unwrap() >= 3, "what was answered for is there: {status:#}");
}

#[test]
fn a_second_writer_is_told_that_the_case_is_in_use() {
    let desk = Desk::with_case();
    let lock = File::open(desk.path("a.case/log")).unwrap();
    lock.lock().unwrap();
    for arguments in ["examine a.case", "add material --case a.case", "fixity a.case", "log rotate-key a.case"] {
        let busy = desk.run(arguments);
        assert_eq!(busy.status, 3, "{arguments}: {busy:?}");
        assert_eq!(
            busy.err,
            "exhibit: another process is writing to the case a.case. Wait until it is done, then try again\n"
        );
    }
    assert_eq!(desk.run("status a.case").status, 0, "reading goes on meanwhile");
    lock.unlock().unwrap();
    assert_eq!(desk.run("examine a.case").status, 0);
    assert_eq!(desk.run("log list a.case").out.matches("  key  ").count(), 0, "a refused rotation leaves no trace");
    assert_eq!(desk.run("verify a.case").status, 0);
}

#[test]
fn two_processes_at_once_end_with_one_sound_case() {
    let desk = Desk::with_material();
    let start = || {
        let mut command = desk.command();
        command.args(["examine", "material", "--case", "a.case"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let ended: Vec<_> = [start(), start(), start()].map(|child| ran(&child.wait_with_output().unwrap())).into();
    assert!(ended.iter().any(|e| e.status == 0), "{ended:?}");
    for end in &ended {
        assert!(end.status == 0 || (end.status == 3 && end.err.contains("another process is writing")), "{end:?}");
    }
    assert_eq!(desk.run("examine material --case a.case").status, 0);
    assert_eq!(desk.json("status a.case")["items"], 3);
    assert_eq!(desk.run("verify a.case").status, 0);
}

#[test]
fn a_closed_pipe_is_a_clean_end() {
    let desk = Desk::with_case();
    for arguments in [&["log", "list", "a.case"][..], &["status", "a.case", "--json"], &["man"]] {
        let mut child = desk.command().args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let desk = Desk::with_case();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = desk.command().args(["status", "a.case"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stderr).unwrap().contains("disk is full"));
}

#[test]
fn without_a_home_there_is_no_key_and_that_is_said() {
    let desk = Desk::with_material();
    let refused = run(desk.command().env_remove("HOME").args(["examine", "material"]));
    assert_eq!(refused.status, 3);
    assert!(refused.err.contains("Set HOME"), "{}", refused.err);
    assert!(!desk.path("material.case").exists(), "nothing is begun");
    let settings = desk.path("settings");
    let made = run(desk.command().env_remove("HOME").env("XDG_CONFIG_HOME", &settings).args(["examine", "material"]));
    assert_eq!(made.status, 0, "{made:?}");
    assert!(settings.join("exhibit/signing-0001.key").exists());
}
