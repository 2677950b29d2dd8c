//! The app in two files: what the first screen runs, and the rest, which is fetched behind it.
//!
//! Trunk makes one WebAssembly file, and this runs as its hook in a release build. What runs for
//! the first screen is known from a browser ([`profile`]); what that needs of the constants is
//! known from the linker ([`relocations`]). A function that is called although it went leaves a
//! placeholder which fetches the rest and waits: a profile that is out of date costs a moment,
//! never the program.

mod glue;
mod halves;
mod mark;
mod order;
mod plan;
mod profile;
mod relocations;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::fingerprint::files_below;
use crate::project::Project;
use crate::run;
use crate::setup::Tools;
pub use profile::Profile;
use relocations::Relocations;

/// How the second file's name ends.
pub const REST: &str = "_rest.wasm";
/// How the name of the second stylesheet begins.
pub const LATER_STYLE: &str = "later-";
/// Set for a site that is built to be watched (`cargo xtask first-screen`).
pub const MARK: &str = "CUEBOOK_MARK_FUNCTIONS";
/// Set to keep the functions' names, for a stack in the browser's console that can be read.
pub const KEEP_NAMES: &str = "CUEBOOK_KEEP_NAMES";
/// Where such a site's functions are listed.
pub const MARKED: &str = "marked.json";

/// What the compiler may have used. Never all features: browsers refuse what they do not know.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-simd",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Less in brotli's eyes, which counts here: `-Oz` makes fewer bytes that compress worse. And gaps
/// in the data cost nothing once they are compressed, but what lists them does.
const OPTIMISE: [&str; 2] = ["-O1", "--skip-pass=memory-packing"];

const REORDER: [&str; 2] = ["--reorder-functions-by-name", "--strip-debug"];

/// A site as Trunk left it, before it is in its place.
struct Staged {
    folder: PathBuf,
    glue: PathBuf,
    wasm: PathBuf,
}

/// Trunk's hook: splits the site that Trunk is about to finish. Does nothing for a debug build.
///
/// # Errors
/// When this is not called by Trunk, or the site is not what wasm-bindgen makes.
pub fn task(project: &Project) -> Result<()> {
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        return Ok(());
    }
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .context("Trunk calls this when it has built the site; `cargo xtask build` calls Trunk")?;
    let staged = Staged::find(Path::new(&folder))?;
    if env::var_os(MARK).is_some() {
        return staged.mark(project);
    }
    staged.split(project)
}

impl Staged {
    fn find(folder: &Path) -> Result<Self> {
        let mut wasm = None;
        for file in files_below(folder)? {
            if file.to_string_lossy().ends_with("_bg.wasm")
                && wasm.replace(folder.join(&file)).is_some()
            {
                bail!("more than one WebAssembly file in {}", folder.display());
            }
        }
        let wasm = wasm.context("Trunk has left no WebAssembly file")?;
        let stem = file_name(&wasm)?.replace("_bg.wasm", ".js");
        Ok(Self {
            folder: folder.to_owned(),
            glue: folder.join(stem),
            wasm,
        })
    }

    fn split(&self, project: &Project) -> Result<()> {
        let profile = Profile::read(project)?;
        let linked = project
            .target
            .join("wasm32-unknown-unknown/wasm-release/cuebook.wasm");
        let linked =
            fs::read(&linked).with_context(|| format!("cannot read {}", linked.display()))?;
        let relocations = Relocations::read(&linked)?;
        let wasm = fs::read(&self.wasm)?;
        let halves = halves::split(&wasm, &relocations, |symbol| profile.runs(symbol))?;
        println!(
            "    {} functions for the first screen ({} in its profile), {} behind it",
            halves.staying,
            profile.len(),
            halves.going
        );
        let glue = fs::read_to_string(&self.glue)?;
        let (first, glue) = glue::shorten(&halves.first, &glue)?;
        let first = self.optimised(project, "first", &first)?;
        let rest = self.optimised(project, "rest", &halves.rest)?;
        self.put(&first, &rest, &glue)
    }

    fn optimised(&self, project: &Project, name: &str, wasm: &[u8]) -> Result<Vec<u8>> {
        let smaller = wasm_opt(project, name, wasm, &OPTIMISE)?;
        if env::var_os(KEEP_NAMES).is_some() {
            return Ok(smaller);
        }
        wasm_opt(project, name, &order::name_by_place(&smaller)?, &REORDER)
    }

    /// Every file has a name that changes with its content, because it is kept for ever.
    fn put(&self, first: &[u8], rest: &[u8], glue: &str) -> Result<()> {
        let index = self.folder.join("index.html");
        let page = fs::read_to_string(&index)?;
        let (old_glue, old_wasm) = (file_name(&self.glue)?, file_name(&self.wasm)?);
        let new_glue = hashed("cuebook", glue.as_bytes(), ".js");
        let new_wasm = hashed("cuebook", first, "_bg.wasm");
        let new_rest = hashed("cuebook", rest, REST);
        let place = place_of(&page, &old_wasm)?;
        let meta = format!("<meta name=\"cuebook-rest\" content=\"{place}{new_rest}\">");
        let page = page
            .replace(&old_glue, &new_glue)
            .replace(&old_wasm, &new_wasm);
        let page = later(&page)?
            // Before the script that reads it.
            .replacen("<meta charset", &format!("{meta}\n    <meta charset"), 1);
        fs::remove_file(&self.glue)?;
        fs::remove_file(&self.wasm)?;
        fs::write(self.folder.join(new_glue), glue)?;
        fs::write(self.folder.join(new_wasm), first)?;
        fs::write(self.folder.join(new_rest), rest)?;
        fs::write(index, page)?;
        Ok(())
    }

    /// A site in one file that writes down what runs, and believes that the rest is to come.
    fn mark(&self, project: &Project) -> Result<()> {
        let marked = mark::mark(&fs::read(&self.wasm)?)?;
        fs::write(&self.wasm, marked.wasm)?;
        let list = json!({ "base": marked.base, "symbols": marked.symbols });
        fs::create_dir_all(project.state())?;
        fs::write(project.state().join(MARKED), list.to_string())?;
        let index = self.folder.join("index.html");
        let page = fs::read_to_string(&index)?.replacen(
            "<meta charset",
            "<meta name=\"cuebook-rest\" content=\"\">\n    <meta charset",
            1,
        );
        fs::write(index, page)?;
        Ok(())
    }
}

fn wasm_opt(project: &Project, name: &str, wasm: &[u8], passes: &[&str]) -> Result<Vec<u8>> {
    let folder = project.state().join("split");
    fs::create_dir_all(&folder)?;
    let (before, after) = (folder.join(name), folder.join(format!("{name}.wasm")));
    fs::write(&before, wasm)?;
    let tools = Tools::of(project)?;
    run::run(
        Command::new(tools.wasm_opt())
            .args(FEATURES)
            .args(passes)
            .args(env::var_os(KEEP_NAMES).map(|_| "-g"))
            .arg(&before)
            .arg("-o")
            .arg(&after),
    )?;
    Ok(fs::read(after)?)
}

fn file_name(path: &Path) -> Result<String> {
    let name = path.file_name().and_then(|name| name.to_str());
    Ok(name.context("a file without a name")?.to_owned())
}

fn hashed(stem: &str, content: &[u8], ending: &str) -> String {
    let digest = Sha256::digest(content);
    let hash: String = digest[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{stem}-{hash}{ending}")
}

/// The page with the second stylesheet under a name that no browser follows; `src/rest.js` does.
fn later(page: &str) -> Result<String> {
    let of_style = |tag: &&str| tag.contains(LATER_STYLE) && tag.contains(r#"rel="stylesheet""#);
    let tag = page.split_inclusive('>').find(of_style);
    let tag = tag.context("index.html names no style/later")?;
    Ok(page.replace(tag, &tag.replace(r#"rel="stylesheet""#, r#"rel="later""#)))
}

/// What stands before the file's name in the page: `/`, or where the site lies below another.
fn place_of(page: &str, file: &str) -> Result<String> {
    let at = page
        .find(file)
        .with_context(|| format!("index.html does not name {file}"))?;
    let start = page[..at].rfind(['"', '\'']).map_or(0, |quote| quote + 1);
    Ok(page[start..at].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_the_site_is_kept() {
        let page = "await init({ module_or_path: '/below/app-1_bg.wasm' });";
        assert_eq!(place_of(page, "app-1_bg.wasm").unwrap(), "/below/");
        assert!(place_of(page, "other_bg.wasm").is_err());
    }

    #[test]
    fn the_second_stylesheet_waits() {
        let page = r#"<link rel="stylesheet" href="/site-1a.css" integrity="x"/>
            <link rel="stylesheet" href="/later-2b.css" integrity="y"/>"#;
        let expected = r#"<link rel="stylesheet" href="/site-1a.css" integrity="x"/>
            <link rel="later" href="/later-2b.css" integrity="y"/>"#;
        assert_eq!(later(page).unwrap(), expected);
        assert!(later("<head></head>").is_err());
    }

    #[test]
    fn a_name_changes_with_the_content() {
        assert_eq!(hashed("app", b"x", REST), hashed("app", b"x", REST));
        assert_ne!(hashed("app", b"x", REST), hashed("app", b"y", REST));
    }
}
