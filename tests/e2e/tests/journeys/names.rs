//! The harness's own idea of roles and names is the browser's.

use super::prelude::*;

#[tokio::test]
async fn roles_and_names_are_those_that_the_browser_computes() {
    Stage::of("names")
        .with_scenarios(30)
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            api.create(live("Opening hours", "9 to 17")).await;
            stage.sign_in().await;
            open_scenario(&page, "Opening hours").await;
            let mut compared = 0;
            for role in [
                "button", "link", "textbox", "combobox", "tab", "radio", "treeitem",
            ] {
                for (ours, browsers) in page.any(role).beside_the_browsers().await {
                    assert_eq!(ours, browsers, "a {role}");
                    compared += 1;
                }
            }
            assert!(compared > 40, "only {compared} names were compared");
        })
        .await;
}
