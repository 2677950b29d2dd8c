//! Opens the first screens of a site whose functions leave marks, and prints the numbers of those
//! that ran (`cargo xtask first-screen`). The rest of the app never comes to such a site.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use cuebook_e2e::{Page, Server, browser::Browser, server::ADMIN_KEY};
use serde::Deserialize;
use serde_json::{Value, json};

const WIDTHS: [u32; 4] = [1440, 390, 1000, 1440];

#[derive(Deserialize)]
struct Marked {
    base: u64,
    symbols: Vec<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let list = std::env::args()
        .nth(1)
        .context("name the list of functions")?;
    let marked: Marked = serde_json::from_slice(&std::fs::read(list)?)?;
    let filled = Server::start(240)?;
    let empty = Server::start(0)?;
    let browser = Browser::start(1440, 900).await?;
    let page = Page::new(browser.driver.clone(), "first-screen");
    let mut ran = BTreeSet::new();
    for width in WIDTHS {
        page.resize(width, 900).await;
        page.open(&format!("{}/connect", filled.base())).await;
        page.button("Connect").is_there().await;
        ran.extend(marks(&page, &marked).await?);
        for server in [&empty, &filled] {
            page.open("about:blank").await;
            page.open(&server.link(ADMIN_KEY)).await;
            page.heading("All scenarios").containing().is_there().await;
            page.shows_no("Reading the scenarios").await;
            scroll(&page).await;
            ran.extend(marks(&page, &marked).await?);
        }
        // The places of what comes with the rest.
        for path in ["", "/scenarios?q=re", "/scenarios/new", "/segments"] {
            page.open(&format!("{}/workspace/main{path}", filled.base()))
                .await;
            page.settle().await;
            ran.extend(marks(&page, &marked).await?);
        }
    }
    page.resize(1440, 900).await;
    // Whatever comes first, and whatever does not come.
    for late in ["*/directories*", "*/segments*", "*/training?*", "*/w"] {
        page.protocol("Network.enable", json!({})).await;
        page.protocol("Network.setBlockedURLs", json!({ "urls": [late] }))
            .await;
        page.open(&format!("{}/workspace/main", filled.base()))
            .await;
        page.settle().await;
        ran.extend(marks(&page, &marked).await?);
    }
    page.protocol("Network.setBlockedURLs", json!({ "urls": [] }))
        .await;
    // Nor does saying that it does not come need the rest.
    page.open(&format!("{}/workspace/main/scenarios/new", filled.base()))
        .await;
    page.shows("Opening the scenario").await;
    page.run("cuebookRest.fail(new Error())").await;
    page.shows("could not be fetched").await;
    page.button("Try again").click().await;
    page.shows("Opening the scenario").await;
    ran.extend(marks(&page, &marked).await?);
    browser.driver.clone().quit().await?;
    for index in ran {
        println!("{index}");
    }
    Ok(())
}

/// Rows come and go while the rest is on its way.
async fn scroll(page: &Page) {
    for (height, top) in [(900, 2000), (500, 0), (900, 4000)] {
        page.resize(if height == 500 { 1000 } else { 1440 }, height)
            .await;
        page.run_with(
            "document.querySelectorAll('[data-virtual]').forEach((list) => list.scrollTop = arguments[0])",
            vec![json!(top)],
        )
        .await;
        page.settle().await;
    }
}

async fn marks(page: &Page, marked: &Marked) -> Result<Vec<u64>> {
    // Where the machine is busy, the page may be drawn before the app has begun.
    let begun = async || match page.run("return cuebookRest.imports !== undefined").await {
        Value::Bool(true) => Ok(()),
        other => Err(other.to_string()),
    };
    cuebook_e2e::wait::until(cuebook_e2e::wait::PATIENCE, begun)
        .await
        .map_err(anyhow::Error::msg)?;
    // Leaving belongs to it as well.
    let script = "dispatchEvent(new Event('beforeunload')); dispatchEvent(new Event('pagehide'));
        const bytes = new Uint8Array(cuebookRest.imports.a.memory.buffer, arguments[0], arguments[1]);
        return Array.from(bytes).flatMap((mark, index) => mark ? [index] : []);";
    let arguments = vec![json!(marked.base), json!(marked.symbols.len())];
    Ok(serde_json::from_value(
        page.run_with(script, arguments).await,
    )?)
}
