//! What keeping everything on the device costs, and what long lists do, in a real browser
//! (`cargo xtask bench`): one line a figure with its name, a tab, and the milliseconds of every run.

use std::time::{Duration, Instant};

use anyhow::Result;
use cuebook_e2e::{Page, Server, browser::Browser, server::ADMIN_KEY};
use serde_json::{Value, json};

#[path = "device_speed/merging.rs"]
mod merging;
#[path = "device_speed/trainings.rs"]
mod trainings;

/// Notes when the first row is there, and when the unsent edits have been counted.
const WATCH: &str = "window.unsent = 0; new MutationObserver(() => { \
      if (!window.rowsAt && document.querySelector('.list-row')) window.rowsAt = performance.now(); \
      const badges = [...document.querySelectorAll('.count-badge')]; \
      const badge = badges.find((badge) => badge.textContent.endsWith(' unsent')); \
      const unsent = parseInt(badge?.textContent ?? '0'); \
      if (window.unsent !== unsent) [window.unsent, window.badgeAt] = [unsent, performance.now()]; \
    }).observe(document, { childList: true, subtree: true, characterData: true });";

/// A browser that keeps nothing.
const KEEPS_NOTHING: &str =
    "Object.defineProperty(window, 'indexedDB', { value: undefined, configurable: true });";

/// Puts so many entries of so many characters into the journal, as tabs that are gone left them.
const FILL: &str = "const [number, size] = SIZES; \
    return new Promise((done) => { indexedDB.open('cuebook').onsuccess = ({ target }) => { \
      const all = target.result.transaction('edits', 'readwrite'); \
      const edits = all.objectStore('edits'); \
      edits.clear(); \
      for (let n = 0; n < number; n++) edits.put( \
        JSON.stringify({ format: 1, at: n, scenario: { title: 'Edit ' + n, content: 'x'.repeat(size) } }), \
        ` main|scenario|new-${n}||gone|${n}|${n}|`); \
      all.oncomplete = () => { target.result.close(); done(true); }; \
    } })";

const KEYS: usize = 60;
/// By then the key's journal entry is written.
const AFTER_THE_WRITE: Duration = Duration::from_millis(220);
/// A key that follows another is drawn by then, and its entry waits for that of the first.
const BEFORE_THE_WRITE: Duration = Duration::from_millis(55);

fn print(name: &str, values: &[f64]) {
    let values: Vec<String> = values.iter().map(|value| format!("{value:.3}")).collect();
    println!("{name}\t{}", values.join(" "));
}

#[tokio::main]
async fn main() -> Result<()> {
    let runs: usize = std::env::args().nth(1).map_or(Ok(7), |n| n.parse())?;
    // One part alone, where it is named.
    let part = std::env::args().nth(2);
    let wants = |name: &str| part.as_deref().is_none_or(|part| part == name);
    if wants("keys") {
        keystrokes().await?;
    }
    if wants("opening") {
        opening(runs).await?;
    }
    if wants("merging") {
        merging::figures(runs).await?;
    }
    if wants("trainings") {
        trainings::figures(runs).await?;
    }
    Ok(())
}

/// What a keystroke costs in a content of 50,000 characters, and how much of it the journal.
async fn keystrokes() -> Result<()> {
    let server = Server::start(0)?;
    let content = "Ten chars.".repeat(4_990);
    let scenario = json!({ "title": "Long", "content": content, "is_draft": false });
    server.api().create(scenario).await;
    let with = keys(&server, None).await?;
    let without = keys(&server, Some(KEEPS_NOTHING)).await?;
    let what = "50,000 characters";
    for (name, costs) in [
        ("all script of a key", &with.keys),
        ("all script of a key where nothing is kept", &without.keys),
        ("script of a journal entry", &with.entries),
    ] {
        for (quantile, share) in [("median", 50), ("p95", 95)] {
            let at = costs.get(costs.len() * share / 100).copied();
            print(&format!("{name}, {what}, {quantile}"), &Vec::from_iter(at));
        }
    }
    Ok(())
}

/// Milliseconds of script, sorted.
struct Costs {
    /// Of each of many keys, with their journal entries.
    keys: Vec<f64>,
    /// Of the journal entries alone.
    entries: Vec<f64>,
}

async fn keys(server: &Server, before: Option<&str>) -> Result<Costs> {
    let browser = Browser::start(1440, 900).await?;
    let page = Page::new(browser.driver.clone(), "keystrokes");
    if let Some(script) = before {
        let source = json!({ "source": script });
        page.protocol("Page.addScriptToEvaluateOnNewDocument", source)
            .await;
    }
    page.open(&server.link(ADMIN_KEY)).await;
    page.row("Long").click().await;
    page.field("Content").click().await;
    page.press("Control+End").await;
    page.protocol("Performance.enable", json!({})).await;
    // The first keys warm the code up.
    for _ in 0..10 {
        page.type_text("w").await;
        tokio::time::sleep(AFTER_THE_WRITE).await;
    }
    let (mut keys, mut entries) = (Vec::new(), Vec::new());
    for _ in 0..KEYS {
        let start = script(&page).await;
        page.type_text("k").await;
        tokio::time::sleep(AFTER_THE_WRITE).await;
        keys.push(script(&page).await - start);
    }
    for _ in 0..2 * KEYS {
        let start = Instant::now();
        page.type_text("k").await;
        page.type_text("k").await;
        tokio::time::sleep(BEFORE_THE_WRITE.saturating_sub(start.elapsed())).await;
        let drawn = script(&page).await;
        let was_in_time = start.elapsed() < BEFORE_THE_WRITE + Duration::from_millis(20);
        tokio::time::sleep(AFTER_THE_WRITE).await;
        // Where the machine was busy, the entry may have been written before.
        if was_in_time {
            entries.push(script(&page).await - drawn);
        }
    }
    keys.sort_by(f64::total_cmp);
    entries.sort_by(f64::total_cmp);
    browser.driver.clone().quit().await?;
    Ok(Costs { keys, entries })
}

/// Milliseconds of script that the page has run.
async fn script(page: &Page) -> f64 {
    let answer = page.protocol("Performance.getMetrics", json!({})).await;
    let metrics = answer["metrics"].as_array().cloned().unwrap_or_default();
    let found = metrics
        .iter()
        .find(|metric| metric["name"] == "ScriptDuration");
    found
        .and_then(|metric| metric["value"].as_f64())
        .unwrap_or(f64::NAN)
        * 1_000.0
}

/// From the start of a navigation to the first row and to the number of unsent edits, with more and
/// more of them on the device.
async fn opening(runs: usize) -> Result<()> {
    let server = Server::start(240)?;
    let browser = Browser::start(1440, 900).await?;
    let page = Page::new(browser.driver.clone(), "opening");
    page.protocol(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": WATCH }),
    )
    .await;
    page.open(&server.link(ADMIN_KEY)).await;
    page.heading("All scenarios").containing().is_there().await;
    page.button("On this device").containing().is_there().await;
    let address = format!("{}/workspace/main/scenarios", server.base());
    for (name, number, size) in [
        ("no unsent edits", 0, 0),
        ("1 unsent edit", 1, 2_000),
        ("1,000 unsent edits", 1_000, 2_000),
        ("1,000 unsent edits of 50 MB together", 1_000, 50_000),
    ] {
        fill(&page, number, size).await;
        let (mut rows, mut badges) = (Vec::new(), Vec::new());
        // One more, which fills the caches.
        for run in 0..=runs {
            page.open("about:blank").await;
            page.open(&address).await;
            page.button("On this device").containing().is_there().await;
            let counted = async || {
                let counted = page.run("return window.unsent").await;
                if counted == json!(number) {
                    Ok(())
                } else {
                    Err(format!("{counted} of {number} unsent edits are counted"))
                }
            };
            cuebook_e2e::wait::until(cuebook_e2e::wait::PATIENCE, counted)
                .await
                .map_err(anyhow::Error::msg)?;
            page.settle().await;
            if run > 0 {
                let at = page.run("return [window.rowsAt, window.badgeAt]").await;
                rows.push(at[0].as_f64().unwrap_or(f64::NAN));
                badges.push(at[1].as_f64().unwrap_or(f64::NAN));
            }
        }
        print(&format!("first rows, {name}"), &rows);
        if number > 0 {
            print(&format!("their number in the bar, {name}"), &badges);
        }
    }
    let start = Instant::now();
    page.button("On this device").containing().click().await;
    let drawer = page.dialog("On this device");
    drawer
        .clone()
        .tab("Unsent edits")
        .containing()
        .click()
        .await;
    drawer.shows("Edit 999").await;
    let time = start.elapsed().as_secs_f64() * 1_000.0;
    print("list of 1,000 unsent edits of 50 MB together", &[time]);
    browser.driver.clone().quit().await?;
    Ok(())
}

async fn fill(page: &Page, number: usize, size: usize) {
    let script = FILL.replacen("SIZES", &format!("[{number}, {size}]"), 1);
    let answer: Value = page.run_async(&script).await;
    assert_eq!(answer, json!(true), "the journal cannot be filled");
}
