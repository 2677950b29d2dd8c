//! What this browser has seen: compared, restored into a draft, listed by days, and forgotten.

use cuebook_e2e::wait;

use super::prelude::*;

/// The texts of what is kept; none before the app has made its database.
const KEPT: &str = "const all = await indexedDB.databases(); \
    if (!all.some((one) => one.name === 'cuebook')) return []; \
    const base = await new Promise((done, failed) => { \
      const ask = indexedDB.open('cuebook'); \
      ask.onsuccess = () => done(ask.result); ask.onerror = () => failed(ask.error); \
    }); \
    if (!base.objectStoreNames.contains('seen')) { base.close(); return []; } \
    const texts = await new Promise((done, failed) => { \
      const ask = base.transaction('seen').objectStore('seen').getAll(); \
      ask.onsuccess = () => done(ask.result); ask.onerror = () => failed(ask.error); \
    }); \
    base.close(); return texts;";

/// The sights that this browser keeps, as JSON.
async fn kept(page: &Page) -> Vec<Value> {
    let texts = page.run_async(KEPT).await;
    let texts = texts.as_array().cloned().unwrap_or_default();
    let read = |text: &Value| serde_json::from_str(text.as_str().unwrap_or_default());
    texts.iter().filter_map(|text| read(text).ok()).collect()
}

/// Waits until so many sights are kept.
pub async fn keeps(page: &Page, number: usize) -> Vec<Value> {
    let asked = wait::until(wait::PATIENCE, || async {
        let kept = kept(page).await;
        if kept.len() == number {
            Ok(kept)
        } else {
            Err(format!(
                "{} instead of {number} sights: {kept:?}",
                kept.len()
            ))
        }
    })
    .await;
    asked.unwrap_or_else(|why| panic!("{why}"))
}

/// Loads the page anew at its address.
pub async fn reload(page: &Page) {
    let url = page.url_where(|_| true).await;
    page.open(&url).await;
}

/// Changes the content of the open scenario, and saves it.
pub async fn save(page: &Page, content: &str) {
    page.field("Content").fill(content).await;
    page.press("Control+s").await;
    page.button("Save draft")
        .has_attribute("aria-disabled", "true")
        .await;
}

/// Goes to what has changed.
pub async fn open_changes(page: &Page) {
    page.link("Changes").click().await;
    page.heading("Changes").is_there().await;
}

#[tokio::test]
async fn two_edits_are_seen_compared_and_restored_without_sending_anything() {
    Stage::of("versions seen")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "First text")).await;
            stage.sign_in().await;
            keeps(&page, 1).await;
            open_scenario(&page, "Opening hours").await;
            save(&page, "Second text").await;
            save(&page, "Third text").await;
            let sights = keeps(&page, 3).await;
            let of_it = |sight: &Value| sight["scenario"] == json!(id);
            assert!(sights.iter().all(of_it), "{sights:?}");

            page.tab("History").click().await;
            let seen = page.role("list", "Versions seen on this device, newest first");
            seen.clone().any("button").are(3).await;
            // By keyboard: the oldest, beside the form.
            let oldest = seen.clone().any("button").nth(2);
            oldest.focus().await;
            page.press("Enter").await;
            oldest.has_attribute("aria-pressed", "true").await;
            page.role("insertion", "Third")
                .containing()
                .is_there()
                .await;
            page.role("deletion", "First").containing().is_there().await;

            let before = api.get(&format!("/training/{id}")).await;
            page.button("Restore into the draft").click().await;
            page.field("Content").has_value("First text").await;
            page.shows("1 field edited, not sent").await;
            reload(&page).await;
            page.field("Content").has_value("First text").await;
            let after = api.get(&format!("/training/{id}")).await;
            assert_eq!(after, before, "something was sent");
        })
        .await;
}

#[tokio::test]
async fn what_is_typed_is_not_lost_to_an_older_version() {
    Stage::of("restored over typed text")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            api.create(live("Opening hours", "First text")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            save(&page, "Second text").await;
            keeps(&page, 2).await;
            page.field("Content").fill("Typed and not sent").await;
            page.tab("History").click().await;
            let seen = page.role("list", "Versions seen on this device, newest first");
            seen.any("button").nth(1).click().await;
            page.button("Restore into the draft").click().await;
            page.field("Content").has_value("First text").await;
            page.button("On this device").containing().click().await;
            let drawer = page.dialog("On this device");
            drawer
                .clone()
                .role("heading", "Left in this tab")
                .is_there()
                .await;
            drawer.button("Compare").nth(0).click().await;
            page.role("insertion", "Typed")
                .containing()
                .is_there()
                .await;
        })
        .await;
}

#[tokio::test]
async fn what_changed_between_two_days_with_a_deletion_that_comes_back() {
    Stage::of("changes")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let gone = api.create(live("Winter sale", "Ten percent")).await;
            api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            keeps(&page, 2).await;
            // Somebody else, while this browser looks away.
            api.send(reqwest::Method::DELETE, &format!("/training/{gone}"), None)
                .await;
            reload(&page).await;
            let sights = keeps(&page, 3).await;
            let deletions = sights.iter().filter(|sight| sight["training"].is_null());
            assert_eq!(deletions.count(), 1, "{sights:?}");

            // It came and went in these days: nothing of it is left to say.
            open_changes(&page).await;
            page.shows("1 created").await;
            page.shows_no("Winter sale").await;
            // Where it was there before, the deletion is one.
            page.role("radio", "Today").click().await;
            page.url_where(|url| url.contains("from=")).await;
            page.run_async(AGE).await;
            reload(&page).await;
            page.shows("1 created, 1 deleted").await;
            page.button("Winter sale").containing().click().await;
            page.shows("Ten percent").await;
            page.button("Save as a new scenario").click().await;
            page.field("Title or trigger")
                .has_value("Winter sale")
                .await;
            page.field("Content").has_value("Ten percent").await;
            let all = api.get("/training").await;
            assert_eq!(all["items"].as_array().map(Vec::len), Some(1), "{all}");
        })
        .await;
}

/// Makes what was seen of "Winter sale" ten days older than it is.
const AGE: &str = "const base = await new Promise((done) => { \
      const ask = indexedDB.open('cuebook'); ask.onsuccess = () => done(ask.result); }); \
    const store = base.transaction('seen', 'readwrite').objectStore('seen'); \
    const all = (ask) => new Promise((done) => { ask.onsuccess = () => done(ask.result); }); \
    const [keys, texts] = await Promise.all([all(store.getAllKeys()), all(store.getAll())]); \
    const days = 10 * 24 * 3600 * 1000; \
    for (const [place, key] of keys.entries()) { \
      const sight = JSON.parse(texts[place]); \
      if (!sight.training || sight.training.title !== 'Winter sale') continue; \
      const parts = key.split('|'); \
      sight.at -= days; sight.seen_at -= days; parts[2] = String(sight.at); \
      for (const time of ['created_at', 'updated_at']) { \
        const then = new Date(Date.parse(sight.training[time]) - days); \
        sight.training[time] = then.toISOString(); \
      } \
      store.delete(key); store.put(JSON.stringify(sight), parts.join('|')); \
    } \
    await new Promise((done) => { store.transaction.oncomplete = done; }); \
    base.close(); return keys.length;";

#[tokio::test]
async fn an_older_text_comes_back_from_the_changes() {
    Stage::of("restore from changes")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            keeps(&page, 1).await;
            page.run_async(&AGE.replace("Winter sale", "Opening hours"))
                .await;
            open_scenario(&page, "Opening hours").await;
            save(&page, "10 to 18").await;
            keeps(&page, 2).await;
            let before = api.get(&format!("/training/{id}")).await;
            open_changes(&page).await;
            page.shows("1 edited").await;
            page.button("Opening hours").containing().click().await;
            page.role("deletion", "9").containing().is_there().await;
            page.button("Restore the older text into a draft")
                .click()
                .await;
            page.field("Content").has_value("9 to 17").await;
            let after = api.get(&format!("/training/{id}")).await;
            assert_eq!(after, before, "something was sent");
        })
        .await;
}

#[tokio::test]
async fn who_does_not_want_it_remembered_has_nothing_of_it_on_the_device() {
    Stage::of("not remembered")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Opening hours", "9 to 17")).await;
            page.open(&format!("{}/connect", stage.server.base())).await;
            let choice = page.role("checkbox", "Remember versions on this device");
            choice.clone().containing().is_checked(true).await;
            choice.containing().click().await;
            page.field("Key").fill(ADMIN_KEY).await;
            page.press("Enter").await;
            page.heading("All scenarios").containing().is_there().await;
            open_scenario(&page, "Opening hours").await;
            save(&page, "10 to 18").await;
            until(&api, &id, "the new text", |row| {
                row["draft_content"] == json!("10 to 18")
            })
            .await;
            open_changes(&page).await;
            page.heading("Versions are not remembered on this device")
                .is_there()
                .await;
            // Longer than it takes where it is wanted.
            tokio::time::sleep(std::time::Duration::from_secs(2)).await;
            assert_eq!(kept(&page).await, Vec::<Value>::new());

            page.button("Remember versions from now on").click().await;
            keeps(&page, 1).await;
            page.shows("1 created").await;
            // Off again: what is there is asked for.
            page.role("switch", "Remember versions on this device")
                .containing()
                .click()
                .await;
            let question = page.dialog("Delete what was remembered so far?");
            question.button("Delete the history").click().await;
            keeps(&page, 0).await;
        })
        .await;
}

#[tokio::test]
async fn the_history_is_deleted_and_does_not_come_back_by_itself() {
    Stage::of("history deleted")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            keeps(&page, 1).await;
            open_changes(&page).await;
            page.shows("1 version since").await;
            page.button("Delete local history…").click().await;
            let question = page.dialog("Delete the history on this device?");
            question.clone().button("Cancel").has_focus().await;
            question.button("Delete the history").click().await;
            keeps(&page, 0).await;
            page.shows("0 bytes of 50 MB, 0 versions").await;
            page.heading("No change was seen in these days")
                .is_there()
                .await;
            // A write afterwards has its base with it, so that the change can be shown.
            page.link("Scenarios").click().await;
            open_scenario(&page, "Opening hours").await;
            save(&page, "10 to 18").await;
            keeps(&page, 2).await;
        })
        .await;
}

/// Forty old versions of 300 KB each of one scenario, and its newest; then as many keys as texts.
const OLD_VERSIONS: &str = "const base = await new Promise((done) => { \
      const ask = indexedDB.open('cuebook'); ask.onsuccess = () => done(ask.result); }); \
    const store = base.transaction('seen', 'readwrite').objectStore('seen'); \
    const all = (ask) => new Promise((done) => { ask.onsuccess = () => done(ask.result); }); \
    const [[key], [text]] = await Promise.all([all(store.getAllKeys()), all(store.getAll())]); \
    for (let n = 1; n <= 40; n++) { \
      const sight = JSON.parse(text), parts = key.split('|'); \
      sight.at -= n * 3600000; sight.seen_at = sight.at; \
      sight.training.content = String(n).padEnd(300000, ' x'); \
      sight.hash = n.toString(16).padStart(32, '0'); \
      const old = JSON.stringify(sight); \
      parts[2] = String(sight.at); parts[3] = sight.hash; parts[4] = String(old.length); \
      store.put(old, parts.join('|')); \
    } \
    await new Promise((done) => { store.transaction.oncomplete = done; }); \
    base.close(); return key;";

#[tokio::test]
async fn at_the_limit_the_oldest_versions_go_and_nothing_else() {
    Stage::of("eviction")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            keeps(&page, 1).await;
            open_scenario(&page, "Opening hours").await;
            page.field("Content")
                .fill("Typed, and older than nothing")
                .await;
            page.shows("saved on this device").await;
            let newest = page.run_async(OLD_VERSIONS).await;
            reload(&page).await;
            page.field("Content")
                .has_value("Typed, and older than nothing")
                .await;
            open_changes(&page).await;
            page.shows("12.0 MB of 50 MB, 41 versions").await;

            page.field("Keep at most").focus().await;
            page.type_text("10").await;
            // Nine tenths of the limit, so that it is not done at every write.
            page.shows("of 10 MB, 30 versions").await;
            let sights = keeps(&page, 30).await;
            let oldest = |sights: &[Value]| sights.iter().filter_map(|s| s["at"].as_i64()).min();
            let newest_at = sights.iter().filter_map(|s| s["at"].as_i64()).max();
            let (oldest, newest_at) = (oldest(&sights), newest_at);
            let hours = newest_at
                .zip(oldest)
                .map(|(new, old)| (new - old) / 3_600_000);
            assert_eq!(hours, Some(29), "not the oldest went");
            let key = newest.as_str().unwrap_or_default();
            assert!(
                newest_at.is_some_and(|at| key.contains(&at.to_string())),
                "the newest is gone: {key}"
            );
            // The unsent edit is no version.
            page.link("Scenarios").click().await;
            page.row("Opening hours").click().await;
            page.field("Content")
                .has_value("Typed, and older than nothing")
                .await;
            page.press("Control+s").await;
            page.shows("Sent ").await;
            // A version more fits in below the limit.
            keeps(&page, 31).await;
        })
        .await;
}
