//! The system calls that decoding takes, and no others: no sockets of any family, no new processes, no tracing, no
//! mounting, no io_uring. What is not listed is refused with an error, so that a decoder of another version goes on
//! without it where it can.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule, TargetArch,
};

use crate::limits::Grant;

/// Refused or allowed whatever their arguments. Names as in the kernel's tables.
const ALLOWED: &[i64] = &[
    // Reading and writing what is open, and opening what landlock lets it open.
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_pread64,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_lseek,
    libc::SYS_close,
    libc::SYS_openat,
    libc::SYS_fstat,
    libc::SYS_newfstatat,
    libc::SYS_statx,
    libc::SYS_fstatfs,
    libc::SYS_faccessat,
    libc::SYS_faccessat2,
    libc::SYS_readlinkat,
    libc::SYS_getcwd,
    libc::SYS_dup,
    libc::SYS_dup3,
    libc::SYS_ppoll,
    libc::SYS_pselect6,
    libc::SYS_getdents64,
    // Memory.
    libc::SYS_brk,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mprotect,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_mincore,
    libc::SYS_mlock,
    // Threads and signals of its own.
    libc::SYS_futex,
    libc::SYS_set_robust_list,
    libc::SYS_get_robust_list,
    libc::SYS_set_tid_address,
    libc::SYS_rseq,
    libc::SYS_membarrier,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_getparam,
    libc::SYS_sched_getscheduler,
    libc::SYS_sched_get_priority_max,
    libc::SYS_sched_get_priority_min,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
    // Said to be unknown by a second filter: see `filter`.
    libc::SYS_clone3,
    // Becoming the decoder. What may be executed is landlock's matter.
    libc::SYS_execve,
    // What it is and what time it is.
    libc::SYS_getpid,
    libc::SYS_getppid,
    libc::SYS_gettid,
    libc::SYS_getuid,
    libc::SYS_geteuid,
    libc::SYS_getgid,
    libc::SYS_getegid,
    libc::SYS_getrusage,
    libc::SYS_sysinfo,
    libc::SYS_uname,
    libc::SYS_umask,
    libc::SYS_times,
    libc::SYS_gettimeofday,
    libc::SYS_clock_gettime,
    libc::SYS_clock_getres,
    libc::SYS_nanosleep,
    libc::SYS_clock_nanosleep,
    libc::SYS_getrandom,
];

/// Older calls that only x86-64 still has.
#[cfg(target_arch = "x86_64")]
const ALLOWED_HERE: &[i64] = &[
    libc::SYS_open,
    libc::SYS_stat,
    libc::SYS_lstat,
    libc::SYS_access,
    libc::SYS_readlink,
    libc::SYS_dup2,
    libc::SYS_poll,
    libc::SYS_select,
    libc::SYS_getrlimit,
    libc::SYS_time,
    libc::SYS_arch_prctl,
];
#[cfg(not(target_arch = "x86_64"))]
const ALLOWED_HERE: &[i64] = &[];

/// `ioctl` requests that ask what a descriptor is.
const ASKING_IOCTLS: &[libc::Ioctl] = &[libc::TCGETS, libc::TIOCGWINSZ, libc::FIONREAD];

/// `fcntl` commands that concern the descriptor alone: no owners, signals, leases or seals.
const PLAIN_FCNTLS: &[i32] =
    &[libc::F_DUPFD, libc::F_DUPFD_CLOEXEC, libc::F_GETFD, libc::F_SETFD, libc::F_GETFL, libc::F_SETFL];

/// `prctl` options: naming a thread or its memory, asking for capabilities.
const PLAIN_PRCTLS: &[i32] =
    &[libc::PR_SET_NAME, libc::PR_GET_NAME, libc::PR_SET_VMA, libc::PR_CAPBSET_READ, libc::PR_GET_DUMPABLE];

pub(super) fn confine() -> Vec<Grant> {
    let result = filter().map(|()| "seccomp".to_owned());
    [
        "no sockets (TCP, UDP, Unix, any)",
        "no new processes",
        "no tracing, mounting or other system calls than decoding takes",
    ]
    .map(|limit| Grant::new(limit, result.clone()))
    .into()
}

fn filter() -> Result<(), String> {
    let arch: TargetArch = std::env::consts::ARCH.try_into().map_err(|_| "no filter for this processor".to_owned())?;
    let (rules, unknown) = (rules().map_err(|e| e.to_string())?, BTreeMap::from([(libc::SYS_clone3, vec![])]));
    let allowed = SeccompFilter::new(rules, SeccompAction::Errno(libc::EPERM as u32), SeccompAction::Allow, arch);
    // A filter cannot see what `clone3` is asked for. Said to be unknown, the C library asks with `clone` instead. Where
    // two filters refuse, the last one's error counts, so this one must be the only one.
    let absent = SeccompFilter::new(unknown, SeccompAction::Allow, SeccompAction::Errno(libc::ENOSYS as u32), arch);
    for filter in [absent, allowed] {
        let program: BpfProgram = filter.and_then(TryInto::try_into).map_err(|e| e.to_string())?;
        seccompiler::apply_filter(&program).map_err(|e| e.to_string())?;
    }
    Ok(())
}

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

fn rules() -> Result<Rules, seccompiler::BackendError> {
    use SeccompCmpArgLen::{Dword, Qword};
    use SeccompCmpOp::{Eq, MaskedEq};
    let mut rules: Rules = ALLOWED.iter().chain(ALLOWED_HERE).map(|call| (*call, vec![])).collect();
    let mut allow = |call: i64, argument: u8, length: SeccompCmpArgLen, op: SeccompCmpOp, value: u64| {
        let condition = SeccompCondition::new(argument, length, op, value)?;
        rules.entry(call).or_default().push(SeccompRule::new(vec![condition])?);
        Ok::<_, seccompiler::BackendError>(())
    };
    for request in ASKING_IOCTLS {
        allow(libc::SYS_ioctl, 1, Dword, Eq, u64::from(*request as u32))?;
    }
    for command in PLAIN_FCNTLS {
        allow(libc::SYS_fcntl, 1, Dword, Eq, *command as u64)?;
    }
    for option in PLAIN_PRCTLS {
        allow(libc::SYS_prctl, 0, Dword, Eq, *option as u64)?;
    }
    // A thread shares everything with its process; anything else would be a new process.
    let thread = (libc::CLONE_THREAD | libc::CLONE_VM) as u64;
    allow(libc::SYS_clone, 0, Qword, MaskedEq(thread), thread)?;
    // Limits and signals of its own only. It keeps its number when it becomes the decoder.
    let own = u64::from(std::process::id());
    allow(libc::SYS_prlimit64, 0, Dword, Eq, 0)?;
    allow(libc::SYS_tgkill, 0, Dword, Eq, own)?;
    allow(libc::SYS_kill, 0, Dword, Eq, own)?;
    Ok(rules)
}
