//! How long the merge of two long contents takes. The measuring is an example of the domain crate,
//! because `xtask` itself is built for debugging.

use anyhow::Result;

use super::figure::Figure;
use crate::project::Project;
use crate::run;

/// A figure for each kind of content.
///
/// # Errors
/// When the example cannot be built or says something else.
pub fn figures(project: &Project) -> Result<Vec<Figure>> {
    let mut command = run::cargo(&project.root);
    command
        .args(["run", "--quiet", "--release", "--package", "cuebook-domain"])
        .args(["--example", "merge_speed"])
        .env("CARGO_TARGET_DIR", &project.target);
    let lines = run::capture(&mut command)?;
    let read = |line| Figure::read("merge of 50,000 characters, ", line);
    lines.lines().map(read).collect()
}
