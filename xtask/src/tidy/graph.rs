//! Which crates end up in the browser.

use anyhow::Result;

use crate::project::Project;
use crate::run;
use crate::setup::wasm_std::TARGET;

/// A crate that the page cannot afford, with what it would cost after gzip.
struct Heavy {
    name: &'static str,
    costs: &'static str,
    /// The crates through which it may come, because it cannot be helped: Leptos names it, and
    /// the linker drops it while nobody calls it.
    except_by: &'static [&'static str],
}

const HEAVY: [Heavy; 6] = [
    heavy("regex", "276 KB", &["leptos_config"]),
    heavy("chrono-tz", "147 KB", &[]),
    heavy("ammonia", "262 KB", &[]),
    heavy("tracing-subscriber", "a logger nobody reads", &[]),
    heavy("url", "Unicode tables", &["leptos_router", "server_fn"]),
    heavy("idna", "Unicode tables", &["url"]),
];

const fn heavy(
    name: &'static str,
    costs: &'static str,
    except_by: &'static [&'static str],
) -> Heavy {
    Heavy {
        name,
        costs,
        except_by,
    }
}

/// Every heavy crate that the app takes along, with the crate that brings it.
///
/// # Errors
/// When Cargo cannot resolve the dependencies.
pub fn in_the_browser(project: &Project) -> Result<Vec<String>> {
    let tree = run::capture(run::cargo(&project.root).args([
        "tree",
        "--package=cuebook",
        "--target",
        TARGET,
        "--edges=normal,no-proc-macro",
        "--prefix=depth",
        "--no-dedupe",
        "--format={p}",
    ]))?;
    Ok(broken_in(&tree))
}

/// Reads `cargo tree --prefix depth`: a depth, a name, a version on each line.
fn broken_in(tree: &str) -> Vec<String> {
    let mut broken = Vec::new();
    let mut above: Vec<&str> = Vec::new();
    for line in tree.lines() {
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let Ok(depth) = line[..digits].parse::<usize>() else {
            continue;
        };
        let name = line[digits..].split(' ').next().unwrap_or_default();
        above.truncate(depth);
        let by = above.last().copied().unwrap_or("nobody");
        if let Some(heavy) = HEAVY.iter().find(|heavy| heavy.name == name)
            && !heavy.except_by.contains(&by)
        {
            let line = format!("{name} ({}) comes into the browser by {by}", heavy.costs);
            if !broken.contains(&line) {
                broken.push(line);
            }
        }
        above.push(name);
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heavy_crate_is_found_with_the_one_that_brings_it() {
        let tree = "0cuebook v0.1.0\n1leptos v0.8.23\n2regex v1.12.0\n1leptos_router v0.8.17\n\
                    2url v2.5.0\n3idna v1.0.0\n1gloo-net v0.7.0\n2url v2.5.0\n3idna v1.0.0\n";
        assert_eq!(
            broken_in(tree),
            [
                "regex (276 KB) comes into the browser by leptos",
                "url (Unicode tables) comes into the browser by gloo-net",
            ]
        );
    }
}
