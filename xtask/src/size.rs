//! What a browser has to load before the first screen.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::compress::beside;
use crate::fingerprint::files_below;
use crate::project::Project;
use crate::split::{LATER_STYLE, REST};

/// What the first screen may cost at most, in brotli bytes.
pub const BUDGET: u64 = 250_000;

/// Loaded by the app itself before it shows anything, without being named in `index.html`.
const BY_THE_APP: [&str; 2] = ["icons.svg", "config.json"];

/// A file of the first screen.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// Its path below the site.
    pub file: PathBuf,
    /// As it is.
    pub raw: u64,
    /// As it is sent: brotli, or raw where there is no `.br` beside it.
    pub sent: u64,
}

/// The files of the first screen, largest first.
///
/// # Errors
/// When the site cannot be read, or lacks a file that `index.html` names.
pub fn first_screen(dist: &Path) -> Result<Vec<Part>> {
    let index = fs::read_to_string(dist.join("index.html"))
        .context("there is no site yet: run `cargo xtask build`")?;
    let mut files: BTreeSet<PathBuf> = named_in(&index)
        .into_iter()
        // Fetched behind the first screen; a journey sees to it that the screen does not wait.
        .filter(|file| !file.ends_with(REST) && !file.starts_with(LATER_STYLE))
        .map(PathBuf::from)
        .collect();
    files.insert(PathBuf::from("index.html"));
    for file in files_below(dist)? {
        // Modules that the glue imports at its start.
        let imported = file.starts_with("snippets") && is_source(&file);
        if imported || BY_THE_APP.iter().any(|name| file == Path::new(name)) {
            files.insert(file);
        }
    }
    let mut parts: Vec<Part> = files
        .into_iter()
        .map(|file| {
            let path = dist.join(&file);
            let raw = fs::metadata(&path)
                .with_context(|| {
                    format!(
                        "index.html names {}, which is not in the site",
                        file.display()
                    )
                })?
                .len();
            let sent = fs::metadata(beside(&path, "br")).map_or(raw, |packed| packed.len());
            Ok(Part { file, raw, sent })
        })
        .collect::<Result<_>>()?;
    parts.sort_by_key(|part| std::cmp::Reverse(part.sent));
    Ok(parts)
}

fn is_source(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "js")
}

/// The sum of what is sent.
pub fn total(parts: &[Part]) -> u64 {
    parts.iter().map(|part| part.sent).sum()
}

/// Every file of this site that the page names: in `href` and `src`, and in the strings of
/// inline scripts (Trunk starts the app from one).
fn named_in(index: &str) -> BTreeSet<&str> {
    index
        .split(['"', '\''])
        .filter_map(|text| {
            let path = text.strip_prefix("./").or_else(|| text.strip_prefix('/'))?;
            let path = path.split(['?', '#']).next()?;
            let is_file = !path.starts_with('/')
                && path.rsplit('/').next()?.contains('.')
                && !path.contains(char::is_whitespace);
            is_file.then_some(path)
        })
        .collect()
}

/// A table of the parts with their sum and what is left of the budget.
pub fn table(parts: &[Part]) -> String {
    let mut text = format!("{:>10}  {:>10}  {}\n", "brotli", "raw", "file");
    for part in parts {
        text += &format!(
            "{:>10}  {:>10}  {}\n",
            part.sent,
            part.raw,
            part.file.display()
        );
    }
    let raw: u64 = parts.iter().map(|part| part.raw).sum();
    let sum = total(parts);
    text += &format!(
        "{sum:>10}  {raw:>10}  in all; the budget is {BUDGET}, {:.0} % of it used\n",
        sum as f64 * 100.0 / BUDGET as f64
    );
    text
}

/// Prints the table.
///
/// # Errors
/// When the first screen costs more than it may.
pub fn check(dist: &Path) -> Result<()> {
    let parts = first_screen(dist)?;
    print!("{}", table(&parts));
    let sum = total(&parts);
    if sum > BUDGET {
        bail!(
            "the first screen takes {sum} bytes, {} more than its budget",
            sum - BUDGET
        );
    }
    Ok(())
}

/// `cargo xtask size`.
///
/// # Errors
/// When there is no site.
pub fn task(project: &Project) -> Result<()> {
    print!("{}", table(&first_screen(&project.dist())?));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = r##"<link rel="stylesheet" href="/base-1a.css"/><link rel="icon" href="./favicon.svg">
        <script type="module">import init from '/app-2b.js';
        await init({ module_or_path: '/app-2b_bg.wasm' });</script>
        <link rel="preload" href="/app-2b_bg.wasm" as="fetch"><a href="/help">x</a>
        <a href="https://example.org/a.css">y</a><a href="//cdn.example/b.js">z</a>"##;

    #[test]
    fn the_page_names_its_files_and_links_are_no_files() {
        let named: Vec<&str> = named_in(INDEX).into_iter().collect();
        assert_eq!(
            named,
            ["app-2b.js", "app-2b_bg.wasm", "base-1a.css", "favicon.svg"]
        );
    }

    #[test]
    fn the_first_screen_counts_what_is_sent() {
        let dist = std::env::temp_dir().join(format!("xtask-size-{}", std::process::id()));
        fs::create_dir_all(dist.join("snippets/x")).unwrap();
        let put =
            |file: &str, length: usize| fs::write(dist.join(file), "x".repeat(length)).unwrap();
        let page = "<script src=\"/app.js\"></script><meta content=\"/app_rest.wasm\">";
        fs::write(dist.join("index.html"), page).unwrap();
        put("index.html.br", 10);
        put("app.js", 1000);
        put("app.js.br", 100);
        put("snippets/x/inline0.js", 50);
        put("icons.svg", 40);
        put("later.js", 5000);
        put("app_rest.wasm", 5000);
        let parts = first_screen(&dist).unwrap();
        assert_eq!(total(&parts), 10 + 100 + 50 + 40);
        assert_eq!(parts[0].file, Path::new("app.js"));
        assert!(check(&dist).is_ok());
        put("app.js.br", BUDGET as usize);
        assert!(check(&dist).unwrap_err().to_string().contains("100 more"));
        fs::remove_file(dist.join("app.js")).unwrap();
        assert!(first_screen(&dist).is_err());
        fs::remove_dir_all(dist).unwrap();
    }
}
