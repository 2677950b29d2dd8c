//! Programs from npm.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::run;

/// Installs `package` into `folder/node_modules`.
///
/// # Errors
/// When npm is missing or fails; without a network the message says so.
pub fn install(package: &str, version: &str, folder: &Path, log: &Path) -> Result<()> {
    let mut command = Command::new("npm");
    command
        .arg("install")
        .arg("--prefix")
        .arg(folder)
        .args(["--no-audit", "--no-fund", "--no-update-notifier"])
        .arg(format!("{package}@{version}"))
        .current_dir(folder);
    run::quiet(&mut command, log, None)
}
