//! The commands as a person types them: what they print, and what they refuse.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test ends at the first surprise"
)]

mod common {
    pub mod http;
    pub mod process;
}
mod clients {
    mod documented;
    mod knowledge;
}

use std::{
    io::Write,
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::Output,
    thread,
    time::Duration,
};

use common::{
    http::{Answer, read, send},
    process::{ADMIN_KEY, Server, command},
};
use serde_json::Value;
use tempfile::TempDir;

const TRAINING: &str = "/w/main/training";

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Runs a command that must succeed, and gives what it printed.
fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        errors(&output)
    );
    out(&output).trim().to_owned()
}

/// Runs a command that must fail, and gives the one line that says why.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    let said = errors(&output);
    let line = said.lines().last().unwrap_or_default().to_owned();
    assert!(line.starts_with("error: "), "{said}");
    assert_eq!(said.matches("error: ").count(), 1, "{said}");
    line
}

fn ask(to: SocketAddr, method: &str, path: &str, key: &str, body: &str) -> Answer {
    let bearer = format!("Bearer {key}");
    let headers: &[_] = if key.is_empty() {
        &[]
    } else {
        &[("Authorization", bearer.as_str())]
    };
    send(to, method, path, headers, body).unwrap()
}

#[test]
fn help_says_what_there_is() {
    let folder = folder();
    let help = done(folder.path(), &["--help"]);
    for part in [
        "serve",
        "key",
        "seed",
        "knowledge",
        "openapi",
        "--database <URL>",
        "CUEBOOK_DATABASE",
        "Examples:",
    ] {
        assert!(help.contains(part), "{part}: {help}");
    }
    let help = done(folder.path(), &["serve", "--help"]);
    for part in [
        "--listen <ADDR:PORT>",
        "[env: CUEBOOK_LISTEN=] [default: 127.0.0.1:8080]",
        "[env: CUEBOOK_SITE=] [default: dist]",
        "[default: sqlite:data/cuebook.db]",
        "CUEBOOK_RATE_LIMIT",
        "CUEBOOK_ADMIN_KEY",
        "--cors-origin",
    ] {
        let help: Vec<&str> = help.split_whitespace().collect();
        assert!(help.join(" ").contains(part), "{part}: {help:?}");
    }
    assert!(help.lines().all(|line| line.len() <= 100), "{help}");
    // No command makes a database by asking for help.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_key_lives_from_create_to_revoke() {
    let folder = folder();
    let folder = folder.path();
    let empty = run(folder, &["key", "list"]);
    assert!(errors(&empty).contains("no keys"));

    let full = done(folder, &["key", "create", "--name", "Mara"]);
    let scoped = [
        "key",
        "create",
        "--name",
        "reader",
        "--scope",
        "training:read",
        "--scope",
        "segments:read",
    ];
    let reader = done(folder, &scoped);
    assert!(full.starts_with("cue_") && !full.contains(char::is_whitespace));

    let server = Server::start(folder, &[]);
    let to = server.address;
    let body = r#"{"title":"A title","content":"A text","is_draft":true}"#;
    assert_eq!(ask(to, "POST", TRAINING, &full, body).status, 200);
    assert_eq!(ask(to, "GET", TRAINING, &reader, "").status, 200);
    assert_eq!(ask(to, "GET", TRAINING, "", "").status, 401);
    assert_eq!(ask(to, "GET", TRAINING, "cue_wrong", "").status, 401);
    let forbidden = ask(to, "POST", TRAINING, &reader, body);
    assert_eq!(forbidden.status, 403);
    assert!(
        forbidden.text().contains("training:write"),
        "{}",
        forbidden.text()
    );

    let list = done(folder, &["key", "list"]);
    assert!(
        list.contains("Mara") && list.contains("full access"),
        "{list}"
    );
    assert!(list.contains("training:read segments:read"), "{list}");
    assert!(!list.contains(&full) && !list.contains(&reader), "{list}");

    // By name, while the server runs.
    done(folder, &["key", "revoke", "reader"]);
    assert!(is_soon_refused(to, &reader));
    assert_eq!(ask(to, "GET", TRAINING, &full, "").status, 200);
    assert!(done(folder, &["key", "list"]).contains("revoked 20"));
    assert!(refused(folder, &["key", "revoke", "reader"]).contains("no valid key `reader`"));

    // Two of one name: by id.
    let second = done(folder, &["key", "create", "--name", "Mara"]);
    assert!(refused(folder, &["key", "revoke", "Mara"]).contains("2 valid keys"));
    let list = done(folder, &["key", "list"]);
    let id = list
        .lines()
        .rfind(|line| line.contains("Mara"))
        .and_then(|line| line.split(' ').next())
        .unwrap();
    done(folder, &["key", "revoke", id]);
    assert!(is_soon_refused(to, &second));
    assert!(refused(folder, &["key", "revoke", id]).contains("revoked before"));
}

/// A revoked key stops within a second.
fn is_soon_refused(to: SocketAddr, key: &str) -> bool {
    (0..30).any(|_| {
        thread::sleep(Duration::from_millis(50));
        ask(to, "GET", TRAINING, key, "").status == 401
    })
}

#[test]
fn wrong_arguments_are_explained() {
    let folder = folder();
    let check = |arguments: &[&str], part: &str| {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(errors(&output).contains(part), "{}", errors(&output));
    };
    check(
        &["key", "create", "--name", "x", "--scope", "training:all"],
        "known are training:read, training:write",
    );
    check(&["key", "create", "--name", " "], "needs a name");
    check(
        &["seed", "--scenarios", "100001"],
        "100000 examples at most",
    );
    check(&["serve", "--listen", "localhost"], "invalid");
    check(&["serve", "--cors-origin", "*"], "begins with https://");
}

#[test]
fn what_keeps_the_server_from_starting_is_one_line() {
    let folder = folder();
    let folder = folder.path();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let line = refused(folder, &["serve", "--listen", &address]);
    assert!(
        line.contains(&address) && line.contains("--listen"),
        "{line}"
    );
    // The database was not made for a start that could not succeed.
    assert!(!folder.join("data").exists());

    std::fs::write(
        folder.join("file"),
        "no folder, no database, but long enough to be read",
    )
    .unwrap();
    let free = ["serve", "--listen", "127.0.0.1:0"];
    let with = |more: [&'static str; 2]| refused(folder, &[&free[..], &more[..]].concat());
    assert!(with(["--site", "file"]).contains("cannot read the site in file"));
    let line = with(["--database", "sqlite:file"]);
    assert!(
        line.contains("restore") && line.contains("--database"),
        "{line}"
    );
    let line = with(["--database", "sqlite:file/in/it.db"]);
    assert!(line.contains("its folder can be written"), "{line}");
    let line = with(["--database", "postgres://me:secret@db/x"]);
    assert!(
        line.contains("sqlite:PATH") && !line.contains("secret"),
        "{line}"
    );

    let output = command(folder, &free)
        .env("CUEBOOK_ADMIN_KEY", "hunter2hunter2")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let line = errors(&output);
    assert!(
        line.contains("at least 16") && !line.contains("hunter2"),
        "{line}"
    );
}

#[test]
fn flags_and_environment_reach_the_api() {
    let folder = folder();
    let origin = "https://console.example";
    let server = Server::start(
        folder.path(),
        &["--cors-origin", origin, "--rate-limit", "2"],
    );
    let preflight = |from: &str| {
        let headers = [
            ("Origin", from),
            ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", "authorization,if-match"),
        ];
        let answer = send(server.address, "OPTIONS", TRAINING, &headers, "").unwrap();
        answer.headers.get("access-control-allow-origin").cloned()
    };
    assert_eq!(preflight(origin).as_deref(), Some(origin));
    assert_eq!(preflight("https://elsewhere.example"), None);
    let statuses = [(); 3].map(|()| ask(server.address, "GET", TRAINING, ADMIN_KEY, ""));
    assert_eq!(
        statuses.each_ref().map(|answer| answer.status),
        [200, 200, 429]
    );
    assert!(statuses[2].headers.contains_key("retry-after"));

    let site = folder.path().join("site");
    std::fs::create_dir(&site).unwrap();
    std::fs::write(site.join("index.html"), "from the environment").unwrap();
    let output = command(folder.path(), &["key", "create", "--name", "x"])
        .env("CUEBOOK_DATABASE", "sqlite:other/place.db")
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(folder.path().join("other/place.db").exists());
    let server = Server::start_with(folder.path(), &[], &[("CUEBOOK_SITE", "site")]);
    let page = ask(server.address, "GET", "/", "", "");
    assert_eq!(page.text(), "from the environment");
}

#[test]
fn a_listener_for_other_machines_is_warned_about() {
    let folder = folder();
    let server = Server::start(folder.path(), &["--listen", "0.0.0.0:0"]);
    let log = server.stop();
    assert!(log.contains("clear text") && log.contains("TLS"), "{log}");
    let server = Server::start(folder.path(), &[]);
    assert!(!server.stop().contains("clear text"));
}

#[test]
fn keys_are_in_no_log() {
    let folder = folder();
    let secret = done(folder.path(), &["key", "create", "--name", "Mara"]);
    for format in ["json", "text"] {
        let server = Server::start(folder.path(), &["--log", "trace", "--log-format", format]);
        let to = server.address;
        let id = ("X-Request-Id", "proxy-42");
        let bearer = format!("Bearer {secret}");
        let list = format!("{TRAINING}?search={secret}");
        let answer = send(to, "GET", &list, &[("Authorization", &bearer), id], "").unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers["x-request-id"], "proxy-42");
        ask(to, "GET", TRAINING, ADMIN_KEY, "");
        ask(to, "GET", &format!("/w/{secret}/training"), &secret, "");
        ask(
            to,
            "POST",
            TRAINING,
            &secret,
            &format!("{{\"title\":\"{secret}\""),
        );
        ask(to, "GET", TRAINING, &format!("{secret}0"), "");
        send(to, "GET", "/", &[("X-Request-Id", &secret)], "").unwrap();
        let log = server.stop();
        assert!(log.contains(TRAINING) && log.contains("proxy-42"), "{log}");
        assert!(log.contains("duration_ms"), "{log}");
        assert!(!log.contains(&secret) && !log.contains(ADMIN_KEY), "{log}");
        assert!(!log.contains(&secret[4..]), "{log}");
        if format == "json" {
            for line in log.lines() {
                serde_json::from_str::<Value>(line).unwrap();
            }
        }
    }
}

#[test]
fn a_signal_lets_open_requests_end() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    let to = server.address;
    let body = r#"{"title":"Sent slowly","content":"A text","is_draft":true}"#;
    let mut stream = TcpStream::connect(to).unwrap();
    write!(
        stream,
        "POST {TRAINING} HTTP/1.1\r\nHost: {to}\r\nAuthorization: Bearer {ADMIN_KEY}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
        body.len(),
        &body[..10]
    )
    .unwrap();
    stream.flush().unwrap();
    // Another answer shows that the server has read so far.
    assert_eq!(ask(to, "GET", "/healthz", "", "").status, 200);
    thread::sleep(Duration::from_millis(200));
    server.terminate();
    thread::sleep(Duration::from_millis(200));
    assert!(TcpStream::connect(to).is_err(), "nobody new is let in");
    write!(stream, "{}", &body[10..]).unwrap();
    let answer = read(stream, "POST").unwrap();
    assert_eq!(answer.status, 200);
    assert!(server.ended().contains("stopped"));
    let log = folder.path().join("data/cuebook.db-wal");
    assert!(!log.exists(), "everything is in the one file");

    let server = Server::start(folder.path(), &[]);
    let list = ask(server.address, "GET", TRAINING, ADMIN_KEY, "");
    assert!(list.text().contains("Sent slowly"));
}

/// All scenarios of the workspace, as the API answers them.
fn scenarios(folder: &Path) -> Vec<Value> {
    let server = Server::start(folder, &[]);
    let mut all = Vec::new();
    loop {
        let path = format!("{TRAINING}?limit=100&offset={}", all.len());
        let page = ask(server.address, "GET", &path, ADMIN_KEY, "");
        let page: Value = serde_json::from_slice(&page.body).unwrap();
        all.extend(page["items"].as_array().unwrap().iter().cloned());
        if page["has_more"] == false {
            server.kill();
            return all;
        }
    }
}

#[test]
fn seeding_is_the_same_each_time_and_never_doubles() {
    let as_of = ["seed", "--as-of", "2026-11-20T09:30:00Z", "--scenarios"];
    let seed = |folder: &Path, more: &[&'static str]| done(folder, &[&as_of[..], more].concat());
    let first = folder();
    let printed = seed(first.path(), &["150"]);
    assert_eq!(
        printed,
        "`main` has 150 scenarios in 33 directories, and 8 segments"
    );
    let rows = scenarios(first.path());
    assert_eq!(rows.len(), 150);
    let drafts = rows.iter().filter(|row| row["is_draft"] == true).count();
    assert!((10..=30).contains(&drafts), "{drafts}");

    let again = refused(first.path(), &["seed"]);
    assert!(
        again.contains("150 scenarios already") && again.contains("--append"),
        "{again}"
    );
    done(first.path(), &["seed", "--if-empty"]);
    assert_eq!(scenarios(first.path()), rows);
    let line = refused(first.path(), &["seed", "--workspace", "other"]);
    assert!(
        line.contains("no workspace `other`") && line.contains("main"),
        "{line}"
    );

    // In two steps, in another database, from the same moment: the same scenarios under the
    // same directories, without doubles.
    let second = folder();
    seed(second.path(), &["100"]);
    let printed = seed(second.path(), &["50", "--append"]);
    assert_eq!(
        printed,
        "`main` has 150 scenarios in 33 directories, and 8 segments"
    );
    assert_eq!(scenarios(second.path()), rows);
}

#[test]
fn a_voice_workspace_is_seeded_with_agents() {
    let folder = folder();
    let folder = folder.path();
    let line = refused(
        folder,
        &["seed", "--workspace", "voice", "--scenarios", "5"],
    );
    assert!(line.contains("leave out --scenarios"), "{line}");
    let seed = [
        "seed",
        "--workspace",
        "voice",
        "--as-of",
        "2026-11-20T09:30:00Z",
    ];
    assert_eq!(
        done(folder, &seed),
        "`voice` has 7 voice agents, 7 of them new, with 45 trainings"
    );
    assert!(refused(folder, &seed).contains("7 agents already"));
    done(folder, &["seed", "--workspace", "voice", "--if-empty"]);

    let server = Server::start(folder, &[]);
    let agents = "/w/voice/api/v1/agents";
    let list = |query: &str| -> Value {
        let path = format!("{agents}?{query}");
        let answer = ask(server.address, "GET", &path, ADMIN_KEY, "");
        serde_json::from_slice(&answer.body).unwrap()
    };
    assert_eq!(list("")["meta"]["total"], 7);
    let published = list("status=published");
    assert_eq!(published["meta"]["total"], 3);
    let row = &list("search=klanten")["data"][0];
    assert_eq!(row["missing_to_publish"], serde_json::json!(["calling"]));
    assert_eq!(row["trainings"].as_array().unwrap().len(), 5);
    let path = format!("{agents}/{}", row["id"].as_str().unwrap());
    let gone = ask(server.address, "DELETE", &path, ADMIN_KEY, "");
    assert_eq!(gone.status, 200);
    server.stop();
    let append = [&seed[..], &["--append"]].concat();
    assert_eq!(
        done(folder, &append),
        "`voice` has 7 voice agents, 1 of them new, with 5 trainings"
    );
}

#[test]
fn openapi_is_printed_and_served_alike() {
    let folder = folder();
    let printed = done(folder.path(), &["openapi"]);
    let document: Value = serde_json::from_str(&printed).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let server = Server::start(folder.path(), &[]);
    let served = ask(server.address, "GET", "/openapi.json", "", "");
    assert_eq!(
        serde_json::from_slice::<Value>(&served.body).unwrap(),
        document
    );
}
