//! The index is disposable and reading verbs write nothing, on read-only media either.

use std::fs;
use std::process::Command;

use crate::desk::{Desk, flip, listing, mounts_for, run};

/// What reading verbs say of a case, all of it.
fn answers(desk: &Desk) -> Vec<String> {
    reading(desk).iter().map(|arguments| desk.run(arguments).out).collect()
}

fn reading(desk: &Desk) -> Vec<String> {
    let mut verbs: Vec<String> =
        ["status a.case", "log list a.case", "log checkpoint a.case", "verify a.case"].map(str::to_owned).to_vec();
    for name in ["material/first.txt", "material/second.txt", "material/export/result.json"] {
        verbs.push(format!("show a.case {} --json", desk.id_of(name)));
        verbs.push(format!("show a.case {}", desk.id_of(name)));
    }
    verbs.push(format!("log prove {} --case a.case", desk.id_of("material/first.txt")));
    verbs
}

#[test]
fn a_missing_broken_or_foreign_index_changes_no_answer() {
    let desk = Desk::with_case();
    desk.run(&format!("note a.case {} seen", desk.id_of("material/second.txt")));
    desk.run_with(&["purge", "a.case", &desk.id_of("material/first.txt"), "--reason", "exercise"]);
    desk.run("add a.case material");
    let expected = answers(&desk);
    let index = desk.path("a.case/index.sqlite");
    let whole = fs::read(&index).unwrap();

    fs::remove_file(&index).unwrap();
    assert_eq!(answers(&desk), expected, "without an index");
    assert!(!index.exists(), "reading writes no index");
    fs::write(&index, "this is no database").unwrap();
    assert_eq!(answers(&desk), expected, "with garbage for an index");
    fs::write(&index, &whole[..whole.len() / 3]).unwrap();
    assert_eq!(answers(&desk), expected, "with a part of an index");
    desk.write("elsewhere/x.txt", "EXERCISE. Another case.\n");
    desk.run("examine elsewhere --case b.case");
    fs::copy(desk.path("b.case/index.sqlite"), &index).unwrap();
    assert_eq!(answers(&desk), expected, "with the index of another case");

    // A writing verb puts a right one in its place.
    assert_eq!(desk.run("examine a.case").status, 0);
    assert_eq!(answers(&desk), expected);
    assert_ne!(fs::read(&index).unwrap(), fs::read(desk.path("b.case/index.sqlite")).unwrap());
}

#[test]
fn an_index_that_is_damaged_inside_never_answers_wrongly_in_silence() {
    let desk = Desk::with_case();
    let expected = desk.run("status a.case").out;
    flip(&desk.path("a.case/index.sqlite"));
    let ran = desk.run("status a.case");
    assert!(ran.out == expected || (ran.status == 3 && ran.err.contains("delete it and run this again")), "{ran:?}");
}

#[test]
fn reading_verbs_leave_every_file_and_folder_alone() {
    let desk = Desk::with_case();
    let before = listing(&desk.path("a.case"));
    answers(&desk);
    desk.run("log consistency a.case --since a.case/log/checkpoint");
    assert_eq!(listing(&desk.path("a.case")), before);
    fs::remove_file(desk.path("a.case/index.sqlite")).unwrap();
    let before = listing(&desk.path("a.case"));
    answers(&desk);
    assert_eq!(listing(&desk.path("a.case")), before);
}

#[test]
fn a_case_on_read_only_media_can_be_read_and_a_change_is_refused_plainly() {
    if !mounts_for("a read-only mount of a case") {
        return;
    }
    let desk = Desk::with_case();
    let expected = answers(&desk);
    let case = desk.path("a.case");
    let on_read_only = |arguments: &str| {
        let mount = "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"";
        let starter = ["unshare", "--mount", "--propagation", "private", "sh", "-c", mount, case.to_str().unwrap()];
        run(desk.command_by(&starter).args(arguments.split(' ')))
    };
    let told: Vec<String> = reading(&desk).iter().map(|arguments| on_read_only(arguments).out).collect();
    assert_eq!(told, expected);
    let id = desk.id_of("material/first.txt");
    assert_eq!(on_read_only("examine material --case a.case").status, 0, "nothing is new, so nothing is written");
    desk.write("news/third.txt", "EXERCISE. Later.\n");
    for change in [format!("note a.case {id} x"), "add news --case a.case".into(), "fixity a.case".into()] {
        let refused = on_read_only(&change);
        assert_eq!(refused.status, 3, "{change}: {refused:?}");
        assert!(refused.err.contains("read-only file system. Reading works"), "{change}: {}", refused.err);
    }
    assert_eq!(answers(&desk), expected);
}

#[test]
fn a_case_that_belongs_to_somebody_else_can_be_read_where_permissions_allow() {
    if !mounts_for("reading a case as another user") {
        return;
    }
    let desk = Desk::with_case();
    let id = desk.id_of("material/first.txt");
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    let as_nobody = |arguments: &str| run(desk.command_by(&nobody).args(arguments.split(' ')));
    let closed = as_nobody("status a.case");
    assert_eq!(closed.status, 3, "{closed:?}");
    assert!(closed.err.contains("Give yourself permission"), "{}", closed.err);
    let open = Command::new("chmod").args(["-R", "a+rX"]).arg(desk.path("..")).status().unwrap();
    assert!(open.success());
    assert_eq!(as_nobody("status a.case").out, desk.run("status a.case").out);
    let refused = as_nobody(&format!("note a.case {id} x"));
    assert_eq!(refused.status, 3, "{refused:?}");
}
