//! The real server, with a database of its own.

use std::env;
use std::ffi::OsStr;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use crate::{Api, process::Guarded};

/// The key with full access that every server of the journeys knows.
pub const ADMIN_KEY: &str = "e2e-admin-key-0123456789abcdef";

/// A running server.
pub struct Server {
    process: Option<Guarded>,
    folder: TempDir,
    base: String,
    rate_limit: Option<u32>,
}

impl Server {
    /// Starts one on a free port, with this many example scenarios.
    ///
    /// # Errors
    /// When the server or the site is not built, or it does not start.
    pub fn start(scenarios: usize) -> Result<Self> {
        Self::start_limited(scenarios, None)
    }

    /// The same, with so many requests a minute for each key.
    ///
    /// # Errors
    /// When the server or the site is not built, or it does not start.
    pub fn start_limited(scenarios: usize, rate_limit: Option<u32>) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("cuebook-e2e-").tempdir()?;
        let mut server = Self {
            process: None,
            folder,
            base: String::new(),
            rate_limit,
        };
        if scenarios > 0 {
            server.run(&["seed", "--scenarios", &scenarios.to_string()])?;
        }
        // A port that was free a moment ago, so that a restart comes back to the same one.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        server.base = format!("http://127.0.0.1:{port}");
        server.start_again()?;
        Ok(server)
    }

    /// Starts it again on the same port with the same database.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again(&mut self) -> Result<()> {
        let site = site()?;
        let listen = self.base.trim_start_matches("http://").to_owned();
        let (database, limit) = (
            self.database(),
            self.rate_limit.map(|limit| limit.to_string()),
        );
        let mut environment = vec![
            ("CUEBOOK_LISTEN", OsStr::new(&listen)),
            ("CUEBOOK_DATABASE", OsStr::new(&database)),
            ("CUEBOOK_SITE", site.as_os_str()),
            ("CUEBOOK_ADMIN_KEY", OsStr::new(ADMIN_KEY)),
        ];
        if let Some(limit) = &limit {
            environment.push(("CUEBOOK_RATE_LIMIT", OsStr::new(limit)));
        }
        let process = Guarded::start(
            &program()?,
            &["serve"],
            &environment,
            &self.folder.path().join("server.log"),
        )?;
        let address = process
            .said(|line| line.strip_prefix("listening on ").map(str::to_owned))
            .with_context(|| self.log())?;
        ensure!(address == self.base, "it listens on {address}");
        self.process = Some(process);
        Ok(())
    }

    /// Ends it at once. The database stays.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill();
        }
    }

    /// Makes a key, limited to scopes where there are any.
    ///
    /// # Errors
    /// When the command fails.
    pub fn make_key(&self, name: &str, scopes: &[&str]) -> Result<String> {
        let mut arguments = vec!["key", "create", "--name", name];
        for scope in scopes {
            arguments.extend(["--scope", scope]);
        }
        Ok(self.run(&arguments)?.trim().to_owned())
    }

    /// Revokes the key of this name.
    ///
    /// # Errors
    /// When the command fails.
    pub fn revoke_key(&self, name: &str) -> Result<()> {
        self.run(&["key", "revoke", name]).map(|_| ())
    }

    /// `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The link that signs in with a key.
    #[must_use]
    pub fn link(&self, key: &str) -> String {
        format!("{}/#key={key}", self.base)
    }

    /// The workspace `main` over plain HTTP, with full access.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::new(format!("{}/w/main", self.base), ADMIN_KEY)
    }

    /// Talkover's API of the workspace `voice` over plain HTTP, with full access.
    #[must_use]
    pub fn voice_api(&self) -> Api {
        Api::new(format!("{}/w/voice/api/v1", self.base), ADMIN_KEY)
    }

    /// What the server has logged.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }

    fn run(&self, arguments: &[&str]) -> Result<String> {
        let output = Command::new(program()?)
            .args(arguments)
            .env("CUEBOOK_DATABASE", self.database())
            .output()?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("cuebook-server {}: {said}", arguments.join(" "));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn database(&self) -> String {
        format!("sqlite:{}", self.folder.path().join("cuebook.db").display())
    }
}

/// `CUEBOOK_SERVER_BIN`, or the release build beside this test.
fn program() -> Result<PathBuf> {
    if let Some(given) = env::var_os("CUEBOOK_SERVER_BIN") {
        return Ok(given.into());
    }
    // target/debug/deps/journeys-… or target/debug/screenshots
    let own = env::current_exe()?;
    let built = own
        .ancestors()
        .map(|folder| folder.join("release").join("cuebook-server"))
        .find(|path| path.is_file());
    built.context(
        "cuebook-server is not built: run `cargo build --release -p cuebook-server`, or name it in \
         CUEBOOK_SERVER_BIN",
    )
}

/// `CUEBOOK_SITE`, or `dist` of this checkout.
fn site() -> Result<PathBuf> {
    let folder = env::var_os("CUEBOOK_SITE").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist")),
        PathBuf::from,
    );
    ensure!(
        folder.join("index.html").is_file(),
        "there is no built site in {}: run `trunk build --release`, or name its folder in \
         CUEBOOK_SITE",
        folder.display()
    );
    Ok(folder)
}
