//! The life of a voice agent and its trainings (decisions 28 to 30).
//!
//! Functions from the current row to the next one, like [`crate::lifecycle`]. Time and ids are
//! passed in; the server runs them inside the transaction that writes.

use contract::talkover::{
    Agent, AgentInput, AgentStatus, CallingInput, KnowledgeInput, PhoneNumber, Settings, Setup,
    Training, TrainingInput, TrainingStatus, Voice, VoiceInput, limits,
};

use crate::lifecycle::after;

/// Why an agent cannot be published: the settings that have never been saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Agent is not ready to publish.")]
pub struct NotReady(pub Vec<Setup>);

/// Why an agent cannot be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Cannot delete agent while it is published. Unpublish it first.")]
pub struct StillPublished;

/// The agent that a create makes: a draft without a voice, in which knowledge, voice and calling
/// have still to be set.
#[must_use]
pub fn create(input: AgentInput, id: String, now: &str) -> Agent {
    let AgentInput {
        label,
        name,
        description,
        language,
        initial_message,
        interrupt_sensitivity,
        endpointing_sensitivity,
        ivr_navigation_mode,
        conversation_speed,
        initial_message_delay,
        ask_if_human_present_on_idle,
        idle_time_seconds,
        max_idle_check_count,
        llm_temperature,
        enable_recording,
        max_call_duration_seconds,
        say_goodbye_on_max_duration,
        user_inactivity_timeout_seconds,
        initial_idle_time_seconds,
        initial_max_idle_check_count,
        direction,
        who_speaks_first,
        phone_number_ids,
    } = input;
    Agent {
        id,
        name,
        label,
        description,
        language: Some(language),
        voice: None,
        initial_message,
        interrupt_sensitivity: Some(interrupt_sensitivity),
        conversation_speed: Some(conversation_speed),
        initial_message_delay: Some(initial_message_delay),
        ask_if_human_present_on_idle: Some(ask_if_human_present_on_idle),
        direction: Some(direction),
        who_speaks_first: Some(who_speaks_first),
        current_status: AgentStatus::Draft,
        is_sandbox: false,
        is_ready_to_publish: Some(false),
        missing_to_publish: Some(Setup::ALL.to_vec()),
        settings: Settings {
            endpointing_sensitivity: Some(endpointing_sensitivity),
            ivr_navigation_mode: Some(ivr_navigation_mode),
            idle_time_seconds: Some(idle_time_seconds),
            llm_temperature: Some(llm_temperature),
            enable_recording: Some(enable_recording),
            max_idle_check_count,
            max_call_duration_seconds,
            say_goodbye_on_max_duration,
            user_inactivity_timeout_seconds,
            initial_idle_time_seconds,
            initial_max_idle_check_count,
        },
        created_at: now.to_owned(),
        updated_at: now.to_owned(),
        actions: Some(Vec::new()),
        phone_numbers: Some(numbers(phone_number_ids.unwrap_or_default())),
        trainings: Some(Vec::new()),
        unknown: serde_json::Map::new(),
    }
}

/// The agent after its knowledge was set: a draft.
#[must_use]
pub fn set_knowledge(current: &Agent, input: KnowledgeInput, now: &str) -> Agent {
    let KnowledgeInput {
        description,
        initial_message,
        interrupt_sensitivity,
        ask_if_human_present_on_idle,
        llm_temperature,
        initial_message_delay,
    } = input;
    let mut agent = configured(current, Setup::Knowledge, now);
    agent.description = Some(description);
    agent.initial_message = initial_message.over(agent.initial_message);
    agent.interrupt_sensitivity = Some(interrupt_sensitivity);
    agent.ask_if_human_present_on_idle = Some(ask_if_human_present_on_idle);
    agent.settings.llm_temperature = Some(llm_temperature);
    agent.initial_message_delay = Some(initial_message_delay);
    agent
}

/// The agent after its voice was set: a draft. What the input leaves out stays as it was while
/// the voice is the same; another voice begins anew.
#[must_use]
pub fn set_voice(current: &Agent, input: VoiceInput, now: &str) -> Agent {
    let VoiceInput {
        voice_id,
        conversation_speed,
        who_speaks_first,
        ambient_background,
        ambient_volume,
        language,
        similarity,
        stability,
    } = input;
    let mut agent = configured(current, Setup::Voice, now);
    let before = agent
        .voice
        .take()
        .filter(|voice| voice.id == voice_id)
        // There is no list of voices to take a name from (see `Voice::name`).
        .unwrap_or_else(|| Voice {
            name: voice_id.clone(),
            label: voice_id.clone(),
            id: voice_id,
            ..Voice::default()
        });
    agent.voice = Some(Voice {
        stability: stability.over(before.stability),
        similarity_boost: similarity.over(before.similarity_boost),
        ambient_background: ambient_background.over(before.ambient_background),
        ambient_volume: ambient_volume
            .over(before.ambient_volume)
            .or(Some(limits::DEFAULT_AMBIENT_VOLUME)),
        ..before
    });
    agent.language = language.or(agent.language);
    agent.conversation_speed = Some(conversation_speed);
    agent.who_speaks_first = Some(who_speaks_first);
    agent
}

/// The agent after its calling settings were set: a draft. No phone number at all counts, too.
#[must_use]
pub fn set_calling(current: &Agent, input: CallingInput, now: &str) -> Agent {
    let CallingInput {
        direction,
        phone_number_ids,
    } = input;
    let mut agent = configured(current, Setup::Calling, now);
    agent.direction = Some(direction);
    if let Some(ids) = phone_number_ids {
        agent.phone_numbers = Some(numbers(ids));
    }
    agent
}

/// The agent after one of its trainings was written or deleted: a draft, offline for new calls
/// until it is published again (decision 29).
#[must_use]
pub fn retrained(current: &Agent, now: &str) -> Agent {
    Agent {
        current_status: AgentStatus::Draft,
        updated_at: after(&current.updated_at, now),
        ..current.clone()
    }
}

/// The training that a write leaves: the next state of `current`, or a new one with `id`
/// (decision 28). A status that is not said is active, as documented, also on an update; a new
/// training without a `node_id` has its own id for one.
#[must_use]
pub fn upsert(current: Option<&Training>, input: TrainingInput, id: String, now: &str) -> Training {
    let TrainingInput {
        node_id,
        subject,
        instructions,
        current_status,
    } = input;
    let current_status = current_status.unwrap_or(TrainingStatus::Active);
    match current {
        Some(current) => Training {
            subject,
            instructions,
            current_status,
            updated_at: after(&current.updated_at, now),
            ..current.clone()
        },
        None => Training {
            node_id: Some(node_id.unwrap_or_else(|| id.clone())),
            id,
            subject,
            instructions,
            current_status,
            created_at: now.to_owned(),
            updated_at: now.to_owned(),
            unknown: serde_json::Map::new(),
        },
    }
}

/// The agent that takes calls from now on. One that does already stays as it is.
///
/// # Errors
///
/// What has never been set, where something has not (decision 30).
pub fn publish(current: &Agent, now: &str) -> Result<Agent, NotReady> {
    if current.is_ready_to_publish != Some(true) {
        return Err(NotReady(missing(current)));
    }
    Ok(turned(current, AgentStatus::Published, now))
}

/// The agent that takes no calls from now on. One that takes none stays as it is.
#[must_use]
pub fn unpublish(current: &Agent, now: &str) -> Agent {
    turned(current, AgentStatus::Draft, now)
}

/// Whether an agent may be deleted.
///
/// # Errors
///
/// [`StillPublished`] while it takes calls.
pub fn may_delete(current: &Agent) -> Result<(), StillPublished> {
    if current.is_published() {
        Err(StillPublished)
    } else {
        Ok(())
    }
}

/// What keeps an agent from being published, in the documented order: what the service names,
/// where it names it. Talkover itself does not; of its agents a missing voice and a missing
/// description can be told, and one may be unready for a reason that it does not show.
#[must_use]
pub fn missing(agent: &Agent) -> Vec<Setup> {
    if agent.is_ready_to_publish == Some(true) {
        return Vec::new();
    }
    if let Some(missing) = &agent.missing_to_publish {
        return missing.clone();
    }
    let has_knowledge = agent
        .description
        .as_ref()
        .is_some_and(|text| !text.trim().is_empty());
    let mut missing = Vec::new();
    if !has_knowledge {
        missing.push(Setup::Knowledge);
    }
    if agent.voice.is_none() {
        missing.push(Setup::Voice);
    }
    missing
}

/// What to say of something that is missing, to people and in the 422 of a publish.
#[must_use]
pub const fn not_saved(setup: Setup) -> &'static str {
    match setup {
        Setup::Knowledge => "The knowledge settings have not been saved yet.",
        Setup::Voice => "The voice settings have not been saved yet.",
        Setup::Calling => "The calling settings have not been saved yet.",
    }
}

/// A draft in which `setup` is no longer missing.
fn configured(current: &Agent, setup: Setup, now: &str) -> Agent {
    let mut agent = retrained(current, now);
    let mut missing = agent.missing_to_publish.unwrap_or_default();
    missing.retain(|other| *other != setup);
    agent.is_ready_to_publish = Some(missing.is_empty());
    agent.missing_to_publish = Some(missing);
    agent
}

fn turned(current: &Agent, status: AgentStatus, now: &str) -> Agent {
    if current.current_status == status {
        return current.clone();
    }
    Agent {
        current_status: status,
        updated_at: after(&current.updated_at, now),
        ..current.clone()
    }
}

fn numbers(ids: Vec<String>) -> Vec<PhoneNumber> {
    ids.into_iter().map(PhoneNumber::of_id).collect()
}

#[cfg(test)]
mod tests;
