//! Two people, one scenario or one segment: nobody's text is overwritten.

use super::prelude::*;

async fn in_conflict(stage: &Stage) -> (Page, Api, String) {
    let (page, api) = (stage.page.clone(), stage.server.api());
    let id = api.create(live("Opening hours", "9 to 17")).await;
    stage.sign_in().await;
    open_scenario(&page, "Opening hours").await;
    page.field("Content").fill("Mine: 10 to 18").await;
    let path = format!("/training/{id}");
    let theirs = json!({ "title": "Opening hours", "content": "Theirs: 8 to 16" });
    api.put(&path, theirs).await;
    page.press("Control+s").await;
    page.shows("Somebody changed this scenario since you opened it")
        .await;
    page.shows("nothing was overwritten").await;
    page.field("Content").has_value("Mine: 10 to 18").await;
    let row = api.get(&path).await;
    assert_eq!(row["draft_content"], json!("Theirs: 8 to 16"));
    (page, api, id)
}

#[tokio::test]
async fn my_edits_go_on_top_only_when_i_say_so() {
    Stage::of("keep mine")
        .expects(&["412"])
        .run(async |stage| {
            let (page, api, id) = in_conflict(stage).await;
            page.button("Show the difference").click().await;
            page.role("deletion", "Theirs")
                .containing()
                .is_there()
                .await;
            page.button("Put my edits on top").click().await;
            page.field("Content").has_value("Mine: 10 to 18").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(
                row["draft_content"],
                json!("Theirs: 8 to 16"),
                "sent without being asked"
            );
            page.press("Control+s").await;
            until(&api, &id, "my text", |row| {
                row["draft_content"] == json!("Mine: 10 to 18")
            })
            .await;
        })
        .await;
}

#[tokio::test]
async fn the_newer_text_is_taken_when_i_say_so() {
    Stage::of("take theirs")
        .expects(&["412"])
        .run(async |stage| {
            let (page, api, id) = in_conflict(stage).await;
            page.button("Take the newer text").click().await;
            page.field("Content").has_value("Theirs: 8 to 16").await;
            page.shows_no("Somebody changed this scenario").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(row["draft_content"], json!("Theirs: 8 to 16"));
        })
        .await;
}

/// Somebody else publishes while the page has edits of its own, and the page saves.
async fn apart(stage: &Stage, base: &str, mine: &str, theirs: &str) -> (Page, Api, String) {
    let (page, api) = (stage.page.clone(), stage.server.api());
    let id = api.create(live("Opening hours", base)).await;
    stage.sign_in().await;
    open_scenario(&page, "Opening hours").await;
    page.field("Content").fill(mine).await;
    let theirs = json!({ "title": "Opening hours", "content": theirs });
    api.put(&format!("/training/{id}"), theirs).await;
    page.press("Control+s").await;
    page.shows("Somebody changed this scenario since you opened it")
        .await;
    (page, api, id)
}

#[tokio::test]
async fn edits_of_different_lines_are_put_together() {
    Stage::of("merge apart")
        .expects(&["412"])
        .run(async |stage| {
            let (page, api, id) = apart(
                stage,
                "Monday: 9 to 17\n\nSunday: closed",
                "Monday: 10 to 17\n\nSunday: closed",
                "Monday: 9 to 17\n\nSunday: 11 to 15",
            )
            .await;
            page.button("Put the edits together").click().await;
            let together = "Monday: 10 to 17\n\nSunday: 11 to 15";
            page.field("Content").has_value(together).await;
            page.shows_no("Somebody changed this scenario").await;
            page.press("Control+s").await;
            until(&api, &id, "both edits", |row| {
                row["draft_content"] == json!(together)
            })
            .await;
        })
        .await;
}

#[tokio::test]
async fn what_both_changed_is_decided_before_anything_is_sent() {
    Stage::of("merge conflict")
        .expects(&["412"])
        .run(async |stage| {
            let (page, api, id) = apart(
                stage,
                "Hello!\n\n9 to 17\n\nBye.",
                "Hello!\n\nMine: 10 to 18\n\nBye.",
                "Good day!\n\nTheirs: 8 to 16\n\nBye.",
            )
            .await;
            page.button("Put the edits together").click().await;
            let dialog = page.dialog("Put the edits together");
            page.shows("1 decision is left.").await;
            dialog.clone().role("radio", "By hand").click().await;
            page.field("Conflict 1, by hand").fill("9 to 18\n").await;
            dialog.clone().button("Use this").click().await;
            dialog.is_gone().await;
            let decided = "Good day!\n\n9 to 18\n\nBye.";
            page.field("Content").has_value(decided).await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_ne!(row["draft_content"], json!(decided), "sent unasked");
            page.press("Control+s").await;
            until(&api, &id, "what was decided", |row| {
                row["draft_content"] == json!(decided)
            })
            .await;
        })
        .await;
}

/// Notes method, `If-Match` and `Idempotency-Key` of each write, and runs `meanwhile`, which has
/// the words of the second person, between the page's last reading and its write.
const WATCH: &str = "const ask = window.fetch; window.writes = []; window.meanwhile = null; \
    window.fetch = async (request, ...more) => { \
      if (request.method !== 'GET') { \
        const header = (name) => request.headers.get(name); \
        window.writes.push([request.method, header('if-match'), header('idempotency-key')]); \
        const then = window.meanwhile; window.meanwhile = null; \
        if (then) await ask(request.url, { method: 'PUT', body: JSON.stringify(then), headers: { \
          authorization: header('authorization'), 'content-type': 'application/json' } }); \
      } \
      return ask(request, ...more); \
    }";

#[tokio::test]
async fn a_segment_that_somebody_else_changed_is_not_overwritten() {
    const SOMEBODY: &str = "Somebody changed this segment since you opened it";
    Stage::of("segment of two")
        .expects(&["412"])
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            stage.sign_in().await;
            page.link("Segments").click().await;
            page.run(WATCH).await;
            page.button("Describe the first segment").click().await;
            page.field("Name").fill("Wholesale").await;
            page.press("Control+s").await;
            page.link("Wholesale").is_there().await;
            page.url_where(|url| !url.contains("/new")).await;
            let created = page.run("return window.writes[0]").await;
            let key = created[2].as_str().unwrap_or_default();
            assert!(created[0] == json!("POST") && key.len() > 20, "{created}");

            // Before the page reads again: its own look says so.
            let all = api.get("/contacts/segments").await;
            let path = format!("/contacts/segments/{}", id_of(&all["data"][0]));
            api.put(&path, json!({ "name": "Theirs" })).await;
            page.field("Name").fill("Mine").await;
            page.press("Control+s").await;
            page.shows(SOMEBODY).await;
            page.field("Name").has_value("Mine").await;
            assert_eq!(api.get(&path).await["name"], json!("Theirs"));
            // Asking again does not overwrite either.
            page.press("Control+s").await;
            page.shows("Nothing was sent.").await;
            assert_eq!(api.get(&path).await["name"], json!("Theirs"));
            page.button("Show the difference").click().await;
            page.role("deletion", "Theirs")
                .containing()
                .is_there()
                .await;
            page.button("Put my edits on top").click().await;
            page.shows_no(SOMEBODY).await;

            // Between its look and its write: the tag says so, and the service refuses.
            page.run("window.meanwhile = { name: 'Theirs again' }")
                .await;
            page.press("Control+s").await;
            page.shows(SOMEBODY).await;
            assert_eq!(api.get(&path).await["name"], json!("Theirs again"));
            page.field("Name").has_value("Mine").await;
            page.button("Take the newer text").click().await;
            page.field("Name").has_value("Theirs again").await;
            page.heading("Theirs again").has_focus().await;

            // What nobody else has touched is sent, with the tag of what was read.
            page.field("Description").fill("Shops that resell").await;
            page.press("Control+s").await;
            page.button("Save")
                .has_attribute("aria-disabled", "true")
                .await;
            let row = api.get(&path).await;
            assert_eq!(row["name"], json!("Theirs again"));
            assert_eq!(row["description"], json!("Shops that resell"));
            let last = page.run("return window.writes.at(-1)").await;
            let tag = last[1].as_str().unwrap_or_default();
            assert!(last[0] == json!("PUT") && tag.starts_with('"'), "{last}");

            // A deletion is held back as well.
            api.put(&path, json!({ "description": "Needed" })).await;
            page.button("Delete…").click().await;
            let question = page.dialog("Delete this segment?");
            question.button("Delete the segment").click().await;
            page.shows("Somebody changed this since you opened it.")
                .await;
            page.field("Description").has_value("Needed").await;
            page.button("Delete again").click().await;
            page.heading("No segments yet").is_there().await;
        })
        .await;
}

/// Moves the one scenario of the list to "Shipping", by keyboard.
async fn move_to_shipping(page: &Page) {
    go_to_list(page).await;
    page.press("Home").await;
    page.press("Space").await;
    page.press("m").await;
    page.dialog("Move 1 scenario to…").is_there().await;
    page.type_text("ship").await;
    page.option("Shipping").is_there().await;
    page.press("Enter").await;
}

#[tokio::test]
async fn what_somebody_else_has_moved_is_not_moved_over_it() {
    Stage::of("two people move")
        .expects(&["409", "412"])
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Beta", "Text")).await;
            let path = format!("/training/{id}");
            let shipping = json!(api.create_directory("Shipping", None).await);
            let returns = json!(api.create_directory("Returns", None).await);
            stage.sign_in().await;
            page.row("Beta").is_there().await;
            page.tree_item("Shipping").is_there().await;
            let place = json!({ "directory_id": returns });
            api.put(&format!("{path}/directory"), place).await;
            move_to_shipping(&page).await;
            page.shows("1 scenario could not be moved").await;
            assert_eq!(api.get(&path).await["directory_id"], returns);

            let drawer = open_drawer(&page, "Outbox").await;
            drawer
                .clone()
                .shows("Somebody else has moved “Beta” to another directory meanwhile.")
                .await;
            // Who knows that and still wants it moves it from there.
            drawer.button("Try now").click().await;
            until(&api, &id, "its directory", |row| {
                row["directory_id"] == shipping
            })
            .await;
        })
        .await;
}

#[tokio::test]
async fn a_move_keeps_what_somebody_else_wrote_meanwhile() {
    Stage::of("move beside an edit")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let id = api.create(live("Beta", "Text")).await;
            let shipping = json!(api.create_directory("Shipping", None).await);
            stage.sign_in().await;
            page.row("Beta").is_there().await;
            page.tree_item("Shipping").is_there().await;
            let theirs = json!({ "title": "Beta", "content": "Theirs", "is_draft": false });
            api.put(&format!("/training/{id}"), theirs).await;
            move_to_shipping(&page).await;
            page.shows("Moved 1 scenario to “Shipping”.").await;
            let row = api.get(&format!("/training/{id}")).await;
            assert_eq!(
                (&row["directory_id"], &row["content"], &row["draft_content"]),
                (&shipping, &json!("Theirs"), &Value::Null)
            );
        })
        .await;
}
