//! What the program says when it cannot do what was asked: one sentence that names the thing and the remedy, no cause
//! told twice, nothing of the program's insides.

use crate::desk::Desk;

/// Status and what stands on stderr, as a person sees it.
fn said(desk: &Desk, arguments: &str) -> String {
    let ran = desk.run(arguments);
    assert!(ran.out.is_empty(), "{arguments}: {}", ran.out);
    format!("{} {}", ran.status, ran.err.trim_end())
}

#[test]
fn each_refusal_is_one_sentence_with_a_remedy() {
    let desk = Desk::with_case();
    let mut told = String::new();
    for arguments in [
        "status nowhere",
        "status material",
        "verify nowhere",
        "verify material",
        "examine nowhere",
        "add nowhere --case a.case",
        "add material --case nowhere",
        "init material",
        "init a.case",
        "show a.case zzz",
        "show a.case 000000",
        "log prove a.case 99",
        "log consistency a.case --since nowhere",
        "log consistency a.case --since material/first.txt",
        "verify a.case --checkpoint nowhere",
        "demo --out material",
    ] {
        told += &format!("$ exhibit {arguments}\n{}\n", said(&desk, arguments));
    }
    // How many there are depends on how many analysers there are.
    let size = desk.log_size("a.case");
    let told = told.replace(&format!("the log has {size} entries"), "the log has [n] entries");
    insta::assert_snapshot!(told, @"
    $ exhibit status nowhere
    3 exhibit: there is no folder nowhere. Name a case folder, or make one with `exhibit init`
    $ exhibit status material
    3 exhibit: material is not a case: it has no case.toml. Name a case folder, or make one with `exhibit init`
    $ exhibit verify nowhere
    3 exhibit: there is no folder nowhere. Name a case folder, or make one with `exhibit init`
    $ exhibit verify material
    3 exhibit: material is not a case: it has no case.toml. Name a case folder, or make one with `exhibit init`
    $ exhibit examine nowhere
    3 exhibit: nowhere: No such file or directory. Check the path and that you may read it
    $ exhibit add nowhere --case a.case
    3 exhibit: nowhere: No such file or directory. Check the path and that you may read it
    $ exhibit add material --case nowhere
    3 exhibit: there is no folder nowhere. Name a case folder, or make one with `exhibit init`
    $ exhibit init material
    2 exhibit: material is there already and is not empty. Choose another name for the new case
    $ exhibit init a.case
    2 exhibit: a.case is a case already. To add to it: exhibit add
    $ exhibit show a.case zzz
    2 exhibit: zzz is not an id. An id is at least 6 of the 64 hexadecimal digits that `exhibit status` shows
    $ exhibit show a.case 000000
    2 exhibit: nothing in this case has an id that begins with 000000. `exhibit status` lists what there is
    $ exhibit log prove a.case 99
    2 exhibit: the log has [n] entries, numbered from 0; there is no entry 99
    $ exhibit log consistency a.case --since nowhere
    3 exhibit: nowhere could not be read: No such file or directory. Check the path and that you may read it
    $ exhibit log consistency a.case --since material/first.txt
    2 exhibit: material/first.txt is no checkpoint: no empty line followed by signature lines
    $ exhibit verify a.case --checkpoint nowhere
    3 exhibit: nowhere could not be read: No such file or directory. Check the path and that you may read it
    $ exhibit demo --out material
    2 exhibit: material is there already and not empty. Choose another with --out
    ");
}

#[test]
fn without_a_case_the_way_to_one_is_said() {
    let desk = Desk::with_material();
    let none = said(&desk, "status");
    assert!(none.starts_with("2 exhibit: there is no case in this folder. Name one with --case DIR"), "{none}");
    desk.run("init a.case");
    desk.run("init b.case");
    assert_eq!(said(&desk, "status"), "2 exhibit: there are 2 cases in this folder. Name one with --case DIR");
}

#[test]
fn a_damaged_case_is_told_by_name_and_never_by_a_panic() {
    for file in ["case.toml", "log/checkpoint"] {
        for bytes in [&b""[..], b"\xff\xfe\x00", b"format = 1\n", b"format = 7\n"] {
            let desk = Desk::with_case();
            std::fs::write(desk.path("a.case").join(file), bytes).unwrap();
            let told = said(&desk, "status a.case");
            assert!(told.starts_with("3 exhibit: a.case/"), "{told}");
            assert!(!told.contains("panicked"), "{told}");
        }
    }
}
