//! The steps, in the order in which they run.

use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

use super::count::{self, Tally};
use crate::project::Project;
use crate::run::{self, Ended, tee};
use crate::server::{self, Profile};
use crate::setup::browser::{self, Browser};
use crate::setup::{self, Tools, wasm_std};
use crate::{build, size};

/// Compiling everything on two slow cores takes a third of this.
const LIMIT: Duration = Duration::from_secs(45 * 60);
/// So many end-to-end tests are given a second try; where more fail it is no chance.
const SECOND_TRIES: usize = 3;
/// In the names of the tests that draw what they do.
const TORTURE: &str = "torture::";
/// The package of the end-to-end tests.
const E2E: &str = "cuebook-e2e";

/// One step.
pub struct Step {
    pub name: &'static str,
    pub what: &'static str,
    pub run: fn(&mut Bench) -> Result<Tally>,
}

/// All steps: the quick ones first, and what needs the build after it.
pub const STEPS: [Step; 9] = [
    step("format", "rustfmt finds nothing to change", format),
    step(
        "clippy",
        "clippy on everything for the host, warnings denied",
        clippy,
    ),
    step(
        "clippy-wasm",
        "clippy on the app for the browser, warnings denied",
        clippy_wasm,
    ),
    step(
        "host",
        "tests on the host, architecture checks among them",
        host,
    ),
    step("build", "the site and the server in release", build_all),
    step(
        "openapi",
        "openapi.json is what the server's code says",
        openapi,
    ),
    step(
        "size",
        "the first screen stays within its budget",
        size_budget,
    ),
    step("web", "component tests in headless Chromium", web),
    step(
        "e2e",
        "end-to-end tests against the real server and the real site",
        e2e,
    ),
];

const fn step(
    name: &'static str,
    what: &'static str,
    run: fn(&mut Bench) -> Result<Tally>,
) -> Step {
    Step { name, what, run }
}

/// What steps share, made by the first that needs it.
pub struct Bench<'a> {
    project: &'a Project,
    tools: Option<Tools>,
    /// The server's executable, or why there is none.
    built: Option<Result<PathBuf, String>>,
    /// Tests that failed once and passed at their second try.
    pub unsteady: Vec<String>,
}

impl<'a> Bench<'a> {
    /// Nothing is made yet.
    pub fn new(project: &'a Project) -> Self {
        Self {
            project,
            tools: None,
            built: None,
            unsteady: Vec::new(),
        }
    }

    fn tools(&mut self) -> Result<&Tools> {
        if self.tools.is_none() {
            self.tools = Some(setup::for_site(self.project)?);
        }
        self.tools.as_ref().context("the tools are missing")
    }

    /// The server's executable, with the site beside it in `dist/`.
    fn built(&mut self) -> Result<PathBuf> {
        if self.built.is_none() {
            let result = self.build();
            self.built = Some(result.map_err(|error| format!("{error:#}")));
        }
        match &self.built {
            Some(Ok(server)) => Ok(server.clone()),
            Some(Err(why)) => Err(anyhow!("not run, because the build failed: {why}")),
            None => bail!("there is no build"),
        }
    }

    fn build(&mut self) -> Result<PathBuf> {
        let project = self.project;
        build::site(project, self.tools()?)?;
        server::build(project, Profile::Release)
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = run::cargo(&self.project.root);
        command
            .args(arguments)
            .env("CARGO_TARGET_DIR", &self.project.target);
        // Its output goes through a pipe, but to the same place.
        if std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
            command.env("CARGO_TERM_COLOR", "always");
        }
        command
    }

    fn check(&self, arguments: &[&str]) -> Result<Tally> {
        let ended = finished(&mut self.cargo(arguments))?;
        Ok(Tally::check(ended.status?.success()))
    }
}

fn finished(command: &mut Command) -> Result<Ended> {
    let ended = tee(command, LIMIT)?;
    if ended.strays > 0 {
        println!(
            "    ended {} processes that were left running",
            ended.strays
        );
    }
    Ok(ended)
}

fn tested(command: &mut Command) -> Result<Tally> {
    Ok(counted(&finished(command)?))
}

fn counted(ended: &Ended) -> Tally {
    let succeeded = match &ended.status {
        Ok(status) => status.success(),
        Err(error) => {
            println!("    {error:#}");
            false
        }
    };
    count::tests(&ended.lines, succeeded)
}

fn format(bench: &mut Bench) -> Result<Tally> {
    bench.check(&["fmt", "--all", "--check"])
}

fn clippy(bench: &mut Bench) -> Result<Tally> {
    bench.check(&[
        "clippy",
        "--workspace",
        // Built for the browser alone.
        "--exclude=cuebook",
        "--all-targets",
        "--",
        "-Dwarnings",
    ])
}

fn clippy_wasm(bench: &mut Bench) -> Result<Tally> {
    wasm_std::ensure(wasm_std::Source::Auto)?;
    bench.check(&[
        "clippy",
        "--package=cuebook",
        "--lib",
        "--bins",
        "--tests",
        "--target",
        wasm_std::TARGET,
        "--",
        "-Dwarnings",
    ])
}

fn host(bench: &mut Bench) -> Result<Tally> {
    tested(&mut bench.cargo(&[
        "test",
        "--workspace",
        "--exclude=cuebook",
        &format!("--exclude={E2E}"),
        "--no-fail-fast",
    ]))
}

fn build_all(bench: &mut Bench) -> Result<Tally> {
    bench.built().map(|_| Tally::SUCCESS)
}

fn openapi(bench: &mut Bench) -> Result<Tally> {
    let server = bench.built()?;
    let said = run::capture(Command::new(server).arg("openapi"))?;
    let file = bench.project.root.join("openapi.json");
    let kept = fs::read_to_string(&file).unwrap_or_default();
    match first_difference(&kept, &said) {
        None => Ok(Tally::SUCCESS),
        Some(line) => bail!(
            "openapi.json differs from the code in line {line}: run `cargo run -p cuebook-server -- openapi > openapi.json` and read the change"
        ),
    }
}

/// The first line, from 1, in which two documents differ; the end of a file does not count.
fn first_difference(one: &str, other: &str) -> Option<usize> {
    let (one, other) = (one.trim_end(), other.trim_end());
    if one == other {
        return None;
    }
    let same = one.lines().zip(other.lines()).take_while(|(a, b)| a == b);
    Some(same.count() + 1)
}

fn size_budget(bench: &mut Bench) -> Result<Tally> {
    bench.built()?;
    size::check(&bench.project.dist()).map(|()| Tally::SUCCESS)
}

fn web(bench: &mut Bench) -> Result<Tally> {
    let Browser { driver, .. } = browser::ensure()?;
    let runner = bench.tools()?.test_runner();
    let mut command = bench.cargo(&[
        "test",
        "--package=cuebook",
        "--target",
        wasm_std::TARGET,
        "--lib",
        "--bins",
        "--tests",
        "--no-fail-fast",
    ]);
    command
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env(
            "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
            browser::webdriver_json(bench.project),
        )
        // Seconds. The defaults are too short for a machine that does something else as well.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "600")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    tested(&mut command)
}

fn e2e(bench: &mut Bench) -> Result<Tally> {
    if !has_package(&bench.project.root.join("tests").join("e2e")) {
        bail!("there is no package {E2E} in tests/e2e, so nothing was tested end to end");
    }
    let server = bench.built()?;
    let Browser { driver, chromium } = browser::ensure()?;
    let axe = setup::axe_core()?;
    let dist = bench.project.dist();
    let cargo = bench.cargo(&["test", "--package", E2E, "--no-fail-fast"]);
    let environment = move |mut command: Command| {
        command
            .env("CUEBOOK_SERVER_BIN", &server)
            .env("CUEBOOK_SITE", &dist)
            .env("CHROMEDRIVER", &driver)
            .env("CHROMIUM", &chromium)
            .env("AXE_CORE", &axe)
            // A journey says itself where it stood; the runtime's frames would only bury it.
            .env("RUST_BACKTRACE", "0");
        command
    };
    let ended = finished(&mut environment(cargo))?;
    let tally = counted(&ended);
    let names = count::failed_names(&ended.lines);
    // Torture draws another seed the second time: that would say nothing of the first.
    let is_chance = names.iter().any(|name| name.contains(TORTURE));
    if names.is_empty()
        || is_chance
        || names.len() > SECOND_TRIES
        || names.len() as u64 != tally.failed
    {
        return Ok(tally);
    }
    println!("\n    once more, without the others: {}", names.join(", "));
    let mut alone = bench.cargo(&["test", "--package", E2E, "--no-fail-fast", "--", "--exact"]);
    alone.args(&names);
    let second = counted(&finished(&mut environment(alone))?);
    if second.failed > 0 || second.passed != tally.failed {
        return Ok(tally);
    }
    bench.unsteady.extend(names);
    Ok(Tally {
        passed: tally.passed + second.passed,
        failed: 0,
    })
}

fn has_package(folder: &Path) -> bool {
    folder.join("Cargo.toml").is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_different_line_is_found() {
        assert_eq!(first_difference("{\n}\n", "{\n}"), None);
        assert_eq!(first_difference("{\n a\n}", "{\n b\n}"), Some(2));
        assert_eq!(first_difference("", "{\n}"), Some(1));
        assert_eq!(first_difference("{\n", "{\n}"), Some(2));
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), STEPS.len());
    }
}
