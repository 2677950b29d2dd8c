//! Long installs: silent but for a sign of life, with one clear line when they fail.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::{Group, program_name, seconds};

/// How often a long install shows that it is alive.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// What programs say when a host cannot be reached.
const UNREACHABLE: [&str; 13] = [
    "component download failed",
    "could not resolve host",
    "couldn't resolve host",
    "temporary failure resolving",
    "could not connect to",
    "unable to connect to",
    "failed to connect to",
    "network failure seems to have happened",
    "error trying to connect",
    "network is unreachable",
    "enotfound",
    "eai_again",
    "econnrefused",
];

/// Runs with its output in the file `log`; the error tells a lost network from other failures.
///
/// # Errors
/// When the program cannot be started or does not succeed.
pub fn quiet(command: &mut Command, log: &Path, limit: Option<Duration>) -> Result<()> {
    let name = program_name(command.get_program());
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    command.stdout(file.try_clone()?).stderr(file);
    let mut group = Group::spawn(command)?;
    let (ended, wait_for_end) = mpsc::channel::<()>();
    let watched = log.to_owned();
    let watcher = thread::spawn(move || {
        let start = Instant::now();
        while wait_for_end.recv_timeout(SIGN_OF_LIFE) == Err(mpsc::RecvTimeoutError::Timeout) {
            let text = fs::read_to_string(&watched).unwrap_or_default();
            let last = text.lines().rev().find(|line| !line.trim().is_empty());
            let last = last.unwrap_or_default().trim();
            println!("  … {}: {last}", seconds(start.elapsed()));
        }
    });
    let status = group.wait(limit);
    drop(ended);
    let _ = watcher.join();
    if status?.success() {
        return Ok(());
    }
    let said = fs::read_to_string(log).unwrap_or_default();
    if is_unreachable(&said) {
        bail!(
            "no network: `{name}` cannot reach its registry. Check the connection or the proxy settings and run this again"
        );
    }
    bail!(
        "`{name}` failed: {} (all of it: {})",
        telling_line(&said),
        log.display()
    );
}

fn is_unreachable(said: &str) -> bool {
    let said = said.to_lowercase();
    UNREACHABLE.iter().any(|sign| said.contains(sign))
}

/// The first line that is an error, or else the last line.
fn telling_line(said: &str) -> &str {
    let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
    lines()
        .find(|line| {
            let line = line.to_lowercase();
            line.starts_with("error") || line.starts_with("e:") || line.contains("npm error")
        })
        .or_else(|| lines().next_back())
        .unwrap_or("it said nothing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_network_is_recognised() {
        assert!(is_unreachable(
            "warning: spurious network error\n[6] Could not resolve hostname (Could not resolve host: x)"
        ));
        assert!(is_unreachable("npm error code ENOTFOUND"));
        assert!(!is_unreachable("error[E0464]: multiple candidates"));
    }

    #[test]
    fn the_telling_line_is_the_first_error() {
        assert_eq!(
            telling_line("Compiling a\nerror: no space\nwarning: b\n"),
            "error: no space"
        );
        assert_eq!(telling_line("one\ntwo\n\n"), "two");
        assert_eq!(telling_line(""), "it said nothing");
    }

    #[test]
    fn a_failure_names_the_log() {
        let log = std::env::temp_dir().join(format!("xtask-quiet-{}.log", std::process::id()));
        let mut command = Command::new("sh");
        command.args(["-c", "echo 'error: out of paper'; exit 3"]);
        let error = quiet(&mut command, &log, None).unwrap_err().to_string();
        assert!(error.contains("out of paper"), "{error}");
        assert!(error.contains("xtask-quiet"), "{error}");
        fs::remove_file(log).unwrap();
    }
}
