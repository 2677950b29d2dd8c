//! The time machine: any two versions that were seen are compared, and the days are chosen by hand.

use super::prelude::*;
use super::time_machine::{keeps, open_changes, reload, save};

/// Puts four days between one version and the next. Gives back, the oldest first, under which name
/// the pickers have each; and the days: of each, and of the one before and after each.
const SPREAD: &str = "const end = (ask) => new Promise((done, failed) => { \
      ask.onsuccess = () => done(ask.result); ask.onerror = () => failed(ask.error); \
    }); \
    const base = await end(indexedDB.open('cuebook')); \
    const store = base.transaction('seen', 'readwrite').objectStore('seen'); \
    const [keys, texts] = await Promise.all([end(store.getAllKeys()), end(store.getAll())]); \
    const all = keys.map((key, place) => [key, JSON.parse(texts[place])]); \
    all.sort(([, one], [, other]) => one.at - other.at); \
    const names = [], days = []; \
    for (const [place, [key, sight]] of all.entries()) { \
      const back = new Date(sight.at); \
      back.setDate(back.getDate() - 4 * (all.length - 1 - place)); \
      const by = sight.at - back.getTime(), parts = key.split('|'); \
      sight.at -= by; sight.seen_at -= by; parts[2] = String(sight.at); \
      for (const time of ['created_at', 'updated_at']) { \
        const then = new Date(Date.parse(sight.training[time]) - by); \
        sight.training[time] = then.toISOString(); \
      } \
      store.delete(key); store.put(JSON.stringify(sight), parts.join('|')); \
      names.push(`${sight.at}-${parts[3]}`); \
      const day = (plus) => { \
        const it = new Date(back); it.setDate(it.getDate() + plus); \
        const two = (number) => String(number).padStart(2, '0'); \
        return `${it.getFullYear()}-${two(it.getMonth() + 1)}-${two(it.getDate())}`; \
      }; \
      days.push([day(-1), day(0), day(1)]); \
    } \
    await new Promise((done) => { store.transaction.oncomplete = done; }); \
    base.close(); return { names, days };";

/// Three versions of one scenario, four days between them; the last is of today, and the first of
/// eight days ago. Gives back what [`SPREAD`] does.
async fn three_versions(stage: &Stage) -> (Page, Value) {
    let (page, api) = (stage.page.clone(), stage.server.api());
    api.create(live("Opening hours", "First text")).await;
    stage.sign_in().await;
    keeps(&page, 1).await;
    open_scenario(&page, "Opening hours").await;
    save(&page, "Second text").await;
    keeps(&page, 2).await;
    save(&page, "Third text").await;
    keeps(&page, 3).await;
    let spread = page.run_async(SPREAD).await;
    reload(&page).await;
    page.field("Content").has_value("Third text").await;
    (page, spread)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Chooses in a picker by keyboard: the form stands first, then the newest version. The focus stays
/// where it is used.
async fn pick(page: &Page, picker: &str, place: usize, name: &str) {
    let field = page.field(picker);
    field.focus().await;
    field.has_focus().await;
    page.press("Home").await;
    for _ in 0..place {
        field.has_focus().await;
        page.press("ArrowDown").await;
    }
    field.has_value(name).await;
    field.has_focus().await;
}

/// Waits until one word stands against another.
async fn differ(page: &Page, older: &str, newer: &str) {
    let differences = page.role("region", "What differs");
    differences
        .clone()
        .role("deletion", older)
        .containing()
        .is_there()
        .await;
    differences
        .role("insertion", newer)
        .containing()
        .is_there()
        .await;
}

#[tokio::test]
async fn any_two_versions_are_compared_by_the_pickers() {
    Stage::of("any two versions")
        .run(async |stage| {
            let (page, spread) = three_versions(stage).await;
            let name = |place: usize| text(&spread["names"][place]).to_owned();
            page.field("Content").fill("Typed text").await;
            page.shows("saved on this device").await;
            page.tab("History").click().await;
            let seen = page.role("list", "Versions seen on this device, newest first");
            seen.clone().any("button").are(3).await;
            seen.any("button").nth(2).click().await;
            page.field("Compare").has_value(&name(0)).await;
            page.field("with").has_value("form").await;
            differ(&page, "First", "Typed").await;

            // Not neighbours, and beside each other in either order.
            pick(&page, "with", 1, &name(2)).await;
            differ(&page, "First", "Third").await;
            pick(&page, "with", 2, &name(1)).await;
            differ(&page, "First", "Second").await;
            pick(&page, "Compare", 1, &name(2)).await;
            differ(&page, "Third", "Second").await;
            pick(&page, "with", 3, &name(0)).await;
            differ(&page, "Third", "First").await;
            pick(&page, "Compare", 3, &name(0)).await;
            page.role("region", "What differs")
                .shows("They have the same text and the same settings.")
                .await;
            pick(&page, "Compare", 0, "form").await;
            differ(&page, "Typed", "First").await;
            page.tab("Edit").click().await;
            page.field("Content").has_value("Typed text").await;
        })
        .await;
}

#[tokio::test]
async fn days_that_are_typed_leave_out_what_was_not_in_them() {
    const NONE: &str = "No change was seen in these days";
    Stage::of("typed days")
        .run(async |stage| {
            let (page, spread) = three_versions(stage).await;
            // Of the days before, of and after each version.
            let day = |version: usize, which: usize| text(&spread["days"][version][which]);
            const BEFORE: usize = 0;
            const OF: usize = 1;
            const AFTER: usize = 2;
            open_changes(&page).await;
            let change = page.button("Opening hours").containing();

            // From the second version to today.
            page.type_date("From", day(1, OF)).await;
            page.type_date("to", day(2, OF)).await;
            page.shows("1 edited").await;
            change.click().await;
            page.role("deletion", "First").containing().is_there().await;
            page.role("insertion", "Third")
                .containing()
                .is_there()
                .await;
            page.heading("Today").containing().is_there().await;

            // Without today.
            page.type_date("to", day(2, BEFORE)).await;
            page.heading("Today").containing().is_gone().await;
            page.shows("1 edited").await;
            change.click().await;
            page.role("insertion", "Second")
                .containing()
                .is_there()
                .await;
            page.role("insertion", "Third").containing().is_gone().await;

            // Between two versions, and then with today.
            page.type_date("From", day(1, AFTER)).await;
            page.heading(NONE).is_there().await;
            page.type_date("to", day(2, OF)).await;
            page.shows("1 edited").await;
            change.click().await;
            page.role("deletion", "Second")
                .containing()
                .is_there()
                .await;
            page.role("insertion", "Third")
                .containing()
                .is_there()
                .await;

            // The day of the first version, over a reload.
            page.type_date("From", day(0, OF)).await;
            page.shows("1 created").await;
            page.type_date("to", day(0, OF)).await;
            page.url_where(|url| url.contains(&format!("to={}", day(0, OF))))
                .await;
            reload(&page).await;
            page.field("From").has_value(day(0, OF)).await;
            page.field("to").has_value(day(0, OF)).await;
            page.shows("1 created").await;
            change.click().await;
            page.shows("First text").await;
            page.shows_no("Third text").await;
            page.type_date("From", day(0, BEFORE)).await;
            page.type_date("to", day(0, BEFORE)).await;
            page.heading(NONE).is_there().await;
        })
        .await;
}
