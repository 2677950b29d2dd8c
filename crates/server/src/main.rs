//! `cuebook-server`: serves the site and the workspaces of one database.

mod cli;
mod config;
mod logging;
mod shutdown;

use std::{io::Write, process::ExitCode};

fn main() -> ExitCode {
    match cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line: what happened and what to do. A closed stderr is no reason to panic.
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
