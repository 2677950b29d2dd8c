//! What is read can be written and read again; what is valid is read as it was written.

use contract::talkover::{
    Agent, AgentInput, Answer, CallingInput, Failure, KnowledgeInput, Training, TrainingInput,
    VoiceInput,
};
use proptest::prelude::*;
use serde_json::json;

use crate::arbitrary::{
    agent_input, calling_input, knowledge_input, shown_agent, shown_training, training_input,
    value, voice_input,
};

proptest! {
    #[test]
    fn a_training_survives(body in shown_training()) {
        let training = Training::from_json(body.clone()).unwrap();
        let written = training.to_json();
        for (name, value) in body.as_object().unwrap() {
            prop_assert_eq!(&written[name], value, "{}", name);
        }
        prop_assert_eq!(Training::from_json(written).unwrap(), training);
    }

    #[test]
    fn an_agent_survives(body in shown_agent()) {
        let agent = Agent::from_json(body.clone()).unwrap();
        let written = agent.to_json();
        for name in body.as_object().unwrap().keys() {
            prop_assert!(written.get(name).is_some(), "{name}");
        }
        prop_assert_eq!(&Agent::from_json(written.clone()).unwrap(), &agent);
        prop_assert_eq!(&agent.with(json!({})).unwrap(), &agent);
        prop_assert_eq!(agent.with(written).unwrap(), agent);
    }

    #[test]
    fn inputs_are_read_as_they_were_written(
        training in training_input(),
        agent in agent_input(),
        knowledge in knowledge_input(),
        voice in voice_input(),
        calling in calling_input(),
    ) {
        prop_assert_eq!(TrainingInput::from_json(training.to_json()), Ok(training));
        prop_assert_eq!(AgentInput::from_json(agent.to_json()), Ok(agent));
        prop_assert_eq!(KnowledgeInput::from_json(knowledge.to_json()), Ok(knowledge));
        prop_assert_eq!(VoiceInput::from_json(voice.to_json()), Ok(voice));
        prop_assert_eq!(CallingInput::from_json(calling.to_json()), Ok(calling));
    }

    #[test]
    fn no_body_makes_a_reader_panic(body in value()) {
        let _ = Training::from_json(body.clone());
        let _ = Agent::from_json(body.clone());
        let _ = Answer::from_json(body.clone());
        let _ = TrainingInput::from_json(body.clone());
        let _ = AgentInput::from_json(body.clone());
        let failure = Failure::from_json(&body);
        prop_assert!(failure.is_none_or(|failure| !failure.message.trim().is_empty()));
    }
}
