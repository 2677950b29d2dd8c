//! `cargo xtask`: everything that a person or a CI job does with this repository.
//!
//! Modules, in the order in which a first `serve` meets them: [`project`] says where things
//! are, [`setup`] brings the tools, [`build`] makes the site, [`serve`] runs the server; [`test`]
//! runs every check, [`torture`] the longest of them, [`fuzz`] looks for what they miss, [`dev`]
//! reloads on a change, [`size`] and [`bench`] measure.

mod bench;
mod build;
mod compress;
mod dev;
mod fingerprint;
mod first_screen;
mod fuzz;
mod http;
mod interrupt;
mod project;
mod run;
mod serve;
mod server;
mod setup;
mod size;
mod split;
mod strays;
mod test;
mod tidy;
mod torture;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use project::Project;
use setup::wasm_std::Source;

/// Sets up, serves, tests and measures Cuebook.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what is missing: the wasm32 target, Trunk, wasm-bindgen and wasm-opt
    Setup {
        /// Where the standard library for wasm32 comes from
        #[arg(long, value_enum, default_value_t = Source::Auto)]
        wasm_std: Source,
        /// Install Chromium and its driver too, which the tests need
        #[arg(long)]
        browser: bool,
    },
    /// Build everything and run Cuebook with an example workspace
    Serve {
        /// Port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Folder of the database and the admin key
        #[arg(long, default_value = "data")]
        data: PathBuf,
    },
    /// Run the server and `trunk serve` with live reload
    Dev,
    /// Build the site alone into `dist/`, in release, with `.br` and `.gz` beside every file
    Build {
        /// Build even when nothing changed
        #[arg(long)]
        force: bool,
    },
    /// Run every check: format, lints, tests on the host and in Chromium, size budget
    Test {
        /// Run these steps alone (`cargo xtask test --list` names them)
        #[arg(long, value_name = "NAME", value_delimiter = ',')]
        only: Vec<String>,
        /// Name the steps and stop
        #[arg(long)]
        list: bool,
    },
    /// Look for texts that the merge gets wrong
    Fuzz {
        /// How long
        #[arg(long, value_name = "N", default_value_t = 60)]
        seconds: u64,
    },
    /// Check the architecture: who may use what
    Tidy,
    /// What a browser loads before the first screen, in brotli bytes
    Size,
    /// Measure sizes, start times and merges; prints a table and JSON
    Bench {
        /// Fewer runs
        #[arg(long)]
        quick: bool,
        /// Write the JSON to this file instead of printing it
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// Trunk's hook: make two files of the app, the first screen's and the rest
    #[command(hide = true)]
    Split,
    /// Watch in a browser what the first screen runs, and write `first-screen.txt`
    FirstScreen {
        /// Keep what is known already: for another compiler or standard library
        #[arg(long)]
        add: bool,
    },
    /// Prove at length that nothing typed is lost: random faults, killed browsers, a service that
    /// limits
    Torture {
        /// `runs [--seed N] [--count N] [--stop]`, `kills [--seed N] [--count N]` or
        /// `pace [--count N]`
        #[arg(
            value_name = "WHAT",
            required = true,
            trailing_var_arg = true,
            allow_hyphen_values = true
        )]
        arguments: Vec<OsString>,
    },
    /// Print the `export PATH=…` line with which `trunk serve` works by itself
    Env,
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(code) => code,
        Err(error) => {
            if interrupt::requested() {
                eprintln!("stopped");
                return ExitCode::from(130);
            }
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<ExitCode> {
    let project = Project::locate()?;
    interrupt::listen()?;
    let done = |()| ExitCode::SUCCESS;
    match task {
        Task::Setup { wasm_std, browser } => setup::task(&project, wasm_std, browser).map(done),
        Task::Serve { port, data } => serve::task(&project, port, &data).map(done),
        Task::Dev => dev::task(&project).map(done),
        Task::Build { force } => build::task(&project, force).map(done),
        Task::Test { list: true, .. } => {
            test::list();
            Ok(ExitCode::SUCCESS)
        }
        Task::Test { only, .. } => test::task(&project, &only),
        Task::Fuzz { seconds } => fuzz::task(&project, seconds).map(done),
        Task::Tidy => tidy::task(&project).map(done),
        Task::Size => size::task(&project).map(done),
        Task::Bench { quick, json } => bench::task(&project, quick, json.as_deref()).map(done),
        Task::Split => split::task(&project).map(done),
        Task::FirstScreen { add } => first_screen::task(&project, add).map(done),
        Task::Torture { arguments } => torture::task(&project, &arguments).map(done),
        Task::Env => setup::print_env(&project).map(done),
    }
}
