//! axe-core finds nothing wrong, in light and in dark.

use cuebook_e2e::axe;

use super::prelude::*;

/// Collects what is wrong everywhere: one run then tells it all.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    async fn check(&mut self, page: &Page, what: &str) {
        for scheme in ["light", "dark"] {
            page.prefer(scheme).await;
            page.settle().await;
            for wrong in axe::violations(page).await {
                self.0.push(format!("{what}, {scheme}: {wrong}"));
            }
        }
    }
}

#[tokio::test]
async fn every_page_keeps_wcag_2_a_and_aa() {
    Stage::of("accessible")
        .with_scenarios(60)
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let base = stage.server.base().to_owned();
            let mut findings = Findings::default();
            page.open(&format!("{base}/connect")).await;
            page.button("Connect").is_there().await;
            findings.check(&page, "connect").await;

            let id = api.create(live("Opening hours", "**9** to 17")).await;
            let path = format!("/training/{id}");
            let edit = json!({ "title": "Opening hours", "content": "**10** to 18" });
            api.put(&path, edit).await;
            stage.sign_in().await;
            page.heading("All scenarios 61").is_there().await;
            findings.check(&page, "the list").await;
            open_scenario(&page, "Opening hours").await;
            findings.check(&page, "the form").await;
            page.role("radio", "Preview").click().await;
            findings.check(&page, "the preview").await;
            page.tab("Compare").click().await;
            page.any("insertion").nth(0).is_there().await;
            findings.check(&page, "the comparison").await;
            page.tab("History").click().await;
            page.button("Version 1").containing().click().await;
            findings.check(&page, "the history").await;
            page.button("Publish…").click().await;
            page.dialog("Publish these changes?").is_there().await;
            findings.check(&page, "the review").await;
            page.button("Not yet").click().await;
            page.link("Changes").click().await;
            page.button("Opening hours").containing().click().await;
            page.link("Open").is_there().await;
            findings.check(&page, "the changes").await;
            page.link("Segments").click().await;
            page.heading("Segments").containing().is_there().await;
            page.any("table").is_there().await;
            findings.check(&page, "the segments").await;
            page.button("New segment").click().await;
            page.field("Name").is_there().await;
            page.press("Control+s").await;
            findings.check(&page, "a new segment with problems").await;
            assert!(findings.0.is_empty(), "{}", findings.0.join("\n"));
        })
        .await;
}
