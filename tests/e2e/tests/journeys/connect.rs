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

/// All that the tab's history and the address bar show.
const SEEN: &str =
    "return [location.href, ...navigation.entries().map((entry) => entry.url)].join(' ')";

async fn holds_no_key(page: &Page, key: &str) {
    let seen = page.run(SEEN).await;
    let seen = seen.as_str().unwrap_or_default();
    assert!(seen.contains("http") && !seen.contains(key), "{seen}");
}

#[tokio::test]
async fn a_link_opened_in_a_tab_that_shows_the_console_signs_in() {
    Stage::of("link in an open tab")
        .expects(&["401"])
        .run(async |stage| {
            let page = stage.page.clone();
            let base = stage.server.base().to_owned();
            stage
                .server
                .api()
                .create(live("Opening hours", "9 to 17"))
                .await;
            // Only the fragment changes: nothing is loaded anew.
            page.open(&format!("{base}/connect")).await;
            page.field("Key").is_there().await;
            page.run("window.sameDocument = true").await;
            page.open(&format!("{base}/connect#key=not-a-key")).await;
            page.shows("The service does not accept this key").await;
            holds_no_key(&page, "not-a-key").await;
            page.open(&format!("{base}/connect#key={ADMIN_KEY}")).await;
            page.row("Opening hours").is_there().await;
            holds_no_key(&page, ADMIN_KEY).await;

            // Over a workspace, and over text that is not saved.
            page.row("Opening hours").click().await;
            page.field("Content").fill("Unsaved").await;
            let here = page.url().await;
            let second = stage.server.make_key("second", &[]).unwrap();
            page.open(&format!("{here}#key={second}")).await;
            page.shows("These are your unsent edits").await;
            page.field("Content").has_value("Unsaved").await;
            page.url_where(|url| url == here).await;
            holds_no_key(&page, &second).await;
            let kept = page
                .run("return JSON.stringify(Object.values(sessionStorage))")
                .await;
            assert!(
                kept.as_str().unwrap_or_default().contains(&second),
                "{kept}"
            );
            let same = page.run("return window.sameDocument === true").await;
            assert_eq!(same, json!(true), "the page was loaded anew");
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
