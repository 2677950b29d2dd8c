//! What is wrong with the forms of voice agents is said at their fields: what cannot be sent, and
//! what the service refuses of a new agent.

use super::agents_prelude::*;
use super::prelude::*;

/// A field that says that it is wrong.
fn is_wrong(field: &Locator) -> Locator {
    field.clone().where_attribute("aria-invalid", "true")
}

#[tokio::test]
async fn what_cannot_be_sent_is_said_at_the_fields() {
    const TOO_LONG: &str = "The subject field must not be greater than 255 characters.";
    const NO_INSTRUCTIONS: &str = "The instructions field is required.";
    Stage::of("bad trainings")
        .expects(&["404"])
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let id = agent_with(&voice, THREE).await;
            let other = agent_with(&voice, &[("Of another agent", "Text")]).await;
            let page = signed_in(stage, &id).await;
            page.link("Opening hours").click().await;
            let subject = page.field("Subject");
            let instructions = page.field("Instructions");
            subject.fill("").await;
            page.press("Control+s").await;
            page.dialog("Apply 1 change?")
                .shows("This cannot be sent yet")
                .await;
            page.dialog("Apply 1 change?")
                .shows("The subject field is required.")
                .await;
            page.dialog("Apply 1 change?").button("Edit").click().await;
            // Over the form, and at the field for who cannot see where it stands.
            page.link("Subject: The subject field is required.")
                .is_there()
                .await;
            is_wrong(&subject).is_there().await;
            subject
                .is_described_as("The subject field is required.")
                .await;
            is_wrong(&instructions).is_gone().await;
            subject.fill(&"x".repeat(256)).await;
            page.shows("256 / 255").await;
            is_wrong(&subject).is_there().await;
            subject.is_described_as(TOO_LONG).await;
            subject.fill(&"x".repeat(255)).await;
            is_wrong(&subject).is_gone().await;
            page.shows_no("must not be greater than 255").await;

            instructions.fill("").await;
            is_wrong(&instructions).is_there().await;
            instructions.is_described_as(NO_INSTRUCTIONS).await;
            page.link("Instructions: The instructions field is required.")
                .is_there()
                .await;
            instructions.fill(THREE[0].1).await;
            is_wrong(&instructions).is_gone().await;
            page.shows_no(NO_INSTRUCTIONS).await;
            // Back to what the service has: nothing waits any more.
            subject.fill("Opening hours").await;
            page.shows("No edits").await;
            page.shows_no("pending").await;

            let rows = voice.get(&trainings_of(&other)).await;
            let theirs = id_of(&rows["data"][0]);
            let base = stage.server.base();
            page.open(&format!(
                "{base}/workspace/voice/agents/{id}/trainings/{theirs}"
            ))
            .await;
            page.shows("There is no such training").await;
            page.open(&format!("{base}/workspace/voice/agents/nobody"))
                .await;
            page.shows("There is no such agent").await;
            // What the dialect lacks is not there.
            page.open(&format!("{base}/workspace/voice/segments")).await;
            page.heading("There is no such page").is_there().await;
            page.open(&format!("{base}/workspace/main/agents")).await;
            page.heading("There is no such page").is_there().await;
        })
        .await;
}

/// A full page of what a service refuses of a new agent: every field that it asks for, a number in
/// a list, and a field that the form does not have.
const ALL_REFUSED: &str = r#"{"success":false,"message":"The given data was invalid.","errors":{
    "label":["The label has already been taken."],
    "name":["The name field must not be greater than 20 characters."],
    "language":["The selected language is invalid."],
    "direction":["The selected direction is invalid."],
    "who_speaks_first":["The selected who speaks first is invalid."],
    "initial_message_delay":["The initial message delay field must not be greater than 3."],
    "conversation_speed":["The conversation speed field must be between 0.5 and 2."],
    "llm_temperature":["The llm temperature field must be less than 0.3."],
    "interrupt_sensitivity":["The selected interrupt sensitivity is invalid."],
    "endpointing_sensitivity":["The selected endpointing sensitivity is invalid."],
    "enable_recording":["The enable recording field must be true."],
    "ivr_navigation_mode":["The selected ivr navigation mode is invalid."],
    "ask_if_human_present_on_idle":["The ask if human present on idle field must be true."],
    "idle_time_seconds":["The idle time seconds field must be at least 20."],
    "phone_number_ids.0":["The phone number ids.0 field must be a valid UUID."],
    "llm_model":["The llm model field is required."]}}"#;

/// Where that is said: role and name of the field, and the words on the screen.
const REFUSED_AT: [(&str, &str, &str); 15] = [
    ("textbox", "Label", "The label has already been taken."),
    (
        "textbox",
        "Name",
        "Name must not be greater than 20 characters.",
    ),
    ("combobox", "Language", "The selected language is invalid."),
    (
        "radiogroup",
        "Direction",
        "The selected direction is invalid.",
    ),
    (
        "radiogroup",
        "Who speaks first",
        "The selected who speaks first is invalid.",
    ),
    (
        "textbox",
        "Delay before the first words",
        "Delay before the first words must not be greater than 3.",
    ),
    (
        "textbox",
        "Speed of speech",
        "Speed of speech must be between 0.5 and 2.",
    ),
    (
        "textbox",
        "Temperature",
        "Temperature must be less than 0.3.",
    ),
    (
        "radiogroup",
        "Interrupt sensitivity",
        "The selected interrupt sensitivity is invalid.",
    ),
    (
        "textbox",
        "Endpointing sensitivity",
        "The selected endpointing sensitivity is invalid.",
    ),
    ("radiogroup", "Record calls", "Record calls must be true."),
    (
        "textbox",
        "Telephone menus",
        "The selected ivr navigation mode is invalid.",
    ),
    (
        "radiogroup",
        "Ask whether somebody is there",
        "Ask whether somebody is there must be true.",
    ),
    (
        "textbox",
        "Silence before it asks",
        "Silence before it asks must be at least 20.",
    ),
    (
        "textbox",
        "Phone numbers",
        "Phone numbers (1) must be a valid UUID.",
    ),
];

/// What the form does not have is said in the service's words.
const OF_NO_FIELD: &str = "The llm model field is required.";

#[tokio::test]
async fn every_field_that_the_service_refuses_says_so() {
    Stage::of("new agent refused")
        .expects(LOST)
        .expects(&["422"])
        .run(async |stage| {
            let voice = stage.server.voice_api();
            let (page, _, faults) = behind_faults(stage).await;
            let base = faults.base().to_owned();
            page.open(&format!("{base}/workspace/voice/agents/new"))
                .await;
            let typed = [
                ("Label", "Order line"),
                ("Name", "order_line"),
                ("Temperature", "0.4"),
                ("Phone numbers", "+442079460018"),
            ];
            for (name, text) in typed {
                page.field(name).fill(text).await;
            }
            page.field("Language").focus().await;
            page.type_text("Dutch").await;
            let choice = |group, name| page.role("radiogroup", group).role("radio", name);
            let chosen = [
                ("Direction", "Inbound"),
                ("Who speaks first", "The agent"),
                ("Record calls", "No"),
            ];
            for (group, name) in chosen {
                choice(group, name).click().await;
            }
            faults.next("POST", "/agents", Fault::Refused(ALL_REFUSED));
            page.button("Create agent").click().await;

            let summary = page.role("group", "This cannot be saved yet");
            summary.has_focus().await;
            summary.clone().any("listitem").are(16).await;
            summary.clone().any("link").are(15).await;
            summary.shows(OF_NO_FIELD).await;
            for (role, name, said) in REFUSED_AT {
                let field = page.role(role, name);
                is_wrong(&field).is_there().await;
                field.is_described_as(said).await;
                summary.clone().role("link", said).is_there().await;
            }
            // The way from what is said to where it is changed.
            summary
                .clone()
                .role("link", "Phone numbers (1) must be a valid UUID.")
                .click()
                .await;
            page.field("Phone numbers").has_focus().await;
            for (name, text) in typed {
                page.field(name).has_value(text).await;
            }
            page.field("Language").has_value("nl-NL").await;
            for (group, name) in chosen {
                choice(group, name).is_checked(true).await;
            }
            let all = voice.get("/agents").await;
            assert_eq!(all["data"], json!([]), "nothing was made");

            // What was changed is no longer refused; the rest still is.
            let stays = page.role("radiogroup", "Who speaks first");
            page.field("Label").fill("Parcel line").await;
            choice("Direction", "Outbound").click().await;
            page.field("Phone numbers").fill("").await;
            for (role, name) in [
                ("textbox", "Label"),
                ("radiogroup", "Direction"),
                ("textbox", "Phone numbers"),
            ] {
                is_wrong(&page.role(role, name)).is_gone().await;
            }
            summary.clone().any("link").are(12).await;
            is_wrong(&stays).is_there().await;

            // The service decides, and it may decide otherwise the next time.
            page.press("Control+s").await;
            page.heading("Settings of Parcel line").is_there().await;
            let all = voice.get("/agents").await;
            assert_eq!(all["data"].as_array().map(Vec::len), Some(1), "{all}");
        })
        .await;
}
