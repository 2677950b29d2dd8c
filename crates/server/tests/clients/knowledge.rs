//! `knowledge import`: a folder of documents, some of which are none.

use serde_json::Value;

use crate::{
    ask,
    common::process::{ADMIN_KEY, Server},
    done, errors, folder, out, refused, run,
};

#[test]
fn a_folder_is_imported_and_what_is_wrong_is_named() {
    let folder = folder();
    let folder = folder.path();
    let docs = folder.join("docs");
    std::fs::create_dir_all(docs.join("shop")).unwrap();
    std::fs::create_dir_all(docs.join(".git")).unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(docs.join(name), bytes).unwrap();
    write(
        "returns.md",
        b"# Returns\nWithin 30 days.\n# Refunds\nBy card.",
    );
    write("shop/hours.HTML", b"<h1>Hours</h1><p>Nine to five.");
    write("notes.txt", b"Ask Mara.");
    write("photo.jpg", b"\xff\xd8");
    write(".hidden.md", b"hidden");
    write(".git/readme.md", b"hidden");

    let printed = done(folder, &["knowledge", "import", "docs"]);
    assert_eq!(
        printed,
        "3 documents with 4 passages were imported into `main`"
    );

    // Again, with two files that are no documents: the others are imported all the same.
    write("broken.md", b"\xff\xfe");
    write("large.txt", &b"x".repeat(512 * 1024 + 1));
    write("notes.txt", b"Ask Amal.");
    let output = run(folder, &["knowledge", "import", "docs"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).starts_with("3 documents with 4 passages"));
    let said = errors(&output);
    for part in [
        "broken.md: is not UTF-8",
        "large.txt: has 524289 bytes",
        "error: 2 of 5 files were not imported",
    ] {
        assert!(said.contains(part), "{part:?} in {said}");
    }

    let server = Server::start(folder, &[]);
    let asked = |method: &str, path: &str, body: &str| {
        let answer = ask(server.address, method, path, ADMIN_KEY, body);
        assert_eq!(answer.status, 200, "{}", answer.text());
        serde_json::from_slice::<Value>(&answer.body).unwrap()
    };
    let list = asked("GET", "/w/main/knowledge", "");
    let names: Vec<&Value> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["name"])
        .collect();
    assert_eq!(names, ["notes.txt", "returns.md", "shop/hours.HTML"]);
    let search = |query: &str| {
        let body = format!("{{\"query\":\"{query}\"}}");
        asked("POST", "/w/main/training/search", &body)["items"].clone()
    };
    assert_eq!(search("amal")[0]["content"], "Ask Amal.");
    assert_eq!(search("mara hidden"), Value::Array(Vec::new()));
    server.stop();
}

#[test]
fn what_cannot_be_imported_is_one_line() {
    let folder = folder();
    let folder = folder.path();
    let import =
        |more: &[&'static str]| refused(folder, &[&["knowledge", "import"], more].concat());
    assert!(import(&["nowhere"]).contains("cannot read the folder nowhere"));
    // No database is made for a folder that is not there.
    assert!(!folder.join("data").exists());
    std::fs::create_dir(folder.join("empty")).unwrap();
    assert!(import(&["empty"]).contains("no file that ends with .md"));
    assert!(import(&["empty", "--workspace", "other"]).contains("no workspace `other`"));
    assert!(import(&["empty", "--workspace", "voice"]).contains("voice agents"));
}
