//! The real `cuebook-server` as a process.

use std::{
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    thread::JoinHandle,
};

/// The key with full access that servers of tests are started with.
pub const ADMIN_KEY: &str = "admin-0123456789abcdef";

/// A command without the environment of whoever runs the tests.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuebook-server"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::null());
    command
}

/// A server that runs, and dies with the test.
pub struct Server {
    pub address: SocketAddr,
    child: Child,
    stderr: Option<JoinHandle<String>>,
}

impl Server {
    /// Starts `serve` on a free port with its database in `folder`, and waits for its line.
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::start_with(folder, arguments, &[])
    }

    /// The same with more in its environment.
    pub fn start_with(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut child = spawn(folder, arguments, environment);
        let mut out = BufReader::new(child.stdout.take().expect("stdout is piped"));
        let mut line = String::new();
        out.read_line(&mut line).expect("stdout can be read");
        let stderr = child.stderr.take().map(|mut stderr| {
            std::thread::spawn(move || {
                let mut text = String::new();
                let _ = stderr.read_to_string(&mut text);
                text
            })
        });
        let Some(address) = line.trim().strip_prefix("listening on http://") else {
            let _ = child.kill();
            let said = stderr.map(|said| said.join().unwrap_or_default());
            panic!("no address in {line:?}; standard error: {said:?}");
        };
        Self {
            address: address.parse().expect("an address"),
            child,
            stderr,
        }
    }

    /// `SIGKILL`: it has no chance to end anything.
    pub fn kill(self) {
        drop(self);
    }

    /// Asks it to stop.
    pub fn terminate(&self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        // One that has ended already needs no signal.
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
    }

    /// Asks it to stop, waits until it has, and gives what it logged.
    pub fn stop(self) -> String {
        self.terminate();
        self.ended()
    }

    /// Waits for its end and gives what it logged.
    pub fn ended(mut self) -> String {
        let status = self.child.wait().expect("the server ends");
        let log = self.stderr.take().and_then(|log| log.join().ok());
        let log = log.unwrap_or_default();
        assert!(status.success(), "{status}: {log}");
        log
    }
}

/// Starts `serve` and does not wait.
fn spawn(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Child {
    let mut all = vec!["serve"];
    if !arguments.contains(&"--listen") {
        all.extend(["--listen", "127.0.0.1:0"]);
    }
    all.extend(arguments);
    command(folder, &all)
        .env("CUEBOOK_ADMIN_KEY", ADMIN_KEY)
        .envs(environment.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the server can be started")
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
