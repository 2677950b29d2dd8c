//! Which functions the first screen runs, as a browser tells.

use std::collections::HashSet;
use std::fs;

use anyhow::{Result, bail};
use serde::Deserialize;

use crate::build;
use crate::project::Project;
use crate::run;
use crate::server::{self, Profile as Compiled};
use crate::setup;
use crate::setup::browser::{self, Browser};
use crate::split::{MARK, MARKED, Profile};

#[derive(Deserialize)]
struct Marked {
    symbols: Vec<String>,
}

/// `cargo xtask first-screen`: builds a site whose functions leave a mark, opens the first screens
/// in Chromium, and keeps what ran in `first-screen.txt`.
///
/// # Errors
/// When something cannot be built, or the browser does not show a first screen.
pub fn task(project: &Project, add: bool) -> Result<()> {
    let tools = setup::for_site(project)?;
    let Browser { driver, chromium } = browser::ensure()?;
    let site = project.state().join("marked-site");
    let _ = fs::remove_dir_all(&site);
    run::timed("building a site that marks what runs", || {
        run::run(
            build::trunk(project, &tools)?
                .args(["build", "--release", "--dist"])
                .arg(&site)
                .env(MARK, "1"),
        )
    })?;
    let server = server::build(project, Compiled::Dev)?;
    let list = project.state().join(MARKED);
    let said = run::timed("opening the first screens in Chromium", || {
        run::capture(
            run::cargo(&project.root)
                .args([
                    "run",
                    "--quiet",
                    "--package",
                    "cuebook-e2e",
                    "--bin",
                    "first-screen",
                    "--",
                ])
                .arg(&list)
                .env("CARGO_TARGET_DIR", &project.target)
                .env("CUEBOOK_SERVER_BIN", server)
                .env("CUEBOOK_SITE", &site)
                .env("CHROMEDRIVER", driver)
                .env("CHROMIUM", chromium),
        )
    })?;
    let marked: Marked = serde_json::from_slice(&fs::read(&list)?)?;
    let ran = said
        .split_whitespace()
        .map(|index| Ok(index.parse()?))
        .collect::<Result<HashSet<usize>>>()?;
    if ran.is_empty() {
        bail!("the browser has marked nothing");
    }
    let symbols = marked.symbols.iter().enumerate();
    let mut profile =
        Profile::of(symbols.map(|(index, symbol)| (symbol.as_str(), ran.contains(&index))));
    if add {
        profile.add(Profile::read(project)?);
    }
    profile.write(project)?;
    println!(
        "{} of {} functions run before the first screen is complete: {}",
        ran.len(),
        marked.symbols.len(),
        Profile::path(project).display()
    );
    Ok(())
}
