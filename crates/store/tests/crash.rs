//! Power cuts and failing writes. The order of changes is recorded once and replayed up to every point, with what was
//! not synced lost in several ways; and every single change is made to fail in turn.

#![allow(clippy::unwrap_used, reason = "in a test, that is the failure")]

mod support;

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use store::disk::{Disk, FailingDisk, Failure, Loss, RealDisk, Recording, RecordingDisk};
use store::{Error, Writer};
use support::check::{Strictness, sound};
use support::script::{self, STEPS};
use support::{Fresh, entropy, key, names_nowhere, new_case};

fn create(disk: Arc<dyn Disk>, folder: &Path) -> Result<Writer, Error> {
    Writer::create_on(disk, folder, new_case(), key(1), &mut entropy)
}

fn record() -> Recording {
    let case = Fresh::in_memory();
    let disk = Arc::new(RecordingDisk::new(RealDisk, case.folder()));
    let writer = create(Arc::<RecordingDisk<RealDisk>>::clone(&disk), case.folder()).unwrap();
    disk.answer(0);
    for number in 0..STEPS {
        script::step(&writer, number).unwrap();
        disk.answer(number + 1);
    }
    drop(writer);
    disk.recording()
}

/// After a stop: what was answered for is there, a writer can tidy up, and the rest of the work can be done.
fn survives(folder: &Path, answered: Option<u64>, context: &str) {
    if answered.is_none() && !folder.join("case.toml").exists() {
        drop(create(Arc::new(RealDisk), folder).unwrap_or_else(|e| panic!("{context}: {e}")));
    }
    let before = script::steps_done(&sound(folder, Strictness::AfterCrash));
    assert!(before >= answered.unwrap_or(0), "{context}: answered for {answered:?}, found {before}");
    let writer = script::open(folder).unwrap_or_else(|e| panic!("{context}: {e}"));
    let done = script::steps_done(&sound(folder, Strictness::AfterOpen));
    assert_eq!(done, before, "{context}");
    if done >= 5 {
        assert!(names_nowhere(folder, script::PURGED), "{context}");
    }
    for number in done..STEPS {
        script::step(&writer, number).unwrap_or_else(|e| panic!("{context}: {e}"));
    }
    drop(writer);
    assert_eq!(script::steps_done(&sound(folder, Strictness::AfterOpen)), STEPS);
}

#[test]
fn a_power_cut_at_any_point_loses_nothing_that_was_answered_for() {
    let recording = record();
    assert!(recording.ops.len() > 150, "{}", recording.ops.len());
    let losses = [Loss::Nothing, Loss::Everything, Loss::Mixed(1), Loss::Mixed(2)];
    for cut in 0..=recording.ops.len() {
        for loss in losses {
            let case = Fresh::in_memory();
            recording.replay(cut, loss, case.folder()).unwrap();
            let context = format!("cut after {cut} changes, {loss:?}");
            survives(case.folder(), recording.answered_before(cut), &context);
        }
    }
}

#[test]
fn without_the_syncs_the_replay_does_lose_things() {
    // The test above proves something only if the replay takes away what is not synced.
    use store::disk::Op;
    for dropped in ["folder", "bytes"] {
        let mut recording = record();
        recording.ops.retain(|op| match op {
            Op::SyncFolder(_) => dropped != "folder",
            Op::SyncFile(_) => dropped != "bytes",
            Op::SyncEverything => false,
            _ => true,
        });
        let case = Fresh::in_memory();
        recording.replay(recording.ops.len(), Loss::Everything, case.folder()).unwrap();
        let lost = std::panic::catch_unwind(|| sound(case.folder(), Strictness::AfterCrash)).is_err();
        assert!(lost, "nothing was lost without the syncs of {dropped}");
    }
}

/// Does the whole course, going on after an error where the writer can. Answers how far it was answered for.
fn work(disk: &Arc<dyn Disk>, folder: &Path, errors: &mut Vec<String>) -> Option<u64> {
    let mut note = |e: Error| errors.push(e.to_string());
    let writer = match create(Arc::clone(disk), folder) {
        Ok(writer) => writer,
        Err(e) => {
            note(e);
            return None;
        }
    };
    for number in 0..STEPS {
        if let Err(e) = script::step(&writer, number) {
            note(e);
            // The same again: either it works now, or the writer says that the case must be opened again.
            match script::step(&writer, number) {
                Ok(_) => {}
                Err(e) => {
                    note(e);
                    return Some(number);
                }
            }
        }
    }
    Some(STEPS)
}

fn every_change_fails_once(failure: Failure) {
    for at in 0.. {
        let case = Fresh::in_memory();
        let failing = Arc::new(FailingDisk::new(RealDisk, at, failure));
        let disk: Arc<dyn Disk> = Arc::<FailingDisk<RealDisk>>::clone(&failing);
        let mut errors = Vec::new();
        let answered = work(&disk, case.folder(), &mut errors);
        let context = format!("{failure:?} at change {at}: {errors:?}");
        if failure == Failure::Once(ErrorKind::StorageFull) {
            let full = errors.first().is_none_or(|e| e.contains("the disk is full") && e.contains("lost"));
            assert!(full, "{context}");
        }
        survives(case.folder(), answered, &context);
        if failing.asked() <= at {
            assert!(at > 150, "{at}");
            return;
        }
    }
}

#[test]
fn a_full_disk_at_any_change_is_said_and_costs_nothing_that_was_answered_for() {
    every_change_fails_once(Failure::Once(ErrorKind::StorageFull));
}

#[test]
fn a_process_that_stops_at_any_change_costs_nothing_that_was_answered_for() {
    every_change_fails_once(Failure::FromThenOn(ErrorKind::Other));
}
