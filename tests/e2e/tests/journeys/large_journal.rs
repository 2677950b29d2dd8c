//! Fifty megabytes of unsent edits: the app opens, counts them all, goes on with any of them, and
//! loses none.

use super::prelude::*;

const EDITS: usize = 1_000;

/// The text of an edit: `contentOf(n)`.
const CONTENT: &str = "const contentOf = (n) => \
    `Edit ${n} begins here. ` + 'x'.repeat(49_900) + ` Edit ${n} ends here.`;";

/// Leaves that many edits, as tabs that are gone left them.
const FILL: &str = "const end = (ask) => new Promise((done, failed) => { \
      ask.onsuccess = () => done(ask.result); ask.onerror = () => failed(ask.error); \
    }); \
    const base = await end(indexedDB.open('cuebook')); \
    const all = base.transaction('edits', 'readwrite'), edits = all.objectStore('edits'); \
    for (let n = 1; n <= EDITS; n++) { \
      const scenario = { title: `Edit ${n}.`, content: contentOf(n) }; \
      edits.put(JSON.stringify({ format: 1, at: n, scenario }), \
        ` main|scenario|new-${n}||gone|${n}|${n}|`); \
    } \
    await new Promise((done, failed) => { \
      all.oncomplete = done; all.onabort = () => failed(all.error); \
    }); \
    base.close(); return true;";

/// Which of them are not on the device as they were left.
const MISSING: &str = "const end = (ask) => new Promise((done, failed) => { \
      ask.onsuccess = () => done(ask.result); ask.onerror = () => failed(ask.error); \
    }); \
    const base = await end(indexedDB.open('cuebook')); \
    const texts = await end(base.transaction('edits').objectStore('edits').getAll()); \
    base.close(); \
    const kept = new Map(texts.map((text) => JSON.parse(text).scenario) \
      .map((scenario) => [scenario.title, scenario.content])); \
    const missing = []; \
    for (let n = 1; n <= EDITS; n++) if (kept.get(`Edit ${n}.`) !== contentOf(n)) missing.push(n); \
    return missing;";

async fn run(page: &Page, script: &str) -> Value {
    let script = script.replace("EDITS", &EDITS.to_string());
    page.run_async(&format!("{CONTENT} {script}")).await
}

#[tokio::test]
async fn a_journal_of_fifty_megabytes_is_counted_continued_and_kept() {
    Stage::of("large journal")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            page.button("On this device").is_there().await;
            assert_eq!(run(&page, FILL).await, json!(true));

            page.reload().await;
            page.row("Opening hours").is_there().await;
            page.button("1000 unsent").containing().is_there().await;
            let drawer = open_drawer(&page, "Unsent edits").await;
            drawer.clone().tab("1000").containing().is_there().await;
            let item = |number: usize| {
                let items = drawer.clone().role("listitem", &format!("Edit {number}."));
                items.containing()
            };
            item(1000).is_there().await;
            drawer.clone().any("listitem").are(50).await;

            // One from further down, with all of its text.
            drawer.clone().button("Show more of 1000").click().await;
            item(930).is_there().await;
            item(930).button("Continue").click().await;
            drawer.clone().is_gone().await;
            page.field("Title or trigger").has_value("Edit 930.").await;
            let begins = "Edit 930 begins here. ";
            let content = format!("{begins}{} Edit 930 ends here.", "x".repeat(49_900));
            page.field("Content").has_value(&content).await;
            assert_eq!(run(&page, MISSING).await, json!([]));
            page.field("Content").focus().await;
            page.field("Content").has_focus().await;
            page.press("Control+End").await;
            page.type_text(" Sent.").await;
            page.shows("saved on this device").await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            let row = only(&api, "Edit 930.").await;
            let text = row["draft_content"].as_str().or(row["content"].as_str());
            assert_eq!(text, Some(format!("{content} Sent.").as_str()));

            // The others are all still there, as they were.
            page.button("999 unsent").containing().is_there().await;
            assert_eq!(run(&page, MISSING).await, json!([930]));
            page.reload().await;
            page.button("999 unsent").containing().is_there().await;
            assert_eq!(run(&page, MISSING).await, json!([930]));
        })
        .await;
}
