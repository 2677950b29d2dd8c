//! The address bar: it shows the page that the app shows, so that it can be reloaded and passed on.

use super::prelude::*;

#[tokio::test]
async fn after_back_and_forward_every_page_has_its_address_again() {
    Stage::of("addresses after Back and Forward")
        .run(async |stage| {
            let api = stage.server.api();
            api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            let page = &stage.page;
            page.link("Segments").click().await;
            page.url_where(|url| url.ends_with("/segments")).await;
            page.back().await;
            page.url_where(|url| url.ends_with("/scenarios")).await;
            page.run("history.forward()").await;
            page.url_where(|url| url.ends_with("/segments")).await;
            // The same page from which the way began, and not by Back.
            page.link("Scenarios").click().await;
            page.row("Opening hours").is_there().await;
            page.url_where(|url| url.ends_with("/scenarios")).await;
            page.reload().await;
            page.row("Opening hours").is_there().await;
            // It is a page of its own in the history.
            page.back().await;
            page.url_where(|url| url.ends_with("/segments")).await;
        })
        .await;
}
