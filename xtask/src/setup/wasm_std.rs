//! The standard library for wasm32: rustup's copy, or one built from Debian's source package
//! where rustup's server cannot be reached. Never both, because rustc then finds two `core`
//! crates (E0464).

mod debian;
mod sysroot;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::run;
use sysroot::{Copy, Sysroot};

/// What the app is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Where a firewall swallows packets, rustup would wait for ever.
const RUSTUP_LIMIT: Duration = Duration::from_secs(600);

/// Where the library comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Source {
    /// What is there; else rustup; else Debian
    Auto,
    /// rustup's own component
    Rustup,
    /// Built here from Debian's rust-src package
    Debian,
}

/// What has to be done to get from the copy that is there to the one that is wanted.
#[derive(Debug, PartialEq, Eq)]
enum Plan {
    Nothing,
    /// Remove what is there, then install from these, the first that works.
    Replace(&'static [Source]),
    /// It was put there by something that we must not touch.
    Leave,
}

fn plan(wanted: Source, found: Copy) -> Plan {
    use Source::{Auto, Debian, Rustup};
    match (wanted, found) {
        (Auto, Copy::Rustup | Copy::Debian | Copy::Distribution | Copy::Unmarked) => Plan::Nothing,
        (Rustup, Copy::Rustup) | (Debian, Copy::Debian) => Plan::Nothing,
        (_, Copy::Distribution) => Plan::Leave,
        (Auto, _) => Plan::Replace(&[Rustup, Debian]),
        (Rustup, _) => Plan::Replace(&[Rustup]),
        (Debian, _) => Plan::Replace(&[Debian]),
    }
}

/// Makes sure that exactly one working copy is there.
///
/// # Errors
/// When it cannot be installed, or the one that is there cannot be replaced.
pub fn ensure(wanted: Source) -> Result<()> {
    let sysroot = Sysroot::of_rustc()?;
    let sources = match plan(wanted, sysroot.look()) {
        Plan::Nothing => return Ok(()),
        Plan::Leave => bail!(
            "the standard library for {TARGET} belongs to a package of this system: remove that package first, or leave out --wasm-std"
        ),
        Plan::Replace(sources) => sources,
    };
    let mut failures = Vec::new();
    for source in sources {
        match install(&sysroot, *source) {
            Ok(()) => return Ok(()),
            Err(error) => {
                crate::interrupt::check()?;
                println!("  that did not work: {error:#}");
                failures.push(format!("{error:#}"));
            }
        }
    }
    bail!(
        "the standard library for {TARGET} could not be installed: {}",
        failures.join("; ")
    )
}

/// Installs one copy in place of the other, which stays when the new one does not work.
fn install(sysroot: &Sysroot, source: Source) -> Result<()> {
    match source {
        Source::Debian => {
            let built = debian::build(sysroot)?;
            remove_rustups(sysroot)?;
            sysroot.replace(|| sysroot.adopt(built.libraries()).and_then(|()| verify()))
        }
        Source::Rustup | Source::Auto => {
            if run::find_program("rustup").is_none() {
                bail!("rustup is not in PATH");
            }
            remove_rustups(sysroot)?;
            sysroot.replace(|| add_with_rustup().and_then(|()| verify()))
        }
    }
}

fn add_with_rustup() -> Result<()> {
    run::timed(&format!("installing {TARGET} with rustup"), || {
        let mut command = Command::new("rustup");
        command.args(["target", "add", TARGET]);
        let log = sysroot::scratch("rustup.log");
        run::quiet(&mut command, &log, Some(RUSTUP_LIMIT))?;
        Ok(fs::remove_file(log)?)
    })
}

/// Through rustup, so that it does not believe that its copy is still there.
fn remove_rustups(sysroot: &Sysroot) -> Result<()> {
    if sysroot.rustup_manifest().exists() {
        println!("› removing rustup's copy of {TARGET}");
        run::capture(Command::new("rustup").args(["target", "remove", TARGET]))?;
    }
    Ok(())
}

/// Compiles a program with link-time optimisation, which a copy without bitcode fails.
fn verify() -> Result<()> {
    let out = sysroot::scratch("probe.wasm");
    let mut rustc = Command::new("rustc")
        .args(["-", "--crate-type=cdylib", "--crate-name=probe"])
        .args(["--target", TARGET, "-Copt-level=1", "-Clto=fat"])
        .args(["-Cpanic=abort", "-o"])
        .arg(&out)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("`rustc` cannot be started")?;
    let source = b"#[unsafe(no_mangle)] pub extern \"C\" fn n(n: u32) -> usize { vec![1u8; n as usize].len() }";
    rustc
        .stdin
        .take()
        .context("no standard input")?
        .write_all(source)?;
    let output = rustc.wait_with_output()?;
    let built = is_wasm(&out);
    let _ = fs::remove_file(&out);
    if !output.status.success() || !built {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("the new copy does not compile a program: {}", said.trim());
    }
    Ok(())
}

fn is_wasm(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"\0asm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_working_copy_is_left_alone() {
        assert_eq!(plan(Source::Auto, Copy::Rustup), Plan::Nothing);
        assert_eq!(plan(Source::Auto, Copy::Debian), Plan::Nothing);
        assert_eq!(plan(Source::Debian, Copy::Debian), Plan::Nothing);
    }

    #[test]
    fn two_copies_are_never_mixed() {
        assert_eq!(
            plan(Source::Debian, Copy::Rustup),
            Plan::Replace(&[Source::Debian])
        );
        assert_eq!(
            plan(Source::Rustup, Copy::Debian),
            Plan::Replace(&[Source::Rustup])
        );
        let both = Plan::Replace(&[Source::Rustup, Source::Debian]);
        assert_eq!(plan(Source::Auto, Copy::Broken), both);
        assert_eq!(plan(Source::Auto, Copy::Missing), both);
    }

    #[test]
    fn a_package_of_the_system_is_not_touched() {
        assert_eq!(plan(Source::Debian, Copy::Distribution), Plan::Leave);
        assert_eq!(plan(Source::Auto, Copy::Distribution), Plan::Nothing);
    }
}
