//! One program at one version, in a folder of its own.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{cargo_tool, npm_tool};
use crate::run;

/// Where a tool is installed from.
pub enum From {
    /// Compiled from crates.io.
    Cargo {
        package: &'static str,
        /// With the lock file that the package brings.
        locked: bool,
    },
    /// A program from npm, as it is.
    Npm { package: &'static str },
    /// A file of an npm package, which names its version.
    NpmFile { package: &'static str },
}

/// A tool of the cache.
pub struct Tool {
    pub name: &'static str,
    pub version: String,
    /// The program, or the file, by which a finished install is known.
    pub bin: &'static str,
    pub from: From,
}

impl Tool {
    /// `trunk 0.21.14`.
    pub fn label(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// The folder of its programs.
    pub fn bin_dir(&self) -> PathBuf {
        self.bin_dir_in(&self.home())
    }

    /// The program itself.
    pub fn program(&self) -> PathBuf {
        self.bin_dir().join(self.bin)
    }

    /// Installs it, unless it is there.
    ///
    /// An install happens in a folder beside the final one, which gets its name only when the
    /// program has answered, so that a half install is never taken for a whole one.
    ///
    /// # Errors
    /// When it cannot be installed or does not run.
    pub fn install(&self) -> Result<()> {
        if self.program().is_file() {
            return Ok(());
        }
        let cache = cache()?;
        fs::create_dir_all(&cache)
            .with_context(|| format!("cannot create the tool cache {}", cache.display()))?;
        // Two checkouts may want the same tool at once.
        let lock = File::create(cache.join(format!(".{}.lock", self.name)))?;
        lock.lock()?;
        if self.program().is_file() {
            return Ok(());
        }
        run::timed(&self.announcement(), || self.install_locked(&cache))
    }

    fn install_locked(&self, cache: &Path) -> Result<()> {
        let stem = format!("{}-{}", self.name, self.version);
        let partial = cache.join(format!(".{stem}.partial"));
        remove_if_there(&partial)?;
        fs::create_dir_all(&partial)?;
        let log = cache.join(format!("{stem}.log"));
        let installed = match &self.from {
            From::Cargo { package, locked } => {
                // Kept until the end, so that an interrupted compilation goes on.
                let target = cache.join(format!(".{stem}.target"));
                cargo_tool::install(package, &self.version, *locked, &partial, &target, &log)
                    .and_then(|()| remove_if_there(&target))
            }
            From::Npm { package } | From::NpmFile { package } => {
                npm_tool::install(package, &self.version, &partial, &log)
            }
        };
        installed.with_context(|| format!("{} could not be installed", self.label()))?;
        self.verify(&self.bin_dir_in(&partial).join(self.bin))?;
        let home = self.home();
        // Only what an older or interrupted install without the program can have left.
        remove_if_there(&home)?;
        fs::rename(&partial, &home)
            .with_context(|| format!("cannot move the install to {}", home.display()))
    }

    fn verify(&self, program: &Path) -> Result<()> {
        let said = match self.from {
            From::NpmFile { .. } => fs::read_to_string(program).map_err(Into::into),
            _ => run::capture(Command::new(program).arg("--version")),
        }
        .with_context(|| format!("{} was installed but does not work", self.label()))?;
        let version = match self.from {
            // wasm-opt names the first number alone.
            From::Npm { .. } => self.version.split('.').next().unwrap_or_default(),
            _ => self.version.as_str(),
        };
        let is_wanted = said
            .split_whitespace()
            .any(|word| word.strip_prefix('v').unwrap_or(word) == version);
        if !is_wanted {
            let said: String = said.chars().take(60).collect();
            bail!("{} was installed but says it is `{said}`", self.label());
        }
        Ok(())
    }

    fn announcement(&self) -> String {
        match self.from {
            From::Cargo { .. } => format!(
                "compiling {} once for this machine (3 to 10 minutes)",
                self.label()
            ),
            _ => format!("installing {} from npm", self.label()),
        }
    }

    fn home(&self) -> PathBuf {
        // An unreadable HOME shows at `install`, which asks again.
        cache()
            .unwrap_or_default()
            .join(format!("{}-{}", self.name, self.version))
    }

    fn bin_dir_in(&self, home: &Path) -> PathBuf {
        match self.from {
            From::Cargo { .. } => home.join("bin"),
            From::Npm { .. } => home.join("node_modules").join(".bin"),
            From::NpmFile { package } => home.join("node_modules").join(package),
        }
    }
}

/// The folder of all tools: `CUEBOOK_TOOLS`, or a folder of the user's cache.
fn cache() -> Result<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    if let Some(dir) = set("CUEBOOK_TOOLS") {
        return Ok(env::current_dir()?.join(dir));
    }
    let cache = match set("XDG_CACHE_HOME") {
        Some(dir) => PathBuf::from(dir),
        None => PathBuf::from(
            set("HOME").context("neither CUEBOOK_TOOLS nor HOME is set: where do tools go?")?,
        )
        .join(".cache"),
    };
    Ok(cache.join("cuebook").join("tools"))
}

/// Removes a folder with all that is in it.
fn remove_if_there(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_keeps_its_programs_where_its_installer_puts_them() {
        let npm = Tool {
            name: "binaryen",
            version: "132.0.0".to_owned(),
            bin: "wasm-opt",
            from: From::Npm {
                package: "binaryen",
            },
        };
        assert_eq!(
            npm.bin_dir_in(Path::new("/c/binaryen-132.0.0")),
            Path::new("/c/binaryen-132.0.0/node_modules/.bin")
        );
        assert!(npm.home().ends_with("binaryen-132.0.0"));
    }

    #[test]
    fn a_program_of_another_version_is_refused() {
        // `sh -c`-free: `true --version` prints coreutils' version on Debian, never this one.
        let tool = Tool {
            name: "true",
            version: "99.98.97".to_owned(),
            bin: "true",
            from: From::Cargo {
                package: "true",
                locked: true,
            },
        };
        assert!(tool.verify(Path::new("/bin/true")).is_err());
    }
}
