//! The library built from Debian's `rust-src` of exactly our compiler's version.

mod apt;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::TARGET;
use super::sysroot::{Sysroot, scratch};
use crate::run;

/// Downloads the source, builds the library and puts it into the compiler's folder.
///
/// # Errors
/// When no mirror has the source, or it does not build.
pub fn install(sysroot: &Sysroot) -> Result<()> {
    let work = scratch("wasm-std");
    let _ = fs::remove_dir_all(&work);
    fs::create_dir_all(&work)?;
    let result = in_folder(sysroot, &work);
    if result.is_ok() {
        let _ = fs::remove_dir_all(&work);
    }
    result
}

fn in_folder(sysroot: &Sysroot, work: &Path) -> Result<()> {
    // rustup's own rust-src is the same source.
    let borrowed = sysroot.source().join("Cargo.lock").is_file();
    if !borrowed {
        let what = format!("downloading Debian's rust-src {}", sysroot.release);
        let library = run::timed(&what, || apt::library_source(&sysroot.release, work))?;
        place_source(&library, &sysroot.source())?;
    }
    let built = run::timed(
        &format!("building the standard library for {TARGET} (about a minute)"),
        || build(work),
    );
    if !borrowed {
        // Half a rust-src component would confuse rustup later.
        let _ = fs::remove_dir_all(sysroot.source());
    }
    sysroot.adopt(&built?)
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
fn build(work: &Path) -> Result<Vec<PathBuf>> {
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
