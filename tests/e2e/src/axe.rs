//! axe-core, the judge of accessibility.

use std::env;
use std::fs;

use serde_json::Value;

use crate::Page;

/// Places that are told for one rule.
const MOST: usize = 5;

/// What axe-core finds wrong by WCAG 2, levels A and AA: rule, what it says, and where.
///
/// Without one rule that its authors call experimental: it takes a count that is hidden from
/// assistive technology, because it is said in words beside, for a part of the name.
///
/// # Panics
/// When `AXE_CORE` does not name axe-core's script: a check that cannot run has not passed.
pub async fn violations(page: &Page) -> Vec<String> {
    let Some(path) = env::var_os("AXE_CORE") else {
        panic!(
            "AXE_CORE is not set: `cargo xtask test` sets it, or name the axe.min.js of npm's \
             axe-core in it"
        );
    };
    let script = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()));
    // As the driver's own script, which the site's policy does not concern.
    page.run(&format!("if (!window.axe) {{ {script} }}")).await;
    let found = page
        .run_async(
            "const result = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', \
             'wcag21aa', 'wcag22aa'], resultTypes: ['violations'], \
             rules: { 'label-content-name-mismatch': { enabled: false } } }); \
             return { checked: result.passes.length, violations: result.violations.flatMap((rule) => \
             rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.target.join(' ')}: \
             ${node.any.concat(node.all, node.none).map((check) => check.message).join('; ')}`)) }",
        )
        .await;
    assert!(
        found["checked"].as_u64().is_some_and(|rules| rules > 10),
        "axe-core has checked next to nothing: {found}"
    );
    let list = found["violations"].as_array().cloned().unwrap_or_default();
    let mut told: Vec<String> = Vec::new();
    for line in list.iter().filter_map(Value::as_str) {
        let rule = line.split(": ").next().unwrap_or_default();
        // A list of a hundred rows says the same a hundred times.
        if told.iter().filter(|it| it.starts_with(rule)).count() < MOST {
            told.push(line.to_owned());
        }
    }
    told
}
