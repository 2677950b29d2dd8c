//! `PUT /agents/{agent_id}/knowledge`, `…/voice` and `…/calling`

use serde_json::{Value, json};

use super::{Voice, calling, knowledge, over, voice as settings};

#[tokio::test]
async fn each_setting_is_shown_and_sets_the_agent_to_draft() {
    let voice = Voice::new().await;
    let path = voice.published("a").await;
    let message = over(knowledge(), json!({"initial_message": "Good morning!"}));
    let tuned = json!({
        "ambient_background": "office", "ambient_volume": 0.5, "similarity": 0.75,
        "stability": 0.5, "language": "de-DE",
    });
    for (setting, body, told) in [
        ("knowledge", message, "Agent knowledge updated successfully"),
        (
            "voice",
            over(settings(), tuned),
            "Agent voice updated successfully",
        ),
        (
            "calling",
            calling(),
            "Agent calling settings updated successfully",
        ),
    ] {
        voice.at("POST", &format!("{path}/publish")).ok().await;
        assert_eq!(voice.data(&path).await["current_status"], "published");
        let answer = voice.put(&format!("{path}/{setting}"), body).ok().await;
        assert_eq!(answer["message"], told);
        assert_eq!(answer["data"]["current_status"], "draft", "{setting}");
        assert_eq!(answer["data"], voice.data(&path).await);
    }
    let row = voice.data(&path).await;
    assert_eq!(row["initial_message"], "Good morning!");
    assert_eq!(row["interrupt_sensitivity"], "high");
    assert_eq!(row["llm_temperature"], 0.7);
    assert_eq!(row["language"], "de-DE");
    assert_eq!(
        row["voice"],
        json!({
            "id": "v-1", "name": "v-1", "label": "v-1", "stability": 0.5, "similarity_boost": 0.75,
            "ambient_background": "office", "ambient_volume": 0.5,
        })
    );
    let number = "+442079460018";
    assert_eq!(
        row["phone_numbers"],
        json!([{
            "id": number, "number": number, "country_code": null, "formatted_number": number,
            "international_number": number, "current_status": null,
        }])
    );
}

#[tokio::test]
async fn what_is_not_accepted_changes_nothing() {
    let voice = Voice::new().await;
    let path = voice.published("a").await;
    let before = voice.data(&path).await;
    let check = async |setting: &str, body: Value, expected: Value| {
        let call = voice.put(&format!("{path}/{setting}"), body);
        assert_eq!(call.invalid().await, expected, "{setting}");
    };
    check(
        "knowledge",
        over(knowledge(), json!({"description": "Four"})),
        json!({"description": ["The description field must be at least 5 characters."]}),
    )
    .await;
    check(
        "voice",
        over(
            settings(),
            json!({"conversation_speed": 2, "voice_id": null}),
        ),
        json!({
            "voice_id": ["The voice id field is required."],
            "conversation_speed": ["The conversation speed field must be less than 2."],
        }),
    )
    .await;
    check(
        "calling",
        json!({"direction": "both", "phone_number_ids": [7]}),
        json!({
            "direction": ["The selected direction is invalid."],
            "phone_number_ids.0": ["The phone number ids.0 field must be a string."],
        }),
    )
    .await;
    assert_eq!(voice.data(&path).await, before);
    for (setting, body) in [
        ("knowledge", knowledge()),
        ("voice", settings()),
        ("calling", calling()),
    ] {
        let call = voice.put(&format!("/agents/nobody/{setting}"), body);
        assert_eq!(call.refused(404).await, "Agent not found");
    }
}
