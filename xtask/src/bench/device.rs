//! What keeping everything on the device costs in a browser. The measuring is a program of the
//! end-to-end tests, which know how to drive one.

use std::path::Path;

use anyhow::Result;

use super::figure::Figure;
use crate::project::Project;
use crate::run;
use crate::setup::browser::{self, Browser};

/// The figures, each of so many runs where it is a time to wait.
///
/// # Errors
/// When there is no browser, or the program fails.
pub fn figures(project: &Project, server: &Path, runs: usize) -> Result<Vec<Figure>> {
    let Browser { driver, chromium } = browser::ensure()?;
    let mut command = run::cargo(&project.root);
    command
        .args(["run", "--quiet", "--package", "cuebook-e2e"])
        .args(["--bin", "device_speed", "--", &runs.to_string()])
        .env("CARGO_TARGET_DIR", &project.target)
        .env("CUEBOOK_SERVER_BIN", server)
        .env("CUEBOOK_SITE", project.dist())
        .env("CHROMEDRIVER", driver)
        .env("CHROMIUM", chromium);
    let lines = run::capture(&mut command)?;
    lines.lines().map(|line| Figure::read("", line)).collect()
}
