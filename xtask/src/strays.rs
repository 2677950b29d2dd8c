//! Processes that a test left behind: browsers and drivers outlive the test that started them
//! when it dies, and put themselves into process groups of their own.

use std::fs;
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, waitpid};

/// Orphans of our descendants become our children from now on, so that they can be found.
pub fn adopt() {
    // Without it (an old kernel) strays are not found; nothing else depends on it.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_child_subreaper(Some(getpid()));
}

/// Ends every process below ours and says how many there were. Only for a moment at which
/// nothing that we started should run any more, and after [`adopt`]; else it does nothing.
pub fn end() -> usize {
    if !adopted() {
        return 0;
    }
    let mut ended = 0;
    // Ending one can hand us its children.
    for _ in 0..50 {
        let mut running = 0;
        for pid in children_of(getpid()) {
            if let Ok(Some(_)) = waitpid(Some(pid), WaitOptions::NOHANG) {
                continue;
            }
            running += 1;
            let _ = kill_process(pid, Signal::KILL);
        }
        if running == 0 {
            break;
        }
        ended += running;
        thread::sleep(Duration::from_millis(20));
    }
    ended
}

#[cfg(target_os = "linux")]
fn adopted() -> bool {
    rustix::process::child_subreaper().is_ok_and(|reaper| reaper.is_some())
}

#[cfg(not(target_os = "linux"))]
fn adopted() -> bool {
    false
}

fn children_of(parent: Pid) -> Vec<Pid> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| {
            let pid: i32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            (parent_in(&stat)? == parent.as_raw_nonzero().get()).then(|| Pid::from_raw(pid))?
        })
        .collect()
}

/// The parent's id in a line of `/proc/<pid>/stat`, whose second field may hold anything.
fn parent_in(stat: &str) -> Option<i32> {
    let after_name = &stat[stat.rfind(')')? + 1..];
    after_name.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parent_is_read_past_odd_names() {
        assert_eq!(parent_in("42 (sh) S 7 42 42 0"), Some(7));
        assert_eq!(parent_in("42 (a) R) (b) S 9 42"), Some(9));
        assert_eq!(parent_in("nonsense"), None);
    }

    #[test]
    fn children_are_found() {
        let mut child = std::process::Command::new("sleep")
            .arg("60")
            .spawn()
            .unwrap();
        let pid = Pid::from_child(&child);
        assert!(children_of(getpid()).contains(&pid));
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
