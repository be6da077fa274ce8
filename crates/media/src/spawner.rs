//! One thread that starts all children. The kernel kills a child when the *thread* that started it ends, so children
//! are started by a thread that lives as long as the program, and may then be used from any.

use std::io;
use std::process::{Child, Command};
use std::sync::mpsc::{Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, OnceLock, PoisonError};

type Request = (Command, SyncSender<io::Result<Child>>);

/// Starts a child that ends with this program at the latest.
pub(crate) fn spawn(command: Command) -> io::Result<Child> {
    static SPAWNER: OnceLock<Mutex<Sender<Request>>> = OnceLock::new();
    let (answer, answered) = sync_channel(1);
    let sender = SPAWNER.get_or_init(|| Mutex::new(start()));
    let sent = sender.lock().unwrap_or_else(PoisonError::into_inner).send((command, answer));
    sent.map_err(|_| io::Error::other("the thread that starts children has ended"))?;
    answered.recv().map_err(|_| io::Error::other("the thread that starts children has ended"))?
}

fn start() -> Sender<Request> {
    let (sender, requests) = channel::<Request>();
    std::thread::spawn(move || {
        for (mut command, answer) in requests {
            let child = command.spawn();
            // Nobody waits for it any more: it must not stay behind.
            if let Err(unsent) = answer.send(child)
                && let Ok(mut child) = unsent.0
            {
                let _ = child.kill();
                let _ = child.wait();
            }
        }
    });
    sender
}
