//! That each rule fires on what it forbids, and on nothing else.

use super::*;

/// Each rule with a file that breaks it in line 2, and one that looks alike and keeps it.
#[test]
fn every_rule_fires_on_what_it_forbids_and_on_nothing_else() {
    type Check = fn(&str, &str) -> Vec<usize>;
    let left = concat!("// TO", "DO later");
    let cases: [(Check, &str, &str, &str, &str); 20] = [
        (
            ui_is_pure,
            "src/ui/tree.rs",
            "use crate::state::Drafts;",
            "src/pages/list.rs",
            "use crate::state::Drafts;",
        ),
        (
            ui_is_pure,
            "src/ui.rs",
            "use leptos_router::hooks;",
            "src/ui.rs",
            "// leptos_router is not for us",
        ),
        (
            ui_is_pure,
            "src/ui/list.rs",
            "crate::api::send()",
            "src/ui/list.rs",
            "crate::ui::api()",
        ),
        (
            js_sys_in_web,
            "src/pages/a.rs",
            "js_sys::Date::now()",
            "src/web/clock.rs",
            "js_sys::Date::now()",
        ),
        (
            gloo_net_in_api,
            "src/pages/a.rs",
            "use gloo_net::http;",
            "src/api/send.rs",
            "use gloo_net::http;",
        ),
        (
            local_storage_in_web,
            "src/state/a.rs",
            "w.local_storage()",
            "src/web/storage.rs",
            "w.local_storage()",
        ),
        (
            shared_crates_are_pure,
            "crates/domain/src/a.rs",
            "use leptos::prelude::*;",
            "src/a.rs",
            "use leptos::prelude::*;",
        ),
        (
            shared_crates_are_pure,
            "crates/contract/Cargo.toml",
            "sqlx.workspace = true",
            "crates/server/Cargo.toml",
            "sqlx.workspace = true",
        ),
        (
            contract_is_first,
            "crates/contract/src/a.rs",
            "use domain::Index;",
            "crates/domain/src/a.rs",
            "use domain::Index;",
        ),
        (
            contract_is_first,
            "crates/contract/Cargo.toml",
            "domain.workspace = true",
            "crates/server/Cargo.toml",
            "domain.workspace = true",
        ),
        (
            app_without_server,
            "src/a.rs",
            "use cuebook_server::x;",
            "tests/e2e/src/a.rs",
            "use cuebook_server::x;",
        ),
        (
            app_without_server,
            "Cargo.toml",
            "cuebook-server = { path = \"crates/server\" }",
            "crates/a/Cargo.toml",
            "cuebook-server = {}",
        ),
        (
            markup_is_safe,
            "src/ui/a.rs",
            "<p inner_html=text/>",
            "src/ui/a.rs",
            "\"inner_html\"",
        ),
        (
            markup_is_safe,
            "src/ui/a.rs",
            "<p style=\"top: 0\"/>",
            "src/ui/a.rs",
            "<p style:top=move || y style=(\"--depth\", z)/>",
        ),
        (
            markup_is_safe,
            "index.html",
            "<p style=\"top: 0\">",
            "index.html",
            "<link rel=\"style\">",
        ),
        (
            no_allow,
            "src/a.rs",
            "#[allow(dead_code)]",
            "src/a.rs",
            "#[expect(dead_code, reason = \"x\")]",
        ),
        (
            no_allow,
            "tests/a.rs",
            "#![allow(unused)]",
            "tests/a.rs",
            "// #[allow(unused)]",
        ),
        (
            nothing_left,
            "style/a.css",
            left,
            "style/a.css",
            "/* todos */",
        ),
        (
            nothing_left,
            "src/a.rs",
            "todo!()",
            "src/a.rs",
            "\"todo!()\"",
        ),
        (
            nothing_left,
            "src/a.rs",
            "#[ignore = \"slow\"]",
            "src/a.rs",
            "ignored()",
        ),
    ];
    for (check, path, bad, other_path, good) in cases {
        assert_eq!(check(path, &format!("\n{bad}\n")), [2], "{path}: {bad}");
        assert!(
            check(other_path, &format!("\n{good}\n")).is_empty(),
            "{other_path}: {good}"
        );
    }
    assert_eq!(no_mod_rs("src/ui/mod.rs", ""), [1]);
    assert!(no_mod_rs("src/ui/model.rs", "").is_empty());
}

#[test]
fn the_workspace_may_list_what_the_app_may_not_use() {
    let text = "[workspace.dependencies]\ncuebook-server = {}\n[dependencies]\nserde = {}\n";
    assert!(app_without_server("Cargo.toml", text).is_empty());
}
