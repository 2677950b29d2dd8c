//! A browser with a fresh profile, behind a driver of its own.

use std::path::{Path, PathBuf};
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

/// How long an ended browser may take to let go of its files.
const GONE_WITHIN: Duration = Duration::from_secs(3);

/// A browser and its driver; both end with it.
pub struct Browser {
    /// The session.
    pub driver: WebDriver,
    process: Guarded,
    profile: TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.process.stop();
        // The last of the browser's processes may still write into the profile while they end.
        let start = Instant::now();
        while fs::remove_dir_all(self.profile.path()).is_err()
            && self.profile.path().exists()
            && start.elapsed() < GONE_WITHIN
        {
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Browser {
    /// Starts one with a window of this size in CSS pixels.
    ///
    /// # Errors
    /// When the driver or the browser does not start.
    pub async fn start(width: u32, height: u32) -> Result<Self> {
        let profile = tempfile::Builder::new().prefix("cuebook-e2e-").tempdir()?;
        let log = profile.path().join("chromedriver.log");
        let process = Guarded::start(
            &program("CHROMEDRIVER", "/usr/bin/chromedriver"),
            &["--port=0"],
            &[
                ("TZ", "Europe/Berlin".as_ref()),
                // What the browser leaves behind goes with the profile.
                ("TMPDIR", profile.path().as_os_str()),
            ],
            &log,
        )?;
        let port: u16 = process
            .said(|line| {
                let (_, port) = line.split_once("started successfully on port ")?;
                port.trim_end_matches('.').parse().ok()
            })
            .context("chromedriver does not start (CHROMEDRIVER names another one)")?;
        let driver = session(port, profile.path(), width, height).await?;
        Ok(Self {
            driver,
            process,
            profile,
        })
    }
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
