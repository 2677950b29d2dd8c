//! `kill -9` loses no acknowledged write.
//!
//! Clients write through the real server until it is killed at some moment. A write counts as
//! acknowledged when its whole answer was read. The next server, on the same file, must show
//! every acknowledged row as it was acknowledged. A request without an answer may have
//! happened or not, but nothing in between, and nothing else may have changed.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test ends at the first surprise"
)]

mod common {
    pub mod http;
    pub mod process;
}

use std::{
    collections::{BTreeMap, HashMap},
    net::SocketAddr,
    path::Path,
    process::Stdio,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use common::{
    http::{Answer, send},
    process::{ADMIN_KEY, Server, command},
};
use serde_json::{Value, json};
use sqlx::{Connection, Row};

const KILLS: u64 = 55;
const CLIENTS: usize = 5;
const TRAINING: &str = "/w/main/training";

/// SplitMix64: the moments differ between rounds and are the same in every run.
struct Chance(AtomicU64);

impl Chance {
    fn below(&self, end: u64) -> u64 {
        let mut mixed = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// What a client wants.
#[derive(Clone, Debug)]
enum Wish {
    Create {
        title: String,
    },
    Update {
        id: String,
        title: String,
        publish: bool,
    },
    Delete {
        id: String,
    },
}

/// One client's rows as the server acknowledged them.
#[derive(Default)]
struct Client {
    /// Answers by id.
    rows: BTreeMap<String, Value>,
    /// Sent, and not answered when the server died.
    open: Option<Wish>,
    written: u64,
}

impl Client {
    /// Writes until the server no longer answers.
    fn work(&mut self, number: usize, to: SocketAddr, directory: &str, chance: &Chance) {
        loop {
            let wish = self.next(number, chance);
            self.open = Some(wish.clone());
            let Ok(answer) = ask(to, &wish, directory) else {
                return;
            };
            assert_eq!(answer.status, 200, "{wish:?}: {}", answer.text());
            assert_eq!(answer.headers["content-type"], "application/json");
            let row: Value = serde_json::from_slice(&answer.body).unwrap();
            match wish {
                Wish::Delete { id } => {
                    self.rows.remove(&id);
                }
                Wish::Create { title } | Wish::Update { title, .. } => {
                    let shown = row["draft_title"].as_str().or(row["title"].as_str());
                    assert_eq!(shown, Some(title.as_str()));
                    self.rows.insert(id_of(&row), row);
                }
            }
            self.open = None;
            self.written += 1;
        }
    }

    fn next(&self, number: usize, chance: &Chance) -> Wish {
        let title = format!("Client {number}, write {}", self.written);
        let some = self.rows.keys().nth(chance.below(40) as usize).cloned();
        match (some, chance.below(10)) {
            (Some(id), 0..=4) => Wish::Update {
                id,
                title,
                publish: chance.below(2) == 0,
            },
            (Some(id), 5..=7) => Wish::Delete { id },
            _ => Wish::Create { title },
        }
    }

    /// Compares with what the server shows now. What is explained is taken out of `shown`.
    fn check(&mut self, shown: &mut HashMap<String, Value>) {
        let open = self.open.take();
        let is_open = |id: &String| match &open {
            Some(Wish::Update { id: open, .. } | Wish::Delete { id: open }) => open == id,
            _ => false,
        };
        for (id, row) in &self.rows {
            if !is_open(id) {
                assert_eq!(
                    shown.remove(id).as_ref(),
                    Some(row),
                    "an acknowledged write"
                );
            }
        }
        match open {
            None => {}
            Some(Wish::Delete { id }) => match shown.remove(&id) {
                None => {
                    self.rows.remove(&id);
                }
                now => assert_eq!(
                    now.as_ref(),
                    self.rows.get(&id),
                    "a delete that was cut off"
                ),
            },
            Some(Wish::Update { id, title, .. }) => {
                let now = shown.remove(&id).expect("an update removes nothing");
                if Some(&now) != self.rows.get(&id) {
                    let text = now["draft_title"].as_str().or(now["title"].as_str());
                    assert_eq!(text, Some(title.as_str()), "an update that was cut off");
                    let content = now["draft_content"].as_str().or(now["content"].as_str());
                    assert_eq!(content, Some(content_of(&title).as_str()));
                    self.rows.insert(id, now);
                }
            }
            Some(Wish::Create { title }) => {
                let made = shown.iter().find(|(_, row)| {
                    row["title"].as_str() == Some(&title) && !self.rows.contains_key(&id_of(row))
                });
                if let Some(id) = made.map(|(id, _)| id.clone()) {
                    let row = shown.remove(&id).expect("it was found");
                    assert_eq!(row["content"].as_str(), Some(content_of(&title).as_str()));
                    self.rows.insert(id, row);
                }
            }
        }
    }
}

fn id_of(row: &Value) -> String {
    row["id"].as_str().expect("an id").to_owned()
}

/// Long enough to take more than one page of the file now and then.
fn content_of(title: &str) -> String {
    title.repeat(1 + title.len() * 7 % 90)
}

fn call(to: SocketAddr, method: &str, path: &str, body: &str) -> std::io::Result<Answer> {
    let bearer = format!("Bearer {ADMIN_KEY}");
    send(to, method, path, &[("Authorization", &bearer)], body)
}

fn ask(to: SocketAddr, wish: &Wish, directory: &str) -> std::io::Result<Answer> {
    let text = |title: &str| json!({"title": title, "content": content_of(title)});
    match wish {
        Wish::Create { title } => {
            let mut body = text(title);
            body["is_draft"] = json!(title.len() % 2 == 0);
            body["directory_id"] = json!(directory);
            call(to, "POST", TRAINING, &body.to_string())
        }
        Wish::Update { id, title, publish } => {
            let mut body = text(title);
            if *publish {
                body["is_draft"] = json!(false);
            }
            call(to, "PUT", &format!("{TRAINING}/{id}"), &body.to_string())
        }
        Wish::Delete { id } => call(to, "DELETE", &format!("{TRAINING}/{id}"), ""),
    }
}

fn json_of(to: SocketAddr, path: &str) -> Value {
    let answer = call(to, "GET", path, "").unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

fn all_rows(to: SocketAddr) -> HashMap<String, Value> {
    let mut rows = HashMap::new();
    let mut offset = 0;
    loop {
        let page = json_of(to, &format!("{TRAINING}?limit=100&offset={offset}"));
        let items = page["items"].as_array().unwrap();
        offset += items.len();
        rows.extend(items.iter().map(|row| (id_of(row), row.clone())));
        if page["has_more"] == false {
            assert_eq!(page["total"], rows.len());
            return rows;
        }
    }
}

fn check_everything(to: SocketAddr, clients: &mut [Client]) {
    let mut shown = all_rows(to);
    let directories = json_of(to, "/w/main/training/directories");
    assert_eq!(directories["items"][0]["training_count"], shown.len());
    for client in &mut *clients {
        client.check(&mut shown);
    }
    assert!(shown.is_empty(), "rows that nobody wrote: {shown:?}");
    // Versions are rows of their own: the newest is the one that its scenario shows.
    for row in clients
        .iter()
        .filter_map(|client| client.rows.values().next())
    {
        if let Some(current) = row["current_version"].as_u64() {
            let versions = json_of(to, &format!("{TRAINING}/{}/versions", id_of(row)));
            let newest = &versions["items"][0];
            assert_eq!(newest["version"], current);
            assert_eq!(
                (&newest["title"], &newest["content"]),
                (&row["title"], &row["content"])
            );
        }
    }
}

/// The file itself, while no server has it open.
fn check_file(folder: &Path) {
    let url = format!("sqlite:{}", folder.join("data/cuebook.db").display());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut file = sqlx::SqliteConnection::connect(&url).await.unwrap();
        let said = sqlx::query("PRAGMA integrity_check")
            .fetch_one(&mut file)
            .await
            .unwrap();
        assert_eq!(said.get::<String, _>(0), "ok");
        let broken = sqlx::query("PRAGMA foreign_key_check")
            .fetch_all(&mut file)
            .await
            .unwrap();
        assert!(broken.is_empty());
        file.close().await.unwrap();
    });
}

/// A start works on the file too: it folds what the last server left in the log into it.
fn kill_while_it_starts(folder: &Path, after: Duration) {
    let mut starting = command(folder, &["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(after);
    starting.kill().unwrap();
    starting.wait().unwrap();
}

#[test]
fn killing_the_server_loses_no_acknowledged_write() {
    let folder = tempfile::tempdir().unwrap();
    let chance = Chance(AtomicU64::new(20_261_120));
    let no_limit = ["--rate-limit", "0", "--log", "warn"];
    let started = Instant::now();

    let server = Server::start(folder.path(), &no_limit);
    let body = r#"{"name":"All"}"#;
    let made = call(server.address, "POST", "/w/main/training/directories", body).unwrap();
    let directory = id_of(&serde_json::from_slice(&made.body).unwrap());
    server.kill();

    let mut clients: Vec<Client> = (0..CLIENTS).map(|_| Client::default()).collect();
    let mut cut_off = 0;
    for kill in 1..=KILLS {
        let server = Server::start(folder.path(), &no_limit);
        let to = server.address;
        check_everything(to, &mut clients);
        let moment = Duration::from_millis(2 + chance.below(160));
        let killed = AtomicBool::new(false);
        thread::scope(|scope| {
            for (number, client) in clients.iter_mut().enumerate() {
                let (directory, chance, killed) = (&directory, &chance, &killed);
                scope.spawn(move || {
                    client.work(number, to, directory, chance);
                    // A connection that fails while the server lives is another fault.
                    assert!(
                        killed.load(Ordering::SeqCst),
                        "the server refused to answer"
                    );
                });
            }
            thread::sleep(moment);
            killed.store(true, Ordering::SeqCst);
            server.kill();
        });
        cut_off += clients
            .iter()
            .filter(|client| client.open.is_some())
            .count();
        if kill % 11 == 0 {
            check_file(folder.path());
        }
        if kill % 5 == 0 {
            kill_while_it_starts(folder.path(), Duration::from_millis(chance.below(60)));
        }
    }
    let server = Server::start(folder.path(), &no_limit);
    check_everything(server.address, &mut clients);
    server.stop();
    check_file(folder.path());

    let written: u64 = clients.iter().map(|client| client.written).sum();
    eprintln!(
        "{KILLS} kills, {written} acknowledged writes, {cut_off} cut off, {:?}",
        started.elapsed()
    );
    // Without traffic at the moment of the kill the test would prove nothing.
    assert!(written > KILLS * 10, "{written}");
    assert!(cut_off > KILLS as usize, "{cut_off}");
}
