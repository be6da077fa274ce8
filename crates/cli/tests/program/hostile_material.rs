//! Names and things that a folder of collected material may hold: every one is kept or reported, none is skipped in
//! silence, none stops the run.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use crate::desk::{Desk, document, ran, run, superuser_for};

fn reasons(run: &Value) -> Vec<(String, String)> {
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let met = run["added"]["not_preserved"].as_array().unwrap();
    met.iter().map(|o| (text(&o["path"]["text"]), text(&o["reason"]))).collect()
}

#[test]
fn any_name_is_kept_exactly_and_shown_harmlessly() {
    let desk = Desk::new();
    fs::create_dir(desk.path("material")).unwrap();
    let names: [&[u8]; 6] =
        [b"line\nbreak.txt", b"not-utf8-\xff\xfe.txt", "mark\u{202e}gpj.exe".as_bytes(), b"\x1b[31mred", b"-rf", b" "];
    for (n, name) in names.iter().enumerate() {
        fs::write(desk.path("material").join(OsStr::from_bytes(name)), format!("EXERCISE {n}\n")).unwrap();
    }
    let made = desk.json("examine material --case a.case");
    assert_eq!(made["added"]["preserved"], 6, "{made:#}");
    for (n, name) in names.iter().enumerate() {
        let id = model::Digest::of(format!("EXERCISE {n}\n").as_bytes()).hex();
        let shown = desk.json(&format!("show a.case {id}"));
        let path: model::PathName = serde_json::from_value(shown["sightings"][0]["path"].clone()).unwrap();
        assert_eq!(path.bytes(), *name, "the exact bytes are kept");
        let text = desk.run(&format!("show a.case {id}")).out;
        assert!(!text.contains(['\u{202e}', '\u{1b}']), "{text:?}");
    }
    let text = desk.run("status a.case").out;
    assert!(!text.contains(['\u{202e}', '\u{1b}']) && !text.contains("\nbreak.txt"), "{text:?}");
    assert_eq!(desk.json("examine material --case a.case")["added"]["unchanged"], 6);
    assert_eq!(desk.run("verify a.case").status, 0);
}

#[test]
fn links_pipes_and_sockets_are_reported_and_never_followed_or_waited_for() {
    let desk = Desk::with_material();
    let at = |name: &str| desk.path("material").join(name);
    symlink("first.txt", at("link")).unwrap();
    symlink("nowhere", at("dangling")).unwrap();
    symlink("loop", at("loop")).unwrap();
    symlink("/etc", at("out")).unwrap();
    symlink("..", at("export/up")).unwrap();
    let _socket = UnixListener::bind(at("socket")).unwrap();
    assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    let run = desk.json("examine material --case a.case");
    assert_eq!(run["added"]["preserved"], 3);
    let told = reasons(&run);
    for (path, reason) in [
        ("dangling", "link"),
        ("export/up", "link"),
        ("link", "link"),
        ("loop", "link"),
        ("out", "link"),
        ("pipe", "not_a_file"),
        ("socket", "not_a_file"),
    ] {
        assert!(told.contains(&(path.to_owned(), reason.to_owned())), "{path}: {told:?}");
    }
    assert_eq!(told.len(), 7);
    // A link that is named itself is followed: the person pointed at it.
    symlink("material", desk.path("named")).unwrap();
    assert_eq!(desk.json("examine named --case b.case")["status"]["items"], 3);
    let odd = desk.run("examine material/pipe --case c.case");
    assert_eq!(odd.status, 3, "{odd:?}");
    assert!(odd.err.contains("socket, pipe or device"), "{}", odd.err);
}

#[test]
fn what_may_not_be_read_is_named_with_the_remedy_and_the_rest_goes_on() {
    if !superuser_for("unreadable files, as another user") {
        return;
    }
    let desk = Desk::with_material();
    desk.write("material/closed.txt", "EXERCISE");
    desk.write("material/shut/inside.txt", "EXERCISE");
    fs::set_permissions(desk.path("material/closed.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(desk.path("material/shut"), fs::Permissions::from_mode(0o000)).unwrap();
    // The desk of another user, who may pass through to the material.
    for folder in [desk.path(".."), desk.path(""), desk.home()] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
    }
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    let arguments = "examine material --case a.case --json";
    let ended = run(desk.command_by(&nobody).args(arguments.split(' ')));
    assert_eq!(ended.status, 1, "done, with problems to look at: {ended:?}");
    let answer = document("examine", &ended);
    assert_eq!(answer["added"]["preserved"], 3);
    let told = reasons(&answer);
    assert_eq!(told.len(), 2, "{told:?}");
    for path in ["closed.txt", "shut"] {
        assert!(told.contains(&(path.to_owned(), "unreadable".to_owned())), "{told:?}");
    }
    let again = run(desk.command_by(&nobody).args(["examine", "material", "--case", "a.case"]));
    assert!(again.out.contains("Still not preserved, as reported before: 2 things."), "{}", again.out);

    // Made readable, they come in.
    for (path, mode) in [("material/closed.txt", 0o644), ("material/shut", 0o755)] {
        fs::set_permissions(desk.path(path), fs::Permissions::from_mode(mode)).unwrap();
    }
    let ended = run(desk.command_by(&nobody).args(arguments.split(' ')));
    assert_eq!(document("examine", &ended)["added"]["preserved"], 1, "both hold the same bytes: {ended:?}");

    let shut = desk.path("alone");
    fs::create_dir(&shut).unwrap();
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).unwrap();
    let refused = run(desk.command_by(&nobody).args(["examine", "alone", "--case", "b.case"]));
    assert_eq!(refused.status, 3, "{refused:?}");
    assert!(refused.err.contains("alone") && refused.err.contains("that you may read it"), "{}", refused.err);
}

#[test]
fn a_file_that_changes_while_it_is_read_is_kept_as_it_was_at_one_moment_or_reported() {
    let desk = Desk::with_material();
    let path = desk.write("material/growing.log", vec![b'.'; 3 << 20]);
    let (stop, writing) = (AtomicBool::new(false), AtomicBool::new(false));
    let (value, status) = std::thread::scope(|scope| {
        scope.spawn(|| {
            use std::io::Write as _;
            let mut file = fs::File::options().append(true).open(&path).unwrap();
            while !stop.load(Ordering::Relaxed) {
                file.write_all(b"EXERCISE\n").unwrap();
                writing.store(true, Ordering::Relaxed);
            }
        });
        while !writing.load(Ordering::Relaxed) {
            std::thread::yield_now();
        }
        let mut command = desk.command();
        command.args(["examine", "material", "--case", "a.case", "--json"]).stdout(Stdio::piped());
        let ended = ran(&command.output().unwrap());
        stop.store(true, Ordering::Relaxed);
        (document("examine", &ended), ended.status)
    });
    assert_eq!((status, &value["added"]["preserved"]), (1, &3.into()), "{value:#}");
    assert_eq!(reasons(&value), [("growing.log".to_owned(), "changing".to_owned())]);
    assert_eq!(desk.run("verify a.case").status, 0);
    assert_eq!(
        desk.json("examine material --case a.case")["added"]["preserved"],
        1,
        "once it stands still it comes in"
    );
}

#[test]
fn a_case_inside_the_material_is_left_alone_and_said_to_be() {
    let desk = Desk::with_case();
    fs::rename(desk.path("a.case"), desk.path("material/old.case")).unwrap();
    let run = desk.json("examine material --case new.case");
    assert_eq!(reasons(&run), [("old.case".to_owned(), "inside_a_case".to_owned())]);
    assert_eq!(run["status"]["items"], 3);
    // An earlier case of the same material that lies in it can be brought up to date, too.
    desk.write("material/third.txt", "EXERCISE. Later.\n");
    let run = desk.json("examine material --case material/old.case");
    assert_eq!(run["added"]["preserved"], 1, "{run:#}");
}

#[test]
fn empty_files_and_empty_folders_are_fine() {
    let desk = Desk::new();
    desk.write("material/empty.json", "");
    desk.write("material/empty.txt", "");
    fs::create_dir_all(desk.path("material/nothing/here")).unwrap();
    let run = desk.json("examine material --case a.case");
    assert_eq!((&run["added"]["met"], &run["status"]["items"]), (&2.into(), &1.into()), "{run:#}");
    fs::create_dir(desk.path("void")).unwrap();
    assert_eq!(desk.json("examine void")["status"]["items"], 0);
    assert_eq!(desk.run("verify void.case").status, 0);
}

#[test]
fn a_very_deep_folder_is_walked() {
    let desk = Desk::new();
    let deep = vec!["d"; 1000].join("/");
    desk.write(&format!("material/{deep}/end.txt"), "EXERCISE");
    assert_eq!(desk.json("examine material --case a.case")["status"]["items"], 1);
}
