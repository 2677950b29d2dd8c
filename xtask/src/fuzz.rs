//! `cargo xtask fuzz`: libFuzzer over the merge of texts, with the stable compiler.
//!
//! What cargo-fuzz does with a nightly compiler needs none: the passes that count which branches an
//! input takes are part of every `rustc`. Only the address sanitizer is not, and code without
//! `unsafe` can do without it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::run::{self, quiet, timed};

/// The fuzz target, and the binary's name.
const TARGET: &str = "text_merge";

/// What libFuzzer needs to see of a program: its branches, what it compares, and its assertions.
const FLAGS: [&str; 8] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cdebug-assertions",
    "-Ccodegen-units=1",
    "--cfg=fuzzing",
];

/// Builds the fuzz target and runs it for so many seconds. What it learns stays in `.xtask/` and is
/// where the next run begins.
///
/// # Errors
/// When it cannot be built, and when an input breaks a promise: the message names the input.
pub fn task(project: &Project, seconds: u64) -> Result<()> {
    let binary = timed("Building the fuzz target", || build(project))?;
    let folder = project.state().join("fuzz").join(TARGET);
    let (corpus, findings) = (folder.join("corpus"), folder.join("findings"));
    for dir in [&corpus, &findings] {
        fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    }
    let known = files(&findings)?;
    let log = folder.join("log.txt");
    let mut command = Command::new(&binary);
    command
        .arg(&corpus)
        .arg(format!("-artifact_prefix={}/", findings.display()))
        .arg(format!("-max_total_time={seconds}"))
        .args(["-print_final_stats=1", "-timeout=10"]);
    let limit = Duration::from_secs(seconds.saturating_add(120));
    let what = format!("Fuzzing the merge of texts for {seconds} s");
    let ended = timed(&what, || quiet(&mut command, &log, Some(limit)));
    let said = fs::read_to_string(&log).unwrap_or_default();
    let found = files(&findings)?
        .into_iter()
        .find(|file| !known.contains(file));
    if let Some(input) = found {
        bail!(
            "an input breaks a promise of the merge: {}\n  again: {} {}\n  all of it: {}",
            complaint(&said),
            binary.display(),
            input.display(),
            log.display()
        );
    }
    ended?;
    let inputs = stat(&said, "number_of_executed_units");
    let runs = inputs.with_context(|| format!("no figures in {}", log.display()))?;
    println!("{runs} inputs, no finding");
    Ok(())
}

/// The executable, in a folder of its own: everything in it is built with other flags.
fn build(project: &Project) -> Result<PathBuf> {
    let host = host(&run::capture(Command::new("rustc").arg("-vV"))?)?;
    let target = project.target.join("fuzz");
    run::run(
        run::cargo(&project.root.join("crates").join("domain").join("fuzz"))
            // With a target named, programs that run during the build are built as always.
            .args(["build", "--release", "--locked", "--target", &host])
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}")),
    )?;
    Ok(target.join(host).join("release").join(TARGET))
}

/// The triple that a compiler runs on.
fn host(version: &str) -> Result<String> {
    let line = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(line.context("`rustc -vV` names no host")?.to_owned())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

/// What the target says of an input: the line after Rust's "panicked at".
fn complaint(said: &str) -> &str {
    let mut lines = said
        .lines()
        .skip_while(|line| !line.contains("panicked at"));
    lines.nth(1).unwrap_or("it ends or takes too long")
}

/// One of libFuzzer's figures, like `stat::number_of_executed_units: 12420`.
fn stat(said: &str, name: &str) -> Option<u64> {
    let line = said.lines().find_map(|line| {
        line.strip_prefix("stat::")?
            .strip_prefix(name)?
            .strip_prefix(':')
    });
    line?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_and_the_complaint_are_found() {
        let said = "INFO: x\n\nthread '<unnamed>' panicked at a.rs:1:2:\nthe line \"b\" is lost\nstack\nstat::number_of_executed_units: 12420\nstat::average_exec_per_sec:     2484\n";
        assert_eq!(stat(said, "number_of_executed_units"), Some(12_420));
        assert_eq!(stat(said, "average_exec_per_sec"), Some(2_484));
        assert_eq!(stat(said, "average"), None);
        assert_eq!(complaint(said), "the line \"b\" is lost");
        assert_eq!(
            complaint("==1== ERROR: timeout"),
            "it ends or takes too long"
        );
    }

    #[test]
    fn the_host_is_read_from_the_compiler() {
        let version =
            "rustc 1.95.0\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\n";
        assert_eq!(host(version).unwrap(), "x86_64-unknown-linux-gnu");
        assert!(host("rustc 1.95.0").is_err());
    }
}
