//! `cargo xtask serve`: from a clean checkout to a sign-in link.

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::run::{Group, seconds};
use crate::server::{self, Data, Profile};
use crate::{build, http, interrupt, setup};

/// Sets up, builds, fills and starts; ends with the server, or with Ctrl-C.
///
/// # Errors
/// When a step fails; the message says what to do.
pub fn task(project: &Project, port: u16, data: &Path) -> Result<()> {
    let start = Instant::now();
    // Before ten minutes of compiling, not after.
    http::check_free(
        port,
        "stop it, or choose another with `cargo xtask serve --port 8090`",
    )?;
    let tools = setup::for_site(project)?;
    build::site(project, &tools)?;
    let server = server::build(project, Profile::Release)?;
    let data = Data::open(&project.root.join(data))?;
    data.seed_once(&server)?;
    let address = http::local(port);
    let mut running = data.start(&server, &project.dist(), address)?;
    println!();
    println!("Cuebook is up after {}. Sign in:", seconds(start.elapsed()));
    println!("{}", data.sign_in_link(address));
    println!("Ctrl-C stops it.");
    until_stopped(&mut running, "the server")
}

/// Waits for the end of a program that runs until somebody asks us to stop.
///
/// # Errors
/// When it ends by itself.
pub fn until_stopped(running: &mut Group, what: &str) -> Result<()> {
    match running.wait(None) {
        // Asked to stop: the signal reached it as well, and it ended.
        _ if interrupt::requested() => {
            println!("Stopped.");
            Ok(())
        }
        Ok(status) => bail!("{what} ended by itself ({status}); its own message stands above"),
        Err(error) => Err(error),
    }
}
