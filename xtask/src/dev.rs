//! `cargo xtask dev`: the server, and Trunk with live reload before it.

use std::fs;

use anyhow::Result;

use crate::project::Project;
use crate::run::Group;
use crate::serve::until_stopped;
use crate::server::{self, Data, Profile};
use crate::{build, http, setup};

/// Where `Trunk.toml` sends what is for the server.
const SERVER_PORT: u16 = 8080;
/// Where `Trunk.toml` makes Trunk listen.
const TRUNK_PORT: u16 = 8081;

/// Runs both until one ends, or Ctrl-C.
///
/// # Errors
/// When a port is taken, a build fails, or one of both ends by itself.
pub fn task(project: &Project) -> Result<()> {
    for port in [SERVER_PORT, TRUNK_PORT] {
        http::check_free(
            port,
            "`cargo xtask dev` needs it, so stop that program first",
        )?;
    }
    let tools = setup::for_site(project)?;
    let server = server::build(project, Profile::Dev)?;
    let data = Data::open(&project.root.join("data"))?;
    data.seed_once(&server)?;
    // Not `dist/`: that is the release build, which `serve` and the tests trust.
    let site = project.state().join("dev");
    fs::create_dir_all(&site)?;
    let _server = data.start(&server, &site, http::local(SERVER_PORT))?;
    println!();
    println!("Sign in as soon as Trunk has built the site:");
    println!("{}", data.sign_in_link(http::local(TRUNK_PORT)));
    println!("Ctrl-C stops both.");
    println!();
    let mut trunk = build::trunk(project, &tools)?;
    trunk.args(["serve", "--dist"]).arg(&site);
    until_stopped(&mut Group::spawn(&mut trunk)?, "trunk")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_toml_names_the_same_ports() {
        let config = include_str!("../../Trunk.toml");
        assert!(config.contains(&format!("port = {TRUNK_PORT}")));
        for path in ["/w", "/openapi.json", "/healthz"] {
            let proxy = format!("backend = \"http://127.0.0.1:{SERVER_PORT}{path}\"");
            assert!(config.contains(&proxy), "{path}");
        }
    }
}
