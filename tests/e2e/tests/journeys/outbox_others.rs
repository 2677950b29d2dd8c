//! The outbox of segments and directories: what is asked for waits, goes by itself, survives a
//! reload, and is never done twice.

use std::time::Duration;

use cuebook_e2e::wait;

use super::prelude::*;

const ALSO: &[&str] = &[
    "ERR_INTERNET_DISCONNECTED",
    "404",
    "409",
    "412",
    "429",
    "503",
];

const DIRECTORIES: &str = "/training/directories";
const SEGMENTS: &str = "/contacts/segments";

async fn new_directory(page: &Page, name: &str) {
    page.button("New directory").click().await;
    page.field("Name of the new directory").has_focus().await;
    page.type_text(name).await;
    page.press("Enter").await;
}

async fn rename_to(page: &Page, from: &str, to: &str) {
    page.tree_item(from).click().await;
    page.press("F2").await;
    page.field("New name").has_value(from).await;
    page.press("Control+a").await;
    page.type_text(to).await;
    page.press("Enter").await;
}

/// Waits until the service has this under these names, each once, in any order.
async fn has_names(api: &Api, path: &str, names: &[&str]) {
    let asked = wait::until(wait::PATIENCE, || async {
        let answer = api.get(path).await;
        let rows = answer.get("items").or(answer.get("data"));
        let rows = rows.and_then(Value::as_array).cloned().unwrap_or_default();
        let mut found: Vec<&str> = rows.iter().filter_map(|row| row["name"].as_str()).collect();
        found.sort_unstable();
        let mut wanted = names.to_vec();
        wanted.sort_unstable();
        if found == wanted {
            Ok(())
        } else {
            Err(format!("{found:?}"))
        }
    })
    .await;
    if let Err(found) = asked {
        panic!("{path} has {found} and not {names:?}");
    }
}

fn sent(faults: &Faults, method: &str, path: &str) -> (usize, usize) {
    let log = faults.log();
    let all: Vec<_> = log
        .iter()
        .filter(|entry| entry.method == method && entry.path.contains(path))
        .collect();
    let done = all.iter().filter(|entry| entry.is_done()).count();
    (all.len(), done)
}

#[tokio::test]
async fn a_segment_saved_without_a_connection_goes_out_later_and_once() {
    Stage::of("segment without a connection")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            api.create_segment("VIP").await;
            page.reload().await;
            page.link("Segments").click().await;
            page.link("VIP").click().await;
            page.field("Name").has_value("VIP").await;
            page.connect(false).await;
            page.field("Name").fill("Club").await;
            page.press("Control+s").await;
            page.shows("No connection").await;
            page.shows("It is sent by itself").await;
            // The form is the person's again: another text takes the place of the one that waits,
            // of which nothing was sent.
            page.field("Name").fill("Club of ten").await;
            page.press("Control+s").await;
            page.shows("It is sent by itself").await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer
                .clone()
                .shows("Rename the segment “VIP” to “Club of ten”")
                .await;
            assert_eq!(drawer.button("Take back").count().await, 1);
            page.press("Escape").await;
            has_names(&api, SEGMENTS, &["VIP"]).await;
            page.connect(true).await;
            has_names(&api, SEGMENTS, &["Club of ten"]).await;
            page.shows("Sent ").await;
            page.shows_no("It is sent by itself").await;
            page.shows_no("Somebody changed").await;
            assert_eq!(sent(&faults, "PUT", SEGMENTS), (1, 1));
        })
        .await;
}

#[tokio::test]
async fn a_lost_answer_makes_no_second_segment_and_no_false_conflict() {
    Stage::of("lost answers of a segment")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            page.link("Segments").click().await;
            page.button("Describe the first segment").click().await;
            page.field("Name").fill("VIP").await;
            faults.next("POST", SEGMENTS, Fault::DropAnswer);
            page.press("Control+s").await;
            page.link("VIP").is_there().await;
            page.url_where(|url| !url.contains("/new")).await;
            // The form is the same one: the focus stayed.
            page.field("Name").has_focus().await;
            has_names(&api, SEGMENTS, &["VIP"]).await;
            assert_eq!(sent(&faults, "POST", SEGMENTS).0, 2);

            page.field("Name").fill("Club").await;
            faults.next("PUT", SEGMENTS, Fault::Cut);
            page.press("Control+s").await;
            page.link("Club").is_there().await;
            page.shows("Sent ").await;
            page.shows_no("Somebody changed").await;
            has_names(&api, SEGMENTS, &["Club"]).await;

            faults.next("DELETE", SEGMENTS, Fault::DropAnswer);
            page.button("Delete…").click().await;
            let question = page.dialog("Delete this segment?");
            question.button("Delete the segment").click().await;
            page.heading("No segments yet").is_there().await;
            page.shows("Deleted the segment “Club”.").await;
            has_names(&api, SEGMENTS, &[]).await;
        })
        .await;
}

#[tokio::test]
async fn a_new_segment_that_waits_goes_on_after_a_reload() {
    Stage::of("new segment over a reload")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            page.link("Segments").click().await;
            page.button("Describe the first segment").click().await;
            page.field("Name").fill("VIP").await;
            page.field("Description").fill("Who spends most").await;
            for _ in 0..2 {
                faults.next("POST", SEGMENTS, Fault::Failing(503));
            }
            page.press("Control+s").await;
            page.shows("status 503").await;
            page.shows("It is sent by itself").await;
            page.reload().await;
            page.field("Name").has_value("VIP").await;
            page.field("Description").has_value("Who spends most").await;
            has_names(&api, SEGMENTS, &["VIP"]).await;
            page.link("VIP").is_there().await;
            page.url_where(|url| !url.contains("/new")).await;
            page.shows_no("It is sent by itself").await;
            page.shows_no("These are your unsent edits").await;
            page.shows_no("Somebody changed").await;
        })
        .await;
}

#[tokio::test]
async fn a_segment_that_somebody_changed_while_it_waited_is_asked_about() {
    Stage::of("segment changed meanwhile")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create_segment("VIP").await;
            page.reload().await;
            page.link("Segments").click().await;
            page.link("VIP").click().await;
            faults.next("PUT", SEGMENTS, Fault::TooMany(3));
            page.field("Name").fill("Club").await;
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            let path = format!("{SEGMENTS}/{id}");
            api.put(&path, json!({ "name": "Regulars" })).await;
            page.shows("Somebody changed this segment").await;
            page.field("Name").has_value("Club").await;
            has_names(&api, SEGMENTS, &["Regulars"]).await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.shows("The service has everything you sent").await;
            page.press("Escape").await;
            page.button("Put my edits on top").click().await;
            page.press("Control+s").await;
            has_names(&api, SEGMENTS, &["Club"]).await;
        })
        .await;
}

#[tokio::test]
async fn a_segment_that_waits_is_edited_or_taken_back_and_its_text_stays() {
    Stage::of("segment taken back")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            page.link("Segments").click().await;
            page.button("Describe the first segment").click().await;
            faults.next("POST", SEGMENTS, Fault::TooMany(60));
            page.field("Name").fill("VIP").await;
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            page.button("Close the segment").click().await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().shows("Create the segment “VIP”").await;
            drawer.clone().button("Take back").click().await;
            drawer
                .clone()
                .shows("The service has everything you sent")
                .await;
            drawer
                .clone()
                .tab("Unsent edits")
                .containing()
                .click()
                .await;
            drawer.clone().shows("VIP").await;
            drawer.clone().button("Continue").click().await;
            page.field("Name").has_value("VIP").await;
            faults.next("POST", SEGMENTS, Fault::TooMany(60));
            page.press("Control+s").await;
            page.shows("The service asks to wait").await;
            page.link("Scenarios").click().await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().button("Edit").click().await;
            drawer.is_gone().await;
            page.field("Name").has_value("VIP").await;
            page.field("Name").fill("Club").await;
            page.press("Control+s").await;
            has_names(&api, SEGMENTS, &["Club"]).await;
            page.url_where(|url| !url.contains("/new")).await;
        })
        .await;
}

#[tokio::test]
async fn a_lost_answer_makes_no_second_directory_and_no_false_conflict() {
    Stage::of("lost answers of a directory")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            faults.next("POST", DIRECTORIES, Fault::DropAnswer);
            new_directory(&page, "Billing").await;
            page.tree_item("Billing").is_there().await;
            has_names(&api, DIRECTORIES, &["Billing"]).await;
            assert_eq!(sent(&faults, "POST", DIRECTORIES).0, 2);

            faults.next("PUT", DIRECTORIES, Fault::DropAnswer);
            rename_to(&page, "Billing", "Payments").await;
            page.tree_item("Payments").is_there().await;
            page.shows_no("meanwhile").await;
            has_names(&api, DIRECTORIES, &["Payments"]).await;

            faults.next("DELETE", DIRECTORIES, Fault::Cut);
            page.tree_item("Payments").focus().await;
            page.press("Delete").await;
            let question = page.dialog("Delete “Payments”?");
            question.button("Delete the directory").click().await;
            page.tree_item("Payments").is_gone().await;
            page.shows("Deleted the directory “Payments”.").await;
            has_names(&api, DIRECTORIES, &[]).await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.shows("The service has everything you sent").await;
        })
        .await;
}

#[tokio::test]
async fn directories_asked_for_without_a_connection_are_made_in_their_order() {
    Stage::of("directories without a connection")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let old = api.create_directory("Billing", None).await;
            page.reload().await;
            page.tree_item("Billing").is_there().await;
            page.connect(false).await;
            rename_to(&page, "Billing", "Payments").await;
            page.shows("Rename the directory “Billing” to “Payments”")
                .await;
            // The tree shows what there is, not what is to come.
            page.tree_item("Billing").is_there().await;
            page.tree_item("All").click().await;
            new_directory(&page, "Billing").await;
            page.shows("2 changes of directories not sent yet").await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer
                .clone()
                .shows("Rename the directory “Billing” to “Payments”")
                .await;
            drawer.clone().shows("Create the directory “Billing”").await;
            drawer.shows("Waits for an earlier write").await;
            page.press("Escape").await;
            page.connect(true).await;
            page.tree_item("Payments").is_there().await;
            page.tree_item("Billing").is_there().await;
            page.shows_no("not sent yet").await;
            has_names(&api, DIRECTORIES, &["Billing", "Payments"]).await;
            assert_eq!(directory(&api, "Payments").await["id"], json!(old));
            assert_eq!(sent(&faults, "POST", DIRECTORIES), (1, 1));
            assert_eq!(sent(&faults, "PUT", DIRECTORIES), (1, 1));
        })
        .await;
}

#[tokio::test]
async fn a_directory_that_waits_goes_on_after_a_reload() {
    Stage::of("directory over a reload")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            faults.next("POST", DIRECTORIES, Fault::TooMany(4));
            new_directory(&page, "Billing").await;
            page.shows("Create the directory “Billing”").await;
            page.shows("The service asks to wait").await;
            page.field("Name of the new directory").is_gone().await;
            page.reload().await;
            page.shows("Create the directory “Billing”").await;
            page.tree_item("Billing").is_there().await;
            page.shows("Done: Create the directory “Billing”.").await;
            has_names(&api, DIRECTORIES, &["Billing"]).await;
            assert_eq!(sent(&faults, "POST", DIRECTORIES).1, 1);
        })
        .await;
}

#[tokio::test]
async fn a_refused_directory_name_says_why_and_is_not_lost() {
    Stage::of("refused directory name")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            api.create_directory("Returns", None).await;
            page.reload().await;
            page.tree_item("Returns").is_there().await;
            // At once: in its field, with the reason.
            new_directory(&page, "returns").await;
            page.shows("There is already a directory").await;
            page.press("Control+a").await;
            page.type_text("Shipping").await;
            page.press("Enter").await;
            page.tree_item("Shipping").is_there().await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.shows("The service has everything you sent").await;
            page.press("Escape").await;

            // Later, when the field is gone: the outbox keeps it, and gives it back to be edited.
            page.tree_item("All").click().await;
            faults.next("POST", DIRECTORIES, Fault::TooMany(2));
            new_directory(&page, "Billing").await;
            page.shows("The service asks to wait").await;
            api.create_directory("billing", None).await;
            page.shows("Create the directory “Billing” was refused.")
                .await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().shows("Refused").await;
            drawer.clone().shows("There is already a directory").await;
            drawer.clone().button("Edit").click().await;
            drawer.is_gone().await;
            page.field("Name of the new directory")
                .has_value("Billing")
                .await;
            page.field("Name of the new directory").has_focus().await;
            page.press("Control+a").await;
            page.type_text("Payments").await;
            page.press("Enter").await;
            page.tree_item("Payments").is_there().await;
            has_names(
                &api,
                DIRECTORIES,
                &["Returns", "Shipping", "billing", "Payments"],
            )
            .await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            page.shows_no("not sent yet").await;
        })
        .await;
}

#[tokio::test]
async fn a_tree_that_cannot_be_read_again_shows_what_was_written() {
    Stage::of("tree after a write")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            api.create_directory("Returns", None).await;
            page.reload().await;
            page.tree_item("Returns").is_there().await;
            faults.begin(0);
            faults.next("GET", DIRECTORIES, Fault::Failing(503));
            new_directory(&page, "Shipping").await;
            let is_read_again = wait::until(wait::PATIENCE, || async {
                match sent(&faults, "GET", DIRECTORIES) {
                    (1, 0) => Ok(()),
                    other => Err(format!("{other:?}")),
                }
            });
            assert_eq!(is_read_again.await, Ok(()));
            page.tree_item("Shipping").is_there().await;
            page.tree_item("Returns").is_there().await;
            has_names(&api, DIRECTORIES, &["Returns", "Shipping"]).await;
        })
        .await;
}

#[tokio::test]
async fn a_directory_that_somebody_renamed_meanwhile_is_not_renamed_over_it() {
    Stage::of("renamed meanwhile")
        .expects(LOST)
        .expects(ALSO)
        .run(async |stage| {
            let (page, api, faults) = behind_faults(stage).await;
            let id = api.create_directory("Billing", None).await;
            page.reload().await;
            page.tree_item("Billing").is_there().await;
            faults.next("PUT", DIRECTORIES, Fault::TooMany(2));
            rename_to(&page, "Billing", "Payments").await;
            page.shows("The service asks to wait").await;
            let path = format!("{DIRECTORIES}/{id}");
            api.put(&path, json!({ "name": "Invoices" })).await;
            page.shows("Somebody else has renamed “Billing” to “Invoices” meanwhile.")
                .await;
            has_names(&api, DIRECTORIES, &["Invoices"]).await;
            page.tree_item("Invoices").is_there().await;
        })
        .await;
}
