//! The voice agents of Tarnhollow: a file for each, the agent first and its trainings behind it.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    Field, FieldErrors,
    talkover::{
        Agent, AgentInput, CallingInput, Direction, InterruptSensitivity, KnowledgeInput, Setup,
        Training, TrainingInput, TrainingStatus, VoiceInput, WhoSpeaksFirst,
    },
};
use domain::talkover;
use uuid::Builder;

use super::{SeedError, block::Block, dice::Dice};
use crate::clock::rfc3339;

const FILES: [&str; 7] = [
    include_str!("voice/order_line.md"),
    include_str!("voice/returns_desk.md"),
    include_str!("voice/bestellhotline.md"),
    include_str!("voice/delivery_calls.md"),
    include_str!("voice/gear_advice.md"),
    include_str!("voice/klantenservice.md"),
    include_str!("voice/winter_survey.md"),
];

/// All of them with their trainings, as they would be if somebody had made them through the API
/// over the months before `as_of`. The same ids each time, but for the dates in them.
///
/// # Errors
///
/// When a file of examples cannot be read.
pub fn agents(as_of: DateTime<Utc>) -> Result<Vec<Agent>, SeedError> {
    FILES
        .iter()
        .enumerate()
        .map(|(number, file)| agent(number, file, as_of))
        .collect()
}

fn agent(number: usize, file: &'static str, as_of: DateTime<Utc>) -> Result<Agent, SeedError> {
    let blocks = Block::read_all(file)?;
    let Some((head, blocks)) = blocks.split_first() else {
        return Err(SeedError {
            title: file.to_owned(),
            problem: "has no agent".to_owned(),
        });
    };
    // Other dice than those of the scenarios.
    let mut dice = Dice::of(number + 20_000_000);
    let mut at = as_of - TimeDelta::days(150 - 19 * i64::try_from(number).unwrap_or(0));
    let mut moment = |dice: &mut Dice| {
        at += TimeDelta::milliseconds(dice.between(600_000, 30_000_000));
        (id(at, dice), rfc3339(at))
    };
    let (agent_id, now) = moment(&mut dice);
    let mut agent = talkover::create(input(head)?, agent_id, &now);
    let missing = missing(head)?;
    if !missing.contains(&Setup::Knowledge) {
        agent = talkover::set_knowledge(&agent, knowledge(head)?, &moment(&mut dice).1);
    }
    if !missing.contains(&Setup::Voice) {
        agent = talkover::set_voice(&agent, voice(head)?, &moment(&mut dice).1);
    }
    if !missing.contains(&Setup::Calling) {
        agent = talkover::set_calling(&agent, calling(head)?, &moment(&mut dice).1);
    }
    let mut trainings: Vec<Training> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let (id, now) = moment(&mut dice);
        trainings.push(talkover::upsert(None, training(block)?, id, &now));
        agent = talkover::retrained(&agent, &now);
    }
    match head.field("state") {
        Some("draft") => {}
        Some("published") => {
            agent = talkover::publish(&agent, &moment(&mut dice).1)
                .map_err(|error| head.error(error.to_string()))?;
        }
        other => return Err(head.error(format!("unknown state `{}`", other.unwrap_or("")))),
    }
    agent.trainings = Some(trainings);
    Ok(agent)
}

fn id(at: DateTime<Utc>, dice: &mut Dice) -> String {
    let ms = u64::try_from(at.timestamp_millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(ms, &dice.bytes())
        .into_uuid()
        .to_string()
}

fn input(head: &Block) -> Result<AgentInput, SeedError> {
    let CallingInput {
        direction,
        phone_number_ids,
    } = calling(head)?;
    let is_inbound = direction == Direction::Inbound;
    let says = head.field("says");
    let input = AgentInput {
        label: head.title.to_owned(),
        name: required(head, "name")?.to_owned(),
        description: Some(head.text.to_owned()),
        language: required(head, "language")?.to_owned(),
        initial_message: says.map(str::to_owned),
        interrupt_sensitivity: word(head, "interrupts", InterruptSensitivity::known)?,
        endpointing_sensitivity: "auto".to_owned(),
        ivr_navigation_mode: if is_inbound { "off" } else { "auto" }.to_owned(),
        conversation_speed: number(head, "speed")?.unwrap_or(1.0),
        initial_message_delay: u64::from(!is_inbound),
        ask_if_human_present_on_idle: is_inbound,
        idle_time_seconds: 10,
        max_idle_check_count: Some(2),
        llm_temperature: 0.3,
        enable_recording: false,
        max_call_duration_seconds: Some(if is_inbound { 1_800 } else { 300 }),
        say_goodbye_on_max_duration: Some(true),
        user_inactivity_timeout_seconds: Some(30),
        initial_idle_time_seconds: None,
        initial_max_idle_check_count: None,
        direction,
        who_speaks_first: word(head, "speaks", WhoSpeaksFirst::known)?,
        phone_number_ids,
    };
    sound(head, input.problems(), input)
}

fn knowledge(head: &Block) -> Result<KnowledgeInput, SeedError> {
    let input = KnowledgeInput {
        description: head.text.to_owned(),
        initial_message: Field::Absent,
        interrupt_sensitivity: word(head, "interrupts", InterruptSensitivity::known)?,
        ask_if_human_present_on_idle: head.field("direction") == Some("inbound"),
        llm_temperature: 0.3,
        initial_message_delay: 1,
    };
    sound(head, input.problems(), input)
}

fn voice(head: &Block) -> Result<VoiceInput, SeedError> {
    let input = VoiceInput {
        voice_id: required(head, "voice")?.to_owned(),
        conversation_speed: number(head, "speed")?.unwrap_or(1.1),
        who_speaks_first: word(head, "speaks", WhoSpeaksFirst::known)?,
        ambient_background: head
            .field("background")
            .map_or(Field::Absent, |name| Field::Value(name.to_owned())),
        ambient_volume: Field::Absent,
        language: None,
        similarity: Field::Value(0.8),
        stability: Field::Value(0.75),
    };
    sound(head, input.problems(), input)
}

fn calling(head: &Block) -> Result<CallingInput, SeedError> {
    let numbers: Vec<String> = head.list("numbers").map(str::to_owned).collect();
    Ok(CallingInput {
        direction: word(head, "direction", Direction::known)?,
        phone_number_ids: (!numbers.is_empty()).then_some(numbers),
    })
}

fn training(block: &Block) -> Result<TrainingInput, SeedError> {
    let input = TrainingInput {
        node_id: Some(required(block, "node")?.to_owned()),
        subject: block.title.to_owned(),
        instructions: block.text.to_owned(),
        current_status: match block.field("status") {
            None => None,
            Some(_) => Some(word(block, "status", TrainingStatus::known)?),
        },
    };
    sound(block, input.problems(), input)
}

fn missing(head: &Block) -> Result<Vec<Setup>, SeedError> {
    head.list("missing")
        .map(|name| {
            Setup::ALL
                .into_iter()
                .find(|setup| setup.as_str() == name)
                .ok_or_else(|| head.error(format!("`{name}` is no setting")))
        })
        .collect()
}

/// The input, if the API would take it.
fn sound<T>(block: &Block, problems: FieldErrors, input: T) -> Result<T, SeedError> {
    problems
        .or(input)
        .map_err(|problems| block.error(problems.sentence()))
}

fn required(block: &Block, field: &str) -> Result<&'static str, SeedError> {
    block
        .field(field)
        .ok_or_else(|| block.error(format!("has no {field}")))
}

fn word<T>(
    block: &Block,
    field: &str,
    known: impl FnOnce(&str) -> Option<T>,
) -> Result<T, SeedError> {
    let name = required(block, field)?;
    known(name).ok_or_else(|| block.error(format!("`{name}` is not known as {field}")))
}

fn number(block: &Block, field: &str) -> Result<Option<f64>, SeedError> {
    block
        .field(field)
        .map(|text| {
            text.parse()
                .map_err(|_| block.error(format!("`{text}` is no number")))
        })
        .transpose()
}
