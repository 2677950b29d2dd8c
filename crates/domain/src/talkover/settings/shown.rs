//! What the service shows of an agent's settings.

use contract::talkover::Agent;

use super::Setting;

/// A setting of an agent as the text of its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// This.
    Text(String),
    /// Nothing, because nothing was set.
    Nothing,
    /// The service keeps it to itself.
    Hidden,
}

impl Shown {
    /// What the service shows of a setting.
    pub(super) fn of(agent: &Agent, setting: &Setting) -> Self {
        let voice = agent.voice.as_ref();
        let (text, is_documented) = match setting.name {
            "label" => (Some(agent.label.clone()), true),
            "name" => (Some(agent.name.clone()), true),
            "description" => (agent.description.clone(), true),
            "initial_message" => (agent.initial_message.clone(), true),
            "language" => (agent.language.clone(), false),
            "voice_id" => (voice.map(|voice| voice.id.clone()), true),
            "ambient_background" => (voice.and_then(|v| v.ambient_background.clone()), true),
            "similarity" => (number(voice.and_then(|v| v.similarity_boost)), true),
            "stability" => (number(voice.and_then(|v| v.stability)), true),
            // Talkover takes it and does not show it; without a voice there is none.
            "ambient_volume" => (
                number(voice.and_then(|v| v.ambient_volume)),
                voice.is_none(),
            ),
            "conversation_speed" => (number(agent.conversation_speed), false),
            "initial_message_delay" => (number(agent.initial_message_delay), false),
            "interrupt_sensitivity" => {
                let word = agent.interrupt_sensitivity.as_ref();
                (word.map(|word| word.as_str().to_owned()), false)
            }
            "ask_if_human_present_on_idle" => (yes_no(agent.ask_if_human_present_on_idle), false),
            "direction" => {
                let word = agent.direction.as_ref();
                (word.map(|word| word.as_str().to_owned()), false)
            }
            "who_speaks_first" => {
                let word = agent.who_speaks_first.as_ref();
                (word.map(|word| word.as_str().to_owned()), false)
            }
            "phone_number_ids" => {
                let numbers = agent.phone_numbers.as_ref().map(|numbers| {
                    let ids: Vec<&str> = numbers.iter().map(|number| number.id.as_str()).collect();
                    ids.join("\n")
                });
                (numbers, false)
            }
            "llm_temperature" => (number(agent.settings.llm_temperature), false),
            // The others are only said when an agent is created.
            _ => (None, false),
        };
        match text {
            Some(text) => Self::Text(text),
            None if is_documented => Self::Nothing,
            None => Self::Hidden,
        }
    }

    /// The text of the field: empty where nothing is shown.
    pub(super) fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Nothing | Self::Hidden => String::new(),
        }
    }
}

fn number(number: Option<impl ToString>) -> Option<String> {
    number.map(|number| number.to_string())
}

/// The texts of a yes-or-no field.
pub(super) fn yes_no(value: Option<bool>) -> Option<String> {
    value.map(|value| if value { "yes" } else { "no" }.to_owned())
}
