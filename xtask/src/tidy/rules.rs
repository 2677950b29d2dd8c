//! Each rule is a function over a path and its text, which names the lines that break it.

use super::source::{Strings, code, lines_with};

/// A rule and what it says to whoever breaks it.
pub struct Rule {
    pub says: &'static str,
    pub check: fn(path: &str, text: &str) -> Vec<usize>,
}

/// All rules over single files.
pub const RULES: [Rule; 11] = [
    Rule {
        says: "`src/ui` knows no api, state, pages or router",
        check: ui_is_pure,
    },
    Rule {
        says: "only `src/web` uses js_sys",
        check: js_sys_in_web,
    },
    Rule {
        says: "only `src/api` uses gloo_net",
        check: gloo_net_in_api,
    },
    Rule {
        says: "only `src/web` uses localStorage",
        check: local_storage_in_web,
    },
    Rule {
        says: "contract and domain know no browser, no server and no database",
        check: shared_crates_are_pure,
    },
    Rule {
        says: "the arrow is contract <- domain: contract does not know domain",
        check: contract_is_first,
    },
    Rule {
        says: "the app does not depend on the server",
        check: app_without_server,
    },
    Rule {
        says: "no inner_html and no style attribute: use text nodes and style:name=value",
        check: markup_is_safe,
    },
    Rule {
        says: "no mod.rs: a module is `name.rs` beside its folder",
        check: no_mod_rs,
    },
    Rule {
        says: "no allow attribute: `#[expect(lint, reason = \"…\")]` says why and goes when it is not needed",
        check: no_allow,
    },
    Rule {
        says: "nothing is left for later: finish it or open an issue",
        check: nothing_left,
    },
];

fn is_rust(path: &str) -> bool {
    path.ends_with(".rs")
}

/// Code of the app itself, without its tests.
fn is_app(path: &str) -> bool {
    path.starts_with("src/") && is_rust(path)
}

fn words(text: &str, words: &[&str]) -> Vec<usize> {
    lines_with(&code(text, Strings::Blank), words)
}

fn ui_is_pure(path: &str, text: &str) -> Vec<usize> {
    if !(is_rust(path) && (path.starts_with("src/ui/") || path == "src/ui.rs")) {
        return Vec::new();
    }
    words(
        text,
        &[
            "crate::api",
            "crate::state",
            "crate::pages",
            "crate::routes",
            "leptos_router",
        ],
    )
}

fn outside(path: &str, module: &str) -> bool {
    let own = path == format!("{module}.rs") || path.starts_with(&format!("{module}/"));
    is_app(path) && !own
}

fn js_sys_in_web(path: &str, text: &str) -> Vec<usize> {
    if outside(path, "src/web") {
        words(text, &["js_sys"])
    } else {
        Vec::new()
    }
}

fn gloo_net_in_api(path: &str, text: &str) -> Vec<usize> {
    if outside(path, "src/api") {
        words(text, &["gloo_net"])
    } else {
        Vec::new()
    }
}

fn local_storage_in_web(path: &str, text: &str) -> Vec<usize> {
    if outside(path, "src/web") {
        words(
            text,
            &["local_storage", "localStorage", "use_local_storage"],
        )
    } else {
        Vec::new()
    }
}

/// Names of crates, as `Cargo.toml` and as Rust spell them.
const IMPURE: [&str; 14] = [
    "axum",
    "gloo-net",
    "gloo_net",
    "js-sys",
    "js_sys",
    "leptos",
    "leptos_router",
    "reqwest",
    "sqlx",
    "tokio",
    "wasm-bindgen",
    "wasm_bindgen",
    "web-sys",
    "web_sys",
];

fn shared_crates_are_pure(path: &str, text: &str) -> Vec<usize> {
    let shared = ["crates/contract/", "crates/domain/"];
    if !shared.iter().any(|folder| path.starts_with(folder)) {
        return Vec::new();
    }
    if path.ends_with("/Cargo.toml") {
        return lines_with(text, &IMPURE);
    }
    if is_rust(path) {
        words(text, &IMPURE)
    } else {
        Vec::new()
    }
}

fn contract_is_first(path: &str, text: &str) -> Vec<usize> {
    match path.strip_prefix("crates/contract/") {
        Some("Cargo.toml") => lines_with(text, &["domain", "cuebook-domain"]),
        Some(_) if is_rust(path) => words(text, &["domain::", "cuebook_domain"]),
        _ => Vec::new(),
    }
}

fn app_without_server(path: &str, text: &str) -> Vec<usize> {
    if path == "Cargo.toml" {
        return lines_with(text, &["cuebook-server", "server.workspace"])
            .into_iter()
            .filter(|line| !is_workspace_line(text, *line))
            .collect();
    }
    if is_app(path) {
        return words(text, &["cuebook_server", "axum", "sqlx"]);
    }
    Vec::new()
}

/// Whether the line belongs to a table of the workspace, not of the app's own package.
fn is_workspace_line(text: &str, line: usize) -> bool {
    text.lines()
        .take(line)
        .filter(|line| line.starts_with('['))
        .last()
        .is_some_and(|table| table.starts_with("[workspace") || table.starts_with("[profile"))
}

fn markup_is_safe(path: &str, text: &str) -> Vec<usize> {
    if is_app(path) {
        // In code alone: a sentence on the screen may hold the words.
        let code = code(text, Strings::Blank);
        return code
            .lines()
            .enumerate()
            .filter(|(_, line)| {
                !lines_with(line, &["inner_html", "set_inner_html"]).is_empty()
                    || has_style_attribute(line)
            })
            .map(|(index, _)| index + 1)
            .collect();
    }
    if path == "index.html" {
        return lines_with(text, &["style=\"", "style='"]);
    }
    Vec::new()
}

/// `style=…` in a view. `style:width=…` and `style=("--name", …)` set a property by script, which
/// the site's policy allows, and `let style = …` is no attribute.
fn has_style_attribute(line: &str) -> bool {
    line.match_indices("style=").any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + "style=".len()..].chars().next();
        before.is_none_or(char::is_whitespace) && !matches!(after, Some('=' | '('))
    })
}

fn no_mod_rs(path: &str, _: &str) -> Vec<usize> {
    // Cargo itself asks for this name in `tests/`.
    let is_mod = path.ends_with("/mod.rs");
    if is_mod { vec![1] } else { Vec::new() }
}

fn no_allow(path: &str, text: &str) -> Vec<usize> {
    if is_rust(path) {
        words(text, &["#[allow(", "#![allow("])
    } else {
        Vec::new()
    }
}

fn nothing_left(path: &str, text: &str) -> Vec<usize> {
    // In pieces, so that this file keeps its own rule.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
    ];
    let calls = ["todo!(", "unimplemented!(", "#[ignore"];
    let mut lines = lines_with(text, &marks);
    if is_rust(path) {
        lines.extend(words(text, &calls));
    }
    lines
}

#[cfg(test)]
mod tests;
