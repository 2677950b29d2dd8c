//! How long the merge of two long contents takes. The measuring is an example of the domain crate,
//! because `xtask` itself is built for debugging.

use anyhow::{Context, Result};

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
    run::capture(&mut command)?.lines().map(figure).collect()
}

/// Reads `name<tab>1.5 2.5`.
fn figure(line: &str) -> Result<Figure> {
    let (name, runs) = line
        .split_once('\t')
        .with_context(|| format!("`{line}` has no tab"))?;
    let runs: Result<Vec<f64>, _> = runs.split_whitespace().map(str::parse).collect();
    let runs = runs.with_context(|| format!("`{line}` holds something that is no number"))?;
    let name = format!("merge of 50,000 characters, {name}");
    Ok(Figure::new(&name, "ms", runs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_figure() {
        let json = figure("one line\t0.5 3.0 1.5").unwrap().to_json();
        assert_eq!(json["name"], "merge of 50,000 characters, one line");
        assert_eq!(json["median"], 1.5);
        assert!(figure("one line 0.5").is_err() && figure("a\tb").is_err());
    }
}
