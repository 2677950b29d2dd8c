//! A group that was sent in one go is undone and done again in one go, also by a page that does not
//! remember it.

use super::prelude::*;
use super::undo::{all_in, three_moved};

/// Loads the page anew, until the keys are its own.
async fn reload(page: &Page) {
    page.reload().await;
    page.row("Gamma").is_there().await;
    page.tree_item("Shipping").is_there().await;
    go_to_list(page).await;
}

#[tokio::test]
async fn a_group_is_undone_and_done_again_after_reloads() {
    Stage::of("undo group after a reload")
        .run(async |stage| {
            let (page, api, ids, directory) = three_moved(stage).await;
            let directory = json!(directory);
            all_in(&api, &ids, &directory).await;
            reload(&page).await;
            page.press("Control+z").await;
            page.shows("Undone: Moved 3 scenarios.").await;
            all_in(&api, &ids, &Value::Null).await;

            reload(&page).await;
            page.press("Control+Shift+z").await;
            page.shows("Done again: Moved 3 scenarios.").await;
            all_in(&api, &ids, &directory).await;

            // Once more: it is one step, and nothing lies below it.
            reload(&page).await;
            page.press("Control+z").await;
            page.shows("Undone: Moved 3 scenarios.").await;
            all_in(&api, &ids, &Value::Null).await;
            page.press("Control+z").await;
            page.shows("There is nothing to undo on this device.").await;
            let drawer = open_drawer(&page, "History").await;
            let redo = drawer.clone().button("Redo Moved 3 scenarios");
            redo.is_there().await;
            drawer.clone().any("listitem").are(1).await;
            for title in ["Alpha", "Beta", "Gamma"] {
                let row = only(&api, title).await;
                assert_eq!(row["content"], json!("Text"), "{row}");
            }
        })
        .await;
}
