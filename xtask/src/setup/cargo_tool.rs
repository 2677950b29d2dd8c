//! Programs from crates.io.

use std::path::Path;

use anyhow::Result;

use crate::run;

/// Compiles `package` into `root`, with the intermediate files in `target`.
///
/// # Errors
/// When Cargo fails; without a network the message says so.
pub fn install(
    package: &str,
    version: &str,
    locked: bool,
    root: &Path,
    target: &Path,
    log: &Path,
) -> Result<()> {
    // In the cache folder, because a checkout's `.cargo/config.toml` is not meant for tools.
    let mut command = run::cargo(root);
    command
        .args(["install", package, "--version"])
        .arg(format!("={version}"))
        .arg("--root")
        .arg(root)
        .arg("--target-dir")
        .arg(target)
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET");
    if locked {
        command.arg("--locked");
    }
    run::quiet(&mut command, log, None)
}
