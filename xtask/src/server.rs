//! `cuebook-server` on this machine: built, filled once, started, asked whether it answers.

mod key;

use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::http;
use crate::project::Project;
use crate::run::{self, Group};

/// Scenarios of the example workspace `main`.
const EXAMPLES: u32 = 240;
/// A start takes milliseconds; a migration of a large database may take longer.
const START_LIMIT: Duration = Duration::from_secs(60);

/// How the server is compiled.
#[derive(Clone, Copy)]
pub enum Profile {
    /// As it is used.
    Release,
    /// Quickly.
    Dev,
}

/// Compiles the server and returns its executable.
///
/// # Errors
/// When it does not compile.
pub fn build(project: &Project, profile: Profile) -> Result<PathBuf> {
    let (what, folder, arguments) = match profile {
        Profile::Release => (
            "building the server in release",
            "release",
            &["--release"][..],
        ),
        Profile::Dev => ("building the server", "debug", &[][..]),
    };
    run::timed(what, || {
        let mut command = run::cargo(&project.root);
        command
            .args(["build", "--package", "cuebook-server"])
            .args(arguments)
            .env("CARGO_TARGET_DIR", &project.target);
        run::run(&mut command)
    })?;
    Ok(project.server_bin(folder))
}

/// A folder with a database and the key to it.
pub struct Data {
    folder: PathBuf,
    /// The key with full access.
    pub key: String,
}

impl Data {
    /// Opens the folder, and makes folder and key where they are missing.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        let key = key::kept_in(&folder.join("admin.key"))?;
        Ok(Self {
            folder: folder.to_owned(),
            key,
        })
    }

    fn file(&self) -> PathBuf {
        self.folder.join("cuebook.db")
    }

    /// The database as the server's `--database` takes it.
    fn url(&self) -> String {
        format!("sqlite:{}", self.file().display())
    }

    /// Fills the example workspaces once, before the first start.
    ///
    /// # Errors
    /// When the server cannot fill it.
    pub fn seed_once(&self, server: &Path) -> Result<()> {
        let unfinished = self.folder.join(".seeding");
        if unfinished.exists() {
            // It was never served, so nobody's work can be in it.
            self.remove_database()?;
        } else if self.file().exists() {
            return Ok(());
        }
        run::timed(
            &format!("filling example workspaces with {EXAMPLES} scenarios and some voice agents"),
            || {
                File::create(&unfinished)?;
                let scenarios = EXAMPLES.to_string();
                for what in [&["main", "--scenarios", &scenarios][..], &["voice"]] {
                    let mut command = Command::new(server);
                    command
                        .args(["seed", "--workspace"])
                        .args(what)
                        .args(["--database", &self.url()]);
                    run::run(&mut command)?;
                }
                Ok(fs::remove_file(&unfinished)?)
            },
        )
    }

    fn remove_database(&self) -> Result<()> {
        for ending in ["", "-wal", "-shm"] {
            let mut name = self.file().into_os_string();
            name.push(ending);
            match fs::remove_file(&name) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error.into());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Starts the server and waits until it answers.
    ///
    /// # Errors
    /// When it ends before it answers, or does not answer in time.
    pub fn start(&self, server: &Path, site: &Path, address: SocketAddr) -> Result<Group> {
        let mut command = tied_to_us(server);
        command
            .args(["serve", "--listen", &address.to_string()])
            .args(["--database", &self.url(), "--site"])
            .arg(site)
            .env("CUEBOOK_ADMIN_KEY", &self.key);
        let mut group = Group::spawn(&mut command)?;
        let start = Instant::now();
        loop {
            if http::status(address, "/healthz").is_ok_and(|status| status == 200) {
                return Ok(group);
            }
            if let Some(status) = group.ended()? {
                bail!(
                    "the server ended before it answered ({status}); its own message stands above"
                );
            }
            crate::interrupt::check()?;
            if start.elapsed() > START_LIMIT {
                bail!("the server does not answer on http://{address}/healthz");
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The address that signs in without typing. The key stands in the fragment, which
    /// browsers do not send.
    pub fn sign_in_link(&self, address: SocketAddr) -> String {
        format!("http://{address}/#key={}", self.key)
    }
}

/// A command that ends when we are killed without a chance to end it, where the system can.
fn tied_to_us(program: &Path) -> Command {
    match run::find_program("setpriv") {
        Some(setpriv) if cfg!(target_os = "linux") => {
            let mut command = Command::new(setpriv);
            command.args(["--pdeathsig", "TERM", "--"]).arg(program);
            command
        }
        _ => Command::new(program),
    }
}
