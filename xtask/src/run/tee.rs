//! Running a program whose output is shown as it comes and read at the same time.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use super::Group;
use crate::strays;

/// How a program ended.
pub struct Ended {
    /// Its status, or why it had to be ended.
    pub status: Result<ExitStatus>,
    /// Every line that it wrote on standard output and standard error, as it came.
    pub lines: Vec<String>,
    /// Processes that it left behind, which were ended.
    pub strays: usize,
}

/// Runs to the end, or to `limit`, and passes every line on at once.
///
/// # Errors
/// When the program cannot be started.
pub fn tee(command: &mut Command, limit: Duration) -> Result<Ended> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut group = Group::spawn(command)?;
    let lines = Arc::new(Mutex::new(Vec::new()));
    let stdout = group.child().stdout.take().context("no standard output")?;
    let stderr = group.child().stderr.take().context("no standard error")?;
    let readers = [
        pass_on(stdout, std::io::stdout(), Arc::clone(&lines)),
        pass_on(stderr, std::io::stderr(), Arc::clone(&lines)),
    ];
    let status = group.wait(Some(limit));
    // Before the readers are joined: a left-over process keeps our pipes open.
    drop(group);
    let strays = strays::end();
    for reader in readers {
        let _ = reader.join();
    }
    let lines = std::mem::take(&mut *lines.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(Ended {
        status,
        lines,
        strays,
    })
}

fn pass_on(
    from: impl Read + Send + 'static,
    mut to: impl Write + Send + 'static,
    lines: Arc<Mutex<Vec<String>>>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut line = Vec::new();
        while from.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            // Nobody may be reading us any more; the program still has to be drained.
            let _ = to.write_all(&line).and_then(|()| to.flush());
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            lines
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(text);
            line.clear();
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_streams_are_read_and_the_status_kept() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo out; echo err >&2; exit 4"]);
        let ended = tee(&mut command, Duration::from_secs(10)).unwrap();
        assert_eq!(ended.status.unwrap().code(), Some(4));
        let mut lines = ended.lines;
        lines.sort();
        assert_eq!(lines, ["err", "out"]);
    }

    #[test]
    fn a_left_over_process_does_not_hold_us_up() {
        let start = std::time::Instant::now();
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 300 & echo done"]);
        let ended = tee(&mut command, Duration::from_secs(60)).unwrap();
        assert!(ended.status.unwrap().success());
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
