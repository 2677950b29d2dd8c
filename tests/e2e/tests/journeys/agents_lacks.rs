//! What a workspace of voice agents does not have, because its service does not: it is absent from
//! every page, menu and dialog, not disabled.

use super::agents_prelude::*;
use super::prelude::*;

/// Pages that only a workspace of scenarios has.
const PAGES: [&str; 3] = ["Scenarios", "Segments", "Changes"];

/// The beginnings of what only a scenario knows, in small letters: directories and the way into
/// them, segments, channels, the schedule, the versions and their history.
const WORDS: [&str; 7] = [
    "move to", "director", "segment", "channel", "schedule", "version", "history",
];

/// What has a name that is said and need not be written.
const ROLES: [&str; 18] = [
    "button",
    "checkbox",
    "columnheader",
    "combobox",
    "dialog",
    "grid",
    "group",
    "heading",
    "link",
    "listbox",
    "menuitem",
    "navigation",
    "radiogroup",
    "region",
    "searchbox",
    "switch",
    "tab",
    "textbox",
];

/// Which of these words stand in what can be read on the page, or in the names of what is on it.
async fn words_on(page: &Page) -> Vec<&'static str> {
    page.settle().await;
    let mut text = page.text().await;
    for role in ROLES {
        for name in page.any(role).names().await {
            text.push('\n');
            text.push_str(&name);
        }
    }
    let text = text.to_lowercase();
    let words = WORDS.into_iter();
    words.filter(|word| text.contains(word)).collect()
}

/// Opens a menu, sees what is in it, and closes it.
async fn words_in_menu(page: &Page, button: &str, known: &str) -> Vec<&'static str> {
    page.button(button).click().await;
    page.menu_item(known).is_there().await;
    let words = words_on(page).await;
    page.press("Escape").await;
    page.menu_item(known).is_gone().await;
    words
}

/// Opens the list of shortcuts by its key, sees what is in it, and closes it.
async fn words_in_help(page: &Page) -> Vec<&'static str> {
    page.press("?").await;
    let help = page.dialog("Keyboard shortcuts");
    help.shows("List the shortcuts").await;
    let words = words_on(page).await;
    page.press("Escape").await;
    help.is_gone().await;
    words
}

/// A workspace of scenarios has all of it: only then it means something that another one lacks it.
async fn all_is_there(page: &Page) {
    for name in PAGES {
        page.link(name).is_there().await;
    }
    page.any("tree").is_there().await;
    open_scenario(page, "Parcels").await;
    page.tab("History").is_there().await;
    page.shows("Schedule").await;
    let mut words = words_on(page).await;
    words.extend(words_in_menu(page, "More actions", "Move to…").await);
    page.tab("History").click().await;
    page.shows("Version 1").await;
    words.extend(words_on(page).await);
    words.sort_unstable();
    words.dedup();
    let mut all = WORDS.to_vec();
    all.sort_unstable();
    assert_eq!(words, all);
    let help = words_in_help(page).await;
    assert_eq!(help[..2], ["move to", "director"]);
}

async fn lacks_pages(page: &Page, place: &str) {
    for name in PAGES {
        assert_eq!(page.link(name).count().await, 0, "{place}: {name}");
    }
    for role in ["tree", "tab"] {
        assert_eq!(page.any(role).count().await, 0, "{place}: a {role}");
    }
}

#[tokio::test]
async fn what_the_dialect_lacks_is_not_there() {
    Stage::of("what voice lacks")
        .run(async |stage| {
            const NONE: [&str; 0] = [];
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let page = stage.page.clone();
            stage.server.api().create(live("Parcels", "Text")).await;
            stage.sign_in().await;
            all_is_there(&page).await;

            let base = stage.server.base().to_owned();
            let agents = format!("{base}/workspace/voice/agents");
            let lacks = async |place: &str| {
                lacks_pages(&page, place).await;
                assert_eq!(words_on(&page).await, NONE, "{place}");
            };
            page.open(&agents).await;
            page.link("Order line").is_there().await;
            page.link("Agents").is_there().await;
            lacks("the agents").await;
            let person = words_in_menu(&page, "Settings", "Sign out").await;
            assert_eq!(person, NONE, "the person's menu");
            assert_eq!(words_in_help(&page).await, NONE, "help of the agents");

            page.link("Order line").click().await;
            page.link("Refunds").is_there().await;
            lacks("an agent").await;
            let menu = words_in_menu(&page, "More about the agent", "Delete the agent…").await;
            assert_eq!(menu, NONE, "the agent's menu");
            page.link("Refunds").click().await;
            page.field("Instructions")
                .has_value("Ask for the order number.")
                .await;
            page.field("Node ID").is_there().await;
            lacks("a training").await;
            let menu = words_in_menu(&page, "More actions", "Delete").await;
            assert_eq!(menu, NONE, "the training's menu");
            assert_eq!(words_in_help(&page).await, NONE, "help of a training");

            page.field("Instructions").fill("Ask nothing.").await;
            page.press("Control+s").await;
            let review = page.dialog("Apply 1 change?");
            review.shows("Publish the agent afterwards").await;
            review.shows("Change the instructions of “Refunds”").await;
            lacks("the review").await;
            review.button("Give up").click().await;
            page.shows("No edits").await;
            page.press("Escape").await;

            page.open(&format!("{agents}/{id}/settings")).await;
            page.button("Save calling").is_there().await;
            lacks("the settings").await;
            assert_eq!(words_in_help(&page).await, NONE, "help of the settings");
            page.open(&format!("{agents}/new")).await;
            page.button("Create agent").is_there().await;
            lacks("a new agent").await;

            for part in ["scenarios", "segments", "changes"] {
                page.open(&format!("{base}/workspace/voice/{part}")).await;
                page.heading("There is no such page").is_there().await;
            }
        })
        .await;
}
