//! Where things are.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

/// The checkout that `cargo xtask` was called in.
pub struct Project {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder: `CARGO_TARGET_DIR`, or `target/`.
    pub target: PathBuf,
}

impl Project {
    /// Reads the location from Cargo's environment.
    ///
    /// # Errors
    /// When the crate's own folder has no parent.
    pub fn locate() -> Result<Self> {
        // At run time, because two checkouts may share one target folder.
        let crate_dir = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = crate_dir
            .parent()
            .context("the xtask crate has no parent folder")?
            .to_owned();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => env::current_dir()?.join(dir),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The finished site.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// What tasks remember between two runs; never committed.
    pub fn state(&self) -> PathBuf {
        self.root.join(".xtask")
    }

    /// The server's executable in a profile's folder.
    pub fn server_bin(&self, profile_dir: &str) -> PathBuf {
        self.target.join(profile_dir).join("cuebook-server")
    }
}
