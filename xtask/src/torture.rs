//! The long proof that nothing typed is lost: random faults, killed browsers, a service that
//! limits. A short one is part of the end-to-end tests.

use std::ffi::OsString;

use anyhow::Result;

use crate::build;
use crate::project::Project;
use crate::run;
use crate::server::{self, Profile};
use crate::setup;
use crate::setup::browser::{self, Browser};

/// `cargo xtask torture runs|kills|pace`: builds the server and the site in release and hands the
/// rest of the command line on.
///
/// # Errors
/// When something cannot be built, or the proof fails.
pub fn task(project: &Project, arguments: &[OsString]) -> Result<()> {
    let tools = setup::for_site(project)?;
    let Browser { driver, chromium } = browser::ensure()?;
    build::site(project, &tools)?;
    let server = server::build(project, Profile::Release)?;
    run::run(
        run::cargo(&project.root)
            .args([
                "run",
                "--quiet",
                "--package",
                "cuebook-e2e",
                "--bin",
                "torture",
                "--",
            ])
            .args(arguments)
            .env("CARGO_TARGET_DIR", &project.target)
            .env("CUEBOOK_SERVER_BIN", server)
            .env("CUEBOOK_SITE", project.dist())
            .env("CHROMEDRIVER", driver)
            .env("CHROMIUM", chromium),
    )
}
