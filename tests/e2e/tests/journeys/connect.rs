//! Connecting: four ways in which it fails, each with its own words, and the empty workspace.

use super::prelude::*;

/// An address at which nothing listens any more.
fn nobody_there() -> String {
    match std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()) {
        Ok(address) => format!("http://{address}"),
        Err(error) => panic!("no port: {error}"),
    }
}

async fn try_another(page: &Page, base: &str, key: &str) {
    page.role("radio", "Another service").click().await;
    page.field("Base URL").fill(base).await;
    page.field("Key").fill(key).await;
    page.button("Connect").click().await;
}

#[tokio::test]
async fn four_failures_have_four_messages() {
    Stage::of("four failures")
        .expects(&["401", "ERR_CONNECTION_REFUSED", "CORS", "ERR_FAILED"])
        .run(async |stage| {
            let page = stage.page.clone();
            let refusing = Stub::start(Manner::WithoutCors, Vec::new()).await;
            let static_site = Stub::start(Manner::Html, Vec::new()).await;
            page.open(&stage.server.link("not-a-key-of-this-server"))
                .await;
            page.shows("The service does not accept this key").await;
            page.shows("that it was not revoked").await;
            let url = page.url().await;
            assert!(!url.contains("not-a-key"), "{url}");
            // Also where nothing leads away from the address at once.
            page.open("about:blank").await;
            let link = format!("{}/connect#key=not-a-key-either", stage.server.base());
            page.open(&link).await;
            page.shows("The service does not accept this key").await;
            assert_eq!(page.url().await, format!("{}/connect", stage.server.base()));

            try_another(&page, &nobody_there(), "some-key").await;
            page.shows("Nothing answers at this address").await;
            page.field("Base URL").fill(refusing.base()).await;
            page.button("Connect").click().await;
            page.shows("does not allow browsers from this site").await;
            page.field("Base URL").fill(static_site.base()).await;
            page.button("Connect").click().await;
            page.shows("is not an AI training service").await;
            // What was typed stays for the next try.
            page.field("Key").has_value("some-key").await;
            page.field("Base URL").fill("ftp://files.example").await;
            page.button("Connect").click().await;
            page.shows("This is not the address of a service").await;
        })
        .await;
}

#[tokio::test]
async fn a_shared_link_asks_for_a_key_and_then_goes_where_it_led() {
    Stage::of("shared link")
        .with_scenarios(20)
        .run(async |stage| {
            let page = stage.page.clone();
            let base = stage.server.base().to_owned();
            page.open(&format!("{base}/workspace/main/scenarios?state=draft"))
                .await;
            page.button("Connect").click().await;
            page.shows("Paste a key of this service.").await;
            page.field("Key").fill(ADMIN_KEY).await;
            page.press("Enter").await;
            page.url_where(|url| url.ends_with("/workspace/main/scenarios?state=draft"))
                .await;
            page.row("Draft").nth(0).is_there().await;
            page.row("Published").is_gone().await;
        })
        .await;
}

#[tokio::test]
async fn an_empty_workspace_says_what_to_do_next() {
    Stage::of("empty workspace")
        .run(async |stage| {
            let page = stage.page.clone();
            stage.sign_in().await;
            page.heading("No scenarios yet").is_there().await;
            page.button("Write the first scenario").click().await;
            page.field("Title or trigger").is_there().await;
            page.url_where(|url| url.ends_with("/scenarios/new")).await;

            // An empty form that is sent says what is missing, and sends nothing.
            page.press("Control+s").await;
            let summary = page.role("group", "This cannot be saved yet");
            summary.has_focus().await;
            assert_eq!(stage.server.api().get("/training").await["total"], json!(0));
            page.field("Title or trigger").fill("Opening hours").await;
            page.field("Content").fill("9 to 17 on weekdays.").await;
            page.press("Control+s").await;
            page.row("Opening hours").is_there().await;
            page.heading("No scenarios yet").is_gone().await;
            only(&stage.server.api(), "Opening hours").await;
        })
        .await;
}
