//! Starting other programs, with messages that say what to do when they are not there.

mod quiet;
mod tee;

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use rustix::process::{Pid, Signal, kill_process_group};

pub use quiet::quiet;
pub use tee::{Ended, tee};

use crate::interrupt;

/// How long a program may take to end after it was asked to.
const GRACE: Duration = Duration::from_secs(10);

/// Says what happens now, does it, and says how long it took.
///
/// # Errors
/// Those of `work`.
pub fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    interrupt::check()?;
    println!("› {what}");
    let start = Instant::now();
    let result = work();
    if result.is_ok() {
        println!("  done in {}", seconds(start.elapsed()));
    }
    result
}

/// A duration as people read it: `0.4 s`, `2 min 05 s`.
pub fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

/// `cargo` of the toolchain that runs us, in the folder `dir`.
pub fn cargo(dir: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(dir);
    command
}

/// `PATH` with these folders before it.
///
/// # Errors
/// When a folder's name holds the separator.
pub fn path_with(first: &[PathBuf]) -> Result<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths(first.iter().cloned().chain(env::split_paths(&rest)))
        .context("a folder name cannot be part of PATH")
}

/// The file that a program's name stands for, looked up as a shell does.
pub fn find_program(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|dir| dir.join(name))
        .find(|path| path.is_file())
}

/// A program in a process group of its own, so that it can be ended with all that it started.
pub struct Group {
    child: Child,
    pid: Pid,
    name: String,
    ended: bool,
}

impl Group {
    /// Starts the program without a standard input.
    ///
    /// # Errors
    /// When it cannot be started; the message names what to install.
    pub fn spawn(command: &mut Command) -> Result<Self> {
        interrupt::check()?;
        let name = program_name(command.get_program());
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .map_err(|error| not_started(&name, &error))?;
        let pid = Pid::from_child(&child);
        interrupt::watch(pid);
        Ok(Self {
            child,
            pid,
            name,
            ended: false,
        })
    }

    /// The streams, for whoever wants to read them.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// The status, when the program has ended.
    ///
    /// # Errors
    /// When the system cannot say.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        let status = self.child.try_wait()?;
        self.ended |= status.is_some();
        Ok(status)
    }

    /// Waits for the end; at `limit` the group is stopped.
    ///
    /// # Errors
    /// When the time is up, or somebody asked us to stop.
    pub fn wait(&mut self, limit: Option<Duration>) -> Result<ExitStatus> {
        let start = Instant::now();
        let mut pause = Duration::from_millis(2);
        loop {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            if interrupt::requested() {
                self.stop()?;
                interrupt::check()?;
            }
            if limit.is_some_and(|limit| start.elapsed() > limit) {
                self.stop()?;
                bail!(
                    "`{}` was ended after {}",
                    self.name,
                    seconds(start.elapsed())
                );
            }
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(50));
        }
    }

    /// Asks the group to stop, waits, and ends it when it does not.
    ///
    /// # Errors
    /// When the system cannot say whether it ended.
    pub fn stop(&mut self) -> Result<ExitStatus> {
        // No error: the group may have ended by itself a moment ago.
        let _ = kill_process_group(self.pid, Signal::TERM);
        let start = Instant::now();
        while start.elapsed() < GRACE {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = kill_process_group(self.pid, Signal::KILL);
        let status = self.child.wait()?;
        self.ended = true;
        Ok(status)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if !self.ended {
            let _ = self.stop();
        }
        // What the program started and left: the group outlives its leader.
        let _ = kill_process_group(self.pid, Signal::KILL);
        interrupt::forget(self.pid);
    }
}

/// Runs to the end; output goes where ours goes.
///
/// # Errors
/// When it cannot be started or does not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    let name = program_name(command.get_program());
    let status = Group::spawn(command)?.wait(None)?;
    if !status.success() {
        bail!("`{name}` failed ({status}); its own message stands above");
    }
    Ok(())
}

/// Runs to the end and returns what it printed on standard output.
///
/// # Errors
/// When it cannot be started, does not succeed, or prints no UTF-8.
pub fn capture(command: &mut Command) -> Result<String> {
    let name = program_name(command.get_program());
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(&name, &error))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{name}` failed ({}): {}", output.status, said.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{name}` printed no UTF-8"))
}

fn program_name(program: &OsStr) -> String {
    Path::new(program)
        .file_name()
        .unwrap_or(program)
        .to_string_lossy()
        .into_owned()
}

fn not_started(name: &str, error: &std::io::Error) -> anyhow::Error {
    if error.kind() != ErrorKind::NotFound {
        return anyhow!("`{name}` cannot be started: {error}");
    }
    let advice = match name {
        "npm" | "node" => "install Node.js 20 or newer, which brings it, and run this again",
        "cargo" | "rustc" | "rustup" => "install Rust 1.95 or newer and run this again",
        "apt-get" | "apt-cache" | "dpkg-deb" => "this step needs a Debian machine",
        _ => "install it and run this again",
    };
    anyhow!("`{name}` is missing: {advice}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(seconds(Duration::from_millis(412)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn a_missing_program_says_what_to_install() {
        let message = format!(
            "{:#}",
            capture(&mut Command::new("no-such-dir/npm")).unwrap_err()
        );
        assert!(message.contains("Node.js"), "{message}");
    }

    #[test]
    fn a_program_over_its_limit_is_ended_with_its_children() {
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 300 & sleep 300"]);
        let mut group = Group::spawn(&mut command).unwrap();
        let pid = group.pid;
        let error = group.wait(Some(Duration::from_millis(50))).unwrap_err();
        assert!(error.to_string().contains("was ended"), "{error}");
        let group_id = pid.as_raw_nonzero().get();
        drop(group);
        let gone = (0..100).any(|_| {
            thread::sleep(Duration::from_millis(20));
            running_in(group_id) == 0
        });
        assert!(gone, "the group still runs");
    }

    /// Processes of a group that run. One that has ended and that nobody has asked for yet (state
    /// `Z`) does not: whose child it became decides when it goes.
    fn running_in(group: i32) -> usize {
        let stats = std::fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path().join("stat")).ok());
        stats
            .filter(|stat| {
                // `pid (name) state parent group …`; a name may hold anything.
                let fields: Vec<&str> = stat
                    .rsplit(')')
                    .next()
                    .unwrap_or_default()
                    .split_whitespace()
                    .collect();
                fields.first() != Some(&"Z") && fields.get(2) == Some(&group.to_string().as_str())
            })
            .count()
    }
}
