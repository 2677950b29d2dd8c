//! Pictures of every page, wide and narrow, light and dark:
//! `cargo run -p cuebook-e2e --bin screenshots -- FOLDER [NAME…]`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use cuebook_e2e::server::ADMIN_KEY;
use cuebook_e2e::stub::{self, Manner, Stub, vendor};
use cuebook_e2e::{Page, Server, browser::Browser};
use futures_util::FutureExt;
use serde_json::{Value, json};

#[path = "screenshots/agents.rs"]
mod agents;

const SIZES: [(u32, u32); 2] = [(1440, 900), (390, 844)];
const SCHEMES: [&str; 2] = ["light", "dark"];
const SCENARIOS: usize = 240;

/// Puts a write into the outbox that was cut off.
const DAMAGE: &str = "const base = await new Promise((done, failed) => { \
      const ask = indexedDB.open('cuebook'); \
      ask.onsuccess = () => done(ask.result); ask.onerror = () => failed(ask.error); \
    }); \
    const change = base.transaction('outbox', 'readwrite'); \
    change.objectStore('outbox').add( \
      '{\"format\":1,\"id\":\"x\",\"scope\":\" main\",\"title\":\"Lost parcels\",\"draft\":{\"content\":\"We look for' \
    ); \
    await new Promise((done) => { change.oncomplete = done; }); \
    base.close();";

struct Studio {
    page: Page,
    folder: PathBuf,
    only: Vec<String>,
    failed: Vec<String>,
}

impl Studio {
    fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == name)
    }

    /// Prepares a page, and takes its four pictures. One that cannot be prepared does not keep the
    /// others from being taken.
    async fn take(&mut self, name: &str, prepare: impl AsyncFnOnce(&Page)) -> Result<()> {
        if !self.wants(name) {
            return Ok(());
        }
        let page = self.page.clone();
        page.resize(1440, 900).await;
        let ready = std::panic::AssertUnwindSafe(prepare(&page)).catch_unwind();
        if ready.await.is_err() {
            self.failed.push(name.to_owned());
        }
        for (width, height) in SIZES {
            for scheme in SCHEMES {
                page.resize(width, height).await;
                page.prefer(scheme).await;
                page.settle().await;
                let file = format!("{name}-{width}-{scheme}.png");
                let picture = page.picture().await.map_err(anyhow::Error::msg)?;
                fs::write(self.folder.join(&file), picture)?;
                println!("{file}");
            }
        }
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .context("name the folder for the pictures")?;
    fs::create_dir_all(&folder)?;
    let server = Server::start(SCENARIOS)?;
    let empty = Server::start(0)?;
    let browser = Browser::start(1440, 900).await?;
    let mut studio = Studio {
        page: Page::new(browser.driver.clone(), "screenshots"),
        folder: folder.into(),
        only: arguments.collect(),
        failed: Vec::new(),
    };
    connecting(&mut studio, &server).await?;
    scenarios(&mut studio, &server).await?;
    states(&mut studio, &server, &empty).await?;
    kept(&mut studio).await?;
    agents::pictures(&mut studio, &server).await?;
    let failed = studio.failed.join(", ");
    browser.driver.clone().quit().await?;
    anyhow::ensure!(failed.is_empty(), "not as they should be: {failed}");
    Ok(())
}

async fn connecting(studio: &mut Studio, server: &Server) -> Result<()> {
    let base = server.base().to_owned();
    studio
        .take("connect", async |page| {
            page.open(&format!("{base}/connect")).await;
            page.button("Connect").is_there().await;
        })
        .await?;
    let refusing = Stub::start(Manner::WithoutCors, Vec::new()).await;
    studio
        .take("connect-refused", async |page| {
            let link = format!("{base}/#key=some-key&base={}", refusing.base());
            page.open(&link).await;
            page.shows("does not allow browsers").await;
        })
        .await
}

async fn scenarios(studio: &mut Studio, server: &Server) -> Result<()> {
    let id = changed(server).await?;
    let place = format!("{}/workspace/main/scenarios", server.base());
    let link = server.link(ADMIN_KEY);
    studio.page.open(&link).await;
    studio
        .page
        .heading("All scenarios")
        .containing()
        .is_there()
        .await;
    let open = async |page: &Page, path: String| {
        page.open(&format!("{place}{path}")).await;
        page.any("row").nth(1).is_there().await;
    };
    studio
        .take("list", async |page| open(page, String::new()).await)
        .await?;
    studio
        .take("list-filter", async |page| {
            open(page, String::new()).await;
            page.role("group", "Filters").button("State").click().await;
            page.dialog("Filter by state").is_there().await;
        })
        .await?;
    studio
        .take("scenario", async |page| open(page, format!("/{id}")).await)
        .await?;
    studio
        .take("scenario-new", async |page| {
            open(page, "/new".to_owned()).await;
            page.field("Title or trigger").is_there().await;
            page.press("Control+s").await;
        })
        .await?;
    studio
        .take("compare", async |page| {
            open(page, format!("/{id}?tab=compare")).await;
            page.any("insertion").nth(0).is_there().await;
        })
        .await?;
    studio
        .take("history", async |page| {
            open(page, format!("/{id}?tab=history")).await;
            page.button("Version 1").containing().click().await;
            page.button("Restore as draft").is_there().await;
        })
        .await?;
    studio
        .take("publish", async |page| {
            open(page, format!("/{id}")).await;
            page.button("Publish…").click().await;
            page.dialog("Publish these changes?").is_there().await;
        })
        .await?;
    studio
        .take("move", async |page| {
            open(page, format!("/{id}")).await;
            page.heading("All scenarios").containing().click().await;
            page.press("m").await;
            page.dialog("Move 1 scenario to…").is_there().await;
        })
        .await?;
    studio
        .take("tree", async |page| {
            open(page, String::new()).await;
            page.press("t").await;
            page.tree_item("All").has_focus().await;
        })
        .await?;
    studio
        .take("shortcuts", async |page| {
            open(page, String::new()).await;
            page.press("?").await;
            page.any("dialog").is_there().await;
        })
        .await
}

async fn states(studio: &mut Studio, server: &Server, empty: &Server) -> Result<()> {
    let base = server.base().to_owned();
    let segments = server.api().get("/contacts/segments").await;
    let first = segments["data"][0]["id"].as_str().unwrap_or_default();
    studio
        .take("segments", async |page| {
            page.open(&format!("{base}/workspace/main/segments")).await;
            page.heading("Segments").containing().is_there().await;
        })
        .await?;
    studio
        .take("segment", async |page| {
            page.open(&format!("{base}/workspace/main/segments/{first}"))
                .await;
            page.field("Name").is_there().await;
        })
        .await?;
    studio
        .take("empty", async |page| {
            page.open(&empty.link(ADMIN_KEY)).await;
            page.heading("No scenarios yet").is_there().await;
        })
        .await?;
    let mut rows = vec![vendor::second_generation("a", "Readable", None)];
    rows.push(json!({ "id": "b", "title": 7 }));
    let broken = Stub::start(Manner::Documented, rows).await;
    studio
        .take("broken", async |page| {
            let link = format!("{base}/#key={}&base={}", stub::KEY, broken.base());
            page.open(&link).await;
            page.shows("cannot be read and are not shown").await;
        })
        .await?;
    studio
        .take("not-found", async |page| {
            page.open(&format!("{base}/nowhere")).await;
            page.heading("There is no such page").is_there().await;
        })
        .await
}

/// What nobody loses: edits that meet somebody else's, edits that were left, writes that wait, what
/// was done, what changed.
async fn kept(studio: &mut Studio) -> Result<()> {
    let server = Server::start(20)?;
    let api = server.api();
    let live = |title: &str, content: &str| json!({ "title": title, "content": content, "is_draft": false });
    let hours = "Hello!\n\nMonday to Friday: 9 to 17\n\nSunday: closed";
    let id = api.create(live("Opening hours", hours)).await;
    let gifts = api.create(live("Gift cards", "They never expire.")).await;
    let place = format!("{}/workspace/main/scenarios", server.base());
    studio.page.open(&server.link(ADMIN_KEY)).await;
    studio.page.row("Opening hours").is_there().await;
    let edit = async |page: &Page, id: &str, content: &str| {
        page.open(&format!("{place}/{id}")).await;
        page.field("Content").fill(content).await;
        page.shows("saved on this device").await;
    };
    let open_drawer = async |page: &Page, tab: &str| {
        page.button("On this device").containing().click().await;
        let drawer = page.dialog("On this device");
        drawer.tab(tab).containing().click().await;
    };
    studio
        .take("merge", async |page| {
            edit(page, &id, &hours.replace("9 to 17", "10 to 18")).await;
            let theirs = hours
                .replace("9 to 17", "8 to 16")
                .replace("closed", "11 to 15");
            let theirs = json!({ "title": "Opening hours", "content": theirs });
            api.put(&format!("/training/{id}"), theirs).await;
            page.press("Control+s").await;
            page.button("Put the edits together").click().await;
            page.dialog("Put the edits together").is_there().await;
        })
        .await?;
    studio
        .take("unsent", async |page| {
            edit(page, &gifts, "They expire after three years.").await;
            page.open(&format!("{place}/new")).await;
            page.field("Title or trigger").fill("Lost parcels").await;
            page.shows("saved on this device").await;
            page.open(&place).await;
            open_drawer(page, "Unsent edits").await;
            page.shows("Recovered edits").await;
        })
        .await?;
    studio
        .take("unsent-discarded", async |page| {
            edit(page, &gifts, "They expire after three years.").await;
            page.open(&place).await;
            open_drawer(page, "Unsent edits").await;
            page.button("Discard").nth(0).click().await;
            page.button("Undo").is_there().await;
        })
        .await?;
    studio
        .take("damaged", async |page| {
            page.open(&place).await;
            page.row("Opening hours").is_there().await;
            page.run_async(DAMAGE).await;
            page.reload().await;
            open_drawer(page, "Outbox").await;
            page.shows("1 write that cannot be read").await;
        })
        .await?;
    studio
        .take("outbox", async |page| {
            page.open(&format!("{place}/{gifts}")).await;
            page.field("Content").is_there().await;
            page.connect(false).await;
            page.field("Content")
                .fill("They expire after two years.")
                .await;
            page.press("Control+s").await;
            page.shows("It is sent by itself").await;
            open_drawer(page, "Outbox").await;
        })
        .await?;
    studio.page.connect(true).await;
    studio
        .take("done", async |page| {
            edit(page, &gifts, "They expire after a year.").await;
            page.press("Control+s").await;
            page.shows("Sent ").await;
            open_drawer(page, "History").await;
        })
        .await?;
    studio
        .take("changes", async |page| {
            page.open(&format!("{}/workspace/main/changes", server.base()))
                .await;
            page.heading("Changes").containing().is_there().await;
        })
        .await
}

/// A scenario that is live, has edits, and more than one version.
async fn changed(server: &Server) -> Result<String> {
    let mut offset = 0;
    loop {
        let path = format!("/training?limit=100&offset={offset}");
        let answer = server.api().get(&path).await;
        let page = answer["items"].as_array().cloned().unwrap_or_default();
        let fits = |row: &&Value| {
            row["draft_content"].is_string()
                && row["draft_content"] != row["content"]
                && row["current_version"].as_u64() >= Some(2)
        };
        if let Some(id) = page.iter().find(fits).and_then(|row| row["id"].as_str()) {
            return Ok(id.to_owned());
        }
        anyhow::ensure!(
            !page.is_empty(),
            "the examples have no changed scenario with versions"
        );
        offset += page.len();
    }
}
