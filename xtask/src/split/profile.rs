//! `first-screen.txt`: the functions that run before the first screen is complete, and those that
//! do not.
//!
//! It is written by `cargo xtask first-screen` from what a browser really ran, and read by every
//! build. A function in neither list is new, or the compiler used to put it into its callers. A function is known by a hash of its name as a person would write it: without the
//! compiler's hashes, and without the numbers of closures, which change with every line above.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::project::Project;

const HEAD: &str = "\
# The functions that run before the first screen is complete, by the hashes of their names.
# Written by `cargo xtask first-screen`; ARCHITECTURE.md says what for.
";
const IDLE: &str = "# Those that do not run.";

/// The functions of the first screen.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Profile {
    ran: BTreeSet<String>,
    idle: BTreeSet<String>,
}

impl Profile {
    /// Where it is kept.
    pub fn path(project: &Project) -> PathBuf {
        project.root.join("xtask/first-screen.txt")
    }

    /// Of these symbols, and whether they ran.
    pub fn of<'a>(symbols: impl IntoIterator<Item = (&'a str, bool)>) -> Self {
        let mut profile = Self::default();
        for (symbol, ran) in symbols {
            let list = if ran {
                &mut profile.ran
            } else {
                &mut profile.idle
            };
            list.insert(hash(symbol));
        }
        profile.add(Self::default());
        profile
    }

    /// Takes over what another knows. Of several with one name, one that ran speaks for all.
    pub fn add(&mut self, other: Self) {
        self.ran.extend(other.ran);
        self.idle.extend(other.idle);
        self.idle.retain(|hash| !self.ran.contains(hash));
    }

    /// Reads it.
    ///
    /// # Errors
    /// When it is missing or was not written by us.
    pub fn read(project: &Project) -> Result<Self> {
        let path = Self::path(project);
        let text = fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        Self::parse(&text).with_context(|| format!("{} is damaged", path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let (ran, idle) = text.split_once(IDLE).context("it lacks a list")?;
        let (ran, idle) = (hashes(ran)?, hashes(idle)?);
        if ran.is_empty() {
            bail!("it names no function that runs");
        }
        Ok(Self { ran, idle })
    }

    /// Writes it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, project: &Project) -> Result<()> {
        fs::write(Self::path(project), self.text()).context("first-screen.txt cannot be written")
    }

    fn text(&self) -> String {
        format!("{HEAD}{}{IDLE}\n{}", lines(&self.ran), lines(&self.idle))
    }

    /// Whether the first screen runs this function; `None` where that is not known.
    pub fn runs(&self, symbol: &str) -> Option<bool> {
        let hash = hash(symbol);
        if self.ran.contains(&hash) {
            Some(true)
        } else {
            self.idle.contains(&hash).then_some(false)
        }
    }

    /// How many functions run.
    pub fn len(&self) -> usize {
        self.ran.len()
    }
}

fn hashes(text: &str) -> Result<BTreeSet<String>> {
    let mut hashes = BTreeSet::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        for word in line.split_whitespace() {
            if word.len() != 8 || !word.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                bail!("`{word}` is no hash");
            }
            hashes.insert(word.to_owned());
        }
    }
    Ok(hashes)
}

/// One line for each first pair of digits, so that a change of one function is one line's.
fn lines(hashes: &BTreeSet<String>) -> String {
    let mut text = String::new();
    let mut last = "";
    for hash in hashes {
        let begins = &hash[..2];
        if !text.is_empty() {
            text.push(if begins == last { ' ' } else { '\n' });
        }
        text.push_str(hash);
        last = begins;
    }
    text.push('\n');
    text
}

fn hash(symbol: &str) -> String {
    let digest = Sha256::digest(name(symbol));
    digest[..4].iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The name of a symbol without anything that changes by itself.
fn name(symbol: &str) -> String {
    // Copies of a function are numbered: `….1785`.
    let symbol = symbol
        .trim_end_matches(|char: char| char.is_ascii_digit())
        .strip_suffix('.')
        .unwrap_or(symbol);
    let full = format!("{:#}", rustc_demangle::demangle(symbol));
    let mut name = String::with_capacity(full.len());
    let mut rest = full.as_str();
    while let Some(start) = rest.find('#') {
        let digits = rest[start + 1..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        name.push_str(&rest[..start]);
        rest = &rest[start + 1 + digits..];
    }
    name + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOSURE: &str = "_RNCNvCs1234_7example3foo0B3_";
    const NEXT_CLOSURE: &str = "_RNCNvCs1234_7example3foos_0B3_";

    #[test]
    fn closures_are_known_without_their_numbers() {
        assert_eq!(name(CLOSURE), "example::foo::{closure}");
        assert_eq!(name(NEXT_CLOSURE), "example::foo::{closure}");
        assert_eq!(name("memcpy"), "memcpy");
        assert_eq!(name(&format!("{CLOSURE}.1785")), "example::foo::{closure}");
        assert_eq!(name("sha256"), "sha256");
    }

    #[test]
    fn a_profile_knows_what_it_was_made_of_and_survives_its_file() {
        let profile = Profile::of([(CLOSURE, true), ("memcpy", true), ("memmove", false)]);
        assert_eq!(profile.runs("memcpy"), Some(true));
        assert_eq!(profile.runs("memmove"), Some(false));
        assert_eq!(profile.runs("memset"), None);
        assert_eq!(Profile::parse(&profile.text()).unwrap(), profile);
        assert_eq!(profile.len(), 2);
    }

    #[test]
    fn of_two_closures_of_a_function_one_that_ran_speaks_for_both() {
        let profile = Profile::of([(CLOSURE, true), (NEXT_CLOSURE, false)]);
        assert_eq!(profile.runs(NEXT_CLOSURE), Some(true));
    }

    #[test]
    fn a_damaged_profile_is_refused() {
        let idle = format!("{IDLE}\n");
        for text in ["", "01234567\n", &idle, &format!("0123456x\n{idle}")] {
            assert!(Profile::parse(text).is_err(), "{text:?}");
        }
    }
}
