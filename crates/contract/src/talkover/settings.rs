//! Settings that Talkover takes and does not show.

use serde::Serialize;

use super::read;
use crate::{
    DecodeError,
    json::{self, Object},
};

/// What "Create agent" and "Update knowledge" take beside the fields of an agent that are shown.
/// Our server shows them in the agent, as an extension; a service that does not leaves all of
/// them `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Settings {
    /// How soon a pause counts as the end of a sentence, in the service's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpointing_sensitivity: Option<String>,
    /// How the agent goes through telephone menus, in the service's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ivr_navigation_mode: Option<String>,
    /// Seconds of silence before the agent asks whether somebody is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_time_seconds: Option<u64>,
    /// How freely the model words its answers, 0 to 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llm_temperature: Option<f64>,
    /// Whether calls are recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_recording: Option<bool>,
    /// How often the agent asks before it hangs up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_idle_check_count: Option<u64>,
    /// Longest call, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_call_duration_seconds: Option<u64>,
    /// Whether the agent says goodbye at the end of the longest call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub say_goodbye_on_max_duration: Option<bool>,
    /// Seconds without a word from the caller before the agent hangs up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_inactivity_timeout_seconds: Option<u64>,
    /// Seconds of silence at the beginning of a call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_idle_time_seconds: Option<u64>,
    /// How often the agent asks at the beginning of a call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_max_idle_check_count: Option<u64>,
}

impl Settings {
    /// Takes them out of an agent's body.
    pub(super) fn take(object: &mut Object) -> Result<Self, DecodeError> {
        Ok(Self {
            endpointing_sensitivity: json::optional_string(object, "endpointing_sensitivity")?,
            ivr_navigation_mode: json::optional_string(object, "ivr_navigation_mode")?,
            idle_time_seconds: json::optional_whole(object, "idle_time_seconds")?,
            llm_temperature: read::optional_number(object, "llm_temperature")?,
            enable_recording: json::optional_boolean(object, "enable_recording")?,
            max_idle_check_count: json::optional_whole(object, "max_idle_check_count")?,
            max_call_duration_seconds: json::optional_whole(object, "max_call_duration_seconds")?,
            say_goodbye_on_max_duration: json::optional_boolean(
                object,
                "say_goodbye_on_max_duration",
            )?,
            user_inactivity_timeout_seconds: json::optional_whole(
                object,
                "user_inactivity_timeout_seconds",
            )?,
            initial_idle_time_seconds: json::optional_whole(object, "initial_idle_time_seconds")?,
            initial_max_idle_check_count: json::optional_whole(
                object,
                "initial_max_idle_check_count",
            )?,
        })
    }
}
