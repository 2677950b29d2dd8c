//! What the device keeps and this build cannot read, because it is damaged or a newer build wrote
//! it: it is counted, shown, and goes only where somebody says so.

use super::prelude::*;

/// The workspace, as keys and entries name it.
const SCOPE: &str = " main";

/// Puts an entry into a store, as another build or a crash may have left it. `key` is a number in
/// the outbox and in the history.
async fn leave(page: &Page, store: &str, key: Value, text: &str) {
    let (store, text) = (json!(store), json!(text));
    page.run_async(&format!(
        "{OPENED} await new Promise((done, failed) => {{ \
           const change = base.transaction({store}, 'readwrite'); \
           change.objectStore({store}).put({text}, {key}); \
           change.oncomplete = done; change.onabort = () => failed(change.error); \
         }}); base.close();"
    ))
    .await;
}

/// The text of an entry; null where there is none.
async fn kept(page: &Page, store: &str, key: Value) -> Value {
    let store = json!(store);
    page.run_async(&format!(
        "{OPENED} const text = await new Promise((done, failed) => {{ \
           const ask = base.transaction({store}).objectStore({store}).get({key}); \
           ask.onsuccess = () => done(ask.result ?? null); ask.onerror = () => failed(ask.error); \
         }}); base.close(); return text;"
    ))
    .await
}

/// Begins a script that uses the database as `base`.
const OPENED: &str = "const base = await new Promise((done, failed) => { \
      const ask = indexedDB.open('cuebook'); \
      ask.onsuccess = () => done(ask.result); ask.onerror = () => failed(ask.error); \
    });";

/// Waits until the app has made its database.
async fn device_is_ready(page: &Page) {
    page.button("On this device").containing().is_there().await;
    page.run_async(
        "for (;;) { \
           const all = await indexedDB.databases(); \
           if (all.some((it) => it.name === 'cuebook')) return; \
           await new Promise((done) => setTimeout(done, 20)); \
         }",
    )
    .await;
}

#[tokio::test]
async fn writes_that_cannot_be_read_are_counted_and_stay_until_they_are_discarded() {
    const CUT: &str = "{\"format\":1,\"id\":\"x\",\"scope\":\" main\",\"title\":\"Cut off\",\"draft\":{\"content\":\"What is left of";
    Stage::of("unreadable writes")
        // After the reload the save is sent again, whose answer went with the page.
        .expects(&["412"])
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            device_is_ready(&page).await;
            let newer = json!({ "format": 9, "scope": SCOPE, "title": "From the future",
                "does": "Hologram", "draft": { "content": "Future text" } });
            leave(&page, "outbox", json!(901), &newer.to_string()).await;
            leave(&page, "outbox", json!(902), CUT).await;
            page.reload().await;
            page.shows("2 unsent").await;
            let drawer = open_drawer(&page, "Outbox").await;
            let unread = drawer
                .clone()
                .role("region", "2 writes that cannot be read");
            unread.clone().shows("From the future").await;
            unread
                .clone()
                .shows("A newer version of Cuebook wrote this entry")
                .await;
            unread.clone().shows("Future text").await;
            unread.clone().shows("Cut off").await;
            unread.clone().shows("The entry is damaged").await;
            unread.clone().shows("What is left of").await;
            drawer
                .clone()
                .shows_no("The service has everything you sent")
                .await;
            unread.clone().button("Show all of it").nth(0).click().await;
            unread.clone().shows("Hologram").await;

            // Taken away by mistake: it comes back as it was.
            unread.button("Discard").nth(0).click().await;
            let unread = drawer.clone().role("region", "1 write that cannot be read");
            unread.is_there().await;
            // The word about it goes by itself: nothing comes in between.
            drawer.clone().button("Undo").click().await;
            drawer
                .clone()
                .role("region", "2 writes that cannot be read")
                .is_there()
                .await;
            assert_eq!(
                kept(&page, "outbox", json!(901)).await,
                json!(newer.to_string())
            );
            page.press("Escape").await;
            drawer.is_gone().await;

            // What is written meanwhile goes its way, and takes nothing along.
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill("10 to 18").await;
            page.press("Control+s").await;
            until(&api, &id, "the text", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
            page.reload().await;
            page.shows("2 unsent").await;
            assert_eq!(kept(&page, "outbox", json!(902)).await, json!(CUT));

            // For good.
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().button("Discard").nth(0).click().await;
            drawer
                .clone()
                .role("region", "1 write that cannot be read")
                .is_there()
                .await;
            assert_eq!(kept(&page, "outbox", json!(901)).await, Value::Null);
            drawer.clone().button("Discard").click().await;
            drawer.shows("The service has everything you sent").await;
            page.reload().await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.shows("The service has everything you sent").await;
        })
        .await;
}

#[tokio::test]
async fn edits_under_strange_keys_are_counted_and_shown() {
    Stage::of("edits under strange keys")
        .run(async |stage| {
            let page = stage.page.clone();
            stage.sign_in().await;
            device_is_ready(&page).await;
            let text = json!({ "format": 2, "at": 1, "scenario": {
                "title": "From another build", "content": "Typed there" } });
            let strange = json!(format!("{SCOPE}|hologram|x|1|2|3|4|5|"));
            leave(&page, "edits", strange.clone(), &text.to_string()).await;
            leave(&page, "edits", json!("nonsense"), "no JSON at all").await;
            leave(
                &page,
                "edits",
                json!(" other|hologram|x|"),
                "of another workspace",
            )
            .await;
            page.reload().await;
            page.shows("2 unsent").await;
            let drawer = open_drawer(&page, "Unsent edits").await;
            let unread = drawer.clone().role("region", "2 edits that cannot be read");
            unread.clone().shows("From another build").await;
            unread
                .clone()
                .shows("does not know where this edit belongs")
                .await;
            unread.clone().shows("Typed there").await;
            unread.clone().shows("no JSON at all").await;
            unread.clone().shows_no("of another workspace").await;
            unread.button("Discard").nth(0).click().await;
            drawer
                .clone()
                .role("region", "1 edit that cannot be read")
                .is_there()
                .await;
            drawer.clone().button("Undo").click().await;
            drawer
                .role("region", "2 edits that cannot be read")
                .is_there()
                .await;
            assert_eq!(kept(&page, "edits", strange).await, json!(text.to_string()));
        })
        .await;
}

#[tokio::test]
async fn steps_that_cannot_be_read_are_said_and_the_others_are_undone() {
    const UNREAD: &str = "2 steps cannot be read and cannot be undone";
    Stage::of("unreadable steps")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            device_is_ready(&page).await;
            let newer = json!({ "format": 9, "scope": SCOPE, "deed": "Hologram" });
            leave(&page, "steps", json!(901), &newer.to_string()).await;
            leave(&page, "steps", json!(902), "{\"scope\":\" main\",\"wri").await;
            page.reload().await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content").fill("10 to 18").await;
            page.press("Control+s").await;
            until(&api, &id, "the text", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
            page.shows("Saved as a draft.").await;
            page.reload().await;
            let drawer = open_drawer(&page, "History").await;
            drawer.clone().shows("Saved “Opening hours”").await;
            drawer.clone().shows(UNREAD).await;
            drawer
                .clone()
                .button("Undo Saved “Opening hours”")
                .click()
                .await;
            until(&api, &id, "the text as it was", |row| {
                row["draft_content"] != json!("10 to 18")
            })
            .await;
            drawer
                .clone()
                .button("Redo Saved “Opening hours”")
                .is_there()
                .await;

            // A history that is deleted takes nothing along that nobody could read.
            drawer.clone().button("Delete this history…").click().await;
            page.dialog("Delete this history?")
                .button("Delete the history")
                .click()
                .await;
            drawer
                .clone()
                .button("Delete this history…")
                .is_gone()
                .await;
            drawer.clone().shows(UNREAD).await;
            assert_eq!(
                kept(&page, "steps", json!(901)).await,
                json!(newer.to_string())
            );
            drawer.clone().button("Remove").click().await;
            drawer.clone().shows("Nothing was done here yet").await;
            drawer.clone().button("Undo").click().await;
            drawer.clone().shows(UNREAD).await;
            assert_eq!(
                kept(&page, "steps", json!(901)).await,
                json!(newer.to_string())
            );
            drawer.clone().button("Remove").click().await;
            drawer.clone().shows("Nothing was done here yet").await;
            assert_eq!(kept(&page, "steps", json!(901)).await, Value::Null);
        })
        .await;
}

#[tokio::test]
async fn a_last_breath_stands_beside_an_entry_that_cannot_be_read() {
    Stage::of("last breath beside a damaged entry")
        .run(async |stage| {
            let page = stage.page.clone();
            stage.sign_in().await;
            device_is_ready(&page).await;
            let key = format!("{SCOPE}|scenario|lost||gone|1|");
            leave(&page, "edits", json!(key), "{\"format\":2,\"at\":1,\"scen").await;
            let typed = json!({ "format": 2, "at": 5, "scenario": {
                "title": "Lost parcels", "content": "Typed last" } });
            let breath = json!({ "typed": typed.to_string(), "base": null });
            let (name, breath) = (
                json!(format!("cuebook.edit {key}")),
                json!(breath.to_string()),
            );
            page.run(&format!("localStorage.setItem({name}, {breath})"))
                .await;
            page.reload().await;
            page.shows("2 unsent").await;
            assert_eq!(
                page.run(&format!("return localStorage.getItem({name})"))
                    .await,
                Value::Null
            );
            let drawer = open_drawer(&page, "Unsent edits").await;
            drawer.clone().shows("This edit cannot be continued").await;
            drawer.clone().shows("Lost parcels").await;
            drawer.clone().button("Continue").click().await;
            page.field("Content").has_value("Typed last").await;
        })
        .await;
}

#[tokio::test]
async fn edits_of_a_deleted_segment_become_a_new_one() {
    Stage::of("deleted segment")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create_segment("Wholesale").await;
            stage.sign_in().await;
            page.link("Segments").click().await;
            page.link("Wholesale").click().await;
            page.field("Name").fill("Wholesale customers").await;
            page.shows("saved on this device").await;
            api.delete(&format!("/contacts/segments/{id}")).await;
            page.reload().await;
            page.shows("There is no such segment").await;
            let drawer = open_drawer(&page, "Unsent edits").await;
            drawer.clone().shows("Recovered edits").await;
            drawer
                .clone()
                .shows("The service has this segment no longer.")
                .await;
            drawer.clone().button("Save as a new segment").click().await;
            drawer.is_gone().await;
            page.field("Name").has_value("Wholesale customers").await;
            page.press("Control+s").await;
            page.link("Wholesale customers").is_there().await;
            page.url_where(|url| !url.contains("/new")).await;
            let all = api.get("/contacts/segments").await;
            assert_eq!(all["total"], json!(1));
            assert_eq!(all["data"][0]["name"], json!("Wholesale customers"));
            assert_ne!(all["data"][0]["id"], json!(id));
            let drawer = open_drawer(&page, "Unsent edits").await;
            drawer.shows("Everything you typed was sent").await;
        })
        .await;
}
