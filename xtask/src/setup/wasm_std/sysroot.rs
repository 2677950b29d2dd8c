//! The compiler's own folder, and which copy of the library lies in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::TARGET;
use crate::run;

/// Marks a copy that we built, and names the compiler that it was built with.
const MARKER: &str = "built-by-xtask";

/// Which copy is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copy {
    Missing,
    /// rustup's component.
    Rustup,
    /// Built by us from Debian's source.
    Debian,
    /// A package of the system, under `/usr`.
    Distribution,
    /// Put there by hand.
    Unmarked,
    /// Two copies, half a copy, or one of another compiler.
    Broken,
}

/// `rustc --print sysroot`, and the version that belongs to it.
pub struct Sysroot {
    path: PathBuf,
    /// `1.95.0`
    pub release: String,
    /// All that `rustc -vV` says: it differs between builds of one release.
    identity: String,
}

impl Sysroot {
    /// Asks the compiler.
    ///
    /// # Errors
    /// When there is none.
    pub fn of_rustc() -> Result<Self> {
        let path = run::capture(Command::new("rustc").args(["--print", "sysroot"]))?;
        let identity = run::capture(Command::new("rustc").arg("-vV"))?;
        let release = identity
            .lines()
            .find_map(|line| line.strip_prefix("release: "))
            .context("`rustc -vV` names no release")?
            .to_owned();
        Ok(Self {
            path: PathBuf::from(path.trim()),
            release,
            identity,
        })
    }

    fn rustlib(&self) -> PathBuf {
        self.path.join("lib").join("rustlib")
    }

    /// The folder of everything for the target.
    pub fn target_dir(&self) -> PathBuf {
        self.rustlib().join(TARGET)
    }

    /// The library's source, where Cargo looks for it.
    pub fn source(&self) -> PathBuf {
        self.rustlib().join("src").join("rust").join("library")
    }

    /// There when rustup installed the target.
    pub fn rustup_manifest(&self) -> PathBuf {
        self.rustlib().join(format!("manifest-rust-std-{TARGET}"))
    }

    /// Which copy is there.
    pub fn look(&self) -> Copy {
        let cores = fs::read_dir(self.target_dir().join("lib"))
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| is_core(&entry.file_name().to_string_lossy()))
            .count();
        let built_for = fs::read_to_string(self.target_dir().join(MARKER)).ok();
        let manifest = self.rustup_manifest().exists();
        match (cores, manifest, built_for) {
            (0, false, None) => Copy::Missing,
            (1, true, None) => Copy::Rustup,
            (1, false, Some(identity)) if identity == self.identity => Copy::Debian,
            (1, false, None) if self.path.starts_with("/usr") => Copy::Distribution,
            (1, false, None) => Copy::Unmarked,
            _ => Copy::Broken,
        }
    }

    /// Moves the copy that is there aside, does `install`, and moves it back where that fails.
    ///
    /// # Errors
    /// Those of `install`, or when the compiler's folder cannot be written.
    pub fn replace(&self, install: impl FnOnce() -> Result<()>) -> Result<()> {
        let home = self.target_dir();
        let aside = self.rustlib().join(format!("{TARGET}.replaced"));
        let had_one = home.exists();
        if had_one {
            let _ = fs::remove_dir_all(&aside);
            fs::rename(&home, &aside).with_context(|| self.not_ours_to_write())?;
        }
        let result = install();
        if had_one && result.is_err() {
            let _ = fs::remove_dir_all(&home);
            fs::rename(&aside, &home)?;
        } else if had_one {
            fs::remove_dir_all(&aside)?;
        }
        result
    }

    fn not_ours_to_write(&self) -> String {
        format!(
            "cannot write the compiler's folder {}: run this as the user who installed Rust",
            self.rustlib().display()
        )
    }

    /// Puts libraries in their place, all or none.
    ///
    /// # Errors
    /// When the compiler's folder cannot be written.
    pub fn adopt(&self, libraries: &[PathBuf]) -> Result<()> {
        let home = self.target_dir();
        let partial = self.rustlib().join(format!("{TARGET}.partial"));
        let _ = fs::remove_dir_all(&partial);
        let lib = partial.join("lib");
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(&lib)?;
            for library in libraries {
                fs::copy(library, lib.join(library.file_name().unwrap_or_default()))?;
            }
            fs::write(partial.join(MARKER), &self.identity)?;
            fs::rename(&partial, &home)
        };
        write().with_context(|| self.not_ours_to_write())
    }
}

fn is_core(file: &str) -> bool {
    file.starts_with("libcore-") && Path::new(file).extension().is_some_and(|end| end == "rlib")
}

/// A name of our own in the folder for temporary files.
pub fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("cuebook-{}-{name}", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_scratch(name: &str, check: impl FnOnce(&Sysroot)) {
        let path = scratch(name);
        let _ = fs::remove_dir_all(&path);
        let sysroot = Sysroot {
            path: path.clone(),
            release: "1.95.0".to_owned(),
            identity: "rustc 1.95.0 (a)".to_owned(),
        };
        fs::create_dir_all(sysroot.rustlib()).unwrap();
        check(&sysroot);
        fs::remove_dir_all(&path).unwrap();
    }

    fn put(sysroot: &Sysroot, file: &str) {
        let lib = sysroot.target_dir().join("lib");
        fs::create_dir_all(&lib).unwrap();
        fs::write(lib.join(file), "").unwrap();
    }

    #[test]
    fn rustups_copy_has_a_manifest() {
        in_scratch("look-rustup", |sysroot| {
            assert_eq!(sysroot.look(), Copy::Missing);
            put(sysroot, "libcore-1.rlib");
            put(sysroot, "libcore-1.rmeta");
            assert_eq!(sysroot.look(), Copy::Unmarked);
            fs::write(sysroot.rustup_manifest(), "").unwrap();
            assert_eq!(sysroot.look(), Copy::Rustup);
            put(sysroot, "libcore-2.rlib");
            assert_eq!(sysroot.look(), Copy::Broken, "two copies");
        });
    }

    #[test]
    fn a_copy_stays_when_the_new_one_does_not_work() {
        in_scratch("replace", |sysroot| {
            put(sysroot, "libcore-old.rlib");
            let failed = sysroot.replace(|| {
                put(sysroot, "libcore-half.rlib");
                anyhow::bail!("no network")
            });
            assert!(failed.is_err());
            let lib = sysroot.target_dir().join("lib");
            assert!(lib.join("libcore-old.rlib").exists());
            assert!(!lib.join("libcore-half.rlib").exists());

            sysroot
                .replace(|| {
                    put(sysroot, "libcore-new.rlib");
                    Ok(())
                })
                .unwrap();
            assert!(lib.join("libcore-new.rlib").exists());
            assert!(!lib.join("libcore-old.rlib").exists());
        });
    }

    #[test]
    fn our_copy_belongs_to_one_compiler() {
        in_scratch("look-debian", |sysroot| {
            let library = sysroot.rustlib().join("libcore-3.rlib");
            fs::write(&library, "").unwrap();
            sysroot.adopt(&[library]).unwrap();
            assert_eq!(sysroot.look(), Copy::Debian);
            let updated = Sysroot {
                path: sysroot.path.clone(),
                release: "1.96.0".to_owned(),
                identity: "rustc 1.96.0 (b)".to_owned(),
            };
            assert_eq!(updated.look(), Copy::Broken);
        });
    }
}
