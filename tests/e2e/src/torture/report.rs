//! What somebody needs to know about a run that failed.

use std::fmt::Write;

use super::check::Row;
use super::plan::Plan;
use super::stores::Stores;
use crate::faults::Entry;

/// What a run has left.
#[derive(Default)]
pub struct Evidence {
    /// What became of each step.
    pub steps: Vec<String>,
    /// What the proxy did.
    pub log: Vec<Entry>,
    /// What the server has.
    pub rows: Vec<Row>,
    /// What is on the device.
    pub stores: Stores,
    /// What the page shows.
    pub page: String,
}

/// Everything of a failed run, the broken sentences first.
#[must_use]
pub fn of(plan: &Plan, broken: &[String], evidence: &Evidence) -> String {
    let mut text = format!("=== seed {} failed\n", plan.seed);
    // Writing into a string cannot fail.
    for sentence in broken {
        let _ = writeln!(text, "  ✗ {sentence}");
    }
    let _ = writeln!(text, "--- the plan\n{plan}--- what was done");
    for step in &evidence.steps {
        let _ = writeln!(text, "  {step}");
    }
    let _ = writeln!(text, "--- the proxy");
    for entry in &evidence.log {
        let _ = writeln!(text, "  {entry}");
    }
    let _ = writeln!(text, "--- the server");
    for row in &evidence.rows {
        let _ = writeln!(text, "  {}\n    {}", row.scenario, row.versions);
    }
    let _ = writeln!(text, "--- the device\n{}", evidence.stores);
    let _ = writeln!(text, "--- the page\n{}", evidence.page);
    let _ = writeln!(
        text,
        "=== again: cargo xtask torture runs --seed {}",
        plan.seed
    );
    text
}
