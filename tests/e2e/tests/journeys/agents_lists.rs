//! The lists of voice agents and of their trainings: what a row says, what a filter leaves, in
//! which order they come.

use cuebook_e2e::wait;

use super::agents_prelude::*;
use super::prelude::*;

/// Chooses in a native select as the keyboard does.
async fn choose(page: &Page, field: &str, words: &str) {
    page.field(field).focus().await;
    page.type_text(words).await;
}

/// Takes a choice back: the first option lets everything through.
async fn choose_any(page: &Page, field: &str) {
    page.field(field).focus().await;
    page.press("Home").await;
    page.field(field).has_value("").await;
}

/// Waits until the table's rows are these, in this order.
async fn rows_are(page: &Page, table: &str, expected: &[&str]) {
    let links = page.role("table", table).any("link");
    let found = wait::until(wait::PATIENCE, || async {
        let names = links.names().await;
        let is_same = names == expected;
        is_same.then_some(()).ok_or_else(|| names.join(", "))
    })
    .await;
    assert_eq!(found, Ok(()), "the rows of {table} are not {expected:?}");
}

/// Which column the table says it is sorted by. Nobody else may say so.
async fn sorted_by(page: &Page, columns: &[&str], by: &str, how: &str) {
    for column in columns {
        let expected = if *column == by { how } else { "none" };
        page.role("columnheader", column)
            .has_attribute("aria-sort", expected)
            .await;
    }
}

/// The names of the API's rows, in the order of one of their fields.
async fn ordered(voice: &Api, path: &str, name: &str, by: &str) -> Vec<String> {
    let answer = voice.get(path).await;
    let mut rows = answer["data"].as_array().cloned().unwrap_or_default();
    rows.sort_by_key(|row| row[by].as_str().map(str::to_owned));
    rows.iter()
        .map(|row| row[name].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// Four agents, each in another state, from the one that was changed first to the last one.
async fn four_agents(voice: &Api) {
    let order = create_agent(voice, "Order line").await;
    publish(voice, &order).await;
    create_agent(voice, "Bare line").await;
    let calls_out = create_agent(voice, "Callout line").await;
    publish(voice, &calls_out).await;
    let calls = json!({"direction": "outbound", "phone_number_ids": []});
    voice
        .put(&format!("/agents/{calls_out}/calling"), calls)
        .await;
    voice
        .post(&format!("/agents/{calls_out}/publish"), json!({}))
        .await;
    let night = create_agent(voice, "Night line").await;
    publish(voice, &night).await;
    voice
        .post(&format!("/agents/{night}/unpublish"), json!({}))
        .await;
}

async fn agents_page(stage: &Stage) -> Page {
    let page = stage.page.clone();
    stage.sign_in().await;
    page.open(&format!("{}/workspace/voice/agents", stage.server.base()))
        .await;
    page.heading("Agents 4").is_there().await;
    page
}

#[tokio::test]
async fn a_row_says_what_an_agent_misses_and_filters_narrow_the_list() {
    Stage::of("filters of agents")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            four_agents(&voice).await;
            let all = voice.get("/agents").await;
            let is = |label: &str, status: &str, direction: &str, ready: bool| {
                let rows = all["data"].as_array();
                let row = rows.and_then(|rows| rows.iter().find(|row| row["label"] == label));
                let Some(row) = row else {
                    panic!("no {label}: {all}");
                };
                assert_eq!(row["current_status"], status, "{row}");
                assert_eq!(row["direction"], direction, "{row}");
                assert_eq!(row["is_ready_to_publish"], ready, "{row}");
            };
            is("Order line", "published", "inbound", true);
            is("Bare line", "draft", "inbound", false);
            is("Callout line", "published", "outbound", true);
            is("Night line", "draft", "inbound", true);

            let page = agents_page(stage).await;
            let bare = page.row("Bare line");
            bare.shows("Draft").await;
            bare.shows("Misses Knowledge, Voice and Calling").await;
            bare.shows("Inbound").await;
            for (label, says, says_no) in [
                ("Order line", "Published", "Draft"),
                ("Callout line", "Outbound", "Inbound"),
                ("Night line", "Ready", "Published"),
            ] {
                page.row(label).shows(says).await;
                let text = page.row(label).text().await;
                assert!(!text.contains(says_no), "{label}: {text}");
                assert!(!text.contains("Misses"), "{label}: {text}");
            }

            choose(&page, "State", "Draft").await;
            page.heading("Agents 2 of 4").is_there().await;
            rows_are(&page, "Agents", &["Night line", "Bare line"]).await;
            page.url_where(|url| url.ends_with("?status=draft")).await;
            choose_any(&page, "State").await;
            page.heading("Agents 4").is_there().await;

            choose(&page, "Direction", "Outbound").await;
            page.heading("Agents 1 of 4").is_there().await;
            rows_are(&page, "Agents", &["Callout line"]).await;
            page.url_where(|url| url.ends_with("?direction=outbound"))
                .await;
            choose_any(&page, "Direction").await;
            page.heading("Agents 4").is_there().await;

            choose(&page, "Readiness", "Not ready").await;
            page.heading("Agents 1 of 4").is_there().await;
            rows_are(&page, "Agents", &["Bare line"]).await;
            page.url_where(|url| url.ends_with("?ready=no")).await;

            // Two of them at once let nobody through; the way out takes back both.
            choose(&page, "Direction", "Outbound").await;
            page.heading("Agents 0 of 4").is_there().await;
            page.heading("No agent matches").is_there().await;
            page.button("Clear the filter").click().await;
            page.heading("Agents 4").is_there().await;
            page.role("table", "Agents").any("link").are(4).await;
            page.url_where(|url| url.ends_with("/workspace/voice/agents"))
                .await;
            for field in ["State", "Direction", "Readiness"] {
                page.field(field).has_value("").await;
            }
        })
        .await;
}

#[tokio::test]
async fn a_press_on_a_columns_header_sorts_the_agents() {
    Stage::of("agents sorted")
        .run(async |stage| {
            const COLUMNS: &[&str] = &["Agent", "Updated"];
            const NAMES: [&str; 4] = ["Bare line", "Callout line", "Night line", "Order line"];
            const CHANGED: [&str; 4] = ["Order line", "Bare line", "Callout line", "Night line"];
            let backwards = |mut names: [&'static str; 4]| {
                names.reverse();
                names
            };
            let voice = stage.server.voice_api();
            four_agents(&voice).await;
            let updated = ordered(&voice, "/agents", "label", "updated_at").await;
            assert_eq!(updated, CHANGED, "the journey expects another order");
            let page = agents_page(stage).await;
            sorted_by(&page, COLUMNS, "Updated", "descending").await;
            rows_are(&page, "Agents", &backwards(CHANGED)).await;

            page.button("Agent").click().await;
            rows_are(&page, "Agents", &NAMES).await;
            sorted_by(&page, COLUMNS, "Agent", "ascending").await;
            page.url_where(|url| url.ends_with("?sort=name")).await;
            page.button("Agent").click().await;
            rows_are(&page, "Agents", &backwards(NAMES)).await;
            sorted_by(&page, COLUMNS, "Agent", "descending").await;
            page.url_where(|url| url.ends_with("?sort=-name")).await;

            // The newest first is what one gets unasked, so the address says nothing of it.
            page.button("Updated").click().await;
            rows_are(&page, "Agents", &backwards(CHANGED)).await;
            sorted_by(&page, COLUMNS, "Updated", "descending").await;
            page.url_where(|url| url.ends_with("/agents")).await;
            page.button("Updated").click().await;
            rows_are(&page, "Agents", &CHANGED).await;
            sorted_by(&page, COLUMNS, "Updated", "ascending").await;
            page.url_where(|url| url.ends_with("?sort=updated")).await;
        })
        .await;
}

/// An agent by the two names that it has: the one on the screen, and the one for systems.
async fn named(voice: &Api, label: &str, name: &str) {
    let mut body = agent(label);
    body["name"] = json!(name);
    voice.post("/agents", body).await;
}

#[tokio::test]
async fn agents_are_searched_by_name_and_label() {
    Stage::of("agents searched")
        .run(async |stage| {
            let voice = stage.server.voice_api();
            for (label, name) in [
                ("Order line", "order_taker"),
                ("Parcel desk", "shipping_help"),
                ("Night line", "nightly_order_taker"),
                ("Complaints", "desk_two"),
            ] {
                named(&voice, label, name).await;
            }
            let page = agents_page(stage).await;
            let all = ["Complaints", "Night line", "Order line", "Parcel desk"];
            page.button("Agent").click().await;
            rows_are(&page, "Agents", &all).await;
            let search = page.field("Search names and labels");
            page.press("/").await;
            search.has_focus().await;
            let finds = async |words: &str, rows: &[&str]| {
                search.fill(words).await;
                rows_are(&page, "Agents", rows).await;
                let heading = format!("Agents {} of 4", rows.len());
                page.heading(&heading).is_there().await;
            };
            // By the label alone, by the name alone, by either, by a word of each.
            finds("parcel", &["Parcel desk"]).await;
            finds("SHIPPING", &["Parcel desk"]).await;
            finds("desk", &["Complaints", "Parcel desk"]).await;
            finds("line nightly", &["Night line"]).await;
            finds("order", &["Night line", "Order line"]).await;

            page.url_where(|url| url.ends_with("?sort=name&q=order"))
                .await;
            page.reload().await;
            page.heading("Agents 2 of 4").is_there().await;
            search.has_value("order").await;
            rows_are(&page, "Agents", &["Night line", "Order line"]).await;
            page.button("Clear the search").click().await;
            page.heading("Agents 4").is_there().await;
            search.has_value("").await;
            search.has_focus().await;
            rows_are(&page, "Agents", &all).await;
            page.url_where(|url| url.ends_with("/agents?sort=name"))
                .await;

            search.fill("parcel nightly").await;
            page.heading("No agent matches").is_there().await;
            page.heading("Agents 0 of 4").is_there().await;
            page.button("Clear the filter").click().await;
            rows_are(&page, "Agents", &all).await;
            search.has_value("").await;
        })
        .await;
}

/// Trainings in the order of their making, which is not that of their subjects.
const MADE: &[(&str, &str)] = &[
    ("Refunds", "Ask for the order number."),
    ("Opening hours", "Say: nine to five."),
    ("Winter sale", "Ten percent off."),
];

#[tokio::test]
async fn trainings_are_filtered_by_status_and_sorted_by_their_times() {
    Stage::of("trainings sorted")
        .run(async |stage| {
            const COLUMNS: &[&str] = &["Subject", "Created", "Updated"];
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, MADE).await;
            let path = trainings_of(&id);
            // The second one is changed last.
            let rows = voice.get(&path).await;
            let second = json!({
                "node_id": rows["data"][1]["node_id"], "subject": MADE[1].0,
                "instructions": MADE[1].1, "current_status": "inactive",
            });
            voice.post(&path, second).await;
            let created = ["Refunds", "Opening hours", "Winter sale"];
            let updated = ["Refunds", "Winter sale", "Opening hours"];
            assert_eq!(
                ordered(&voice, &path, "subject", "created_at").await,
                created
            );
            assert_eq!(
                ordered(&voice, &path, "subject", "updated_at").await,
                updated
            );
            let backwards = |mut names: [&'static str; 3]| {
                names.reverse();
                names
            };

            let page = signed_in(stage, &id).await;
            page.row("Opening hours").shows("Inactive").await;
            sorted_by(&page, COLUMNS, "Updated", "descending").await;
            rows_are(&page, "Trainings", &backwards(updated)).await;

            page.button("Created").click().await;
            rows_are(&page, "Trainings", &backwards(created)).await;
            sorted_by(&page, COLUMNS, "Created", "descending").await;
            page.url_where(|url| url.ends_with("?sort=-created")).await;
            page.button("Created").click().await;
            rows_are(&page, "Trainings", &created).await;
            sorted_by(&page, COLUMNS, "Created", "ascending").await;
            page.url_where(|url| url.ends_with("?sort=created")).await;

            page.button("Updated").click().await;
            rows_are(&page, "Trainings", &backwards(updated)).await;
            sorted_by(&page, COLUMNS, "Updated", "descending").await;
            page.url_where(|url| url.ends_with(&format!("/agents/{id}")))
                .await;
            page.button("Updated").click().await;
            rows_are(&page, "Trainings", &updated).await;
            sorted_by(&page, COLUMNS, "Updated", "ascending").await;
            page.url_where(|url| url.ends_with("?sort=updated")).await;

            page.reload().await;
            rows_are(&page, "Trainings", &updated).await;
            sorted_by(&page, COLUMNS, "Updated", "ascending").await;
            // It also goes along into the form of a training, and stands beside a filter.
            page.link("Winter sale").click().await;
            page.field("Subject").has_value("Winter sale").await;
            page.url_where(|url| url.ends_with("?sort=updated")).await;
            choose(&page, "Status", "Inactive").await;
            page.heading("Trainings 1 of 3").is_there().await;
            rows_are(&page, "Trainings", &["Opening hours"]).await;
            let both = |url: &str| url.contains("sort=updated") && url.contains("status=inactive");
            page.url_where(both).await;
            choose_any(&page, "Status").await;
            page.heading("Trainings 3").is_there().await;
            rows_are(&page, "Trainings", &updated).await;
        })
        .await;
}
