//! A process that cannot outlive us.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long a process may take to say that it is ready.
const STARTS_WITHIN: Duration = Duration::from_secs(30);
/// How long it may take to end when it is asked to.
const ENDS_WITHIN: Duration = Duration::from_secs(5);

/// The shell stands between us and the program: its standard input ends when we do, however we
/// end, and then it ends the program and everything that the program has started.
const GUARD: &str = r#"
"$0" "$@" & child=$!
read -r never
kill -TERM "$child" 2>/dev/null
tries=0
while kill -0 "$child" 2>/dev/null && [ "$tries" -lt 30 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -KILL 0
"#;

/// A program in a process group of its own.
pub struct Guarded {
    shell: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    name: String,
}

impl Guarded {
    /// Starts a program; its log goes to a file.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start<A: AsRef<OsStr>>(
        program: &Path,
        arguments: &[A],
        environment: &[(&str, &OsStr)],
        log: &Path,
    ) -> Result<Self> {
        let log = File::create(log).with_context(|| format!("no log at {}", log.display()))?;
        let mut shell = Command::new("sh")
            .arg("-c")
            .arg(GUARD)
            .arg(program)
            .args(arguments)
            .envs(environment.iter().copied())
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let stdin = shell.stdin.take();
        let stdout = shell.stdout.take().context("no standard output")?;
        let (say, lines) = mpsc::channel();
        // Reads to the end, so that the program never waits for a reader.
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                // Nobody listens after the start.
                let _ = say.send(line);
            }
        });
        Ok(Self {
            shell,
            stdin,
            lines,
            name: program.display().to_string(),
        })
    }

    /// Waits for the line of standard output in which `read` finds something.
    ///
    /// # Errors
    /// When the program ends, or says nothing of the kind in time.
    pub fn said<T>(&self, read: impl Fn(&str) -> Option<T>) -> Result<T> {
        let start = Instant::now();
        let mut heard = Vec::new();
        while let Some(left) = STARTS_WITHIN.checked_sub(start.elapsed()) {
            match self.lines.recv_timeout(left) {
                Ok(line) => match read(&line) {
                    Some(found) => return Ok(found),
                    None => heard.push(line),
                },
                Err(_) => break,
            }
        }
        bail!("{} is not ready; it said: {}", self.name, heard.join(" | "))
    }

    /// Asks it to end, and waits until everything of it has.
    pub fn stop(&mut self) {
        drop(self.stdin.take());
        let start = Instant::now();
        while start.elapsed() < ENDS_WITHIN {
            if !matches!(self.shell.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        self.kill();
    }

    /// Ends it at once, as a crash or a cut would.
    pub fn kill(&mut self) {
        // The shell leads the group. A group that is gone is what we want.
        let _ = Command::new("kill")
            .args(["-KILL", "--", &format!("-{}", self.shell.id())])
            .stderr(Stdio::null())
            .status();
        let _ = self.shell.wait();
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.stop();
    }
}
