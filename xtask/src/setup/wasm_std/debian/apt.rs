//! Debian's archive through apt, with lists and caches of our own: the machine's configuration
//! is read (mirror, keys, proxy) and never changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run;

/// Where newer compilers appear, in the order in which they are asked.
const SUITES: [&str; 2] = ["trixie-backports", "sid"];

/// Debian's own keys; a machine without the file has them among apt's trusted keys.
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// Downloads `rust-src` of exactly `release` and returns the `library` folder in it.
///
/// # Errors
/// When there is no apt, no archive or no such version.
pub fn library_source(release: &str, work: &Path) -> Result<PathBuf> {
    let configured = configured()?;
    let archives = archives(&configured);
    if archives.is_empty() {
        bail!("apt on this machine names no archive to download rust-src from");
    }
    let mut unreachable = None;
    for archive in archives {
        for suite in SUITES {
            match fetch(archive, suite, release, work) {
                Ok(Some(package)) => return unpack(&package, work),
                Ok(None) => {}
                Err(error) => {
                    unreachable.get_or_insert(error);
                }
            }
        }
    }
    match unreachable {
        Some(error) => Err(error),
        None => bail!(
            "Debian has no rust-src {release} now: use that compiler's version which Debian ships, or let rustup reach its server"
        ),
    }
}

/// The addresses in the machine's own sources, one line per index.
fn configured() -> Result<String> {
    run::capture(Command::new("apt-get").args([
        "indextargets",
        "--no-release-info",
        "--format",
        "$(REPO_URI)",
    ]))
}

fn archives(listing: &str) -> BTreeSet<&str> {
    listing
        .lines()
        .map(str::trim)
        // Security archives have no backports.
        .filter(|address| !address.is_empty() && !address.contains("security"))
        .collect()
}

/// The package from one suite, or nothing where the suite has another version.
fn fetch(archive: &str, suite: &str, release: &str, work: &Path) -> Result<Option<PathBuf>> {
    let place = Place::create(work, archive, suite)?;
    let log = work.join("apt.log");
    run::quiet(place.apt("apt-get").arg("update"), &log, None)?;
    let known = run::capture(place.apt("apt-cache").args(["madison", "rust-src"]))?;
    let Some(version) = version_of(&known, release) else {
        return Ok(None);
    };
    let mut download = place.apt("apt-get");
    download
        .args(["download", &format!("rust-src={version}")])
        .current_dir(&place.dir);
    run::quiet(&mut download, &log, None)?;
    fs::read_dir(&place.dir)?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "deb"))
        .context("apt downloaded no package")
        .map(Some)
}

/// Debian's version of an upstream release, in what `apt-cache madison` prints.
fn version_of(madison: &str, release: &str) -> Option<String> {
    madison
        .lines()
        .filter_map(|line| line.split('|').nth(1))
        .map(str::trim)
        .find(|version| {
            version
                .strip_prefix(release)
                .is_some_and(|rest| rest.starts_with(['+', '-', '~']))
        })
        .map(str::to_owned)
}

fn unpack(package: &Path, work: &Path) -> Result<PathBuf> {
    let tree = work.join("unpacked");
    run::capture(Command::new("dpkg-deb").arg("-x").arg(package).arg(&tree))?;
    let library = tree.join("usr/lib/rustlib/src/rust/library");
    if library.join("std").is_dir() {
        return Ok(library);
    }
    // The link above is relative; without it the source is under its versioned name.
    fs::read_dir(tree.join("usr/src"))?
        .flatten()
        .map(|entry| entry.path().join("library"))
        .find(|path| path.join("std").is_dir())
        .context("Debian's rust-src holds no library folder")
}

/// apt's folders for one suite.
struct Place {
    dir: PathBuf,
}

impl Place {
    fn create(work: &Path, archive: &str, suite: &str) -> Result<Self> {
        let dir = work.join("apt");
        let _ = fs::remove_dir_all(&dir);
        for folder in ["state/lists/partial", "cache/archives/partial", "parts"] {
            fs::create_dir_all(dir.join(folder))?;
        }
        fs::write(dir.join("status"), "")?;
        let key = if Path::new(KEYRING).is_file() {
            format!(" [signed-by={KEYRING}]")
        } else {
            String::new()
        };
        fs::write(
            dir.join("sources.list"),
            format!("deb{key} {archive} {suite} main\n"),
        )?;
        Ok(Self { dir })
    }

    fn apt(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        for (name, value) in [
            ("Dir::State", "state"),
            ("Dir::State::lists", "state/lists"),
            ("Dir::State::status", "status"),
            ("Dir::Cache", "cache"),
            ("Dir::Etc::sourcelist", "sources.list"),
            ("Dir::Etc::sourceparts", "parts"),
        ] {
            let value = self.dir.join(value);
            command.arg("-o").arg(format!("{name}={}", value.display()));
        }
        // One index is enough, and a failed download must not count as success.
        for option in [
            "Acquire::Languages=none",
            "APT::Update::Error-Mode=any",
            "APT::Sandbox::User=root",
            "Acquire::Retries=2",
        ] {
            command.arg("-o").arg(option);
        }
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_are_those_of_the_machine() {
        let listing = "http://mirror.example/debian/\nhttp://mirror.example/debian/\n\
                       http://mirror.example/debian-security/\n\nhttp://other.example/d/\n";
        let found: Vec<&str> = archives(listing).into_iter().collect();
        assert_eq!(
            found,
            ["http://mirror.example/debian/", "http://other.example/d/"]
        );
    }

    #[test]
    fn only_the_exact_release_is_taken() {
        let madison = " rust-src | 1.96.0+dfsg1-1 | http://mirror.example x/main amd64 Packages\n \
                       rust-src | 1.95.0+dfsg1-1~bpo13+1 | http://mirror.example x/main amd64 Packages\n";
        assert_eq!(
            version_of(madison, "1.95.0").as_deref(),
            Some("1.95.0+dfsg1-1~bpo13+1")
        );
        assert_eq!(version_of(madison, "1.95"), None);
        assert_eq!(version_of(madison, "1.9"), None);
    }
}
