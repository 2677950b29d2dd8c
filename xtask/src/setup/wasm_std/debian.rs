//! The library built from Debian's `rust-src` of exactly our compiler's version.

mod apt;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::TARGET;
use super::sysroot::{Sysroot, scratch};
use crate::run;

/// Libraries in a temporary folder, which goes with this value.
pub struct Built {
    work: PathBuf,
    libraries: Vec<PathBuf>,
}

impl Built {
    /// What belongs into the compiler's folder.
    pub fn libraries(&self) -> &[PathBuf] {
        &self.libraries
    }
}

impl Drop for Built {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.work);
    }
}

/// Downloads the source and builds the library from it.
///
/// # Errors
/// When no mirror has the source, or it does not build; the folder with the logs stays then.
pub fn build(sysroot: &Sysroot) -> Result<Built> {
    let work = scratch("wasm-std");
    let _ = fs::remove_dir_all(&work);
    fs::create_dir_all(&work)?;
    // rustup's own rust-src is the same source.
    let is_there = sysroot.source().join("Cargo.lock").is_file();
    if !is_there {
        let what = format!("downloading Debian's rust-src {}", sysroot.release);
        let library = run::timed(&what, || apt::library_source(&sysroot.release, &work))?;
        place_source(&library, &sysroot.source())?;
    }
    let libraries = run::timed(
        &format!("building the standard library for {TARGET} (about a minute)"),
        || compile(&work),
    );
    if !is_there {
        remove_source(&sysroot.source());
    }
    Ok(Built {
        libraries: libraries?,
        work,
    })
}

/// Half a rust-src component would confuse rustup later.
fn remove_source(library: &Path) {
    let _ = fs::remove_dir_all(library);
    // The two folders above it, where nothing else is in them.
    for folder in library.ancestors().skip(1).take(2) {
        let _ = fs::remove_dir(folder);
    }
}

fn place_source(from: &Path, to: &Path) -> Result<()> {
    let place = || -> Result<()> {
        let _ = fs::remove_dir_all(to);
        fs::create_dir_all(to.parent().context("no parent folder")?)?;
        copy_folder(from, to)
    };
    place().with_context(|| {
        format!(
            "cannot write {}: run this as the user who installed Rust",
            to.display()
        )
    })
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_folder(&source, &target)?;
        } else {
            fs::copy(&source, &target)
                .with_context(|| format!("cannot copy {}", source.display()))?;
        }
    }
    Ok(())
}

/// Builds an empty crate with its standard library and returns the libraries.
fn compile(work: &Path) -> Result<Vec<PathBuf>> {
    let crate_dir = work.join("empty");
    fs::create_dir_all(crate_dir.join("src"))?;
    fs::write(
        crate_dir.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n",
    )?;
    fs::write(crate_dir.join("src").join("lib.rs"), "")?;
    let target = work.join("target");
    let mut command = run::cargo(&crate_dir);
    command
        .args(["build", "--release", "-Zbuild-std=std,panic_abort,test"])
        .args(["--target", TARGET, "--target-dir"])
        .arg(&target)
        .env("RUSTC_BOOTSTRAP", "1")
        // Link-time optimisation reads bitcode, which Cargo leaves out where nobody asks.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET");
    run::quiet(&mut command, &work.join("build.log"), None)?;
    let deps = target.join(TARGET).join("release").join("deps");
    let libraries: Vec<PathBuf> = fs::read_dir(&deps)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "rlib"))
        .filter(|path| !file_name(path).starts_with("libempty-"))
        .collect();
    if !libraries
        .iter()
        .any(|path| file_name(path).starts_with("libstd-"))
    {
        bail!("the build made no standard library in {}", deps.display());
    }
    Ok(libraries)
}

fn file_name(path: &Path) -> std::borrow::Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}
