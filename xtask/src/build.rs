//! The site: built by Trunk beside the old one, compressed, then put in its place in one step,
//! so that a running server never serves half of it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use serde_json::{Map, Value, json};

use crate::compress;
use crate::fingerprint::{self, files_below};
use crate::project::Project;
use crate::run;
use crate::setup::{self, Tools};
use crate::split::KEEP_NAMES;

/// All that decides what the site looks like.
const INPUTS: [&str; 17] = [
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
    "Trunk.toml",
    "index.html",
    "public",
    "style",
    "src",
    "crates/contract/Cargo.toml",
    "crates/contract/src",
    "crates/domain/Cargo.toml",
    "crates/domain/src",
    "build.rs",
    "xtask/src/compress.rs",
    "xtask/src/split.rs",
    "xtask/src/split",
    "xtask/first-screen.txt",
];

/// `cargo xtask build`.
///
/// # Errors
/// When a tool is missing and cannot be installed, or the build fails.
pub fn task(project: &Project, force: bool) -> Result<()> {
    let tools = setup::for_site(project)?;
    if force {
        let _ = fs::remove_file(stamp(project));
    }
    site(project, &tools)
}

/// Builds the site, unless it stands there complete and nothing changed.
///
/// # Errors
/// When the build fails.
pub fn site(project: &Project, tools: &Tools) -> Result<()> {
    fs::create_dir_all(project.state())?;
    let lock = File::create(project.state().join("site.lock"))?;
    if lock.try_lock().is_err() {
        run::timed("waiting for another build of the site", || Ok(lock.lock()?))?;
    }
    let print = fingerprint(project, tools)?;
    if is_current(project, &print)? {
        println!("› the site is up to date");
        return Ok(());
    }
    let staged = project.state().join("site");
    let _ = fs::remove_dir_all(&staged);
    run::timed("building the site in release with Trunk", || {
        run::run(
            trunk(project, tools)?
                .args(["build", "--release", "--dist"])
                .arg(&staged),
        )
    })?;
    check_whole(&staged)?;
    run::timed("compressing the site with brotli and gzip", || {
        compress::folder(&staged).map(drop)
    })?;
    swap(&staged, &project.dist())?;
    let files = sizes(&project.dist())?;
    fs::write(
        stamp(project),
        serde_json::to_vec(&json!({ "fingerprint": print, "files": files }))?,
    )?;
    Ok(())
}

/// Trunk in the project's folder, with our tools before all others.
///
/// # Errors
/// When the tools' folder cannot be part of `PATH`.
pub fn trunk(project: &Project, tools: &Tools) -> Result<Command> {
    let mut command = Command::new(tools.trunk());
    command
        .current_dir(&project.root)
        .env("PATH", tools.path()?)
        .env("CARGO_TARGET_DIR", &project.target)
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // What went wrong stands in the compiler's message, not in Trunk's own stack.
        .env("RUST_BACKTRACE", "0")
        // Trunk takes `NO_COLOR=1`, the value that everybody sets, for an error.
        .env_remove("NO_COLOR");
    Ok(command)
}

fn fingerprint(project: &Project, tools: &Tools) -> Result<String> {
    let mut also = tools.versions();
    also.push(run::capture(Command::new("rustc").arg("-vV"))?);
    also.extend(std::env::var("RUSTFLAGS"));
    also.extend(std::env::var(KEEP_NAMES));
    fingerprint::of(&project.root, &INPUTS, &also)
}

fn stamp(project: &Project) -> PathBuf {
    project.state().join("site.json")
}

fn is_current(project: &Project, print: &str) -> Result<bool> {
    let Ok(text) = fs::read_to_string(stamp(project)) else {
        return Ok(false);
    };
    let known: Value = serde_json::from_str(&text).unwrap_or_default();
    Ok(known["fingerprint"] == print && known["files"] == Value::Object(sizes(&project.dist())?))
}

/// Every file of the site with its length, to see that none is missing or was replaced.
fn sizes(dist: &Path) -> Result<Map<String, Value>> {
    files_below(dist)?
        .into_iter()
        .map(|file| {
            let length = fs::metadata(dist.join(&file))?.len();
            Ok((file.display().to_string(), length.into()))
        })
        .collect()
}

fn check_whole(site: &Path) -> Result<()> {
    let files = files_below(site)?;
    let has = |ending: &str| {
        files
            .iter()
            .any(|file| file.extension().is_some_and(|end| end == ending))
    };
    if !site.join("index.html").is_file() || !has("wasm") || !has("js") {
        bail!("Trunk ended well but left no complete site (index.html, a .js and a .wasm file)");
    }
    Ok(())
}

/// Gives `staged` the name `dist`, in one step where the file system can exchange two names.
fn swap(staged: &Path, dist: &Path) -> Result<()> {
    if !dist.exists() {
        return fs::rename(staged, dist).context("cannot put the new site in its place");
    }
    if renameat_with(CWD, staged, CWD, dist, RenameFlags::EXCHANGE).is_err() {
        let old = staged.with_extension("old");
        let _ = fs::remove_dir_all(&old);
        fs::rename(dist, &old)?;
        fs::rename(staged, dist)?;
        fs::rename(&old, staged)?;
    }
    fs::remove_dir_all(staged).context("cannot remove the old site")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn the_new_site_takes_the_name_and_the_old_one_goes() {
        let root = folder("swap");
        let (staged, dist) = (root.join("staged"), root.join("dist"));
        for version in ["one", "two"] {
            fs::create_dir(&staged).unwrap();
            fs::write(staged.join("index.html"), version).unwrap();
            swap(&staged, &dist).unwrap();
            assert_eq!(
                fs::read_to_string(dist.join("index.html")).unwrap(),
                version
            );
            assert!(!staged.exists());
        }
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_site_with_a_file_missing_or_replaced_is_built_again() {
        let root = folder("current");
        let project = Project {
            target: root.join("target"),
            root: root.clone(),
        };
        fs::create_dir_all(project.dist()).unwrap();
        fs::create_dir_all(project.state()).unwrap();
        fs::write(project.dist().join("a.js"), "12345").unwrap();
        assert!(!is_current(&project, "x").unwrap(), "no stamp");
        let files = sizes(&project.dist()).unwrap();
        let known = json!({ "fingerprint": "x", "files": files }).to_string();
        fs::write(stamp(&project), known).unwrap();
        assert!(is_current(&project, "x").unwrap());
        assert!(!is_current(&project, "y").unwrap(), "another input");
        fs::write(project.dist().join("a.js"), "1234567").unwrap();
        assert!(!is_current(&project, "x").unwrap(), "replaced");
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn half_a_site_is_refused() {
        let site = folder("whole");
        for file in ["index.html", "app.js"] {
            fs::write(site.join(file), "").unwrap();
        }
        assert!(check_whole(&site).is_err());
        fs::write(site.join("app_bg.wasm"), "").unwrap();
        assert!(check_whole(&site).is_ok());
        fs::remove_dir_all(site).unwrap();
    }
}
