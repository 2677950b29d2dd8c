//! Chromium and its driver, for the tests.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use rustix::process::geteuid;

use crate::project::Project;
use crate::run;

/// The names under which distributions ship the browser.
const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// Where Debian puts the driver when it is not in `PATH`.
const DRIVERS: [&str; 2] = ["/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver"];

/// A browser that tests can drive.
pub struct Browser {
    /// The WebDriver program.
    pub driver: PathBuf,
    /// The browser itself.
    pub chromium: PathBuf,
}

/// Finds both, and installs Debian's packages where one is missing and we may.
///
/// # Errors
/// When they are missing and cannot be installed.
pub fn ensure() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    run::timed("installing Chromium and its driver with apt", install)?;
    find().context(
        "Chromium or chromedriver is still not in PATH: install Debian's `chromium` and `chromium-driver`",
    )
}

fn find() -> Option<Browser> {
    let named = std::env::var_os("CHROMEDRIVER").map(PathBuf::from);
    let driver = named
        .filter(|path| path.is_file())
        .or_else(|| run::find_program("chromedriver"))
        .or_else(|| {
            DRIVERS
                .map(PathBuf::from)
                .into_iter()
                .find(|path| path.is_file())
        })?;
    let chromium = CHROMIUM.iter().find_map(|name| run::find_program(name))?;
    Some(Browser { driver, chromium })
}

fn install() -> Result<()> {
    let Some(prefix) = rights() else {
        bail!(
            "Chromium is missing and this user may not install it: run `sudo apt-get install chromium chromium-driver` and then this again"
        );
    };
    if run::find_program("apt-get").is_none() {
        bail!(
            "Chromium is missing and this machine has no apt: install Chromium and chromedriver, and run this again"
        );
    }
    let log = std::env::temp_dir().join(format!("cuebook-apt-{}.log", std::process::id()));
    for arguments in [
        &["update"][..],
        &[
            "install",
            "--yes",
            "--no-install-recommends",
            "chromium",
            "chromium-driver",
        ],
    ] {
        let words: Vec<&str> = prefix.iter().copied().chain(["apt-get"]).collect();
        let mut command = Command::new(words[0]);
        command
            .args(&words[1..])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        run::quiet(&mut command, &log, None).context("Chromium could not be installed")?;
    }
    let _ = std::fs::remove_file(log);
    Ok(())
}

/// How a command gets the right to install: as we are, through sudo, or not at all.
fn rights() -> Option<&'static [&'static str]> {
    if geteuid().is_root() {
        return Some(&[]);
    }
    run::capture(Command::new("sudo").args(["-n", "true"]))
        .is_ok()
        .then_some(&["sudo", "-n"])
}

/// The browser's flags, which both runners read from one file.
pub fn webdriver_json(project: &Project) -> PathBuf {
    project.root.join("webdriver.json")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_browser_is_never_started_with_a_profile_of_its_user() {
        let text = include_str!("../../../webdriver.json");
        let json: serde_json::Value = serde_json::from_str(text).unwrap();
        let flags = json["goog:chromeOptions"]["args"].as_array().unwrap();
        let has = |flag: &str| flags.iter().any(|known| known == flag);
        assert!(has("--headless=new") && has("--no-sandbox"), "{flags:?}");
        assert!(
            !text.contains("user-data-dir"),
            "chromedriver makes a fresh one"
        );
    }
}
