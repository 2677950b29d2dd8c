//! What most journeys begin with.

use std::time::Duration;

pub use cuebook_e2e::faults::{Fault, Faults};
pub use cuebook_e2e::server::ADMIN_KEY;
pub use cuebook_e2e::stub::{self, Manner, Stub, vendor};
pub use cuebook_e2e::{Api, Locator, Page, Server, Stage};
pub use serde_json::{Value, json};

/// A live scenario for the API: version 1 is what is given here.
pub fn live(title: &str, content: &str) -> Value {
    json!({ "title": title, "content": content, "is_draft": false })
}

/// Opens a scenario from the list.
pub async fn open_scenario(page: &Page, title: &str) {
    page.row(title).click().await;
    page.field("Title or trigger").has_value(title).await;
}

/// Goes to the list of scenarios by its key: what is pressed next is for it.
pub async fn go_to_list(page: &Page) {
    page.press("l").await;
    page.role("grid", "Scenarios").has_focus().await;
}

/// Fills a new scenario's two required fields, without saving it.
pub async fn write_new(page: &Page, title: &str, content: &str) {
    page.button("New scenario").click().await;
    page.field("Title or trigger").fill(title).await;
    page.field("Content").fill(content).await;
}

/// The id of what the service has answered.
pub fn id_of(row: &Value) -> String {
    match row["id"].as_str() {
        Some(id) => id.to_owned(),
        None => panic!("no id in {row}"),
    }
}

/// The directory of this name.
pub async fn directory(api: &Api, name: &str) -> Value {
    let answer = api.get("/training/directories").await;
    let all = answer["items"].as_array().cloned().unwrap_or_default();
    match all.into_iter().find(|row| row["name"] == name) {
        Some(row) => row,
        None => panic!("no directory {name}: {answer}"),
    }
}

/// The one scenario of this title.
pub async fn only(api: &Api, title: &str) -> Value {
    let mut found = api.titled(title).await;
    assert_eq!(found.len(), 1, "scenarios titled {title:?}: {found:?}");
    found.remove(0)
}

/// Asks the service again until the scenario fulfils a condition.
pub async fn until(api: &Api, id: &str, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
    let asked = cuebook_e2e::wait::until(cuebook_e2e::wait::PATIENCE, || async {
        let row = api.get(&format!("/training/{id}")).await;
        if fits(&row) { Ok(row) } else { Err(row) }.map_err(|row| row.to_string())
    })
    .await;
    match asked {
        Ok(row) => row,
        Err(row) => panic!("the service never had {what}: {row}"),
    }
}

/// Chooses in the list of filters of one kind, and closes it.
pub async fn filter(page: &Page, kind: &str, choice: &str) {
    page.role("group", "Filters").button(kind).click().await;
    let choices = page.dialog(&format!("Filter by {}", kind.to_lowercase()));
    choices.clone().role("checkbox", choice).click().await;
    page.press("Escape").await;
    choices.is_gone().await;
}

/// What the console says of requests whose answers are lost.
pub const LOST: &[&str] = &[
    "ERR_EMPTY_RESPONSE",
    // The proxy ends with the journey, before the page does.
    "ERR_CONNECTION_REFUSED",
    "ERR_SOCKET_NOT_CONNECTED",
    "ERR_CONNECTION_RESET",
    "ERR_CONNECTION_CLOSED",
    "ERR_INCOMPLETE_CHUNKED_ENCODING",
    "ERR_CONTENT_LENGTH_MISMATCH",
];

/// Signs in through a proxy that loses what it is told to.
pub async fn behind_faults(stage: &Stage) -> (Page, Api, Faults) {
    behind_faults_as(stage, ADMIN_KEY).await
}

/// The same with another key.
pub async fn behind_faults_as(stage: &Stage, key: &str) -> (Page, Api, Faults) {
    let faults = match Faults::before(&stage.server).await {
        Ok(faults) => faults,
        Err(error) => panic!("{error:#}"),
    };
    let page = stage.page.clone();
    page.open(&faults.link(key)).await;
    page.heading("All scenarios").containing().is_there().await;
    (page, stage.server.api(), faults)
}

/// Opens what the device keeps, at one of its tabs.
pub async fn open_drawer(page: &Page, tab: &str) -> Locator {
    page.button("On this device").containing().click().await;
    let drawer = page.dialog("On this device");
    drawer.clone().tab(tab).containing().click().await;
    drawer
}

/// The texts of a store on the device.
pub async fn stored(page: &Page, store: &str) -> Vec<String> {
    const READ: &str = "const end = (ask) => new Promise((done, failed) => { \
          ask.onsuccess = () => done(ask.result); ask.onerror = () => failed(ask.error); \
        }); \
        const base = await end(indexedDB.open('cuebook')); \
        const texts = await end(base.transaction(STORE).objectStore(STORE).getAll()); \
        base.close(); return texts.map(String);";
    let script = READ.replace("STORE", &json!(store).to_string());
    let texts = page.run_async(&script).await;
    let texts = texts.as_array().cloned().unwrap_or_default();
    let text = |text: Value| text.as_str().map(str::to_owned);
    texts.into_iter().filter_map(text).collect()
}

/// The server knows a key for up to a second after another process has revoked it.
pub async fn until_refused(server: &Server, key: &str) {
    let api = Api::new(format!("{}/w/main", server.base()), key);
    for _ in 0..100 {
        let (status, _) = api
            .try_send(reqwest::Method::GET, "/training?limit=1", None)
            .await;
        if status == 401 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the revoked key still works after five seconds");
}
