//! Limits of the process itself: it ends with its parent, gains no rights, has no capabilities it does not need, and
//! the kernel bounds its time, memory and output files.

use rustix::process::{Pid, Resource, Rlimit, Signal};
use rustix::thread::{CapabilitySet, CapabilitySets};

use super::Order;
use crate::limits::Grant;

/// The kernel kills this process when the thread that started it ends. Says so where the parent is gone already.
pub(super) fn die_with_parent(parent: i32) -> Result<(), String> {
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))
        .map_err(|error| format!("the system does not tie it to its parent: {error}"))?;
    // Without this a parent that ended before the line above would be missed.
    let still = rustix::process::getppid().map_or(0, |pid| pid.as_raw_nonzero().get());
    if parent != 0 && still != parent { Err("its parent is gone".to_owned()) } else { Ok(()) }
}

pub(super) fn no_new_privileges() -> Grant {
    let result = rustix::thread::set_no_new_privs(true);
    Grant::new("no new privileges", result.map(|()| "no_new_privs".to_owned()).map_err(|e| e.to_string()))
}

/// Keeps nothing of root's powers but reading a file whose owner is somebody else: the case may be theirs.
pub(super) fn few_capabilities() -> Grant {
    let kept = rustix::thread::capabilities(None).map(|now| now.permitted & CapabilitySet::DAC_READ_SEARCH);
    let result = kept.and_then(|kept| {
        let sets = CapabilitySets { effective: kept, permitted: kept, inheritable: CapabilitySet::empty() };
        rustix::thread::set_capabilities(None::<Pid>, sets)
    });
    Grant::new("no capabilities", result.map(|()| "capset".to_owned()).map_err(|e| e.to_string()))
}

pub(super) fn rlimits(order: &Order) -> Vec<Grant> {
    let table = [
        ("processor time", "RLIMIT_CPU", Resource::Cpu, order.cpu_seconds),
        ("memory asked for", "RLIMIT_DATA", Resource::Data, order.data_bytes),
        ("addresses", "RLIMIT_AS", Resource::As, order.address_bytes),
        ("no bytes into files", "RLIMIT_FSIZE", Resource::Fsize, 0),
        ("no core file", "RLIMIT_CORE", Resource::Core, 0),
        ("open files", "RLIMIT_NOFILE", Resource::Nofile, 64),
    ];
    table
        .map(|(limit, name, resource, value)| Grant::new(limit, lower(resource, value).map(|()| name.to_owned())))
        .into()
}

/// Sets a limit without raising one that was tighter already.
fn lower(resource: Resource, value: u64) -> Result<(), String> {
    let now = rustix::process::getrlimit(resource);
    let maximum = now.maximum.map_or(value, |hard| hard.min(value));
    let current = now.current.map_or(maximum, |soft| soft.min(maximum));
    let wanted = Rlimit { current: Some(current), maximum: Some(maximum) };
    rustix::process::setrlimit(resource, wanted).map_err(|error| error.to_string())
}
