//! The commands. `serve` is the server; the others work on its database or describe its API.

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::config::{DatabaseArgs, ServeArgs};

mod database;
mod key;
mod knowledge;
mod openapi;
mod print;
mod seed;
mod serve;

/// Serves Cuebook: the console's site, and workspaces of AI training behind the services' own APIs.
#[derive(Parser, Debug)]
#[command(name = "cuebook-server", version, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    database: DatabaseArgs,

    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  cuebook-server key create --name Mara
          Make a key with full access; it is shown once
  cuebook-server serve
          Serve ./dist and the API on http://127.0.0.1:8080
  cuebook-server seed --scenarios 240
          Fill the empty workspace `main` with examples
  CUEBOOK_ADMIN_KEY=$(openssl rand -hex 32) cuebook-server serve --listen 0.0.0.0:8080
          Serve other machines, behind a proxy that adds TLS";

#[derive(Subcommand, Debug)]
enum Command {
    /// Serve the site and the API until SIGINT or SIGTERM
    #[command(after_help = serve::HELP)]
    Serve(ServeArgs),
    /// Make, list and revoke API keys
    #[command(subcommand)]
    Key(key::Command),
    /// Fill a workspace with realistic examples, the same ones each time
    #[command(after_help = seed::HELP)]
    Seed(seed::Args),
    /// Import knowledge documents, which searches look through beside the scenarios
    #[command(subcommand)]
    Knowledge(knowledge::Command),
    /// Print the API's OpenAPI 3.1 document
    Openapi,
}

/// Runs the command that the process was started with.
///
/// # Errors
/// What happened and what to do, in one line.
pub fn run() -> anyhow::Result<()> {
    let Cli { database, command } = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the runtime")?;
    let url = database.database;
    let result = match command {
        Command::Serve(arguments) => runtime.block_on(serve::run(&url, arguments)),
        Command::Key(command) => runtime.block_on(key::run(&url, command)),
        Command::Seed(arguments) => runtime.block_on(seed::run(&url, arguments)),
        Command::Knowledge(command) => runtime.block_on(knowledge::run(&url, command)),
        Command::Openapi => openapi::run(),
    };
    // What a model is still asked for the index is not waited for: it is asked again next time.
    runtime.shutdown_background();
    result
}
