//! A browser with a fresh profile, behind a driver of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use anyhow::{Context, Result};
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::{CapabilitiesHelper, ChromiumLikeCapabilities, DesiredCapabilities, WebDriver};

use crate::process::Guarded;

const FLAGS: [&str; 12] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--force-color-profile=srgb",
    // Times and number formats must not depend on the machine.
    "--lang=en-GB",
    // It ends with its driver.
    "--remote-debugging-pipe",
];

/// How often a driver is started that finds its port taken.
const STARTS: u32 = 10;
/// What it says then.
const TAKEN: &str = "port not available";

/// How long an ended browser may take to let go of its files.
const GONE_WITHIN: Duration = Duration::from_secs(3);

/// What a browser keeps on the disk. It can outlive its browser, and goes with its last owner.
pub struct Profile(TempDir);

impl Profile {
    /// An empty one.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn fresh() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("cuebook-e2e-").tempdir()?;
        Ok(Self(folder))
    }

    /// The folder of it.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// What a browser that was killed says of itself, and what would hold up the next one.
    fn unlock(&self) {
        let folder = self.0.path().join("profile");
        for name in ["SingletonLock", "SingletonCookie", "SingletonSocket"] {
            // A browser that ended by itself has left none.
            let _ = fs::remove_file(folder.join(name));
        }
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // The last of the browser's processes may still write into the profile while they end.
        let start = Instant::now();
        while fs::remove_dir_all(self.0.path()).is_err()
            && self.0.path().exists()
            && start.elapsed() < GONE_WITHIN
        {
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Starts a driver for browsers that leave nothing outside of `folder`, and says its port.
fn driver(folder: &Path) -> Result<(Guarded, u16)> {
    let log = folder.join("chromedriver.log");
    let mut tries = 0;
    loop {
        tries += 1;
        let process = Guarded::start(
            &program("CHROMEDRIVER", "/usr/bin/chromedriver"),
            &["--port=0"],
            &[
                ("TZ", "Europe/Berlin".as_ref()),
                // What the browser leaves behind goes with the profile.
                ("TMPDIR", folder.as_os_str()),
            ],
            &log,
        )?;
        let port = process.said(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        match port {
            Ok(port) => return Ok((process, port)),
            // The driver takes a port that is free for IPv6, and gives up where something else,
            // such as the other end of a connection, has the same one for IPv4.
            Err(error) if tries < STARTS && error.to_string().contains(TAKEN) => {}
            Err(error) => {
                return Err(error)
                    .context("chromedriver does not start (CHROMEDRIVER names another one)");
            }
        }
    }
}

/// A browser and its driver; both end with it.
pub struct Browser {
    /// The session.
    pub driver: WebDriver,
    process: Guarded,
    profile: Arc<Profile>,
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.forget_session();
        self.process.stop();
    }
}

impl Browser {
    /// Starts one with a window of this size in CSS pixels.
    ///
    /// # Errors
    /// When the driver or the browser does not start.
    pub async fn start(width: u32, height: u32) -> Result<Self> {
        Self::start_in(&Arc::new(Profile::fresh()?), width, height).await
    }

    /// The same with a profile that may be older than the browser, and outlive it.
    ///
    /// # Errors
    /// When the driver or the browser does not start.
    pub async fn start_in(profile: &Arc<Profile>, width: u32, height: u32) -> Result<Self> {
        let profile = Arc::clone(profile);
        profile.unlock();
        let (process, port) = driver(profile.path())?;
        let driver = session(port, profile.path(), width, height).await?;
        Ok(Self {
            driver,
            process,
            profile,
        })
    }

    /// Ends the browser's whole process group at once, as a crash would. The profile stays as the
    /// browser has left it.
    pub fn kill(&mut self) {
        self.forget_session();
        self.process.kill();
        // Until nothing of it runs, it may still write.
        let start = Instant::now();
        while running_in(self.profile.path()) > 0 && start.elapsed() < GONE_WITHIN {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Browser {
    /// Its processes are ended from outside. Otherwise the last clone of the session would wait,
    /// with the whole thread, for an answer to its farewell.
    fn forget_session(&self) {
        // One that has ended by itself is forgotten already.
        let _ = self.driver.clone().leak();
    }
}

/// How many processes were started with this folder.
fn running_in(folder: &Path) -> usize {
    let folder = folder.to_string_lossy();
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    processes
        .filter_map(|process| fs::read(process.path().join("cmdline")).ok())
        .filter(|line| String::from_utf8_lossy(line).contains(folder.as_ref()))
        .count()
}

async fn session(port: u16, profile: &Path, width: u32, height: u32) -> Result<WebDriver> {
    let mut wanted = DesiredCapabilities::chrome();
    for flag in FLAGS {
        wanted.add_arg(flag)?;
    }
    wanted.add_arg(&format!("--window-size={width},{height}"))?;
    wanted.add_arg(&format!(
        "--user-data-dir={}",
        profile.join("profile").display()
    ))?;
    let chromium = program("CHROMIUM", "/usr/bin/chromium");
    wanted.set_binary(&chromium.to_string_lossy())?;
    wanted.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
    // The journeys meet the browser's own question when they leave with unsaved text.
    wanted.set("unhandledPromptBehavior", json!("ignore"))?;
    WebDriver::builder(format!("http://127.0.0.1:{port}"), wanted)
        .request_timeout(Duration::from_secs(60))
        .connect()
        .await
        .context("the browser does not start")
}

fn program(variable: &str, usual: &str) -> PathBuf {
    env::var_os(variable).map_or_else(|| PathBuf::from(usual), PathBuf::from)
}
