//! What a program needs to read and execute in order to run: itself, its loader, the libraries it is linked with. Asked
//! of the loader, which does not run the program.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where libraries lie if the loader does not say.
const FOLDERS: &[&str] = &["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"];

/// What a program needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// To be executed and read.
    pub execute: Vec<PathBuf>,
    /// To be read.
    pub read: Vec<PathBuf>,
}

/// Looks at the program's first bytes, and asks its loader for its libraries.
pub(crate) fn needs_of(program: &Path) -> Needs {
    let mut needs = Needs { execute: vec![program.to_owned()], read: vec!["/etc/ld.so.cache".into()] };
    let mut head = Vec::new();
    let read = File::open(program).and_then(|file| file.take(64 << 10).read_to_end(&mut head));
    if read.is_err() {
        return needs;
    }
    let binary = match script_interpreter(&head) {
        // A script: its interpreter is what runs.
        Some(interpreter) => {
            needs.execute.push(interpreter.clone());
            head.clear();
            let _ = File::open(&interpreter).and_then(|file| file.take(64 << 10).read_to_end(&mut head));
            interpreter
        }
        None => program.to_owned(),
    };
    let Some(loader) = elf_loader(&head) else { return needs };
    let libraries = listed(&loader, &binary);
    needs.execute.push(loader);
    if libraries.is_empty() {
        needs.read.extend(FOLDERS.iter().map(PathBuf::from));
    }
    needs.read.extend(libraries);
    needs
}

/// The program that `#!` names.
fn script_interpreter(head: &[u8]) -> Option<PathBuf> {
    let line = head.strip_prefix(b"#!")?.split(|b| *b == b'\n').next()?;
    let path = std::str::from_utf8(line).ok()?.split_whitespace().next()?;
    path.starts_with('/').then(|| PathBuf::from(path))
}

/// The loader that an ELF program names (`PT_INTERP`); nothing for what is linked statically or is no such program.
/// Layout: System V ABI, chapters 4 and 5; 64 bits, little endian.
fn elf_loader(head: &[u8]) -> Option<PathBuf> {
    const PT_INTERP: u64 = 3;
    if !head.starts_with(b"\x7fELF\x02\x01") {
        return None;
    }
    let number = |at: usize, bytes: usize| -> Option<u64> {
        let field = head.get(at..at.checked_add(bytes)?)?;
        Some(field.iter().rev().fold(0, |sum, b| sum << 8 | u64::from(*b)))
    };
    let (table, size, count) = (number(32, 8)? as usize, number(54, 2)? as usize, number(56, 2)? as usize);
    for at in (0..count).map(|i| table.checked_add(i * size)) {
        let at = at?;
        if number(at, 4)? == PT_INTERP {
            let (from, length) = (number(at + 8, 8)? as usize, number(at + 32, 8)? as usize);
            let name = head.get(from..from.checked_add(length)?)?;
            let name = std::str::from_utf8(name.strip_suffix(b"\0").unwrap_or(name)).ok()?;
            return name.starts_with('/').then(|| PathBuf::from(name));
        }
    }
    None
}

/// The libraries that the loader finds for a program.
fn listed(loader: &Path, program: &Path) -> Vec<PathBuf> {
    let mut command = Command::new(loader);
    command.arg("--list").arg(program).env_clear().stdin(Stdio::null()).stderr(Stdio::null());
    let Ok(output) = command.output() else { return Vec::new() };
    libraries_in(&String::from_utf8_lossy(&output.stdout))
}

/// Lines such as `libm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x…)`.
fn libraries_in(list: &str) -> Vec<PathBuf> {
    let paths = list.lines().filter_map(|line| line.split_once("=>")?.1.rsplit_once(" (").map(|(path, _)| path.trim()));
    paths.filter(|path| path.starts_with('/')).map(PathBuf::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loaders_list_is_read() {
        let list = "\tlinux-vdso.so.1 (0x7)\n\tlibm.so.6 => /lib/libm.so.6 (0x7)\n\tlibx.so => not found\n\
                    \t/lib64/ld-linux-x86-64.so.2 (0x7)\n\tlib y.so => /opt/a b/lib y.so (0x7)\n";
        assert_eq!(libraries_in(list), [PathBuf::from("/lib/libm.so.6"), PathBuf::from("/opt/a b/lib y.so")]);
    }

    #[test]
    fn the_running_program_needs_its_loader_and_the_c_library() {
        let this = std::env::current_exe().unwrap();
        let needs = needs_of(&this);
        assert!(needs.execute.contains(&this));
        assert!(needs.execute.len() == 2, "{needs:?}");
        assert!(needs.read.iter().any(|path| path.to_string_lossy().contains("libc.")), "{needs:?}");
    }

    #[test]
    fn a_script_needs_what_its_interpreter_needs() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("script");
        std::fs::write(&script, "#!/bin/sh\necho\n").unwrap();
        let needs = needs_of(&script);
        assert!(needs.execute.contains(&PathBuf::from("/bin/sh")));
        assert!(needs.execute.len() == 3, "{needs:?}");
    }

    #[test]
    fn odd_programs_need_nothing_beside_themselves() {
        for head in [&b""[..], b"\x7fELF", b"\x7fELF\x02\x01", b"#!", b"#!sh\n"] {
            assert_eq!((elf_loader(head), script_interpreter(head)), (None, None));
        }
        let mut endless = b"\x7fELF\x02\x01".to_vec();
        endless.resize(64, 0xff);
        assert_eq!(elf_loader(&endless), None);
    }
}
