//! The voice agents.

use contract::talkover::{AgentInput, TrainingInput};
use domain::talkover::missing;

use super::*;

#[test]
fn there_are_agents_of_every_kind() {
    let agents = agents(as_of()).unwrap();
    let trainings = || {
        agents
            .iter()
            .flat_map(|agent| agent.trainings.iter().flatten())
    };
    assert!(agents.len() >= 5 && trainings().count() >= 40);
    let some = |what: &str, holds: &dyn Fn(&contract::talkover::Agent) -> bool| {
        assert!(agents.iter().any(holds), "no agent is {what}");
    };
    use contract::talkover::{Direction, Setup};
    some("published", &|agent| agent.is_published());
    some("ready and a draft", &|a| {
        !a.is_published() && missing(a).is_empty()
    });
    some("without a voice", &|agent| missing(agent) == [Setup::Voice]);
    some("without calling", &|agent| {
        missing(agent) == [Setup::Calling]
    });
    some("without anything", &|agent| missing(agent) == Setup::ALL);
    some("inbound", &|a| a.direction == Some(Direction::Inbound));
    some("outbound", &|a| a.direction == Some(Direction::Outbound));
    let inactive = trainings().filter(|training| !training.is_active());
    assert!((4..=12).contains(&inactive.count()));
}

#[test]
fn every_agent_is_one_that_the_api_would_have_made() {
    let agents = agents(as_of()).unwrap();
    let now = crate::clock::rfc3339(as_of());
    let mut ids = HashSet::new();
    for agent in &agents {
        assert!(contract::uuid::is_uuid(&agent.id) && ids.insert(&agent.id));
        let mut body = agent.to_json();
        body["phone_number_ids"] = serde_json::json!([]);
        assert_eq!(AgentInput::from_json(body).unwrap().name, agent.name);
        assert!(agent.created_at < agent.updated_at && agent.updated_at < now);
        let trainings = agent.trainings.as_ref().unwrap();
        assert!(trainings.is_sorted_by(|a, b| a.created_at < b.created_at));
        let mut keys = HashSet::new();
        for training in trainings {
            TrainingInput::from_json(training.to_json()).unwrap();
            assert!(contract::uuid::is_uuid(&training.id) && ids.insert(&training.id));
            assert!(keys.insert(&training.node_id), "{}", training.subject);
            assert!(training.updated_at <= agent.updated_at);
        }
    }
}

#[test]
fn the_same_moment_gives_the_same_agents() {
    assert_eq!(agents(as_of()), agents(as_of()));
}
