//! Ctrl-C and `kill`: whatever was started is asked to stop, and nothing is left behind.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

static REQUESTS: AtomicUsize = AtomicUsize::new(0);
/// Leaders of the process groups that run now.
static GROUPS: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

/// Starts to pass signals on: the first asks every running group to stop, a second ends them.
///
/// # Errors
/// When the handlers cannot be installed.
pub fn listen() -> Result<()> {
    let mut signals =
        Signals::new([SIGINT, SIGTERM, SIGHUP]).context("cannot install signal handlers")?;
    thread::spawn(move || {
        for _ in signals.forever() {
            let earlier = REQUESTS.fetch_add(1, Ordering::SeqCst);
            let signal = if earlier == 0 {
                Signal::TERM
            } else {
                Signal::KILL
            };
            for group in groups().iter() {
                let _ = kill_process_group(*group, signal);
            }
        }
    });
    Ok(())
}

/// Whether somebody asked us to stop.
pub fn requested() -> bool {
    REQUESTS.load(Ordering::SeqCst) > 0
}

/// Ends a task between two steps.
///
/// # Errors
/// When somebody asked us to stop.
pub fn check() -> Result<()> {
    if requested() {
        bail!("stopped");
    }
    Ok(())
}

/// Signals reach this group from now on.
pub fn watch(group: Pid) {
    groups().push(group);
}

/// The group has ended.
pub fn forget(group: Pid) {
    groups().retain(|known| *known != group);
}

fn groups() -> std::sync::MutexGuard<'static, Vec<Pid>> {
    GROUPS
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
