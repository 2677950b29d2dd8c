//! `cargo xtask test`: every check, one after the other, with a sum that tells the truth.

mod count;
mod steps;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::run::seconds;
use crate::{interrupt, strays};
use count::Tally;
use steps::{Bench, STEPS, Step};

/// Prints the names of the steps.
pub fn list() {
    for step in &STEPS {
        println!("{:12} {}", step.name, step.what);
    }
}

/// Runs the steps named in `only`, or all of them. A failed step does not stop the others.
///
/// # Errors
/// When a name is unknown, or somebody asked us to stop.
pub fn task(project: &Project, only: &[String]) -> Result<ExitCode> {
    let chosen = choose(only)?;
    strays::adopt();
    let mut bench = Bench::new(project);
    let mut total = Tally::default();
    let mut report = Vec::new();
    for (index, step) in chosen.iter().enumerate() {
        println!(
            "\n==> {}/{} {}: {}",
            index + 1,
            chosen.len(),
            step.name,
            step.what
        );
        let start = Instant::now();
        let tally = (step.run)(&mut bench).unwrap_or_else(|error| {
            println!("    {error:#}");
            Tally::FAILURE
        });
        interrupt::check()?;
        let line = format!("{}: {tally} in {}", step.name, seconds(start.elapsed()));
        println!("    {line}");
        report.push((tally.failed > 0, line));
        total += tally;
    }
    println!("\n==> all steps");
    for (failed, line) in report {
        println!("  {} {line}", if failed { "FAILED" } else { "ok    " });
    }
    for name in &bench.unsteady {
        println!("  UNSTEADY {name} failed at first and passed without the others: find out why");
    }
    println!("{total}");
    Ok(if total.failed == 0 && total.passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn choose(only: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = only
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        bail!(
            "there is no step `{unknown}`; there are: {}",
            names.join(", ")
        );
    }
    Ok(STEPS
        .iter()
        .filter(|step| only.is_empty() || only.iter().any(|name| name == step.name))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_run_in_their_own_order() {
        let names = |only: &[&str]| -> Vec<&str> {
            let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
            choose(&only)
                .unwrap()
                .iter()
                .map(|step| step.name)
                .collect()
        };
        assert_eq!(names(&["size", "format"]), ["format", "size"]);
        assert_eq!(names(&[]).len(), STEPS.len());
    }

    #[test]
    fn an_unknown_step_is_named_with_those_that_exist() {
        let error = choose(&["e3e".to_owned()])
            .map(|_| ())
            .unwrap_err()
            .to_string();
        assert!(error.contains("e3e") && error.contains("e2e"), "{error}");
    }
}
