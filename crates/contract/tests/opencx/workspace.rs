//! `GET /w` and the scopes of a key.

use contract::{Backend, Capability, Dialect, Scope, WorkspaceInfo, scope::UnknownScope};
use serde_json::{Value, json};

#[test]
fn workspaces_with_capabilities_that_this_build_does_not_know() {
    let list = WorkspaceInfo::list_from_json(json!({"items": [
        {
            "id": "main",
            "name": "Main",
            "dialect": "opencx",
            "backend": "local",
            "capabilities": ["directories", "telepathy", "segments_write", 7],
            "colour": "teal",
        },
        {"id": "voice", "name": "Voice", "dialect": "talkover", "backend": "upstream", "capabilities": []},
    ]}))
    .unwrap();
    let main = &list[0];
    assert_eq!(
        (main.dialect, main.backend),
        (Dialect::OpenCx, Backend::Local)
    );
    assert_eq!(
        main.capabilities,
        [Capability::Directories, Capability::SegmentsWrite]
    );
    assert!(main.can(Capability::Directories) && !main.can(Capability::Search));
    assert_eq!(
        (list[1].dialect, list[1].backend),
        (Dialect::Talkover, Backend::Upstream)
    );
    assert!(!list[1].can(Capability::Directories));
}

#[test]
fn every_capability_has_the_name_that_the_contract_gives_it() {
    let names = [
        "directories",
        "directory_tree",
        "move",
        "search",
        "generate",
        "versions",
        "segments_write",
        "sessions",
        "handoffs",
    ];
    let list = WorkspaceInfo::list_from_json(json!({"items": [
        {"id": "m", "name": "M", "dialect": "opencx", "backend": "local", "capabilities": names},
    ]}))
    .unwrap();
    assert_eq!(list[0].capabilities.len(), names.len());
    assert_eq!(
        serde_json::to_value(&list[0].capabilities).unwrap(),
        json!(names)
    );
    assert_eq!(serde_json::to_value(&list[0]).unwrap()["dialect"], "opencx");
}

#[test]
fn what_is_no_list_of_workspaces() {
    #[track_caller]
    fn check(body: Value, told: &str) {
        let error = WorkspaceInfo::list_from_json(body).unwrap_err().to_string();
        assert!(error.starts_with(told), "{error}");
    }
    let row = |field: &str, value: Value| {
        let mut row = json!({"id": "m", "name": "M", "dialect": "opencx", "backend": "local", "capabilities": []});
        row[field] = value;
        json!({"items": [row]})
    };
    check(json!("<html>"), "body: expected an object, found a string");
    check(json!({"workspaces": []}), "items: is missing");
    check(
        json!({"items": "main"}),
        "items: expected an array, found a string",
    );
    check(
        json!({"items": ["main"]}),
        "items[0]: expected an object, found a string",
    );
    check(
        row("id", json!(1)),
        "items[0].id: expected a string, found a number",
    );
    check(
        row("dialect", json!("latin")),
        "items[0].dialect: unknown variant `latin`",
    );
    check(row("backend", json!(null)), "items[0].backend: ");
    check(
        row("capabilities", json!({})),
        "items[0].capabilities: expected an array",
    );
}

#[test]
fn scopes_are_read_as_they_are_written() {
    for scope in Scope::ALL {
        assert_eq!(scope.to_string().parse(), Ok(scope));
    }
    for text in [
        "training",
        "training:*",
        "Training:read",
        "training:read ",
        "",
    ] {
        let error = text.parse::<Scope>().unwrap_err();
        assert_eq!(error, UnknownScope(text.to_owned()));
        assert!(
            error.to_string().contains("known are training:read"),
            "{error}"
        );
    }
}
