//! Bringing what a fresh machine does not have, into a cache that every checkout finds.

pub mod browser;
mod cargo_tool;
mod npm_tool;
mod tool;
pub mod wasm_std;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project::Project;
use crate::run;
use tool::{From, Tool};
use wasm_std::Source;

/// Trunk 0.22 needs a newer compiler than ours.
const TRUNK: &str = "0.21.14";
/// Debian's is too old for the features that we name.
const BINARYEN: &str = "132.0.0";

/// The judge of accessibility in the end-to-end tests.
const AXE_CORE: &str = "4.14.1";

/// The programs that build the site, each in its folder of the cache.
pub struct Tools {
    trunk: Tool,
    wasm_bindgen: Tool,
    binaryen: Tool,
}

impl Tools {
    /// The tools at the versions that this checkout needs, whether installed or not.
    ///
    /// # Errors
    /// When `Cargo.lock` names no wasm-bindgen.
    pub fn of(project: &Project) -> Result<Self> {
        let lock = fs::read_to_string(project.root.join("Cargo.lock"))
            .context("Cargo.lock cannot be read: run this in a complete checkout")?;
        let wasm_bindgen = locked_version(&lock, "wasm-bindgen")
            .context("Cargo.lock names no wasm-bindgen, so its tool cannot be chosen")?;
        Ok(Self {
            trunk: Tool {
                name: "trunk",
                version: TRUNK.to_owned(),
                bin: "trunk",
                from: From::Cargo {
                    package: "trunk",
                    locked: true,
                },
            },
            wasm_bindgen: Tool {
                name: "wasm-bindgen",
                version: wasm_bindgen,
                bin: "wasm-bindgen",
                // Its lock file is older than its own dependencies' fixes.
                from: From::Cargo {
                    package: "wasm-bindgen-cli",
                    locked: false,
                },
            },
            binaryen: Tool {
                name: "binaryen",
                version: BINARYEN.to_owned(),
                bin: "wasm-opt",
                from: From::Npm {
                    package: "binaryen",
                },
            },
        })
    }

    /// Installs those that are missing.
    ///
    /// # Errors
    /// When one cannot be installed; the message says what to do.
    pub fn install(&self) -> Result<()> {
        // The quickest first: a missing npm shows before Trunk has compiled for ten minutes.
        for tool in [&self.binaryen, &self.wasm_bindgen, &self.trunk] {
            tool.install()?;
        }
        Ok(())
    }

    /// `trunk` itself.
    pub fn trunk(&self) -> PathBuf {
        self.trunk.program()
    }

    /// `wasm-opt` itself.
    pub fn wasm_opt(&self) -> PathBuf {
        self.binaryen.program()
    }

    /// The program that Cargo starts for a test that was built for wasm32.
    pub fn test_runner(&self) -> PathBuf {
        self.wasm_bindgen.bin_dir().join("wasm-bindgen-test-runner")
    }

    /// `PATH` with the tools before everything else, which is where Trunk looks for them.
    ///
    /// # Errors
    /// When the cache's folder cannot be part of `PATH`.
    pub fn path(&self) -> Result<OsString> {
        run::path_with(&self.bin_dirs())
    }

    /// Names and versions, for what depends on them.
    pub fn versions(&self) -> Vec<String> {
        [&self.trunk, &self.wasm_bindgen, &self.binaryen]
            .map(Tool::label)
            .to_vec()
    }

    fn bin_dirs(&self) -> Vec<PathBuf> {
        [&self.trunk, &self.wasm_bindgen, &self.binaryen]
            .map(Tool::bin_dir)
            .to_vec()
    }
}

/// `cargo xtask setup`.
///
/// # Errors
/// When something cannot be installed.
pub fn task(project: &Project, source: Source, with_browser: bool) -> Result<()> {
    wasm_std::ensure(source)?;
    let tools = Tools::of(project)?;
    tools.install()?;
    if with_browser {
        browser::ensure()?;
    }
    println!(
        "Everything is there: {}, {}.",
        wasm_std::TARGET,
        tools.versions().join(", ")
    );
    println!("To call trunk yourself:  eval \"$(cargo xtask env)\"");
    Ok(())
}

/// axe-core's script, installed where missing.
///
/// # Errors
/// When it cannot be installed.
pub fn axe_core() -> Result<PathBuf> {
    let axe = Tool {
        name: "axe-core",
        version: AXE_CORE.to_owned(),
        bin: "axe.min.js",
        from: From::NpmFile {
            package: "axe-core",
        },
    };
    axe.install()?;
    Ok(axe.program())
}

/// What building the site needs, installed where missing.
///
/// # Errors
/// When something cannot be installed.
pub fn for_site(project: &Project) -> Result<Tools> {
    wasm_std::ensure(Source::Auto)?;
    let tools = Tools::of(project)?;
    tools.install()?;
    Ok(tools)
}

/// `cargo xtask env`.
///
/// # Errors
/// When `Cargo.lock` cannot be read.
pub fn print_env(project: &Project) -> Result<()> {
    let dirs = Tools::of(project)?.bin_dirs();
    let dirs: Vec<String> = dirs.iter().map(|dir| quoted(dir)).collect();
    println!("export PATH={}:\"$PATH\"", dirs.join(":"));
    println!("export TRUNK_SKIP_VERSION_CHECK=true");
    Ok(())
}

/// For a POSIX shell.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''"))
}

/// The version of a package in a lock file's text.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_package_itself() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(locked_version(lock, "trunk"), None);
    }

    #[test]
    fn a_folder_with_a_quote_survives_the_shell() {
        assert_eq!(quoted(Path::new("/a b/it's")), r"'/a b/it'\''s'");
    }
}
