//! The architecture's rules as tests: who may use what, and what no file may hold.

mod graph;
mod rules;
mod source;

use std::fs;

use anyhow::{Result, bail};

use crate::fingerprint::files_below;
use crate::project::Project;
use rules::RULES;

/// Folders of the repository with text that people write.
const FOLDERS: [&str; 6] = ["src", "crates", "tests", "xtask", "style", "public"];
/// Kinds of files that rules look at.
const ENDINGS: [&str; 5] = ["rs", "toml", "css", "html", "js"];

/// `cargo xtask tidy`.
///
/// # Errors
/// When a rule is broken.
pub fn task(project: &Project) -> Result<()> {
    let mut broken = broken_rules(project)?;
    broken.extend(graph::in_the_browser(project)?);
    for line in &broken {
        println!("{line}");
    }
    if !broken.is_empty() {
        bail!("{} places break a rule", broken.len());
    }
    println!("{} rules hold", RULES.len() + 1);
    Ok(())
}

/// Every place that breaks a rule, as `path:line: what`.
fn broken_rules(project: &Project) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for (path, text) in files(project)? {
        for rule in &RULES {
            for line in (rule.check)(&path, &text) {
                broken.push(format!("{path}:{line}: {}", rule.says));
            }
        }
    }
    Ok(broken)
}

fn files(project: &Project) -> Result<Vec<(String, String)>> {
    let mut names: Vec<String> = ["Cargo.toml", "index.html", "Trunk.toml"]
        .map(str::to_owned)
        .to_vec();
    for folder in FOLDERS {
        for file in files_below(&project.root.join(folder))? {
            names.push(format!("{folder}/{}", file.display()));
        }
    }
    let mut files = Vec::new();
    for name in names {
        let is_text = name
            .rsplit_once('.')
            .is_some_and(|(_, ending)| ENDINGS.contains(&ending));
        // A file that is not there (yet) breaks no rule.
        if let (true, Ok(text)) = (is_text, fs::read_to_string(project.root.join(&name))) {
            files.push((name, text));
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_keeps_its_rules() {
        let broken = broken_rules(&Project::locate().unwrap()).unwrap();
        assert!(broken.is_empty(), "\n{}", broken.join("\n"));
    }

    #[test]
    fn the_repository_was_read() {
        let files = files(&Project::locate().unwrap()).unwrap();
        let has = |name: &str| files.iter().any(|(path, _)| path == name);
        assert!(has("Cargo.toml") && has("src/lib.rs") && has("xtask/src/tidy.rs"));
    }

    #[test]
    fn the_browser_gets_none_of_the_heavy_crates() {
        let broken = graph::in_the_browser(&Project::locate().unwrap()).unwrap();
        assert!(broken.is_empty(), "\n{}", broken.join("\n"));
    }
}
